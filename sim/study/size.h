/* Sizing: for each option and mix the least rack tiles, watts or dollars that meets every MUST, verified by simulation.
 *
 * Each option's smallest build is found on plans (size_search.h), options are ranked by it, and from the top on each is proved by
 * simulation (size_verify.h), which can only make it larger, until the smallest proved is no larger than the next by plan. Inputs stand at
 * their nominal values. Policies are set aside while sizing, so that what each costs can be said. */
#ifndef STUDY_SIZE_H
#define STUDY_SIZE_H

#include "study/size_verify.h"
#include "types/study.h"

enum size_ask {
    SIZE_BUILD,
    SIZE_MAX_GPUS,                       /* the most GPUs, each with the load it has in the scenario */
    SIZE_MAX_CAPACITY,                   /* the most usable bytes */
    SIZE_MIN_SITE_POWER                  /* the least watts at the utility, whatever the envelope */
};

struct size_question {
    const struct scenario *scenario;
    const struct catalog *catalog;       /* the scenario's */
    const struct catalog *all;           /* where options are sought; NULL: the scenario's own build is the only one */
    enum size_objective objective;
    enum size_ask ask;
    double probability;                  /* asked of the share of replications in which every MUST holds */
    int32_t workers;
    void (*progress)(void *context, int done, int of); void *context;     /* of options; by one thread at a time; may be NULL */
};

/* An option, sized. */
struct size_entry {
    struct size_option *option;
    struct size_law law;
    struct size_found found;
    struct size_build build;             /* found by plan; once proved, what simulation made of it */
    struct size_verified verified;
    bool sized, simulated, proved;       /* sized: it can be had, and priced if dollars are asked */
    double most;                         /* GPUs or bytes, where the most is asked */
};

/* All entries, and the order they rank in: those that pass first, the smallest first. */
struct size_field { const struct size_question *question; struct size_entry *at; int n; int *order; double tree_w; struct arena *arena; };

/* Fills *out but its manifest, in `arena`. False when a conservation law of a simulation is off. */
MUST_USE bool size_answer(const struct size_question *question, struct arena *arena, struct study_size *out);

/* The first in order that passes and is allowed (by all rules but `but`); NULL. */
struct size_entry *size_best(const struct size_field *field, enum choices_rule but);

/* To plan in `scratch`. */
struct size_bench size_bench_of(const struct size_field *field, struct arena *scratch);

/* Of the objective. */
double size_figure(const struct size_build *build, enum size_objective objective);

#endif
