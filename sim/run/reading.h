/* How one job reads in bursts or through a buffer (readers.h: those that do neither). It wants its peak rate
 * all the time, or by turns: bursts at the peak, with gaps in which it computes on what it has. A burst lasts the stated time when nothing
 * holds it up, and as much longer as its bytes take when something does; gaps are exponential
 * with the mean that gives the stated mean rate; both pause while the job stands still.
 *
 * A buffer of so many seconds of demand is filled when the run begins. While it lasts the job
 * runs at full speed whatever is delivered; it is filled again in gaps, at most at the peak
 * rate. While it is empty the job runs at delivered ÷ demanded of its speed. */
#ifndef RUN_READING_H
#define RUN_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "kernel/des.h"
#include "stat/luck.h"

struct world;

struct reading {
    struct world *world;
    double gpus, weight;             /* readers, and the weight of each */
    double demand;                   /* of the whole job while it wants to read, bytes/s */
    double cap;                      /* per GPU: its part of demand, or of the tray's NIC if that is less */
    double burst_s, gap_mean_s;      /* INFINITY, 0: reads all the time */
    struct luck luck;
    bool wants;                      /* in a burst; else in a gap */
    bool paused;
    flow_id flow;                    /* none: nothing to read */
    double buffer, buffer_bytes;     /* filled, and room */
    double rate;                     /* of the whole job, as of the last look */
    int64_t left_ns;                 /* while paused: of what `turn` would end; −1: nothing */
    int64_t turn_ns;
    des_event turn;                  /* ends a gap, or a burst that a buffer feeds */
    des_event empty;                 /* the buffer runs empty */
};

struct reading_spec {
    const char *name; int32_t slot;  /* of its random stream */
    double gpus, weight;
    double peak, mean;               /* bytes/s of the whole job, > 0 */
    double burst_s, prefetch_s;
};

/* Begins somewhere in its cycle. `reading` must stay where it is. */
void reading_start(struct reading *reading, struct world *world, const struct reading_spec *spec);

/* The job stands still, and goes on. */
void reading_pause(struct reading *reading);
void reading_resume(struct reading *reading);

/* `s` seconds have gone by at the values noted last. */
static inline void reading_pass(struct reading *reading, double s)
{
    if (reading->buffer_bytes == 0.0 || reading->paused) return;
    double filled = reading->buffer + (reading->rate - (reading->wants ? reading->demand : 0.0)) * s;
    reading->buffer = filled < 0.0 ? 0.0 : filled < reading->buffer_bytes ? filled : reading->buffer_bytes;
}

/* After a solve: notes the rate, and when the buffer will be empty. Returns the rate. */
double reading_look(struct reading *reading);

/* What the job wants now: bytes/s it must get not to lack any. Filling the buffer is no such want. */
static inline double reading_asked(const struct reading *reading)
{
    return reading->wants && !reading->paused ? reading->demand : 0.0;
}

/* Speed at which it goes, 0 to 1, as far as reading decides; 1 while it doesn't want to read. */
static inline double reading_speed(const struct reading *reading)
{
    if (!reading->wants || reading->buffer > 0.0 || reading->rate >= reading->demand) return 1.0;
    return reading->rate / reading->demand;
}

#endif
