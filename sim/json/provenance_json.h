/* Where numbers came from (types/result_provenance.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_PROVENANCE_JSON_H
#define JSON_PROVENANCE_JSON_H

#include "json/json_table.h"

extern const struct json_key provenance_json_tornado[], provenance_json_leaf[], provenance_json_assumption[], provenance_json_derivation[],
    provenance_json_weight[], provenance_json_changes[];

#endif
