#include "tests/lib/results_fixture.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define LIST(arena, into, field, array) \
    ((into)->field = memcpy(arena_alloc((arena), sizeof(array)), (array), sizeof(array)), (into)->n_##field = COUNT(array))

#define UNKNOWN ((double)NAN)
static const double unknown = UNKNOWN;

static struct estimate spread(double mean, double half_width, double min, double p50, double p95, double p99, double max)
{
    return (struct estimate){ .mean = mean, .ci95_lo = mean - half_width, .ci95_hi = mean + half_width, .p50 = p50, .p95 = p95, .p99 = p99, .min = min, .max = max };
}

static struct estimate nothing(void)
{
    return (struct estimate){ unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown };
}

static void scenario(struct arena *arena, struct results *r)
{
    static const struct result_input inputs[] = {
        { "scenarios/dallas-2026-01.yaml", "6f1c2d5e8a90b3c47d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c" },
        { "models/nodes/azure-blob-hdd.yaml", "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9" },
        { "models/stacks/azure-lrc-12-2-2.yaml", "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100" },
    };
    r->format = "exasite.results/1";
    r->manifest = (struct result_manifest){ .version = "0.1.0", .seed = "1", .replications = 20, .command = "exasite run scenarios/dallas-2026-01.yaml" };
    LIST(arena, &r->manifest, inputs, inputs);
    r->scenario = (struct result_scenario){
        .name = "Dallas, January 2026", .question = "Does the HDD that lands in January carry the load?", .decision = "Are the disks taken?", .file = "scenarios/dallas-2026-01.yaml", .as_of = "2026-01-15",
        .gpus = 120000, .usable_bytes = 1e18, .read_peak_bytes_per_s = 24e12, .read_mean_bytes_per_s = 9.6e12, .write_peak_bytes_per_s = 2e12,
        .checkpoint_bytes_per_day = 100e15, .retention_s = 3 * 86400.0, .length_s = 30 * 86400.0, .warm_up_s = 86400.0,
        .coincidence = "simultaneous", .load = "varying", .gpu_model = "gb200-nvl72", .facility = "dallas"
    };
}

static struct result_pool bulk(struct arena *arena)
{
    static const struct result_rule rules[] = { { "given", 532 }, { "capacity", 532 }, { "read", 2281 }, { "write", 414 }, { "coincidence", 2695 }, { "min_cluster", 20 } };
    static const struct result_alternative alternatives[] = {
        { "none", "direct_encode", true, 5.6e12, 3.1e12, "media time", "media time" },
        { "none", "replicate_then_encode", false, 5.6e12, 1.12e12, "media time", "media time" },
        { "colocated", "direct_encode", false, 4.52e12, 2.26e12, "NIC receive", "NIC transmit" },
        { "colocated", "replicate_then_encode", false, 4.52e12, 0.98e12, "NIC receive", "NIC receive" },
    };
    struct result_group group = {
        .node = "azure-blob-hdd", .role = "storage", .description = "2U head with four 4U JBODs, 84 × 30 TB, 2 × 100 Gb/s",
        .nodes = 532, .hosts = 532, .drives = 44688, .raw_bytes = 1.34064e18, .usable_bytes = 1.0055e18, .share = 1, .idle_w = 532 * 740.0, .max_w = 532 * 1180.0,
        .nodes_per_rack = 2, .rack_limit = "U", .bound_rule = "given", .bare_nodes = 532, .with_headroom_nodes = 2965, .overbuy_nodes = 0
    };
    LIST(arena, &group, rules, rules);
    struct result_pool pool = {
        .name = "bulk", .node = "azure-blob-hdd", .stack = "azure-lrc-12-2-2", .front_end = "none", .write_path = "direct_encode", .protocol = "blob", .failure_domain = "rack",
        .payload_efficiency = 0.85, .nodes = 532, .drives = 44688, .racks = 266, .nodes_per_rack = 2, .rack_limit = "U", .raw_bytes = 1.34064e18, .usable_bytes = 1.0055e18,
        .read_bound_bytes_per_s = 5.6e12, .write_bound_bytes_per_s = 3.1e12, .read_bound_by = "media time", .write_bound_by = "media time",
        .read_next_bytes_per_s = 9.04e12, .write_next_bytes_per_s = 6.78e12, .read_next_by = "NIC transmit", .write_next_by = "NIC receive",
        .nameplate_w = 532 * 1400.0, .stripe_width = 16, .efficiency = 0.75, .domains = 266, .survives = 3, .namespaces = 1, .coincident_nodes = unknown, .separate_nodes = unknown
    };
    pool.groups = ARENA_NEW(arena, struct result_group);
    pool.groups[0] = group;
    pool.n_groups = 1;
    LIST(arena, &pool, alternatives, alternatives);
    return pool;
}

/* 267 racks in fourteen rows of twenty, two bays side by side; the last two racks are of the other type. */
static void layout(struct arena *arena, struct results *r)
{
    enum { ROWS = 14 };
    struct result_layout_row rows[ROWS];
    struct result_layout_run runs[ROWS + 1];
    static const struct result_layout_obstacle obstacles[] = { { "column", 24, 9, 1, 1 }, { "pillar", 49, 9, 1, 2 } };
    for (int k = 0; k < ROWS; k++) {
        const double line = k / 2, racks = k < ROWS - 1 ? 20.0 : 7.0;
        rows[k] = (struct result_layout_row){ .name = text_format(arena, "%c%02d", 'A' + k % 2, k / 2 + 1), .front = k / 2 % 2 ? "up" : "down", .x = 3.0 + 23.0 * (k % 2), .y = 2.0 + 4.0 * line,
                                              .positions = 20.0, .racks = racks, .draw_w = racks * 2960.0, .draw_w_per_tile = 1480.0 };
        runs[k] = (struct result_layout_run){ .row = rows[k].name, .position = 1.0, .count = k < ROWS - 1 ? 20.0 : 5.0, .fill = 0.0, .pool = "bulk", .delivery = 0.0 };
    }
    runs[ROWS] = (struct result_layout_run){ .row = rows[ROWS - 1].name, .position = 6.0, .count = 2.0, .fill = 1.0, .pool = "bulk", .delivery = 0.0 };
    r->layout = (struct result_layout){ .tile_m = 0.6, .width_tiles = 49.0, .depth_tiles = 30.0, .rack_width_tiles = 1.0, .rack_depth_tiles = 2.0, .cold_aisle_tiles = 2.0, .hot_aisle_tiles = 2.0,
                                        .cross_aisle_tiles = 3.0, .row_positions = 20.0, .bays = 2.0, .row_limit_w = 320e3, .source = "assumption: usual rows", .grade = "placeholder" };
    LIST(arena, &r->layout, rows, rows);
    LIST(arena, &r->layout, runs, runs);
    LIST(arena, &r->layout, obstacles, obstacles);
}

static void slots(struct arena *arena, struct result_rack_fill *fill, int boxes)
{
    const struct result_rack_slot all[] = {
        { .u = 1.0, .count = boxes, .ru = 18.0, .kind = "node", .name = "azure-blob-hdd", .pool = "bulk", .max_w = 1180.0, .kg = 480.0, .ports = 2.0 },
        { .u = 18.0 * boxes + 1.0, .count = 1.0, .ru = 44.0 - 18.0 * boxes, .kind = "blank", .name = "", .pool = "", .max_w = unknown, .kg = unknown, .ports = unknown },
        { .u = 45.0, .count = 1.0, .ru = 2.0, .kind = "reserved", .name = "cables", .pool = "", .max_w = unknown, .kg = unknown, .ports = unknown },
        { .u = 47.0, .count = 2.0, .ru = 1.0, .kind = "switch", .name = "tor", .pool = "", .max_w = 300.0, .kg = 11.0, .ports = 32.0 } };
    fill->reserved_ru = 4.0;
    fill->reserved_w = 600.0;
    fill->form = "eia19";
    fill->feed = "ac";
    fill->pdu = "pdu-17kw";
    fill->pdus = 2.0;
    fill->uplinks = 2.0;
    fill->empty_kg = 120.0;
    LIST(arena, fill, slots, all);
}

static void plan(struct arena *arena, struct results *r)
{
    static const struct result_rack_content pair[] = { { "bulk", "azure-blob-hdd", 2 } }, single[] = { { "bulk", "azure-blob-hdd", 1 } };
    struct result_rack_fill fills[] = {
        { .rack = "standard-48u", .count = 265, .ru = 40, .ru_limit = 48, .draw_w = 2960, .w_limit = 17300, .kg = 1120, .kg_limit = 1360, .ports = 4, .port_limit = 64 },
        { .rack = "standard-48u", .count = 2, .ru = 22, .ru_limit = 48, .draw_w = 1780, .w_limit = 17300, .kg = 640, .kg_limit = 1360, .ports = 2, .port_limit = 64 },
    };
    LIST(arena, &fills[0], content, pair);
    LIST(arena, &fills[1], content, single);
    slots(arena, &fills[0], 2);
    slots(arena, &fills[1], 1);
    r->plan = (struct result_plan){ .racks = 267, .rack_tiles = 267, .floor_tiles = 801, .floor_m2 = 662.4, .rack_tiles_available = 300, .gpu_racks = 1667, .gpu_floor_tiles = 6668, .switches = 285, .optics = 1140 };
    LIST(arena, &r->plan, rack_fills, fills);
    r->plan.pools = ARENA_NEW(arena, struct result_pool);
    r->plan.pools[0] = bulk(arena);
    r->plan.n_pools = 1;
    layout(arena, r);
}

static void planned_power(struct results *r)
{
    r->power = (struct result_power){
        .storage_w = nothing(), .gpu_w = nothing(), .other_it_w = nothing(), .it_w = nothing(), .site_w = nothing(), .site_design_w = 312.4e6, .coincident_design_w = unknown,
        .sum_of_nameplates_w = 338.1e6, .envelope_w = 350e6, .headroom_w = 37.6e6, .envelope_at = "utility", .pue_annual = 1.18, .pue_design = 1.32,
        .storage_max_w = 0.628e6, .network_w = 0.121e6, .gpu_max_w = 220.0e6, .other_it_max_w = 15.9e6,
        .largest_step_w = unknown, .largest_step_1min_w = unknown, .largest_step_15min_w = unknown, .ramp_w_per_s = unknown, .dynamic_range_w = unknown, .steps_per_day = unknown,
        .energy_joules = unknown, .energy_site_joules_per_year = unknown
    };
}

static void power_tree(struct results *r, struct arena *arena)
{
    static const struct result_power_level levels[] = {
        { .level = "utility", .kind = "utility", .scheme = "2n", .carries = "site", .fed_by = "", .count = 2, .rating_w = 350e6, .derating = 1, .installed_w = 700e6, .load_w = 312.4e6, .utilisation = 0.446,
          .worst_case = "utility A lost", .worst_case_load_w = 312.4e6, .worst_case_utilisation = 0.893, .usable_w = 350e6, .headroom_w = 37.6e6, .stranded_w = 350e6, .reserved_w = 350e6, .reserve = 0.5 },
        { .level = "ups", .kind = "ups", .scheme = "distributed", .carries = "it", .fed_by = "utility", .count = 136, .rating_w = 2.75e6, .derating = 1, .installed_w = 374e6, .load_w = 236.7e6, .utilisation = 0.633,
          .worst_case = "ups 1 lost", .worst_case_load_w = 2.32e6, .worst_case_utilisation = 0.844, .usable_w = 280.5e6, .headroom_w = 43.8e6, .stranded_w = 108.6e6, .reserved_w = 93.5e6, .blocked_w = 15.1e6, .reserve = 0.25 } };
    static const struct result_power_case losses[] = { { "normal running", "ups", 0.633, 374e6, 0, 0.6, 0 }, { "utility A lost", "utility", 0.893, 265e6, 0, 0.85, 0 }, { "ups 1 lost", "ups", 0.844, 280.5e6, 0, 0.8, 0 } };
    struct result_power *power = &r->power;
    LIST(arena, power, tree, levels);
    LIST(arena, power, tree_cases, losses);
    power->tree_limit = "utility";
    power->tree_it_limit_w = 265e6;
    power->tree_loss_w = 0.0;
    for (int32_t t = 0; t < 2; t++) {
        power->tree[t].peak_w = 0.96 * power->tree[t].load_w;
        power->tree[t].peak_utilisation = 0.96 * power->tree[t].utilisation;
        power->tree[t].peak_worst_utilisation = 0.96 * power->tree[t].worst_case_utilisation;
    }
}

static void simulated_power(struct results *r)
{
    struct result_power *power = &r->power;
    power->storage_w = spread(0.598e6, 0.004e6, 0.51e6, 0.602e6, 0.741e6, 0.749e6, 0.749e6);
    power->gpu_w = spread(131.2e6, 0.9e6, 96e6, 129e6, 196e6, 204e6, 211e6);
    power->other_it_w = spread(15.9e6, 0, 15.9e6, 15.9e6, 15.9e6, 15.9e6, 15.9e6);
    power->it_w = spread(147.7e6, 0.9e6, 112.4e6, 145.5e6, 212.6e6, 220.6e6, 227.6e6);
    power->site_w = spread(174.3e6, 1.1e6, 132.7e6, 171.7e6, 250.9e6, 260.4e6, 268.6e6);
    power->coincident_design_w = 300.4e6;
    power->largest_step_w = 74.2e6;
    power->largest_step_1min_w = 88.5e6;
    power->largest_step_15min_w = 103.1e6;
    power->ramp_w_per_s = 14.8e6;
    power->dynamic_range_w = 115.2e6;
    power->steps_per_day = 61.0;
    power->energy_joules = 147.7e6 * 29 * 86400.0;
    power->energy_site_joules_per_year = 174.3e6 * 365.25 * 86400.0;
}

static void throughput(struct results *r, bool simulated)
{
    r->read = (struct result_throughput){
        .demand = 24e12, .bound = 5.6e12, .capability_alone = 5.6e12, .capability_coincident = 4.31e12, .coincident_fraction = 0.203, .capability_domain_out = 5.579e12,
        .capability_coincident_domain_out = 4.294e12, .bound_by = "bulk/azure-blob-hdd/media time", .next_by = "bulk/azure-blob-hdd/NIC transmit", .next = 9.04e12,
        .delivered = nothing(), .offered = nothing(), .denied_fraction = unknown
    };
    r->write = (struct result_throughput){
        .demand = 2e12, .bound = 3.1e12, .capability_alone = 3.1e12, .capability_coincident = 1.71e12, .coincident_fraction = 0.203, .capability_domain_out = 3.088e12,
        .capability_coincident_domain_out = 1.704e12, .bound_by = "bulk/azure-blob-hdd/media time", .next_by = "bulk/azure-blob-hdd/NIC receive", .next = 6.78e12,
        .delivered = nothing(), .offered = nothing(), .denied_fraction = unknown
    };
    if (!simulated) return;
    r->read.delivered = spread(4.41e12, 0.05e12, 0, 4.62e12, 5.6e12, 5.6e12, 5.6e12);
    r->read.offered = spread(9.58e12, 0.11e12, 0, 8.9e12, 21.9e12, 23.8e12, 24e12);
    r->read.denied_fraction = 0.5397;
    r->write.delivered = spread(1.157e12, 0.008e12, 0, 1.12e12, 1.95e12, 2e12, 2e12);
    r->write.offered = spread(1.161e12, 0.008e12, 0, 1.13e12, 2e12, 2e12, 2e12);
    r->write.denied_fraction = 0.0034;
}

static void interruptions(struct arena *arena, struct results *r)
{
    static const struct result_setback causes[] = {
        { .name = "gpu-tray", .law = "exponential", .domain_gpus = 4, .stated_per_day = 48.1, .lost = 0.0101, .restarting = 0.0131, .waited = 0.0012 },
        { .name = "network", .law = "weibull 0.7", .domain_gpus = 1, .stated_per_day = 20.9, .lost = 0.004, .restarting = 0.0055, .waited = 0 },
    };
    struct result_interruptions *i = &r->interruptions;
    LIST(arena, i, causes, causes);
    for (int32_t c = 0; c < i->n_causes; c++) {
        struct result_setback *cause = &i->causes[c];
        cause->per_day = spread(cause->stated_per_day * 1.01, 0.4, 40, 48, 52, 53, 53);
        cause->gpu_hours_per_year = spread((cause->lost + cause->restarting) * 1.0512e9, 2e5, 1e7, 2e7, 3e7, 3e7, 3e7);
    }
    i->per_day = spread(69.7, 0.5, 61, 69, 74, 75, 75);
    i->gpu_hours_per_year = spread(34.4e6, 3e5, 3.1e7, 3.4e7, 3.7e7, 3.8e7, 3.8e7);
    i->down_s = spread(303, 1.1, 295, 303, 310, 311, 311);
    i->load_s = spread(63, 0.8, 60, 63, 66, 67, 67);
    i->restores_per_day = 69.1;
    i->restored_bytes_per_day = 91e15;
    i->more_write = (struct result_more_write){ 1e12, 3.1e12, 3.1e12, 532, 532, 0.4433, 0.4441, spread(0.84e6, 0.05e6, 0.7e6, 0.84e6, 0.99e6, 1e6, 1e6), 0.9e6 };
}

static void run(struct arena *arena, struct results *r)
{
    static const struct result_job jobs[] = {
        { "frontier", 1, 98304, 140e12, 1610, 5, 96.4, 0.448, 0.497, 0.0029, "async",
          .lost = 0.0144, .restarting = 0.0377, .mtti_s = 1500, .interruptions_per_day = 57.1, .down_s = 304, .load_s = 64, .law_goodput = 0.71, .finished_s = UNKNOWN },
        { "mid", 10, 2048, 5.6e12, 1800, 5, 161.2, 0.461, 0.489, 0.0027, "async",
          .lost = 0.0129, .restarting = 0.0344, .mtti_s = 72000, .interruptions_per_day = 1.19, .down_s = 291, .load_s = 51, .law_goodput = 0.962, .finished_s = UNKNOWN },
        { "background", 1, 0, 42e12, 60.2, 0, 55.1, UNKNOWN, UNKNOWN, UNKNOWN, "async",
          .lost = UNKNOWN, .restarting = UNKNOWN, .waiting = UNKNOWN, .over = UNKNOWN, .mtti_s = UNKNOWN, .interruptions_per_day = UNKNOWN, .down_s = UNKNOWN, .load_s = UNKNOWN,
          .law_goodput = UNKNOWN, .finished_s = UNKNOWN },
    };
    static const struct result_bottleneck bottlenecks[] = {
        { .resource = "bulk/azure-blob-hdd/media time", .pool = "bulk", .kind = "media", .op = "read", .share_of_time = 0.871, .utilisation = 0.942, .denied_bytes_per_s = 5.17e12,
          .gain_per_percent = 0.043e12, .next = "bulk/azure-blob-hdd/NIC transmit", .next_bytes_per_s = 9.04e12, .relieve_factor = 1.61, .capacity = 44688, .unit = "drives" },
        { .resource = "bulk/azure-blob-hdd/media time", .pool = "bulk", .kind = "media", .op = "write", .share_of_time = 0.021, .utilisation = 0.942, .denied_bytes_per_s = 0.004e12,
          .gain_per_percent = 0.0004e12, .next = "bulk/azure-blob-hdd/NIC receive", .next_bytes_per_s = 6.78e12, .relieve_factor = 2.19, .capacity = 44688, .unit = "drives" },
        { .resource = "bulk/azure-blob-hdd/NIC transmit", .pool = "bulk", .kind = "nic_tx", .op = "read", .share_of_time = 0, .utilisation = 0.523, .denied_bytes_per_s = 0,
          .gain_per_percent = 0, .next = "bulk/azure-blob-hdd/software", .next_bytes_per_s = 13.3e12, .relieve_factor = 1.47, .capacity = 11.3e12, .unit = "bytes_per_s" },
        { .resource = "bulk/azure-blob-hdd/software", .pool = "bulk", .kind = "software", .op = "read", .share_of_time = 0, .utilisation = 0.371, .denied_bytes_per_s = 0,
          .gain_per_percent = 0, .next = "", .next_bytes_per_s = UNKNOWN, .relieve_factor = UNKNOWN, .capacity = 532, .unit = "nodes" },
    };
    static const struct result_resource resources[] = {
        { .name = "bulk/azure-blob-hdd/media time", .pool = "bulk", .kind = "media", .capacity = 44688, .unit = "drives", .read_cost = 7.98e-9, .write_cost = 14.4e-9 },
        { .name = "bulk/azure-blob-hdd/NIC transmit", .pool = "bulk", .kind = "nic_tx", .capacity = 11.3e12, .unit = "bytes_per_s", .read_cost = 1.25, .write_cost = 1.33 },
        { .name = "bulk/azure-blob-hdd/NIC receive", .pool = "bulk", .kind = "nic_rx", .capacity = 11.3e12, .unit = "bytes_per_s", .read_cost = 0, .write_cost = 1.67 },
        { .name = "bulk/azure-blob-hdd/software", .pool = "bulk", .kind = "software", .capacity = 532, .unit = "nodes", .read_cost = 4e-11, .write_cost = 5e-11 },
        { .name = "bulk/uplink transmit", .pool = "bulk", .kind = "uplink_tx", .capacity = 26.6e12, .unit = "bytes_per_s", .read_cost = 1, .write_cost = 1.33 },
        { .name = "bulk/spine transmit", .pool = "bulk", .kind = "spine_tx", .capacity = 13.3e12, .unit = "bytes_per_s", .read_cost = 0.2, .write_cost = 1.2 },
    };
    static const double mean_use[] = { 0.942, 0.523, 0.171, 0.371, 0.222, 0.171 }, p99_use[] = { 1.0, 0.62, 0.295, 0.44, 0.26, 0.29 };
    LIST(arena, r, jobs, jobs);
    LIST(arena, r, bottlenecks, bottlenecks);
    LIST(arena, r, resources, resources);
    for (int32_t i = 0; i < r->n_resources; i++) r->resources[i].utilisation = spread(mean_use[i], 0.006, 0.0, mean_use[i], (mean_use[i] + p99_use[i]) / 2, p99_use[i], p99_use[i]);
    for (int32_t i = 0; i < r->n_bottlenecks; i++) r->bottlenecks[i].utilisation_over_time = r->resources[i < 2 ? 0 : i == 2 ? 1 : 3].utilisation;
    r->checkpoint = (struct result_checkpoint){
        .count = spread(11480, 22, 11391, 11482, 11560, 11571, 11574), .bytes_per_day = spread(99.96e15, 0.05e15, 99.1e15, 99.97e15, 100.2e15, 100.3e15, 100.3e15),
        .duration_s = spread(88.1, 1.2, 41.0, 82.5, 161.0, 204.0, 388.0), .stall_s = spread(5.0, 0, 5, 5, 5, 5, 5), .missed = spread(3.1, 0.9, 0, 3, 7, 8, 8),
        .offered_bytes_per_day = 100e15, .background_bytes_per_day = 42.9e15
    };
    r->goodput = (struct result_goodput){ 0.4433, 0.4901, 0.0028, 0.0141, 0.0186, 0.0311, spread(0.4575, 0.0061, 0.31, 0.46, 0.52, 0.55, 0.56), 0.0 };
    r->capacity = (struct result_capacity){ 1.0055e18, 0.702e18, 0.718e18, unknown, 0.3e18 };
    interruptions(arena, r);
}

static void tornado(struct arena *arena, struct results *r)
{
    static const struct result_tornado_bar reads[] = {
        { "models.drive.hdd-30.read", "bytes_per_s", "estimate", "models/drives/hdd-30.yaml:12:7", 80e6, 180e6, 3.75e12, 8.43e12 },
        { "models.stack.azure-lrc-12-2-2.reserve", "", "datasheet", "models/stacks/azure-lrc-12-2-2.yaml:9:10", 0.04, 0.06, 5.7e12, 5.5e12 } };
    static const struct result_tornado_bar tiles[] = { { "models.rack.std-600x1200.ru", "", "estimate", "models/racks/std-600x1200.yaml:9:5", 31.5, 52.5, 400, 230 } };
    struct result_tornado all[] = { { .headline = "read capability", .unit = "bytes_per_s", .value = 5.6e12 }, { .headline = "rack tiles", .unit = "", .value = 267 } };
    LIST(arena, &all[0], bars, reads);
    LIST(arena, &all[1], bars, tiles);
    LIST(arena, r, tornado, all);
}

/* What people say of a requirement; nothing is known for each GPU. */
#define SAID "Training data is read at its peak.", "aggregate", "planning statement of 2025-10-31", "open", "all racks read for an hour", "training infrastructure", UNKNOWN

static void judgement(struct arena *arena, struct results *r)
{
    static struct result_flip flips[] = {
        { "models.stack.azure-lrc-12-2-2.write_amplification", 1.14, "", 0.6, "Read NIC transmit bytes ÷ client bytes on one node during a write-only test." },
        { "models.drive.hdd-30.write", 150e6, "bytes_per_s", 0.3, "measure models.drive.hdd-30.write" },
    };
    static const struct result_requirement requirements[] = {
        { "THR-1", "must", "read_capability >= 24 TB/s", "fail", "fail", "read_capability", "bytes_per_s", 5.6e12, 24e12, -0.8211, "while both peaks are offered, one failure domain out", "", UNKNOWN, "", "", "scenarios/dallas-2026-01.yaml:31:5", NULL, 0, SAID },
        { "THR-2", "must", "write_capability >= 2 TB/s", "depends", "fail", "write_capability", "bytes_per_s", 3.1e12, 2e12, -0.148, "while both peaks are offered, one failure domain out",
          "models.stack.azure-lrc-12-2-2.write_amplification", 1.14, "", "Read NIC transmit bytes ÷ client bytes on one node during a write-only test.", "scenarios/dallas-2026-01.yaml:32:5",
          flips, 2, SAID },
        { "CAP-1", "must", "usable_capacity >= 1 EB", "pass", "pass", "usable_capacity", "bytes", 1.0055e18, 1e18, 0.0055, "plan", "", UNKNOWN, "", "", "scenarios/dallas-2026-01.yaml:33:5", NULL, 0, SAID },
        { "POW-1", "must", "site_power_peak <= 350 MW", "pass", "pass", "site_power_peak", "w", 312.4e6, 350e6, 0.1074, "plan", "", UNKNOWN, "", "", "scenarios/dallas-2026-01.yaml:34:5", NULL, 0, SAID },
        { "FLR-1", "must", "rack_tiles <= 300", "pass", "pass", "rack_tiles", "", 267, 300, 0.11, "plan", "", UNKNOWN, "", "", "scenarios/dallas-2026-01.yaml:35:5", NULL, 0, SAID },
        { "GPT-1", "should", "goodput >= 90 %", "fail", "fail", "goodput", "", 0.4575, 0.9, -0.4917, "simulation", "", UNKNOWN, "", "", "scenarios/dallas-2026-01.yaml:36:5", NULL, 0, SAID },
    };
    static const struct result_finding findings[] = {
        { "demand-over-bound", "warning", "the read peak of 24 TB/s is 4.3 times what the media of pool bulk can read (5.6 TB/s)", "scenarios/dallas-2026-01.yaml:11:10" },
        { "protocol-not-spoken", "warning", "stack azure-lrc-12-2-2 does not speak nfs or gds", "scenarios/dallas-2026-01.yaml:14:15" },
        { "mean-equals-peak", "note", "read.mean is not given: the peak is asked all day, which overstates stalls", "scenarios/dallas-2026-01.yaml:11:10" },
    };
    static const struct result_weight weights[] = {
        { "read_capability", 4.294e12, "bytes_per_s", 0.62, "models.drive.hdd-30.read", 0.41 },
        { "write_capability", 1.704e12, "bytes_per_s", 0.71, "models.stack.azure-lrc-12-2-2.write_amplification", 0.48 },
        { "site_power_peak", 312.4e6, "w", 0.18, "models.gpu.gb200-nvl72.rack_max", 0.66 },
    };
    LIST(arena, r, requirements, requirements);
    LIST(arena, r, findings, findings);
    LIST(arena, r, weights, weights);
    tornado(arena, r);
    r->verdict = "fail";
}

static void grounds(struct arena *arena, struct results *r)
{
    static const struct result_assumption assumptions[] = {
        { "models.drive.hdd-30.read", "sustained read rate of one drive", "vendor data sheet, outer to inner diameter averaged", "2024-11", "estimate", "models/drives/hdd-30.yaml:9:3", "bytes_per_s", 125e6, 110e6, 190e6, 0.41 },
        { "models.stack.azure-lrc-12-2-2.write_amplification", "media bytes written for each client byte", "Huang et al., Erasure Coding in Windows Azure Storage, ATC'12", "2012-06", "estimate", "models/stacks/azure-lrc-12-2-2.yaml:12:5", "", 1.333, 1.0, 4.33, 0.48 },
        { "models.node.azure-blob-hdd.max", "watts of one node at full load", "", "2025-10", "placeholder", "models/nodes/azure-blob-hdd.yaml:17:3", "w", 1180, 900, 1400, 0.03 },
        { "models.gpu.gb200-nvl72.rack_max", "watts of one GPU rack at full load", "NVIDIA DGX GB200 user guide", "2025-03", "datasheet", "models/gpus/gb200-nvl72.yaml:8:3", "w", 132000, 132000, 132000, 0.66 },
        { "site.gpus.mtti", "mean time to interruption of one job on 120,000 GPUs", "Llama 3 Herd of Models, scaled by GPUs", "2024-07", "estimate", "--set:1:12", "s", 1500, 240, 2700, 0.02 },
    };
    static const char *const read_inputs[] = { "models.drive.hdd-30.read", "plan.pools.bulk.drives" }, *const usable_inputs[] = { "plan.pools.bulk.raw_bytes", "plan.pools.bulk.efficiency", "models.stack.azure-lrc-12-2-2.reserve" };
    struct result_derivation derivations[] = {
        { .id = "plan.pools.bulk.read_bound_bytes_per_s", .expression = "drives × read rate of one drive ÷ read amplification", .value = 5.6e12, .unit = "bytes_per_s", .source = "", .date = "2024-11", .grade = "estimate", .place = "scenarios/dallas-2026-01.yaml:22:5" },
        { .id = "plan.pools.bulk.usable_bytes", .expression = "raw × code efficiency × (1 − reserve) × data reduction", .value = 1.0055e18, .unit = "bytes", .source = "", .date = "2025-10", .grade = "datasheet", .place = "scenarios/dallas-2026-01.yaml:22:5" },
        { .id = "power.site_design_w", .expression = "(GPU + storage + other IT maxima) × PUE at the design hour", .value = 312.4e6, .unit = "w", .source = "", .date = "2025-10", .grade = "estimate", .place = "scenarios/dallas-2026-01.yaml:6:3" },
    };
    LIST(arena, r, assumptions, assumptions);
    LIST(arena, &derivations[0], inputs, read_inputs);
    LIST(arena, &derivations[1], inputs, usable_inputs);
    LIST(arena, r, derivations, derivations);
    r->audit_worst_relative_error = 3.1e-14;
    r->events = 1284417;
    r->solves = 812345;
}

/* A reproducible wobble in 0 … 1. */
static double wobble(int32_t i, uint32_t what)
{
    uint32_t x = (uint32_t)i * 2654435761u + what * 40503u;
    x ^= x >> 15; x *= 2246822519u; x ^= x >> 13;
    return (x & 0xFFFFu) / 65535.0;
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* `busy`: how much of a bin is a burst or a checkpoint. */
static void fill_bin(struct result_series *s, int32_t i, double burst, double drain)
{
    s->read_asked[i] = 24e12 * burst;
    s->write_asked[i] = 2e12 * drain;
    s->write_delivered[i] = s->write_asked[i] * (burst > 0.9 ? 0.93 : 1.0);
    s->read_delivered[i] = least(s->read_asked[i], 5.6e12 - 0.65 * s->write_delivered[i]);
    double used = (s->read_delivered[i] + 1.8 * s->write_delivered[i]) / 5.6e12;
    s->storage_w[i] = 0.51e6 + 0.23e6 * least(used, 1.0);
    s->other_it_w[i] = 15.9e6;
    s->gpu_w[i] = 96e6 + 110e6 * (s->read_asked[i] > 0 ? s->read_delivered[i] / s->read_asked[i] : 0.98);
    s->it_max_w[i] = (s->gpu_w[i] + s->storage_w[i] + s->other_it_w[i]) * 1.04;
    for (int32_t row = 0; row < s->n_rows; row++) s->rows[row].utilisation[i] = least(used, 1.0) * (row == 0 ? 1.0 : 0.56 - 0.05 * row);
}

static void series(struct arena *arena, struct result_series *s, const struct results *r, bool zoom)
{
    s->n_bins = 720;
    s->start_s = zoom ? 14.25 * 86400.0 : 86400.0;
    s->width_s = zoom ? 5.0 : 29 * 86400.0 / 720;
    double **columns[] = { &s->read_asked, &s->read_delivered, &s->write_asked, &s->write_delivered, &s->gpu_w, &s->storage_w, &s->other_it_w, &s->it_max_w, &s->used_bytes };
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) *columns[c] = ARENA_ARRAY(arena, double, s->n_bins);
    s->n_rows = r->n_resources;
    s->rows = ARENA_ARRAY(arena, struct result_series_row, s->n_rows);
    for (int32_t row = 0; row < s->n_rows; row++) {
        s->rows[row] = (struct result_series_row){ r->resources[row].name, r->resources[row].pool, ARENA_ARRAY(arena, double, s->n_bins) };
    }
    for (int32_t i = 0; i < s->n_bins; i++) {
        double burst = zoom ? (i % 96 < 40 ? 1.0 : i % 96 < 52 ? 0.3 : 0.0) : 0.30 + 0.2 * wobble(i, 1);
        double drain = zoom ? (i % 322 < 80 ? 1.0 : 0.35) : 0.55 + 0.06 * wobble(i, 2);
        fill_bin(s, i, burst, drain);
        double day = (s->start_s + s->width_s * (i + 1)) / 86400.0;
        s->used_bytes[i] = 0.40e18 + (day < 3 ? 0.1e18 * day : 0.3e18 + 0.018e18 * wobble(i, 3));
    }
}

/* January's promise, 45 days of slip: half of 1 EB, and an order of the rest whose qualification decides. */
static struct result_delivery_item promised(void)
{
    return (struct result_delivery_item){ .pool = "bulk", .kind = "committed", .mode = "", .share = 0.5, .nodes = 266, .from = "2026-01-15", .nominal = "2026-02-07", .p10 = "2026-01-20",
        .p50 = "2026-02-07", .p90 = "2026-02-25", .needed_by = "2026-02-15", .by_as_of = 0, .by_needed = 0.69, .nominal_parallel = "", .p50_parallel = "", .nominal_serial = "",
        .p50_serial = "", .by_needed_parallel = unknown, .by_needed_serial = unknown, .decided_by = "", .decided_share = unknown, .note = "", .place = "scenarios/dallas.yaml:30:3" };
}

static struct result_delivery_item ordered(struct arena *arena)
{
    struct result_delivery_item item = { .pool = "bulk", .kind = "ordered", .mode = "parallel", .share = 0.5, .nodes = 266, .from = "2025-11-10", .nominal = "2026-04-09", .p10 = "2026-03-01",
        .p50 = "2026-04-09", .p90 = "2026-06-01", .needed_by = "2026-02-15", .by_as_of = 0, .by_needed = 0.02, .nominal_parallel = "2026-04-09", .p50_parallel = "2026-04-09",
        .nominal_serial = "2026-06-23", .p50_serial = "2026-06-23", .by_needed_parallel = 0.02, .by_needed_serial = 0, .decided_by = "qualification", .decided_share = 0.957,
        .n_stages = 2, .note = "no time to install is stated: 0 d", .place = "scenarios/dallas.yaml:31:3" };
    item.stages = ARENA_ARRAY(arena, struct result_delivery_stage, 2);
    item.stages[0] = (struct result_delivery_stage){ "hdd-box", "lead", "triangular", "models.lead_time.nearline-hdd.time", 375 * 86400.0, 30 * 86400.0, 730 * 86400.0 };
    item.stages[1] = (struct result_delivery_stage){ "hdd-box", "qualification", "fixed", "", 150 * 86400.0, 150 * 86400.0, 150 * 86400.0 };
    return item;
}

/* January's half lands in the first month, the order mostly after it. */
static struct result_delivery_run while_it_ran(struct arena *arena)
{
    struct result_delivery_run run = { .start = "2026-01-31", .end = "2026-03-02", .n_landings = 2, .gpus_mean = 120000, .useful = 0.412, .useful_without = 0.83,
        .gpu_hours_waited = { 3.6e7, 3.2e7, 4.0e7, 3.5e7, 4.6e7, 4.9e7, 2.2e7, 5.0e7 } };
    run.landings = ARENA_ARRAY(arena, struct result_delivery_landing, 2);
    run.landings[0] = (struct result_delivery_landing){ "bulk", 0.5, 266, "2026-01-17", "2026-02-07", "2026-02-28", 0.35, 0.65, 0.0 };
    run.landings[1] = (struct result_delivery_landing){ "bulk", 0.5, 266, "2026-02-20", "2026-04-09", "2026-06-29", 0.0, 0.05, 0.95 };
    return run;
}

static void delivery(struct arena *arena, struct results *r)
{
    struct result_delivery *d = &r->delivery;
    static const char *const dates[] = { "2026-01-01", "2026-01-20", "2026-02-07", "2026-02-15", "2026-04-09", "2026-06-01" };
    static const double low[] = { 0, 0, 0, 0, 0.5, 1 }, middle[] = { 0, 0, 0.5, 0.5, 1, 1 }, high[] = { 0, 0.5, 0.5, 0.5, 1, 1 };
    *d = (struct result_delivery){ .draws = 20000, .as_of = "2026-01-15", .needed_by = "2026-02-15", .complete_p10 = "2026-03-01", .complete_p50 = "2026-04-09", .complete_p90 = "2026-06-01",
        .complete_by_as_of = 0, .complete_by_needed = 0.02, .gpus_stand = "all GPUs from the date needed", .gpu_hours_lost_mean = 1.2e8, .gpu_hours_lost_p90 = 2.9e8, .n_items = 2, .n_points = 6,
        .n_requirements = 1, .run = while_it_ran(arena) };
    d->items = ARENA_ARRAY(arena, struct result_delivery_item, 2);
    d->items[0] = promised();
    d->items[1] = ordered(arena);
    d->points = ARENA_ARRAY(arena, struct result_delivery_point, 6);
    for (int k = 0; k < 6; k++)
        d->points[k] = (struct result_delivery_point){ .date = dates[k], .usable_p10_bytes = low[k] * 1e18, .usable_p50_bytes = middle[k] * 1e18, .usable_p90_bytes = high[k] * 1e18,
            .read_p10_bytes_per_s = low[k] * 5.6e12, .read_p50_bytes_per_s = middle[k] * 5.6e12, .read_p90_bytes_per_s = high[k] * 5.6e12, .write_p10_bytes_per_s = low[k] * 4.2e12,
            .write_p50_bytes_per_s = middle[k] * 4.2e12, .write_p90_bytes_per_s = high[k] * 4.2e12, .storage_p10_w = low[k] * 7.7e5, .storage_p50_w = middle[k] * 7.7e5,
            .storage_p90_w = high[k] * 7.7e5, .rack_tiles_p10 = ceil(low[k] * 89), .rack_tiles_p50 = ceil(middle[k] * 89), .rack_tiles_p90 = ceil(high[k] * 89), .gpus = k < 3 ? 0 : 120000 };
    d->requirements = ARENA_NEW(arena, struct result_delivery_requirement);
    d->requirements[0] = (struct result_delivery_requirement){ "CAP-1", "usable_capacity >= 1 EB", "2026-03-01", "2026-04-09", "2026-06-01", 0, 0.02, 1 };
}

static void policy(struct arena *arena, struct results *r)
{
    r->policy = ARENA_NEW(arena, struct result_restriction);
    r->policy[r->n_policy++] = (struct result_restriction){ .policy = "third_party_hardware: forbidden", .forbids = "odm-cap with cnode-gen6 under vast-disaggregated", .option_with = "this build",
        .option_without = "odm-cap with cnode-gen6 under vast-disaggregated", .verdict_with = "fail", .verdict_without = "pass", .complete_with = "2026-04-09", .complete_without = "",
        .rack_tiles_with = 267, .rack_tiles_without = 69, .storage_with_w = 7.7e5, .storage_without_w = 1.0e6, .site_with_w = 3.12e8, .site_without_w = 3.1e8,
        .text = "best allowed this build: fail, 267 rack tiles, 770 kW of storage; without it odm-cap with cnode-gen6 under vast-disaggregated: pass, 69 rack tiles, 1.00 MW of storage",
        .place = "scenarios/dallas.yaml:33:9" };
    static struct result_option_verdict judged[] = { { "THR-1", "fail", 5.6e12, -0.77 } };
    r->options = ARENA_ARRAY(arena, struct result_option, 3);
    r->options[r->n_options++] = (struct result_option){ "this build", true, "", "fail", 532, 0, 267, 7.7e5, 3.12e8, 2.9e12, 2e12, "", "", false, "2026-01-01", "nfs", judged, 1 };
    r->options[r->n_options++] = (struct result_option){ "odm-cap with cnode-gen6 under vast-disaggregated", false, "odm-cap is third-party hardware", "pass", 414, 681, 69, 1e6, 3.1e8, 2.4e13, 2e12, "ODM capacity", "vast-disaggregated", true, "2026-04-01", "", judged, 1 };
    r->options[r->n_options++] = (struct result_option){ "ceres-v1 with cnode-gen6 under vast-disaggregated", false, "ceres-v1 can be had from 2026-04-01, the plan is as of 2026-01-15", "", unknown, unknown, unknown, unknown, unknown, unknown, unknown, "ODM, first generation", "vast-disaggregated", false, "2026-04-01", "", NULL, 0 };
}

/* The zoom's hour once more, with what its GPUs did; every 20 s something happens. */
static void worst_hour(struct arena *arena, struct results *r)
{
    struct result_worst_hour *hour = &r->worst_hour;
    *hour = (struct result_worst_hour){ .start_s = r->zoom.start_s, .width_s = 5.0, .n_bins = 720, .gpus = 118784, .not_useful = 0.62, .denied_bytes = 5.1e16, .happened = 180 };
    double **columns[] = { &hour->working_gpus, &hour->read_stalled_gpus, &hour->checkpoint_gpus, &hour->down_gpus, &hour->waiting_gpus, &hour->it_w };
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) *columns[c] = ARENA_ARRAY(arena, double, hour->n_bins);
    for (int32_t i = 0; i < hour->n_bins; i++) {
        hour->down_gpus[i] = i / 60 == 4 ? 98304 : 0;
        hour->checkpoint_gpus[i] = i % 24 == 3 ? 20000 : 0;
        hour->working_gpus[i] = (hour->gpus - hour->down_gpus[i] - hour->checkpoint_gpus[i]) * 0.38;
        hour->read_stalled_gpus[i] = hour->gpus - hour->working_gpus[i] - hour->down_gpus[i] - hour->checkpoint_gpus[i];
        hour->it_w[i] = r->zoom.gpu_w[i] + r->zoom.storage_w[i] + r->zoom.other_it_w[i];
    }
    hour->read_asked = r->zoom.read_asked, hour->read_delivered = r->zoom.read_delivered, hour->write_asked = r->zoom.write_asked, hour->write_delivered = r->zoom.write_delivered;
    hour->it_max_w = r->zoom.it_max_w, hour->used_bytes = r->zoom.used_bytes;
    static const char *const kinds[] = { "checkpoint", "power", "denied", "durable", "carried", "interruption", "restart", "missed", "something new" };
    r->n_timeline = 180;
    r->timeline = ARENA_ARRAY(arena, struct result_event, r->n_timeline);
    for (int32_t e = 0; e < r->n_timeline; e++) r->timeline[e] = (struct result_event){ hour->start_s + 20.0 * e, kinds[e % 9], e % 2 ? "mid/3" : "reads", "5.60 TB & more <so>" };
}

