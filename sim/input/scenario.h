/* scenarios/x.yaml → struct scenario, every reference resolved into the catalog. The door of the
 * reading stage. */
#ifndef INPUT_SCENARIO_H
#define INPUT_SCENARIO_H

#include <stdio.h>

#include "base/diag.h"
#include "input/catalog.h"
#include "types/catalog.h"
#include "types/scenario.h"

/* Reads the scenario, what it extends, the --set arguments ("PATH=VALUE", in order) and the models
 * it mentions, from `models_dir`. All mistakes are diagnosed in one go; false when there was one,
 * and then *catalog and *scenario hold nothing to be used. Both live in `arena`, and so
 * does what they point to; `sets` and `file` must live as long.
 *
 * To try other values, change *scenario->inputs[i] and *catalog->inputs[i] in place: nothing read
 * is derived from another number. A defaulted estimate stands there too. */
MUST_USE bool scenario_read(const char *file, const char *models_dir, const char *const *sets, int n_sets,
                            struct arena *arena, struct diags *diags, struct catalog *catalog, struct scenario *scenario);

/* --- a scenario that no file holds: read from a tree, as what lies between two scenarios is (difference.h) --- */

/* The tree a scenario is read from: its file, what that extends and the sets that are not of models. NULL where there is none. */
struct yaml_node *scenario_tree(const char *file, const char *models_dir, const char *const *sets, int n_sets, struct arena *arena, struct diags *diags);

struct scenario_tree_source {
    const char *file;                    /* as it shall be called */
    struct yaml_node *tree;              /* is only read */
    const struct catalog_instead *instead; int n_instead;
    const char *models_dir;
    const char *const *sets; int n_sets; /* those of models are applied */
};
/* As scenario_read; `files` hold the models alone. */
MUST_USE bool scenario_read_tree(const struct scenario_tree_source *source, struct arena *arena, struct diags *diags, struct catalog *catalog, struct scenario *scenario);

/* Markdown: how numbers are written, then every key a scenario may hold. The models' part follows: catalog_manual. */
void scenario_manual(struct arena *arena, FILE *to);

#endif
