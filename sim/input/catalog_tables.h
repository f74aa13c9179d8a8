/* What a model's file may hold, kind by kind, and where it goes. */
#ifndef INPUT_CATALOG_TABLES_H
#define INPUT_CATALOG_TABLES_H

#include "input/field.h"
#include "types/catalog.h"

struct catalog_tables_kind {
    const char *word, *folder;               /* "drive", "drives" */
    const struct field_table *table;
    size_t array_offset, count_offset;       /* in struct catalog */
    /* What the fields mean together; `model` is read, without mistakes of its own fields. */
    bool (*sound)(const void *model, struct diags *diags);
};

/* By enum model_kind. */
extern const struct catalog_tables_kind catalog_tables_kinds[MODEL_KINDS];

/* Words of types/catalog.h's enums, in their order, NULL at the end. */
extern const char *const catalog_tables_front_ends[];
extern const char *const catalog_tables_write_paths[];
extern const char *const catalog_tables_failure_domains[];
extern const char *const catalog_tables_protocols[];

#endif
