/* Files: read a whole one within a limit, write a whole one or none, and the arithmetic of
 * paths. '/' separates; nothing here changes the working directory. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/check.h"

enum file_result {
    FILE_OK,
    FILE_MISSING,            /* it, or a folder on the way to it */
    FILE_DENIED,
    FILE_IS_FOLDER,
    FILE_NOT_REGULAR,        /* a pipe, device or socket */
    FILE_TOO_LARGE,          /* above the caller's limit, or the file system's */
    FILE_NO_SPACE,
    FILE_FAILED              /* anything else the machine said */
};

/* What happened, to stand after "cannot read x.yaml: ". */
const char *file_problem(enum file_result result);

/* Reads all of a regular file of at most `limit` bytes into `arena`: *bytes is followed by a NUL
 * not counted in *length. Never waits on a pipe. After an error *bytes is NULL, *length 0. */
MUST_USE enum file_result file_read(const char *path, size_t limit, struct arena *arena, char **bytes, size_t *length);

/* Writes the file whole, or leaves what stood there: a temporary beside it is filled, synced and
 * renamed over it, then the folder is synced; after an error the temporary is gone. Requests to
 * end (SIGINT, SIGTERM, SIGHUP) wait meanwhile, so that they leave none behind either. A symbolic
 * link is followed, an existing file's permissions kept. A device or pipe (and whatever
 * lies under /dev or /proc) is written straight. */
MUST_USE enum file_result file_write(const char *path, const char *bytes, size_t length);

/* As file_write, of what `put` prints; where it returns false, that is FILE_FAILED. For files larger than memory should hold. */
typedef bool file_put(void *context, FILE *to);
MUST_USE enum file_result file_write_by(const char *path, file_put *put, void *context);

/* Makes the folder and those above it that are missing. One that stands already is fine. */
MUST_USE enum file_result file_make_folders(const char *path);

bool file_exists(const char *path);          /* anything of that name */
bool file_is_folder(const char *path);

/* Names in a folder, without "." and "..", sorted by their bytes. */
MUST_USE enum file_result file_list(const char *path, struct arena *arena, const char ***names, size_t *n_names);

/* "a/b" from "a" and "b"; `name` itself when it begins with '/' or `folder` is "" or ".". */
char *file_join(struct arena *arena, const char *folder, const char *name);

/* "a/b" of "a/b/c.yaml"; "." of "c.yaml"; "/" of "/c". */
char *file_folder(struct arena *arena, const char *path);

/* The folder the running program lies in, links followed; "." where the system does not say. */
char *file_program_folder(struct arena *arena);

/* "c.yaml" of "a/b/c.yaml": points into `path`. */
const char *file_name(const char *path);

/* "c" of "a/b/c.yaml"; ".c" of ".c". */
char *file_stem(struct arena *arena, const char *path);

/* True when `path`, read from some folder, cannot lead out of it: not empty, not absolute,
 * and no ".." in it. Links are not followed to find out. */
bool file_stays_below(const char *path);

#endif
