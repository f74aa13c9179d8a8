#include "tests/lib/near.h"

#include "run/binding.h"

/* Row 1 denies reads 5 and 2 bytes/s for 10 s, then row 0 denies writes 4 bytes/s for 3 s. */
static void who_denies_is_charged_time_once_and_bytes_in_all(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct binding binding = binding_start(arena, 2);
    binding_add(&binding, 1, OP_READ, 5.0);
    binding_add(&binding, 1, OP_READ, 2.0);
    binding_hold(&binding, 10.0);
    binding_clear(&binding);
    binding_add(&binding, 0, OP_WRITE, 4.0);
    binding_hold(&binding, 3.0);
    assert_near(binding.tallies[binding_at(1, OP_READ)].time_s, 10.0);
    assert_near(binding.tallies[binding_at(1, OP_READ)].denied_bytes, 70.0);
    assert_near(binding.tallies[binding_at(0, OP_WRITE)].denied_bytes, 12.0);
    assert_near(binding_denied(&binding, OP_READ), 70.0);
    assert_near(binding_denied(&binding, OP_WRITE), 12.0);
    arena_free(arena);
}

static void a_restart_forgets_the_past_and_keeps_what_holds(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct binding binding = binding_start(arena, 1);
    binding_add(&binding, 1 + BINDING_FULL, OP_WRITE, 6.0);
    binding_hold(&binding, 10.0);
    binding_restart(&binding);
    binding_hold(&binding, 2.0);
    assert_near(binding.tallies[binding_at(1 + BINDING_FULL, OP_WRITE)].time_s, 2.0);
    assert_near(binding_denied(&binding, OP_WRITE), 12.0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_denies_is_charged_time_once_and_bytes_in_all),
        cmocka_unit_test(a_restart_forgets_the_past_and_keeps_what_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
