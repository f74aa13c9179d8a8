#include "json/power_json.h"

#include "json/json_keys.h"
#include "types/result_power.h"

#define S struct result_power_level
static const struct json_key power_level_keys[] = {
    TEXT(level), TEXT(kind), TEXT(scheme), TEXT(carries), TEXT(fed_by), NUMBER(count), NUMBER(rating_w), NUMBER(derating), NUMBER(installed_w),
    NUMBER(load_w), NUMBER(utilisation), TEXT(worst_case), NUMBER(worst_case_load_w), NUMBER(worst_case_utilisation),
    NUMBER(usable_w), NUMBER(headroom_w), NUMBER(stranded_w), NUMBER(reserved_w), NUMBER(blocked_w), NUMBER(reserve), NUMBER(dark_w),
    NUMBER(peak_w), NUMBER(peak_utilisation), NUMBER(peak_worst_utilisation), NUMBER(time_over), NUMBER(worst_time_over), END
};
#undef S

#define S struct result_power_case
static const struct json_key power_case_keys[] = {
    TEXT(name), TEXT(limit), NUMBER(utilisation), NUMBER(it_limit_w), NUMBER(dark_w), NUMBER(peak_utilisation), NUMBER(time_over), END
};
#undef S

#define S struct result_power_load
static const struct json_key power_load_keys[] = { TEXT(on), NUMBER(share), NUMBER(load_w), END };
#undef S

#define S struct result_power
const struct json_key power_json_site[] = {
    ESTIMATE(storage_w), ESTIMATE(gpu_w), ESTIMATE(other_it_w), ESTIMATE(it_w), ESTIMATE(site_w),
    NUMBER(site_design_w), NUMBER(coincident_design_w), NUMBER(sum_of_nameplates_w), NUMBER(envelope_w), NUMBER(headroom_w), TEXT(envelope_at),
    NUMBER(pue_annual), NUMBER(pue_design), NUMBER(storage_max_w), NUMBER(network_w), NUMBER(gpu_max_w), NUMBER(other_it_max_w),
    NUMBER(largest_step_w), NUMBER(largest_step_1s_w), NUMBER(largest_step_1min_w), NUMBER(largest_step_15min_w), NUMBER(ramp_w_per_s), NUMBER(dynamic_range_w), NUMBER(steps_per_day),
    NUMBER(energy_joules), NUMBER(energy_site_joules_per_year),
    NUMBER(cap_w), TEXT(cap_at), TEXT(cap_order), NUMBER(cap_time_bound), NUMBER(cap_time_unmet), NUMBER(cap_useful_without), NUMBER(cap_useful_lost),
    LIST(tree, struct result_power_level, power_level_keys), LIST(tree_cases, struct result_power_case, power_case_keys), LIST(tree_loads, struct result_power_load, power_load_keys), TEXT(tree_limit), NUMBER(tree_it_limit_w), NUMBER(tree_loss_w), END
};
#undef S

#define S struct result_power_bill_line
static const struct json_key power_bill_line_keys[] = {
    TEXT(id), TEXT(line), TEXT(group), TEXT(pool), NUMBER(count), NUMBER(nameplate_w), NUMBER(datasheet_w), NUMBER(p99_w),
    NUMBER(mean_w), NUMBER(per_feed_w), NUMBER(feed_lost_w), NUMBER(peak_to_signed), END
};
#undef S

#define S struct result_power_bill_feed
static const struct json_key power_bill_feed_keys[] = {
    TEXT(id), TEXT(feed), TEXT(kind), TEXT(carries), NUMBER(count), NUMBER(each_w), NUMBER(nameplate_w), NUMBER(datasheet_w),
    NUMBER(p99_w), NUMBER(mean_w), NUMBER(worst_device_w), END
};
#undef S

#define S struct result_power_bill
const struct json_key power_json_bill[] = {
    LIST(lines, struct result_power_bill_line, power_bill_line_keys), LIST(feeds, struct result_power_bill_feed, power_bill_feed_keys),
    TEXT(sign), TEXT(reason), NUMBER(signed_w), NUMBER(feeds_per_rack), NUMBER(coincidence), END
};
#undef S
