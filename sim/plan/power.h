/* Watts: storage, its network, GPU racks, the rest; the site at its design hour against the
 * envelope. */
#ifndef PLAN_POWER_H
#define PLAN_POWER_H

#include "types/site_plan.h"

/* Fills plan->power but for network_w, and envelope_storage_w; findings for what is over.
 * Before: counts, racks and fabric stand. GPU racks count by the GPU (120,000 of 72 a rack
 * draw 1,666.7 racks' watts). The envelope is the site's, else the facility's; NAN unknown. */
void power_add_up(struct site_plan *plan);

#endif
