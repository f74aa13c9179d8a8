#include "reports/tornado.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/plot.h"
#include "reports/mark.h"
#include "reports/say.h"

enum { TOP = 102, ROW = 40, NAMES = 268, FROM = 330, TO = 690, MOST_BARS = 12 };

static const struct svg_font name_font = { .size = 12.5, .bold = true }, small = { .size = 11.5, .fill = SVG_MUTED };
static const struct svg_paint low = { .fill = SVG_BLUE, .data = true }, high = { .fill = SVG_ORANGE, .hatch = SVG_RISING, .data = true };

const struct result_tornado *tornado_find(const struct results *results, const char *headline)
{
    for (int32_t k = 0; k < results->n_tornado; k++)
        if (text_equal(results->tornado[k].headline, headline)) return &results->tornado[k];
    return NULL;
}

static bool sane(double value) { return fabs(value) < 1e300; }

static bool drawable(const struct result_tornado *tornado)
{
    if (!sane(tornado->value) || tornado->n_bars <= 0) return false;
    for (int32_t b = 0; b < tornado->n_bars; b++)
        if (!sane(tornado->bars[b].at_lo) || !sane(tornado->bars[b].at_hi)) return false;
    return true;
}

/* The last words of a path tell most: "hdd-30.read" of "models.drive.hdd-30.read". */
static const char *short_path(const char *path)
{
    const char *rest = path;
    if (text_starts_with(path, "models.")) {
        for (int dots = 0; *rest && dots < 2; rest++) dots += *rest == '.';
    }
    return *rest ? rest : path;
}

struct scale { double lo, hi; };

static double at(const struct scale *scale, double value)
{
    const double part = (value - scale->lo) / (scale->hi - scale->lo);
    return FROM + (TO - FROM) * fmin(1.0, fmax(0.0, part));
}

static struct scale scale_of(const struct result_tornado *t, int32_t n, double limit)
{
    struct scale scale = { t->value, t->value };
    for (int32_t b = 0; b < n; b++) {
        scale.lo = fmin(scale.lo, fmin(t->bars[b].at_lo, t->bars[b].at_hi));
        scale.hi = fmax(scale.hi, fmax(t->bars[b].at_lo, t->bars[b].at_hi));
    }
    const double span = scale.hi - scale.lo;
    if (sane(limit) && limit < scale.lo && scale.lo - limit < 1.5 * span) scale.lo = limit - 0.04 * span;
    if (sane(limit) && limit > scale.hi && limit - scale.hi < 1.5 * span) scale.hi = limit + 0.04 * span;
    if (!(scale.hi > scale.lo)) scale.hi = scale.lo + 1.0;
    return scale;
}

/* "tornado.read capability.bars[0].at_lo" */
static const char *number(struct arena *arena, const struct result_tornado *t, const struct result_tornado_bar *b, const char *field, double value, const char *unit)
{
    return mark_as(arena, value, say_named(arena, value, unit), "tornado.%s.bars[%d].%s", t->headline, (int)(b - t->bars), field);
}

static const char *value_of(struct arena *arena, const struct result_tornado *t)
{
    return mark_as(arena, t->value, say_named(arena, t->value, t->unit), "tornado.%s.value", t->headline);
}

/* The half towards one end of the input. */
static void half(struct plot *plot, const struct result_tornado *t, const struct result_tornado_bar *b, const struct scale *scale, bool is_low, double y)
{
    const double middle = at(scale, t->value), x = at(scale, plot_seen(plot, is_low ? b->at_lo : b->at_hi));
    svg_rect(&plot->svg, fmin(x, middle), y + (is_low ? 2 : 15), fmax(fabs(x - middle), 1.0), 12, is_low ? low : high);
}

/* What the headline is at that end; over the upright lines. */
static void half_word(struct plot *plot, const struct result_tornado *t, const struct result_tornado_bar *b, const struct scale *scale, bool is_low, double y)
{
    const double end = is_low ? b->at_lo : b->at_hi, middle = at(scale, t->value), x = at(scale, plot_seen(plot, end));
    const bool left = end < t->value;
    const char *text = number(plot->arena, t, b, is_low ? "at_lo" : "at_hi", end, t->unit);
    svg_text(&plot->svg, left ? fmin(x, middle) - 5 : fmax(x, middle) + 5, y + (is_low ? 12 : 25), (struct svg_font){ .size = 11.5, .anchor = left ? SVG_END : SVG_START, .halo = true }, text);
}

