/* A curve given by points and joined by straight lines. */
#ifndef BASE_CHORDS_H
#define BASE_CHORDS_H

/* y at `at`; beyond the ends that of the end. Before: n >= 1, x rises. */
double chords_at(const double *x, const double *y, int n, double at);

#endif
