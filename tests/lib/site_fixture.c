#include "tests/lib/site_fixture.h"

#include <math.h>

#include "base/text.h"
#include "types/diag_codes.h"

static const double TERA = 1e12, GIGA = 1e9, GIGABIT = 1e9 / 8.0;

struct quantity site_given(double value)
{
    return (struct quantity){.value = value, .lo = value, .hi = value, .source = "", .date = "", .given = true, .path = "test"};
}

struct quantity site_absent(void)
{
    return (struct quantity){.value = (double)NAN, .lo = (double)NAN, .hi = (double)NAN, .source = "", .date = ""};
}

struct quantity site_ranged(double lo, double hi)
{
    struct quantity quantity = site_given(0.5 * (lo + hi));
    quantity.lo = lo;
    quantity.hi = hi;
    return quantity;
}

static struct quantity from_table(double value)
{
    struct quantity quantity = site_given(value);
    quantity.given = false;
    return quantity;
}

static struct model_head head(const char *name) { return (struct model_head){.name = name, .description = name, .at = {"test", 1, 1}}; }

/* --- models --------------------------------------------------------------------------- */

struct drive_model *site_drive(struct site_fixture *site, const char *name, double terabytes, double read_gb, double write_gb)
{
    struct drive_model *drive = ARENA_NEW(site->arena, struct drive_model);
    *drive = (struct drive_model){.head = head(name), .capacity_bytes = site_given(terabytes * TERA), .read_bytes_per_s = site_given(read_gb * GIGA),
                                  .write_bytes_per_s = site_given(write_gb * GIGA), .sequential_read_bytes_per_s = site_absent(),
                                  .idle_w = site_given(5.0), .active_w = site_given(10.0), .afr_per_year = site_given(0.01),
                                  .dwpd_per_day = site_absent(), .workload_bytes_per_year = site_absent(), .price_dollars = site_absent(),
                                  .rated_life_s = from_table(5.0 * UNITS_YEAR_S)};
    return drive;
}

static struct nic_model *card(struct site_fixture *site, double gigabits)
{
    struct nic_model *nic = ARENA_NEW(site->arena, struct nic_model);
    *nic = (struct nic_model){.head = head("card"), .role = NIC_CARD, .family = "connectx", .line_bytes_per_s = site_given(gigabits * GIGABIT),
                              .pcie_bytes_per_s = site_absent(), .pcie_efficiency = from_table(0.87), .typical_w = site_given(20.0),
                              .max_w = site_given(25.0), .qualification = QUALIFIED, .qualification_time_s = site_absent(),
                              .price_dollars = site_absent()};
    return nic;
}

static void add_drives(struct site_fixture *site, struct node_model *node, const struct drive_model *drive, double count, enum drive_use use)
{
    struct node_drives *drives = ARENA_ARRAY(site->arena, struct node_drives, node->n_drives + 1);
    for (int d = 0; d < node->n_drives; d++) drives[d] = node->drives[d];
    drives[node->n_drives++] = (struct node_drives){.drive = drive, .count = site_given(count), .use = use};
    node->drives = drives;
}

struct node_model *site_node(struct site_fixture *site, const char *name, const struct drive_model *drive, double count, double gigabits,
                             double ru, double idle_w, double max_w)
{
    struct node_model *node = ARENA_NEW(site->arena, struct node_model);
    *node = (struct node_model){
        .head = head(name), .role = NODE_STORAGE, .kind = NODE_SERVER, .form = FORM_EIA19, .feed = FEED_AC, .ru = site_given(ru),
        .kg = site_absent(), .raw_bytes = site_absent(), .media_read_bytes_per_s = site_absent(), .media_write_bytes_per_s = site_absent(),
        .software_read_bytes_per_s = site_absent(), .software_write_bytes_per_s = site_absent(), .idle_w = site_given(idle_w),
        .max_w = site_given(max_w), .nameplate_w = site_absent(), .cords = from_table(2.0), .ports = site_absent(), .vms_per_host = from_table(1.0), .sold_as = SOLD_NODE, .sold_count = site_absent(),
        .lead_time_s = site_absent(), .first_available = site_absent(), .price_dollars = site_absent(), .dead_per_day = from_table(0.0007),
        .data_lost = from_table(0.1)};
    if (drive) add_drives(site, node, drive, count, DRIVE_DATA);
    node->nics = ARENA_NEW(site->arena, struct node_nics);
    node->nics[0] = (struct node_nics){.nic = card(site, gigabits), .count = site_given(1.0)};
    node->n_nics = 1;
    return node;
}

