/* What more of one row would buy: the site's whole peak demand is offered at once (each peak
 * alone where the scenario says they come apart), and the row is made wider. Where the row holds nothing back then, what comes
 * next is asked of the class alone, offered without limit, rows that hold it sooner being out of the way. */
#ifndef RUN_RELIEF_H
#define RUN_RELIEF_H

#include "base/arena.h"
#include "types/site_plan.h"

struct relief {
    double gain_per_percent;             /* client bytes/s more, both classes, with 1 % more of the row */
    int next_row;                        /* what holds the class once the row no longer does; −1: nothing, it gets all its peak */
    double next_bytes_per_s;             /* the class's rate then; NAN: without limit */
    double factor;                       /* × its capacity from which on the row holds nothing back; NAN: no other would ever */
};

/* Of row `row` for class `op`. */
struct relief relief_of(const struct site_plan *plan, int row, enum op op, struct arena *arena);

#endif
