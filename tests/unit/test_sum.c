#include "tests/lib/near.h"

#include "stat/sum.h"

static void small_terms_beside_a_large_one_are_kept(void **state)
{
    struct sum sum = { 0 };
    (void)state;
    sum_add(&sum, 1e16);
    for (int k = 0; k < 1000; k++) sum_add(&sum, 1.0);
    sum_add(&sum, -1e16);
    assert_true(sum_value(&sum) == 1000.0);
}

/* Kahan's own sum gives 0 here: the next term is larger than the total. */
static void a_term_larger_than_the_total_is_no_harm(void **state)
{
    static const double terms[] = { 1.0, 1e100, 1.0, -1e100 };
    struct sum sum = { 0 };
    (void)state;
    for (int k = 0; k < 4; k++) sum_add(&sum, terms[k]);
    assert_true(sum_value(&sum) == 2.0);
}

static void a_million_tenths_are_a_hundred_thousand(void **state)
{
    struct sum sum = { 0 };
    (void)state;
    for (int k = 0; k < 1000000; k++) sum_add(&sum, 0.1);
    assert_within(sum_value(&sum), 100000.0, 2.3e-16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_terms_beside_a_large_one_are_kept),
        cmocka_unit_test(a_term_larger_than_the_total_is_no_harm),
        cmocka_unit_test(a_million_tenths_are_a_hundred_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
