#include "input/sets.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/merge.h"
#include "input/provenance.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

struct place sets_place(const struct set *set, const char *at)
{
    const size_t path_length = strlen(set->path);
    const bool in_path = at >= set->path && at <= set->path + path_length;
    const ptrdiff_t offset = in_path ? at - set->path : at - set->argument;
    return (struct place){"--set", set->number, (int32_t)offset + 1};
}

/* --- PATH=VALUE ------------------------------------------------------------------------------ */

static bool is_block(const struct yaml_node *value, const char *text)
{
    const char first = text[strspn(text, " \t")];
    return (value->kind == YAML_MAP && first != '{') || (value->kind == YAML_LIST && first != '[');
}

static bool parse_one(struct set *set, struct arena *arena, struct diags *diags)
{
    const char *equals = strchr(set->argument, '=');
    const struct place start = {"--set", set->number, 1};
    bool sound = true;
    if (!equals || equals == set->argument || strpbrk(set->argument, "\n\r")) {
        diag_error(diags, start, DIAG_BAD_SET, "\"%s\"; expected PATH=VALUE on one line, as in demand.read.peak=30 TB/s",
                   text_shown(arena, set->argument, strlen(set->argument), 60));
        return false;
    }
    set->path = text_copy_n(arena, set->argument, (size_t)(equals - set->argument));
    set->of_model = text_starts_with(set->path, "models.");
    const char *text = equals + 1;
    const struct place at = {"--set", set->number, (int32_t)(text - set->argument) + 1};
    if (text[strspn(text, " \t")] == '\0') {
        diag_error(diags, at, DIAG_BAD_SET, "no value after %s=; null takes a key out", text_shown(arena, set->path, strlen(set->path), 60));
        return false;
    }
    set->value = yaml_tree_parse(text, strlen(text), at, arena, diags, &sound);
    if (!set->value) return false;
    if (is_block(set->value, text)) {
        diag_error(diags, at, DIAG_BAD_SET, "\"%s\" reads as %s; write {key: value}, [a, b], or quotes around text", text_shown(arena, text, strlen(text), 60),
                   yaml_tree_kind(set->value));
        return false;
    }
    return provenance_mark(set->value, &provenance_of_set, NULL, arena, diags) && sound;
}

bool sets_parse(const char *const *arguments, int n, struct arena *arena, struct diags *diags, struct sets *sets)
{
    bool ok = true;
    sets->at = ARENA_ARRAY(arena, struct set, n);
    sets->n = 0;
    for (int i = 0; i < n; i++) {
        struct set *set = &sets->at[sets->n];
        *set = (struct set){.argument = arguments[i], .number = i + 1};
        if (parse_one(set, arena, diags)) sets->n++;
        else ok = false;
    }
    return ok;
}

/* --- walking ---------------------------------------------------------------------------------- */

struct walk {
    struct set *set;
    struct arena *arena;
    struct diags *diags;
};

/* A place in the tree one can write to: a map's key or a list's item. */
struct slot {
    struct yaml_node *map; const char *key; struct place key_at;
    struct yaml_node *list; size_t index;
};

static bool bad(const struct walk *walk, const char *at, const char *complaint, const char *near)
{
    diag_error(walk->diags, sets_place(walk->set, at), DIAG_BAD_SET, "%s: %s%s%s%s",
               text_shown(walk->arena, walk->set->path, strlen(walk->set->path), 100), complaint, near ? " (did you mean " : "",
               near ? near : "", near ? "?)" : "");
    return false;
}

static struct yaml_node *slot_value(const struct slot *slot)
{
    return slot->map ? yaml_tree_find(slot->map, slot->key) : slot->list->items[slot->index];
}

static void slot_fill(const struct walk *walk, const struct slot *slot, struct yaml_node *value)
{
    if (slot->map) yaml_tree_put(walk->arena, slot->map, slot->key, slot->key_at, value);
    else slot->list->items[slot->index] = value;
}

/* One key of a map, up to the next dot or bracket. */
static bool step_key(const struct walk *walk, struct yaml_node *map, const char **path, struct slot *slot)
{
    const size_t length = strcspn(*path, ".[");
    if (length == 0) return bad(walk, *path, "a key is missing here", NULL);
    *slot = (struct slot){.map = map, .key = text_copy_n(walk->arena, *path, length), .key_at = sets_place(walk->set, *path)};
    *path += length;
    return true;
}

/* [i], counted from 0. */
static bool step_index(const struct walk *walk, struct yaml_node *list, const char **path, struct slot *slot)
{
    const char *digits = *path + 1;
    const size_t n = strspn(digits, "0123456789");
    if (n == 0 || n > 6 || digits[n] != ']') return bad(walk, *path, "expected an item's number, as in [0]", NULL);
    const size_t index = (size_t)strtol(digits, NULL, 10);
    if (index >= list->n) return bad(walk, *path, text_format(walk->arena, "the list has %zu items, counted from [0]", list->n), NULL);
    *slot = (struct slot){.list = list, .index = index};
    *path = digits + n + 1;
    return true;
}

