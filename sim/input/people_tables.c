#include "input/people_tables.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

static const char *const kinds[] = {"question", "conflict", NULL};
static const char *const answered[] = {"open", "answered", NULL};

/* --- questions ----------------------------------------------------------------------------------- */

static bool read_due(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct question *question = to;
    (void)path;
    question->due_days = (double)NAN;
    if (!node) return true;
    if (node->kind != YAML_TEXT || node->length == 0 || yaml_tree_is_null(node)) return field_wrong_type(reader, node, field->key, units_expected(UNIT_DAYS));
    return quantity_read_text(reader, node->text, node->length, node->at, field->key, UNIT_DAYS, &question->due_days);
}

static const struct field question_fields[] = {
    NAME(struct question, id, "its name"),
    WORD(struct question, kind, kinds, "a conflict is two statements that cannot both hold", .absent = "question"),
    TEXT(struct question, ask, "what is not settled"),
    TEXT(struct question, owner, "the role that settles it", .optional = true, .otherwise = "nobody yet"),
    CUSTOM("due", read_due, "a date, as in 2026-01-15", "by when", .optional = true, .otherwise = "no date"),
    WORD(struct question, status, answered, "has it been settled?", .absent = "open"),
    TEXT(struct question, answer, "the answer, or what is assumed until there is one", .optional = true),
    NAMES(struct question, touches, "ids of the requirements it bears on", .optional = true),
};
const struct field_table people_tables_question =
    FIELD_TABLE_OF("questions[]", struct question, question_fields, offsetof(struct question, at), "What is open, and what contradicts itself: for the requirements document. Not inherited by what extends the scenario.");

/* --- risks --------------------------------------------------------------------------------------- */

static bool read_settings(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct risk *risk = to;
    (void)path;
    if (!node) return true;
    if (node->kind != YAML_LIST) return field_wrong_type(reader, node, field->key, "a list of \"PATH=VALUE\"");
    risk->settings = ARENA_ARRAY(reader->arena, const char *, node->n);
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_node *item = node->items[i];
        const bool is_text = item->kind == YAML_TEXT && item->length > 0 && strlen(item->text) == item->length;
        if (!is_text || !strchr(item->text, '=')) {
            diag_error(reader->diags, item->at, DIAG_BAD_SET, "if: %s; expected \"PATH=VALUE\", as with --set", yaml_tree_shown(item, reader->arena));
            return false;
        }
        risk->settings[risk->n_settings++] = item->text;
    }
    return true;
}

static const struct field risk_fields[] = {
    NAME(struct risk, name, "its name"),
    TEXT(struct risk, about, "what may come otherwise"),
    TEXT(struct risk, trigger, "how one notices"),
    TEXT(struct risk, mitigation, "what is done about it"),
    TEXT(struct risk, owner, "the role that watches it", .optional = true, .otherwise = "nobody yet"),
    CUSTOM("if", read_settings, "a list of \"PATH=VALUE\", as with --set", "what is then otherwise: the site is planned again with it", .optional = true,
           .otherwise = "nothing is computed"),
};
const struct field_table people_tables_risk =
    FIELD_TABLE_OF("risks[]", struct risk, risk_fields, offsetof(struct risk, at), "What may come otherwise, and what it would move: for the requirements document. Not inherited by what extends the scenario.");

/* --- together ------------------------------------------------------------------------------------ */

static bool differ(struct reader *reader, const char *what, const char *name, const char *before, struct place at)
{
    if (!name || !before || !text_equal(name, before)) return true;
    diag_error(reader->diags, at, DIAG_DUPLICATE_NAME, "%s: \"%s\" stands there twice", what, name);
    return false;
}

static bool is_requirement(const struct scenario *scenario, const char *id)
{
    for (int r = 0; r < scenario->n_requirements; r++)
        if (scenario->requirements[r].id && text_equal(scenario->requirements[r].id, id)) return true;
    return false;
}

static bool touches_something(struct reader *reader, const struct scenario *scenario, const struct question *question)
{
    bool ok = true;
    for (int k = 0; k < question->n_touches; k++) {
        if (is_requirement(scenario, question->touches[k])) continue;
        const char **ids = ARENA_ARRAY(reader->arena, const char *, scenario->n_requirements);
        int n = 0;
        for (int r = 0; r < scenario->n_requirements; r++)
            if (scenario->requirements[r].id) ids[n++] = scenario->requirements[r].id;
        const char *near = text_nearest(question->touches[k], ids, (size_t)n);
        diag_error(reader->diags, question->at, DIAG_BAD_CHOICE, "touches: no requirement is called %s%s%s%s", question->touches[k], near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
        ok = false;
    }
    return ok;
}

bool people_tables_sound(struct reader *reader, const struct scenario *scenario)
{
    bool ok = true;
    for (int q = 0; q < scenario->n_questions; q++) {
        ok = touches_something(reader, scenario, &scenario->questions[q]) && ok;
        for (int k = 0; k < q; k++) ok = differ(reader, "questions", scenario->questions[q].id, scenario->questions[k].id, scenario->questions[q].at) && ok;
    }
    for (int r = 0; r < scenario->n_risks; r++)
        for (int k = 0; k < r; k++) ok = differ(reader, "risks", scenario->risks[r].name, scenario->risks[k].name, scenario->risks[r].at) && ok;
    return ok;
}
