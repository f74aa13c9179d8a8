/* site.power_cap: what its keys must mean together. */
#ifndef INPUT_POWER_CAP_CHECKS_H
#define INPUT_POWER_CAP_CHECKS_H

#include "input/reader.h"
#include "types/scenario.h"

/* Classes are known, each named once, and, where GPUs are to give way, every job reads without pause: it is its reads that a
 * cap slows. All mistakes are diagnosed. */
MUST_USE bool power_cap_checks_sound(struct reader *reader, const struct scenario *scenario);

#endif
