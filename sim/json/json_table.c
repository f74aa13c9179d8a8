#include "json/json_table.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"

/* --- writing ---------------------------------------------------------------------------- */

static cJSON *sure(cJSON *item)
{
    if (!item) check_out_of("memory");
    return item;
}

/* cJSON's own printer loses the last bits (and prints some numbers short): numbers go in as text. */
static cJSON *number_item(double value)
{
    char buffer[32];
    if (!isfinite(value)) return sure(cJSON_CreateNull());
    return sure(cJSON_CreateRaw(units_exact(value, buffer)));
}

static cJSON *numbers_item(const double *values, int32_t count)
{
    cJSON *list = sure(cJSON_CreateArray());
    for (int32_t i = 0; i < count; i++) cJSON_AddItemToArray(list, number_item(values ? values[i] : (double)NAN));
    return list;
}

static cJSON *text_item(const char *text)
{
    return sure(cJSON_CreateString(text ? text : ""));
}

static cJSON *texts_item(const char *const *texts, int32_t count)
{
    cJSON *list = sure(cJSON_CreateArray());
    for (int32_t i = 0; i < count; i++) cJSON_AddItemToArray(list, text_item(texts[i]));
    return list;
}

static cJSON *object_item(const struct json_key *table, const char *base, int32_t bins);

static cJSON *list_item(const struct json_key *key, const char *elements, int32_t count, int32_t bins)
{
    cJSON *list = sure(cJSON_CreateArray());
    for (int32_t i = 0; i < count; i++) cJSON_AddItemToArray(list, object_item(key->table, elements + (size_t)i * key->size, bins));
    return list;
}

static int32_t count_at(const char *base, size_t offset)
{
    int32_t count;
    memcpy(&count, base + offset, sizeof count);
    CHECK(count >= 0);
    return count;
}

static cJSON *value_item(const struct json_key *key, const char *base, int32_t *bins)
{
    const char *at = base + key->offset;
    double number;
    const void *pointer;
    bool flag;
    switch (key->kind) {
    case JSON_NUMBER: memcpy(&number, at, sizeof number); return number_item(number);
    case JSON_FLAG:   memcpy(&flag, at, sizeof flag); return sure(cJSON_CreateBool(flag));
    case JSON_WHOLE:  return number_item(count_at(base, key->offset));
    case JSON_BINS:   *bins = count_at(base, key->offset); return number_item(*bins);
    case JSON_PAIR:   return numbers_item((const double *)(const void *)at, 2);
    case JSON_OBJECT: return object_item(key->table, at, *bins);
    default: break;
    }
    memcpy(&pointer, at, sizeof pointer);
    switch (key->kind) {
    case JSON_TEXT:   return text_item(pointer);
    case JSON_BINNED: return numbers_item(pointer, *bins);
    case JSON_TEXTS:  return texts_item(pointer, count_at(base, key->count_offset));
    case JSON_LIST:   return list_item(key, pointer, count_at(base, key->count_offset), *bins);
    default: CHECK(!"a kind of key"); return NULL;
    }
}

static cJSON *object_item(const struct json_key *table, const char *base, int32_t bins)
{
    cJSON *object = sure(cJSON_CreateObject());
    for (const struct json_key *key = table; key->name; key++) {
        cJSON *value = value_item(key, base, &bins);
        if (!cJSON_AddItemToObject(object, key->name, value)) check_out_of("memory");
    }
    return object;
}

const char *json_table_write(const struct json_key *table, const void *of, struct arena *arena, size_t *length)
{
    cJSON *object = object_item(table, of, 0);
    char *printed = cJSON_Print(object);
    if (!printed) check_out_of("memory");
    *length = strlen(printed) + 1;
    char *text = arena_alloc(arena, *length + 1);
    memcpy(text, printed, *length - 1);
    text[*length - 1] = '\n';
    cJSON_free(printed);
    cJSON_Delete(object);
    return text;
}

/* --- reading ---------------------------------------------------------------------------- */

/* Where in the file we are: the only place a diagnostic can name, as cJSON keeps no lines. */
struct path { const struct path *up; const char *name; int32_t index; };

struct reader {
    struct arena *arena;
    struct diags *diags;
    const char *file;
    int code;
    size_t room;             /* bytes that lists may still take: 16 MB of "{}" would be gigabytes of structs */
    bool good;
};

static size_t print_path(const struct path *path, char *buffer, size_t size)
{
    size_t used = path->up ? print_path(path->up, buffer, size) : 0;
    if (used >= size) return used;
    int n = path->name ? snprintf(buffer + used, size - used, "%s%s", used ? "." : "", path->name)
                       : snprintf(buffer + used, size - used, "[%d]", (int)path->index);
    return used + (size_t)n;
}

