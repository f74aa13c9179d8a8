#include "json/run_json.h"

#include "json/json_keys.h"
#include "types/result_run.h"

#define S struct result_throughput
static const struct json_key capability_keys[] = {
    NAMED("alone", JSON_NUMBER, capability_alone), NAMED("coincident", JSON_NUMBER, capability_coincident), NUMBER(coincident_fraction),
    NAMED("domain_out", JSON_NUMBER, capability_domain_out), NAMED("coincident_domain_out", JSON_NUMBER, capability_coincident_domain_out), END
};
#undef S

#define S struct result_throughput
const struct json_key run_json_class[] = {
    NUMBER(demand), NUMBER(bound), TEXT(bound_by), TEXT(next_by), NUMBER(next), GROUP("capability", capability_keys),
    ESTIMATE(delivered), ESTIMATE(offered), NUMBER(denied_fraction), END
};
#undef S

#define S struct result_checkpoint
const struct json_key run_json_checkpoint[] = {
    ESTIMATE(count), ESTIMATE(bytes_per_day), ESTIMATE(duration_s), ESTIMATE(stall_s), ESTIMATE(missed),
    NUMBER(offered_bytes_per_day), NUMBER(background_bytes_per_day), END
};
#undef S

#define S struct result_goodput
const struct json_key run_json_goodput[] = {
    NUMBER(useful), NUMBER(read_stalled), NUMBER(checkpoint_stalled), NUMBER(lost), NUMBER(restarting), NUMBER(idle), NUMBER(power_capped), ESTIMATE(ettr), END
};
#undef S

#define S struct result_job
const struct json_key run_json_job[] = {
    TEXT(name), NUMBER(count), NUMBER(gpus), TEXT(mode), NUMBER(checkpoint_bytes), NUMBER(interval_s), NUMBER(blocking_s), NUMBER(duration_s),
    NUMBER(useful), NUMBER(read_stalled), NUMBER(checkpoint_stalled), NUMBER(lost), NUMBER(restarting), NUMBER(waiting), NUMBER(over),
    NUMBER(mtti_s), NUMBER(interruptions_per_day), NUMBER(down_s), NUMBER(load_s), NUMBER(law_goodput), NUMBER(finished_s), END
};
#undef S

#define S struct result_precision_of
static const struct json_key precision_of_keys[] = {
    TEXT(quantity), TEXT(unit), NUMBER(mean),
    NUMBER(half_width), NUMBER(relative), NUMBER(needed),
    NUMBER(pairs_saved), NUMBER(pairs_saved_lo), NUMBER(pairs_saved_hi), END
};
#undef S

#define S struct result_precision_common
static const struct json_key precision_common_keys[] = {
    TEXT(difference), NUMBER(saved), NUMBER(saved_lo),
    NUMBER(saved_hi), END
};
#undef S

#define S struct result_precision
const struct json_key run_json_precision[] = {
    NUMBER(asked), NUMBER(target), TEXT(of), TEXT(stopped), NUMBER(replications), NUMBER(most), NUMBER(each),
    LIST(estimates, struct result_precision_of, precision_of_keys), LIST(common, struct result_precision_common, precision_common_keys), END
};
#undef S

#define S struct result_capacity
const struct json_key run_json_capacity[] = {
    NUMBER(usable_bytes), NUMBER(used_bytes), NUMBER(used_max_bytes), NUMBER(full_at_s), NUMBER(retained_bytes), END
};
#undef S

#define S struct result_bottleneck
const struct json_key run_json_bottleneck[] = {
    TEXT(resource), TEXT(pool), TEXT(kind), TEXT(op), NUMBER(share_of_time), NUMBER(utilisation), ESTIMATE(utilisation_over_time),
    NUMBER(denied_bytes_per_s), NUMBER(gain_per_percent), TEXT(next), NUMBER(next_bytes_per_s), NUMBER(relieve_factor), NUMBER(capacity), TEXT(unit), END
};
#undef S

#define S struct result_resource
const struct json_key run_json_resource[] = {
    TEXT(name), TEXT(pool), TEXT(kind), NUMBER(capacity), TEXT(unit), ESTIMATE(utilisation), NUMBER(read_cost), NUMBER(write_cost), END
};
#undef S

#define S struct result_series_row
static const struct json_key series_row_keys[] = {
    TEXT(resource), TEXT(pool), BINNED(utilisation), END
};
#undef S

#define S struct result_series
const struct json_key run_json_series[] = {
    NUMBER(start_s), NUMBER(width_s), BINS(n_bins),
    BINNED(read_asked), BINNED(read_delivered), BINNED(write_asked), BINNED(write_delivered),
    BINNED(gpu_w), BINNED(storage_w), BINNED(other_it_w), BINNED(it_max_w), BINNED(used_bytes),
    LIST(rows, struct result_series_row, series_row_keys), END
};
#undef S

#define S struct result_tier
const struct json_key run_json_tier[] = {
    TEXT(pool), TEXT(before), NUMBER(hit_ratio), NUMBER(retention_s), NUMBER(cached_bytes), NUMBER(room_bytes), NUMBER(wanted_bytes),
    NUMBER(drain_throttle), NUMBER(drain_weight), NUMBER(drain_mean_bytes_per_s), NUMBER(drain_bound_bytes_per_s), TEXT(drain_bound_by),
    NUMBER(drain_at_peak_bytes_per_s), NUMBER(peak_s), ESTIMATE(hits), ESTIMATE(drained_bytes_per_s), ESTIMATE(waiting_bytes),
    NUMBER(waiting_max_bytes), NUMBER(held_bytes), NUMBER(lag_s), NUMBER(full_fraction), NUMBER(full_at_s),
    BINS(n_bins), BINNED(drained), BINNED(waiting), BINNED(held), END
};
#undef S

#define S struct result_endurance
const struct json_key run_json_endurance[] = {
    TEXT(pool), TEXT(node), TEXT(drive), TEXT(use), NUMBER(drives), NUMBER(drive_writes_per_day), NUMBER(rated_writes_per_day),
    NUMBER(years), NUMBER(rated_years), NUMBER(bytes_per_year), NUMBER(rated_bytes_per_year), NUMBER(workload_ratio), NUMBER(afr_per_year),
    TEXT(basis), FLAG(binds), END
};
#undef S

#define S struct result_worst_hour
const struct json_key run_json_worst_hour[] = {
    NUMBER(start_s), NUMBER(width_s), BINS(n_bins), NUMBER(gpus), BINNED(working_gpus), BINNED(read_stalled_gpus), BINNED(checkpoint_gpus),
    BINNED(down_gpus), BINNED(waiting_gpus), BINNED(read_asked), BINNED(read_delivered), BINNED(write_asked), BINNED(write_delivered),
    BINNED(it_w), BINNED(it_max_w), BINNED(used_bytes), NUMBER(not_useful), NUMBER(denied_bytes), NUMBER(happened), END
};
#undef S

#define S struct result_event
const struct json_key run_json_event[] = { NUMBER(at_s), TEXT(kind), TEXT(what), TEXT(detail), END };
#undef S

#define S struct result_measure
const struct json_key run_json_measure[] = { TEXT(name), BINS(replications), BINNED(values), END };
#undef S
