#include "tests/lib/site_plan_of.h"

#include "plan/verdict.h"

static struct site_fixture *disks(double nodes)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, nodes);
    return site;
}

static struct verdict_line judged(struct site_fixture *site, const struct results *simulated, enum requirement_quantity quantity,
                                  enum comparison comparison, double limit)
{
    struct verdict_line line;
    site->scenario.n_requirements = 0;
    const struct requirement *requirement = site_must(site, quantity, comparison, limit);
    verdict_judge(plan_of(site), simulated, requirement, &line);
    return line;
}

/* 2,400 boxes read 25.3 TB/s alone, but not beside 2 TB/s of writes; 2,530 carry both, with none to spare; 2,531 with one out. */
static void capability_holds_only_if_every_case_does(void **state)
{
    struct site_fixture *site = disks(2400.0);
    struct verdict_line line = judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    assert_int_equal(line.verdict, VERDICT_FAIL);
    assert_near(line.value, 2400.0 * 88.0 * 0.12e9);
    assert_string_equal(line.judged_on, "while both peaks are offered, one failure domain out");
    assert_true(line.margin < 0.0);
    site_count(&site->scenario.pools[0].groups[0].nodes, 2526.0);
    line = judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    assert_int_equal(line.verdict, VERDICT_FAIL);
    site_count(&site->scenario.pools[0].groups[0].nodes, 2540.0);
    line = judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    assert_int_equal(line.verdict, VERDICT_PASS);
    assert_true(line.margin > 0.0 && line.margin < 0.01);
    (void)state;
    site_free(site);
}

/* Of both peaks 2,700 / 2,525.25 fit: that is how much either may grow. Where peaks come apart, what one domain out leaves
 * alone decides: 2,699/2,700 of the disks at 1 + 5/2,700 each. */
static void the_deciding_case_sets_the_margin(void **state)
{
    struct site_fixture *site = disks(2700.0);
    struct verdict_line line = judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    const double at_once = 2700.0 * 10.56e9 * (2699.0 / 2700.0) / (24e12 * (1.0 + 5.0 / 2700.0) + 2e12 * 4.0 / 3.0);
    assert_near(line.margin, at_once - 1.0);
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    line = judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    assert_string_equal(line.judged_on, "one failure domain out");
    assert_near(line.margin, 2700.0 * 10.56e9 * (2699.0 / 2700.0) / (1.0 + 5.0 / 2700.0) / 24e12 - 1.0);
    (void)state;
    site_free(site);
}

/* 10 TB/s are asked of a build whose demand peaks at 24: at once it has to reach 10, not 24. */
static void a_limit_below_the_peak_is_all_that_counts_at_once(void **state)
{
    struct site_fixture *site = disks(2000.0);       /* 21.1 TB/s alone, 18.4 beside the writes */
    assert_int_equal(judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 10e12).verdict, VERDICT_PASS);
    assert_int_equal(judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 20e12).verdict, VERDICT_FAIL);
    (void)state;
    site_free(site);
}

static void an_auto_count_meets_what_it_was_sized_for(void **state)
{
    struct site_fixture *site = site_new();
    site_pool(site, "bulk", site_xio(site), site_vast(site), 0);
    assert_int_equal(judged(site, NULL, REQ_READ_CAPABILITY, CMP_GE, 24e12).verdict, VERDICT_PASS);
    assert_int_equal(judged(site, NULL, REQ_WRITE_CAPABILITY, CMP_GE, 2e12).verdict, VERDICT_PASS);
    assert_int_equal(judged(site, NULL, REQ_USABLE_CAPACITY, CMP_GE, 1e18).verdict, VERDICT_PASS);
    (void)state;
    site_free(site);
}