static struct estimate about(double value)
{
    return (struct estimate){ value, 0.98 * value, 1.02 * value, value, value, value, value, value };
}

static void tier(struct arena *arena, struct results *r)
{
    r->n_tiers = 1;
    r->tiers = ARENA_NEW(arena, struct result_tier);
    *r->tiers = (struct result_tier){ .pool = "flash", .before = "bulk", .hit_ratio = 0.85, .retention_s = 21600, .cached_bytes = 15e15, .room_bytes = 58.2e15, .wanted_bytes = 40e15, .drain_throttle = 1,
        .drain_weight = 1, .drain_mean_bytes_per_s = 1.157e12, .drain_bound_bytes_per_s = 4.21e12, .drain_bound_by = "bulk/hdd-box/media time", .drain_at_peak_bytes_per_s = 1.157e12, .peak_s = 69000,
        .hits = about(0.85), .drained_bytes_per_s = about(1.15e12), .waiting_bytes = about(2e15), .waiting_max_bytes = 9e15, .held_bytes = 41e15, .lag_s = 1730, .full_fraction = 0, .full_at_s = unknown };
    r->tiers->n_bins = r->series.n_bins;
    r->tiers->drained = ARENA_ARRAY(arena, double, r->series.n_bins);
    r->tiers->waiting = ARENA_ARRAY(arena, double, r->series.n_bins);
    r->tiers->held = ARENA_ARRAY(arena, double, r->series.n_bins);
    for (int32_t i = 0; i < r->series.n_bins; i++) {
        r->tiers->drained[i] = 0.9 * r->series.write_delivered[i];
        r->tiers->waiting[i] = 2e15 + 7e15 * wobble(i, 5);
        r->tiers->held[i] = 38e15 + r->tiers->waiting[i];
    }
}

