/* Any small site, any jobs: what must hold whatever happens. */
#include "tests/lib/near.h"

#include "run/run.h"
#include "stat/rng.h"
#include "tests/lib/plan_fixture.h"
#include "tests/lib/steady_oracle.h"

enum { SITES = 300 };

static double between(struct rng *rng, double lo, double hi)
{
    return lo + (hi - lo) * rng_uniform(rng);
}

static bool coin(struct rng *rng)
{
    return rng_uniform(rng) < 0.5;
}

static void add_job(struct plan_fixture *fixture, struct rng *rng, int at)
{
    static const char *const names[] = { "a", "b", "c", "d" };
    double count = 1.0 + (double)rng_below(rng, 3), gpus = 1.0 + (double)rng_below(rng, 8);
    plan_fixture_job(fixture, names[at], count, gpus, coin(rng) ? between(rng, 0.0, 4e9) : 0.0);
    if (coin(rng)) fixture->planned_jobs[at].read_mean_bytes_per_s *= between(rng, 0.1, 1.0);
    fixture->jobs[at].weight = plan_fixture_given(coin(rng) ? 1.0 : between(rng, 0.5, 3.0));
    double interval_s = between(rng, 5.0, 60.0), blocking_s = between(rng, 0.0, 8.0), bytes = between(rng, 1e8, 2e10), peak = between(rng, 1e8, 4e9);
    enum checkpoint_mode mode = (enum checkpoint_mode)rng_below(rng, 4);
    if (mode != CHECKPOINT_NONE) plan_fixture_checkpoint(fixture, mode, bytes, peak, interval_s, blocking_s);
    if (coin(rng)) fixture->jobs[at].checkpoint.writers = plan_fixture_given(fmax(1.0, floor(gpus / 2.0)));
    fixture->jobs[at].checkpoint.drain_every = plan_fixture_given(1.0 + (double)rng_below(rng, 3));
}

static struct plan_fixture *some_site(struct rng *rng)
{
    struct plan_fixture *fixture = plan_fixture_new();
    int n = 1 + (int)rng_below(rng, 4);
    for (int at = 0; at < n; at++) add_job(fixture, rng, at);
    for (int r = 0; r < PLAN_FIXTURE_ROWS; r++) fixture->rows[r].capacity *= between(rng, 0.1, 2.0);
    if (coin(rng)) fixture->gpu.tray_nic_bytes_per_s = plan_fixture_given(between(rng, 0.2e9, 5e9));
    if (coin(rng)) fixture->plan.background_read_mean = between(rng, 0.0, 3e9);
    if (coin(rng)) fixture->plan.background_write_mean = between(rng, 0.0, 1e9);
    if (coin(rng)) fixture->scenario.demand.retention_s = plan_fixture_given(between(rng, 20.0, 500.0));
    if (coin(rng)) fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = between(rng, 1e10, 5e11);
    if (coin(rng)) fixture->scenario.demand.read_prefetch_s = plan_fixture_given(between(rng, 0.0, 20.0));
    fixture->scenario.demand.read_burst_s = plan_fixture_given(between(rng, 1.0, 30.0));
    fixture->scenario.study.jitter = plan_fixture_given(coin(rng) ? 0.0 : 0.03);
    return fixture;
}

/* Bytes, joules, GPU-seconds and the capacity of rows, as audited by each run itself. */
static void nothing_is_lost_or_made(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SITES; seed++) {
        struct rng rng = rng_stream(seed, 0, "site", 0);
        struct plan_fixture *fixture = some_site(&rng);
        struct replication *outcome = run_replication(&fixture->plan, coin(&rng) ? 0.0 : 100.0, (int32_t)(seed % 3), fixture->arena);
        if (!(outcome->audit.worst <= 1e-9)) fail_msg("seed %d: %s is off by %g", (int)seed, outcome->audit.law, outcome->audit.worst);
        if (outcome->used_max_bytes > fixture->plan.usable_bytes * (1.0 + 1e-9)) fail_msg("seed %d: more is stored than fits", (int)seed);
        plan_fixture_free(fixture);
    }
}

/* --- with a pool in front of another -------------------------------------------------------------------- */

struct tiered { struct plan_tier tier; struct coefficient hit[1], miss[1], drain[2], writes[1], reads[2]; };

