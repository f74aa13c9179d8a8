/* The one formatter: how a number of the results is written wherever it is shown. */
#ifndef REPORTS_SAY_H
#define REPORTS_SAY_H

#include "base/arena.h"
#include "base/check.h"
#include "base/units.h"
#include "types/results.h"

/* Three significant digits and a fitting prefix ("5.60 TB/s"); counts whole with separators
 * ("44,688"), large pure numbers likewise; "unknown" for NaN. */
const char *say_quantity(struct arena *arena, double value, enum unit unit);

/* say_quantity with the ID of the quantity in it (mark.h), written as by printf. */
const char *say_marked(struct arena *arena, double value, enum unit unit, const char *id, ...) PRINTF_LIKE(4, 5);

/* As say_quantity, the unit by the name results use: units_key_suffix, "" for a pure number.
 * A name that is none of them is written behind the number as it stands. */
const char *say_named(struct arena *arena, double value, const char *unit);

/* With five digits, for what was searched to more. */
const char *say_named_finely(struct arena *arena, double value, const char *unit);

/* The 95 % interval of the mean: "4.36 TB/s to 4.46 TB/s"; "± 0.012 %" where both ends are written alike,
 * "no spread" where they are the same, "unknown" when it is not known. */
const char *say_interval(struct arena *arena, const struct estimate *estimate, enum unit unit);

/* The same marked: the ends as ID.low and ID.high, half its width as part of the mean as ID.half. */
const char *say_interval_marked(struct arena *arena, const struct estimate *estimate, enum unit unit, const char *id);

/* "82.1 % short", "10.7 % to spare", "just met", "unknown". `margin` as in results. */
const char *say_margin(struct arena *arena, double margin);

/* "media time of azure-blob-hdd in pool bulk" from "bulk/azure-blob-hdd/media time"; other names as they are. */
const char *say_resource(struct arena *arena, const char *name);

/* The last part: "media time". Points into `name`. */
const char *say_resource_short(const char *name);

/* The unit in which a requirement's value and limit are written. */
const char *say_requirement_value(struct arena *arena, const struct result_requirement *requirement, double value);

/* "2026-01-15", or "unknown" for "". */
const char *say_text(const char *text);

/* Words written in YAML as one ("replicate_then_encode") with spaces between. */
const char *say_words(struct arena *arena, const char *name);

/* "1 node", "2 nodes": the count with separators and the noun, with an s unless it is one. */
const char *say_count_of(struct arena *arena, double count, const char *noun);

/* The same with the ID of the count in it (mark.h), written as by printf. */
const char *say_count_marked(struct arena *arena, double count, const char *noun, const char *id, ...) PRINTF_LIKE(4, 5);

#endif
