#include "tests/lib/near.h"

#include "tests/lib/site_plan_of.h"

/* 2,640 TB x 12/16 x 0.95 = 1,881 TB usable; 1 EB / 1,881 TB = 531.6. */
static void an_exabyte_on_disks_is_532_boxes(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_for(&pool->groups[0].nodes, FOR_CAPACITY);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->pools[0].groups[0].nodes, 532.0);
    assert_near(plan->usable_bytes, 532.0 * 1881e12);
    assert_int_equal(plan->pools[0].groups[0].bound_rule, RULE_CAPACITY);
    (void)state;
    site_free(site);
}

/* 532 x 88 disks x 0.12 GB/s = 5.618 TB/s; the cards: 532 x 25 GB/s x 0.75 = 9.975 TB/s. */
static void disks_bound_the_reads_of_an_exabyte(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_for(&pool->groups[0].nodes, FOR_CAPACITY);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->capability[OP_READ].alone_bytes_per_s, 5.61792e12);
    assert_int_equal(plan->system.rows[plan->capability[OP_READ].bound_row].kind, ROW_MEDIA);
    assert_int_equal(plan->system.rows[plan->capability[OP_READ].next_row].kind, ROW_NIC_TX);
    assert_near(plan->capability[OP_READ].next_bytes_per_s, 9.975e12);
    assert_near(plan->capability[OP_WRITE].alone_bytes_per_s, 5.61792e12 * 0.75);
    (void)state;
    site_free(site);
}

/* 6 U boxes in 39 U: 6 a rack, 88 whole racks and 4 left over; GB200: 1,667 racks. */
static void boxes_stand_in_racks(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_for(&pool->groups[0].nodes, FOR_CAPACITY);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->racks.racks, 89.0);
    assert_near(plan->pools[0].racks, 89.0);
    assert_string_equal(plan->pools[0].groups[0].rack_limit, "U");
    assert_near(plan->racks.gpu_racks, 1667.0);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exabyte_on_disks_is_532_boxes),
        cmocka_unit_test(disks_bound_the_reads_of_an_exabyte),
        cmocka_unit_test(boxes_stand_in_racks),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
