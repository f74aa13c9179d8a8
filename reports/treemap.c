#include "reports/treemap.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/floorplan.h"
#include "reports/kpi.h"
#include "reports/plot.h"
#include "reports/say.h"

enum { TOP = 66, HEIGHT = 330, SITE_LEFT = 8, SITE_RIGHT = 366, STORAGE_LEFT = 394, STORAGE_RIGHT = 752, MOST = 40 };

struct tile { const char *name, *detail; double watts; struct svg_paint paint; };
struct area { double x, y, width, height; };

/* --- the squarest cut ------------------------------------------------------------------------- */

/* Of rows laid along the shorter side: the worst side to side of tiles that sum to `sum` of watts. */
static double worst_ratio(double least, double most, double sum, double side, double per_watt)
{
    const double across = sum * per_watt / side, short_side = least * per_watt / across, long_side = most * per_watt / across;
    return fmax(long_side / across, across / short_side);
}

/* How many of the tiles go into the next row (Bruls, Huizing and van Wijk 2000): as long as they get squarer. */
static int row_length(const struct tile *tiles, int n, double side, double per_watt)
{
    double sum = tiles[0].watts, ratio = worst_ratio(sum, sum, sum, side, per_watt);
    int taken = 1;
    for (; taken < n; taken++) {
        const double next = worst_ratio(tiles[taken].watts, tiles[0].watts, sum + tiles[taken].watts, side, per_watt);
        if (next > ratio) break;
        ratio = next;
        sum += tiles[taken].watts;
    }
    return taken;
}

static void draw_tile(struct plot *plot, const struct tile *tile, struct area at)
{
    struct arena *arena = plot->arena;
    svg_rect(&plot->svg, at.x, at.y, at.width, at.height, tile->paint);
    const double room = at.width - 10;
    const char *lines[] = { tile->name, say_quantity(arena, plot_seen(plot, tile->watts), UNIT_WATTS), tile->detail };
    for (int k = 0; k < 3 && room > 24.0; k++) {
        if (16.0 * k + 20.0 > at.height) return;
        svg_text(&plot->svg, at.x + 6, at.y + 16 + 16.0 * k, (struct svg_font){ .size = k == 0 ? 12.5 : 12, .bold = k == 0, .halo = true }, svg_text_cut(arena, lines[k], k == 0 ? 13.0 : 12.0, 1.05 * room));
    }
}

/* Largest first into what is left of the area, a row at a time. */
static void lay(struct plot *plot, const struct tile *tiles, int n, struct area left, double watts)
{
    const double per_watt = left.width * left.height / watts;
    for (int from = 0; from < n;) {
        const bool down = left.width >= left.height;         /* a column at the left, else a row at the top */
        const double side = down ? left.height : left.width;
        const int taken = row_length(&tiles[from], n - from, side, per_watt);
        double sum = 0.0, at = 0.0;
        for (int k = 0; k < taken; k++) sum += tiles[from + k].watts;
        const double across = sum * per_watt / side;
        for (int k = 0; k < taken; k++) {
            const double along = tiles[from + k].watts * per_watt / across;
            draw_tile(plot, &tiles[from + k], down ? (struct area){ left.x, left.y + at, across, along } : (struct area){ left.x + at, left.y, along, across });
            at += along;
        }
        left = down ? (struct area){ left.x + across, left.y, left.width - across, left.height } : (struct area){ left.x, left.y + across, left.width, left.height - across };
        from += taken;
    }
}

/* --- what is drawn ---------------------------------------------------------------------------- */

/* Kept with the largest first, of equals the first added; what is nothing or unknown is left out. */
static void add(struct tile *tiles, int *n, struct tile tile)
{
    if (!(tile.watts > 0.0 && tile.watts < 1e15) || *n == MOST) return;
    int at = (*n)++;
    for (; at > 0 && tiles[at - 1].watts < tile.watts; at--) tiles[at] = tiles[at - 1];
    tiles[at] = tile;
}

static struct svg_paint paint(const char *fill, enum svg_hatch hatch)
{
    return (struct svg_paint){ .fill = fill, .hatch = hatch, .stroke = "#ffffff", .stroke_width = 2, .data = true };
}

static double sum_of(const struct tile *tiles, int n)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++) sum += tiles[k].watts;
    return sum;
}

