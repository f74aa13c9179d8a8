#include "reports/svg.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "reports/doc_html.h"
#include "reports/mark.h"

/* One decimal, and no negative zero. */
static void coordinate(struct text *out, double value)
{
    char buffer[40];
    CHECK(isfinite(value) && fabs(value) < 1e7);
    snprintf(buffer, sizeof buffer, "%.1f", value);
    if (strcmp(buffer, "-0.0") == 0) memcpy(buffer, "0.0", sizeof "0.0");
    size_t length = strlen(buffer);
    if (buffer[length - 1] == '0') buffer[length - 2] = '\0';
    text_append(out, buffer);
}

static void attribute(struct svg *svg, const char *name, double value)
{
    text_printf(&svg->out, " %s=\"", name);
    coordinate(&svg->out, value);
    text_append(&svg->out, "\"");
}

struct svg svg_begin(struct arena *arena, const char *id, double width, double height, const char *title, const char *description)
{
    struct svg svg = { .arena = arena, .out = text_new(arena), .id = id, .width = width, .height = height };
    text_append(&svg.out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    coordinate(&svg.out, width);
    text_append(&svg.out, " ");
    coordinate(&svg.out, height);
    text_printf(&svg.out, "\" preserveAspectRatio=\"xMinYMin\" role=\"img\" aria-labelledby=\"%s-title %s-desc\" style=\"max-width:100%%\""
        " font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif\">\n<title id=\"%s-title\">", id, id, id);
    doc_html_escape(&svg.out, mark_plain(arena, title));
    text_printf(&svg.out, "</title>\n<desc id=\"%s-desc\">", id);
    doc_html_escape(&svg.out, mark_plain(arena, description));
    text_append(&svg.out, "</desc>\n");
    svg_rect(&svg, 0, 0, width, height, (struct svg_paint){ .fill = "#fff" });
    return svg;
}

const char *svg_end(struct svg *svg)
{
    text_append(&svg->out, "</svg>\n");
    return svg->out.bytes;
}

/* A tile of 8 by 8 in the colour, with white marks over it. */
static int pattern(struct svg *svg, const char *fill, enum svg_hatch hatch)
{
    static const char *const marks[] = {
        [SVG_RISING]  = "<path d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\" stroke=\"#fff\" stroke-width=\"1.6\"/>",
        [SVG_FALLING] = "<path d=\"M-2 6L2 10M0 0L8 8M6 -2L10 2\" stroke=\"#fff\" stroke-width=\"1.6\"/>",
        [SVG_UPRIGHT] = "<path d=\"M2 0V8M6 0V8\" stroke=\"#fff\" stroke-width=\"1.3\"/>",
        [SVG_DOTS]    = "<circle cx=\"2\" cy=\"2\" r=\"1.3\" fill=\"#fff\"/><circle cx=\"6\" cy=\"6\" r=\"1.3\" fill=\"#fff\"/>",
        [SVG_CROSSED] = "<path d=\"M0 8L8 0M0 0L8 8\" stroke=\"#fff\" stroke-width=\"1.2\"/>",
    };
    int n = ++svg->patterns;
    text_printf(&svg->out, "<defs><pattern id=\"%s-p%d\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"8\" height=\"8\" fill=\"%s\"/>%s</pattern></defs>\n", svg->id, n, fill, marks[hatch]);
    return n;
}

/* After any pattern it needs, as that stands before the shape. */
static void painted(struct svg *svg, struct svg_paint paint, int pattern_number)
{
    if (pattern_number) text_printf(&svg->out, " fill=\"url(#%s-p%d)\"", svg->id, pattern_number);
    else text_printf(&svg->out, " fill=\"%s\"", paint.fill ? paint.fill : "none");
    if (paint.stroke) text_printf(&svg->out, " stroke=\"%s\"", paint.stroke);
    if (paint.stroke) attribute(svg, "stroke-width", paint.stroke_width > 0 ? paint.stroke_width : 1.0);
    if (paint.dash) text_printf(&svg->out, " stroke-dasharray=\"%s\"", paint.dash);
    if (paint.opacity > 0) text_printf(&svg->out, " opacity=\"%.2f\"", paint.opacity);
    if (paint.data) text_append(&svg->out, " class=\"data\"");
    text_append(&svg->out, "/>\n");
}

static int pattern_for(struct svg *svg, struct svg_paint paint)
{
    return paint.fill && paint.hatch != SVG_PLAIN ? pattern(svg, paint.fill, paint.hatch) : 0;
}

void svg_rect(struct svg *svg, double x, double y, double width, double height, struct svg_paint paint)
{
    int number = pattern_for(svg, paint);
    text_append(&svg->out, "<rect");
    attribute(svg, "x", x);
    attribute(svg, "y", y);
    attribute(svg, "width", width > 0 ? width : 0.0);
    attribute(svg, "height", height > 0 ? height : 0.0);
    painted(svg, paint, number);
}

void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, struct svg_paint paint)
{
    text_append(&svg->out, "<line");
    attribute(svg, "x1", x1);
    attribute(svg, "y1", y1);
    attribute(svg, "x2", x2);
    attribute(svg, "y2", y2);
    painted(svg, paint, 0);
}

