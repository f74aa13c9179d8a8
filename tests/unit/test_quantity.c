#include "tests/lib/near.h"

#include <string.h>

#include "input/provenance.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

#define DIAG_NAME(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME)};

struct bench { struct arena *arena; struct diags *diags; struct reader reader; struct reader_inputs inputs; struct quantity q; };

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.arena = arena_new()};
    bench.diags = diags_new(bench.arena, diag_names, DIAG_COUNT);
    bench.reader = (struct reader){.arena = bench.arena, .diags = bench.diags, .inputs = &bench.inputs};
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct bench *)*state)->arena);
    return 0;
}

/* Reads `text`, the value of a key in column 4, as a quantity of up to 1e15. */
static bool read_as(struct bench *bench, enum unit unit, const char *text)
{
    const struct place start = {"x.yaml", 1, 1};
    const struct quantity_rule rule = {"peak", unit, 0.0, 1e15, NULL};
    bool sound = true;
    struct yaml_node *node = yaml_tree_parse(text, strlen(text), start, bench->arena, bench->diags, &sound);
    assert_non_null(node);
    assert_true(provenance_mark(node, NULL, NULL, bench->arena, bench->diags));
    return quantity_read(&bench->reader, node, &rule, "demand.read.peak", &bench->q);
}

static void assert_refused(struct bench *bench, enum unit unit, const char *text, enum diag_code code)
{
    const size_t before = diags_count(bench->diags);
    assert_false(read_as(bench, unit, text));
    assert_int_equal(diags_count(bench->diags), before + 1);
    for (size_t i = 0; i <= before; i++)
        if (diags_at(bench->diags, i)->serial == (int32_t)before) assert_string_equal(diag_names[diags_at(bench->diags, i)->code], diag_names[code]);
    assert_true(isnan(bench->q.value));
}

static void a_bare_value_is_in_si_with_its_place_and_path(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_BYTES_PER_S, "24 TB/s"));
    assert_near(bench->q.value, 24e12);
    assert_near(bench->q.lo, 24e12);
    assert_near(bench->q.hi, 24e12);
    assert_true(bench->q.given);
    assert_int_equal(bench->q.dist.kind, DIST_NONE);
    assert_int_equal(bench->q.grade, GRADE_NONE);
    assert_string_equal(bench->q.source, "");
    assert_string_equal(bench->q.path, "demand.read.peak");
    assert_int_equal(bench->q.at.col, 1);
    assert_int_equal(bench->inputs.n, 1);
    assert_ptr_equal(bench->inputs.at[0], &bench->q);
}

static void a_map_states_who_stands_behind_the_number(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_WATTS, "{value: 350 MW, source: the utility, date: 2024-11, grade: quote}"));
    assert_near(bench->q.value, 350e6);
    assert_string_equal(bench->q.source, "the utility");
    assert_string_equal(bench->q.date, "2024-11");
    assert_int_equal(bench->q.grade, GRADE_QUOTE);
    assert_int_equal(bench->q.at.col, 9);
}

static void a_range_alone_has_its_midpoint_as_nominal(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_BYTES_PER_S, "{range: [1 TB/s, 2 TB/s]}"));
    assert_near(bench->q.value, 1.5e12);
    assert_near(bench->q.lo, 1e12);
    assert_near(bench->q.hi, 2e12);
}

static void a_nominal_or_value_goes_before_the_midpoint(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_SECONDS, "{range: [1 s, 9 s], nominal: 2 s}"));
    assert_near(bench->q.value, 2.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{range: [1 s, 9 s], value: 3 s}"));
    assert_near(bench->q.value, 3.0);
    assert_near(bench->q.hi, 9.0);
}

static void counts_and_dates_stay_whole_in_the_middle_of_a_range(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_COUNT, "{range: [1, 2]}"));
    assert_true(bench->q.value == 2.0);
    assert_true(read_as(bench, UNIT_DAYS, "{range: [2026-01-01, 2026-01-04]}"));
    assert_true(bench->q.value == 20456.0);          /* 1 January 2026 is day 20454 */
}

static void a_value_outside_its_own_range_is_refused(void **state)
{
    assert_refused(*state, UNIT_SECONDS, "{range: [1 s, 9 s], value: 10 s}", DIAG_OUT_OF_RANGE);
    assert_refused(*state, UNIT_SECONDS, "{range: [9 s, 1 s]}", DIAG_OUT_OF_RANGE);
}

