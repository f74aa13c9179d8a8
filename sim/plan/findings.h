/* What the plan noticed, in words, each with the place of the YAML that asked for it. */
#ifndef PLAN_FINDINGS_H
#define PLAN_FINDINGS_H

#include "types/site_plan.h"

/* Adds one; a quiet plan keeps none and formats nothing. */
void findings_add(struct site_plan *plan, struct place at, enum finding_severity severity, const char *code, const char *format, ...) PRINTF_LIKE(5, 6);

/* The gravest first; of equals the first found. */
void findings_sort(struct site_plan *plan);

/* Numbers for such texts, with `digits` significant digits; the text lives in the plan's arena. */
const char *findings_number(const struct site_plan *plan, double value, enum unit unit, int digits);

#endif