void svg_circle(struct svg *svg, double x, double y, double radius, struct svg_paint paint)
{
    text_append(&svg->out, "<circle");
    attribute(svg, "cx", x);
    attribute(svg, "cy", y);
    attribute(svg, "r", radius);
    painted(svg, paint, 0);
}

/* Corners around (0, 0), as far from it as a circle's edge or so; the last two hollow. */
void svg_symbol(struct svg *svg, int kind, double x, double y, double radius, struct svg_paint paint)
{
    static const struct { int n; double corners[12][2]; } shapes[] = {
        { 3, { { 0, -1.25 }, { 1.15, 0.85 }, { -1.15, 0.85 } } }, { 4, { { 0, -1.35 }, { 1.35, 0 }, { 0, 1.35 }, { -1.35, 0 } } }, { 3, { { 0, 1.25 }, { 1.15, -0.85 }, { -1.15, -0.85 } } },
        { 12, { { -0.4, -1.2 }, { 0.4, -1.2 }, { 0.4, -0.4 }, { 1.2, -0.4 }, { 1.2, 0.4 }, { 0.4, 0.4 }, { 0.4, 1.2 }, { -0.4, 1.2 }, { -0.4, 0.4 }, { -1.2, 0.4 }, { -1.2, -0.4 }, { -0.4, -0.4 } } } };
    kind = (kind % SVG_SYMBOLS + SVG_SYMBOLS) % SVG_SYMBOLS;
    if (kind >= 6) paint = (struct svg_paint){ .fill = "#ffffff", .stroke = paint.fill, .stroke_width = 2, .data = paint.data };
    if (kind == 0 || kind == 6) { svg_circle(svg, x, y, radius, paint); return; }
    if (kind == 1 || kind == 7) { svg_rect(svg, x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius, paint); return; }
    double xs[12], ys[12];
    for (int k = 0; k < shapes[kind - 2].n; k++) {
        xs[k] = x + radius * shapes[kind - 2].corners[k][0];
        ys[k] = y + radius * shapes[kind - 2].corners[k][1];
    }
    svg_path(svg, xs, ys, shapes[kind - 2].n, true, paint);
}

static bool is_gap(const double *x, const double *y, int i)
{
    return isnan(x[i]) || isnan(y[i]);
}

static bool is_between_equals(const double *x, const double *y, int count, int i)
{
    return i > 0 && i + 1 < count && !is_gap(x, y, i - 1) && !is_gap(x, y, i + 1) && fabs(y[i] - y[i - 1]) < 0.05 && fabs(y[i] - y[i + 1]) < 0.05;
}

