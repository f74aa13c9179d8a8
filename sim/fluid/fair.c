/* Rows, flows and paths; which engine solves; the answers. */
#include "fluid/fair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fluid/fair_impl.h"
#include "fluid/memory.h"

/* --- making ---------------------------------------------------------------------------------- */

/* Where the engines change over, in flows: there, on a site's rows, a change costs about the
 * same in both (docs/engine.md). Going back waits a little, so as not to flutter. */
#define SWEEP_ABOVE 40
#define SMALL_BELOW 24
#define SMALL_ROWS  128        /* the small engine looks at every row */

struct fair *fair_new(void)
{
    struct fair *fair = calloc(1, sizeof *fair);
    if (fair == NULL) check_out_of("memory");
    spans_init(&fair->steps, sizeof(struct step));
    spans_init(&fair->uses, sizeof(struct use));
    spans_init(&fair->group_cells, sizeof(struct group_cell));
    fair->sweep_above = SWEEP_ABOVE;
    fair->small_below = SMALL_BELOW;
    fair_clear(fair);
    return fair;
}

void fair_free(struct fair *fair)
{
    if (fair == NULL) return;
    void *const all[] = { fair->flows, fair->links, fair->level, fair->row_link, fair->flow_level, fair->flow_group, fair->candidate,
                          fair->candidate_level, fair->moved, fair->moved_from, fair->changed, fair->changed_from,
                          fair->queue_key, fair->watch, fair->scanned, fair->queue, fair->queue_at, fair->touched, fair->seen };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) free(all[i]);
    spans_drop(&fair->steps);
    spans_drop(&fair->uses);
    fair_cells_free(fair);
    free(fair);
}

void fair_clear(struct fair *fair)
{
    fair->n_flows = fair->flow_places = fair->n_rows = fair->n_links = 0;
    fair->free_flow = fair->free_link = -1;
    fair->n_moved = fair->n_changed = 0;
    fair->n_touched = 0;
    fair->waits = fair->solved = fair->news_told = false;
    fair->sweeping = fair->asked == FAIR_ENGINE_SWEEP;
    fair_cells_clear(fair);
    spans_clear(&fair->steps);
    spans_clear(&fair->uses);
}

/* --- rows ---------------------------------------------------------------------------------- */

static void more_rows(struct fair *fair)
{
    int32_t room = fair->row_room = fair_impl_more(fair->row_room);
    fair->row_link        = memory_resized(fair->row_link,        room, sizeof *fair->row_link);
    fair->candidate       = memory_resized(fair->candidate,       room, sizeof *fair->candidate);
    fair->candidate_level = memory_resized(fair->candidate_level, room, sizeof *fair->candidate_level);
}

fair_row fair_add_row(struct fair *fair, double capacity)
{
    CHECK(capacity >= 0.0);
    fair_news_begin(fair);
    if (fair->n_rows == fair->row_room) more_rows(fair);
    int32_t row = fair->n_rows++;
    fair->row_link[row] = fair_links_new(fair, capacity, row);
    return (fair_row){ row };
}

void fair_set_capacity(struct fair *fair, fair_row row, double capacity)
{
    CHECK(capacity >= 0.0);
    int32_t link = fair_impl_link(fair, row);
    if (fair->links[link].capacity == capacity) return;
    fair_news_begin(fair);
    fair_links_set_capacity(fair, link, capacity);
}

/* --- flows --------------------------------------------------------------------------------- */

static void more_flows(struct fair *fair)
{
    int32_t room = fair->flow_room = fair_impl_more(fair->flow_room);
    fair->flows      = memory_resized(fair->flows,      room, sizeof *fair->flows);
    fair->flow_level = memory_resized(fair->flow_level, room, sizeof *fair->flow_level);
    fair->flow_group = memory_resized(fair->flow_group, room, sizeof *fair->flow_group);
    fair->moved      = memory_resized(fair->moved,      room, sizeof *fair->moved);
    fair->moved_from = memory_resized(fair->moved_from, room, sizeof *fair->moved_from);
}

