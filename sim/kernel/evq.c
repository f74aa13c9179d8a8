#include "kernel/evq.h"

/* A ticket is serial and slot: the slot says where the event is, the serial which one it is. A
 * key is stale, and skipped when its turn comes, if its slot holds another ticket by then; so
 * cancelling and moving need not find the key. When half of the keys are stale all are swept. */
enum {
    EVQ_STALE_LEAST = 256,          /* fewer aren't worth a sweep */
    EVQ_NEAR = 4096                 /* slots that lie in the second cache without being asked for */
};

static void slot_page(struct evq *queue)
{
    queue->pages = arena_grow(queue->arena, queue->pages, queue->pages_used, queue->pages_used + 1, &queue->pages_room, sizeof *queue->pages);
    queue->pages[queue->pages_used++] = ARENA_ARRAY(queue->arena, struct evq_slot, EVQ_PAGE);
}

evq_handle evq_push_fresh(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload)
{
    CHECK(queue->slots_used <= EVQ_PENDING_MAX);
    if (queue->slots_used == queue->pages_used * EVQ_PAGE) slot_page(queue);
    queue->free = (uint32_t)queue->slots_used++;        /* its ticket is 0: there is no other free one */
    return evq_push(queue, at_ns, phase, handler, context, payload);
}

/* The slots of the events that come next are asked for all at once, and, as soon as the order is
 * known, the contexts of the first; evq_look_ahead asks for those of the rest in their time. A
 * few thousand slots are near anyway. */
static void evq_soon(const void *context, const struct key *keys, size_t count, bool in_order)
{
    const struct evq *queue = context;
    if (queue->slots_used <= EVQ_NEAR) return;
    for (size_t k = 0; k < count; k++) {
        const struct evq_slot *slot = evq_slot_at(queue, evq_slot_index(keys[k].ticket));
        if (!in_order) KEY_PREFETCH(slot);
        else if (k < EVQ_SOON) KEY_PREFETCH(slot->event.context);
        else break;
    }
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

bool evq_pending(const struct evq *queue, evq_handle handle)
{
    uint32_t index = evq_slot_index(handle.ticket);
    return handle.ticket >> EVQ_SLOT_BITS && index < queue->slots_used && evq_slot_at(queue, index)->ticket == handle.ticket;
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
    uint32_t index = evq_slot_index(handle.ticket);
    evq_free_slot(queue, evq_slot_at(queue, index), index);
    evq_leave_stale(queue);
    return true;
}

evq_handle evq_move(struct evq *queue, evq_handle handle, int64_t at_ns, unsigned phase)
{
    if (!evq_pending(queue, handle)) return (evq_handle){ 0 };
    uint32_t index = evq_slot_index(handle.ticket);
    evq_handle moved = evq_enter(queue, evq_slot_at(queue, index), index, at_ns, phase);
    evq_leave_stale(queue);
    return moved;
}

size_t evq_count(const struct evq *queue)
{
    return queue->pending;
}

bool evq_is_sound(const struct evq *queue)
{
    return ladder_is_sound(&queue->ladder);
}
