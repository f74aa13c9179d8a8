#include "kernel/front.h"

#include <string.h>

enum {
    FRONT_ROOM = 64,
    FRONT_BINS = 256,
    FRONT_CROWD = 12                /* more keys than this in one bin aren't worth inserting one by one */
};

/* Times and tickets lie apart: the four times of a node's children are read at once, tickets
 * only to break ties, and each word is read as it was written, so that a key just stored is
 * had at once (two 8-byte stores don't forward to a 16-byte load). */
static void front_heap_grow(struct front *front)
{
    size_t used = front->whens ? front->heaped + FRONT_ROOT : 0, wanted = front->heaped + FRONT_ROOT + 1 + FRONT_MARGIN;
    front->whens = arena_grow(front->arena, front->whens, used, wanted, &front->heap_room, sizeof *front->whens);
    front->tickets = arena_grow(front->arena, front->tickets, used, wanted, &front->ticket_room, sizeof *front->tickets);
    for (size_t k = used; k < front->heap_room; k++) front->whens[k] = front->tickets[k] = UINT64_MAX;
}

void front_init(struct front *front, struct arena *arena)
{
    *front = (struct front){ .arena = arena };
    front_heap_grow(front);
    for (size_t k = 0; k < FRONT_ROOT; k++) front->whens[k] = front->tickets[k] = 0;
    front_run_room(front, FRONT_ROOM);
    front->run[0] = KEY_END;
}

/* When room is short and half of the run has been read, the rest moves to its beginning: a run
 * that is appended to as fast as it is read would else grow for ever. */
static void front_append(struct front *front, uint64_t when, uint64_t ticket)
{
    if (front->run_used + 2 > front->run_room && front->run_at > front->run_used / 2) {
        memmove(front->run, front->run + front->run_at, (front->run_used - front->run_at) * sizeof *front->run);
        front->run_used -= front->run_at;
        front->run_at = 0;
    }
    front->run = arena_grow(front->arena, front->run, front->run_used, front->run_used + 2, &front->run_room, sizeof *front->run);
    front->run[front->run_used++] = (struct key){ when, ticket };
    front->run[front->run_used] = KEY_END;
}

void front_push_slow(struct front *front, uint64_t when, uint64_t ticket)
{
    if (front->run_at < front->run_used && when >= front->run[front->run_used - 1].when
        && key_before(front->run[front->run_used - 1], (struct key){ when, ticket })) {
        front_append(front, when, ticket);
        return;
    }
    if (front->heaped + FRONT_ROOT + FRONT_MARGIN >= front->heap_room) front_heap_grow(front);
    front_rise(front, when, ticket);
}

void front_rise(struct front *front, uint64_t when, uint64_t ticket)
{
    uint64_t *whens = front->whens, *tickets = front->tickets;
    size_t at = front->heaped++ + FRONT_ROOT;
    for (;;) {
        size_t parent = at / 4 + 2;
        if (whens[parent] < when || (whens[parent] == when && tickets[parent] < ticket)) break;
        whens[at] = whens[parent];
        tickets[at] = tickets[parent];
        at = parent;
    }
    whens[at] = when;
    tickets[at] = ticket;
}

/* Which of two children comes first. */
static inline size_t front_lesser(const struct front *front, size_t a, size_t b)
{
    uint64_t when_a = front->whens[a], when_b = front->whens[b];
    if (when_a == when_b) return front->tickets[b] < front->tickets[a] ? b : a;
    return when_b < when_a ? b : a;
}

void front_sink(struct front *front, uint64_t when, uint64_t ticket)
{
    uint64_t *whens = front->whens, *tickets = front->tickets;
    size_t end = front->heaped + FRONT_ROOT, at = FRONT_ROOT, child = FRONT_ROOT + 1;
    while (child < end) {
        size_t least = front_lesser(front, front_lesser(front, child, child + 1), front_lesser(front, child + 2, child + 3));
        if (whens[least] > when || (whens[least] == when && tickets[least] > ticket)) break;
        whens[at] = whens[least];
        tickets[at] = tickets[least];
        at = least;
        child = 4 * (at - 2);
    }
    whens[at] = when;
    tickets[at] = ticket;
}

struct key front_heap_last(struct front *front)
{
    size_t at = --front->heaped + FRONT_ROOT;
    struct key last = { front->whens[at], front->tickets[at] };
    front->whens[at] = front->tickets[at] = UINT64_MAX;
    return last;
}

struct key *front_run_room(struct front *front, size_t count)
{
    CHECK(front->run_at == front->run_used);
    front->run = arena_grow(front->arena, front->run, 0, count + 1, &front->run_room, sizeof *front->run);
    front->scratch = arena_grow(front->arena, front->scratch, 0, count + 1, &front->scratch_room, sizeof *front->scratch);
    front->run_at = front->run_used = 0;
    front->run[0] = KEY_END;
    return front->scratch;
}

