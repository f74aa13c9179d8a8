/* Groups of fair.h in time. All flows of a group rise at one level, so one number serves
 * them all: the group's virtual time V, dV = level · dt. A flow that joins with `left`
 * bytes ends when V has come to its key, V + left / weight, whatever the level does in
 * between: when rates change, keys don't. Each group has a heap of its flows by key, and
 * one heap of groups by the time their first flow is due gives the next completion. */
#include "fluid/flows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

#define NS_PER_S 1e9
#define NEVER INT64_MAX

/* Says that an address is read soon: flows are far apart, and most of a completion's time is
 * waiting for memory. Changes no result. */
#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

/* One flow; its place is fair's. 48 bytes. */
struct moving {
    double key;                /* in a group: V at its end, or, without an end, V when it joined; in none: bytes left */
    double bytes;              /* with an end: moved + left; without: moved before it joined */
    flow_done *done;
    void *context;
    int32_t group;             /* −1: none, moves nothing */
    int32_t at;                /* in the group's heap */
    uint32_t generation;       /* odd: alive */
    bool endless;
};

struct keyed { double key; int32_t flow; };

struct group {
    double v, level;           /* virtual time at `at_ns`, and its speed since, per second */
    int64_t at_ns;
    int64_t due_ns;            /* when its first flow ends: its key in the heap of groups */
    double reach;              /* largest distance of a key from V since V was last near 0 */
    struct keyed *heap;        /* binary heap by (key, flow); endless ones have key INFINITY */
    int32_t n, room;
    int32_t joined;            /* flows since V was last near 0 */
    int32_t due_at;            /* in the heap of groups, −1: not there */
    bool touched;
};

struct observer { flows_observer *call; void *context; };

struct flows {
    struct des *des;
    struct fair *fair;
    des_event solve, completion;
    int64_t completion_ns;
    struct moving *moving;
    struct group *groups;
    int32_t *due;              /* heap of groups by (due_ns, group) */
    int32_t *touched;          /* groups to be put in order in the heap */
    flow_id *at_once;          /* flows in no group that end now */
    struct observer *observers;
    int32_t n_alive, places, moving_room, group_room, n_due, n_touched, n_at_once, at_once_room, n_observers;
    double *extra;             /* per flow: moved by all members = members · moved + extra; NULL while members were never changed */
    int64_t n_solves;
};

/* --- making --------------------------------------------------------------------------------- */

static void *resized(void *old, int32_t count, size_t size)
{
    void *room = realloc(old, (size_t)count * size);
    if (room == NULL) check_out_of("memory");
    return room;
}

struct flows *flows_new(struct des *des)
{
    struct flows *flows = calloc(1, sizeof *flows);
    if (flows == NULL) check_out_of("memory");
    flows->des = des;
    flows->fair = fair_new();
    flows->completion_ns = NEVER;
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
    flows->observers = resized(flows->observers, flows->n_observers + 1, sizeof *flows->observers);
    flows->observers[flows->n_observers++] = (struct observer){ observer, context };
}

static void more_moving(struct flows *flows, int32_t wanted)
{
    int32_t room = flows->moving_room, wider = room > 0 ? room : 16;
    while (wider < wanted) wider *= 2;
    if (wider == room) return;
    flows->moving = resized(flows->moving, wider, sizeof *flows->moving);
    if (flows->extra != NULL) flows->extra = resized(flows->extra, wider, sizeof *flows->extra);      /* set when the place is used */
    flows->moving_room = wider;
}

static void more_groups(struct flows *flows, int32_t wanted)
{
    int32_t room = flows->group_room, wider = room > 0 ? room : 16;
    while (wider < wanted) wider *= 2;
    if (wider == room) return;
    flows->groups  = resized(flows->groups,  wider, sizeof *flows->groups);
    flows->due     = resized(flows->due,     wider, sizeof *flows->due);
    flows->touched = resized(flows->touched, wider, sizeof *flows->touched);
    for (int32_t g = room; g < wider; g++) flows->groups[g] = (struct group){ .level = HUGE_VAL, .due_at = -1 };
    flows->group_room = wider;
}

/* --- a group's heap of flows, by (key, flow) ---------------------------------------------- */

static bool keyed_before(struct keyed a, struct keyed b)
{
    return a.key < b.key || (a.key == b.key && a.flow < b.flow);
}

static void place(struct flows *flows, struct keyed *heap, int32_t at, struct keyed item)
{
    heap[at] = item;
    flows->moving[item.flow].at = at;
}

