/* Flash before disks: what clients write lands in the pool in front and is drained to the one behind by a
 * flow over both pools' rows; the stated part of reads is served in front.
 *
 * Drain. While something waits to be drained it takes what its throttle allows and what max-min sharing gives it (a member per
 * GPU of the site, of stated weight). When all is drained it follows the writes, until something waits again: looked at whenever
 * rates change, and after ten seconds of writing at the highest rate at the latest.
 *
 * Full. Of what is in front only what is drained can give way. When what waits takes all the room, clients together
 * write no faster than the drain runs, until a thousandth of the room is free again.
 *
 * Hits. In front should be the cached data and what was written within the retention (or waits longer). While that is more than
 * there is room for, reads hit in proportion: hit ratio x room / wanted, renewed whenever it is off by a part of 1/200.
 *
 * A byte takes its place behind when it is written (fill.h): what waits has its room there. */
#ifndef RUN_TIERS_H
#define RUN_TIERS_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "kernel/des.h"
#include "run/fill.h"
#include "stat/gauge.h"
#include "types/site_plan.h"

struct world;

/* What a replication's tier came to, over the measured time. */
struct tiers_account {
    double written_bytes, drained_bytes;     /* by clients to the tier; on to the pool behind */
    double hit_bytes, read_bytes;            /* reads of the pair, and those served in front */
    double waiting_mean_bytes, waiting_max_bytes, held_mean_bytes, full_s;
    double full_at_s;                        /* first time, from the start of the simulation; NAN: never */
};

struct tiers {
    struct world *world;
    const struct plan_tier *planned;
    struct fair_use *uses; int32_t n_uses;   /* of a byte drained */
    flow_id drain;
    double members, cap;                     /* of the drain: GPUs; bytes/s of all of them at the throttle, in service */
    double cap_now;                          /* set: bytes/s of all members */
    fair_row gate;                           /* all that clients write to the tier; never full but when the tier is */
    double gate_now;
    bool behind;                             /* a backlog is being worked off; else the drain follows the writes */
    bool full;
    int64_t tried_ns; bool tried;            /* within this instant drain or gate were opened once */
    double hit_ratio;                        /* now */
    double in, out, read;                    /* bytes/s held: written to the tier, drained; client reads of the site */
    double waiting;                          /* bytes written and not yet drained */
    double waiting_shown, held_shown;        /* means of the stretch passed last */
    double rounding_bytes;                   /* what changes on whole ns may put `waiting` off by */
    struct fill kept;                        /* cached, and written within the retention: what should be in front */
    double *cost[OPS], *use;                 /* one a row, where all is in service at all times (service.h has them else) */
    des_event next;
    double written, drained;                 /* since time 0, by the rates */
    int64_t measure_ns;
    struct tiers_account account;            /* since measure_ns; integrals in place of means */
    int64_t full_at_ns;
};

/* Nothing in front but the cached data; fills world->uses of writes, and of reads where nothing fails. NULL: the plan has no tier. To be called
 * once rows stand and the service is started, before anything flows. */
struct tiers *tiers_start(struct world *world);

/* Statistics start now. */
void tiers_measure(struct tiers *tiers);

/* What is held was held for `s` seconds up to now. */
void tiers_pass(struct tiers *tiers, int64_t now_ns, double s);

/* Sets the series' channels of the tier to their means over the stretch that tiers_pass passed last. */
void tiers_show(const struct tiers *tiers, double values[]);

/* After a solve: notes the rates that hold from now on, opens or closes drain and gate, looks ahead. */
void tiers_look(struct tiers *tiers, double read, double write);

/* Adds what a client byte of reads costs on each row at the present hit ratio, and what the drain takes of each. */
void tiers_add_read_costs(const struct tiers *tiers, double *cost);
void tiers_add_use(const struct tiers *tiers, double *use);

/* Writes of clients pass the gate: adds it to the world's uses of them. */
void tiers_add_gate(const struct tiers *tiers);

/* Is the row what holds writes to a full tier? `tiers` may be NULL. */
static inline bool tiers_has(const struct tiers *tiers, fair_row row) { return tiers && tiers->gate.row == row.row; }

/* Storage watts above idle for what is drained. */
double tiers_drain_w(const struct tiers *tiers);

/* Fills the account; the audit sees that all bytes written are drained or wait. `durable`, `in_flight`: client bytes written, by the store's count. */
struct tiers_account *tiers_outcome(struct tiers *tiers, double measured_s, double written_by_store);

#endif
