/* models/KIND/NAME.yaml → struct catalog, each model on its first mention, so that only what a
 * scenario reaches is read (and stands in the manifest). */
#ifndef INPUT_CATALOG_H
#define INPUT_CATALOG_H

#include <stdio.h>

#include "base/diag.h"
#include "input/provenance.h"
#include "input/reader.h"
#include "input/sets.h"
#include "types/catalog.h"

struct catalog_reader;

/* Begins to read into *catalog, which is emptied. Resolves which models the sets of `models.KIND.NAME.FIELD`
 * mean; after a mistake *sound is false and the reader good for further reading. The reader,
 * `sets` (parsed; NULL: none) and the catalog live in `arena`. */
MUST_USE struct catalog_reader *catalog_open(const char *models_dir, struct sets *sets, struct arena *arena, struct diags *diags,
                                             struct catalog *catalog, bool *sound);

/* The model, read now if it wasn't; NULL after a diagnostic at `at`, or in the model. Fits reader.find_model.
 * Models never move: pointers stay good as long as the arena. */
const void *catalog_find(void *catalog_reader, enum model_kind kind, const char *name, struct place at);

/* A model's tree (marked, without `extends`), to be read in place of its file. */
struct catalog_instead { enum model_kind kind; const char *name; struct yaml_node *tree; };

/* From now on these models are read so, and a set of a model that nothing mentions is no mistake. The array must live as long as the reader. */
void catalog_use(struct catalog_reader *reader, const struct catalog_instead *at, int n);

/* The tree of a model's file with what it extends; NULL where there is no such model, or it cannot be read. */
struct yaml_node *catalog_tree(struct catalog_reader *reader, enum model_kind kind, const char *name);

/* The register of sources (provenance.h). */
const struct provenance_register *catalog_sources(const struct catalog_reader *reader);

/* Ends reading: fills catalog->inputs and files. False when a set meant a model that nothing mentioned. */
MUST_USE bool catalog_close(struct catalog_reader *reader);

/* All models of the folder, kind by kind in order of their names. */
MUST_USE bool catalog_read_all(const char *models_dir, const char *const *sets, int n_sets,
                               struct arena *arena, struct diags *diags, struct catalog *catalog);

/* One model's file, wherever it lies, with the models it mentions from `models_dir`: for `exasite check`. */
MUST_USE bool catalog_check_file(const char *file, const char *models_dir, struct arena *arena, struct diags *diags);

/* "drive", ...: a kind's word in files and paths; its folder, "drives". */
const char *catalog_kind_word(enum model_kind kind);
const char *catalog_kind_folder(enum model_kind kind);

/* Markdown: every key a model may hold, kind by kind. */
void catalog_manual(struct arena *arena, FILE *to);

#endif
