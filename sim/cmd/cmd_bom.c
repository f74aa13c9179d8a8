/* bom: plans and simulates like run, and writes the bill of materials and the bill of power. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "input/file_sort.h"
#include "json/json_table.h"
#include "json/results_json.h"
#include "reports/bom.h"
#include "reports/bom_csv.h"
#include "reports/bom_sheet.h"
#include "types/diag_codes.h"

/* A scenario is planned and simulated; results that were written earlier are taken as they are. Through their JSON either way. */
static enum cmd_status bom_results(const struct options *options, const char *file, struct arena *arena, struct cmd_streams streams, const char **json, size_t *length, struct results *read)
{
    struct diags *diags = site_input_diags(arena);
    if (file_sort_of(file, arena) == FILE_SORT_RESULTS) {
        char *text;
        if (file_read(file, JSON_TABLE_MAX_BYTES, arena, &text, length) != FILE_OK) diag_error(diags, (struct place){file, 0, 0}, DIAG_CANNOT_READ, "cannot read it");
        else *json = text;
    } else {
        struct site_input *input = ARENA_NEW(arena, struct site_input);
        struct results *results = ARENA_NEW(arena, struct results);
        const bool good = site_input_plan(options, file, arena, input);
        diags_print(input->diags, streams.err);
        if (!good) return CMD_BAD_INPUT;
        if (!site_files_ready(options, arena, streams)) return CMD_INTERNAL;
        if (!site_answer_run(options, "bom", input, arena, streams, NULL, results)) {
            fprintf(streams.err, "exasite bom: internal error: the audit failed (seed %s); nothing was written\n", results->manifest.seed);
            return CMD_INTERNAL;
        }
        *json = results_json_write(results, arena, length);
    }
    const bool sound = diags_errors(diags) == 0 && results_json_read(*json, *length, file, arena, diags, read);
    diags_print(diags, streams.err);
    return sound ? site_answer_status(read) : CMD_BAD_INPUT;
}

static bool bom_write_text(const char *folder, const char *name, const char *text, struct arena *arena, struct cmd_streams streams)
{
    return site_files_write(file_join(arena, folder, name), text, strlen(text), streams);
}

static bool bom_write_book(const char *folder, const struct results *results, struct arena *arena, struct cmd_streams streams)
{
    size_t length;
    const char *bytes = bom_sheet(results, arena, &length);
    if (bytes) return site_files_write(file_join(arena, folder, "bom.xlsx"), bytes, length, streams);
    fputs("exasite bom: error: cannot make bom.xlsx: no room for a temporary file (TMPDIR says where)\n", streams.err);
    return false;
}

static bool bom_write(unsigned formats, const char *folder, const char *json, size_t length, const struct results *results, struct arena *arena, struct cmd_streams streams)
{
    return site_files_folder(folder, streams) && site_files_write(file_join(arena, folder, "results.json"), json, length, streams)
        && (!(formats & FORMATS_XLSX) || bom_write_book(folder, results, arena, streams))
        && (!(formats & FORMATS_CSV) || (bom_write_text(folder, "bom.csv", bom_csv(results, arena), arena, streams)
                                         && bom_write_text(folder, "power.csv", bom_csv_power(results, arena), arena, streams)))
        && site_files_document(folder, "bom", bom_document(results, arena), formats, arena, streams);
}

static void bom_print(unsigned formats, const struct results *results, struct arena *arena, FILE *out)
{
    if (formats & FORMATS_CSV) fputs(bom_csv(results, arena), out);
    if (formats & FORMATS_MD) fputs(doc_markdown(bom_document(results, arena), arena), out);
    if (formats & FORMATS_HTML) fputs(doc_html(bom_document(results, arena), arena), out);
}

/* Of several files each has a folder of its own, by its name; by its place in the list where two have one name. */
static const char *bom_folder(const struct options *options, int file, struct arena *arena)
{
    const char *stem = file_stem(arena, options->files[file]);
    bool twice = false;
    if (options->n_files == 1) return options->out;
    for (int f = 0; f < options->n_files; f++) twice = twice || (f != file && strcmp(file_stem(arena, options->files[f]), stem) == 0);
    return file_join(arena, options->out, twice ? text_format(arena, "%s-%d", stem, file + 1) : stem);
}

static enum cmd_status bom_one(const struct options *options, int file, unsigned formats, struct arena *arena, struct cmd_streams streams)
{
    const char *json = NULL;
    size_t length = 0;
    struct results *results = ARENA_NEW(arena, struct results);
    const enum cmd_status status = bom_results(options, options->files[file], arena, streams, &json, &length, results);
    if (status >= CMD_BAD_INPUT) return status;
    if (options->out && !bom_write(formats, bom_folder(options, file, arena), json, length, results, arena, streams)) return CMD_INTERNAL;
    if (!options->out) bom_print(formats, results, arena, streams.out);
    if (!options->quiet && (options->out || !formats)) fprintf(streams.out, "%s%s", file ? "\n" : "", bom_screen(results, arena));
    return status;
}

enum cmd_status cmd_bom(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    unsigned formats;
    enum cmd_status worst = CMD_DONE;
    if (!formats_read_book(options, "bom", arena, streams, &formats)) return CMD_BAD_INPUT;
    for (int f = 0; f < options->n_files; f++) {
        const enum cmd_status status = bom_one(options, f, formats, arena, streams);
        if (status > worst) worst = status;
    }
    return worst;
}
