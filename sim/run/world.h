/* One simulated site: its clock, its flows, its jobs, and what is measured of them. Nothing
 * in it is shared with another. For run.c and the parts of a world; others use run.h.
 *
 * Between two instants at which something happens every rate, speed and draw is constant.
 * Whoever changes anything calls world_advance first, which adds up the stretch since the
 * last change at the values that held. After each solve the world looks at its flows and jobs
 * and notes the values that hold from now on; who changes something that is no flow calls
 * world_look_soon. */
#ifndef RUN_WORLD_H
#define RUN_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "kernel/des.h"
#include "run/audit.h"
#include "run/background.h"
#include "run/binding.h"
#include "run/ceilings.h"
#include "run/energy.h"
#include "run/failure.h"
#include "run/fill.h"
#include "run/jobs.h"
#include "run/landing.h"
#include "run/loads.h"
#include "run/power_cap.h"
#include "run/notable.h"
#include "run/replication.h"
#include "run/run.h"
#include "run/series.h"
#include "run/steps.h"
#include "run/strikes.h"
#include "run/tiers.h"
#include "run/timeline.h"
#include "stat/gauge.h"
#include "stat/luck.h"

/* Client bytes/s of a class; sums over jobs in their order, background last. */
struct world_rates { double asked[OPS], got[OPS]; };

struct world {
    const struct site_plan *plan;
    const struct run_observer *observer;     /* NULL: nobody looks */
    int32_t replication;
    uint64_t seed;
    struct arena *arena;
    struct des *des;
    struct flows *flows;
    struct fair_use *uses[OPS]; int32_t n_uses[OPS];         /* what a client byte of the class costs where it matters; read only */
    double client_bytes_per_s[OPS], gpus_per_tray;           /* NIC of a GPU tray, payload; INFINITY: unknown */

    int64_t warm_up_ns, end_ns, since_ns;    /* since_ns: up to here everything is added up */
    des_event look_event;
    struct jobs jobs;
    struct background background;
    struct cause_account *causes; int32_t n_causes;          /* what interrupts jobs: what came of each so far */
    struct landing *landing;                 /* what lands while the run goes on; NULL: all stands */
    struct service *service;                 /* what of the storage is in service; NULL: all of it, always */
    struct failure *failure;                 /* NULL: nothing of the storage fails */
    struct tiers *tiers;                     /* NULL: no pool stands in front of another */

    struct energy energy;
    struct fill fill;
    des_event fill_event; int64_t fill_event_ns;
    double most_write_rate;                  /* all writers at once */
    double refused_s;                        /* with a full store */
    double written_by_rate, rounding_bytes;  /* ∫ write rate since time 0; what completions on whole ns may put it off by */

    struct world_rates rates;                /* held since since_ns */
    double values[SERIES_CHANNELS];
    struct loads loads;
    struct gauge *gauges; int32_t n_gauges;  /* REPLICATION_ meters, then mixes */
    struct steps steps;
    double it_w;                             /* held since since_ns */
    struct ceilings ceilings;
    struct power_cap power_cap;
    struct binding binding;
    struct series *series;                   /* NULL: none wanted */
    struct series_zoom *zoom, *worst;        /* the busiest hour, the worst */
    struct timeline *timeline;               /* NULL: nobody wants to know */
    struct notable notable;                  /* looked at only for the timeline */
    struct audit audit;
    struct run_flow *view;                   /* room for the observer's list */
};

/* What kind of a world. */
struct world_spec {
    int32_t replication;
    int64_t warm_up_ns, measured_ns;         /* > 0 */
    bool with_series, traced;                /* traced: with series, and all that happens as text */
    bool pilot;                              /* with series, but no hours and nothing that happens */
    const struct run_observer *observer;     /* may be NULL */
};

/* The site at time 0: jobs at work, each at a point of its cycle of its own. Holds memory
 * outside the arena until world_end. */
struct world *world_new(const struct site_plan *plan, struct world_spec spec, struct arena *arena);

/* Lets it run to the end of the measured time; outcome.h says what it came to. */
void world_run(struct world *world);

void world_end(struct world *world);

/* --- for its parts ------------------------------------------------------------------------ */

/* Adds up all until now. */
void world_advance(struct world *world);

/* Something changed now that may be no flow: looks at the end of this instant. */
void world_look_soon(struct world *world);

/* The luck of `name` in this replication, its slot-th; likewise of what is called "WHAT NAME". */
struct luck world_luck(const struct world *world, const char *name, uint64_t slot);
struct luck world_stream(const struct world *world, const char *what, const char *name, int32_t slot);

/* Nearest ns of s seconds >= 0; what lies beyond the clock's end becomes the clock's end. */
int64_t world_ns(double s);

/* Schedules work of a part `wait_ns` from now, in phase DES_ARRIVAL; DES_NONE if the run is over by then. */
des_event world_after(struct world *world, int64_t wait_ns, des_handler handler, void *context);

/* Likewise in phase DES_CAPACITY, before whatever else happens at that instant. */
des_event world_change_after(struct world *world, int64_t wait_ns, des_handler handler, void *context, int64_t payload);

#endif
