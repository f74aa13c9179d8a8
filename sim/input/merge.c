#include "input/merge.h"

#include <string.h>

#include "base/order.h"
#include "base/text.h"
#include "input/provenance.h"
#include "input/quantity.h"

bool merge_is_number(const struct yaml_node *node)
{
    if (node->kind != YAML_MAP) return false;
    for (size_t i = 0; i < node->n; i++)
        if (quantity_is_key(node->pairs[i].key)) return true;
    return false;
}

static bool has_distribution(const struct yaml_node *map)
{
    for (size_t i = 0; i < map->n; i++)
        if (quantity_is_distribution(map->pairs[i].key)) return true;
    return false;
}

/* Takes out all that states the number and who stands behind it. */
static void remove_number(struct yaml_node *map)
{
    size_t kept = 0;
    for (size_t i = 0; i < map->n; i++)
        if (!quantity_is_key(map->pairs[i].key) && !provenance_is_key(map->pairs[i].key)) map->pairs[kept++] = map->pairs[i];
    map->n = kept;
}

static void remove_distribution(struct yaml_node *map)
{
    size_t kept = 0;
    for (size_t i = 0; i < map->n; i++)
        if (!quantity_is_distribution(map->pairs[i].key)) map->pairs[kept++] = map->pairs[i];
    map->n = kept;
}

void merge_replace_number(struct arena *arena, struct yaml_node *base, struct yaml_node *over)
{
    remove_number(base);
    base->at = over->at;
    base->from = over->from;
    if (over->kind == YAML_MAP)
        for (size_t i = 0; i < over->n; i++)
            yaml_tree_put(arena, base, over->pairs[i].key, over->pairs[i].at, over->pairs[i].value);
    else
        yaml_tree_put(arena, base, "value", over->at, over);
}

/* Who stands behind a map of `base` after `over` has said more about it. */
static const struct provenance *merged_provenance(struct arena *arena, const struct yaml_node *base, const struct yaml_node *over)
{
    if (yaml_tree_find(over, "source") || !base->from || !over->from) return over->from;
    struct provenance *from = ARENA_NEW(arena, struct provenance);
    *from = *base->from;
    if (yaml_tree_find(over, "date")) from->date = over->from->date;
    if (yaml_tree_find(over, "grade")) from->grade = over->from->grade;
    return from;
}

static struct yaml_node *merge_maps(struct arena *arena, struct yaml_node *base, struct yaml_node *over)
{
    const bool number = merge_is_number(base) && merge_is_number(over);
    if (number && (yaml_tree_find(over, "value") || has_distribution(over))) {
        remove_number(base);
        base->from = over->from;
    } else {
        if (number) remove_distribution(base);
        base->from = merged_provenance(arena, base, over);
    }
    struct order_map *keys = order_map_new(arena);
    for (size_t i = 0; i < base->n; i++) order_map_put(keys, base->pairs[i].key, strlen(base->pairs[i].key), (int32_t)i);
    const size_t known = base->n;
    for (size_t i = 0; i < over->n; i++) {
        const struct yaml_pair *pair = &over->pairs[i];
        const int32_t k = order_map_find(keys, pair->key, strlen(pair->key));
        if (k >= 0 && (size_t)k < known) {
            base->pairs[k].at = pair->at;
            base->pairs[k].value = yaml_tree_is_null(pair->value) ? NULL : merge_trees(arena, base->pairs[k].value, pair->value);
        } else if (!yaml_tree_is_null(pair->value)) {
            base->pairs = arena_grow(arena, base->pairs, base->n, base->n + 1, &base->capacity, sizeof *base->pairs);
            base->pairs[base->n++] = *pair;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < base->n; i++)
        if (base->pairs[i].value) base->pairs[kept++] = base->pairs[i];
    base->n = kept;
    base->at = over->at;
    return base;
}

static bool all_called(const struct yaml_node *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!yaml_tree_called(list->items[i])) return false;
    return list->n > 0;
}

static struct yaml_node *merge_lists(struct arena *arena, struct yaml_node *base, struct yaml_node *over)
{
    struct order_map *names = order_map_new(arena), *said = order_map_new(arena);
    for (size_t i = 0; i < base->n; i++) {
        const char *name = yaml_tree_called(base->items[i]);
        order_map_put(names, name, strlen(name), (int32_t)i);
    }
    for (size_t i = 0; i < over->n; i++) {
        const char *name = yaml_tree_called(over->items[i]);
        const int32_t k = order_map_find(names, name, strlen(name));
        /* A name that `over` says twice stays twice, so that somebody complains. */
        const bool again = order_map_put(said, name, strlen(name), 0) >= 0;
        if (k >= 0 && !again) base->items[k] = merge_trees(arena, base->items[k], over->items[i]);
        else                  yaml_tree_add(arena, base, over->items[i]);
    }
    base->at = over->at;
    return base;
}

struct yaml_node *merge_trees(struct arena *arena, struct yaml_node *base, struct yaml_node *over)
{
    if (base->kind == YAML_MAP && over->kind == YAML_MAP) return merge_maps(arena, base, over);
    if (base->kind == YAML_LIST && over->kind == YAML_LIST && all_called(base) && all_called(over))
        return merge_lists(arena, base, over);
    if (over->kind == YAML_TEXT && merge_is_number(base) && !yaml_tree_is_empty(over)) {
        merge_replace_number(arena, base, over);
        return base;
    }
    return over;
}
