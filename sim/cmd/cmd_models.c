/* models: the catalog, and one model with the provenance of every number. */
#include <string.h>

#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/site_input.h"
#include "input/catalog.h"

/* The heads of one kind's models, whatever their struct. */
struct models_kind { enum model_kind kind; const char *first; size_t size; int n; };

enum { MODELS_KINDS = 10 };

static void models_kinds(const struct catalog *catalog, struct models_kind kinds[MODELS_KINDS])
{
#define MODELS_OF(kind, field) {kind, (const char *)catalog->field, sizeof *catalog->field, catalog->n_##field}
    const struct models_kind all[MODELS_KINDS] = {
        MODELS_OF(MODEL_NODE, nodes), MODELS_OF(MODEL_DRIVE, drives), MODELS_OF(MODEL_NIC, nics), MODELS_OF(MODEL_STACK, stacks),
        MODELS_OF(MODEL_SWITCH, switches), MODELS_OF(MODEL_RACK, racks), MODELS_OF(MODEL_FACILITY, facilities), MODELS_OF(MODEL_GPU, gpus),
        MODELS_OF(MODEL_LEAD_TIME, lead_times), MODELS_OF(MODEL_PART, parts),
    };
#undef MODELS_OF
    memcpy(kinds, all, sizeof all);
}

/* Every model struct begins with its head. */
static const struct model_head *models_head(const struct models_kind *kind, int i)
{
    return (const struct model_head *)(const void *)(kind->first + (size_t)i * kind->size);
}

static void models_list(const struct models_kind kinds[MODELS_KINDS], FILE *out)
{
    for (int k = 0; k < MODELS_KINDS; k++) {
        fprintf(out, "%s%s:\n", k ? "\n" : "", catalog_kind_folder(kinds[k].kind));
        for (int i = 0; i < kinds[k].n; i++)
            fprintf(out, "  %-26s %s\n", models_head(&kinds[k], i)->name, models_head(&kinds[k], i)->description);
    }
}

static const char *const models_grades[] = {"stated", "measured", "datasheet", "quote", "estimate", "placeholder"};

static void models_number(const struct quantity *input, const char *field, FILE *out)
{
    char value[64], lo[64], hi[64];
    fprintf(out, "  %-38s %-14s", field, units_format(input->value, input->unit, 4, value));
    if (input->hi > input->lo)
        fprintf(out, " (%s to %s)", units_format(input->lo, input->unit, 4, lo), units_format(input->hi, input->unit, 4, hi));
    fprintf(out, "  %s; %s; %s\n", models_grades[input->grade], input->source, input->date);
}

static void models_show(const struct catalog *catalog, const struct models_kind *kind, const struct model_head *head, struct arena *arena, FILE *out)
{
    fprintf(out, "%s %s (%s:%d)\n  %s\n\n", catalog_kind_word(kind->kind), head->name, head->at.file, head->at.line, head->description);
    const char *start = text_format(arena, "models.%s.%s.", catalog_kind_word(kind->kind), head->name);
    for (int i = 0; i < catalog->n_inputs; i++)
        if (catalog->inputs[i]->path && text_starts_with(catalog->inputs[i]->path, start))
            models_number(catalog->inputs[i], catalog->inputs[i]->path + strlen(start), out);
}

static enum cmd_status models_show_named(const struct catalog *catalog, const struct models_kind kinds[MODELS_KINDS], const char *name,
                                         struct arena *arena, struct cmd_streams streams)
{
    int found = 0, n_names = 0;
    int most = 0;
    for (int k = 0; k < MODELS_KINDS; k++) most += kinds[k].n;
    const char **names = ARENA_ARRAY(arena, const char *, most);
    for (int k = 0; k < MODELS_KINDS; k++)
        for (int i = 0; i < kinds[k].n; i++) {
            const struct model_head *head = models_head(&kinds[k], i);
            names[n_names++] = head->name;
            if (strcmp(head->name, name) != 0) continue;
            if (found++) fputc('\n', streams.out);
            models_show(catalog, &kinds[k], head, arena, streams.out);
        }
    if (found) return CMD_DONE;
    const char *nearest = text_nearest(name, names, (size_t)n_names);
    fprintf(streams.err, "exasite models: error: no model %s%s%s%s [unknown-model]\n", name, nearest ? "; did you mean " : "",
            nearest ? nearest : "", nearest ? "?" : "");
    return CMD_BAD_INPUT;
}

enum cmd_status cmd_models(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    const bool list = options->n_files == 0 || (options->n_files == 1 && strcmp(options->files[0], "list") == 0);
    const bool show = options->n_files == 2 && strcmp(options->files[0], "show") == 0;
    if (!list && !show) {
        fputs("exasite models: error: expected list, or show NAME [bad-command]\n", streams.err);
        return CMD_BAD_INPUT;
    }
    struct diags *diags = site_input_diags(arena);
    struct catalog *catalog = ARENA_NEW(arena, struct catalog);
    const bool good = catalog_read_all(site_input_models(options, NULL, arena), NULL, 0, arena, diags, catalog);
    diags_print(diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    struct models_kind kinds[MODELS_KINDS];
    models_kinds(catalog, kinds);
    if (show) return models_show_named(catalog, kinds, options->files[1], arena, streams);
    models_list(kinds, streams.out);
    return CMD_DONE;
}
