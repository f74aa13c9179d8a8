#include "kernel/des.h"

struct des *des_new(struct arena *arena)
{
    struct des *des = ARENA_NEW(arena, struct des);
    des->queue = evq_new(arena);
    return des;
}

bool des_cancel(struct des *des, des_event event)
{
    return evq_cancel(des->queue, event);
}

des_event des_reschedule(struct des *des, des_event event, int64_t at_ns, enum des_phase phase)
{
    CHECK(at_ns >= des->now_ns);
    return evq_move(des->queue, event, at_ns, (unsigned)phase);
}

bool des_pending(const struct des *des, des_event event)
{
    return evq_pending(des->queue, event);
}

static void des_loop(struct des *des, int64_t until_ns)
{
    const struct evq_event *event;
    CHECK(!des->running);
    des->running = true;
    des->stop = false;
    while (!des->stop && (event = evq_pop(des->queue, until_ns, &des->now_ns))) {
        des->events++;
        event->handler(des, event->context, event->payload);
    }
    des->running = false;
}

void des_run_until(struct des *des, int64_t until_ns)
{
    CHECK(until_ns >= des->now_ns);
    des_loop(des, until_ns);
    if (!des->stop) des->now_ns = until_ns;
}

void des_run(struct des *des)
{
    des_loop(des, EVQ_AT_MAX);
}

void des_stop(struct des *des)
{
    des->stop = true;
}

bool des_stopped(const struct des *des)
{
    return des->stop;
}

uint64_t des_events(const struct des *des)
{
    return des->events;
}

size_t des_waiting(const struct des *des)
{
    return evq_count(des->queue);
}
