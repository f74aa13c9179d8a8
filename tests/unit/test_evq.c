/* The queue against a sorted list, its handles, and what it takes in memory. */
#include "tests/lib/near.h"

#include <string.h>

#include "kernel/evq.h"

/* splitmix64: a test's own luck, so that stat is not needed here. */
static uint64_t luck(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static void nothing(struct des *des, void *context, int64_t payload)
{
    (void)des;
    (void)context;
    (void)payload;
}

/* --- the sorted list --- */

struct item {
    int64_t at_ns;
    unsigned phase;
    uint64_t serial;
    int64_t id;                     /* given when pushed, kept when moved */
    evq_handle handle;
};

struct list {
    struct item *items;             /* the last comes first */
    size_t n, room;
    uint64_t serial;
};

static bool item_before(const struct item *a, const struct item *b)
{
    if (a->at_ns != b->at_ns) return a->at_ns < b->at_ns;
    if (a->phase != b->phase) return a->phase < b->phase;
    return a->serial < b->serial;
}

static void list_insert(struct list *list, struct item item)
{
    size_t low = 0, high = list->n;
    if (list->n == list->room) {
        list->room = list->room ? 2 * list->room : 64;
        list->items = realloc(list->items, list->room * sizeof item);
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (item_before(&item, &list->items[middle])) low = middle + 1;
        else high = middle;
    }
    memmove(list->items + low + 1, list->items + low, (list->n++ - low) * sizeof item);
    list->items[low] = item;
}

static struct item list_remove(struct list *list, size_t at)
{
    struct item item = list->items[at];
    memmove(list->items + at, list->items + at + 1, (--list->n - at) * sizeof item);
    return item;
}

/* --- random operations on both --- */

struct duel {
    struct arena *arena;
    struct evq *queue;
    struct list list;
    uint64_t luck, seed;
    int64_t now_ns;
    size_t target;                  /* pending events aimed at */
    evq_handle dead;
};

#define DUEL_ASSERT(duel, condition) \
    do { \
        if (!(condition)) fail_msg("seed %llu: %s", (unsigned long long)(duel)->seed, #condition); \
    } while (0)

/* From ties to years, near and far at once. */
static int64_t duel_delay(struct duel *duel)
{
    uint64_t bits = luck(&duel->luck);
    switch (bits & 7) {
    case 0: return 0;
    case 1: return (int64_t)(bits >> 8 & 3);
    case 2: return (int64_t)(bits >> 8 & 0xffff);
    case 3: return INT64_C(1000000);
    case 4: return (int64_t)((bits >> 16) >> (bits >> 8 & 31));
    default: return (int64_t)(bits >> 8 & 0xffffff);
    }
}

static void duel_push(struct duel *duel)
{
    struct item item = { duel->now_ns + duel_delay(duel), 0, ++duel->list.serial, 0, { 0 } };
    item.phase = (unsigned)(luck(&duel->luck) % 5);
    item.id = (int64_t)item.serial;
    item.handle = evq_push(duel->queue, item.at_ns, item.phase, nothing, duel, item.id);
    list_insert(&duel->list, item);
}

static void duel_pop(struct duel *duel)
{
    int64_t at_ns = -1;
    const struct evq_event *event = evq_pop(duel->queue, INT64_MAX, &at_ns);
    DUEL_ASSERT(duel, (event != NULL) == (duel->list.n > 0));
    if (!event) return;
    struct item item = list_remove(&duel->list, duel->list.n - 1);
    DUEL_ASSERT(duel, at_ns == item.at_ns && event->payload == item.id);
    DUEL_ASSERT(duel, event->handler == nothing && event->context == duel);
    DUEL_ASSERT(duel, !evq_pending(duel->queue, item.handle));
    duel->dead = item.handle;
    duel->now_ns = at_ns;
}

static void duel_cancel(struct duel *duel)
{
    DUEL_ASSERT(duel, !evq_cancel(duel->queue, duel->dead));
    if (!duel->list.n) return;
    duel->dead = list_remove(&duel->list, luck(&duel->luck) % duel->list.n).handle;
    DUEL_ASSERT(duel, evq_cancel(duel->queue, duel->dead) && !evq_cancel(duel->queue, duel->dead));
}

static void duel_move(struct duel *duel)
{
    if (!duel->list.n) return;
    struct item item = list_remove(&duel->list, luck(&duel->luck) % duel->list.n);
    duel->dead = item.handle;
    item.at_ns = duel->now_ns + duel_delay(duel);
    item.phase = (unsigned)(luck(&duel->luck) % 5);
    item.handle = evq_move(duel->queue, item.handle, item.at_ns, item.phase);
    DUEL_ASSERT(duel, evq_pending(duel->queue, item.handle) && !evq_pending(duel->queue, duel->dead));
    DUEL_ASSERT(duel, evq_move(duel->queue, duel->dead, item.at_ns, 0).ticket == 0);
    item.serial = ++duel->list.serial;
    list_insert(&duel->list, item);
}

static void duel_step(struct duel *duel)
{
    uint64_t dice = luck(&duel->luck) % 16;
    bool grow = duel->list.n < duel->target;
    if (dice < 2) duel_cancel(duel);
    else if (dice < 4) duel_move(duel);
    else if (dice < (grow ? 13u : 7u)) duel_push(duel);
    else duel_pop(duel);
    DUEL_ASSERT(duel, evq_count(duel->queue) == duel->list.n);
}

static void duel_run(uint64_t seed, size_t steps)
{
    static const size_t targets[] = { 0, 3, 40, 600, 3000, 100 };
    struct duel duel = { .arena = arena_new(), .luck = seed, .seed = seed };
    duel.queue = evq_new(duel.arena);
    for (size_t k = 0; k < steps; k++) {
        if (k % 8192 == 0) {
            duel.target = targets[luck(&duel.luck) % 6];
            DUEL_ASSERT(&duel, evq_is_sound(duel.queue));
        }
        duel_step(&duel);
    }
    while (duel.list.n) duel_pop(&duel);
    duel_pop(&duel);
    free(duel.list.items);
    arena_free(duel.arena);
}

static void it_agrees_with_a_sorted_list(void **state)
{
    (void)state;
    size_t runs = getenv("EXASITE_SLOW") ? 100 : 8;
    for (uint64_t seed = 1; seed <= runs; seed++) duel_run(seed, 100000);
}

/* --- moving --- */

static void a_moved_event_keeps_what_it_does_and_goes_behind_its_equals(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct evq *queue = evq_new(arena);
    const struct evq_event *event;
    int64_t at_ns;
    evq_handle first = evq_push(queue, 5, 2, nothing, &at_ns, 1);
    evq_push(queue, 5, 2, nothing, NULL, 2);
    evq_handle moved = evq_move(queue, first, 5, 2);
    assert_true(moved.ticket != first.ticket);
    assert_non_null(event = evq_pop(queue, 5, &at_ns));
    assert_int_equal(event->payload, 2);
    assert_non_null(event = evq_pop(queue, 5, &at_ns));
    assert_int_equal(event->payload, 1);
    assert_ptr_equal(event->context, &at_ns);
    assert_null(evq_pop(queue, 5, &at_ns));
    arena_free(arena);
}

/* What a solver does: every event moved again and again, most of them long before their turn. */
static void moving_without_end_takes_no_more_memory(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct evq *queue = evq_new(arena);
    enum { N = 1000 };
    evq_handle handles[N];
    uint64_t seed = 9;
    for (int k = 0; k < N; k++) handles[k] = evq_push(queue, k, 1, nothing, NULL, k);
    size_t held = 0;
    for (int64_t round = 0; round < 400; round++) {
        for (int k = 0; k < N; k++) handles[k] = evq_move(queue, handles[k], 1000 + (int64_t)(luck(&seed) % 1000000), 1);
        if (round == 20) held = arena_held_bytes(arena);
    }
    assert_int_equal(evq_count(queue), N);
    assert_true(evq_is_sound(queue));
    assert_int_equal(arena_held_bytes(arena), held);
    arena_free(arena);
}

/* --- handles --- */

static void no_handle_ever_means_another_event(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct evq *queue = evq_new(arena);
    const struct evq_event *event;
    int64_t at_ns;
    evq_handle old = evq_push(queue, 1, 0, nothing, NULL, 0);
    assert_non_null(event = evq_pop(queue, 1, &at_ns));
    for (int64_t k = 2; k < 100000; k++) {          /* the same slot is used each time */
        evq_handle new = evq_push(queue, k, 0, nothing, NULL, 0);
        assert_false(evq_pending(queue, old));
        assert_false(evq_cancel(queue, old));
        assert_true(evq_pending(queue, new));
        assert_non_null(event = evq_pop(queue, k, &at_ns));
    }
    assert_false(evq_cancel(queue, (evq_handle){ 0 }));
    assert_false(evq_cancel(queue, (evq_handle){ UINT64_MAX }));
    arena_free(arena);
}

/* --- order --- */

static void phases_order_an_instant_and_ties_run_as_pushed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct evq *queue = evq_new(arena);
    const struct evq_event *event;
    int64_t at_ns = 0;
    for (int64_t k = 0; k < 5000; k++) evq_push(queue, 7, (unsigned)(4 - k % 5), nothing, NULL, k);
    for (int64_t phase = 0; phase < 5; phase++) {
        for (int64_t k = 0; k < 1000; k++) {
            assert_non_null(event = evq_pop(queue, 7, &at_ns));
            assert_int_equal(event->payload, k * 5 + 4 - phase);
        }
    }
    assert_null(evq_pop(queue, 7, &at_ns));
    arena_free(arena);
}

static void an_event_later_than_asked_for_stays(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct evq *queue = evq_new(arena);
    const struct evq_event *event;
    int64_t at_ns = -1;
    evq_push(queue, EVQ_AT_MAX, 7, nothing, NULL, 1);
    assert_null(evq_pop(queue, EVQ_AT_MAX - 1, &at_ns));
    assert_int_equal(evq_count(queue), 1);
    assert_non_null(event = evq_pop(queue, EVQ_AT_MAX, &at_ns));
    assert_true(at_ns == EVQ_AT_MAX);
    arena_free(arena);
}

/* --- size --- */

/* All pushed, then popped while each pop up to a point pushes again: checks order only. */
static void big_run(size_t n, int64_t (*delay)(uint64_t *luck_state))
{
    struct arena *arena = arena_new();
    struct evq *queue = evq_new(arena);
    const struct evq_event *event;
    uint64_t seed = 3;
    int64_t now_ns = 0, at_ns = 0, least = -1;
    size_t popped = 0, again = n;
    for (size_t k = 0; k < n; k++) evq_push(queue, delay(&seed), 0, nothing, NULL, (int64_t)k);
    size_t pushed = n;
    while ((event = evq_pop(queue, INT64_MAX, &at_ns))) {
        assert_true(at_ns > now_ns || (at_ns == now_ns && event->payload > least));
        now_ns = at_ns;
        least = event->payload;
        popped++;
        if (again) {
            again--;
            evq_push(queue, now_ns + delay(&seed), 0, nothing, NULL, (int64_t)pushed++);
        }
        if (popped % (n / 4) == 0) assert_true(evq_is_sound(queue));
    }
    assert_int_equal(popped, pushed);
    if (n > 10000) assert_true(arena_held_bytes(arena) <= 200 * n);
    arena_free(arena);
}

static int64_t delay_even(uint64_t *seed)
{
    return (int64_t)(luck(seed) % 1000000000);
}

static int64_t delay_none(uint64_t *seed)
{
    (void)seed;
    return 0;
}

static int64_t delay_of_two(uint64_t *seed)
{
    return luck(seed) % 2 ? 1000 : INT64_C(1000000000000);
}

static int64_t delay_skewed(uint64_t *seed)
{
    uint64_t bits = luck(seed);
    return (int64_t)((bits >> 8) >> (bits & 63));
}

static void hundred_thousands_pop_in_order_whatever_the_delays(void **state)
{
    (void)state;
    big_run(300000, delay_even);
    big_run(300000, delay_none);
    big_run(300000, delay_of_two);
    big_run(300000, delay_skewed);
    big_run(1000, delay_even);
}

static void ten_million_events_fit(void **state)
{
    (void)state;
    big_run(getenv("EXASITE_SLOW") ? 10000000 : 1000000, delay_even);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_with_a_sorted_list),
        cmocka_unit_test(a_moved_event_keeps_what_it_does_and_goes_behind_its_equals),
        cmocka_unit_test(moving_without_end_takes_no_more_memory),
        cmocka_unit_test(no_handle_ever_means_another_event),
        cmocka_unit_test(phases_order_an_instant_and_ties_run_as_pushed),
        cmocka_unit_test(an_event_later_than_asked_for_stays),
        cmocka_unit_test(hundred_thousands_pop_in_order_whatever_the_delays),
        cmocka_unit_test(ten_million_events_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
