/* What is judged and what is open (types/result_judged.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_JUDGED_JSON_H
#define JSON_JUDGED_JSON_H

#include "json/json_table.h"

extern const struct json_key judged_json_requirement[], judged_json_question[], judged_json_risk[], judged_json_protocol[],
    judged_json_qualification[], judged_json_finding[], judged_json_option[], judged_json_restriction[];

#endif
