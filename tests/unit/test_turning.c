#include "tests/lib/site_plan_of.h"

#include "plan/summary.h"
#include "study/turning.h"

/* 532 boxes of 88 disks of 120 MB/s: 5.618 TB/s of media. With one of them out, and its share rebuilt while reading, a MUST of R asks
 * R (1 + 5/532) / (531 x 88) of a disk. */
static struct site_fixture *disks(double read_must)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    site->scenario.demand.read_peak_bytes_per_s = site_given(1e12);
    site->scenario.demand.peak_write_bytes_per_s = site_given(1e11);
    site->scenario.demand.checkpoint_bytes_per_s = site_given(1e10);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, read_must);
    return site;
}

static double a_disk_for(double read_must) { return read_must * (1.0 + 5.0 / 532.0) / (531.0 * 88.0); }

static struct quantity *open_disk(struct site_fixture *site, double lo, double hi)
{
    struct quantity *read = (struct quantity *)(uintptr_t)&site->scenario.pools[0].groups[0].node->drives[0].drive->read_bytes_per_s;
    struct quantity **inputs = ARENA_ARRAY(site->arena, struct quantity *, 1);
    read->path = "models.drive.disk.read";
    read->source = read->date = "";
    read->lo = lo;
    read->hi = hi;
    read->grade = GRADE_ESTIMATE;
    inputs[0] = read;
    site->scenario.inputs = inputs;
    site->scenario.n_inputs = 1;
    return read;
}

static const struct result_changes *changes_of(struct site_fixture *site)
{
    const struct site_plan *plan = plan_of(site);
    struct results *results = ARENA_NEW(site->arena, struct results);
    summary_fill(plan, site->arena, results);
    summary_judge(plan, site->arena, results);
    turning_fill(&site->scenario, &site->catalog, plan, site->arena, results);
    return &results->changes;
}

/* 4 TB/s hold from 86.4 MB/s on: of the 40 MB/s below 120 that are not known, 33.6, or 0.84 of the way. */
static void what_passes_fails_where_the_hand_says(void **state)
{
    (void)state;
    struct site_fixture *site = disks(4e12);
    const struct quantity *read = open_disk(site, 80e6, 180e6);
    const struct result_changes *changes = changes_of(site);
    assert_near(changes->tried, 1.0);
    assert_int_equal(changes->n_nearest, 1);
    const struct result_change *change = &changes->nearest[0];
    assert_string_equal(change->input, "models.drive.disk.read");
    assert_string_equal(change->from, "pass");
    assert_string_equal(change->to, "fail");
    assert_string_equal(change->answer, "fail");
    assert_within(change->at, a_disk_for(4e12), 2e-5);
    assert_within(change->far, (120e6 - a_disk_for(4e12)) / 40e6, 1e-3);
    assert_string_equal(change->settle, "measure models.drive.disk.read");
    assert_near(read->value, 120e6);
    site_free(site);
}

/* 8 TB/s ask for 172.8 MB/s a disk: what fails passes from there on, beyond the range's 150 as far as it lies beyond. */
static void what_fails_passes_where_the_hand_says(void **state)
{
    (void)state;
    struct site_fixture *site = disks(8e12);
    open_disk(site, 100e6, 150e6);
    const struct result_changes *changes = changes_of(site);
    assert_int_equal(changes->n_nearest, 1);
    const struct result_change *change = &changes->nearest[0];
    assert_string_equal(change->from, "fail");
    assert_string_equal(change->to, "pass");
    assert_string_equal(change->answer, "pass");
    assert_within(change->at, a_disk_for(8e12), 2e-5);
    assert_within(change->far, (a_disk_for(8e12) - 120e6) / 30e6, 1e-3);
    site_free(site);
}

/* The value is the lower end of its range: 33.6 MB/s below it are outside, by 0.56 of the range's 60. */
static void outside_a_range_that_ends_at_the_value_is_farther_than_one(void **state)
{
    (void)state;
    struct site_fixture *site = disks(4e12);
    open_disk(site, 120e6, 180e6);
    const struct result_changes *changes = changes_of(site);
    assert_int_equal(changes->n_nearest, 1);
    assert_within(changes->nearest[0].far, 1.0 + (120e6 - a_disk_for(4e12)) / 60e6, 1e-3);
    site_free(site);
}

/* Two MUSTs of one value. */
static void what_turns_together_is_one_change(void **state)
{
    (void)state;
    struct site_fixture *site = disks(4e12);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 4e12)->id = "S";
    open_disk(site, 80e6, 180e6);
    const struct result_changes *changes = changes_of(site);
    assert_int_equal(changes->n_nearest, 1);
    assert_string_equal(changes->nearest[0].requirement, "R, S");
    site_free(site);
}

/* A tenth of a disk still reads more than 0.1 TB/s; a tenth is as far as it is tried. */
static void what_no_value_tried_turns_is_not_there(void **state)
{
    (void)state;
    struct site_fixture *site = disks(1e11);
    open_disk(site, 80e6, 180e6);
    const struct result_changes *changes = changes_of(site);
    assert_near(changes->tried, 1.0);
    assert_near(changes->furthest, 10.0);
    assert_int_equal(changes->n_nearest, 0);
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_passes_fails_where_the_hand_says),
        cmocka_unit_test(what_fails_passes_where_the_hand_says),
        cmocka_unit_test(outside_a_range_that_ends_at_the_value_is_farther_than_one),
        cmocka_unit_test(what_turns_together_is_one_change),
        cmocka_unit_test(what_no_value_tried_turns_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
