#include "reports/size_screen.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/say.h"
#include "reports/screen_line.h"
#include "reports/size_say.h"

enum { LABEL = SCREEN_LINE_LABEL, WIDE = 100, SHOWN_OPTIONS = 8, SHOWN_FLIPS = 12 };

static void line(struct text *out, const char *label, const char *words)
{
    screen_line_padded(out, label, LABEL, false);
    screen_line_wrap(out, LABEL, LABEL + 2, WIDE, words);
}

static void say_build(const struct study_size *size, const char *label, const struct study_size_option *option, struct arena *arena, struct text *out)
{
    line(out, label, option->option);
    if (!isnan(option->most)) line(out, "", size_say_figure_text(size, option->most, arena));
    line(out, "", size_say_takes(size, option, arena));
    for (int32_t c = 0; c < option->n_counts; c++) {
        const struct study_size_count *count = &option->counts[c];
        line(out, "", text_format(arena, "%s %s, %s", say_quantity(arena, count->count, UNIT_COUNT), count->node, count->mark));
        if (text_equal(count->mark, "AUTO"))
            line(out, "", text_format(arena, "  %.0f more: %s; %.0f less: %s", count->step, size_say_more(count, "", arena), count->step, size_say_less(count, "", arena)));
    }
    line(out, "", size_say_proof(size, option, arena));
}

static void say_rows(const struct study_size *size, struct arena *arena, struct text *out)
{
    bool first = true;
    for (int32_t r = 0; r < size->n_rows; r++) {
        const struct study_size_row *row = &size->rows[r];
        if (!row->binds && row->price == 0.0) continue;
        line(out, first ? "binds" : "", text_format(arena, "%s, at %s: one %s more costs %s", row->name, say_named(arena, row->limit, row->unit), row->per, size_say_price(size, "", row->one_more, arena)));
        first = false;
    }
}

static void say_architectures(const struct study_size *size, struct arena *arena, struct text *out)
{
    for (int32_t a = 0; a < size->n_architectures; a++) {
        const struct study_size_best *best = &size->architectures[a];
        const char *words = !*best->best ? "none that is allowed passes" : text_format(arena, "%s: %s%s%s%s", best->best, size_say_figure_text(size, best->best_figure, arena), *best->next ? "; then " : "", best->next,
                                                                              *best->next ? text_format(arena, ": %s", size_say_figure_text(size, best->next_figure, arena)) : "");
        line(out, a ? "" : "by stack", text_format(arena, "%s: %s", best->architecture, words));
    }
}

static void say_options(const struct study_size *size, struct arena *arena, struct text *out)
{
    int shown = 0, left = 0;
    for (int32_t k = 0; k < size->n_options; k++) {
        const struct study_size_option *option = &size->options[k];
        if (text_equal(option->option, size->best) || text_equal(option->option, size->best_mix)) continue;
        if (shown >= SHOWN_OPTIONS && !option->own) {
            left++;
            continue;
        }
        const char *why = *option->reason ? option->reason : option->fails;
        line(out, shown++ ? "" : "others", text_format(arena, "%s: %s%s%s%s", option->option, *option->verdict ? option->verdict : "not sized",
                                                        text_equal(option->verdict, "pass") || text_equal(option->verdict, "depends") ? text_format(arena, ", %s, %s", size_say_option_figure(size, option, arena), size_say_counts_of(size, option, arena)) : "",
                                                        *why ? "; " : "", why));
    }
    if (left) line(out, "", text_format(arena, "and %d more", left));
}

static void say_flips(const struct study_size *size, struct arena *arena, struct text *out)
{
    for (int32_t f = 0; f < size->n_flips && f < SHOWN_FLIPS; f++) {
        line(out, f ? "" : "flips", text_format(arena, "%s: from %s to %s at %s", size->flips[f].option, size_say_rule(size->flips[f].from, arena), size_say_rule(size->flips[f].to, arena), size_say_flip_at(size, f, arena)));
    }
    if (size->n_flips > SHOWN_FLIPS) line(out, "", text_format(arena, "and %d more", (int)size->n_flips - SHOWN_FLIPS));
    if (isfinite(size->flips_from_bytes) && size->n_unflipped > 0)
        line(out, size->n_flips ? "" : "flips", text_format(arena, "%s %s one limit from %s to %s", say_count_of(arena, size->n_unflipped, size->n_flips ? "other option" : "option"),
                                                             size->n_unflipped == 1 ? "keeps" : "keep",
                                                             size_say_flip_end(size, false, arena), size_say_flip_end(size, true, arena)));
}

static void say_dates(const struct study_size *size, struct arena *arena, struct text *out)
{
    for (int32_t d = 0; d < size->n_dates && size->n_dates > 1; d++) {
        const struct study_size_date *date = &size->dates[d];
        line(out, d ? "" : "dates", text_format(arena, "%s%s: %s, %s%s%s", *date->from ? "from " : "at any date", date->from, date->option, size_say_figure_text(size, date->figure, arena),
                                                *date->late ? "; too late: " : "", date->late));
    }
}

const char *size_screen(const struct study_size *size, struct arena *arena)
{
    struct text out = text_new(arena);
    const struct study_size_option *best = size_say_option_named(size, size->best), *mix = size_say_option_named(size, size->best_mix);
    text_printf(&out, "%s%s%s\n%s\n\n", size->scenario, *size->as_of ? ", as of " : "", size->as_of, size->question);
    line(&out, "asked", text_format(arena, "%s; %s", size_say_asked(size, arena), size_say_among(size, arena)));
    if (best) say_build(size, text_equal(size->verdict, "pass") ? "BEST" : "DEPENDS", best, arena, &out);
    else line(&out, "NONE", "no option meets every MUST");
    if (mix && mix != best) say_build(size, "best mix", mix, arena, &out);
    say_rows(size, arena, &out);
    say_architectures(size, arena, &out);
    for (int32_t p = 0; p < size->n_policy; p++) line(&out, p ? "" : "policy", text_format(arena, "%s: %s", size->policy[p].policy, size_say_restriction(size, p, arena)));
    say_dates(size, arena, &out);
    if (*size->unpriced) line(&out, "no price", size->unpriced);
    say_options(size, arena, &out);
    say_flips(size, arena, &out);
    return out.bytes;
}
