#include "input/interruption_trace.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "input/field.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

enum { TRACE_MOST_BYTES = 4 * 1024 * 1024 };

static bool mistake(struct reader *reader, struct place at, int code, const char *name, const char *what)
{
    diag_error(reader->diags, at, code, "trace: \"%s\" %s", name, what);
    return false;
}

/* One line as a time; *is_one false for a line that holds none. */
static bool read_line(struct reader *reader, const char *line, size_t length, struct place at, bool *is_one, double *time_s)
{
    const char *comment = memchr(line, '#', length);
    if (comment) length = (size_t)(comment - line);
    while (length > 0 && strchr(" \t\r", line[length - 1])) length--;
    while (length > 0 && strchr(" \t", *line)) line++, length--, at.col++;
    *is_one = length > 0;
    return length == 0 || quantity_read_text(reader, line, length, at, "time", UNIT_SECONDS, time_s);
}

static bool add_gap(struct reader *reader, struct place at, double time_s, double *last_s, size_t *capacity, struct interruption_cause *cause)
{
    if (!(time_s > *last_s)) {
        diag_error(reader->diags, at, DIAG_OUT_OF_RANGE, "trace: a time of %g s after one of %g s; expected times that ascend from 0", time_s, *last_s);
        return false;
    }
    cause->trace_gaps_s = arena_grow(reader->arena, cause->trace_gaps_s, (size_t)cause->n_trace, (size_t)cause->n_trace + 1, capacity, sizeof *cause->trace_gaps_s);
    cause->trace_gaps_s[cause->n_trace++] = time_s - *last_s;
    *last_s = time_s;
    return true;
}

static bool read_lines(struct reader *reader, const char *bytes, size_t size, struct interruption_cause *cause)
{
    struct place at = {cause->trace_file, 1, 1};
    double last_s = 0.0;
    size_t capacity = 0;
    for (const char *line = bytes; line < bytes + size; at.line++) {
        const char *end = memchr(line, '\n', (size_t)(bytes + size - line));
        const size_t length = end ? (size_t)(end - line) : (size_t)(bytes + size - line);
        bool is_one;
        double time_s = 0.0;
        if (!read_line(reader, line, length, at, &is_one, &time_s)) return false;
        if (is_one && !add_gap(reader, at, time_s, &last_s, &capacity, cause)) return false;
        line += length + 1;
    }
    return true;
}

bool interruption_trace_read(struct reader *reader, const struct yaml_node *node, struct interruption_cause *cause)
{
    if (node->kind != YAML_TEXT || node->length == 0) return field_wrong_type(reader, node, "trace", "the name of a file");
    const char *name = yaml_tree_shown(node, reader->arena);
    if (strlen(node->text) != node->length || !file_stays_below(node->text))
        return mistake(reader, node->at, DIAG_PATH_ESCAPE, name, "leads out of the scenario's folder; expected a file within it");
    cause->trace_file = file_join(reader->arena, file_folder(reader->arena, node->at.file), node->text);
    char *bytes;
    size_t size;
    const enum file_result result = file_read(cause->trace_file, TRACE_MOST_BYTES, reader->arena, &bytes, &size);
    if (result != FILE_OK) return mistake(reader, node->at, DIAG_CANNOT_READ, name, text_format(reader->arena, "cannot be read: %s", file_problem(result)));
    if (!read_lines(reader, bytes, size, cause)) return false;
    if (cause->n_trace > 0) return true;
    return mistake(reader, node->at, DIAG_OUT_OF_RANGE, name, "holds no time; expected one a line, as in 12.5 h");
}
