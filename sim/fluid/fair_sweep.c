/* One sweep upward in level answers all changes since the last (see docs/engine.md).
 *
 * A queue holds links by a level up to which nothing about them can differ. When the sweep
 * stands at level x, all that lies below x is final, and every link that could fill or
 * change at a level y >= x is queued with a key <= y, or is as it was and right. A link whose
 * level must rise is *opened*: for the rest of the sweep its flows count as not held, until
 * it is found where it fills. Only a link that is made final takes flows into its group, but
 * for ties. */
#include "fluid/fair_impl.h"

#include <math.h>

/* Levels are compared between links with these, and nothing else is: what is above by more
 * moves; what differs by no more is the same, or every sweep would run through all that is
 * coupled. */
#define ABOVE (1.0 + 1e-13)
#define SAME  4e-16

static bool is_full(const struct fair *fair, int32_t link) { return fair->level[link] < HUGE_VAL; }

/* --- the queue: a heap by (key, link) ---------------------------------------------------------- */

static bool before(const struct fair *fair, int32_t a, int32_t b)
{
    double key_a = fair->queue_key[a], key_b = fair->queue_key[b];
    return key_a < key_b || (key_a == key_b && a < b);
}

static void put_at(struct fair *fair, int32_t at, int32_t link)
{
    fair->queue[at] = link;
    fair->queue_at[link] = at;
}

static void sift_up(struct fair *fair, int32_t at, int32_t link)
{
    for (; at > 0 && before(fair, link, fair->queue[(at - 1) / 2]); at = (at - 1) / 2) put_at(fair, at, fair->queue[(at - 1) / 2]);
    put_at(fair, at, link);
}

static void sift_down(struct fair *fair, int32_t at, int32_t link)
{
    for (int32_t child = 2 * at + 1; child < fair->n_queue; child = 2 * at + 1) {
        if (child + 1 < fair->n_queue && before(fair, fair->queue[child + 1], fair->queue[child])) child++;
        if (!before(fair, fair->queue[child], link)) break;
        put_at(fair, at, fair->queue[child]);
        at = child;
    }
    put_at(fair, at, link);
}

static int32_t pop(struct fair *fair)
{
    int32_t first = fair->queue[0], last = fair->queue[--fair->n_queue];
    fair->queue_at[first] = -1;
    if (fair->n_queue > 0) sift_down(fair, 0, last);
    return first;
}

static void push(struct fair *fair, int32_t link, double key)
{
    fair->queue_key[link] = key;
    sift_up(fair, fair->n_queue++, link);
}

static void set_state(struct fair *fair, int32_t link, enum link_state state)
{
    struct link *l = &fair->links[link];
    l->state = state;
    fair_impl_watch(fair, link);
    if (l->seen) return;
    l->seen = true;
    fair->seen[fair->n_seen++] = link;
}

static void set_hot(struct fair *fair, int32_t link, bool hot)
{
    fair->links[link].hot = hot;
    fair_impl_watch(fair, link);
}

/* The queue has the link with `key` at most. */
static void queue_by(struct fair *fair, int32_t link, double key)
{
    if (fair->queue_at[link] < 0) {
        if (fair->links[link].state == LINK_CLEAN) set_state(fair, link, LINK_QUEUED);
        push(fair, link, key);
    } else if (key < fair->queue_key[link]) {
        fair->queue_key[link] = key;
        sift_up(fair, fair->queue_at[link], link);
    }
}

/* --- where a link fills ---------------------------------------------------------------------------- */

/* One pass over those who use the link: with all that is held below `level` left there, where
 * would the rest rise to? Above *next (the lowest other level) the pass is not the last. */
static double pass(const struct link *link, const struct use *uses, const double *levels, double level, double *next)
{
    double held = 0.0, rising = 0.0, lowest = HUGE_VAL;
    for (int32_t i = 0; i < link->n_uses; i++) {
        double other = levels[uses[i].who];
        if (other < level) {
            held += uses[i].load * other;
        } else {
            rising += uses[i].load;
            lowest = other < lowest ? other : lowest;
        }
    }
    *next = lowest;
    return rising > 0.0 ? (link->capacity - held) / rising : HUGE_VAL;
}

