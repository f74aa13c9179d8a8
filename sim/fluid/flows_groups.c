#include "fluid/flows_groups.h"

#include <math.h>

/* --- room --------------------------------------------------------------------------------------- */

void flows_groups_more(struct flows *flows, int32_t wanted)
{
    int32_t room = flows->group_room, wider = room > 0 ? room : 16;
    while (wider < wanted) wider *= 2;
    if (wider == room) return;
    flows->groups  = memory_resized(flows->groups,  wider, sizeof *flows->groups);
    flows->due     = memory_resized(flows->due,     wider, sizeof *flows->due);
    flows->touched = memory_resized(flows->touched, wider, sizeof *flows->touched);
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
        group->heap = memory_resized(group->heap, group->room, sizeof *group->heap);
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
    if (due_ns == FLOWS_NEVER) {
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
    return group->v + group->level * ((double)(des_now(flows->des) - group->at_ns) / FLOWS_NS_PER_S);
}

void flows_groups_settle(const struct flows *flows, struct group *group)
{
    group->v = v_now(flows, group);
    group->at_ns = des_now(flows->des);
}

int64_t flows_groups_comes_to(const struct flows *flows, const struct group *group, double key)
{
    int64_t now = des_now(flows->des);
    double distance = key - v_now(flows, group);
    if (distance <= 0.0 || group->level == HUGE_VAL) return key == HUGE_VAL ? FLOWS_NEVER : now;
    double wait_ns = distance / group->level * FLOWS_NS_PER_S;
    if (!(wait_ns < (double)DES_FOREVER)) return FLOWS_NEVER;
    int64_t at_ns = now + (int64_t)(wait_ns + 0.5);
    return at_ns <= DES_FOREVER ? at_ns : FLOWS_NEVER;
}

static void put_in_order(struct flows *flows, int32_t group)
{
    struct group *g = &flows->groups[group];
    due_set(flows, group, g->n > 0 ? flows_groups_comes_to(flows, g, g->heap[0].key) : FLOWS_NEVER);
}

void flows_groups_touch(struct flows *flows, int32_t group)
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

double flows_groups_left(const struct flows *flows, int32_t flow)
{
    const struct moving *m = &flows->moving[flow];
    if (m->endless) return HUGE_VAL;
    if (m->group < 0) return m->key;
    return fmax(0.0, (m->key - v_now(flows, &flows->groups[m->group])) * flows_impl_weight(flows, flow));
}

double flows_groups_moved(const struct flows *flows, int32_t flow)
{
    const struct moving *m = &flows->moving[flow];
    if (!m->endless) return m->bytes - flows_groups_left(flows, flow);
    if (m->group < 0) return m->bytes;
    return m->bytes + (v_now(flows, &flows->groups[m->group]) - m->key) * flows_impl_weight(flows, flow);
}

void flows_groups_drop(struct flows *flows, struct moving *m)
{
    if (m->group < 0) return;
    heap_remove(flows, &flows->groups[m->group], m->at);
    flows_groups_touch(flows, m->group);
    m->group = -1;
}

void flows_groups_part(struct flows *flows, int32_t flow)
{
    struct moving *m = &flows->moving[flow];
    if (m->group < 0) return;
    double left = flows_groups_left(flows, flow);
    if (m->endless) m->bytes = flows_groups_moved(flows, flow);
    flows_groups_drop(flows, m);
    m->key = m->endless ? 0.0 : left;
}

void flows_groups_unite(struct flows *flows, int32_t flow, int32_t group)
{
    struct moving *m = &flows->moving[flow];
    if (group < 0) return;
    struct group *g = &flows->groups[group];
    flows_groups_settle(flows, g);
    if (g->n == 0) g->v = g->reach = 0.0, g->joined = 0;
    if (g->v > 8.0 * g->reach && g->joined >= g->n) bring_back(flows, g);
    g->joined++;
    double distance = m->endless ? 0.0 : m->key / flows_impl_weight(flows, flow);
    CHECK(distance < HUGE_VAL);                /* bytes / weight is a number */
    g->reach = fmax(g->reach, distance);
    m->key = g->v + distance;
    m->group = group;
    heap_insert(flows, g, (struct keyed){ m->endless ? HUGE_VAL : m->key, flow });
    flows_groups_touch(flows, group);
}

void flows_groups_in_order(struct flows *flows)
{
    while (flows->n_touched > 0) {
        int32_t group = flows->touched[--flows->n_touched];
        flows->groups[group].touched = false;
        put_in_order(flows, group);
    }
}
