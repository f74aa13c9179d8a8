/* When a site built of a choice would stand, by the order it would be delivered under. */
#ifndef STUDY_STANDS_H
#define STUDY_STANDS_H

#include "study/choices.h"

/* Days (UNIT_DAYS) that half of the draws of the last delivery do not exceed; NAN where not all of the scenario's deliveries are
 * orders (a promise says nothing about other hardware). Before: the choice is of the catalog, not "this build". */
double stands_p50_days(const struct scenario *scenario, const struct catalog *all, const struct choice *choice);

#endif
