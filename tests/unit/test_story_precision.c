#include "tests/lib/near.h"

#include "reports/mark.h"
#include "reports/story_precision.h"

static const double unknown = (double)NAN;

static struct results asked(struct result_precision_of *of, const char *stopped, double replications)
{
    of->quantity = "goodput";
    return (struct results){ .precision = { .asked = 0.01, .target = 0.01, .of = "goodput", .stopped = stopped, .replications = replications, .most = 100.0, .each = 1.0,
                                            .estimates = of, .n_estimates = 1 } };
}

static const char *plain(struct arena *arena, const char *text) { return mark_plain(arena, text); }

static void a_precision_that_was_reached_says_after_how_many(void **state)
{
    struct result_precision_of of = { .relative = 0.0043, .needed = 9.0 };
    const struct results results = asked(&of, "precision", 14.0);
    assert_string_equal(plain(*state, story_precision_asked(*state, &results)), "goodput known to \xC2\xB1 0.430 % of it (asked: 1.00 %) after 14 replications of at most 100");
}

static void one_that_was_not_says_how_many_it_takes(void **state)
{
    struct result_precision_of of = { .relative = 0.018, .needed = 66.0 };
    const struct results results = asked(&of, "replications", 20.0);
    assert_string_equal(plain(*state, story_precision_asked(*state, &results)),
                        "goodput asked to \xC2\xB1 1.00 % of it, known to \xC2\xB1 1.80 % of it after 20 replications: about 66 are needed (--reps 66)");
}

static void one_replication_says_nothing(void **state)
{
    struct result_precision_of of = { .relative = unknown, .needed = unknown };
    const struct results results = asked(&of, "replications", 1.0);
    assert_string_equal(plain(*state, story_precision_asked(*state, &results)), "goodput asked to \xC2\xB1 1.00 % of it: 1 replication has no interval, a second one gives it");
}

static void without_a_question_there_is_no_answer(void **state)
{
    struct result_precision_of of = { .relative = 0.018, .needed = 66.0 };
    struct results results = asked(&of, "replications", 20.0), nothing = { .precision = { .asked = unknown } };
    results.precision.asked = unknown;
    assert_string_equal(plain(*state, story_precision_asked(*state, &results)), "");
    assert_string_equal(plain(*state, story_precision_pairs(*state, &results)), "");
    assert_string_equal(plain(*state, story_precision_asked(*state, &nothing)), "");
}

static void pairs_say_what_they_saved_or_cost(void **state)
{
    struct result_precision_of of = { .pairs_saved = 0.55, .pairs_saved_lo = 0.24, .pairs_saved_hi = 0.76 };
    struct results results = asked(&of, "replications", 20.0);
    results.precision.each = 2.0;
    assert_string_equal(plain(*state, story_precision_pairs(*state, &results)),
                        "antithetic pairs: variance of goodput 55.0 % less (24.0 % to 76.0 % less) than as many independent replications");
    assert_string_equal(plain(*state, story_precision_saved(*state, -0.2, unknown, unknown, "saved")), "20.0 % more");
}

static int begin(void **state) { *state = arena_new(); return 0; }
static int end(void **state) { arena_free(*state); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_precision_that_was_reached_says_after_how_many),
        cmocka_unit_test(one_that_was_not_says_how_many_it_takes),
        cmocka_unit_test(one_replication_says_nothing),
        cmocka_unit_test(without_a_question_there_is_no_answer),
        cmocka_unit_test(pairs_say_what_they_saved_or_cost),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
