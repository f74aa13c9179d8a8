/* The narrow waist: everything a document shows, and nothing that points back into a
 * scenario, catalog or plan. sim/json writes and reads it (tables there name the keys);
 * reports see only this. SI units; the JSON key is the field's name. A number that is
 * not known is NAN (null in JSON). Strings are never NULL once filled. Data only.
 * Below are the parts, a header for each subject; the keys of result_build.h stand in json/build_json.c, and so on. */
#ifndef TYPES_RESULTS_H
#define TYPES_RESULTS_H

#include <stdint.h>

#include "types/result_bom.h"
#include "types/result_build.h"
#include "types/result_delivery.h"
#include "types/result_estimate.h"
#include "types/result_failure.h"
#include "types/result_judged.h"
#include "types/result_power.h"
#include "types/result_provenance.h"
#include "types/result_run.h"

struct result_input { const char *file, *sha256; };
struct result_manifest {
    const char *version;
    const char *seed;                    /* decimal text: JSON numbers lose the last bits of 64 */
    int32_t replications;
    struct result_input *inputs; int32_t n_inputs;
    const char *command;                 /* without what cannot change a result */
};

struct result_scenario {
    const char *name, *question, *decision, *file;
    const char *as_of;                   /* "2026-01-15", "" when unknown */
    double gpus, usable_bytes, read_peak_bytes_per_s, read_mean_bytes_per_s, write_peak_bytes_per_s, checkpoint_bytes_per_day, retention_s, length_s, warm_up_s;
    const char *coincidence, *load, *gpu_model, *facility;
};

struct study_ab;

struct results {
    const char *format;                              /* "exasite.results/1" */
    struct result_manifest manifest;
    struct result_scenario scenario;
    struct result_plan plan;
    struct result_layout layout;                     /* no rows: no storage rack stands */
    struct result_power power;
    struct result_throughput read, write;            /* throughput.read_bytes_per_s, throughput.write_bytes_per_s */
    struct result_checkpoint checkpoint;
    struct result_goodput goodput;
    struct result_interruptions interruptions;
    struct result_job *jobs; int32_t n_jobs;
    struct result_capacity capacity;
    struct result_precision precision;
    struct result_bottleneck *bottlenecks; int32_t n_bottlenecks;
    struct result_resource *resources; int32_t n_resources;
    struct result_requirement *requirements; int32_t n_requirements;
    const char *verdict;                             /* of all MUSTs: pass | fail | depends */
    struct result_question *questions; int32_t n_questions;
    struct result_risk *risks; int32_t n_risks;      /* these and the next, to ab_why: `requirements` only */
    struct result_protocol *protocols; int32_t n_protocols;
    struct result_qualification *qualification; int32_t n_qualification;
    struct study_ab *ab; int32_t n_ab;               /* the A/B test plan (study.h): one or none */
    const char *ab_why;                              /* of which hardware, and why; or why there is none; "": not asked */
    struct result_finding *findings; int32_t n_findings;
    struct result_assumption *assumptions; int32_t n_assumptions;
    struct result_derivation *derivations; int32_t n_derivations;
    struct result_leaf *leaves; int32_t n_leaves;
    struct result_weight *weights; int32_t n_weights;
    struct result_changes changes;                   /* tried 0: not asked */
    struct result_tornado *tornado; int32_t n_tornado;   /* one a headline */
    struct result_domain *domains; int32_t n_domains;
    struct result_rebuild rebuild;
    struct result_durability *durability; int32_t n_durability;
    struct result_delivery delivery;
    struct result_restriction *policy; int32_t n_policy;
    struct result_option *options; int32_t n_options;    /* none where nothing is restricted */
    struct result_bom_line *bom; int32_t n_bom;
    struct result_bom_order *bom_orders; int32_t n_bom_orders;
    struct result_bom_phase *bom_phases; int32_t n_bom_phases;
    struct result_bom_totals bom_totals;
    struct result_power_bill power_bill;
    struct result_series series;                     /* whole measured time, up to 720 bins */
    struct result_series zoom;                       /* the busiest hour at up to 720 bins of it */
    struct result_tier *tiers; int32_t n_tiers;
    struct result_endurance *endurance; int32_t n_endurance;
    struct result_worst_hour worst_hour;
    struct result_event *timeline; int32_t n_timeline;   /* of the worst hour */
    struct result_measure *measures; int32_t n_measures; /* none: not simulated */
    double audit_worst_relative_error;               /* audit.worst_relative_error */
    double events;                                   /* simulated, all replications */
    double solves;                                   /* rates worked out anew, all replications */
};

#endif