static void sift_up(struct flows *flows, struct keyed *heap, int32_t at, struct keyed item)
{
    while (at > 0 && keyed_before(item, heap[(at - 1) / 2])) {
        place(flows, heap, at, heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    place(flows, heap, at, item);
}

static void sift_down(struct flows *flows, struct keyed *heap, int32_t n, int32_t at, struct keyed item)
{
    for (;;) {
        int32_t child = 2 * at + 1;
        if (child >= n) break;
        if (child + 1 < n && keyed_before(heap[child + 1], heap[child])) child++;
        if (!keyed_before(heap[child], item)) break;
        place(flows, heap, at, heap[child]);
        at = child;
    }
    place(flows, heap, at, item);
}

static void heap_insert(struct flows *flows, struct group *group, struct keyed item)
{
    if (group->n == group->room) {
        group->room = group->room + group->room / 2 + 4;
        group->heap = resized(group->heap, group->room, sizeof *group->heap);
    }
    sift_up(flows, group->heap, group->n++, item);
}

static void heap_remove(struct flows *flows, struct group *group, int32_t at)
{
    struct keyed *heap = group->heap, last = heap[--group->n];
    if (at == group->n) return;
    if (at > 0 && keyed_before(last, heap[(at - 1) / 2])) sift_up(flows, heap, at, last);
    else sift_down(flows, heap, group->n, at, last);
}

/* --- the heap of groups, by (due_ns, group) --------------------------------------------------- */

static bool due_before(const struct flows *flows, int32_t a, int32_t b)
{
    int64_t at_a = flows->groups[a].due_ns, at_b = flows->groups[b].due_ns;
    return at_a < at_b || (at_a == at_b && a < b);
}

static void due_place(struct flows *flows, int32_t at, int32_t group)
{
    flows->due[at] = group;
    flows->groups[group].due_at = at;
}

static void due_up(struct flows *flows, int32_t at, int32_t group)
{
    while (at > 0 && due_before(flows, group, flows->due[(at - 1) / 2])) {
        due_place(flows, at, flows->due[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    due_place(flows, at, group);
}

static void due_down(struct flows *flows, int32_t at, int32_t group)
{
    for (;;) {
        int32_t child = 2 * at + 1;
        if (child >= flows->n_due) break;
        if (child + 1 < flows->n_due && due_before(flows, flows->due[child + 1], flows->due[child])) child++;
        if (!due_before(flows, flows->due[child], group)) break;
        due_place(flows, at, flows->due[child]);
        at = child;
    }
    due_place(flows, at, group);
}

static void due_put(struct flows *flows, int32_t at, int32_t group)
{
    if (at > 0 && due_before(flows, group, flows->due[(at - 1) / 2])) due_up(flows, at, group);
    else due_down(flows, at, group);
}

static void due_set(struct flows *flows, int32_t group, int64_t due_ns)
{
    struct group *g = &flows->groups[group];
    if (due_ns == NEVER) {
        if (g->due_at < 0) return;
        int32_t at = g->due_at, last = flows->due[--flows->n_due];
        g->due_at = -1;
        if (last != group) due_put(flows, at, last);
        return;
    }
    if (g->due_at >= 0 && g->due_ns == due_ns) return;
    g->due_ns = due_ns;
    due_put(flows, g->due_at >= 0 ? g->due_at : flows->n_due++, group);
}

/* --- virtual time ----------------------------------------------------------------------------- */

static double v_now(const struct flows *flows, const struct group *group)
{
    if (group->level == HUGE_VAL) return group->v;
    return group->v + group->level * ((double)(des_now(flows->des) - group->at_ns) / NS_PER_S);
}

/* Before every change of a group's level, and before a key is made or read. */
static void settle(const struct flows *flows, struct group *group)
{
    group->v = v_now(flows, group);
    group->at_ns = des_now(flows->des);
}

/* When the group's virtual time comes to `key`, on the nearest ns. */
static int64_t comes_to(const struct flows *flows, const struct group *group, double key)
{
    int64_t now = des_now(flows->des);
    double distance = key - v_now(flows, group);
    if (distance <= 0.0 || group->level == HUGE_VAL) return key == HUGE_VAL ? NEVER : now;
    double wait_ns = distance / group->level * NS_PER_S;
    if (!(wait_ns < (double)DES_FOREVER)) return NEVER;
    int64_t at_ns = now + (int64_t)(wait_ns + 0.5);
    return at_ns <= DES_FOREVER ? at_ns : NEVER;
}

static void put_in_order(struct flows *flows, int32_t group)
{
    struct group *g = &flows->groups[group];
    due_set(flows, group, g->n > 0 ? comes_to(flows, g, g->heap[0].key) : NEVER);
}

static void touch(struct flows *flows, int32_t group)
{
    if (flows->groups[group].touched) return;
    flows->groups[group].touched = true;
    flows->touched[flows->n_touched++] = group;
}

/* V only grows while a group lives, and with it the rounding of key − V. So when V has come
 * far beyond any such distance, and the flows that joined since have paid for it, V goes
 * back to 0 and all keys with it. */
static void bring_back(struct flows *flows, struct group *group)
{
    struct keyed *heap = group->heap;
    group->reach = 0.0;
    for (int32_t i = 0; i < group->n; i++) {
        struct moving *m = &flows->moving[heap[i].flow];
        m->key -= group->v;
        if (m->endless) continue;
        heap[i].key = m->key;
        group->reach = fmax(group->reach, m->key);
    }
    group->v = 0.0;
    group->joined = 0;
}

static double weight_of(const struct flows *flows, int32_t flow) { return fair_weight(flows->fair, (fair_flow){ flow }); }

/* What a member has still to move. */
static double left_of(const struct flows *flows, int32_t flow)
{
    const struct moving *m = &flows->moving[flow];
    if (m->endless) return HUGE_VAL;
    if (m->group < 0) return m->key;
    return fmax(0.0, (m->key - v_now(flows, &flows->groups[m->group])) * weight_of(flows, flow));
}

static double moved_of(const struct flows *flows, int32_t flow)
{
    const struct moving *m = &flows->moving[flow];
    if (!m->endless) return m->bytes - left_of(flows, flow);
    if (m->group < 0) return m->bytes;
    return m->bytes + (v_now(flows, &flows->groups[m->group]) - m->key) * weight_of(flows, flow);
}

/* Out of its group, with what its key said forgotten. */
static void drop(struct flows *flows, struct moving *m)
{
    if (m->group < 0) return;
    heap_remove(flows, &flows->groups[m->group], m->at);
    touch(flows, m->group);
    m->group = -1;
}

/* Out of its group: `key` is then what is left, `bytes` of an endless one what was moved. */
static void part(struct flows *flows, int32_t flow)
{
    struct moving *m = &flows->moving[flow];
    if (m->group < 0) return;
    double left = left_of(flows, flow);
    if (m->endless) m->bytes = moved_of(flows, flow);
    drop(flows, m);
    m->key = m->endless ? 0.0 : left;
}

static void unite(struct flows *flows, int32_t flow, int32_t group)
{
    struct moving *m = &flows->moving[flow];
    if (group < 0) return;
    struct group *g = &flows->groups[group];
    settle(flows, g);
    if (g->n == 0) g->v = g->reach = 0.0, g->joined = 0;
    if (g->v > 8.0 * g->reach && g->joined >= g->n) bring_back(flows, g);
    g->joined++;
    double distance = m->endless ? 0.0 : m->key / weight_of(flows, flow);
    CHECK(distance < HUGE_VAL);                /* bytes / weight is a number */
    g->reach = fmax(g->reach, distance);
    m->key = g->v + distance;
    m->group = group;
    heap_insert(flows, g, (struct keyed){ m->endless ? HUGE_VAL : m->key, flow });
    touch(flows, group);
}

/* --- events ------------------------------------------------------------------------------------ */

static void complete(struct des *des, void *context, int64_t payload);
static void solve(struct des *des, void *context, int64_t payload);

static void wants_solve(struct flows *flows)
{
    if (!des_pending(flows->des, flows->solve))
        flows->solve = des_schedule(flows->des, des_now(flows->des), DES_SOLVE, solve, flows, 0);
}

static void put_touched_in_order(struct flows *flows)
{
    while (flows->n_touched > 0) {
        int32_t group = flows->touched[--flows->n_touched];
        flows->groups[group].touched = false;
        put_in_order(flows, group);
    }
}

static void schedule_completion(struct flows *flows)
{
    put_touched_in_order(flows);
    int64_t at_ns = NEVER;
    if (flows->n_due > 0) {
        const struct group *first = &flows->groups[flows->due[0]];
        at_ns = first->due_ns;
        PREFETCH(&flows->moving[first->heap[0].flow]);
        fair_prefetch(flows->fair, (fair_flow){ first->heap[0].flow });
    }
    if (flows->n_at_once > 0 && !des_pending(flows->des, flows->solve)) at_ns = des_now(flows->des);       /* else the solve says which */
    bool pending = des_pending(flows->des, flows->completion);
    if (pending && at_ns == flows->completion_ns) return;
    flows->completion_ns = at_ns;
    if (at_ns == NEVER) des_cancel(flows->des, flows->completion);
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
        flows->at_once = resized(flows->at_once, flows->at_once_room, sizeof *flows->at_once);
    }
    flows->at_once[flows->n_at_once++] = (flow_id){ flow, flows->moving[flow].generation };
}

/* Group by group: what has a new level is settled at the old one first; then flows change
 * groups, at the virtual times of now. */
static void take_news(struct flows *flows)
{
    more_groups(flows, fair_n_groups(flows->fair));
    struct fair_news news = fair_news(flows->fair);
    for (int32_t i = 0; i < news.n_groups; i++) {
        struct group *g = &flows->groups[news.groups[i]];
        settle(flows, g);
        g->level = fair_group_level(flows->fair, news.groups[i]);
        touch(flows, news.groups[i]);
    }
    for (int32_t i = 0; i < news.n_moved; i++) {
        int32_t flow = news.moved[i].flow;
        part(flows, flow);
        unite(flows, flow, fair_group(flows->fair, news.moved[i]));
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
    drop(flows, &flows->moving[flow]);
    flows->moving[flow].generation++;
    fair_remove(flows->fair, (fair_flow){ flow });
    flows->n_alive--;
    wants_solve(flows);
}

static void finish(struct flows *flows, int32_t flow)
{
    struct moving m = flows->moving[flow];
    PREFETCH(m.context);
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
    put_touched_in_order(flows);
    while (flows->n_due > 0 && flows->groups[flows->due[0]].due_ns <= des_now(des)) {
        finish(flows, flows->groups[flows->due[0]].heap[0].flow);
        put_touched_in_order(flows);
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
    double moved = moved_of(flows, checked(flows, flow));
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
    part(flows, flow.slot);                    /* what is left, by the old weight */
    fair_set_weight(flows->fair, (fair_flow){ flow.slot }, weight);
    unite(flows, flow.slot, group);
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
    add_extra(flows, flow.slot, (before - members) * moved_of(flows, flow.slot));
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
    double moved = moved_of(flows, flow.slot);
    int32_t group = m->group;
    part(flows, flow.slot);
    m->endless = bytes == HUGE_VAL;
    m->bytes = m->endless ? moved : moved + bytes;
    m->key = m->endless ? 0.0 : bytes;
    unite(flows, flow.slot, group);
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
    return m->group < 0 ? 0.0 : weight_of(flows, flow.slot) * flows->groups[m->group].level;
}

double flows_total_rate(const struct flows *flows, flow_id flow)
{
    double rate = flows_rate(flows, flow);
    return rate == 0.0 ? 0.0 : rate * fair_members(flows->fair, (fair_flow){ flow.slot });
}

double flows_moved_bytes(const struct flows *flows, flow_id flow) { return moved_of(flows, checked(flows, flow)); }
double flows_left_bytes(const struct flows *flows, flow_id flow) { return left_of(flows, checked(flows, flow)); }

double flows_moved_total_bytes(const struct flows *flows, flow_id flow)
{
    double moved = moved_of(flows, checked(flows, flow));
    return fair_members(flows->fair, (fair_flow){ flow.slot }) * moved + (flows->extra != NULL ? flows->extra[flow.slot] : 0.0);
}

int64_t flows_done_at_ns(const struct flows *flows, flow_id flow)
{
    const struct moving *m = moving_of(flows, flow);
    if (m->group < 0 || m->endless) return NEVER;
    return comes_to(flows, &flows->groups[m->group], m->key);
}

enum fair_bound flows_bottleneck(const struct flows *flows, flow_id flow, fair_row *row)
{
    CHECK(flows_alive(flows, flow));
    return fair_bottleneck(flows->fair, (fair_flow){ flow.slot }, row);
}

const struct fair *flows_fair(const struct flows *flows) { return flows->fair; }
int32_t flows_n_alive(const struct flows *flows) { return flows->n_alive; }
int64_t flows_n_solves(const struct flows *flows) { return flows->n_solves; }
