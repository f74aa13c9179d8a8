#include "run/warmup.h"

#include "run/world.h"
#include "stat/mser.h"

/* Seconds to leave out of a pilot this long; all of it: it can't tell. */
static double cut_of_pilot(const struct site_plan *plan, double pilot_s, struct arena *arena)
{
    struct world *world = world_new(plan, (struct world_spec){ .measured_ns = world_ns(pilot_s), .with_series = true, .pilot = true }, arena);
    world_run(world);
    const struct series *series = world->series;
    double *bytes = ARENA_ARRAY(arena, double, series->n);
    for (int32_t i = 0; i < series->n; i++) bytes[i] = series->area[SERIES_READ][i] + series->area[SERIES_WRITE][i];
    size_t drop = mser_5(bytes, (size_t)series->n);
    world_end(world);
    return pilot_s * (double)drop / series->n;
}

double warmup_find(const struct site_plan *plan, struct arena *arena)
{
    double length_s = plan->scenario->study.length_s.value;
    for (double pilot_s = length_s / 10.0;; pilot_s = pilot_s * 2.0 < length_s ? pilot_s * 2.0 : length_s) {
        double cut_s = cut_of_pilot(plan, pilot_s, arena);
        if (cut_s < pilot_s) return cut_s;
        if (pilot_s >= length_s) return length_s / 2.0;
    }
}
