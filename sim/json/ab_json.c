#include "json/ab_json.h"

#include "json/json_keys.h"
#include "types/study.h"

/* Of an array by enum study_counter. */
#define COUNTER(key, which)             { .name = key, .kind = JSON_NUMBER, .offset = (which) * sizeof(double) }
static const struct json_key counter_keys[] = {
    COUNTER("read_tx", STUDY_READ_TX), COUNTER("read_rx", STUDY_READ_RX), COUNTER("read_media", STUDY_READ_MEDIA), COUNTER("write_tx", STUDY_WRITE_TX), COUNTER("write_rx", STUDY_WRITE_RX),
    COUNTER("write_media", STUDY_WRITE_MEDIA), COUNTER("write_buffer", STUDY_WRITE_BUFFER), END
};

#define S struct study_ab_equal
static const struct json_key ab_equal_keys[] = { TEXT(what), TEXT(a), TEXT(b), FLAG(same), END };
#undef S

#define S struct study_ab_path
static const struct json_key ab_path_keys[] = {
    TEXT(side), TEXT(stack), TEXT(front_end), TEXT(write_path), FLAG(chosen), NUMBER(read_bytes_per_s), TEXT(read_bound_by), NUMBER(write_bytes_per_s), TEXT(write_bound_by),
    OBJECT(counter, counter_keys), OBJECT(lo, counter_keys), OBJECT(hi, counter_keys), END
};
#undef S

#define S struct study_ab_test
static const struct json_key ab_test_keys[] = { WHOLE(a), WHOLE(b), FLAG(told), TEXT(by), NUMBER(gap), NUMBER(runs), NUMBER(runs_most), END };
#undef S

#define S struct study_ab_runs
static const struct json_key ab_runs_keys[] = { NUMBER(spread), NUMBER(wanted), NUMBER(runs), END };
#undef S

#define S struct study_ab_assumption
static const struct json_key ab_assumption_keys[] = { TEXT(what), NUMBER(value), NUMBER(lo), NUMBER(hi), TEXT(grade), TEXT(source), END };
#undef S

#define S struct study_ab
const struct json_key ab_json_plan[] = {
    TEXT(name_a), TEXT(name_b), LIST(equal, struct study_ab_equal, ab_equal_keys), LIST(paths, struct study_ab_path, ab_path_keys), LIST(tests, struct study_ab_test, ab_test_keys),
    LIST(runs, struct study_ab_runs, ab_runs_keys), LIST(assumptions, struct study_ab_assumption, ab_assumption_keys), NUMBER(spread), NUMBER(spread_lo), NUMBER(spread_hi), TEXT(unavailable), WHOLE(n_differing), END
};
#undef S
