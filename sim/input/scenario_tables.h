/* What a scenario may hold, and where it goes. The large parts have tables of their own: site_tables, job_tables, pool_tables,
 * failure_tables, people_tables. */
#ifndef INPUT_SCENARIO_TABLES_H
#define INPUT_SCENARIO_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table scenario_tables_top;

#endif
