/* One study in one SQLite file: what was asked, and what each point came to. docs/studies.md describes the
 * tables; `PRAGMA user_version` is their version. This file is the only user of SQLite.
 *
 * One connection, which nobody else may use at the same time: the file is locked from opening to closing. A rollback
 * journal (write-ahead logs break on network file systems), synced at each commit: killed at any moment the
 * file holds whole points, up to the last commit. Rows have explicit keys, and hold no times, hosts or attempts, so that
 * `vacuum into` gives the same bytes whoever computed the points in whatever order. */
#ifndef STUDY_STORE_H
#define STUDY_STORE_H

#include <stdio.h>

#include "base/diag.h"
#include "study/doe.h"
#include "types/results.h"
#include "types/study.h"

enum { STORE_VERSION = 2 };

/* What a study was asked: two files with the same head go on with each other. */
struct store_head {
    const char *scenario, *question;
    const struct result_manifest *manifest;
    const struct doe *doe;
};

enum store_result {
    STORE_OK,
    STORE_REFUSED,           /* a diagnostic says why: it exists, it is another study, somebody writes it */
    STORE_FAILED             /* the machine: store_problem */
};

struct store;

/* Opens the study at `path`. Without `resume` it must not exist; with it, a file that does must hold a study of
 * the same head, and its points are known to store_has. *store lives in `arena`, and is to be closed whatever the result. */
MUST_USE enum store_result store_open(const char *path, bool resume, const struct store_head *head, struct arena *arena, struct diags *diags,
                                      struct store **store);

/* Opens a study for reading alone. */
MUST_USE enum store_result store_read(const char *path, struct arena *arena, struct diags *diags, struct store **store);

/* Is the index-th point (from 0) there; how many are. */
bool store_has(const struct store *store, int64_t index);
int64_t store_done(const struct store *store);

/* Writes a point with its replications; it is safe once committed. False: store_problem. */
MUST_USE bool store_put(struct store *store, const struct study_point *point);
MUST_USE bool store_commit(struct store *store);

/* All flips of the study's maps at once, committed; whatever stood there is gone. */
MUST_USE bool store_put_flips(struct store *store, const struct study_flip *flips, int32_t n);

/* Everything since the last commit is forgotten. */
void store_rollback(struct store *store);

const char *store_problem(const struct store *store);

void store_close(struct store *store);

/* --- reading ------------------------------------------------------------------------------------ */

/* In order of points, without their replications. `point` and its texts are good during the call. False: store_problem. */
typedef void store_look(void *context, const struct study_point *point);
MUST_USE bool store_each(struct store *store, store_look *look, void *context);

/* The value of a key of the table `study`; "" if it is not there. In the store's arena. */
const char *store_text(struct store *store, const char *key);
int64_t store_count(struct store *store, const char *table);

/* The flips that were put, in order, without `held`; none: *n is 0. */
MUST_USE bool store_flips(struct store *store, struct arena *arena, struct study_flip **flips, int32_t *n);

/* Fills study->inputs, and the manifest's files. */
MUST_USE bool store_inputs(struct store *store, struct arena *arena, struct study_digest *study);

/* All rows of the view `result` as CSV (RFC 4180, lines end with LF): a header, then a row for each point and replication; SI
 * numbers that read back exactly, unknown ones empty. */
MUST_USE bool store_csv(struct store *store, FILE *to);

#endif
