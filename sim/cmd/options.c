#include "cmd/options.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum option_kind { OPTION_TEXT, OPTION_COUNT, OPTION_FLAG, OPTION_SET, OPTION_VARY, OPTION_PATH };

struct option_row {
    const char *name, *argument;
    enum option_kind kind;
    size_t offset;                       /* of the field in struct options: TEXT, COUNT, FLAG */
    const char *path;                    /* PATH: the input it is short for */
    unsigned commands;
    const char *meaning;
};

static const struct option_row option_rows[] = {
    {"--set", "PATH=VALUE", OPTION_SET, 0, NULL, FOR_CHECK | FOR_PLAN | FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_SENSITIVITY | FOR_BOM | FOR_COMPARE | FOR_REQUIREMENTS | FOR_CALIBRATE | FOR_EXPLAIN, "sets any input, with units as in YAML; may be repeated"},
    {"--vary", "PATH=SPEC", OPTION_VARY, 0, NULL, FOR_SWEEP, "varies any input: a,b,c or lo:hi:n or lo:hi:xN; may be repeated"},
    {"--design", "KIND:N", OPTION_TEXT, offsetof(struct options, design), NULL, FOR_SWEEP, "sobol:N or lhs:N points over lo:hi (default: all combinations)"},
    {"--objective", "WHAT", OPTION_TEXT, offsetof(struct options, objective), NULL, FOR_SIZE, "least of: tiles, power or cost (default: tiles)"},
    {"--max", "WHAT", OPTION_TEXT, offsetof(struct options, max), NULL, FOR_SIZE, "gpus or usable_capacity: the most that the envelope can host"},
    {"--min", "WHAT", OPTION_TEXT, offsetof(struct options, min), NULL, FOR_SIZE, "site_power: the least envelope that carries the load"},
    {"--probability", "P", OPTION_TEXT, offsetof(struct options, probability), NULL, FOR_SIZE, "share of replications in which every MUST has to hold (default: 95 %)"},
    {"--seed", "N", OPTION_PATH, 0, "study.seed", FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_SENSITIVITY | FOR_BOM | FOR_COMPARE | FOR_REQUIREMENTS, "short for --set study.seed=N"},
    {"--reps", "N", OPTION_PATH, 0, "study.replications", FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_SENSITIVITY | FOR_BOM | FOR_COMPARE | FOR_REQUIREMENTS, "short for --set study.replications=N"},
    {"--precision", "P", OPTION_PATH, 0, "study.precision", FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_BOM | FOR_COMPARE | FOR_REQUIREMENTS, "short for --set study.precision=P, as in 1%: runs no more once goodput is that sure"},
    {"--jobs", "N", OPTION_COUNT, offsetof(struct options, jobs), NULL, FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_SENSITIVITY | FOR_BOM | FOR_COMPARE | FOR_REQUIREMENTS, "threads; changes no result (default: one per processor)"},
    {"--json", "FILE", OPTION_TEXT, offsetof(struct options, json), NULL, FOR_RUN, "writes results.json there; - is standard output"},
    {"--json", "FILE", OPTION_TEXT, offsetof(struct options, json), NULL, FOR_SIZE, "writes size.json there; - is standard output"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_RUN, "writes results.json, site.md and site.html there"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_SIZE, "writes size.json, size.md and size.html there"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_REQUIREMENTS, "writes results.json, requirements.md and requirements.html there"},
    {"--format", "md,html,...", OPTION_TEXT, offsetof(struct options, format), NULL, FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_SENSITIVITY | FOR_COMPARE | FOR_REQUIREMENTS, "of the document in --out: md, html, pdf, docx (default: md,html)"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_SWEEP, "writes study.sqlite, study.csv, study.md and study.html there"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_BOM, "writes bom.xlsx, bom.csv, power.csv, bom.md, bom.html and results.json there"},
    {"--format", "A,B", OPTION_TEXT, offsetof(struct options, format), NULL, FOR_BOM, "only these of md, html, csv, xlsx, pdf, docx (default: the first four); one of md, html, csv goes to standard output without --out"},
    {"--json", "FILE", OPTION_TEXT, offsetof(struct options, json), NULL, FOR_COMPARE, "writes the comparison as JSON there; - is standard output"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_COMPARE, "writes comparison.json, comparison.md and comparison.html there"},
    {"--as-of", "DATES", OPTION_TEXT, offsetof(struct options, as_of), NULL, FOR_COMPARE, "one scenario at several dates, with what is available then: 2026-01-31,2026-04-30"},
    {"--plan", NULL, OPTION_FLAG, offsetof(struct options, plan), NULL, FOR_COMPARE, "compares plans; nothing is simulated"},
    {"--attribute", "HOW", OPTION_TEXT, offsetof(struct options, attribute), NULL, FOR_COMPARE, "plan (default), run: simulates every combination too, or none"},
    {"--study", "FILE", OPTION_TEXT, offsetof(struct options, study), NULL, FOR_SWEEP, "keeps the study there instead of in DIR/study.sqlite"},
    {"--method", "METHOD", OPTION_TEXT, offsetof(struct options, method), NULL, FOR_SENSITIVITY, "tornado, morris[:WALKS], sobol[:ROWS] or monte-carlo[:SAMPLES] (default: tornado and monte-carlo)"},
    {"--of", "QUANTITY,...", OPTION_TEXT, offsetof(struct options, of), NULL, FOR_SENSITIVITY, "what is asked about, such as rack_tiles or needed_rack_tiles (default: the headlines)"},
    {"--simulate", NULL, OPTION_FLAG, offsetof(struct options, simulate), NULL, FOR_SENSITIVITY, "simulates every point with the study's replications, instead of planning it"},
    {"--json", "FILE", OPTION_TEXT, offsetof(struct options, json), NULL, FOR_SENSITIVITY, "writes sensitivity.json there; - is standard output"},
    {"--out", "DIR", OPTION_TEXT, offsetof(struct options, out), NULL, FOR_SENSITIVITY, "writes sensitivity.json, sensitivity.md and sensitivity.html there"},
    {"--resume", NULL, OPTION_FLAG, offsetof(struct options, resume), NULL, FOR_SWEEP, "goes on with a study that stands there"},
    {"--trace", "FILE", OPTION_TEXT, offsetof(struct options, trace), NULL, FOR_RUN, "writes what happened in replication 1 there, one line an event; - is standard output"},
    {"--models", "DIR", OPTION_TEXT, offsetof(struct options, models), NULL, FOR_ALL, "the catalog (default: ./models, else the installed one)"},
    {"--manual", NULL, OPTION_FLAG, offsetof(struct options, manual), NULL, FOR_CHECK, "prints every key of models and scenarios, and reads nothing"},
    {"--quiet", NULL, OPTION_FLAG, offsetof(struct options, quiet), NULL, FOR_CHECK | FOR_PLAN | FOR_RUN | FOR_SIZE | FOR_SWEEP | FOR_SENSITIVITY | FOR_BOM | FOR_COMPARE | FOR_REQUIREMENTS | FOR_CALIBRATE, "prints no screen, no progress: only diagnostics"},
    {"--help", NULL, OPTION_FLAG, offsetof(struct options, help), NULL, FOR_ALL, "this text"},
};
enum { OPTION_ROWS = sizeof option_rows / sizeof *option_rows };

