#include "tests/lib/site_plan_of.h"

#include "plan/wear.h"

/* Drives of a fixture are const once they stand in a node. */
static struct drive_model *drive_of(const struct node_model *node, int d)
{
    struct drive_model *drive;
    memcpy(&drive, &node->drives[d].drive, sizeof drive);
    return drive;
}

/* 532 boxes of 88 disks, 30 TB each; 1 TB/s read, 0.5 written: 16/12 of it on 46,816 disks. */
static struct site_fixture *disks(void)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_hdd(site);
    drive_of(node, 0)->workload_bytes_per_year = site_given(550e12);
    struct pool *pool = site_pool(site, "bulk", node, site_lrc(site), 0);
    site_count(&pool->groups[0].nodes, 532.0);
    site->scenario.demand.read_peak_bytes_per_s = site->scenario.demand.read_mean_bytes_per_s = site_given(1e12);
    site->scenario.demand.checkpoint_bytes_per_s = site_given(0.5e12);
    site->scenario.demand.peak_write_bytes_per_s = site_given(1e12);
    return site;
}

static void disks_wear_by_what_is_read_and_written(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    const struct site_plan *plan = plan_of(site);
    assert_int_equal(plan->n_wear, 1);
    assert_near(plan->wear[0].drives, 46816.0);
    assert_near(plan->wear[0].written_per_day, 0.5e12 * 16.0 / 12.0 * 86400.0 / (46816.0 * 30e12));
    assert_near(plan->wear[0].bytes_per_year, (1e12 + 0.5e12 * 16.0 / 12.0) * 31536000.0 / 46816.0);
    assert_near(plan->wear[0].workload_ratio, plan->wear[0].bytes_per_year / 550e12);
    assert_true(isnan(plan->wear[0].years));
    assert_finds(plan, "workload", FINDING_WARNING, "its AFR of 1 % does not hold");
    site_free(site);
}

/* 24 TB/s are asked: the disks move no more than the 5.618 TB/s their heads allow, however much is demanded. */
static void what_the_build_cannot_carry_wears_nothing(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    site->scenario.demand.read_peak_bytes_per_s = site->scenario.demand.read_mean_bytes_per_s = site_given(24e12);
    const struct site_plan *plan = plan_of(site);
    assert_true(plan->wear[0].bytes_per_year <= 0.12e9 * 31536000.0 * (1.0 + 1e-9));
    assert_true(plan->wear[0].bytes_per_year > 0.85 * 0.12e9 * 31536000.0);
    site_free(site);
}

/* 100 PB a day through 380 boxes: x 1.2 over 8 x 1.5 TB of buffer = 26.3 drive writes a day, rated for 60: 11.4 years. On the media 150/146 of it over 1,351.68 TB. */
static void buffer_and_media_wear_apart(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    struct node_model *node = site_odm_perf(site);
    drive_of(node, 0)->dwpd_per_day = site_given(0.58);
    drive_of(node, 1)->dwpd_per_day = site_given(60.0);
    struct stack_model *vast = site_vast(site);
    vast->paths[1].write_storage.buffer.fixed = site_given(1.2);
    struct pool *pool = site_pool(site, "bulk", node, vast, 1);
    site_count(&pool->groups[0].nodes, 380.0);
    const struct site_plan *plan = plan_of(site);
    assert_int_equal(plan->n_wear, 2);
    assert_int_equal(plan->wear[1].use, DRIVE_BUFFER);
    assert_near(plan->wear[1].written_per_day, 1e17 * 1.2 / (380.0 * 12e12));
    assert_near(plan->wear[1].years, 60.0 * 5.0 / plan->wear[1].written_per_day);
    assert_near(plan->wear[0].written_per_day, 1e17 * 150.0 / 146.0 / (380.0 * 1351.68e12));
    assert_null(finding_of(plan, "endurance", 0));
    site_free(site);
}

static void drives_worn_before_their_time_are_told(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    struct node_model *node = site_xio(site);
    drive_of(node, 0)->dwpd_per_day = site_given(1.0);
    site->scenario.n_pools = 0;
    struct pool *pool = site_pool(site, "flash", node, site_copies(site), 0);
    site_count(&pool->groups[0].nodes, 800.0);
    const struct site_plan *plan = plan_of(site);
    const double writes = 0.5e12 * 3.0 * 86400.0 / (800.0 * 12.0 * 7.68e12);
    assert_near(plan->wear[0].written_per_day, writes);
    assert_near(plan->wear[0].years, 5.0 / writes);
    assert_finds(plan, "endurance", FINDING_WARNING, "worn after");
    site_free(site);
}

/* Disks that fail at 1 % a year: each is written once more for it, and six strips read. */
static void rebuilds_count_where_drives_fail(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    const double before = plan_of(site)->wear[0].bytes_per_year;
    site_failures(site);
    assert_near(plan_of(site)->wear[0].bytes_per_year, before + 0.01 * 7.0 * 30e12);
    site_free(site);
}

static void other_rates_wear_otherwise(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    struct plan_wear wear = plan_of(site)->wear[0];
    wear_at((const double[WEAR_RATES]){0.0, 1e12, 0.0}, (const double[WEAR_RATES]){2e12, 0.0, 0.0}, &wear);
    assert_near(wear.written_per_day, 1e12 * 16.0 / 12.0 * 86400.0 / (46816.0 * 30e12));
    assert_near(wear.bytes_per_year, 2e12 * 31536000.0 / 46816.0);
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(disks_wear_by_what_is_read_and_written),
        cmocka_unit_test(what_the_build_cannot_carry_wears_nothing),
        cmocka_unit_test(buffer_and_media_wear_apart),
        cmocka_unit_test(drives_worn_before_their_time_are_told),
        cmocka_unit_test(rebuilds_count_where_drives_fail),
        cmocka_unit_test(other_rates_wear_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
