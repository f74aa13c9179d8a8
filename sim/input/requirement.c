#include "input/requirement.h"

#include <string.h>

#include "base/text.h"
#include "input/field.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

static const struct { const char *word; enum unit unit; } quantities[REQ_COUNT] = {
    [REQ_READ_CAPABILITY] = {"read_capability", UNIT_BYTES_PER_S},
    [REQ_WRITE_CAPABILITY] = {"write_capability", UNIT_BYTES_PER_S},
    [REQ_USABLE_CAPACITY] = {"usable_capacity", UNIT_BYTES},
    [REQ_SITE_POWER_PEAK] = {"site_power_peak", UNIT_WATTS},
    [REQ_STORAGE_POWER] = {"storage_power", UNIT_WATTS},
    [REQ_RACK_TILES] = {"rack_tiles", UNIT_COUNT},
    [REQ_FLOOR_TILES] = {"floor_tiles", UNIT_COUNT},
    [REQ_NODES] = {"nodes", UNIT_COUNT},
    [REQ_NAMESPACES] = {"namespaces", UNIT_COUNT},
    [REQ_PROTOCOLS_MISSING] = {"protocols_missing", UNIT_COUNT},
    [REQ_POWER_TREE_UTILISATION] = {"power_tree_utilisation", UNIT_FRACTION},
    [REQ_GOODPUT] = {"goodput", UNIT_FRACTION},
    [REQ_READ_DENIED_FRACTION] = {"read_denied_fraction", UNIT_FRACTION},
    [REQ_WRITE_DENIED_FRACTION] = {"write_denied_fraction", UNIT_FRACTION},
    [REQ_CHECKPOINT_STALL] = {"checkpoint_stall", UNIT_SECONDS},
    [REQ_FULL_AT] = {"full_at", UNIT_SECONDS},
};

const char *requirement_word(enum requirement_quantity quantity)
{
    return quantities[quantity].word;
}

enum unit requirement_unit(enum requirement_quantity quantity)
{
    return quantities[quantity].unit;
}

const char *requirement_words(struct arena *arena)
{
    const char *words[REQ_COUNT];
    for (int i = 0; i < REQ_COUNT; i++) words[i] = quantities[i].word;
    return text_list(arena, words, REQ_COUNT, "or");
}

/* The requirement's text being read, from left to right. */
struct scan {
    struct reader *reader;
    const struct yaml_node *node;
    const char *at;
};

static struct place place_in(const struct scan *scan, const char *at)
{
    struct place place = scan->node->at;
    place.col += (int32_t)(at - scan->node->text) + (scan->node->plain ? 0 : 1);
    return place;
}

static bool read_quantity(struct scan *scan, enum requirement_quantity *quantity)
{
    const char *words[REQ_COUNT];
    scan->at += strspn(scan->at, " ");
    const size_t length = strspn(scan->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
    for (int i = 0; i < REQ_COUNT; i++) {
        words[i] = quantities[i].word;
        if (!text_equal_n(scan->at, length, words[i])) continue;
        *quantity = (enum requirement_quantity)i;
        scan->at += length;
        return true;
    }
    const char *word = text_shown(scan->reader->arena, scan->at, length, 60), *near = text_nearest(word, words, REQ_COUNT);
    diag_error(scan->reader->diags, place_in(scan, scan->at), DIAG_BAD_REQUIREMENT, "\"%s\" is no quantity a requirement can be about; %s%s%s", word,
               near ? "did you mean " : "expected ", near ? near : requirement_words(scan->reader->arena), near ? "?" : "");
    return false;
}

static bool read_comparison(struct scan *scan, enum comparison *comparison)
{
    static const struct { const char *sign; enum comparison comparison; } signs[] = {
        {">=", CMP_GE}, {"<=", CMP_LE}, {">", CMP_GT}, {"<", CMP_LT},        /* the longer first */
    };
    scan->at += strspn(scan->at, " ");
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (!text_starts_with(scan->at, signs[i].sign)) continue;
        *comparison = signs[i].comparison;
        scan->at += strlen(signs[i].sign);
        return true;
    }
    diag_error(scan->reader->diags, place_in(scan, scan->at), DIAG_BAD_REQUIREMENT, "\"%s\": expected >=, >, <= or < here, as in \"read_capability >= 24 TB/s\"",
               yaml_tree_shown(scan->node, scan->reader->arena));
    return false;
}

static bool read_limit(struct scan *scan, enum requirement_quantity quantity, struct quantity *limit)
{
    scan->at += strspn(scan->at, " ");
    const size_t length = strlen(scan->at);
    if (length == 0) {
        diag_error(scan->reader->diags, place_in(scan, scan->at), DIAG_BAD_REQUIREMENT, "\"%s\" ends without a value; expected %s",
                   yaml_tree_shown(scan->node, scan->reader->arena), units_expected(quantities[quantity].unit));
        return false;
    }
    limit->at = place_in(scan, scan->at);
    return quantity_read_text(scan->reader, scan->at, length, limit->at, quantities[quantity].word, quantities[quantity].unit, &limit->value);
}

bool requirement_read(struct reader *reader, const struct yaml_node *node, const char *path, struct requirement *to)
{
    struct scan scan = {reader, node, node->text};
    to->text = "";
    if (node->kind != YAML_TEXT || node->length == 0 || yaml_tree_is_null(node))
        return field_wrong_type(reader, node, "requirement", "QUANTITY >= VALUE, as in \"read_capability >= 24 TB/s\"");
    to->text = node->text;
    to->limit = quantity_absent(UNIT_NUMBER);
    if (!read_quantity(&scan, &to->quantity) || !read_comparison(&scan, &to->comparison)) return false;
    to->limit = quantity_absent(quantities[to->quantity].unit);
    to->limit.given = true;
    to->limit.path = path;
    const bool ok = read_limit(&scan, to->quantity, &to->limit);
    to->limit.lo = to->limit.hi = to->limit.value;
    return ok;
}