static void wear(struct arena *arena, struct results *r)
{
    r->n_endurance = 2;
    r->endurance = ARENA_ARRAY(arena, struct result_endurance, 2);
    r->endurance[0] = (struct result_endurance){ "bulk", "hdd-box", "hdd-30", "data", 46816, 0.095, unknown, unknown, 5, 3.46e15, 550e12, 6.29, 0.014, "simulated", true };
    r->endurance[1] = (struct result_endurance){ "flash", "xio", "tlc-7.68", "data", 10644, 1.63, 1, 3.07, 5, 4.6e15, unknown, unknown, 0.006, "simulated", true };
}

/* Written before there was a bill of materials. */
static void nothing_bought(struct results *r)
{
    r->bom_totals.known_dollars = r->bom_totals.least_dollars = r->bom_totals.most_dollars = r->bom_totals.estimated_dollars = r->bom_totals.estimated_share = unknown;
    r->bom_totals.typical_basis = "";
    r->power_bill.sign = r->power_bill.reason = "";
    r->power_bill.signed_w = r->power_bill.feeds_per_rack = r->power_bill.coincidence = unknown;
}

struct results *results_fixture_dallas(struct arena *arena)
{
    struct results *r = ARENA_NEW(arena, struct results);
    nothing_bought(r);
    scenario(arena, r);
    plan(arena, r);
    planned_power(r);
    power_tree(r, arena);
    simulated_power(r);
    throughput(r, true);
    run(arena, r);
    judgement(arena, r);
    grounds(arena, r);
    delivery(arena, r);
    policy(arena, r);
    series(arena, &r->series, r, false);
    series(arena, &r->zoom, r, true);
    worst_hour(arena, r);
    tier(arena, r);
    wear(arena, r);
    return r;
}

