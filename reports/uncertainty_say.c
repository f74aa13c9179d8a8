#include "reports/uncertainty_say.h"

#include <math.h>

#include "base/order.h"
#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

const char *uncertainty_say_judge(const struct uncertainty_results *results, struct arena *arena)
{
    if (text_equal(results->judged_by, "plan")) return "the plan";
    return text_format(arena, "simulation, %s a point", say_count_marked(arena, results->replications, "replication", "replications"));
}

const char *uncertainty_say_nominal(const struct uncertainty_requirement *requirement)
{
    return text_equal(requirement->nominal, "depends") ? "open" : requirement->nominal;
}

const char *uncertainty_say_id(const struct uncertainty_requirement *requirement, struct arena *arena)
{
    return text_equal(requirement->id, "all") ? "all" : text_format(arena, "requirements.%s", requirement->id);
}

const char *uncertainty_say_chance(const struct uncertainty_requirement *requirement, struct arena *arena)
{
    if (isnan(requirement->chance)) return "not judged here";
    const char *id = uncertainty_say_id(requirement, arena);
    return text_format(arena, "%s (%s to %s)", say_marked(arena, requirement->chance, UNIT_FRACTION, "%s.chance", id),
                       mark_as(arena, 100.0 * requirement->chance_lo, text_format(arena, "%.2f", 100.0 * requirement->chance_lo), "%s.chance_lo.percent", id),
                       mark_as(arena, requirement->chance_hi, text_format(arena, "%.2f %%", 100.0 * requirement->chance_hi), "%s.chance_hi", id));
}

const char *uncertainty_say_number(struct arena *arena, double value, const char *unit)
{
    return text_equal(unit, "fraction") ? say_quantity(arena, value, UNIT_FRACTION) : say_named(arena, value, unit);
}

const char *uncertainty_say_beside(struct arena *arena, double value, double beside, const char *unit)
{
    const char *said = uncertainty_say_number(arena, value, unit), *other = uncertainty_say_number(arena, beside, unit);
    if (!text_equal(said, other) || !(value < beside || value > beside)) return said;
    return text_format(arena, "just %s %s", value < beside ? "below" : "above", other);
}

const char *uncertainty_say_decision(const struct uncertainty_results *results, int32_t decision, struct arena *arena)
{
    const struct uncertainty_decision *it = &results->decisions[decision];
    if (text_equal(it->name, "accept")) return "Take the build or not";
    if (text_equal(it->name, "requirement")) return text_format(arena, "Count on %s or not", mark_name(arena, results->requirements[it->requirement].id));
    return text_format(arena, "Set aside: %s", results->quantities[it->quantity].title);
}

const char *uncertainty_say_loss(const struct uncertainty_decision *decision, double loss, struct arena *arena)
{
    if (text_equal(decision->unit, "fraction")) return text_format(arena, "%.2f %%", 100.0 * loss);
    return say_named(arena, loss, decision->unit);
}

const char *uncertainty_say_screened(const struct uncertainty_results *results, struct arena *arena)
{
    if (isnan(results->screened_share)) return "";
    return text_format(arena, "; of the inputs that screening left, which have at least %s of all effects", say_marked(arena, results->screened_share, UNIT_FRACTION, "screened_share"));
}

/* --- orders ------------------------------------------------------------------------------------------ */

struct ranked { double size; int32_t at; };

static bool is_before(const void *a, const void *b, const void *context)
{
    const struct ranked *x = a, *y = b;
    (void)context;
    if (x->size > y->size || x->size < y->size) return x->size > y->size;
    return x->at < y->at;
}

static const int32_t *order(struct ranked *ranked, int n, struct arena *arena)
{
    int32_t *places = ARENA_ARRAY(arena, int32_t, n);
    order_sort(ranked, (size_t)n, sizeof *ranked, is_before, NULL);
    for (int k = 0; k < n; k++) places[k] = ranked[k].at;
    return places;
}

const int32_t *uncertainty_say_bars(const struct uncertainty_results *results, int32_t quantity, struct arena *arena, int *n)
{
    struct ranked *ranked = ARENA_ARRAY(arena, struct ranked, results->n_bars);
    *n = 0;
    for (int32_t b = 0; b < results->n_bars; b++) {
        const struct uncertainty_bar *bar = &results->bars[b];
        const double way = fabs(bar->at_hi - bar->at_lo), off = fmax(fabs(bar->at_hi - results->quantities[quantity].nominal), fabs(bar->at_lo - results->quantities[quantity].nominal));
        if (bar->quantity == quantity && isfinite(way)) ranked[(*n)++] = (struct ranked){fmax(way, off), b};
    }
    return order(ranked, *n, arena);
}

const int32_t *uncertainty_say_effects(const struct uncertainty_results *results, int32_t quantity, struct arena *arena, int *n)
{
    struct ranked *ranked = ARENA_ARRAY(arena, struct ranked, results->n_effects);
    *n = 0;
    for (int32_t e = 0; e < results->n_effects; e++)
        if (results->effects[e].quantity == quantity) ranked[(*n)++] = (struct ranked){results->effects[e].mu_star, e};
    return order(ranked, *n, arena);
}

const int32_t *uncertainty_say_indices(const struct uncertainty_results *results, int32_t quantity, struct arena *arena, int *n)
{
    struct ranked *ranked = ARENA_ARRAY(arena, struct ranked, results->n_indices);
    *n = 0;
    for (int32_t i = 0; i < results->n_indices; i++)
        if (results->indices[i].quantity == quantity) ranked[(*n)++] = (struct ranked){results->indices[i].total, i};
    return order(ranked, *n, arena);
}
