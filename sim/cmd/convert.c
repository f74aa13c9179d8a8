#define _GNU_SOURCE     /* memmem, posix_spawn_file_actions_addchdir_np */
#include "cmd/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/site_files.h"
#include "reports/doc_docx.h"

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

/* In this folder. What it prints is dropped: converters complain about fonts and the like. */
static bool run(char *const argv[], const char *folder, struct arena *arena)
{
    posix_spawn_file_actions_t quiet;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addchdir_np(&quiet, folder);
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

enum { MOST_WORDS = 12, LARGEST_PDF = 1 << 30, DRAWING_DPI = 200 };
#define FILTER "filter.lua"
#define STYLES "styles.docx"
/* dated: it takes the clock whatever SOURCE_DATE_EPOCH says. */
struct converter { const char *program; const char *words[MOST_WORDS]; bool dated; };

/* They work in a folder of their own: no path of ours is among their words, which could be taken for an option. */
#define SOURCE "document.html"
static const struct converter to_pdf[] = {
    {"weasyprint", {"weasyprint", SOURCE, "document.pdf"}, false},
    {"chromium", {"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=document.pdf", SOURCE}, true},
};
/* Without --sandbox, under which pandoc 2.17 does not find its own template; the page loads nothing but its drawings. */
static const struct converter to_docx[] = {
    {"pandoc", {"pandoc", "--from=html", "--to=docx", "--reference-doc=" STYLES, "--lua-filter=" FILTER, "--output=document.docx", SOURCE}, false},
};

/* Of one conversion: where it works and what it makes there, what takes its place, whom to tell. */
struct work { const char *folder, *made, *out; struct arena *arena; struct cmd_streams streams; };

static bool put(const struct work *work, const char *name, const char *bytes, size_t length)
{
    return site_files_write(file_join(work->arena, work->folder, name), bytes, length, work->streams);
}

/* "/CreationDate (D:20261125205654+00'00')" of the day it was made on becomes that of SOURCE_DATE_EPOCH, as long as before. */
static bool undate(const char *path, struct arena *arena, struct cmd_streams streams)
{
    static const char *const keys[] = {"/CreationDate (D:", "/ModDate (D:"};
    const char *set = getenv("SOURCE_DATE_EPOCH");
    const time_t epoch = set ? (time_t)strtoll(set, NULL, 10) : 0;
    char stamp[32] = "19700101000000", *bytes;
    size_t length;
    struct tm day;
    if (gmtime_r(&epoch, &day) && day.tm_year >= 0 && day.tm_year < 8000) strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", &day);
    if (file_read(path, LARGEST_PDF, arena, &bytes, &length) != FILE_OK) return false;
    for (int k = 0; k < 2; k++) {
        char *at = memmem(bytes, length, keys[k], strlen(keys[k]));
        if (at && (size_t)(bytes + length - at) > strlen(keys[k]) + strlen(stamp)) memcpy(at + strlen(keys[k]), stamp, strlen(stamp));
    }
    return site_files_write(path, bytes, length, streams);
}

static bool use(const struct converter *converter, const struct work *work)
{
    char *argv[MOST_WORDS + 1] = {0};
    for (int w = 0; w < MOST_WORDS && converter->words[w]; w++) argv[w] = text_copy(work->arena, converter->words[w]);
    return run(argv, work->folder, work->arena) && file_exists(work->made) && (!converter->dated || undate(work->made, work->arena, work->streams));
}

static struct work work_begin(const char *folder, const char *stem, const char *ending, struct arena *arena, struct cmd_streams streams)
{
    const char *inner = file_join(arena, folder, text_format(arena, ".%s.convert", stem));
    return (struct work){inner, file_join(arena, inner, text_format(arena, "document.%s", ending)), file_join(arena, folder, text_format(arena, "%s.%s", stem, ending)), arena, streams};
}

/* Beside, then renamed: a converter that fails leaves the file of before. */
static bool work_do(const struct converter *converter, const struct work *work)
{
    if (use(converter, work) && rename(work->made, work->out) == 0) return true;
    fprintf(work->streams.err, "exasite: error: %s could not make %s\n", converter->program, work->out);
    return false;
}

static bool work_end(const struct work *work, bool done)
{
    const char **names;
    size_t n = 0;
    if (file_list(work->folder, work->arena, &names, &n) != FILE_OK) return done;
    for (size_t f = 0; f < n; f++) remove(file_join(work->arena, work->folder, names[f]));
    remove(work->folder);
    return done;
}

/* The first that is installed; NULL after a clear line where none is: that is no failure. */
static const struct converter *installed(const struct converter *converters, int n, const char *packages, const char *stem, const char *ending, struct arena *arena, struct cmd_streams streams)
{
    for (int k = 0; k < n; k++)
        if (on_path(converters[k].program, arena)) return &converters[k];
    fprintf(streams.err, "exasite: %s.%s is not written: it takes %s; the other formats are there\n", stem, ending, packages);
    return NULL;
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
    const struct converter *converter = installed(to_pdf, sizeof to_pdf / sizeof to_pdf[0], "WeasyPrint or Chromium (apt-get install weasyprint)", stem, "pdf", arena, streams);
    if (!converter) return true;
    const struct work work = work_begin(folder, stem, "pdf", arena, streams);
    html = breakable(html, arena);
    return work_end(&work, site_files_folder(work.folder, streams) && put(&work, SOURCE, html, strlen(html)) && work_do(converter, &work));
}

/* Word of before 2016 and others show no SVG: drawings become PNG where rsvg-convert is. */
static bool put_drawings(const struct work *work, const struct doc_docx *docx, bool as_png)
{
    for (int d = 0; d < docx->n_drawings; d++) {
        const struct doc_docx_drawing *drawing = &docx->drawings[d];
        char *name = text_format(work->arena, "figure-%d.svg", d + 1);
        char *const argv[] = {text_copy(work->arena, "rsvg-convert"), text_format(work->arena, "--width=%.0f", drawing->width_mm / 25.4 * DRAWING_DPI),
                              text_format(work->arena, "--output=figure-%d.png", d + 1), name, NULL};
        if (!put(work, name, drawing->svg, strlen(drawing->svg))) return false;
        if (!as_png || run(argv, work->folder, work->arena)) continue;
        fprintf(work->streams.err, "exasite: error: rsvg-convert could not draw figure %d of %s\n", d + 1, work->out);
        return false;
    }
    return true;
}

static bool put_docx(const struct work *work, const struct doc_docx *docx, bool as_png)
{
    size_t length;
    const char *styles = doc_docx_reference(work->arena, &length);
    return site_files_folder(work->folder, work->streams) && put(work, SOURCE, docx->html, strlen(docx->html)) && put(work, STYLES, styles, length)
        && put(work, FILTER, doc_docx_filter, strlen(doc_docx_filter)) && put_drawings(work, docx, as_png);
}

bool convert_docx(const char *folder, const char *stem, const struct doc *doc, struct arena *arena, struct cmd_streams streams)
{
    const struct converter *converter = installed(to_docx, 1, "pandoc (apt-get install pandoc)", stem, "docx", arena, streams);
    if (!converter) return true;
    const bool as_png = on_path("rsvg-convert", arena);
    const struct doc_docx docx = doc_docx_source(doc, as_png ? "png" : "svg", arena);
    if (!as_png && docx.n_drawings) fprintf(streams.err, "exasite: drawings of %s.docx are SVG, which Word shows from 2016 on: PNG takes rsvg-convert (apt-get install librsvg2-bin)\n", stem);
    const struct work work = work_begin(folder, stem, "docx", arena, streams);
    return work_end(&work, put_docx(&work, &docx, as_png) && work_do(converter, &work));
}
