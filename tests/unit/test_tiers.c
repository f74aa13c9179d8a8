/* A tier by hand. In front: 20 GB/s in, 20 GB/s out. Behind: media for 10 GB/s of reads or 5 GB/s of writes. So the drain alone
 * runs at 5 GB/s. */
#include "tests/lib/near.h"

#include "run/run.h"
#include "run/tiers.h"
#include "tests/lib/plan_fixture.h"

struct pair {
    struct plan_fixture *fixture;
    struct plan_tier tier;
    struct coefficient hit[1], miss[1], drain[2], writes[1], reads[2];
};

static struct pair *pair_of(double hit_ratio, double room, double cached)
{
    struct plan_fixture *fixture = plan_fixture_new();
    struct pair *site = ARENA_NEW(fixture->arena, struct pair);
    struct row_system *system = &fixture->plan.system;
    site->fixture = fixture;
    site->hit[0] = (struct coefficient){ PLAN_FIXTURE_TX, 1.0 };
    site->miss[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 1e-9 };
    site->reads[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, (1.0 - hit_ratio) * 1e-9 };
    site->reads[1] = (struct coefficient){ PLAN_FIXTURE_TX, hit_ratio };
    site->writes[0] = (struct coefficient){ PLAN_FIXTURE_RX, 1.0 };
    site->drain[0] = (struct coefficient){ PLAN_FIXTURE_MEDIA, 2e-9 };
    site->drain[1] = (struct coefficient){ PLAN_FIXTURE_TX, 1.0 };
    system->classes[OP_READ] = (struct flow_class){ site->reads, 2, 0.0 };
    system->classes[OP_WRITE] = (struct flow_class){ site->writes, 1, 0.0 };
    system->drain = (struct flow_class){ site->drain, 2, 1e-7 };
    site->tier = (struct plan_tier){
        .read_share = 1.0, .write_share = 1.0, .hit_ratio = hit_ratio, .retention_s = 0.0, .cached_bytes = cached, .room_bytes = room,
        .hit = { site->hit, 1, 0.0 }, .miss = { site->miss, 1, 0.0 }, .weight = 1.0, .drain = { 5e9, PLAN_FIXTURE_MEDIA, -1, 0.0 } };
    fixture->pool.tier.drain_throttle = plan_fixture_given(1.0);
    fixture->plan.tier = &site->tier;
    fixture->scenario.study.load = LOAD_CONSTANT;
    return site;
}

static struct replication *run(struct pair *site)
{
    struct replication *outcome = run_replication(&site->fixture->plan, 0.0, 0, site->fixture->arena);
    if (!(outcome->audit.worst <= 1e-9)) fail_msg("%s is off by %g", outcome->audit.law, outcome->audit.worst);
    return outcome;
}

/* From 450 s on 100 GB in 10 s: 5 GB/s pile up to 50 GB, which are gone 10 s later. The mean that waits is 50 GB · 20 s / 2 / 1,000 s. */
static void writes_land_in_front_and_drain(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.0, 1e15, 0.0);
    plan_fixture_job(s->fixture, "all", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(s->fixture, CHECKPOINT_ASYNC, 100e9, 10e9, 905.0, 5.0);
    const struct replication *outcome = run(s);
    assert_near(outcome->jobs[0].duration_s.mean, 10.0);
    assert_near(outcome->tier->written_bytes, 100e9);
    assert_within(outcome->tier->drained_bytes, 100e9, 1e-9);
    assert_within(outcome->tier->waiting_max_bytes, 50e9, 1e-9);
    assert_within(outcome->tier->waiting_mean_bytes, 0.5e9, 1e-6);
    assert_true(isnan(outcome->tier->full_at_s) && outcome->tier->full_s == 0.0);
    plan_fixture_free(s->fixture);
}

/* Background writes of 2 GB/s: the drain follows, and nothing waits. Media: 2 · 2e-9 of 10; the link out 2 of 20. */
static void a_drain_that_keeps_up_follows_the_writes(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.0, 1e15, 0.0);
    s->fixture->plan.background_write_mean = 2e9;
    const struct replication *outcome = run(s);
    assert_within(outcome->tier->drained_bytes, 2e12, 1e-6);
    assert_true(outcome->tier->waiting_max_bytes <= 2e4);
    assert_within(outcome->meters[REPLICATION_METERS + PLAN_FIXTURE_MEDIA].integral / 1000.0, 0.4, 1e-6);
    assert_within(outcome->meters[REPLICATION_METERS + PLAN_FIXTURE_TX].integral / 1000.0, 0.1, 1e-6);
    plan_fixture_free(s->fixture);
}

