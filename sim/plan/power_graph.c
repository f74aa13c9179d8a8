#include "plan/power_graph.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plan/box.h"

/* --- levels as whole devices ----------------------------------------------------------- */

/* A sensitivity may ask for a broken number of devices: the nearest that the scheme allows. */
static int whole(double value, int of)
{
    return of * (int)fmax(1.0, floor(fmin(value, 1e6) / of + 0.5));
}

static void count_devices(struct power_graph_tier *tier)
{
    const struct power_level *level = tier->level;
    const double count = box_value(&level->count, 1.0);
    const int least = level->scheme == SCHEME_DISTRIBUTED ? 3 : 2;
    tier->block = 1;
    if (level->scheme == SCHEME_2N) tier->block = 2;
    else if (level->scheme != SCHEME_N) tier->block = (int)fmax(least, floor(box_value(&level->block, count) + 0.5));
    tier->n = whole(count, tier->block);
}

bool power_graph_carries_site(const struct power_level *level)
{
    if (level->carries != CARRIES_BY_KIND) return level->carries == CARRIES_SITE;
    return level->kind == POWER_UTILITY || level->kind == POWER_TRANSFORMER;
}

/* --- what hangs on what ---------------------------------------------------------------- */

/* The i-th of n alike that hang on a level; schemes of both decide. */
struct taker { enum power_scheme scheme; int block, i, n; };

static int pairs_of(int block) { return block * (block - 1) / 2; }

/* What loads that know nothing of sides can hang on: devices, blocks, pairs of A and B, pairs within blocks. */
static int places_of(const struct power_graph_tier *tier)
{
    switch (tier->level->scheme) {
    case SCHEME_N_PLUS_1:    return tier->n / tier->block;
    case SCHEME_2N:          return tier->n / 2;
    case SCHEME_DISTRIBUTED: return tier->n / tier->block * pairs_of(tier->block);
    default:                 return tier->n;
    }
}

static void supply_add(struct power_graph *graph, int device)
{
    const size_t used = (size_t)graph->n_supply;
    graph->supply = arena_grow(graph->arena, graph->supply, used, used + 1, &graph->supply_capacity, sizeof *graph->supply);
    graph->supply[graph->n_supply++] = device;
}

/* The two ends of a block's k-th pair: neighbours first, then those two apart ..., so that any run of pairs is spread well. */
static int pair_end(int block, int k, int end)
{
    return end ? (k % block + k / block + 1) % block : k % block;
}

static void add_place(struct power_graph *graph, const struct power_graph_tier *tier, int place)
{
    const int block = tier->block;
    switch (tier->level->scheme) {
    case SCHEME_N_PLUS_1:
        for (int d = 0; d < block; d++) supply_add(graph, tier->first + place * block + d);
        break;
    case SCHEME_2N:
        for (int side = 0; side < 2; side++) supply_add(graph, tier->first + side * (tier->n / 2) + place);
        break;
    case SCHEME_DISTRIBUTED:
        for (int end = 0; end < 2; end++)
            supply_add(graph, tier->first + place / pairs_of(block) * block + pair_end(block, place % pairs_of(block), end));
        break;
    default:
        supply_add(graph, tier->first + place);
    }
}

/* Of `places` in a row, those that the i-th of n in a row meets: at least one. */
struct span { int from, to; };
static struct span span_of(int i, int n, int places)
{
    const int from = (int)((int64_t)i * places / n), to = (int)((int64_t)(i + 1) * places / n);
    return (struct span){from, to > from ? to : from + 1};
}

/* A side hangs on the same side above, and its two devices on the two ends of a pair. */
static void draw_by_side(struct power_graph *graph, const struct power_graph_tier *tier, const struct taker *taker)
{
    const int half = taker->n / 2, side = taker->i / half, block = tier->block;
    const bool paired = tier->level->scheme == SCHEME_DISTRIBUTED;
    const struct span span = span_of(taker->i % half, half, paired ? places_of(tier) : tier->n / 2);
    for (int place = span.from; place < span.to; place++) {
        const int in_block = place % pairs_of(block);
        supply_add(graph, tier->first + (paired ? place / pairs_of(block) * block + pair_end(block, in_block, side) : side * (tier->n / 2) + place));
    }
}

/* Line-ups: a block's devices hang each on the device of its own place in the block above. */
static void draw_by_line_up(struct power_graph *graph, const struct power_graph_tier *tier, const struct taker *taker)
{
    const struct span span = span_of(taker->i / taker->block, taker->n / taker->block, tier->n / tier->block);
    const int place = taker->i % taker->block * tier->block / taker->block;
    for (int block = span.from; block < span.to; block++) supply_add(graph, tier->first + block * tier->block + place);
}

static void draw(struct power_graph *graph, const struct power_graph_tier *tier, const struct taker *taker)
{
    const enum power_scheme above = tier->level->scheme;
    if (taker->scheme == SCHEME_2N && (above == SCHEME_2N || above == SCHEME_DISTRIBUTED)) {
        draw_by_side(graph, tier, taker);
    } else if (taker->scheme == SCHEME_DISTRIBUTED && above == SCHEME_DISTRIBUTED) {
        draw_by_line_up(graph, tier, taker);
    } else {
        const struct span span = span_of(taker->i, taker->n, places_of(tier));
        for (int place = span.from; place < span.to; place++) add_place(graph, tier, place);
    }
}

