#include "reports/uncertainty_screen.h"

#include <string.h>

#include "tests/lib/near.h"
#include "tests/lib/uncertainty_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static void it_fits_a_terminal(void **state)
{
    int lines = 0;
    for (const char *at = uncertainty_screen(uncertainty_fixture(*state), *state); *at; at++, lines++) {
        const size_t length = strcspn(at, "\n");
        assert_true(length <= 120);
        at += length;
    }
    assert_true(lines > 10 && lines <= 60);
}

static void requirements_say_how_often_they_hold(void **state)
{
    const char *screen = uncertainty_screen(uncertainty_fixture(*state), *state);
    assert_non_null(strstr(screen, "25.0 % (18.00 to 34.00 %)"));
    assert_non_null(strstr(screen, "GOOD-1       goodput >= 90 %                              open     not judged here"));
    assert_non_null(strstr(screen, "of 100 draws"));
}

static void the_widest_input_the_flip_and_the_first_question_are_named(void **state)
{
    const char *screen = uncertainty_screen(uncertainty_fixture(*state), *state);
    assert_non_null(strstr(screen, "44 to 128"));
    assert_non_null(strstr(screen, "THR-1      to fail  at demand.read.peak = 22.0 TB/s (nominal 20.0 TB/s)"));
    assert_non_null(strstr(screen, "6  ask the operator"));
}

/* Nothing was drawn, so no chance stands there; nothing was varied, so none moves or turns. */
static void what_was_not_asked_is_not_said(void **state)
{
    const char *screen = uncertainty_screen(uncertainty_fixture_bare(*state), *state);
    assert_null(strstr(screen, "draws"));
    assert_null(strstr(screen, "P10"));
    assert_null(strstr(screen, "turns"));
    assert_null(strstr(screen, "Ask first"));
    assert_null(strstr(screen, "nan"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(it_fits_a_terminal), TEST(requirements_say_how_often_they_hold), TEST(the_widest_input_the_flip_and_the_first_question_are_named), TEST(what_was_not_asked_is_not_said),
    };
    return cmocka_run_group_tests_name("uncertainty_screen", tests, NULL, NULL);
}
