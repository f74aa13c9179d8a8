/* What has another level or another group than at the last solve. */
#include "fluid/fair_impl.h"

void fair_news_begin(struct fair *fair)
{
    fair->waits = true;
    if (!fair->news_told) return;
    fair->n_moved = fair->n_changed = 0;
    fair->news_told = false;
}

void fair_news_set_level(struct fair *fair, int32_t link, double level)
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

void fair_news_set_group(struct fair *fair, int32_t flow, int32_t group)
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

void fair_news_forget(struct fair *fair, int32_t flow)
{
    int32_t at = fair->flows[flow].moved_at;
    if (at < 0) return;
    int32_t last = --fair->n_moved;
    fair->moved[at] = fair->moved[last];
    fair->moved_from[at] = fair->moved_from[last];
    fair->flows[fair->moved[at].flow].moved_at = at;
    fair->flows[flow].moved_at = -1;
}

void fair_news_settle(struct fair *fair)
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