static void each_distribution_is_read_in_si_with_its_mean_as_nominal(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_SECONDS, "{uniform: [0 d, 2 d]}"));
    assert_int_equal(bench->q.dist.kind, DIST_UNIFORM);
    assert_near(bench->q.dist.high, 172800.0);
    assert_near(bench->q.value, 86400.0);
    assert_near(bench->q.lo, 86400.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{triangular: [1 s, 2 s, 6 s]}"));
    assert_near(bench->q.dist.mode, 2.0);
    assert_near(bench->q.value, 3.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{exponential: 5 s}"));
    assert_near(bench->q.dist.mean, 5.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{weibull: {shape: 1, scale: 7 s}}"));
    assert_near(bench->q.dist.scale, 7.0);
    assert_near(bench->q.value, 7.0);                /* shape 1 is exponential */
    assert_true(read_as(bench, UNIT_SECONDS, "{gamma: {scale: 3 s, shape: 2}}"));
    assert_near(bench->q.value, 6.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{lognormal: [2 s, 0]}"));
    assert_near(bench->q.value, 2.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{normal: [100 s, 1 s]}"));
    assert_int_equal(bench->q.dist.kind, DIST_NORMAL);
    assert_near(bench->q.dist.sd, 1.0);
    assert_true(read_as(bench, UNIT_SECONDS, "{constant: 4 s}"));
    assert_near(bench->q.value, 4.0);
}

static void a_stated_nominal_goes_before_a_distributions_mean(void **state)
{
    struct bench *bench = *state;
    assert_true(read_as(bench, UNIT_SECONDS, "{uniform: [0 s, 10 s], nominal: 2 s}"));
    assert_near(bench->q.value, 2.0);
}

static void distributions_that_make_no_sense_are_refused(void **state)
{
    assert_refused(*state, UNIT_SECONDS, "{uniform: [2 s, 1 s]}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_SECONDS, "{uniform: [2 s]}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_SECONDS, "{uniform: 2 s}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_SECONDS, "{weibull: {shape: 1}}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_SECONDS, "{weibull: {shape: 0, scale: 1 s}}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_SECONDS, "{weibull: {shape: 1e-9, scale: 1 s}}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_DAYS, "{exponential: 2026-01-01}", DIAG_BAD_DISTRIBUTION);
    assert_refused(*state, UNIT_SECONDS, "{weibull: {shape: 1, scale: 1 s, size: 2}}", DIAG_UNKNOWN_KEY);
}

static void what_excludes_each_other_is_a_conflict(void **state)
{
    assert_refused(*state, UNIT_SECONDS, "{value: 1 s, nominal: 1 s}", DIAG_CONFLICT);
    assert_refused(*state, UNIT_SECONDS, "{range: [0 s, 1 s], uniform: [0 s, 1 s]}", DIAG_CONFLICT);
    assert_refused(*state, UNIT_SECONDS, "{constant: 1 s, uniform: [0 s, 1 s]}", DIAG_CONFLICT);
}

static void each_mistake_of_a_number_has_its_code(void **state)
{
    assert_refused(*state, UNIT_BYTES, "24", DIAG_NO_UNIT);
    assert_refused(*state, UNIT_BYTES, "24 MW", DIAG_BAD_UNIT);
    assert_refused(*state, UNIT_BYTES, "24 XB", DIAG_BAD_UNIT);
    assert_refused(*state, UNIT_BYTES, "many", DIAG_BAD_NUMBER);
    assert_refused(*state, UNIT_BYTES, "nan", DIAG_BAD_NUMBER);
    assert_refused(*state, UNIT_BYTES, "1e999 B", DIAG_BAD_NUMBER);
    assert_refused(*state, UNIT_COUNT, "1.5", DIAG_BAD_NUMBER);
    assert_refused(*state, UNIT_DAYS, "2026-02-30", DIAG_BAD_DATE);
    assert_refused(*state, UNIT_BYTES, "2 PB", DIAG_OUT_OF_RANGE);
    assert_refused(*state, UNIT_BYTES, "-1 B", DIAG_OUT_OF_RANGE);
    assert_refused(*state, UNIT_BYTES, "[1 B]", DIAG_WRONG_TYPE);
    assert_refused(*state, UNIT_BYTES, "null", DIAG_WRONG_TYPE);
    assert_refused(*state, UNIT_BYTES, "{}", DIAG_MISSING_KEY);
    assert_refused(*state, UNIT_BYTES, "{valu: 1 B, value: 1 B}", DIAG_UNKNOWN_KEY);
    assert_refused(*state, UNIT_BYTES, "{range: 1 B}", DIAG_WRONG_TYPE);
    assert_refused(*state, UNIT_BYTES, "{range: [1 B, 2 B, 3 B]}", DIAG_WRONG_TYPE);
}

static void bounds_hold_for_the_ends_of_ranges_and_distributions(void **state)
{
    assert_refused(*state, UNIT_BYTES, "{range: [-1 B, 3 B]}", DIAG_OUT_OF_RANGE);
    assert_refused(*state, UNIT_BYTES, "{value: 1 B, range: [0 B, 2 PB]}", DIAG_OUT_OF_RANGE);
    assert_refused(*state, UNIT_SECONDS, "{uniform: [-1 s, 3 s]}", DIAG_OUT_OF_RANGE);
}

static void a_bare_number_is_told_the_unit_it_lacks(void **state)
{
    struct bench *bench = *state;
    assert_false(read_as(bench, UNIT_BYTES_PER_S, "24"));
    assert_non_null(strstr(diags_at(bench->diags, 0)->text, "bytes per second, as in 24 TB/s"));
}

static void a_models_number_needs_source_date_and_grade(void **state)
{
    struct bench *bench = *state;
    bench->reader.needs_provenance = true;
    assert_true(read_as(bench, UNIT_WATTS, "{value: 1 W, source: x, date: 2024, grade: measured}"));
    assert_refused(bench, UNIT_WATTS, "{value: 1 W, source: x, grade: measured}", DIAG_NO_PROVENANCE);
    assert_refused(bench, UNIT_WATTS, "{value: 1 W, date: 2024, grade: measured}", DIAG_NO_PROVENANCE);
    assert_refused(bench, UNIT_WATTS, "{value: 1 W, source: x, date: 2024}", DIAG_NO_PROVENANCE);
    assert_refused(bench, UNIT_WATTS, "1 W", DIAG_NO_PROVENANCE);
    const char *text = diags_at(bench->diags, diags_count(bench->diags) - 1)->text;
    assert_non_null(strstr(text, "grade"));
}

static void a_number_inherits_from_the_nearest_map_around(void **state)
{
    struct bench *bench = *state;
    const struct place start = {"x.yaml", 1, 1};
    const char *text = "{source: far, date: 2020, grade: estimate, in: {source: near, x: 1 W}}";
    const struct quantity_rule rule = {"x", UNIT_WATTS, 0.0, 10.0, NULL};
    bool sound = true;
    struct yaml_node *tree = yaml_tree_parse(text, strlen(text), start, bench->arena, bench->diags, &sound);
    assert_true(provenance_mark(tree, NULL, NULL, bench->arena, bench->diags));
    assert_true(quantity_read(&bench->reader, yaml_tree_find(yaml_tree_find(tree, "in"), "x"), &rule, "in.x", &bench->q));
    assert_string_equal(bench->q.source, "near");
    assert_string_equal(bench->q.date, "2020");
    assert_int_equal(bench->q.grade, GRADE_ESTIMATE);
}

static void words_of_provenance_are_checked(void **state)
{
    struct bench *bench = *state;
    const struct place start = {"x.yaml", 1, 1};
    const char *text = "{a: {grade: meassured}, b: {date: 2024-13}, c: {source: [1]}, d: {date: n/d}}";
    bool sound = true;
    struct yaml_node *tree = yaml_tree_parse(text, strlen(text), start, bench->arena, bench->diags, &sound);
    assert_false(provenance_mark(tree, NULL, NULL, bench->arena, bench->diags));
    assert_int_equal(diags_count(bench->diags), 3);
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_BAD_CHOICE);
    assert_non_null(strstr(diags_at(bench->diags, 0)->text, "did you mean measured"));
    assert_int_equal(diags_at(bench->diags, 1)->code, DIAG_BAD_DATE);
    assert_int_equal(diags_at(bench->diags, 2)->code, DIAG_WRONG_TYPE);
}

static void a_default_with_a_range_is_an_estimate_among_the_inputs(void **state)
{
    struct bench *bench = *state;
    quantity_default(&bench->reader, "25 min", "4 min", "45 min", UNIT_SECONDS, "site.gpus.mtti", &bench->q);
    assert_near(bench->q.value, 1500.0);
    assert_near(bench->q.lo, 240.0);
    assert_near(bench->q.hi, 2700.0);
    assert_false(bench->q.given);
    assert_int_equal(bench->q.grade, GRADE_ESTIMATE);
    assert_string_equal(bench->q.source, "default");
    assert_int_equal(bench->q.at.line, 0);
    assert_int_equal(bench->inputs.n, 1);
    quantity_default(&bench->reader, "1", NULL, NULL, UNIT_COUNT, "jobs.a.count", &bench->q);
    assert_null(bench->q.path);
    assert_int_equal(bench->q.grade, GRADE_NONE);
    assert_int_equal(bench->inputs.n, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_bare_value_is_in_si_with_its_place_and_path),
        TEST(a_map_states_who_stands_behind_the_number),
        TEST(a_range_alone_has_its_midpoint_as_nominal),
        TEST(a_nominal_or_value_goes_before_the_midpoint),
        TEST(counts_and_dates_stay_whole_in_the_middle_of_a_range),
        TEST(a_value_outside_its_own_range_is_refused),
        TEST(each_distribution_is_read_in_si_with_its_mean_as_nominal),
        TEST(a_stated_nominal_goes_before_a_distributions_mean),
        TEST(distributions_that_make_no_sense_are_refused),
        TEST(what_excludes_each_other_is_a_conflict),
        TEST(each_mistake_of_a_number_has_its_code),
        TEST(bounds_hold_for_the_ends_of_ranges_and_distributions),
        TEST(a_bare_number_is_told_the_unit_it_lacks),
        TEST(a_models_number_needs_source_date_and_grade),
        TEST(a_number_inherits_from_the_nearest_map_around),
        TEST(words_of_provenance_are_checked),
        TEST(a_default_with_a_range_is_an_estimate_among_the_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
