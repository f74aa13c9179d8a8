#include "tests/lib/site_plan_of.h"

#include "plan/fabric.h"

/* 10 boxes of 200 Gb/s are 2 Tb/s: 5 ports of 400 Gb/s, 2.5 on each of two switches, so 3 and 3. */
static void uplinks_are_whole_ports_on_every_switch(void **state)
{
    struct site_fixture *site = site_new();
    assert_near(fabric_uplinks(&site->facility, 250e9), 6.0);
    assert_near(fabric_uplinks(&site->facility, 200e9), 4.0);
    site->facility.uplink_oversubscription = site_given(3.0);
    assert_near(fabric_uplinks(&site->facility, 250e9), 2.0);
    (void)state;
    site_free(site);
}

/* 532 boxes of 200 Gb/s in 89 racks: 88 of 6 (1.2 Tb/s: 2 x 2 ports), one of 4 (0.8 Tb/s: 2). 354 uplinks of 400 are
 * 177 ports of 800 with an optic each: 3 spines of 64. 178 x 400 W + 354 x 9 W + 177 x 15 W + 3 x 913 W = 79,780 W. */
static void switches_and_optics_are_counted(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->racks.tors, 178.0);
    assert_near(plan->racks.spines, 3.0);
    assert_near(plan->racks.spine_optics, 177.0);
    assert_near(plan->racks.optics, 531.0);
    assert_near(plan->power.network_w, 79780.0);
    (void)state;
    site_free(site);
}

/* No more optics than the switches have ports for them: 32 x 400 Gb/s below, 64 x 800 above. */
static void every_optic_has_a_port(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 5320.0);
    const struct site_plan *plan = plan_of(site);
    assert_true(plan->racks.spine_optics <= plan->racks.spines * 64.0);
    assert_true(plan->racks.optics - plan->racks.spine_optics <= plan->racks.tors * 32.0);
    (void)state;
    site_free(site);
}

static void a_hall_without_switches_has_no_fabric(void **state)
{
    struct site_fixture *site = site_new();
    site->facility.tor = NULL;
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->racks.tors, 0.0);
    assert_near(plan->power.network_w, 0.0);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uplinks_are_whole_ports_on_every_switch),
        cmocka_unit_test(switches_and_optics_are_counted),
        cmocka_unit_test(every_optic_has_a_port),
        cmocka_unit_test(a_hall_without_switches_has_no_fabric),
    };
    return cmocka_run_group_tests_name("fabric", tests, NULL, NULL);
}
