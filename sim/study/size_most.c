#include "study/size_most.h"

#include <math.h>

/* --- the question, larger ---------------------------------------------------------------------------- */

static void set(struct quantity *quantity, double value)
{
    quantity->value = quantity->lo = quantity->hi = value;
}

static void scale(struct quantity *quantity, double factor)
{
    if (!isnan(quantity->value)) set(quantity, quantity->value * factor);
}

static struct requirement *own_requirements(struct scenario *scenario, struct arena *arena)
{
    struct requirement *own = ARENA_ARRAY(arena, struct requirement, scenario->n_requirements);
    for (int r = 0; r < scenario->n_requirements; r++) own[r] = scenario->requirements[r];
    scenario->requirements = own;
    return own;
}

static bool is_at_least(const struct requirement *requirement)
{
    return requirement->comparison == CMP_GE || requirement->comparison == CMP_GT;
}

struct scenario *size_most_with_bytes(const struct scenario *scenario, double bytes, struct arena *arena)
{
    struct scenario *made = ARENA_NEW(arena, struct scenario);
    *made = *scenario;
    set(&made->demand.usable_bytes, bytes);
    struct requirement *own = own_requirements(made, arena);
    for (int r = 0; r < made->n_requirements; r++)
        if (own[r].quantity == REQ_USABLE_CAPACITY && is_at_least(&own[r])) set(&own[r].limit, bytes);
    return made;
}

static void scale_jobs(struct scenario *scenario, double factor, struct arena *arena)
{
    struct job *own = ARENA_ARRAY(arena, struct job, scenario->n_jobs);
    for (int j = 0; j < scenario->n_jobs; j++) {
        own[j] = scenario->jobs[j];
        set(&own[j].gpus, fmax(1.0, floor(own[j].gpus.value * factor)));
        scale(&own[j].read_bytes_per_s, factor);
        scale(&own[j].checkpoint.peak_write_bytes_per_s, factor);
        if (own[j].checkpoint.writers.given) set(&own[j].checkpoint.writers, fmax(1.0, floor(own[j].checkpoint.writers.value * factor)));
    }
    scenario->jobs = own;
}

static struct scenario *with_gpus(const struct scenario *scenario, double gpus, struct arena *arena)
{
    const double factor = gpus / scenario->site.gpus.value;
    struct scenario *made = ARENA_NEW(arena, struct scenario);
    *made = *scenario;
    set(&made->site.gpus, gpus);
    made->site.n_arrivals = 0;
    scale(&made->demand.read_peak_bytes_per_s, factor);
    scale(&made->demand.read_mean_bytes_per_s, factor);
    scale(&made->demand.checkpoint_bytes_per_s, factor);
    scale(&made->demand.peak_write_bytes_per_s, factor);
    scale_jobs(made, factor, arena);
    struct requirement *own = own_requirements(made, arena);
    for (int r = 0; r < made->n_requirements; r++)
        if ((own[r].quantity == REQ_READ_CAPABILITY || own[r].quantity == REQ_WRITE_CAPABILITY) && is_at_least(&own[r])) scale(&own[r].limit, factor);
    return made;
}

/* --- does it fit ------------------------------------------------------------------------------------------ */

struct asking { struct size_bench *bench; enum size_ask ask; struct size_entry *entry; const struct scenario *base; struct arena *arena; };

/* The option as it would be built for so much; pool and counts are the option's own. */
static void set_amount(const struct asking *asking, double amount, struct arena *arena)
{
    struct size_option *option = asking->entry->option;
    const struct scenario *made = asking->ask == SIZE_MAX_GPUS ? with_gpus(asking->base, amount, arena) : size_most_with_bytes(asking->base, amount, arena);
    struct scenario *own = option->scenario;
    struct pool *pools = own->pools;
    *own = *made;
    own->pools = pools;
}

static bool fits(const struct asking *asking, double amount)
{
    struct arena *scratch = arena_new();
    struct size_found found;
    set_amount(asking, amount, scratch);
    const struct size_law law = size_law_of(asking->bench, asking->entry->option, scratch);
    size_search_plan(asking->bench, &law, scratch, &found);
    arena_free(scratch);
    return found.found;
}

/* Whole GPUs; bytes to a billionth. */
static double bisect(const struct asking *asking, double fits_at, double fails_at)
{
    const bool whole = asking->ask == SIZE_MAX_GPUS;
    while (whole ? fails_at - fits_at > 1.0 : fails_at - fits_at > 1e-9 * fails_at) {
        const double middle = whole ? floor(0.5 * (fits_at + fails_at)) : 0.5 * (fits_at + fails_at);
        if (fits(asking, middle)) fits_at = middle;
        else fails_at = middle;
    }
    return fits_at;
}

/* Where it no longer fits, doubling; INFINITY: nothing limits it. */
static double first_failing(const struct asking *asking, double from)
{
    double at = from;
    for (int doublings = 0; doublings < 24; doublings++, at *= 2.0)
        if (!fits(asking, at)) return at;
    return (double)INFINITY;
}

void size_most(struct size_bench *bench, enum size_ask ask, struct size_entry *entry, struct arena *arena)
{
    struct scenario base = *entry->option->scenario;
    const struct asking asking = {bench, ask, entry, &base, arena};
    const double asked = ask == SIZE_MAX_GPUS ? base.site.gpus.value : base.demand.usable_bytes.value;
    const double from = asked > 1.0 ? asked : ask == SIZE_MAX_GPUS ? 1.0 : 1e15, least = ask == SIZE_MAX_GPUS ? 1.0 : 0.0;
    const bool fits_least = fits(&asking, least);
    const double fails_at = fits_least ? first_failing(&asking, from) : least;
    entry->most = !fits_least ? 0.0 : isinf(fails_at) ? fails_at : bisect(&asking, fails_at > from ? 0.5 * fails_at : least, fails_at);
    set_amount(&asking, isfinite(entry->most) && entry->most > 0.0 ? entry->most : from, arena);
    entry->law = size_law_of(bench, entry->option, arena);
    size_search_plan(bench, &entry->law, arena, &entry->found);
    if (isinf(entry->most)) {
        entry->found.found = false;
        entry->found.why = "nothing limits it: no envelope of power and no rack tiles are stated";
        entry->most = 0.0;
    }
}

/* --- without an envelope -------------------------------------------------------------------------------------- */

const struct scenario *size_most_without_envelope(const struct scenario *scenario, struct arena *arena)
{
    static const double endless_w = 1e15;
    struct scenario *made = ARENA_NEW(arena, struct scenario);
    struct requirement *left = ARENA_ARRAY(arena, struct requirement, scenario->n_requirements);
    *made = *scenario;
    set(&made->site.power_w, endless_w);
    made->site.power_w.given = true;
    made->n_requirements = 0;
    for (int r = 0; r < scenario->n_requirements; r++)
        if (scenario->requirements[r].quantity != REQ_SITE_POWER_PEAK) left[made->n_requirements++] = scenario->requirements[r];
    made->requirements = left;
    return made;
}
