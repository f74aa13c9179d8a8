#include "reports/compare_screen.h"

#include <math.h>

#include "base/text.h"
#include "reports/ab_plan.h"
#include "reports/compare_say.h"
#include "reports/say.h"
#include "reports/screen_line.h"
#include "reports/verdict_of_change.h"

static const struct { enum kpi which; const char *label; } headlines[] = {
    {KPI_RACK_TILES, "rack tiles"}, {KPI_NODES, "storage nodes"}, {KPI_FRONT_ENDS, "front ends"}, {KPI_USABLE, "usable capacity"}, {KPI_READ_ALONE, "reads alone"},
    {KPI_READ_LEAST, "reads, least of the cases"}, {KPI_WRITE_ALONE, "writes alone"}, {KPI_WRITE_LEAST, "writes, least of the cases"}, {KPI_STORAGE_MAX, "storage, maximum at IT"},
    {KPI_SITE_DESIGN, "site at the design hour"}, {KPI_HEADROOM, "power headroom"}, {KPI_READ_DELIVERED, "reads delivered, mean"}, {KPI_SITE_W, "site, mean"},
    {KPI_GOODPUT, "useful GPU time of jobs"}, {KPI_CHECKPOINT_DURATION, "checkpoint to durable"},
};
enum { HEADLINES = sizeof headlines / sizeof headlines[0] };

/* "storage.bulk.groups −31, storage.bulk.stack +17". */
static const char *shares_say(struct arena *arena, const struct study_attribution *a, int32_t value, int32_t most)
{
    struct text out = text_new(arena);
    int32_t *order = ARENA_ARRAY(arena, int32_t, a->n_parts);
    const int32_t n = compare_say_ranked(a, value, order);
    for (int32_t k = 0; k < n && k < most; k++)
        text_printf(&out, "%s%s %s", k ? ", " : "", a->parts[order[k]].name, verdict_of_change_say(arena, a->parts[order[k]].shapley[value], a->units[value]));
    if (n > most) text_printf(&out, " and %d more", (int)(n - most));
    return out.bytes;
}

static void screen_kpi(struct text *out, struct arena *arena, const struct study_comparison *of, int32_t side, enum kpi which, const char *label)
{
    const struct compare_say_change change = compare_say_change_of(of, side, which);
    if (isnan(change.from.value) && isnan(change.to.value)) return;
    screen_line_padded(out, label, 32, false);
    screen_line_padded(out, say_quantity(arena, change.from.value, change.from.unit), 11, true);
    screen_line_padded(out, say_quantity(arena, change.to.value, change.to.unit), 11, true);
    screen_line_padded(out, isnan(change.delta) ? "" : verdict_of_change_say_kpi(arena, change.delta, &change.to, which), 12, true);
    text_append(out, "  ");
    text_append(out, verdict_of_change_word(verdict_of_change_good(which), change.delta, change.half));
    text_append_char(out, '\n');
    const char *interval = compare_say_interval(arena, &change, change.to.unit);
    if (!*interval) return;
    screen_line_padded(out, interval, 66, true);
    text_append_char(out, '\n');
}

static bool all_the_same(const struct study_comparison *of, int32_t side)
{
    for (int k = 0; k < KPI_HELD; k++) {
        const struct compare_say_change change = compare_say_change_of(of, side, (enum kpi)k);
        if (isnan(change.from.value) != isnan(change.to.value) || (!isnan(change.delta) && change.delta != 0.0)) return false;
    }
    return true;
}