static struct flow *flow_of(const struct fair *fair, fair_flow flow)
{
    CHECK(flow.flow >= 0 && flow.flow < fair->flow_places && fair->flows[flow.flow].room >= -1);
    return &fair->flows[flow.flow];
}

/* With members the flow takes part. `group`: one it may be in for now, or −1. */
static void join(struct fair *fair, int32_t flow, int32_t group)
{
    struct flow *f = &fair->flows[flow];
    if (f->members == 0.0) return;
    for (int32_t s = f->steps; s < f->steps + f->n_steps; s++) {
        double load = fair_impl_load(fair, f, s);
        CHECK(load >= 1.0 / FAIR_MOST_LOAD && load <= FAIR_MOST_LOAD);
    }
    f->attached = true;
    if (fair->sweeping) fair_sweep_join(fair, flow, group);
    else fair_small_join(fair, flow);
}

static void leave(struct fair *fair, int32_t flow)
{
    if (!fair->flows[flow].attached) return;
    if (fair->sweeping) fair_sweep_leave(fair, flow);
    else fair_small_leave(fair, flow);
    fair->flows[flow].attached = false;
    fair_news_set_group(fair, flow, -1);
}

static bool should_sweep(const struct fair *fair)
{
    if (fair->asked != FAIR_ENGINE_AUTO) return fair->asked == FAIR_ENGINE_SWEEP;
    if (fair->n_rows > SMALL_ROWS) return true;
    return fair->n_flows > (fair->sweeping ? fair->small_below : fair->sweep_above);
}

/* All flows leave the one engine and join the other; levels are found anew. */
static void change_over(struct fair *fair)
{
    for (int32_t f = 0; f < fair->flow_places; f++) {
        if (!fair->flows[f].attached) continue;
        if (fair->sweeping) fair_sweep_leave(fair, f);
        else fair_small_leave(fair, f);
    }
    fair->sweeping = !fair->sweeping;
    for (int32_t link = 0; link < fair->n_links; link++) fair_news_set_level(fair, link, HUGE_VAL);
    for (int32_t f = 0; f < fair->flow_places; f++) {
        if (!fair->flows[f].attached) continue;
        if (fair->sweeping) fair_sweep_join(fair, f, -1);
        else fair_small_join(fair, f);
    }
}

/* Writes `uses` to the start of `steps`, equal rows added up; returns how many. */
static int32_t write_steps(const struct fair *fair, int32_t flow, struct step *steps, const struct fair_use *uses, int32_t n_uses)
{
    int32_t n = 0;
    for (int32_t i = 0; i < n_uses; i++) {
        CHECK(uses[i].cost > 0.0 && uses[i].cost < HUGE_VAL);
        int32_t link = fair_impl_link(fair, uses[i].row), same = 0;
        while (same < n && steps[same].where != link) same++;
        if (same < n) steps[same].cost += uses[i].cost;
        else steps[n++] = (struct step){ .cost = uses[i].cost, .flow = flow, .where = link };
    }
    return n;
}

static void drop_steps(struct fair *fair, struct flow *flow)
{
    if (flow->room >= 0) spans_give(&fair->steps, flow->steps, flow->room);
    flow->room = -1;
    flow->n_steps = 0;
}

/* Before: the flow doesn't take part and has no steps. The cap's step comes last. */
static void set_steps(struct fair *fair, int32_t index, const struct fair_use *uses, int32_t n_uses)
{
    struct flow *flow = &fair->flows[index];
    bool capped = flow->cap_link >= 0;
    if (n_uses + capped == 0) return;
    flow->room = (int8_t)spans_class(n_uses + capped);
    flow->steps = spans_take(&fair->steps, flow->room);
    flow->n_steps = write_steps(fair, index, step_of(fair, flow->steps), uses, n_uses);
    if (capped) *step_of(fair, flow->steps + flow->n_steps++) = (struct step){ .cost = 1.0, .flow = index, .where = flow->cap_link };
}

static int32_t new_flow(struct fair *fair)
{
    int32_t flow = fair->free_flow;
    if (flow >= 0) {
        fair->free_flow = fair->flows[flow].steps;
    } else {
        if (fair->flow_places == fair->flow_room) more_flows(fair);
        flow = fair->flow_places++;
    }
    fair->n_flows++;
    return flow;
}

