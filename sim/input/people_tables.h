/* What a scenario says to people and the program only carries: questions and risks. */
#ifndef INPUT_PEOPLE_TABLES_H
#define INPUT_PEOPLE_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table people_tables_question;      /* struct question */
extern const struct field_table people_tables_risk;          /* struct risk */

/* Ids of questions and names of risks differ, and what questions touch is there. All mistakes are diagnosed. */
MUST_USE bool people_tables_sound(struct reader *reader, const struct scenario *scenario);

#endif
