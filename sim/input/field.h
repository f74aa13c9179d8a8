/* Tables of what a reader may write: each parses, checks, fills in defaults and documents
 * itself. A table describes one map of YAML and the struct it becomes. */
#ifndef INPUT_FIELD_H
#define INPUT_FIELD_H

#include <stddef.h>
#include <stdio.h>

#include "base/order.h"
#include "input/reader.h"
#include "input/yaml_tree.h"

enum field_kind {
    FIELD_QUANTITY,          /* struct quantity */
    FIELD_CHOICE,            /* an enum: one of `words`, in order of its values; "" stands for a value one can't write */
    FIELD_FLAG,              /* bool: words[0] is false, words[1] true */
    FIELD_WORD,              /* const char *: one of `words` */
    FIELD_TEXT,              /* const char *: any text */
    FIELD_NAME,              /* const char *: letters, digits, . _ - */
    FIELD_NAMES,             /* const char **, and a count: a list of names */
    FIELD_MODEL,             /* const struct X_model *: a model's name */
    FIELD_MODEL_NAME,        /* const char *: a model's name, the model read all the same */
    FIELD_TABLE,             /* a struct: a map of its own table */
    FIELD_GROUP,             /* the same struct: a map within the map */
    FIELD_LIST,              /* struct X *, and a count: a list of maps */
    FIELD_CUSTOM,            /* whatever `read` makes of it */
    FIELD_IGNORED            /* read elsewhere; here it is only known */
};

struct field_table;

struct field {
    enum field_kind kind;
    const char *member;                      /* gives the key, its unit taken off, unless `key` does */
    const char *key;
    size_t offset, count_offset;             /* in the struct; of a list's count */
    enum unit unit;
    double least, most;                      /* bounds of a quantity, allowed themselves */
    const char *const *words;                /* NULL-terminated */
    enum model_kind model;
    const struct field_table *table;         /* TABLE, GROUP, LIST; QUANTITY: keys that stand beside the number's own */
    bool (*read)(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to);
                                             /* CUSTOM: node NULL when the key is absent; `to` is the struct */
    const char *takes;                       /* CUSTOM: what may be written, for the manual */
    const char *meaning;
    /* What happens without the key. Neither: it is needed. */
    bool optional;                           /* nothing: NAN, NULL, 0, no items */
    const char *absent;                      /* this, as one would write it */
    const char *absent_lo, *absent_hi;       /* QUANTITY: the range of such an estimate */
    const char *otherwise;                   /* for the manual: what an optional key's absence means */
    size_t least_items;                      /* LIST */
};

struct field_table {
    const char *name;                        /* "drive", "jobs[].checkpoint" */
    const char *meaning;
    const struct field *fields; size_t n_fields;
    size_t size;                             /* of the struct */
    size_t at_offset;                        /* of its struct place; FIELD_NO_PLACE: it has none */
    const char *bare;                        /* a number where the map belongs is the value of this key; NULL: an error */
};

#define FIELD_NO_PLACE ((size_t)-1)

/* Each ends with the meaning in words, then any of the struct's members by name: .optional = true, .absent = "60 s", .key = "raw_capacity". */
#define FIELD(type, name, unit_word, lowest, highest, ...) \
    {.kind = FIELD_QUANTITY, .member = #name, .offset = offsetof(type, name), .unit = UNIT_##unit_word, .least = (lowest), .most = (highest), \
     .meaning = __VA_ARGS__}
