/* YAML as a tree: every node knows where it was written. What libyaml leaves to its users
 * (duplicate keys, aliases that multiply, merge keys, tags, NULs, several documents) is
 * policed here, so nobody behind this header meets it. */
#ifndef INPUT_YAML_TREE_H
#define INPUT_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* Beyond any sensible scenario, and small enough to be read in an instant. */
enum {
    YAML_TREE_MOST_BYTES = 4 * 1024 * 1024,
    YAML_TREE_MOST_DEPTH = 64,
    YAML_TREE_MOST_NODES = 200000,           /* aliases expanded */
    YAML_TREE_MOST_ANCHORS = 1000
};

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct provenance;
struct yaml_node;

struct yaml_pair {
    const char *key;                         /* no NUL, no control character within; never "" */
    struct place at;                         /* of the key */
    struct yaml_node *value;
};

struct yaml_node {
    enum yaml_kind kind;
    struct place at;
    bool plain;                              /* TEXT: written without quotes */
    const char *text; size_t length;         /* TEXT: no NUL within, one after */
    struct yaml_node **items;                /* LIST: n of them */
    struct yaml_pair *pairs;                 /* MAP: n of them, no key twice */
    size_t n, capacity;
    const struct provenance *from;           /* who stands behind numbers here (provenance.h); NULL until marked */
};

/* The tree of one YAML document of `length` bytes whose first character stands at `start`. NULL when
 * there is nothing to go on with (not YAML, too deep, too many nodes, empty). Lesser
 * mistakes (a duplicate key: the first stays) are diagnosed too, *sound becomes false and the
 * tree is what remains, so that reading can go on and find more. *sound is never set to true. */
MUST_USE struct yaml_node *yaml_tree_parse(const char *text, size_t length, struct place start,
                                           struct arena *arena, struct diags *diags, bool *sound);

/* The same of the file at `path`, called `name` in every place. */
MUST_USE struct yaml_node *yaml_tree_read(const char *path, const char *name,
                                          struct arena *arena, struct diags *diags, bool *sound);

/* The pair or value of a key; NULL when there is none, or `node` is no map. */
struct yaml_pair *yaml_tree_pair(const struct yaml_node *node, const char *key);
struct yaml_node *yaml_tree_find(const struct yaml_node *node, const char *key);

/* What a list's item is called: its `name`, else `pool`, else `id`, when that reads as a name
 * (yaml_tree_is_name); else NULL. */
const char *yaml_tree_called(const struct yaml_node *item);

/* Letters, digits, `.`, `_` and `-`, the first a letter or digit; 1 to 64 of them. */
bool yaml_tree_is_name(const char *text, size_t length);

/* Written `null` or `~`: asks to remove what it stands for. */
bool yaml_tree_is_null(const struct yaml_node *node);

/* Nothing written after the key. */
bool yaml_tree_is_empty(const struct yaml_node *node);

/* A text, its quotes gone, as it may stand in a message. */
const char *yaml_tree_shown(const struct yaml_node *node, struct arena *arena);

/* "a value", "a list", "a map". */
const char *yaml_tree_kind(const struct yaml_node *node);

/* New nodes; `text` is not copied. */
struct yaml_node *yaml_tree_new(struct arena *arena, enum yaml_kind kind, struct place at);
struct yaml_node *yaml_tree_new_text(struct arena *arena, const char *text, size_t length, struct place at);

/* Adds a pair at the map's end, or gives the key's pair this place and value. */
void yaml_tree_put(struct arena *arena, struct yaml_node *map, const char *key, struct place at, struct yaml_node *value);

/* Takes the key's pair out, if it is there. */
void yaml_tree_remove(struct yaml_node *map, const char *key);

void yaml_tree_add(struct arena *arena, struct yaml_node *list, struct yaml_node *item);

#endif