struct node_model *site_hdd(struct site_fixture *site)
{
    return site_node(site, "hdd-box", site_drive(site, "hdd-30", 30.0, 0.12, 0.12), 88.0, 200.0, 6.0, 900.0, 1450.0);
}

struct node_model *site_xio(struct site_fixture *site)
{
    return site_node(site, "xio", site_drive(site, "tlc-7.68", 7.68, 6.8, 4.0), 12.0, 40.0, 2.0, 200.0, 550.0);
}

static struct node_model *odm(struct site_fixture *site, const char *name, double terabytes, double gigabits)
{
    struct node_model *node = site_node(site, name, site_drive(site, "qlc", terabytes, 7.0, 3.3), 22.0, gigabits, 1.0, 368.0, 850.0);
    add_drives(site, node, site_drive(site, "scm", 1.5, 6.0, 5.0), 8.0, DRIVE_BUFFER);
    node->kg = site_given(29.5);
    return node;
}

struct node_model *site_odm_perf(struct site_fixture *site) { return odm(site, "odm-perf", 61.44, 800.0); }
struct node_model *site_odm_cap(struct site_fixture *site) { return odm(site, "odm-cap", 122.88, 400.0); }

struct node_model *site_front_end(struct site_fixture *site)
{
    struct node_model *node = site_node(site, "front-end", NULL, 0.0, 800.0, 1.0, 275.0, 775.0);
    node->role = NODE_FRONT_END;
    node->software_read_bytes_per_s = site_given(50.0 * GIGA);
    node->software_write_bytes_per_s = site_given(10.0 * GIGA);
    return node;
}

/* --- stacks --------------------------------------------------------------------------- */

static struct cost flat(double fixed) { return (struct cost){site_given(fixed), site_absent()}; }
static struct cost coded(double fixed, double encoded) { return (struct cost){site_given(fixed), site_given(encoded)}; }

static struct role_cost role(struct cost media_read, struct cost media_write, struct cost tx, struct cost rx, double software)
{
    return (struct role_cost){media_read, media_write, flat(0.0), tx, rx, flat(software)};
}

static struct role_cost nothing(void) { return role(flat(0.0), flat(0.0), flat(0.0), flat(0.0), 0.0); }

static struct stack_model *stack(struct site_fixture *site, const char *name, struct stack_code code, double reserve, double min_nodes,
                                 const char *protocol, double efficiency, int n_paths)
{
    struct stack_model *model = ARENA_NEW(site->arena, struct stack_model);
    *model = (struct stack_model){.head = head(name), .vendor = "generic", .code = code, .reserve = site_given(reserve),
                                  .min_nodes = site_given(min_nodes), .max_nodes = site_absent(), .max_front_ends = site_absent(),
                                  .max_bytes = site_absent(), .failure_domain = DOMAIN_NODE, .n_protocols = 1, .n_paths = n_paths,
                                  .rebuild_throttle = from_table(0.2), .rebuild_detect_s = from_table(900.0), .rebuild_replace_s = from_table(7.0 * 86400.0)};
    model->protocols = ARENA_NEW(site->arena, struct stack_protocol);
    model->protocols[0] = (struct stack_protocol){protocol, false, site_given(efficiency)};
    model->paths = ARENA_ARRAY(site->arena, struct stack_path, n_paths);
    return model;
}

