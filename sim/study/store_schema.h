/* The SQL of a study file, made from the columns of headline.h. Used by store.c. */
#ifndef STUDY_STORE_SCHEMA_H
#define STUDY_STORE_SCHEMA_H

#include "base/arena.h"
#include "study/doe.h"

/* Tables, the view `result` with a column for each varied input, and the meanings of columns. */
const char *store_schema_sql(const struct doe *doe, struct arena *arena);

/* Point, texts, numbers; point, replication, measures; in the order of the enums of types/study.h. */
const char *store_schema_insert_point(struct arena *arena);
const char *store_schema_insert_replication(struct arena *arena);
const char *store_schema_select_points(struct arena *arena);

#endif
