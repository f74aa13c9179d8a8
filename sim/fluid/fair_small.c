/* Small systems, solved from nothing: the sweep's bookkeeping would cost more than it saves. */
#include "fluid/fair_impl.h"

#include <math.h>

void fair_small_join(struct fair *fair, int32_t flow)
{
    struct flow *f = &fair->flows[flow];
    for (int32_t s = f->steps; s < f->steps + f->n_steps; s++) {
        int32_t link = step_of(fair, s)->where;
        double load = fair_impl_load(fair, f, s);
        *fair_links_push_use(fair, link) = (struct use){ .load = load, .who = flow, .at = s };
        step_of(fair, s)->next = fair->links[link].n_uses - 1;
        fair_links_add_load(fair, link, load);
    }
}

void fair_small_leave(struct fair *fair, int32_t flow)
{
    struct flow *f = &fair->flows[flow];
    for (int32_t s = f->steps; s < f->steps + f->n_steps; s++) {
        const struct step *step = step_of(fair, s);
        struct link *link = &fair->links[step->where];
        struct use *uses = uses_of(fair, link);
        double load = uses[step->next].load;
        uses[step->next] = uses[--link->n_uses];
        step_of(fair, uses[step->next].at)->next = step->next;
        fair_links_add_load(fair, step->where, -load);
    }
}

/* The level at which the link fills, given levels that others are held to at most. `level`
 * is a lower bound of it. INFINITY: it doesn't fill. */
static double fills_at(const struct fair *fair, const struct link *link, double level)
{
    const struct use *uses = uses_of(fair, link);
    for (;;) {
        double held = 0.0, open = 0.0, next = HUGE_VAL;
        for (int32_t i = 0; i < link->n_uses; i++) {
            double other = fair->flow_level[uses[i].who];
            bool is_held = other < level;
            held += is_held ? uses[i].load * other : 0.0;
            open += is_held ? 0.0 : uses[i].load;
            next = !is_held && other < next ? other : next;
        }
        if (open == 0.0) return HUGE_VAL;
        double higher = (link->capacity - held) / open;
        if (higher <= level) return level;
        if (higher <= next) return higher;        /* nobody else would be held back: another pass finds the same */
        level = higher;
    }
}

/* Every flow on the link that isn't held lower is held at `level` by it. */
static bool freeze(struct fair *fair, int32_t link, double level)
{
    const struct use *uses = uses_of(fair, &fair->links[link]);
    bool froze = false;
    for (int32_t i = 0; i < fair->links[link].n_uses; i++) {
        int32_t flow = uses[i].who;
        if (fair->flow_level[flow] <= level) continue;
        fair->flow_level[flow] = level;
        fair->flow_group[flow] = link;
        froze = true;
    }
    return froze;
}

/* Every flow at its cap; rows that could fill become candidates, with a lower bound of where. */
static int32_t start(struct fair *fair)
{
    for (int32_t f = 0; f < fair->flow_places; f++) {
        const struct flow *flow = &fair->flows[f];
        bool capped = flow->attached && flow->cap_link >= 0;
        fair->flow_level[f] = capped ? fair->links[flow->cap_link].fill : HUGE_VAL;
        bool routed = flow->attached && flow->n_steps > 0;       /* a free flow belongs to its first row, whose level is INFINITY */
        fair->flow_group[f] = capped ? flow->cap_link : routed ? step_of(fair, flow->steps)->where : -1;
    }
    int32_t n = 0;
    for (int32_t r = 0; r < fair->n_rows; r++) {
        int32_t link = fair->row_link[r];
        if (fair->links[link].fill == HUGE_VAL) {
            fair_news_set_level(fair, link, HUGE_VAL);
            continue;
        }
        fair->candidate[n] = link;
        fair->candidate_level[n++] = fair->links[link].fill;
    }
    return n;
}

/* The lowest of `n` levels, not looking at `but`; −1: there is no other. */
static int32_t lowest(const double *level, int32_t n, int32_t but)
{
    int32_t best = -1;
    for (int32_t i = 0; i < n; i++)
        if (i != but && (best < 0 || level[i] < level[best])) best = i;
    return best;
}

/* Lowest first. What a row fills at if all flows not yet frozen ran up to their caps is a
 * lower bound of where it fills in the end; the lowest such bound, when up to date, is final. */
static void fill_rows(struct fair *fair, int32_t n)
{
    int32_t *candidate = fair->candidate;
    double *level = fair->candidate_level;
    int32_t i = lowest(level, n, -1);
    while (n > 0) {
        level[i] = fills_at(fair, &fair->links[candidate[i]], level[i]);
        int32_t next = lowest(level, n, i);
        if (next >= 0 && level[next] < level[i]) {
            i = next;
            continue;
        }
        bool froze = level[i] != HUGE_VAL && freeze(fair, candidate[i], level[i]);
        fair_news_set_level(fair, candidate[i], froze ? level[i] : HUGE_VAL);
        candidate[i] = candidate[--n];
        level[i] = level[n];
        i = next == n ? i : next;
    }
}

static void tell_flows(struct fair *fair)
{
    for (int32_t f = 0; f < fair->flow_places; f++) {
        struct flow *flow = &fair->flows[f];
        if (!flow->attached) continue;
        fair_news_set_group(fair, f, fair->flow_group[f]);
        if (flow->cap_link < 0) continue;
        fair_news_set_level(fair, flow->cap_link, flow->group == flow->cap_link ? fair->links[flow->cap_link].fill : HUGE_VAL);
    }
}

void fair_small_solve(struct fair *fair)
{
    int32_t n = start(fair);
    fill_rows(fair, n);
    tell_flows(fair);
}
