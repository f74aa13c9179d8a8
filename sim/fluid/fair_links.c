/* Links: places for them, who uses them, and at which level they fill. */
#include "fluid/fair_impl.h"

#include "fluid/memory.h"

/* --- room ---------------------------------------------------------------------------------- */

static void more_links(struct fair *fair)
{
    int32_t room = fair->link_room = fair_impl_more(fair->link_room);
    fair->links        = memory_resized(fair->links,        room, sizeof *fair->links);
    fair->level        = memory_resized(fair->level,        room, sizeof *fair->level);
    fair->changed      = memory_resized(fair->changed,      room, sizeof *fair->changed);
    fair->changed_from = memory_resized(fair->changed_from, room, sizeof *fair->changed_from);
    fair->queue_key    = memory_resized(fair->queue_key,    room, sizeof *fair->queue_key);
    fair->watch        = memory_resized(fair->watch,        room, sizeof *fair->watch);
    fair->scanned      = memory_resized(fair->scanned,      room, sizeof *fair->scanned);
    fair->queue        = memory_resized(fair->queue,        room, sizeof *fair->queue);
    fair->queue_at     = memory_resized(fair->queue_at,     room, sizeof *fair->queue_at);
    fair->touched      = memory_resized(fair->touched,      room, sizeof *fair->touched);
    fair->seen         = memory_resized(fair->seen,         room, sizeof *fair->seen);
}

/* --- links --------------------------------------------------------------------------------- */

int32_t fair_links_new(struct fair *fair, double capacity, int32_t owner)
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
void fair_links_free(struct fair *fair, int32_t link)
{
    CHECK(fair->links[link].n_uses == 0);
    fair_news_set_level(fair, link, HUGE_VAL);
    fair->links[link].owner = fair->free_link;
    fair->free_link = link;
}

struct use *fair_links_push_use(struct fair *fair, int32_t link)
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

void fair_links_add_load(struct fair *fair, int32_t link, double load)
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

void fair_links_set_capacity(struct fair *fair, int32_t link, double capacity)
{
    fair->links[link].capacity = capacity;
    set_fill(fair, link);
    if (fair->sweeping) fair_sweep_touch(fair, link);
}
