/* What a result was made from: the files read, by SHA-256, and the command. */
#ifndef CMD_MANIFEST_H
#define CMD_MANIFEST_H

#include "cmd/options.h"
#include "types/results.h"
#include "types/scenario.h"

/* Fills results->manifest: each file that scenario, catalog and `also` (may be NULL) were read from (in reading order, once), and
 * the command without what cannot change a result (--jobs, --json, --out, --quiet). A file that has
 * gone meanwhile has the digest "". */
void manifest_fill(const struct options *options, const char *command, const struct scenario *scenario,
                   const struct catalog *catalog, const struct catalog *also, struct arena *arena, struct results *results);

/* The same of any list of files. */
void manifest_of_files(const struct options *options, const char *command, const struct scenario *scenario, const char *const *files, int n_files,
                       struct arena *arena, struct result_manifest *manifest);

/* Are the files still what the manifest says? */
bool manifest_holds(const struct result_manifest *manifest);

#endif