static void bar(struct plot *plot, const struct result_tornado *t, const struct result_tornado_bar *b, const struct scale *scale, double y)
{
    struct arena *arena = plot->arena;
    svg_text(&plot->svg, 8, y + 13, name_font, svg_text_cut_middle(arena, short_path(b->input), 12.5, 1.04 * (NAMES - 12)));
    svg_text(&plot->svg, 8, y + 28, small, svg_text_cut(arena, text_format(arena, "%s to %s, %s", number(arena, t, b, "lo", b->lo, b->unit), number(arena, t, b, "hi", b->hi, b->unit), b->grade), 11.5, 1.04 * (NAMES - 12)));
    half(plot, t, b, scale, true, y);
    half(plot, t, b, scale, false, y);
}

static void upright(struct plot *plot, double x, double bottom, const char *words, double words_y, struct svg_paint paint)
{
    svg_line(&plot->svg, x, TOP - 8, x, bottom, paint);
    const double half_width = svg_text_width(words, 12) / 2.0;
    svg_text(&plot->svg, fmin(fmax(x, 8 + half_width), PLOT_WIDTH - 8 - half_width), words_y, (struct svg_font){ .size = 12, .bold = true, .anchor = SVG_MIDDLE, .halo = true }, words);
}

static const char *says(const struct result_tornado *t, struct arena *arena)
{
    const struct result_tornado_bar *b = &t->bars[0];
    const char *said = text_format(arena, "%s: %s with every input at its nominal value. %s moves it most: %s at its low end (%s), %s at its high end (%s); all others at their nominal values", t->headline, value_of(arena, t),
                       mark_name(arena, b->input), number(arena, t, b, "at_lo", b->at_lo, t->unit), number(arena, t, b, "lo", b->lo, b->unit), number(arena, t, b, "at_hi", b->at_hi, t->unit),
                       number(arena, t, b, "hi", b->hi, b->unit));
    return mark_sentence(arena, said);
}

struct charts_drawing tornado_draw(const struct result_tornado *tornado, const char *id, double limit, const char *limit_words, struct arena *arena)
{
    struct charts_drawing drawing = { id, text_format(arena, "What moves the %s: one input at a time", tornado ? tornado->headline : ""), "", NULL };
    if (!tornado || !drawable(tornado)) return drawing;
    const int32_t n = tornado->n_bars < MOST_BARS ? tornado->n_bars : MOST_BARS;
    const struct scale scale = scale_of(tornado, n, limit);
    const double bottom = TOP + ROW * n;
    const struct plot_key keys[] = { { "input at its low end", low, false }, { "input at its high end", high, false } };
    drawing.says = says(tornado, arena);
    struct plot plot = plot_begin(arena, id, bottom + 14, drawing.title, drawing.says);
    plot_legend(&plot, 8, 42, PLOT_WIDTH - 8, keys, 2);
    for (int32_t b = 0; b < n; b++) {
        if (b % 2) svg_rect(&plot.svg, 4, TOP + ROW * b - 4, PLOT_WIDTH - 8, ROW, (struct svg_paint){ .fill = "#f6f8fa" });
    }
    for (int32_t b = 0; b < n; b++) bar(&plot, tornado, &tornado->bars[b], &scale, TOP + ROW * b);
    if (sane(limit) && limit >= scale.lo && limit <= scale.hi)
        upright(&plot, at(&scale, limit), bottom, limit_words, TOP - 14 - 18, (struct svg_paint){ .stroke = SVG_VERMILLION, .stroke_width = 2, .dash = "7 4" });
    upright(&plot, at(&scale, tornado->value), bottom, text_format(arena, "nominal %s", value_of(arena, tornado)), TOP - 14, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 1.6 });
    for (int32_t b = 0; b < n; b++) {
        half_word(&plot, tornado, &tornado->bars[b], &scale, true, TOP + ROW * b);
        half_word(&plot, tornado, &tornado->bars[b], &scale, false, TOP + ROW * b);
    }
    drawing.svg = plot_end(&plot);
    return drawing;
}
