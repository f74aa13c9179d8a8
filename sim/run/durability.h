/* How likely one stripe is lost in a year: strips go one by one with their drives, several at once with a node's data,
 * and are rebuilt after `repair_s` on average. Rare events, so not simulated but worked out, by two methods that answer
 * different questions and differ (Backblaze's 17 + 3 at 0.405 % a year and 6.5 days: 7.354e-12 and 2.94e-11):
 *
 * Disjoint periods. As vendors print it: the year is cut into periods of one repair time; what fails in one is whole again in the
 * next. Chance that too many of the stripe's strips fail within one, for any of them.
 *
 * Continuous time. A Markov chain of strips lost (stat/markov.h: mean time to loss by GTH elimination), each rebuilt on
 * its own, or one at a time. Failures that meet two repairs half done count, which periods can't see. Repair times are
 * exponential there. */
#ifndef RUN_DURABILITY_H
#define RUN_DURABILITY_H

#include <stdbool.h>

#include "base/arena.h"

struct durability_law {
    double strips;                       /* of a stripe */
    double strips_per_node;              /* go at once with a node's data */
    double drive_rate, node_rate;        /* of one strip with its drive, with its node's data; per year */
    double repair_years;                 /* > 0 */
    const double *fatal; int n_fatal;    /* plan/repair.h: chance that a strip more, with k lost, is past repair; the last is 1 */
};

/* Chances that a stripe is lost within a year. */
double durability_disjoint(const struct durability_law *law);
double durability_continuous(const struct durability_law *law, bool one_at_a_time, struct arena *scratch);

/* 11 for 1e-11: how many nines the chance of keeping has; INFINITY for 0. */
double durability_nines(double yearly_loss);

#endif
