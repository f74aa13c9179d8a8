/* Several sites: what `run` and `plan` of a portfolio print, and its report. Reads nothing but what portfolio.json holds. */
#ifndef REPORTS_PORTFOLIO_REPORT_H
#define REPORTS_PORTFOLIO_REPORT_H

#include "base/arena.h"
#include "reports/doc.h"
#include "types/portfolio_results.h"

/* 80 columns: verdict, sites, places, dates, what goes between them. */
const char *portfolio_report_screen(const struct portfolio_results *results, struct arena *arena);

/* The same with tables and the chart of what stands by which date. */
struct doc *portfolio_report_document(const struct portfolio_results *results, struct arena *arena);

#endif