/* The level at which the link fills, given the levels of all other groups; INFINITY: it
 * doesn't. `from` is a guess from below; the link's fill level is one always. Worked out from
 * the column each time. The level only goes up and a cell only passes from rising to held, so
 * it ends; one or two passes are the rule. */
static double fills_from(struct fair *fair, int32_t link, double from)
{
    const struct link *l = &fair->links[link];
    const struct use *uses = uses_of(fair, l);
    double *levels = fair->level, own = levels[link], level = fmax(from, l->fill), next;
    if (l->fill == HUGE_VAL) return HUGE_VAL;
    levels[link] = HUGE_VAL;           /* its own flows are held by nothing else */
    double higher = pass(l, uses, levels, level, &next);
    if (higher < level) higher = pass(l, uses, levels, level = l->fill, &next);       /* not from below: from the start */
    while (higher > level) {
        level = higher;
        if (higher <= next) break;     /* nobody else would be held: another pass finds the same */
        higher = pass(l, uses, levels, level, &next);
    }
    levels[link] = own;
    return level;
}

/* Full or more, if every open link rose as far as it has been looked around for? Whichever open
 * link rises last looks again, and finds the others where they are: so this sees in time all
 * that will fill. */
static bool may_fill(const struct fair *fair, const struct link *link)
{
    const struct use *uses = uses_of(fair, link);
    double used = 0.0;
    for (int32_t i = 0; i < link->n_uses; i++) {
        double level = fair->level[uses[i].who];
        if (level == HUGE_VAL && fair->links[uses[i].who].state == LINK_OPEN) level = fair->scanned[uses[i].who];
        used += uses[i].load * level;
    }
    return used >= link->capacity;
}

/* Is some flow on the link above the level at which it fills? */
static bool is_hot(const struct fair *fair, const struct link *link)
{
    const struct use *uses = uses_of(fair, link);
    for (int32_t i = 0; i < link->n_uses; i++)
        if (fair->level[uses[i].who] > link->fill) return true;
    return false;
}

/* Something the link shares with others may have risen: it is looked at when the sweep comes by. */
static void enqueue(struct fair *fair, int32_t link)
{
    if (fair->links[link].state == LINK_FINAL) return;
    double key = fmin(fair->level[link], fills_from(fair, link, 0.0));        /* an open link's level is INFINITY */
    if (key < HUGE_VAL) queue_by(fair, link, key);
}

/* Something that a full link shares with others has only fallen: its level can but rise. */
static void enqueue_eased(struct fair *fair, int32_t link)
{
    if (fair->links[link].state == LINK_CLEAN && is_full(fair, link)) queue_by(fair, link, fair->level[link]);
}

/* --- flows change groups ------------------------------------------------------------------------------ */

static void move_flow(struct fair *fair, int32_t flow, int32_t group)
{
    const struct flow *f = &fair->flows[flow];
    for (int32_t s = f->steps; s < f->steps + f->n_steps; s++) {
        int32_t link = fair_cells_remove(fair, s);
        fair_cells_add(fair, s, group, link);
    }
    fair_news_set_group(fair, flow, group);
}

static void move_cell(struct fair *fair, int32_t cell, int32_t group)
{
    for (int32_t n = fair->cells[cell].count; n > 0; n--) move_flow(fair, step_of(fair, fair->cells[cell].first)->flow, group);
}

/* Flows on the link that are held higher, or not at all, are from now on held by it. The one
 * place where a bottleneck is decided (and, for ties, `give_to_final`). */
static bool take_from_above(struct fair *fair, int32_t link, double level)
{
    bool took = false;
    for (int32_t i = 0; i < fair->links[link].n_uses;) {
        struct use use = uses_of(fair, &fair->links[link])[i];
        if (use.who == link || !(fair->level[use.who] > level * ABOVE)) {
            i++;
            continue;
        }
        move_cell(fair, use.at, link);         /* the last use now stands at i */
        enqueue_eased(fair, use.who);
        took = true;
    }
    return took;
}

