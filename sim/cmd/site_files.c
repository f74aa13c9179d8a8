#include "cmd/site_files.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "reports/site.h"

bool site_files_write(const char *path, const char *text, size_t length, struct cmd_streams streams)
{
    const enum file_result written = file_write(path, text, length);
    if (written != FILE_OK) fprintf(streams.err, "exasite run: error: cannot write %s: %s\n", path, file_problem(written));
    return written == FILE_OK;
}

bool site_files_folder(const char *folder, struct cmd_streams streams)
{
    const enum file_result made = file_make_folders(folder);
    if (made != FILE_OK) fprintf(streams.err, "exasite run: error: cannot make %s: %s\n", folder, file_problem(made));
    return made == FILE_OK;
}

bool site_files_document(const char *folder, const char *stem, const struct doc *doc, struct arena *arena, struct cmd_streams streams)
{
    const char *markdown = doc_markdown(doc, arena), *html = doc_html(doc, arena);
    return site_files_write(file_join(arena, folder, text_format(arena, "%s.md", stem)), markdown, strlen(markdown), streams)
        && site_files_write(file_join(arena, folder, text_format(arena, "%s.html", stem)), html, strlen(html), streams);
}

bool site_files_report(const char *folder, const char *json, size_t length, const struct results *results, struct arena *arena, struct cmd_streams streams)
{
    return site_files_folder(folder, streams) && site_files_write(file_join(arena, folder, "results.json"), json, length, streams)
        && site_files_document(folder, "site", site_document(results, arena), arena, streams);
}
