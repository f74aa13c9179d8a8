#include "reports/treemap.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/floorplan.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"

enum { TOP = 66, HEIGHT = 330, FLOOR_HEIGHT = 230, SITE_LEFT = 8, SITE_RIGHT = 366, STORAGE_LEFT = 394, STORAGE_RIGHT = 752, MOST = 40 };

struct tile { const char *name, *detail, *id; double value; struct svg_paint paint; };
struct area { double x, y, width, height; };

/* --- the squarest cut ------------------------------------------------------------------------- */

/* Of rows laid along the shorter side: the worst side to side of tiles that sum to `sum`. */
static double worst_ratio(double least, double most, double sum, double side, double per_value)
{
    const double across = sum * per_value / side, short_side = least * per_value / across, long_side = most * per_value / across;
    return fmax(long_side / across, across / short_side);
}

/* How many of the tiles go into the next row (Bruls, Huizing and van Wijk 2000): as long as they get squarer. */
static int row_length(const struct tile *tiles, int n, double side, double per_value)
{
    double sum = tiles[0].value, ratio = worst_ratio(sum, sum, sum, side, per_value);
    int taken = 1;
    for (; taken < n; taken++) {
        const double next = worst_ratio(tiles[taken].value, tiles[0].value, sum + tiles[taken].value, side, per_value);
        if (next > ratio) break;
        ratio = next;
        sum += tiles[taken].value;
    }
    return taken;
}

/* Name, value and detail, each over as many lines as it takes; what has no room is left out, and what would have to be cut but the name. */
static void draw_tile(struct plot *plot, const struct tile *tile, enum unit unit, struct area at)
{
    struct arena *arena = plot->arena;
    svg_rect(&plot->svg, at.x, at.y, at.width, at.height, tile->paint);
    const double room = 1.05 * (at.width - 10.0);
    const char *texts[] = { tile->name, unit == UNIT_COUNT ? say_count_marked(arena, tile->value, "rack", "%s", tile->id) : say_marked(arena, tile->value, unit, "%s", tile->id), tile->detail };
    plot_seen(plot, tile->value);
    double y = at.y + 16.0;
    for (int k = 0; k < 3 && room > 26.0; k++) {
        const double size = k == 0 ? 12.5 : 12.0;
        const char *lines[3];
        const int n = svg_text_wrap(arena, svg_words(&plot->svg, texts[k]), k == 0 ? 13.0 : 12.0, room, 3, lines);
        if (y + 16.0 * (n - 1) + 4.0 > at.y + at.height) return;
        if (k > 0 && text_ends_with(lines[n - 1], "\xE2\x80\xA6")) continue;
        for (int l = 0; l < n; l++, y += 16.0) svg_text(&plot->svg, at.x + 6, y, (struct svg_font){ .size = size, .bold = k == 0, .halo = true }, lines[l]);
    }
}

/* Largest first into what is left of the area, a row at a time. */
static void lay(struct plot *plot, const struct tile *tiles, int n, enum unit unit, struct area left, double whole)
{
    const double per_value = left.width * left.height / whole;
    for (int from = 0; from < n;) {
        const bool down = left.width >= left.height;         /* a column at the left, else a row at the top */
        const double side = down ? left.height : left.width;
        const int taken = row_length(&tiles[from], n - from, side, per_value);
        double sum = 0.0, at = 0.0;
        for (int k = 0; k < taken; k++) sum += tiles[from + k].value;
        const double across = sum * per_value / side;
        for (int k = 0; k < taken; k++) {
            const double along = tiles[from + k].value * per_value / across;
            draw_tile(plot, &tiles[from + k], unit, down ? (struct area){ left.x, left.y + at, across, along } : (struct area){ left.x + at, left.y, along, across });
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
    if (!(tile.value > 0.0 && tile.value < 1e30) || *n == MOST) return;
    int at = (*n)++;
    for (; at > 0 && tiles[at - 1].value < tile.value; at--) tiles[at] = tiles[at - 1];
    tiles[at] = tile;
}

static struct svg_paint paint(const char *fill, enum svg_hatch hatch)
{
    return (struct svg_paint){ .fill = fill, .hatch = hatch, .stroke = "#ffffff", .stroke_width = 2, .data = true };
}

static double sum_of(const struct tile *tiles, int n)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++) sum += tiles[k].value;
    return sum;
}