static void nothing_simulated(struct results *r)
{
    r->checkpoint = (struct result_checkpoint){ nothing(), nothing(), nothing(), nothing(), nothing(), unknown, unknown };
    r->goodput = (struct result_goodput){ unknown, unknown, unknown, unknown, unknown, unknown, nothing(), unknown };
    r->interruptions = (struct result_interruptions){ .per_day = nothing(), .gpu_hours_per_year = nothing(), .down_s = nothing(), .load_s = nothing(), .restores_per_day = unknown,
        .restored_bytes_per_day = unknown, .more_write = { unknown, unknown, unknown, unknown, unknown, unknown, unknown, nothing(), unknown } };
    r->capacity = (struct result_capacity){ r->plan.n_pools ? r->plan.pools[0].usable_bytes : unknown, unknown, unknown, unknown, unknown };
    r->delivery.run = (struct result_delivery_run){ .start = "", .end = "", .gpus_mean = unknown, .useful = unknown, .useful_without = unknown, .gpu_hours_waited = nothing() };
    r->audit_worst_relative_error = r->events = r->solves = unknown;
}

struct results *results_fixture_plan(struct arena *arena)
{
    struct results *r = ARENA_NEW(arena, struct results);
    nothing_bought(r);
    scenario(arena, r);
    plan(arena, r);
    planned_power(r);
    throughput(r, false);
    nothing_simulated(r);
    judgement(arena, r);
    r->n_requirements = 5;
    grounds(arena, r);
    r->audit_worst_relative_error = r->events = r->solves = unknown;
    return r;
}

