/* Flows, links and paths; which engine solves; the answers. */
#include "fluid/fair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fluid/fair_impl.h"

/* --- memory ------------------------------------------------------------------------------ */

static void *resized(void *old, int32_t count, size_t size)
{
    void *room = realloc(old, (size_t)count * size);
    if (room == NULL) check_out_of("memory");
    return room;
}

static int32_t more(int32_t room)
{
    CHECK(room < INT32_MAX / 4);
    return room > 0 ? 2 * room : 16;
}

static void more_flows(struct fair *fair)
{
    int32_t room = fair->flow_room = more(fair->flow_room);
    fair->flows      = resized(fair->flows,      room, sizeof *fair->flows);
    fair->flow_level = resized(fair->flow_level, room, sizeof *fair->flow_level);
    fair->flow_group = resized(fair->flow_group, room, sizeof *fair->flow_group);
    fair->moved      = resized(fair->moved,      room, sizeof *fair->moved);
    fair->moved_from = resized(fair->moved_from, room, sizeof *fair->moved_from);
}

static void more_rows(struct fair *fair)
{
    int32_t room = fair->row_room = more(fair->row_room);
    fair->row_link        = resized(fair->row_link,        room, sizeof *fair->row_link);
    fair->candidate       = resized(fair->candidate,       room, sizeof *fair->candidate);
    fair->candidate_level = resized(fair->candidate_level, room, sizeof *fair->candidate_level);
}

static void more_links(struct fair *fair)
{
    int32_t room = fair->link_room = more(fair->link_room);
    fair->links        = resized(fair->links,        room, sizeof *fair->links);
    fair->level        = resized(fair->level,        room, sizeof *fair->level);
    fair->changed      = resized(fair->changed,      room, sizeof *fair->changed);
    fair->changed_from = resized(fair->changed_from, room, sizeof *fair->changed_from);
    fair->queue_key    = resized(fair->queue_key,    room, sizeof *fair->queue_key);
    fair->watch        = resized(fair->watch,        room, sizeof *fair->watch);
    fair->scanned      = resized(fair->scanned,      room, sizeof *fair->scanned);
    fair->queue        = resized(fair->queue,        room, sizeof *fair->queue);
    fair->queue_at     = resized(fair->queue_at,     room, sizeof *fair->queue_at);
    fair->touched      = resized(fair->touched,      room, sizeof *fair->touched);
    fair->seen         = resized(fair->seen,         room, sizeof *fair->seen);
}

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

/* --- news --------------------------------------------------------------------------------- */

/* To be called before any change. */
static void begin(struct fair *fair)
{
    fair->waits = true;
    if (!fair->news_told) return;
    fair->n_moved = fair->n_changed = 0;
    fair->news_told = false;
}

void fair_impl_set_level(struct fair *fair, int32_t link, double level)
{
    struct link *l = &fair->links[link];
    if (fair->level[link] == level) return;
    if (l->changed_at < 0) {
        l->changed_at = fair->n_changed;
        fair->changed[fair->n_changed] = link;
        fair->changed_from[fair->n_changed++] = fair->level[link];
    }
    fair->level[link] = level;
    fair_impl_watch(fair, link);
}

void fair_impl_set_group(struct fair *fair, int32_t flow, int32_t group)
{
    struct flow *f = &fair->flows[flow];
    if (f->group == group) return;
    if (f->moved_at < 0) {
        f->moved_at = fair->n_moved;
        fair->moved[fair->n_moved] = (fair_flow){ flow };
        fair->moved_from[fair->n_moved++] = f->group;
    }
    f->group = group;
}

/* A flow that goes is no news. */
static void forget_move(struct fair *fair, int32_t flow)
{
    int32_t at = fair->flows[flow].moved_at;
    if (at < 0) return;
    int32_t last = --fair->n_moved;
    fair->moved[at] = fair->moved[last];
    fair->moved_from[at] = fair->moved_from[last];
    fair->flows[fair->moved[at].flow].moved_at = at;
    fair->flows[flow].moved_at = -1;
}

