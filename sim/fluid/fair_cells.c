/* Cells: all flows of one group on one link, with the exact sum of their loads. */
#include "fluid/fair_impl.h"

#include <stdlib.h>
#include <string.h>

static uint32_t hash_of(int32_t group, int32_t link)
{
    uint64_t key = (uint64_t)(uint32_t)group << 32 | (uint32_t)link;
    return (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32);
}

static int32_t find(const struct fair *fair, int32_t group, int32_t link)
{
    uint32_t mask = (uint32_t)fair->table_mask;
    for (uint32_t at = hash_of(group, link) & mask;; at = (at + 1) & mask) {
        int32_t cell = fair->cell_table[at];
        if (cell < 0 || (fair->cells[cell].group == group && fair->cells[cell].link == link)) return cell;
    }
}

static void table_put(struct fair *fair, int32_t cell)
{
    uint32_t mask = (uint32_t)fair->table_mask, at = hash_of(fair->cells[cell].group, fair->cells[cell].link) & mask;
    while (fair->cell_table[at] >= 0) at = (at + 1) & mask;
    fair->cell_table[at] = cell;
}

/* What stands behind the gap moves up into it, unless it would pass its own place. */
static void table_take(struct fair *fair, int32_t cell)
{
    uint32_t mask = (uint32_t)fair->table_mask, gap = hash_of(fair->cells[cell].group, fair->cells[cell].link) & mask;
    while (fair->cell_table[gap] != cell) gap = (gap + 1) & mask;
    for (uint32_t at = (gap + 1) & mask; fair->cell_table[at] >= 0; at = (at + 1) & mask) {
        const struct cell *other = &fair->cells[fair->cell_table[at]];
        uint32_t home = hash_of(other->group, other->link) & mask;
        if (((at - home) & mask) < ((at - gap) & mask)) continue;
        fair->cell_table[gap] = fair->cell_table[at];
        gap = at;
    }
    fair->cell_table[gap] = -1;
}

static void more_cells(struct fair *fair)
{
    int32_t room = fair->cell_room > 0 ? 2 * fair->cell_room : 64;
    CHECK(room < INT32_MAX / 4);
    fair->cells = realloc(fair->cells, (size_t)room * sizeof *fair->cells);
    free(fair->cell_table);
    fair->cell_table = malloc((size_t)room * 2 * sizeof *fair->cell_table);
    if (fair->cells == NULL || fair->cell_table == NULL) check_out_of("memory");
    fair->cell_room = room;
    fair->table_mask = 2 * room - 1;
    memset(fair->cell_table, 0xff, (size_t)room * 2 * sizeof *fair->cell_table);
    for (int32_t cell = 0; cell < fair->cell_places; cell++) table_put(fair, cell);      /* all are in use: it is full */
}

void fair_cells_clear(struct fair *fair)
{
    fair->n_cells = fair->cell_places = 0;
    fair->free_cell = -1;
    if (fair->cell_room > 0) memset(fair->cell_table, 0xff, (size_t)fair->cell_room * 2 * sizeof *fair->cell_table);
    spans_clear(&fair->group_cells);
}

void fair_cells_free(struct fair *fair)
{
    free(fair->cells);
    free(fair->cell_table);
    spans_drop(&fair->group_cells);
}

static int32_t new_place(struct fair *fair)
{
    int32_t cell = fair->free_cell;
    if (cell >= 0) {
        fair->free_cell = fair->cells[cell].first;
        return cell;
    }
    if (fair->cell_places == fair->cell_room) more_cells(fair);
    return fair->cell_places++;
}

/* One more among the group's cells, at the end. */
static void push_group_cell(struct fair *fair, int32_t group, struct group_cell item)
{
    struct link *l = &fair->links[group];
    if (l->cells_room < 0 || l->n_cells == spans_room(l->cells_room)) {
        int wider = l->cells_room < 0 ? 0 : spans_class(2 * l->n_cells);
        l->cells = spans_widen(&fair->group_cells, l->cells, l->cells_room, wider);
        l->cells_room = (int8_t)wider;
    }
    cells_of(fair, l)[l->n_cells++] = item;
}

static int32_t make(struct fair *fair, int32_t group, int32_t link)
{
    int32_t cell = new_place(fair);
    struct use *use = fair_links_push_use(fair, link);
    *use = (struct use){ .who = group, .at = cell };
    fair->cells[cell] = (struct cell){ .group = group, .link = link, .first = -1, .in_link = fair->links[link].n_uses - 1,
                                       .in_group = fair->links[group].n_cells };
    push_group_cell(fair, group, (struct group_cell){ link, cell });
    table_put(fair, cell);
    fair->n_cells++;
    return cell;
}

static void unmake(struct fair *fair, int32_t cell)
{
    struct cell *c = &fair->cells[cell];
    struct link *link = &fair->links[c->link], *group = &fair->links[c->group];
    table_take(fair, cell);
    struct use *uses = uses_of(fair, link);
    uses[c->in_link] = uses[--link->n_uses];
    fair->cells[uses[c->in_link].at].in_link = c->in_link;
    struct group_cell *cells = cells_of(fair, group);
    cells[c->in_group] = cells[--group->n_cells];
    fair->cells[cells[c->in_group].cell].in_group = c->in_group;
    c->group = c->link = -1;
    c->first = fair->free_cell;
    fair->free_cell = cell;
    fair->n_cells--;
}

/* Bits were lost: all loads anew, in the order of the list. */
static void sum_anew(struct fair *fair, struct cell *cell)
{
    cell->load = (struct exact){ 0.0, 0.0 };
    cell->inexact = false;
    for (int32_t s = cell->first; s >= 0; s = step_of(fair, s)->next) {
        const struct flow *flow = &fair->flows[step_of(fair, s)->flow];
        if (!exact_add(&cell->load, fair_impl_load(fair, flow, s))) cell->inexact = true;
    }
}

static void add_load(struct fair *fair, struct cell *cell, double load)
{
    if (!exact_add(&cell->load, load) || cell->inexact) sum_anew(fair, cell);
    uses_of(fair, &fair->links[cell->link])[cell->in_link].load = exact_value(cell->load);
}

void fair_cells_add(struct fair *fair, int32_t step, int32_t group, int32_t link)
{
    int32_t cell = fair->cell_room > 0 ? find(fair, group, link) : -1;
    if (cell < 0) cell = make(fair, group, link);
    struct cell *c = &fair->cells[cell];
    struct step *s = step_of(fair, step);
    s->where = cell;
    s->prev = -1;
    s->next = c->first;
    if (c->first >= 0) step_of(fair, c->first)->prev = step;
    c->first = step;
    c->count++;
    add_load(fair, c, fair_impl_load(fair, &fair->flows[s->flow], step));
}

int32_t fair_cells_remove(struct fair *fair, int32_t step)
{
    struct step *s = step_of(fair, step);
    struct cell *c = &fair->cells[s->where];
    int32_t link = c->link;
    if (s->prev >= 0) step_of(fair, s->prev)->next = s->next;
    else c->first = s->next;
    if (s->next >= 0) step_of(fair, s->next)->prev = s->prev;
    if (--c->count == 0) unmake(fair, s->where);
    else add_load(fair, c, -fair_impl_load(fair, &fair->flows[s->flow], step));
    s->where = link;
    return link;
}
