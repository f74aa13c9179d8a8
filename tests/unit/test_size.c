#include "tests/lib/site_plan_of.h"

#include "base/text.h"
#include "plan/summary.h"
#include "plan/verdict.h"
#include "stat/rng.h"
#include "study/replicate.h"
#include "study/size.h"

static const double PB = 1e15, GB_S = 1e9;

/* --- small sites --------------------------------------------------------------------------------- */

/* A hall of 512 GPUs to be fed; the catalog has boxes of 1.35 PB at 800 Gb/s and of 2.7 PB at 400 Gb/s, and front ends. */
struct size_fixture { struct site_fixture *site; struct catalog all; struct stack_model stacks[1]; struct node_model nodes[3]; };

static const char *const under_vast[] = {"vast"};

static struct size_fixture *size_new(void)
{
    struct site_fixture *site = site_new();
    struct size_fixture *made = ARENA_NEW(site->arena, struct size_fixture);
    struct stack_model *vast = site_vast(site);
    made->site = site;
    vast->paths[0] = vast->paths[1];             /* front ends apart */
    vast->code.min_data = site_given(4.0);
    vast->min_nodes = site_given(3.0);
    made->stacks[0] = *vast;
    made->nodes[0] = *site_odm_perf(site);
    made->nodes[1] = *site_odm_cap(site);
    made->nodes[2] = *site_front_end(site);
    for (int n = 0; n < 3; n++) {
        made->nodes[n].stacks = (const char **)(uintptr_t)under_vast;
        made->nodes[n].n_stacks = 1;
    }
    made->all = (struct catalog){.stacks = made->stacks, .n_stacks = 1, .nodes = made->nodes, .n_nodes = 3};
    struct pool *pool = site_pool(site, "bulk", &made->nodes[0], &made->stacks[0], 0);
    pool->front_end_node = &made->nodes[2];
    site->scenario.site.gpus = site_given(512.0);
    site->scenario.study.length_s = site_given(6.0 * 3600.0);
    site->scenario.study.warm_up_auto = false;
    site->scenario.study.warm_up_s = site_given(0.0);
    site->scenario.study.replications = site_given(4.0);
    site->scenario.demand.checkpoint_bytes_per_s = site_given(1.0 * GB_S);
    return made;
}

static void ask(struct size_fixture *fixture, double bytes, double read, double write)
{
    struct site_fixture *site = fixture->site;
    site->scenario.demand.usable_bytes = site_given(bytes);
    site->scenario.demand.read_peak_bytes_per_s = site->scenario.demand.read_mean_bytes_per_s = site_given(read);
    site->scenario.demand.peak_write_bytes_per_s = site_given(write);
    site_must(site, REQ_USABLE_CAPACITY, CMP_GE, bytes);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, read);
    site_must(site, REQ_WRITE_CAPABILITY, CMP_GE, write);
}

/* A place between lo and hi, on a scale of equal ratios. */
static double between(struct rng *rng, double lo, double hi) { return lo * pow(hi / lo, rng_uniform(rng)); }

