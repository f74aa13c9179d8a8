#include "tests/lib/near.h"
#include "tests/lib/folder.h"

#include "base/text.h"
#include "input/scenario.h"
#include "study/digest.h"
#include "study/flips.h"
#include "study/sweep.h"
#include "types/diag_codes.h"

/* scenarios/one-rack.yaml swept and kept in a folder; the tests are run from the repository's root. */
struct swept {
    struct arena *arena;
    struct folder folder;
    struct doe_base base;
    struct catalog catalog;
    struct scenario scenario;
    struct doe doe;
    struct trial_question question;
    struct store *store;
    struct study_digest digest;
};

static struct swept *sweep_of(const char *const *varies, int n, const char *const *sets, int n_sets)
{
    static const char *const no_names[DIAG_COUNT];
    struct arena *arena = arena_new();
    struct swept *swept = ARENA_NEW(arena, struct swept);
    struct diags *diags = diags_new(arena, no_names, DIAG_COUNT);
    const struct result_manifest manifest = {.version = "0", .command = "sweep", .seed = "1"};
    *swept = (struct swept){.arena = arena, .folder = folder_new(), .base = {"scenarios/one-rack.yaml", "models", sets, n_sets}};
    swept->question = (struct trial_question){&swept->doe, &swept->base};
    assert_true(scenario_read(swept->base.file, swept->base.models_dir, sets, n_sets, arena, diags, &swept->catalog, &swept->scenario));
    assert_true(doe_read(&swept->base, &swept->scenario, &swept->catalog, varies, n, NULL, arena, diags, &swept->doe));
    const struct store_head head = {"one rack", "", &manifest, &swept->doe};
    assert_int_equal(store_open(text_format(arena, "%s/study", swept->folder.path), false, &head, arena, diags, &swept->store), STORE_OK);
    const struct sweep_options options = {.workers = 1};
    assert_int_equal(sweep_run(&swept->question, swept->store, &options, arena).end, SWEEP_DONE);
    assert_true(digest_read(swept->store, arena, &swept->digest));
    return swept;
}

static void end(struct swept *swept)
{
    store_close(swept->store);
    folder_free(&swept->folder);
    arena_free(swept->arena);
}

#define SHORT "study.length=1 h", "study.warm_up=0 s", "study.replications=1"
#define SWEEP(...) sweep_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), (const char *const[]){SHORT}, 3)

static const struct study_map *map_of(const struct study_digest *digest, enum study_text text)
{
    for (int32_t m = 0; m < digest->n_maps; m++)
        if (digest->maps[m].text == (int32_t)text) return &digest->maps[m];
    fail_msg("no map of %d", (int)text);
    return NULL;
}

static const struct study_flip *flip_of(const struct study_flip *flips, int32_t n, enum study_text text)
{
    const struct study_flip *found = NULL;
    for (int32_t f = 0; f < n; f++)
        if (flips[f].text == (int32_t)text) {
            assert_null(found);
            found = &flips[f];
        }
    assert_non_null(found);
    return found;
}

/* Eleven of twelve boxes carry both peaks: 102.4 GB/s / x + 8 / 8 = 11 boxes at x = 10.24 GB/s. */
static void a_flip_is_bisected_on_the_plan(void **state)
{
    (void)state;
    struct swept *swept = SWEEP("models.node.ebox-perf.software_read=5 GB/s:40 GB/s:8");
    int32_t n;
    const struct study_flip *flips = flips_find(&swept->question, &swept->digest, 2, swept->arena, &n), *flip = flip_of(flips, n, STUDY_VERDICT);
    assert_true(flip->bisected && flip->above > flip->below && flip->above - flip->below <= 1e-6 * flip->above);
    assert_true(flip->below <= 10.24e9 && 10.24e9 <= flip->above);
    assert_string_equal(flip->from, "fail");
    assert_string_equal(flip->to, "pass");
    assert_true(flip->point == 2 && flip->next == 3);
    end(swept);
}

static void what_only_a_simulation_tells_stays_between_the_points(void **state)
{
    (void)state;
    static const char *const varies[] = {"models.node.ebox-perf.software_read=5 GB/s:40 GB/s:8"};
    static const char *const sets[] = {SHORT, "requirements.THR-1.must=read_denied_fraction <= 1 %"};
    struct swept *swept = sweep_of(varies, 1, sets, 4);
    int32_t n;
    const struct study_flip *flips = flips_find(&swept->question, &swept->digest, 1, swept->arena, &n), *flip = flip_of(flips, n, STUDY_VERDICT);
    assert_false(flip->bisected);
    assert_near(flip->below, 5e9);
    assert_near(flip->above, 10e9);
    end(swept);
}

static void counts_flip_between_whole_numbers(void **state)
{
    (void)state;
    struct swept *swept = SWEEP("storage.bulk.nodes=11:27:3");
    int32_t n;
    const struct study_flip *flips = flips_find(&swept->question, &swept->digest, 1, swept->arena, &n), *flip = flip_of(flips, n, STUDY_TIGHTEST);
    assert_true(flip->bisected);
    assert_near(flip->below, 15.0);
    assert_near(flip->above, 16.0);
    end(swept);
}

/* The maps turn where the kept flips say, on the scale of the input; without them halfway. */
static void a_map_turns_where_the_file_says(void **state)
{
    (void)state;
    struct swept *swept = SWEEP("models.node.ebox-perf.software_read=5 GB/s:40 GB/s:x4");
    int32_t n;
    struct study_digest again;
    const struct study_flip *flips = flips_find(&swept->question, &swept->digest, 1, swept->arena, &n), *flip = flip_of(flips, n, STUDY_VERDICT);
    const int32_t column = (int32_t)flip->point - 1;
    assert_near(map_of(&swept->digest, STUDY_VERDICT)->turns_x[column], 0.5);
    assert_true(store_put_flips(swept->store, flips, n));
    assert_true(digest_read(swept->store, swept->arena, &again));
    const double lo = again.inputs[0].values[column], at = 0.5 * (flip->below + flip->above);
    assert_near(map_of(&again, STUDY_VERDICT)->turns_x[column], log2(at / lo));
    assert_int_equal(again.n_flips, swept->digest.n_flips);
    assert_true(again.flips[0].bisected && !swept->digest.flips[0].bisected);
    end(swept);
}

static void any_number_of_workers_finds_the_same(void **state)
{
    (void)state;
    struct swept *swept = SWEEP("models.node.ebox-perf.software_read=5 GB/s:40 GB/s:4", "storage.bulk.nodes=11:26:4");
    int32_t n, n_more;
    const struct study_flip *one = flips_find(&swept->question, &swept->digest, 1, swept->arena, &n), *more = flips_find(&swept->question, &swept->digest, 3, swept->arena, &n_more);
    assert_int_equal(n, n_more);
    assert_true(n > 4);
    bool across = false;
    for (int32_t f = 0; f < n; f++) {
        assert_true(one[f].below == more[f].below && one[f].above == more[f].above && one[f].point == more[f].point && one[f].next == more[f].next);
        assert_string_equal(one[f].to, more[f].to);
        across |= one[f].input == 1;
    }
    assert_true(across);
    end(swept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flip_is_bisected_on_the_plan),
        cmocka_unit_test(what_only_a_simulation_tells_stays_between_the_points),
        cmocka_unit_test(counts_flip_between_whole_numbers),
        cmocka_unit_test(a_map_turns_where_the_file_says),
        cmocka_unit_test(any_number_of_workers_finds_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
