/* All points of a study, tried by threads, and by the ranks of an MPI job where there is one, and stored. What is stored
 * does not depend on how many work, nor on how often it was begun again. Memory does not grow with the points, but for
 * one bit each. */
#ifndef STUDY_SWEEP_H
#define STUDY_SWEEP_H

#include "study/ranks.h"
#include "study/store.h"
#include "study/trial.h"

/* Called by the storing thread after each point. */
typedef void sweep_progress(void *context, int64_t done_now, int64_t left);

struct sweep_options {
    int workers;                         /* threads of this process, >= 1 */
    struct ranks *ranks;                 /* NULL: this process alone */
    sweep_progress *progress;            /* may be NULL */
    bool (*unchanged)(void *context);    /* are the files still what the study began with? Asked before each commit */
    void *context;
};

enum sweep_end {
    SWEEP_DONE,
    SWEEP_UNSOUND,                       /* a conservation law was off: see sweep_result */
    SWEEP_CHANGED,                       /* an input file changed: nothing since the last commit was kept */
    SWEEP_STORE_FAILED                   /* store_problem says why */
};
struct sweep_result { enum sweep_end end; int64_t point; double audit_worst; const char *seed; };   /* UNSOUND: where */

/* Tries what the store has not, and commits about twice a second. For rank 0. */
struct sweep_result sweep_run(const struct trial_question *question, struct store *store, const struct sweep_options *options, struct arena *arena);

/* Instead of it, where rank 0 cannot begin: sends the others home. */
void sweep_dismiss(struct ranks *ranks);

/* What the other ranks do: try what rank 0 hands out until it has no more. */
void sweep_serve(const struct trial_question *question, int workers, struct ranks *ranks);

#endif