static struct size_fixture *random_site(uint64_t seed, bool simulated, enum size_objective *objective)
{
    struct size_fixture *fixture = size_new();
    struct rng rng = rng_stream(20261125, 0, "size", seed);
    struct scenario *scenario = &fixture->site->scenario;
    const double bytes = between(&rng, 3.0 * PB, 24.0 * PB), read = between(&rng, 50.0 * GB_S, 500.0 * GB_S), write = between(&rng, 5.0 * GB_S, 60.0 * GB_S);
    ask(fixture, bytes, read, write);
    fixture->stacks[0].min_nodes = site_given(1.0 + (double)rng_below(&rng, 12));
    fixture->nodes[0].max_w = site_given(between(&rng, 500.0, 1500.0));
    fixture->nodes[2].software_read_bytes_per_s = site_given(between(&rng, 20.0, 80.0) * GB_S);
    scenario->demand.coincidence = rng_below(&rng, 2) ? COINCIDENCE_SIMULTANEOUS : COINCIDENCE_SEPARATE;
    if (rng_below(&rng, 3) == 0) site_must(fixture->site, REQ_RACK_TILES, CMP_LE, 1.0 + (double)rng_below(&rng, 2));
    if (rng_below(&rng, 4) == 0) site_must(fixture->site, REQ_STORAGE_POWER, CMP_LE, between(&rng, 5e3, 3e4));
    *objective = rng_below(&rng, 2) ? SIZE_TILES : SIZE_POWER;
    scenario->study.seed = seed;
    if (!simulated) return fixture;
    struct failures *failures = site_failures(fixture->site);
    failures->drives = false;
    failures->node_rate_per_year = site_given(between(&rng, 20.0, 400.0));
    site_must(fixture->site, REQ_READ_DENIED_FRACTION, CMP_LE, between(&rng, 1e-4, 1e-2));
    return fixture;
}

static const struct study_size *sized(struct size_fixture *fixture, enum size_objective objective)
{
    struct study_size *out = ARENA_NEW(fixture->site->arena, struct study_size);
    const struct size_question question = {.scenario = &fixture->site->scenario, .catalog = &fixture->all, .all = &fixture->all, .objective = objective, .probability = 0.75, .workers = 1};
    assert_true(size_answer(&question, fixture->site->arena, out));
    return out;
}

static const struct study_size_option *named(const struct study_size *size, const char *name)
{
    for (int32_t k = 0; k < size->n_options; k++)
        if (text_equal(size->options[k].option, name)) return &size->options[k];
    return NULL;
}

/* --- built by hand: shares no code with the search -------------------------------------------------- */

struct built { bool passes; double tiles, watts; };

static struct scenario by_hand(struct size_fixture *fixture, double perf, double cap, double fronts, struct arena *arena)
{
    struct scenario made = fixture->site->scenario;
    struct pool *pool = ARENA_NEW(arena, struct pool);
    *pool = made.pools[0];
    pool->groups = ARENA_ARRAY(arena, struct node_group, 2);
    pool->n_groups = 0;
    for (int n = 0; n < 2; n++) {
        const double nodes = n ? cap : perf;
        if (nodes <= 0.0) continue;
        struct node_group *group = &pool->groups[pool->n_groups++];
        *group = (struct node_group){.node = &fixture->nodes[n], .fill_share = site_absent()};
        site_count(&group->nodes, nodes);
    }
    site_count(&pool->front_end_nodes, fronts);
    made.pools = pool;
    return made;
}

static bool meets(const struct site_plan *plan)
{
    for (int r = 0; r < plan->scenario->n_requirements; r++) {
        struct verdict_line line;
        verdict_judge(plan, NULL, &plan->scenario->requirements[r], &line);
        if (line.verdict == VERDICT_FAIL) return false;
    }
    return true;
}

static struct built planned(struct size_fixture *fixture, double perf, double cap, double fronts)
{
    struct arena *arena = arena_new();
    static const char *const no_names[DIAG_COUNT];
    const struct scenario scenario = by_hand(fixture, perf, cap, fronts, arena);
    struct site_plan plan;
    struct built built = {.passes = false};
    if (plan_site_quietly(&scenario, &fixture->all, arena, diags_new(arena, no_names, DIAG_COUNT), &plan)) {
        built = (struct built){meets(&plan) && perf + cap >= fixture->stacks[0].min_nodes.value && !(plan.power.headroom_w < 0.0), plan.racks.rack_tiles,
                               plan.power.storage_max_w + plan.power.network_w};
    }
    arena_free(arena);
    return built;
}

