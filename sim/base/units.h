/* Units of measurement: one table that reads and writes them. Inside the program every
 * quantity is a double in the unit named beside each kind below. */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stddef.h>

#include "base/check.h"

enum unit {
    UNIT_NUMBER,             /* pure number; k M G T P E may follow in YAML ("10 T" parameters) */
    UNIT_COUNT,              /* whole number >= 0 */
    UNIT_FRACTION,           /* 0.05 or "5 %" */
    UNIT_BYTES,              /* B; TB is 1e12, TiB is 2^40 */
    UNIT_BYTES_PER_S,        /* B/s; "40 Gb/s" and "40 Gbit/s" are 5e9, "100 PB/day" is 1.1574e12 */
    UNIT_WATTS,              /* W */
    UNIT_SECONDS,            /* s; d h min ms us ns */
    UNIT_DOLLARS,            /* $ */
    UNIT_DOLLARS_PER_BYTE,   /* $/B; "19 $/TB" */
    UNIT_KILOGRAMS,          /* kg; t */
    UNIT_METRES,             /* m; mm */
    UNIT_SQUARE_METRES,      /* m2 */
    UNIT_PER_YEAR,           /* 1/year, of UNITS_YEAR_S seconds: AFR "1.4 %/year" is 0.014 */
    UNIT_BYTES_PER_YEAR,     /* B/year: "550 TB/year" */
    UNIT_PER_DAY,            /* 1/day: drive writes per day */
    UNIT_DAYS,               /* a civil date, in days since 1970-01-01: "2026-01-15" */
    UNIT_COUNT_OF_UNITS
};

/* A year of failure rates and workload ratings: 365 days, 8,760 hours. A day: 24 hours. */
#define UNITS_YEAR_S 31536000.0
#define UNITS_DAY_S 86400.0

/* What the unit is called in diagnostics and manuals ("bytes per second, as in 24 TB/s"). */
const char *units_expected(enum unit unit);

/* The suffix of a JSON key ("bytes_per_s", "w", "s"; "" for pure numbers). */
const char *units_key_suffix(enum unit unit);

enum units_error {
    UNITS_OK,
    UNITS_NO_NUMBER,         /* nothing that reads as a number */
    UNITS_NO_UNIT,           /* a bare number where a unit belongs */
    UNITS_UNKNOWN_UNIT,      /* the word after the number is not a unit */
    UNITS_WRONG_KIND,        /* a unit, but of another kind (watts where bytes belong) */
    UNITS_NOT_FINITE,        /* NaN, infinity or out of a double's range */
    UNITS_NOT_WHOLE          /* a fraction where a count belongs */
};

/* Reads `text` (`length` bytes, may hold anything) as a quantity of kind `unit` into *value, in SI.
 * After an error *value is 0 and *suggestion is a nearest valid spelling or "" (at most 63 bytes). */
MUST_USE enum units_error units_read(const char *text, size_t length, enum unit unit, double *value, char suggestion[64]);

/* Writes `value` for people with about `digits` significant digits and a fitting prefix ("24.0 TB/s",
 * "532", "350 MW", "15.7 %", "2026-01-15") into `buffer`, and returns it. NaN is "unknown". */
const char *units_format(double value, enum unit unit, int digits, char buffer[64]);

/* The shortest of 15, 16 or 17 significant digits that reads back as the same double ("NaN" never: CHECK). */
const char *units_exact(double value, char buffer[32]);

#endif
