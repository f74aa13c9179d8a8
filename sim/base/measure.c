#include "base/measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"

struct measure_prefix {
    const char *name;
    int power_of_ten, power_of_two;
};
static const struct measure_prefix measure_none[] = { { "", 0, 0 }, { NULL, 0, 0 } };
static const struct measure_prefix measure_up[] = {
    { "", 0, 0 }, { "k", 3, 0 }, { "M", 6, 0 }, { "G", 9, 0 }, { "T", 12, 0 }, { "P", 15, 0 }, { "E", 18, 0 }, { "Z", 21, 0 },
    { "Y", 24, 0 }, { NULL, 0, 0 } };
static const struct measure_prefix measure_up_binary[] = {
    { "", 0, 0 }, { "k", 3, 0 }, { "M", 6, 0 }, { "G", 9, 0 }, { "T", 12, 0 }, { "P", 15, 0 }, { "E", 18, 0 }, { "Z", 21, 0 },
    { "Y", 24, 0 }, { "Ki", 0, 10 }, { "Mi", 0, 20 }, { "Gi", 0, 30 }, { "Ti", 0, 40 }, { "Pi", 0, 50 }, { "Ei", 0, 60 }, { NULL, 0, 0 } };
static const struct measure_prefix measure_down[] = { { "", 0, 0 }, { "m", -3, 0 }, { "u", -6, 0 }, { "\xc2\xb5", -6, 0 }, { "n", -9, 0 }, { NULL, 0, 0 } };
static const struct measure_prefix measure_length[] = { { "", 0, 0 }, { "k", 3, 0 }, { "c", -2, 0 }, { "m", -3, 0 }, { NULL, 0, 0 } };
static const struct measure_prefix measure_multiple[] = {
    { "k", 3, 0 }, { "M", 6, 0 }, { "G", 9, 0 }, { "T", 12, 0 }, { "P", 15, 0 }, { "E", 18, 0 }, { NULL, 0, 0 } };

/* No milliwatt: "350 mW" for a site is a slip of the shift key, not a wish. */
static const struct measure_word {
    const char *name;
    enum measure_base base;
    const struct measure_prefix *prefixes;
    double times, over;          /* of the base unit; whole numbers */
    int power_of_ten;
} measure_words[] = {
    { "B",     MEASURE_BYTE,         measure_up_binary, 1, 1, 0 },
    { "b",     MEASURE_BYTE,         measure_up_binary, 1, 8, 0 },
    { "bit",   MEASURE_BYTE,         measure_up_binary, 1, 8, 0 },
    { "W",     MEASURE_WATT,         measure_up,        1, 1, 0 },
    { "s",     MEASURE_SECOND,       measure_down,      1, 1, 0 },
    { "min",   MEASURE_SECOND,       measure_none,      60, 1, 0 },
    { "h",     MEASURE_SECOND,       measure_none,      3600, 1, 0 },
    { "d",     MEASURE_SECOND,       measure_none,      86400, 1, 0 },
    { "day",   MEASURE_SECOND,       measure_none,      86400, 1, 0 },
    { "days",  MEASURE_SECOND,       measure_none,      86400, 1, 0 },
    { "week",  MEASURE_SECOND,       measure_none,      604800, 1, 0 },
    { "weeks", MEASURE_SECOND,       measure_none,      604800, 1, 0 },
    { "year",  MEASURE_SECOND,       measure_none,      UNITS_YEAR_S, 1, 0 },
    { "years", MEASURE_SECOND,       measure_none,      UNITS_YEAR_S, 1, 0 },
    { "$",     MEASURE_DOLLAR,       measure_up,        1, 1, 0 },
    { "kg",    MEASURE_KILOGRAM,     measure_none,      1, 1, 0 },
    { "g",     MEASURE_KILOGRAM,     measure_none,      1, 1, -3 },
    { "t",     MEASURE_KILOGRAM,     measure_none,      1, 1, 3 },
    { "m",     MEASURE_METRE,        measure_length,    1, 1, 0 },
    { "m2",    MEASURE_SQUARE_METRE, measure_none,      1, 1, 0 },
    { "m\xc2\xb2", MEASURE_SQUARE_METRE, measure_none,  1, 1, 0 },
    { "%",     MEASURE_ONE,          measure_none,      1, 1, -2 },
    { "",      MEASURE_ONE,          measure_multiple,  1, 1, 0 },
};
enum { MEASURE_WORDS = sizeof measure_words / sizeof measure_words[0], MEASURE_NAME = 24 };