/* What `run` says of it, inputs at their nominal values. */
static const char *run_says(struct size_fixture *fixture, double perf, double cap, double fronts)
{
    struct arena *arena = arena_new();
    static const char *const no_names[DIAG_COUNT];
    const struct scenario scenario = by_hand(fixture, perf, cap, fronts, arena);
    struct site_plan plan;
    const char *verdict = "fail";
    if (plan_site(&scenario, &fixture->all, arena, diags_new(arena, no_names, DIAG_COUNT), &plan)) {
        struct results *results = ARENA_NEW(arena, struct results);
        summary_fill(&plan, arena, results);
        assert_true(replicate_run(&plan, (struct replicate_options){.workers = 1}, arena, results));
        summary_judge(&plan, arena, results);
        verdict = text_equal(summary_verdict(results), "fail") ? "fail" : "pass";
    }
    arena_free(arena);
    return verdict;
}

/* Counts of the answer: performance, capacity, front ends. */
static void counts_of(const struct study_size_option *option, double count[3])
{
    count[0] = count[1] = count[2] = 0.0;
    for (int32_t c = 0; c < option->n_counts; c++) {
        const char *node = option->counts[c].node;
        count[text_equal(node, "odm-perf") ? 0 : text_equal(node, "odm-cap") ? 1 : 2] += option->counts[c].count;
    }
}

/* --- equality with all combinations ------------------------------------------------------------------- */

static bool before(const struct built *a, const struct built *b, enum size_objective objective)
{
    const double x[2] = {objective == SIZE_TILES ? a->tiles : a->watts, objective == SIZE_TILES ? a->watts : a->tiles};
    const double y[2] = {objective == SIZE_TILES ? b->tiles : b->watts, objective == SIZE_TILES ? b->watts : b->tiles};
    for (int k = 0; k < 2; k++)
        if (fabs(x[k] - y[k]) > 1e-9 * y[k]) return x[k] < y[k];
    return false;
}

enum { MOST_BOXES = 22, MOST_FRONTS = 30 };

static struct built best_of_all(struct size_fixture *fixture, enum size_objective objective, double count[3])
{
    struct built best = {.passes = false};
    for (int perf = 0; perf <= MOST_BOXES; perf++)
        for (int cap = perf ? 0 : 1; cap <= MOST_BOXES; cap++)
            for (int fronts = 1; fronts <= MOST_FRONTS; fronts++) {
                const struct built built = planned(fixture, perf, cap, fronts);
                if (!built.passes || (best.passes && !before(&built, &best, objective))) continue;
                best = built;
                count[0] = perf;
                count[1] = cap;
                count[2] = fronts;
            }
    return best;
}

static void equals_the_best_of_all_counts_at_one_rack_scale(void **state)
{
    (void)state;
    const char *asked = getenv("SIZE_BRUTE");
    const int sites = asked ? atoi(asked) : 6;
    int none = 0, mixes = 0;
    for (int seed = 0; seed < sites; seed++) {
        enum size_objective objective;
        double all[3] = {0.0}, own[3] = {0.0};
        struct size_fixture *fixture = random_site((uint64_t)(1000 + seed), false, &objective);
        const struct built best = best_of_all(fixture, objective, all);
        const struct study_size *size = sized(fixture, objective);
        const struct study_size_option *option = named(size, size->best);
        none += !best.passes;
        if (best.passes && !option) fail_msg("seed %d: nothing found; %g + %g + %g takes %g tiles, %g W", 1000 + seed, all[0], all[1], all[2], best.tiles, best.watts);
        if (option) {
            counts_of(option, own);
            mixes += own[0] > 0.0 && own[1] > 0.0;
            const struct built found = planned(fixture, own[0], own[1], own[2]);
            if (!found.passes || (best.passes && before(&best, &found, objective)) || !(own[0] <= MOST_BOXES && own[1] <= MOST_BOXES && own[2] <= MOST_FRONTS ? best.passes : true))
                fail_msg("seed %d: found %g + %g + %g (%g tiles, %g W), best of all %g + %g + %g (%g tiles, %g W)", 1000 + seed, own[0], own[1], own[2], found.tiles, found.watts, all[0],
                         all[1], all[2], best.tiles, best.watts);
        }
        site_free(fixture->site);
    }
    printf("    %d sites: %d cannot be built at all, %d are best built as a mix\n", sites, none, mixes);
}

