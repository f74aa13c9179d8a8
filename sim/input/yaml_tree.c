#include "input/yaml_tree.h"

#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/order.h"
#include "base/text.h"
#include "types/diag_codes.h"

struct anchor {
    const char *name;
    struct yaml_node *node;
    size_t height;                           /* levels of lists and maps, 0 for a text */
};

struct parse {
    yaml_parser_t libyaml;
    const char *bytes; size_t length;
    struct place start;
    struct arena *arena;
    struct diags *diags;
    bool *sound;
    bool stop;                               /* nothing further can be understood */
    size_t nodes;
    struct anchor *anchors; size_t n_anchors, anchors_capacity;
};

static struct place place_of(const struct parse *parse, yaml_mark_t mark)
{
    struct place at = parse->start;
    const int32_t before = mark.line == 0 ? parse->start.col : 1;
    at.line = parse->start.line + (int32_t)mark.line;
    at.col = before + (int32_t)mark.column;
    return at;
}

#define LESSER(parse, at, ...) (*(parse)->sound = false, diag_error((parse)->diags, (at), __VA_ARGS__))
#define FATAL(parse, at, ...)  ((parse)->stop = true, LESSER((parse), (at), __VA_ARGS__))

/* libyaml's reader tells an offset in bytes; its scanner and parser a line and a column. */
static yaml_mark_t mark_of_offset(const struct parse *parse, size_t offset)
{
    yaml_mark_t mark = {offset, 0, 0};
    for (size_t i = 0; i < offset && i < parse->length; i++) {
        const unsigned char byte = (unsigned char)parse->bytes[i];
        if (byte == '\n') {
            mark.line++;
            mark.column = 0;
        } else if ((byte & 0xc0) != 0x80) {
            mark.column++;
        }
    }
    return mark;
}

static void report_libyaml(struct parse *parse)
{
    const yaml_parser_t *libyaml = &parse->libyaml;
    if (libyaml->error == YAML_MEMORY_ERROR) check_out_of("memory");
    const char *problem = libyaml->problem ? libyaml->problem : "cannot be understood";
    if (libyaml->error == YAML_READER_ERROR) {
        const yaml_mark_t mark = mark_of_offset(parse, libyaml->problem_offset);
        FATAL(parse, place_of(parse, mark), DIAG_BAD_YAML, "not UTF-8 text: %s", problem);
        return;
    }
    FATAL(parse, place_of(parse, libyaml->problem_mark), DIAG_BAD_YAML, "not YAML: %s%s%s", problem,
          libyaml->context ? " " : "", libyaml->context ? libyaml->context : "");
}

static bool next_event(struct parse *parse, yaml_event_t *event)
{
    if (parse->stop) return false;
    if (yaml_parser_parse(&parse->libyaml, event)) return true;
    report_libyaml(parse);
    return false;
}

static struct yaml_node *new_node(struct parse *parse, enum yaml_kind kind, struct place at)
{
    if (++parse->nodes > YAML_TREE_MOST_NODES) {
        FATAL(parse, at, DIAG_TOO_MANY_NODES, "more than %d values, aliases expanded", (int)YAML_TREE_MOST_NODES);
        return NULL;
    }
    return yaml_tree_new(parse->arena, kind, at);
}

/* --- scalars, anchors, aliases ---------------------------------------------------------- */

/* Line ends and tabs are text; other control characters would reach somebody's terminal. */
static bool is_clean(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)bytes[i];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) return false;
        if (byte == 0xc2 && i + 1 < length && (unsigned char)bytes[i + 1] < 0xa0) return false;
    }
    return true;
}

static struct yaml_node *read_text(struct parse *parse, const yaml_event_t *event)
{
    const struct place at = place_of(parse, event->start_mark);
    const char *bytes = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    struct yaml_node *node = new_node(parse, YAML_TEXT, at);
    if (!node) return NULL;
    if (!is_clean(bytes, length)) {
        LESSER(parse, at, DIAG_BAD_YAML, "a control character in \"%s\"", text_shown(parse->arena, bytes, length, 60));
        bytes = "?";
        length = 1;
    }
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text = text_copy_n(parse->arena, bytes, length);
    node->length = length;
    return node;
}

static void remember(struct parse *parse, const char *name, struct yaml_node *node, size_t height)
{
    if (!name || !node) return;
    if (parse->n_anchors == YAML_TREE_MOST_ANCHORS) {
        FATAL(parse, node->at, DIAG_TOO_MANY_NODES, "more than %d anchors", (int)YAML_TREE_MOST_ANCHORS);
        return;
    }
    parse->anchors = arena_grow(parse->arena, parse->anchors, parse->n_anchors, parse->n_anchors + 1,
                                &parse->anchors_capacity, sizeof *parse->anchors);
    parse->anchors[parse->n_anchors++] = (struct anchor){name, node, height};
}

