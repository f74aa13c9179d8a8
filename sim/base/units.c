#include "base/units.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/measure.h"
#include "base/text.h"

/* --- the table of kinds, and what writes them ---------------------------------------- */

/* A unit to write with, `per` of the kind's own unit each, used from `from` on. */
struct units_step {
    const char *name;            /* with the space before it */
    double per, from;
};
enum { UNITS_STEPS = 10 };

struct units_kind {
    const char *expected, *key_suffix;
    const char *suggested;       /* what a bare number below a million probably lacks */
    enum measure_base top, bottom;
    double bottom_s;             /* seconds in the kind's bottom unit, where that is a time */
    bool bare, percent, multiple;   /* a number alone; with %; with k M G ... */
    struct units_step steps[UNITS_STEPS];
};

#define STEPS_UP(unit) \
    { { " " unit, 1, 0 }, { " k" unit, 1e3, 1e3 }, { " M" unit, 1e6, 1e6 }, { " G" unit, 1e9, 1e9 }, { " T" unit, 1e12, 1e12 }, \
      { " P" unit, 1e15, 1e15 }, { " E" unit, 1e18, 1e18 }, { " Z" unit, 1e21, 1e21 }, { " Y" unit, 1e24, 1e24 } }

static const struct units_kind units_kinds[UNIT_COUNT_OF_UNITS] = {
    [UNIT_NUMBER] = { "a number, as in 1.5 or 10 T", "", "", MEASURE_ONE, MEASURE_ONE, 1, true, false, true,
        { { "", 1, 0 }, { " M", 1e6, 1e6 }, { " G", 1e9, 1e9 }, { " T", 1e12, 1e12 }, { " P", 1e15, 1e15 }, { " E", 1e18, 1e18 } } },
    [UNIT_COUNT] = { "a whole number, as in 532", "", "", MEASURE_ONE, MEASURE_ONE, 1, true, false, false, { { "", 1, 0 } } },
    [UNIT_FRACTION] = { "a fraction, as in 0.05 or 5 %", "", "", MEASURE_ONE, MEASURE_ONE, 1, true, true, false, { { " %", 0.01, 0 } } },
    [UNIT_BYTES] = { "bytes, as in 24 TB", "bytes", " TB", MEASURE_BYTE, MEASURE_ONE, 1, false, false, false, STEPS_UP("B") },
    [UNIT_BYTES_PER_S] = { "bytes per second, as in 24 TB/s", "bytes_per_s", " TB/s", MEASURE_BYTE, MEASURE_SECOND, 1, false, false, false,
        STEPS_UP("B/s") },
    [UNIT_WATTS] = { "watts, as in 350 MW", "w", " W", MEASURE_WATT, MEASURE_ONE, 1, false, false, false, STEPS_UP("W") },
    [UNIT_SECONDS] = { "a time, as in 25 min", "s", " s", MEASURE_SECOND, MEASURE_ONE, 1, false, false, false,
        { { " s", 1, 0 }, { " ns", 1e-9, 1e-9 }, { " us", 1e-6, 1e-6 }, { " ms", 1e-3, 1e-3 }, { " s", 1, 1 }, { " min", 60, 60 },
          { " h", 3600, 3600 }, { " d", 86400, 86400 }, { " years", UNITS_YEAR_S, 2 * UNITS_YEAR_S } } },
    [UNIT_DOLLARS] = { "dollars, as in 2500 $", "dollars", " $", MEASURE_DOLLAR, MEASURE_ONE, 1, false, false, false,
        { { " $", 1, 0 }, { " k$", 1e3, 1e3 }, { " M$", 1e6, 1e6 }, { " G$", 1e9, 1e9 }, { " T$", 1e12, 1e12 } } },
    [UNIT_DOLLARS_PER_BYTE] = { "dollars per byte, as in 19 $/TB", "dollars_per_byte", " $/TB", MEASURE_DOLLAR, MEASURE_BYTE, 1, false, false,
        false, { { " $/TB", 1e-12, 0 }, { " $/GB", 1e-9, 1e-9 }, { " $/MB", 1e-6, 1e-6 }, { " $/kB", 1e-3, 1e-3 }, { " $/B", 1, 1 } } },
    [UNIT_KILOGRAMS] = { "a mass, as in 1.36 t", "kg", " kg", MEASURE_KILOGRAM, MEASURE_ONE, 1, false, false, false,
        { { " kg", 1, 0 }, { " g", 1e-3, 1e-3 }, { " kg", 1, 1 }, { " t", 1e3, 1e3 } } },
    [UNIT_METRES] = { "a length, as in 1098 mm", "m", " m", MEASURE_METRE, MEASURE_ONE, 1, false, false, false,
        { { " m", 1, 0 }, { " mm", 1e-3, 1e-3 }, { " m", 1, 1 }, { " km", 1e3, 1e3 } } },
    [UNIT_SQUARE_METRES] = { "an area, as in 1.2 m2", "m2", " m2", MEASURE_SQUARE_METRE, MEASURE_ONE, 1, false, false, false, { { " m2", 1, 0 } } },
    [UNIT_PER_YEAR] = { "a rate per year, as in 1.4 %/year", "per_year", "/year", MEASURE_ONE, MEASURE_SECOND, UNITS_YEAR_S, false, true, false,
        { { " %/year", 0.01, 0 }, { "/year", 1, 1 } } },
    [UNIT_BYTES_PER_YEAR] = { "bytes per year, as in 550 TB/year", "bytes_per_year", " TB/year", MEASURE_BYTE, MEASURE_SECOND, UNITS_YEAR_S, false,
        false, false, STEPS_UP("B/year") },
    [UNIT_PER_DAY] = { "a rate per day, as in 0.6/day", "per_day", "/day", MEASURE_ONE, MEASURE_SECOND, 86400, false, true, false,
        { { "/day", 1, 0 } } },
    [UNIT_DAYS] = { "a date, as in 2026-01-15", "days", "", MEASURE_ONE, MEASURE_ONE, 1, false, false, false, { { " d", 1, 0 } } },
};

