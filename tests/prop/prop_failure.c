/* Any small site, any schedule of failures, repairs, deliveries and caps: nothing is lost or made, and no row gives more than it has.
 *
 * A schedule is made from a seed and narrowed by a mask of causes and a length. Where one breaks a law it is made as small as
 * it will go, causes and length, and that is printed: the seed is the least that fails. EXASITE_SLOW tries three times as many. */
#include "tests/lib/near.h"

#include <stdlib.h>

#include "run/outcome.h"
#include "run/run.h"
#include "run/world.h"
#include "tests/lib/plan_fixture.h"

enum { SCHEDULES = 4000, CHANGES = 40 };

enum { DRIVES = 1, NODES = 2, LINKS = 4, RACKS = 8, FEEDS = 16, MAINTENANCE = 32, DELIVERIES = 64, CAPS = 128, JOBS = 256, CAUSES = 512 };
static const char *const names[] = { "drives", "nodes", "links", "racks", "feeds", "maintenance", "deliveries", "caps", "jobs" };

struct schedule { uint64_t seed; unsigned causes; double length_s; };
struct broken { double by; const char *law; double events, rebuilds, landings, fills; };

static const double year_s = 31536000.0;

static double between(struct rng *rng, double lo, double hi)
{
    return lo + (hi - lo) * rng_uniform(rng);
}

/* Drawn whether it is used or not, so that leaving a cause out changes nothing else. */
static double rate(struct rng *rng, bool on, double per_s)
{
    double drawn = between(rng, 0.1, 1.0) * per_s * year_s;
    return on ? drawn : 0.0;
}

static struct quantity away(struct rng *rng)
{
    struct quantity time = plan_fixture_given(between(rng, 1.0, 400.0));
    if (rng_uniform(rng) < 0.5) time.dist = (struct dist_spec){ .kind = DIST_EXPONENTIAL, .mean = time.value };
    return time;
}

static void add_failures(struct plan_fixture *fixture, struct rng *rng, unsigned causes)
{
    struct failures *failures = plan_fixture_failures(fixture);
    fixture->repair_group.drive_rate_per_year = rate(rng, causes & DRIVES, 1e-2);
    fixture->repair_group.node_rate_per_year = rate(rng, causes & NODES, 1e-2);
    fixture->repair_group.data_lost = between(rng, 0.0, 1.0);
    fixture->repair_group.drive_bytes = between(rng, 1e7, 2e10);
    fixture->repair_group.node_bytes = 2.0 * fixture->repair_group.drive_bytes;
    fixture->drive_repair = away(rng);
    fixture->node_repair = away(rng);
    fixture->repair.detect_s = between(rng, 0.0, 30.0);
    fixture->repair.throttle = between(rng, 0.01, 1.0);
    failures->link_rate_per_year = plan_fixture_given(rate(rng, causes & LINKS, 5e-3));
    failures->rack_rate_per_year = plan_fixture_given(rate(rng, causes & RACKS, 5e-3));
    failures->feed_rate_per_year = plan_fixture_given(rate(rng, causes & FEEDS, 5e-4));
    failures->link_repair_s = away(rng);
    failures->rack_repair_s = away(rng);
    failures->feed_repair_s = away(rng);
    double weight = between(rng, 0.1, 50.0), every_s = between(rng, 20.0, 300.0), lasts_s = between(rng, 1.0, 400.0);
    if (rng_uniform(rng) < 0.5) failures->rebuild_weight = plan_fixture_given(weight);
    if (causes & MAINTENANCE) failures->maintenance_every_s = plan_fixture_given(every_s);
    failures->maintenance_duration_s = plan_fixture_given(lasts_s);
}

static void add_job(struct plan_fixture *fixture, struct rng *rng, const char *name, bool on)
{
    double gpus = 1.0 + (double)rng_below(rng, 20), read = between(rng, 0.0, 8e9), mean = between(rng, 0.1, 1.0), interval_s = between(rng, 5.0, 60.0);
    double blocking_s = between(rng, 0.0, 8.0), bytes = between(rng, 1e8, 2e10), peak = between(rng, 1e8, 4e9);
    enum checkpoint_mode mode = (enum checkpoint_mode)rng_below(rng, 4);
    if (!on) return;
    plan_fixture_job(fixture, name, 1.0, gpus, read);
    fixture->planned_jobs[fixture->plan.n_jobs - 1].read_mean_bytes_per_s *= mean;
    if (mode != CHECKPOINT_NONE) plan_fixture_checkpoint(fixture, mode, bytes, peak, interval_s, blocking_s);
}

/* What storage may draw, above idle and below what it would like; some classes of load first. Drawn last: it changes nothing else. */
static void cap_power(struct plan_fixture *fixture, struct rng *rng, bool on)
{
    const bool capped = rng_uniform(rng) < 0.5;
    const double cap_w = between(rng, 1100.0, 2100.0);
    const int first = (int)rng_below(rng, POWER_CLASSES);
    if (!on || !capped) return;
    fixture->plan.power.cap_w = cap_w;
    fixture->plan.power.cap_storage_only = true;
    for (int k = 0; k < POWER_CLASSES; k++) fixture->plan.power.cap_order[k] = (enum power_class)((first + k) % POWER_CLASSES);
}

