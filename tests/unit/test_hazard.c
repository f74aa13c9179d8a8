#include "tests/lib/near.h"

#include "run/hazard.h"
#include "run/world.h"
#include "tests/lib/plan_fixture.h"

enum { MOST = 4096 };

struct seen { int64_t at_ns[MOST]; double unit[MOST]; int n; };

static void note(struct hazard *hazard, double unit, uint64_t event)
{
    struct seen *seen = hazard->context;
    (void)event;
    assert_true(seen->n < MOST);
    seen->at_ns[seen->n] = des_now(hazard->world->des);
    seen->unit[seen->n++] = unit;
}

/* What fails in 1,000 s of `population` things that fail every 100 s, `out` of them never in service. */
static struct seen *failures_of(struct plan_fixture *fixture, double population, double out)
{
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(1000.0) }, fixture->arena);
    struct seen *seen = ARENA_NEW(fixture->arena, struct seen);
    struct hazard hazard = { .world = world, .name = "bulk/0/drive", .population = population, .rate_per_s = 0.01, .struck = note, .context = seen };
    hazard_start(&hazard);
    hazard.out = out;
    world_run(world);
    world_end(world);
    return seen;
}

/* 250 x 10 are expected; 6 standard deviations are 300. */
static void each_fails_at_its_rate(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    const struct seen *seen = failures_of(fixture, 250.0, 0.0);
    double units = 0.0;
    for (int k = 0; k < seen->n; k++) units += seen->unit[k];
    assert_in_range(seen->n, 2200, 2800);
    assert_within(units / seen->n, 125.0, 0.05);
    for (int k = 0; k < seen->n; k++) assert_true(seen->unit[k] >= 0.0 && seen->unit[k] < 250.0);
    plan_fixture_free(fixture);
}

/* Common random numbers: the failures of a small site are those of a larger one's first units. */
static void a_larger_site_meets_all_failures_of_a_smaller(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    const struct seen *few = failures_of(fixture, 11.0, 0.0), *many = failures_of(fixture, 90.0, 0.0);
    int found = 0;
    for (int k = 0; k < many->n; k++) {
        if (many->unit[k] >= 11.0) continue;
        assert_true(found < few->n && few->at_ns[found] == many->at_ns[k] && few->unit[found] == many->unit[k]);
        found++;
    }
    assert_true(found > 50 && found == few->n);
    plan_fixture_free(fixture);
}

static void what_is_out_does_not_fail_again(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    const struct seen *all = failures_of(fixture, 100.0, 0.0), *half = failures_of(fixture, 100.0, 50.0), *none = failures_of(fixture, 100.0, 100.0);
    assert_true(none->n == 0);
    assert_within((double)half->n / all->n, 0.5, 0.15);
    plan_fixture_free(fixture);
}

static void times_out_are_the_failures_own(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = 1 }, fixture->arena);
    struct hazard hazard = { .world = world, .name = "bulk/0/drive", .population = 1.0, .rate_per_s = 0.01 };
    struct quantity stated = plan_fixture_given(7.0), drawn = plan_fixture_given(7.0);
    drawn.dist = (struct dist_spec){ .kind = DIST_UNIFORM, .low = 4.0, .high = 10.0 };
    assert_true(hazard_drawn_s(&hazard, 3, &stated) == 7.0);
    const double first = hazard_drawn_s(&hazard, 3, &drawn);
    assert_true(first >= 4.0 && first <= 10.0 && first == hazard_drawn_s(&hazard, 3, &drawn));
    assert_true(first != hazard_drawn_s(&hazard, 4, &drawn));
    assert_true(hazard_fate(&hazard, 3) == hazard_fate(&hazard, 3) && hazard_fate(&hazard, 3) != hazard_fate(&hazard, 4));
    world_end(world);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fails_at_its_rate),
        cmocka_unit_test(a_larger_site_meets_all_failures_of_a_smaller),
        cmocka_unit_test(what_is_out_does_not_fail_again),
        cmocka_unit_test(times_out_are_the_failures_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
