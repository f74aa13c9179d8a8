#include "input/provenance.h"

#include <string.h>

#include "base/file.h"
#include "base/order.h"
#include "base/text.h"
#include "types/diag_codes.h"

struct provenance_register {
    const char *file;
    struct order_map *ids;                   /* to an index of dates and names */
    const char **names, **dates;
    size_t n;
};

const struct provenance provenance_of_set = {.source = "--set", .date = "", .by_set = true};

static const struct provenance nobody = {.source = "", .date = ""};

static const char *const grade_words[] = {NULL, "measured", "datasheet", "quote", "estimate", "placeholder"};
enum { GRADES = sizeof grade_words / sizeof grade_words[0] };

const char *provenance_grade_word(enum grade grade)
{
    return grade == GRADE_NONE ? "" : grade_words[grade];
}

bool provenance_is_key(const char *key)
{
    return text_equal(key, "source") || text_equal(key, "date") || text_equal(key, "grade");
}

/* --- dates ------------------------------------------------------------------------------ */

static bool all_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

/* YYYY, YYYY-MM, YYYY-MM-DD, or n/d for a source that bears none. */
static bool is_source_date(const char *text, size_t length)
{
    if (text_equal_n(text, length, "n/d")) return true;
    if (length != 4 && length != 7 && length != 10) return false;
    if (!all_digits(text, 4)) return false;
    if (length == 4) return true;
    if (text[4] != '-' || !all_digits(text + 5, 2)) return false;
    const int month = (text[5] - '0') * 10 + text[6] - '0';
    if (month < 1 || month > 12) return false;
    if (length == 7) return true;
    double days = 0.0;
    char suggestion[64];
    return units_read(text, length, UNIT_DAYS, &days, suggestion) == UNITS_OK;
}

static bool read_date(const struct yaml_node *node, struct arena *arena, struct diags *diags, const char **date)
{
    if (node->kind == YAML_TEXT && is_source_date(node->text, node->length)) {
        *date = node->text;
        return true;
    }
    diag_error(diags, node->at, DIAG_BAD_DATE, "\"%s\" is no date of a source; expected 2024, 2024-11, 2024-11-19 or n/d",
               yaml_tree_shown(node, arena));
    return false;
}

/* --- the register ------------------------------------------------------------------------- */

static bool read_entry(const struct yaml_pair *pair, struct provenance_register *sources, struct arena *arena, struct diags *diags)
{
    const char *date = "n/d";
    const struct yaml_node *title = yaml_tree_find(pair->value, "title"), *dated = yaml_tree_find(pair->value, "date");
    bool ok = true;
    if (!title || title->kind != YAML_TEXT || title->length == 0) {
        diag_error(diags, pair->at, DIAG_MISSING_KEY, "source %s needs a `title`: what it is", text_shown(arena, pair->key, strlen(pair->key), 60));
        ok = false;
    }
    if (!dated) {
        diag_error(diags, pair->at, DIAG_MISSING_KEY, "source %s needs a `date`: 2024, 2024-11, 2024-11-19 or n/d", text_shown(arena, pair->key, strlen(pair->key), 60));
        return false;
    }
    ok = read_date(dated, arena, diags, &date) && ok;
    static const char *const keys[] = {"title", "url", "date", "note"};
    for (size_t i = 0; i < pair->value->n; i++) {
        const struct yaml_pair *inner = &pair->value->pairs[i];
        bool known = false;
        for (size_t k = 0; k < 4; k++) known = known || text_equal(inner->key, keys[k]);
        if (known) continue;
        diag_error(diags, inner->at, DIAG_UNKNOWN_KEY, "unknown key `%s`; a source has title, url, date and note",
                   text_shown(arena, inner->key, strlen(inner->key), 60));
        ok = false;
    }
    order_map_put(sources->ids, pair->key, strlen(pair->key), (int32_t)sources->n);
    sources->names[sources->n] = pair->key;
    sources->dates[sources->n++] = date;
    return ok;
}

/* Sources stand at the file's top or under `sources` there. */
static bool read_entries(const struct yaml_node *map, bool top, struct provenance_register *sources, struct arena *arena, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; map->kind == YAML_MAP && i < map->n; i++) {
        const struct yaml_pair *pair = &map->pairs[i];
        if (text_equal(pair->key, "exasite") || text_equal(pair->key, "kind")) continue;
        if (top && text_equal(pair->key, "sources")) {
            ok = read_entries(pair->value, false, sources, arena, diags) && ok;
        } else if (pair->value->kind == YAML_MAP) {
            ok = read_entry(pair, sources, arena, diags) && ok;
        } else {
            diag_error(diags, pair->value->at, DIAG_WRONG_TYPE, "%s; expected a source: {title, url, date}", yaml_tree_kind(pair->value));
            ok = false;
        }
    }
    return ok;
}

bool provenance_register_read(const char *models_dir, struct arena *arena, struct diags *diags,
                              const struct provenance_register **sources)
{
    const char *file = file_join(arena, models_dir, "sources.yaml");
    struct provenance_register *none = ARENA_NEW(arena, struct provenance_register);
    none->ids = order_map_new(arena);
    *sources = none;
    return !file_exists(file) || provenance_register_read_file(file, arena, diags, sources);
}

