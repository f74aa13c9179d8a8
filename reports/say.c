#include "reports/say.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"

enum { SAY_DIGITS = 3 };

static const char *pure_number(struct arena *arena, double value)
{
    char buffer[64];
    double size = fabs(value);
    if (isnan(value) || isinf(value) || size >= 1e15) return text_copy(arena, units_format(value, UNIT_NUMBER, SAY_DIGITS, buffer));
    if (size >= 1000.0) return text_count(arena, value);
    return text_copy(arena, units_format(value, UNIT_NUMBER, SAY_DIGITS, buffer));
}

const char *say_quantity(struct arena *arena, double value, enum unit unit)
{
    char buffer[64];
    if (unit == UNIT_COUNT || unit == UNIT_NUMBER) return pure_number(arena, value);
    if (unit == UNIT_SQUARE_METRES && value >= 1000.0) return text_format(arena, "%s m2", pure_number(arena, value));
    return text_copy(arena, units_format(value, unit, SAY_DIGITS, buffer));
}

const char *say_marked(struct arena *arena, double value, enum unit unit, const char *id, ...)
{
    va_list args;
    va_start(args, id);
    const char *written = text_vformat(arena, id, args);
    va_end(args);
    return mark_number(arena, written, value, say_quantity(arena, value, unit));
}

const char *say_named(struct arena *arena, double value, const char *unit)
{
    for (int u = 0; u < UNIT_COUNT_OF_UNITS; u++) {
        const char *suffix = units_key_suffix((enum unit)u);
        if (*suffix && text_equal(suffix, unit)) return say_quantity(arena, value, (enum unit)u);
    }
    if (*unit == '\0' || isnan(value)) return pure_number(arena, value);
    return text_format(arena, "%s %s", pure_number(arena, value), unit);
}

const char *say_named_finely(struct arena *arena, double value, const char *unit)
{
    char written[64];
    for (int u = 0; u < UNIT_COUNT_OF_UNITS; u++) {
        const char *suffix = units_key_suffix((enum unit)u);
        if (*suffix && text_equal(suffix, unit)) return text_copy(arena, units_format(value, (enum unit)u, 5, written));
    }
    return say_named(arena, value, unit);
}

const char *say_interval_marked(struct arena *arena, const struct estimate *estimate, enum unit unit, const char *id)
{
    if (isnan(estimate->ci95_lo) || isnan(estimate->ci95_hi)) return "unknown";
    const char *lo = say_quantity(arena, estimate->ci95_lo, unit), *hi = say_quantity(arena, estimate->ci95_hi, unit);
    if (estimate->ci95_lo == estimate->ci95_hi) return "no spread";
    if (!text_equal(lo, hi))
        return text_format(arena, "%s to %s", mark_as(arena, estimate->ci95_lo, lo, "%s.low", id), mark_as(arena, estimate->ci95_hi, hi, "%s.high", id));
    double half = fabs((estimate->ci95_hi - estimate->ci95_lo) / 2.0 / estimate->mean);
    return text_format(arena, "\xC2\xB1 %s", mark_as(arena, half, half < 1e-5 ? "under 0.001 %" : say_quantity(arena, half, UNIT_FRACTION), "%s.half", id));
}

const char *say_interval(struct arena *arena, const struct estimate *estimate, enum unit unit)
{
    return mark_plain(arena, say_interval_marked(arena, estimate, unit, ""));
}

const char *say_margin(struct arena *arena, double margin)
{
    if (isnan(margin)) return "unknown";
    if (margin == 0.0) return "just met";
    if (fabs(margin) >= 1000.0) return margin < 0.0 ? "over 1,000 times short" : "over 1,000 times spare";
    char little[64];
    if (fabs(margin) < 1e-6) return margin < 0.0 ? "a hair short" : "a hair to spare";
    const char *size = fabs(margin) < 0.001 ? text_copy(arena, units_format(fabs(margin), UNIT_FRACTION, 1, little)) : fabs(margin) >= 10.0 ? text_format(arena, "%s times", pure_number(arena, fabs(margin)))
                     : say_quantity(arena, fabs(margin), UNIT_FRACTION);
    return text_format(arena, "%s %s", size, margin < 0.0 ? "short" : "to spare");
}

const char *say_resource(struct arena *arena, const char *name)
{
    const char *first = strchr(name, '/'), *last = strrchr(name, '/');
    if (!first) return say_text(name);
    if (first == last) return text_format(arena, "%s of pool %.*s", last + 1, (int)(first - name), name);
    return text_format(arena, "%s of %.*s in pool %.*s", last + 1, (int)(last - first - 1), first + 1, (int)(first - name), name);
}

const char *say_resource_short(const char *name)
{
    const char *last = strrchr(name, '/');
    return last ? last + 1 : name;
}

const char *say_requirement_value(struct arena *arena, const struct result_requirement *requirement, double value)
{
    bool fraction = text_ends_with(requirement->quantity, "fraction") || text_equal(requirement->quantity, "goodput");
    return fraction ? say_quantity(arena, value, UNIT_FRACTION) : say_named(arena, value, requirement->unit);
}

const char *say_text(const char *text)
{
    return *text ? text : "unknown";
}

const char *say_words(struct arena *arena, const char *name)
{
    char *words = text_copy(arena, name);
    for (char *at = words; *at; at++) if (*at == '_') *at = ' ';
    return words;
}

const char *say_count_of(struct arena *arena, double count, const char *noun)
{
    return text_format(arena, "%s %s%s", say_quantity(arena, count, UNIT_COUNT), noun, count == 1.0 ? "" : "s");
}

const char *say_count_marked(struct arena *arena, double count, const char *noun, const char *id, ...)
{
    va_list args;
    va_start(args, id);
    const char *written = text_vformat(arena, id, args);
    va_end(args);
    return text_format(arena, "%s %s%s", say_marked(arena, count, UNIT_COUNT, "%s", written), noun, count == 1.0 ? "" : "s");
}