fair_flow fair_add(struct fair *fair, const struct fair_spec *spec)
{
    CHECK(spec->weight > 0.0 && spec->weight < HUGE_VAL);
    CHECK(spec->members >= 0.0 && spec->members < HUGE_VAL && spec->cap >= 0.0);
    fair_news_begin(fair);
    if (!fair->solved && should_sweep(fair) != fair->sweeping) change_over(fair);      /* better now than with all the flows still to come */
    int32_t flow = new_flow(fair);
    struct flow *f = &fair->flows[flow];
    *f = (struct flow){ .weight = spec->weight, .members = spec->members, .group = -1, .cap_link = -1, .moved_at = -1, .room = -1 };
    if (spec->cap < HUGE_VAL) f->cap_link = fair_links_new(fair, spec->cap, ~flow);
    set_steps(fair, flow, spec->uses, spec->n_uses);
    join(fair, flow, -1);
    return (fair_flow){ flow };
}

void fair_remove(struct fair *fair, fair_flow flow)
{
    struct flow *f = flow_of(fair, flow);
    fair_news_begin(fair);
    leave(fair, flow.flow);
    fair_news_forget(fair, flow.flow);
    if (f->cap_link >= 0) fair_links_free(fair, f->cap_link);
    drop_steps(fair, f);
    f->room = -2;
    f->steps = fair->free_flow;
    fair->free_flow = flow.flow;
    fair->n_flows--;
}

void fair_set_path(struct fair *fair, fair_flow flow, const struct fair_use *uses, int32_t n_uses)
{
    struct flow *f = flow_of(fair, flow);
    fair_news_begin(fair);
    leave(fair, flow.flow);
    drop_steps(fair, f);
    set_steps(fair, flow.flow, uses, n_uses);
    join(fair, flow.flow, -1);
}

/* A cap where there was none, or the other way round: the path gains or loses its last step. */
static void switch_cap(struct fair *fair, int32_t flow, double cap)
{
    struct flow *f = &fair->flows[flow];
    int32_t old_link = f->cap_link, old_steps = f->steps, n = f->n_steps - (old_link >= 0);
    int8_t old_room = f->room;
    leave(fair, flow);
    f->cap_link = old_link >= 0 ? -1 : fair_links_new(fair, cap, ~flow);
    f->room = -1;
    f->n_steps = n + (f->cap_link >= 0);
    if (f->n_steps > 0) {
        f->room = (int8_t)spans_class(f->n_steps);
        f->steps = spans_take(&fair->steps, f->room);
        if (n > 0) memcpy(step_of(fair, f->steps), step_of(fair, old_steps), (size_t)n * sizeof(struct step));
        if (f->cap_link >= 0) *step_of(fair, f->steps + n) = (struct step){ .cost = 1.0, .flow = flow, .where = f->cap_link };
    }
    if (old_room >= 0) spans_give(&fair->steps, old_steps, old_room);
    if (old_link >= 0) fair_links_free(fair, old_link);
    join(fair, flow, -1);
}

void fair_set_cap(struct fair *fair, fair_flow flow, double cap)
{
    CHECK(cap >= 0.0);
    const struct flow *f = flow_of(fair, flow);
    if (fair_cap(fair, flow) == cap) return;
    fair_news_begin(fair);
    if (f->cap_link >= 0 && cap < HUGE_VAL) fair_links_set_capacity(fair, f->cap_link, cap);
    else switch_cap(fair, flow.flow, cap);
}

static void set_share(struct fair *fair, int32_t flow, double weight, double members)
{
    struct flow *f = &fair->flows[flow];
    if (f->weight == weight && f->members == members) return;
    fair_news_begin(fair);
    int32_t group = f->group;
    leave(fair, flow);
    f->weight = weight;
    f->members = members;
    join(fair, flow, group);
}

void fair_set_weight(struct fair *fair, fair_flow flow, double weight)
{
    CHECK(weight > 0.0 && weight < HUGE_VAL);
    set_share(fair, flow.flow, weight, flow_of(fair, flow)->members);
}

