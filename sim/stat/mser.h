/* How much of the beginning to throw away. */
#ifndef STAT_MSER_H
#define STAT_MSER_H

#include <stddef.h>

/* MSER-5 (White, Cobb and Spratt 2000): observations in batches of 5; the cut that makes the
 * squared standard error of what is left smallest. Returns how many observations to drop, a
 * multiple of 5; looks only at cuts in the first half. A result of `n` says that the best cut
 * lies at the half's end: the run is too short to tell, and nothing is left to trust. */
size_t mser_5(const double *values, size_t n);

#endif
