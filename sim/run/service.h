/* What of the storage is in service, and what follows from it. For each group of each pool (its front
 * ends are one): how many drives, links and nodes are out, and whose bytes are.
 *
 * Rows of a group have what is in service of it: media by drives and nodes, cards by links and
 * nodes, the rest by nodes. Reads of bytes that are out cost the code's repair reads instead
 * (plan/resilience.h: linear in their part). Watts are not lowered by what is out.
 *
 * Where the run goes by a calendar (run/landing.h) all this is of the part of a pool that has landed and serves, and load goes where
 * something serves (run/stand.h). */
#ifndef RUN_SERVICE_H
#define RUN_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "run/rebuild.h"
#include "stat/gauge.h"
#include "types/site_plan.h"

struct world;

struct service_group {
    const struct plan_repair_group *planned;
    double nodes, nodes_per_rack, share;         /* share of the pool's bytes; 0 for front ends */
    double drives_out, links_out, nodes_dead;
    double nodes_dark, nodes_unfed;              /* out with their bytes, which come back with them: racks; feeds */
    double drives_lost, nodes_lost;              /* whose bytes are nowhere else yet */
    double nodes_out;                            /* of all kinds, the part of domains in maintenance too */
};

struct service_pool {
    const struct plan_pool *planned;
    struct service_group *groups; int32_t n_groups;      /* front ends the last, if there are any */
    bool has_front;
    struct rebuild rebuild;
    double domains_out;                          /* by maintenance */
    double unreadable;                           /* part of the pool's bytes that is out now */
    double losses;                               /* failure domains and drives that are out, or not yet rebuilt */
};

struct service {
    struct world *world;
    struct service_pool *pools; int32_t n_pools;
    int32_t n_rows;
    double *capacity;                            /* one a row of the plan: in service */
    double *cost[OPS];                           /* of a client byte on each row, now */
    double *use;                                 /* part of what is in service, as of the last look */
    double bound[OPS];                           /* client bytes/s of each class alone, all that has landed in service; INFINITY: none */
    struct gauge less[OPS];                      /* by how much it is lower now, for what is out and what rebuilds take */
};

/* May anything of the storage be out of service at some time? */
bool service_is_on(const struct site_plan *plan);

/* All that stands in service; fills world->uses. NULL: nothing is ever out of it. Before: the world's rows and landing stand and nothing flows. */
struct service *service_start(struct world *world);

/* The group, or the front ends, of a pool. */
static inline bool service_is_front(const struct service_pool *pool, int32_t group) { return pool->has_front && group == pool->n_groups - 1; }

/* Counts of the pool's groups have changed: rows, prices and what rebuilds may take follow. */
void service_update(struct service *service, int32_t pool);

/* More of the build stands (the world's landing): rows, prices of both classes and the flows' paths follow. */
void service_land(struct service *service);

/* Does nothing of the row's pool serve yet? */
bool service_awaits(const struct service *service, int32_t row);

/* What a read byte costs has changed where another part says so (a tier's hits): world->uses follows, flows don't. */
void service_price_reads(struct service *service);

/* A rebuild began or ended: what the site could serve besides has changed. */
void service_note_less(struct service *service);

/* After a solve: notes rates of rebuilds, and the use of rows at `read` and `write` client bytes/s, which the audit sees. */
void service_look(struct service *service, double read, double write);

/* What is held was held for `s` seconds. */
static inline void service_pass(struct service *service, double s)
{
    for (int32_t p = 0; p < service->n_pools; p++) rebuild_pass(&service->pools[p].rebuild, s);
}

#endif
