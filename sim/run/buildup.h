/* How a build grows: in each of the study's delivery_draws samples of the dates (run/stages.h), which deliveries have landed
 * by when, and what the site can do with what stands.
 *
 * A state is the part of each pool's nodes in service. What it can do is the judge's to say, who is asked once for each state
 * that occurs. A pool without a delivery stands from the start. */
#ifndef RUN_BUILDUP_H
#define RUN_BUILDUP_H

#include "run/stages.h"

struct buildup_state {
    double usable_bytes, read_bytes_per_s, write_bytes_per_s, storage_w, rack_tiles;
    double gpus_fed;                     /* GPUs whose demanded peak it carries; INFINITY where none is demanded */
    bool *met;                           /* by asked requirement */
};

/* Fills all of *state for landed[n_pools], each 0 to 1. */
typedef void buildup_judge(void *context, const double *landed, struct buildup_state *state);

struct buildup_question {
    const struct site_plan *plan;
    const struct catalog *catalog;
    int n_asked;                         /* requirements whose meeting is dated */
    buildup_judge *judge;
    void *context;
};

struct buildup {
    const struct scenario *scenario;
    struct stages *stages;
    int n, draws;                        /* deliveries, samples */
    const double *share;                 /* by delivery: of its pool's nodes */
    const int *pool;                     /* by delivery */
    double *days;                        /* draws × n: in service, by delivery */
    double *sorted;                      /* draws × n: the same in order of time */
    int32_t *state;                      /* draws × (n + 1): the state after so many have landed */
    int64_t *last;                       /* n × STAGE_COUNT: how often each stage was the last */
    struct buildup_state *states; size_t n_states;
};

/* Draws everything. A function of the question alone; lives in `arena`. */
const struct buildup *buildup_draw(const struct buildup_question *question, struct arena *arena);

/* Landings of a draw in order of time: buildup->n of them. */
const double *buildup_landings(const struct buildup *buildup, int draw);

/* What stands in a draw after the first `landed` landings; on a date. */
const struct buildup_state *buildup_after(const struct buildup *buildup, int draw, int landed);
const struct buildup_state *buildup_on(const struct buildup *buildup, int draw, double days);

#endif