/* 8 GB/s written, 5 drained, 300 GB of room: full after 100 s, then 5 GB/s go through. 8 · 100 + 5 · 900 GB; 3 GB/s denied for 900 s. */
static void a_full_tier_takes_writes_at_the_drain_s_rate(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.0, 300e9, 0.0);
    s->fixture->plan.background_write_mean = 8e9;
    const struct replication *outcome = run(s);
    assert_within(outcome->tier->full_at_s, 100.0, 1e-6);
    assert_within(outcome->tier->full_s, 900.0, 1e-6);
    assert_within(outcome->tier->written_bytes, 800e9 + 4500e9, 1e-6);
    assert_within(outcome->tier->waiting_max_bytes, 300e9, 1e-9);
    assert_within(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_TIER, OP_WRITE)].denied_bytes, 2700e9, 1e-6);
    plan_fixture_free(s->fixture);
}

/* Reads of 12 GB/s, half of them misses: 6 of the 10 units of media. Writes of 4 GB/s would take 8 for their drain: all 100 GPUs ask media for the
 * same level. Misses at x and drain at d: 0.5 x + 2 d = 10 with x = d (level per GPU): 4 GB/s each. The drain keeps up, reads are held to 4. */
static void reads_and_drain_compete_for_the_media(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.5, 1e15, 0.0);
    plan_fixture_job(s->fixture, "all", 1.0, 100.0, 12e9);
    s->fixture->plan.background_write_mean = 4e9;
    const struct replication *outcome = run(s);
    assert_within(outcome->meters[REPLICATION_READ].integral / 1000.0, 4e9, 1e-6);
    assert_within(outcome->tier->drained_bytes, 4e12, 1e-6);
    assert_within(outcome->meters[REPLICATION_METERS + PLAN_FIXTURE_MEDIA].max, 1.0, 1e-9);
    plan_fixture_free(s->fixture);
}

/* The same with the drain at a hundredth of the weight: reads get all 12 GB/s, 6 units of media, the drain the other 4: 2 GB/s. */
static void a_light_drain_leaves_reads_what_they_ask(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.5, 1e15, 0.0);
    s->tier.weight = 0.01;
    plan_fixture_job(s->fixture, "all", 1.0, 100.0, 12e9);
    s->fixture->plan.background_write_mean = 4e9;
    const struct replication *outcome = run(s);
    assert_within(outcome->meters[REPLICATION_READ].integral / 1000.0, 12e9, 1e-6);
    assert_within(outcome->tier->drained_bytes, 2e12, 1e-6);
    assert_within(outcome->tier->waiting_max_bytes, 2e12, 1e-6);
    plan_fixture_free(s->fixture);
}

static void a_throttle_holds_the_drain_back(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.0, 1e15, 0.0);
    s->tier.drain.bytes_per_s = 1e9;               /* a fifth */
    s->fixture->plan.background_write_mean = 4e9;
    const struct replication *outcome = run(s);
    assert_within(outcome->tier->drained_bytes, 1e12, 1e-6);
    assert_within(outcome->tier->waiting_max_bytes, 3e12, 1e-6);
    plan_fixture_free(s->fixture);
}

/* 200 GB cached in 300 GB of room. Of what waits, from 100 GB on, the cache gives way: at 8 GB/s in and 5 out after 33 s; full of it after 100 s, when
 * hits are 300 of the 500 GB wanted: 0.5 · 0.6. */
static void hits_fall_when_what_waits_takes_the_room(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.5, 300e9, 200e9);
    s->fixture->plan.background_write_mean = 8e9;
    s->fixture->plan.background_read_mean = 0.1e9;
    const struct replication *outcome = run(s);
    double hits = outcome->tier->hit_bytes / outcome->tier->read_bytes;
    assert_true(hits < 0.34 && hits > 0.30);
    plan_fixture_free(s->fixture);
}

static void with_room_for_all_hits_are_as_stated(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.85, 300e9, 200e9);
    plan_fixture_job(s->fixture, "all", 1.0, 100.0, 2e9);
    const struct replication *outcome = run(s);
    assert_near(outcome->tier->hit_bytes / outcome->tier->read_bytes, 0.85);
    assert_near(outcome->tier->held_mean_bytes, 200e9);
    plan_fixture_free(s->fixture);
}

/* Watts for what is drained: 1e-7 a byte/s at 2 GB/s are 200 W above the idle 1,000 and the network's 100. */
static void a_drain_draws(void **state)
{
    (void)state;
    struct pair *s = pair_of(0.0, 1e15, 0.0);
    s->fixture->plan.background_write_mean = 2e9;
    const struct replication *outcome = run(s);
    assert_within(outcome->meters[REPLICATION_STORAGE_W].integral / 1000.0, 1300.0, 1e-6);
    plan_fixture_free(s->fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_land_in_front_and_drain),
        cmocka_unit_test(a_drain_that_keeps_up_follows_the_writes),
        cmocka_unit_test(a_full_tier_takes_writes_at_the_drain_s_rate),
        cmocka_unit_test(reads_and_drain_compete_for_the_media),
        cmocka_unit_test(a_light_drain_leaves_reads_what_they_ask),
        cmocka_unit_test(a_throttle_holds_the_drain_back),
        cmocka_unit_test(hits_fall_when_what_waits_takes_the_room),
        cmocka_unit_test(with_room_for_all_hits_are_as_stated),
        cmocka_unit_test(a_drain_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
