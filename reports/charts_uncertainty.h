/* Charts of a study of uncertainty. Ids are unique by quantity. An svg of NULL: the results hold too little for it. */
#ifndef REPORTS_CHARTS_UNCERTAINTY_H
#define REPORTS_CHARTS_UNCERTAINTY_H

#include "reports/charts.h"
#include "types/uncertainty.h"

/* One quantity with each input alone at its two ends, the widest first. */
struct charts_drawing charts_uncertainty_tornado(const struct uncertainty_results *results, int32_t quantity, struct arena *arena);

/* One quantity's elementary effects: how much an input moves it, against how far that depends on the others. */
struct charts_drawing charts_uncertainty_effects(const struct uncertainty_results *results, int32_t quantity, struct arena *arena);

/* One quantity's shares of variance, with their intervals. */
struct charts_drawing charts_uncertainty_indices(const struct uncertainty_results *results, int32_t quantity, struct arena *arena);

/* How likely each requirement holds, with its interval. */
struct charts_drawing charts_uncertainty_chances(const struct uncertainty_results *results, struct arena *arena);

#endif
