/* What `size` chooses from: the scenario's own build with the counts it leaves open, every choice of the catalog, and every mix of two
 * storage nodes under one stack with the same front ends. Each is one pool that carries the whole load. */
#ifndef STUDY_SIZE_OPTION_H
#define STUDY_SIZE_OPTION_H

#include "study/choices.h"

enum { SIZE_OPTION_COUNTS = 8 };

struct size_option {
    const char *name, *architecture;     /* "odm-perf + odm-cap with cnode-gen6 under vast-disaggregated"; its stack's name */
    int n_groups, n_counts;              /* storage groups; with the front ends, which come last. No counts: several pools, which stand as they are */
    const struct node_model *node[SIZE_OPTION_COUNTS];
    bool manual[SIZE_OPTION_COUNTS];     /* the scenario states it: held; else it is searched */
    double step[SIZE_OPTION_COUNTS];     /* nodes that are sold together */
    bool own, mixed;                     /* the scenario's own build; two storage nodes of the catalog */
    const char *against[CHOICES_RULES];  /* as of a choice */
    double stands_days;                  /* the first day all of it can stand: first dates, and the earliest draw where everything is ordered; NAN: nobody knows */
    const char *unfit;                   /* why it cannot be had in time; NULL */
    struct scenario *scenario;           /* built of this, policy aside */
    struct pool *pool;                   /* its pool, in which counts are set; NULL without counts */
};

struct size_options { struct size_option *at; int n; };

/* The own build first, then choices in the catalog's order (NULL: none), then mixes. */
struct size_options size_option_find(const struct scenario *scenario, const struct catalog *all, struct arena *arena);

/* Is it forbidden by no rule of the policy but `but` (CHOICES_RULES: by none at all)? */
bool size_option_allowed(const struct size_option *option, enum choices_rule but);

/* The same option with a scenario and pool of its own, which may be changed. */
struct size_option size_option_copy(const struct size_option *option, struct arena *arena);

/* Counts to plan with; NAN is for every MUST, and a count that is held keeps the scenario's rule. At most one storage group may be NAN. */
void size_option_set(const struct size_option *option, const double *count);

#endif
