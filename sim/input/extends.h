/* A file with what it `extends`, and what that extends, merged into one tree. */
#ifndef INPUT_EXTENDS_H
#define INPUT_EXTENDS_H

#include "input/provenance.h"
#include "input/yaml_tree.h"

/* File names as shown to people, in order of reading, none twice. */
struct extends_files { const char **at; size_t n, capacity; };

struct extends {
    struct arena *arena;
    struct diags *diags;
    const struct provenance_register *sources;
    struct extends_files *files;
    const char *kind;            /* "drive": a model, whose base is a model beside it; NULL: a scenario, whose base is a file */
    bool portfolio;              /* kind NULL: a file of kind: portfolio, not a scenario */
};

/* The file's tree, marked, without `extends`. Every file on the way must say `exasite: 1`, and a
 * model its `kind`. A scenario's base is a path from the extending file's folder that stays, links
 * followed, within the folder `scenarios` or `models` (the innermost so called) the first file lies
 * in, or its own folder when there is none. `exasite`, a model's `name` and a scenario's `decision`, `questions`
 * and `risks` are not inherited.
 * NULL when there is nothing to go on with; *sound becomes false with every mistake. */
MUST_USE struct yaml_node *extends_read(const struct extends *extends, const char *file, bool *sound);

void extends_add_file(struct extends_files *files, const char *name, struct arena *arena);

#endif