const char *units_expected(enum unit unit)
{
    return units_kinds[unit].expected;
}

const char *units_key_suffix(enum unit unit)
{
    return units_kinds[unit].key_suffix;
}

enum { UNITS_TEXT = 128 };

static bool units_is_of_kind(const struct measure *measure, const struct units_kind *kind)
{
    return measure->top == kind->top && measure->bottom == kind->bottom && (!measure->percent || kind->percent)
        && (!measure->multiple || kind->multiple);
}

/* --- reading -------------------------------------------------------------------------- */

/* A number as written: digits without separators or exponent, and the exponent apart, so
 * that a decimal prefix is added to it and "24.1 TB" is the double nearest to 24.1e12. */
struct units_number {
    char digits[UNITS_TEXT];     /* "-24.1" */
    int exponent;
    bool is_zero;
    size_t used;                 /* bytes read */
};

static bool units_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Appends a run of digits, which may be grouped by single underscores; returns how many. */
static size_t units_digits_read(const char **at, struct units_number *number, size_t *n)
{
    size_t count = 0;
    for (; units_is_digit(**at) || (**at == '_' && count > 0 && units_is_digit((*at)[1])); (*at)++) {
        if (**at == '_') continue;
        if (**at != '0') number->is_zero = false;
        number->digits[(*n)++] = **at;
        count++;
    }
    return count;
}

static void units_exponent_read(const char **at, struct units_number *number)
{
    const char *digits = *at + 1 + ((*at)[1] == '-' || (*at)[1] == '+');
    if ((**at != 'e' && **at != 'E') || !units_is_digit(*digits)) return;
    int exponent = 0;
    for (*at += 1; units_is_digit(*digits); digits++)
        if (exponent < 100000) exponent = exponent * 10 + (*digits - '0');
    number->exponent = **at == '-' ? -exponent : exponent;
    *at = digits;
}

static bool units_number_read(const char *text, struct units_number *number)
{
    const char *at = text;
    size_t n = 0;
    *number = (struct units_number){ .is_zero = true };
    if (*at == '-') number->digits[n++] = '-';
    if (*at == '-' || *at == '+') at++;
    size_t count = units_digits_read(&at, number, &n);
    if (*at == '.') {
        number->digits[n++] = '.';
        at++;
        count += units_digits_read(&at, number, &n);
    }
    if (count == 0) return false;
    units_exponent_read(&at, number);
    number->used = (size_t)(at - text);
    return true;
}