void svg_path(struct svg *svg, const double *x, const double *y, int count, bool closed, struct svg_paint paint)
{
    int number = pattern_for(svg, paint);
    bool pen_down = false;
    text_append(&svg->out, "<path d=\"");
    for (int i = 0; i < count; i++) {
        if (is_gap(x, y, i)) { pen_down = false; continue; }
        if (is_between_equals(x, y, count, i)) continue;
        text_append(&svg->out, pen_down ? "L" : "M");
        coordinate(&svg->out, x[i]);
        text_append(&svg->out, " ");
        coordinate(&svg->out, y[i]);
        pen_down = true;
    }
    text_append(&svg->out, closed ? "Z\"" : "\" stroke-linejoin=\"round\"");
    painted(svg, paint, number);
}

/* A string of JSON within an attribute in single quotes. */
static void json_string(struct text *out, struct arena *arena, const char *bytes, size_t length)
{
    struct text plain = text_new(arena);
    for (size_t k = 0; k < length; k++) {
        if (bytes[k] == '"' || bytes[k] == '\\') text_append_char(&plain, '\\');
        text_append_char(&plain, bytes[k] == '\n' || bytes[k] == '\t' ? ' ' : bytes[k]);
    }
    text_append(out, "\"");
    doc_html_escape(out, plain.bytes);
    text_append(out, "\"");
}

static void marks_attribute(struct svg *svg, const char *text)
{
    struct mark_piece piece;
    bool any = false;
    while (mark_next(&text, &piece)) {
        if (!piece.id) continue;
        text_append(&svg->out, any ? ",[" : " data-marks='[[");
        any = true;
        json_string(&svg->out, svg->arena, piece.id, piece.id_length);
        text_append(&svg->out, ",");
        json_string(&svg->out, svg->arena, piece.value, piece.value_length);
        text_append(&svg->out, ",");
        json_string(&svg->out, svg->arena, piece.text, piece.text_length);
        text_append(&svg->out, "]");
    }
    if (any) text_append(&svg->out, "]'");
}

static void letters(struct svg *svg, double x, double y, struct svg_font font, const char *class_and_colour, const char *text)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    text_append(&svg->out, "<text");
    attribute(svg, "x", x);
    attribute(svg, "y", y);
    attribute(svg, "font-size", font.size);
    if (font.anchor != SVG_START) text_printf(&svg->out, " text-anchor=\"%s\"", anchors[font.anchor]);
    if (font.bold) text_append(&svg->out, " font-weight=\"700\"");
    text_printf(&svg->out, " %s", class_and_colour);
    marks_attribute(svg, text);
    text_append(&svg->out, ">");
    doc_html_escape(&svg->out, mark_plain(svg->out.arena, text));
    text_append(&svg->out, "</text>\n");
}

/* The rim stands before the letters as an element of its own: what prints (WeasyPrint, rsvg) knows no paint-order and would cover them with it. */
const char *svg_words(const struct svg *svg, const char *text)
{
    return mark_names(svg->arena, &svg->names, text);
}

void svg_text(struct svg *svg, double x, double y, struct svg_font font, const char *text)
{
    text = svg_words(svg, text);
    if (font.halo) letters(svg, x, y, font, "class=\"halo\" aria-hidden=\"true\" fill=\"#fff\" stroke=\"#fff\" stroke-width=\"3.5\" stroke-linejoin=\"round\"", mark_plain(svg->arena, text));
    letters(svg, x, y, font, text_format(svg->arena, "%sfill=\"%s\"", font.tick ? "class=\"tick\" " : "", font.fill ? font.fill : SVG_INK), text);
}

