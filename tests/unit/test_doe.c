#include "tests/lib/near.h"

#include <string.h>

#include "input/scenario.h"
#include "stat/dist.h"
#include "study/doe.h"
#include "types/diag_codes.h"

/* A study of scenarios/one-rack.yaml, as the tests are run from the repository's root. */
struct study_of {
    struct arena *arena;
    struct doe_base base;
    struct catalog catalog;
    struct scenario scenario;
    struct diags *diags;
    struct doe doe;
    bool sound;
};

static struct study_of *study_of(const char *const *varies, int n, const char *design)
{
    static const char *const no_names[DIAG_COUNT];
    struct arena *arena = arena_new();
    struct study_of *made = ARENA_NEW(arena, struct study_of);
    made->arena = arena;
    made->base = (struct doe_base){"scenarios/one-rack.yaml", "models", NULL, 0};
    made->diags = diags_new(arena, no_names, DIAG_COUNT);
    assert_true(scenario_read(made->base.file, made->base.models_dir, NULL, 0, arena, made->diags, &made->catalog, &made->scenario));
    made->sound = doe_read(&made->base, &made->scenario, &made->catalog, varies, n, design, arena, made->diags, &made->doe);
    return made;
}

#define STUDY(design, ...) study_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), design)

static void assert_point(struct study_of *study, struct doe_walk *walk, int64_t index, int vary, const char *text, double number)
{
    struct doe_value values[DOE_MOST_VARIES];
    doe_at(walk, index, study->arena, values);
    assert_string_equal(values[vary].text, text);
    if (isnan(number)) assert_true(isnan(values[vary].number));
    else assert_near(values[vary].number, number);
}

static void all_combinations_the_last_fastest(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "demand.read.peak=50 GB/s:200 GB/s:4", "storage.bulk.node=ebox-perf,ebox-cap");
    assert_true(study->sound);
    assert_int_equal(study->doe.n_points, 8);
    struct doe_walk *walk = doe_walk_new(&study->doe);
    assert_point(study, walk, 0, 0, "50 GB/s", 50e9);
    assert_point(study, walk, 1, 0, "50 GB/s", 50e9);
    assert_point(study, walk, 1, 1, "ebox-cap", (double)NAN);
    assert_point(study, walk, 2, 0, "100 GB/s", 100e9);
    assert_point(study, walk, 7, 0, "200 GB/s", 200e9);
    doe_walk_free(walk);
    arena_free(study->arena);
}

/* 1, 10, 100 GB/s in the unit of the upper end, whatever that of the lower. */
static void equal_ratios_in_the_unit_of_the_upper_end(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "demand.read.peak=1000 MB/s:100 GB/s:x3");
    assert_true(study->sound);
    struct doe_walk *walk = doe_walk_new(&study->doe);
    assert_point(study, walk, 0, 0, "1000 MB/s", 1e9);
    assert_point(study, walk, 1, 0, "10 GB/s", 10e9);
    assert_point(study, walk, 2, 0, "100 GB/s", 100e9);
    doe_walk_free(walk);
    arena_free(study->arena);
}

static void counts_and_dates_are_whole(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "storage.bulk.nodes=12:17:3", "delivery[0].committed=2026-01-01:2026-01-04:3", "models.stack.vast-146-4.reserve=5 %:10 %:3");
    assert_true(study->sound);
    struct doe_walk *walk = doe_walk_new(&study->doe);
    assert_point(study, walk, 9, 0, "14", 14.0);
    assert_point(study, walk, 3, 1, "2026-01-03", 20456.0);
    assert_point(study, walk, 1, 2, "7.5 %", 0.075);
    doe_walk_free(walk);
    arena_free(study->arena);
}

/* The first point of Sobol's sequence is the middle of everything: of a range, of its logarithm, of a list. */
static void sobol_begins_in_the_middle(void **state)
{
    (void)state;
    struct study_of *study = STUDY("sobol:64", "demand.read.peak=50 GB/s:150 GB/s", "demand.usable_capacity=1 PB:4 PB:x", "storage.bulk.nodes=12,13,14");
    assert_true(study->sound);
    assert_int_equal(study->doe.n_points, 64);
    struct doe_walk *walk = doe_walk_new(&study->doe);
    assert_point(study, walk, 0, 0, "100 GB/s", 100e9);
    assert_point(study, walk, 0, 1, "2 PB", 2e15);
    assert_point(study, walk, 0, 2, "13", 13.0);
    doe_walk_free(walk);
    arena_free(study->arena);
}

/* What a vary says of a place is where its --set would be wrong, moved to where the value stands in the argument. */
static void mistakes_of_all_are_told_at_once(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "demand.read.peak=1 TB/s,24 XB/s", "demand.raed.peak=1 TB/s", "study.length=1 d:2 d");
    assert_false(study->sound);
    assert_int_equal(diags_count(study->diags), 3);
    static const int32_t cols[] = {25, 8, 14};
    for (size_t k = 0; k < 3; k++) {
        assert_string_equal(diags_at(study->diags, k)->at.file, "--vary");
        assert_int_equal(diags_at(study->diags, k)->at.line, k + 1);
        assert_int_equal(diags_at(study->diags, k)->at.col, cols[k]);
    }
    arena_free(study->arena);
}

/* 256 GPUs are too few for the jobs of the base: no mistake of the value, which another --vary may make good. */
static void a_value_that_only_fits_others_is_left_to_the_points(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "site.gpus.count=256:512:2", "jobs.training.gpus=128,512");
    assert_true(study->sound);
    assert_true(study->doe.varies[0].is_number);
    assert_near(study->doe.varies[0].values[0].number, 256.0);
    arena_free(study->arena);
}

static void files_of_every_value_are_known(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "storage.bulk.node=ebox-cap,ebox-perf");
    bool found = false;
    for (int f = 0; f < study->doe.n_files; f++) found |= strcmp(study->doe.files[f], "models/nodes/ebox-cap.yaml") == 0;
    assert_true(found);
    arena_free(study->arena);
}

static void a_point_is_the_base_and_its_settings(void **state)
{
    (void)state;
    struct study_of *study = STUDY(NULL, "demand.read.peak=50 GB/s:200 GB/s:4", "storage.bulk.nodes=12,13");
    const char *const more[] = {"study.seed=5"};
    const struct doe_base base = {study->base.file, study->base.models_dir, more, 1};
    struct doe_walk *walk = doe_walk_new(&study->doe);
    struct doe_value values[DOE_MOST_VARIES];
    doe_at(walk, 3, study->arena, values);
    const char *const *sets = doe_sets(&study->doe, &base, values, study->arena);
    assert_string_equal(sets[0], "study.seed=5");
    assert_string_equal(sets[1], "demand.read.peak=100 GB/s");
    assert_string_equal(sets[2], "storage.bulk.nodes=13");
    doe_walk_free(walk);
    arena_free(study->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_combinations_the_last_fastest), cmocka_unit_test(equal_ratios_in_the_unit_of_the_upper_end),
        cmocka_unit_test(counts_and_dates_are_whole), cmocka_unit_test(sobol_begins_in_the_middle), cmocka_unit_test(mistakes_of_all_are_told_at_once),
        cmocka_unit_test(a_value_that_only_fits_others_is_left_to_the_points), cmocka_unit_test(files_of_every_value_are_known),
        cmocka_unit_test(a_point_is_the_base_and_its_settings),
    };
    dist_gsl_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
