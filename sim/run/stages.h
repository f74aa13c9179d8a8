/* In-service dates of deliveries, drawn: pure, no clock of a simulation.
 *
 * A promise: committed + slip. An order, for each node model (SKU) of its pool:
 *   parallel: in service = max(lead, qualification, approval) + install + slip, all three counted from the order;
 *   serial:   in service = lead + qualification + approval + install + slip, one after the other;
 *   either way not installed before the date from which one can have the SKU (first_available). Qualification may begin
 *   before that: samples come first.
 * A pool's delivery waits for the slowest of its SKUs. Qualification and approval run once per SKU and site: they
 * belong to the earliest order that holds the SKU (the first listed of equals), later ones wait for their end at most. Approval
 * is for third-party hardware only. What a delivery does not state comes from the models:
 *   lead           lead_time of the node, else of its lead_time_model
 *   qualification  the node's under the stack's vendor, and its cards' that are not qualified yet, side by side
 *   approval       policy.approval, else lead-times/facility-approval
 *   install        0
 * A quantity with a distribution is drawn from it, one with a range uniformly from the range.
 *
 * The study's n = delivery_draws samples are a Latin hypercube (McKay, Beckman and Conover 1979): each quantity is drawn once
 * from each n-th of its probability, in an order of its own, by its quantile function. So what one quantity decides is known to
 * about 1/n, and nothing is known worse than from independent draws.
 *
 * Streams are named after what they are of: "delivery/POOL/lead" and the like (slot: which of the pool's
 * deliveries; leads taken from a model also name it, so that boxes of one maker come together), "qualification/NODE/VENDOR",
 * "qualification/CARD", "approval/NODE". So a draw is the same whatever else the scenario holds. */
#ifndef RUN_STAGES_H
#define RUN_STAGES_H

#include "types/results.h"
#include "types/site_plan.h"

struct stages;

enum stages_mode { STAGES_AS_STATED, STAGES_PARALLEL, STAGES_SERIAL };
enum stage { STAGE_LEAD, STAGE_QUALIFICATION, STAGE_APPROVAL, STAGE_INSTALL, STAGE_SLIP, STAGE_AVAILABLE, STAGE_COUNT };

/* The study's samples. */
int stages_draws(const struct scenario *scenario);

/* Which pool each delivery of the plan's scenario is of, and which part of its storage nodes it brings: into pool[] and share[]. */
void stages_places(const struct site_plan *plan, int *pool, double *share);

/* "lead", "qualification", ..., "first availability". */
const char *stages_name(enum stage stage);

/* What the plan's scenario delivers. Lives in `arena`, points into plan and catalog. */
struct stages *stages_of(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena);

/* In-service dates (days since 1970) of all deliveries in draw `draw` < stages_draws of the study, into days[n_deliveries]; `last` (may
 * be NULL) says which of lead, qualification, approval and first availability was last. Orders go as stated, or all in one mode. */
void stages_draw(struct stages *stages, uint64_t draw, enum stages_mode mode, double *days, enum stage *last);

/* The same with every quantity at its nominal value. */
void stages_nominal(struct stages *stages, enum stages_mode mode, double *days);

/* The stages of a delivery as results show them: quantity, law and source; and what was assumed ("" nothing). */
void stages_describe(const struct stages *stages, int delivery, struct arena *arena, struct result_delivery_item *item);

#endif
