#include "input/field.h"

#include <math.h>
#include <string.h>

#include "base/order.h"
#include "base/text.h"
#include "input/merge.h"
#include "input/provenance.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

/* --- keys and paths ------------------------------------------------------------------------ */

static const char *suffix_of(enum unit unit)
{
    switch (unit) {
    case UNIT_BYTES:            return "_bytes";
    case UNIT_BYTES_PER_S:      return "_bytes_per_s";
    case UNIT_WATTS:            return "_w";
    case UNIT_SECONDS:          return "_s";
    case UNIT_DOLLARS:          return "_dollars";
    case UNIT_DOLLARS_PER_BYTE: return "_dollars_per_byte";
    case UNIT_KILOGRAMS:        return "_kg";
    case UNIT_METRES:           return "_m";
    case UNIT_SQUARE_METRES:    return "_m2";
    case UNIT_PER_YEAR:         return "_per_year";
    case UNIT_BYTES_PER_YEAR:   return "_bytes_per_year";
    case UNIT_PER_DAY:          return "_per_day";
    default:                    return "";
    }
}

const char *field_key(const struct field *field, char buffer[64])
{
    if (field->key) return field->key;
    const char *suffix = field->kind == FIELD_QUANTITY ? suffix_of(field->unit) : "";
    size_t length = strlen(field->member);
    if (text_ends_with(field->member, suffix)) length -= strlen(suffix);
    CHECK(length > 0 && length < 64);
    memcpy(buffer, field->member, length);
    buffer[length] = '\0';
    return buffer;
}

const char *field_path(struct reader *reader, const char *path, const char *key)
{
    return text_format(reader->arena, "%s%s%s", path, path[0] ? "." : "", key);
}

const char *field_item_path(struct reader *reader, const char *path, const struct yaml_node *item, size_t i, struct order_map *taken)
{
    const char *name = yaml_tree_called(item);
    if (name && taken && order_map_put(taken, name, strlen(name), (int32_t)i) >= 0) name = NULL;
    return name ? field_path(reader, path, name) : text_format(reader->arena, "%s[%zu]", path, i);
}

/* --- words, texts, names -------------------------------------------------------------------- */

bool field_wrong_type(struct reader *reader, const struct yaml_node *node, const char *key, const char *expected)
{
    const char *what = yaml_tree_is_empty(node) ? "nothing written here" : yaml_tree_kind(node);
    if (yaml_tree_is_null(node)) what = "null, which only takes out what `extends` brought";
    diag_error(reader->diags, node->at, DIAG_WRONG_TYPE, "%s: %s; expected %s", key, what, expected);
    return false;
}

static bool is_word(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT && node->length > 0 && !yaml_tree_is_null(node);
}

bool field_is_word(const struct yaml_node *node, const char *word)
{
    return node->kind == YAML_TEXT && text_equal_n(node->text, node->length, word);
}

bool field_looks_like_word(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT && node->length > 0
        && ((node->text[0] >= 'a' && node->text[0] <= 'z') || (node->text[0] >= 'A' && node->text[0] <= 'Z'));
}

const char *field_words(struct arena *arena, const char *const *words)
{
    const char *shown[64];
    size_t n = 0;
    for (size_t i = 0; words[i] && n < 64; i++)
        if (words[i][0]) shown[n++] = words[i];
    return text_list(arena, shown, n, "or");
}

bool field_choose(struct reader *reader, const struct yaml_node *node, const char *key, const char *const *words, int *index)
{
    if (!is_word(node)) return field_wrong_type(reader, node, key, field_words(reader->arena, words));
    size_t n = 0;
    for (; words[n]; n++) {
        if (!words[n][0] || !text_equal_n(node->text, node->length, words[n])) continue;
        *index = (int)n;
        return true;
    }
    const char *near = text_nearest(node->text, words, n);
    diag_error(reader->diags, node->at, DIAG_BAD_CHOICE, "%s: \"%s\" is none of the choices; expected %s%s%s%s", key,
               yaml_tree_shown(node, reader->arena), field_words(reader->arena, words), near ? " (did you mean " : "",
               near ? near : "", near ? "?)" : "");
    return false;
}

static bool read_name(struct reader *reader, const struct yaml_node *node, const char *key, const char **to)
{
    if (!is_word(node)) return field_wrong_type(reader, node, key, "a name");
    if (!yaml_tree_is_name(node->text, node->length)) {
        diag_error(reader->diags, node->at, DIAG_BAD_CHOICE, "%s: \"%s\" is no name; expected letters, digits, `.`, `_` and `-`, 64 at most",
                   key, yaml_tree_shown(node, reader->arena));
        return false;
    }
    *to = node->text;
    return true;
}

