/* Repair laws of codes: what must be read to make a lost strip again, and which loss is one too
 * many. Knows strips, no boxes. */
#ifndef PLAN_REPAIR_H
#define PLAN_REPAIR_H

#include "base/arena.h"
#include "types/catalog.h"

enum { REPAIR_MOST_LOST = 20 };      /* parities beyond are not counted: nobody lives to see so many lost */

/* Strips read for each strip rebuilt when `lost` strips of one stripe are rebuilt together: the code's
 * repair law for one (all data strips, the local group, a quarter, one copy), but never more
 * than all data strips for all of them. lost >= 1. */
double repair_strips(const struct stack_code *code, double data_strips, double lost);

/* fatal[k]: chance that a strip more is past repair, when k are lost at random and still repairable.
 * Returns how many entries; the last is 1. Codes that are maximum distance separable repair any
 * `parity` losses. A local reconstruction code of l local groups and g global parities repairs a
 * pattern when what each group lost beyond one, and the globals lost, together are at most g: any 3
 * and 86 % of 4 at 6+2+2 (Huang et al., Erasure Coding in Windows Azure Storage, ATC'12). */
int repair_fatal(const struct stack_code *code, struct arena *arena, double **fatal);

#endif
