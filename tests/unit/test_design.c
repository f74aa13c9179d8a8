#include "tests/lib/near.h"

#include <string.h>

#include "stat/design.h"

static const char *const names[] = {"a", "b", "c", "d"};

/* Sobol's first points on two axes: (1/2, 1/2), (3/4, 1/4), (1/4, 3/4), by hand from the direction numbers 1 and 1, 3. */
static void sobol_begins_in_the_middle(void **state)
{
    (void)state;
    const double expected[][2] = {{0.5, 0.5}, {0.75, 0.25}, {0.25, 0.75}};
    struct design *design = design_new(DESIGN_SOBOL, names, 2, 3, 1);
    double at[2];
    for (int i = 0; i < 3; i++) {
        design_at(design, i, at);
        assert_true(at[0] == expected[i][0] && at[1] == expected[i][1]);
    }
    design_free(design);
}

/* With the corner (0, 0, ...) that is left out, 2^k points of Sobol put one in each of 2^k slices of every axis. */
static void sobol_hits_every_slice_once(void **state)
{
    (void)state;
    enum { N = 1023 };
    struct design *design = design_new(DESIGN_SOBOL, names, 4, N, 1);
    bool seen[4][N + 1];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < N; i++) {
        double at[4];
        design_at(design, i, at);
        for (int a = 0; a < 4; a++) {
            const int slice = (int)(at[a] * (N + 1));
            assert_false(seen[a][slice]);
            seen[a][slice] = true;
        }
    }
    design_free(design);
}

static void a_hypercube_hits_every_slice_once(void **state)
{
    (void)state;
    static const int sizes[] = {1, 2, 3, 5, 16, 17, 1000, 4097};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const int n = sizes[s];
        struct design *design = design_new(DESIGN_LHS, names, 3, n, 7);
        bool seen[3][4097];
        memset(seen, 0, sizeof seen);
        for (int i = 0; i < n; i++) {
            double at[3];
            design_at(design, i, at);
            for (int a = 0; a < 3; a++) {
                assert_true(at[a] >= 0.0 && at[a] < 1.0);
                const int slice = (int)(at[a] * n);
                assert_false(seen[a][slice]);
                seen[a][slice] = true;
            }
        }
        design_free(design);
    }
}

static void a_point_does_not_depend_on_what_was_asked_before(void **state)
{
    (void)state;
    for (int kind = DESIGN_SOBOL; kind <= DESIGN_LHS; kind++) {
        struct design *there = design_new((enum design_kind)kind, names, 3, 100, 5), *back = design_new((enum design_kind)kind, names, 3, 100, 5);
        double a[100][3], b[3];
        for (int i = 0; i < 100; i++) design_at(there, i, a[i]);
        for (int i = 99; i >= 0; i -= 7) {
            design_at(back, i, b);
            assert_memory_equal(a[i], b, sizeof b);
        }
        design_free(there);
        design_free(back);
    }
}

static void another_axis_changes_nothing_on_the_others(void **state)
{
    (void)state;
    static const char *const other[] = {"new", "b"};
    struct design *two = design_new(DESIGN_LHS, names, 2, 50, 3), *also = design_new(DESIGN_LHS, other, 2, 50, 3);
    for (int i = 0; i < 50; i++) {
        double p[2], q[2];
        design_at(two, i, p);
        design_at(also, i, q);
        assert_true(p[1] == q[1] && p[0] != q[0]);
    }
    design_free(two);
    design_free(also);
}

/* Axes of a hypercube are shuffled apart: the correlation of 2,000 pairs is within 4/sqrt(2000) of nothing. */
static void axes_are_shuffled_apart(void **state)
{
    (void)state;
    enum { N = 2000 };
    struct design *design = design_new(DESIGN_LHS, names, 2, N, 11);
    double sum = 0.0;
    for (int i = 0; i < N; i++) {
        double at[2];
        design_at(design, i, at);
        sum += (at[0] - 0.5) * (at[1] - 0.5);
    }
    assert_true(fabs(sum / N * 12.0) < 4.0 / sqrt((double)N));
    design_free(design);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_begins_in_the_middle), cmocka_unit_test(sobol_hits_every_slice_once), cmocka_unit_test(a_hypercube_hits_every_slice_once),
        cmocka_unit_test(a_point_does_not_depend_on_what_was_asked_before), cmocka_unit_test(another_axis_changes_nothing_on_the_others),
        cmocka_unit_test(axes_are_shuffled_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
