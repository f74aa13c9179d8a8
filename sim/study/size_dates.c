#include "study/size_dates.h"

#include <math.h>

#include "base/date.h"
#include "base/order.h"

static bool is_passing(const struct size_entry *entry)
{
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (entry->option->against[rule]) return false;
    return entry->sized && entry->found.found;
}

/* The first in order that stands by then; a date that nobody knows is no obstacle. NULL: none. */
static const struct size_entry *best_by(const struct size_field *field, double days)
{
    for (int k = 0; k < field->n; k++) {
        const struct size_entry *entry = &field->at[field->order[k]];
        if (is_passing(entry) && !(entry->option->stands_days > days)) return entry;
    }
    return NULL;
}

static bool is_earlier(const void *a, const void *b, const void *context)
{
    (void)context;
    return *(const double *)a < *(const double *)b;
}

/* The first date of all: before any that is known. */
static int list_dates(const struct size_field *field, double *days)
{
    int n = 0;
    days[n++] = -(double)INFINITY;
    for (int k = 0; k < field->n; k++)
        if (is_passing(&field->at[k]) && !isnan(field->at[k].option->stands_days)) days[n++] = field->at[k].option->stands_days;
    order_sort(days, (size_t)n, sizeof *days, is_earlier, NULL);
    return n;
}

void size_dates_fill(const struct size_field *field, struct study_size *out)
{
    const struct size_entry *before = NULL;
    double *days = ARENA_ARRAY(field->arena, double, field->n + 1);
    const int n = list_dates(field, days);
    out->dates = ARENA_ARRAY(field->arena, struct study_size_date, n);
    for (int d = 0; d < n; d++) {
        const struct size_entry *best = best_by(field, days[d]);
        if (!best || best == before) continue;
        out->dates[out->n_dates++] = (struct study_size_date){
            .from = isinf(days[d]) ? "" : date_said(field->arena, days[d]), .option = best->option->name, .late = best->option->unfit ? best->option->unfit : "",
            .figure = best->most > 0.0 ? best->most : size_figure(&best->build, field->question->objective)};
        before = best;
    }
}
