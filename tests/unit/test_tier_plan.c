/* 532 disk boxes (5.618 TB/s of media time) with 1,000 flash servers in front, 400 Gb/s x 0.75 = 37.5 GB/s each. */
#include "tests/lib/site_plan_of.h"

#include "plan/tier_plan.h"

struct pair { struct site_fixture *site; struct pool *cold, *hot; };

static struct pair pair_of(double hit_ratio)
{
    struct pair pair = {.site = site_new()};
    struct stack_model *lrc = site_lrc(pair.site);
    pair.cold = site_pool(pair.site, "bulk", site_hdd(pair.site), lrc, 0);
    site_count(&pair.cold->groups[0].nodes, 532.0);
    const struct drive_model *drive = site_drive(pair.site, "tlc-7.68", 7.68, 6.8, 4.0);
    pair.hot = site_pool(pair.site, "flash", site_node(pair.site, "flash", drive, 12.0, 400.0, 2.0, 200.0, 550.0), lrc, 0);
    site_count(&pair.hot->groups[0].nodes, 1000.0);
    pair.hot->read_share = pair.hot->write_share = pair.hot->capacity_share = site_given(0.0);
    pair.hot->tier = (struct pool_tier){.before = "bulk", .behind = pair.cold, .hit_ratio = site_given(hit_ratio), .retention_s = site_given(0.0), .cached_bytes = site_given(0.0),
                                        .drain_throttle = site_given(1.0), .drain_weight = site_given(1.0), .at = {"test", 9, 1}};
    return pair;
}

static const double mean = 1e17 / 86400.0, media = 532.0 * 88.0 * 0.12e9;

static void the_pair_has_the_shares_of_the_pool_behind(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(tier_plan_share(plan, 0, OP_READ), 0.15);
    assert_near(tier_plan_share(plan, 1, OP_READ), 0.85);
    assert_near(tier_plan_share(plan, 0, OP_WRITE), 0.0);
    assert_near(tier_plan_share(plan, 1, OP_WRITE), 1.0);
    assert_near(tier_plan_drained(plan, 1, OP_READ), mean);
    assert_near(tier_plan_drained(plan, 0, OP_WRITE), mean);
    assert_near(tier_plan_drained(plan, 0, OP_READ), 0.0);
    assert_near(plan->usable_bytes, 532.0 * 2640e12 * 0.75 * 0.95);
    site_free(pair.site);
}

/* Reads: misses fill the disks at media / 0.15, hits the cards at 37.5 TB/s / 0.85. Writes: the cards take in 16/12 a byte. The drain: the disks at media / (16/12). */
static void each_class_alone_is_bound_by_the_pool_it_meets(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(plan->capability[OP_READ].alone_bytes_per_s, media / 0.15);
    assert_near(plan->capability[OP_WRITE].alone_bytes_per_s, 37.5e12 * 12.0 / 16.0);
    assert_near(plan->tier->drain.bytes_per_s, media * 12.0 / 16.0);
    assert_int_equal(plan->system.rows[plan->tier->drain.row].pool, 0);
    site_free(pair.site);
}

/* 3.6 TB/s of misses and 1.157 x 16/12 of drained writes: 5.143 of the disks' 5.618 TB/s. */
static void the_drain_is_carried_with_both_peaks(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(plan->capability[OP_READ].coincident_bytes_per_s, 24e12);
    assert_near(plan->capability[OP_WRITE].coincident_bytes_per_s, 2e12);
    assert_near(plan->capability[OP_READ].coincident_fraction, media / (3.6e12 + mean * 16.0 / 12.0));
    assert_near(plan->tier->drain_at_peak_bytes_per_s, mean);
    site_free(pair.site);
}