static int site_tiles(const struct results *r, struct arena *arena, struct tile *tiles)
{
    const struct result_power *p = &r->power;
    const double it = p->gpu_max_w + p->other_it_max_w + p->storage_max_w + p->network_w;
    int n = 0;
    add(tiles, &n, (struct tile){ "GPU racks", text_format(arena, "%s racks", kpi_text(arena, r, KPI_GPU_RACKS)), p->gpu_max_w, paint(SVG_GREY, SVG_PLAIN) });
    add(tiles, &n, (struct tile){ "cooling", text_format(arena, "PUE %s", say_quantity(arena, p->pue_design, UNIT_NUMBER)), p->site_design_w - it, paint("#9ec9e8", SVG_FALLING) });
    add(tiles, &n, (struct tile){ "other IT", "CPUs, fabric", p->other_it_max_w, paint("#dcc7a0", SVG_DOTS) });
    add(tiles, &n, (struct tile){ "storage", "see right", p->storage_max_w + p->network_w, paint(SVG_VERMILLION, SVG_PLAIN) });
    return n;
}

static int storage_tiles(const struct results *r, struct arena *arena, struct tile *tiles)
{
    static const enum svg_hatch hatches[] = { SVG_PLAIN, SVG_RISING, SVG_DOTS, SVG_UPRIGHT, SVG_FALLING, SVG_CROSSED };
    int n = 0;
    for (int32_t p = 0; p < r->plan.n_pools; p++)
        for (int32_t g = 0; g < r->plan.pools[p].n_groups; g++) {
            const struct result_group *group = &r->plan.pools[p].groups[g];
            add(tiles, &n, (struct tile){ r->plan.n_pools > 1 ? text_format(arena, "%s: %s", r->plan.pools[p].name, group->node) : group->node, say_count_of(arena, group->nodes, text_equal(group->role, "front_end") ? "front end" : "node"), group->max_w,
                                          paint(floorplan_colour(g + 2 * p), hatches[p % 6]) });
        }
    add(tiles, &n, (struct tile){ "network", text_format(arena, "%s switches", kpi_text(arena, r, KPI_SWITCHES)), r->power.network_w, paint("#c9ced4", SVG_CROSSED) });
    return n;
}

struct charts_drawing treemap_draw(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = { "figure-treemap", "Where the watts go: area by planned maximum", "", NULL };
    struct tile site[MOST], storage[MOST];
    const int n_site = site_tiles(results, arena, site), n_storage = storage_tiles(results, arena, storage);
    if (n_site < 2 || n_storage == 0) return drawing;
    const double of_site = sum_of(site, n_site), of_storage = sum_of(storage, n_storage);
    drawing.says = text_format(arena, "Of %s at the design hour storage with its network takes %s (%s); most of that is %s, %s. The right map is the storage alone, magnified %s times in area.", kpi_text(arena, results, KPI_SITE_DESIGN),
        say_quantity(arena, of_storage, UNIT_WATTS), say_quantity(arena, of_storage / of_site, UNIT_FRACTION), storage[0].name, say_quantity(arena, storage[0].watts, UNIT_WATTS), say_quantity(arena, floor(of_site / of_storage + 0.5), UNIT_COUNT));
    struct plot plot = plot_begin(arena, drawing.id, TOP + HEIGHT + 10, drawing.title, drawing.says);
    const struct svg_font heading = { .size = 12.5, .bold = true };
    svg_text(&plot.svg, SITE_LEFT, TOP - 10, heading, text_format(arena, "the site: %s", say_quantity(arena, of_site, UNIT_WATTS)));
    svg_rect(&plot.svg, STORAGE_LEFT, TOP - 21, 14, 14, (struct svg_paint){ .fill = SVG_VERMILLION });
    svg_text(&plot.svg, STORAGE_LEFT + 20, TOP - 10, heading, text_format(arena, "its storage, magnified: %s at IT", say_quantity(arena, of_storage, UNIT_WATTS)));
    lay(&plot, site, n_site, (struct area){ SITE_LEFT, TOP, SITE_RIGHT - SITE_LEFT, HEIGHT }, of_site);
    lay(&plot, storage, n_storage, (struct area){ STORAGE_LEFT, TOP, STORAGE_RIGHT - STORAGE_LEFT, HEIGHT }, of_storage);
    drawing.svg = plot_end(&plot);
    return drawing;
}