/* An item by its name; names may hold dots, so the longest that fits is meant. */
static bool step_name(const struct walk *walk, struct yaml_node *list, const char **path, struct slot *slot)
{
    size_t best = 0;
    const char **names = ARENA_ARRAY(walk->arena, const char *, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        names[i] = yaml_tree_called(list->items[i]);
        const size_t length = names[i] ? strlen(names[i]) : 0;
        if (length <= best || strncmp(*path, names[i], length) != 0 || !strchr(".[", (*path)[length])) continue;
        best = length;
        *slot = (struct slot){.list = list, .index = i};
    }
    if (best) {
        *path += best;
        return true;
    }
    const char *word = text_copy_n(walk->arena, *path, strcspn(*path, ".["));
    return bad(walk, *path, text_format(walk->arena, "no item of the list is called \"%s\"", text_shown(walk->arena, word, strlen(word), 60)),
               text_nearest(word, names, list->n));
}

static bool step(const struct walk *walk, struct yaml_node *node, const char **path, struct slot *slot)
{
    if (node->kind == YAML_MAP) return step_key(walk, node, path, slot);
    return **path == '[' ? step_index(walk, node, path, slot) : step_name(walk, node, path, slot);
}

/* What a path goes on into: what stands there, a map made of a bare value ({value: ...}), or a new map. */
static struct yaml_node *into(const struct walk *walk, const struct slot *slot)
{
    struct yaml_node *node = slot_value(slot);
    if (node && node->kind != YAML_TEXT) return node;
    struct yaml_node *map = yaml_tree_new(walk->arena, YAML_MAP, slot->map ? slot->key_at : node->at);
    map->from = node ? node->from : &provenance_of_set;
    if (node) yaml_tree_put(walk->arena, map, "value", node->at, node);
    slot_fill(walk, slot, map);
    return map;
}

/* --- putting ----------------------------------------------------------------------------------- */

static bool take_out(const struct walk *walk, const struct slot *slot, const char *at)
{
    if (!slot->map) {
        memmove(&slot->list->items[slot->index], &slot->list->items[slot->index + 1],
                (slot->list->n - slot->index - 1) * sizeof slot->list->items[0]);
        slot->list->n--;
        return true;
    }
    if (yaml_tree_find(slot->map, slot->key)) {
        yaml_tree_remove(slot->map, slot->key);
        return true;
    }
    const char **keys = ARENA_ARRAY(walk->arena, const char *, slot->map->n + 1);
    for (size_t i = 0; i < slot->map->n; i++) keys[i] = slot->map->pairs[i].key;
    return bad(walk, at, "nothing stands there to take out", text_nearest(slot->key, keys, slot->map->n));
}

/* Part of a number that stands in a map: its other parts give way as they do in a merge. */
static bool put_part(const struct walk *walk, const struct slot *slot)
{
    struct yaml_node *over = yaml_tree_new(walk->arena, YAML_MAP, slot->map->at);
    yaml_tree_put(walk->arena, over, slot->key, slot->key_at, walk->set->value);
    over->from = &provenance_of_set;
    if (quantity_is_key(slot->key)) {
        merge_trees(walk->arena, slot->map, over);
        return true;
    }
    const struct provenance *before = slot->map->from;
    if (!provenance_mark(over, before, NULL, walk->arena, walk->diags)) return false;
    struct provenance *after = ARENA_NEW(walk->arena, struct provenance);
    *after = *over->from;
    after->by_set = before->by_set;
    yaml_tree_put(walk->arena, slot->map, slot->key, slot->key_at, walk->set->value);
    slot->map->from = after;
    return true;
}

static bool put(const struct walk *walk, const struct slot *slot, const char *at)
{
    struct yaml_node *value = walk->set->value, *old = slot_value(slot);
    if (yaml_tree_is_null(value)) return take_out(walk, slot, at);
    if (slot->map && provenance_is_key(slot->key) && !merge_is_number(slot->map))
        return bad(walk, at, "who stands behind a whole map can't be set; set a number's own source, date or grade", NULL);
    if (slot->map && (quantity_is_key(slot->key) || provenance_is_key(slot->key))) return put_part(walk, slot);
    if (old && merge_is_number(old) && (value->kind == YAML_TEXT || merge_is_number(value))) merge_replace_number(walk->arena, old, value);
    else slot_fill(walk, slot, value);
    return true;
}

static bool is_head(const char *path)
{
    return text_equal(path, "extends") || text_equal(path, "exasite") || text_equal(path, "kind");
}

bool sets_apply(struct set *set, const char *path, struct yaml_node *tree, struct arena *arena, struct diags *diags)
{
    const struct walk walk = {set, arena, diags};
    struct slot slot = {0};
    set->used = true;
    if (is_head(path)) return bad(&walk, path, "this key says how the file is read and can't be set", NULL);
    for (struct yaml_node *node = tree;; node = into(&walk, &slot)) {
        const char *at = path;
        if (!step(&walk, node, &path, &slot)) return false;
        if (*path == '\0') return put(&walk, &slot, at);
        if (*path == '.') path++;
        if (*path == '\0') return bad(&walk, path, "a key is missing at the end", NULL);
    }
}
