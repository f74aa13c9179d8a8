/* Flows on the kernel's clock: what is gathered for one solve, what ends when, and the answers. How they move in between
 * stands in flows_groups.h. */
#include "fluid/flows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fluid/flows_groups.h"

/* --- making --------------------------------------------------------------------------------- */

struct flows *flows_new(struct des *des)
{
    struct flows *flows = calloc(1, sizeof *flows);
    if (flows == NULL) check_out_of("memory");
    flows->des = des;
    flows->fair = fair_new();
    flows->completion_ns = FLOWS_NEVER;
    return flows;
}

void flows_free(struct flows *flows)
{
    if (flows == NULL) return;
    des_cancel(flows->des, flows->solve);
    des_cancel(flows->des, flows->completion);
    fair_free(flows->fair);
    for (int32_t g = 0; g < flows->group_room; g++) free(flows->groups[g].heap);
    free(flows->moving);
    free(flows->extra);
    free(flows->groups);
    free(flows->due);
    free(flows->touched);
    free(flows->at_once);
    free(flows->observers);
    free(flows);
}

void flows_observe(struct flows *flows, flows_observer *observer, void *context)
{
    flows->observers = memory_resized(flows->observers, flows->n_observers + 1, sizeof *flows->observers);
    flows->observers[flows->n_observers++] = (struct observer){ observer, context };
}

static void more_moving(struct flows *flows, int32_t wanted)
{
    int32_t room = flows->moving_room, wider = room > 0 ? room : 16;
    while (wider < wanted) wider *= 2;
    if (wider == room) return;
    flows->moving = memory_resized(flows->moving, wider, sizeof *flows->moving);
    if (flows->extra != NULL) flows->extra = memory_resized(flows->extra, wider, sizeof *flows->extra);      /* set when the place is used */
    flows->moving_room = wider;
}

/* --- events ------------------------------------------------------------------------------------ */

static void complete(struct des *des, void *context, int64_t payload);
static void solve(struct des *des, void *context, int64_t payload);

static void wants_solve(struct flows *flows)
{
    if (!des_pending(flows->des, flows->solve))
        flows->solve = des_schedule(flows->des, des_now(flows->des), DES_SOLVE, solve, flows, 0);
}

static void schedule_completion(struct flows *flows)
{
    flows_groups_in_order(flows);
    int64_t at_ns = FLOWS_NEVER;
    if (flows->n_due > 0) {
        const struct group *first = &flows->groups[flows->due[0]];
        at_ns = first->due_ns;
        MEMORY_PREFETCH(&flows->moving[first->heap[0].flow]);
        fair_prefetch(flows->fair, (fair_flow){ first->heap[0].flow });
    }
    if (flows->n_at_once > 0 && !des_pending(flows->des, flows->solve)) at_ns = des_now(flows->des);       /* else the solve says which */
    bool pending = des_pending(flows->des, flows->completion);
    if (pending && at_ns == flows->completion_ns) return;
    flows->completion_ns = at_ns;
    if (at_ns == FLOWS_NEVER) des_cancel(flows->des, flows->completion);
    else if (pending) flows->completion = des_reschedule(flows->des, flows->completion, at_ns, DES_COMPLETION);
    else flows->completion = des_schedule(flows->des, at_ns, DES_COMPLETION, complete, flows, 0);
}

/* To be asked after a solve: a flow in no group ends if it has nothing to move, or if nothing holds it. */
static bool ends_at_once(const struct flows *flows, flow_id flow)
{
    const struct moving *m = &flows->moving[flow.slot];
    if (!flows_alive(flows, flow) || m->group >= 0 || m->endless) return false;
    return m->key == 0.0 || fair_members(flows->fair, (fair_flow){ flow.slot }) > 0.0;
}

/* The next solve will see whether it ends at once. */
static void may_end_at_once(struct flows *flows, int32_t flow)
{
    if (flows->n_at_once == flows->at_once_room) {
        flows->at_once_room = flows->at_once_room > 0 ? 2 * flows->at_once_room : 16;
        flows->at_once = memory_resized(flows->at_once, flows->at_once_room, sizeof *flows->at_once);
    }
    flows->at_once[flows->n_at_once++] = (flow_id){ flow, flows->moving[flow].generation };
}

/* Group by group: what has a new level is settled at the old one first; then flows change
 * groups, at the virtual times of now. */
static void take_news(struct flows *flows)
{
    flows_groups_more(flows, fair_n_groups(flows->fair));
    struct fair_news news = fair_news(flows->fair);
    for (int32_t i = 0; i < news.n_groups; i++) {
        struct group *g = &flows->groups[news.groups[i]];
        flows_groups_settle(flows, g);
        g->level = fair_group_level(flows->fair, news.groups[i]);
        flows_groups_touch(flows, news.groups[i]);
    }
    for (int32_t i = 0; i < news.n_moved; i++) {
        int32_t flow = news.moved[i].flow;
        flows_groups_part(flows, flow);
        flows_groups_unite(flows, flow, fair_group(flows->fair, news.moved[i]));
    }
}

