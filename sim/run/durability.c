#include "run/durability.h"

#include <math.h>

#include "stat/markov.h"

/* Chance that `more` strips at once, with `lost` gone, are past repair. */
static double fatal_of(const struct durability_law *law, int lost, int more)
{
    double kept = 1.0;
    for (int k = lost; k < lost + more; k++) kept *= k < law->n_fatal ? 1.0 - law->fatal[k] : 0.0;
    return 1.0 - kept;
}

/* --- disjoint periods --------------------------------------------------------------------------- */

/* Σ over k of P(k strips fail in the period) × P(k at random are past repair); terms fall off fast beyond the parity. */
static double period_loss(const struct durability_law *law, double p)
{
    double loss = 0.0, term = pow(1.0 - p, law->strips), kept = 1.0;
    for (int k = 0; k <= law->strips; k++) {
        loss += term * (1.0 - kept);
        kept *= k < law->n_fatal ? 1.0 - law->fatal[k] : 0.0;
        term *= (law->strips - k) / (k + 1.0) * (p / (1.0 - p));
    }
    return loss;
}

double durability_disjoint(const struct durability_law *law)
{
    const double p = (law->drive_rate + law->node_rate) * law->repair_years;
    if (!(p > 0.0)) return 0.0;
    if (p >= 1.0) return 1.0;
    return fmin(1.0, -expm1(log1p(-fmin(period_loss(law, p), 1.0)) / law->repair_years));
}

/* --- continuous time ------------------------------------------------------------------------------ */

static void add_losses(struct markov *chain, const struct durability_law *law, int lost, int at_once, double rate)
{
    const double fatal = fatal_of(law, lost, at_once);
    if (!(rate > 0.0)) return;
    if (fatal > 0.0) markov_add(chain, lost, chain->n, rate * fatal);
    if (fatal < 1.0) markov_add(chain, lost, lost + at_once, rate * (1.0 - fatal));
}

double durability_continuous(const struct durability_law *law, bool one_at_a_time, struct arena *scratch)
{
    struct markov chain = markov_new(law->n_fatal, scratch);
    const int at_once = (int)fmax(1.0, law->strips_per_node);
    for (int lost = 0; lost < law->n_fatal; lost++) {
        const double left = fmax(0.0, law->strips - lost);
        add_losses(&chain, law, lost, 1, left * law->drive_rate);
        add_losses(&chain, law, lost, at_once, left / at_once * law->node_rate);
        if (lost > 0) markov_add(&chain, lost, lost - 1, (one_at_a_time ? 1.0 : lost) / law->repair_years);
    }
    return markov_chance_of(markov_mean_time(&chain), 1.0);
}

double durability_nines(double yearly_loss)
{
    return yearly_loss > 0.0 ? -log10(yearly_loss) : (double)INFINITY;
}