static void bad(struct reader *reader, const struct path *path, const char *what)
{
    char where[200] = "";
    print_path(path, where, sizeof where);
    diag_error(reader->diags, (struct place){ .file = reader->file }, reader->code, "%s %s", where, what);
    reader->good = false;
}

static void read_object(struct reader *reader, const struct path *path, const struct json_key *table, const cJSON *object, char *base, int32_t bins);

static void *room_for(struct reader *reader, const struct path *path, int32_t count, size_t size)
{
    if ((size_t)count > reader->room / size) {
        bad(reader, path, "holds more than a results file may");
        return NULL;
    }
    reader->room -= (size_t)count * size;
    return arena_alloc_array(reader->arena, (size_t)count, size);
}

static const char *copied(struct reader *reader, const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(arena_alloc(reader->arena, size), text, size);
}

static double number_of(struct reader *reader, const struct path *path, const cJSON *item)
{
    if (!item || cJSON_IsNull(item)) return (double)NAN;
    if (!cJSON_IsNumber(item)) bad(reader, path, "is not a number or null");
    else if (!isfinite(item->valuedouble)) bad(reader, path, "is outside the range of numbers");
    else return item->valuedouble;
    return (double)NAN;
}

static int32_t whole_of(struct reader *reader, const struct path *path, const cJSON *item, int32_t most)
{
    if (!item) return 0;
    if (cJSON_IsNumber(item) && item->valuedouble >= 0.0 && item->valuedouble <= (double)most
        && item->valuedouble == floor(item->valuedouble)) return (int32_t)item->valuedouble;
    bad(reader, path, "is not a whole number in its range");
    return 0;
}

static const char *text_of(struct reader *reader, const struct path *path, const cJSON *item)
{
    if (!item) return "";
    if (cJSON_IsString(item)) return copied(reader, item->valuestring);
    bad(reader, path, "is not text");
    return "";
}

static bool flag_of(struct reader *reader, const struct path *path, const cJSON *item)
{
    if (item && !cJSON_IsBool(item)) bad(reader, path, "is not true or false");
    return cJSON_IsTrue(item);
}

/* −1: not a list. */
static int32_t length_of(struct reader *reader, const struct path *path, const cJSON *item)
{
    if (!item) return 0;
    if (cJSON_IsArray(item)) return (int32_t)cJSON_GetArraySize(item);
    bad(reader, path, "is not a list");
    return -1;
}

static void read_numbers(struct reader *reader, const struct path *path, const cJSON *item, double *values, int32_t count)
{
    for (int32_t i = 0; i < count; i++) values[i] = (double)NAN;
    int32_t length = length_of(reader, path, item);
    if (!item || length < 0) return;
    if (length != count) {
        char what[60];
        snprintf(what, sizeof what, "has %d values where %d belong", (int)length, (int)count);
        bad(reader, path, what);
        return;
    }
    int32_t i = 0;
    for (const cJSON *child = item->child; child; child = child->next) {
        struct path here = { path, NULL, i };
        values[i++] = number_of(reader, &here, child);
    }
}

static const char **read_texts(struct reader *reader, const struct path *path, const cJSON *item, int32_t *count)
{
    int32_t length = length_of(reader, path, item);
    const char **texts = length > 0 ? room_for(reader, path, length, sizeof *texts) : NULL;
    if (!texts) return NULL;
    for (const cJSON *child = item->child; child; child = child->next) {
        struct path here = { path, NULL, *count };
        texts[(*count)++] = text_of(reader, &here, child);
    }
    return texts;
}

static void *read_list(struct reader *reader, const struct path *path, const struct json_key *key, const cJSON *item, int32_t bins, int32_t *count)
{
    int32_t length = length_of(reader, path, item);
    char *elements = length > 0 ? room_for(reader, path, length, key->size) : NULL;
    if (!elements) return NULL;
    for (const cJSON *child = item->child; child; child = child->next) {
        struct path here = { path, NULL, *count };
        read_object(reader, &here, key->table, child, elements + (size_t)*count * key->size, bins);
        (*count)++;
    }
    return elements;
}

static double *read_binned(struct reader *reader, const struct path *path, const cJSON *item, int32_t bins)
{
    double *values = room_for(reader, path, bins, sizeof *values);
    if (values) read_numbers(reader, path, item, values, bins);
    return values;
}

#define STORE(at, value) memcpy((at), &(value), sizeof(value))

