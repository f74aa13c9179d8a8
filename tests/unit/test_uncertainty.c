#include "tests/lib/near.h"

#include <string.h>

#include "json/uncertainty_json.h"
#include "stat/dist.h"
#include "study/uncertainty.h"
#include "types/diag_codes.h"

#define DIAG_NAME_OF(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME_OF)};

/* A study of a scenario, as the tests are run from the repository's root. */
static const struct uncertainty_results *study_of(const char *file, const char *const *sets, int n_sets, const char *method, const char *of, bool simulates, int workers, struct arena *arena)
{
    const struct doe_base base = {file, "models", sets, n_sets};
    const struct uncertainty_options options = {workers, NULL, NULL};
    struct uncertainty_results *results = ARENA_NEW(arena, struct uncertainty_results);
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    struct uncertainty_plan plan;
    double audit;
    assert_true(uncertainty_read(method, of, simulates, arena, diags, &plan));
    assert_int_equal(uncertainty_study(&base, &plan, &options, arena, results, &audit), UNCERTAINTY_DONE);
    results->manifest = (struct result_manifest){.version = "", .seed = "1", .command = ""};
    return results;
}

static const struct uncertainty_results *one_rack(const char *method, const char *of, struct arena *arena)
{
    return study_of("scenarios/one-rack.yaml", NULL, 0, method, of, false, 2, arena);
}

static int input_of(const struct uncertainty_results *results, const char *path)
{
    for (int i = 0; i < results->n_inputs; i++)
        if (strcmp(results->inputs[i].path, path) == 0) return i;
    fail_msg("no input %s", path);
    return -1;
}

/* --- the two builds ---------------------------------------------------------------------------------------- */

/* Held counts are those of the plan, so with every input at its nominal value both builds are the same. */
static void held_and_needed_are_one_at_nominal_values(void **state)
{
    (void)state;
    static const char *const files[] = {"scenarios/one-rack.yaml", "scenarios/dallas-2026-01.yaml", "scenarios/dallas-2026-01-tiered.yaml", "scenarios/campus-350mw.yaml", "scenarios/richmond.yaml"};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct arena *arena = arena_new();
        const struct uncertainty_results *r = study_of(
            files[f], NULL, 0, "monte-carlo:1",
            "nodes,needed_nodes,rack_tiles,needed_rack_tiles,usable_bytes,needed_usable_bytes,read_domain_out_bytes_per_s,needed_read_domain_out_bytes_per_s,site_design_w,needed_site_design_w",
            false, 1, arena);
        for (int q = 0; q < r->n_quantities; q += 2) assert_true(r->quantities[q].nominal == r->quantities[q + 1].nominal && r->quantities[q].nominal > 0.0);
        arena_free(arena);
    }
}

/* 7 EB are held by 2,892 boxes of the campus; drives 5 % smaller leave the held build 5 % short, and need 1/0.95 as many boxes. */
static void smaller_drives_leave_the_held_build_short_and_need_more_boxes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct uncertainty_results *r = study_of("scenarios/campus-350mw.yaml", NULL, 0, "tornado", "usable_bytes,needed_nodes", false, 2, arena);
    const int capacity = input_of(r, "models.drive.qlc-122.capacity");
    assert_true(r->counts_open);
    assert_string_equal(r->held, "bulk: 2892 odm-cap, 681 cnode-gen6");
    int seen = 0;
    for (int b = 0; b < r->n_bars; b++) {
        if (r->bars[b].input != capacity) continue;
        seen++;
        if (r->bars[b].quantity == 0) assert_within(r->bars[b].at_lo, 0.95 * r->quantities[0].nominal, 1e-6);
        else assert_true(fabs(r->bars[b].at_lo - 2892.0 / 0.95) < 1.01);
    }
    assert_int_equal(seen, 2);
    arena_free(arena);
}

/* --- one at a time ----------------------------------------------------------------------------------------------- */

