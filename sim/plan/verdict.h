/* Requirements judged: on the plan where they can be, on the simulation where they must. */
#ifndef PLAN_VERDICT_H
#define PLAN_VERDICT_H

#include "types/results.h"
#include "types/site_plan.h"

struct verdict_line {
    enum verdict verdict;
    double value;                /* what is shown; NAN: not known */
    double limit;
    double margin;               /* how far past the limit, as a fraction of it (absolute where the limit is 0); negative when failed */
    enum unit unit;
    const char *judged_on;       /* static text: "alone", "while both peaks are offered", "one failure domain out",
                                  * "while both peaks are offered, one failure domain out", "plan", "simulation", "not simulated" */
    const char *depends_on;      /* "" or the path of the input that is not known */
};

/* A throughput capability passes iff all of these hold, to a relative 1e-12: alone >= limit; the rate while both peaks are offered
 * >= the lesser of limit and demanded peak (when demand.coincidence is simultaneous); and both with one failure domain
 * out. `value` is the rate alone; the one with the least margin is named and sets `margin`. While both peaks
 * are carried, their margin is by how much both could grow together. site_power_peak is the
 * planned maximum where the envelope is measured (at design-hour PUE at the utility); while the
 * envelope is unknown it never passes. `nodes` counts storage nodes, front ends apart.
 * What needs simulated results, without them: VERDICT_DEPENDS, value NAN, "not simulated". */
void verdict_judge(const struct site_plan *plan, const struct results *simulated_or_null, const struct requirement *requirement,
                   struct verdict_line *out);

/* Is it judged on the plan alone, so that planning again answers it? Else only a run tells. */
bool verdict_is_planned(enum requirement_quantity quantity);

/* Is some MUST one that only a run can judge? */
bool verdict_asks_simulation(const struct scenario *scenario);

/* "pass", "fail", "depends". */
const char *verdict_name(enum verdict verdict);

#endif
