/* The chart of what stands by which date. Used by charts.c and by the portfolio's report. */
#ifndef REPORTS_CHARTS_DELIVERY_H
#define REPORTS_CHARTS_DELIVERY_H

#include "reports/charts.h"

struct charts_delivery {
    const char *id, *title, *says;
    const struct result_delivery_point *points; int32_t n_points;
    const char *needed_by, *as_of;       /* dates or "" */
    double usable_asked, read_asked;     /* limits drawn; 0 or NAN: none */
    const char *usable_id, *read_id;     /* of these numbers (mark.h) */
};

/* Usable bytes and TB/s by date at P10, P50 and P90. Texts and points of `chart` live as long as the drawing. svg NULL: fewer than two dates. */
struct charts_drawing charts_delivery_of(const struct charts_delivery *chart, struct arena *arena);

/* The same of one site's results. */
struct charts_drawing charts_delivery(const struct results *results, struct arena *arena);

#endif