struct stack_model *site_lrc(struct site_fixture *site)
{
    const struct stack_code code = {CODE_LRC, site_given(12.0), site_given(4.0), site_absent(), site_given(6.0), site_given(1.0), site_given(16.0)};
    struct stack_model *model = stack(site, "lrc", code, 0.05, 16.0, "blob", 0.75, 2);
    const struct role_cost read = role(flat(1.0), flat(0.0), flat(1.0), flat(0.0), 1.0);
    model->paths[0] = (struct stack_path){FRONT_END_NONE, WRITE_DIRECT_ENCODE, read, nothing(),
                                          role(flat(0.0), coded(0.0, 1.0), coded(-1.0, 1.0), coded(0.0, 1.0), 1.0), nothing(), {0}};
    model->paths[1] = (struct stack_path){FRONT_END_NONE, WRITE_REPLICATE_THEN_ENCODE, read, nothing(),
                                          role(flat(1.0), coded(3.0, 1.0), coded(2.0, 1.0), coded(3.0, 1.0), 1.0), nothing(), {0}};
    return model;
}

struct stack_model *site_vast(struct site_fixture *site)
{
    const struct stack_code code = {CODE_LOCALLY_DECODABLE, site_given(146.0), site_given(4.0), site_given(36.0), site_given(0.25),
                                    site_given(1.0), site_absent()};
    struct stack_model *model = stack(site, "vast", code, 0.08, 11.0, "nfs", 0.85, 2);
    model->paths[0] = (struct stack_path){FRONT_END_COLOCATED, WRITE_BUFFER_THEN_MIGRATE,
                                          role(flat(1.0), flat(0.0), flat(2.0), flat(1.0), 1.0), nothing(),
                                          role(flat(0.0), coded(0.0, 1.0), flat(3.3), flat(3.3), 1.0), nothing(), {0}};
    model->paths[1] = (struct stack_path){FRONT_END_SEPARATE, WRITE_BUFFER_THEN_MIGRATE,
                                          role(flat(1.0), flat(0.0), flat(1.0), flat(0.0), 0.0), role(flat(0.0), flat(0.0), flat(1.0), flat(1.0), 1.0),
                                          role(flat(0.0), coded(0.0, 1.0), flat(1.0), flat(2.3), 0.0),
                                          role(flat(0.0), flat(0.0), flat(2.3), flat(1.0), 1.0), {0}};
    return model;
}

struct stack_model *site_copies(struct site_fixture *site)
{
    const struct stack_code code = {CODE_REPLICATION, site_given(1.0), site_given(2.0), site_absent(), site_given(1.0), site_given(1.0), site_given(3.0)};
    struct stack_model *model = stack(site, "copies", code, 0.05, 3.0, "nfs", 0.85, 1);
    model->paths[0] = (struct stack_path){FRONT_END_NONE, WRITE_DIRECT_ENCODE, role(flat(1.0), flat(0.0), flat(1.0), flat(0.0), 1.0), nothing(),
                                          role(flat(0.0), coded(0.0, 1.0), coded(-1.0, 1.0), coded(0.0, 1.0), 1.0), nothing(), {0}};
    return model;
}

/* --- the question --------------------------------------------------------------------- */

void site_count(struct node_count *count, double nodes)
{
    site_auto(count);
    count->rule = NODES_COUNT;
    count->count = site_given(nodes);
}

void site_auto(struct node_count *count)
{
    *count = (struct node_count){.rule = NODES_AUTO, .count = site_absent(), .within_rack_tiles = site_absent(), .within_power_w = site_absent(),
                                 .at = {"test", 2, 1}};
}

void site_for(struct node_count *count, unsigned for_what)
{
    site_auto(count);
    count->rule = NODES_FOR;
    count->for_what = for_what;
}

struct node_group *site_group(struct site_fixture *site, struct pool *pool, const struct node_model *node)
{
    struct node_group *groups = ARENA_ARRAY(site->arena, struct node_group, pool->n_groups + 1);
    for (int g = 0; g < pool->n_groups; g++) groups[g] = pool->groups[g];
    pool->groups = groups;
    struct node_group *group = &groups[pool->n_groups++];
    *group = (struct node_group){.node = node, .fill_share = site_absent(), .at = {"test", 3, 1}};
    site_auto(&group->nodes);
    return group;
}

