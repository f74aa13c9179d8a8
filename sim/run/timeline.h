/* What happened, in order: the events that matter to a reader, each with its time, its kind, what
 * it happened to and one detail. Kept for one hour at a time, so that what a long run keeps is
 * bounded; or, where a trace is wanted, all of it as text. */
#ifndef RUN_TIMELINE_H
#define RUN_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/text.h"

enum { TIMELINE_MOST = 400 };                    /* events kept of an hour */

struct timeline_event {
    int64_t at_ns;
    const char *kind;                            /* lives on: "failure", "repair", "rebuild" ... */
    char what[72], detail[104];                  /* "bulk/0/drive", "30.0 TB lost"; cut where longer */
};

/* Of [start_ns, the hour's end): the first TIMELINE_MOST, and how many there were. */
struct timeline_hour { int64_t start_ns; struct timeline_event *events; int32_t n, happened; };

struct timeline {
    struct timeline_hour now, kept;              /* the hour at work; the one to show */
    bool traced;
    struct text trace;                           /* one line an event: time in s, kind, what, detail, tabs between */
};

/* Its first hour starts at start_ns. */
struct timeline *timeline_new(struct arena *arena, int64_t start_ns, bool traced);

/* Another hour starts; the one before is kept if it is the one to show so far. */
void timeline_hour(struct timeline *timeline, int64_t start_ns, bool keep);

/* `timeline` NULL: nobody wants to know. Before: not earlier than the last. */
void timeline_add(struct timeline *timeline, int64_t at_ns, const char *kind, const char *what, const char *format, ...) PRINTF_LIKE(5, 6);

#endif