/* --- what run says of the answer and of its neighbours --------------------------------------------------- */

static void assert_least(struct size_fixture *fixture, int seed, const double own[3])
{
    if (!text_equal(run_says(fixture, own[0], own[1], own[2]), "pass")) fail_msg("seed %d: %g + %g + %g does not pass", seed, own[0], own[1], own[2]);
    for (int c = 0; c < 3; c++) {
        double less[3] = {own[0], own[1], own[2]};
        less[c] -= 1.0;
        const bool none_left = less[0] + less[1] <= 0.0 || less[2] <= 0.0;
        if (less[c] >= 0.0 && !none_left && text_equal(run_says(fixture, less[0], less[1], less[2]), "pass"))
            fail_msg("seed %d: %g + %g + %g passes too, smaller than %g + %g + %g", seed, less[0], less[1], less[2], own[0], own[1], own[2]);
    }
}

static void passes_and_no_smaller_neighbour_does(void **state)
{
    (void)state;
    const char *asked = getenv("SIZE_SCENARIOS");
    const int sites = asked ? atoi(asked) : 12;
    int found = 0, grown = 0;
    for (int seed = 0; seed < sites; seed++) {
        enum size_objective objective;
        double own[3], by_plan[3];
        struct size_fixture *fixture = random_site((uint64_t)seed, seed % 2, &objective);
        const struct study_size *size = sized(fixture, objective);
        const struct study_size_option *option = named(size, size->best);
        if (option) {
            counts_of(option, own);
            assert_least(fixture, seed, own);
            found++;
        }
        if (option && seed % 2) {
            fixture->site->scenario.n_requirements--;        /* the last is the simulated one */
            const struct study_size *plan = sized(fixture, objective);
            counts_of(named(plan, plan->best), by_plan);
            grown += own[0] != by_plan[0] || own[1] != by_plan[1] || own[2] != by_plan[2];
        }
        site_free(fixture->site);
    }
    printf("    %d scenarios: %d can be built; simulation moved %d of them\n", sites, found, grown);
    assert_true(found >= sites / 2);
    assert_true(grown > 0);
}

/* --- marks, steps, prices ------------------------------------------------------------------------------------ */

static void a_stated_count_is_manual_and_stays(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 8.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    site_count(&fixture->site->scenario.pools[0].front_end_nodes, 9.0);
    const struct study_size *size = sized(fixture, SIZE_TILES);
    const struct study_size_option *own = named(size, "this build");
    assert_string_equal(own->counts[0].mark, "AUTO");
    assert_string_equal(own->counts[1].mark, "MANUAL");
    assert_near(own->counts[1].count, 9.0);
    site_free(fixture->site);
}

static void a_step_more_costs_its_watts_and_a_step_less_fails(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 8.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    const struct study_size *size = sized(fixture, SIZE_POWER);
    const struct study_size_option *best = named(size, size->best);
    for (int32_t c = 0; c < best->n_counts; c++) {
        assert_true(best->counts[c].more_w >= 775.0);
        assert_true(best->counts[c].count == 1.0 || *best->counts[c].less_fails);
        assert_string_not_equal(best->counts[c].less_fails, "nothing");
    }
    site_free(fixture->site);
}

