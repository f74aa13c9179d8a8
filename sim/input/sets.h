/* --set PATH=VALUE: other values, put into the YAML tree before fields are read. */
#ifndef INPUT_SETS_H
#define INPUT_SETS_H

#include "input/reader.h"
#include "input/yaml_tree.h"

struct set {
    const char *argument;        /* "demand.read.peak=30 TB/s" */
    int32_t number;              /* the number-th --set, from 1: its place is --set:NUMBER:COLUMN */
    const char *path;            /* "demand.read.peak" */
    struct yaml_node *value;
    bool of_model;               /* the path begins with models. */
    enum model_kind kind;        /* OF A MODEL, once resolved (catalog_open): which, */
    const char *model;           /* its name, */
    const char *within;          /* and the rest of the path, within `path` */
    bool used;
};
struct sets { struct set *at; int n; };

/* Splits and parses all. PATH is keys by dots, list items by name, pool or id or as [i]; VALUE is a YAML
 * value on one line: 350 MW, [a, b], {range: [a, b]}, null to take the key out. */
MUST_USE bool sets_parse(const char *const *arguments, int n, struct arena *arena, struct diags *diags, struct sets *sets);

/* Puts the value at `path` (set->path or set->within) of the tree, a file's top map. Missing keys are made: if they
 * mean nothing, reading fields will say so. A list item must be there.
 *
 * A number is one thing: a new value takes the old one's range, distribution, source, date and grade out
 * with it (its source is now "--set") but leaves keys beside it, as `at`. `X.range` and the like
 * go into the number that stands there. A map replaces a map. */
MUST_USE bool sets_apply(struct set *set, const char *path, struct yaml_node *tree, struct arena *arena, struct diags *diags);

/* The place of the path's byte at `at`, which points into set->argument or set->path. */
struct place sets_place(const struct set *set, const char *at);

#endif
