#include "json/json_keys.h"

#include "types/result_estimate.h"

#define S struct estimate
_Static_assert(offsetof(S, ci95_hi) == offsetof(S, ci95_lo) + sizeof(double), "ci95 is a pair");
const struct json_key json_keys_estimate[] = {
    NUMBER(mean), NAMED("ci95", JSON_PAIR, ci95_lo), NUMBER(p50), NUMBER(p95), NUMBER(p99), NUMBER(min), NUMBER(max), END
};
#undef S
