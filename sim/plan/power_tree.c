#include "plan/power_tree.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/findings.h"
#include "plan/power_graph.h"

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

static struct state state_new(const struct power_graph *graph)
{
    struct arena *arena = graph->arena;
    return (struct state){.lost = ARENA_ARRAY(arena, bool, graph->n_devices), .live = ARENA_ARRAY(arena, bool, graph->n_devices),
                          .live_of = ARENA_ARRAY(arena, int, graph->n_points), .at_point = ARENA_ARRAY(arena, struct flow, graph->n_points),
                          .through = ARENA_ARRAY(arena, struct flow, graph->n_devices), .out_w = ARENA_ARRAY(arena, double, graph->n_devices)};
}

static void count_live(const struct power_graph *graph, int first, int n, struct state *state)
{
    for (int p = first; p < first + n; p++) {
        const struct power_graph_point *point = &graph->points[p];
        state->live_of[p] = 0;
        for (int k = 0; k < point->n; k++) state->live_of[p] += state->live[graph->supply[point->first + k]];
        state->at_point[p] = (struct flow){0.0, 0.0};
    }
}

static void find_live(const struct power_graph *graph, struct state *state)
{
    for (int t = 0; t < graph->n_tiers; t++) {
        const struct power_graph_tier *tier = &graph->tiers[t];
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
static void pass_on(const struct power_graph *graph, int first, int n, struct state *state)
{
    for (int p = first; p < first + n; p++) {
        const struct power_graph_point *point = &graph->points[p];
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

static void carry_tier(const struct power_graph *graph, const struct power_graph_tier *tier, struct state *state)
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

static void solve(const struct power_graph *graph, struct state *state)
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

/* What an outage comes to: the tier that is fullest then (−1: nothing carries anything), how full per IT watt, what is dark. */
struct case_found { struct outage outage; int limit; double worst, dark; };

/* Cases apart: normal running, each root device, side and feed; else the worst device of each tier. */
struct cases {
    struct tier_found *tiers;
    struct case_found *apart; int n_apart;
    struct case_found *of_tier;
};

/* Copies differ in their last bits only: the first of equals is the one that is named. */
static const double tie = 1e-9;

static void note_tier(const struct power_graph_tier *tier, int t, const struct state *state, const struct outage *outage, struct tier_found *found, struct case_found *now)
{
    double most = 0.0, sum = 0.0;
    for (int d = tier->first; d < tier->first + tier->n; d++) {
        most = fmax(most, state->out_w[d]);
        sum += state->out_w[d];
    }
    const double full = most / tier->usable_w;
    if (full > now->worst * (1.0 + tie)) *now = (struct case_found){*outage, t, full, state->dark};
    if (outage->tier < 0 && !outage->feed) {
        found->load = sum;
        found->most = full;
    }
    if (outage->tier == t && outage->device >= 0) found->dark = fmax(found->dark, state->dark);
    if (!(full > found->worst * (1.0 + tie))) return;
    found->worst = full;
    found->worst_load = most;
    found->worst_case = *outage;
}

static void note(const struct power_graph *graph, const struct state *state, const struct outage *outage, struct cases *cases)
{
    struct case_found now = {*outage, -1, 0.0, state->dark};
    for (int t = 0; t < graph->n_tiers; t++) note_tier(&graph->tiers[t], t, state, outage, &cases->tiers[t], &now);
    const bool apart = outage->tier < 0 || outage->device < 0 || graph->tiers[outage->tier].root;
    if (apart) cases->apart[cases->n_apart++] = now;
    else if (outage->device == 0 || now.worst > cases->of_tier[outage->tier].worst * (1.0 + tie)) cases->of_tier[outage->tier] = now;
}

static void try_outage(const struct power_graph *graph, struct outage outage, struct state *state, struct cases *cases)
{
    memset(state->lost, 0, (size_t)graph->n_devices * sizeof *state->lost);
    for (int t = 0; t < graph->n_tiers; t++) {
        const struct power_graph_tier *tier = &graph->tiers[t];
        const bool fed = outage.feed && tier->level->feed && text_equal(outage.feed, tier->level->feed);
        for (int k = 0; k < tier->n; k++)
            state->lost[tier->first + k] = fed || (t == outage.tier && (outage.device >= 0 ? k == outage.device : k / (tier->n / 2) == outage.side));
    }
    solve(graph, state);
    note(graph, state, &outage, cases);
}

static bool is_first_of_feed(const struct power_graph *graph, int t)
{
    const char *feed = graph->tiers[t].level->feed;
    for (int before = 0; before < t && feed; before++)
        if (graph->tiers[before].level->feed && text_equal(feed, graph->tiers[before].level->feed)) return false;
    return feed != NULL;
}

static struct cases cases_new(const struct power_graph *graph)
{
    int most = 1;
    for (int t = 0; t < graph->n_tiers; t++) most += 3 + (graph->tiers[t].root ? graph->tiers[t].n : 0);
    return (struct cases){.tiers = ARENA_ARRAY(graph->arena, struct tier_found, graph->n_tiers), .apart = ARENA_ARRAY(graph->arena, struct case_found, most),
                          .of_tier = ARENA_ARRAY(graph->arena, struct case_found, graph->n_tiers)};
}

/* `state`: of normal running. A side of one device is that device. */
static void try_all(const struct power_graph *graph, struct state *state, struct cases *cases)
{
    note(graph, state, &(struct outage){.tier = -1}, cases);
    for (int t = 0; t < graph->n_tiers; t++)
        for (int d = 0; d < graph->tiers[t].n; d++) try_outage(graph, (struct outage){.tier = t, .device = d}, state, cases);
    for (int t = 0; t < graph->n_tiers; t++) {
        const bool sides = graph->tiers[t].level->scheme == SCHEME_2N && graph->tiers[t].n > 2;
        for (int side = 0; side < 2 && sides; side++) try_outage(graph, (struct outage){.tier = t, .device = -1, .side = side}, state, cases);
        if (is_first_of_feed(graph, t)) try_outage(graph, (struct outage){.tier = -1, .feed = graph->tiers[t].level->feed}, state, cases);
    }
}

static const char *outage_text(const struct site_plan *plan, const struct power_graph *graph, const struct outage *outage)
{
    if (plan->quiet) return NULL;
    if (outage->feed) return text_format(plan->arena, "feed %s lost", outage->feed);
    if (outage->tier < 0) return "normal running";
    const struct power_graph_tier *tier = &graph->tiers[outage->tier];
    const char *name = tier->level->name;
    if (outage->device < 0) return text_format(plan->arena, "feed %c of %s lost", "AB"[outage->side], name);
    if (tier->n == 1) return text_format(plan->arena, "%s lost", name);
    if (tier->level->scheme != SCHEME_2N) return text_format(plan->arena, "%s %d lost", name, outage->device + 1);
    const int half = tier->n / 2;
    if (half == 1) return text_format(plan->arena, "%s %c lost", name, "AB"[outage->device]);
    return text_format(plan->arena, "%s %c%d lost", name, "AB"[outage->device / half], outage->device % half + 1);
}

/* --- doors -------------------------------------------------------------------------------- */

static void fill_level(const struct site_plan *plan, const struct power_graph *graph, int t, const struct tier_found *found, double it_w, struct plan_power_level *out)
{
    const struct power_graph_tier *tier = &graph->tiers[t];
    *out = (struct plan_power_level){
        .level = tier->level, .count = tier->n, .installed_w = tier->n * tier->usable_w, .load_w = found->load * it_w, .utilisation = found->most * it_w,
        .worst_utilisation = found->worst * it_w, .worst_load_w = found->worst_load * it_w, .worst_case = outage_text(plan, graph, &found->worst_case),
        .usable_w = found->worst > 0.0 ? found->load / found->worst : 0.0, .dark_w = found->dark * it_w};
    out->reserved_w = fmax(0.0, out->installed_w - out->usable_w);
}

static void fill_case(const struct site_plan *plan, const struct power_graph *graph, const struct case_found *found, double it_w, struct plan_power_tree *tree)
{
    tree->cases[tree->n_cases++] = (struct plan_power_case){
        .name = outage_text(plan, graph, &found->outage), .limit = found->limit, .utilisation = found->worst * it_w, .it_limit_w = 1.0 / found->worst, .dark_w = found->dark * it_w};
}

static void fill_cases(const struct site_plan *plan, const struct power_graph *graph, const struct cases *cases, double it_w, struct plan_power_tree *tree)
{
    tree->cases = ARENA_ARRAY(plan->arena, struct plan_power_case, cases->n_apart + graph->n_tiers);
    for (int c = 0; c < cases->n_apart; c++) fill_case(plan, graph, &cases->apart[c], it_w, tree);
    for (int t = 0; t < graph->n_tiers; t++)
        if (!graph->tiers[t].root) fill_case(plan, graph, &cases->of_tier[t], it_w, tree);
}

static void fill_tree(const struct site_plan *plan, const struct power_graph *graph, const struct tier_found *found, double it_w, struct plan_power_tree *tree)
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
    if (!plan->brief) return true;
    for (int r = 0; r < plan->scenario->n_requirements; r++)
        if (plan->scenario->requirements[r].quantity == REQ_POWER_TREE_UTILISATION) return true;
    return false;
}

double power_tree_pue(const struct facility_model *facility, double pue, struct arena *arena)
{
    struct power_graph graph;
    if (facility->power_tree.n_levels == 0 || !facility->power_tree.losses_separate) return pue;
    power_graph_build(&graph, &facility->power_tree, pue, arena);
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
    struct power_graph graph;
    power_graph_build(&graph, &facility->power_tree, box_value(&facility->pue_design, box_value(&facility->pue_annual, 1.0)), plan->arena);
    struct state state = state_new(&graph);
    struct cases cases = cases_new(&graph);
    solve(&graph, &state);
    power->tree.loss_w = state.loss_w * power->it_max_w;
    try_all(&graph, &state, &cases);
    fill_tree(plan, &graph, cases.tiers, power->it_max_w, &power->tree);
    fill_cases(plan, &graph, &cases, power->it_max_w, &power->tree);
    report_over(plan);
}
