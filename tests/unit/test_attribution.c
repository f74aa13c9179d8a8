#include "tests/lib/near.h"

#include <string.h>

#include "stat/rng.h"
#include "study/attribution.h"

/* --- a game given by a function of bits -------------------------------------------------------- */

struct game { int n; double (*value)(uint32_t bits, const void *more); bool (*means)(uint32_t bits); const void *more; };

static bool play(void *context, const bool *second, double *values, const char **why)
{
    const struct game *game = context;
    uint32_t bits = 0;
    for (int i = 0; i < game->n; i++) bits |= (uint32_t)second[i] << i;
    *why = "these two don't go together";
    if (game->means && !game->means(bits)) return false;
    values[0] = game->value(bits, game->more);
    return true;
}

static struct study_change leaves[] = {
    {"site.gpus", "1", "2"}, {"demand.read", "1", "2"}, {"storage.bulk.node", "a", "b"}, {"storage.bulk.stack", "a", "b"}, {"storage.bulk.nodes", "1", "2"},
    {"jobs.a.gpus", "1", "2"}, {"jobs.a.count", "1", "2"}, {"jobs.b.gpus", "1", "2"}, {"jobs.c.gpus", "1", "2"}, {"policy.dpu", "1", "2"}, {"sizing.headroom", "1", "2"},
    {"study.length", "1", "2"},
};

static struct study_attribution found(struct game game, struct arena *arena)
{
    struct study_attribution answer;
    const char *why = "";
    const struct attribution_question question = {leaves, game.n, 1, play, &game};
    if (!attribution_find(&question, arena, &answer, &why)) fail_msg("%s", why);
    return answer;
}

/* v = 100 + 10 a + 20 b + 6 ab: alone a makes 10 and b 20, and 6 come of both; Shapley halves the 6. */
static double product(uint32_t bits, const void *more)
{
    (void)more;
    const double a = bits & 1, b = bits >> 1 & 1;
    return 100.0 + 10.0 * a + 20.0 * b + 6.0 * a * b;
}

static void two_inputs_by_hand(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_attribution answer = found((struct game){2, product, NULL, NULL}, arena);
    assert_int_equal(answer.n_parts, 2);
    assert_int_equal(answer.n_combinations, 4);
    assert_near(answer.from[0], 100.0);
    assert_near(answer.to[0], 136.0);
    assert_near(answer.parts[0].alone[0], 10.0);
    assert_near(answer.parts[1].alone[0], 20.0);
    assert_near(answer.interaction[0], 6.0);
    assert_near(answer.parts[0].shapley[0], 13.0);
    assert_near(answer.parts[1].shapley[0], 23.0);
    assert_string_equal(answer.parts[1].name, "demand.read");
    arena_free(arena);
}

/* The node of one needs the stack of the same: leaves 2 and 3. */
static bool node_goes_with_stack(uint32_t bits) { return (bits >> 2 & 1) == (bits >> 3 & 1); }

static void what_means_nothing_apart_is_one_input(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_attribution answer = found((struct game){4, product, node_goes_with_stack, NULL}, arena);
    assert_int_equal(answer.n_parts, 3);
    assert_string_equal(answer.parts[2].name, "storage.bulk.node + storage.bulk.stack");
    assert_string_equal(answer.parts[2].joined, "these two don't go together");
    assert_int_equal(answer.parts[2].n_changes, 2);
    assert_string_equal(answer.parts[0].joined, "");
    assert_int_equal(answer.n_notes, 1);
    assert_near(answer.parts[2].shapley[0], 0.0);
    arena_free(arena);
}

/* A new node needs the new stack, but that goes with the old node too: only {node} means nothing. */
static bool new_node_needs_stack(uint32_t bits) { return !(bits >> 2 & 1) || (bits >> 3 & 1); }

static void one_way_is_enough_to_join_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_attribution answer = found((struct game){5, product, new_node_needs_stack, NULL}, arena);
    assert_int_equal(answer.n_parts, 4);
    assert_string_equal(answer.parts[2].name, "storage.bulk.node + storage.bulk.stack");
    assert_string_equal(answer.parts[3].name, "storage.bulk.nodes");
    arena_free(arena);
}

