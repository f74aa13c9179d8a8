#include "tests/lib/near.h"

#include <string.h>

#include "run/audit.h"

static void the_worst_law_is_kept_with_its_name(void **state)
{
    (void)state;
    struct audit audit = audit_start();
    audit_equal(&audit, "a", 100.0, 100.0);
    assert_true(audit.worst == 0.0);
    audit_equal(&audit, "b", 100.0, 101.0);
    audit_equal(&audit, "c", 1000.0, 1001.0);
    assert_near(audit.worst, 1.0 / 101.0);
    assert_string_equal(audit.law, "b");
}

static void what_rounding_explains_is_no_error(void **state)
{
    (void)state;
    struct audit audit = audit_start();
    audit_equal_but(&audit, "a", 100.0, 100.5, 0.5);
    assert_true(audit.worst == 0.0);
    audit_equal_but(&audit, "b", 100.0, 102.0, 0.5);
    assert_near(audit.worst, 1.5 / 102.0);
}

static void only_above_the_whole_is_too_much(void **state)
{
    (void)state;
    struct audit audit = audit_start();
    audit_at_most(&audit, "a", 3.0, 4.0);
    assert_true(audit.worst == 0.0);
    audit_at_most(&audit, "b", 5.0, 4.0);
    assert_near(audit.worst, 0.25);
}

static void nonsense_is_the_worst_there_is(void **state)
{
    (void)state;
    struct audit audit = audit_start(), other = audit_start();
    audit_equal(&audit, "a", (double)NAN, 1.0);
    assert_true(audit.worst == HUGE_VAL);
    audit_merge(&other, &audit);
    assert_string_equal(other.law, "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_law_is_kept_with_its_name),
        cmocka_unit_test(what_rounding_explains_is_no_error),
        cmocka_unit_test(only_above_the_whole_is_too_much),
        cmocka_unit_test(nonsense_is_the_worst_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