static void sift_at_once(struct flows *flows)
{
    int32_t n = 0;
    for (int32_t i = 0; i < flows->n_at_once; i++)
        if (ends_at_once(flows, flows->at_once[i])) flows->at_once[n++] = flows->at_once[i];
    flows->n_at_once = n;
}

static void solve(struct des *des, void *context, int64_t payload)
{
    (void)des;
    (void)payload;
    struct flows *flows = context;
    fair_solve(flows->fair);
    flows->n_solves++;
    take_news(flows);
    sift_at_once(flows);
    schedule_completion(flows);
    for (int32_t i = 0; i < flows->n_observers; i++) flows->observers[i].call(flows->observers[i].context, flows);
}

/* Takes a flow out for good. */
static void take_out(struct flows *flows, int32_t flow)
{
    flows_groups_drop(flows, &flows->moving[flow]);
    flows->moving[flow].generation++;
    fair_remove(flows->fair, (fair_flow){ flow });
    flows->n_alive--;
    wants_solve(flows);
}

static void finish(struct flows *flows, int32_t flow)
{
    struct moving m = flows->moving[flow];
    MEMORY_PREFETCH(m.context);
    fair_prefetch_path(flows->fair, (fair_flow){ flow });
    take_out(flows, flow);
    if (m.done != NULL) m.done(m.context, (flow_id){ flow, m.generation });
}

/* Those the last solve found; what callbacks add waits for the next solve. */
static void finish_at_once(struct flows *flows)
{
    if (des_pending(flows->des, flows->solve)) return;
    int32_t n = flows->n_at_once;
    for (int32_t i = 0; i < n; i++)
        if (ends_at_once(flows, flows->at_once[i])) finish(flows, flows->at_once[i].slot);
    flows->n_at_once -= n;
    memmove(flows->at_once, flows->at_once + n, (size_t)flows->n_at_once * sizeof *flows->at_once);
}

/* Due are all flows that end nearer to this nanosecond than to the next. */
static void complete(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    struct flows *flows = context;
    if (flows->n_at_once > 0) finish_at_once(flows);
    flows_groups_in_order(flows);
    while (flows->n_due > 0 && flows->groups[flows->due[0]].due_ns <= des_now(des)) {
        finish(flows, flows->groups[flows->due[0]].heap[0].flow);
        flows_groups_in_order(flows);
    }
    schedule_completion(flows);
}

/* --- changes ------------------------------------------------------------------------------------ */

static int32_t checked(const struct flows *flows, flow_id flow)
{
    CHECK(flows_alive(flows, flow));
    return flow.slot;
}

static struct moving *moving_of(const struct flows *flows, flow_id flow) { return &flows->moving[checked(flows, flow)]; }

fair_row flows_add_row(struct flows *flows, double capacity_per_s)
{
    return fair_add_row(flows->fair, capacity_per_s);
}

void flows_set_capacity(struct flows *flows, fair_row row, double capacity_per_s)
{
    fair_set_capacity(flows->fair, row, capacity_per_s);
    if (fair_waits(flows->fair)) wants_solve(flows);
}

flow_id flows_start(struct flows *flows, const struct flow_spec *spec)
{
    CHECK(spec->bytes >= 0.0);
    int32_t flow = fair_add(flows->fair, &(struct fair_spec){ .weight = spec->weight, .members = spec->members, .cap = spec->cap,
                                                             .uses = spec->uses, .n_uses = spec->n_uses }).flow;
    more_moving(flows, flow + 1);
    struct moving *m = &flows->moving[flow];
    if (flow >= flows->places) flows->places = flow + 1, m->generation = 0;
    bool endless = spec->bytes == HUGE_VAL;
    *m = (struct moving){ .key = endless ? 0.0 : spec->bytes, .bytes = endless ? 0.0 : spec->bytes, .done = spec->done,
                          .context = spec->context, .group = -1, .generation = m->generation + 1, .endless = endless };
    if (flows->extra != NULL) flows->extra[flow] = 0.0;
    flows->n_alive++;
    if (spec->bytes == 0.0 || (spec->n_uses == 0 && spec->cap == HUGE_VAL)) may_end_at_once(flows, flow);
    wants_solve(flows);
    return (flow_id){ flow, m->generation };
}

double flows_stop(struct flows *flows, flow_id flow)
{
    double moved = flows_groups_moved(flows, checked(flows, flow));
    take_out(flows, flow.slot);
    return moved;
}

