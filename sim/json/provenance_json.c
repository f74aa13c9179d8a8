#include "json/provenance_json.h"

#include "json/json_keys.h"
#include "types/result_provenance.h"

#define S struct result_tornado_bar
static const struct json_key tornado_bar_keys[] = {
    TEXT(input), TEXT(unit), TEXT(grade), TEXT(place), NUMBER(lo), NUMBER(hi), NUMBER(at_lo), NUMBER(at_hi), END
};
#undef S

#define S struct result_tornado
const struct json_key provenance_json_tornado[] = {
    TEXT(headline), TEXT(unit), NUMBER(value),
    LIST(bars, struct result_tornado_bar, tornado_bar_keys), END
};
#undef S

#define S struct result_leaf
const struct json_key provenance_json_leaf[] = {
    TEXT(path), NUMBER(value), TEXT(unit), TEXT(source), TEXT(date), TEXT(grade), TEXT(place), END
};
#undef S

#define S struct result_assumption
const struct json_key provenance_json_assumption[] = {
    TEXT(path), TEXT(text), NUMBER(value), NUMBER(lo), NUMBER(hi), TEXT(unit), TEXT(source), TEXT(date), TEXT(grade), NUMBER(weight), TEXT(place), END
};
#undef S

#define S struct result_derivation
const struct json_key provenance_json_derivation[] = {
    TEXT(id), TEXT(expression), TEXT(formula), TEXTS(inputs), NUMBER(value), TEXT(unit), TEXT(source), TEXT(date), TEXT(grade), TEXT(place), END
};
#undef S

#define S struct result_change
static const struct json_key change_keys[] = {
    TEXT(input), TEXT(requirement), TEXT(from), TEXT(to), TEXT(why), NUMBER(now), NUMBER(lo), NUMBER(hi), NUMBER(at), TEXT(unit), NUMBER(far), TEXT(answer), TEXT(grade), TEXT(settle), TEXT(place), END
};
#undef S

#define S struct result_changes
const struct json_key provenance_json_changes[] = { NUMBER(tried), NUMBER(furthest), LIST(nearest, struct result_change, change_keys), END };
#undef S

#define S struct result_weight
const struct json_key provenance_json_weight[] = {
    TEXT(headline), NUMBER(value), TEXT(unit), NUMBER(share_estimated), TEXT(top_input), NUMBER(top_share), END
};
#undef S
