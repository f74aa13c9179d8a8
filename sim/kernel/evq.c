#include "kernel/evq.h"

#include "kernel/ladder.h"

/* A ticket is serial and slot: the slot says where the event is, the serial which one it is. A
 * key is stale, and skipped when its turn comes, if its slot holds another ticket by then; so
 * cancelling and moving need not find the key. When half of the keys are stale all are swept. */
enum {
    EVQ_PHASE_BITS = 3,
    EVQ_SLOT_BITS = 24,
    EVQ_PAGE = 512,                 /* slots a page: 16 KB */
    EVQ_STALE_LEAST = 256,          /* fewer aren't worth a sweep */
    EVQ_SOON = 6                    /* how many events ahead a context is asked for */
};

#define EVQ_SERIAL_MAX (UINT64_MAX >> EVQ_SLOT_BITS)        /* 1.1e12 schedulings */

struct slot {
    uint64_t ticket;                /* of the pending event; 0 when free */
    evq_handler handler;
    void *context;
    int64_t payload;                /* of a free slot: the next free one */
};

struct evq {
    struct slot **pages;            /* slots don't move, so that growing copies and wastes nothing */
    uint64_t serial;
    size_t pending, stale;
    size_t slots_used, pages_used, pages_room;
    uint32_t free;
    struct arena *arena;
    struct ladder ladder;
};

static uint32_t slot_index(uint64_t ticket)
{
    return (uint32_t)(ticket & ((UINT64_C(1) << EVQ_SLOT_BITS) - 1));
}

static struct slot *slot_at(const struct evq *queue, uint32_t index)
{
    return &queue->pages[index / EVQ_PAGE][index % EVQ_PAGE];
}

static void slot_page(struct evq *queue)
{
    queue->pages = arena_grow(queue->arena, queue->pages, queue->pages_used, queue->pages_used + 1, &queue->pages_room, sizeof *queue->pages);
    queue->pages[queue->pages_used++] = ARENA_ARRAY(queue->arena, struct slot, EVQ_PAGE);
}

static uint32_t slot_take(struct evq *queue)
{
    uint32_t index = queue->free;
    if (index) {
        queue->free = (uint32_t)slot_at(queue, index)->payload;
        return index;
    }
    CHECK(queue->slots_used <= EVQ_PENDING_MAX);
    if (queue->slots_used == queue->pages_used * EVQ_PAGE) slot_page(queue);
    return (uint32_t)queue->slots_used++;
}

static void slot_free(struct evq *queue, uint32_t index)
{
    struct slot *slot = slot_at(queue, index);
    slot->ticket = 0;
    slot->payload = queue->free;
    queue->free = index;
    queue->pending--;
}

/* The slots of the events that come next are asked for all at once. */
static void evq_soon(const void *context, const struct key *keys, size_t count)
{
    for (size_t k = 0; k < count; k++) KEY_PREFETCH(slot_at(context, slot_index(keys[k].ticket)));
}

struct evq *evq_new(struct arena *arena)
{
    struct evq *queue = ARENA_NEW(arena, struct evq);
    queue->arena = arena;
    slot_page(queue);
    queue->slots_used = 1;          /* slot 0 stays empty: ticket 0 and `free` 0 mean none */
    ladder_init(&queue->ladder, arena, evq_soon, queue);
    return queue;
}

/* Gives the slot a new ticket and the ladder its key. */
static evq_handle evq_enter(struct evq *queue, uint32_t index, int64_t at_ns, unsigned phase)
{
    CHECK(at_ns >= 0 && at_ns <= EVQ_AT_MAX && phase < EVQ_PHASES && queue->serial < EVQ_SERIAL_MAX);
    uint64_t ticket = ++queue->serial << EVQ_SLOT_BITS | index;
    slot_at(queue, index)->ticket = ticket;
    ladder_push(&queue->ladder, (struct key){ (uint64_t)at_ns << EVQ_PHASE_BITS | phase, ticket });
    return (evq_handle){ ticket };
}

evq_handle evq_push(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload)
{
    uint32_t index = slot_take(queue);
    struct slot *slot = slot_at(queue, index);
    slot->handler = handler;
    slot->context = context;
    slot->payload = payload;
    queue->pending++;
    return evq_enter(queue, index, at_ns, phase);
}

bool evq_pending(const struct evq *queue, evq_handle handle)
{
    uint32_t index = slot_index(handle.ticket);
    return handle.ticket && index < queue->slots_used && slot_at(queue, index)->ticket == handle.ticket;
}

static bool evq_is_live(const void *context, struct key key)
{
    return evq_pending(context, (evq_handle){ key.ticket });
}

static void evq_leave_stale(struct evq *queue)
{
    if (++queue->stale < EVQ_STALE_LEAST || queue->stale < queue->pending) return;
    ladder_sweep(&queue->ladder, evq_is_live, queue);
    queue->stale = 0;
}

bool evq_cancel(struct evq *queue, evq_handle handle)
{
    if (!evq_pending(queue, handle)) return false;
    slot_free(queue, slot_index(handle.ticket));
    evq_leave_stale(queue);
    return true;
}

evq_handle evq_move(struct evq *queue, evq_handle handle, int64_t at_ns, unsigned phase)
{
    if (!evq_pending(queue, handle)) return (evq_handle){ 0 };
    evq_handle moved = evq_enter(queue, slot_index(handle.ticket), at_ns, phase);
    evq_leave_stale(queue);
    return moved;
}

/* What the contexts of coming events point to is asked for a few events ahead. */
static void evq_look_ahead(const struct evq *queue)
{
    const struct front *front = &queue->ladder.front;
    if (front->run_at + EVQ_SOON < front->run_used) {
        uint64_t ticket = front->run[front->run_at + EVQ_SOON].ticket;
        KEY_PREFETCH(slot_at(queue, slot_index(ticket))->context);
    }
}

bool evq_pop(struct evq *queue, int64_t until_ns, int64_t *at_ns, struct evq_event *event)
{
    for (;;) {
        struct key key = ladder_first(&queue->ladder);
        int64_t when_ns = (int64_t)(key.when >> EVQ_PHASE_BITS);
        if (when_ns > until_ns || key.when == UINT64_MAX) return false;
        uint32_t index = slot_index(key.ticket);
        struct slot *slot = slot_at(queue, index);
        ladder_drop(&queue->ladder);
        evq_look_ahead(queue);
        if (slot->ticket == key.ticket) {
            *at_ns = when_ns;
            *event = (struct evq_event){ slot->handler, slot->context, slot->payload };
            slot_free(queue, index);
            return true;
        }
        queue->stale--;
    }
}

size_t evq_count(const struct evq *queue)
{
    return queue->pending;
}

bool evq_is_sound(const struct evq *queue)
{
    return ladder_is_sound(&queue->ladder);
}
