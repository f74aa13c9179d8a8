/* Several sites at once: what they have together, by which date, and what goes between them.
 *
 * Sites are independent: draw i of the portfolio takes of each site a draw of its own, by a permutation named after the site, so that
 * each site's dates are those it has alone. */
#ifndef STUDY_AGGREGATE_H
#define STUDY_AGGREGATE_H

#include "run/buildup.h"
#include "types/portfolio.h"
#include "types/portfolio_results.h"

/* One site's answer, whole. */
struct aggregate_site { const struct site_plan *plan; const struct buildup *buildup; const struct results *results; };

/* Fills all of *out but format and manifest, in `arena`. `sites` in the portfolio's order. */
void aggregate_fill(const struct portfolio *portfolio, const struct aggregate_site *sites, struct arena *arena, struct portfolio_results *out);

#endif
