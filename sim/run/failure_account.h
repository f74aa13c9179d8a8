/* What failures came to in one replication, over its measured time. */
#ifndef RUN_FAILURE_ACCOUNT_H
#define RUN_FAILURE_ACCOUNT_H

#include <stdint.h>

#include "base/arena.h"
#include "run/rebuild.h"
#include "stat/sketch.h"
#include "stat/tally.h"
#include "types/site_plan.h"

enum failure_kind { FAILURE_DRIVE, FAILURE_NODE, FAILURE_LINK, FAILURE_RACK, FAILURE_FEED, FAILURE_MAINTENANCE, FAILURE_KINDS };

enum { FAILURE_LOSSES = 12 };                    /* that many losses at once are told apart */

struct failure_pool_account {
    double rebuilds;                             /* done */
    double bytes_read, bytes_written;            /* by them, those under way included */
    double spare_drives, spare_nodes;            /* put in the place of failed ones */
    double exposure_s[FAILURE_LOSSES + 1];       /* with as many losses at once; the last: or more */
    double unreadable_s;                         /* ∫ part of the bytes out of service */
    struct tally reprotect_s[REBUILD_KINDS];     /* from a loss until its bytes are in service again */
    struct sketch *reprotect[REBUILD_KINDS];
    struct tally gone_s[REBUILD_KINDS];          /* of these, those whose bytes were gone for good: rebuilt, not brought back */
};

struct failure_account {
    double events[FAILURE_KINDS], out_s[FAILURE_KINDS];  /* by kind; ∫ how many were out */
    double less[OPS], most_less[OPS];            /* ∫ by how much each class's bound was lower, client bytes; the most, bytes/s */
    struct failure_pool_account *pools; int32_t n_pools;
};

/* A copy that shares nothing with it; NULL of NULL. */
struct failure_account *failure_account_copy(const struct failure_account *account, struct arena *arena);

#endif