static const struct option_row *option_find(const char *word, size_t length, unsigned command)
{
    for (int i = 0; i < OPTION_ROWS; i++)
        if ((option_rows[i].commands & command) && strlen(option_rows[i].name) == length
            && strncmp(option_rows[i].name, word, length) == 0) return &option_rows[i];
    return NULL;
}

static void option_unknown(const char *word, const char *name, unsigned command, FILE *err)
{
    const char *names[OPTION_ROWS];
    int n = 0;
    for (int i = 0; i < OPTION_ROWS; i++)
        if (option_rows[i].commands & command) names[n++] = option_rows[i].name;
    const char *nearest = text_nearest(word, names, (size_t)n);
    fprintf(err, "exasite %s: error: unknown option %s%s%s%s [bad-option]\n", name, word, nearest ? "; did you mean " : "",
            nearest ? nearest : "", nearest ? "?" : "");
}

static bool option_count(const char *text, int *count)
{
    char *end;
    errno = 0;
    const long value = strtol(text, &end, 10);
    *count = (int)value;
    return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && value >= 1 && value <= 4096;
}

static bool option_take(const struct option_row *row, const char *value, const char *name, struct arena *arena, FILE *err,
                        struct options *options)
{
    char *field = (char *)options + row->offset;
    switch (row->kind) {
    case OPTION_FLAG: *(bool *)(void *)field = true; break;
    case OPTION_TEXT:
        *(const char **)(void *)field = value;
        if (*value) break;
        fprintf(err, "exasite %s: error: %s: nothing is written there; expected %s [bad-option]\n", name, row->name, row->argument);
        return false;
    case OPTION_SET: options->sets[options->n_sets++] = value; break;
    case OPTION_VARY: options->varies[options->n_varies++] = value; break;
    case OPTION_PATH: options->sets[options->n_sets++] = text_format(arena, "%s=%s", row->path, value); break;
    case OPTION_COUNT:
        if (!option_count(value, (int *)(void *)field)) {
            fprintf(err, "exasite %s: error: %s %s: expected a whole number from 1 to 4096 [bad-option]\n", name, row->name, value);
            return false;
        }
    }
    return true;
}

bool options_read(int argc, char **argv, const char *name, unsigned command, struct arena *arena, FILE *err,
                  struct options *options)
{
    bool good = true, only_files = false;
    *options = (struct options){0};
    options->files = ARENA_ARRAY(arena, const char *, argc);
    options->sets = ARENA_ARRAY(arena, const char *, argc);
    options->varies = ARENA_ARRAY(arena, const char *, argc);
    for (int i = 2; i < argc; i++) {
        const char *word = argv[i];
        if (only_files || word[0] != '-' || word[1] == '\0') {
            options->files[options->n_files++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) { only_files = true; continue; }
        const size_t length = strcspn(word, "=");
        const struct option_row *row = option_find(word, length, command);
        if (!row) { option_unknown(text_format(arena, "%.*s", (int)length, word), name, command, err); good = false; continue; }
        const char *value = word[length] == '=' ? word + length + 1 : NULL;
        if (row->kind == OPTION_FLAG ? value != NULL : !value && i + 1 == argc) {
            fprintf(err, "exasite %s: error: %s takes %s [bad-option]\n", name, row->name, row->argument ? row->argument : "no value");
            good = false;
            continue;
        }
        if (row->kind != OPTION_FLAG && !value) value = argv[++i];
        good &= option_take(row, value, name, arena, err, options);
    }
    return good;
}

int options_workers(const struct options *options)
{
    if (options->jobs) return options->jobs;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > 256 ? 256 : (int)processors;
}

void options_help(unsigned command, FILE *out)
{
    for (int i = 0; i < OPTION_ROWS; i++) {
        const struct option_row *row = &option_rows[i];
        if (!(row->commands & command)) continue;
        const int used = fprintf(out, "  %s%s%s", row->name, row->argument ? " " : "", row->argument ? row->argument : "");
        fprintf(out, "%*s%s\n", used < 22 ? 22 - used : 1, "", row->meaning);
    }
}
