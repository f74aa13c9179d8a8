/* What is built (types/result_build.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_BUILD_JSON_H
#define JSON_BUILD_JSON_H

#include "json/json_table.h"

extern const struct json_key build_json_plan[], build_json_layout[];

#endif
