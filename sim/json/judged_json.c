#include "json/judged_json.h"

#include "json/json_keys.h"
#include "types/result_judged.h"

#define S struct result_flip
static const struct json_key flip_keys[] = { TEXT(input), NUMBER(value), TEXT(unit), NUMBER(share_of_range), TEXT(settle), END };
#undef S

#define S struct result_requirement
const struct json_key judged_json_requirement[] = {
    TEXT(id), TEXT(level), TEXT(text), TEXT(verdict), TEXT(nominal), TEXT(quantity), TEXT(unit), NUMBER(value), NUMBER(limit), NUMBER(margin),
    TEXT(judged_on), TEXT(depends_on), NUMBER(flip_value), TEXT(flip_unit), TEXT(settle),
    LIST(flips, struct result_flip, flip_keys), TEXT(statement), TEXT(scope), TEXT(source), TEXT(status), TEXT(acceptance), TEXT(owner), NUMBER(per_gpu),
    TEXT(place), END
};
#undef S

#define S struct result_question
const struct json_key judged_json_question[] = {
    TEXT(id), TEXT(kind), TEXT(ask), TEXT(owner), TEXT(due), TEXT(status), TEXT(answer), TEXTS(touches), TEXT(place), END
};
#undef S

#define S struct result_outcome
static const struct json_key outcome_keys[] = {
    TEXT(verdict), TEXT(complete), NUMBER(read_bytes_per_s), NUMBER(write_bytes_per_s), NUMBER(nodes), NUMBER(front_ends), NUMBER(rack_tiles),
    NUMBER(storage_w), NUMBER(site_w), END
};
#undef S

#define S struct result_risk
const struct json_key judged_json_risk[] = {
    TEXT(name), TEXT(about), TEXT(trigger), TEXT(mitigation), TEXT(owner), TEXTS(settings), OBJECT(now, outcome_keys), OBJECT(then, outcome_keys),
    TEXT(instead), TEXT(problem), NUMBER(days_later), TEXT(place), END
};
#undef S

#define S struct result_protocol
const struct json_key judged_json_protocol[] = { TEXT(stack), TEXT(protocol), TEXT(state), FLAG(demanded), FLAG(used), NUMBER(payload_efficiency), END };
#undef S

#define S struct result_qualification_stage
static const struct json_key qualification_stage_keys[] = {
    TEXT(stage), NUMBER(nominal_s), NUMBER(lo_s), NUMBER(hi_s), NUMBER(start_s), NUMBER(end_s), TEXT(source), END
};
#undef S

#define S struct result_qualification
const struct json_key judged_json_qualification[] = {
    TEXT(dpu), TEXT(role), TEXT(family), TEXT(state), TEXT(nodes), FLAG(in_build), NUMBER(time_s), NUMBER(lo_s), NUMBER(hi_s),
    TEXT(starts), TEXT(ends), TEXT(ends_late), LIST(stages, struct result_qualification_stage, qualification_stage_keys), END
};
#undef S

#define S struct result_finding
const struct json_key judged_json_finding[] = { TEXT(code), TEXT(severity), TEXT(text), TEXT(place), END };
#undef S

#define S struct result_option_verdict
static const struct json_key option_verdict_keys[] = { TEXT(id), TEXT(verdict), NUMBER(value), NUMBER(margin), END };
#undef S

#define S struct result_option
const struct json_key judged_json_option[] = {
    TEXT(option), FLAG(allowed), TEXT(reason), TEXT(verdict), NUMBER(nodes), NUMBER(front_ends), NUMBER(rack_tiles), NUMBER(storage_w), NUMBER(site_w),
    NUMBER(read_bytes_per_s), NUMBER(write_bytes_per_s), TEXT(family), TEXT(stack), FLAG(best), TEXT(available), TEXT(missing), LIST(judged, struct result_option_verdict, option_verdict_keys), END
};
#undef S

#define S struct result_restriction
const struct json_key judged_json_restriction[] = {
    TEXT(policy), FLAG(violated), TEXT(forbids), TEXT(option_with), TEXT(option_without), TEXT(verdict_with), TEXT(verdict_without), TEXT(complete_with), TEXT(complete_without),
    NUMBER(rack_tiles_with), NUMBER(rack_tiles_without), NUMBER(storage_with_w), NUMBER(storage_without_w), NUMBER(site_with_w), NUMBER(site_without_w),
    TEXT(text), TEXT(place), END
};
#undef S