void svg_time_begin(struct svg *svg, double left, double top, double right, double bottom)
{
    text_printf(&svg->out, "<defs><clipPath id=\"%s-c%d\"><rect", svg->id, ++svg->frames);
    attribute(svg, "x", left);
    attribute(svg, "y", top);
    attribute(svg, "width", right - left);
    attribute(svg, "height", bottom - top);
    text_printf(&svg->out, "/></clipPath></defs>\n<g clip-path=\"url(#%s-c%d)\"><g class=\"time\">\n", svg->id, svg->frames);
}

void svg_time_end(struct svg *svg)
{
    text_append(&svg->out, "</g></g>\n");
}

void svg_mark(struct svg *svg, double x, double top, double bottom, const char *colour, const char *dash, const char *title)
{
    text_append(&svg->out, "<g><title");
    marks_attribute(svg, title);
    text_append(&svg->out, ">");
    doc_html_escape(&svg->out, mark_plain(svg->out.arena, title));
    text_append(&svg->out, "</title>");
    svg_line(svg, x, top, x, bottom, (struct svg_paint){ .stroke = colour, .stroke_width = 2, .dash = dash, .data = true });
    text_append(&svg->out, "</g>\n");
}

void svg_time_ticks(struct svg *svg, double left, double right, double y, double seconds, double step)
{
    text_append(&svg->out, "<g class=\"ticks\"");
    attribute(svg, "data-left", left);
    attribute(svg, "data-right", right);
    attribute(svg, "data-y", y);
    text_printf(&svg->out, " data-seconds=\"%.3f\">\n", seconds);
    for (int k = 0; k * step <= seconds * (1.0 + 1e-9) && k < 1000; k++)
        svg_text(svg, left + (right - left) * k * step / seconds, y, (struct svg_font){ .size = 12, .tick = true, .anchor = SVG_MIDDLE, .fill = SVG_MUTED },
                 step >= 60.0 ? text_format(svg->arena, "%.0f", k * step / 60.0) : text_format(svg->arena, "%.4g s", k * step));
    text_append(&svg->out, "</g>\n");
}

/* Widths of a wide sans (DejaVu), in parts of the size. */
static double letter_width(const char *at, size_t length)
{
    if (length > 1) return length > 2 ? 1.0 : 0.70;
    if (strchr(" ijl.,:;'|!/()[]", *at)) return 0.36;
    if (strchr("frtI-\"", *at)) return 0.42;
    if (strchr("mwMW@%", *at)) return 0.98;
    if (*at >= 'A' && *at <= 'Z') return 0.72;
    return 0.63;
}

static double bytes_width(const char *text, size_t left, double size)
{
    double width = 0.0;
    while (left > 0) {
        size_t step = text_utf8_length(text, left);
        if (step == 0) step = 1;
        width += letter_width(text, step) * size;
        text += step;
        left -= step;
    }
    return width;
}

double svg_text_width(const char *text, double size)
{
    struct mark_piece piece;
    double width = 0.0;
    while (mark_next(&text, &piece)) width += bytes_width(piece.text, piece.text_length, size);
    return width;
}

/* How many bytes of a piece fit; *used grows by their width. */
static size_t bytes_that_fit(const char *text, size_t length, double size, double width, double *used)
{
    size_t kept = 0;
    while (kept < length) {
        size_t step = text_utf8_length(text + kept, length - kept);
        if (step == 0) step = 1;
        const double next = letter_width(text + kept, step) * size;
        if (*used + next > width) break;
        *used += next;
        kept += step;
    }
    return kept;
}

const char *svg_text_cut(struct arena *arena, const char *text, double size, double width)
{
    if (svg_text_width(text, size) <= width) return text;
    struct text out = text_new(arena);
    struct mark_piece piece;
    double used = size;
    while (mark_next(&text, &piece)) {
        const size_t kept = bytes_that_fit(piece.text, piece.text_length, size, width, &used);
        const bool whole = kept == piece.text_length, quantity = piece.id && piece.id_length > 0;
        const char *part = whole || !quantity ? text_copy_n(arena, piece.text, kept) : "";
        if (!piece.id) text_append(&out, part);
        else if (!quantity) text_append(&out, mark_name(arena, part));
        else if (whole) text_append(&out, mark_piece(arena, &piece));
        if (!whole) break;
    }
    text_append(&out, "\xE2\x80\xA6");
    return out.bytes;
}