static void rebuilds(struct arena *arena, struct results *r)
{
    static const struct result_exposure exposure[] = { { 0, 0.62 }, { 1, 0.28 }, { 2, 0.08 }, { 3, 0.015 }, { 4, 0.004 }, { 12, 0.001 } };
    const struct result_cause causes[] = {
        { "drive", spread(53, 3, 40, 53, 64, 66, 66), 53.0 / 30, 12.6 }, { "node", spread(11, 1.5, 5, 11, 17, 18, 18), 11.0 / 30, 0.4 }, { "maintenance", spread(60, 0, 60, 60, 60, 60, 60), 2, 0.33 } };
    struct result_rebuild_pool pool = {
        .pool = "bulk", .bound_by = "bulk/azure-blob-hdd/media time", .throttle = 0.2, .detect_s = 900,
        .drive_strips = 6, .drive_bytes = 30e12, .drive_read_bytes = 180e12, .drive_alone_s = 1090, .node_strips = 6, .node_bytes = 2520e12, .node_read_bytes = 15120e12, .node_alone_s = 17000,
        .drive_reprotect_s = spread(1600, 90, 1090, 1500, 3900, 9000, 17000), .node_reprotect_s = spread(18000, 500, 900, 17900, 21000, 33000, 36000),
        .rebuilds_per_day = 2.1, .read_bytes_per_day = 1.6e15, .written_bytes_per_day = 0.27e15, .unreadable = 0.000786, .at_risk = 0.015, .beyond = 0.005,
        .spare_drives = spread(53, 3, 40, 53, 64, 66, 66), .spare_nodes = spread(1.1, 0.4, 0, 1, 3, 3, 3), .spare_drives_at_hand = 21 };
    LIST(arena, &pool, exposure, exposure);
    struct result_rebuild_pool pools[] = { pool };
    LIST(arena, &r->rebuild, causes, causes);
    LIST(arena, &r->rebuild, pools, pools);
    r->rebuild.read_less = spread(114e9, 4e9, 0, 20e9, 1.1e12, 1.2e12, 1.28e12);
    r->rebuild.write_less = spread(69.7e9, 2e9, 0, 12e9, 0.7e12, 0.8e12, 0.876e12);
}

