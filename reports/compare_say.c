#include "reports/compare_say.h"

#include <math.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/verdict_of_change.h"

const char *const compare_say_drawn[COMPARE_SAY_DRAWN] = {"rack_tiles", "site_design_w", "storage_max_w", "read_coincident_bytes_per_s", "goodput"};

/* --- one KPI of two sides -------------------------------------------------------------------------- */

struct compare_say_change compare_say_change_of(const struct study_comparison *of, int32_t side, enum kpi which)
{
    const struct study_held *held = &of->sides[side].numbers[which];
    return (struct compare_say_change){kpi_value(of->sides[0].results, which), kpi_value(of->sides[side].results, which), held->delta, held->half};
}

const char *compare_say_id(struct arena *arena, int32_t side, const struct kpi_value *of, const char *part)
{
    return text_format(arena, "sides[%d].numbers.%s.%s", (int)side, of->id, part);
}

const char *compare_say_interval(struct arena *arena, const struct compare_say_change *change, enum unit unit)
{
    return isnan(change->half) ? "" : text_format(arena, "\xC2\xB1 %s", verdict_of_change_size(arena, change->half, unit));
}

/* --- words ----------------------------------------------------------------------------------------------- */

int32_t compare_say_value(const struct study_attribution *a, const char *name)
{
    for (int32_t v = 0; v < a->n_values; v++)
        if (text_equal(a->names[v], name)) return v;
    return -1;
}

const char *compare_say_label(struct arena *arena, const char *column)
{
    static const struct { const char *column, *label; } labels[] = {
        {"rack_tiles", "rack tiles"}, {"site_design_w", "site power at the design hour"}, {"storage_max_w", "storage power"}, {"nodes", "storage nodes"}, {"usable_bytes", "usable capacity"},
        {"read_capability_bytes_per_s", "reads alone"}, {"read_coincident_bytes_per_s", "reads, both peaks at once"}, {"read_domain_out_bytes_per_s", "reads, one domain out"},
        {"write_capability_bytes_per_s", "writes alone"}, {"write_coincident_bytes_per_s", "writes, both peaks at once"}, {"goodput", "useful GPU time"},
        {"read_delivered_bytes_per_s", "reads delivered"}, {"site_w", "site power, mean"}, {"checkpoint_p99_s", "checkpoint, 99th percentile"}, {"known_dollars", "dollars"},
    };
    for (size_t l = 0; l < sizeof labels / sizeof labels[0]; l++)
        if (text_equal(labels[l].column, column)) return labels[l].label;
    return say_words(arena, column);
}

/* Parts by what they do to a value, the largest first; ties in their order. Returns how many do anything. */
int32_t compare_say_ranked(const struct study_attribution *a, int32_t value, int32_t *order)
{
    int32_t n = 0;
    for (int32_t p = 0; p < a->n_parts; p++) {
        if (a->parts[p].shapley[value] == 0.0 || isnan(a->parts[p].shapley[value])) continue;
        int32_t at = n++;
        for (; at > 0 && fabs(a->parts[order[at - 1]].shapley[value]) < fabs(a->parts[p].shapley[value]); at--) order[at] = order[at - 1];
        order[at] = p;
    }
    return n;
}

/* Names and paths are people's own: the numerals in them stand under the name's id. */
const char *compare_say_name(struct arena *arena, const struct study_comparison *of, int32_t side)
{
    return mark_text(arena, text_format(arena, "sides[%d].name", (int)side), of->sides[side].name);
}

const char *compare_say_marked(struct arena *arena, const char *id, double value, enum unit unit)
{
    return mark_number(arena, id, value, say_quantity(arena, value, unit));
}

const char *compare_say_marked_change(struct arena *arena, const char *id, double delta, enum unit unit)
{
    return mark_number(arena, id, delta, verdict_of_change_say(arena, delta, unit));
}

