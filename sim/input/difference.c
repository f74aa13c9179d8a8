#include "input/difference.h"

#include <string.h>

#include "base/text.h"
#include "input/merge.h"
#include "input/provenance.h"
#include "types/diag_codes.h"

/* Both trees are walked at once. With `second` NULL each leaf is noted; else each is taken from the side that second[leaf] says, by the
 * same walk, so that the two can't disagree about which leaf is which. */
struct walk {
    struct difference *difference;
    struct arena *arena;
    struct catalog_reader *reader;       /* of models, in the first walk */
    const bool *second;
    int leaf, level;
    struct catalog_instead *instead; int n_instead;  /* models that are a mixture */
};

/* --- are they the same ------------------------------------------------------------------------- */

static bool same(const struct yaml_node *a, const struct yaml_node *b);

/* {value: 350 MW} is 350 MW. */
static const struct yaml_node *bare(const struct yaml_node *node)
{
    const struct yaml_node *value = node->kind == YAML_MAP ? yaml_tree_find(node, "value") : NULL;
    if (!value) return node;
    for (size_t i = 0; i < node->n; i++)
        if (!provenance_is_key(node->pairs[i].key) && !text_equal(node->pairs[i].key, "value")) return node;
    return value;
}

static size_t telling(const struct yaml_node *map)
{
    size_t n = 0;
    for (size_t i = 0; i < map->n; i++) n += !provenance_is_key(map->pairs[i].key);
    return n;
}

static bool same_maps(const struct yaml_node *a, const struct yaml_node *b)
{
    if (telling(a) != telling(b)) return false;
    for (size_t i = 0; i < a->n; i++) {
        if (provenance_is_key(a->pairs[i].key)) continue;
        const struct yaml_node *other = yaml_tree_find(b, a->pairs[i].key);
        if (!other || !same(a->pairs[i].value, other)) return false;
    }
    return true;
}

static bool same(const struct yaml_node *a, const struct yaml_node *b)
{
    a = bare(a);
    b = bare(b);
    if (a->kind != b->kind) return false;
    if (a->kind == YAML_MAP) return same_maps(a, b);
    if (a->kind == YAML_TEXT) return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++)
        if (!same(a->items[i], b->items[i])) return false;
    return true;
}

/* --- leaves -------------------------------------------------------------------------------------- */

static void write_node(struct text *out, const struct yaml_node *node, struct arena *arena)
{
    if (node->kind == YAML_TEXT) {
        text_append(out, yaml_tree_shown(node, arena));
        return;
    }
    const bool map = node->kind == YAML_MAP;
    bool any = false;
    text_append(out, map ? "{" : "[");
    for (size_t i = 0; i < node->n; i++) {
        if (map && provenance_is_key(node->pairs[i].key)) continue;
        if (any) text_append(out, ", ");
        if (map) text_printf(out, "%s: ", node->pairs[i].key);
        write_node(out, map ? node->pairs[i].value : node->items[i], arena);
        any = true;
    }
    text_append(out, map ? "}" : "]");
}

static const char *written(const struct yaml_node *node, struct arena *arena)
{
    if (!node) return "";
    struct text out = text_new(arena);
    write_node(&out, bare(node), arena);
    return text_shown(arena, out.bytes, out.length, 160);
}

/* True: it is to be as on the second side. */
static bool take_leaf(struct walk *walk, const char *path, const struct yaml_node *a, const struct yaml_node *b)
{
    const int leaf = walk->leaf++;
    if (walk->second) return walk->second[leaf];
    if (leaf < DIFFERENCE_MOST) walk->difference->leaves[leaf] = (struct difference_leaf){path, written(a, walk->arena), written(b, walk->arena)};
    return false;
}

/* --- models that differ by their parts ------------------------------------------------------------- */

struct part { const char *name; const char *keys[8]; };

static const struct part node_parts[] = {
    {"drives", {"drives", "raw_capacity", "media_read", "media_write"}}, {"cards", {"nics", "ports"}}, {"software", {"software_read", "software_write"}},
    {"watts", {"idle", "max", "nameplate"}}, {"space", {"ru", "kg", "form", "feed", "cords"}}, {"the rest", {NULL}},
};
static const struct part stack_parts[] = {
    {"code", {"code", "reserve", "min_nodes", "failure_domain"}}, {"paths", {"paths"}}, {"protocols", {"protocols"}}, {"the rest", {NULL}},
};
enum { MOST_PARTS = 6 };

