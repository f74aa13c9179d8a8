/* What a study of uncertainty comes to: which input decides what, how sure the answer is, what to ask first. Documents are rendered
 * from it. SI units, each named by its key suffix (units_key_suffix), or "fraction"; NAN is unknown; strings are never NULL once filled. Data only.
 *
 * Two builds are looked at. *Held*: the counts of nodes stay as planned with every input at its nominal value, as if ordered. *Needed*: counts
 * that the scenario leaves open are worked out anew. Where it leaves none open, they are the same and only the first is asked. */
#ifndef TYPES_UNCERTAINTY_H
#define TYPES_UNCERTAINTY_H

#include "types/results.h"

/* A number that may be off. */
struct uncertainty_input {
    const char *path, *unit, *grade, *source, *place;
    const char *known;                   /* "range", "spread of its grade", "distribution" (then lo and hi are its P5 and P95) */
    const char *settle;                  /* what would tell its value */
    double value, lo, hi;
};

/* A number that is asked about. */
struct uncertainty_quantity {
    const char *name, *title, *unit, *meaning;
    double nominal;
    /* Monte Carlo, over the samples that have it; NAN without. Intervals are 95 %. */
    double samples, mean, least, most;
    double p10, p10_lo, p10_hi, p50, p50_lo, p50_hi, p90, p90_lo, p90_hi;
};

/* What is demanded, and how often it holds. The build's own fit into racks, floor and power is one of them ("fits"). */
struct uncertainty_requirement {
    const char *id, *level, *text;
    const char *nominal;                 /* verdict with every input at its nominal value; "depends": not to be judged here */
    double hits, samples, chance, chance_lo, chance_hi;     /* Monte Carlo; NAN where it cannot be judged */
};

struct uncertainty_bar { int32_t input, quantity; double at_lo, at_hi; };                /* tornado: the quantity at the input's ends */
struct uncertainty_flip {
    int32_t input, requirement;
    const char *from, *to;               /* verdicts */
    double value;                        /* of the input: the first, on its way from its nominal value to `end`, with the other verdict */
    double end;                          /* the input's lo or hi */
    double share;                        /* of lo to hi, with the other verdict */
};
struct uncertainty_effect { int32_t input, quantity, steps; double mu, mu_star, sigma; };    /* Morris: per lo to hi */
struct uncertainty_index { int32_t input, quantity; double first, first_lo, first_hi, total, total_lo, total_hi; };

struct uncertainty_decision {
    const char *name;                    /* "accept" the build, bet on a "requirement", or "reserve" of a quantity */
    int32_t quantity, requirement;       /* which; else 0, and of no meaning */
    const char *today;                   /* what is best on what is known today: "take it", "turn it down", "set aside 434" */
    const char *text;                    /* what is decided, and what a mistake costs */
    const char *unit;                    /* of the loss; "fraction" is a chance */
    double loss;                         /* expected, deciding on what is known today */
    double best;                         /* the same if every input were known */
};
struct uncertainty_worth { int32_t decision, input; double gain, lo, hi; };              /* of knowing the input before deciding, with its interval */

struct uncertainty_results {
    const char *format;                  /* "exasite.sensitivity/1" */
    struct result_manifest manifest;
    const char *scenario, *question, *file;
    const char *judged_by;               /* "plan" or "simulation" */
    double replications;                 /* of each point; plan: 0 */
    bool counts_open;                    /* the scenario leaves counts of nodes open, so needed and held builds differ */
    const char *verdict;                 /* nominal, of all that can be judged */
    bool sure;                           /* it passes, every MUST could be judged, and nothing that was tried turned one */
    const char *held;                    /* the counts that are held, in words */
    struct uncertainty_input *inputs; int32_t n_inputs;
    struct uncertainty_quantity *quantities; int32_t n_quantities;
    struct uncertainty_requirement *requirements; int32_t n_requirements;
    struct uncertainty_requirement all;  /* all MUSTs that can be judged, and the fit, together */
    /* tornado */
    bool has_tornado;
    double no_plan;                      /* ends of inputs at which there is no plan */
    struct uncertainty_bar *bars; int32_t n_bars;
    struct uncertainty_flip *flips; int32_t n_flips;
    /* Morris */
    double walks;                        /* 0: not asked */
    struct uncertainty_effect *effects; int32_t n_effects;
    /* Sobol' */
    double rows, rows_known;             /* 0: not asked */
    double screened_share;               /* of the sum of mu* that the inputs taken have, least over quantities; NAN: no screening was needed */
    struct uncertainty_index *indices; int32_t n_indices;
    /* Monte Carlo */
    double samples, samples_planned;     /* 0: not asked */
    struct uncertainty_decision *decisions; int32_t n_decisions;
    struct uncertainty_worth *worths; int32_t n_worths;
};

#endif