/* 532 x 1,881 TB = 1.000692 EB. */
static void plain_values_are_compared(void **state)
{
    struct site_fixture *site = disks(532.0);
    struct verdict_line line = judged(site, NULL, REQ_USABLE_CAPACITY, CMP_GE, 1e18);
    assert_int_equal(line.verdict, VERDICT_PASS);
    assert_near(line.margin, 532.0 * 1881e12 / 1e18 - 1.0);
    assert_string_equal(line.judged_on, "plan");
    line = judged(site, NULL, REQ_RACK_TILES, CMP_LE, 80.0);
    assert_int_equal(line.verdict, VERDICT_FAIL);
    assert_near(line.margin, -9.0 / 80.0);
    assert_int_equal(judged(site, NULL, REQ_NODES, CMP_LE, 532.0).verdict, VERDICT_PASS);
    assert_int_equal(judged(site, NULL, REQ_NODES, CMP_LT, 532.0).verdict, VERDICT_FAIL);
    assert_int_equal(judged(site, NULL, REQ_PROTOCOLS_MISSING, CMP_LE, 0.0).verdict, VERDICT_PASS);
    assert_near(judged(site, NULL, REQ_STORAGE_POWER, CMP_LE, 1e6).value, 771400.0 + 79780.0);
    (void)state;
    site_free(site);
}

static void an_unknown_envelope_never_passes(void **state)
{
    struct site_fixture *site = disks(532.0);
    assert_int_equal(judged(site, NULL, REQ_SITE_POWER_PEAK, CMP_LE, 350e6).verdict, VERDICT_PASS);
    site->scenario.site.power_w = site_absent();
    const struct verdict_line line = judged(site, NULL, REQ_SITE_POWER_PEAK, CMP_LE, 350e6);
    assert_int_equal(line.verdict, VERDICT_DEPENDS);
    assert_string_equal(line.depends_on, "site.power");
    assert_int_equal(judged(site, NULL, REQ_SITE_POWER_PEAK, CMP_LE, 300e6).verdict, VERDICT_FAIL);
    (void)state;
    site_free(site);
}

static void what_needs_a_run_waits_for_it(void **state)
{
    struct site_fixture *site = disks(532.0);
    struct verdict_line line = judged(site, NULL, REQ_GOODPUT, CMP_GE, 0.9);
    assert_int_equal(line.verdict, VERDICT_DEPENDS);
    assert_true(isnan(line.value));
    struct results results = {.goodput.useful = 0.95, .read.denied_fraction = 0.2, .capacity.full_at_s = (double)NAN};
    line = judged(site, &results, REQ_GOODPUT, CMP_GE, 0.9);
    assert_int_equal(line.verdict, VERDICT_PASS);
    assert_string_equal(line.judged_on, "simulation");
    assert_int_equal(judged(site, &results, REQ_READ_DENIED_FRACTION, CMP_LE, 0.1).verdict, VERDICT_FAIL);
    assert_int_equal(judged(site, &results, REQ_FULL_AT, CMP_GE, 86400.0).verdict, VERDICT_PASS);       /* it never fills */
    (void)state;
    site_free(site);
}

/* A SHOULD may wait for a run; a MUST that does asks for one. */
static void a_run_is_asked_for_by_a_must_that_only_it_can_judge(void **state)
{
    struct site_fixture *site = disks(532.0);
    assert_true(verdict_is_planned(REQ_SITE_POWER_PEAK));
    assert_false(verdict_is_planned(REQ_GOODPUT));
    site_must(site, REQ_SITE_POWER_PEAK, CMP_LE, 1e9);
    struct requirement *goodput = site_must(site, REQ_GOODPUT, CMP_GE, 0.9);
    assert_true(verdict_asks_simulation(&site->scenario));
    goodput->level = LEVEL_SHOULD;
    assert_false(verdict_asks_simulation(&site->scenario));
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capability_holds_only_if_every_case_does),
        cmocka_unit_test(the_deciding_case_sets_the_margin),
        cmocka_unit_test(a_limit_below_the_peak_is_all_that_counts_at_once),
        cmocka_unit_test(an_auto_count_meets_what_it_was_sized_for),
        cmocka_unit_test(plain_values_are_compared),
        cmocka_unit_test(an_unknown_envelope_never_passes),
        cmocka_unit_test(what_needs_a_run_waits_for_it),
        cmocka_unit_test(a_run_is_asked_for_by_a_must_that_only_it_can_judge),
    };
    return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