static const struct { const char *key; enum model_kind kind; const struct part *parts; int n_parts; } referring[] = {
    {"node", MODEL_NODE, node_parts, 6}, {"stack", MODEL_STACK, stack_parts, 4},
};

/* Of a model's key; -1: it only names or describes. */
static int part_of(const struct part *parts, int n, const char *key)
{
    static const char *const heads[] = {"exasite", "kind", "name", "description", "part", "stacks"};
    if (provenance_is_key(key)) return -1;
    for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++)
        if (text_equal(heads[h], key)) return -1;
    for (int p = 0; p < n; p++)
        for (int k = 0; k < 8 && parts[p].keys[k]; k++)
            if (text_equal(parts[p].keys[k], key)) return p;
    return n - 1;
}

static int times_named(const struct yaml_node *node, const char *name)
{
    int times = 0;
    if (node->kind == YAML_TEXT) return text_equal_n(node->text, node->length, name);
    for (size_t i = 0; i < node->n; i++) times += times_named(node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], name);
    return times;
}

static bool any_set_of_models(const struct difference *difference)
{
    for (int s = 0; s < 2; s++)
        for (int i = 0; i < difference->sides[s].n_sets; i++)
            if (text_starts_with(difference->sides[s].sets[i], "models.")) return true;
    return false;
}

/* What a model says of one part, on one line. */
static const char *part_written(const struct yaml_node *tree, const struct part *parts, int n, int part, struct arena *arena)
{
    struct text out = text_new(arena);
    for (size_t i = 0; i < tree->n; i++) {
        if (part_of(parts, n, tree->pairs[i].key) != part) continue;
        text_printf(&out, "%s%s: ", out.length ? ", " : "", tree->pairs[i].key);
        write_node(&out, bare(tree->pairs[i].value), arena);
    }
    return text_shown(arena, out.bytes, out.length, 160);
}

static bool part_differs(const struct yaml_node *a, const struct yaml_node *b, const struct part *parts, int n, int part)
{
    const struct yaml_node *trees[2] = {a, b};
    for (int t = 0; t < 2; t++)
        for (size_t i = 0; i < trees[t]->n; i++) {
            if (part_of(parts, n, trees[t]->pairs[i].key) != part) continue;
            const struct yaml_node *other = yaml_tree_find(trees[1 - t], trees[t]->pairs[i].key);
            if (!other || !same(trees[t]->pairs[i].value, other)) return true;
        }
    return false;
}

/* The first model with those parts of the second that `taken` says. */
static struct yaml_node *mixed_model(struct walk *walk, const struct yaml_node *a, const struct yaml_node *b, const struct part *parts, int n, const bool *taken)
{
    struct yaml_node *made = yaml_tree_new(walk->arena, YAML_MAP, a->at);
    made->from = a->from;
    for (size_t i = 0; i < a->n; i++) {
        const int part = part_of(parts, n, a->pairs[i].key);
        if (part < 0 || !taken[part]) yaml_tree_put(walk->arena, made, a->pairs[i].key, a->pairs[i].at, a->pairs[i].value);
    }
    for (size_t i = 0; i < b->n; i++) {
        const int part = part_of(parts, n, b->pairs[i].key);
        if (part >= 0 && taken[part]) yaml_tree_put(walk->arena, made, b->pairs[i].key, b->pairs[i].at, b->pairs[i].value);
    }
    return made;
}

