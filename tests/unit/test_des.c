/* The clock, the loop, and what handlers may do to each other. */
#include "tests/lib/near.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/des.h"

/* What ran, in order: payloads. */
struct trail {
    int64_t payloads[64], at_ns[64];
    int n;
    des_event other;
    bool answer;
};

static void trail_add(struct des *des, void *context, int64_t payload)
{
    struct trail *trail = context;
    trail->at_ns[trail->n] = des_now(des);
    trail->payloads[trail->n++] = payload;
}

static void setup(struct arena **arena, struct des **des)
{
    *arena = arena_new();
    *des = des_new(*arena);
}

static void the_clock_moves_to_each_event_and_then_to_the_end(void **state)
{
    struct arena *arena;
    struct des *des;
    struct trail trail = { .n = 0 };
    (void)state;
    setup(&arena, &des);
    des_schedule(des, 30, DES_ARRIVAL, trail_add, &trail, 3);
    des_schedule(des, 10, DES_ARRIVAL, trail_add, &trail, 1);
    des_schedule(des, 20, DES_ARRIVAL, trail_add, &trail, 2);
    des_run_until(des, 20);
    assert_int_equal(trail.n, 2);
    assert_int_equal(trail.at_ns[0], 10);
    assert_int_equal(trail.at_ns[1], 20);
    des_run_until(des, 25);
    assert_int_equal(des_now(des), 25);
    assert_int_equal(des_waiting(des), 1);
    des_run(des);
    assert_int_equal(des_now(des), 30);
    assert_int_equal(des_events(des), 3);
    assert_int_equal(des_waiting(des), 0);
    arena_free(arena);
}

static void schedule_earlier_phase(struct des *des, void *context, int64_t payload)
{
    trail_add(des, context, payload);
    des_schedule(des, des_now(des), DES_CAPACITY, trail_add, context, 100);
}

static void an_earlier_phase_scheduled_at_now_runs_next(void **state)
{
    struct arena *arena;
    struct des *des;
    struct trail trail = { .n = 0 };
    (void)state;
    setup(&arena, &des);
    des_schedule(des, 5, DES_OBSERVE, trail_add, &trail, 4);
    des_schedule(des, 5, DES_SOLVE, trail_add, &trail, 3);
    des_schedule(des, 5, DES_ARRIVAL, schedule_earlier_phase, &trail, 2);
    des_schedule(des, 5, DES_ARRIVAL, trail_add, &trail, 20);
    des_schedule(des, 5, DES_COMPLETION, trail_add, &trail, 1);
    des_schedule(des, 5, DES_CAPACITY, trail_add, &trail, 0);
    des_run_until(des, 5);
    static const int64_t expected[] = { 0, 1, 2, 100, 20, 3, 4 };
    assert_int_equal(trail.n, 7);
    for (int k = 0; k < 7; k++) assert_int_equal(trail.payloads[k], expected[k]);
    arena_free(arena);
}

static void a_rescheduled_event_goes_behind_its_equals(void **state)
{
    struct arena *arena;
    struct des *des;
    struct trail trail = { .n = 0 };
    (void)state;
    setup(&arena, &des);
    des_event first = des_schedule(des, 5, DES_ARRIVAL, trail_add, &trail, 1);
    des_schedule(des, 5, DES_ARRIVAL, trail_add, &trail, 2);
    des_event moved = des_reschedule(des, first, 5, DES_ARRIVAL);
    assert_true(des_pending(des, moved));
    assert_false(des_pending(des, first));
    assert_int_equal(des_waiting(des), 2);
    des_run(des);
    assert_int_equal(trail.payloads[0], 2);
    assert_int_equal(trail.payloads[1], 1);
    assert_int_equal(des_reschedule(des, moved, 9, DES_ARRIVAL).ticket, 0);
    assert_int_equal(des_waiting(des), 0);
    arena_free(arena);
}

static void cancel_other(struct des *des, void *context, int64_t payload)
{
    struct trail *trail = context;
    trail_add(des, context, payload);
    trail->answer = des_cancel(des, trail->other);
}

static void a_handler_cancels_a_tie_that_has_not_run_yet(void **state)
{
    struct arena *arena;
    struct des *des;
    struct trail trail = { .n = 0 };
    (void)state;
    setup(&arena, &des);
    des_schedule(des, 5, DES_ARRIVAL, cancel_other, &trail, 1);
    trail.other = des_schedule(des, 5, DES_ARRIVAL, trail_add, &trail, 2);
    des_run(des);
    assert_int_equal(trail.n, 1);
    assert_true(trail.answer);
    assert_false(des_cancel(des, trail.other));
    arena_free(arena);
}

/* While it runs an event is not pending: cancelling itself says so and does nothing. */
static void an_event_cannot_cancel_itself(void **state)
{
    struct arena *arena;
    struct des *des;
    struct trail trail = { .n = 0, .answer = true };
    (void)state;
    setup(&arena, &des);
    trail.other = des_schedule(des, 5, DES_ARRIVAL, cancel_other, &trail, 1);
    des_run(des);
    assert_false(trail.answer);
    assert_int_equal(trail.n, 1);
    arena_free(arena);
}

static void stop(struct des *des, void *context, int64_t payload)
{
    trail_add(des, context, payload);
    des_stop(des);
}

