/* Of results: where numbers came from and what hangs on them. Leaves, derivations, assumptions, weights, what would change the answer, the tornado.
 * Conventions: types/results.h. */
#ifndef TYPES_RESULT_PROVENANCE_H
#define TYPES_RESULT_PROVENANCE_H

#include <stdint.h>

/* What derivations begin with: a number as it was stated. */
struct result_leaf { const char *path; double value; const char *unit, *source, *date, *grade, *place; };
struct result_assumption { const char *path, *text, *source, *date, *grade, *place, *unit; double value, lo, hi, weight; };   /* weight: share of the headline's sensitivity */
/* formula: "{a} * {b}", in SI, inputs by name: works out to `value` (plan/making.h); "" where no plain arithmetic made it. */
struct result_derivation { const char *id, *expression, *formula; const char **inputs; int32_t n_inputs; double value; const char *unit, *source, *date, *grade, *place; };

/* Weight of estimates: share of a headline's sensitivity that comes from inputs graded estimate or placeholder. */
struct result_weight { const char *headline; double value; const char *unit; double share_estimated; const char *top_input; double top_share; };

/* An input that alone changes the answer, and where (study/turning.h has the law); the nearest first. */
struct result_change {
    const char *input, *unit, *grade, *place;
    const char *requirement, *from, *to;             /* the MUSTs that turn, "THR-1, CAP-1" ("fit": whether the build fits); pass | fail | depends */
    const char *why;                                 /* of "fit" that turns to fail: the first finding that fails the build there; "" else, and where nothing can be planned */
    double now, lo, hi;                              /* its value, NAN: unknown; its stated range, NAN: none */
    double at;                                       /* where it turns */
    double far;                                      /* how far that is: 1 is the end of what is not known of it */
    const char *answer;                              /* all MUSTs together, with the input there: pass | fail | depends */
    const char *settle;
};
/* tried: how many inputs, 0: not asked; furthest: up to how many times its value, and down to that part of it, each was. */
struct result_changes { double tried, furthest; struct result_change *nearest; int32_t n_nearest; };

/* What a headline comes to at either end of one input's ignorance, all others at their nominal values; the widest first. */
struct result_tornado_bar { const char *input, *unit, *grade, *place; double lo, hi, at_lo, at_hi; };     /* lo, hi: the input's ends, in `unit`; NAN at an end with which nothing can be planned */
struct result_tornado { const char *headline, *unit; double value; struct result_tornado_bar *bars; int32_t n_bars; };

#endif
