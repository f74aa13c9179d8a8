#include "stat/morris.h"

#include <math.h>

#include "base/check.h"
#include "stat/rng.h"
#include "stat/tally.h"

enum { LEVELS = 4 };

static const double stride = 2.0 / 3.0;

/* What an axis draws for a walk: where it begins, and its place among the others by the order of `key`. */
struct start { uint64_t key; int level; };

static struct start start_of(const char *name, uint64_t seed, int64_t walk)
{
    struct rng rng = rng_stream(seed, (uint64_t)walk, name, 0);
    const uint64_t key = rng_next(&rng);
    return (struct start){key, (int)rng_below(&rng, LEVELS)};
}

/* Axes in the order of their keys; equal keys, if ever, as they stand. */
static void order_axes(const char *const *names, int k, uint64_t seed, int64_t walk, int *moved)
{
    for (int a = 0; a < k; a++) {
        const uint64_t key = start_of(names[a], seed, walk).key;
        int at = a;
        for (; at > 0 && start_of(names[moved[at - 1]], seed, walk).key > key; at--) moved[at] = moved[at - 1];
        moved[at] = a;
    }
}

void morris_walk(const char *const *names, int k, uint64_t seed, int64_t walk, struct morris_walk *out)
{
    CHECK(k >= 1);
    order_axes(names, k, seed, walk, out->moved);
    for (int a = 0; a < k; a++) out->points[a] = start_of(names[a], seed, walk).level / (double)(LEVELS - 1);
    for (int s = 0; s < k; s++) {
        double *here = &out->points[(s + 1) * k];
        for (int a = 0; a < k; a++) here[a] = here[a - k];
        double *moves = &here[out->moved[s]];
        *moves += *moves < 0.5 ? stride : -stride;
    }
}

void morris_effects(const struct morris_walk *walks, int n_walks, int k, const double *outputs, struct morris_effect *effects)
{
    for (int a = 0; a < k; a++) {
        struct tally effect = {0}, size = {0};
        for (int w = 0; w < n_walks; w++)
            for (int s = 0; s < k; s++) {
                if (walks[w].moved[s] != a) continue;
                const double *at = &outputs[w * (k + 1) + s];
                const double step = walks[w].points[(s + 1) * k + a] - walks[w].points[s * k + a], change = (at[1] - at[0]) / step;
                if (isnan(change)) continue;
                tally_add(&effect, change);
                tally_add(&size, fabs(change));
            }
        const double unknown = (double)NAN;
        effects[a] = effect.n ? (struct morris_effect){effect.mean, size.mean, tally_sd(&effect), (int32_t)effect.n} : (struct morris_effect){unknown, unknown, unknown, 0};
    }
}
