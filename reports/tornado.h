/* Tornado: what a headline comes to at both ends of each input's ignorance, the widest bar on top. */
#ifndef REPORTS_TORNADO_H
#define REPORTS_TORNADO_H

#include "reports/charts.h"

/* Of any tornado, as studies make them too. `limit`: a line drawn across, with its words; NAN: none. `id`: the figure's anchor.
 * svg NULL: nothing moves it. */
struct charts_drawing tornado_draw(const struct result_tornado *tornado, const char *id, double limit, const char *limit_words, struct arena *arena);

/* The one of results' whose headline is `headline` ("read capability", "rack tiles"); NULL: none. */
const struct result_tornado *tornado_find(const struct results *results, const char *headline);

#endif
