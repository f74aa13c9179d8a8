/* When a site built of a choice would stand, by the order it would be delivered under. */
#ifndef STUDY_STANDS_H
#define STUDY_STANDS_H

#include "study/choices.h"

/* Days (UNIT_DAYS) that the part `part` of the draws of the last delivery does not exceed: 0.5 is the median, 0 the earliest; NAN where
 * not all of the scenario's deliveries are orders (a promise says nothing about other hardware). Before: the choice is of the catalog, not
 * "this build". */
double stands_days(const struct scenario *scenario, const struct catalog *all, const struct choice *choice, double part);

#endif