/* Drops what ended as it was. */
static void settle_news(struct fair *fair)
{
    int32_t n = 0;
    for (int32_t i = 0; i < fair->n_moved; i++) {
        struct flow *flow = &fair->flows[fair->moved[i].flow];
        flow->moved_at = -1;
        if (flow->group != fair->moved_from[i]) fair->moved[n++] = fair->moved[i];
    }
    fair->n_moved = n;
    n = 0;
    for (int32_t i = 0; i < fair->n_changed; i++) {
        int32_t link = fair->changed[i];
        fair->links[link].changed_at = -1;
        if (fair->level[link] != fair->changed_from[i]) fair->changed[n++] = link;
    }
    fair->n_changed = n;
    fair->news_told = true;
}

struct fair_news fair_news(const struct fair *fair)
{
    return (struct fair_news){ fair->changed, fair->moved, fair->n_changed, fair->n_moved };
}

/* --- links --------------------------------------------------------------------------------- */

static int32_t new_link(struct fair *fair, double capacity, int32_t owner)
{
    int32_t link = fair->free_link;
    if (link >= 0) {
        fair->free_link = fair->links[link].owner;
    } else {
        if (fair->n_links == fair->link_room) more_links(fair);
        link = fair->n_links++;
        fair->links[link] = (struct link){ .uses_room = -1, .cells_room = -1, .changed_at = -1 };
        fair->level[link] = HUGE_VAL;
        fair->queue_at[link] = -1;
    }
    struct link *l = &fair->links[link];
    l->capacity = capacity;
    l->fill = HUGE_VAL;
    l->owner = owner;
    fair_impl_watch(fair, link);
    return link;
}

/* Before: nobody uses it. It may still be in the news. */
static void free_link(struct fair *fair, int32_t link)
{
    CHECK(fair->links[link].n_uses == 0);
    fair_impl_set_level(fair, link, HUGE_VAL);
    fair->links[link].owner = fair->free_link;
    fair->free_link = link;
}

struct use *fair_impl_push_use(struct fair *fair, int32_t link)
{
    struct link *l = &fair->links[link];
    if (l->uses_room < 0 || l->n_uses == spans_room(l->uses_room)) {
        int wider = l->uses_room < 0 ? 0 : spans_class(2 * l->n_uses);
        l->uses = spans_widen(&fair->uses, l->uses, l->uses_room, wider);
        l->uses_room = (int8_t)wider;
    }
    return uses_of(fair, l) + l->n_uses++;
}

static void set_fill(struct fair *fair, int32_t link)
{
    struct link *l = &fair->links[link];
    l->fill = l->n_uses == 0 ? HUGE_VAL : l->capacity / exact_value(l->load);
    fair_impl_watch(fair, link);
}

/* All terms anew, where bits were lost. */
static void sum_load(struct fair *fair, struct link *link)
{
    const struct use *uses = uses_of(fair, link);
    link->load = (struct exact){ 0.0, 0.0 };
    link->inexact = false;
    for (int32_t i = 0; i < link->n_uses; i++)
        if (!exact_add(&link->load, uses[i].load)) link->inexact = true;
}

void fair_impl_add_load(struct fair *fair, int32_t link, double load)
{
    struct link *l = &fair->links[link];
    if (l->n_uses == 0) {
        l->load = (struct exact){ 0.0, 0.0 };
        l->inexact = false;
    } else if (!exact_add(&l->load, load) || l->inexact) {
        sum_load(fair, l);
    }
    set_fill(fair, link);
}

fair_row fair_add_row(struct fair *fair, double capacity)
{
    CHECK(capacity >= 0.0);
    begin(fair);
    if (fair->n_rows == fair->row_room) more_rows(fair);
    int32_t row = fair->n_rows++;
    fair->row_link[row] = new_link(fair, capacity, row);
    return (fair_row){ row };
}

static int32_t link_of(const struct fair *fair, fair_row row)
{
    CHECK(row.row >= 0 && row.row < fair->n_rows);
    return fair->row_link[row.row];
}

static void set_link_capacity(struct fair *fair, int32_t link, double capacity)
{
    fair->links[link].capacity = capacity;
    set_fill(fair, link);
    if (fair->sweeping) fair_sweep_touch(fair, link);
}

void fair_set_capacity(struct fair *fair, fair_row row, double capacity)
{
    CHECK(capacity >= 0.0);
    int32_t link = link_of(fair, row);
    if (fair->links[link].capacity == capacity) return;
    begin(fair);
    set_link_capacity(fair, link, capacity);
}

