/* The quantities that more than one document shows, each computed in one place and known
 * by one id (its path in results.json where it stands there). */
#ifndef REPORTS_KPI_H
#define REPORTS_KPI_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/units.h"
#include "types/results.h"

enum kpi {
    KPI_GPUS, KPI_NODES, KPI_FRONT_ENDS, KPI_DRIVES, KPI_RACKS, KPI_RACK_TILES, KPI_RACK_TILES_AVAILABLE, KPI_FLOOR_TILES, KPI_FLOOR_M2, KPI_GPU_RACKS, KPI_GPU_FLOOR_TILES,
    KPI_SWITCHES, KPI_OPTICS, KPI_NAMESPACES, KPI_RAW, KPI_USABLE,
    KPI_READ_DEMAND, KPI_READ_BOUND, KPI_READ_ALONE, KPI_READ_COINCIDENT, KPI_READ_DOMAIN_OUT, KPI_READ_COINCIDENT_DOMAIN_OUT, KPI_READ_LEAST, KPI_READ_NEXT,
    KPI_READ_OFFERED, KPI_READ_DELIVERED, KPI_READ_DENIED,
    KPI_WRITE_DEMAND, KPI_WRITE_BOUND, KPI_WRITE_ALONE, KPI_WRITE_COINCIDENT, KPI_WRITE_DOMAIN_OUT, KPI_WRITE_COINCIDENT_DOMAIN_OUT, KPI_WRITE_LEAST, KPI_WRITE_NEXT,
    KPI_WRITE_OFFERED, KPI_WRITE_DELIVERED, KPI_WRITE_DENIED,
    KPI_SITE_DESIGN, KPI_SITE_COINCIDENT, KPI_NAMEPLATES, KPI_ENVELOPE, KPI_ENVELOPE_IT, KPI_HEADROOM, KPI_STORAGE_MAX, KPI_NETWORK_W, KPI_GPU_MAX, KPI_OTHER_IT_MAX,
    KPI_STORAGE_W, KPI_GPU_W, KPI_OTHER_IT_W, KPI_IT_W, KPI_SITE_W, KPI_STEP, KPI_STEP_SECOND, KPI_STEP_MINUTE, KPI_STEP_QUARTER, KPI_RAMP, KPI_DYNAMIC_RANGE, KPI_STEPS_PER_DAY,
    KPI_ENERGY_PER_YEAR,
    KPI_CHECKPOINTS, KPI_CHECKPOINT_BYTES, KPI_CHECKPOINT_DURATION, KPI_CHECKPOINT_STALL, KPI_CHECKPOINT_MISSED, KPI_CHECKPOINT_OFFERED, KPI_CHECKPOINT_BACKGROUND,
    KPI_GOODPUT, KPI_USED, KPI_USED_MAX, KPI_FULL_AT, KPI_RETAINED, KPI_AUDIT, KPI_EVENTS, KPI_COUNT,
    KPI_HELD = KPI_AUDIT                 /* those before it are held against each other where answers are compared */
};

struct kpi_value {
    const char *id, *label;
    enum unit unit;
    double value;                        /* NaN: unknown */
    const struct estimate *estimate;     /* NULL: a planned number; else `value` is its mean */
};

/* The number of that name in results, with its id, label and unit; value NaN where it is not known. Points into `results`. */
struct kpi_value kpi_value(const struct results *results, enum kpi which);

/* The number alone, and as the documents write it, marked (mark.h). */
double kpi_number(const struct results *results, enum kpi which);
const char *kpi_text(struct arena *arena, const struct results *results, enum kpi which);

/* How the documents write such a number, be it this one or a difference of two. */
const char *kpi_said(struct arena *arena, enum kpi which, double value);

/* "4.36 TB/s to 4.46 TB/s" for an estimate, marked; "" for a planned number. */
const char *kpi_interval(struct arena *arena, const struct results *results, enum kpi which);

/* Watts at IT of watts measured where the envelope is, by the design hour's PUE: the same
 * number when the envelope is at IT or its place unknown. */
double kpi_at_it(const struct results *results, double watts);

/* The most client bytes/s of "read" or "write" that this resource alone would let through: NaN when it costs none. */
double kpi_resource_limit(const struct result_resource *resource, const char *op);

/* The MUST with the least margin, the first of equals; NULL without MUSTs whose margin is known. */
const struct result_requirement *kpi_tightest(const struct results *results);

/* The value in the case that `judged_on` names: what the margin was taken of. For a capability it is
 * another number than `value`, which is that of the class alone. */
double kpi_judged(const struct results *results, const struct result_requirement *requirement);

/* How many requirements of a level ("must", "should") have the verdict; level NULL: any. */
int kpi_verdicts(const struct results *results, const char *level, const char *verdict);

/* True when a run stands behind the results. */
bool kpi_simulated(const struct results *results);

#endif
