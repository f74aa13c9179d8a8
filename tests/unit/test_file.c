#include "tests/lib/near.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

/* Every test works in a folder of its own, which is then removed with what it holds. */
struct room {
    struct arena *arena;
    char *folder;
};

static int room_make(void **state)
{
    struct room *room = malloc(sizeof *room);
    char name[] = "/tmp/exasite-test-file-XXXXXX";
    room->arena = arena_new();
    room->folder = text_copy(room->arena, mkdtemp(name));
    *state = room;
    return room->folder ? 0 : -1;
}

static void room_remove_in(struct arena *arena, const char *folder)
{
    const char **names;
    size_t n_names;
    if (file_list(folder, arena, &names, &n_names) != FILE_OK) return;
    for (size_t i = 0; i < n_names; i++) {
        const char *path = file_join(arena, folder, names[i]);
        if (unlink(path) != 0) room_remove_in(arena, path);
    }
    rmdir(folder);
}

static int room_remove(void **state)
{
    struct room *room = *state;
    room_remove_in(room->arena, room->folder);
    arena_free(room->arena);
    free(room);
    return 0;
}

static char *in_room(const struct room *room, const char *name)
{
    return file_join(room->arena, room->folder, name);
}

static void assert_holds(struct room *room, const char *path, const char *expected)
{
    char *bytes;
    size_t length;
    assert_int_equal(file_read(path, 1000000, room->arena, &bytes, &length), FILE_OK);
    assert_int_equal(length, strlen(expected));
    assert_string_equal(bytes, expected);
}

static size_t count_in(const struct room *room)
{
    const char **names;
    size_t n_names;
    assert_int_equal(file_list(room->folder, room->arena, &names, &n_names), FILE_OK);
    return n_names;
}

static void assert_cannot_read(struct room *room, const char *path, size_t limit, enum file_result expected)
{
    char *bytes = room->folder;
    size_t length = 1;
    assert_int_equal(file_read(path, limit, room->arena, &bytes, &length), expected);
    assert_null(bytes);
    assert_int_equal(length, 0);
}

static void what_is_written_is_read(void **state)
{
    struct room *room = *state;
    const char *path = in_room(room, "a.txt");
    char *bytes;
    size_t length;
    assert_int_equal(file_write(path, "a\0b\n", 4), FILE_OK);
    assert_int_equal(file_read(path, 4, room->arena, &bytes, &length), FILE_OK);
    assert_int_equal(length, 4);
    assert_memory_equal(bytes, "a\0b\n", 5);
    assert_int_equal(file_write(path, NULL, 0), FILE_OK);
    assert_holds(room, path, "");
    assert_int_equal(count_in(room), 1);
}

static void a_large_file_comes_whole_or_not_at_all(void **state)
{
    struct room *room = *state;
    const char *path = in_room(room, "large");
    enum { SIZE = 1000000 };
    char *large = arena_alloc(room->arena, SIZE), *bytes;
    size_t length;
    for (size_t i = 0; i < SIZE; i++) large[i] = (char)('a' + i % 26);
    assert_int_equal(file_write(path, large, SIZE), FILE_OK);
    assert_int_equal(file_read(path, SIZE, room->arena, &bytes, &length), FILE_OK);
    assert_int_equal(length, SIZE);
    assert_memory_equal(bytes, large, SIZE);
    assert_cannot_read(room, path, SIZE - 1, FILE_TOO_LARGE);
    assert_cannot_read(room, "/proc/self/status", 10, FILE_TOO_LARGE);    /* claims to be empty */
}

