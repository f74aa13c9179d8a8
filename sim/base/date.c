#include "base/date.h"

#include <math.h>
#include <stdio.h>

#include "base/check.h"
#include "base/text.h"

static bool date_is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t date_days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    CHECK(month >= 1 && month <= 12);
    return month == 2 && date_is_leap(year) ? 29 : days[month];
}

bool date_is_valid(struct date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1
        && date.day <= date_days_in_month(date.year, date.month);
}

/* Days from 0001-01-01 to the first of January of `year` >= 1. */
static int32_t date_days_before_year(int32_t year)
{
    const int32_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

int32_t date_days(struct date date)
{
    CHECK(date_is_valid(date));
    int32_t days = DATE_FIRST_DAY + date_days_before_year(date.year) + date.day - 1;
    for (int32_t month = 1; month < date.month; month++) days += date_days_in_month(date.year, month);
    return days;
}

struct date date_of_days(int32_t days)
{
    CHECK(days >= DATE_FIRST_DAY && days <= DATE_LAST_DAY);
    int32_t left = days - DATE_FIRST_DAY;
    /* 400 years are 146,097 days: the guess is right or one too early. */
    struct date date = { (int32_t)((int64_t)left * 400 / 146097) + 1, 1, 1 };
    if (date_days_before_year(date.year) > left) date.year--;
    if (date_days_before_year(date.year + 1) <= left) date.year++;
    left -= date_days_before_year(date.year);
    while (left >= date_days_in_month(date.year, date.month)) left -= date_days_in_month(date.year, date.month++);
    date.day = left + 1;
    return date;
}

bool date_read(const char *text, size_t length, struct date *date)
{
    int32_t part[3] = { 0, 0, 0 };
    if (length != 10) return false;
    for (size_t i = 0; i < 10; i++) {
        const bool is_dash = i == 4 || i == 7;
        if (is_dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
        if (!is_dash) part[i > 7 ? 2 : i > 4 ? 1 : 0] = part[i > 7 ? 2 : i > 4 ? 1 : 0] * 10 + (text[i] - '0');
    }
    const struct date read = { part[0], part[1], part[2] };
    if (!date_is_valid(read)) return false;
    *date = read;
    return true;
}

const char *date_write(struct date date, char buffer[16])
{
    CHECK(date_is_valid(date));
    snprintf(buffer, 16, "%04d-%02d-%02d", (int)date.year % 10000, (int)date.month % 100, (int)date.day % 100);
    return buffer;
}

const char *date_said(struct arena *arena, double days)
{
    char buffer[16];
    if (isnan(days)) return "";
    if (isinf(days)) return days > 0.0 ? "never" : "from the start";
    const double whole = ceil(days - 1e-9);
    if (!(whole >= DATE_FIRST_DAY && whole <= DATE_LAST_DAY)) return "";
    return text_copy(arena, date_write(date_of_days((int32_t)whole), buffer));
}
