/* How sure the answer is, and what it rests on: a tornado, Morris' screening, Sobol' indices or a Monte Carlo over every number of a
 * scenario and its models that may be off. */
#ifndef STUDY_UNCERTAINTY_H
#define STUDY_UNCERTAINTY_H

#include "study/probe.h"
#include "types/uncertainty.h"

enum { UNCERTAINTY_MOST_QUANTITIES = 16 };

/* What is asked, read from the command line. */
struct uncertainty_plan {
    bool tornado;
    int walks, rows, samples;            /* Morris, Sobol', Monte Carlo; 0: not asked */
    bool simulates;
    struct probe_output outputs[UNCERTAINTY_MOST_QUANTITIES]; int n_outputs;     /* 0: the headlines */
};

/* `method`: "tornado", "morris[:WALKS]", "sobol[:ROWS]", "monte-carlo[:SAMPLES]", or NULL for the tornado and a Monte Carlo. `of`: names of
 * columns of a study, or "needed_" and one, with commas between; NULL for the headlines. Mistakes are diagnosed as --method:1:COL
 * and --of:1:COL. Where nothing says how many, a plan is asked a hundred times as often as a simulation. */
MUST_USE bool uncertainty_read(const char *method, const char *of, bool simulates, struct arena *arena, struct diags *diags, struct uncertainty_plan *plan);

struct uncertainty_options { int workers; void (*progress)(void *context, int64_t done, int64_t of); void *context; };

enum uncertainty_end {
    UNCERTAINTY_DONE,
    UNCERTAINTY_UNSOUND,                 /* a simulation broke a conservation law by *audit, and nothing is to be trusted */
    UNCERTAINTY_CHANGED                  /* the files, which are read again, can no longer be */
};

/* Does it. Before: the base was read, and planned, without a mistake; results->manifest is the caller's. Texts live in `arena`. */
MUST_USE enum uncertainty_end uncertainty_study(const struct doe_base *base, const struct uncertainty_plan *plan, const struct uncertainty_options *options, struct arena *arena,
                                struct uncertainty_results *results, double *audit);

#endif