/* A bare name is a list of one. */
static bool read_names(struct reader *reader, const struct yaml_node *node, const char *key, const char ***to, int *n)
{
    const size_t count = node->kind == YAML_LIST ? node->n : 1;
    bool ok = true;
    if (node->kind == YAML_MAP) return field_wrong_type(reader, node, key, "a list of names");
    *to = ARENA_ARRAY(reader->arena, const char *, count);
    *n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = node->kind == YAML_LIST ? node->items[i] : node;
        const char *name = NULL;
        if (read_name(reader, item, key, &name)) (*to)[(*n)++] = name;
        else ok = false;
    }
    return ok;
}

/* --- one field by its kind -------------------------------------------------------------------- */

static void store_choice(const struct field *field, int index, char *member)
{
    if (field->kind == FIELD_FLAG) {
        const bool flag = index == 1;
        memcpy(member, &flag, sizeof flag);
    } else if (field->kind == FIELD_WORD) {
        const char *word = field->words[index];
        memcpy(member, &word, sizeof word);
    } else {
        memcpy(member, &index, sizeof index);        /* an enum of values >= 0 */
    }
}

static bool read_choice(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *key, char *member)
{
    int index = 0;
    if (!field_choose(reader, node, key, field->words, &index)) return false;
    store_choice(field, index, member);
    return true;
}

static bool read_text(struct reader *reader, const struct yaml_node *node, const char *key, char *member)
{
    if (!is_word(node)) return field_wrong_type(reader, node, key, "text");
    memcpy(member, &node->text, sizeof node->text);
    return true;
}

static bool read_model(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *key, char *member)
{
    if (!is_word(node)) return field_wrong_type(reader, node, key, "the name of a model");
    const void *model = reader->find_model(reader->models, field->model, node->text, node->at);
    if (field->kind == FIELD_MODEL) memcpy(member, &model, sizeof model);
    else memcpy(member, &node->text, sizeof node->text);
    return model != NULL;
}

/* Keys of a table that stand beside a number's own; for messages and for quantity.c. */
static const char *const *keys_of(struct reader *reader, const struct field_table *table)
{
    if (!table) return NULL;
    const char **keys = ARENA_ARRAY(reader->arena, const char *, table->n_fields + 1);
    char buffer[64];
    for (size_t i = 0; i < table->n_fields; i++) keys[i] = text_copy(reader->arena, field_key(&table->fields[i], buffer));
    return keys;
}

static bool read_beside(struct reader *reader, const struct field *field, const struct yaml_node *node, struct place around,
                        const char *path, void *to)
{
    bool ok = true;
    char buffer[64];
    for (size_t i = 0; field->table && i < field->table->n_fields; i++) {
        const struct field *beside = &field->table->fields[i];
        const struct yaml_node *value = node ? yaml_tree_find(node, field_key(beside, buffer)) : NULL;
        ok = field_read_one(reader, beside, value, around, path, to) && ok;
    }
    return ok;
}

static bool read_quantity(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *key,
                          const char *path, void *to)
{
    const struct quantity_rule rule = {text_copy(reader->arena, key), field->unit, field->least, field->most, keys_of(reader, field->table)};
    struct quantity *quantity = (struct quantity *)(void *)((char *)to + field->offset);
    const bool ok = quantity_read(reader, node, &rule, path, quantity);
    quantity->least = field->least;
    quantity->most = field->most;
    return read_beside(reader, field, node, node->at, path, to) && ok;
}

/* --- lists ---------------------------------------------------------------------------------------- */

bool field_read_list(struct reader *reader, const struct field *field, const struct yaml_node *node,
                     const char *path, void **items, int *n)
{
    char buffer[64];
    const char *key = field_key(field, buffer);
    if (node->kind != YAML_LIST) return field_wrong_type(reader, node, key, "a list of maps");
    if (node->n < field->least_items) {
        diag_error(reader->diags, node->at, DIAG_MISSING_KEY, "%s: %zu listed; expected at least %zu: %s", key, node->n, field->least_items,
                   field->meaning);
        return false;
    }
    bool ok = true;
    const size_t size = field->table->size;
    char *array = arena_alloc_array(reader->arena, node->n, size);
    struct order_map *taken = order_map_new(reader->arena);
    for (size_t i = 0; i < node->n; i++) {
        const char *item_path = field_item_path(reader, path, node->items[i], i, taken);
        ok = field_read(reader, field->table, node->items[i], node->items[i]->at, item_path, array + i * size) && ok;
    }
    *items = array;
    *n = (int)node->n;
    return ok;
}

