/* What interruptions came to over all replications, for results: by cause, how often and what it cost. */
#ifndef RUN_SETBACKS_H
#define RUN_SETBACKS_H

#include "run/collect.h"

/* Fills what a simulation knows of results->interruptions, its causes being those of the plan; nothing where none is stated. */
void setbacks_collect(const struct collect *collect);

#endif
