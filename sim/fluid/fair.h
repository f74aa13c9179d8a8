/* Weighted max-min fairness, solved exactly. Knows rows (capacities) and flows (users of
 * rows), no clock and no storage.
 *
 * A flow stands for `members` equal members; each has a weight w > 0, a rate x, a cap on x,
 * and costs a > 0 on every row it uses. With the level of a flow λ = x / w:
 *   rows    Σ members · a · x ≤ capacity on every row;
 *   caps    x ≤ cap;
 *   fair    every flow runs at its cap or uses a full row on which no flow has a higher level.
 * There is one such answer (Bertsekas and Gallager, Data Networks, section 6.5.2: max-min in
 * λ). That full row, or the cap, is what *freezes* the flow: its bottleneck.
 *
 * Changes are gathered; fair_solve answers them all at once. Questions are answered as of
 * the last fair_solve; about a flow or row changed since, the answer means nothing until
 * the next. The same calls in the same order give the same bits.
 *
 * Small systems are solved whole (about a microsecond, see docs/engine.md); in large
 * ones a solve costs what the changes touch. Nothing is allocated by a solve once the
 * system has been as large before. */
#ifndef FLUID_FAIR_H
#define FLUID_FAIR_H

#include <stdbool.h>
#include <stdint.h>

struct fair;

typedef struct { int32_t row; } fair_row;       /* counts from 0 in order of fair_add_row */
typedef struct { int32_t flow; } fair_flow;     /* a place: used again after fair_remove */

/* One row of a path: `cost` > 0, finite, is what one unit of a member's rate takes of it. */
struct fair_use {
    fair_row row;
    double cost;
};

/* members · weight · cost is no larger than this on any row, and no smaller than its inverse:
 * far from where doubles end, so that no sum of loads can leave them. */
#define FAIR_MOST_LOAD 1e250

/* What fair_add is told. `uses` is copied; a row named twice costs the sum. A path may be
 * empty: then only the cap limits the flow. */
struct fair_spec {
    double weight;                 /* > 0, finite; per member */
    double members;                /* >= 0, finite; with 0 the flow takes nothing and its rates are 0 */
    double cap;                    /* >= 0, per member; INFINITY: none */
    const struct fair_use *uses;
    int32_t n_uses;
};

enum fair_bound {
    FAIR_FREE,                     /* no row it uses is full and it has no cap: its rate is INFINITY (or 0 without members) */
    FAIR_CAP,                      /* runs at its own cap */
    FAIR_ROW                       /* a full row freezes it */
};

/* An empty system on memory of its own. NULL may be freed. */
struct fair *fair_new(void);
void fair_free(struct fair *fair);

/* Forgets all rows and flows and keeps the room. */
void fair_clear(struct fair *fair);

/* --- changes: each waits for the next fair_solve ------------------------------------------ */

/* `capacity` >= 0; INFINITY: the row is never full. Rows are never taken out. */
fair_row fair_add_row(struct fair *fair, double capacity);
void fair_set_capacity(struct fair *fair, fair_row row, double capacity);

fair_flow fair_add(struct fair *fair, const struct fair_spec *spec);

/* After: the id is dead, and a later fair_add may return it again. */
void fair_remove(struct fair *fair, fair_flow flow);

void fair_set_cap(struct fair *fair, fair_flow flow, double cap);
void fair_set_weight(struct fair *fair, fair_flow flow, double weight);
void fair_set_members(struct fair *fair, fair_flow flow, double members);
void fair_set_path(struct fair *fair, fair_flow flow, const struct fair_use *uses, int32_t n_uses);

/* After: every answer below is the max-min one for the system as it stands. Without a
 * change since the last call it returns at once. */
void fair_solve(struct fair *fair);

/* Is there a change that waits for fair_solve? */
bool fair_waits(const struct fair *fair);

/* --- answers ------------------------------------------------------------------------------ */

/* Rate of one member, and of all of them. */
double fair_rate(const struct fair *fair, fair_flow flow);
double fair_total_rate(const struct fair *fair, fair_flow flow);

/* What freezes the flow; *row is set when that is FAIR_ROW, and may be NULL. Where several
 * rows fill at one level, one of them is named, always the same for the same calls. */
enum fair_bound fair_bottleneck(const struct fair *fair, fair_flow flow, fair_row *row);

/* The level at which the row froze flows; INFINITY if it froze none. */
double fair_level(const struct fair *fair, fair_row row);

/* What the row has, and what its flows take of it: Σ members · cost · rate. Costs a walk
 * over those that use the row. */
double fair_capacity(const struct fair *fair, fair_row row);
double fair_used(const struct fair *fair, fair_row row);

int32_t fair_n_rows(const struct fair *fair);
int32_t fair_n_flows(const struct fair *fair);

/* What the flow is made of, as last set. */
double fair_weight(const struct fair *fair, fair_flow flow);
double fair_members(const struct fair *fair, fair_flow flow);
double fair_cap(const struct fair *fair, fair_flow flow);

/* --- for those who follow flows in time (flows.c) ------------------------------------------ */

/* A group is all flows frozen by one row, or one flow frozen by its cap: all have one level.
 * FAIR_FREE flows are in a group of level INFINITY. Groups are small whole numbers, used
 * again when a cap goes; −1: the flow has no members, or neither row nor cap. */
int32_t fair_group(const struct fair *fair, fair_flow flow);
double fair_group_level(const struct fair *fair, int32_t group);
int32_t fair_n_groups(const struct fair *fair);          /* above every group there is */

/* What the last fair_solve that had work to do changed: groups whose level is another, and
 * flows now in another group (or in a first one). Each is named at most once; flows removed
 * since the solve before are not named. Valid until the next change. */
struct fair_news {
    const int32_t *groups;
    const fair_flow *moved;
    int32_t n_groups, n_moved;
};
struct fair_news fair_news(const struct fair *fair);

/* The flow will be changed or removed soon: its memory is fetched ahead, first the flow's,
 * then, when that has come, its path's. Changes nothing. */
void fair_prefetch(const struct fair *fair, fair_flow flow);
void fair_prefetch_path(const struct fair *fair, fair_flow flow);

#endif
