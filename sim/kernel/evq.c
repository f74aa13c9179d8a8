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
    EVQ_NEAR = 4096,                /* slots that lie in the second cache without being asked for */
    EVQ_SOON = 6                    /* how many events ahead a context is asked for */
};

#define EVQ_SERIAL_MAX (UINT64_MAX >> EVQ_SLOT_BITS)        /* 1.1e12 schedulings */

struct slot {
    uint64_t ticket;                /* of the pending event; of a free slot the next free one, 0 at the end */
    struct evq_event event;
};

struct evq {
    struct slot **pages;            /* slots don't move, so that growing copies and wastes nothing */
    struct slot *first;             /* pages[0]: few events are found with one look less */
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
    if (index < EVQ_PAGE) return &queue->first[index];
    return &queue->pages[index / EVQ_PAGE][index % EVQ_PAGE];
}

static void slot_page(struct evq *queue)
{
    queue->pages = arena_grow(queue->arena, queue->pages, queue->pages_used, queue->pages_used + 1, &queue->pages_room, sizeof *queue->pages);
    queue->pages[queue->pages_used++] = ARENA_ARRAY(queue->arena, struct slot, EVQ_PAGE);
}

/* A free slot's index. */
static uint32_t slot_take(struct evq *queue)
{
    uint32_t index = queue->free;
    if (index) {
        queue->free = (uint32_t)slot_at(queue, index)->ticket;
        return index;
    }
    CHECK(queue->slots_used <= EVQ_PENDING_MAX);
    if (queue->slots_used == queue->pages_used * EVQ_PAGE) slot_page(queue);
    return (uint32_t)queue->slots_used++;
}

static void slot_free(struct evq *queue, struct slot *slot, uint32_t index)
{
    slot->ticket = queue->free;         /* no ticket: its serial is 0 */
    queue->free = index;
    queue->pending--;
}

/* The slots of the events that come next are asked for all at once; few of them are near anyway. */
static void evq_soon(const void *context, const struct key *keys, size_t count)
{
    const struct evq *queue = context;
    if (queue->slots_used <= EVQ_NEAR) return;
    for (size_t k = 0; k < count; k++) KEY_PREFETCH(slot_at(queue, slot_index(keys[k].ticket)));
}

struct evq *evq_new(struct arena *arena)
{
    struct evq *queue = ARENA_NEW(arena, struct evq);
    queue->arena = arena;
    slot_page(queue);
    queue->first = queue->pages[0];
    queue->slots_used = 1;          /* slot 0 stays empty: `free` 0 means none */
    ladder_init(&queue->ladder, arena, evq_soon, queue);
    return queue;
}

/* Gives the slot a new ticket and the ladder its key. */
static inline evq_handle evq_enter(struct evq *queue, struct slot *slot, uint32_t index, int64_t at_ns, unsigned phase)
{
    CHECK((uint64_t)at_ns <= (uint64_t)EVQ_AT_MAX && phase < EVQ_PHASES);
    CHECK(queue->serial < EVQ_SERIAL_MAX);
    uint64_t ticket = ++queue->serial << EVQ_SLOT_BITS | index;
    slot->ticket = ticket;
    ladder_push(&queue->ladder, (uint64_t)at_ns << EVQ_PHASE_BITS | phase, ticket);
    return (evq_handle){ ticket };
}

evq_handle evq_push(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload)
{
    uint32_t index = slot_take(queue);
    struct slot *slot = slot_at(queue, index);
    slot->event.handler = handler;
    slot->event.context = context;
    slot->event.payload = payload;
    queue->pending++;
    return evq_enter(queue, slot, index, at_ns, phase);
}

bool evq_pending(const struct evq *queue, evq_handle handle)
{
    uint32_t index = slot_index(handle.ticket);
    return handle.ticket >> EVQ_SLOT_BITS && index < queue->slots_used && slot_at(queue, index)->ticket == handle.ticket;
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
    uint32_t index = slot_index(handle.ticket);
    slot_free(queue, slot_at(queue, index), index);
    evq_leave_stale(queue);
    return true;
}

evq_handle evq_move(struct evq *queue, evq_handle handle, int64_t at_ns, unsigned phase)
{
    if (!evq_pending(queue, handle)) return (evq_handle){ 0 };
    uint32_t index = slot_index(handle.ticket);
    evq_handle moved = evq_enter(queue, slot_at(queue, index), index, at_ns, phase);
    evq_leave_stale(queue);
    return moved;
}

/* What the contexts of coming events point to is asked for a few events ahead. */
static void evq_look_ahead(const struct evq *queue)
{
    const struct front *front = &queue->ladder.front;
    if (front->run_at + EVQ_SOON < front->run_used) {
        uint64_t ticket = front->run[front->run_at + EVQ_SOON].ticket;
        KEY_PREFETCH(slot_at(queue, slot_index(ticket))->event.context);
    }
}

const struct evq_event *evq_pop(struct evq *queue, int64_t until_ns, int64_t *at_ns)
{
    struct key key;
    CHECK(until_ns >= 0);
    uint64_t until = until_ns < EVQ_AT_MAX ? (uint64_t)until_ns : (uint64_t)EVQ_AT_MAX;
    while (ladder_take(&queue->ladder, (until + 1) << EVQ_PHASE_BITS, &key)) {
        uint32_t index = slot_index(key.ticket);
        struct slot *slot = slot_at(queue, index);
        evq_look_ahead(queue);
        if (slot->ticket == key.ticket) {
            *at_ns = (int64_t)(key.when >> EVQ_PHASE_BITS);
            slot_free(queue, slot, index);
            return &slot->event;
        }
        queue->stale--;
    }
    return NULL;
}

size_t evq_count(const struct evq *queue)
{
    return queue->pending;
}

bool evq_is_sound(const struct evq *queue)
{
    return ladder_is_sound(&queue->ladder);
}
