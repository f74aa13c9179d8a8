#include "tests/lib/plan_fixture.h"

#include <math.h>

struct quantity plan_fixture_given(double value)
{
    return (struct quantity){ .value = value, .lo = value, .hi = value, .source = "", .date = "", .given = true };
}

struct quantity plan_fixture_absent(void)
{
    return (struct quantity){ .value = (double)NAN, .lo = (double)NAN, .hi = (double)NAN, .source = "", .date = "" };
}

static void fill_scenario(struct plan_fixture *fixture)
{
    struct scenario *scenario = &fixture->scenario;
    scenario->name = "by hand";
    scenario->site.gpu = &fixture->gpu;
    scenario->site.gpus = plan_fixture_given(100.0);
    scenario->demand.read_burst_s = plan_fixture_given(60.0);
    scenario->demand.read_prefetch_s = plan_fixture_given(0.0);
    scenario->demand.retention_s = plan_fixture_absent();
    scenario->demand.stored_bytes = plan_fixture_given(0.0);
    scenario->demand.coincidence = COINCIDENCE_SIMULTANEOUS;
    scenario->jobs = fixture->jobs;
    scenario->pools = &fixture->pool;
    scenario->n_pools = 1;
    scenario->study.start_days = (double)NAN;
    scenario->study.length_s = plan_fixture_given(1000.0);
    scenario->study.warm_up_s = plan_fixture_given(0.0);
    scenario->study.replications = plan_fixture_given(1.0);
    scenario->study.seed = 1;
    scenario->study.jitter = plan_fixture_given(0.0);
}

static void fill_pool(struct plan_fixture *fixture)
{
    fixture->gpu.tray_nic_bytes_per_s = plan_fixture_given(1e12);
    fixture->pool.name = "bulk";
    fixture->pool.stack = &fixture->stack;
    fixture->pool.payload_efficiency = plan_fixture_given(0.8);
    fixture->pool.read_share = fixture->pool.write_share = fixture->pool.capacity_share = plan_fixture_given(1.0);
    fixture->planned_pool.pool = &fixture->pool;
    fixture->planned_pool.usable_bytes = 1e15;
}

static void fill_rows(struct plan_fixture *fixture)
{
    struct row_system *system = &fixture->plan.system;
    fixture->rows[PLAN_FIXTURE_MEDIA] = (struct row){ .name = "bulk/node/media time", .kind = ROW_MEDIA, .capacity = 10.0 };
    fixture->rows[PLAN_FIXTURE_TX] = (struct row){ .name = "bulk/node/NIC transmit", .kind = ROW_NIC_TX, .capacity = 20e9 };
    fixture->rows[PLAN_FIXTURE_RX] = (struct row){ .name = "bulk/node/NIC receive", .kind = ROW_NIC_RX, .capacity = 20e9 };
    fixture->reads[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 1e-9 };
    fixture->reads[1] = (struct coefficient){ PLAN_FIXTURE_TX, 1.0 };
    fixture->writes[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 2e-9 };
    fixture->writes[1] = (struct coefficient){ PLAN_FIXTURE_RX, 1.0 };
    system->out_pool = -1;
    system->rows = fixture->rows;
    system->n_rows = PLAN_FIXTURE_ROWS;
    system->classes[OP_READ] = (struct flow_class){ fixture->reads, 2, 1e-7 };
    system->classes[OP_WRITE] = (struct flow_class){ fixture->writes, 2, 2e-7 };
}

static void fill_power(struct plan_power *power)
{
    power->storage_idle_w = 1000.0;
    power->storage_max_w = 2000.0;
    power->network_w = 100.0;
    power->gpus_per_tray = 4.0;
    power->gpu_tray_idle_w = 1000.0;
    power->gpu_tray_max_w = 5000.0;
    power->gpu_rack_rest_w_per_gpu = 50.0;
    power->gpu_idle_w = 25.0 * 1000.0 + 100.0 * 50.0;
    power->gpu_max_w = 25.0 * 5000.0 + 100.0 * 50.0;
    power->other_it_w = 500.0;
    power->it_max_w = power->gpu_max_w + 2000.0 + 100.0 + 500.0;
    power->pue_annual = 1.2;
    power->pue_design = 1.5;
}

