/* Every shipped scenario under `load: constant`: in every steady stretch each class gets
 * min(demand, bound), and means are Σ rate × duration. To be run where scenarios/ and models/ are. */
#include "tests/lib/near.h"

#include <glob.h>

#include "cmd/site_input.h"
#include "input/file_sort.h"
#include "run/run.h"
#include "tests/lib/steady_oracle.h"

enum { SHIPPED = 20 };

struct looker {
    const struct site_plan *plan;
    double worst, since_s, end_s;
    double rate[OPS], bytes[OPS];        /* since since_s; up to it */
    double bound[OPS], largest_excess;   /* of each class alone, by the plan */
    int stretches;
};

static void pass(struct looker *looker, double to_s)
{
    for (int op = 0; op < OPS; op++) looker->bytes[op] += looker->rate[op] * (to_s - looker->since_s);
    looker->since_s = to_s;
}

/* With one class at work nothing is shared: the lesser of what is asked and what the plan's rows let through. */
static void look_at_one_class(struct looker *looker, const struct run_stretch *stretch)
{
    for (int op = 0; op < OPS; op++) {
        if (stretch->asked[OPS - 1 - op] > 0.0 || !(stretch->asked[op] > 0.0)) continue;
        double can = 0.0, expected;
        for (int32_t f = 0; f < stretch->n_flows; f++) can += stretch->flows[f].members * stretch->flows[f].cap;
        expected = fmin(can, looker->bound[op]);
        looker->largest_excess = fmax(looker->largest_excess, fabs(stretch->delivered[op] - expected) / fmax(expected, 1.0));
    }
}

static void look(void *context, const struct run_stretch *stretch)
{
    struct looker *looker = context;
    pass(looker, stretch->from_s);
    looker->worst = fmax(looker->worst, steady_oracle_error(&looker->plan->system, stretch));
    look_at_one_class(looker, stretch);
    for (int op = 0; op < OPS; op++) looker->rate[op] = stretch->delivered[op];
    looker->stretches++;
}

static double bound_of(const struct row_system *system, enum op op)
{
    double bound = HUGE_VAL;
    const struct flow_class *class = &system->classes[op];
    for (int k = 0; k < class->n_coefficients; k++)
        bound = fmin(bound, system->rows[class->coefficients[k].row].capacity / class->coefficients[k].per_byte);
    return bound;
}

static void check_scenario(const char *file)
{
    struct arena *arena = arena_new();
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    if (!site_input_plan(&(struct options){ .quiet = true }, file, arena, input)) fail_msg("%s cannot be planned", file);
    input->scenario.study.load = LOAD_CONSTANT;
    input->scenario.study.length_s.value = 43200.0;
    struct looker looker = { .plan = &input->plan };
    for (int op = 0; op < OPS; op++) looker.bound[op] = bound_of(&input->plan.system, (enum op)op);
    struct replication *outcome = run_observed(&input->plan, 0.0, 0, &(struct run_observer){ look, &looker }, arena);
    pass(&looker, 43200.0);
    if (looker.worst > 1e-9) fail_msg("%s: a rate is off by %g", file, looker.worst);
    if (looker.largest_excess > 1e-9) fail_msg("%s: one class alone is off min(demand, bound) by %g", file, looker.largest_excess);
    if (!(outcome->audit.worst <= 1e-9)) fail_msg("%s: %s is off by %g", file, outcome->audit.law, outcome->audit.worst);
    assert_near(looker.bytes[OP_READ], outcome->meters[REPLICATION_READ].integral);
    assert_near(looker.bytes[OP_WRITE], outcome->meters[REPLICATION_WRITE].integral);
    assert_true(looker.stretches > 1);
    arena_free(arena);
}

static void every_class_gets_the_lesser_of_demand_and_bound_in_all_shipped_scenarios(void **state)
{
    (void)state;
    glob_t found = { 0 };
    assert_int_equal(glob("scenarios/*.yaml", 0, NULL, &found), 0);
    assert_int_equal(glob("scenarios/*/*.yaml", GLOB_APPEND, NULL, &found), 0);
    assert_true(found.gl_pathc >= SHIPPED);
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (file_sort_of(found.gl_pathv[i], scratch) == FILE_SORT_SCENARIO) check_scenario(found.gl_pathv[i]);
    arena_free(scratch);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_class_gets_the_lesser_of_demand_and_bound_in_all_shipped_scenarios),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