static int site_tiles(const struct results *r, struct arena *arena, struct tile *tiles)
{
    const struct result_power *p = &r->power;
    const double it = p->gpu_max_w + p->other_it_max_w + p->storage_max_w + p->network_w;
    int n = 0;
    add(tiles, &n, (struct tile){ "GPU racks", text_format(arena, "%s racks", kpi_text(arena, r, KPI_GPU_RACKS)), "power.gpu_max_w", p->gpu_max_w, paint(SVG_GREY, SVG_PLAIN) });
    add(tiles, &n, (struct tile){ "cooling", text_format(arena, "PUE %s", say_marked(arena, p->pue_design, UNIT_NUMBER, "power.pue_design")), "power.not_it_design_w", p->site_design_w - it, paint("#9ec9e8", SVG_FALLING) });
    add(tiles, &n, (struct tile){ "other IT", "CPUs, fabric", "power.other_it_max_w", p->other_it_max_w, paint("#dcc7a0", SVG_DOTS) });
    add(tiles, &n, (struct tile){ "storage", "see right", "power.storage_with_network_max_w", p->storage_max_w + p->network_w, paint(SVG_VERMILLION, SVG_PLAIN) });
    return n;
}

static struct svg_paint hatched(int32_t colour, int32_t hatch)
{
    static const enum svg_hatch hatches[] = { SVG_PLAIN, SVG_RISING, SVG_DOTS, SVG_UPRIGHT, SVG_FALLING, SVG_CROSSED };
    return paint(floorplan_colour(colour), hatches[hatch % 6]);
}

/* Groups of a pool by colour, pools by hatch. */
static struct svg_paint pool_paint(int32_t pool, int32_t group) { return hatched(group + 2 * pool, pool); }

