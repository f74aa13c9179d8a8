#include "json/build_json.h"

#include "json/json_keys.h"
#include "types/result_build.h"

#define S struct result_rule
static const struct json_key rule_keys[] = { TEXT(rule), NUMBER(nodes), END };
#undef S

#define S struct result_alternative
static const struct json_key alternative_keys[] = {
    TEXT(front_end), TEXT(write_path), FLAG(chosen), NUMBER(read_bound_bytes_per_s), NUMBER(write_bound_bytes_per_s),
    TEXT(read_bound_by), TEXT(write_bound_by), END
};
#undef S

#define S struct result_group
static const struct json_key group_keys[] = {
    TEXT(node), TEXT(role), TEXT(description), NUMBER(nodes), NUMBER(hosts), NUMBER(drives), NUMBER(raw_bytes), NUMBER(usable_bytes),
    NUMBER(share), NUMBER(idle_w), NUMBER(max_w), NUMBER(nodes_per_rack), TEXT(rack_limit), TEXT(bound_rule),
    NUMBER(bare_nodes), NUMBER(with_headroom_nodes), NUMBER(overbuy_nodes), LIST(rules, struct result_rule, rule_keys), END
};
#undef S

#define S struct result_pool
static const struct json_key pool_keys[] = {
    TEXT(name), TEXT(node), TEXT(stack), TEXT(front_end), TEXT(write_path), TEXT(protocol), TEXT(failure_domain), NUMBER(payload_efficiency),
    NUMBER(nodes), NUMBER(drives), NUMBER(racks), NUMBER(nodes_per_rack), TEXT(rack_limit), NUMBER(raw_bytes), NUMBER(usable_bytes),
    NUMBER(read_bound_bytes_per_s), NUMBER(write_bound_bytes_per_s), TEXT(read_bound_by), TEXT(write_bound_by),
    NUMBER(read_next_bytes_per_s), NUMBER(write_next_bytes_per_s), TEXT(read_next_by), TEXT(write_next_by),
    NUMBER(nameplate_w), NUMBER(stripe_width), NUMBER(efficiency), NUMBER(domains), NUMBER(survives), NUMBER(namespaces),
    NUMBER(coincident_nodes), NUMBER(separate_nodes),
    LIST(groups, struct result_group, group_keys), LIST(alternatives, struct result_alternative, alternative_keys), END
};
#undef S

#define S struct result_rack_content
static const struct json_key content_keys[] = {
    TEXT(pool), TEXT(node), NUMBER(count), END
};
#undef S

#define S struct result_rack_slot
static const struct json_key slot_keys[] = {
    NUMBER(u), NUMBER(count), NUMBER(ru), TEXT(kind), TEXT(name),
    TEXT(pool), NUMBER(max_w), NUMBER(kg), NUMBER(ports), END
};
#undef S

#define S struct result_rack_fill
static const struct json_key rack_fill_keys[] = {
    TEXT(rack), NUMBER(count), NUMBER(ru), NUMBER(ru_limit), NUMBER(draw_w), NUMBER(w_limit), NUMBER(kg), NUMBER(kg_limit),
    NUMBER(ports), NUMBER(port_limit), LIST(content, struct result_rack_content, content_keys),
    NUMBER(reserved_ru), NUMBER(reserved_w), TEXT(form), TEXT(feed), NUMBER(uplinks), NUMBER(pdus), TEXT(pdu), NUMBER(empty_kg), LIST(slots, struct result_rack_slot, slot_keys), END
};
#undef S

#define S struct result_layout_row
static const struct json_key layout_row_keys[] = {
    TEXT(name), TEXT(front), NUMBER(x), NUMBER(y), NUMBER(positions), NUMBER(racks), NUMBER(draw_w), NUMBER(draw_w_per_tile), END
};
#undef S

#define S struct result_layout_run
static const struct json_key layout_run_keys[] = {
    TEXT(row), NUMBER(position), NUMBER(count), NUMBER(fill), TEXT(pool), NUMBER(delivery), END
};
#undef S

#define S struct result_layout_obstacle
static const struct json_key layout_obstacle_keys[] = { TEXT(name), NUMBER(x), NUMBER(y), NUMBER(width), NUMBER(depth), END };
#undef S

#define S struct result_layout
const struct json_key build_json_layout[] = {
    NUMBER(tile_m), NUMBER(width_tiles), NUMBER(depth_tiles), NUMBER(rack_width_tiles), NUMBER(rack_depth_tiles),
    NUMBER(cold_aisle_tiles), NUMBER(hot_aisle_tiles), NUMBER(cross_aisle_tiles), NUMBER(row_positions), NUMBER(bays), NUMBER(row_limit_w),
    NUMBER(unplaced), TEXT(source), TEXT(grade), LIST(rows, struct result_layout_row, layout_row_keys),
    LIST(runs, struct result_layout_run, layout_run_keys), LIST(obstacles, struct result_layout_obstacle, layout_obstacle_keys), END
};
#undef S

#define S struct result_plan
const struct json_key build_json_plan[] = {
    NUMBER(racks), NUMBER(rack_tiles), NUMBER(floor_tiles), NUMBER(floor_m2), NUMBER(rack_tiles_available),
    NUMBER(gpu_racks), NUMBER(gpu_floor_tiles), NUMBER(switches), NUMBER(optics),
    LIST(pools, struct result_pool, pool_keys), LIST(rack_fills, struct result_rack_fill, rack_fill_keys), END
};
#undef S