struct plan_fixture *plan_fixture_new(void)
{
    struct arena *arena = arena_new();
    struct plan_fixture *fixture = ARENA_NEW(arena, struct plan_fixture);
    fixture->arena = fixture->plan.arena = arena;
    fill_scenario(fixture);
    fill_pool(fixture);
    fill_rows(fixture);
    fill_power(&fixture->plan.power);
    fixture->plan.scenario = &fixture->scenario;
    fixture->plan.pools = &fixture->planned_pool;
    fixture->plan.n_pools = 1;
    fixture->plan.jobs = fixture->planned_jobs;
    fixture->plan.usable_bytes = 1e15;
    fixture->plan.capability[OP_READ] = (struct capability){ .alone_bytes_per_s = 10e9, .bound_row = PLAN_FIXTURE_MEDIA, .next_row = PLAN_FIXTURE_TX, .next_bytes_per_s = 20e9 };
    fixture->plan.capability[OP_WRITE] = (struct capability){ .alone_bytes_per_s = 5e9, .bound_row = PLAN_FIXTURE_MEDIA, .next_row = PLAN_FIXTURE_RX, .next_bytes_per_s = 20e9 };
    return fixture;
}

void plan_fixture_free(struct plan_fixture *fixture)
{
    if (fixture) arena_free(fixture->arena);
}

void plan_fixture_job(struct plan_fixture *fixture, const char *name, double count, double gpus, double read)
{
    int at = fixture->plan.n_jobs++;
    CHECK(at < PLAN_FIXTURE_JOBS);
    fixture->scenario.n_jobs = fixture->plan.n_jobs;
    fixture->jobs[at] = (struct job){ .name = name, .count = plan_fixture_given(count), .gpus = plan_fixture_given(gpus), .weight = plan_fixture_given(1.0) };
    fixture->jobs[at].checkpoint.writers = plan_fixture_absent();
    fixture->jobs[at].checkpoint.drain_every = plan_fixture_given(1.0);
    fixture->planned_jobs[at] = (struct plan_job){ .job = at, .read_peak_bytes_per_s = read, .read_mean_bytes_per_s = read,
        .peak_write_bytes_per_s = (double)NAN, .blocking_s = (double)NAN, .drain_s = (double)NAN, .interval_s = (double)NAN };
    fixture->plan.demand_read_peak += count * read;
    fixture->plan.demand_read_mean += count * read;
    fixture->plan.jobs_read_peak += count * read;
    fixture->plan.jobs_read_mean += count * read;
}

void plan_fixture_checkpoint(struct plan_fixture *fixture, enum checkpoint_mode mode, double bytes, double peak, double interval_s, double blocking_s)
{
    int at = fixture->plan.n_jobs - 1;
    struct plan_job *planned = &fixture->planned_jobs[at];
    double count = fixture->jobs[at].count.value;
    fixture->jobs[at].checkpoint.mode = mode;
    planned->checkpoint_bytes = bytes;
    planned->peak_write_bytes_per_s = peak;
    planned->interval_s = interval_s;
    planned->blocking_s = blocking_s;
    planned->drain_s = bytes / peak;
    planned->offered_bytes_per_s = bytes / interval_s;
    fixture->plan.jobs_write_mean += count * bytes / interval_s;
    fixture->plan.demand_write_mean += count * bytes / interval_s;
    fixture->plan.demand_write_peak += count * peak;
}

static void fill_repair(struct plan_fixture *fixture)
{
    struct plan_repair *repair = &fixture->repair;
    fixture->drive_costs[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 8e-9 };
    fixture->node_costs[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 5e-9 };
    for (int r = PLAN_FIXTURE_TX; r <= PLAN_FIXTURE_RX; r++) {
        fixture->drive_costs[r] = (struct coefficient){ r, 6.0 };
        fixture->node_costs[r] = (struct coefficient){ r, 3.0 };
    }
    fixture->unreadable[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 5e-9 };
    fixture->unreadable[1] = (struct coefficient){ PLAN_FIXTURE_TX, 6.0 };
    *repair = (struct plan_repair){ .throttle = 0.2, .detect_s = 100.0, .drive_repair = &fixture->drive_repair, .node_repair = &fixture->node_repair,
        .strips_per_node = 2.0, .fatal = fixture->fatal, .n_fatal = 3, .unreadable = fixture->unreadable, .n_unreadable = 2, .groups = &fixture->repair_group };
    repair->drive = (struct plan_rebuild){ 6.0, fixture->drive_costs, PLAN_FIXTURE_ROWS, 250e6, PLAN_FIXTURE_MEDIA };
    repair->node = (struct plan_rebuild){ 3.0, fixture->node_costs, PLAN_FIXTURE_ROWS, 400e6, PLAN_FIXTURE_MEDIA };
    fixture->fatal[2] = 1.0;
    fixture->drive_repair = plan_fixture_given(10000.0);
    fixture->node_repair = plan_fixture_given(1000.0);
    fixture->repair_group = (struct plan_repair_group){ .drives = 10.0, .links = 10.0, .racks = 5.0, .drive_bytes = 1e12, .node_bytes = 2e12 };
}

