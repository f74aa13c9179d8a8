#include "tests/lib/site_plan_of.h"

#include <string.h>

#include "base/text.h"
#include "plan/summary.h"
#include "stat/rng.h"
#include "study/compare.h"
#include "tests/lib/small_models.h"
#include "types/diag_codes.h"

/* --- replication by replication ------------------------------------------------------------------------ */

static struct results measured(struct arena *arena, const char *seed, int32_t n, const double *values)
{
    struct result_measure *measure = ARENA_NEW(arena, struct result_measure);
    *measure = (struct result_measure){"goodput", n, ARENA_ARRAY(arena, double, n)};
    memcpy(measure->values, values, (size_t)n * sizeof *values);
    return (struct results){.manifest = {.seed = seed}, .measures = measure, .n_measures = 1};
}

/* 1 2 3 4 5 and 2.1 3 3.9 5 6: differences 1.1 1 0.9 1 1, mean 1, variance 0.005; t(4) at 97.5 % is 2.7764451. */
static void luck_that_both_had_is_taken_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const double a[] = {1, 2, 3, 4, 5}, b[] = {2.1, 3, 3.9, 5, 6};
    const struct results first = measured(arena, "1", 5, a), second = measured(arena, "1", 5, b);
    struct study_paired *paired;
    assert_int_equal(compare_paired(&first, &second, arena, &paired), 1);
    assert_true(paired[0].paired);
    assert_near(paired[0].delta, 1.0);
    assert_within(paired[0].half, 2.7764451 * sqrt(0.005 / 5.0), 1e-7);
    assert_true(paired[0].half < paired[0].half_unpaired / 20.0);
    assert_near(paired[0].half_over_unpaired, paired[0].half / paired[0].half_unpaired);
    assert_within(paired[0].variance_saved, 1.0 - 0.005 / (2.5 + 2.405), 1e-9);
    arena_free(arena);
}

/* A planned number has no interval; that of a mean is its measure's; what one side does not know has no difference. */
static void numbers_are_held_against_the_first(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_paired paired[] = {{.name = "useful", .half = 0.5}, {.name = "goodput", .half = 0.01}};
    const struct compare_number numbers[] = {{"plan.racks", "", 89.0, 75.0}, {"goodput.ettr", "goodput", 0.9, 0.8}, {"goodput.ettr", "goodput", (double)NAN, 0.8}};
    const struct study_held *held = compare_numbers(numbers, 3, paired, 2, arena);
    assert_string_equal(held[0].id, "plan.racks");
    assert_near(held[0].value, 75.0);
    assert_near(held[0].delta, -14.0);
    assert_true(isnan(held[0].half));
    assert_near(held[1].delta, -0.1);
    assert_near(held[1].half, 0.01);
    assert_near(held[2].value, 0.8);
    assert_true(isnan(held[2].delta) && isnan(held[2].half));
    arena_free(arena);
}

static void another_seed_or_number_is_not_paired(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const double a[] = {1, 2, 3, 4, 5}, b[] = {2.1, 3, 3.9, 5, 6};
    const struct results first = measured(arena, "1", 5, a), other = measured(arena, "2", 5, b), fewer = measured(arena, "1", 4, b);
    struct study_paired *paired;
    compare_paired(&first, &other, arena, &paired);
    assert_false(paired[0].paired);
    assert_near(paired[0].half, paired[0].half_unpaired);
    compare_paired(&first, &fewer, arena, &paired);
    assert_false(paired[0].paired);
    arena_free(arena);
}

static void what_only_one_knows_is_left_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const double a[] = {1, 2}, unknown[] = {1, (double)NAN};
    const struct results first = measured(arena, "1", 2, a), second = measured(arena, "1", 2, unknown), none = {.manifest = {.seed = "1"}};
    struct study_paired *paired;
    assert_int_equal(compare_paired(&first, &second, arena, &paired), 0);
    assert_int_equal(compare_paired(&none, &first, arena, &paired), 0);
    arena_free(arena);
}

/* --- whose doing, on scenarios ---------------------------------------------------------------------------- */

#define DIAG_NAME(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME)};

struct bench { struct arena *arena; struct folder folder; struct difference difference; struct study_attribution answer; };

static const char head[] = "exasite: 1\nname: Small\nsite: {facility: hall, gpus: {model: gpu, count: 64}}\n";

