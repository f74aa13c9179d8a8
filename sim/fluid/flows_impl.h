/* What flows.c and flows_groups.c share; for them and their tests only. */
#ifndef FLUID_FLOWS_IMPL_H
#define FLUID_FLOWS_IMPL_H

#include <math.h>

#include "fluid/flows.h"
#include "fluid/memory.h"

#define FLOWS_NS_PER_S 1e9
#define FLOWS_NEVER INT64_MAX

/* One flow; its place is fair's. 48 bytes. */
struct moving {
    double key;                /* in a group: V at its end, or, without an end, V when it joined; in none: bytes left */
    double bytes;              /* with an end: moved + left; without: moved before it joined */
    flow_done *done;
    void *context;
    int32_t group;             /* −1: none, moves nothing */
    int32_t at;                /* in the group's heap */
    uint32_t generation;       /* odd: alive */
    bool endless;
};

struct keyed { double key; int32_t flow; };

struct group {
    double v, level;           /* virtual time at `at_ns`, and its speed since, per second */
    int64_t at_ns;
    int64_t due_ns;            /* when its first flow ends: its key in the heap of groups */
    double reach;              /* largest distance of a key from V since V was last near 0 */
    struct keyed *heap;        /* binary heap by (key, flow); endless ones have key INFINITY */
    int32_t n, room;
    int32_t joined;            /* flows since V was last near 0 */
    int32_t due_at;            /* in the heap of groups, −1: not there */
    bool touched;
};

struct observer { flows_observer *call; void *context; };

struct flows {
    struct des *des;
    struct fair *fair;
    des_event solve, completion;
    int64_t completion_ns;
    struct moving *moving;
    struct group *groups;
    int32_t *due;              /* heap of groups by (due_ns, group) */
    int32_t *touched;          /* groups to be put in order in the heap */
    flow_id *at_once;          /* flows in no group that end now */
    struct observer *observers;
    int32_t n_alive, places, moving_room, group_room, n_due, n_touched, n_at_once, at_once_room, n_observers;
    double *extra;             /* per flow: moved by all members = members · moved + extra; NULL while members were never changed */
    int64_t n_solves;
};

static inline double flows_impl_weight(const struct flows *flows, int32_t flow) { return fair_weight(flows->fair, (fair_flow){ flow }); }

#endif