/* "nan", "-.inf" and the like, as YAML and C know them. */
static bool units_is_not_finite(const char *text)
{
    static const char *const words[] = { "nan", "inf", "infinity" };
    if (*text == '-' || *text == '+') text++;
    if (*text == '.') text++;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (text_equal_caseless(text, words[i])) return true;
    return false;
}

/* Divides both by what they have in common, so that per year of a year is exact. */
static void units_reduce(double *times, double *over)
{
    double a = *times, b = *over;
    while (b != 0) {
        const double rest = fmod(a, b);
        a = b;
        b = rest;
    }
    *times /= a;
    *over /= a;
}

static enum units_error units_value(const struct units_number *number, const struct measure *measure,
                                    const struct units_kind *kind, double *value)
{
    char copy[UNITS_TEXT + 16];
    double times = measure->times, over = measure->over;
    if (kind->bottom == MEASURE_SECOND) times *= kind->bottom_s;
    units_reduce(&times, &over);
    snprintf(copy, sizeof copy, "%se%d", number->digits, number->exponent + measure->power_of_ten);
    const double read = strtod(copy, NULL) * times / over;
    if (!isfinite(read) || (read == 0) != number->is_zero) return UNITS_NOT_FINITE;
    *value = read == 0 ? 0 : read;       /* no negative zero */
    return UNITS_OK;
}

/* What follows a number must be a unit, not more number. */
static bool units_is_more_number(const char *text, const struct units_number *number)
{
    const char *rest = text + number->used;
    if (*rest && strchr(".,:+-_'", *rest)) return true;
    if ((*rest == 'x' || *rest == 'X') && number->is_zero) return true;
    while (*rest == ' ') rest++;
    return units_is_digit(*rest) || *rest == '-' || *rest == '+';
}

/* Reads trimmed text, without suggestions; *rest is where the unit begins, NULL before a number was found. */
static enum units_error units_parse(const char *text, enum unit unit, double *value, const char **rest)
{
    const struct units_kind *kind = &units_kinds[unit];
    struct units_number number;
    struct measure measure = { .times = 1, .over = 1 };
    *value = 0;
    *rest = NULL;
    if (units_is_not_finite(text)) return UNITS_NOT_FINITE;
    if (!units_number_read(text, &number) || units_is_more_number(text, &number)) return UNITS_NO_NUMBER;
    *rest = text + number.used + strspn(text + number.used, " ");
    if (**rest && !measure_read(*rest, &measure)) return UNITS_UNKNOWN_UNIT;
    if (**rest && !units_is_of_kind(&measure, kind)) return UNITS_WRONG_KIND;
    if (!**rest && !kind->bare) return UNITS_NO_UNIT;
    enum units_error error = units_value(&number, &measure, kind, value);
    if (error == UNITS_OK && unit == UNIT_COUNT && (*value < 0 || floor(*value) != *value)) error = UNITS_NOT_WHOLE;
    if (error != UNITS_OK) *value = 0;
    return error;
}

/* --- suggestions ---------------------------------------------------------------------- */

/* Keeps `text` as the suggestion if it fits and reads well. */
static bool units_try(const char *text, enum unit unit, char suggestion[64])
{
    const char *rest;
    double value;
    if (strlen(text) > 63 || units_parse(text, unit, &value, &rest) != UNITS_OK) return false;
    memcpy(suggestion, text, strlen(text) + 1);
    return true;
}

/* The number of `text`, which ends at `rest`, with another unit behind it. */
static bool units_try_unit(const char *text, const char *rest, const char *name, enum unit unit, char suggestion[64])
{
    char trial[2 * UNITS_TEXT];
    size_t length = (size_t)(rest - text);
    while (length > 0 && text[length - 1] == ' ') length--;
    snprintf(trial, sizeof trial, "%.*s%s%s", (int)length, text, name[0] == '/' || name[0] == '\0' ? "" : " ", name);
    return units_try(trial, unit, suggestion);
}