static bool not_all(uint32_t bits) { return bits != 3; }

static void an_end_that_means_nothing_is_said(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct game game = {2, product, not_all, NULL};
    struct study_attribution answer;
    const char *why = "";
    assert_false(attribution_find(&(struct attribution_question){leaves, 2, 1, play, &game}, arena, &answer, &why));
    assert_string_equal(why, "these two don't go together");
    arena_free(arena);
}

/* Twelve leaves: by two levels, storage.bulk's three and jobs.a's two are one input each, which leaves nine. */
static void too_many_are_taken_together_by_what_they_are_written_under(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_attribution answer = found((struct game){12, product, NULL, NULL}, arena);
    assert_int_equal(answer.n_parts, 9);
    assert_int_equal(answer.n_combinations, 512);
    assert_int_equal(answer.parts[2].n_changes, 3);
    assert_int_equal(answer.n_notes, 1);
    assert_non_null(strstr(answer.notes[0], "12 inputs differ"));
    assert_near(answer.parts[0].shapley[0], 13.0);
    arena_free(arena);
}

static void nothing_that_differs_makes_no_difference(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_attribution answer = found((struct game){0, product, NULL, NULL}, arena);
    assert_int_equal(answer.n_parts, 0);
    assert_near(answer.to[0], 100.0);
    assert_near(answer.interaction[0] + 1.0, 1.0);
    arena_free(arena);
}

static double unknown_when_both(uint32_t bits, const void *more) { return bits == 3 ? (double)NAN : product(bits, more); }

static void what_is_unknown_somewhere_has_no_parts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct study_attribution answer = found((struct game){3, unknown_when_both, NULL, NULL}, arena);
    assert_true(isnan(answer.parts[0].alone[0]) && isnan(answer.parts[0].shapley[0]) && isnan(answer.interaction[0]));
    arena_free(arena);
}

/* Any values, any combinations but the ends without a meaning. */
struct table { double value[32]; };
static double from_table(uint32_t bits, const void *more) { return ((const struct table *)more)->value[bits]; }
static uint32_t meaningless;
static bool some_mean_nothing(uint32_t bits) { return bits == 0 || bits == 31 || !(meaningless >> bits & 1); }

static void parts_sum_to_the_whole(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct rng rng = rng_stream(seed, 0, "table", 0);
        struct arena *arena = arena_new();
        struct table table;
        for (int k = 0; k < 32; k++) table.value[k] = 1e8 * (rng_uniform(&rng) - 0.5);
        meaningless = seed % 3 ? 0 : (uint32_t)rng_below(&rng, 1u << 31) & (uint32_t)rng_below(&rng, 1u << 31) & (uint32_t)rng_below(&rng, 1u << 31);
        const struct study_attribution answer = found((struct game){5, from_table, some_mean_nothing, &table}, arena);
        double alone = answer.interaction[0], shapley = 0.0;
        for (int32_t p = 0; p < answer.n_parts; p++) alone += answer.parts[p].alone[0], shapley += answer.parts[p].shapley[0];
        const double whole = answer.to[0] - answer.from[0];
        if (fabs(answer.whole[0] - whole) > 0.0 || fabs(answer.shapley[0] - shapley) > 1e-9 * fabs(whole)) fail_msg("seed %d: %g of %g is told", (int)seed, answer.whole[0], whole);
        if (fabs(alone - whole) > 1e-9 * fabs(whole) || fabs(shapley - whole) > 1e-9 * fabs(whole)) fail_msg("seed %d: %g and %g of %g", (int)seed, alone, shapley, whole);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_inputs_by_hand),
        cmocka_unit_test(what_means_nothing_apart_is_one_input),
        cmocka_unit_test(one_way_is_enough_to_join_them),
        cmocka_unit_test(an_end_that_means_nothing_is_said),
        cmocka_unit_test(too_many_are_taken_together_by_what_they_are_written_under),
        cmocka_unit_test(nothing_that_differs_makes_no_difference),
        cmocka_unit_test(what_is_unknown_somewhere_has_no_parts),
        cmocka_unit_test(parts_sum_to_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
