/* What breaks while a site runs, and how it comes back. For each group of each pool (front ends are
 * one) a hazard (run/hazard.h) a kind:
 *   drive   its bytes are lost: rebuilt from `rebuild_after` on; the drive itself is back when swapped
 *   node    dead, with all that is in it; from `rebuild_after` on its bytes are rebuilt. When it is back
 *           with its data before that is done, the rebuild ends; `data_lost` of them come back empty
 *   link    one switch port: its part of the group's network
 *   rack    takes its nodes with it; they come back with their bytes, nothing is rebuilt
 *   feed    of the site: takes `racks_per_feed` racks that stand next to each other, pool after pool, group after
 *           group, likewise
 * Maintenance takes out one failure domain after another, pools in turn, likewise.
 *
 * All that stand are in service when the run begins; what lands later (run/landing.h) may fail from then on. A cause that is off, or of which there are none, has no line. */
#ifndef RUN_FAILURE_H
#define RUN_FAILURE_H

#include <stdbool.h>
#include <stdint.h>

#include "run/failure_account.h"
#include "run/hazard.h"
#include "run/rebuild.h"
#include "run/service.h"

struct world;

struct failure_line {
    struct failure *failure;
    enum failure_kind kind;
    int32_t pool, group;                         /* −1, −1: of the site */
    struct hazard hazard;
    double population;                           /* when all has landed */
    const struct quantity *repair_s;
};

/* A drive or node whose bytes are gone. */
struct failure_loss {
    struct failure_loss *free;
    struct failure_line *line;
    struct rebuild_task task;
    int64_t at_ns;
    des_event start;                             /* of its rebuild */
    bool empty;                                  /* it comes back without its bytes */
    bool repaired, settled;                      /* the thing is back; its bytes are somewhere */
};

struct failure_watch {                           /* a pool's, beside service's */
    int64_t rebuild_after_ns;
    struct failure_pool_account account;
};

struct failure {
    struct world *world;
    struct service *service;                     /* the world's */
    struct failure_watch *watches;               /* one a pool */
    struct failure_line *lines; int32_t n_lines;
    struct failure_loss *free;
    int64_t since_ns;                            /* up to here all is added up */
    int32_t next_pool;                           /* for maintenance */
    double *dark; int32_t n_dark;                /* by feed: how often it is out */
    struct failure_account *account;
};

/* Does anything fail in this scenario? Not with a constant load. */
bool failure_is_on(const struct scenario *scenario);

/* First failures on their way. NULL: nothing fails. To be called once the world's service stands, before anything flows. */
struct failure *failure_start(struct world *world);

/* More stands (the world's landing): it may fail, and racks that land at a dark feed are dark. */
void failure_land(struct failure *failure);

/* Adds up all until now: before anything of the service changes. */
void failure_catch_up(struct failure *failure);

/* Statistics start now. */
void failure_measure(struct failure *failure);

/* What the measured time came to; the audit sees that all bytes rebuilt are accounted for. */
struct failure_account *failure_outcome(struct failure *failure);

#endif