static bool read_list(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, char *to)
{
    void *items = NULL;
    int n = 0;
    const bool ok = field_read_list(reader, field, node, path, &items, &n);
    memcpy(to + field->offset, &items, sizeof items);
    memcpy(to + field->count_offset, &n, sizeof n);
    return ok;
}

/* --- present and absent ------------------------------------------------------------------------------ */

static bool read_present(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *key,
                         const char *path, char *to)
{
    char *member = to + field->offset;
    switch (field->kind) {
    case FIELD_QUANTITY:   return read_quantity(reader, field, node, key, path, to);
    case FIELD_CHOICE:
    case FIELD_FLAG:
    case FIELD_WORD:       return read_choice(reader, field, node, key, member);
    case FIELD_TEXT:       return read_text(reader, node, key, member);
    case FIELD_NAME: {
        const char *name = NULL;
        const bool ok = read_name(reader, node, key, &name);
        memcpy(member, &name, sizeof name);
        return ok;
    }
    case FIELD_NAMES: {
        const char **names = NULL;
        int n = 0;
        const bool ok = read_names(reader, node, key, &names, &n);
        memcpy(member, &names, sizeof names);
        memcpy(to + field->count_offset, &n, sizeof n);
        return ok;
    }
    case FIELD_MODEL:
    case FIELD_MODEL_NAME: return read_model(reader, field, node, key, member);
    case FIELD_TABLE:      return field_read(reader, field->table, node, node->at, path, member);
    case FIELD_GROUP:      return field_read(reader, field->table, node, node->at, path, to);
    case FIELD_LIST:       return read_list(reader, field, node, path, to);
    case FIELD_CUSTOM:     return field->read(reader, field, node, path, to);
    case FIELD_IGNORED:    return true;
    }
    return true;
}

static void fill_default(struct reader *reader, const struct field *field, const char *path, char *to)
{
    char *member = to + field->offset;
    if (field->kind == FIELD_QUANTITY) {
        struct quantity *quantity = (struct quantity *)(void *)member;
        if (field->absent) quantity_default(reader, field->absent, field->absent_lo, field->absent_hi, field->unit, path, quantity);
        else *quantity = quantity_absent(field->unit);
    } else if (field->absent && (field->kind == FIELD_TEXT || field->kind == FIELD_NAME)) {
        memcpy(member, &field->absent, sizeof field->absent);
    } else if (field->absent && field->words) {
        int index = 0;
        while (field->words[index] && !text_equal(field->words[index], field->absent)) index++;
        CHECK(field->words[index]);
        store_choice(field, index, member);
    }
}

static const char *expected_of(struct reader *reader, const struct field *field)
{
    switch (field->kind) {
    case FIELD_QUANTITY: return units_expected(field->unit);
    case FIELD_CHOICE:
    case FIELD_FLAG:
    case FIELD_WORD:     return field_words(reader->arena, field->words);
    case FIELD_NAME:     return "a name";
    case FIELD_NAMES:    return "a list of names";
    case FIELD_MODEL:
    case FIELD_MODEL_NAME: return "the name of a model";
    case FIELD_TABLE:
    case FIELD_GROUP:    return "a map";
    case FIELD_LIST:     return "a list of maps";
    case FIELD_CUSTOM:
    case FIELD_IGNORED:  return field->takes;
    default:             return "text";
    }
}

static bool read_absent(struct reader *reader, const struct field *field, const char *key, struct place around, const char *path, char *to)
{
    if (field->kind == FIELD_CUSTOM && (field->optional || field->absent)) return field->read(reader, field, NULL, path, to);
    fill_default(reader, field, path, to);
    if (field->kind == FIELD_QUANTITY && field->table && !read_beside(reader, field, NULL, around, path, to)) return false;
    if (field->optional && field->kind == FIELD_TABLE) return field_read(reader, field->table, NULL, around, path, to + field->offset);
    if (field->optional && field->kind == FIELD_GROUP) return field_read(reader, field->table, NULL, around, path, to);
    if (field->optional || field->absent || field->kind == FIELD_IGNORED) return true;
    diag_error(reader->diags, around, DIAG_MISSING_KEY, "`%s` is missing: %s; expected %s", key, field->meaning, expected_of(reader, field));
    return false;
}