/* Capacity of the build is proportional to that of a drive: 7.46 PB at 61.44 TB falls below 7.2 PB at 61.44 × 7.2 / 7.46. */
static void a_flip_stands_where_the_law_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *const sets[] = {"requirements.CAP-1={id: CAP-1, must: \"usable_capacity >= 7.2 PB\"}"};
    const struct uncertainty_results *r = study_of("scenarios/one-rack.yaml", sets, 1, "tornado", "usable_bytes", false, 2, arena);
    const int capacity = input_of(r, "models.drive.tlc-61.capacity");
    const struct uncertainty_input *input = &r->inputs[capacity];
    int seen = 0;
    assert_string_equal(input->known, "spread of its grade");
    for (int f = 0; f < r->n_flips; f++) {
        const struct uncertainty_flip *flip = &r->flips[f];
        if (flip->input != capacity || strcmp(r->requirements[flip->requirement].id, "CAP-1") != 0) continue;
        seen++;
        const double at = input->value * 7.2e15 / r->quantities[0].nominal;
        assert_true(flip->value <= at && flip->value >= at - 1.1e-6 * (input->value - input->lo));
        assert_within(flip->share, (at - input->lo) / (input->hi - input->lo), 1e-5);
        assert_string_equal(flip->to, "fail");
    }
    assert_int_equal(seen, 1);
    assert_false(r->sure);
    arena_free(arena);
}

/* --- all at once: storage draws 12 boxes at their maximum, which is said to lie between 700 W and 1.2 kW and nothing else moves it ------------ */

static const char boxes_w[] = "models.node.ebox-perf.max";

static void of_a_straight_law_morris_sees_the_whole_way_and_no_spread(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct uncertainty_results *r = one_rack("morris:5", "storage_max_w", arena);
    const struct uncertainty_input *box = &r->inputs[input_of(r, boxes_w)];
    assert_int_equal(r->n_effects, 1);
    assert_string_equal(r->inputs[r->effects[0].input].path, boxes_w);
    assert_near(r->effects[0].mu, 12.0 * (box->hi - box->lo));
    assert_near(r->effects[0].mu_star, 12.0 * (box->hi - box->lo));
    assert_true(r->effects[0].sigma < 1e-9 * r->effects[0].mu);
    assert_int_equal(r->effects[0].steps, 5);
    arena_free(arena);
}

static void of_a_straight_law_one_input_has_all_the_variance(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct uncertainty_results *r = one_rack("sobol:1024", "storage_max_w", arena);
    assert_int_equal(r->n_indices, 1);
    assert_string_equal(r->inputs[r->indices[0].input].path, boxes_w);
    assert_true(r->indices[0].total_lo <= 1.0 && 1.0 <= r->indices[0].total_hi && r->indices[0].total_hi - r->indices[0].total_lo < 0.2);
    assert_true(r->screened_share == 1.0);           /* more than 20 inputs, of which one has an effect */
    arena_free(arena);
}

/* Uniform from lo to hi: P10 a tenth of the way. Set aside P90: idle (0.9 w)²/2w, short 9 × (0.1 w)²/2w, together 0.45 w; all of it saved by
 * knowing what a box draws. */
static void of_a_straight_law_monte_carlo_finds_the_quantiles_and_the_worth(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *const sets[] = {"study.seed=2"};     /* with seed 1 the median is one of the 5 in 100 that miss; tests/unit/test_coverage.c counts them */
    const struct uncertainty_results *r = study_of("scenarios/one-rack.yaml", sets, 1, "monte-carlo:4000", "storage_max_w", false, 2, arena);
    const struct uncertainty_quantity *watts = &r->quantities[0];
    const struct uncertainty_input *box = &r->inputs[input_of(r, boxes_w)];
    const double lo = 12.0 * box->lo, way = 12.0 * (box->hi - box->lo);
    assert_true(watts->p10_lo <= lo + 0.1 * way && lo + 0.1 * way <= watts->p10_hi);
    assert_true(watts->p50_lo <= lo + 0.5 * way && lo + 0.5 * way <= watts->p50_hi);
    assert_true(watts->p90_lo <= lo + 0.9 * way && lo + 0.9 * way <= watts->p90_hi && watts->p90_hi - watts->p90_lo < 0.03 * way);
    const struct uncertainty_decision *reserve = &r->decisions[r->n_decisions - 1];
    assert_string_equal(reserve->name, "reserve");
    assert_within(reserve->loss, 0.45 * way, 0.05);
    int seen = 0;
    for (int w = 0; w < r->n_worths; w++) {
        if (r->worths[w].decision != r->n_decisions - 1) continue;
        seen++;
        assert_string_equal(r->inputs[r->worths[w].input].path, boxes_w);
        assert_within(r->worths[w].gain, reserve->loss, 0.02);
    }
    assert_int_equal(seen, 1);
    arena_free(arena);
}

