/* What of one scenario is other in another: as YAML, after `extends` and --set, down to the parts of a node or stack where each names
 * another; and any scenario that lies between the two. */
#ifndef INPUT_DIFFERENCE_H
#define INPUT_DIFFERENCE_H

#include "input/scenario.h"

struct difference_side { const char *file; const char *const *sets; int n_sets; };

/* A thing that differs, as small as it can be taken from either side alone. */
struct difference_leaf {
    const char *path;                    /* "storage.bulk.groups", "storage.bulk.node (cards)" */
    const char *from, *to;               /* as written, on one line, cut; "" where nothing is written */
};

/* Two trees and their leaves. Keys that only say something about a scenario (name, question) and who stands behind a number are none.
 * Two sides of other form that mean the same (`node` and `groups`) are brought to one form first. */
struct difference {
    struct difference_leaf *leaves; int n;
    struct yaml_node *trees[2];
    struct difference_side sides[2];
    const char *models_dir;
    struct catalog_instead *models; int n_models;    /* trees of models that differ by their parts */
    int depth;                           /* levels of the tree that are told apart */
};

enum { DIFFERENCE_MOST = 256 };          /* leaves; were there more, fewer levels are told apart */

/* Both are read from `models_dir`. All lives in `arena`, the diagnostics too. False after a mistake. */
MUST_USE bool difference_read(const struct difference_side sides[2], const char *models_dir, struct arena *arena, struct diags *diags, struct difference *difference);

/* The scenario with leaf i as on the second side where second[i], else as on the first. As scenario_read; a scenario that means nothing
 * is a mistake. Scratch and answer live in `arena`. None or all of the second side: the scenarios themselves. */
MUST_USE bool difference_between(const struct difference *difference, const bool *second, struct arena *arena, struct diags *diags, struct catalog *catalog,
                                 struct scenario *scenario);

#endif
