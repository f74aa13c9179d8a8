/* The limits the kernel is measured against: a bare heap and a bare calendar, sized for their
 * load beforehand; no handles, no cancelling, no phases, ties in no order. */
#ifndef TESTS_BENCH_BARE_H
#define TESTS_BENCH_BARE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct bare_event {
    uint64_t at;
    uint64_t id;
};

/* --- a heap of four children a node --- */

struct bare_heap {
    struct bare_event *events;
    size_t n;
};

static inline struct bare_heap bare_heap_new(size_t room)
{
    return (struct bare_heap){ malloc((room + 1) * sizeof(struct bare_event)), 0 };
}

static inline void bare_heap_push(struct bare_heap *heap, uint64_t at, uint64_t id)
{
    size_t k = heap->n++;
    for (; k > 0 && at < heap->events[(k - 1) / 4].at; k = (k - 1) / 4) heap->events[k] = heap->events[(k - 1) / 4];
    heap->events[k] = (struct bare_event){ at, id };
}

static inline struct bare_event bare_heap_pop(struct bare_heap *heap)
{
    struct bare_event *e = heap->events, first = e[0], last = e[--heap->n];
    size_t n = heap->n, k = 0, child;
    while ((child = 4 * k + 1) < n) {
        size_t least = child, end = child + 4 < n ? child + 4 : n;
        for (size_t c = child + 1; c < end; c++) least = e[c].at < e[least].at ? c : least;
        if (e[least].at >= last.at) break;
        e[k] = e[least];
        k = least;
    }
    e[k] = last;
    return first;
}

/* --- a calendar of sorted lists, ids being 0 ... room-1 --- */

struct bare_node {
    uint64_t at;
    uint32_t next;                      /* 1 + id, 0 at the end */
};

struct bare_calendar {
    struct bare_node *nodes;
    uint32_t *days;
    uint64_t day, mask;                 /* the day that is read */
    unsigned shift;                     /* a day is 2^shift ns */
};

/* For `room` events that are scheduled mean_ns ahead on average: a day for each. */
static inline struct bare_calendar bare_calendar_new(size_t room, double mean_ns)
{
    struct bare_calendar calendar = { malloc(room * sizeof(struct bare_node)), NULL, 0, 1, 0 };
    while (calendar.mask < 2 * room) calendar.mask *= 2;
    while ((double)(UINT64_C(2) << calendar.shift) < mean_ns / (double)room * 1.5) calendar.shift++;
    calendar.days = calloc(calendar.mask, sizeof *calendar.days);
    calendar.mask--;
    return calendar;
}

static inline void bare_calendar_push(struct bare_calendar *calendar, uint64_t at, uint64_t id)
{
    uint32_t *link = &calendar->days[at >> calendar->shift & calendar->mask];
    while (*link && calendar->nodes[*link - 1].at < at) link = &calendar->nodes[*link - 1].next;
    calendar->nodes[id] = (struct bare_node){ at, *link };
    *link = (uint32_t)id + 1;
}

static inline struct bare_event bare_calendar_pop(struct bare_calendar *calendar)
{
    for (;; calendar->day++) {
        uint32_t *link = &calendar->days[calendar->day & calendar->mask];
        if (!*link || calendar->nodes[*link - 1].at >> calendar->shift != calendar->day) continue;
        uint32_t id = *link - 1;
        *link = calendar->nodes[id].next;
        return (struct bare_event){ calendar->nodes[id].at, id };
    }
}

#endif
