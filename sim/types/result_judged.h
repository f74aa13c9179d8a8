/* Of results: what is judged and what is open. Requirements, questions, risks, protocols, qualification, findings; other builds and what
 * restrictions of the policy cost. Conventions: types/results.h. */
#ifndef TYPES_RESULT_JUDGED_H
#define TYPES_RESULT_JUDGED_H

#include <stdbool.h>
#include <stdint.h>

/* One open input that turns a verdict: where, and which share of its range lies on the other side. */
struct result_flip { const char *input; double value; const char *unit; double share_of_range; const char *settle; };

struct result_requirement {
    const char *id, *level, *text, *verdict;         /* must | should; pass | fail | depends */
    const char *nominal;                             /* the verdict with every input at its nominal value: pass | fail | depends (an envelope is unknown) */
    const char *quantity, *unit;
    double value, limit, margin;                     /* margin: how far past the limit, as a fraction of it; negative when failed */
    const char *judged_on;                           /* "alone", "while both peaks are offered", "one failure domain out", "plan", "simulation" */
    const char *depends_on;                          /* "" or: input path; of several the one with the largest share of its range on the other side */
    double flip_value; const char *flip_unit;        /* value of that input at which the verdict flips */
    const char *settle;                              /* what would settle it: "" or a sentence */
    const char *place;
    struct result_flip *flips; int32_t n_flips;      /* all such inputs, the largest share first: each alone turns the verdict */
    /* For people, as the scenario says; "" where it doesn't. */
    const char *statement, *scope, *source, *status, *acceptance, *owner;    /* scope: gpu | site | aggregate; status: open | confirmed */
    double per_gpu;                                  /* limit ÷ GPUs; NAN where a share for each GPU means nothing */
};
struct result_question { const char *id, *kind, *ask, *owner, *due, *status, *answer; const char **touches; int32_t n_touches; const char *place; };

/* What the site comes to, planned: for one that is compared with another. */
struct result_outcome {
    const char *verdict;                             /* of its MUSTs that the plan can judge, and whether it fits, at nominal inputs; "" where it makes no plan */
    const char *complete;                            /* P50 of the last delivery; "" where not all has a date */
    double read_bytes_per_s, write_bytes_per_s;      /* least capability of the cases */
    double nodes, front_ends, rack_tiles, storage_w, site_w;
};
/* What may come otherwise, and what it moves: the site planned again with the risk's settings. */
struct result_risk {
    const char *name, *about, *trigger, *mitigation, *owner, *place;
    const char **settings; int32_t n_settings;
    struct result_outcome now, then;                 /* now: this build as it is */
    const char *instead;                             /* the best option left, where the policy then forbids this build: `then` is of that; "" otherwise */
    const char *problem;                             /* why there is no `then`; "" */
    double days_later;                               /* complete P50; NAN where either has no date */
};

/* The demanded and other protocols by stack: available | planned | "" for not spoken. */
struct result_protocol { const char *stack, *protocol, *state; bool demanded, used; double payload_efficiency; };   /* used: a pool of this build runs on the stack */

/* From start to leave to use, of a DPU that is a card or a controller: one row a stage, laid end to end. Days of the stages are parts of the model's whole time. */
struct result_qualification_stage { const char *stage, *source; double nominal_s, lo_s, hi_s, start_s, end_s; };
struct result_qualification {
    const char *dpu, *role, *family, *state;         /* role: dpu | controller; state: qualified | in progress | not started */
    const char *nodes;                               /* of this catalog, that hold it */
    bool in_build;
    double time_s, lo_s, hi_s;                       /* NAN: not stated */
    const char *starts, *ends, *ends_late;           /* dates: begun when the first order is placed, else on the plan's date */
    struct result_qualification_stage *stages; int32_t n_stages;
};
struct result_finding { const char *code, *severity, *text, *place; };

/* What the site could be built of, by this catalog: planned with counts for every MUST. The first is this build. Watts at maximum. */
struct result_option {
    const char *option;                              /* "this build", "odm-cap with cnode-gen6 under vast-disaggregated" */
    bool allowed;
    const char *reason;                              /* why not; "" when allowed */
    const char *verdict;                             /* of its MUSTs and whether it fits, at nominal inputs; "" where it was not planned */
    double nodes, front_ends, rack_tiles, storage_w, site_w;
    double read_bytes_per_s, write_bytes_per_s;      /* least capability of the cases */
    const char *family, *stack;                      /* "ODM capacity"; "vast-disaggregated"; "" of this build */
    bool best;                                       /* of its family under its stack */
    const char *available;                           /* first date on which all of it can be had; "" not known */
    const char *missing;                             /* demanded protocols that it does not speak; "" */
    struct result_option_verdict { const char *id, *verdict; double value, margin; } *judged; int32_t n_judged;   /* by requirement that a plan can judge */
};
/* What a restriction of the policy costs: the best option under all restrictions against the best without this one. Best: fewest MUSTs
 * failed, then fewest that depend, fewest rack tiles, fewest watts. NAN and "none" where no option is left. */
struct result_restriction {
    const char *policy;                              /* "third_party_hardware: forbidden" */
    bool violated;                                   /* by this build */
    const char *forbids;                             /* what of this build, or else of the catalog */
    const char *option_with, *option_without, *verdict_with, *verdict_without, *complete_with, *complete_without;   /* dates: P50; "" where not all is ordered */
    double rack_tiles_with, rack_tiles_without, storage_with_w, storage_without_w, site_with_w, site_without_w;
    const char *text, *place;                        /* what it comes to, in a sentence */
};

#endif