/* A point of the devices in supply from `first` on; the one before it (not before `oldest`) when it is the same. */
static int point_of(struct power_graph *graph, int first, int oldest)
{
    const int n = graph->n_supply - first;
    if (graph->n_points > oldest) {
        const struct power_graph_point *last = &graph->points[graph->n_points - 1];
        if (last->n == n && memcmp(&graph->supply[last->first], &graph->supply[first], (size_t)n * sizeof *graph->supply) == 0) {
            graph->n_supply = first;
            return graph->n_points - 1;
        }
    }
    const size_t used = (size_t)graph->n_points;
    graph->points = arena_grow(graph->arena, graph->points, used, used + 1, &graph->points_capacity, sizeof *graph->points);
    graph->points[graph->n_points] = (struct power_graph_point){first, n};
    return graph->n_points++;
}

static const struct power_graph_tier *tier_named(const struct power_graph *graph, const char *name)
{
    for (int t = 0; t < graph->n_tiers; t++)
        if (text_equal(graph->tiers[t].level->name, name)) return &graph->tiers[t];
    CHECK(false);                            /* the reader knows all names */
    return NULL;
}

static void hang_tier(struct power_graph *graph, int t)
{
    struct power_graph_tier *tier = &graph->tiers[t];
    const struct power_level *level = tier->level;
    tier->root = level->n_from == 0 && (t == 0 || level->kind == POWER_UTILITY);
    tier->first_point = graph->n_points;
    for (int i = 0; i < tier->n; i++) {
        const struct taker taker = {level->scheme, tier->block, i, tier->n};
        const int first = graph->n_supply;
        if (!tier->root && level->n_from == 0) draw(graph, &graph->tiers[t - 1], &taker);
        for (int f = 0; f < level->n_from; f++) draw(graph, tier_named(graph, level->from[f]), &taker);
        graph->hangs_on[tier->first + i] = tier->root ? -1 : point_of(graph, first, tier->first_point);
    }
    tier->n_points = graph->n_points - tier->first_point;
}

static void add_load(struct power_graph *graph, int point, double share)
{
    const size_t used = (size_t)graph->n_loads;
    graph->load_point = arena_grow(graph->arena, graph->load_point, used, used + 1, &graph->load_points_capacity, sizeof *graph->load_point);
    graph->load_share = arena_grow(graph->arena, graph->load_share, used, used + 1, &graph->load_shares_capacity, sizeof *graph->load_share);
    graph->load_point[graph->n_loads] = point;
    graph->load_share[graph->n_loads++] = share;
}

/* Racks with a cord in each of the levels; alike, as many groups of them as the level with most places has. */
static void hang_load(struct power_graph *graph, const struct power_graph_tier *const *on, int n_on, double share)
{
    int n = 1;
    for (int k = 0; k < n_on; k++) n = places_of(on[k]) > n ? places_of(on[k]) : n;
    for (int i = 0; i < n; i++) {
        const struct taker taker = {SCHEME_N, 1, i, n};
        const int first = graph->n_supply;
        for (int k = 0; k < n_on; k++) draw(graph, on[k], &taker);
        add_load(graph, point_of(graph, first, graph->first_load_point), share / n);
    }
}

static void hang_loads(struct power_graph *graph)
{
    const struct power_tree *tree = graph->tree;
    const struct power_graph_tier *last = &graph->tiers[graph->n_tiers - 1];
    double sum = 0.0;
    graph->first_load_point = graph->n_points;
    if (tree->n_loads == 0) hang_load(graph, &last, 1, 1.0);
    for (int l = 0; l < tree->n_loads; l++) sum += box_value(&tree->loads[l].share, 1.0);
    for (int l = 0; l < tree->n_loads; l++) {
        const struct power_load *load = &tree->loads[l];
        const struct power_graph_tier **on = ARENA_ARRAY(graph->arena, const struct power_graph_tier *, load->n_on);
        for (int k = 0; k < load->n_on; k++) on[k] = tier_named(graph, load->on[k]);
        hang_load(graph, on, load->n_on, box_value(&load->share, 1.0) / sum);
    }
}

void power_graph_build(struct power_graph *graph, const struct power_tree *tree, double pue, struct arena *arena)
{
    *graph = (struct power_graph){.arena = arena, .tree = tree, .n_tiers = tree->n_levels, .pue = pue};
    graph->tiers = ARENA_ARRAY(arena, struct power_graph_tier, tree->n_levels);
    for (int t = 0; t < tree->n_levels; t++) {
        const struct power_level *level = &tree->levels[t];
        struct power_graph_tier *tier = &graph->tiers[t];
        *tier = (struct power_graph_tier){.level = level, .first = graph->n_devices, .usable_w = level->rating_w.value * box_value(&level->derating, 1.0),
                              .loss = tree->losses_separate ? box_value(&level->loss, 0.0) : 0.0, .watts_per_it = power_graph_carries_site(level) ? pue : 1.0};
        count_devices(tier);
        graph->n_devices += tier->n;
    }
    graph->hangs_on = ARENA_ARRAY(arena, int, graph->n_devices);
    for (int t = 0; t < graph->n_tiers; t++) hang_tier(graph, t);
    hang_loads(graph);
}
