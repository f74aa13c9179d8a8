#include "json/results_json.h"

#include <stddef.h>
#include <string.h>

#include "types/diag_codes.h"

#define END                             { .name = NULL }
#define NUMBER(type, field)             { .name = #field, .kind = JSON_NUMBER, .offset = offsetof(type, field) }
#define TEXT(type, field)               { .name = #field, .kind = JSON_TEXT, .offset = offsetof(type, field) }
#define FLAG(type, field)               { .name = #field, .kind = JSON_FLAG, .offset = offsetof(type, field) }
#define WHOLE(type, field)              { .name = #field, .kind = JSON_WHOLE, .offset = offsetof(type, field) }
#define BINS(type, field)               { .name = #field, .kind = JSON_BINS, .offset = offsetof(type, field) }
#define BINNED(type, field)             { .name = #field, .kind = JSON_BINNED, .offset = offsetof(type, field) }
#define OBJECT(type, field, keys)       { .name = #field, .kind = JSON_OBJECT, .offset = offsetof(type, field), .table = (keys) }
#define ESTIMATE(type, field)           OBJECT(type, field, estimate_keys)
#define GROUP(key, keys)                { .name = (key), .kind = JSON_OBJECT, .offset = 0, .table = (keys) }
#define NAMED(key, what, type, field)   { .name = (key), .kind = (what), .offset = offsetof(type, field) }
#define TEXTS(type, field)              { .name = #field, .kind = JSON_TEXTS, .offset = offsetof(type, field), .count_offset = offsetof(type, n_##field) }
#define LIST(type, field, element, keys) \
    { .name = #field, .kind = JSON_LIST, .offset = offsetof(type, field), .count_offset = offsetof(type, n_##field), .size = sizeof(element), .table = (keys) }

_Static_assert(offsetof(struct estimate, ci95_hi) == offsetof(struct estimate, ci95_lo) + sizeof(double), "ci95 is a pair");
static const struct json_key estimate_keys[] = {
    NUMBER(struct estimate, mean), NAMED("ci95", JSON_PAIR, struct estimate, ci95_lo), NUMBER(struct estimate, p50), NUMBER(struct estimate, p95),
    NUMBER(struct estimate, p99), NUMBER(struct estimate, min), NUMBER(struct estimate, max), END
};

static const struct json_key input_keys[] = { TEXT(struct result_input, file), TEXT(struct result_input, sha256), END };

const struct json_key results_json_manifest[] = {
    TEXT(struct result_manifest, version), TEXT(struct result_manifest, seed), WHOLE(struct result_manifest, replications),
    LIST(struct result_manifest, inputs, struct result_input, input_keys), TEXT(struct result_manifest, command), END
};

#define S struct result_scenario
static const struct json_key scenario_keys[] = {
    TEXT(S, name), TEXT(S, question), TEXT(S, decision), TEXT(S, file), TEXT(S, as_of),
    NUMBER(S, gpus), NUMBER(S, usable_bytes), NUMBER(S, read_peak_bytes_per_s), NUMBER(S, read_mean_bytes_per_s), NUMBER(S, write_peak_bytes_per_s),
    NUMBER(S, checkpoint_bytes_per_day), NUMBER(S, retention_s), NUMBER(S, length_s), NUMBER(S, warm_up_s),
    TEXT(S, coincidence), TEXT(S, load), TEXT(S, gpu_model), TEXT(S, facility), END
};
#undef S

static const struct json_key rule_keys[] = { TEXT(struct result_rule, rule), NUMBER(struct result_rule, nodes), END };

#define S struct result_alternative
static const struct json_key alternative_keys[] = {
    TEXT(S, front_end), TEXT(S, write_path), FLAG(S, chosen), NUMBER(S, read_bound_bytes_per_s), NUMBER(S, write_bound_bytes_per_s),
    TEXT(S, read_bound_by), TEXT(S, write_bound_by), END
};
#undef S

#define S struct result_group
static const struct json_key group_keys[] = {
    TEXT(S, node), TEXT(S, role), TEXT(S, description), NUMBER(S, nodes), NUMBER(S, hosts), NUMBER(S, drives), NUMBER(S, raw_bytes), NUMBER(S, usable_bytes),
    NUMBER(S, share), NUMBER(S, idle_w), NUMBER(S, max_w), NUMBER(S, nodes_per_rack), TEXT(S, rack_limit), TEXT(S, bound_rule),
    NUMBER(S, bare_nodes), NUMBER(S, with_headroom_nodes), NUMBER(S, overbuy_nodes), LIST(S, rules, struct result_rule, rule_keys), END
};
#undef S

#define S struct result_pool
static const struct json_key pool_keys[] = {
    TEXT(S, name), TEXT(S, node), TEXT(S, stack), TEXT(S, front_end), TEXT(S, write_path), TEXT(S, protocol), TEXT(S, failure_domain), NUMBER(S, payload_efficiency),
    NUMBER(S, nodes), NUMBER(S, drives), NUMBER(S, racks), NUMBER(S, nodes_per_rack), TEXT(S, rack_limit), NUMBER(S, raw_bytes), NUMBER(S, usable_bytes),
    NUMBER(S, read_bound_bytes_per_s), NUMBER(S, write_bound_bytes_per_s), TEXT(S, read_bound_by), TEXT(S, write_bound_by),
    NUMBER(S, read_next_bytes_per_s), NUMBER(S, write_next_bytes_per_s), TEXT(S, read_next_by), TEXT(S, write_next_by),
    NUMBER(S, nameplate_w), NUMBER(S, stripe_width), NUMBER(S, efficiency), NUMBER(S, domains), NUMBER(S, survives), NUMBER(S, namespaces),
    NUMBER(S, coincident_nodes), NUMBER(S, separate_nodes),
    LIST(S, groups, struct result_group, group_keys), LIST(S, alternatives, struct result_alternative, alternative_keys), END
};
#undef S

#define S struct result_rack_fill
static const struct json_key content_keys[] = {
    TEXT(struct result_rack_content, pool), TEXT(struct result_rack_content, node), NUMBER(struct result_rack_content, count), END
};
static const struct json_key slot_keys[] = {
    NUMBER(struct result_rack_slot, u), NUMBER(struct result_rack_slot, count), NUMBER(struct result_rack_slot, ru), TEXT(struct result_rack_slot, kind), TEXT(struct result_rack_slot, name),
    TEXT(struct result_rack_slot, pool), NUMBER(struct result_rack_slot, max_w), NUMBER(struct result_rack_slot, kg), NUMBER(struct result_rack_slot, ports), END
};
static const struct json_key rack_fill_keys[] = {
    TEXT(S, rack), NUMBER(S, count), NUMBER(S, ru), NUMBER(S, ru_limit), NUMBER(S, draw_w), NUMBER(S, w_limit), NUMBER(S, kg), NUMBER(S, kg_limit),
    NUMBER(S, ports), NUMBER(S, port_limit), LIST(S, content, struct result_rack_content, content_keys),
    NUMBER(S, reserved_ru), NUMBER(S, reserved_w), TEXT(S, form), TEXT(S, feed), NUMBER(S, uplinks), NUMBER(S, pdus), TEXT(S, pdu), NUMBER(S, empty_kg), LIST(S, slots, struct result_rack_slot, slot_keys), END
};
#undef S

#define S struct result_layout_row
static const struct json_key layout_row_keys[] = {
    TEXT(S, name), TEXT(S, front), NUMBER(S, x), NUMBER(S, y), NUMBER(S, positions), NUMBER(S, racks), NUMBER(S, draw_w), NUMBER(S, draw_w_per_tile), END
};
#undef S
#define S struct result_layout_run
static const struct json_key layout_run_keys[] = {
    TEXT(S, row), NUMBER(S, position), NUMBER(S, count), NUMBER(S, fill), TEXT(S, pool), NUMBER(S, delivery), END
};
#undef S
#define S struct result_layout_obstacle
static const struct json_key layout_obstacle_keys[] = { TEXT(S, name), NUMBER(S, x), NUMBER(S, y), NUMBER(S, width), NUMBER(S, depth), END };
#undef S
#define S struct result_layout
static const struct json_key layout_keys[] = {
    NUMBER(S, tile_m), NUMBER(S, width_tiles), NUMBER(S, depth_tiles), NUMBER(S, rack_width_tiles), NUMBER(S, rack_depth_tiles),
    NUMBER(S, cold_aisle_tiles), NUMBER(S, hot_aisle_tiles), NUMBER(S, cross_aisle_tiles), NUMBER(S, row_positions), NUMBER(S, bays), NUMBER(S, row_limit_w),
    NUMBER(S, unplaced), TEXT(S, source), TEXT(S, grade), LIST(S, rows, struct result_layout_row, layout_row_keys),
    LIST(S, runs, struct result_layout_run, layout_run_keys), LIST(S, obstacles, struct result_layout_obstacle, layout_obstacle_keys), END
};
#undef S

#define S struct result_plan
static const struct json_key plan_keys[] = {
    NUMBER(S, racks), NUMBER(S, rack_tiles), NUMBER(S, floor_tiles), NUMBER(S, floor_m2), NUMBER(S, rack_tiles_available),
    NUMBER(S, gpu_racks), NUMBER(S, gpu_floor_tiles), NUMBER(S, switches), NUMBER(S, optics),
    LIST(S, pools, struct result_pool, pool_keys), LIST(S, rack_fills, struct result_rack_fill, rack_fill_keys), END
};
#undef S

#define S struct result_power_level
static const struct json_key power_level_keys[] = {
    TEXT(S, level), TEXT(S, kind), TEXT(S, scheme), TEXT(S, carries), TEXT(S, fed_by), NUMBER(S, count), NUMBER(S, rating_w), NUMBER(S, derating), NUMBER(S, installed_w),
    NUMBER(S, load_w), NUMBER(S, utilisation), TEXT(S, worst_case), NUMBER(S, worst_case_load_w), NUMBER(S, worst_case_utilisation),
    NUMBER(S, usable_w), NUMBER(S, headroom_w), NUMBER(S, stranded_w), NUMBER(S, reserved_w), NUMBER(S, blocked_w), NUMBER(S, reserve), NUMBER(S, dark_w),
    NUMBER(S, peak_w), NUMBER(S, peak_utilisation), NUMBER(S, peak_worst_utilisation), NUMBER(S, time_over), NUMBER(S, worst_time_over), END
};
#undef S

#define S struct result_power_case
static const struct json_key power_case_keys[] = {
    TEXT(S, name), TEXT(S, limit), NUMBER(S, utilisation), NUMBER(S, it_limit_w), NUMBER(S, dark_w), NUMBER(S, peak_utilisation), NUMBER(S, time_over), END
};
#undef S

#define S struct result_power
static const struct json_key power_keys[] = {
    ESTIMATE(S, storage_w), ESTIMATE(S, gpu_w), ESTIMATE(S, other_it_w), ESTIMATE(S, it_w), ESTIMATE(S, site_w),
    NUMBER(S, site_design_w), NUMBER(S, coincident_design_w), NUMBER(S, sum_of_nameplates_w), NUMBER(S, envelope_w), NUMBER(S, headroom_w), TEXT(S, envelope_at),
    NUMBER(S, pue_annual), NUMBER(S, pue_design), NUMBER(S, storage_max_w), NUMBER(S, network_w), NUMBER(S, gpu_max_w), NUMBER(S, other_it_max_w),
    NUMBER(S, largest_step_w), NUMBER(S, largest_step_1s_w), NUMBER(S, largest_step_1min_w), NUMBER(S, largest_step_15min_w), NUMBER(S, ramp_w_per_s), NUMBER(S, dynamic_range_w), NUMBER(S, steps_per_day),
    NUMBER(S, energy_joules), NUMBER(S, energy_site_joules_per_year),
    NUMBER(S, cap_w), TEXT(S, cap_at), TEXT(S, cap_order), NUMBER(S, cap_time_bound), NUMBER(S, cap_time_unmet), NUMBER(S, cap_useful_without), NUMBER(S, cap_useful_lost),
    LIST(S, tree, struct result_power_level, power_level_keys), LIST(S, tree_cases, struct result_power_case, power_case_keys), TEXT(S, tree_limit), NUMBER(S, tree_it_limit_w), NUMBER(S, tree_loss_w), END
};
#undef S

#define S struct result_throughput
static const struct json_key capability_keys[] = {
    NAMED("alone", JSON_NUMBER, S, capability_alone), NAMED("coincident", JSON_NUMBER, S, capability_coincident), NUMBER(S, coincident_fraction),
    NAMED("domain_out", JSON_NUMBER, S, capability_domain_out), NAMED("coincident_domain_out", JSON_NUMBER, S, capability_coincident_domain_out), END
};
static const struct json_key class_keys[] = {
    NUMBER(S, demand), NUMBER(S, bound), TEXT(S, bound_by), TEXT(S, next_by), NUMBER(S, next), GROUP("capability", capability_keys),
    ESTIMATE(S, delivered), ESTIMATE(S, offered), NUMBER(S, denied_fraction), END
};
#undef S
static const struct json_key throughput_keys[] = {
    { .name = "read_bytes_per_s", .kind = JSON_OBJECT, .offset = offsetof(struct results, read), .table = class_keys },
    { .name = "write_bytes_per_s", .kind = JSON_OBJECT, .offset = offsetof(struct results, write), .table = class_keys }, END
};

#define S struct result_checkpoint
static const struct json_key checkpoint_keys[] = {
    ESTIMATE(S, count), ESTIMATE(S, bytes_per_day), ESTIMATE(S, duration_s), ESTIMATE(S, stall_s), ESTIMATE(S, missed),
    NUMBER(S, offered_bytes_per_day), NUMBER(S, background_bytes_per_day), END
};
#undef S

#define S struct result_goodput
static const struct json_key goodput_keys[] = {
    NUMBER(S, useful), NUMBER(S, read_stalled), NUMBER(S, checkpoint_stalled), NUMBER(S, lost), NUMBER(S, restarting), NUMBER(S, idle), NUMBER(S, power_capped), ESTIMATE(S, ettr), END
};
#undef S

#define S struct result_job
static const struct json_key job_keys[] = {
    TEXT(S, name), NUMBER(S, count), NUMBER(S, gpus), TEXT(S, mode), NUMBER(S, checkpoint_bytes), NUMBER(S, interval_s), NUMBER(S, blocking_s), NUMBER(S, duration_s),
    NUMBER(S, useful), NUMBER(S, read_stalled), NUMBER(S, checkpoint_stalled), NUMBER(S, lost), NUMBER(S, restarting), NUMBER(S, waiting), NUMBER(S, over),
    NUMBER(S, mtti_s), NUMBER(S, interruptions_per_day), NUMBER(S, down_s), NUMBER(S, load_s), NUMBER(S, law_goodput), NUMBER(S, finished_s), END
};
#undef S

#define S struct result_setback
static const struct json_key setback_keys[] = {
    TEXT(S, name), TEXT(S, law), NUMBER(S, domain_gpus), NUMBER(S, stated_per_day), ESTIMATE(S, per_day), NUMBER(S, lost), NUMBER(S, restarting), NUMBER(S, waited),
    ESTIMATE(S, gpu_hours_per_year), END
};
#undef S

#define S struct result_more_write
static const struct json_key more_write_keys[] = {
    NUMBER(S, more_bytes_per_s), NUMBER(S, write_capability_before), NUMBER(S, write_capability_after), NUMBER(S, nodes_before), NUMBER(S, nodes_after),
    NUMBER(S, useful_before), NUMBER(S, useful_after), ESTIMATE(S, gpu_hours_per_year), NUMBER(S, law_gpu_hours_per_year), END
};
#undef S

#define S struct result_interruptions
static const struct json_key interruptions_keys[] = {
    LIST(S, causes, struct result_setback, setback_keys), ESTIMATE(S, per_day), ESTIMATE(S, gpu_hours_per_year), ESTIMATE(S, down_s), ESTIMATE(S, load_s),
    NUMBER(S, restores_per_day), NUMBER(S, restored_bytes_per_day), OBJECT(S, more_write, more_write_keys), END
};
#undef S

#define S struct result_precision
static const struct json_key precision_of_keys[] = {
    TEXT(struct result_precision_of, quantity), TEXT(struct result_precision_of, unit), NUMBER(struct result_precision_of, mean),
    NUMBER(struct result_precision_of, half_width), NUMBER(struct result_precision_of, relative), NUMBER(struct result_precision_of, needed),
    NUMBER(struct result_precision_of, pairs_saved), NUMBER(struct result_precision_of, pairs_saved_lo), NUMBER(struct result_precision_of, pairs_saved_hi), END
};
static const struct json_key precision_common_keys[] = {
    TEXT(struct result_precision_common, difference), NUMBER(struct result_precision_common, saved), NUMBER(struct result_precision_common, saved_lo),
    NUMBER(struct result_precision_common, saved_hi), END
};
static const struct json_key precision_keys[] = {
    NUMBER(S, asked), NUMBER(S, target), TEXT(S, of), TEXT(S, stopped), NUMBER(S, replications), NUMBER(S, most), NUMBER(S, each),
    LIST(S, estimates, struct result_precision_of, precision_of_keys), LIST(S, common, struct result_precision_common, precision_common_keys), END
};
#undef S

#define S struct result_capacity
static const struct json_key capacity_keys[] = {
    NUMBER(S, usable_bytes), NUMBER(S, used_bytes), NUMBER(S, used_max_bytes), NUMBER(S, full_at_s), NUMBER(S, retained_bytes), END
};
#undef S

#define S struct result_bottleneck
static const struct json_key bottleneck_keys[] = {
    TEXT(S, resource), TEXT(S, pool), TEXT(S, kind), TEXT(S, op), NUMBER(S, share_of_time), NUMBER(S, utilisation), ESTIMATE(S, utilisation_over_time),
    NUMBER(S, denied_bytes_per_s), NUMBER(S, gain_per_percent), TEXT(S, next), NUMBER(S, next_bytes_per_s), NUMBER(S, relieve_factor), NUMBER(S, capacity), TEXT(S, unit), END
};
#undef S

#define S struct result_resource
static const struct json_key resource_keys[] = {
    TEXT(S, name), TEXT(S, pool), TEXT(S, kind), NUMBER(S, capacity), TEXT(S, unit), ESTIMATE(S, utilisation), NUMBER(S, read_cost), NUMBER(S, write_cost), END
};
#undef S

#define S struct result_flip
static const struct json_key flip_keys[] = { TEXT(S, input), NUMBER(S, value), TEXT(S, unit), NUMBER(S, share_of_range), TEXT(S, settle), END };
#undef S

#define S struct result_requirement
static const struct json_key requirement_keys[] = {
    TEXT(S, id), TEXT(S, level), TEXT(S, text), TEXT(S, verdict), TEXT(S, nominal), TEXT(S, quantity), TEXT(S, unit), NUMBER(S, value), NUMBER(S, limit), NUMBER(S, margin),
    TEXT(S, judged_on), TEXT(S, depends_on), NUMBER(S, flip_value), TEXT(S, flip_unit), TEXT(S, settle),
    LIST(S, flips, struct result_flip, flip_keys), TEXT(S, statement), TEXT(S, scope), TEXT(S, source), TEXT(S, status), TEXT(S, acceptance), TEXT(S, owner), NUMBER(S, per_gpu),
    TEXT(S, place), END
};
#undef S

#define S struct result_question
static const struct json_key question_keys[] = {
    TEXT(S, id), TEXT(S, kind), TEXT(S, ask), TEXT(S, owner), TEXT(S, due), TEXT(S, status), TEXT(S, answer), TEXTS(S, touches), TEXT(S, place), END
};
#undef S

#define S struct result_outcome
static const struct json_key outcome_keys[] = {
    TEXT(S, verdict), TEXT(S, complete), NUMBER(S, read_bytes_per_s), NUMBER(S, write_bytes_per_s), NUMBER(S, nodes), NUMBER(S, front_ends), NUMBER(S, rack_tiles),
    NUMBER(S, storage_w), NUMBER(S, site_w), END
};
#undef S

#define S struct result_risk
static const struct json_key risk_keys[] = {
    TEXT(S, name), TEXT(S, about), TEXT(S, trigger), TEXT(S, mitigation), TEXT(S, owner), TEXTS(S, settings), OBJECT(S, now, outcome_keys), OBJECT(S, then, outcome_keys),
    TEXT(S, instead), TEXT(S, problem), NUMBER(S, days_later), TEXT(S, place), END
};
#undef S

#define S struct result_protocol
static const struct json_key protocol_keys[] = { TEXT(S, stack), TEXT(S, protocol), TEXT(S, state), FLAG(S, demanded), FLAG(S, used), NUMBER(S, payload_efficiency), END };
#undef S

#define S struct result_qualification_stage
static const struct json_key qualification_stage_keys[] = {
    TEXT(S, stage), NUMBER(S, nominal_s), NUMBER(S, lo_s), NUMBER(S, hi_s), NUMBER(S, start_s), NUMBER(S, end_s), TEXT(S, source), END
};
#undef S

#define S struct result_qualification
static const struct json_key qualification_keys[] = {
    TEXT(S, dpu), TEXT(S, role), TEXT(S, family), TEXT(S, state), TEXT(S, nodes), FLAG(S, in_build), NUMBER(S, time_s), NUMBER(S, lo_s), NUMBER(S, hi_s),
    TEXT(S, starts), TEXT(S, ends), TEXT(S, ends_late), LIST(S, stages, struct result_qualification_stage, qualification_stage_keys), END
};
#undef S

#define S struct result_finding
const struct json_key results_json_finding[] = { TEXT(S, code), TEXT(S, severity), TEXT(S, text), TEXT(S, place), END };
#undef S

#define S struct result_tornado_bar
static const struct json_key tornado_bar_keys[] = {
    TEXT(S, input), TEXT(S, unit), TEXT(S, grade), TEXT(S, place), NUMBER(S, lo), NUMBER(S, hi), NUMBER(S, at_lo), NUMBER(S, at_hi), END
};
#undef S
static const struct json_key tornado_keys[] = {
    TEXT(struct result_tornado, headline), TEXT(struct result_tornado, unit), NUMBER(struct result_tornado, value),
    LIST(struct result_tornado, bars, struct result_tornado_bar, tornado_bar_keys), END
};

#define S struct result_leaf
static const struct json_key leaf_keys[] = {
    TEXT(S, path), NUMBER(S, value), TEXT(S, unit), TEXT(S, source), TEXT(S, date), TEXT(S, grade), TEXT(S, place), END
};
#undef S

#define S struct result_assumption
static const struct json_key assumption_keys[] = {
    TEXT(S, path), TEXT(S, text), NUMBER(S, value), NUMBER(S, lo), NUMBER(S, hi), TEXT(S, unit), TEXT(S, source), TEXT(S, date), TEXT(S, grade), NUMBER(S, weight), TEXT(S, place), END
};
#undef S

#define S struct result_derivation
static const struct json_key derivation_keys[] = {
    TEXT(S, id), TEXT(S, expression), TEXT(S, formula), TEXTS(S, inputs), NUMBER(S, value), TEXT(S, unit), TEXT(S, source), TEXT(S, date), TEXT(S, grade), TEXT(S, place), END
};
#undef S

#define S struct result_weight
static const struct json_key weight_keys[] = {
    TEXT(S, headline), NUMBER(S, value), TEXT(S, unit), NUMBER(S, share_estimated), TEXT(S, top_input), NUMBER(S, top_share), END
};
#undef S

#define S struct result_series
static const struct json_key series_row_keys[] = {
    TEXT(struct result_series_row, resource), TEXT(struct result_series_row, pool), BINNED(struct result_series_row, utilisation), END
};
static const struct json_key series_keys[] = {
    NUMBER(S, start_s), NUMBER(S, width_s), BINS(S, n_bins),
    BINNED(S, read_asked), BINNED(S, read_delivered), BINNED(S, write_asked), BINNED(S, write_delivered),
    BINNED(S, gpu_w), BINNED(S, storage_w), BINNED(S, other_it_w), BINNED(S, it_max_w), BINNED(S, used_bytes),
    LIST(S, rows, struct result_series_row, series_row_keys), END
};
#undef S

#define S struct result_tier
static const struct json_key tier_keys[] = {
    TEXT(S, pool), TEXT(S, before), NUMBER(S, hit_ratio), NUMBER(S, retention_s), NUMBER(S, cached_bytes), NUMBER(S, room_bytes), NUMBER(S, wanted_bytes),
    NUMBER(S, drain_throttle), NUMBER(S, drain_weight), NUMBER(S, drain_mean_bytes_per_s), NUMBER(S, drain_bound_bytes_per_s), TEXT(S, drain_bound_by),
    NUMBER(S, drain_at_peak_bytes_per_s), NUMBER(S, peak_s), ESTIMATE(S, hits), ESTIMATE(S, drained_bytes_per_s), ESTIMATE(S, waiting_bytes),
    NUMBER(S, waiting_max_bytes), NUMBER(S, held_bytes), NUMBER(S, lag_s), NUMBER(S, full_fraction), NUMBER(S, full_at_s),
    BINS(S, n_bins), BINNED(S, drained), BINNED(S, waiting), BINNED(S, held), END
};
#undef S

#define S struct result_endurance
static const struct json_key endurance_keys[] = {
    TEXT(S, pool), TEXT(S, node), TEXT(S, drive), TEXT(S, use), NUMBER(S, drives), NUMBER(S, drive_writes_per_day), NUMBER(S, rated_writes_per_day),
    NUMBER(S, years), NUMBER(S, rated_years), NUMBER(S, bytes_per_year), NUMBER(S, rated_bytes_per_year), NUMBER(S, workload_ratio), NUMBER(S, afr_per_year),
    TEXT(S, basis), FLAG(S, binds), END
};
#undef S

#define S struct result_worst_hour
static const struct json_key worst_hour_keys[] = {
    NUMBER(S, start_s), NUMBER(S, width_s), BINS(S, n_bins), NUMBER(S, gpus), BINNED(S, working_gpus), BINNED(S, read_stalled_gpus), BINNED(S, checkpoint_gpus),
    BINNED(S, down_gpus), BINNED(S, waiting_gpus), BINNED(S, read_asked), BINNED(S, read_delivered), BINNED(S, write_asked), BINNED(S, write_delivered),
    BINNED(S, it_w), BINNED(S, it_max_w), BINNED(S, used_bytes), NUMBER(S, not_useful), NUMBER(S, denied_bytes), NUMBER(S, happened), END
};
#undef S

#define S struct result_event
static const struct json_key event_keys[] = { NUMBER(S, at_s), TEXT(S, kind), TEXT(S, what), TEXT(S, detail), END };
#undef S

#define S struct result_domain
static const struct json_key domain_keys[] = {
    TEXT(S, kind), TEXT(S, pool), TEXT(S, what), TEXT(S, verdict), TEXTS(S, fails), TEXTS(S, newly), NUMBER(S, out), NUMBER(S, strips), NUMBER(S, survives),
    FLAG(S, readable), NUMBER(S, read_bytes_per_s), NUMBER(S, write_bytes_per_s), NUMBER(S, coincident_fraction), END
};
#undef S

#define S struct result_cause
static const struct json_key cause_keys[] = { TEXT(S, kind), ESTIMATE(S, events), NUMBER(S, events_per_day), NUMBER(S, out), END };
#undef S

#define S struct result_rebuild_pool
static const struct json_key exposure_keys[] = { NUMBER(struct result_exposure, losses), NUMBER(struct result_exposure, share), END };
static const struct json_key rebuild_pool_keys[] = {
    TEXT(S, pool), NUMBER(S, throttle), NUMBER(S, detect_s), TEXT(S, bound_by),
    NUMBER(S, drive_strips), NUMBER(S, drive_bytes), NUMBER(S, drive_read_bytes), NUMBER(S, drive_alone_s),
    NUMBER(S, node_strips), NUMBER(S, node_bytes), NUMBER(S, node_read_bytes), NUMBER(S, node_alone_s),
    ESTIMATE(S, drive_reprotect_s), ESTIMATE(S, node_reprotect_s), NUMBER(S, rebuilds_per_day), NUMBER(S, read_bytes_per_day), NUMBER(S, written_bytes_per_day),
    NUMBER(S, unreadable), NUMBER(S, at_risk), NUMBER(S, beyond), ESTIMATE(S, spare_drives), ESTIMATE(S, spare_nodes), NUMBER(S, spare_drives_at_hand),
    LIST(S, exposure, struct result_exposure, exposure_keys), END
};
#undef S

#define S struct result_rebuild
static const struct json_key rebuild_keys[] = {
    LIST(S, causes, struct result_cause, cause_keys), 
    { .name = "read_less_bytes_per_s", .kind = JSON_OBJECT, .offset = offsetof(S, read_less), .table = estimate_keys },
    { .name = "write_less_bytes_per_s", .kind = JSON_OBJECT, .offset = offsetof(S, write_less), .table = estimate_keys },
    LIST(S, pools, struct result_rebuild_pool, rebuild_pool_keys), END
};
#undef S

#define S struct result_durability
static const struct json_key durability_keys[] = {
    TEXT(S, pool), TEXT(S, method), NUMBER(S, strips), NUMBER(S, data_strips), NUMBER(S, survives), NUMBER(S, strips_per_node),
    NUMBER(S, drive_losses_per_year), NUMBER(S, node_losses_per_year), NUMBER(S, drive_repair_s), NUMBER(S, node_repair_s), NUMBER(S, repair_s), TEXT(S, repair_from),
    NUMBER(S, yearly_loss_disjoint), NUMBER(S, yearly_loss), NUMBER(S, yearly_loss_one_at_a_time), NUMBER(S, nines), NUMBER(S, bytes_lost_per_year), END
};
#undef S

#define S struct result_delivery_stage
static const struct json_key delivery_stage_keys[] = {
    TEXT(S, sku), TEXT(S, stage), TEXT(S, law), NUMBER(S, nominal_s), NUMBER(S, lo_s), NUMBER(S, hi_s), TEXT(S, source), END
};
#undef S

#define S struct result_delivery_item
static const struct json_key delivery_item_keys[] = {
    TEXT(S, pool), TEXT(S, kind), TEXT(S, mode), NUMBER(S, share), NUMBER(S, nodes), TEXT(S, from), TEXT(S, nominal), TEXT(S, p10), TEXT(S, p50), TEXT(S, p90),
    TEXT(S, needed_by), NUMBER(S, by_as_of), NUMBER(S, by_needed), TEXT(S, nominal_parallel), TEXT(S, p50_parallel), NUMBER(S, by_needed_parallel),
    TEXT(S, nominal_serial), TEXT(S, p50_serial), NUMBER(S, by_needed_serial), TEXT(S, decided_by), NUMBER(S, decided_share),
    LIST(S, stages, struct result_delivery_stage, delivery_stage_keys), TEXT(S, note), TEXT(S, place), END
};
#undef S

#define S struct result_delivery_point
const struct json_key results_json_point[] = {
    TEXT(S, date), NUMBER(S, usable_p10_bytes), NUMBER(S, usable_p50_bytes), NUMBER(S, usable_p90_bytes),
    NUMBER(S, read_p10_bytes_per_s), NUMBER(S, read_p50_bytes_per_s), NUMBER(S, read_p90_bytes_per_s),
    NUMBER(S, write_p10_bytes_per_s), NUMBER(S, write_p50_bytes_per_s), NUMBER(S, write_p90_bytes_per_s),
    NUMBER(S, storage_p10_w), NUMBER(S, storage_p50_w), NUMBER(S, storage_p90_w),
    NUMBER(S, rack_tiles_p10), NUMBER(S, rack_tiles_p50), NUMBER(S, rack_tiles_p90), NUMBER(S, gpus), END
};
#undef S

#define S struct result_delivery_requirement
static const struct json_key delivery_requirement_keys[] = {
    TEXT(S, id), TEXT(S, text), TEXT(S, p10), TEXT(S, p50), TEXT(S, p90), NUMBER(S, by_as_of), NUMBER(S, by_needed), NUMBER(S, ever), END
};
#undef S

#define S struct result_delivery_landing
static const struct json_key delivery_landing_keys[] = {
    TEXT(S, pool), NUMBER(S, share), NUMBER(S, nodes), TEXT(S, first), TEXT(S, p50), TEXT(S, last), NUMBER(S, before), NUMBER(S, during), NUMBER(S, after), END
};
#undef S

#define S struct result_delivery_run
static const struct json_key delivery_run_keys[] = {
    TEXT(S, start), TEXT(S, end), NUMBER(S, gpus_mean), NUMBER(S, useful), NUMBER(S, useful_without), ESTIMATE(S, gpu_hours_waited),
    LIST(S, landings, struct result_delivery_landing, delivery_landing_keys), END
};
#undef S

#define S struct result_delivery
static const struct json_key delivery_keys[] = {
    NUMBER(S, draws), TEXT(S, as_of), TEXT(S, needed_by), TEXT(S, complete_p10), TEXT(S, complete_p50), TEXT(S, complete_p90),
    NUMBER(S, complete_by_as_of), NUMBER(S, complete_by_needed), TEXT(S, gpus_stand), NUMBER(S, gpu_hours_lost_mean), NUMBER(S, gpu_hours_lost_p90),
    LIST(S, items, struct result_delivery_item, delivery_item_keys), LIST(S, requirements, struct result_delivery_requirement, delivery_requirement_keys),
    LIST(S, points, struct result_delivery_point, results_json_point), OBJECT(S, run, delivery_run_keys), END
};
#undef S

#define S struct result_restriction
static const struct json_key restriction_keys[] = {
    TEXT(S, policy), FLAG(S, violated), TEXT(S, forbids), TEXT(S, option_with), TEXT(S, option_without), TEXT(S, verdict_with), TEXT(S, verdict_without), TEXT(S, complete_with), TEXT(S, complete_without),
    NUMBER(S, rack_tiles_with), NUMBER(S, rack_tiles_without), NUMBER(S, storage_with_w), NUMBER(S, storage_without_w), NUMBER(S, site_with_w), NUMBER(S, site_without_w),
    TEXT(S, text), TEXT(S, place), END
};
#undef S

#define S struct result_option_verdict
static const struct json_key option_verdict_keys[] = { TEXT(S, id), TEXT(S, verdict), NUMBER(S, value), NUMBER(S, margin), END };
#undef S

#define S struct result_option
static const struct json_key option_keys[] = {
    TEXT(S, option), FLAG(S, allowed), TEXT(S, reason), TEXT(S, verdict), NUMBER(S, nodes), NUMBER(S, front_ends), NUMBER(S, rack_tiles), NUMBER(S, storage_w), NUMBER(S, site_w),
    NUMBER(S, read_bytes_per_s), NUMBER(S, write_bytes_per_s), TEXT(S, family), TEXT(S, stack), FLAG(S, best), TEXT(S, available), TEXT(S, missing), LIST(S, judged, struct result_option_verdict, option_verdict_keys), END
};
#undef S

#define S struct result_bom_line
static const struct json_key bom_line_keys[] = {
    TEXT(S, id), TEXT(S, parent), NUMBER(S, level), TEXT(S, kind), TEXT(S, sku), TEXT(S, part), TEXT(S, description), TEXT(S, role), TEXT(S, pool),
    TEXT(S, site), TEXT(S, phase), NUMBER(S, quantity_per_rack), NUMBER(S, racks), NUMBER(S, quantity), NUMBER(S, spares),
    NUMBER(S, unit_price_dollars), TEXT(S, price_date), TEXT(S, price_grade), TEXT(S, price_source), NUMBER(S, extended_dollars), TEXT(S, sold_as),
    NUMBER(S, sold_units), NUMBER(S, overbuy), NUMBER(S, lead_time_s), TEXT(S, order_by), TEXT(S, earliest), NUMBER(S, ru), NUMBER(S, kg),
    NUMBER(S, idle_w), NUMBER(S, typical_w), NUMBER(S, max_w), NUMBER(S, ports), NUMBER(S, raw_bytes), NUMBER(S, usable_bytes), NUMBER(S, total_ru),
    NUMBER(S, total_kg), NUMBER(S, total_idle_w), NUMBER(S, total_typical_w), NUMBER(S, total_max_w), NUMBER(S, total_heat_btu_per_h),
    NUMBER(S, total_ports), NUMBER(S, total_raw_bytes), NUMBER(S, total_usable_bytes), TEXT(S, within), TEXT(S, qualification),
    TEXTS(S, requirements), TEXT(S, basis), END
};
#undef S

#define S struct result_bom_order
static const struct json_key bom_order_keys[] = {
    TEXT(S, id), TEXT(S, kind), TEXT(S, sku), TEXT(S, part), TEXT(S, description), TEXT(S, phases), NUMBER(S, quantity), NUMBER(S, spares), NUMBER(S, pieces),
    NUMBER(S, unit_price_dollars), TEXT(S, price_date), TEXT(S, price_grade), NUMBER(S, extended_dollars), NUMBER(S, lead_time_s), TEXT(S, order_by), TEXT(S, earliest), END
};
#undef S

#define S struct result_bom_phase
static const struct json_key bom_phase_keys[] = {
    TEXT(S, phase), TEXT(S, pool), TEXT(S, kind), TEXT(S, from), TEXT(S, in_service), NUMBER(S, share), NUMBER(S, racks), END
};
#undef S

#define S struct result_bom_totals
static const struct json_key bom_totals_keys[] = {
    NUMBER(S, lines), NUMBER(S, pieces), NUMBER(S, spares), NUMBER(S, priced_lines), NUMBER(S, unpriced_lines), NUMBER(S, known_dollars),
    NUMBER(S, racks), NUMBER(S, nodes), NUMBER(S, front_ends), NUMBER(S, drives), NUMBER(S, nics), NUMBER(S, switches), NUMBER(S, optics),
    NUMBER(S, cables), NUMBER(S, pdus), NUMBER(S, cords), NUMBER(S, overbuy), NUMBER(S, ru), NUMBER(S, kg), NUMBER(S, idle_w), NUMBER(S, typical_w),
    NUMBER(S, max_w), NUMBER(S, heat_btu_per_h), NUMBER(S, raw_bytes), NUMBER(S, usable_bytes), NUMBER(S, btu_per_h_per_w), TEXT(S, typical_basis),
    END
};
#undef S

#define S struct result_power_bill_line
static const struct json_key power_bill_line_keys[] = {
    TEXT(S, id), TEXT(S, line), TEXT(S, group), TEXT(S, pool), NUMBER(S, count), NUMBER(S, nameplate_w), NUMBER(S, datasheet_w), NUMBER(S, p99_w),
    NUMBER(S, mean_w), NUMBER(S, per_feed_w), NUMBER(S, feed_lost_w), NUMBER(S, peak_to_signed), END
};
#undef S

#define S struct result_power_bill_feed
static const struct json_key power_bill_feed_keys[] = {
    TEXT(S, id), TEXT(S, feed), TEXT(S, kind), TEXT(S, carries), NUMBER(S, count), NUMBER(S, each_w), NUMBER(S, nameplate_w), NUMBER(S, datasheet_w),
    NUMBER(S, p99_w), NUMBER(S, mean_w), NUMBER(S, worst_device_w), END
};
#undef S

#define S struct result_power_bill
static const struct json_key power_bill_keys[] = {
    LIST(S, lines, struct result_power_bill_line, power_bill_line_keys), LIST(S, feeds, struct result_power_bill_feed, power_bill_feed_keys),
    TEXT(S, sign), TEXT(S, reason), NUMBER(S, signed_w), NUMBER(S, feeds_per_rack), NUMBER(S, coincidence), END
};
#undef S

#define S struct result_measure
static const struct json_key measure_keys[] = { TEXT(S, name), BINS(S, replications), BINNED(S, values), END };
#undef S

#define S struct results
static const struct json_key audit_keys[] = { NAMED("worst_relative_error", JSON_NUMBER, S, audit_worst_relative_error), NUMBER(S, events), NUMBER(S, solves), END };

static const struct json_key results_keys[] = {
    TEXT(S, format), OBJECT(S, manifest, results_json_manifest), OBJECT(S, scenario, scenario_keys), TEXT(S, verdict),
    LIST(S, requirements, struct result_requirement, requirement_keys),
    LIST(S, questions, struct result_question, question_keys), LIST(S, risks, struct result_risk, risk_keys), LIST(S, protocols, struct result_protocol, protocol_keys),
    LIST(S, qualification, struct result_qualification, qualification_keys),
    LIST(S, findings, struct result_finding, results_json_finding),
    OBJECT(S, plan, plan_keys), OBJECT(S, layout, layout_keys), OBJECT(S, power, power_keys), GROUP("throughput", throughput_keys),
    OBJECT(S, checkpoint, checkpoint_keys), OBJECT(S, goodput, goodput_keys), OBJECT(S, interruptions, interruptions_keys), OBJECT(S, capacity, capacity_keys),
    OBJECT(S, precision, precision_keys),
    LIST(S, jobs, struct result_job, job_keys),
    LIST(S, bottlenecks, struct result_bottleneck, bottleneck_keys),
    LIST(S, resources, struct result_resource, resource_keys),
    LIST(S, weights, struct result_weight, weight_keys), LIST(S, tornado, struct result_tornado, tornado_keys),
    LIST(S, assumptions, struct result_assumption, assumption_keys),
    LIST(S, derivations, struct result_derivation, derivation_keys), LIST(S, leaves, struct result_leaf, leaf_keys),
    LIST(S, domains, struct result_domain, domain_keys), OBJECT(S, rebuild, rebuild_keys), LIST(S, durability, struct result_durability, durability_keys),
    OBJECT(S, delivery, delivery_keys), LIST(S, policy, struct result_restriction, restriction_keys),
    LIST(S, options, struct result_option, option_keys),
    LIST(S, bom, struct result_bom_line, bom_line_keys), LIST(S, bom_orders, struct result_bom_order, bom_order_keys), LIST(S, bom_phases, struct result_bom_phase, bom_phase_keys),
    OBJECT(S, bom_totals, bom_totals_keys), OBJECT(S, power_bill, power_bill_keys),
    OBJECT(S, series, series_keys), OBJECT(S, zoom, series_keys), LIST(S, tiers, struct result_tier, tier_keys),
    LIST(S, endurance, struct result_endurance, endurance_keys), OBJECT(S, worst_hour, worst_hour_keys),
    LIST(S, timeline, struct result_event, event_keys), LIST(S, measures, struct result_measure, measure_keys), GROUP("audit", audit_keys), END
};
#undef S

static const char format_name[] = "exasite.results/1";

const struct json_key *results_json_keys(void)
{
    return results_keys;
}

const char *results_json_write(const struct results *results, struct arena *arena, size_t *length)
{
    CHECK(results->format && strcmp(results->format, format_name) == 0);
    return json_table_write(results_keys, results, arena, length);
}

bool results_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct results *results)
{
    memset(results, 0, sizeof *results);
    if (!json_table_read(results_keys, text, length, file, DIAG_BAD_RESULTS, arena, diags, results)) return false;
    if (strcmp(results->format, format_name) == 0) return true;
    diag_error(diags, (struct place){ .file = file, .line = 1, .col = 1 }, DIAG_BAD_RESULTS, "format is '%.40s', expected '%s'", results->format, format_name);
    return false;
}
