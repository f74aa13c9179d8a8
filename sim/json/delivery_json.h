/* When what lands (types/result_delivery.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_DELIVERY_JSON_H
#define JSON_DELIVERY_JSON_H

#include "json/json_table.h"

extern const struct json_key delivery_json_all[], delivery_json_point[];

#endif
