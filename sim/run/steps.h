/* How violently a power draw moves, for the utility: largest change at one instant and
 * within a second, a minute, a quarter of an hour. Within a window w means: the largest
 * |P(t) − P(s)| over all t, s that lie at most w apart, up or down, exact for a draw that is
 * piecewise constant. A value held for no time counts nowhere.
 *
 * With a ramp of T seconds each change is a straight line that long, the draw a moving mean over T. Its steepest slope is
 * the largest |P(t) − P(t − T)| / T, exact; changes within a window are those without a ramp, which are never less. */
#ifndef RUN_STEPS_H
#define RUN_STEPS_H

#include <stdint.h>

#include "base/arena.h"

enum { STEPS_SECOND, STEPS_MINUTE, STEPS_QUARTER_HOUR, STEPS_WINDOWS };

struct steps_piece { double value; int64_t end_ns; };
/* Of the pieces that reach into the longest window those that no later one outdoes, in order of time:
 * the first that reaches into a window is that window's extreme. */
struct steps_ring { struct steps_piece *pieces; uint32_t room, first, n; };

struct steps {
    struct arena *arena;
    int64_t start_ns, since_ns;
    double value, before;        /* since since_ns; in the piece before (NAN: none) */
    double threshold;
    double at_once;              /* largest change at one instant */
    double counted;              /* changes at one instant above `threshold` */
    double lowest, highest;
    struct steps_ring highs, lows;
    double largest[STEPS_WINDOWS];
    int64_t ramp_ns;             /* 0: changes are instant */
    struct steps_ring lag;       /* pieces that reach into the last ramp_ns, all of them */
    double steepest;             /* largest |P(t) − P(t − ramp)| */
};

/* Watches a draw that is `value` from at_ns on. Rings live in `arena`. */
struct steps steps_start(struct arena *arena, int64_t at_ns, double value, double threshold, double ramp_s);

/* Forgets the past, keeps the value and the room. */
void steps_restart(struct steps *steps, int64_t at_ns);

/* From at_ns on it is `value`; at_ns is not before the last call's. */
void steps_set(struct steps *steps, int64_t at_ns, double value);

/* Steepest slope; without a ramp the largest change within a second, per second. */
double steps_ramp_per_s(const struct steps *steps);

/* Counts the last piece too. */
void steps_end(struct steps *steps, int64_t at_ns);

#endif
