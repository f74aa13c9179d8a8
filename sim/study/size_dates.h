/* What each date allows: hardware comes at different dates, so the best build depends on when it has to stand. */
#ifndef STUDY_SIZE_DATES_H
#define STUDY_SIZE_DATES_H

#include "study/size.h"

/* Fills out->dates: of all options that pass and the policy allows, the best of those that can stand by each date on which that changes, the
 * first date first. Those later than the scenario's own date stand by plan alone. Before: entries are ranked. */
void size_dates_fill(const struct size_field *field, struct study_size *out);

#endif
