#include "cmd/site_files.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/convert.h"
#include "cmd/formats.h"
#include "reports/site.h"

bool site_files_write(const char *path, const char *text, size_t length, struct cmd_streams streams)
{
    const enum file_result written = file_write(path, text, length);
    if (written != FILE_OK) fprintf(streams.err, "exasite: error: cannot write %s: %s\n", path, file_problem(written));
    return written == FILE_OK;
}

bool site_files_folder(const char *folder, struct cmd_streams streams)
{
    const enum file_result made = file_make_folders(folder);
    if (made != FILE_OK) fprintf(streams.err, "exasite: error: cannot make %s: %s\n", folder, file_problem(made));
    return made == FILE_OK;
}

/* A device or pipe is written where it stands, whoever its folder belongs to. */
static bool site_files_has_room(const char *path, struct arena *arena, struct cmd_streams streams)
{
    if (!path || text_equal(path, "-") || access(path, W_OK) == 0 || access(file_folder(arena, path), W_OK | X_OK) == 0) return true;
    fprintf(streams.err, "exasite: error: cannot write %s: %s\n", path, strerror(errno));
    return false;
}

bool site_files_ready(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    if (options->out && !site_files_folder(options->out, streams)) return false;
    const bool out = !options->out || site_files_has_room(file_join(arena, options->out, "results.json"), arena, streams);
    return site_files_has_room(options->json, arena, streams) && site_files_has_room(options->trace, arena, streams) && out;
}

static bool site_files_text(const char *folder, const char *stem, const char *ending, const char *text, struct arena *arena, struct cmd_streams streams)
{
    return site_files_write(file_join(arena, folder, text_format(arena, "%s%s", stem, ending)), text, strlen(text), streams);
}

bool site_files_document(const char *folder, const char *stem, const struct doc *doc, unsigned formats, struct arena *arena, struct cmd_streams streams)
{
    bool ok = true;
    if (formats & FORMATS_MD)
        ok = site_files_text(folder, stem, ".md", doc_markdown(doc, arena), arena, streams) && site_files_text(folder, stem, ".numbers.csv", doc_markdown_numbers(doc, arena), arena, streams);
    if (formats & FORMATS_HTML) ok = site_files_text(folder, stem, ".html", doc_html(doc, arena), arena, streams) && ok;
    if (formats & FORMATS_PDF) ok = convert_pdf(folder, stem, doc_html(doc, arena), arena, streams) && ok;
    if (formats & FORMATS_DOCX) ok = convert_docx(folder, stem, doc, arena, streams) && ok;
    return ok;
}

bool site_files_report(const char *folder, unsigned formats, const char *json, size_t length, const struct results *results, struct arena *arena, struct cmd_streams streams)
{
    return site_files_folder(folder, streams) && site_files_write(file_join(arena, folder, "results.json"), json, length, streams)
        && site_files_document(folder, "site", site_document(results, arena), formats, arena, streams);
}
