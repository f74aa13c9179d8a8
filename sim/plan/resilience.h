/* How each pool gets over failures: what a rebuild takes of the rows, how long it lasts alone,
 * what unreadable bytes cost those who read them, which loss is one too many. The same numbers
 * serve the run, which lets them happen.
 *
 * To rebuild a byte of a strip, `strips` bytes are read (repair.h) and one is written, spread over the
 * pool's groups by their shares of its bytes:
 *   media              strips read, 1 written
 *   software           as for a client's: strips ÷ its read limit + 1 ÷ its write limit of a node
 *   network            by who does it. No front end: the node that rebuilds keeps the byte, so storage sends and
 *                      receives strips. On the same boxes: it is placed elsewhere, strips + 1 both ways. Separate:
 *                      storage sends strips and receives 1, front ends the other way round.
 * A rebuild alone takes detection + bytes ÷ min over rows (throttle × capacity ÷ cost). */
#ifndef PLAN_RESILIENCE_H
#define PLAN_RESILIENCE_H

#include "plan/rows.h"

/* Fills the pools' `repair`. Before: systems and racks stand; rows[p] belongs to plan->pools[p]. */
void resilience_fill(const struct rows_pool *rows, struct site_plan *plan);

#endif