static bool attribute(struct bench *bench, const char *a, const char *b)
{
    char path[256];
    const char *why = "", *files[2];
    struct diags *diags = diags_new(bench->arena, diag_names, DIAG_COUNT);
    files[0] = text_copy(bench->arena, folder_write(&bench->folder, "scenarios/a.yaml", text_format(bench->arena, "%s%s", head, a), path));
    files[1] = text_copy(bench->arena, folder_write(&bench->folder, "scenarios/b.yaml", text_format(bench->arena, "%s%s", head, b), path));
    const struct difference_side sides[2] = {{files[0], NULL, 0}, {files[1], NULL, 0}};
    const struct compare_attribution question = {&bench->difference, false, 1};
    if (!difference_read(sides, text_format(bench->arena, "%s/models", bench->folder.path), bench->arena, diags, &bench->difference)
        || !compare_attribute(&question, bench->arena, &bench->answer, &why)) {
        diags_print(diags, stderr);
        fprintf(stderr, "%s\n", why);
        return false;
    }
    return true;
}

static struct bench *bench_new(void)
{
    static struct bench bench;
    char path[256];
    bench = (struct bench){.arena = arena_new(), .folder = folder_new()};
    small_models_write(&bench.folder);
    folder_write(&bench.folder, "models/nodes/box-large.yaml", SMALL_HEAD("node", "box-large") "extends: box\ndrives: [{drive: disk, count: 20}]\nmax: 500 W\n", path);
    folder_write(&bench.folder, "models/stacks/copies.yaml", SMALL_HEAD("stack", "copies") "extends: plain\ncode: {family: reed_solomon, data: 4, parity: 4}\nreserve: 10 %\n", path);
    return &bench;
}

static void bench_free(struct bench *bench)
{
    folder_free(&bench->folder);
    arena_free(bench->arena);
}

static int value_named(const struct bench *bench, const char *name)
{
    for (int v = 0; v < bench->answer.n_values; v++)
        if (text_equal(bench->answer.names[v], name)) return v;
    fail_msg("no value %s", name);
    return -1;
}

#define DEMAND "demand: {usable_capacity: 1 PB, read: 1 GB/s, protocols: [nfs]}\n"

/* 12 boxes of 10 x 10 TB keep 12 x 100 TB x 8/10 x 0.95 = 912 TB. Twice the boxes: 1,824. Twice the drives: 1,824. Both: 3,648, so 912 come of
 * both together; each is owed half of these. A box draws 300 W, the larger 500 W: 12 x 200 W for the watts alone, 12 x 300 W for twice the
 * boxes, 24 x 500 - 12 x 300 = 8,400 W in all, of which 2,400 are of both. */
static void two_inputs_of_a_scenario_by_hand(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    assert_true(attribute(bench, DEMAND "storage:\n  - {pool: bulk, node: box, stack: plain, nodes: 12}\n", DEMAND "storage:\n  - {pool: bulk, node: box-large, stack: plain, nodes: 24}\n"));
    const struct study_attribution *a = &bench->answer;
    assert_int_equal(a->n_parts, 3);
    assert_string_equal(a->parts[0].name, "storage.bulk.node (drives)");
    assert_string_equal(a->parts[1].name, "storage.bulk.node (watts)");
    assert_string_equal(a->parts[2].name, "storage.bulk.nodes");
    const int bytes = value_named(bench, "usable_bytes"), watts = value_named(bench, "storage_max_w");
    assert_near(a->from[bytes], 912e12);
    assert_near(a->to[bytes], 3648e12);
    assert_near(a->parts[0].alone[bytes], 912e12);
    assert_near(a->parts[2].alone[bytes], 912e12);
    assert_near(a->interaction[bytes], 912e12);
    assert_near(a->parts[0].shapley[bytes], 1368e12);
    assert_near(a->parts[2].shapley[bytes], 1368e12);
    assert_true(a->parts[1].shapley[bytes] == 0.0);
    assert_near(a->to[watts] - a->from[watts], 8400.0);
    assert_near(a->parts[1].alone[watts], 2400.0);
    assert_near(a->parts[2].alone[watts], 3600.0);
    assert_near(a->interaction[watts], 2400.0);
    assert_near(a->parts[1].shapley[watts], 3600.0);
    assert_true(isnan(a->interaction[value_named(bench, "known_dollars")]));
    bench_free(bench);
}