bool provenance_register_read_file(const char *file, struct arena *arena, struct diags *diags, const struct provenance_register **sources)
{
    struct provenance_register *made = ARENA_NEW(arena, struct provenance_register);
    bool sound = true;
    made->ids = order_map_new(arena);
    made->file = file;
    *sources = made;
    const struct yaml_node *tree = yaml_tree_read(file, file, arena, diags, &sound);
    if (!tree) return false;
    if (tree->kind != YAML_MAP) {
        diag_error(diags, tree->at, DIAG_WRONG_TYPE, "%s; expected a map of source ids", yaml_tree_kind(tree));
        return false;
    }
    const struct yaml_node *inner = yaml_tree_find(tree, "sources");
    const size_t room = tree->n + (inner ? inner->n : 0);
    made->names = ARENA_ARRAY(arena, const char *, room);
    made->dates = ARENA_ARRAY(arena, const char *, room);
    return read_entries(tree, true, made, arena, diags) && sound;
}

const char *provenance_register_file(const struct provenance_register *sources)
{
    return sources ? sources->file : NULL;
}

/* Length of the id a source begins with ("S45" of "S45, mixed"): a capital S and digits; 0: none. */
static size_t id_length(const char *source)
{
    size_t n = 1;
    if (source[0] != 'S') return 0;
    while (source[n] >= '0' && source[n] <= '9') n++;
    const bool goes_on = (source[n] >= 'a' && source[n] <= 'z') || (source[n] >= 'A' && source[n] <= 'Z') || source[n] == '_';
    return n > 1 && !goes_on ? n : 0;
}

/* --- marking ------------------------------------------------------------------------------ */

struct marking {
    const struct provenance_register *sources;
    struct arena *arena;
    struct diags *diags;
};

/* The date of the register's entry that `source` begins with; "" when it begins with none. */
static bool registered_date(const struct marking *m, const struct yaml_node *source, const char **date)
{
    const size_t length = id_length(source->text);
    *date = "";
    if (!length || !m->sources || !m->sources->file) return true;
    const int32_t k = order_map_find(m->sources->ids, source->text, length);
    if (k >= 0) {
        *date = m->sources->dates[k];
        return true;
    }
    const char *id = text_copy_n(m->arena, source->text, length < 60 ? length : 60);
    const char *near = text_nearest(id, m->sources->names, m->sources->n);
    diag_error(m->diags, source->at, DIAG_NO_PROVENANCE, "no source %s in %s%s%s", id, m->sources->file,
               near ? "; nearest is " : "", near ? near : "");
    return false;
}

static bool mark_grade(const struct marking *m, const struct yaml_node *node, enum grade *grade)
{
    for (int g = 1; g < (int)GRADES; g++) {
        if (node->kind != YAML_TEXT || !text_equal(node->text, grade_words[g])) continue;
        *grade = (enum grade)g;
        return true;
    }
    const char *near = node->kind == YAML_TEXT ? text_nearest(node->text, grade_words, GRADES) : NULL;
    diag_error(m->diags, node->at, DIAG_BAD_CHOICE, "\"%s\" is no grade; expected %s%s%s%s", yaml_tree_shown(node, m->arena),
               text_list(m->arena, grade_words + 1, GRADES - 1, "or"), near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    return false;
}

/* What the map's own keys make of what it inherits. A source stated here takes its date from
 * here or the register before that of a map around, which speaks of another source. */
static bool own_provenance(const struct marking *m, const struct yaml_node *map, const struct provenance *outer,
                           const struct provenance **result)
{
    const struct yaml_node *source = yaml_tree_find(map, "source"), *date = yaml_tree_find(map, "date"),
                           *grade = yaml_tree_find(map, "grade");
    *result = outer;
    if (!source && !date && !grade) return true;
    struct provenance *own = ARENA_NEW(m->arena, struct provenance);
    bool ok = true;
    *own = *outer;
    own->outer = outer;
    *result = own;
    if (source && (source->kind != YAML_TEXT || source->length == 0)) {
        diag_error(m->diags, source->at, DIAG_WRONG_TYPE, "%s; expected where the numbers come from, as text",
                   yaml_tree_is_empty(source) ? "nothing" : yaml_tree_kind(source));
        ok = false;
    } else if (source) {
        const char *registered = "";
        ok = registered_date(m, source, &registered) && ok;
        own->source = source->text;
        own->by_set = false;
        if (registered[0]) own->date = registered;
    }
    if (date) ok = read_date(date, m->arena, m->diags, &own->date) && ok;
    if (grade) ok = mark_grade(m, grade, &own->grade) && ok;
    return ok;
}

static bool mark(const struct marking *m, struct yaml_node *node, const struct provenance *outer)
{
    bool ok = true;
    node->from = outer;
    if (node->kind == YAML_MAP) ok = own_provenance(m, node, outer, &node->from);
    for (size_t i = 0; i < node->n; i++)
        ok = mark(m, node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], node->from) && ok;
    return ok;
}

bool provenance_mark(struct yaml_node *tree, const struct provenance *outer,
                     const struct provenance_register *sources, struct arena *arena, struct diags *diags)
{
    const struct marking m = {sources, arena, diags};
    return mark(&m, tree, outer ? outer : &nobody);
}