/* --- flows --------------------------------------------------------------------------------- */

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
    fair_impl_set_group(fair, flow, -1);
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
    for (int32_t link = 0; link < fair->n_links; link++) fair_impl_set_level(fair, link, HUGE_VAL);
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
        int32_t link = link_of(fair, uses[i].row), same = 0;
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
    begin(fair);
    if (!fair->solved && should_sweep(fair) != fair->sweeping) change_over(fair);      /* better now than with all the flows still to come */
    int32_t flow = new_flow(fair);
    struct flow *f = &fair->flows[flow];
    *f = (struct flow){ .weight = spec->weight, .members = spec->members, .group = -1, .cap_link = -1, .moved_at = -1, .room = -1 };
    if (spec->cap < HUGE_VAL) f->cap_link = new_link(fair, spec->cap, ~flow);
    set_steps(fair, flow, spec->uses, spec->n_uses);
    join(fair, flow, -1);
    return (fair_flow){ flow };
}

void fair_remove(struct fair *fair, fair_flow flow)
{
    struct flow *f = flow_of(fair, flow);
    begin(fair);
    leave(fair, flow.flow);
    forget_move(fair, flow.flow);
    if (f->cap_link >= 0) free_link(fair, f->cap_link);
    drop_steps(fair, f);
    f->room = -2;
    f->steps = fair->free_flow;
    fair->free_flow = flow.flow;
    fair->n_flows--;
}

void fair_set_path(struct fair *fair, fair_flow flow, const struct fair_use *uses, int32_t n_uses)
{
    struct flow *f = flow_of(fair, flow);
    begin(fair);
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
    f->cap_link = old_link >= 0 ? -1 : new_link(fair, cap, ~flow);
    f->room = -1;
    f->n_steps = n + (f->cap_link >= 0);
    if (f->n_steps > 0) {
        f->room = (int8_t)spans_class(f->n_steps);
        f->steps = spans_take(&fair->steps, f->room);
        if (n > 0) memcpy(step_of(fair, f->steps), step_of(fair, old_steps), (size_t)n * sizeof(struct step));
        if (f->cap_link >= 0) *step_of(fair, f->steps + n) = (struct step){ .cost = 1.0, .flow = flow, .where = f->cap_link };
    }
    if (old_room >= 0) spans_give(&fair->steps, old_steps, old_room);
    if (old_link >= 0) free_link(fair, old_link);
    join(fair, flow, -1);
}

void fair_set_cap(struct fair *fair, fair_flow flow, double cap)
{
    CHECK(cap >= 0.0);
    const struct flow *f = flow_of(fair, flow);
    if (fair_cap(fair, flow) == cap) return;
    begin(fair);
    if (f->cap_link >= 0 && cap < HUGE_VAL) set_link_capacity(fair, f->cap_link, cap);
    else switch_cap(fair, flow.flow, cap);
}

static void set_share(struct fair *fair, int32_t flow, double weight, double members)
{
    struct flow *f = &fair->flows[flow];
    if (f->weight == weight && f->members == members) return;
    begin(fair);
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
    settle_news(fair);
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

double fair_level(const struct fair *fair, fair_row row) { return fair->level[link_of(fair, row)]; }
double fair_capacity(const struct fair *fair, fair_row row) { return fair->links[link_of(fair, row)].capacity; }

double fair_used(const struct fair *fair, fair_row row)
{
    const struct link *link = &fair->links[link_of(fair, row)];
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

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

void fair_prefetch(const struct fair *fair, fair_flow flow) { PREFETCH(&fair->flows[flow.flow]); }

void fair_prefetch_path(const struct fair *fair, fair_flow flow)
{
    int32_t first = flow_of(fair, flow)->steps;
    PREFETCH(step_of(fair, first));
    PREFETCH(step_of(fair, first + 2));
}

int32_t fair_n_groups(const struct fair *fair) { return fair->n_links; }

void fair_impl_engine(struct fair *fair, enum fair_engine engine)
{
    CHECK(fair->n_flows == 0);
    fair->asked = engine;
    fair->sweeping = engine == FAIR_ENGINE_SWEEP;
}
