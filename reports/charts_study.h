/* The charts of a study: what follows each input. */
#ifndef REPORTS_CHARTS_STUDY_H
#define REPORTS_CHARTS_STUDY_H

#include "reports/charts.h"
#include "types/study.h"

/* All curves over one input, a panel each; svg NULL without any. */
struct charts_drawing charts_study_curves(const struct study_digest *study, int32_t input, struct arena *arena);

/* A column's name as people read it: "read capability" from "read_capability_bytes_per_s". */
const char *charts_study_name(const struct study_column *column, struct arena *arena);

#endif
