/* A job that has so much to do: when it is done. Its end is foreseen at the present speed and foreseen anew when that changes. */
#ifndef RUN_WORK_H
#define RUN_WORK_H

#include <stdint.h>

#include "kernel/des.h"

struct job_run;
struct world;

struct work {
    double s;                            /* progress after which it is done; INFINITY: never */
    des_event end;
    int64_t end_ns;
};

/* After a look: the ends of jobs that have one. */
void work_look(struct world *world);

#endif
