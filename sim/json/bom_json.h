/* What has to be bought (types/result_bom.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_BOM_JSON_H
#define JSON_BOM_JSON_H

#include "json/json_table.h"

extern const struct json_key bom_json_line[], bom_json_order[], bom_json_phase[], bom_json_totals[];

#endif
