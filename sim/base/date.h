/* Civil dates without clocks or time zones: days since 1970-01-01 in the Gregorian
 * calendar, which is taken to reach back to year 1. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct date { int32_t year, month, day; };   /* month 1-12, day 1-31 */

enum { DATE_FIRST_DAY = -719162, DATE_LAST_DAY = 2932896 };   /* 0001-01-01 and 9999-12-31 */

/* True for a day that exists, in years 1 to 9999. */
bool date_is_valid(struct date date);

/* 28 to 31; `month` is 1 to 12. */
int32_t date_days_in_month(int32_t year, int32_t month);

/* Days since 1970-01-01. Before: the date is valid. */
int32_t date_days(struct date date);

/* The date that many days after 1970-01-01. Before: within DATE_FIRST_DAY to DATE_LAST_DAY. */
struct date date_of_days(int32_t days);

/* Reads exactly YYYY-MM-DD. False, and *date untouched, when it is not, or no such day exists. */
bool date_read(const char *text, size_t length, struct date *date);

/* Writes YYYY-MM-DD and returns `buffer`. Before: the date is valid. */
const char *date_write(struct date date, char buffer[16]);

/* A moment, in days since 1970-01-01, in words: the first midnight by which it is past. "never" for INFINITY, "from the start" for
 * -INFINITY, "" for NAN and what lies beyond the years that have dates. */
const char *date_said(struct arena *arena, double days);

#endif
