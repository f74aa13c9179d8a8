/* Fewest whole nodes by rule. The number of every rule is searched exactly: each asks for a
 * ratio of need to have that falls as nodes are added. */
#ifndef PLAN_SIZING_H
#define PLAN_SIZING_H

#include "plan/rows.h"

/* What one pool has to carry: its shares of the site's demand, and of the MUST requirements where they ask for
 * more, and of a tier what it should hold and what is drained on average. NAN: not demanded. */
struct sizing_needs {
    double usable_bytes;
    double read, write;                  /* bytes/s, each alone */
    double read_peak, write_peak;        /* bytes/s, at once when simultaneous */
    bool simultaneous;
};

struct sizing_needs sizing_needs(const struct site_plan *plan, const struct plan_pool *pool);

/* Everything that follows from the groups' node counts: hosts, drives, watts, domains, stripe width,
 * efficiency, usable bytes, shares of the pool's bytes. Returns false when the code has too few domains.
 * Before: nodes_per_rack is known. Where shares don't follow capacity, the pool is full when
 * its first group is. */
bool sizing_settle(const struct rows_pool *rows);

/* Settles every group's count, storage before front ends. After: by_rule, bound_rule, bare
 * nodes, nodes with headroom, overbuy, coincident_nodes and separate_nodes are filled.
 * Diagnostics: DIAG_TOO_FEW_DOMAINS, DIAG_UNSIZABLE. */
MUST_USE bool sizing_pool(const struct site_plan *plan, const struct rows_pool *rows, struct diags *diags);

#endif
