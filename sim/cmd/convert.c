#include "cmd/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/site_files.h"

extern char **environ;

/* --- finding and running --------------------------------------------------------------------------- */

static bool on_path(const char *program, struct arena *arena)
{
    const char *path = getenv("PATH");
    while (path && *path) {
        const size_t length = strcspn(path, ":");
        if (length > 0 && access(file_join(arena, text_copy_n(arena, path, length), program), X_OK) == 0) return true;
        path += length + (path[length] == ':');
    }
    return false;
}

static char **environment(struct arena *arena)
{
    size_t n = 0;
    while (environ[n]) n++;
    char **copy = ARENA_ARRAY(arena, char *, n + 2);
    for (size_t i = 0; i < n; i++) copy[i] = environ[i];
    if (!getenv("SOURCE_DATE_EPOCH")) copy[n] = text_copy(arena, "SOURCE_DATE_EPOCH=0");
    return copy;
}

/* What it prints is dropped: converters complain about fonts and the like. */
static bool run(char *const argv[], struct arena *arena)
{
    posix_spawn_file_actions_t quiet;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    const int spawned = posix_spawnp(&child, argv[0], &quiet, NULL, argv, environment(arena));
    posix_spawn_file_actions_destroy(&quiet);
    if (spawned != 0) return false;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- one conversion ----------------------------------------------------------------------------------- */

enum { MOST_WORDS = 12 };
/* IN and OUT stand for the files; a word that ends with = takes what follows it. */
struct converter { const char *program; const char *words[MOST_WORDS]; };

static const struct converter to_pdf[] = {
    {"weasyprint", {"weasyprint", "IN", "OUT"}},
    {"chromium", {"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=OUT", "IN"}},
};
/* Without --sandbox, under which pandoc 2.17 does not find its own template; the page loads nothing. */
static const struct converter to_docx[] = {
    {"pandoc", {"pandoc", "--from=html", "--to=docx", "--output=OUT", "IN"}},
};

static char *word_of(const char *word, const char *in, const char *out, struct arena *arena)
{
    const size_t length = strlen(word);
    if (text_equal(word, "IN")) return text_copy(arena, in);
    if (text_ends_with(word, "OUT")) return text_format(arena, "%.*s%s", (int)(length - strlen("OUT")), word, out);
    return text_copy(arena, word);
}

static bool use(const struct converter *converter, const char *in, const char *out, struct arena *arena)
{
    char *argv[MOST_WORDS + 1] = {0};
    for (int w = 0; w < MOST_WORDS && converter->words[w]; w++) argv[w] = word_of(converter->words[w], in, out, arena);
    return run(argv, arena) && file_exists(out);
}

/* A path that begins with a dash would be taken for an option. */
static const char *safe(const char *path, struct arena *arena) { return path[0] == '-' ? text_format(arena, "./%s", path) : path; }

/* Beside, then renamed: a converter that fails leaves the file of before. */
static bool convert(const struct converter *converter, const char *folder, const char *stem, const char *ending, const char *html, struct arena *arena, struct cmd_streams streams)
{
    const char *in = safe(file_join(arena, folder, text_format(arena, ".%s.convert.html", stem)), arena);
    const char *made = safe(file_join(arena, folder, text_format(arena, ".%s.convert.%s", stem, ending)), arena);
    const char *out = safe(file_join(arena, folder, text_format(arena, "%s.%s", stem, ending)), arena);
    if (!site_files_write(in, html, strlen(html), streams)) return false;
    const bool done = use(converter, in, made, arena) && rename(made, out) == 0;
    if (!done) fprintf(streams.err, "exasite: error: %s could not make %s\n", converter->program, out);
    remove(in);
    remove(made);
    return done;
}

/* A clear line and no failure where none is installed. */
static bool convert_by(const struct converter *converters, int n, const char *packages, const char *folder, const char *stem, const char *ending, const char *html, struct arena *arena,
                       struct cmd_streams streams)
{
    for (int k = 0; k < n; k++)
        if (on_path(converters[k].program, arena)) return convert(&converters[k], folder, stem, ending, html, arena, streams);
    fprintf(streams.err, "exasite: %s.%s is not written: it takes %s; the other formats are there\n", stem, ending, packages);
    return true;
}

/* WeasyPrint breaks no line at <wbr/>, only at the character that means the same; in the page itself that would be copied along with a path. */
static const char *breakable(const char *html, struct arena *arena)
{
    static const char tag[] = "<wbr/>";
    struct text out = text_new(arena);
    for (const char *next; (next = strstr(html, tag)) != NULL; html = next + strlen(tag)) {
        text_append_n(&out, html, (size_t)(next - html));
        text_append(&out, "\xE2\x80\x8B");
    }
    text_append(&out, html);
    return out.bytes;
}

bool convert_pdf(const char *folder, const char *stem, const char *html, struct arena *arena, struct cmd_streams streams)
{
    html = breakable(html, arena);
    return convert_by(to_pdf, sizeof to_pdf / sizeof to_pdf[0], "WeasyPrint or Chromium (apt-get install weasyprint)", folder, stem, "pdf", html, arena, streams);
}

bool convert_docx(const char *folder, const char *stem, const char *html, struct arena *arena, struct cmd_streams streams)
{
    return convert_by(to_docx, sizeof to_docx / sizeof to_docx[0], "pandoc (apt-get install pandoc)", folder, stem, "docx", html, arena, streams);
}
