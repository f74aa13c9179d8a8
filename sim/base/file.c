#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/order.h"
#include "base/text.h"

enum { FILE_PIECE = 64 * 1024, FILE_TEMPORARIES = 1000 };

const char *file_problem(enum file_result result)
{
    static const char *const problems[] = {
        [FILE_OK] = "no problem",           [FILE_MISSING] = "no such file",       [FILE_DENIED] = "permission denied",
        [FILE_IS_FOLDER] = "it is a folder", [FILE_NOT_REGULAR] = "not a regular file", [FILE_TOO_LARGE] = "too large",
        [FILE_NO_SPACE] = "no space left",  [FILE_FAILED] = "input or output failed",
    };
    return problems[result];
}

static enum file_result file_result_of(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ELOOP: return FILE_MISSING;
    case EACCES:
    case EPERM:
    case EROFS: return FILE_DENIED;
    case EISDIR: return FILE_IS_FOLDER;
    case ENXIO: return FILE_NOT_REGULAR;
    case EFBIG: return FILE_TOO_LARGE;
    case ENOSPC:
    case EDQUOT: return FILE_NO_SPACE;
    case EMFILE:
    case ENFILE: check_out_of("file descriptors");
    case ENOMEM: check_out_of("memory");
    default: return FILE_FAILED;
    }
}

static enum file_result file_kind(const struct stat *status)
{
    if (S_ISDIR(status->st_mode)) return FILE_IS_FOLDER;
    return S_ISREG(status->st_mode) ? FILE_OK : FILE_NOT_REGULAR;
}

/* --- reading -------------------------------------------------------------------------- */

/* Until its end, whatever size it claimed: files in /proc claim 0, and a file may grow. */
static enum file_result file_read_open(int descriptor, size_t limit, struct text *content)
{
    char piece[FILE_PIECE];
    for (;;) {
        const ssize_t got = read(descriptor, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return file_result_of(errno);
        if (got == 0) return FILE_OK;
        if ((size_t)got > limit - content->length) return FILE_TOO_LARGE;
        text_append_n(content, piece, (size_t)got);
    }
}

enum file_result file_read(const char *path, size_t limit, struct arena *arena, char **bytes, size_t *length)
{
    struct stat status;
    *bytes = NULL;
    *length = 0;
    const int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) return file_result_of(errno);
    enum file_result result = fstat(descriptor, &status) == 0 ? file_kind(&status) : file_result_of(errno);
    if (result == FILE_OK && status.st_size > 0 && (unsigned long long)status.st_size > limit) result = FILE_TOO_LARGE;
    if (result == FILE_OK) {
        struct text content = text_new(arena);
        result = file_read_open(descriptor, limit, &content);
        if (result == FILE_OK) {
            *bytes = content.bytes;
            *length = content.length;
        }
    }
    close(descriptor);
    return result;
}

/* --- writing -------------------------------------------------------------------------- */

static enum file_result file_write_open(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        const ssize_t put = write(descriptor, bytes, length);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return file_result_of(errno);
        bytes += put;
        length -= (size_t)put;
    }
    return FILE_OK;
}

/* What is to stand in a file. */
struct file_content { const char *bytes; size_t length; file_put *put; void *context; };

/* What `put` prints, through a stream of its own over the same open file. */
static enum file_result file_print_open(int descriptor, const struct file_content *content)
{
    const int twin = dup(descriptor);
    FILE *to = twin < 0 ? NULL : fdopen(twin, "w");
    if (!to) return file_result_of(errno);
    errno = 0;
    const bool put = content->put(content->context, to);
    enum file_result result = fflush(to) == 0 && !ferror(to) ? FILE_OK : file_result_of(errno);
    if (fclose(to) != 0 && result == FILE_OK) result = file_result_of(errno);
    return put || result != FILE_OK ? result : FILE_FAILED;
}

static enum file_result file_fill(int descriptor, const struct file_content *content)
{
    return content->put ? file_print_open(descriptor, content) : file_write_open(descriptor, content->bytes, content->length);
}

static enum file_result file_write_straight(const char *path, const struct file_content *content)
{
    /* Opened without waiting (a pipe nobody reads is an error), then written patiently. */
    const int descriptor = open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) return file_result_of(errno);
    enum file_result result = FILE_OK;
    if (fcntl(descriptor, F_SETFL, O_APPEND) != 0) result = file_result_of(errno);
    if (result == FILE_OK) result = file_fill(descriptor, content);
    if (close(descriptor) != 0 && result == FILE_OK) result = file_result_of(errno);
    return result;
}

static enum file_result file_sync_folder(const char *folder)
{
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return file_result_of(errno);
    /* Some file systems cannot sync a folder and say EINVAL: the file itself is whole. */
    const enum file_result result = fsync(descriptor) == 0 || errno == EINVAL ? FILE_OK : file_result_of(errno);
    close(descriptor);
    return result;
}

