#include "kernel/evq.h"

/* A key is two words: time and phase, then serial and slot; comparing them in that order is
 * (time, phase, serial). The second word is also the handle: the slot says where, the serial
 * says which, and a key whose slot holds another serial is stale and skipped. */
enum { SLOT_BITS = 24, PHASE_BITS = 3 };

struct key {
    uint64_t when, ticket;
};

struct slot {
    uint64_t ticket;                /* of the pending event; 0 when free */
    evq_handler handler;
    void *context;
    int64_t payload;                /* of a free slot: the next free one */
};

struct evq {
    struct arena *arena;
    struct slot *slots;
    size_t slots_used, slots_room, pending;
    uint32_t free;
    uint64_t serial;
    struct key *heap;
    size_t heaped, heap_room;
};

static bool key_before(struct key a, struct key b)
{
    return a.when < b.when || (a.when == b.when && a.ticket < b.ticket);
}

struct evq *evq_new(struct arena *arena)
{
    struct evq *queue = ARENA_NEW(arena, struct evq);
    queue->arena = arena;
    queue->slots_used = 1;          /* slot 0 stays empty: ticket 0 and `free` 0 mean none */
    queue->slots = arena_grow(arena, NULL, 0, 64, &queue->slots_room, sizeof *queue->slots);
    return queue;
}

static uint32_t slot_index(uint64_t ticket)
{
    return (uint32_t)(ticket & ((1u << SLOT_BITS) - 1));
}

static struct slot *slot_take(struct evq *queue, uint32_t *index)
{
    if (queue->free) {
        *index = queue->free;
        queue->free = (uint32_t)queue->slots[*index].payload;
    } else {
        CHECK(queue->slots_used < (1u << SLOT_BITS));
        queue->slots = arena_grow(queue->arena, queue->slots, queue->slots_used, queue->slots_used + 1, &queue->slots_room, sizeof *queue->slots);
        *index = (uint32_t)queue->slots_used++;
    }
    return &queue->slots[*index];
}

static void heap_push(struct evq *queue, struct key key)
{
    queue->heap = arena_grow(queue->arena, queue->heap, queue->heaped, queue->heaped + 1, &queue->heap_room, sizeof *queue->heap);
    size_t at = queue->heaped++;
    while (at > 0 && key_before(key, queue->heap[(at - 1) / 2])) {
        queue->heap[at] = queue->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    queue->heap[at] = key;
}

static void heap_pop(struct evq *queue)
{
    struct key last = queue->heap[--queue->heaped];
    size_t at = 0, child;
    while ((child = 2 * at + 1) < queue->heaped) {
        if (child + 1 < queue->heaped && key_before(queue->heap[child + 1], queue->heap[child])) child++;
        if (!key_before(queue->heap[child], last)) break;
        queue->heap[at] = queue->heap[child];
        at = child;
    }
    queue->heap[at] = last;
}

static uint64_t evq_enter(struct evq *queue, uint32_t index, int64_t at_ns, unsigned phase)
{
    CHECK(at_ns >= 0 && at_ns <= EVQ_AT_MAX && phase < EVQ_PHASES);
    uint64_t ticket = ++queue->serial << SLOT_BITS | index;
    heap_push(queue, (struct key){ (uint64_t)at_ns << PHASE_BITS | phase, ticket });
    return queue->slots[index].ticket = ticket;
}

evq_handle evq_push(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload)
{
    uint32_t index;
    struct slot *slot = slot_take(queue, &index);
    slot->handler = handler;
    slot->context = context;
    slot->payload = payload;
    queue->pending++;
    return (evq_handle){ evq_enter(queue, index, at_ns, phase) };
}

bool evq_pending(const struct evq *queue, evq_handle handle)
{
    return handle.ticket && slot_index(handle.ticket) < queue->slots_used && queue->slots[slot_index(handle.ticket)].ticket == handle.ticket;
}

static void slot_free(struct evq *queue, uint32_t index)
{
    queue->slots[index].ticket = 0;
    queue->slots[index].payload = queue->free;
    queue->free = index;
    queue->pending--;
}

bool evq_cancel(struct evq *queue, evq_handle handle)
{
    if (!evq_pending(queue, handle)) return false;
    slot_free(queue, slot_index(handle.ticket));
    return true;
}

evq_handle evq_move(struct evq *queue, evq_handle handle, int64_t at_ns, unsigned phase)
{
    if (!evq_pending(queue, handle)) return (evq_handle){ 0 };
    return (evq_handle){ evq_enter(queue, slot_index(handle.ticket), at_ns, phase) };
}

bool evq_pop(struct evq *queue, int64_t until_ns, int64_t *at_ns, struct evq_event *event)
{
    while (queue->heaped) {
        struct key key = queue->heap[0];
        uint32_t index = slot_index(key.ticket);
        struct slot *slot = &queue->slots[index];
        if (slot->ticket == key.ticket) {
            if ((int64_t)(key.when >> PHASE_BITS) > until_ns) return false;
            *at_ns = (int64_t)(key.when >> PHASE_BITS);
            *event = (struct evq_event){ slot->handler, slot->context, slot->payload };
            heap_pop(queue);
            slot_free(queue, index);
            return true;
        }
        heap_pop(queue);
    }
    return false;
}

size_t evq_count(const struct evq *queue)
{
    return queue->pending;
}

bool evq_is_sound(const struct evq *queue)
{
    for (size_t i = 1; i < queue->heaped; i++)
        if (key_before(queue->heap[i], queue->heap[(i - 1) / 2])) return false;
    return true;
}
