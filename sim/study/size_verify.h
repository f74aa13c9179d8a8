/* A build verified by simulation: in which share of the replications every MUST holds, and on the mean of all. */
#ifndef STUDY_SIZE_VERIFY_H
#define STUDY_SIZE_VERIFY_H

#include "study/size_search.h"

/* How the simulation is asked. */
struct size_trial { int32_t workers; double probability; };

struct size_verified {
    bool sound;                          /* every conservation law holds; else the rest is not to be trusted */
    bool passes;                         /* as `run` judges, on the mean of all replications, and in a share >= probability of them alone */
    int32_t held, of;                    /* replications */
    double share_lo, share_hi;           /* 95 % interval of the share */
    double goodput, read_denied, write_denied;
    const char *why;                     /* the MUST that fails most; "" */
};

struct size_verified size_verify(const struct size_bench *bench, const struct size_option *option, const double *count, const struct size_trial *trial, struct arena *arena);

/* From the plan's smallest to the smallest that is simulated to hold: where that fails, all open counts grow alike until one holds, then
 * each goes down as far as it still does. At the end no open count can go down by a step. False where nothing up to four times the plan's
 * counts holds within the limits; *verified then says what fails. */
bool size_verify_prove(struct size_bench *bench, const struct size_option *option, const struct size_trial *trial, struct arena *arena, struct size_build *build,
                       struct size_verified *verified);

#endif