bool field_read_one(struct reader *reader, const struct field *field, const struct yaml_node *node,
                    struct place around, const char *path, void *to)
{
    char buffer[64];
    const char *key = field_key(field, buffer), *own_path = field_path(reader, path, key);
    if (!node) return read_absent(reader, field, key, around, own_path, to);
    const bool ok = read_present(reader, field, node, key, own_path, to);
    if (!ok && field->kind != FIELD_QUANTITY && field->absent) fill_default(reader, field, own_path, to);
    return ok;
}

/* --- tables -------------------------------------------------------------------------------------------- */

static bool is_known(const struct field_table *table, const char *key)
{
    char buffer[64];
    for (size_t i = 0; i < table->n_fields; i++)
        if (text_equal(field_key(&table->fields[i], buffer), key)) return true;
    return provenance_is_key(key);
}

enum { MOST_UNKNOWN = 50 };                  /* per map; who has more unknown keys has another problem */

static void report_unknown(struct reader *reader, const struct field_table *table, const struct yaml_pair *pair, const char *const *keys)
{
    const char *near = text_nearest(pair->key, keys, table->n_fields);
    const char *shown = text_shown(reader->arena, pair->key, strlen(pair->key), 60);
    if (near) diag_error(reader->diags, pair->at, DIAG_UNKNOWN_KEY, "unknown key `%s`; did you mean `%s`?", shown, near);
    else      diag_error(reader->diags, pair->at, DIAG_UNKNOWN_KEY, "unknown key `%s`; `%s` has %s", shown, table->name,
                         text_list(reader->arena, keys, table->n_fields, "and"));
}

static bool known_keys_only(struct reader *reader, const struct field_table *table, const struct yaml_node *map)
{
    const char *const *keys = NULL;
    size_t unknown = 0;
    for (size_t i = 0; i < map->n && unknown < MOST_UNKNOWN; i++) {
        if (is_known(table, map->pairs[i].key)) continue;
        if (!keys) keys = keys_of(reader, table);
        report_unknown(reader, table, &map->pairs[i], keys);
        unknown++;
    }
    return unknown == 0;
}

static bool is_bare_number(const struct field_table *table, const struct yaml_node *node)
{
    if (!table->bare) return false;
    return merge_is_number(node) || (node->kind == YAML_TEXT && !yaml_tree_is_empty(node) && !yaml_tree_is_null(node));
}

/* A number where the map belongs stands for the map's main key: gives the map that says so in full.
 * Keys of the table beside the number's own ({value: 24 TB/s, mean: 18 TB/s}) stay the table's. */
static struct yaml_node *unfold_bare(struct reader *reader, const struct field_table *table, const struct yaml_node *node)
{
    struct yaml_node *map = yaml_tree_new(reader->arena, YAML_MAP, node->at);
    struct yaml_node *number = yaml_tree_new(reader->arena, node->kind, node->at);
    *number = *node;
    number->pairs = NULL;
    number->n = number->capacity = 0;
    map->from = node->from;
    yaml_tree_put(reader->arena, map, table->bare, node->at, number);
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        const bool beside = !text_equal(pair->key, table->bare) && !provenance_is_key(pair->key) && is_known(table, pair->key);
        yaml_tree_put(reader->arena, beside ? map : number, pair->key, pair->at, pair->value);
    }
    return map;
}

bool field_read(struct reader *reader, const struct field_table *table, const struct yaml_node *node,
                struct place around, const char *path, void *to)
{
    bool ok = true;
    char buffer[64];
    const bool bare = node && is_bare_number(table, node);
    if (bare) node = unfold_bare(reader, table, node);
    if (node && node->kind != YAML_MAP) return field_wrong_type(reader, node, table->name, "a map");
    if (node) ok = known_keys_only(reader, table, node);
    if (table->at_offset != FIELD_NO_PLACE) memcpy((char *)to + table->at_offset, node ? &node->at : &around, sizeof around);
    for (size_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        const char *key = field_key(field, buffer);
        const struct yaml_node *value = node ? yaml_tree_find(node, key) : NULL;
        if (bare && text_equal(key, table->bare)) ok = read_present(reader, field, value, key, path, to) && ok;
        else ok = field_read_one(reader, field, value, around, path, to) && ok;
    }
    return ok;
}