/* 1 PB more, 1 TB/s more ...: each price of the relaxation is what solving again with one unit more says. */
static void prices_are_what_one_unit_more_costs(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 900.0 * PB, 12e12, 1e12);
    fixture->site->scenario.site.gpus = site_given(60000.0);
    const struct study_size *size = sized(fixture, SIZE_POWER);
    int priced = 0;
    for (int32_t r = 0; r < size->n_rows; r++) {
        const struct study_size_row *row = &size->rows[r];
        priced += row->price > 0.0;
        if (fabs(row->one_more - row->price) > 1e-6 * fabs(row->price) + 1e-9) fail_msg("%s: price %g, one more %g", row->name, row->price, row->one_more);
    }
    assert_true(priced >= 2);
    site_free(fixture->site);
}

/* Boxes of twice the bytes come a hundred days too late: they are no answer, and what waiting for them would save is told. */
static void each_date_has_its_best(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 20.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    fixture->site->scenario.needed_by_days = 20000.0;
    fixture->nodes[0].first_available = fixture->nodes[2].first_available = site_given(19900.0);
    fixture->nodes[1].first_available = site_given(20100.0);
    const struct study_size *size = sized(fixture, SIZE_POWER);
    assert_string_equal(named(size, size->best)->counts[0].node, fixture->nodes[0].head.name);
    assert_int_equal(size->n_dates, 2);
    assert_string_equal(size->dates[0].option, size->best);
    assert_string_equal(size->dates[0].late, "");
    assert_near(size->dates[0].figure, named(size, size->best)->storage_w);
    assert_non_null(strstr(size->dates[1].option, fixture->nodes[1].head.name));
    assert_non_null(strstr(size->dates[1].late, "needed by"));
    assert_true(size->dates[1].figure < size->dates[0].figure);
    assert_near(size->n_pruned, 1.0);
    site_free(fixture->site);
}

static void dollars_need_every_price(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 8.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    const struct study_size *without = sized(fixture, SIZE_COST);
    assert_string_equal(without->best, "");
    assert_non_null(strstr(without->unpriced, "odm-perf, qlc"));
    for (int n = 0; n < 3; n++) {
        fixture->nodes[n].price_dollars = site_given(n == 1 ? 9000.0 : 1000.0);
        for (int d = 0; d < fixture->nodes[n].n_drives; d++) ((struct drive_model *)(uintptr_t)fixture->nodes[n].drives[d].drive)->price_dollars = site_given(100.0);
        ((struct nic_model *)(uintptr_t)fixture->nodes[n].nics[0].nic)->price_dollars = site_given(500.0);
    }
    fixture->site->tor.price_dollars = fixture->site->spine.price_dollars = site_given(10000.0);
    const struct study_size *size = sized(fixture, SIZE_COST);
    const struct study_size_option *best = named(size, size->best);
    double count[3];
    counts_of(best, count);
    /* Boxes 1,000 + 30 drives + card, or 9,000 + ...; front ends 1,500; two switches and a spine. */
    assert_near(best->dollars, count[0] * 4500.0 + count[1] * 12500.0 + count[2] * 1500.0 + best->rack_tiles * 20000.0 + 10000.0);
    assert_near(count[1], 0.0);
    assert_near(best->least_dollars, best->dollars);
    assert_near(best->estimated_dollars, 0.0);
    assert_near(best->estimated_share, 0.0);
    for (int d = 0; d < fixture->nodes[0].n_drives; d++) {
        struct quantity *price = &((struct drive_model *)(uintptr_t)fixture->nodes[0].drives[d].drive)->price_dollars;
        *price = site_ranged(50.0, 150.0);
        price->grade = GRADE_ESTIMATE;
    }
    const struct study_size *sure = sized(fixture, SIZE_COST);
    const struct study_size_option *ranged = named(sure, sure->best);
    assert_near(ranged->dollars, best->dollars);
    assert_near(ranged->estimated_dollars, count[0] * 3000.0);
    assert_near(ranged->estimated_share, count[0] * 3000.0 / best->dollars);
    assert_near(ranged->least_dollars, best->dollars - count[0] * 1500.0);
    assert_near(ranged->most_dollars, best->dollars + count[0] * 1500.0);
    site_free(fixture->site);
}