void fair_set_members(struct fair *fair, fair_flow flow, double members)
{
    CHECK(members >= 0.0 && members < HUGE_VAL);
    set_share(fair, flow.flow, flow_of(fair, flow)->weight, members);
}

/* --- solving and answers --------------------------------------------------------------------- */

void fair_solve(struct fair *fair)
{
    if (!fair->waits) return;
    if (should_sweep(fair) != fair->sweeping) change_over(fair);
    if (fair->sweeping) fair_sweep_solve(fair);
    else fair_small_solve(fair);
    fair_news_settle(fair);
    fair->waits = false;
    fair->solved = true;
}

bool fair_waits(const struct fair *fair) { return fair->waits; }

double fair_rate(const struct fair *fair, fair_flow flow)
{
    const struct flow *f = flow_of(fair, flow);
    if (!f->attached) return 0.0;
    if (f->group < 0) return HUGE_VAL;
    if (f->group == f->cap_link) return fair->links[f->cap_link].capacity;
    return f->weight * fair->level[f->group];
}

double fair_total_rate(const struct fair *fair, fair_flow flow)
{
    const struct flow *f = flow_of(fair, flow);
    return f->attached ? f->members * fair_rate(fair, flow) : 0.0;
}

enum fair_bound fair_bottleneck(const struct fair *fair, fair_flow flow, fair_row *row)
{
    const struct flow *f = flow_of(fair, flow);
    if (f->group < 0 || fair->level[f->group] == HUGE_VAL) return FAIR_FREE;
    if (f->group == f->cap_link) return FAIR_CAP;
    if (row != NULL) row->row = fair->links[f->group].owner;
    return FAIR_ROW;
}

double fair_level(const struct fair *fair, fair_row row) { return fair->level[fair_impl_link(fair, row)]; }
double fair_capacity(const struct fair *fair, fair_row row) { return fair->links[fair_impl_link(fair, row)].capacity; }

double fair_used(const struct fair *fair, fair_row row)
{
    const struct link *link = &fair->links[fair_impl_link(fair, row)];
    const struct use *uses = uses_of(fair, link);
    double used = 0.0;
    for (int32_t i = 0; i < link->n_uses; i++) {
        int32_t group = fair->sweeping ? uses[i].who : fair->flows[uses[i].who].group;
        used += uses[i].load * (group >= 0 ? fair->level[group] : HUGE_VAL);
    }
    return used;
}

int32_t fair_n_rows(const struct fair *fair) { return fair->n_rows; }
int32_t fair_n_flows(const struct fair *fair) { return fair->n_flows; }
double fair_weight(const struct fair *fair, fair_flow flow) { return flow_of(fair, flow)->weight; }
double fair_members(const struct fair *fair, fair_flow flow) { return flow_of(fair, flow)->members; }

double fair_cap(const struct fair *fair, fair_flow flow)
{
    const struct flow *f = flow_of(fair, flow);
    return f->cap_link >= 0 ? fair->links[f->cap_link].capacity : HUGE_VAL;
}

int32_t fair_group(const struct fair *fair, fair_flow flow) { return flow_of(fair, flow)->group; }

double fair_group_level(const struct fair *fair, int32_t group)
{
    CHECK(group >= 0 && group < fair->n_links);
    return fair->level[group];
}

void fair_prefetch(const struct fair *fair, fair_flow flow) { MEMORY_PREFETCH(&fair->flows[flow.flow]); }

void fair_prefetch_path(const struct fair *fair, fair_flow flow)
{
    int32_t first = flow_of(fair, flow)->steps;
    MEMORY_PREFETCH(step_of(fair, first));
    MEMORY_PREFETCH(step_of(fair, first + 2));
}

int32_t fair_n_groups(const struct fair *fair) { return fair->n_links; }

void fair_impl_engine(struct fair *fair, enum fair_engine engine)
{
    CHECK(fair->n_flows == 0);
    fair->asked = engine;
    fair->sweeping = engine == FAIR_ENGINE_SWEEP;
}
