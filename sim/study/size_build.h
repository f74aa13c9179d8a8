/* An option with certain counts, planned and judged: what it takes and whether it meets every MUST that a plan can judge. */
#ifndef STUDY_SIZE_BUILD_H
#define STUDY_SIZE_BUILD_H

#include "study/size_option.h"

enum size_objective { SIZE_TILES, SIZE_POWER, SIZE_COST, SIZE_OBJECTIVES };

/* Room to plan in, one a thread; and what does not depend on what is built: IT watts at which the power tree is full (NAN: none). */
struct size_bench { const struct catalog *catalog; enum size_objective objective; double tree_w; struct arena *scratch; };

/* Dollars; with every price at the low, the high end of its range; and those of which nobody has quoted (graded estimate or placeholder). */
struct size_price { double dollars, least, most, estimated; };

struct size_build {
    double count[SIZE_OPTION_COUNTS];
    bool planned;
    int fails, depends;                  /* MUSTs of the plan, and what does not fit */
    bool more_helps;                     /* all that fails might be met with more nodes */
    struct size_price price;             /* NAN: one is missing. A bound has none */
    double rack_tiles, storage_w, site_w, dollars, nodes, usable_bytes;      /* storage_w: nodes, front ends and network at most; dollars NAN: a price is missing */
};

/* Plans with these counts (NAN: for every MUST) and fills *build; its count is what was planned. What only findings know is left out. */
void size_build_quick(struct size_bench *bench, const struct size_option *option, const double *count, struct size_build *build);

/* Adds what findings say, which is dearer. Before: nothing failed so far. */
void size_build_findings(struct size_bench *bench, const struct size_option *option, struct size_build *build);

/* Both, the second only where nothing fails before. */
void size_build_plan(struct size_bench *bench, const struct size_option *option, const double *count, struct size_build *build);

/* The same build's plan with its words, in `arena`; NULL where it can't be planned. It points into the option's scenario. */
const struct site_plan *size_build_site(const struct size_bench *bench, const struct size_option *option, const double *count, struct arena *arena);

/* The same without words: figures alone (plan_site_quietly). */
const struct site_plan *size_build_outline(const struct size_bench *bench, const struct size_option *option, const double *count, struct arena *arena);

/* What fails, the first of it in words: "THR-1 read_capability >= 24 TB/s: 5.62 TB/s alone"; "" where nothing does. */
const char *size_build_why(struct size_bench *bench, const struct size_option *option, const double *count, struct arena *arena);

bool size_build_passes(const struct size_build *build);

/* Is `a` the smaller by the objective: its figure first, then tiles and watts, then nodes. */
bool size_build_smaller(const struct size_build *a, const struct size_build *b, enum size_objective objective);

/* Dollars of a node with its drives and cards; NAN where one of these has no price. */
double size_build_price(const struct node_model *node);

/* Models without a price that the option's dollars need: "odm-cap, cnode-gen6, tor-32x400"; "" where none is missing. */
const char *size_build_unpriced(const struct size_option *option, struct arena *arena);

#endif
