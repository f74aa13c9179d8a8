/* All inputs drawn together: how sure the answer is, and what it is worth to know one of them first. */
#ifndef STUDY_MONTECARLO_H
#define STUDY_MONTECARLO_H

#include "study/probe.h"
#include "types/uncertainty.h"

/* Draws `samples` times: stated ranges and spreads of grades uniform, distributions as they are, all independent, each from the stream of
 * its own path. Fills what Monte Carlo knows of quantities and requirements, decisions, and worths, largest first. */
void montecarlo_fill(struct probe *probe, int samples, uint64_t seed, struct arena *arena, struct uncertainty_results *results);

#endif