/* A link that opens gives the flows that a final link holds at this very level to that one. */
static void give_to_final(struct fair *fair, int32_t link)
{
    for (int32_t i = 0; i < fair->links[link].n_cells;) {
        struct group_cell item = cells_of(fair, &fair->links[link])[i];
        bool final = fair->links[item.link].state == LINK_FINAL;
        if (final) move_cell(fair, item.cell, item.link);
        i = final ? 0 : i + 1;                 /* other cells may have gone with their last flow: the order is another */
    }
}

/* --- looking at a link ------------------------------------------------------------------------------ */

/* The open link's flows rise to `level`: slack links on their way that would fill are queued.
 * Their keys count the link's flows as not held at all, for they may rise further. Returns
 * whether one may fill below `level`. */
static bool scan(struct fair *fair, int32_t link, double level)
{
    bool found = false;
    fair->scanned[link] = level;
    for (int32_t i = 0; i < fair->links[link].n_cells; i++) {
        int32_t other = cells_of(fair, &fair->links[link])[i].link;
        if (fair->watch[other] >= level) continue;
        struct link *o = &fair->links[other];
        if (o->state != LINK_CLEAN || is_full(fair, other)) continue;
        if (!o->hot && !(o->fill < level)) continue;
        if (!o->hot) set_hot(fair, other, true);
        if (!may_fill(fair, o)) continue;
        double key = fills_from(fair, other, 0.0);
        if (key < HUGE_VAL) queue_by(fair, other, key);
        found |= key < level;
    }
    return found;
}

static void turn_slack(struct fair *fair, int32_t link)
{
    set_hot(fair, link, is_hot(fair, &fair->links[link]));
    set_state(fair, link, LINK_CLEAN);
}

static void open_link(struct fair *fair, int32_t link)
{
    set_state(fair, link, LINK_OPEN);
    fair_news_set_level(fair, link, HUGE_VAL);
    fair->scanned[link] = -1.0;
    give_to_final(fair, link);
    for (int32_t i = 0; i < fair->links[link].n_cells; i++) {
        int32_t other = cells_of(fair, &fair->links[link])[i].link;
        if (other != link && fair->watch[other] < 0.0 && (is_full(fair, other) || fair->links[other].state != LINK_CLEAN)) enqueue(fair, other);
    }
    double level = fills_from(fair, link, fair->queue_key[link]);
    scan(fair, link, level);           /* also where it never fills: its flows, if any, must find another */
    if (level < HUGE_VAL) queue_by(fair, link, level);
    else turn_slack(fair, link);
}

/* A group's flows have come to rest at a level no higher than others counted them at. */
static void ease_others(struct fair *fair, int32_t link)
{
    for (int32_t i = 0; i < fair->links[link].n_cells; i++) {
        int32_t other = cells_of(fair, &fair->links[link])[i].link;
        if (fair->watch[other] < 0.0) enqueue_eased(fair, other);
    }
}

static void make_final(struct fair *fair, int32_t link, double level)
{
    bool same = fair->level[link] == level;
    set_state(fair, link, LINK_FINAL);
    fair_news_set_level(fair, link, level);
    if (take_from_above(fair, link, level) || !same) ease_others(fair, link);
}

/* The queue's first. */
static void look_at(struct fair *fair, int32_t link)
{
    bool open = fair->links[link].state == LINK_OPEN;
    double was = fair->level[link], level = fills_from(fair, link, fair->queue_key[link]);
    double at = fmin(level, was);
    if (at == HUGE_VAL) {
        turn_slack(fair, link);
    } else if (fair->n_queue > 0 && at > fair->queue_key[fair->queue[0]]) {
        if (open) scan(fair, link, at);
        queue_by(fair, link, at);
    } else if (was < HUGE_VAL && fabs(level - was) <= SAME * was) {
        make_final(fair, link, was);
    } else if (level > was) {
        open_link(fair, link);
    } else if (open && level > fair->scanned[link] && scan(fair, link, level)) {
        queue_by(fair, link, level);
    } else {
        make_final(fair, link, level);
    }
}

