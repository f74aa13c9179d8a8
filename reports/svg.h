/* The pen: deterministic SVG text. Coordinates in user units, one decimal; texts of 11 units
 * and more, so that a drawing 760 wide is legible at 800 pixels. Colours are Okabe and Ito's,
 * told apart by the colour-blind; hatches and dashes tell them apart in grey. */
#ifndef REPORTS_SVG_H
#define REPORTS_SVG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "reports/mark.h"

#define SVG_INK        "#1b1f24"
#define SVG_MUTED      "#57606a"
#define SVG_LINE       "#d0d7de"
#define SVG_BLUE       "#0072B2"
#define SVG_SKY        "#56B4E9"
#define SVG_GREEN      "#009E73"
#define SVG_ORANGE     "#E69F00"
#define SVG_VERMILLION "#D55E00"
#define SVG_PURPLE     "#CC79A7"
#define SVG_YELLOW     "#F0E442"
#define SVG_GREY       "#B8BEC5"

enum svg_hatch { SVG_PLAIN, SVG_RISING, SVG_FALLING, SVG_UPRIGHT, SVG_DOTS, SVG_CROSSED };
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg { struct arena *arena; struct text out; const char *id; double width, height; int patterns, frames; struct mark_names names; };     /* names: as doc_knows; none at first */

/* How a shape is painted: NULL and 0 for none. `data` marks what a value of the results was drawn as. */
struct svg_paint { const char *fill; enum svg_hatch hatch; const char *stroke; double stroke_width; const char *dash; double opacity; bool data; };

/* `id` is unique in the document the drawing will stand in (letters, digits, -). */
struct svg svg_begin(struct arena *arena, const char *id, double width, double height, const char *title, const char *description);
const char *svg_end(struct svg *svg);

/* Shapes: coordinates and sizes in px, y down from the upper left corner; later ones lie over earlier ones. */
void svg_rect(struct svg *svg, double x, double y, double width, double height, struct svg_paint paint);
void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, struct svg_paint paint);
void svg_circle(struct svg *svg, double x, double y, double radius, struct svg_paint paint);

/* Kind 0 to 7 (others wrap around), told apart by shape: circle, square, triangle, diamond, triangle on its tip, cross, ring, hollow square. */
enum { SVG_SYMBOLS = 8 };
void svg_symbol(struct svg *svg, int kind, double x, double y, double radius, struct svg_paint paint);

/* A path through `count` points, broken where one is NaN; `closed`: filled down to its start. Points
 * that repeat the height of both neighbours are left out. */
void svg_path(struct svg *svg, const double *x, const double *y, int count, bool closed, struct svg_paint paint);

/* What stands between is cut at a frame and can be stretched along x (class `time`, see zoom.h). Not nested. */
void svg_time_begin(struct svg *svg, double left, double top, double right, double bottom);
void svg_time_end(struct svg *svg);

/* An upright mark at x whose `title` shows where the pointer rests. */
void svg_mark(struct svg *svg, double x, double top, double bottom, const char *colour, const char *dash, const char *title);

/* Ticks of time at y under a frame from left to right, `seconds` long: one each `step` seconds, written in minutes (class `ticks`). */
void svg_time_ticks(struct svg *svg, double left, double right, double y, double seconds, double step);

/* halo: a white rim, to be read over lines; tick: a word of a scale (class `tick`), no statement. */
struct svg_font { double size; enum svg_anchor anchor; bool bold, halo, tick; const char *fill; };

/* y: the baseline. Marks (mark.h) become the attribute data-marks='[["id","value","text"],...]', in the order of the text. */
void svg_text(struct svg *svg, double x, double y, struct svg_font font, const char *text);

/* `text` with the names in it marked, as svg_text does it: for what is cut or wrapped before it is drawn. */
const char *svg_words(const struct svg *svg, const char *text);

/* About how wide `text` will be at `size`, rather too wide than too narrow whatever font is there. Marks take no room. */
double svg_text_width(const char *text, double size);

/* `text`, cut with an ellipsis to fit `width`; a mark that does not fit whole is left out whole, a name is cut. */
const char *svg_text_cut(struct arena *arena, const char *text, double size, double width);

/* The same for paths, whose ends tell them apart: as much of its end as fits stays, and before it its beginning up to the first dot, where
 * that takes a third of the room at most. */
const char *svg_text_cut_middle(struct arena *arena, const char *text, double size, double width);

/* `text` over at most `most` lines, broken at its spaces; a word that is too wide, and the last line, are cut. Returns how many. */
int svg_text_wrap(struct arena *arena, const char *text, double size, double width, int most, const char **lines);

/* An axis of round numbers: `step` is 1, 2, 2.5 or 5 times a power of ten, `hi` the first multiple at or above `most`. */
struct svg_axis { double lo, hi, step; int decimals; };
struct svg_axis svg_axis_up_to(double least, double most, int about_ticks);
double svg_axis_at(const struct svg_axis *axis, double value, double from, double to);    /* linear; beyond the ends stays at the end */
const char *svg_axis_tick(struct arena *arena, const struct svg_axis *axis, double value);

/* 1000^k with its SI letter ("", "k", "M" ... "Y"), for numbers up to `most`. */
struct svg_prefix { double factor; const char *letter; };
struct svg_prefix svg_prefix_for(double most);

#endif
