/* The A/B test plan of one hardware under two stacks: what is held equal, what each open path would show, the counter that tells, how many runs;
 * and what measured counters say. */
#ifndef REPORTS_AB_PLAN_H
#define REPORTS_AB_PLAN_H

#include "reports/doc.h"
#include "types/study.h"

/* Adds the plan under a heading of that level, why it is of this hardware before it ("": nothing). Anchors and ids are unique as long as a
 * document has one. */
void ab_plan_section(struct doc *doc, int level, const struct study_ab *ab, const char *why);

/* The heading, and why there is none. */
void ab_plan_none(struct doc *doc, int level, const char *why);

/* One or two sentences: what decides it. */
const char *ab_plan_says(const struct study_ab *ab, struct arena *arena);

/* What measurements say, for a terminal: the counters, the paths, and the model's lines to paste. */
const char *ab_plan_calibration(const struct study_calibration *calibration, struct arena *arena);

/* "NIC bytes sent ÷ client bytes read". */
const char *ab_plan_counter(enum study_counter counter);

#endif