static void only_regular_files_are_read_and_nothing_waits(void **state)
{
    struct room *room = *state;
    const char *pipe_path = in_room(room, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_cannot_read(room, pipe_path, 100, FILE_NOT_REGULAR);
    assert_cannot_read(room, "/dev/zero", 100, FILE_NOT_REGULAR);
    assert_cannot_read(room, room->folder, 100, FILE_IS_FOLDER);
    assert_cannot_read(room, in_room(room, "none"), 100, FILE_MISSING);
    assert_cannot_read(room, in_room(room, "pipe/under"), 100, FILE_MISSING);
    assert_cannot_read(room, "", 100, FILE_MISSING);
}

static void a_replaced_file_keeps_its_permissions_and_links(void **state)
{
    struct room *room = *state;
    const char *path = in_room(room, "a.txt"), *link = in_room(room, "link");
    struct stat status;
    assert_int_equal(file_write(path, "old", 3), FILE_OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink("a.txt", link), 0);
    assert_int_equal(file_write(link, "new", 3), FILE_OK);
    assert_holds(room, path, "new");
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
}

/* A limit on file sizes stands in for a full disk. */
static void a_write_that_fails_leaves_the_old_file_and_nothing_else(void **state)
{
    struct room *room = *state;
    const char *path = in_room(room, "a.txt");
    struct rlimit before, tight;
    char *large = arena_alloc(room->arena, 100000);
    assert_int_equal(file_write(path, "old", 3), FILE_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = 5000;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const enum file_result result = file_write(path, large, 100000);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(result, FILE_TOO_LARGE);
    assert_holds(room, path, "old");
    assert_int_equal(count_in(room), 1);
}

static bool print_numbers(void *n, FILE *to)
{
    for (int k = 0; k < *(const int *)n; k++) fprintf(to, "%d\n", k);
    return *(const int *)n < 5;
}

static void what_is_printed_stands_whole_or_not_at_all(void **state)
{
    struct room *room = *state;
    const char *path = in_room(room, "a.txt");
    int few = 3, many = 100000;
    assert_int_equal(file_write_by(path, print_numbers, &few), FILE_OK);
    assert_holds(room, path, "0\n1\n2\n");
    assert_int_equal(file_write_by(path, print_numbers, &many), FILE_FAILED);
    assert_holds(room, path, "0\n1\n2\n");
    assert_int_equal(count_in(room), 1);
}

static void where_no_file_can_be_none_is_written(void **state)
{
    struct room *room = *state;
    assert_int_equal(file_write(in_room(room, "none/a.txt"), "x", 1), FILE_MISSING);
    assert_int_equal(file_write(room->folder, "x", 1), FILE_IS_FOLDER);
    assert_int_equal(file_write("", "x", 1), FILE_MISSING);
    assert_int_equal(file_write(in_room(room, ""), "x", 1), FILE_IS_FOLDER);
    assert_int_equal(count_in(room), 0);
}

static void a_device_is_written_and_stays_a_device(void **state)
{
    struct room *room = *state;
    struct stat status;
    const char *pipe_path = in_room(room, "pipe");
    assert_int_equal(file_write("/dev/null", "x", 1), FILE_OK);
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    assert_int_equal(file_write("/dev/full", "x", 1), FILE_NO_SPACE);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(file_write(pipe_path, "x", 1), FILE_NOT_REGULAR);    /* nobody reads it */
}

static void folders_are_made_with_those_above(void **state)
{
    struct room *room = *state;
    const char *deep = in_room(room, "a/b/c/");
    assert_int_equal(file_make_folders(deep), FILE_OK);
    assert_int_equal(file_make_folders(deep), FILE_OK);
    assert_true(file_is_folder(in_room(room, "a/b/c")));
    assert_int_equal(file_write(in_room(room, "a/file"), "x", 1), FILE_OK);
    assert_int_not_equal(file_make_folders(in_room(room, "a/file")), FILE_OK);
    assert_int_not_equal(file_make_folders(in_room(room, "a/file/b")), FILE_OK);
    assert_int_equal(file_make_folders(""), FILE_MISSING);
    assert_true(file_exists(in_room(room, "a/file")));
    assert_false(file_is_folder(in_room(room, "a/file")));
    assert_false(file_exists(in_room(room, "b")));
}

static void a_folder_lists_its_names_sorted(void **state)
{
    struct room *room = *state;
    static const char *const written[] = { "b.yaml", "a.yaml", "B.yaml", "a-1.yaml", ".hidden" };
    static const char *const sorted[] = { ".hidden", "B.yaml", "a-1.yaml", "a.yaml", "b.yaml" };
    const char **names;
    size_t n_names;
    for (size_t i = 0; i < 5; i++) assert_int_equal(file_write(in_room(room, written[i]), "", 0), FILE_OK);
    assert_int_equal(file_list(room->folder, room->arena, &names, &n_names), FILE_OK);
    assert_int_equal(n_names, 5);
    for (size_t i = 0; i < 5; i++) assert_string_equal(names[i], sorted[i]);
    assert_int_equal(file_list(in_room(room, "none"), room->arena, &names, &n_names), FILE_MISSING);
    assert_int_equal(n_names, 0);
}

static void paths_come_apart_and_together(void **state)
{
    struct arena *arena = ((struct room *)*state)->arena;
    assert_string_equal(file_join(arena, "a", "b"), "a/b");
    assert_string_equal(file_join(arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(arena, ".", "b"), "b");
    assert_string_equal(file_join(arena, "a", "/b"), "/b");
    assert_string_equal(file_folder(arena, "a/b/c.yaml"), "a/b");
    assert_string_equal(file_folder(arena, "c.yaml"), ".");
    assert_string_equal(file_folder(arena, "/c"), "/");
    assert_string_equal(file_folder(arena, "a//c"), "a");
    assert_string_equal(file_name("a/b/c.yaml"), "c.yaml");
    assert_string_equal(file_stem(arena, "a.d/b/c.x.yaml"), "c.x");
    assert_string_equal(file_stem(arena, "a.d/.c"), ".c");
    assert_string_equal(file_stem(arena, "a.d/c"), "c");
}

static void the_program_knows_where_it_lies(void **state)
{
    const struct room *room = *state;
    assert_true(file_exists(file_join(room->arena, file_program_folder(room->arena), "test_file")));
}

static void a_path_that_leads_out_is_seen(void **state)
{
    (void)state;
    assert_true(file_stays_below("a.yaml"));
    assert_true(file_stays_below("a/..b/c.."));
    assert_false(file_stays_below("../a"));
    assert_false(file_stays_below("a/../../b"));
    assert_false(file_stays_below("a/.."));
    assert_false(file_stays_below(".."));
    assert_false(file_stays_below("/etc/passwd"));
    assert_false(file_stays_below(""));
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, room_make, room_remove)

static volatile sig_atomic_t asked_to_end;

static void note_the_end(int number)
{
    (void)number;
    asked_to_end = 1;
}

static bool interrupted(void *context, FILE *to)
{
    *(bool *)context = raise(SIGINT) == 0 && !asked_to_end;
    return fputs("whole\n", to) >= 0;
}

/* Ctrl-C while a file is written ends the program when it stands, not before. */
static void an_interrupt_waits_until_the_file_stands(void **state)
{
    struct room *room = *state;
    const char *path = file_join(room->arena, room->folder, "file");
    struct sigaction note = {.sa_handler = note_the_end}, before;
    bool waited = false;
    assert_int_equal(sigaction(SIGINT, &note, &before), 0);
    asked_to_end = 0;
    assert_int_equal(file_write_by(path, interrupted, &waited), FILE_OK);
    assert_int_equal(sigaction(SIGINT, &before, NULL), 0);
    assert_true(waited && asked_to_end);
    const char **names;
    size_t n;
    assert_int_equal(file_list(room->folder, room->arena, &names, &n), FILE_OK);
    assert_int_equal(n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(what_is_written_is_read),
        IN_ROOM(a_large_file_comes_whole_or_not_at_all),
        IN_ROOM(only_regular_files_are_read_and_nothing_waits),
        IN_ROOM(a_replaced_file_keeps_its_permissions_and_links),
        IN_ROOM(a_write_that_fails_leaves_the_old_file_and_nothing_else),
        IN_ROOM(what_is_printed_stands_whole_or_not_at_all), IN_ROOM(where_no_file_can_be_none_is_written),
        IN_ROOM(an_interrupt_waits_until_the_file_stands),
        IN_ROOM(a_device_is_written_and_stays_a_device),
        IN_ROOM(folders_are_made_with_those_above),
        IN_ROOM(a_folder_lists_its_names_sorted),
        IN_ROOM(paths_come_apart_and_together),
        IN_ROOM(the_program_knows_where_it_lies),
        IN_ROOM(a_path_that_leads_out_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
