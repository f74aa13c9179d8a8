/* How often a job is interrupted, from rates by domain. */
#ifndef PLAN_INTERRUPTION_H
#define PLAN_INTERRUPTION_H

/* Mean time between interruptions of a job on `gpus` GPUs, in seconds, when each domain (a node, a tray, a
 * rack) of `gpus_per_domain` GPUs interrupts it at `rate_per_domain_day`. A published rate belongs to the
 * domain it was counted on: one per 8-GPU node is twice that of a 4-GPU tray of the same parts. A part of
 * a domain counts as that part. INFINITY when nothing fails. Before: gpus_per_domain > 0. */
double interruption_mtti_s(double rate_per_domain_day, double gpus_per_domain, double gpus);

/* The same for several kinds of domain at once: rates add. `mtti_s` of each, INFINITY allowed. */
double interruption_joined_s(const double *mtti_s, int n);

#endif