static struct yaml_node *copy_node(struct parse *parse, const struct yaml_node *node)
{
    struct yaml_node *copy = new_node(parse, node->kind, node->at);
    if (!copy) return NULL;
    copy->plain = node->plain;
    copy->text = node->text;
    copy->length = node->length;
    for (size_t i = 0; i < node->n; i++) {
        struct yaml_node *part = copy_node(parse, node->kind == YAML_MAP ? node->pairs[i].value : node->items[i]);
        if (!part) return NULL;
        if (node->kind == YAML_LIST) {
            yaml_tree_add(parse->arena, copy, part);
            continue;
        }
        copy->pairs = arena_grow(parse->arena, copy->pairs, i, i + 1, &copy->capacity, sizeof *copy->pairs);
        copy->pairs[copy->n++] = (struct yaml_pair){node->pairs[i].key, node->pairs[i].at, part};
    }
    return copy;
}

static struct yaml_node *read_alias(struct parse *parse, const yaml_event_t *event, size_t depth, size_t *height)
{
    const struct place at = place_of(parse, event->start_mark);
    const char *name = (const char *)event->data.alias.anchor;
    for (size_t i = parse->n_anchors; i-- > 0;) {
        const struct anchor *anchor = &parse->anchors[i];
        if (!text_equal(anchor->name, name)) continue;
        *height = anchor->height;
        if (depth - 1 + anchor->height <= YAML_TREE_MOST_DEPTH) return copy_node(parse, anchor->node);
        FATAL(parse, at, DIAG_TOO_DEEP, "nested deeper than %d levels", (int)YAML_TREE_MOST_DEPTH);
        return NULL;
    }
    FATAL(parse, at, DIAG_BAD_YAML, "*%s stands for nothing written before it",
          text_shown(parse->arena, name, strlen(name), 60));
    return NULL;
}

/* --- lists and maps --------------------------------------------------------------------- */

static struct yaml_node *read_node(struct parse *parse, yaml_event_t *event, size_t depth, size_t *height);

static void read_items(struct parse *parse, struct yaml_node *list, size_t depth, size_t *height)
{
    yaml_event_t event;
    while (next_event(parse, &event)) {
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            return;
        }
        size_t below = 0;
        struct yaml_node *item = read_node(parse, &event, depth + 1, &below);
        if (!item) return;
        if (below + 1 > *height) *height = below + 1;
        yaml_tree_add(parse->arena, list, item);
    }
}

/* False when the pair has to be left out. */
static bool key_is_sound(struct parse *parse, const struct yaml_node *key)
{
    if (key->kind != YAML_TEXT) {
        LESSER(parse, key->at, DIAG_BAD_KEY, "%s as a key; a key is plain text", yaml_tree_kind(key));
    } else if (key->plain && text_equal(key->text, "<<")) {
        LESSER(parse, key->at, DIAG_BAD_KEY, "merge keys (<<) are not read; use `extends: FILE` at the top of the file");
    } else if (key->length == 0 || yaml_tree_is_null(key)) {
        LESSER(parse, key->at, DIAG_BAD_KEY, "an empty key; a key is plain text");
    } else if (strpbrk(key->text, "\n\t")) {
        LESSER(parse, key->at, DIAG_BAD_KEY, "a key of several lines; a key is plain text");
    } else {
        return true;
    }
    return false;
}

static void add_pair(struct parse *parse, struct yaml_node *map, struct order_map *keys,
                     const struct yaml_node *key, struct yaml_node *value)
{
    if (!key_is_sound(parse, key)) return;
    const int32_t before = order_map_put(keys, key->text, key->length, (int32_t)map->n);
    if (before >= 0) {
        LESSER(parse, key->at, DIAG_DUPLICATE_KEY, "`%s` stands in this map twice, first at line %d",
               yaml_tree_shown(key, parse->arena), (int)map->pairs[before].at.line);
        return;
    }
    map->pairs = arena_grow(parse->arena, map->pairs, map->n, map->n + 1, &map->capacity, sizeof *map->pairs);
    map->pairs[map->n++] = (struct yaml_pair){key->text, key->at, value};
}

static void read_pairs(struct parse *parse, struct yaml_node *map, size_t depth, size_t *height)
{
    struct order_map *keys = order_map_new(parse->arena);
    yaml_event_t event;
    while (next_event(parse, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            return;
        }
        size_t key_height = 0, below = 0;
        const struct yaml_node *key = read_node(parse, &event, depth + 1, &key_height);
        if (!key || !next_event(parse, &event)) return;
        struct yaml_node *value = read_node(parse, &event, depth + 1, &below);
        if (!value) return;
        if (below + 1 > *height) *height = below + 1;
        add_pair(parse, map, keys, key, value);
    }
}

