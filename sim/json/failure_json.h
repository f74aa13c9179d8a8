/* What interrupts and what fails (types/result_failure.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_FAILURE_JSON_H
#define JSON_FAILURE_JSON_H

#include "json/json_table.h"

extern const struct json_key failure_json_interruptions[], failure_json_rebuild[], failure_json_durability[], failure_json_domain[];

#endif