static struct yaml_node *take_parts(struct walk *walk, const char *path, const struct part *parts, int n, enum model_kind kind, struct yaml_node *a, struct yaml_node *b,
                                    const struct yaml_node *model_a, const struct yaml_node *model_b)
{
    bool taken[MOST_PARTS] = {false};
    int differing = 0, of_second = 0;
    for (int p = 0; p < n; p++) {
        if (!part_differs(model_a, model_b, parts, n, p)) continue;
        const int leaf = walk->leaf;
        taken[p] = take_leaf(walk, text_format(walk->arena, "%s (%s)", path, parts[p].name), a, b);
        differing++;
        of_second += taken[p];
        if (walk->second || leaf >= DIFFERENCE_MOST) continue;
        walk->difference->leaves[leaf].from = text_format(walk->arena, "%s: %s", a->text, part_written(model_a, parts, n, p, walk->arena));
        walk->difference->leaves[leaf].to = text_format(walk->arena, "%s: %s", b->text, part_written(model_b, parts, n, p, walk->arena));
    }
    if (of_second == 0) return a;
    if (of_second == differing) return b;
    walk->instead[walk->n_instead++] = (struct catalog_instead){kind, a->text, mixed_model(walk, model_a, model_b, parts, n, taken)};
    return a;
}

/* Read once: later walks find it. */
static const struct yaml_node *model_tree(struct walk *walk, enum model_kind kind, const char *name)
{
    struct difference *difference = walk->difference;
    for (int m = 0; m < difference->n_models; m++)
        if (difference->models[m].kind == kind && text_equal(difference->models[m].name, name)) return difference->models[m].tree;
    if (walk->second || difference->n_models == DIFFERENCE_MOST) return NULL;
    struct yaml_node *tree = catalog_tree(walk->reader, kind, name);
    difference->models[difference->n_models++] = (struct catalog_instead){kind, name, tree};
    return tree;
}

/* Are both the name of a model that stands nowhere else, so that it may be mixed under the first one's name? Then *a and *b are read. */
static bool both_models(struct walk *walk, enum model_kind kind, const struct yaml_node *a, const struct yaml_node *b, const struct yaml_node **model_a,
                        const struct yaml_node **model_b)
{
    struct difference *difference = walk->difference;
    if (a->kind != YAML_TEXT || b->kind != YAML_TEXT || any_set_of_models(difference)) return false;
    if (times_named(difference->trees[0], a->text) != 1 || times_named(difference->trees[1], b->text) != 1) return false;
    if (times_named(difference->trees[1], a->text) || times_named(difference->trees[0], b->text)) return false;
    *model_a = model_tree(walk, kind, a->text);
    *model_b = model_tree(walk, kind, b->text);
    return *model_a && *model_b;
}

static struct yaml_node *take(struct walk *walk, const char *key, const char *path, struct yaml_node *a, struct yaml_node *b)
{
    const struct yaml_node *model_a, *model_b;
    for (size_t k = 0; a && b && k < sizeof referring / sizeof referring[0]; k++)
        if (text_equal(referring[k].key, key) && both_models(walk, referring[k].kind, a, b, &model_a, &model_b))
            return take_parts(walk, path, referring[k].parts, referring[k].n_parts, referring[k].kind, a, b, model_a, model_b);
    return take_leaf(walk, path, a, b) ? b : a;
}

/* --- the walk -------------------------------------------------------------------------------------- */

static struct yaml_node *both(struct walk *walk, const char *key, const char *path, struct yaml_node *a, struct yaml_node *b);

/* What documents say of a scenario and no number follows from. */
static bool only_says(const char *path, const char *key)
{
    static const char *const words[] = {"exasite", "name", "question", "decision", "questions", "risks"};
    for (size_t w = 0; !*path && w < sizeof words / sizeof words[0]; w++)
        if (text_equal(words[w], key)) return true;
    return provenance_is_key(key);
}

static const char *below(struct walk *walk, const char *path, const char *key)
{
    return *path ? text_format(walk->arena, "%s.%s", path, key) : key;
}

static struct yaml_node *maps(struct walk *walk, const char *path, struct yaml_node *a, struct yaml_node *b)
{
    struct yaml_node *made = yaml_tree_new(walk->arena, YAML_MAP, a->at);
    made->from = a->from;
    for (size_t i = 0; i < a->n; i++) {
        struct yaml_node *value = a->pairs[i].value;
        if (!only_says(path, a->pairs[i].key)) value = both(walk, a->pairs[i].key, below(walk, path, a->pairs[i].key), value, yaml_tree_find(b, a->pairs[i].key));
        if (value) yaml_tree_put(walk->arena, made, a->pairs[i].key, a->pairs[i].at, value);
    }
    for (size_t i = 0; i < b->n; i++) {
        if (only_says(path, b->pairs[i].key) || yaml_tree_find(a, b->pairs[i].key)) continue;
        struct yaml_node *value = take(walk, b->pairs[i].key, below(walk, path, b->pairs[i].key), NULL, b->pairs[i].value);
        if (value) yaml_tree_put(walk->arena, made, b->pairs[i].key, b->pairs[i].at, value);
    }
    return made;
}