static void refuse_tag(struct parse *parse, const yaml_event_t *event, const yaml_char_t *tag)
{
    if (!tag) return;
    LESSER(parse, place_of(parse, event->start_mark), DIAG_BAD_YAML, "a tag, !%s: tags mean nothing here",
           text_shown(parse->arena, (const char *)tag, strlen((const char *)tag), 60));
}

static struct yaml_node *read_collection(struct parse *parse, const yaml_event_t *event, size_t depth, size_t *height)
{
    const bool is_map = event->type == YAML_MAPPING_START_EVENT;
    const struct place at = place_of(parse, event->start_mark);
    const yaml_char_t *anchor = is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const char *name = text_copy(parse->arena, (const char *)anchor);
    refuse_tag(parse, event, is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag);
    if (depth > YAML_TREE_MOST_DEPTH) {
        FATAL(parse, at, DIAG_TOO_DEEP, "nested deeper than %d levels", (int)YAML_TREE_MOST_DEPTH);
        return NULL;
    }
    struct yaml_node *node = new_node(parse, is_map ? YAML_MAP : YAML_LIST, at);
    if (!node) return NULL;
    *height = 1;
    if (is_map) read_pairs(parse, node, depth, height);
    else        read_items(parse, node, depth, height);
    remember(parse, name, node, *height);
    return parse->stop ? NULL : node;
}

/* The node that `event` begins; deletes the event. */
static struct yaml_node *read_node(struct parse *parse, yaml_event_t *event, size_t depth, size_t *height)
{
    struct yaml_node *node = NULL;
    *height = 0;
    if (event->type == YAML_ALIAS_EVENT) {
        node = read_alias(parse, event, depth, height);
    } else if (event->type == YAML_SCALAR_EVENT) {
        refuse_tag(parse, event, event->data.scalar.tag);
        node = read_text(parse, event);
        remember(parse, text_copy(parse->arena, (const char *)event->data.scalar.anchor), node, 0);
    } else {
        node = read_collection(parse, event, depth, height);
    }
    yaml_event_delete(event);
    return parse->stop ? NULL : node;
}

/* --- the document ----------------------------------------------------------------------- */

/* Skips to the next event that matters: stream and document marks carry nothing. */
static bool next_content(struct parse *parse, yaml_event_t *event)
{
    while (next_event(parse, event)) {
        const yaml_event_type_t type = event->type;
        if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT && type != YAML_DOCUMENT_END_EVENT)
            return true;
        yaml_event_delete(event);
    }
    return false;
}

static struct yaml_node *read_document(struct parse *parse)
{
    yaml_event_t event;
    size_t height = 0;
    if (!next_content(parse, &event)) return NULL;
    if (event.type == YAML_STREAM_END_EVENT) {
        yaml_event_delete(&event);
        FATAL(parse, parse->start, DIAG_BAD_YAML, "nothing is written here");
        return NULL;
    }
    struct yaml_node *root = read_node(parse, &event, 1, &height);
    if (!root || !next_content(parse, &event)) return NULL;
    const bool more = event.type != YAML_STREAM_END_EVENT;
    const struct place at = place_of(parse, event.start_mark);
    yaml_event_delete(&event);
    if (more) LESSER(parse, at, DIAG_BAD_YAML, "a second document; a file holds one");
    return root;
}

/* Directives (%TAG, %YAML) mean nothing here, and libyaml compares each with all before it:
 * a file full of them would take minutes. */
static bool has_directive(struct parse *parse)
{
    for (size_t i = 0; i < parse->length; i++) {
        if (parse->bytes[i] != '%' || (i > 0 && parse->bytes[i - 1] != '\n' && parse->bytes[i - 1] != '\r')) continue;
        FATAL(parse, place_of(parse, mark_of_offset(parse, i)), DIAG_BAD_YAML, "a line that begins with %%: directives are not read");
        return true;
    }
    return false;
}

struct yaml_node *yaml_tree_parse(const char *text, size_t length, struct place start,
                                  struct arena *arena, struct diags *diags, bool *sound)
{
    struct parse parse = {.bytes = text, .length = length, .start = start, .arena = arena, .diags = diags, .sound = sound};
    if (has_directive(&parse)) return NULL;
    if (!yaml_parser_initialize(&parse.libyaml)) check_out_of("memory");
    yaml_parser_set_encoding(&parse.libyaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parse.libyaml, (const unsigned char *)text, length);
    struct yaml_node *root = read_document(&parse);
    yaml_parser_delete(&parse.libyaml);
    return root;
}

