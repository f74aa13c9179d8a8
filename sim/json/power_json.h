/* What is drawn and from where (types/result_power.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_POWER_JSON_H
#define JSON_POWER_JSON_H

#include "json/json_table.h"

extern const struct json_key power_json_site[], power_json_bill[];

#endif
