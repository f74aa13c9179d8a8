/* One failed drive of each code, worked by hand, as the run rebuilds it: bytes read, time. Sites of real boxes on which
 * only drives fail, so rarely that some are alone. */
#include "tests/lib/site_plan_of.h"

#include "run/run.h"

static const double TB = 1e12;

struct repair_case { const char *what; double bytes, reads, bytes_per_s, drives; };

/* Fails a drive of the site every few hours until some was alone, and holds what came of it against the case. */
static void compare(struct site_fixture *site, const struct repair_case *expected)
{
    struct failures *failures = site_failures(site);
    failures->nodes = false;
    failures->drive_repair_s = site_given(3600.0);
    site->scenario.study.length_s = site_given(60.0 * 86400.0);
    site->scenario.demand.read_peak_bytes_per_s = site->scenario.demand.checkpoint_bytes_per_s = site->scenario.demand.peak_write_bytes_per_s = site_given(0.0);
    struct site_plan *plan = plan_of(site);
    plan->pools[0].repair->groups[0].drive_rate_per_year = 365.0 * 2.0 / expected->drives;
    const struct replication *outcome = run_replication(plan, 0.0, 0, site->arena);
    const struct failure_pool_account *pool = &outcome->failure->pools[0];
    if (!(pool->rebuilds > 50.0)) fail_msg("%s: %g rebuilds", expected->what, pool->rebuilds);
    assert_near(pool->bytes_read / pool->bytes_written, expected->reads / expected->bytes);
    assert_within(pool->bytes_read / pool->rebuilds, expected->reads, 0.02);         /* one may be under way at the end */
    assert_near(pool->reprotect_s[REBUILD_DRIVE].min, 900.0 + expected->bytes / expected->bytes_per_s);
    assert_true(outcome->audit.worst <= 1e-9);
    site_free(site);
}

/* 88 disks of 30 TB a node, 120 MB/s each: 6 reads and a write are 7 of disk time; all but one of 46,816 at a fifth. 180 TB. */
static void lrc_12_2_2_reads_180_tb_of_a_30_tb_disk(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    (void)state;
    compare(site, &(struct repair_case){ "LRC", 30.0 * TB, 180.0 * TB, 0.2 * 46815.0 * 0.12e9 / 7.0, 46816.0 });
}

static struct site_fixture *wide(bool local)
{
    struct site_fixture *site = site_new();
    struct stack_model *stack = site_vast(site);
    if (!local) {
        stack->code.family = CODE_REED_SOLOMON;
        stack->code.repair_reads = site_absent();
    }
    site_count(&site_pool(site, "bulk", site_odm_perf(site), stack, 0)->groups[0].nodes, 160.0);
    return site;
}

/* 160 boxes of 800 Gb/s at 0.85: the byte is placed elsewhere, strips + 1 both ways; the cards bind, a fifth of 13.6 TB/s. 8.97 PB. */
static void reed_solomon_146_4_reads_9_pb_of_a_61_tb_drive(void **state)
{
    (void)state;
    compare(wide(false), &(struct repair_case){ "146+4", 61.44 * TB, 8970.24 * TB, 0.2 * 160.0 * 100e9 * 0.85 / 147.0, 3520.0 });
}

/* A quarter of the strips: 2.24 PB. */
static void a_locally_decodable_code_reads_a_quarter(void **state)
{
    (void)state;
    compare(wide(true), &(struct repair_case){ "local", 61.44 * TB, 2242.56 * TB, 0.2 * 160.0 * 100e9 * 0.85 / 37.5, 3520.0 });
}

/* Three copies: one read, one write; 12 drives of 7.68 TB at 6.8 and 4 GB/s a node: the cards of 40 Gb/s at 0.85 bind. */
static void a_copy_reads_one(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_xio(site), site_copies(site), 0)->groups[0].nodes, 100.0);
    (void)state;
    compare(site, &(struct repair_case){ "copies", 7.68 * TB, 7.68 * TB, 0.2 * 100.0 * 5e9 * 0.85 / 1.0, 1200.0 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lrc_12_2_2_reads_180_tb_of_a_30_tb_disk),
        cmocka_unit_test(reed_solomon_146_4_reads_9_pb_of_a_61_tb_drive),
        cmocka_unit_test(a_locally_decodable_code_reads_a_quarter),
        cmocka_unit_test(a_copy_reads_one),
    };
    return cmocka_run_group_tests_name("repair reads", tests, NULL, NULL);
}
