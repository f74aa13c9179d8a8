/* What fair.c and the files beside it share; for them and their tests only.
 *
 * A *link* is a row, or the cap of one flow: a row of its own of that capacity, which a
 * member's rate uses with cost 1. Then a group is a link, and all the theory is about
 * links. A path is a span of *steps*, one a link, the cap's last.
 *
 * Two engines. The small one keeps, per link, one *use* for each flow on it and solves from
 * nothing (fair_small.c). The sweep keeps one use for each *cell* and changes what must be
 * changed (fair_sweep.c). Flows, steps and links are common to both. */
#ifndef FLUID_FAIR_IMPL_H
#define FLUID_FAIR_IMPL_H

#include <math.h>

#include "base/check.h"
#include "fluid/exact.h"
#include "fluid/fair.h"
#include "fluid/spans.h"

/* One link of a flow's path: 24 bytes. */
struct step {
    double cost;
    int32_t flow;
    int32_t where;             /* the link; but, in a sweep, of a flow that takes part: the cell */
    int32_t next, prev;        /* sweep: the other flows' steps in that cell, −1 ends. Small: `next` is the index of its use in the link's */
};

/* 40 bytes. */
struct flow {
    double weight, members;
    int32_t steps;             /* first step */
    int32_t n_steps;
    int32_t group;             /* link that freezes it, as of the last solve; while one runs, so far; −1 none */
    int32_t cap_link;          /* −1: no cap */
    int32_t moved_at;          /* index in fair->moved, −1: in the group it was in at the last solve */
    int8_t room;               /* class of the span of steps; −1: none; −2: this place is free, and `steps` chains the free ones */
    bool attached;             /* takes part: has members */
};

/* Who uses a link, and with how much of it per level. */
struct use {
    double load;               /* Σ members · weight · cost */
    int32_t who;               /* small: the flow; sweep: the group of the cell's flows */
    int32_t at;                /* small: the flow's step; sweep: the cell */
};

/* The flows of one group that use one link. */
struct cell {
    struct exact load;
    int32_t group, link;
    int32_t count, first;      /* how many flows, and the first one's step */
    int32_t in_link, in_group; /* where it stands in the link's uses and the group's cells */
    bool inexact;              /* `load` has lost bits: added up anew at every change */
};

struct group_cell { int32_t link, cell; };

enum link_state { LINK_CLEAN, LINK_QUEUED, LINK_OPEN, LINK_FINAL };

struct link {
    double capacity;
    double fill;               /* capacity / Σ load of all uses: the level at which it fills if nobody is held back elsewhere */
    struct exact load;
    int32_t uses, n_uses;      /* the column: a span of fair->uses */
    int32_t cells, n_cells;    /* the row, as group: a span of fair->group_cells (sweep) */
    int32_t owner;             /* row ≥ 0, or flow as ~flow; a free link chains here */
    int8_t uses_room, cells_room;        /* 2^room, −1: no span */
    uint8_t state;             /* enum link_state, within a sweep */
    bool hot;                  /* slack, and some flow on it may be above its fill level (sweep) */
    bool inexact;              /* `load` has lost bits: added up anew at every change */
    bool touched;              /* in the sweep's list of what to look at */
    bool strained;             /* and not only because something left it */
    bool seen;                 /* has left LINK_CLEAN in this sweep */
    int32_t changed_at;        /* index in fair->changed; −1: its level is as at the last solve */
};

/* Which engine solves. FAIR_ENGINE_AUTO goes by size; the others are for tests and benches. */
enum fair_engine { FAIR_ENGINE_AUTO, FAIR_ENGINE_SMALL, FAIR_ENGINE_SWEEP };

struct fair {
    struct flow *flows;
    struct link *links;
    double *level;             /* per link: where it froze its group; INFINITY: slack (or, in a sweep, open) */
    int32_t *row_link;
    int32_t n_flows, flow_places, flow_room, free_flow;
    int32_t n_rows, row_room;
    int32_t n_links, link_room, free_link;
    struct spans steps, uses, group_cells;

    enum fair_engine asked;
    bool sweeping;             /* the engine at work */
    int32_t sweep_above, small_below;    /* flows: where FAIR_ENGINE_AUTO changes over */
    bool waits;                /* something has changed since the last solve */
    bool solved;               /* there has been a solve */

    /* small engine's scratch */
    double *flow_level, *candidate_level;
    int32_t *flow_group, *candidate;

    /* news: flows and links that are, or were for a while, not as at the last solve. */
    bool news_told;            /* the solve is over: the next change begins new lists */
    fair_flow *moved;
    int32_t *moved_from;       /* beside `moved`: the group at the last solve */
    int32_t *changed;
    double *changed_from;      /* beside `changed`: the level at the last solve */
    int32_t n_moved, n_changed;

