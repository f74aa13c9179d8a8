/* Maps of a text over one or two inputs of a study: which constraint binds where, with lines where another takes over. */
#ifndef REPORTS_CHARTS_MAP_H
#define REPORTS_CHARTS_MAP_H

#include "reports/charts.h"
#include "types/study.h"

/* One map. A grid is coloured between the points that were tried, dots in it: neighbours that differ share the room between them where the text
 * turns (study_map.turns_x, turns_y), and lines run through these places. */
struct charts_drawing charts_map_draw(const struct study_digest *study, const struct study_map *map, struct arena *arena);

#endif
