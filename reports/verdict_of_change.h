/* Is a difference for the better? Every KPI's good direction in one table, and what chance leaves of a difference. */
#ifndef REPORTS_VERDICT_OF_CHANGE_H
#define REPORTS_VERDICT_OF_CHANGE_H

#include "reports/charts_waterfall.h"
#include "reports/kpi.h"
#include "types/study.h"

/* Which way a KPI, or a study's column of that name, is better. */
enum charts_waterfall_good verdict_of_change_good(enum kpi which);
enum charts_waterfall_good verdict_of_change_good_column(const char *name);

/* Of a KPI that is an estimate: the measure of replications it is the mean of; "" else. */
const char *verdict_of_change_measure(enum kpi which);

/* "▲ better", "▼ worse", "▲" (neither), "=" (the same), "within chance" (its interval holds 0). `half`: NAN for a planned number. */
const char *verdict_of_change_word(enum charts_waterfall_good good, double delta, double half);

/* How far two values are apart, or how sure that is, without a sign: "193 kW", "80.2 pp" (percentage points, of shares). `size`: SI, not NAN. */
const char *verdict_of_change_size(struct arena *arena, double size, enum unit unit);

/* "+193 kW", "−14", "0", "+80.2 pp" (percentage points). */
const char *verdict_of_change_say(struct arena *arena, double delta, enum unit unit);

/* The same of a quantity that documents show: `of` is one of the two values that differ. */
const char *verdict_of_change_say_kpi(struct arena *arena, double delta, const struct kpi_value *of, enum kpi which);

#endif
