#include "reports/story_power.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/say.h"

const struct result_power_level *story_power_limit(const struct results *results)
{
    const struct result_power *power = &results->power;
    for (int32_t t = 0; t < power->n_tree; t++)
        if (text_equal(power->tree[t].level, power->tree_limit)) return &power->tree[t];
    return NULL;
}

static const char *with(struct arena *arena, const char *worst_case)
{
    return text_equal(worst_case, "normal running") ? "in normal running" : text_format(arena, "with %s", worst_case);
}

const char *story_power_tree(struct arena *arena, const struct results *results)
{
    const struct result_power_level *limit = story_power_limit(results);
    if (!limit) return "";
    const char *most = isnan(limit->peak_worst_utilisation) ? ""
        : text_format(arena, "; simulated %s", say_marked(arena, limit->peak_worst_utilisation, UNIT_FRACTION, "power.tree.%s.peak_worst_utilisation", limit->level));
    return text_format(arena, "%s full first: %s %s%s", limit->level, say_marked(arena, limit->worst_case_utilisation, UNIT_FRACTION, "power.tree.%s.worst_case_utilisation", limit->level), with(arena, limit->worst_case), most);
}

const char *story_power_time(struct arena *arena, const struct results *results)
{
    const struct result_power *power = &results->power;
    const struct result_power_case *worst = NULL;
    for (int32_t c = 0; c < power->n_tree_cases; c++) {
        const struct result_power_case *loss = &power->tree_cases[c];
        if (isnan(loss->time_over)) return "";
        if (!worst || loss->time_over > worst->time_over) worst = loss;
    }
    if (!worst) return "";
    if (!(worst->time_over > 0.0)) return "At no time of the run would any of these losses have been too much.";
    return text_format(arena, "For %s of the time of the run one of these losses would have been too much: %s, on %s.", say_marked(arena, worst->time_over, UNIT_FRACTION, "power.tree_cases.%s.time_over", worst->name),
                       worst->name, say_text(worst->limit));
}

const char *story_power_scheme(const char *scheme)
{
    if (text_equal(scheme, "n")) return "N: nothing takes over";
    if (text_equal(scheme, "n+1")) return "N+1: the others of the block take over";
    if (text_equal(scheme, "2n")) return "2N: side B takes over for A";
    return "distributed: pairs of the block take over";
}

const char *story_power_cap(struct arena *arena, const struct results *results)
{
    const struct result_power *power = &results->power;
    if (!(power->cap_w > 0.0)) return "";
    const char *cap = text_format(arena, "cap of %s at %s", say_marked(arena, power->cap_w, UNIT_WATTS, "power.cap_w"), power->cap_at);
    if (isnan(power->cap_time_bound)) return text_format(arena, "%s, served in the order %s", cap, power->cap_order);
    if (power->cap_time_unmet > 0.0) return text_format(arena, "%s: idle watts alone are above it %s of the time", cap, say_marked(arena, power->cap_time_unmet, UNIT_FRACTION, "power.cap_time_unmet"));
    if (!(power->cap_time_bound > 0.0)) return text_format(arena, "%s: never reached", cap);
    const char *cost = isnan(power->cap_useful_lost) ? "" : text_format(arena, " and cost %s of all GPU time (useful: %s without it)", say_marked(arena, power->cap_useful_lost, UNIT_FRACTION, "power.cap_useful_lost"),
                                                                      say_marked(arena, power->cap_useful_without, UNIT_FRACTION, "power.cap_useful_without"));
    return text_format(arena, "%s held something back %s of the time%s", cap, say_marked(arena, power->cap_time_bound, UNIT_FRACTION, "power.cap_time_bound"), cost);
}
