#include "reports/uncertainty_screen.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/uncertainty_say.h"

enum { FLIPS_SHOWN = 6, WORTHS_SHOWN = 2, DECISIONS_SHOWN = 7, MOVERS_SHOWN = 1 };

struct screen { const struct uncertainty_results *results; struct arena *arena; struct text out; };

/* The end of a path tells it apart, and a line has room for so much of it. */
static const char *path_of(const struct screen *screen, int32_t input, size_t room)
{
    const char *path = screen->results->inputs[input].path;
    const size_t length = strlen(path);
    return length <= room ? path : text_format(screen->arena, "...%s", path + length - (room - strlen("...")));
}

/* "bulk: 532 odm-cap" and how many inputs may be off. */
static void head(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    text_printf(&screen->out, "%s: how sure, and what it rests on\n", r->scenario);
    text_printf(&screen->out, "%s may be off; judged by %s; build held at %s\n", say_count_of(screen->arena, r->n_inputs, "input"), mark_plain(screen->arena, uncertainty_say_judge(r, screen->arena)), r->held);
}

static void requirements(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    text_printf(&screen->out, "\n%-12s %-44s %-8s %s\n", "", "", "nominal", r->samples > 0.0 ? "holds in" : "");
    for (int32_t k = 0; k < r->n_requirements; k++) {
        const struct uncertainty_requirement *line = &r->requirements[k];
        text_printf(&screen->out, "%-12.12s %-44.44s %-8s %s\n", line->id, line->text, uncertainty_say_nominal(line), r->samples > 0.0 ? mark_plain(screen->arena, uncertainty_say_chance(line, screen->arena)) : "");
    }
    if (r->samples > 0.0)
        text_printf(&screen->out, "%-12s %-44.44s %-8s %s of %s draws\n", "all", "every MUST above that can be judged", uncertainty_say_nominal(&r->all),
                    mark_plain(screen->arena, uncertainty_say_chance(&r->all, screen->arena)), say_quantity(screen->arena, r->samples, UNIT_COUNT));
}

static void quantities(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    const bool drawn = r->samples > 0.0;
    text_printf(&screen->out, "\n%-30s %11s", "", "nominal");
    if (drawn) text_printf(&screen->out, " %11s %11s %11s", "P10", "P50", "P90");
    text_append(&screen->out, "\n");
    for (int32_t q = 0; q < r->n_quantities; q++) {
        const struct uncertainty_quantity *line = &r->quantities[q];
        text_printf(&screen->out, "%-30.30s %11s", line->title, uncertainty_say_number(screen->arena, line->nominal, line->unit));
        if (drawn)
            text_printf(&screen->out, " %11s %11s %11s", uncertainty_say_number(screen->arena, line->p10, line->unit), uncertainty_say_number(screen->arena, line->p50, line->unit),
                        uncertainty_say_number(screen->arena, line->p90, line->unit));
        text_append(&screen->out, "\n");
    }
}

static void movers(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    if (!r->has_tornado) return;
    text_append(&screen->out, "\nMoved most by one input alone, from its one end to the other:\n");
    for (int32_t q = 0; q < r->n_quantities; q++) {
        int n;
        const int32_t *order = uncertainty_say_bars(r, q, screen->arena, &n);
        for (int k = 0; k < n && k < MOVERS_SHOWN; k++) {
            const struct uncertainty_bar *bar = &r->bars[order[k]];
            text_printf(&screen->out, "  %-30.30s %11s to %-11s %s\n", r->quantities[q].title, uncertainty_say_number(screen->arena, bar->at_lo, r->quantities[q].unit),
                        uncertainty_say_number(screen->arena, bar->at_hi, r->quantities[q].unit), path_of(screen, bar->input, 58));
        }
    }
}

