#include "json/delivery_json.h"

#include "json/json_keys.h"
#include "types/result_delivery.h"

#define S struct result_delivery_stage
static const struct json_key delivery_stage_keys[] = {
    TEXT(sku), TEXT(stage), TEXT(law), NUMBER(nominal_s), NUMBER(lo_s), NUMBER(hi_s), TEXT(source), END
};
#undef S

#define S struct result_delivery_item
static const struct json_key delivery_item_keys[] = {
    TEXT(pool), TEXT(kind), TEXT(mode), NUMBER(share), NUMBER(nodes), TEXT(from), TEXT(nominal), TEXT(p10), TEXT(p50), TEXT(p90),
    TEXT(needed_by), NUMBER(by_as_of), NUMBER(by_needed), TEXT(nominal_parallel), TEXT(p50_parallel), NUMBER(by_needed_parallel),
    TEXT(nominal_serial), TEXT(p50_serial), NUMBER(by_needed_serial), TEXT(decided_by), NUMBER(decided_share),
    LIST(stages, struct result_delivery_stage, delivery_stage_keys), TEXT(note), TEXT(place), END
};
#undef S

#define S struct result_delivery_point
const struct json_key delivery_json_point[] = {
    TEXT(date), NUMBER(usable_p10_bytes), NUMBER(usable_p50_bytes), NUMBER(usable_p90_bytes),
    NUMBER(read_p10_bytes_per_s), NUMBER(read_p50_bytes_per_s), NUMBER(read_p90_bytes_per_s),
    NUMBER(write_p10_bytes_per_s), NUMBER(write_p50_bytes_per_s), NUMBER(write_p90_bytes_per_s),
    NUMBER(storage_p10_w), NUMBER(storage_p50_w), NUMBER(storage_p90_w),
    NUMBER(rack_tiles_p10), NUMBER(rack_tiles_p50), NUMBER(rack_tiles_p90), NUMBER(gpus), END
};
#undef S

#define S struct result_delivery_requirement
static const struct json_key delivery_requirement_keys[] = {
    TEXT(id), TEXT(text), TEXT(p10), TEXT(p50), TEXT(p90), NUMBER(by_as_of), NUMBER(by_needed), NUMBER(ever), END
};
#undef S

#define S struct result_delivery_landing
static const struct json_key delivery_landing_keys[] = {
    TEXT(pool), NUMBER(share), NUMBER(nodes), TEXT(first), TEXT(p50), TEXT(last), NUMBER(before), NUMBER(during), NUMBER(after), END
};
#undef S

#define S struct result_delivery_run
static const struct json_key delivery_run_keys[] = {
    TEXT(start), TEXT(end), NUMBER(gpus_mean), NUMBER(useful), NUMBER(useful_without), ESTIMATE(gpu_hours_waited),
    LIST(landings, struct result_delivery_landing, delivery_landing_keys), END
};
#undef S

#define S struct result_delivery
const struct json_key delivery_json_all[] = {
    NUMBER(draws), TEXT(as_of), TEXT(needed_by), TEXT(complete_p10), TEXT(complete_p50), TEXT(complete_p90),
    NUMBER(complete_by_as_of), NUMBER(complete_by_needed), TEXT(gpus_stand), NUMBER(gpu_hours_lost_mean), NUMBER(gpu_hours_lost_p90),
    LIST(items, struct result_delivery_item, delivery_item_keys), LIST(requirements, struct result_delivery_requirement, delivery_requirement_keys),
    LIST(points, struct result_delivery_point, delivery_json_point), OBJECT(run, delivery_run_keys), END
};
#undef S