static int storage_tiles(const struct results *r, struct arena *arena, struct tile *tiles)
{
    int n = 0;
    for (int32_t p = 0; p < r->plan.n_pools; p++)
        for (int32_t g = 0; g < r->plan.pools[p].n_groups; g++) {
            const struct result_group *group = &r->plan.pools[p].groups[g];
            add(tiles, &n, (struct tile){ r->plan.n_pools > 1 ? text_format(arena, "%s: %s", r->plan.pools[p].name, group->node) : group->node, say_count_marked(arena, group->nodes, text_equal(group->role, "front_end") ? "front end" : "node", "plan.pools.%s.groups.%s.nodes", r->plan.pools[p].name, group->node), text_format(arena, "plan.pools.%s.groups.%s.max_w", r->plan.pools[p].name, group->node), group->max_w,
                                          pool_paint(p, g) });
        }
    add(tiles, &n, (struct tile){ "network", text_format(arena, "%s switches", kpi_text(arena, r, KPI_SWITCHES)), "power.network_w", r->power.network_w, paint("#c9ced4", SVG_CROSSED) });
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
        say_marked(arena, of_storage, UNIT_WATTS, "power.storage_with_network_max_w"), say_marked(arena, of_storage / of_site, UNIT_FRACTION, "figure-treemap.storage_share"), storage[0].name,
        say_marked(arena, storage[0].value, UNIT_WATTS, "%s", storage[0].id), say_marked(arena, floor(of_site / of_storage + 0.5), UNIT_COUNT, "figure-treemap.magnified"));
    struct plot plot = plot_begin(arena, drawing.id, TOP + HEIGHT + 10, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    const struct svg_font heading = { .size = 12.5, .bold = true };
    svg_text(&plot.svg, SITE_LEFT, TOP - 10, heading, text_format(arena, "the site: %s", say_marked(arena, of_site, UNIT_WATTS, "figure-treemap.site_w")));
    svg_rect(&plot.svg, STORAGE_LEFT, TOP - 21, 14, 14, (struct svg_paint){ .fill = SVG_VERMILLION });
    svg_text(&plot.svg, STORAGE_LEFT + 20, TOP - 10, heading, text_format(arena, "its storage, magnified: %s at IT", say_marked(arena, of_storage, UNIT_WATTS, "power.storage_with_network_max_w")));
    lay(&plot, site, n_site, UNIT_WATTS, (struct area){ SITE_LEFT, TOP, SITE_RIGHT - SITE_LEFT, HEIGHT }, of_site);
    lay(&plot, storage, n_storage, UNIT_WATTS, (struct area){ STORAGE_LEFT, TOP, STORAGE_RIGHT - STORAGE_LEFT, HEIGHT }, of_storage);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- tiles and bytes -------------------------------------------------------------------------- */

static const char *held(struct arena *arena, const struct result_rack_fill *fill, int32_t at)
{
    struct text out = text_new(arena);
    for (int32_t c = 0; c < fill->n_content; c++) text_printf(&out, "%s%s %s", c ? " + " : "", say_marked(arena, fill->content[c].count, UNIT_COUNT, "plan.rack_fills[%d].content[%d].count", (int)at, (int)c), fill->content[c].node);
    return out.bytes ? out.bytes : "";
}

/* Colours and numbers of the floor plan: a rack stands on a rack tile. */
static int rack_tiles(const struct results *r, struct arena *arena, struct tile *tiles)
{
    int n = 0;
    for (int32_t f = 0; f < r->plan.n_rack_fills; f++)
        add(tiles, &n, (struct tile){ mark_name(arena, text_format(arena, "type %d", (int)f + 1)), held(arena, &r->plan.rack_fills[f], f), text_format(arena, "plan.rack_fills[%d].count", (int)f), r->plan.rack_fills[f].count, hatched(f, f) });
    return n;
}

static int usable_tiles(const struct results *r, struct arena *arena, struct tile *tiles)
{
    int n = 0;
    for (int32_t p = 0; p < r->plan.n_pools; p++)
        for (int32_t g = 0; g < r->plan.pools[p].n_groups; g++) {
            const struct result_group *group = &r->plan.pools[p].groups[g];
            add(tiles, &n, (struct tile){ r->plan.n_pools > 1 ? text_format(arena, "%s: %s", r->plan.pools[p].name, group->node) : group->node, say_count_marked(arena, group->drives, "drive", "plan.pools.%s.groups.%s.drives", r->plan.pools[p].name, group->node), text_format(arena, "plan.pools.%s.groups.%s.usable_bytes", r->plan.pools[p].name, group->node), group->usable_bytes, pool_paint(p, g) });
        }
    return n;
}

struct charts_drawing treemap_draw_floor(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = { "figure-treemap-floor", "Rack tiles and usable bytes: area by share", "", NULL };
    struct tile racks[MOST], bytes[MOST];
    const int n_racks = rack_tiles(results, arena, racks), n_bytes = usable_tiles(results, arena, bytes);
    if (n_racks == 0 || n_bytes == 0 || n_racks + n_bytes < 3) return drawing;
    const double tiles = sum_of(racks, n_racks), usable = sum_of(bytes, n_bytes);
    drawing.says = text_format(arena, "Of %s most hold %s: %s. Of %s usable most is on %s: %s.", say_count_marked(arena, tiles, "rack tile", "figure-treemap-floor.rack_tiles"), racks[0].detail, say_marked(arena, racks[0].value, UNIT_COUNT, "%s", racks[0].id),
                               say_marked(arena, usable, UNIT_BYTES, "figure-treemap-floor.usable_bytes"), bytes[0].name, say_marked(arena, bytes[0].value, UNIT_BYTES, "%s", bytes[0].id));
    struct plot plot = plot_begin(arena, drawing.id, TOP + FLOOR_HEIGHT + 10, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    const struct svg_font heading = { .size = 12.5, .bold = true };
    svg_text(&plot.svg, SITE_LEFT, TOP - 10, heading, text_format(arena, "%s, by rack type", say_count_marked(arena, tiles, "rack tile", "figure-treemap-floor.rack_tiles")));
    svg_text(&plot.svg, STORAGE_LEFT, TOP - 10, heading, text_format(arena, "%s usable, by kind of node", say_marked(arena, usable, UNIT_BYTES, "figure-treemap-floor.usable_bytes")));
    lay(&plot, racks, n_racks, UNIT_COUNT, (struct area){ SITE_LEFT, TOP, SITE_RIGHT - SITE_LEFT, FLOOR_HEIGHT }, tiles);
    lay(&plot, bytes, n_bytes, UNIT_BYTES, (struct area){ STORAGE_LEFT, TOP, STORAGE_RIGHT - STORAGE_LEFT, FLOOR_HEIGHT }, usable);
    drawing.svg = svg_end(&plot.svg);
    return drawing;
}
