#include "json/failure_json.h"

#include "json/json_keys.h"
#include "types/result_failure.h"

#define S struct result_setback
static const struct json_key setback_keys[] = {
    TEXT(name), TEXT(law), NUMBER(domain_gpus), NUMBER(stated_per_day), ESTIMATE(per_day), NUMBER(lost), NUMBER(restarting), NUMBER(waited),
    ESTIMATE(gpu_hours_per_year), END
};
#undef S

#define S struct result_more_write
static const struct json_key more_write_keys[] = {
    NUMBER(more_bytes_per_s), NUMBER(write_capability_before), NUMBER(write_capability_after), NUMBER(nodes_before), NUMBER(nodes_after),
    NUMBER(useful_before), NUMBER(useful_after), ESTIMATE(gpu_hours_per_year), NUMBER(law_gpu_hours_per_year), END
};
#undef S

#define S struct result_interruptions
const struct json_key failure_json_interruptions[] = {
    LIST(causes, struct result_setback, setback_keys), ESTIMATE(per_day), ESTIMATE(gpu_hours_per_year), ESTIMATE(down_s), ESTIMATE(load_s),
    NUMBER(restores_per_day), NUMBER(restored_bytes_per_day), OBJECT(more_write, more_write_keys), END
};
#undef S

#define S struct result_cause
static const struct json_key cause_keys[] = { TEXT(kind), ESTIMATE(events), NUMBER(events_per_day), NUMBER(out), END };
#undef S

#define S struct result_exposure
static const struct json_key exposure_keys[] = { NUMBER(losses), NUMBER(share), END };
#undef S

#define S struct result_rebuild_pool
static const struct json_key rebuild_pool_keys[] = {
    TEXT(pool), NUMBER(throttle), NUMBER(detect_s), TEXT(bound_by),
    NUMBER(drive_strips), NUMBER(drive_bytes), NUMBER(drive_read_bytes), NUMBER(drive_alone_s),
    NUMBER(node_strips), NUMBER(node_bytes), NUMBER(node_read_bytes), NUMBER(node_alone_s),
    ESTIMATE(drive_reprotect_s), ESTIMATE(node_reprotect_s), NUMBER(rebuilds_per_day), NUMBER(read_bytes_per_day), NUMBER(written_bytes_per_day),
    NUMBER(unreadable), NUMBER(at_risk), NUMBER(beyond), ESTIMATE(spare_drives), ESTIMATE(spare_nodes), NUMBER(spare_drives_at_hand),
    LIST(exposure, struct result_exposure, exposure_keys), END
};
#undef S

#define S struct result_rebuild
const struct json_key failure_json_rebuild[] = {
    LIST(causes, struct result_cause, cause_keys),
    NAMED_OBJECT("read_less_bytes_per_s", read_less, json_keys_estimate),
    NAMED_OBJECT("write_less_bytes_per_s", write_less, json_keys_estimate),
    LIST(pools, struct result_rebuild_pool, rebuild_pool_keys), END
};
#undef S

#define S struct result_durability
const struct json_key failure_json_durability[] = {
    TEXT(pool), TEXT(method), NUMBER(strips), NUMBER(data_strips), NUMBER(survives), NUMBER(strips_per_node),
    NUMBER(drive_losses_per_year), NUMBER(node_losses_per_year), NUMBER(drive_repair_s), NUMBER(node_repair_s), NUMBER(repair_s), TEXT(repair_from),
    NUMBER(yearly_loss_disjoint), NUMBER(yearly_loss), NUMBER(yearly_loss_one_at_a_time), NUMBER(nines), NUMBER(bytes_lost_per_year), END
};
#undef S

#define S struct result_domain
const struct json_key failure_json_domain[] = {
    TEXT(kind), TEXT(pool), TEXT(what), TEXT(verdict), TEXTS(fails), TEXTS(newly), NUMBER(out), NUMBER(strips), NUMBER(survives),
    FLAG(readable), NUMBER(read_bytes_per_s), NUMBER(write_bytes_per_s), NUMBER(coincident_fraction), END
};
#undef S