/* Like the first, with rows and a share of the load of its own. */
static void add_pool(struct plan_fixture *fixture, struct rng *rng)
{
    const double read_part = between(rng, 0.1, 0.9), write_part = between(rng, 0.1, 0.9), kept_part = between(rng, 0.1, 0.9);
    plan_fixture_second_pool(fixture, read_part, write_part, kept_part);
    for (int r = PLAN_FIXTURE_ROWS; r < 2 * PLAN_FIXTURE_ROWS; r++) fixture->plan.system.rows[r].capacity *= between(rng, 0.1, 2.0);
}

/* --- what lands ------------------------------------------------------------------------------------------- */

/* Some of what a pool is delivered has landed before the run, some lands after it; some pools stand. */
static void deliver_pool(struct plan_fixture *fixture, struct rng *rng, const char *pool)
{
    const int n = (int)rng_below(rng, 5);
    double left = 1.0;
    for (int d = 0; d < n; d++) {
        const double share = d == n - 1 ? left : between(rng, 0.0, 0.5) * left;
        struct delivery *delivery = plan_fixture_delivery(fixture, pool, share, between(rng, -300.0, 1000.0));
        if (rng_uniform(rng) < 0.5) delivery->slip_s.dist = (struct dist_spec){ .kind = DIST_EXPONENTIAL, .mean = between(rng, 1.0, 300.0) };
        left -= share;
    }
}

static void land_gpus(struct plan_fixture *fixture, struct rng *rng)
{
    const int n = (int)rng_below(rng, 4);
    for (int a = 0; a < n; a++) plan_fixture_arrival(fixture, floor(100.0 / n), between(rng, -300.0, 1000.0));
}

/* Drawn last: it changes nothing else. Not every store is small enough to fill. */
static void deliver(struct plan_fixture *fixture, struct rng *rng, bool on)
{
    const bool two = rng_uniform(rng) < 0.5, small = rng_uniform(rng) < 0.7;
    const double usable = exp(between(rng, log(1e9), log(1e13))), stored = between(rng, 0.0, 1.5), least = (double)rng_below(rng, 4);
    if (!on) return;
    struct scenario *scenario = &fixture->scenario;
    if (small) fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = usable;
    fixture->stack.min_nodes = plan_fixture_given(least);
    fixture->group.idle_w = 400.0;
    fixture->group.max_w = 800.0;
    fixture->group.w_per_byte_per_s[FLOW_READ] = 4e-8;
    fixture->group.w_per_byte_per_s[FLOW_WRITE] = 8e-8;
    if (two) add_pool(fixture, rng);
    if (small) scenario->demand.stored_bytes = plan_fixture_given(stored * usable);
    for (int p = 0; p < scenario->n_pools; p++) deliver_pool(fixture, rng, scenario->pools[p].name);
    land_gpus(fixture, rng);
}

static struct plan_fixture *site_of(const struct schedule *schedule)
{
    struct rng rng = rng_stream(schedule->seed, 0, "schedule", 0);
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.seed = schedule->seed;
    fixture->scenario.study.length_s = plan_fixture_given(schedule->length_s);
    add_failures(fixture, &rng, schedule->causes);
    for (int r = 0; r < PLAN_FIXTURE_ROWS; r++) fixture->rows[r].capacity *= between(&rng, 0.1, 2.0);
    static const char *const job_names[] = { "a", "b", "c" };
    for (int j = 0; j < 3; j++) add_job(fixture, &rng, job_names[j], schedule->causes & JOBS);
    fixture->plan.background_read_mean = between(&rng, 0.0, 6e9);
    fixture->plan.background_write_mean = between(&rng, 0.0, 2e9);
    fixture->scenario.demand.read_prefetch_s = plan_fixture_given(rng_uniform(&rng) < 0.5 ? 0.0 : between(&rng, 0.0, 20.0));
    fixture->scenario.demand.read_burst_s = plan_fixture_given(between(&rng, 1.0, 30.0));
    fixture->scenario.demand.retention_s = plan_fixture_given(between(&rng, 20.0, 500.0));
    cap_power(fixture, &rng, schedule->causes & CAPS);
    deliver(fixture, &rng, schedule->causes & DELIVERIES);
    return fixture;
}

/* --- what comes from outside: limits put on flows and taken off ------------------------------------------------ */

struct outside { struct world *world; double cap; enum op op; };

static void limit(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct outside *outside = context;
    struct world *world = outside->world;
    world_advance(world);
    const bool refused = outside->op == OP_WRITE && world->fill.full;
    if (world->background.mean[outside->op] > 0.0 && !refused) flows_set_cap(world->flows, world->background.flow[outside->op], outside->cap * world->background.cap[outside->op]);
    world->service->pools[0].rebuild.throttle = fmax(0.01, outside->cap);
    rebuild_set_capacity(&world->service->pools[0].rebuild, world->service->capacity);
    world_look_soon(world);
}

