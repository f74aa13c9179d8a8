#include "tests/lib/near.h"

#include "base/arena.h"
#include "stat/morris.h"

static const char *const names[] = {"alpha", "beta", "gamma", "delta"};

enum { MOST = 4 };
struct room { double points[(MOST + 1) * MOST]; int moved[MOST]; };

static void walks_of(int k, int n, uint64_t seed, struct room *rooms, struct morris_walk *walks)
{
    for (int w = 0; w < n; w++) {
        walks[w] = (struct morris_walk){rooms[w].points, rooms[w].moved};
        morris_walk(names, k, seed, w, &walks[w]);
    }
}

/* Every axis moves once a walk, by 2/3, between the levels 0, 1/3, 2/3 and 1. */
static void a_walk_moves_each_axis_once(void **state)
{
    (void)state;
    enum { N = 200 };
    static struct room rooms[N];
    struct morris_walk walks[N];
    walks_of(4, N, 3, rooms, walks);
    for (int w = 0; w < N; w++) {
        int times[4] = {0};
        for (int s = 0; s < 4; s++) {
            times[walks[w].moved[s]]++;
            for (int a = 0; a < 4; a++) {
                const double from = walks[w].points[s * 4 + a], to = walks[w].points[(s + 1) * 4 + a], level = to * 3.0;
                if (a == walks[w].moved[s]) assert_near(fabs(to - from), 2.0 / 3.0);
                else assert_true(from == to);
                assert_true(to >= 0.0 && to <= 1.0 + 1e-12 && fabs(level - floor(level + 0.5)) < 1e-12);
            }
        }
        for (int a = 0; a < 4; a++) assert_int_equal(times[a], 1);
    }
}

/* Of a + 2b: the same change wherever one stands, so mu = mu* and no spread. Of −3c: mu is negative, mu* isn't. */
static void straight_effects_have_no_spread(void **state)
{
    (void)state;
    enum { N = 10 };
    static struct room rooms[N];
    struct morris_walk walks[N];
    struct morris_effect effects[4];
    double outputs[N * 5];
    walks_of(4, N, 1, rooms, walks);
    for (int w = 0; w < N; w++)
        for (int s = 0; s < 5; s++) {
            const double *x = &walks[w].points[s * 4];
            outputs[w * 5 + s] = x[0] + 2.0 * x[1] - 3.0 * x[2];
        }
    morris_effects(walks, N, 4, outputs, effects);
    assert_near(effects[0].mu, 1.0);
    assert_near(effects[1].mu_star, 2.0);
    assert_near(effects[2].mu, -3.0);
    assert_near(effects[2].mu_star, 3.0);
    assert_true(effects[0].sigma < 1e-12 && effects[2].sigma < 1e-12 && effects[3].mu_star == 0.0);
    assert_int_equal(effects[0].n, N);
}

/* Of the product ab the effect of a is b, which stands at each of four levels equally often: mean 1/2, variance (0 + 1/9 + 4/9 + 1)/4 − 1/4 = 5/36. Of
 * |a − 1/2| steps from 0 to 2/3 and from 1 to 1/3 lose 1/3, steps from 1/3 to 1 and from 2/3 to 0 gain it: effects ±1/2, mean 0. */
static void inputs_that_work_together_have_spread(void **state)
{
    (void)state;
    enum { N = 4000 };
    static struct room rooms[N];
    static struct morris_walk walks[N];
    static double outputs[N * 3];
    struct morris_effect effects[2];
    walks_of(2, N, 7, rooms, walks);
    for (int w = 0; w < N; w++)
        for (int s = 0; s < 3; s++) outputs[w * 3 + s] = walks[w].points[s * 2] * walks[w].points[s * 2 + 1];
    morris_effects(walks, N, 2, outputs, effects);
    assert_within(effects[0].mu, 0.5, 0.04);
    assert_within(effects[0].sigma, sqrt(5.0 / 36.0), 0.04);
    for (int w = 0; w < N; w++)
        for (int s = 0; s < 3; s++) outputs[w * 3 + s] = fabs(walks[w].points[s * 2] - 0.5);
    morris_effects(walks, N, 2, outputs, effects);
    assert_true(fabs(effects[0].mu) < 0.03);
    assert_within(effects[0].mu_star, 0.5, 1e-9);
}

/* A walk with an unknown output loses the steps at that point; an axis without any known step has no effect to tell. */
static void unknown_outputs_count_nowhere(void **state)
{
    (void)state;
    struct room rooms[2];
    struct morris_walk walks[2];
    struct morris_effect effects[2];
    walks_of(2, 2, 1, rooms, walks);
    const double nan = (double)NAN, outputs[] = {nan, 1.0, 2.0, 1.0, 1.0, 1.0};
    morris_effects(walks, 2, 2, outputs, effects);
    assert_int_equal(effects[0].n + effects[1].n, 3);
    const double none[] = {nan, nan, nan, nan, nan, nan};
    morris_effects(walks, 2, 2, none, effects);
    assert_true(effects[0].n == 0 && isnan(effects[0].mu_star));
}

/* A further axis leaves the levels of the others, and their order, as they were. */
static void walks_go_by_name(void **state)
{
    (void)state;
    struct room three[1], four[1];
    struct morris_walk a[1], b[1];
    for (uint64_t seed = 1; seed <= 50; seed++) {
        walks_of(3, 1, seed, three, a);
        walks_of(4, 1, seed, four, b);
        for (int x = 0; x < 3; x++) assert_true(a[0].points[x] == b[0].points[x]);
        int at = 0;
        for (int s = 0; s < 4; s++)
            if (b[0].moved[s] != 3) assert_int_equal(b[0].moved[s], a[0].moved[at++]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_moves_each_axis_once), cmocka_unit_test(straight_effects_have_no_spread), cmocka_unit_test(inputs_that_work_together_have_spread),
        cmocka_unit_test(unknown_outputs_count_nowhere), cmocka_unit_test(walks_go_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