/* The fixture's media are the pool behind, its cards the pool in front; room for a few checkpoints or for none to speak of. */
static void put_a_tier_in_front(struct plan_fixture *fixture, struct rng *rng)
{
    struct tiered *t = ARENA_NEW(fixture->arena, struct tiered);
    struct row_system *system = &fixture->plan.system;
    double hits = between(rng, 0.0, 1.0), media = fixture->rows[PLAN_FIXTURE_MEDIA].capacity, throttle = coin(rng) ? 1.0 : between(rng, 0.05, 1.0);
    t->hit[0] = (struct coefficient){ PLAN_FIXTURE_TX, 1.0 };
    t->miss[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 1e-9 };
    t->reads[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, (1.0 - hits) * 1e-9 };
    t->reads[1] = (struct coefficient){ PLAN_FIXTURE_TX, hits };
    t->writes[0] = (struct coefficient){ PLAN_FIXTURE_RX, 1.0 };
    t->drain[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 2e-9 };
    t->drain[1] = (struct coefficient){ PLAN_FIXTURE_TX, 1.0 };
    system->classes[OP_READ] = (struct flow_class){ t->reads, 2, 1e-7 };
    system->classes[OP_WRITE] = (struct flow_class){ t->writes, 1, 1e-7 };
    system->drain = (struct flow_class){ t->drain, 2, 1e-7 };
    t->tier = (struct plan_tier){ .read_share = 1.0, .write_share = 1.0, .hit_ratio = hits, .retention_s = coin(rng) ? 0.0 : between(rng, 5.0, 300.0), .cached_bytes = coin(rng) ? 0.0 : between(rng, 0.0, 5e10),
        .room_bytes = between(rng, 1e9, 3e11), .hit = { t->hit, 1, 0.0 }, .miss = { t->miss, 1, 0.0 }, .weight = coin(rng) ? 1.0 : between(rng, 0.01, 5.0),
        .drain = { throttle * fmin(media / 2e-9, fixture->rows[PLAN_FIXTURE_TX].capacity), PLAN_FIXTURE_MEDIA, -1, 0.0 } };
    fixture->pool.tier.drain_throttle = plan_fixture_given(throttle);
    fixture->plan.tier = &t->tier;
}

static void nothing_is_lost_between_tiers(void **state)
{
    (void)state;
    double full_s = 0.0, drained = 0.0;
    for (uint64_t seed = 1; seed <= SITES; seed++) {
        struct rng rng = rng_stream(seed, 0, "tiered", 0);
        struct plan_fixture *fixture = some_site(&rng);
        put_a_tier_in_front(fixture, &rng);
        struct replication *outcome = run_replication(&fixture->plan, coin(&rng) ? 0.0 : 100.0, (int32_t)(seed % 3), fixture->arena);
        if (!(outcome->audit.worst <= 1e-9)) fail_msg("seed %d: %s is off by %g", (int)seed, outcome->audit.law, outcome->audit.worst);
        if (outcome->tier->waiting_max_bytes > fixture->plan.tier->room_bytes * (1.0 + 1e-6)) fail_msg("seed %d: more waits than fits", (int)seed);
        full_s += outcome->tier->full_s;
        drained += outcome->tier->drained_bytes;
        plan_fixture_free(fixture);
    }
    assert_true(full_s > 0.0 && drained > 0.0);
}

/* --- constant load: each class at min(demand, bound) ------------------------------------------------ */

struct looker { const struct plan_fixture *fixture; double worst; int stretches; };

static void look(void *context, const struct run_stretch *stretch)
{
    struct looker *looker = context;
    looker->worst = fmax(looker->worst, steady_oracle_error(&looker->fixture->plan.system, stretch));
    looker->stretches++;
}

static void with_constant_load_every_class_gets_the_lesser_of_demand_and_bound(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SITES / 6; seed++) {
        struct rng rng = rng_stream(seed, 0, "constant", 0);
        struct plan_fixture *fixture = some_site(&rng);
        fixture->scenario.study.load = LOAD_CONSTANT;
        fixture->scenario.study.length_s = plan_fixture_given(200.0);
        fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 1e15;
        struct looker looker = { fixture, 0.0, 0 };
        struct replication *outcome = run_observed(&fixture->plan, 0.0, 0, &(struct run_observer){ look, &looker }, fixture->arena);
        if (looker.worst > 1e-9) fail_msg("seed %d: a rate is off by %g", (int)seed, looker.worst);
        assert_true(looker.stretches > 0 && outcome->audit.worst <= 1e-9);
        plan_fixture_free(fixture);
    }
}

/* --- same bytes --------------------------------------------------------------------------------------- */

static void the_same_site_twice_gives_the_same_bits(void **state)
{
    (void)state;
    struct rng rng = rng_stream(7, 0, "site", 0);
    struct plan_fixture *fixture = some_site(&rng);
    struct arena *used = arena_new();
    arena_alloc(used, 12345);
    arena_reset(used);
    struct replication *a = run_replication(&fixture->plan, 10.0, 2, fixture->arena), *b = run_replication(&fixture->plan, 10.0, 2, used);
    assert_true(a->events == b->events);
    for (int32_t m = 0; m < a->n_meters; m++) assert_true(a->meters[m].integral == b->meters[m].integral);
    for (int32_t j = 0; j < a->n_jobs; j++) assert_true(a->jobs[j].useful == b->jobs[j].useful);
    arena_free(used);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_or_made),
        cmocka_unit_test(nothing_is_lost_between_tiers),
        cmocka_unit_test(with_constant_load_every_class_gets_the_lesser_of_demand_and_bound),
        cmocka_unit_test(the_same_site_twice_gives_the_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