    /* sweep: cells, found by a hash of (group, link), and the queue of links */
    struct cell *cells;
    int32_t *cell_table;       /* open addressing, −1: empty */
    int32_t n_cells, cell_places, cell_room, free_cell, table_mask;
    double *queue_key;         /* per link: level up to which nothing about it can differ */
    double *watch;             /* per link: above which level a sweep that walks a group's links must look at it; −1: at any */
    double *scanned;           /* per open link: level up to which slack links have been looked at for it */
    int32_t *queue, *queue_at; /* heap of links by (key, link), and where each stands; −1 */
    int32_t *touched, *seen;
    int32_t n_queue, n_touched, n_seen;
};

static inline struct step *step_of(const struct fair *fair, int32_t step) { return (struct step *)fair->steps.block + step; }
static inline struct group_cell *cells_of(const struct fair *fair, const struct link *link)
{
    return (struct group_cell *)fair->group_cells.block + link->cells;
}
static inline struct use *uses_of(const struct fair *fair, const struct link *link) { return (struct use *)fair->uses.block + link->uses; }

static inline int32_t fair_impl_link(const struct fair *fair, fair_row row)
{
    CHECK(row.row >= 0 && row.row < fair->n_rows);
    return fair->row_link[row.row];
}

/* The next size of an array that is full. */
static inline int32_t fair_impl_more(int32_t room)
{
    CHECK(room < INT32_MAX / 4);
    return room > 0 ? 2 * room : 16;
}

/* What a step adds to its link's load. The cap is the cap of a member. */
static inline double fair_impl_load(const struct fair *fair, const struct flow *flow, int32_t step)
{
    if (flow->cap_link >= 0 && step == flow->steps + flow->n_steps - 1) return flow->weight;
    return flow->members * flow->weight * step_of(fair, step)->cost;
}

/* To be called when anything it looks at has changed: most links a group's flows use are slack,
 * far from full and clean, and a walk over them should read no more than this one number. */
static inline void fair_impl_watch(struct fair *fair, int32_t link)
{
    const struct link *l = &fair->links[link];
    bool cold = fair->level[link] == HUGE_VAL && l->state == LINK_CLEAN && !l->hot;
    fair->watch[link] = cold ? l->fill : -1.0;
}

/* To be chosen while there are no flows. */
void fair_impl_engine(struct fair *fair, enum fair_engine engine);

/* fair_news.c: a link's level, a flow's group, and that they may be news. To be begun before any change, settled after a solve, which
 * drops what ended as it was; a flow that goes is no news. */
void fair_news_begin(struct fair *fair);
void fair_news_set_level(struct fair *fair, int32_t link, double level);
void fair_news_set_group(struct fair *fair, int32_t flow, int32_t group);
void fair_news_forget(struct fair *fair, int32_t flow);
void fair_news_settle(struct fair *fair);

/* fair_links.c: a link of that capacity, `owner` a row, or a flow as ~flow; freed when nobody uses it (it may still be in the news). */
int32_t fair_links_new(struct fair *fair, double capacity, int32_t owner);
void fair_links_free(struct fair *fair, int32_t link);
void fair_links_set_capacity(struct fair *fair, int32_t link, double capacity);

/* One use more on the link, at the end of its uses, not set. Adds to the link's load (its uses must already be as they
 * will be) and works out its fill level. */
struct use *fair_links_push_use(struct fair *fair, int32_t link);
void fair_links_add_load(struct fair *fair, int32_t link, double load);

/* fair_small.c: a flow's steps are added to their links' uses or taken out; and the solve. */
void fair_small_join(struct fair *fair, int32_t flow);
void fair_small_leave(struct fair *fair, int32_t flow);
void fair_small_solve(struct fair *fair);

/* fair_cells.c: a step goes into the cell of (group, link), or out of the one it is in, which
 * returns the link. Cells come with their first step and go with their last. */
void fair_cells_add(struct fair *fair, int32_t step, int32_t group, int32_t link);
int32_t fair_cells_remove(struct fair *fair, int32_t step);
void fair_cells_clear(struct fair *fair);
void fair_cells_free(struct fair *fair);

/* fair_sweep.c: the same for the sweep. A flow that joins is for now in `group`, or, if that
 * is −1, in one that the sweep chooses; every link it uses is touched. */
void fair_sweep_join(struct fair *fair, int32_t flow, int32_t group);
void fair_sweep_leave(struct fair *fair, int32_t flow);
void fair_sweep_touch(struct fair *fair, int32_t link);
void fair_sweep_solve(struct fair *fair);

/* Between sweeps: what is remembered about links is so (for CHECK_SLOW; large systems are spared). */
bool fair_sweep_is_sound(const struct fair *fair);

#endif