struct failures *plan_fixture_failures(struct plan_fixture *fixture)
{
    struct failures *failures = &fixture->scenario.failures;
    fill_repair(fixture);
    fixture->group = (struct plan_group){ .nodes = 5.0, .hosts = 5.0, .drives = 10.0, .share = 1.0, .raw_bytes = 10e12 };
    fixture->planned_pool.groups = &fixture->group;
    fixture->planned_pool.n_groups = 1;
    fixture->planned_pool.domains = 5.0;
    fixture->planned_pool.survives = 1.0;
    fixture->planned_pool.repair = &fixture->repair;
    *failures = (struct failures){ .on = true, .drives = true, .nodes = true, .links = true, .racks = true, .feeds = true,
        .racks_per_feed = plan_fixture_given(2.0), .link_repair_s = plan_fixture_given(100.0), .rack_repair_s = plan_fixture_given(200.0),
        .feed_repair_s = plan_fixture_given(200.0), .rebuild_weight = plan_fixture_absent(), .maintenance_every_s = plan_fixture_absent(),
        .maintenance_duration_s = plan_fixture_given(100.0) };
    return failures;
}

/* --- a second pool ------------------------------------------------------------------------- */

struct second {
    struct pool pools[2];
    struct plan_pool planned[2];
    struct plan_repair repair;
    struct row rows[2 * PLAN_FIXTURE_ROWS];
    struct coefficient drive[PLAN_FIXTURE_ROWS], node[PLAN_FIXTURE_ROWS];
};

/* The same costs on the first pool's rows and on the second's. */
static struct coefficient *split(struct arena *arena, const struct coefficient *whole, int n, double part)
{
    struct coefficient *both = ARENA_ARRAY(arena, struct coefficient, 2 * n);
    for (int k = 0; k < n; k++) {
        both[k] = (struct coefficient){ whole[k].row, part * whole[k].per_byte };
        both[n + k] = (struct coefficient){ whole[k].row + PLAN_FIXTURE_ROWS, (1.0 - part) * whole[k].per_byte };
    }
    return both;
}

static void shift(const struct coefficient *from, struct coefficient *to)
{
    for (int k = 0; k < PLAN_FIXTURE_ROWS; k++) to[k] = (struct coefficient){ from[k].row + PLAN_FIXTURE_ROWS, from[k].per_byte };
}

static void split_pool(const struct plan_fixture *fixture, struct second *second, int p, const double parts[3])
{
    struct pool *pool = &second->pools[p];
    *pool = fixture->pool;
    pool->name = p == 0 ? "bulk" : "more";
    pool->read_share = plan_fixture_given(p == 0 ? parts[0] : 1.0 - parts[0]);
    pool->write_share = plan_fixture_given(p == 0 ? parts[1] : 1.0 - parts[1]);
    pool->capacity_share = plan_fixture_given(p == 0 ? parts[2] : 1.0 - parts[2]);
    second->planned[p] = fixture->planned_pool;
    second->planned[p].pool = pool;
}

static void split_rows(struct plan_fixture *fixture, struct second *second, double read_part, double write_part)
{
    struct row_system *system = &fixture->plan.system;
    for (int r = 0; r < PLAN_FIXTURE_ROWS; r++) {
        second->rows[r] = second->rows[PLAN_FIXTURE_ROWS + r] = fixture->rows[r];
        second->rows[PLAN_FIXTURE_ROWS + r].pool = 1;
    }
    system->rows = second->rows;
    system->n_rows = 2 * PLAN_FIXTURE_ROWS;
    system->classes[OP_READ].coefficients = split(fixture->arena, fixture->reads, 2, read_part);
    system->classes[OP_WRITE].coefficients = split(fixture->arena, fixture->writes, 2, write_part);
    system->classes[OP_READ].n_coefficients = system->classes[OP_WRITE].n_coefficients = 4;
}

