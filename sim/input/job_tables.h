/* What may be written of a job: GPUs, checkpoints and their levels, restarts. */
#ifndef INPUT_JOB_TABLES_H
#define INPUT_JOB_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table job_tables_top;              /* struct job */

/* struct job_restart: its defaults are filled in later, where something is interrupted. */
extern const struct field_table job_tables_restart;

#endif
