/* What interrupts jobs: hardware and software of the GPU side, by cause. For each job and cause a sequence of instants on the wall
 * clock, drawn from streams named after both: not of what the job does, of what else is there, or of how fast its storage is. So
 * two designs under one seed meet the same interruptions, to the nanosecond, with the same repair times and the same luck.
 *
 * The law is that of the time between two interruptions of one job by one cause, as field studies fit it (B. Schroeder and G. A.
 * Gibson, A large-scale study of failures in high-performance computing systems, IEEE TDSC 7(4), 2010: Weibull, shape 0.7 to 0.8),
 * or as it was recorded: the times between two in their order, beginning with one drawn at random and going round. It begins with time 0; its mean is 1 / (rate of a domain x domains of the job). One that finds the job waiting for GPUs, or done, is passed over. */
#ifndef RUN_STRIKES_H
#define RUN_STRIKES_H

#include "run/replication.h"

struct world;

/* All instants of this replication begin to come. To be called once jobs are at work; none with a constant load. */
void strikes_start(struct world *world);

/* Statistics start now. */
void strikes_measure(struct world *world);

/* Fills one account per cause of the site. */
void strikes_account(const struct world *world, struct cause_account *accounts);

#endif