/* A MUST on what the site draws holds in as many draws as have that much or less. */
static void a_chance_is_the_part_of_the_draws_that_hold(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *const sets[] = {"requirements.POW-1={id: POW-1, must: \"site_power_peak <= 936 kW\"}"};
    const struct uncertainty_results *r = study_of("scenarios/one-rack.yaml", sets, 1, "monte-carlo:2000", "site_design_w,rack_tiles", false, 2, arena);
    const struct uncertainty_requirement *power = NULL;
    for (int k = 0; k < r->n_requirements; k++)
        if (strcmp(r->requirements[k].id, "POW-1") == 0) power = &r->requirements[k];
    assert_non_null(power);
    assert_true(power->samples == 2000.0 && power->chance_lo < power->chance && power->chance < power->chance_hi);
    assert_true((r->quantities[0].p50 <= 936e3) == (power->chance >= 0.5) && fabs(power->chance - 0.5) < 0.1);
    assert_true(r->all.hits <= power->hits && r->all.hits > 0.0);
    arena_free(arena);
}

/* --- whoever works ------------------------------------------------------------------------------------------------- */

static void any_number_of_workers_gives_the_same_bytes(void **state)
{
    (void)state;
    static const struct { const char *method; bool simulates; } asked[] = {{NULL, false}, {"morris:3", false}, {"sobol:32", false}, {"monte-carlo:50", true}, {"tornado", true}};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        struct arena *arena = arena_new();
        const char *first = NULL;
        for (int workers = 1; workers <= 4; workers += workers) {
            size_t length;
            const char *const sets[] = {"study.replications=1", "study.length=2 h", "study.warm_up=0 s"};
            const struct uncertainty_results *r = study_of("scenarios/one-rack.yaml", sets, 3, asked[k].method, NULL, asked[k].simulates, workers, arena);
            const char *json = uncertainty_json_write(r, arena, &length);
            if (first) assert_string_equal(json, first);
            first = json;
        }
        arena_free(arena);
    }
}

/* Another input that may be off leaves what is drawn of the others: its own stream has its own name. */
static void draws_go_by_the_path(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *const sets[] = {"demand.read.peak={range: [90 GB/s, 110 GB/s]}"};
    const struct uncertainty_results *a = study_of("scenarios/one-rack.yaml", NULL, 0, "monte-carlo:200", "storage_max_w", false, 1, arena);
    const struct uncertainty_results *b = study_of("scenarios/one-rack.yaml", sets, 1, "monte-carlo:200", "storage_max_w", false, 1, arena);
    assert_int_equal(b->n_inputs, a->n_inputs + 1);
    assert_true(a->quantities[0].mean == b->quantities[0].mean && a->quantities[0].p90 == b->quantities[0].p90);
    arena_free(arena);
}

/* --- by simulation ---------------------------------------------------------------------------------------------------- */

