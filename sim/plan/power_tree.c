#include "plan/power_tree.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/findings.h"

/* --- levels as whole devices ----------------------------------------------------------- */

/* What one thing can draw on: `n` devices from supply[first] on, alike for all that hang on it. */
struct point { int first, n; };

struct tier {
    const struct power_level *level;
    int first, n, block;                     /* devices first ... first + n − 1, in whole blocks */
    int first_point, n_points;               /* what its devices hang on */
    double usable_w, loss, watts_per_it;     /* of one device; watts_per_it: PUE where it carries the site, else 1 */
    bool root;
};

struct graph {
    struct arena *arena;
    const struct power_tree *tree;
    struct tier *tiers; int n_tiers;
    int n_devices;
    int *hangs_on;                           /* point of each device; −1: fed from outside */
    struct point *points; int n_points; size_t points_capacity;
    int *supply; int n_supply; size_t supply_capacity;
    int *load_point; double *load_share; int n_loads; size_t load_points_capacity, load_shares_capacity;
    int first_load_point;
    double pue;
};

/* A sensitivity may ask for a broken number of devices: the nearest that the scheme allows. */
static int whole(double value, int of)
{
    return of * (int)fmax(1.0, floor(fmin(value, 1e6) / of + 0.5));
}

static void count_devices(struct tier *tier)
{
    const struct power_level *level = tier->level;
    const double count = box_value(&level->count, 1.0);
    const int least = level->scheme == SCHEME_DISTRIBUTED ? 3 : 2;
    tier->block = 1;
    if (level->scheme == SCHEME_2N) tier->block = 2;
    else if (level->scheme != SCHEME_N) tier->block = (int)fmax(least, floor(box_value(&level->block, count) + 0.5));
    tier->n = whole(count, tier->block);
}

bool power_tree_carries_site(const struct power_level *level)
{
    if (level->carries != CARRIES_BY_KIND) return level->carries == CARRIES_SITE;
    return level->kind == POWER_UTILITY || level->kind == POWER_TRANSFORMER;
}

/* --- what hangs on what ---------------------------------------------------------------- */

/* The i-th of n alike that hang on a level; schemes of both decide. */
struct taker { enum power_scheme scheme; int block, i, n; };

static int pairs_of(int block) { return block * (block - 1) / 2; }

/* What loads that know nothing of sides can hang on: devices, blocks, pairs of A and B, pairs within blocks. */
static int places_of(const struct tier *tier)
{
    switch (tier->level->scheme) {
    case SCHEME_N_PLUS_1:    return tier->n / tier->block;
    case SCHEME_2N:          return tier->n / 2;
    case SCHEME_DISTRIBUTED: return tier->n / tier->block * pairs_of(tier->block);
    default:                 return tier->n;
    }
}

static void supply_add(struct graph *graph, int device)
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

static void add_place(struct graph *graph, const struct tier *tier, int place)
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
static void draw_by_side(struct graph *graph, const struct tier *tier, const struct taker *taker)
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
static void draw_by_line_up(struct graph *graph, const struct tier *tier, const struct taker *taker)
{
    const struct span span = span_of(taker->i / taker->block, taker->n / taker->block, tier->n / tier->block);
    const int place = taker->i % taker->block * tier->block / taker->block;
    for (int block = span.from; block < span.to; block++) supply_add(graph, tier->first + block * tier->block + place);
}

static void draw(struct graph *graph, const struct tier *tier, const struct taker *taker)
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
static int point_of(struct graph *graph, int first, int oldest)
{
    const int n = graph->n_supply - first;
    if (graph->n_points > oldest) {
        const struct point *last = &graph->points[graph->n_points - 1];
        if (last->n == n && memcmp(&graph->supply[last->first], &graph->supply[first], (size_t)n * sizeof *graph->supply) == 0) {
            graph->n_supply = first;
            return graph->n_points - 1;
        }
    }
    const size_t used = (size_t)graph->n_points;
    graph->points = arena_grow(graph->arena, graph->points, used, used + 1, &graph->points_capacity, sizeof *graph->points);
    graph->points[graph->n_points] = (struct point){first, n};
    return graph->n_points++;
}

