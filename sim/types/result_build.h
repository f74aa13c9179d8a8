/* Of results: what is built, as planned. Nodes by rule, pools, racks and what is in them, and where they stand in the hall.
 * Conventions: types/results.h. */
#ifndef TYPES_RESULT_BUILD_H
#define TYPES_RESULT_BUILD_H

#include <stdbool.h>
#include <stdint.h>

struct result_rule { const char *rule; double nodes; };                        /* fewest nodes by rule */
struct result_alternative { const char *front_end, *write_path; bool chosen; double read_bound_bytes_per_s, write_bound_bytes_per_s; const char *read_bound_by, *write_bound_by; };
struct result_group {
    const char *node, *role, *description; /* role: storage | front_end */
    double nodes, hosts, drives, raw_bytes, usable_bytes, share, idle_w, max_w, nodes_per_rack;
    const char *rack_limit, *bound_rule;
    double bare_nodes, with_headroom_nodes, overbuy_nodes;
    struct result_rule *rules; int32_t n_rules;
};
struct result_pool {
    const char *name, *node, *stack, *front_end, *write_path, *protocol, *failure_domain;
    double payload_efficiency;
    double nodes, drives, racks, nodes_per_rack; const char *rack_limit;
    double raw_bytes, usable_bytes;
    double read_bound_bytes_per_s, write_bound_bytes_per_s; const char *read_bound_by, *write_bound_by;
    double read_next_bytes_per_s, write_next_bytes_per_s; const char *read_next_by, *write_next_by;
    double nameplate_w;
    double stripe_width, efficiency, domains, survives, namespaces, coincident_nodes, separate_nodes;
    struct result_group *groups; int32_t n_groups;
    struct result_alternative *alternatives; int32_t n_alternatives;
};
struct result_rack_content { const char *pool, *node; double count; };
/* `count` alike, one on top of the other, in a rack: from the floor up; u: the lowest unit they take, 1 at the bottom. kind: node | front_end | switch | reserved | blank. */
struct result_rack_slot { double u, count, ru; const char *kind, *name, *pool; double max_w, kg, ports; };     /* ru and what follows: of each; NAN: not known */
struct result_rack_fill {
    const char *rack; double count;
    double ru, ru_limit, draw_w, w_limit, kg, kg_limit, ports, port_limit;
    struct result_rack_content *content; int32_t n_content;
    double reserved_ru, reserved_w; const char *form, *feed;     /* kept for switches, cables, power shelf; eia19 | ou21; ac | dc48 */
    double uplinks, pdus; const char *pdu; double empty_kg;          /* uplinks: of `ports`; pdus: 0: none named; empty_kg: the rack's own, beside `kg` */
    struct result_rack_slot *slots; int32_t n_slots;
};
struct result_plan {
    double racks, rack_tiles, floor_tiles, floor_m2, rack_tiles_available, gpu_racks, gpu_floor_tiles, switches, optics;
    struct result_pool *pools; int32_t n_pools;
    struct result_rack_fill *rack_fills; int32_t n_rack_fills;
};

/* The storage racks on the hall's grid of tiles, by the rule of plan/layout.h: x to the right, y down from the hall's corner, in tiles. A rack is
 * called after its row and position: "A03-07" is the seventh position of row A03. GPU racks stand elsewhere. */
struct result_layout_row {
    const char *name, *front;                        /* front: which way its racks face, up | down: towards the cold aisle */
    double x, y;                                     /* of its first position's corner */
    double positions, racks;                         /* on which a rack can stand; that stand there */
    double draw_w, draw_w_per_tile;                  /* at most; over the tiles that its racks cover */
};
struct result_layout_run { const char *row; double position, count; double fill; const char *pool; double delivery; };
    /* `count` racks from `position` (1: the first) on, filled as plan.rack_fills[fill], come with delivery.items[delivery]; NAN: from the start */
struct result_layout_obstacle { const char *name; double x, y, width, depth; };
struct result_layout {
    double tile_m, width_tiles, depth_tiles, rack_width_tiles, rack_depth_tiles, cold_aisle_tiles, hot_aisle_tiles, cross_aisle_tiles;
    double row_positions, bays, row_limit_w;         /* limit: NAN: none stated */
    double unplaced;                                 /* racks for which the hall's rows have no room */
    const char *source, *grade;                      /* of the row's length, as the hall's whole shape comes from there */
    struct result_layout_row *rows; int32_t n_rows;
    struct result_layout_run *runs; int32_t n_runs;
    struct result_layout_obstacle *obstacles; int32_t n_obstacles;
};

#endif
