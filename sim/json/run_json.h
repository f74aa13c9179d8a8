/* What came of the run (types/result_run.h): keys of the structs there, each table named for its struct. For results_json.c and other documents that hold the same. */
#ifndef JSON_RUN_JSON_H
#define JSON_RUN_JSON_H

#include "json/json_table.h"

extern const struct json_key run_json_class[], run_json_checkpoint[], run_json_goodput[], run_json_job[], run_json_precision[],
    run_json_capacity[], run_json_bottleneck[], run_json_resource[], run_json_series[], run_json_tier[], run_json_endurance[],
    run_json_worst_hour[], run_json_event[], run_json_measure[];

#endif