/* A path: what is left of it is a name. */
const char *svg_text_cut_middle(struct arena *arena, const char *text, double size, double width)
{
    text = mark_plain(arena, text);
    const size_t head = strcspn(text, ".");
    const char *begin = text_copy_n(arena, text, head), *tail = text + head;
    if (svg_text_width(text, size) <= width) return mark_name(arena, text);
    if (!*tail || svg_text_width(begin, size) > 0.35 * width) begin = "";
    while (*tail && svg_text_width(tail, size) > width - size - svg_text_width(begin, size)) tail += text_utf8_length(tail, strlen(tail)) > 0 ? text_utf8_length(tail, strlen(tail)) : 1;
    return mark_name(arena, *tail ? text_format(arena, "%s\xE2\x80\xA6%s", begin, tail) : svg_text_cut(arena, text, size, width));
}

/* Up to the next space that is in no mark: numbers and names are not broken. */
static size_t word_length(const char *text)
{
    const char *at = text;
    struct mark_piece piece;
    while (*at && *at != ' ') {
        const char *next = at;
        mark_next(&next, &piece);
        at = piece.id ? next : at + 1;
    }
    return (size_t)(at - text);
}

int svg_text_wrap(struct arena *arena, const char *text, double size, double width, int most, const char **lines)
{
    int n = 0;
    while (*text && n < most) {
        size_t kept = word_length(text);
        for (size_t next = kept; n < most - 1 && text[next]; kept = next) {
            next += 1 + word_length(text + next + 1);
            if (svg_text_width(text_copy_n(arena, text, next), size) > width) break;
        }
        const bool is_last = n == most - 1;
        lines[n++] = svg_text_cut(arena, is_last ? text : text_copy_n(arena, text, kept), size, width);
        text += is_last ? strlen(text) : kept;
        while (*text == ' ') text++;
    }
    return n;
}

struct svg_axis svg_axis_up_to(double least, double most, int about_ticks)
{
    static const double nice[] = { 1.0, 2.0, 2.5, 5.0, 10.0 };
    if (!(most - least > 1e-30)) most = least + 1.0;
    double rough = (most - least) / about_ticks, power = pow(10.0, floor(log10(rough)));
    int k = 0;
    while (k < 4 && nice[k] * power < rough * 0.999) k++;
    struct svg_axis axis = { .step = nice[k] * power, .decimals = 0 };
    axis.lo = floor(least / axis.step + 1e-9) * axis.step;
    axis.hi = ceil(most / axis.step - 1e-9) * axis.step;
    for (double step = axis.step; axis.decimals < 6 && fabs(step - floor(step + 0.5)) > 1e-6; step *= 10.0) axis.decimals++;
    return axis;
}

double svg_axis_at(const struct svg_axis *axis, double value, double from, double to)
{
    double part = (value - axis->lo) / (axis->hi - axis->lo);
    if (part < 0.0) part = 0.0;
    if (part > 1.0) part = 1.0;
    return from + part * (to - from);
}

const char *svg_axis_tick(struct arena *arena, const struct svg_axis *axis, double value)
{
    return text_format(arena, "%.*f", axis->decimals, fabs(value) < axis->step * 1e-9 ? 0.0 : value);
}

struct svg_prefix svg_prefix_for(double most)
{
    static const char *const letters[] = { "", "k", "M", "G", "T", "P", "E", "Z", "Y" };
    struct svg_prefix prefix = { 1.0, letters[0] };
    for (int k = 1; k < 9 && most >= prefix.factor * 1000.0; k++) prefix = (struct svg_prefix){ prefix.factor * 1000.0, letters[k] };
    return prefix;
}
