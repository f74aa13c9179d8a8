#include "tests/lib/near.h"

#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "stat/rng.h"
#include "study/program.h"

/* --- by hand ---------------------------------------------------------------------------------- */

/* 7 of capacity from boxes of 3 that cost 2 and boxes of 2 that cost 1.5: by parts 7/3 x 2 = 4.67; whole, 3 + 2 + 2 costs 5. */
static struct program *two_boxes(struct arena *arena)
{
    struct program *program = program_new(arena, 2, 2);
    program->unknowns[0] = (struct program_unknown){2.0, 0.0, 12.0, true};
    program->unknowns[1] = (struct program_unknown){1.5, 0.0, 12.0, true};
    struct program_row *row = program_row(program, PROGRAM_AT_LEAST, 7.0);
    row->a[0] = 3.0;
    row->a[1] = 2.0;
    return program;
}

static void whole_boxes_cost_more_than_parts_of_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct program_answer answer = program_solve(two_boxes(arena), arena);
    assert_int_equal(answer.end, PROGRAM_SOLVED);
    assert_near(answer.cost, 5.0);
    assert_near(answer.x[0], 1.0);
    assert_near(answer.x[1], 2.0);
    assert_near(answer.relaxed_cost, 14.0 / 3.0);
    assert_near(answer.price[0], 2.0 / 3.0);
    arena_free(arena);
}

static void a_price_is_what_one_unit_more_costs(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct program *program = two_boxes(arena);
    const struct program_answer answer = program_solve(program, arena);
    assert_near(program_relaxed_with(program, 0, 1.0, arena) - answer.relaxed_cost, answer.price[0]);
    assert_true(isinf(program_relaxed_with(program, 0, 1e3, arena)));
    arena_free(arena);
}

static void what_nothing_meets_is_infeasible(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct program *program = two_boxes(arena);
    struct program_row *row = program_row(program, PROGRAM_AT_MOST, 2.0);
    row->a[0] = row->a[1] = 1.0;
    const struct program_answer answer = program_solve(program, arena);
    assert_int_equal(answer.end, PROGRAM_INFEASIBLE);
    assert_null(answer.x);
    arena_free(arena);
}

/* 2 x = 1: parts of a box would do, no whole number does. */
static void what_only_parts_of_boxes_meet_is_infeasible(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct program *program = program_new(arena, 1, 2);
    program->unknowns[0] = (struct program_unknown){1.0, 0.0, 5.0, true};
    program_row(program, PROGRAM_AT_LEAST, 1.0)->a[0] = 2.0;
    program_row(program, PROGRAM_AT_MOST, 1.0)->a[0] = 2.0;
    const struct program_answer answer = program_solve(program, arena);
    assert_int_equal(answer.end, PROGRAM_INFEASIBLE);
    assert_near(answer.relaxed_cost, 0.5);
    arena_free(arena);
}

static void what_falls_without_end_is_unbounded(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct program *program = program_new(arena, 1, 1);
    program->unknowns[0].cost = -1.0;
    program_row(program, PROGRAM_AT_LEAST, 0.0)->a[0] = 1.0;
    assert_int_equal(program_solve(program, arena).end, PROGRAM_UNBOUNDED);
    arena_free(arena);
}

/* --- against all combinations ------------------------------------------------------------------- */

enum { PROBLEMS = 500, MOST_OPTIONS = 6, MOST_UNITS = 12, MOST_ROWS = 5 };

/* Whole coefficients, so that all combinations are exact. */
static struct program *random_program(struct rng *rng, struct arena *arena)
{
    const int n = 1 + (int)rng_below(rng, MOST_OPTIONS), m = 1 + (int)rng_below(rng, MOST_ROWS);
    struct program *program = program_new(arena, n, m);
    for (int u = 0; u < n; u++) {
        const double cost = 1.0 + (double)rng_below(rng, 20), most = (double)rng_below(rng, MOST_UNITS + 1);
        program->unknowns[u] = (struct program_unknown){cost, 0.0, most, true};
    }
    for (int r = 0; r < m; r++) {
        const enum program_sense sense = r > 0 && rng_below(rng, 2) ? PROGRAM_AT_MOST : PROGRAM_AT_LEAST;
        struct program_row *row = program_row(program, sense, (double)rng_below(rng, (uint64_t)(25 * n)) - (sense == PROGRAM_AT_MOST ? 5.0 : 0.0));
        for (int u = 0; u < n; u++) row->a[u] = (double)rng_below(rng, 9) - 1.0;
    }
    return program;
}

struct search { const struct program *program; double sum[MOST_ROWS]; double best; };