static void flips(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    if (!r->has_tornado) return;
    if (r->n_flips == 0) {
        text_append(&screen->out, "\nNo input alone turns a requirement.\n");
        return;
    }
    text_append(&screen->out, "\nOne input alone turns:\n");
    for (int32_t f = 0; f < r->n_flips && f < FLIPS_SHOWN; f++) {
        const struct uncertainty_flip *flip = &r->flips[f];
        const struct uncertainty_input *input = &r->inputs[flip->input];
        const char *at = uncertainty_say_beside(screen->arena, flip->value, input->value, input->unit);
        text_printf(&screen->out, "  %-10.10s to %-5s at %s = %s", r->requirements[flip->requirement].id, flip->to, path_of(screen, flip->input, 56), at);
        if (text_starts_with(at, "just ")) text_append(&screen->out, "\n");
        else text_printf(&screen->out, " (nominal %s)\n", uncertainty_say_number(screen->arena, input->value, input->unit));
    }
    if (r->n_flips > FLIPS_SHOWN) text_printf(&screen->out, "  and %d more\n", (int)r->n_flips - FLIPS_SHOWN);
}

static void effects(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    if (r->n_effects == 0 || r->n_indices > 0) return;
    text_printf(&screen->out, "\nElementary effects, %s walks (mu*: mean change across an input's range; sigma: how far it depends on the others):\n", say_quantity(screen->arena, r->walks, UNIT_COUNT));
    for (int32_t q = 0; q < r->n_quantities; q++) {
        int n;
        const int32_t *order = uncertainty_say_effects(r, q, screen->arena, &n);
        for (int k = 0; k < n && k < 3; k++) {
            const struct uncertainty_effect *effect = &r->effects[order[k]];
            text_printf(&screen->out, "  %-30.30s %11s, sigma %-11s %s\n", k ? "" : r->quantities[q].title, uncertainty_say_number(screen->arena, effect->mu_star, r->quantities[q].unit),
                        uncertainty_say_number(screen->arena, effect->sigma, r->quantities[q].unit), path_of(screen, effect->input, 54));
        }
    }
}

static void indices(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    if (r->n_indices == 0) return;
    text_printf(&screen->out, "\nShare of the variance, %s rows: with others (alone)%s\n", say_quantity(screen->arena, r->rows, UNIT_COUNT), mark_plain(screen->arena, uncertainty_say_screened(r, screen->arena)));
    for (int32_t q = 0; q < r->n_quantities; q++) {
        int n;
        const int32_t *order = uncertainty_say_indices(r, q, screen->arena, &n);
        for (int k = 0; k < n && k < 3; k++) {
            const struct uncertainty_index *index = &r->indices[order[k]];
            text_printf(&screen->out, "  %-30.30s %7s +- %-7s (%s)  %s\n", k ? "" : r->quantities[q].title, say_quantity(screen->arena, index->total, UNIT_FRACTION),
                        say_quantity(screen->arena, 0.5 * (index->total_hi - index->total_lo), UNIT_FRACTION), say_quantity(screen->arena, index->first, UNIT_FRACTION), path_of(screen, index->input, 58));
        }
    }
}

static void worths(struct screen *screen)
{
    const struct uncertainty_results *r = screen->results;
    if (r->n_decisions == 0) return;
    text_append(&screen->out, "\nAsk first (what knowing it before deciding would save):\n");
    for (int32_t d = 0; d < r->n_decisions && d < DECISIONS_SHOWN; d++) {
        const struct uncertainty_decision *decision = &r->decisions[d];
        int shown = 0;
        text_printf(&screen->out, "  %s. Today: %s; loses %s\n", mark_plain(screen->arena, uncertainty_say_decision(r, d, screen->arena)), decision->today, uncertainty_say_loss(decision, decision->loss, screen->arena));
        for (int32_t w = 0; w < r->n_worths; w++)
            if (r->worths[w].decision == d && shown++ < WORTHS_SHOWN)
                text_printf(&screen->out, "    %10s  %s\n", uncertainty_say_loss(decision, r->worths[w].gain, screen->arena), r->inputs[r->worths[w].input].settle);
    }
}

const char *uncertainty_screen(const struct uncertainty_results *results, struct arena *arena)
{
    struct screen screen = {results, arena, text_new(arena)};
    head(&screen);
    requirements(&screen);
    quantities(&screen);
    movers(&screen);
    flips(&screen);
    effects(&screen);
    indices(&screen);
    worths(&screen);
    return screen.out.bytes;
}
