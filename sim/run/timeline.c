#include "run/timeline.h"

#include <inttypes.h>
#include <stdio.h>

struct timeline *timeline_new(struct arena *arena, int64_t start_ns, bool traced)
{
    struct timeline *timeline = ARENA_NEW(arena, struct timeline);
    timeline->now = (struct timeline_hour){ .start_ns = start_ns, .events = ARENA_ARRAY(arena, struct timeline_event, TIMELINE_MOST) };
    timeline->kept = (struct timeline_hour){ .start_ns = start_ns, .events = ARENA_ARRAY(arena, struct timeline_event, TIMELINE_MOST) };
    timeline->traced = traced;
    if (traced) timeline->trace = text_new(arena);
    return timeline;
}

void timeline_hour(struct timeline *timeline, int64_t start_ns, bool keep)
{
    struct timeline_hour over = timeline->now;
    if (keep) {
        timeline->now = timeline->kept;
        timeline->kept = over;
    }
    timeline->now.start_ns = start_ns;
    timeline->now.n = timeline->now.happened = 0;
}

/* Whole ns, written without a double between. */
static void trace(struct timeline *timeline, int64_t at_ns, const char *kind, const char *what, const char *detail)
{
    text_printf(&timeline->trace, "%" PRId64 ".%09" PRId64 "\t%s\t%s\t%s\n", at_ns / 1000000000, at_ns % 1000000000, kind, what, detail);
}

void timeline_add(struct timeline *timeline, int64_t at_ns, const char *kind, const char *what, const char *format, ...)
{
    if (timeline == NULL) return;
    struct timeline_event event = { .at_ns = at_ns, .kind = kind };
    va_list args;
    va_start(args, format);
    vsnprintf(event.detail, sizeof event.detail, format, args);
    va_end(args);
    snprintf(event.what, sizeof event.what, "%s", what);
    if (timeline->traced) trace(timeline, at_ns, kind, what, event.detail);
    if (at_ns < timeline->now.start_ns) return;          /* the warm-up */
    timeline->now.happened++;
    if (timeline->now.n < TIMELINE_MOST) timeline->now.events[timeline->now.n++] = event;
}