static bool meets(const struct search *search)
{
    for (int r = 0; r < search->program->n_rows; r++) {
        const struct program_row *row = &search->program->rows[r];
        if (row->sense == PROGRAM_AT_LEAST ? search->sum[r] < row->limit : search->sum[r] > row->limit) return false;
    }
    return true;
}

static void try_all(struct search *search, int u, double cost)
{
    const struct program *program = search->program;
    if (cost >= search->best) return;            /* costs are > 0 */
    if (u == program->n_unknowns) {
        if (meets(search)) search->best = cost;
        return;
    }
    double before[MOST_ROWS];
    memcpy(before, search->sum, sizeof before);
    for (double x = 0.0; x <= program->unknowns[u].most; x += 1.0) {
        for (int r = 0; r < program->n_rows; r++) search->sum[r] = before[r] + x * program->rows[r].a[u];
        try_all(search, u + 1, cost + x * program->unknowns[u].cost);
    }
    memcpy(search->sum, before, sizeof before);
}

static void assert_feasible(const struct program *program, const struct program_answer *answer)
{
    struct search at = {.program = program};
    for (int r = 0; r < program->n_rows; r++)
        for (int u = 0; u < program->n_unknowns; u++) at.sum[r] += program->rows[r].a[u] * answer->x[u];
    assert_true(meets(&at));
}

/* The relaxed cost is convex in each limit, so a price lies between what the last unit saved and what the next costs. */
static void assert_prices(const struct program *program, const struct program_answer *answer, struct arena *arena, int problem)
{
    for (int r = 0; r < program->n_rows; r++) {
        const double more = program_relaxed_with(program, r, 1.0, arena) - answer->relaxed_cost;
        const double less = answer->relaxed_cost - program_relaxed_with(program, r, -1.0, arena);
        if (answer->price[r] > more + 1e-7 || answer->price[r] < less - 1e-7)
            fail_msg("problem %d, row %d: price %g, the last unit saved %g, the next costs %g", problem, r, answer->price[r], less, more);
    }
}

static void equals_all_combinations_of_500_random_problems(void **state)
{
    (void)state;
    int infeasible = 0, idle = 0;
    for (int problem = 0; problem < PROBLEMS; problem++) {
        struct arena *arena = arena_new();
        struct rng rng = rng_stream(20261125, 0, "integer program", (uint64_t)problem);
        const struct program *program = random_program(&rng, arena);
        struct search search = {.program = program, .best = (double)INFINITY};
        try_all(&search, 0, 0.0);
        const struct program_answer answer = program_solve(program, arena);
        if (isinf(search.best)) {
            infeasible++;
            if (answer.end != PROGRAM_INFEASIBLE) fail_msg("problem %d: nothing meets it, but the program ends %d", problem, answer.end);
        } else {
            idle += search.best == 0.0;
            if (answer.end != PROGRAM_SOLVED || answer.cost != search.best) fail_msg("problem %d: best %g, program %g (end %d)", problem, search.best, answer.cost, answer.end);
            assert_feasible(program, &answer);
        }
        if (answer.price) assert_prices(program, &answer, arena, problem);
        arena_free(arena);
    }
    printf("    %d of %d infeasible, %d met by nothing at all\n", infeasible, PROBLEMS, idle);
    assert_true(infeasible >= PROBLEMS * 3 / 10);
    assert_true(PROBLEMS - infeasible - idle >= PROBLEMS * 3 / 10);
}

/* --- on threads ----------------------------------------------------------------------------------- */

static void *solve_some(void *sum)
{
    for (int problem = 0; problem < 50; problem++) {
        struct arena *arena = arena_new();
        struct rng rng = rng_stream(20261125, 0, "integer program", (uint64_t)problem);
        const struct program_answer answer = program_solve(random_program(&rng, arena), arena);
        if (answer.end == PROGRAM_SOLVED) *(double *)sum += answer.cost + answer.relaxed_cost;
        arena_free(arena);
    }
    return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
    (void)state;
    double alone = 0.0, each[4] = {0.0};
    pthread_t threads[4];
    solve_some(&alone);
    for (int t = 0; t < 4; t++) assert_int_equal(pthread_create(&threads[t], NULL, solve_some, &each[t]), 0);
    for (int t = 0; t < 4; t++) assert_int_equal(pthread_join(threads[t], NULL), 0);
    for (int t = 0; t < 4; t++) assert_true(each[t] == alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_boxes_cost_more_than_parts_of_them),
        cmocka_unit_test(a_price_is_what_one_unit_more_costs),
        cmocka_unit_test(what_nothing_meets_is_infeasible),
        cmocka_unit_test(what_only_parts_of_boxes_meet_is_infeasible),
        cmocka_unit_test(what_falls_without_end_is_unbounded),
        cmocka_unit_test(equals_all_combinations_of_500_random_problems),
        cmocka_unit_test(threads_do_not_disturb_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
