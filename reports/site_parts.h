/* The sections of the site report. Used by site.c. */
#ifndef REPORTS_SITE_PARTS_H
#define REPORTS_SITE_PARTS_H

#include "base/arena.h"
#include "reports/charts.h"
#include "reports/doc.h"
#include "reports/kpi.h"
#include "types/results.h"

enum { SITE_PARTS_MOST_DRAWN = CHART_COUNT + 40 };

struct site_parts {
    struct doc *doc;
    const struct results *results;
    struct arena *arena;
    struct charts_drawing drawn[SITE_PARTS_MOST_DRAWN];  /* the charts shown so far, in order */
    int n_drawn;
};

/* Words: a kpi's number with its id; a number with an id of its own. */
void site_parts_kpi(struct site_parts *site, enum kpi which);
void site_parts_number(struct site_parts *site, const char *id, double value, enum unit unit);

/* A cell with a number and its ID. */
void site_parts_number_cell(struct site_parts *site, const char *id, double value, enum unit unit);

/* A table of "label | value | interval" rows with a caption. */
void site_parts_kpi_table(struct site_parts *site, const char *caption, const enum kpi *rows, int n_rows);

/* The chart, if the results have what it shows. */
void site_parts_chart(struct site_parts *site, enum chart chart);

/* A drawing made elsewhere, likewise; beyond SITE_PARTS_MOST_DRAWN none is shown. */
void site_parts_drawing(struct site_parts *site, struct charts_drawing drawing);

/* Derivations whose id begins with one of the words, folded; nothing when there are none. */
void site_parts_derivations(struct site_parts *site, const char *summary, const char *const *starts, int n_starts);

/* The sections, each with its heading. */
void site_parts_requirements(struct site_parts *site);
void site_parts_build(struct site_parts *site);
void site_parts_racks(struct site_parts *site);
void site_parts_throughput(struct site_parts *site);
void site_parts_checkpoints(struct site_parts *site);
void site_parts_gpu_time(struct site_parts *site);
void site_parts_bottlenecks(struct site_parts *site);
void site_parts_findings(struct site_parts *site);

#endif
