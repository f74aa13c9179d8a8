#include "input/field_manual.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

static const char *const model_words[MODEL_KINDS] = {
    "a drive", "a NIC", "a node", "a stack", "a switch", "a rack", "a facility", "a GPU rack", "a lead time", "a part",
};

static const char *takes(const struct field *field, struct arena *arena)
{
    switch (field->kind) {
    case FIELD_QUANTITY:   return units_expected(field->unit);
    case FIELD_CHOICE:
    case FIELD_FLAG:
    case FIELD_WORD:       return field_words(arena, field->words);
    case FIELD_TEXT:       return "text";
    case FIELD_NAME:       return "a name";
    case FIELD_NAMES:      return "a list of names";
    case FIELD_MODEL:
    case FIELD_MODEL_NAME: return text_format(arena, "name of %s", model_words[field->model]);
    case FIELD_TABLE:
    case FIELD_GROUP:      return text_format(arena, "a map: `%s`", field->table->name);
    case FIELD_LIST:       return text_format(arena, "a list of maps: `%s`", field->table->name);
    case FIELD_CUSTOM:
    case FIELD_IGNORED:    return field->takes;
    }
    return "";
}

static const char *bounds(const struct field *field, struct arena *arena)
{
    char least[64], most[64];
    if (field->kind != FIELD_QUANTITY) return "";
    units_format(field->least, field->unit, 4, least);
    units_format(field->most, field->unit, 4, most);
    return text_format(arena, "%s to %s", least, most);
}

static const char *without(const struct field *field, struct arena *arena)
{
    if (field->otherwise) return field->otherwise;
    if (field->absent_lo) return text_format(arena, "%s (estimate, %s to %s)", field->absent, field->absent_lo, field->absent_hi);
    if (field->absent) return field->absent;
    if (field->optional && (field->kind == FIELD_TABLE || field->kind == FIELD_GROUP)) return "the defaults of its keys";
    return field->optional ? "none" : "**needed**";
}

/* A | within a cell would end it. */
static const char *cell(const char *words, struct arena *arena)
{
    struct text text = text_new(arena);
    for (const char *c = words; *c; c++) {
        if (*c == '|') text_append(&text, "\\|");
        else text_append_char(&text, *c);
    }
    return text.bytes;
}

/* `number`: the key beside whose own value this one stands, with a dot; "" for most. */
static void write_row(const char *number, const struct field *field, struct arena *arena, FILE *to)
{
    char buffer[64];
    fprintf(to, "| `%s%s` | %s | %s | %s | %s |\n", number, field_key(field, buffer), cell(takes(field, arena), arena), cell(bounds(field, arena), arena),
            cell(without(field, arena), arena), cell(field->meaning, arena));
}

void field_manual(const struct field_table *table, int level, struct arena *arena, FILE *to)
{
    for (int i = 0; i < level; i++) fputc('#', to);
    fprintf(to, " `%s`\n\n%s\n\n", table->name, table->meaning);
    if (table->bare) fprintf(to, "A number in its place is short for `{%s: ...}`.\n\n", table->bare);
    fputs("| key | takes | bounds | default | meaning |\n|---|---|---|---|---|\n", to);
    for (size_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        char buffer[64];
        write_row("", field, arena, to);
        const char *number = text_format(arena, "%s.", field_key(field, buffer));
        for (size_t k = 0; field->kind == FIELD_QUANTITY && field->table && k < field->table->n_fields; k++)
            write_row(number, &field->table->fields[k], arena, to);
    }
    fputc('\n', to);
    for (size_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        if (field->table && field->kind != FIELD_QUANTITY) field_manual(field->table, level + 1 < 5 ? level + 1 : 5, arena, to);
    }
}

void field_manual_numbers(FILE *to)
{
    fputs("Keys by dots are a PATH, list items go by their `name`, `pool` or `id`, else by `[0]`, `[1]`...: `--set jobs.frontier.gpus=65536`. "
          "What a --set gives has the source `--set`; a new value takes the old range, distribution and source out; `null` takes a key out.\n\n"
          "A number is written with its unit, or as a map:\n\n"
          "| form | meaning |\n|---|---|\n"
          "| `24 TB/s` | a value |\n"
          "| `{value: 24 TB/s, range: [20 TB/s, 30 TB/s]}` | a value, and ignorance about it |\n"
          "| `{range: [20 TB/s, 30 TB/s]}` | ignorance: the midpoint, or `nominal`, is taken where one value is needed |\n"
          "| `{constant: x}` `{uniform: [low, high]}` `{triangular: [low, mode, high]}` `{exponential: mean}` `{normal: [mean, sd]}` "
          "`{lognormal: {median: x, sigma: 0.5}}` `{weibull: {shape: 1.5, scale: x}}` `{gamma: {shape: 2, scale: x}}` | chance: drawn in every replication; "
          "`nominal` may stand beside it, else it is the mean |\n\n"
          "Beside a number, or in any map around it, stand `source`, `date` (of the source: 2024, 2024-11, 2024-11-19 or n/d) and `grade` "
          "(measured, datasheet, quote, estimate or placeholder); the nearest counts. A model's numbers need all three. A source that begins with an "
          "id of `models/sources.yaml` (`S45, ...`) takes its date from there.\n\n"
          "| kind of number | as in |\n|---|---|\n", to);
    for (int unit = 0; unit < UNIT_COUNT_OF_UNITS; unit++) {
        const char *expected = units_expected((enum unit)unit), *example = strstr(expected, ", as in ");
        if (example) fprintf(to, "| %.*s | %s |\n", (int)(example - expected), expected, example + strlen(", as in "));
    }
    fputc('\n', to);
}