static const struct tier *tier_named(const struct graph *graph, const char *name)
{
    for (int t = 0; t < graph->n_tiers; t++)
        if (text_equal(graph->tiers[t].level->name, name)) return &graph->tiers[t];
    CHECK(false);                            /* the reader knows all names */
    return NULL;
}

static void hang_tier(struct graph *graph, int t)
{
    struct tier *tier = &graph->tiers[t];
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

static void add_load(struct graph *graph, int point, double share)
{
    const size_t used = (size_t)graph->n_loads;
    graph->load_point = arena_grow(graph->arena, graph->load_point, used, used + 1, &graph->load_points_capacity, sizeof *graph->load_point);
    graph->load_share = arena_grow(graph->arena, graph->load_share, used, used + 1, &graph->load_shares_capacity, sizeof *graph->load_share);
    graph->load_point[graph->n_loads] = point;
    graph->load_share[graph->n_loads++] = share;
}

/* Racks with a cord in each of the levels; alike, as many groups of them as the level with most places has. */
static void hang_load(struct graph *graph, const struct tier *const *on, int n_on, double share)
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

static void hang_loads(struct graph *graph)
{
    const struct power_tree *tree = graph->tree;
    const struct tier *last = &graph->tiers[graph->n_tiers - 1];
    double sum = 0.0;
    graph->first_load_point = graph->n_points;
    if (tree->n_loads == 0) hang_load(graph, &last, 1, 1.0);
    for (int l = 0; l < tree->n_loads; l++) sum += box_value(&tree->loads[l].share, 1.0);
    for (int l = 0; l < tree->n_loads; l++) {
        const struct power_load *load = &tree->loads[l];
        const struct tier **on = ARENA_ARRAY(graph->arena, const struct tier *, load->n_on);
        for (int k = 0; k < load->n_on; k++) on[k] = tier_named(graph, load->on[k]);
        hang_load(graph, on, load->n_on, box_value(&load->share, 1.0) / sum);
    }
}

static void build(struct graph *graph, const struct power_tree *tree, double pue, struct arena *arena)
{
    *graph = (struct graph){.arena = arena, .tree = tree, .n_tiers = tree->n_levels, .pue = pue};
    graph->tiers = ARENA_ARRAY(arena, struct tier, tree->n_levels);
    for (int t = 0; t < tree->n_levels; t++) {
        const struct power_level *level = &tree->levels[t];
        struct tier *tier = &graph->tiers[t];
        *tier = (struct tier){.level = level, .first = graph->n_devices, .usable_w = level->rating_w.value * box_value(&level->derating, 1.0),
                              .loss = tree->losses_separate ? box_value(&level->loss, 0.0) : 0.0, .watts_per_it = power_tree_carries_site(level) ? pue : 1.0};
        count_devices(tier);
        graph->n_devices += tier->n;
    }
    graph->hangs_on = ARENA_ARRAY(arena, int, graph->n_devices);
    for (int t = 0; t < graph->n_tiers; t++) hang_tier(graph, t);
    hang_loads(graph);
}

/* --- flows, for one IT watt in all ------------------------------------------------------- */

struct flow { double it, loss; };

struct state {
    bool *lost, *live;                       /* by device; live: not lost, and fed */
    int *live_of;                            /* live devices at each point */
    struct flow *at_point;
    struct flow *through;                    /* by device: what it gives */
    double *out_w;                           /* by device: it × watts per IT watt + losses below */
    double dark, root_w, loss_w;             /* IT without power; what the roots take in, losses and the rest of the site included */
};

static struct state state_new(const struct graph *graph)
{
    struct arena *arena = graph->arena;
    return (struct state){.lost = ARENA_ARRAY(arena, bool, graph->n_devices), .live = ARENA_ARRAY(arena, bool, graph->n_devices),
                          .live_of = ARENA_ARRAY(arena, int, graph->n_points), .at_point = ARENA_ARRAY(arena, struct flow, graph->n_points),
                          .through = ARENA_ARRAY(arena, struct flow, graph->n_devices), .out_w = ARENA_ARRAY(arena, double, graph->n_devices)};
}

static void count_live(const struct graph *graph, int first, int n, struct state *state)
{
    for (int p = first; p < first + n; p++) {
        const struct point *point = &graph->points[p];
        state->live_of[p] = 0;
        for (int k = 0; k < point->n; k++) state->live_of[p] += state->live[graph->supply[point->first + k]];
        state->at_point[p] = (struct flow){0.0, 0.0};
    }
}

static void find_live(const struct graph *graph, struct state *state)
{
    for (int t = 0; t < graph->n_tiers; t++) {
        const struct tier *tier = &graph->tiers[t];
        count_live(graph, tier->first_point, tier->n_points, state);
        for (int d = tier->first; d < tier->first + tier->n; d++) {
            state->live[d] = !state->lost[d] && (tier->root || state->live_of[graph->hangs_on[d]] > 0);
            state->through[d] = (struct flow){0.0, 0.0};
            state->out_w[d] = 0.0;
        }
    }
    count_live(graph, graph->first_load_point, graph->n_points - graph->first_load_point, state);
}

/* What hangs on points is drawn from their live devices, the same from each. */
static void pass_on(const struct graph *graph, int first, int n, struct state *state)
{
    for (int p = first; p < first + n; p++) {
        const struct point *point = &graph->points[p];
        if (state->live_of[p] == 0) continue;
        const double it = state->at_point[p].it / state->live_of[p], loss = state->at_point[p].loss / state->live_of[p];
        for (int k = 0; k < point->n; k++) {
            const int device = graph->supply[point->first + k];
            if (!state->live[device]) continue;
            state->through[device].it += it;
            state->through[device].loss += loss;
        }
    }
}

static void carry_tier(const struct graph *graph, const struct tier *tier, struct state *state)
{
    for (int d = tier->first; d < tier->first + tier->n; d++) {
        if (!state->live[d]) continue;
        const struct flow flow = state->through[d];
        state->out_w[d] = flow.it * tier->watts_per_it + flow.loss;
        const double lost_w = state->out_w[d] * tier->loss / (1.0 - tier->loss);
        state->loss_w += lost_w;
        if (tier->root) {
            state->root_w += flow.it * graph->pue + flow.loss + lost_w;
        } else {
            state->at_point[graph->hangs_on[d]].it += flow.it;
            state->at_point[graph->hangs_on[d]].loss += flow.loss + lost_w;
        }
    }
    pass_on(graph, tier->first_point, tier->n_points, state);
}

static void solve(const struct graph *graph, struct state *state)
{
    state->dark = state->root_w = state->loss_w = 0.0;
    find_live(graph, state);
    for (int l = 0; l < graph->n_loads; l++) {
        if (state->live_of[graph->load_point[l]] > 0) state->at_point[graph->load_point[l]].it += graph->load_share[l];
        else state->dark += graph->load_share[l];
    }
    pass_on(graph, graph->first_load_point, graph->n_points - graph->first_load_point, state);
    for (int t = graph->n_tiers - 1; t >= 0; t--) carry_tier(graph, &graph->tiers[t], state);
}

/* --- cases -------------------------------------------------------------------------------- */

/* What is lost: nothing (tier −1), a device of a tier, a side of it (device −1), or all levels of one feed. */
struct outage { int tier, device, side; const char *feed; };

struct tier_found { double load, most, worst, worst_load, dark; struct outage worst_case; };

/* Copies differ in their last bits only: the first of equals is the one that is named. */
static const double tie = 1e-9;

static void note(const struct graph *graph, const struct state *state, const struct outage *outage, struct tier_found *found)
{
    for (int t = 0; t < graph->n_tiers; t++) {
        const struct tier *tier = &graph->tiers[t];
        double most = 0.0, sum = 0.0;
        for (int d = tier->first; d < tier->first + tier->n; d++) {
            most = fmax(most, state->out_w[d]);
            sum += state->out_w[d];
        }
        if (outage->tier < 0 && !outage->feed) {
            found[t].load = sum;
            found[t].most = most / tier->usable_w;
        }
        if (outage->tier == t && outage->device >= 0) found[t].dark = fmax(found[t].dark, state->dark);
        if (!(most / tier->usable_w > found[t].worst * (1.0 + tie))) continue;
        found[t].worst = most / tier->usable_w;
        found[t].worst_load = most;
        found[t].worst_case = *outage;
    }
}

static void try_outage(const struct graph *graph, struct outage outage, struct state *state, struct tier_found *found)
{
    memset(state->lost, 0, (size_t)graph->n_devices * sizeof *state->lost);
    for (int t = 0; t < graph->n_tiers; t++) {
        const struct tier *tier = &graph->tiers[t];
        const bool fed = outage.feed && tier->level->feed && text_equal(outage.feed, tier->level->feed);
        for (int k = 0; k < tier->n; k++)
            state->lost[tier->first + k] = fed || (t == outage.tier && (outage.device >= 0 ? k == outage.device : k / (tier->n / 2) == outage.side));
    }
    solve(graph, state);
    note(graph, state, &outage, found);
}

static bool is_first_of_feed(const struct graph *graph, int t)
{
    const char *feed = graph->tiers[t].level->feed;
    for (int before = 0; before < t && feed; before++)
        if (graph->tiers[before].level->feed && text_equal(feed, graph->tiers[before].level->feed)) return false;
    return feed != NULL;
}

/* `state`: of normal running. */
static void try_all(const struct graph *graph, struct state *state, struct tier_found *found)
{
    note(graph, state, &(struct outage){.tier = -1}, found);
    for (int t = 0; t < graph->n_tiers; t++)
        for (int d = 0; d < graph->tiers[t].n; d++) try_outage(graph, (struct outage){.tier = t, .device = d}, state, found);
    for (int t = 0; t < graph->n_tiers; t++) {
        for (int side = 0; side < 2 && graph->tiers[t].level->scheme == SCHEME_2N; side++)
            try_outage(graph, (struct outage){.tier = t, .device = -1, .side = side}, state, found);
        if (is_first_of_feed(graph, t)) try_outage(graph, (struct outage){.tier = -1, .feed = graph->tiers[t].level->feed}, state, found);
    }
}

static const char *outage_text(const struct site_plan *plan, const struct graph *graph, const struct outage *outage)
{
    if (plan->quiet) return NULL;
    if (outage->feed) return text_format(plan->arena, "feed %s lost", outage->feed);
    if (outage->tier < 0) return "normal running";
    const struct tier *tier = &graph->tiers[outage->tier];
    const char *name = tier->level->name;
    if (outage->device < 0) return text_format(plan->arena, "feed %c of %s lost", "AB"[outage->side], name);
    if (tier->n == 1) return text_format(plan->arena, "%s lost", name);
    if (tier->level->scheme != SCHEME_2N) return text_format(plan->arena, "%s %d lost", name, outage->device + 1);
    const int half = tier->n / 2;
    return text_format(plan->arena, "%s %c%d lost", name, "AB"[outage->device / half], outage->device % half + 1);
}

/* --- doors -------------------------------------------------------------------------------- */

static void fill_level(const struct site_plan *plan, const struct graph *graph, int t, const struct tier_found *found, double it_w, struct plan_power_level *out)
{
    const struct tier *tier = &graph->tiers[t];
    *out = (struct plan_power_level){
        .level = tier->level, .count = tier->n, .installed_w = tier->n * tier->usable_w, .load_w = found->load * it_w, .utilisation = found->most * it_w,
        .worst_utilisation = found->worst * it_w, .worst_load_w = found->worst_load * it_w, .worst_case = outage_text(plan, graph, &found->worst_case),
        .usable_w = found->worst > 0.0 ? found->load / found->worst : 0.0, .dark_w = found->dark * it_w};
    out->reserved_w = fmax(0.0, out->installed_w - out->usable_w);
}

static void fill_tree(const struct site_plan *plan, const struct graph *graph, const struct tier_found *found, double it_w, struct plan_power_tree *tree)
{
    tree->levels = ARENA_ARRAY(plan->arena, struct plan_power_level, graph->n_tiers);
    tree->n_levels = graph->n_tiers;
    tree->limit = 0;
    for (int t = 0; t < graph->n_tiers; t++) {
        fill_level(plan, graph, t, &found[t], it_w, &tree->levels[t]);
        if (found[t].worst > found[tree->limit].worst * (1.0 + tie)) tree->limit = t;
    }
    const double fullest = found[tree->limit].worst;
    tree->it_limit_w = 1.0 / fullest;
    tree->worst_utilisation = fullest * it_w;
    for (int t = 0; t < graph->n_tiers; t++) tree->levels[t].blocked_w = fmax(0.0, tree->levels[t].usable_w - found[t].load / fullest);
}

static void report_over(struct site_plan *plan)
{
    const struct plan_power_tree *tree = &plan->power.tree;
    for (int t = 0; t < tree->n_levels && !plan->quiet; t++) {
        const struct plan_power_level *level = &tree->levels[t];
        if (!(level->worst_utilisation > 1.0 + tie)) continue;
        const double may_w = level->worst_load_w / level->worst_utilisation;
        findings_add(plan, level->level->rating_w.at, FINDING_FAIL, "power-tree-over-rating",
                     "%s: %s on one that may carry %s (%s): %s too much; the level may carry %s, %s passes it", level->level->name,
                     findings_number(plan, level->worst_load_w, UNIT_WATTS, 4), findings_number(plan, may_w, UNIT_WATTS, 4), level->worst_case,
                     findings_number(plan, level->worst_load_w - may_w, UNIT_WATTS, 3), findings_number(plan, level->usable_w, UNIT_WATTS, 4),
                     findings_number(plan, level->load_w, UNIT_WATTS, 4));
    }
}

static bool is_asked(const struct site_plan *plan)
{
    if (!plan->quiet) return true;
    for (int r = 0; r < plan->scenario->n_requirements; r++)
        if (plan->scenario->requirements[r].quantity == REQ_POWER_TREE_UTILISATION) return true;
    return false;
}

double power_tree_pue(const struct facility_model *facility, double pue, struct arena *arena)
{
    struct graph graph;
    if (facility->power_tree.n_levels == 0 || !facility->power_tree.losses_separate) return pue;
    build(&graph, &facility->power_tree, pue, arena);
    struct state state = state_new(&graph);
    solve(&graph, &state);
    return state.root_w;
}

void power_tree_solve(struct site_plan *plan)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    struct plan_power *power = &plan->power;
    power->tree = (struct plan_power_tree){.limit = -1, .worst_utilisation = (double)NAN, .it_limit_w = (double)NAN};
    if (facility->power_tree.n_levels == 0 || !is_asked(plan)) return;
    struct graph graph;
    build(&graph, &facility->power_tree, box_value(&facility->pue_design, box_value(&facility->pue_annual, 1.0)), plan->arena);
    struct state state = state_new(&graph);
    struct tier_found *found = ARENA_ARRAY(plan->arena, struct tier_found, graph.n_tiers);
    solve(&graph, &state);
    power->tree.loss_w = state.loss_w * power->it_max_w;
    try_all(&graph, &state, found);
    fill_tree(plan, &graph, found, power->it_max_w, &power->tree);
    report_over(plan);
}