struct yaml_node *yaml_tree_read(const char *path, const char *name, struct arena *arena, struct diags *diags, bool *sound)
{
    char *bytes = NULL;
    size_t length = 0;
    const struct place whole = {name, 0, 0}, start = {name, 1, 1};
    const enum file_result result = file_read(path, YAML_TREE_MOST_BYTES, arena, &bytes, &length);
    if (result == FILE_OK) return yaml_tree_parse(bytes, length, start, arena, diags, sound);
    *sound = false;
    if (result == FILE_TOO_LARGE)
        diag_error(diags, whole, DIAG_TOO_LARGE, "larger than %d MiB, more than a model or scenario needs",
                   (int)YAML_TREE_MOST_BYTES / (1024 * 1024));
    else
        diag_error(diags, whole, DIAG_CANNOT_READ, "cannot be read: %s", file_problem(result));
    return NULL;
}

/* --- using a tree ----------------------------------------------------------------------- */

struct yaml_pair *yaml_tree_pair(const struct yaml_node *node, const char *key)
{
    if (!node || node->kind != YAML_MAP) return NULL;
    for (size_t i = 0; i < node->n; i++)
        if (strcmp(node->pairs[i].key, key) == 0) return &node->pairs[i];
    return NULL;
}

struct yaml_node *yaml_tree_find(const struct yaml_node *node, const char *key)
{
    const struct yaml_pair *pair = yaml_tree_pair(node, key);
    return pair ? pair->value : NULL;
}

const char *yaml_tree_called(const struct yaml_node *item)
{
    static const char *const keys[] = {"name", "pool", "id"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const struct yaml_node *value = yaml_tree_find(item, keys[k]);
        if (value && value->kind == YAML_TEXT)
            return yaml_tree_is_name(value->text, value->length) ? value->text : NULL;
    }
    return NULL;
}

static bool is_letter_or_digit(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

bool yaml_tree_is_name(const char *text, size_t length)
{
    if (length == 0 || length > 64 || !is_letter_or_digit(text[0])) return false;
    for (size_t i = 1; i < length; i++)
        if (!is_letter_or_digit(text[i]) && text[i] != '.' && text[i] != '_' && text[i] != '-') return false;
    return true;
}

bool yaml_tree_is_null(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT && node->plain
        && (text_equal(node->text, "~") || text_equal(node->text, "null") || text_equal(node->text, "Null") || text_equal(node->text, "NULL"));
}

bool yaml_tree_is_empty(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT && node->plain && node->length == 0;
}

const char *yaml_tree_shown(const struct yaml_node *node, struct arena *arena)
{
    return node->kind == YAML_TEXT ? text_shown(arena, node->text, node->length, 60) : yaml_tree_kind(node);
}

const char *yaml_tree_kind(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT ? "a value" : node->kind == YAML_LIST ? "a list" : "a map";
}

struct yaml_node *yaml_tree_new(struct arena *arena, enum yaml_kind kind, struct place at)
{
    struct yaml_node *node = ARENA_NEW(arena, struct yaml_node);
    node->kind = kind;
    node->at = at;
    return node;
}

struct yaml_node *yaml_tree_new_text(struct arena *arena, const char *text, size_t length, struct place at)
{
    struct yaml_node *node = yaml_tree_new(arena, YAML_TEXT, at);
    node->text = text;
    node->length = length;
    return node;
}

void yaml_tree_put(struct arena *arena, struct yaml_node *map, const char *key, struct place at, struct yaml_node *value)
{
    CHECK(map->kind == YAML_MAP);
    struct yaml_pair *pair = yaml_tree_pair(map, key);
    if (!pair) {
        map->pairs = arena_grow(arena, map->pairs, map->n, map->n + 1, &map->capacity, sizeof *map->pairs);
        pair = &map->pairs[map->n++];
        pair->key = key;
    }
    pair->at = at;
    pair->value = value;
}

void yaml_tree_remove(struct yaml_node *map, const char *key)
{
    const struct yaml_pair *pair = yaml_tree_pair(map, key);
    if (!pair) return;
    const size_t k = (size_t)(pair - map->pairs);
    memmove(&map->pairs[k], &map->pairs[k + 1], (map->n - k - 1) * sizeof *map->pairs);
    map->n--;
}

void yaml_tree_add(struct arena *arena, struct yaml_node *list, struct yaml_node *item)
{
    CHECK(list->kind == YAML_LIST);
    list->items = arena_grow(arena, list->items, list->n, list->n + 1, &list->capacity, sizeof *list->items);
    list->items[list->n++] = item;
}
