#include "tests/lib/near.h"

#include "plan/repair.h"
#include "tests/lib/site_fixture.h"

static struct stack_code code_of(enum code_family family, double data, double parity, double repair_reads)
{
    return (struct stack_code){family, site_given(data), site_given(parity), site_absent(), isnan(repair_reads) ? site_absent() : site_given(repair_reads),
                               site_given(1.0), site_absent()};
}

static const double TERA = 1e12;

static void one_drive_costs_its_codes_repair_reads(void **state)
{
    (void)state;
    const struct stack_code lrc = code_of(CODE_LRC, 12.0, 4.0, 6.0), reed = code_of(CODE_REED_SOLOMON, 146.0, 4.0, (double)NAN);
    const struct stack_code local = code_of(CODE_LOCALLY_DECODABLE, 146.0, 4.0, 0.25), copies = code_of(CODE_REPLICATION, 1.0, 2.0, (double)NAN);
    assert_near(30.0 * TERA * repair_strips(&lrc, 12.0, 1.0), 180.0 * TERA);
    assert_near(61.44 * TERA * repair_strips(&reed, 146.0, 1.0), 8970.24 * TERA);        /* 8.97 PB */
    assert_near(61.44 * TERA * repair_strips(&local, 146.0, 1.0), 2242.56 * TERA);       /* 2.24 PB */
    assert_near(61.44 * TERA * repair_strips(&copies, 1.0, 1.0), 61.44 * TERA);
}

/* A stripe read once rebuilds all that it lost: four strips of 44 + 4 that went with one box cost 44 reads, 11 each. */
static void strips_lost_together_share_the_reads(void **state)
{
    (void)state;
    const struct stack_code reed = code_of(CODE_REED_SOLOMON, 44.0, 4.0, (double)NAN), local = code_of(CODE_LOCALLY_DECODABLE, 44.0, 4.0, 0.25);
    const struct stack_code copies = code_of(CODE_REPLICATION, 1.0, 2.0, 1.0);
    assert_near(repair_strips(&reed, 44.0, 1.0), 44.0);
    assert_near(repair_strips(&reed, 44.0, 4.0), 11.0);
    assert_near(repair_strips(&local, 44.0, 1.0), 11.0);
    assert_near(repair_strips(&local, 44.0, 2.0), 11.0);
    assert_near(repair_strips(&local, 44.0, 8.0), 5.5);
    assert_near(repair_strips(&copies, 1.0, 2.0), 0.5);
}

/* 6+2+2: of 210 patterns of four 30 are past repair (a local group whole: 2; three of it and a global: 16; two of it
 * and both globals: 12), the published 86 %. 12+2+2: 252 of 1,820. No pattern of three is. */
static void local_groups_repair_most_but_not_all(void **state)
{
    struct arena *arena = arena_new();
    double *fatal;
    const struct stack_code six = code_of(CODE_LRC, 6.0, 4.0, 3.0), twelve = code_of(CODE_LRC, 12.0, 4.0, 6.0);
    assert_int_equal(repair_fatal(&six, arena, &fatal), 5);
    for (int k = 0; k < 3; k++) assert_true(fatal[k] == 0.0);
    assert_near(fatal[3], 30.0 / 210.0);
    assert_true(fatal[4] == 1.0);
    assert_int_equal(repair_fatal(&twelve, arena, &fatal), 5);
    for (int k = 0; k < 3; k++) assert_true(fatal[k] == 0.0);
    assert_near(fatal[3], 252.0 / 1820.0);
    (void)state;
    arena_free(arena);
}

static void other_codes_repair_any_losses_up_to_their_parity(void **state)
{
    struct arena *arena = arena_new();
    double *fatal;
    const struct stack_code reed = code_of(CODE_REED_SOLOMON, 8.0, 3.0, (double)NAN), none = code_of(CODE_REED_SOLOMON, 8.0, 0.0, (double)NAN);
    const struct stack_code many = code_of(CODE_LRC, 1000.0, 1000.0, 100.0);
    assert_int_equal(repair_fatal(&reed, arena, &fatal), 4);
    for (int k = 0; k < 4; k++) assert_true(fatal[k] == (k < 3 ? 0.0 : 1.0));
    assert_int_equal(repair_fatal(&none, arena, &fatal), 1);
    assert_true(fatal[0] == 1.0);
    assert_int_equal(repair_fatal(&many, arena, &fatal), REPAIR_MOST_LOST + 1);
    (void)state;
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_drive_costs_its_codes_repair_reads),
        cmocka_unit_test(strips_lost_together_share_the_reads),
        cmocka_unit_test(local_groups_repair_most_but_not_all),
        cmocka_unit_test(other_codes_repair_any_losses_up_to_their_parity),
    };
    return cmocka_run_group_tests_name("repair", tests, NULL, NULL);
}