static void read_scalar(struct reader *reader, const struct path *path, const struct json_key *key, const cJSON *item, char *at, int32_t *bins)
{
    if (key->kind == JSON_NUMBER) {
        double number = number_of(reader, path, item);
        STORE(at, number);
    } else if (key->kind == JSON_FLAG) {
        bool flag = flag_of(reader, path, item);
        STORE(at, flag);
    } else if (key->kind == JSON_TEXT) {
        const char *text = text_of(reader, path, item);
        STORE(at, text);
    } else if (key->kind == JSON_WHOLE) {
        int32_t whole = whole_of(reader, path, item, INT32_MAX);
        STORE(at, whole);
    } else {
        CHECK(key->kind == JSON_BINS);
        *bins = whole_of(reader, path, item, JSON_TABLE_MAX_BINS);
        STORE(at, *bins);
    }
}

static void read_value(struct reader *reader, const struct path *path, const struct json_key *key, const cJSON *item, char *base, int32_t *bins)
{
    char *at = base + key->offset;
    int32_t count = 0;
    if (key->kind == JSON_OBJECT) {
        read_object(reader, path, key->table, item, at, *bins);
    } else if (key->kind == JSON_PAIR) {
        double pair[2];
        read_numbers(reader, path, item, pair, 2);
        STORE(at, pair);
    } else if (key->kind == JSON_BINNED) {
        double *values = read_binned(reader, path, item, *bins);
        STORE(at, values);
    } else if (key->kind == JSON_LIST) {
        void *list = read_list(reader, path, key, item, *bins, &count);
        STORE(at, list);
        STORE(base + key->count_offset, count);
    } else if (key->kind == JSON_TEXTS) {
        const char **texts = read_texts(reader, path, item, &count);
        STORE(at, texts);
        STORE(base + key->count_offset, count);
    } else {
        read_scalar(reader, path, key, item, at, bins);
    }
}

/* The value of `name`, NULL when it is not there. */
static const cJSON *value_of(struct reader *reader, const struct path *path, const cJSON *object, const char *name)
{
    const cJSON *found = NULL;
    for (const cJSON *child = object ? object->child : NULL; child; child = child->next) {
        if (strcmp(child->string, name) != 0) continue;
        if (found) bad(reader, path, "stands there twice");
        found = child;
    }
    return found;
}

/* `object` NULL: every key is missing. */
static void read_object(struct reader *reader, const struct path *path, const struct json_key *table, const cJSON *object, char *base, int32_t bins)
{
    if (object && !cJSON_IsObject(object)) {
        bad(reader, path, "is not an object");
        object = NULL;
    }
    for (const struct json_key *key = table; key->name; key++) {
        struct path here = { path, key->name, 0 };
        read_value(reader, &here, key, value_of(reader, &here, object, key->name), base, &bins);
    }
}

static struct place place_in(const char *file, const char *text, const char *end)
{
    struct place place = { file, 1, 1 };
    for (const char *at = text; at < end; at++) {
        if (*at == '\n') { place.line++; place.col = 1; }
        else if (((unsigned char)*at & 0xC0u) != 0x80u) place.col++;
    }
    return place;
}

static const char *end_of_utf8(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t step = text_utf8_length(text + at, length - at);
        if (step == 0) break;
        at += step;
    }
    return text + at;
}

/* NULL after a diagnostic. */
static cJSON *parsed(const char *text, size_t length, const char *file, int code, struct diags *diags)
{
    const char *end = text;
    cJSON *root = NULL;
    if (length > JSON_TABLE_MAX_BYTES) {
        diag_error(diags, (struct place){ .file = file }, code, "larger than the %d MiB a results file may have", JSON_TABLE_MAX_BYTES >> 20);
        return NULL;
    }
    const char *strange = end_of_utf8(text, length);
    if (strange < text + length) {
        diag_error(diags, place_in(file, text, strange), code, "not UTF-8");
        return NULL;
    }
    if (length > 0) root = cJSON_ParseWithLengthOpts(text, length, &end, false);
    if (!root) {
        diag_error(diags, place_in(file, text, end), code, "not JSON from here on, or nested too deep");
        return NULL;
    }
    while (end < text + length && (*end == ' ' || *end == '\n' || *end == '\r' || *end == '\t')) end++;
    if (end == text + length && cJSON_IsObject(root)) return root;
    diag_error(diags, place_in(file, text, end), code, cJSON_IsObject(root) ? "text after the end of the JSON object" : "not a JSON object");
    cJSON_Delete(root);
    return NULL;
}

bool json_table_read(const struct json_key *table, const char *text, size_t length, const char *file, int code,
                     struct arena *arena, struct diags *diags, void *into)
{
    cJSON *root = parsed(text, length, file, code, diags);
    if (!root) return false;
    struct reader reader = { arena, diags, file, code, (size_t)256 << 20, true };
    struct path top = { NULL, "", 0 };
    read_object(&reader, &top, table, root, into, 0);
    cJSON_Delete(root);
    return reader.good;
}
