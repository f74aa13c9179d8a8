/* How the numbers were simulated, in the order of the STRESS guidelines for discrete-event simulation (Monks et al., Journal of Simulation
 * 13, 2019): objectives, logic, data, experimentation, implementation, code access. A section of the requirements document. */
#ifndef REPORTS_REQUIREMENTS_STRESS_H
#define REPORTS_REQUIREMENTS_STRESS_H

#include "reports/site_parts.h"

void requirements_stress(struct site_parts *site);

#endif