#define CHOICE(type, name, choices, ...) {.kind = FIELD_CHOICE, .member = #name, .offset = offsetof(type, name), .words = (choices), .meaning = __VA_ARGS__}
#define FLAG(type, name, choices, ...)   {.kind = FIELD_FLAG, .member = #name, .offset = offsetof(type, name), .words = (choices), .meaning = __VA_ARGS__}
#define WORD(type, name, choices, ...)   {.kind = FIELD_WORD, .member = #name, .offset = offsetof(type, name), .words = (choices), .meaning = __VA_ARGS__}
#define TEXT(type, name, ...)            {.kind = FIELD_TEXT, .member = #name, .offset = offsetof(type, name), .meaning = __VA_ARGS__}
#define NAME(type, name, ...)            {.kind = FIELD_NAME, .member = #name, .offset = offsetof(type, name), .meaning = __VA_ARGS__}
#define NAMES(type, name, ...) \
    {.kind = FIELD_NAMES, .member = #name, .offset = offsetof(type, name), .count_offset = offsetof(type, n_##name), .meaning = __VA_ARGS__}
#define MODEL(type, name, which, ...) \
    {.kind = FIELD_MODEL, .member = #name, .offset = offsetof(type, name), .model = MODEL_##which, .meaning = __VA_ARGS__}
#define MODEL_NAME(type, name, which, ...) \
    {.kind = FIELD_MODEL_NAME, .member = #name, .offset = offsetof(type, name), .model = MODEL_##which, .meaning = __VA_ARGS__}
#define TABLE(type, name, inner, ...)    {.kind = FIELD_TABLE, .member = #name, .offset = offsetof(type, name), .table = &(inner), .meaning = __VA_ARGS__}
#define GROUP(name, inner, ...)          {.kind = FIELD_GROUP, .key = (name), .table = &(inner), .meaning = __VA_ARGS__}
#define LIST(type, name, inner, ...) \
    {.kind = FIELD_LIST, .member = #name, .offset = offsetof(type, name), .count_offset = offsetof(type, n_##name), .table = &(inner), .meaning = __VA_ARGS__}
#define CUSTOM(name, function, taken, ...) {.kind = FIELD_CUSTOM, .key = (name), .read = (function), .takes = (taken), .meaning = __VA_ARGS__}
#define IGNORED(name, taken, ...)        {.kind = FIELD_IGNORED, .key = (name), .takes = (taken), .meaning = __VA_ARGS__}

#define FIELD_TABLE_OF(title, type, list, place_offset, ...) \
    {.name = (title), .fields = (list), .n_fields = sizeof(list) / sizeof((list)[0]), .size = sizeof(type), .at_offset = (place_offset), \
     .meaning = __VA_ARGS__}

/* The field's key: a pointer into static text and a length. */
const char *field_key(const struct field *field, char buffer[64]);

/* Reads `node` (NULL: nothing written) as the table says into the struct at *to, zeroed before. `path` is that of
 * the map ("" at the top). All mistakes are diagnosed; true when there was none, and only then
 * may *to be used. */
MUST_USE bool field_read(struct reader *reader, const struct field_table *table, const struct yaml_node *node,
                         struct place around, const char *path, void *to);

/* One field alone: what field_read does for each. `node` NULL: absent; `around` is then the place to complain at. */
MUST_USE bool field_read_one(struct reader *reader, const struct field *field, const struct yaml_node *node,
                             struct place around, const char *path, void *to);

/* A list whose items the table describes, into *items and *n. */
MUST_USE bool field_read_list(struct reader *reader, const struct field *field, const struct yaml_node *node,
                              const char *path, void **items, int *n);

/* "demand.read" and "peak" to "demand.read.peak"; an item's path by its name, or by [i] when it has
 * none or an item before it is called so (`taken` keeps the list's names; NULL: don't look). */
const char *field_path(struct reader *reader, const char *path, const char *key);
const char *field_item_path(struct reader *reader, const char *path, const struct yaml_node *item, size_t i, struct order_map *taken);

/* "KEY: a list where a map belongs" and the like; always false. */
MUST_USE bool field_wrong_type(struct reader *reader, const struct yaml_node *node, const char *key, const char *expected);

/* Reads a word as one of `words` into *index. */
MUST_USE bool field_choose(struct reader *reader, const struct yaml_node *node, const char *key, const char *const *words, int *index);

/* Is it this word? And does it look like one: a text that begins with a letter, where a number might stand? */
bool field_is_word(const struct yaml_node *node, const char *word);
bool field_looks_like_word(const struct yaml_node *node);

/* "a, b or c" of the words one may write. */
const char *field_words(struct arena *arena, const char *const *words);

#endif
