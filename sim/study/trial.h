/* One point of a study, tried: read as `run` would read it, planned, simulated, judged with every input at its nominal
 * value. A function of the study and the point's index; what it says equals what `run` says with the same --set arguments. */
#ifndef STUDY_TRIAL_H
#define STUDY_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "study/doe.h"
#include "types/study.h"

struct trial_question { const struct doe *doe; const struct doe_base *base; };

struct trial {
    struct arena *arena;                 /* all it points to; the owner's, emptied by trial_run */
    struct study_point point;
    double audit_worst;                  /* relative error of the conservation laws; above 1e-9 the point is worth nothing, */
    const char *seed;                    /* and this seed shows it; "" while all is well */
};

/* What one thread needs to try points, one after the other. */
struct trial_bench;
struct trial_bench *trial_bench_new(const struct trial_question *question);
void trial_bench_free(struct trial_bench *bench);

/* Tries the index-th point, 0 <= index < n_points. */
void trial_run(struct trial_bench *bench, int64_t index, struct trial *trial);

/* What the plan alone says of a point with these values, which need be none of the study's: its texts, NULL where only a simulation
 * tells. They live in the bench until its next trial. */
void trial_plan(struct trial_bench *bench, const struct doe_value *values, struct study_point *point);

/* A trial as bytes for another process of the same program on the same kind of machine, and back (into trial->arena, which is
 * emptied). The bytes live in `arena`. */
const char *trial_pack(const struct trial *trial, struct arena *arena, size_t *length);
void trial_unpack(const char *bytes, size_t length, struct trial *trial);

#endif