static void losses(struct arena *arena, struct results *r)
{
    static const char *const write_must[] = { "THR-2" };
    const struct result_durability durability[] = {
        { .pool = "bulk", .method = "Markov chain", .repair_from = "simulated", .strips = 16, .data_strips = 12, .survives = 3, .strips_per_node = 1, .drive_losses_per_year = 0.014,
          .node_losses_per_year = 0.0256, .drive_repair_s = 1600, .node_repair_s = 18000, .repair_s = 12348, .yearly_loss_disjoint = 3.69e-14, .yearly_loss = 1.47e-13,
          .yearly_loss_one_at_a_time = 8.8e-13, .nines = 12.83, .bytes_lost_per_year = 147e3 } };
    struct result_domain domains[] = {
        { .kind = "drive", .pool = "bulk", .what = "1 of 44688 drives of azure-blob-hdd", .out = 2.2e-5, .strips = 1, .survives = 3, .readable = true, .read_bytes_per_s = 5.6e12,
          .write_bytes_per_s = 3.1e12, .coincident_fraction = 0.18, .verdict = "unmet" },
        { .kind = "rack", .pool = "bulk", .what = "1 rack with 2 of 532 azure-blob-hdd", .out = 0.00376, .strips = 2, .survives = 3, .readable = true, .read_bytes_per_s = 5.5e12,
          .write_bytes_per_s = 3.09e12, .coincident_fraction = 0.178, .verdict = "unmet" },
        { .kind = "feed", .pool = "bulk", .what = "20 racks with 40 of 532 azure-blob-hdd", .out = 0.0752, .strips = 16, .survives = 3, .readable = false, .read_bytes_per_s = 2.7e12,
          .write_bytes_per_s = 1.9e12, .coincident_fraction = 0.1, .verdict = "fail" } };
    domains[2].fails = domains[2].newly = memcpy(arena_alloc(arena, sizeof write_must), write_must, sizeof write_must);
    domains[2].n_fails = domains[2].n_newly = 1;
    LIST(arena, r, durability, durability);
    LIST(arena, r, domains, domains);
}