static struct yaml_node *called(const struct yaml_node *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (text_equal(yaml_tree_called(list->items[i]), name)) return list->items[i];
    return NULL;
}

/* Every item has a name of its own, and those that both lists have come in the same order. */
static bool by_name(const struct yaml_node *a, const struct yaml_node *b)
{
    const struct yaml_node *lists[2] = {a, b};
    size_t last = 0;
    for (int l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->n; i++) {
            const char *name = yaml_tree_called(lists[l]->items[i]);
            if (!name || called(lists[l], name) != lists[l]->items[i]) return false;
        }
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++) {
            if (!text_equal(yaml_tree_called(a->items[i]), yaml_tree_called(b->items[k]))) continue;
            if (k < last) return false;
            last = k;
        }
    return true;
}

static struct yaml_node *named_lists(struct walk *walk, const char *path, struct yaml_node *a, struct yaml_node *b)
{
    struct yaml_node *made = yaml_tree_new(walk->arena, YAML_LIST, a->at);
    made->from = a->from;
    for (size_t i = 0; i < a->n; i++) {
        const char *name = yaml_tree_called(a->items[i]);
        struct yaml_node *item = both(walk, "", below(walk, path, name), a->items[i], called(b, name));
        if (item) yaml_tree_add(walk->arena, made, item);
    }
    for (size_t i = 0; i < b->n; i++) {
        const char *name = yaml_tree_called(b->items[i]);
        struct yaml_node *item = called(a, name) ? NULL : take(walk, "", below(walk, path, name), NULL, b->items[i]);
        if (item) yaml_tree_add(walk->arena, made, item);
    }
    return made;
}

static bool of_maps(const struct yaml_node *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i]->kind != YAML_MAP || merge_is_number(list->items[i])) return false;
    return list->n > 0;
}

static struct yaml_node *even_lists(struct walk *walk, const char *path, struct yaml_node *a, struct yaml_node *b)
{
    struct yaml_node *made = yaml_tree_new(walk->arena, YAML_LIST, a->at);
    made->from = a->from;
    for (size_t i = 0; i < a->n; i++) yaml_tree_add(walk->arena, made, both(walk, "", text_format(walk->arena, "%s[%zu]", path, i), a->items[i], b->items[i]));
    return made;
}

typedef struct yaml_node *inside(struct walk *walk, const char *path, struct yaml_node *a, struct yaml_node *b);

static inside *way_in(const struct yaml_node *a, const struct yaml_node *b)
{
    if (a->kind != b->kind) return NULL;
    if (a->kind == YAML_MAP) return merge_is_number(a) || merge_is_number(b) ? NULL : maps;
    if (a->kind != YAML_LIST) return NULL;
    if (a->n > 0 && b->n > 0 && by_name(a, b)) return named_lists;
    return a->n == b->n && of_maps(a) && of_maps(b) ? even_lists : NULL;
}

/* NULL where the side that was taken has nothing. */
static struct yaml_node *both(struct walk *walk, const char *key, const char *path, struct yaml_node *a, struct yaml_node *b)
{
    if (a && b && same(a, b)) return a;
    inside *in = a && b && walk->level < walk->difference->depth ? way_in(a, b) : NULL;
    if (!in) return take(walk, key, path, a, b);
    walk->level++;
    struct yaml_node *made = in(walk, path, a, b);
    walk->level--;
    return made;
}

/* --- one form ---------------------------------------------------------------------------------------- */