/* --- turned round ----------------------------------------------------------------------------------------------- */

static const struct study_size *turned(struct size_fixture *fixture, enum size_ask what)
{
    struct study_size *out = ARENA_NEW(fixture->site->arena, struct study_size);
    const struct size_question question = {.scenario = &fixture->site->scenario, .catalog = &fixture->all, .all = &fixture->all,
                                           .objective = what == SIZE_MIN_SITE_POWER ? SIZE_POWER : SIZE_TILES, .ask = what, .probability = 0.75, .workers = 1};
    assert_true(size_answer(&question, fixture->site->arena, out));
    return out;
}

/* What fits at the most does, and the least more doesn't: the answer put back as a question. */
static void the_most_bytes_fit_and_no_more_do(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 8.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    site_must(fixture->site, REQ_RACK_TILES, CMP_LE, 1.0);
    const struct study_size *most = turned(fixture, SIZE_MAX_CAPACITY);
    const double bytes = named(most, most->best)->most;
    assert_true(bytes > 8.0 * PB);
    for (int more = 0; more < 2; more++) {
        fixture->site->scenario.demand.usable_bytes = fixture->site->scenario.requirements[0].limit = site_given(bytes * (1.0 + 1e-6 * more));
        assert_string_equal(sized(fixture, SIZE_TILES)->verdict, more ? "fail" : "pass");
    }
    site_free(fixture->site);
}

static void the_most_gpus_fit_and_one_more_does_not(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 8.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    site_must(fixture->site, REQ_SITE_POWER_PEAK, CMP_LE, 2e6);
    const struct study_size *most = turned(fixture, SIZE_MAX_GPUS);
    const struct study_size_option *best = named(most, most->best);
    assert_true(best->most > 512.0);
    assert_true(best->site_w <= 2e6);
    /* One GPU more draws 132 kW / 72 x 1.06 x 1.30 = 2.53 kW. */
    assert_true(best->site_w > 2e6 - 2.53e3 - 1.3 * 2.0 * (850.0 + 775.0));
    site_free(fixture->site);
}

static void the_least_envelope_is_what_the_best_build_draws(void **state)
{
    (void)state;
    struct size_fixture *fixture = size_new();
    ask(fixture, 8.0 * PB, 100.0 * GB_S, 10.0 * GB_S);
    site_must(fixture->site, REQ_SITE_POWER_PEAK, CMP_LE, 1e5);      /* less than the GPUs draw */
    assert_string_equal(sized(fixture, SIZE_POWER)->verdict, "fail");
    const struct study_size *least = turned(fixture, SIZE_MIN_SITE_POWER);
    assert_string_equal(least->verdict, "pass");
    fixture->site->scenario.requirements[3].limit = site_given(named(least, least->best)->site_w);
    assert_string_equal(sized(fixture, SIZE_POWER)->verdict, "pass");
    fixture->site->scenario.requirements[3].limit.value *= 1.0 - 1e-6;
    assert_string_equal(sized(fixture, SIZE_POWER)->verdict, "fail");
    site_free(fixture->site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_the_best_of_all_counts_at_one_rack_scale),
        cmocka_unit_test(passes_and_no_smaller_neighbour_does),
        cmocka_unit_test(a_stated_count_is_manual_and_stays),
        cmocka_unit_test(a_step_more_costs_its_watts_and_a_step_less_fails),
        cmocka_unit_test(prices_are_what_one_unit_more_costs),
        cmocka_unit_test(each_date_has_its_best), cmocka_unit_test(dollars_need_every_price),
        cmocka_unit_test(the_most_bytes_fit_and_no_more_do),
        cmocka_unit_test(the_most_gpus_fit_and_one_more_does_not),
        cmocka_unit_test(the_least_envelope_is_what_the_best_build_draws),
    };
    return cmocka_run_group_tests_name("size", tests, NULL, NULL);
}
