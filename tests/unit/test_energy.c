#include "tests/lib/near.h"

#include "run/energy.h"
#include "tests/lib/plan_fixture.h"

/* 1,000 idle + 1e-7 · 2e9 + 2e-7 · 1e9 + 100 of network. */
static void storage_draws_by_the_byte_until_its_maximum(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct energy energy = energy_of(&fixture->plan);
    assert_near(energy_storage_w(&energy, 0.0, 0.0, 0.0), 1100.0);
    assert_near(energy_storage_w(&energy, 2e9, 1e9, 0.0), 1000.0 + 200.0 + 200.0 + 100.0);
    assert_near(energy_storage_w(&energy, 9e9, 3e9, 0.0), 2100.0);
    plan_fixture_free(fixture);
}

/* 25 trays of 1,000 W and 50 W a GPU beside them; 1,000 W more for each GPU at work. */
static void a_gpu_at_work_draws_its_part_of_the_tray(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct energy energy = energy_of(&fixture->plan);
    assert_near(energy_gpu_w(&energy, 0.0), 30e3);
    assert_near(energy_gpu_w(&energy, 40.0), 70e3);
    assert_near(energy_gpu_w(&energy, 100.0), fixture->plan.power.gpu_max_w);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(storage_draws_by_the_byte_until_its_maximum),
        cmocka_unit_test(a_gpu_at_work_draws_its_part_of_the_tray),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
