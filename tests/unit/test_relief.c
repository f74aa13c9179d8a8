#include "tests/lib/near.h"

#include "run/relief.h"
#include "tests/lib/plan_fixture.h"

/* 30 GB/s of reads alone over 10 drives (10 GB/s) and a NIC of 20: 1 % more drives, 0.1 GB/s more; twice the drives and the NIC takes over. */
static void the_row_that_holds_reads_is_relieved_by_the_next(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_read_peak = 30e9;
    struct relief relief = relief_of(&fixture->plan, PLAN_FIXTURE_MEDIA, OP_READ, fixture->arena);
    assert_within(relief.gain_per_percent, 0.1e9, 1e-7);
    assert_int_equal(relief.next_row, PLAN_FIXTURE_TX);
    assert_near(relief.next_bytes_per_s, 20e9);
    assert_near(relief.factor, 2.0);
    plan_fixture_free(fixture);
}

/* 12 GB/s: with 1.2 times the drives reads get all they ask. */
static void demand_itself_may_be_what_comes_next(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_read_peak = 12e9;
    struct relief relief = relief_of(&fixture->plan, PLAN_FIXTURE_MEDIA, OP_READ, fixture->arena);
    assert_int_equal(relief.next_row, -1);
    assert_near(relief.next_bytes_per_s, 12e9);
    assert_near(relief.factor, 1.2);
    plan_fixture_free(fixture);
}

/* Both at once and equal per GPU: x · (1 + 2) · 1e-9 = 10 drives, 3.33 GB/s each; 1 % more: 0.0333 each, 0.0667 in all. */
static void both_classes_gain_where_both_are_held(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_read_peak = 8e9;
    fixture->plan.demand_write_peak = 8e9;
    struct relief relief = relief_of(&fixture->plan, PLAN_FIXTURE_MEDIA, OP_WRITE, fixture->arena);
    assert_within(relief.gain_per_percent, 0.2e9 / 3.0, 1e-6);
    assert_near(relief.factor, 2.4);                           /* 8 + 16 drive-seconds a second on 10 drives */
    fixture->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    relief = relief_of(&fixture->plan, PLAN_FIXTURE_MEDIA, OP_WRITE, fixture->arena);
    assert_within(relief.gain_per_percent, 0.05e9, 1e-6);
    assert_near(relief.factor, 1.6);
    plan_fixture_free(fixture);
}

/* Demand is met: alone and without limit media hold reads at 10 GB/s, then the NIC at 20, then nothing. */
static void a_row_that_holds_nothing_back_is_asked_without_limit(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_read_peak = 1e9;
    struct relief media = relief_of(&fixture->plan, PLAN_FIXTURE_MEDIA, OP_READ, fixture->arena);
    assert_true(fabs(media.gain_per_percent) < 1e-3);
    assert_int_equal(media.next_row, PLAN_FIXTURE_TX);
    assert_near(media.factor, 2.0);
    struct relief tx = relief_of(&fixture->plan, PLAN_FIXTURE_TX, OP_READ, fixture->arena);
    assert_int_equal(tx.next_row, -1);
    assert_true(isnan(tx.next_bytes_per_s));
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_row_that_holds_reads_is_relieved_by_the_next),
        cmocka_unit_test(demand_itself_may_be_what_comes_next),
        cmocka_unit_test(both_classes_gain_where_both_are_held),
        cmocka_unit_test(a_row_that_holds_nothing_back_is_asked_without_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