static void stopping_leaves_the_clock_and_the_rest_for_a_later_run(void **state)
{
    struct arena *arena;
    struct des *des;
    struct trail trail = { .n = 0 };
    (void)state;
    setup(&arena, &des);
    des_schedule(des, 5, DES_ARRIVAL, stop, &trail, 1);
    des_schedule(des, 5, DES_ARRIVAL, trail_add, &trail, 2);
    des_run_until(des, 100);
    assert_true(des_stopped(des));
    assert_int_equal(des_now(des), 5);
    assert_int_equal(trail.n, 1);
    des_run_until(des, 100);
    assert_false(des_stopped(des));
    assert_int_equal(des_now(des), 100);
    assert_int_equal(trail.n, 2);
    arena_free(arena);
}

static void again_at_once(struct des *des, void *context, int64_t payload)
{
    int64_t *count = context;
    if (++*count < payload) des_schedule(des, des_now(des), DES_ARRIVAL, again_at_once, context, payload);
}

static void a_million_events_of_no_delay_take_no_memory(void **state)
{
    struct arena *arena;
    struct des *des;
    int64_t count = 0;
    (void)state;
    setup(&arena, &des);
    size_t before = arena_held_bytes(arena);
    des_schedule(des, 7, DES_ARRIVAL, again_at_once, &count, 1000000);
    des_run(des);
    assert_int_equal(count, 1000000);
    assert_int_equal(des_now(des), 7);
    assert_int_equal(arena_held_bytes(arena), before);
    arena_free(arena);
}

static void two_simulations_do_not_know_of_each_other(void **state)
{
    struct arena *arena;
    struct des *one, *two;
    struct trail first = { .n = 0 }, second = { .n = 0 };
    (void)state;
    setup(&arena, &one);
    two = des_new(arena);
    des_event event = des_schedule(one, 5, DES_ARRIVAL, trail_add, &first, 1);
    des_schedule(two, 6, DES_ARRIVAL, trail_add, &second, 2);
    des_run(two);
    assert_int_equal(first.n, 0);
    assert_int_equal(des_now(one), 0);
    assert_true(des_pending(one, event));
    des_run(one);
    assert_int_equal(first.payloads[0], 1);
    assert_int_equal(second.payloads[0], 2);
    arena_free(arena);
}

/* A walk of events whose times follow from those before, summed up in `mark`. */
struct walk {
    uint64_t luck, mark;
    int64_t left;
};

static void walk_on(struct des *des, void *context, int64_t payload)
{
    struct walk *walk = context;
    walk->mark = walk->mark * 31 + (uint64_t)des_now(des) + (uint64_t)payload;
    for (int k = 0; k < 2 && walk->left > 0; k++, walk->left--) {
        walk->luck = walk->luck * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        des_schedule(des, des_now(des) + (int64_t)(walk->luck >> 44), (enum des_phase)(walk->luck >> 40 & 3), walk_on, walk, walk->left);
    }
}

static void *walk_run(void *argument)
{
    struct walk *walk = argument;
    struct arena *arena = arena_new();
    struct des *des = des_new(arena);
    des_schedule(des, 0, DES_ARRIVAL, walk_on, walk, 0);
    des_run(des);
    arena_free(arena);
    return NULL;
}

static void simulations_in_threads_run_as_they_do_alone(void **state)
{
    enum { THREADS = 4 };
    struct walk walks[THREADS];
    pthread_t threads[THREADS];
    (void)state;
    for (size_t k = 0; k < THREADS; k++) {
        walks[k] = (struct walk){ k, 0, 100000 };
        assert_int_equal(pthread_create(&threads[k], NULL, walk_run, &walks[k]), 0);
    }
    for (size_t k = 0; k < THREADS; k++) assert_int_equal(pthread_join(threads[k], NULL), 0);
    for (size_t k = 0; k < THREADS; k++) {
        struct walk alone = { k, 0, 100000 };
        walk_run(&alone);
        assert_true(alone.mark == walks[k].mark && alone.mark != walks[(k + 1) % THREADS].mark);
    }
}

static void run_within(struct des *des, void *context, int64_t payload)
{
    (void)context;
    (void)payload;
    des_run(des);
}

static void schedule_before_now(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    des_schedule(des, des_now(des) - 1, DES_ARRIVAL, trail_add, context, 0);
}

/* Whether a program whose only event runs `handler` ends by a CHECK. */
static bool ends_the_program(des_handler handler)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct arena *arena = arena_new();
        struct des *des = des_new(arena);
        struct trail trail = { .n = 0 };
        if (!freopen("/dev/null", "w", stderr)) _exit(9);
        des_schedule(des, 5, DES_ARRIVAL, handler, &trail, 0);
        des_run(des);
        _exit(0);
    }
    assert_true(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) || WEXITSTATUS(status) == 3;
}

static void the_past_and_a_loop_within_a_loop_are_our_mistakes(void **state)
{
    (void)state;
    assert_true(ends_the_program(schedule_before_now));
    assert_true(ends_the_program(run_within));
    assert_false(ends_the_program(trail_add));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_moves_to_each_event_and_then_to_the_end),
        cmocka_unit_test(an_earlier_phase_scheduled_at_now_runs_next),
        cmocka_unit_test(a_rescheduled_event_goes_behind_its_equals),
        cmocka_unit_test(a_handler_cancels_a_tie_that_has_not_run_yet),
        cmocka_unit_test(an_event_cannot_cancel_itself),
        cmocka_unit_test(stopping_leaves_the_clock_and_the_rest_for_a_later_run),
        cmocka_unit_test(a_million_events_of_no_delay_take_no_memory),
        cmocka_unit_test(two_simulations_do_not_know_of_each_other),
        cmocka_unit_test(simulations_in_threads_run_as_they_do_alone),
        cmocka_unit_test(the_past_and_a_loop_within_a_loop_are_our_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