struct pool *site_pool(struct site_fixture *site, const char *name, const struct node_model *node, const struct stack_model *stack_model, int path)
{
    CHECK(site->scenario.n_pools < SITE_MOST_POOLS);
    struct pool *pool = &site->scenario.pools[site->scenario.n_pools++];
    const struct stack_path *chosen = &stack_model->paths[path];
    *pool = (struct pool){.name = name, .stack = stack_model, .front_end = chosen->front_end, .write_path = chosen->write_path, .path = chosen,
                          .placement = PLACE_BY_CAPACITY, .protocol = stack_model->protocols[0].name, .payload_efficiency = site_absent(),
                          .data_reduction = from_table(1.0), .failure_domain = stack_model->failure_domain, .read_share = from_table(1.0),
                          .write_share = from_table(1.0), .capacity_share = from_table(1.0), .at = {"test", 4, 1}};
    site_group(site, pool, node);
    if (chosen->front_end == FRONT_END_SEPARATE) pool->front_end_node = site_front_end(site);
    site_auto(&pool->front_end_nodes);
    return pool;
}

struct job *site_job(struct site_fixture *site, const char *name, double count, double gpus)
{
    CHECK(site->scenario.n_jobs < SITE_MOST_JOBS);
    struct job *job = &site->scenario.jobs[site->scenario.n_jobs++];
    *job = (struct job){.name = name, .count = site_given(count), .gpus = site_given(gpus), .read_bytes_per_s = site_absent(),
                        .weight = from_table(1.0), .at = {"test", 5, 1}};
    job->checkpoint = (struct job_checkpoint){
        .mode = CHECKPOINT_ASYNC, .parameters = site_absent(), .bytes_per_parameter = from_table(14.0), .size_bytes = site_absent(),
        .every_optimal = true, .every_s = site_absent(), .snapshot_s = from_table(5.0), .local_write_bytes_per_s = site_absent(),
        .drain_every = from_table(1.0), .writers = site_absent(), .peak_write_bytes_per_s = site_absent()};
    return job;
}

struct requirement *site_must(struct site_fixture *site, enum requirement_quantity quantity, enum comparison comparison, double limit)
{
    CHECK(site->scenario.n_requirements < SITE_MOST_REQUIREMENTS);
    struct requirement *requirement = &site->scenario.requirements[site->scenario.n_requirements++];
    *requirement = (struct requirement){.id = "R", .level = LEVEL_MUST, .text = "text", .quantity = quantity, .comparison = comparison,
                                        .limit = site_given(limit), .at = {"test", 6, 1}};
    return requirement;
}

static void build_hall(struct site_fixture *site)
{
    site->rack = (struct rack_model){.head = head("rack"), .form = FORM_EIA19, .feed = FEED_AC, .width_m = site_given(0.6), .depth_m = site_given(1.2),
                                     .ru = site_given(42.0), .reserved_ru = site_given(3.0), .reserved_w = site_given(1000.0),
                                     .payload_kg = site_given(1000.0), .power_w = site_given(15000.0), .pdus = from_table(2.0), .empty_kg = site_absent(), .price_dollars = site_absent(), .lead_time_s = site_absent(), .floor_tiles = site_given(2.0)};
    site->tor = (struct switch_model){.head = head("tor"), .ru = site_given(1.0), .ports = site_given(32.0), .port_bytes_per_s = site_given(400.0 * GIGABIT),
                                      .max_w = site_given(400.0), .optic_w = site_given(9.0), .kg = site_absent(), .price_dollars = site_absent()};
    site->spine = (struct switch_model){.head = head("spine"), .ru = site_given(2.0), .ports = site_given(64.0),
                                        .port_bytes_per_s = site_given(800.0 * GIGABIT), .max_w = site_given(913.0), .optic_w = site_given(15.0),
                                        .kg = site_absent(), .price_dollars = site_absent()};
    site->gpu = (struct gpu_model){.head = head("gb200"), .gpus_per_rack = site_given(72.0), .trays_per_rack = site_given(18.0),
                                   .rack_max_w = site_given(132e3), .tray_idle_w = site_given(1000.0), .tray_max_w = site_given(6667.0),
                                   .tray_nic_bytes_per_s = site_given(400.0 * GIGABIT), .rack_kg = site_given(1360.0), .floor_tiles = site_given(2.0)};
    site->facility = (struct facility_model){
        .head = head("hall"), .rack = &site->rack, .tor = &site->tor, .tors_per_rack = from_table(2.0), .uplink_oversubscription = site_given(1.0),
        .spine = &site->spine, .rack_tiles = site_absent(), .envelope_w = site_absent(), .pue_annual = site_given(1.16),
        .pue_design = site_given(1.30), .other_it = site_given(0.06), .white_space_m2 = site_given(1.38), .energy_price = site_absent()};
}