/* The nominal point is what a sweep's point is: goodput and what else only a run can tell are known, and requirements on them are judged. */
static void a_simulation_knows_what_a_plan_does_not(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *const sets[] = {"study.replications=2", "study.length=6 h", "study.warm_up=0 s", "requirements.TIL-1={id: TIL-1, must: \"goodput >= 50 %\"}"};
    const struct uncertainty_results *planned = study_of("scenarios/one-rack.yaml", sets, 4, "monte-carlo:40", NULL, false, 1, arena);
    const struct uncertainty_results *run = study_of("scenarios/one-rack.yaml", sets, 4, "monte-carlo:10", "goodput", true, 2, arena);
    for (int r = 0; r < planned->n_requirements; r++) {
        if (strcmp(planned->requirements[r].id, "TIL-1") != 0) continue;
        assert_string_equal(planned->requirements[r].nominal, "depends");
        assert_true(isnan(planned->requirements[r].chance));
        assert_string_equal(run->requirements[r].nominal, "pass");
        assert_true(run->requirements[r].samples == 10.0);
    }
    assert_false(planned->sure);
    assert_true(run->quantities[0].nominal > 0.5 && run->quantities[0].nominal <= 1.0 && run->quantities[0].samples == 10.0);
    assert_true(run->replications == 2.0);
    arena_free(arena);
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static void assert_complaint(const char *method, const char *of, bool simulates, int32_t col, const char *words)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    struct uncertainty_plan plan;
    assert_false(uncertainty_read(method, of, simulates, arena, diags, &plan));
    assert_int_equal(diags_count(diags), 1);
    assert_int_equal(diags_at(diags, 0)->at.col, col);
    if (!strstr(diags_at(diags, 0)->text, words)) fail_msg("\"%s\" does not say \"%s\"", diags_at(diags, 0)->text, words);
    arena_free(arena);
}

static void what_means_nothing_is_said_with_its_place(void **state)
{
    (void)state;
    assert_complaint("morriss", NULL, false, 1, "did you mean morris?");
    assert_complaint("sobol:0", NULL, false, 7, "sobol:N, N from 1");
    assert_complaint("tornado:5", NULL, false, 9, "no number of points");
    assert_complaint("monte-carlo:", NULL, false, 13, "monte-carlo:N");
    assert_complaint(NULL, "nodes,rack_tils", false, 7, "did you mean rack_tiles?");
    assert_complaint(NULL, "needed_rack_tils", false, 1, "did you mean needed_rack_tiles?");
    assert_complaint(NULL, "goodput", false, 1, "--simulate");
    assert_complaint(NULL, "needed_goodput", true, 1, "a quantity of the plan");
    assert_complaint(NULL, "", false, 1, "a quantity of a study");
}

/* Every thread reads the files again: what has gone meanwhile, or plans no more, ends the study and not the program. */
static void files_that_changed_meanwhile_are_no_internal_error(void **state)
{
    (void)state;
    static const char *const too_few[] = {"storage.bulk.nodes=2"};
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    const struct uncertainty_options options = {2, NULL, NULL};
    const struct doe_base bases[] = {{"scenarios/none.yaml", "models", NULL, 0}, {"scenarios/one-rack.yaml", "models/none", NULL, 0}, {"scenarios/one-rack.yaml", "models", too_few, 1}};
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++) {
        struct uncertainty_results *results = ARENA_NEW(arena, struct uncertainty_results);
        struct uncertainty_plan plan;
        double audit;
        assert_true(uncertainty_read(NULL, b ? "nodes" : NULL, false, arena, diags, &plan));
        assert_int_equal(uncertainty_study(&bases[b], &plan, &options, arena, results, &audit), UNCERTAINTY_CHANGED);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(held_and_needed_are_one_at_nominal_values), cmocka_unit_test(smaller_drives_leave_the_held_build_short_and_need_more_boxes),
        cmocka_unit_test(a_flip_stands_where_the_law_says), cmocka_unit_test(of_a_straight_law_morris_sees_the_whole_way_and_no_spread),
        cmocka_unit_test(of_a_straight_law_one_input_has_all_the_variance), cmocka_unit_test(of_a_straight_law_monte_carlo_finds_the_quantiles_and_the_worth),
        cmocka_unit_test(a_chance_is_the_part_of_the_draws_that_hold), cmocka_unit_test(any_number_of_workers_gives_the_same_bytes), cmocka_unit_test(draws_go_by_the_path),
        cmocka_unit_test(a_simulation_knows_what_a_plan_does_not), cmocka_unit_test(what_means_nothing_is_said_with_its_place),
        cmocka_unit_test(files_that_changed_meanwhile_are_no_internal_error),
    };
    dist_gsl_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