/* By bytes 532; by reads 3.6 TB/s / 10.56 GB/s; by both 5.143 TB/s / 10.56 GB/s. Writes count by their mean. */
static void the_pool_behind_is_sized_for_misses_and_the_mean(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    site_auto(&pair.cold->groups[0].nodes);
    const struct plan_group *group = &plan_of(pair.site)->pools[0].groups[0];
    assert_near(group->by_rule[RULE_CAPACITY], 532.0);
    assert_near(group->by_rule[RULE_READ], ceil(3.6e12 / 10.56e9));
    assert_near(group->by_rule[RULE_WRITE], ceil(mean * 16.0 / 12.0 / 10.56e9));
    assert_near(group->by_rule[RULE_COINCIDENCE], ceil((3.6e12 + mean * 16.0 / 12.0) / 10.56e9));
    site_free(pair.site);
}

/* 20 PB cached and a quarter of a day of 100 PB, 65.66 TB a server. */
static void a_tier_is_sized_for_what_it_keeps(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.5);
    pair.hot->tier.cached_bytes = site_given(20e15);
    pair.hot->tier.retention_s = site_given(21600.0);
    site_for(&pair.hot->groups[0].nodes, FOR_CAPACITY);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(plan->tier->wanted_bytes, 45e15);
    assert_near(plan->pools[1].groups[0].nodes, ceil(45e15 / (92.16e12 * 0.75 * 0.95)));
    assert_near(plan->tier->room_bytes, plan->pools[1].usable_bytes);
    site_free(pair.site);
}

/* Peaks of 2 TB/s pile up 2 - 1.157 TB/s. */
static void a_peak_lasts_until_the_room_is_full_of_what_waits(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(plan->tier->peak_s, 1000.0 * 92.16e12 * 0.75 * 0.95 / (2e12 - mean));
    site_free(pair.site);
}

static void a_throttle_is_part_of_the_drain_s_bound(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    pair.hot->tier.drain_throttle = site_given(0.2);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(plan->tier->drain.bytes_per_s, 0.2 * media * 12.0 / 16.0);
    assert_finds(plan, "tier-drain", FINDING_FAIL, "fills");
    site_free(pair.site);
}

/* A hundredth of the weight: 0.5 x + 0.01 x 16/12 of media, so x = 5.618 / 0.5133 TB/s and the drain a hundredth of it. */
static void a_drain_that_reads_push_aside_is_told(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.5);
    pair.hot->tier.drain_weight = site_given(0.01);
    const struct site_plan *plan = plan_of(pair.site);
    assert_near(plan->tier->drain_at_peak_bytes_per_s, 0.01 * media / (0.5 + 0.01 * 16.0 / 12.0));
    assert_finds(plan, "tier-drain", FINDING_WARNING, "while both peaks are offered");
    site_free(pair.site);
}

static void too_little_room_is_told_with_the_hits_it_leaves(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    pair.hot->tier.retention_s = site_given(3.0 * 86400.0);
    assert_finds(plan_of(pair.site), "tier-room", FINDING_WARNING, "about 19 % of reads hit it in place of 85 %");      /* 65.66 PB of 300 */
    site_free(pair.site);
}

static void hits_that_rest_on_no_cached_data_are_told(void **state)
{
    (void)state;
    struct pair pair = pair_of(0.85);
    assert_finds(plan_of(pair.site), "tier-hits", FINDING_NOTE, "caches no data of bulk");
    site_free(pair.site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pair_has_the_shares_of_the_pool_behind),
        cmocka_unit_test(each_class_alone_is_bound_by_the_pool_it_meets),
        cmocka_unit_test(the_drain_is_carried_with_both_peaks),
        cmocka_unit_test(the_pool_behind_is_sized_for_misses_and_the_mean),
        cmocka_unit_test(a_tier_is_sized_for_what_it_keeps),
        cmocka_unit_test(a_peak_lasts_until_the_room_is_full_of_what_waits),
        cmocka_unit_test(a_throttle_is_part_of_the_drain_s_bound),
        cmocka_unit_test(a_drain_that_reads_push_aside_is_told),
        cmocka_unit_test(too_little_room_is_told_with_the_hits_it_leaves),
        cmocka_unit_test(hits_that_rest_on_no_cached_data_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