static void ask(struct site_fixture *site)
{
    struct scenario *scenario = &site->scenario;
    *scenario = (struct scenario){.name = "test", .question = "", .file = "test.yaml", .as_of_days = (double)NAN};
    scenario->site = (struct site){.facility = &site->facility, .power_w = site_given(350e6), .power_at = AT_UTILITY, .gpu = &site->gpu,
                                   .gpus = site_given(120000.0), .mtti_s = from_table(1500.0), .mtti_gpus = from_table(120000.0),
                                   .rack_tiles = site_absent(), .storage_power_w = site_absent()};
    scenario->demand = (struct demand){
        .usable_bytes = site_given(1e18), .read_peak_bytes_per_s = site_given(24e12), .read_mean_bytes_per_s = from_table(24e12),
        .read_burst_s = from_table(60.0), .read_prefetch_s = from_table(0.0), .read_per_gpu_bytes_per_s = site_absent(),
        .checkpoint_bytes_per_s = site_given(1e17 / 86400.0), .peak_write_bytes_per_s = site_given(2e12), .retention_s = site_absent(),
        .stored_bytes = from_table(0.0), .coincidence = COINCIDENCE_SIMULTANEOUS, .fill = FILL_BACKGROUND, .at = {"test", 7, 1}};
    scenario->policy = (struct policy){.third_party_allowed = true, .dpu = "any"};
    scenario->sizing = (struct sizing){.headroom = from_table(0.10), .fill_limit = from_table(1.0)};
    scenario->study = (struct study){.start_days = (double)NAN, .length_s = from_table(30.0 * 86400.0), .warm_up_auto = true, .warm_up_s = site_absent(),
                                     .replications = from_table(20.0), .seed = 1, .jitter = from_table(0.0)};
    scenario->pools = ARENA_ARRAY(site->arena, struct pool, SITE_MOST_POOLS);
    scenario->jobs = ARENA_ARRAY(site->arena, struct job, SITE_MOST_JOBS);
    scenario->requirements = ARENA_ARRAY(site->arena, struct requirement, SITE_MOST_REQUIREMENTS);
}

static struct failures no_failures(void)
{
    const struct quantity none = site_absent();
    return (struct failures){.node_rate_per_year = none, .link_rate_per_year = none, .rack_rate_per_year = none, .feed_rate_per_year = none, .racks_per_feed = none,
                             .drive_repair_s = none, .node_repair_s = none, .link_repair_s = none, .rack_repair_s = none, .feed_repair_s = none,
                             .rebuild_after_s = none, .rebuild_throttle = none, .rebuild_weight = none, .maintenance_every_s = none, .maintenance_duration_s = none};
}

struct failures *site_failures(struct site_fixture *site)
{
    struct failures *failures = &site->scenario.failures;
    *failures = no_failures();
    failures->on = failures->drives = failures->nodes = true;
    failures->link_rate_per_year = from_table(0.0068);
    failures->rack_rate_per_year = from_table(0.0061);
    failures->feed_rate_per_year = from_table(0.05);
    failures->racks_per_feed = from_table(20.0);
    failures->node_repair_s = from_table(24.0 * 3600.0);
    failures->link_repair_s = failures->rack_repair_s = from_table(4.0 * 3600.0);
    failures->feed_repair_s = from_table(8.0 * 3600.0);
    return failures;
}

struct site_fixture *site_new(void)
{
    struct arena *arena = arena_new();
    struct site_fixture *site = ARENA_NEW(arena, struct site_fixture);
    site->arena = arena;
    build_hall(site);
    ask(site);
    site->scenario.failures = no_failures();
    return site;
}

void site_free(struct site_fixture *site) { arena_free(site->arena); }

struct diags *site_diags(struct site_fixture *site)
{
    #define NAME(code, name, meaning) name,
    static const char *const names[] = {DIAG_CODES(NAME)};
    #undef NAME
    return diags_new(site->arena, names, DIAG_COUNT);
}