struct results *results_fixture_failing(struct arena *arena)
{
    struct results *r = results_fixture_dallas(arena);
    rebuilds(arena, r);
    losses(arena, r);
    return r;
}

static void texts_empty(struct results *r)
{
    struct result_scenario *s = &r->scenario;
    s->name = s->question = s->decision = s->file = s->as_of = s->coincidence = s->load = s->gpu_model = s->facility = "";
    r->manifest.version = r->manifest.seed = r->manifest.command = "";
    r->power.envelope_at = r->verdict = "";
    r->read.bound_by = r->read.next_by = r->write.bound_by = r->write.next_by = "";
}

struct results *results_fixture_empty(struct arena *arena)
{
    struct results *r = ARENA_NEW(arena, struct results);
    double *numbers[] = { (double *)&r->scenario.gpus, &r->plan.racks, &r->power.storage_w.mean, &r->power.pue_annual };
    size_t counts[] = { 9, 9, 45, 14 };
    for (size_t k = 0; k < 4; k++) for (size_t i = 0; i < counts[k]; i++) numbers[k][i] = unknown;
    r->format = "exasite.results/1";
    struct result_throughput *classes[] = { &r->read, &r->write };
    for (int k = 0; k < 2; k++) {
        *classes[k] = (struct result_throughput){ .demand = unknown, .bound = unknown, .capability_alone = unknown, .capability_coincident = unknown, .coincident_fraction = unknown,
            .capability_domain_out = unknown, .capability_coincident_domain_out = unknown, .next = unknown, .delivered = nothing(), .offered = nothing(), .denied_fraction = unknown };
    }
    nothing_simulated(r);
    texts_empty(r);
    nothing_bought(r);
    return r;
}

