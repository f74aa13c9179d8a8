#include "tests/lib/near.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

/* What a child that does `act` writes to stderr, and how it ends. */
static int child_says(void (*act)(void), char *said, size_t room)
{
    int ends[2], status = 0;
    size_t n = 0;
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);        /* as in the program: cmocka catches it in a debug build */
        act();
        _Exit(0);
    }
    close(ends[1]);
    for (ssize_t got; n + 1 < room && (got = read(ends[0], said + n, room - 1 - n)) > 0;) n += (size_t)got;
    said[n] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return status;
}

static void assert_ended_as_internal_error(int status)
{
#ifdef EXASITE_DEBUG
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
#else
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
#endif
}

static void act_true(void) { CHECK(1 + 1 == 2); }
static void act_false(void) { CHECK(1 + 1 == 3); }
static void act_false_with_note(void) { check_note("seed 4711, replication 7"); CHECK(1 + 1 == 3); }
static void act_false_note_taken_back(void) { check_note("seed 4711"); check_note(NULL); CHECK(1 + 1 == 3); }
static void act_out_of_memory(void) { check_out_of("memory"); }

static void act_long_note(void)
{
    char note[500];
    memset(note, 'n', sizeof note - 1);
    note[sizeof note - 1] = '\0';
    check_note(note);
    CHECK(1 + 1 == 3);
}

static void what_holds_is_silent(void **state)
{
    (void)state;
    char said[1000];
    assert_int_equal(child_says(act_true, said, sizeof said), 0);
    assert_string_equal(said, "");
}

static void what_fails_ends_the_program_and_says_where(void **state)
{
    (void)state;
    char said[1000];
    assert_ended_as_internal_error(child_says(act_false, said, sizeof said));
    assert_non_null(strstr(said, "internal error: CHECK(1 + 1 == 3) failed in act_false, tests/unit/test_check.c:"));
}

static void the_note_stands_beside_the_condition(void **state)
{
    (void)state;
    char said[1000];
    assert_ended_as_internal_error(child_says(act_false_with_note, said, sizeof said));
    assert_non_null(strstr(said, "; seed 4711, replication 7\n"));
    assert_ended_as_internal_error(child_says(act_false_note_taken_back, said, sizeof said));
    assert_null(strstr(said, "4711"));
}

static void a_note_is_cut_at_120_bytes(void **state)
{
    (void)state;
    char said[1000];
    assert_ended_as_internal_error(child_says(act_long_note, said, sizeof said));
    assert_int_equal(strspn(strstr(said, "; n") + 2, "n"), 120);
}

static void a_poor_machine_is_exit_3_in_every_build(void **state)
{
    (void)state;
    char said[1000];
    const int status = child_says(act_out_of_memory, said, sizeof said);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_string_equal(said, "exasite: out of memory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_is_silent),
        cmocka_unit_test(what_fails_ends_the_program_and_says_where),
        cmocka_unit_test(the_note_stands_beside_the_condition),
        cmocka_unit_test(a_note_is_cut_at_120_bytes),
        cmocka_unit_test(a_poor_machine_is_exit_3_in_every_build),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
