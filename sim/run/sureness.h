/* How sure the headline estimates of a study are, when they are sure enough, and what common chance saved. The laws are in
 * stat/precision.h; here is what an observation is: a number of one replication, or its mean over an antithetic pair. */
#ifndef RUN_SURENESS_H
#define RUN_SURENESS_H

#include "run/collect.h"
#include "stat/precision.h"

/* A replication's number. */
double sureness_value(const struct site_plan *plan, enum precise quantity, const struct replication *replication);

/* What a sequential study has seen; {0} at its beginning. */
struct sureness_watch { struct tally observations, open; int32_t n; };

/* Whether these replications are enough, this being the next in order of index: a precision is asked, and half the interval of
 * what it is asked of is that narrow (precision_reached). Never in the middle of a pair. */
bool sureness_enough(struct sureness_watch *watch, const struct site_plan *plan, const struct replication *next);

/* results->precision, but its common. */
void sureness_collect(const struct collect *collect);

/* Adds to precision.common, which sureness_collect made room in: one number of n replications, under `difference` and as it is. */
void sureness_common(const struct site_plan *plan, const char *difference, const double *as_it_is, const double *with, int32_t n, struct results *results);

#endif