/* Each of up to six things as in the one or as in the other. */
static const char *random_scenario(struct rng *rng, struct arena *arena)
{
    static const char *const nodes[] = {"box", "box-large"}, *const stacks[] = {"plain", "copies"};
    const int node = (int)rng_below(rng, 2), stack = (int)rng_below(rng, 2), count = 10 + (int)rng_below(rng, 40), bytes = 1 + (int)rng_below(rng, 5), read = 1 + (int)rng_below(rng, 9);
    const bool open = rng_below(rng, 2), date = rng_below(rng, 2);
    return text_format(arena, "demand: {usable_capacity: %d PB, read: %d GB/s, checkpoint: {volume: %d TB/day, peak_write: 1 GB/s}, protocols: [nfs]}\n"
                              "storage:\n  - {pool: bulk, node: %s, stack: %s, nodes: %s}\n%ssizing: {headroom: %d %%}\n", bytes, read, 1 + (int)rng_below(rng, 50), nodes[node], stacks[stack],
                       open ? "auto" : text_format(arena, "%d", count), date ? "delivery:\n  - {pool: bulk, committed: 2026-01-15}\n" : "", (int)rng_below(rng, 30));
}

static void parts_sum_to_the_whole_whatever_differs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 25; seed++) {
        struct rng rng = rng_stream(seed, 0, "scenarios", 0);
        struct bench *bench = bench_new();
        const char *a = random_scenario(&rng, bench->arena), *b = random_scenario(&rng, bench->arena);
        if (!attribute(bench, a, b)) fail_msg("seed %d:\n%s%s", (int)seed, a, b);
        for (int v = 0; v < bench->answer.n_values; v++) {
            const double whole = bench->answer.to[v] - bench->answer.from[v], scale = 1e-9 * fmax(fabs(whole), 1e-3 * fabs(bench->answer.to[v]));
            double alone = bench->answer.interaction[v], shapley = 0.0;
            if (isnan(alone)) continue;
            for (int32_t p = 0; p < bench->answer.n_parts; p++) alone += bench->answer.parts[p].alone[v], shapley += bench->answer.parts[p].shapley[v];
            if (fabs(alone - whole) > scale || fabs(shapley - whole) > scale) fail_msg("seed %d, %s: %.17g and %.17g of %.17g", (int)seed, bench->answer.names[v], alone, shapley, whole);
        }
        bench_free(bench);
    }
}

/* --- built for one, needed the other ------------------------------------------------------------------------ */

/* 600 disk boxes read 600 x 88 x 120 MB/s = 6.3 TB/s; 1,200 twice that. Needed: 5 and 10 TB/s. */
static void the_smaller_build_falls_short_and_the_larger_stands_idle(void **state)
{
    (void)state;
    struct site_fixture *sites[2];
    struct compare_side sides[2];
    struct results results = {0};
    for (int s = 0; s < 2; s++) {
        sites[s] = site_new();
        site_count(&site_pool(sites[s], "bulk", site_hdd(sites[s]), site_lrc(sites[s]), 0)->groups[0].nodes, s ? 1200.0 : 600.0);
        sites[s]->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
        sites[s]->scenario.demand.read_peak_bytes_per_s = site_given(s ? 10e12 : 5e12);
        sites[s]->scenario.demand.peak_write_bytes_per_s = site_given(1e11);
        site_must(sites[s], REQ_READ_CAPABILITY, CMP_GE, s ? 10e12 : 5e12);
        sides[s] = (struct compare_side){s ? "large" : "small", "", &results, plan_of(sites[s]), &sites[s]->catalog};
    }
    const struct study_regret *cells = compare_regret(sides, 2, sites[0]->arena);
    assert_true(cells[0].known && cells[1].known && cells[2].known && cells[3].known);
    assert_string_equal(cells[0].failed, "");
    assert_string_equal(cells[1].failed, sides[1].plan->scenario->requirements[0].id);
    assert_true(cells[1].least_margin < -0.3);
    assert_string_equal(cells[2].failed, "");
    assert_near(cells[2].more_rack_tiles, 100.0);           /* 6 to a rack */
    assert_near(cells[0].more_rack_tiles + 1.0, 1.0);
    assert_near(cells[2].more_storage_w, 600.0 * 1450.0);
    site_free(sites[0]);
    site_free(sites[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_held_against_the_first), cmocka_unit_test(luck_that_both_had_is_taken_out),
        cmocka_unit_test(another_seed_or_number_is_not_paired),
        cmocka_unit_test(what_only_one_knows_is_left_out),
        cmocka_unit_test(two_inputs_of_a_scenario_by_hand),
        cmocka_unit_test(parts_sum_to_the_whole_whatever_differs),
        cmocka_unit_test(the_smaller_build_falls_short_and_the_larger_stands_idle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