/* A bare number: below a million it lacks the usual unit, above it is probably in the base unit. */
static bool units_suggest_for_bare(const char *text, const char *rest, enum unit unit, char suggestion[64])
{
    const struct units_kind *kind = &units_kinds[unit];
    double value;
    const char *end, *name = kind->suggested;
    if (units_parse(text, UNIT_NUMBER, &value, &end) != UNITS_OK) return false;
    if (fabs(value) >= 1e6 && kind->top != MEASURE_ONE && kind->steps[0].per == 1) name = kind->steps[0].name;
    return units_try_unit(text, rest, name[0] == ' ' ? name + 1 : name, unit, suggestion);
}

/* The unit without spaces and with "per" as a slash. */
static void units_squeeze(const char *rest, char name[UNITS_TEXT])
{
    size_t n = 0;
    for (; *rest; rest++) {
        if (text_starts_with(rest, " per ")) {
            name[n++] = '/';
            rest += 4;
        } else if (*rest != ' ') {
            name[n++] = *rest;
        }
    }
    name[n] = '\0';
}

static bool units_suggest_plain_words(const char *text, const char *rest, const char *name, enum unit unit, char suggestion[64])
{
    char top[UNITS_TEXT], trial[UNITS_TEXT];
    const char *slash = strchr(name, '/');
    snprintf(top, sizeof top, "%.*s", slash ? (int)(slash - name) : (int)strlen(name), name);
    if (!slash && text_equal(top, "B") && unit == UNIT_NUMBER) return units_try_unit(text, rest, "G", unit, suggestion);   /* billions */
    snprintf(trial, sizeof trial, "%.60s%s%.60s", measure_plain_word(top), slash ? "/" : "", slash ? measure_plain_word(slash + 1) : "");
    return units_try_unit(text, rest, trial, unit, suggestion);
}

/* "GBps" is GB/s, "gbps" is Gb/s: here the b tells, the prefix doesn't. */
static bool units_suggest_per_s(const char *text, const char *rest, const char *name, enum unit unit, char suggestion[64])
{
    char trial[UNITS_TEXT];
    const size_t length = strlen(name);
    if (length < 3 || length > 4 || !text_equal_caseless(name + (length - 2), "ps")) return false;
    snprintf(trial, sizeof trial, "%.*s/s", (int)(length - 2), name);
    if (length == 4) trial[0] = trial[0] == 'K' || trial[0] == 'k' ? 'k' : (char)(trial[0] & ~0x20);
    return units_try_unit(text, rest, trial, unit, suggestion);
}

/* "24 TB" for a rate, "24 TB/s" for a size. */
static bool units_suggest_other_bottom(const char *text, const char *rest, const char *name, enum unit unit, char suggestion[64])
{
    char trial[2 * UNITS_TEXT];
    const char *slash = strchr(name, '/'), *wanted = strchr(units_kinds[unit].suggested, '/');
    snprintf(trial, sizeof trial, "%.*s%s", slash ? (int)(slash - name) : (int)strlen(name), name, wanted ? wanted : "");
    return units_try_unit(text, rest, trial, unit, suggestion);
}

static bool units_suggest_nearest(const char *text, const char *rest, const char *name, enum unit unit, char suggestion[64])
{
    char nearest[64];
    return measure_nearest(name, units_kinds[unit].top, units_kinds[unit].bottom, nearest)
        && units_try_unit(text, rest, nearest, unit, suggestion);
}

/* A count with a multiple: written out. */
static bool units_suggest_written_out(const char *text, enum unit unit, char suggestion[64])
{
    char trial[32];
    const char *rest;
    double value;
    if (unit != UNIT_COUNT || units_parse(text, UNIT_NUMBER, &value, &rest) != UNITS_OK || fabs(value) >= 1e15) return false;
    snprintf(trial, sizeof trial, "%.0f", value);
    return units_try(trial, unit, suggestion);
}

