/* The part of results.json that the plan already knows. */
#ifndef PLAN_SUMMARY_H
#define PLAN_SUMMARY_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills scenario, plan, planned power, throughput (demand, bound, capability), offered checkpoints, jobs as
 * planned, usable capacity, resources, requirements as the plan alone judges them, findings, derivations
 * and verdict. Everything that only a run can tell is set to NAN, for the run to fill in afterwards.
 * Before: `results` is zeroed; manifest, format and assumptions are others'. After: nothing in it points into scenario or catalog;
 * what is unlimited or unknown is NAN, no string is NULL. */
void summary_fill(const struct site_plan *plan, struct arena *arena, struct results *results);

/* results->endurance again, by what was delivered. Before: `results` holds what the run found. */
void summary_endurance(const struct site_plan *plan, struct arena *arena, struct results *results);

/* Requirements and verdict again, now that `results` holds what the run found. Forgets what a
 * sensitivity study wrote into requirements. */
void summary_judge(const struct site_plan *plan, struct arena *arena, struct results *results);

/* The verdict of all: fail when a MUST fails or a finding says the build does not fit, else depends
 * when a MUST depends, else pass. Reads results->requirements and findings; returns static text. */
const char *summary_verdict(const struct results *results);

/* "file:line:col", "" for what was written nowhere. */
const char *summary_place(struct arena *arena, struct place at);

/* "capacity", "domain_out": as results name what set a count. */
const char *summary_rule_name(enum sizing_rule rule);

#endif