/* `node` and `nodes` are short for one group: said in full where the other side says `groups`. */
static void spell_out(struct arena *arena, struct yaml_node *pool, const struct yaml_node *other)
{
    struct yaml_pair *node = yaml_tree_pair(pool, "node"), *nodes = yaml_tree_pair(pool, "nodes");
    if (!node || !other || !yaml_tree_find(other, "groups")) return;
    struct yaml_node *group = yaml_tree_new(arena, YAML_MAP, node->at), *groups = yaml_tree_new(arena, YAML_LIST, node->at);
    group->from = groups->from = pool->from;
    yaml_tree_put(arena, group, "node", node->at, node->value);
    if (nodes) yaml_tree_put(arena, group, "nodes", nodes->at, nodes->value);
    yaml_tree_add(arena, groups, group);
    const struct place at = node->at;
    yaml_tree_remove(pool, "node");
    yaml_tree_remove(pool, "nodes");
    yaml_tree_put(arena, pool, "groups", at, groups);
}

static void one_form(struct arena *arena, struct yaml_node *const trees[2])
{
    struct yaml_node *pools[2] = {yaml_tree_find(trees[0], "storage"), yaml_tree_find(trees[1], "storage")};
    for (int t = 0; t < 2; t++) {
        if (!pools[t] || !pools[1 - t] || pools[t]->kind != YAML_LIST || pools[1 - t]->kind != YAML_LIST) continue;
        for (size_t p = 0; p < pools[t]->n; p++)
            if (pools[t]->items[p]->kind == YAML_MAP && yaml_tree_called(pools[t]->items[p]))
                spell_out(arena, pools[t]->items[p], called(pools[1 - t], yaml_tree_called(pools[t]->items[p])));
    }
}

/* --- doors ------------------------------------------------------------------------------------------- */

static int count_leaves(struct difference *difference, struct catalog_reader *reader, int depth, struct arena *arena)
{
    struct walk walk = {.difference = difference, .arena = arena, .reader = reader};
    difference->depth = depth;
    both(&walk, "", "", difference->trees[0], difference->trees[1]);
    return difference->n = walk.leaf;
}

bool difference_read(const struct difference_side sides[2], const char *models_dir, struct arena *arena, struct diags *diags, struct difference *difference)
{
    struct catalog *catalog = ARENA_NEW(arena, struct catalog);
    bool ok = true;
    *difference = (struct difference){.sides = {sides[0], sides[1]}, .models_dir = models_dir};
    struct catalog_reader *reader = catalog_open(models_dir, NULL, arena, diags, catalog, &ok);
    for (int s = 0; s < 2; s++) difference->trees[s] = scenario_tree(sides[s].file, models_dir, sides[s].sets, sides[s].n_sets, arena, diags);
    if (!ok || !difference->trees[0] || !difference->trees[1]) return false;
    one_form(arena, difference->trees);
    difference->leaves = ARENA_ARRAY(arena, struct difference_leaf, DIFFERENCE_MOST);
    difference->models = ARENA_ARRAY(arena, struct catalog_instead, DIFFERENCE_MOST);
    for (int depth = YAML_TREE_MOST_DEPTH; count_leaves(difference, reader, depth, arena) > DIFFERENCE_MOST; depth = depth > 8 ? 8 : depth - 1) CHECK(depth > 0);
    return true;
}

/* 0: none; 1: all; 2: some. */
static int how_many(const struct difference *difference, const bool *second)
{
    int n = 0;
    for (int i = 0; i < difference->n; i++) n += second[i];
    return n == 0 ? 0 : n == difference->n ? 1 : 2;
}

bool difference_between(const struct difference *difference, const bool *second, struct arena *arena, struct diags *diags, struct catalog *catalog, struct scenario *scenario)
{
    const int which = how_many(difference, second);
    const struct difference_side *side = &difference->sides[which == 1];
    if (which < 2) return scenario_read(side->file, difference->models_dir, side->sets, side->n_sets, arena, diags, catalog, scenario);
    struct difference scratch = *difference;
    struct walk walk = {.difference = &scratch, .arena = arena, .second = second, .instead = ARENA_ARRAY(arena, struct catalog_instead, difference->n)};
    struct yaml_node *tree = both(&walk, "", "", scratch.trees[0], scratch.trees[1]);
    CHECK(walk.leaf == difference->n);
    const struct scenario_tree_source source = {side->file, tree, walk.instead, walk.n_instead, difference->models_dir, side->sets, side->n_sets};
    return scenario_read_tree(&source, arena, diags, catalog, scenario);
}