static bool units_suggest_unit(const char *text, const char *rest, enum unit unit, char suggestion[64])
{
    char name[UNITS_TEXT];
    if (!*rest) return units_suggest_for_bare(text, rest, unit, suggestion);
    units_squeeze(rest, name);
    return units_try_unit(text, rest, name, unit, suggestion) || units_suggest_written_out(text, unit, suggestion)
        || units_suggest_plain_words(text, rest, name, unit, suggestion) || units_suggest_per_s(text, rest, name, unit, suggestion)
        || units_suggest_other_bottom(text, rest, name, unit, suggestion) || units_suggest_nearest(text, rest, name, unit, suggestion);
}

/* "120,000" and "24 000" to "120000" and "24000", "1,5" to "1.5": true when there was something to mend. */
static bool units_mend_number(const char *text, char mended[UNITS_TEXT])
{
    const size_t head = strspn(text, "0123456789");
    size_t n = head, at = head, groups = 0;
    if (head == 0) return false;
    memcpy(mended, text, head);
    while (head <= 3 && text[at] && strchr(", '", text[at]) && strspn(text + at + 1, "0123456789") == 3) {
        memcpy(mended + n, text + at + 1, 3);
        n += 3;
        at += 4;
        groups++;
    }
    if (groups == 0 && text[at] == ',' && units_is_digit(text[at + 1])) {
        mended[n++] = '.';
        at++;
        groups++;
    }
    snprintf(mended + n, UNITS_TEXT - n, "%s", text + at);
    return groups > 0;
}

/* "$19/TB" to "19 $/TB"; "~24 TB/s" and ">= 24 TB/s" to "24 TB/s". */
static bool units_mend_front(const char *text, char mended[UNITS_TEXT])
{
    const size_t front = strspn(text, "~<>= ");
    if (text[0] == '$') {
        const char *number = text + 1 + strspn(text + 1, " ");
        const size_t digits = strspn(number, "0123456789.,_kMGT");
        snprintf(mended, UNITS_TEXT, "%.*s $%.60s", (int)digits, number, number + digits + strspn(number + digits, " "));
        return digits > 0;
    }
    snprintf(mended, UNITS_TEXT, "%s", text + front);
    return front > 0;
}

static void units_suggest(const char *text, enum unit unit, char suggestion[64])
{
    char mended[UNITS_TEXT], again[UNITS_TEXT];
    const char *now = text, *rest;
    double value;
    units_parse(now, unit, &value, &rest);
    if (!rest && units_mend_front(now, mended)) now = mended;
    if (!rest && units_mend_number(now, again)) now = again;
    if (!rest && (now == text || units_try(now, unit, suggestion))) return;
    units_parse(now, unit, &value, &rest);
    if (rest) units_suggest_unit(now, rest, unit, suggestion);
}

/* --- dates ---------------------------------------------------------------------------- */

/* Up to three numbers with one byte of `separators` between; returns how many. */
static int units_date_parts(const char *text, const char *separators, int32_t part[3])
{
    int n = 0;
    while (n < 3 && units_is_digit(*text)) {
        part[n] = 0;
        for (; units_is_digit(*text); text++) part[n] = part[n] < 100000 ? part[n] * 10 + (*text - '0') : part[n];
        n++;
        if (n < 3 && *text && strchr(separators, *text)) text++;
    }
    return n;
}

static void units_suggest_date(const char *text, char suggestion[64])
{
    int32_t part[3];
    char written[16], apart[16];
    struct date date;
    if (strlen(text) == 8 && strspn(text, "0123456789") == 8) {          /* 20260115 */
        snprintf(apart, sizeof apart, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
        text = apart;
    }
    if (units_date_parts(text, "-/.", part) != 3) return;
    date = part[0] > 31 ? (struct date){ part[0], part[1], part[2] } : (struct date){ part[2], part[1], part[0] };
    if (part[0] <= 31 && !strchr(text, '.')) return;         /* 01/02/2026: whose first of February? */
    if (date.month < 1 || date.month > 12 || date.year < 1 || date.day < 1 || date.day > 31) return;
    const int32_t last = date_days_in_month(date.year, date.month);
    if (date.day > last) date.day = last;
    if (date_is_valid(date)) snprintf(suggestion, 64, "%s", date_write(date, written));
}

/* --- the doors ------------------------------------------------------------------------ */

/* A NUL-terminated copy without blanks around it; false when it is longer than any quantity. */
static bool units_trim(const char *text, size_t length, char copy[UNITS_TEXT])
{
    while (length > 0 && (text[0] == ' ' || text[0] == '\t')) text++, length--;
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) length--;
    if (length > 100 || memchr(text, '\0', length)) return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return true;
}