static bool measure_word_read(const char *text, size_t length, struct measure *measure)
{
    for (size_t w = 0; w < MEASURE_WORDS; w++) {
        const struct measure_word *word = &measure_words[w];
        const size_t tail = strlen(word->name);
        if (length < tail || memcmp(text + (length - tail), word->name, tail) != 0) continue;
        for (const struct measure_prefix *prefix = word->prefixes; prefix->name; prefix++) {
            if (!text_equal_n(text, length - tail, prefix->name)) continue;
            *measure = (struct measure){ .top = word->base, .bottom = MEASURE_ONE, .percent = text_equal(word->name, "%"),
                .multiple = tail == 0, .times = ldexp(word->times, prefix->power_of_two), .over = word->over,
                .power_of_ten = word->power_of_ten + prefix->power_of_ten };
            return true;
        }
    }
    return false;
}

/* "TB", "TB/s", "/year", "%/year", "Gbps"; not "". */
bool measure_read(const char *text, struct measure *measure)
{
    const size_t length = strlen(text);
    const char *slash = strchr(text, '/');
    struct measure bottom;
    if (!slash && text_ends_with(text, "bps")) {
        if (!measure_word_read(text, length - 2, measure)) return false;
        measure->bottom = MEASURE_SECOND;
        return true;
    }
    const size_t top_length = slash ? (size_t)(slash - text) : length;
    *measure = (struct measure){ .times = 1, .over = 1 };
    if (top_length > 0 && !measure_word_read(text, top_length, measure)) return false;
    if (!slash) return top_length > 0;
    if (!measure_word_read(slash + 1, length - top_length - 1, &bottom)) return false;
    if (bottom.top != MEASURE_SECOND && bottom.top != MEASURE_BYTE) return false;
    measure->bottom = bottom.top;
    measure->times *= bottom.over;
    measure->over *= bottom.times;
    measure->power_of_ten -= bottom.power_of_ten;
    return true;
}

/* Writes `part` in our spelling if it is a word that people use. */
const char *measure_plain_word(const char *part)
{
    static const char *const words[][2] = {
        { "sec", "s" }, { "secs", "s" }, { "second", "s" }, { "seconds", "s" }, { "minute", "min" }, { "minutes", "min" }, { "mins", "min" },
        { "hr", "h" }, { "hrs", "h" }, { "hour", "h" }, { "hours", "h" }, { "yr", "year" }, { "yrs", "year" }, { "a", "year" }, { "y", "year" },
        { "usd", "$" }, { "dollar", "$" }, { "dollars", "$" }, { "watt", "W" }, { "watts", "W" }, { "byte", "B" }, { "bytes", "B" },
        { "percent", "%" }, { "pct", "%" }, { "sqm", "m2" }, { "m^2", "m2" }, { "ton", "t" }, { "tons", "t" }, { "tonnes", "t" },
        { "bn", "G" }, { "billion", "G" }, { "million", "M" }, { "trillion", "T" }, { "thousand", "k" }, { "gbit", "Gbit" },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (text_equal_caseless(part, words[i][0])) return words[i][1];
    return part;
}

/* The nearest unit while all are walked past. */
struct measure_search {
    const char *word;
    char *best;                  /* room for 64 */
    size_t best_distance;        /* 0: the same but for case */
};

static void measure_search_see(struct measure_search *search, const char *candidate)
{
    const size_t same = text_equal_caseless(search->word, candidate) ? 0 : text_distance(search->word, candidate);
    if (same >= search->best_distance) return;
    search->best_distance = same;
    snprintf(search->best, 64, "%s", candidate);
}

/* Every spelling with `top` before the slash. */
static void measure_search_bottoms(struct measure_search *search, enum measure_base bottom, const char *top)
{
    char name[2 * MEASURE_NAME];
    if (bottom == MEASURE_ONE) {
        measure_search_see(search, top);
        return;
    }
    for (size_t w = 0; w < MEASURE_WORDS; w++) {
        if (measure_words[w].base != bottom) continue;
        for (const struct measure_prefix *prefix = measure_words[w].prefixes; prefix->name; prefix++) {
            if (bottom == MEASURE_SECOND && prefix->name[0]) continue;    /* nobody means TB/ms */
            snprintf(name, sizeof name, "%.20s/%s%s", top, prefix->name, measure_words[w].name);
            measure_search_see(search, name);
        }
    }
}

bool measure_nearest(const char *text, enum measure_base top, enum measure_base bottom, char nearest[64])
{
    const size_t length = strlen(text);
    struct measure_search search = { .word = text, .best = nearest, .best_distance = length < 2 ? 1 : length < 5 ? 2 : 3 };
    nearest[0] = '\0';
    if (length >= MEASURE_NAME) return false;
    if (top == MEASURE_ONE && bottom != MEASURE_ONE) measure_search_bottoms(&search, bottom, "");
    for (size_t w = 0; w < MEASURE_WORDS; w++) {
        if (measure_words[w].base != top) continue;
        for (const struct measure_prefix *prefix = measure_words[w].prefixes; prefix->name; prefix++) {
            char name[MEASURE_NAME];
            snprintf(name, sizeof name, "%s%s", prefix->name, measure_words[w].name);
            measure_search_bottoms(&search, bottom, name);
        }
    }
    return nearest[0] != '\0';
}