/* `id` of the cell: "regret[1]". */
const char *compare_say_regret(struct arena *arena, const struct study_regret *cell, const char *id, bool own)
{
    const char *tiles = mark_number(arena, text_format(arena, "%s.rack_tiles", id), cell->rack_tiles, say_count_of(arena, cell->rack_tiles, "rack tile"));
    const char *verdict = text_equal(cell->verdict, "pass") ? "carries it" : cell->verdict, *tightest = mark_text(arena, text_format(arena, "%s.tightest", id), cell->tightest);
    if (!cell->known) return text_format(arena, "not known: %s", mark_text(arena, text_format(arena, "%s.problem", id), cell->problem));
    if (*cell->failed) {
        const char *failed = mark_text(arena, text_format(arena, "%s.failed", id), cell->failed);
        if (isnan(cell->least_margin)) return text_format(arena, "%s: not met", failed);
        const char *margin = mark_number(arena, text_format(arena, "%s.least_margin", id), cell->least_margin, say_margin(arena, cell->least_margin));
        return text_equal(cell->failed, cell->tightest) ? text_format(arena, "%s: %s", failed, margin) : text_format(arena, "%s: %s at %s", failed, margin, tightest);
    }
    if (text_equal(cell->verdict, "fail") && *cell->unfit) return text_format(arena, "meets the MUSTs in %s, but: %s", tiles, mark_text(arena, text_format(arena, "%s.unfit", id), cell->unfit));
    if (own) return text_format(arena, "%s in %s", verdict, tiles);
    return text_format(arena, "%s in %s and %s of storage: %s and %s beside the build meant for it", verdict, tiles, compare_say_marked(arena, text_format(arena, "%s.storage_w", id), cell->storage_w, UNIT_WATTS),
                       compare_say_marked_change(arena, text_format(arena, "%s.more_rack_tiles", id), cell->more_rack_tiles, UNIT_COUNT),
                       compare_say_marked_change(arena, text_format(arena, "%s.more_storage_w", id), cell->more_storage_w, UNIT_WATTS));
}

/* What varies of what matters: useful GPU time, else reads, else whatever gained most. */
static const struct study_paired *telling_pair(const struct study_compared *s)
{
    static const char *const first[] = { "goodput", "read_delivered_bytes_per_s" };
    const struct study_paired *best = NULL;
    for (size_t k = 0; k < 2; k++)
        for (int32_t p = 0; p < s->n_paired; p++)
            if (text_equal(s->paired[p].name, first[k]) && s->paired[p].half > 0.0) return &s->paired[p];
    for (int32_t p = 0; p < s->n_paired; p++)
        if (s->paired[p].half > 0.0 && (!best || s->paired[p].variance_saved > best->variance_saved)) best = &s->paired[p];
    return best;
}

const char *compare_say_luck(struct arena *arena, const struct study_compared *s, int32_t side)
{
    if (s->n_paired == 0) return "Planned numbers have no interval.";
    if (!s->paired[0].paired) return "The two have not the same seed and number of replications: intervals are of two samples apart.";
    const struct study_paired *pair = telling_pair(s);
    const char *both = text_format(arena, "Both met the same luck in each of %s", mark_number(arena, text_format(arena, "sides[%d].paired.%s.n", (int)side, s->paired[0].name), s->paired[0].n,
                                                                                              say_count_of(arena, s->paired[0].n, "replication")));
    if (!pair) return text_format(arena, "%s; nothing varied.", both);
    const char *id = text_format(arena, "sides[%d].paired.%s", (int)side, pair->name);
    return text_format(arena, "%s; " MARK_NAME("95 %% intervals") " are of the differences, replication by replication. Of the variance of %s that saved %s: the interval is %s times as wide as it would be with luck of "
                       "their own. Planned numbers have no interval.", both, say_words(arena, pair->name), compare_say_marked(arena, text_format(arena, "%s.variance_saved", id), pair->variance_saved, UNIT_FRACTION),
                       compare_say_marked(arena, text_format(arena, "%s.half_over_unpaired", id), pair->half_over_unpaired, UNIT_NUMBER));
}