enum units_error units_read(const char *text, size_t length, enum unit unit, double *value, char suggestion[64])
{
    char copy[UNITS_TEXT];
    const char *rest;
    struct date date;
    *value = 0;
    suggestion[0] = '\0';
    if (!units_trim(text, length, copy)) return UNITS_NO_NUMBER;
    if (unit == UNIT_DAYS) {
        if (!date_read(copy, strlen(copy), &date)) {
            units_suggest_date(copy, suggestion);
            return UNITS_NO_NUMBER;
        }
        *value = date_days(date);
        return UNITS_OK;
    }
    const enum units_error error = units_parse(copy, unit, value, &rest);
    if (error != UNITS_OK) units_suggest(copy, unit, suggestion);
    return error;
}

/* --- writing -------------------------------------------------------------------------- */

/* `value` >= 0 with `digits` significant digits; whole numbers of a base unit bare. */
static void units_write_digits(double value, int digits, bool is_base, char out[48])
{
    int decimals = digits - 1;
    if (value != 0 && (value < 1e-4 || value >= 1e15)) {
        snprintf(out, 48, "%.*e", digits - 1, value);
        return;
    }
    for (double power = 10; value >= power && decimals > 0; power *= 10) decimals--;
    for (double power = 1; value < power && value > 0; power /= 10) decimals++;
    if ((is_base && floor(value) == value) || value == 0) decimals = 0;
    snprintf(out, 48, "%.*f", decimals, value);
}

/* Written with `step`; a rounding that adds a digit (9.996 to 10.00) is written again. */
static double units_write_with(double value, const struct units_step *step, int digits, char out[48])
{
    const bool is_base = step->per == 1;
    units_write_digits(value / step->per, digits, is_base, out);
    const double rounded = strtod(out, NULL);
    units_write_digits(rounded, digits, is_base, out);
    return rounded * step->per;
}

static const char *units_write_date(double days, char buffer[64])
{
    char written[16];
    if (days < DATE_FIRST_DAY || days > DATE_LAST_DAY) snprintf(buffer, 64, "%.4g d", days);
    else snprintf(buffer, 64, "%s", date_write(date_of_days((int32_t)floor(days)), written));
    return buffer;
}

const char *units_format(double value, enum unit unit, int digits, char buffer[64])
{
    const struct units_kind *kind = &units_kinds[unit];
    const double size = fabs(value);
    char out[48];
    int at = 0;
    digits = digits < 1 ? 1 : digits > 15 ? 15 : digits;
    if (isnan(value)) return memcpy(buffer, "unknown", sizeof "unknown");
    if (isinf(value)) return memcpy(buffer, value < 0 ? "-unlimited" : "unlimited", value < 0 ? 11 : 10);
    if (unit == UNIT_DAYS) return units_write_date(value, buffer);
    while (at + 1 < UNITS_STEPS && kind->steps[at + 1].name && size >= kind->steps[at + 1].from) at++;
    const double written = units_write_with(size, &kind->steps[at], digits, out);
    /* 999.96 GB in three digits is 1.00 TB, not 1000 GB. */
    if (at + 1 < UNITS_STEPS && kind->steps[at + 1].name && size > 0 && written >= kind->steps[at + 1].from * (1 - 1e-12)) {
        at++;
        units_write_with(kind->steps[at].from, &kind->steps[at], digits, out);
    }
    snprintf(buffer, 64, "%s%s%s", value < 0 && written != 0 ? "-" : "", out, kind->steps[at].name);
    return buffer;
}

const char *units_exact(double value, char buffer[32])
{
    CHECK(isfinite(value));
    if (fabs(value) < 1e15 && value == rint(value) && !signbit(value)) {        /* whole: as %.15g writes it, and faster */
        snprintf(buffer, 32, "%" PRId64, (int64_t)value);
        return buffer;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, 32, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) break;
    }
    return buffer;
}
