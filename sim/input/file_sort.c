#include "input/file_sort.h"

#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"
#include "input/yaml_tree.h"
#include "types/diag_codes.h"

enum { MOST_BYTES = 1 << 30 };               /* results may be large */

#define DIAG_NAME_OF(code, name, meaning) name,

/* JSON of results: opens with a brace, and "format" is its first key. */
static bool is_results(const char *bytes)
{
    const char *at = bytes + strspn(bytes, " \t\r\n");
    if (*at != '{') return false;
    at += 1 + strspn(at + 1, " \t\r\n");
    return text_starts_with(at, "\"format\"");
}

/* A line `kind: WORD` at the left margin: for files that are no YAML as a whole. */
static enum file_sort sort_by_line(const char *bytes)
{
    for (const char *line = bytes; line; line = strchr(line, '\n')) {
        if (*line == '\n') line++;
        if (!text_starts_with(line, "kind:")) continue;
        const char *word = line + 5 + strspn(line + 5, " ");
        return text_starts_with(word, "sources") ? FILE_SORT_SOURCES : text_starts_with(word, "portfolio") ? FILE_SORT_PORTFOLIO : FILE_SORT_MODEL;
    }
    return FILE_SORT_SCENARIO;
}

enum file_sort file_sort_of(const char *file, struct arena *arena)
{
    static const char *const names[] = {DIAG_CODES(DIAG_NAME_OF)};
    char *bytes = NULL;
    size_t length = 0;
    bool sound = true;
    if (file_read(file, MOST_BYTES, arena, &bytes, &length) != FILE_OK) return FILE_SORT_SCENARIO;
    if (is_results(bytes)) return FILE_SORT_RESULTS;
    if (length > YAML_TREE_MOST_BYTES) return FILE_SORT_SCENARIO;
    struct diags *unheard = diags_new(arena, names, DIAG_COUNT);
    const struct place start = {file, 1, 1};
    const struct yaml_node *tree = yaml_tree_parse(bytes, length, start, arena, unheard, &sound);
    const struct yaml_node *kind = tree ? yaml_tree_find(tree, "kind") : NULL;
    if (!tree) return sort_by_line(bytes);
    if (!kind) return FILE_SORT_SCENARIO;
    if (kind->kind == YAML_TEXT && text_equal(kind->text, "portfolio")) return FILE_SORT_PORTFOLIO;
    return kind->kind == YAML_TEXT && text_equal(kind->text, "sources") ? FILE_SORT_SOURCES : FILE_SORT_MODEL;
}