/* Opens a new file in `folder` and names it in *name; -1 with errno set when it can't. */
static int file_open_temporary(struct arena *arena, const char *folder, char **name)
{
    for (int k = 0; k < FILE_TEMPORARIES; k++) {
        *name = file_join(arena, folder, text_format(arena, ".exasite-%ld-%d.tmp", (long)getpid(), k));
        const int descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

/* `mode` 0 leaves what the umask gave. */
static enum file_result file_replace(struct arena *arena, const char *path, mode_t mode, const struct file_content *content)
{
    char *temporary = NULL;
    const char *folder = file_folder(arena, path);
    const int descriptor = file_open_temporary(arena, folder, &temporary);
    if (descriptor < 0) return file_result_of(errno);
    enum file_result result = FILE_OK;
    if (mode && fchmod(descriptor, mode) != 0) result = file_result_of(errno);
    if (result == FILE_OK) result = file_fill(descriptor, content);
    if (result == FILE_OK && fsync(descriptor) != 0) result = file_result_of(errno);
    if (close(descriptor) != 0 && result == FILE_OK) result = file_result_of(errno);
    if (result == FILE_OK && rename(temporary, path) != 0) result = file_result_of(errno);
    if (result != FILE_OK) {
        unlink(temporary);
        return result;
    }
    return file_sync_folder(folder);
}

/* Who asks the program to end waits until the temporary has become the file, or is gone. */
static enum file_result file_replace_unbroken(struct arena *arena, const char *path, mode_t mode, const struct file_content *content)
{
    static const int ends[] = {SIGHUP, SIGINT, SIGTERM};
    sigset_t held, before;
    sigemptyset(&held);
    for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) sigaddset(&held, ends[k]);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    const enum file_result result = file_replace(arena, path, mode, content);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

static enum file_result file_write_content(const char *path, const struct file_content *content)
{
    struct stat status;
    const bool stands = stat(path, &status) == 0;
    if (stands && S_ISDIR(status.st_mode)) return FILE_IS_FOLDER;
    if (text_starts_with(path, "/dev/") || text_starts_with(path, "/proc/") || (stands && !S_ISREG(status.st_mode)))
        return file_write_straight(path, content);
    char *real = stands ? realpath(path, NULL) : NULL;
    if (stands && !real) return file_result_of(errno);
    struct arena *arena = arena_new();
    const enum file_result result = file_replace_unbroken(arena, real ? real : path, stands ? status.st_mode & 07777 : 0, content);
    arena_free(arena);
    free(real);
    return result;
}

enum file_result file_write(const char *path, const char *bytes, size_t length)
{
    return file_write_content(path, &(struct file_content){.bytes = bytes, .length = length});
}

enum file_result file_write_by(const char *path, file_put *put, void *context)
{
    return file_write_content(path, &(struct file_content){.put = put, .context = context});
}

/* --- folders -------------------------------------------------------------------------- */

bool file_exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static enum file_result file_make_folder(const char *path)
{
    if (mkdir(path, 0777) == 0 || file_is_folder(path)) return FILE_OK;
    return errno == EEXIST ? FILE_FAILED : file_result_of(errno);
}

enum file_result file_make_folders(const char *path)
{
    struct arena *arena = arena_new();
    char *so_far = text_copy(arena, path);
    enum file_result result = path[0] ? FILE_OK : FILE_MISSING;
    for (size_t i = 1; result == FILE_OK && so_far[0] && so_far[i]; i++) {
        if (so_far[i] != '/') continue;
        so_far[i] = '\0';
        result = file_make_folder(so_far);
        so_far[i] = '/';
    }
    if (result == FILE_OK) result = file_make_folder(so_far);
    arena_free(arena);
    return result;
}

static bool file_name_before(const void *a, const void *b, const void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b) < 0;
}

enum file_result file_list(const char *path, struct arena *arena, const char ***names, size_t *n_names)
{
    size_t capacity = 0;
    *names = NULL;
    *n_names = 0;
    DIR *folder = opendir(path);
    if (!folder) return file_result_of(errno);
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)); errno = 0) {
        if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, "..")) continue;
        *names = arena_grow(arena, *names, *n_names, *n_names + 1, &capacity, sizeof **names);
        (*names)[(*n_names)++] = text_copy(arena, entry->d_name);
    }
    const enum file_result result = errno ? file_result_of(errno) : FILE_OK;
    closedir(folder);
    order_sort(*names, *n_names, sizeof **names, file_name_before, NULL);
    return result;
}

/* --- paths ---------------------------------------------------------------------------- */

char *file_join(struct arena *arena, const char *folder, const char *name)
{
    if (name[0] == '/' || folder[0] == '\0' || text_equal(folder, ".")) return text_copy(arena, name);
    return text_format(arena, text_ends_with(folder, "/") ? "%s%s" : "%s/%s", folder, name);
}

char *file_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return text_copy(arena, ".");
    while (slash > path && slash[-1] == '/') slash--;
    return slash == path ? text_copy(arena, "/") : text_copy_n(arena, path, (size_t)(slash - path));
}

char *file_program_folder(struct arena *arena)
{
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || (size_t)length == sizeof path) return text_copy(arena, ".");
    return file_folder(arena, text_copy_n(arena, path, (size_t)length));
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *file_stem(struct arena *arena, const char *path)
{
    const char *name = file_name(path), *dot = strrchr(name, '.');
    return dot && dot > name ? text_copy_n(arena, name, (size_t)(dot - name)) : text_copy(arena, name);
}

bool file_stays_below(const char *path)
{
    if (path[0] == '\0' || path[0] == '/') return false;
    for (const char *part = path; part;) {
        const char *slash = strchr(part, '/');
        if (text_equal_n(part, slash ? (size_t)(slash - part) : strlen(part), "..")) return false;
        part = slash ? slash + 1 : NULL;
    }
    return true;
}
