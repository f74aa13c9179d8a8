/* What may be written under `site`: the building, its power, its GPUs and what interrupts them. */
#ifndef INPUT_SITE_TABLES_H
#define INPUT_SITE_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table site_tables_top;             /* struct site */

#endif
