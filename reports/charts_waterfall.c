#include "reports/charts_waterfall.h"

#include <math.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/plot.h"
#include "reports/say.h"

enum { NAMES = 268, LEFT = 280, RIGHT = 650, TOP = 18, ROW = 30, BAR = 18 };

static const struct svg_paint better = { .fill = SVG_BLUE, .data = true }, worse = { .fill = SVG_VERMILLION, .hatch = SVG_RISING, .data = true },
                              neither = { .fill = SVG_GREY, .hatch = SVG_DOTS, .data = true }, whole = { .fill = "#dfe5eb", .stroke = SVG_MUTED, .data = true };

static struct svg_paint paint_of(const struct charts_waterfall *of, double change)
{
    if (of->good == WATERFALL_NEITHER) return neither;
    return (change > 0.0) == (of->good == WATERFALL_MORE) ? better : worse;
}

static const char *word_of(const struct charts_waterfall *of, double change)
{
    if (of->good == WATERFALL_NEITHER) return change > 0.0 ? "\xE2\x96\xB2" : "\xE2\x96\xBC";
    const bool good = (change > 0.0) == (of->good == WATERFALL_MORE);
    return change > 0.0 ? good ? "\xE2\x96\xB2 better" : "\xE2\x96\xB2 worse" : good ? "\xE2\x96\xBC better" : "\xE2\x96\xBC worse";
}

struct frame { struct svg *svg; struct arena *arena; double least, most; };

static double x_at(const struct frame *frame, double value)
{
    return LEFT + (RIGHT - LEFT) * (value - frame->least) / (frame->most - frame->least);
}

static void bar(const struct frame *frame, int row, const char *name, double from, double to, struct svg_paint paint, const char *text)
{
    const double y = TOP + ROW * row, a = x_at(frame, fmin(from, to)), b = x_at(frame, fmax(from, to));
    const struct svg_font value_font = { .size = 12, .halo = true };
    const char *lines[2];
    const int n = svg_text_wrap(frame->arena, mark_plain(frame->arena, name), 12.5, 1.04 * NAMES, 2, lines);     /* a name may be broken, a mark not */
    for (int k = 0; k < n; k++) svg_text(frame->svg, 8, y + 13 + 13 * k - (n - 1) * 6.5, (struct svg_font){ .size = n > 1 ? 11.5 : 12.5 }, mark_name(frame->arena, lines[k]));
    svg_rect(frame->svg, a, y, fmax(b - a, 1.5), BAR, paint);
    const double width = svg_text_width(text, 12);
    if (b + 6 + width <= PLOT_WIDTH - 4) svg_text(frame->svg, b + 6, y + 13, value_font, text);
    else svg_text(frame->svg, a - 6, y + 13, (struct svg_font){ .size = 12, .halo = true, .anchor = SVG_END }, text);
}

static int steps_that_change(const struct charts_waterfall *of)
{
    int n = 0;
    for (int32_t s = 0; s < of->n_steps; s++) n += of->steps[s].change != 0.0;
    return n;
}

/* Both ends and all stops in between; a scale from 0 unless the changes would then be too small to see. */
static void scale(struct frame *frame, const struct charts_waterfall *of)
{
    double at = of->from;
    frame->least = fmin(of->from, of->to);
    frame->most = fmax(of->from, of->to);
    for (int32_t s = 0; s < of->n_steps; s++) {
        at += of->steps[s].change;
        frame->least = fmin(frame->least, at);
        frame->most = fmax(frame->most, at);
    }
    const double spread = frame->most - frame->least;
    if (frame->least > 0.0 && spread < 0.08 * frame->most) frame->least -= 0.6 * spread;
    else if (frame->least > 0.0) frame->least = 0.0;
    if (frame->most < 0.0) frame->most = 0.0;
}

struct charts_drawing charts_waterfall_draw(const struct charts_waterfall *of, struct arena *arena)
{
    struct charts_drawing drawing = { .id = of->id, .title = of->title };
    const int n = steps_that_change(of);
    drawing.says = text_format(arena, "%s in %s, %s in %s", say_marked(arena, of->from, of->unit, "%s", of->from_id), of->from_name, say_marked(arena, of->to, of->unit, "%s", of->to_id), of->to_name);
    if (n == 0) return drawing;
    struct svg svg = svg_begin(arena, of->id, PLOT_WIDTH, TOP + ROW * (n + 2) + 22, of->title, drawing.says);
    struct frame frame = { .svg = &svg, .arena = arena };
    scale(&frame, of);
    double at = of->from;
    int row = 0;
    bar(&frame, row++, of->from_name, fmax(frame.least, 0.0), of->from, whole, say_marked(arena, of->from, of->unit, "%s", of->from_id));
    for (int32_t s = 0; s < of->n_steps; s++) {
        const double change = of->steps[s].change;
        if (change == 0.0) continue;
        svg_line(&svg, x_at(&frame, at), TOP + ROW * (row - 1) + BAR, x_at(&frame, at), TOP + ROW * row, (struct svg_paint){ .stroke = SVG_MUTED, .stroke_width = 1 });
        bar(&frame, row++, of->steps[s].name, at, at + change, paint_of(of, change),
            text_format(arena, "%s %s", mark_as(arena, change, text_format(arena, "%s%s", change > 0.0 ? "+" : "\xE2\x88\x92", say_quantity(arena, fabs(change), of->unit)), "%s", of->steps[s].change_id), word_of(of, change)));
        at += change;
    }
    svg_line(&svg, x_at(&frame, at), TOP + ROW * (row - 1) + BAR, x_at(&frame, at), TOP + ROW * row, (struct svg_paint){ .stroke = SVG_MUTED, .stroke_width = 1 });
    bar(&frame, row++, of->to_name, fmax(frame.least, 0.0), of->to, whole, say_marked(arena, of->to, of->unit, "%s", of->to_id));
    if (frame.least > 0.0)
        svg_text(&svg, LEFT, TOP + ROW * row + 8, (struct svg_font){ .size = 11.5, .tick = true, .fill = SVG_MUTED }, text_format(arena, "the scale begins at %s", say_quantity(arena, frame.least, of->unit)));
    drawing.svg = svg_end(&svg);
    return drawing;
}
