/* How tables of keys are written: one line a field, the key named for it. For the .c files of this folder, which say `#define S struct ...`
 * before a table and `#undef S` behind it; every macro means a field of S. */
#ifndef JSON_JSON_KEYS_H
#define JSON_JSON_KEYS_H

#include <stddef.h>

#include "json/json_table.h"

#define END                             { .name = NULL }
#define NUMBER(field)                   { .name = #field, .kind = JSON_NUMBER, .offset = offsetof(S, field) }
#define TEXT(field)                     { .name = #field, .kind = JSON_TEXT, .offset = offsetof(S, field) }
#define FLAG(field)                     { .name = #field, .kind = JSON_FLAG, .offset = offsetof(S, field) }
#define WHOLE(field)                    { .name = #field, .kind = JSON_WHOLE, .offset = offsetof(S, field) }
#define BINS(field)                     { .name = #field, .kind = JSON_BINS, .offset = offsetof(S, field) }
#define BINNED(field)                   { .name = #field, .kind = JSON_BINNED, .offset = offsetof(S, field) }
#define TEXTS(field)                    { .name = #field, .kind = JSON_TEXTS, .offset = offsetof(S, field), .count_offset = offsetof(S, n_##field) }
#define LIST(field, element, keys) \
    { .name = #field, .kind = JSON_LIST, .offset = offsetof(S, field), .count_offset = offsetof(S, n_##field), .size = sizeof(element), .table = (keys) }
#define OBJECT(field, keys)             NAMED_OBJECT(#field, field, keys)
#define ESTIMATE(field)                 OBJECT(field, json_keys_estimate)

/* Where the key isn't called as the field is; and fields of S under a key of their own. */
#define NAMED(key, what, field)         { .name = (key), .kind = (what), .offset = offsetof(S, field) }
#define NAMED_OBJECT(key, field, keys)  { .name = (key), .kind = JSON_OBJECT, .offset = offsetof(S, field), .table = (keys) }
#define GROUP(key, keys)                { .name = (key), .kind = JSON_OBJECT, .offset = 0, .table = (keys) }

extern const struct json_key json_keys_estimate[];      /* struct estimate */

#endif