void plan_fixture_second_pool(struct plan_fixture *fixture, double read_part, double write_part, double kept_part)
{
    struct second *second = ARENA_NEW(fixture->arena, struct second);
    for (int p = 0; p < 2; p++) split_pool(fixture, second, p, (const double[]){ read_part, write_part, kept_part });
    split_rows(fixture, second, read_part, write_part);
    second->repair = fixture->repair;
    second->repair.drive.coefficients = second->drive;
    second->repair.node.coefficients = second->node;
    shift(fixture->drive_costs, second->drive);
    shift(fixture->node_costs, second->node);
    fixture->repair.unreadable = split(fixture->arena, fixture->unreadable, 2, read_part);
    second->repair.unreadable = fixture->repair.unreadable + 2;
    second->planned[1].repair = &second->repair;
    fixture->scenario.pools = second->pools;
    fixture->plan.pools = second->planned;
    fixture->scenario.n_pools = fixture->plan.n_pools = 2;
    fixture->plan.usable_bytes *= 2.0;
}

/* --- what lands ------------------------------------------------------------------------------ */

static const double plan_fixture_start = 20000.0, plan_fixture_day_s = 86400.0;

struct delivery *plan_fixture_delivery(struct plan_fixture *fixture, const char *pool, double share, double s)
{
    struct scenario *scenario = &fixture->scenario;
    const int at = scenario->n_deliveries++;
    CHECK(at < PLAN_FIXTURE_DELIVERIES);
    scenario->study.start_days = plan_fixture_start;
    scenario->deliveries = fixture->deliveries;
    fixture->deliveries[at] = (struct delivery){ .pool = pool, .committed = plan_fixture_given(plan_fixture_start + s / plan_fixture_day_s), .slip_s = plan_fixture_given(0.0), .share = plan_fixture_given(share) };
    return &fixture->deliveries[at];
}

void plan_fixture_arrival(struct plan_fixture *fixture, double gpus, double s)
{
    struct site *site = &fixture->scenario.site;
    const int at = site->n_arrivals++;
    CHECK(at < PLAN_FIXTURE_DELIVERIES);
    fixture->scenario.study.start_days = plan_fixture_start;
    site->arrivals = fixture->arrivals;
    fixture->arrivals[at] = (struct gpu_arrival){ .date = plan_fixture_given(plan_fixture_start + s / plan_fixture_day_s), .count = plan_fixture_given(gpus) };
}

struct interruption_cause *plan_fixture_cause(struct plan_fixture *fixture, const char *name, double mean_s)
{
    struct site *site = &fixture->scenario.site;
    int at = site->n_interruptions++;
    CHECK(at < PLAN_FIXTURE_CAUSES);
    site->interruptions = fixture->causes;
    fixture->causes[at] = (struct interruption_cause){ .name = name, .domain_gpus = plan_fixture_given(1.0), .repair_s = plan_fixture_given(0.0), .weibull_shape = plan_fixture_absent() };
    for (int j = 0; j < fixture->plan.n_jobs; j++) {
        fixture->per_s[j][at] = 1.0 / mean_s;
        fixture->planned_jobs[j].interruptions_per_s = fixture->per_s[j];
    }
    return &fixture->causes[at];
}

void plan_fixture_restart(struct plan_fixture *fixture, double detect_s, double restart_s, double bytes)
{
    int at = fixture->plan.n_jobs - 1;
    fixture->jobs[at].restart = (struct job_restart){ .detect_s = plan_fixture_given(detect_s), .restart_s = plan_fixture_given(restart_s), .spares = plan_fixture_given(0.0) };
    fixture->planned_jobs[at].restore_bytes = bytes;
}

struct results *plan_fixture_results(const struct plan_fixture *fixture, struct arena *arena)
{
    struct results *results = ARENA_NEW(arena, struct results);
    results->n_resources = fixture->plan.system.n_rows;
    results->resources = ARENA_ARRAY(arena, struct result_resource, results->n_resources);
    for (int32_t r = 0; r < results->n_resources; r++)
        results->resources[r] = (struct result_resource){ .name = fixture->plan.system.rows[r].name, .pool = fixture->pool.name, .kind = "", .unit = "", .capacity = fixture->plan.system.rows[r].capacity };
    results->n_jobs = fixture->plan.n_jobs;
    results->jobs = ARENA_ARRAY(arena, struct result_job, results->n_jobs);
    for (int32_t j = 0; j < results->n_jobs; j++) results->jobs[j] = (struct result_job){ .name = fixture->jobs[j].name, .mode = "" };
    results->interruptions.n_causes = fixture->scenario.site.n_interruptions;
    results->interruptions.causes = ARENA_ARRAY(arena, struct result_setback, results->interruptions.n_causes);
    return results;
}
