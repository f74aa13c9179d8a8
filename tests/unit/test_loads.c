#include "tests/lib/near.h"

#include "run/loads.h"
#include "tests/lib/plan_fixture.h"

/* Media: (1e-9 R + 2e-9 W) / 10 = 1e-10 (R + 2 W). */
static void a_row_follows_reads_or_writes_or_a_mix_of_both(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct loads loads = loads_of(&fixture->plan.system, fixture->arena);
    const struct load *media = &loads.rows[PLAN_FIXTURE_MEDIA], *tx = &loads.rows[PLAN_FIXTURE_TX], *rx = &loads.rows[PLAN_FIXTURE_RX];
    assert_int_equal(media->mix, LOADS_MIXES);
    assert_near(loads.write_per_read[media->mix], 2.0);
    assert_near(media->scale, 1e-10);
    assert_int_equal(tx->mix, LOADS_READ);
    assert_near(tx->scale, 1.0 / 20e9);
    assert_int_equal(rx->mix, LOADS_WRITE);
    plan_fixture_free(fixture);
}

static void rows_of_one_proportion_share_a_mix(void **state)
{
    (void)state;
    struct row rows[3] = { { .capacity = 10.0 }, { .capacity = 5.0 }, { .capacity = 7.0 } };
    struct coefficient reads[] = { { 0, 1.0 }, { 1, 3.0 }, { 2, 1.0 } }, writes[] = { { 0, 4.0 }, { 1, 12.0 }, { 2, 5.0 } };
    struct row_system system = { .rows = rows, .n_rows = 3, .classes = { { reads, 3, 0.0 }, { writes, 3, 0.0 } } };
    struct arena *arena = arena_new();
    struct loads loads = loads_of(&system, arena);
    assert_int_equal(loads.rows[0].mix, loads.rows[1].mix);
    assert_int_not_equal(loads.rows[0].mix, loads.rows[2].mix);
    assert_int_equal(loads.n_mixes, LOADS_MIXES + 2);
    assert_near(loads.rows[1].scale * (2.0 + loads.write_per_read[loads.rows[1].mix] * 1.0), (3.0 * 2.0 + 12.0) / 5.0);
    arena_free(arena);
}

static void a_row_nobody_uses_follows_nothing(void **state)
{
    (void)state;
    struct row row = { .capacity = 3.0 };
    struct row_system system = { .rows = &row, .n_rows = 1 };
    struct arena *arena = arena_new();
    assert_int_equal(loads_of(&system, arena).rows[0].mix, -1);
    arena_free(arena);
}

/* Per capacity: (0.1, 0.4) is less than (0.6, 2.4) in both; (1, 0) is more for reads; the last is like the third. */
static void a_row_that_another_exceeds_in_both_never_binds(void **state)
{
    (void)state;
    struct row rows[4] = { { .capacity = 10.0 }, { .capacity = 5.0 }, { .capacity = 1.0 }, { .capacity = 2.0 } };
    struct coefficient reads[] = { { 0, 1.0 }, { 1, 3.0 }, { 2, 1.0 }, { 3, 2.0 } }, writes[] = { { 0, 4.0 }, { 1, 12.0 } };
    struct row_system system = { .rows = rows, .n_rows = 4, .classes = { { reads, 4, 0.0 }, { writes, 2, 0.0 } } };
    struct arena *arena = arena_new();
    struct loads loads = loads_of(&system, arena);
    assert_false(loads.rows[0].can_bind);
    assert_true(loads.rows[1].can_bind);
    assert_true(loads.rows[2].can_bind);
    assert_false(loads.rows[3].can_bind);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_follows_reads_or_writes_or_a_mix_of_both),
        cmocka_unit_test(rows_of_one_proportion_share_a_mix),
        cmocka_unit_test(a_row_nobody_uses_follows_nothing),
        cmocka_unit_test(a_row_that_another_exceeds_in_both_never_binds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
