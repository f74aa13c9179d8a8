/* Who stands behind a number: the `source`, `date` and `grade` of the nearest map around it that
 * states them. Marked on the tree of each file before trees are merged, so that what a
 * file extends keeps its own sources. */
#ifndef INPUT_PROVENANCE_H
#define INPUT_PROVENANCE_H

#include "input/yaml_tree.h"
#include "types/quantity.h"

struct provenance {
    const struct provenance *outer;          /* of the map around; NULL at a file's top */
    const char *source, *date;               /* "" when nobody states it */
    enum grade grade;
    bool by_set;                             /* stated by --set: a what-if, which needs no source */
};

/* The register of sources: ids like S45 with their dates. May be empty. */
struct provenance_register;

/* Reads MODELS_DIR/sources.yaml; an absent file gives an empty register that knows no id. */
MUST_USE bool provenance_register_read(const char *models_dir, struct arena *arena, struct diags *diags,
                                       const struct provenance_register **sources);

/* Reads the register in `file`, which must be there. */
MUST_USE bool provenance_register_read_file(const char *file, struct arena *arena, struct diags *diags, const struct provenance_register **sources);

/* The register's file as named; NULL when there is none. */
const char *provenance_register_file(const struct provenance_register *sources);

/* Checks the words of every `source`, `date` and `grade` in the tree and sets every node's `from`, the
 * outermost inheriting from `outer` (NULL: from nobody). */
MUST_USE bool provenance_mark(struct yaml_node *tree, const struct provenance *outer,
                              const struct provenance_register *sources, struct arena *arena, struct diags *diags);

/* What numbers given by --set have: source "--set", no date, no grade. */
extern const struct provenance provenance_of_set;

/* "measured", ... ; "" for GRADE_NONE. */
const char *provenance_grade_word(enum grade grade);

/* `source`, `date` or `grade`: keys that any map may hold. */
bool provenance_is_key(const char *key);

#endif
