#include "run/sureness.h"

#include <math.h>

#include "base/units.h"
#include "run/estimate.h"

static const double unasked = 0.01;          /* what the advice is for where no precision is asked */
enum { COMMON = 4 };                         /* room for comparisons of one run */

static const struct { const char *word; enum unit unit; } quantities[PRECISE_QUANTITIES] = {
    [PRECISE_GOODPUT] = { "goodput", UNIT_FRACTION },         [PRECISE_READ] = { "delivered_read", UNIT_BYTES_PER_S },
    [PRECISE_WRITE] = { "delivered_write", UNIT_BYTES_PER_S }, [PRECISE_SITE_POWER] = { "site_power", UNIT_WATTS },
    [PRECISE_CHECKPOINT] = { "checkpoint_duration", UNIT_SECONDS },
};

static double site_w(const struct plan_power *power, const struct replication *replication)
{
    if (power->n_pue > 0) return collect_mean_of(replication, REPLICATION_SITE_W);
    return collect_mean_of(replication, REPLICATION_IT_W) * power->pue_annual;
}

double sureness_value(const struct site_plan *plan, enum precise quantity, const struct replication *replication)
{
    switch (quantity) {
    case PRECISE_GOODPUT: return collect_goodput_of(replication);
    case PRECISE_READ: return collect_mean_of(replication, REPLICATION_READ);
    case PRECISE_WRITE: return collect_mean_of(replication, REPLICATION_WRITE);
    case PRECISE_SITE_POWER: return site_w(&plan->power, replication);
    case PRECISE_CHECKPOINT: return collect_duration_of(replication);
    case PRECISE_QUANTITIES: break;
    }
    return (double)NAN;
}

/* --- stopping -------------------------------------------------------------------------------------- */

static bool is_asked(const struct study *study) { return study->precision.value > 0.0; }

bool sureness_enough(struct sureness_watch *watch, const struct site_plan *plan, const struct replication *next)
{
    const struct study *study = &plan->scenario->study;
    if (!is_asked(study)) return false;
    const double value = sureness_value(plan, study->precision_of, next);
    if (!isnan(value)) tally_add(&watch->open, value);
    if (++watch->n % estimate_each(study) != 0) return false;
    if (watch->open.n > 0) tally_add(&watch->observations, watch->open.mean);
    watch->open = (struct tally){ 0 };
    return precision_reached(&watch->observations, study->precision.value);
}

/* --- told -------------------------------------------------------------------------------------------- */

static double known(double value) { return isfinite(value) ? value : (double)NAN; }

static struct result_precision_of sureness_of(const struct collect *collect, enum precise quantity, double target)
{
    const int32_t each = collect_each(collect);
    double *values = ARENA_ARRAY(collect->arena, double, collect->n);
    for (int32_t i = 0; i < collect->n; i++) values[i] = sureness_value(collect->plan, quantity, collect->outcomes[i]);
    const struct tally observations = precision_observations(values, collect->n, each);
    struct precision_saved saved = { (double)NAN, (double)NAN, (double)NAN };
    if (each == 2) saved = precision_saved_by_pairs(values, collect->n);
    return (struct result_precision_of){
        .quantity = quantities[quantity].word, .unit = units_key_suffix(quantities[quantity].unit),
        .mean = observations.n > 0 ? observations.mean : (double)NAN, .half_width = known(tally_half_width(&observations, 0.95)),
        .relative = known(precision_relative(&observations)), .needed = known(precision_needed(&observations, target) * each),
        .pairs_saved = saved.share, .pairs_saved_lo = saved.lo, .pairs_saved_hi = saved.hi };
}

void sureness_collect(const struct collect *collect)
{
    const struct study *study = &collect->plan->scenario->study;
    const bool asked = is_asked(study);
    struct result_precision *precision = &collect->results->precision;
    *precision = (struct result_precision){ .asked = asked ? study->precision.value : (double)NAN, .target = asked ? study->precision.value : unasked,
                                            .of = quantities[study->precision_of].word, .replications = collect->n, .most = study->replications.value, .each = collect_each(collect) };
    precision->estimates = ARENA_ARRAY(collect->arena, struct result_precision_of, PRECISE_QUANTITIES);
    precision->common = ARENA_ARRAY(collect->arena, struct result_precision_common, COMMON);
    for (int q = 0; q < PRECISE_QUANTITIES; q++) precision->estimates[precision->n_estimates++] = sureness_of(collect, (enum precise)q, precision->target);
    const struct result_precision_of *of = &precision->estimates[study->precision_of];
    precision->stopped = asked && collect->n >= PRECISION_LEAST * precision->each && of->relative <= precision->asked ? "precision" : "replications";
}

void sureness_common(const struct site_plan *plan, const char *difference, const double *as_it_is, const double *with, int32_t n, struct results *results)
{
    struct result_precision *precision = &results->precision;
    CHECK(precision->n_common < COMMON);
    const struct precision_saved saved = precision_saved_in_common(with, as_it_is, n, estimate_each(&plan->scenario->study));
    precision->common[precision->n_common++] = (struct result_precision_common){ difference, saved.share, saved.lo, saved.hi };
}