static void screen_side(struct text *out, struct arena *arena, const struct study_comparison *of, int32_t side)
{
    const struct study_compared *s = &of->sides[side];
    if (all_the_same(of, side)) {
        screen_line(out, "the same", text_format(arena, "%s comes to the same as %s in every number", s->name, of->sides[0].name));
        return;
    }
    text_printf(out, "\n%32s%11s%11s%12s\n", "", "first", side == 1 ? "second" : text_format(arena, "no. %d", (int)side + 1), "difference");
    for (int k = 0; k < (int)HEADLINES; k++) screen_kpi(out, arena, of, side, headlines[k].which, headlines[k].label);
    text_append_char(out, '\n');
    if (s->n_paired) screen_line(out, "luck", compare_say_luck(arena, s, side));
    if (*s->no_attribution) {
        screen_line(out, "why", text_format(arena, "not attributed: %s", s->no_attribution));
        return;
    }
    for (int d = 0; d < COMPARE_SAY_DRAWN; d++) {
        const int32_t v = compare_say_value(&s->attribution, compare_say_drawn[d]);
        if (v < 0 || isnan(s->attribution.interaction[v]) || s->attribution.from[v] == s->attribution.to[v]) continue;
        screen_line(out, d ? "" : "why", text_format(arena, "%s %s: %s (interaction, one at a time: %s)", compare_say_label(arena, compare_say_drawn[d]),
             verdict_of_change_say(arena, s->attribution.to[v] - s->attribution.from[v], s->attribution.units[v]), shares_say(arena, &s->attribution, v, 3),
             verdict_of_change_say(arena, s->attribution.interaction[v], s->attribution.units[v])));
    }
    for (int32_t n = 0; n < s->attribution.n_notes; n++) screen_line(out, n ? "" : "note", s->attribution.notes[n]);
}

static void screen_as_of(struct text *out, struct arena *arena, const struct study_as_of *a)
{
    const char *best = *a->best ? text_format(arena, "the best that can be had is %s, %s, %s, storage %s of site %s", a->best, a->best_verdict,
        say_count_of(arena, a->best_rack_tiles, "rack tile"), say_quantity(arena, a->best_storage_w, UNIT_WATTS), say_quantity(arena, a->best_site_w, UNIT_WATTS)) : "nothing that the policy allows can be had";
    screen_line(out, "by then", text_format(arena, "%s: %s", a->date, best));
    if (a->n_landed) screen_line(out, "", text_format(arena, "of this build %s usable (P10 %s, P90 %s) and %s of reads stand; all of it in %s of the draws",
                          say_quantity(arena, a->landed->usable_p50_bytes, UNIT_BYTES), say_quantity(arena, a->landed->usable_p10_bytes, UNIT_BYTES),
                          say_quantity(arena, a->landed->usable_p90_bytes, UNIT_BYTES), say_quantity(arena, a->landed->read_p50_bytes_per_s, UNIT_BYTES_PER_S), say_quantity(arena, a->by_then, UNIT_FRACTION)));
    if (*a->not_yet) screen_line(out, "", text_format(arena, "not to be had: %s", a->not_yet));
}

const char *compare_screen(const struct study_comparison *of, struct arena *arena)
{
    static const char *const ranks[] = { "first", "second", "third", "fourth" };
    struct text out = text_new(arena);
    for (int32_t s = 0; s < of->n_sides; s++)
        screen_line(&out, s < 4 ? ranks[s] : text_format(arena, "no. %d", (int)s + 1), text_format(arena, "%s: %s", of->sides[s].name, of->sides[s].results->verdict));
    for (int32_t s = 0; s < of->n_sides; s++)
        if (*of->sides[s].as_of.date) screen_as_of(&out, arena, &of->sides[s].as_of);
    for (int32_t s = 1; s < of->n_sides; s++) screen_side(&out, arena, of, s);
    for (int32_t r = 0; r * r < of->n_regret; r++)
        for (int32_t c = 0; c < of->n_sides; c++)
            if (r != c) screen_line(&out, r + c == 1 && r == 0 ? "regret" : "", text_format(arena, "built for %s, needed %s: %s", of->sides[r].name, of->sides[c].name,
                                                                                     compare_say_regret(arena, &of->regret[r * of->n_sides + c], "", false)));
    if (of->ab) screen_line(&out, "A/B", ab_plan_says(of->ab, arena));
    return out.bytes;
}
