#include "tests/lib/site_plan_of.h"

static struct site_fixture *dallas(void)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    return site;
}

/* 120,000 / 72 x 132 kW = 220 MW; 6 % more; storage 532 x 1,450 W; network 79,780 W; all x 1.30. */
static void the_site_adds_up_at_its_design_hour(void **state)
{
    struct site_fixture *site = dallas();
    const struct plan_power *power = &plan_of(site)->power;
    assert_near(power->gpu_max_w, 220e6);
    assert_near(power->other_it_w, 13.2e6);
    assert_near(power->storage_max_w, 771400.0);
    assert_near(power->storage_idle_w, 478800.0);
    assert_near(power->it_max_w, 220e6 + 13.2e6 + 771400.0 + 79780.0);
    assert_near(power->site_design_w, power->it_max_w * 1.30);
    assert_near(power->headroom_w, 350e6 - power->site_design_w);
    (void)state;
    site_free(site);
}

/* 18 trays of 6,667 W leave 11,994 W of 132 kW: 166.58 W for each of 72 GPUs. */
static void what_a_rack_draws_beside_its_trays_is_constant(void **state)
{
    struct site_fixture *site = dallas();
    const struct plan_power *power = &plan_of(site)->power;
    assert_near(power->gpus_per_tray, 4.0);
    assert_near(power->gpu_rack_rest_w_per_gpu, 11994.0 / 72.0);
    assert_near(power->gpu_idle_w, 30000.0 * 1000.0 + 120000.0 * 11994.0 / 72.0);
    (void)state;
    site_free(site);
}

static void an_envelope_at_it_meets_it_watts(void **state)
{
    struct site_fixture *site = dallas();
    site->scenario.site.power_at = AT_IT;
    site->scenario.site.power_w = site_given(240e6);
    const struct plan_power *power = &plan_of(site)->power;
    assert_near(power->headroom_w, 240e6 - power->it_max_w);
    (void)state;
    site_free(site);
}

static void load_over_the_envelope_is_a_finding_with_its_amount(void **state)
{
    struct site_fixture *site = dallas();
    site->scenario.site.power_w = site_given(300e6);
    assert_finds(plan_of(site), "load-over-envelope", FINDING_FAIL, "4.27 MW too much");
    site->scenario.site.storage_power_w = site_given(0.5e6);
    assert_finds(plan_of(site), "storage-over-envelope", FINDING_FAIL, "kW too much");
    (void)state;
    site_free(site);
}

static void the_facilitys_envelope_stands_in(void **state)
{
    struct site_fixture *site = dallas();
    site->scenario.site.power_w = site_absent();
    assert_true(isnan(plan_of(site)->power.envelope_w));
    assert_finds(plan_of(site), "envelope-unknown", FINDING_NOTE, "304.3 MW");
    site->facility.envelope_w = site_given(310e6);
    assert_near(plan_of(site)->power.envelope_w, 310e6);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_site_adds_up_at_its_design_hour),
        cmocka_unit_test(what_a_rack_draws_beside_its_trays_is_constant),
        cmocka_unit_test(an_envelope_at_it_meets_it_watts),
        cmocka_unit_test(load_over_the_envelope_is_a_finding_with_its_amount),
        cmocka_unit_test(the_facilitys_envelope_stands_in),
    };
    return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