struct results *results_fixture_crowded(struct arena *arena)
{
    struct results *r = results_fixture_failing(arena);
    r->scenario.name = "<script>alert('x')</script> & a name that goes on for longer than any heading should, with | pipes, *stars*, _lines_ and `ticks`";
    enum { RESOURCES = 24 };
    struct result_resource *resources = ARENA_ARRAY(arena, struct result_resource, RESOURCES);
    for (int i = 0; i < RESOURCES; i++) {
        resources[i] = r->resources[i % r->n_resources];
        resources[i].name = text_format(arena, "pool-with-a-long-name-%d/a-node-model-of-some-vendor-%d/NIC transmit", i % 5, i);
        resources[i].utilisation.mean = 0.04 * i;
        resources[i].utilisation.p99 = i == 7 ? unknown : 0.043 * i;
    }
    r->resources = resources;
    r->n_resources = RESOURCES;
    r->requirements[0].text = "read_capability >= 24 TB/s | \"<b>really</b>\"\x1b[31m";
    r->requirements[2].value = 1e-300;
    r->requirements[3].margin = 1e12;
    r->goodput = (struct result_goodput){ 0.96, 0.001, 0.002, 0.003, 0.004, 0.03, r->goodput.ettr, 0.0 };
    r->power.envelope_w = r->power.headroom_w = unknown;
    r->power.envelope_at = "unknown";
    r->series.n_bins = r->zoom.n_bins = 1;
    return r;
}
