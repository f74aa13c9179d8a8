/* The A/B test plan as JSON: in comparison.json and in results.json. */
#ifndef JSON_AB_JSON_H
#define JSON_AB_JSON_H

#include "json/json_table.h"

/* Of a struct study_ab. */
extern const struct json_key ab_json_plan[];

#endif