static void come_from_outside(struct world *world, const struct schedule *schedule, struct arena *arena)
{
    struct rng rng = rng_stream(schedule->seed, 0, "outside", 0);
    struct outside *outside = ARENA_ARRAY(arena, struct outside, CHANGES);
    for (int k = 0; k < CHANGES; k++) {
        int64_t wait_ns = world_ns(between(&rng, 0.0, 1000.0));
        outside[k] = (struct outside){ .world = world, .cap = between(&rng, 0.0, 1.0) };
        outside[k].op = (enum op)rng_below(&rng, OPS);
        if (schedule->causes & CAPS) world_change_after(world, wait_ns, limit, &outside[k], 0);
    }
}

/* --- the laws ------------------------------------------------------------------------------------------------ */

static struct broken broken_by(const struct schedule *schedule)
{
    struct plan_fixture *fixture = site_of(schedule);
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(schedule->length_s), .replication = (int32_t)(schedule->seed % 3) }, fixture->arena);
    come_from_outside(world, schedule, fixture->arena);
    world_run(world);
    const struct replication *outcome = outcome_of(world, fixture->arena);
    const struct failure_pool_account *pool = &outcome->failure->pools[0];
    struct broken broken = { .by = outcome->audit.worst, .law = outcome->audit.law, .rebuilds = pool->rebuilds };
    for (int32_t d = 0; outcome->landing && d < outcome->landing->n; d++) broken.landings += outcome->landing->at_s[d] > 0.0 && outcome->landing->at_s[d] < schedule->length_s;
    broken.fills = outcome->full_at_s > 0.0;
    for (int kind = 0; kind < FAILURE_KINDS; kind++) broken.events += outcome->failure->events[kind];
    double exposed_s = 0.0;
    for (int k = 0; k <= FAILURE_LOSSES; k++) exposed_s += pool->exposure_s[k];
    if (!(fabs(exposed_s - schedule->length_s) <= 1e-9 * schedule->length_s)) broken = (struct broken){ .by = fabs(exposed_s / schedule->length_s - 1.0), .law = "time = sum over numbers of losses" };
    if (pool->unreadable_s < 0.0 || pool->unreadable_s > schedule->length_s * (1.0 + 1e-9)) broken = (struct broken){ .by = 1.0, .law = "0 <= unreadable part <= 1" };
    world_end(world);
    plan_fixture_free(fixture);
    return broken;
}

static bool holds(const struct schedule *schedule)
{
    return broken_by(schedule).by <= 1e-9;
}

static struct schedule smallest(struct schedule schedule)
{
    for (unsigned cause = 1; cause < CAUSES; cause *= 2) {
        struct schedule less = schedule;
        less.causes &= ~cause;
        if (less.causes != schedule.causes && !holds(&less)) schedule = less;
    }
    for (int k = 0; k < 40; k++) {
        struct schedule shorter = schedule;
        shorter.length_s *= 0.8;
        if (!holds(&shorter)) schedule = shorter;
    }
    return schedule;
}

static void report(struct schedule schedule)
{
    struct broken broken = broken_by(&schedule);
    fprintf(stderr, "seed %d, %.17g s, with:", (int)schedule.seed, schedule.length_s);
    for (unsigned k = 0; 1u << k < CAUSES; k++)
        if (schedule.causes & 1u << k) fprintf(stderr, " %s", names[k]);
    fprintf(stderr, "\n");
    fail_msg("%s is off by %g", broken.law, broken.by);
}

static void nothing_is_lost_or_made_whatever_fails(void **state)
{
    (void)state;
    double events = 0.0, rebuilds = 0.0, landings = 0.0, fills = 0.0;
    const bool slow = getenv("EXASITE_SLOW") != NULL;
    const uint64_t n = slow ? 3 * SCHEDULES : SCHEDULES;
    for (uint64_t seed = 1; seed <= n; seed++) {
        struct rng rng = rng_stream(seed, 0, "causes", 0);
        struct schedule schedule = { seed, (unsigned)rng_below(&rng, CAUSES), between(&rng, 50.0, 1000.0) };
        struct broken broken = broken_by(&schedule);
        if (!(broken.by <= 1e-9)) report(smallest(schedule));
        events += broken.events;
        rebuilds += broken.rebuilds;
        landings += broken.landings;
        fills += broken.fills;
    }
    if (slow) fprintf(stderr, "%.0f schedules: %.0f failures, %.0f rebuilds, %.0f landings, %.0f stores full\n", (double)n, events, rebuilds, landings, fills);
    assert_true(events > 10.0 * (double)n && rebuilds > 2.0 * (double)n);     /* so that something was looked at */
    assert_true(landings > 0.5 * (double)n && fills > 0.02 * (double)n);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_is_lost_or_made_whatever_fails) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
