/* Screening of many inputs by elementary effects (Morris, Technometrics 33, 1991; mu* is Campolongo, Cariboni and Saltelli's,
 * 2007): which inputs move an output at all, and which bend it or work together. r × (k + 1) runs for k inputs. */
#ifndef STAT_MORRIS_H
#define STAT_MORRIS_H

#include <stdint.h>

/* One walk through the unit cube on the grid 0, 1/3, 2/3, 1: k + 1 points, each of which differs from the one before in one axis, by 2/3. */
struct morris_walk {
    double *points;          /* [(k + 1) × k] */
    int *moved;              /* [k]: which axis the step to point s + 1 moves */
};

/* Fills the walk-th of the study. An axis draws from the stream of its own name, so that another axis beside it changes nothing
 * on it, nor the order among the others. 1 <= k. */
void morris_walk(const char *const *names, int k, uint64_t seed, int64_t walk, struct morris_walk *out);

/* Of one input, over walks, as change of the output for a step across the whole axis. */
struct morris_effect {
    double mu;               /* mean: which way it goes on the whole */
    double mu_star;          /* mean of the absolute change: how much it matters */
    double sigma;            /* standard deviation: how far the change depends on where one stands; NAN below two steps */
    int32_t n;               /* steps that both ends are known of; 0: all above is NAN */
};

/* outputs[w × (k + 1) + s] is the output at point s of walk w; NAN: unknown there. Fills effects[k]. */
void morris_effects(const struct morris_walk *walks, int n_walks, int k, const double *outputs, struct morris_effect *effects);

#endif
