#include "tests/lib/near.h"

#include "plan/code.h"
#include "tests/lib/site_fixture.h"

static struct stack_code code_of(enum code_family family, double data, double parity)
{
    return (struct stack_code){family, site_given(data), site_given(parity), site_absent(), site_absent(), site_given(1.0), site_absent()};
}

/* 36..146 + 4: four strips a box, so w = 4 x boxes up to 150. */
static void stripe_width_follows_the_cluster(void **state)
{
    struct stack_code code = code_of(CODE_LOCALLY_DECODABLE, 146.0, 4.0);
    code.min_data = site_given(36.0);
    assert_near(code_at(&code, 11.0).width, 44.0);
    assert_near(code_at(&code, 20.0).efficiency, 76.0 / 80.0);
    assert_near(code_at(&code, 37.0).width, 148.0);
    assert_near(code_at(&code, 38.0).width, 150.0);
    assert_near(code_at(&code, 1000.0).efficiency, 146.0 / 150.0);
    (void)state;
}

/* The narrowest stripe, 40 strips at 4 a box, takes 10 boxes. */
static void a_cluster_too_small_for_the_narrowest_stripe_does_not_fit(void **state)
{
    struct stack_code code = code_of(CODE_LOCALLY_DECODABLE, 146.0, 4.0);
    code.min_data = site_given(36.0);
    assert_near(code_min_domains(&code), 10.0);
    assert_true(code_at(&code, 10.0).fits);
    assert_false(code_at(&code, 9.0).fits);
    (void)state;
}

/* To survive two boxes only two strips may stand in one: 2 x boxes, and 20 boxes at least. */
static void surviving_more_narrows_the_stripe(void **state)
{
    struct stack_code code = code_of(CODE_LOCALLY_DECODABLE, 146.0, 4.0);
    code.min_data = site_given(36.0);
    code.survive = site_given(2.0);
    assert_near(code_at(&code, 30.0).width, 60.0);
    assert_near(code_min_domains(&code), 20.0);
    (void)state;
}

/* 12+2+2: 16 strips, 4 of parity; by default 4 domains of 4 strips; as stated 16. */
static void a_fixed_code_has_one_width(void **state)
{
    struct stack_code code = code_of(CODE_LRC, 12.0, 4.0);
    assert_near(code_at(&code, 5.0).width, 16.0);
    assert_near(code_at(&code, 500.0).efficiency, 0.75);
    assert_near(code_min_domains(&code), 4.0);
    code.min_domains = site_given(16.0);
    assert_false(code_at(&code, 15.0).fits);
    assert_true(code_at(&code, 16.0).fits);
    (void)state;
}

/* Huang et al.: any three losses of 12+2+2 decode, and most of four. One box with 4 strips of 16 may not even go for certain. */
static void a_local_code_survives_one_less_than_its_local_parities(void **state)
{
    struct stack_code code = code_of(CODE_LRC, 12.0, 4.0);
    code.repair_reads = site_given(6.0);
    assert_near(code_at(&code, 500.0).survives, 3.0);
    assert_near(code_at(&code, 8.0).survives, 1.0);
    assert_near(code_at(&code, 4.0).survives, 0.0);
    (void)state;
}

static void copies_keep_one_byte_of_each(void **state)
{
    const struct stack_code code = code_of(CODE_REPLICATION, 1.0, 2.0);
    const struct code_fit fit = code_at(&code, 100.0);
    assert_near(fit.efficiency, 1.0 / 3.0);
    assert_near(fit.survives, 2.0);
    assert_near(code_repair_strips(&code, fit.data_strips), 1.0);
    (void)state;
}

/* A quarter of 146 strips; 6 of a local group; all 8 of Reed-Solomon when nothing is said. */
static void repair_reads_a_fraction_or_a_number(void **state)
{
    struct stack_code code = code_of(CODE_LOCALLY_DECODABLE, 146.0, 4.0);
    code.repair_reads = site_given(0.25);
    assert_near(code_repair_strips(&code, 146.0), 36.5);
    code.repair_reads = site_given(6.0);
    assert_near(code_repair_strips(&code, 12.0), 6.0);
    const struct stack_code plain = code_of(CODE_REED_SOLOMON, 8.0, 3.0);
    assert_near(code_repair_strips(&plain, 8.0), 8.0);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stripe_width_follows_the_cluster),
        cmocka_unit_test(a_cluster_too_small_for_the_narrowest_stripe_does_not_fit),
        cmocka_unit_test(surviving_more_narrows_the_stripe),
        cmocka_unit_test(a_fixed_code_has_one_width),
        cmocka_unit_test(a_local_code_survives_one_less_than_its_local_parities),
        cmocka_unit_test(copies_keep_one_byte_of_each),
        cmocka_unit_test(repair_reads_a_fraction_or_a_number),
    };
    return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
