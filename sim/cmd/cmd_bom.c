/* bom: plans and simulates like run, and writes the bill of materials and the bill of power. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "input/file_sort.h"
#include "json/json_table.h"
#include "json/results_json.h"
#include "reports/bom.h"
#include "reports/bom_csv.h"
#include "reports/bom_sheet.h"
#include "types/diag_codes.h"

enum { FORMAT_XLSX = 1, FORMAT_CSV = 2, FORMAT_MD = 4, FORMAT_HTML = 8, FORMAT_ALL = 15 };

static const struct { const char *word; unsigned bit; } bom_words[] = {{"xlsx", FORMAT_XLSX}, {"csv", FORMAT_CSV}, {"md", FORMAT_MD}, {"html", FORMAT_HTML}};
enum { BOM_WORDS = sizeof bom_words / sizeof *bom_words };

static bool bom_format(const char *word, size_t length, unsigned *formats, FILE *err)
{
    const char *names[BOM_WORDS];
    for (int w = 0; w < BOM_WORDS; w++) {
        names[w] = bom_words[w].word;
        if (strlen(names[w]) == length && strncmp(names[w], word, length) == 0) { *formats |= bom_words[w].bit; return true; }
    }
    struct arena *arena = arena_new();
    const char *asked = text_copy_n(arena, word, length), *nearest = text_nearest(asked, names, BOM_WORDS);
    fprintf(err, "exasite bom: error: --format %s: expected %s%s%s%s [bad-option]\n", text_shown(arena, asked, length, 40), text_list(arena, names, BOM_WORDS, "or"),
            nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
    arena_free(arena);
    return false;
}

/* xlsx,csv,md,html; without --format all of them where there is a folder to put them in. */
static bool bom_formats(const struct options *options, unsigned *formats, FILE *err)
{
    *formats = options->format ? 0 : options->out ? FORMAT_ALL : 0;
    for (const char *word = options->format; word && *word;) {
        const size_t length = strcspn(word, ",");
        if (!bom_format(word, length, formats, err)) return false;
        word += length + (word[length] == ',');
    }
    if (options->out || !*formats || *formats == FORMAT_CSV || *formats == FORMAT_MD || *formats == FORMAT_HTML) return true;
    fputs("exasite bom: error: --format without --out DIR: expected csv, md or html alone, for standard output [bad-option]\n", err);
    return false;
}

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
    const struct doc *doc = bom_document(results, arena);
    return site_files_folder(folder, streams) && site_files_write(file_join(arena, folder, "results.json"), json, length, streams)
        && (!(formats & FORMAT_XLSX) || bom_write_book(folder, results, arena, streams))
        && (!(formats & FORMAT_CSV) || (bom_write_text(folder, "bom.csv", bom_csv(results, arena), arena, streams)
                                        && bom_write_text(folder, "power.csv", bom_csv_power(results, arena), arena, streams)))
        && (!(formats & FORMAT_MD) || (bom_write_text(folder, "bom.md", doc_markdown(doc, arena), arena, streams)
                                       && bom_write_text(folder, "bom.numbers.csv", doc_markdown_numbers(doc, arena), arena, streams)))
        && (!(formats & FORMAT_HTML) || bom_write_text(folder, "bom.html", doc_html(doc, arena), arena, streams));
}

static void bom_print(unsigned formats, const struct results *results, struct arena *arena, FILE *out)
{
    if (formats & FORMAT_CSV) fputs(bom_csv(results, arena), out);
    if (formats & FORMAT_MD) fputs(doc_markdown(bom_document(results, arena), arena), out);
    if (formats & FORMAT_HTML) fputs(doc_html(bom_document(results, arena), arena), out);
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
    if (!bom_formats(options, &formats, streams.err)) return CMD_BAD_INPUT;
    for (int f = 0; f < options->n_files; f++) {
        const enum cmd_status status = bom_one(options, f, formats, arena, streams);
        if (status > worst) worst = status;
    }
    return worst;
}