void flows_set_cap(struct flows *flows, flow_id flow, double cap)
{
    CHECK(flows_alive(flows, flow));
    fair_set_cap(flows->fair, (fair_flow){ flow.slot }, cap);
    if (cap == HUGE_VAL) may_end_at_once(flows, flow.slot);
    if (fair_waits(flows->fair)) wants_solve(flows);
}

void flows_set_weight(struct flows *flows, flow_id flow, double weight)
{
    int32_t group = moving_of(flows, flow)->group;
    flows_groups_part(flows, flow.slot);                    /* what is left, by the old weight */
    fair_set_weight(flows->fair, (fair_flow){ flow.slot }, weight);
    flows_groups_unite(flows, flow.slot, group);
    if (fair_waits(flows->fair)) wants_solve(flows);
}

static void add_extra(struct flows *flows, int32_t flow, double bytes)
{
    if (flows->extra == NULL) {
        flows->extra = calloc((size_t)flows->moving_room, sizeof *flows->extra);
        if (flows->extra == NULL) check_out_of("memory");
    }
    flows->extra[flow] += bytes;
}

void flows_set_members(struct flows *flows, flow_id flow, double members)
{
    CHECK(flows_alive(flows, flow));
    double before = fair_members(flows->fair, (fair_flow){ flow.slot });
    if (members == before) return;
    add_extra(flows, flow.slot, (before - members) * flows_groups_moved(flows, flow.slot));
    fair_set_members(flows->fair, (fair_flow){ flow.slot }, members);
    if (before == 0.0) may_end_at_once(flows, flow.slot);
    wants_solve(flows);
}

void flows_reroute(struct flows *flows, flow_id flow, const struct fair_use *uses, int32_t n_uses)
{
    CHECK(flows_alive(flows, flow));
    fair_set_path(flows->fair, (fair_flow){ flow.slot }, uses, n_uses);
    if (n_uses == 0) may_end_at_once(flows, flow.slot);
    wants_solve(flows);
}

void flows_set_left(struct flows *flows, flow_id flow, double bytes)
{
    CHECK(bytes >= 0.0);
    struct moving *m = moving_of(flows, flow);
    double moved = flows_groups_moved(flows, flow.slot);
    int32_t group = m->group;
    flows_groups_part(flows, flow.slot);
    m->endless = bytes == HUGE_VAL;
    m->bytes = m->endless ? moved : moved + bytes;
    m->key = m->endless ? 0.0 : bytes;
    flows_groups_unite(flows, flow.slot, group);
    may_end_at_once(flows, flow.slot);
    wants_solve(flows);
}

/* --- answers ------------------------------------------------------------------------------------ */

bool flows_alive(const struct flows *flows, flow_id flow)
{
    return flow.slot >= 0 && flow.slot < flows->places && flow.generation % 2 == 1
        && flows->moving[flow.slot].generation == flow.generation;
}

double flows_rate(const struct flows *flows, flow_id flow)
{
    const struct moving *m = moving_of(flows, flow);
    return m->group < 0 ? 0.0 : flows_impl_weight(flows, flow.slot) * flows->groups[m->group].level;
}

double flows_total_rate(const struct flows *flows, flow_id flow)
{
    double rate = flows_rate(flows, flow);
    return rate == 0.0 ? 0.0 : rate * fair_members(flows->fair, (fair_flow){ flow.slot });
}

double flows_moved_bytes(const struct flows *flows, flow_id flow) { return flows_groups_moved(flows, checked(flows, flow)); }
double flows_left_bytes(const struct flows *flows, flow_id flow) { return flows_groups_left(flows, checked(flows, flow)); }

double flows_moved_total_bytes(const struct flows *flows, flow_id flow)
{
    double moved = flows_groups_moved(flows, checked(flows, flow));
    return fair_members(flows->fair, (fair_flow){ flow.slot }) * moved + (flows->extra != NULL ? flows->extra[flow.slot] : 0.0);
}

int64_t flows_done_at_ns(const struct flows *flows, flow_id flow)
{
    const struct moving *m = moving_of(flows, flow);
    if (m->group < 0 || m->endless) return FLOWS_NEVER;
    return flows_groups_comes_to(flows, &flows->groups[m->group], m->key);
}

enum fair_bound flows_bottleneck(const struct flows *flows, flow_id flow, fair_row *row)
{
    CHECK(flows_alive(flows, flow));
    return fair_bottleneck(flows->fair, (fair_flow){ flow.slot }, row);
}

const struct fair *flows_fair(const struct flows *flows) { return flows->fair; }
int32_t flows_n_alive(const struct flows *flows) { return flows->n_alive; }
int64_t flows_n_solves(const struct flows *flows) { return flows->n_solves; }
