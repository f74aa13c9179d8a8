/* What a steady stretch must look like, by definition and with nothing of the solver: all
 * GPUs' levels (rate ÷ weight) rise together, each flow stops at its cap, each class when a
 * row it uses is full. Found by bisection. With one class at work that is min(demand, bound). */
#ifndef TESTS_LIB_STEADY_ORACLE_H
#define TESTS_LIB_STEADY_ORACLE_H

#include "run/run.h"

/* Bytes/s of each class. */
void steady_oracle_rates(const struct row_system *system, const struct run_stretch *stretch, double rate[OPS]);

/* How far what was delivered is off, relative, the worse of both classes. */
double steady_oracle_error(const struct row_system *system, const struct run_stretch *stretch);

#endif