/* --- changes and the sweep ------------------------------------------------------------------------------ */

static void touch(struct fair *fair, int32_t link)
{
    if (fair->links[link].touched) return;
    fair->links[link].touched = true;
    fair->touched[fair->n_touched++] = link;
}

void fair_sweep_touch(struct fair *fair, int32_t link)
{
    fair->links[link].strained = true;
    touch(fair, link);
}

/* The full link of lowest level, else the one that would fill first. */
static int32_t group_for_now(const struct fair *fair, const struct flow *flow)
{
    int32_t best = -1;
    double best_level = HUGE_VAL, best_fill = HUGE_VAL;
    for (int32_t s = flow->steps; s < flow->steps + flow->n_steps; s++) {
        int32_t index = step_of(fair, s)->where;
        const struct link *link = &fair->links[index];
        double fill = link->capacity / ((link->n_uses > 0 ? exact_value(link->load) : 0.0) + fair_impl_load(fair, flow, s));
        double level = fair->level[index];
        if (best >= 0 && !(level < best_level || (best_level == HUGE_VAL && fill < best_fill))) continue;
        best = index;
        best_level = level;
        best_fill = fill;
    }
    return best;
}

void fair_sweep_join(struct fair *fair, int32_t flow, int32_t group)
{
    const struct flow *f = &fair->flows[flow];
    if (f->n_steps == 0) return;
    if (group < 0) group = group_for_now(fair, f);
    for (int32_t s = f->steps; s < f->steps + f->n_steps; s++) {
        int32_t link = step_of(fair, s)->where;
        fair_cells_add(fair, s, group, link);
        fair_links_add_load(fair, link, fair_impl_load(fair, f, s));
        fair_sweep_touch(fair, link);
    }
    fair_news_set_group(fair, flow, group);
}

void fair_sweep_leave(struct fair *fair, int32_t flow)
{
    const struct flow *f = &fair->flows[flow];
    for (int32_t s = f->steps; s < f->steps + f->n_steps; s++) {
        int32_t link = fair_cells_remove(fair, s);
        fair_links_add_load(fair, link, -fair_impl_load(fair, f, s));
        if (is_full(fair, link)) touch(fair, link);
    }
}

static void look_at_touched(struct fair *fair, int32_t link)
{
    struct link *l = &fair->links[link];
    bool strained = l->strained;
    l->touched = l->strained = false;
    if (is_full(fair, link)) {
        if (strained) enqueue(fair, link);
        else enqueue_eased(fair, link);
    } else {
        set_hot(fair, link, is_hot(fair, l));
        if (l->hot) enqueue(fair, link);
    }
}

bool fair_sweep_is_sound(const struct fair *fair)
{
    for (int32_t link = 0; link < fair->n_links && fair->n_links <= 256; link++) {
        const struct link *l = &fair->links[link];
        bool cold = !is_full(fair, link) && !l->hot;
        if (l->state != LINK_CLEAN || fair->queue_at[link] >= 0 || fair->watch[link] != (cold ? l->fill : -1.0)) return false;
        if (!is_full(fair, link) && !l->hot && is_hot(fair, l)) return false;
        if (l->n_uses > 0 && l->fill != l->capacity / exact_value(l->load)) return false;
    }
    return true;
}

void fair_sweep_solve(struct fair *fair)
{
    for (int32_t i = 0; i < fair->n_touched; i++) look_at_touched(fair, fair->touched[i]);
    fair->n_touched = 0;
    while (fair->n_queue > 0) look_at(fair, pop(fair));
    for (int32_t i = 0; i < fair->n_seen; i++) {
        fair->links[fair->seen[i]].state = LINK_CLEAN;
        fair->links[fair->seen[i]].seen = false;
        fair_impl_watch(fair, fair->seen[i]);
    }
    fair->n_seen = 0;
    CHECK_SLOW(fair_sweep_is_sound(fair));
}
