#include "tests/lib/site_plan_of.h"

#include "plan/summary.h"
#include "study/sensitivity.h"

/* 532 boxes of 88 disks of 120 MB/s and 1,450 W behind 200 Gb/s at 0.75: 5.618 TB/s of media, 9.975 TB/s of NIC. */
static struct site_fixture *disks(void)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    site->scenario.demand.read_peak_bytes_per_s = site_given(1e12);
    site->scenario.demand.peak_write_bytes_per_s = site_given(1e11);
    return site;
}

/* The number, of the fixture's own models, becomes an input: of this path, ranging from lo to hi, graded. */
static void open_up(struct site_fixture *site, const struct quantity *number, const char *path, double lo, double hi, enum grade grade)
{
    struct quantity **inputs = ARENA_ARRAY(site->arena, struct quantity *, site->scenario.n_inputs + 1);
    for (int i = 0; i < site->scenario.n_inputs; i++) inputs[i] = site->scenario.inputs[i];
    struct quantity *input = (struct quantity *)(uintptr_t)number;
    input->path = path;
    input->lo = lo;
    input->hi = hi;
    input->grade = grade;
    input->source = input->date = "";
    inputs[site->scenario.n_inputs++] = input;
    site->scenario.inputs = inputs;
}

static struct results *answer(struct site_fixture *site)
{
    const struct site_plan *plan = plan_of(site);
    struct results *results = ARENA_NEW(site->arena, struct results);
    summary_fill(plan, site->arena, results);
    sensitivity_fill(&site->scenario, &site->catalog, plan, site->arena, results);
    return results;
}

static const struct quantity *box_watts(const struct site_fixture *site) { return &site->scenario.pools[0].groups[0].node->max_w; }
static const struct quantity *disk_read(const struct site_fixture *site)
{
    return &site->scenario.pools[0].groups[0].node->drives[0].drive->read_bytes_per_s;
}

/* 4 TB/s are carried from 4e12 / (532 x 88) = 85.4 MB/s a disk on: of 80..180 the lower 5.4 %. */
static void a_verdict_depends_when_it_turns_inside_a_range(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    site->scenario.demand.read_peak_bytes_per_s = site_given(4e12);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 4e12);
    open_up(site, disk_read(site), "models.drive.disk.read", 80e6, 180e6, GRADE_ESTIMATE);
    const struct result_requirement *r = &answer(site)->requirements[0];
    const double one_out = 4e12 * (1.0 + 5.0 / 532.0) / (531.0 * 88.0);      /* the least, with one box of the 532 out and its share rebuilt on reading */
    assert_string_equal(r->verdict, "depends");
    assert_string_equal(r->nominal, "pass");
    assert_string_equal(r->depends_on, "models.drive.disk.read");
    assert_within(r->flip_value, one_out, 1e-5);
    assert_string_equal(r->settle, "measure models.drive.disk.read");
    assert_near(disk_read(site)->value, 120e6);
    site_free(site);
}

static void a_range_that_turns_nothing_leaves_the_verdict(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 1e12);
    open_up(site, disk_read(site), "models.drive.disk.read", 80e6, 180e6, GRADE_ESTIMATE);
    const struct result_requirement *r = &answer(site)->requirements[0];
    assert_string_equal(r->verdict, "pass");
    assert_string_equal(r->depends_on, "");
    assert_int_equal(r->n_flips, 0);
    site_free(site);
}

/* Without a stated range the grade's convention only weighs; it turns no verdict. */
static void a_guess_without_a_range_turns_nothing(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    site_must(site, REQ_STORAGE_POWER, CMP_LE, 0.9e6);
    open_up(site, box_watts(site), "models.node.box.max", 1450.0, 1450.0, GRADE_PLACEHOLDER);
    const struct results *results = answer(site);
    assert_string_equal(results->requirements[0].verdict, "pass");
    assert_string_equal(results->assumptions[0].path, "models.node.box.max");
    assert_true(results->assumptions[0].weight > 0.0);
    site_free(site);
}

/* Watts of a box may rise from 1,450 to 2,450: 532 x 1 W more a watt. Racks hold 6, so switches take the same; the switches'
 * own watts may rise tenfold. Both turn it; the larger part of the switches' range lies beyond. */
static void every_input_that_turns_it_is_named_the_largest_part_first(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    const struct site_plan *plan = plan_of(site);
    const double storage_w = plan->power.storage_max_w, network_w = plan->power.network_w, limit = storage_w + network_w + 266e3;
    site_must(site, REQ_STORAGE_POWER, CMP_LE, limit);
    open_up(site, box_watts(site), "models.node.box.max", 1450.0, 2450.0, GRADE_ESTIMATE);
    open_up(site, &site->tor.max_w, "models.switch.tor.max", site->tor.max_w.value, 100.0 * site->tor.max_w.value, GRADE_PLACEHOLDER);
    const struct result_requirement *r = &answer(site)->requirements[0];
    assert_string_equal(r->verdict, "depends");
    assert_int_equal(r->n_flips, 2);
    assert_string_equal(r->depends_on, r->flips[0].input);
    assert_string_equal(r->flips[0].input, "models.switch.tor.max");
    assert_string_equal(r->flips[1].input, "models.node.box.max");
    assert_within(r->flips[1].value, 1450.0 + 266e3 / 532.0, 1e-5);
    assert_within(r->flips[1].share_of_range, 0.5, 1e-5);
    assert_true(r->flips[0].share_of_range > 0.5);
    assert_string_equal(r->settle, "ask the maker for, or measure, models.switch.tor.max");
    site_free(site);
}

/* Media alone limit reads: 1 % more of a disk is 1 % more of reads, whatever a box may draw. */
static void the_weight_is_the_guess_that_moves_the_headline(void **state)
{
    (void)state;
    struct site_fixture *site = disks();
    open_up(site, disk_read(site), "models.drive.disk.read", 110e6, 130e6, GRADE_ESTIMATE);
    open_up(site, box_watts(site), "models.node.box.max", 1400.0, 1500.0, GRADE_DATASHEET);
    const struct results *results = answer(site);
    assert_string_equal(results->weights[0].headline, "read capability");
    assert_near(results->weights[0].share_estimated, 1.0);
    assert_string_equal(results->weights[0].top_input, "models.drive.disk.read");
    for (int w = 0; w < results->n_weights; w++)
        if (results->weights[w].headline[0] == 's') assert_near(results->weights[w].share_estimated, 0.0);      /* storage and site power */
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_depends_when_it_turns_inside_a_range),
        cmocka_unit_test(a_range_that_turns_nothing_leaves_the_verdict),
        cmocka_unit_test(a_guess_without_a_range_turns_nothing),
        cmocka_unit_test(every_input_that_turns_it_is_named_the_largest_part_first),
        cmocka_unit_test(the_weight_is_the_guess_that_moves_the_headline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
