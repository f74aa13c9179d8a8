/* A folder of files that lasts as long as a test. Include after near.h. */
#ifndef TESTS_LIB_FOLDER_H
#define TESTS_LIB_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder { char path[64]; };

static inline struct folder folder_new(void)
{
    struct folder folder = {"/tmp/exasite-test-XXXXXX"};
    if (!mkdtemp(folder.path)) fail_msg("no temporary folder");
    return folder;
}

/* Writes folder/name, making the folders on the way; returns its path in `path`. */
static inline const char *folder_write(const struct folder *folder, const char *name, const char *text, char path[256])
{
    snprintf(path, 256, "%s/%s", folder->path, name);
    for (char *slash = strchr(path + strlen(folder->path) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("cannot write %s", path);
    fwrite(text, 1, strlen(text), file);
    if (fclose(file)) fail_msg("cannot write %s", path);
    return path;
}

static inline void folder_remove_below(const char *path)
{
    DIR *dir = opendir(path);
    if (!dir) return;
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char inner[1024];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) >= (int)sizeof inner) continue;
        if (unlink(inner) != 0) folder_remove_below(inner);
    }
    closedir(dir);
    rmdir(path);
}

static inline void folder_free(const struct folder *folder)
{
    folder_remove_below(folder->path);
}

#endif
