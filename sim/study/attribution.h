/* Which of the inputs that differ between two scenarios makes how much of what they come to different.
 *
 * v(S) is a headline where the inputs of S are as in the second scenario and the rest as in the first. One at a time, input i makes
 * v({i}) − v({}); what is left of v(all) − v({}) is interaction, a part of its own. Shapley's value of i is the mean of
 * v(S ∪ {i}) − v(S) over all orders in which inputs can be changed (Shapley 1953), from all 2^n plans; these sum to the whole.
 *
 * Where v(S) is no scenario, inputs are merged until every combination is one: of all pairs of which one lies in S and one doesn't, that whose
 * merging takes most meaningless combinations away. More inputs than ATTRIBUTION_MOST are first taken together by what they
 * are written under. */
#ifndef STUDY_ATTRIBUTION_H
#define STUDY_ATTRIBUTION_H

#include <stdint.h>

#include "base/arena.h"
#include "types/study.h"

enum { ATTRIBUTION_MOST = 10 };          /* inputs: 1,024 combinations */

/* What is asked of a combination: second[i], leaf i is as in the second scenario. Fills values (n_values; NAN: unknown). False, and *why in
 * words that live as long as the answer, where it means nothing. The ends must mean something. */
typedef bool attribution_value(void *context, const bool *second, double *values, const char **why);

struct attribution_question {
    const struct study_change *leaves; int n_leaves;
    int n_values;
    attribution_value *value;
    void *context;
};

/* Fills inputs, joined, sums and the count of combinations of *answer, in `arena`; quantities are the caller's to name. False where an end means nothing: *why says why. */
bool attribution_find(const struct attribution_question *question, struct arena *arena, struct study_attribution *answer, const char **why);

#endif