static void front_insertion_sort(struct key *keys, size_t count)
{
    for (size_t k = 1; k < count; k++) {
        struct key key = keys[k];
        size_t at = k;
        for (; at > 0 && key_before(key, keys[at - 1]); at--) keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static void front_merge(const struct key *a, size_t na, const struct key *b, size_t nb, struct key *out)
{
    while (na && nb) {
        bool second = key_before(*b, *a);
        *out++ = second ? *b : *a;
        a += !second;
        na -= !second;
        b += second;
        nb -= second;
    }
    memcpy(out, a, na * sizeof *a);
    memcpy(out + na, b, nb * sizeof *b);
}

/* Bottom up, from `keys` and back through `spare`; the result may lie in either. */
static struct key *front_merge_sort(struct key *keys, struct key *spare, size_t count)
{
    enum { PIECE = 8 };
    for (size_t at = 0; at < count; at += PIECE) front_insertion_sort(keys + at, count - at < PIECE ? count - at : PIECE);
    for (size_t width = PIECE; width < count; width *= 2) {
        for (size_t at = 0; at < count; at += 2 * width) {
            size_t na = count - at < width ? count - at : width;
            size_t nb = count - at - na < width ? count - at - na : width;
            front_merge(keys + at, na, keys + at + na, nb, spare + at);
        }
        struct key *swap = keys;
        keys = spare;
        spare = swap;
    }
    return keys;
}

/* How the keys lie: ends, and whether they are in order already. */
struct spread {
    uint64_t min, max;
    bool in_order;
};

static struct spread front_spread(const struct key *keys, size_t count)
{
    struct spread spread = { keys[0].when, keys[0].when, true };
    bool disorder = false;
    for (size_t k = 1; k < count; k++) {
        uint64_t when = keys[k].when;
        if (when < spread.min) spread.min = when;
        if (when > spread.max) spread.max = when;
        disorder |= key_before(keys[k], keys[k - 1]);
    }
    spread.in_order = !disorder;
    return spread;
}

/* Keys into bins by time, about one a bin, from `keys` to `out`; then a pass that puts
 * neighbours right. false, and nothing done, if some bin would be crowded. */
static bool front_bin_sort(const struct key *keys, struct key *out, size_t count, struct spread spread)
{
    uint16_t ends[FRONT_BINS + 1] = { 0 };
    unsigned shift = 0, crowd = 0;
    size_t bins = 2 * count < FRONT_BINS ? 2 * count : FRONT_BINS;
    while ((spread.max - spread.min) >> shift >= bins) shift++;
    for (size_t k = 0; k < count; k++) ends[(keys[k].when - spread.min) >> shift]++;
    for (size_t bin = 0, total = 0; bin < bins; bin++) {
        unsigned here = ends[bin];
        if (here > crowd) crowd = here;
        ends[bin] = (uint16_t)total;
        total += here;
    }
    if (crowd > FRONT_CROWD) return false;
    for (size_t k = 0; k < count; k++) out[ends[(keys[k].when - spread.min) >> shift]++] = keys[k];
    front_insertion_sort(out, count);
    return true;
}

void front_sort_run(struct front *front, size_t count)
{
    struct key *filled = front->scratch, *sorted = filled;
    struct spread spread = { 0, 0, true };
    if (count) spread = front_spread(filled, count);
    if (!spread.in_order) {
        bool binned = count <= FRONT_BINS * FRONT_CROWD && front_bin_sort(filled, front->run, count, spread);
        sorted = binned ? front->run : front_merge_sort(filled, front->run, count);
    }
    if (sorted == filled) {                 /* the two rooms change places */
        size_t room = front->scratch_room;
        front->scratch = front->run;
        front->scratch_room = front->run_room;
        front->run = filled;
        front->run_room = room;
    }
    front->run_at = 0;
    front->run_used = count;
    front->run[count] = KEY_END;
}

bool front_is_sound(const struct front *front)
{
    size_t end = front->heaped + FRONT_ROOT;
    for (size_t k = FRONT_ROOT; k < end; k++)
        if (front_lesser(front, k / 4 + 2, k) == k) return false;
    for (size_t k = end; k < front->heap_room; k++)
        if (front->whens[k] != UINT64_MAX) return false;
    for (size_t k = front->run_at + 1; k < front->run_used; k++)
        if (key_before(front->run[k], front->run[k - 1])) return false;
    return front->run[front->run_used].when == UINT64_MAX;
}
