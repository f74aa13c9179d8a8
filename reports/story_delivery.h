/* Sentences about deliveries and restrictions, each made in one place. */
#ifndef REPORTS_STORY_DELIVERY_H
#define REPORTS_STORY_DELIVERY_H

#include "base/arena.h"
#include "types/results.h"

/* "All of it stands on 2026-06-25 in half of the draws (P10 2026-04-21, P90 2026-07-31, 13.9 % by 2026-04-30)." "" without deliveries. */
const char *story_delivery_complete(struct arena *arena, const struct result_delivery *delivery);

/* "bulk, ordered 2025-11-10: in service on 2026-06-25 (P50; P10 2026-04-21, P90 2026-07-31), 13.9 % by 2026-04-30". */
const char *story_delivery_item(struct arena *arena, const struct result_delivery *delivery, const struct result_delivery_item *item);

/* Which assumption on the stages of an order was taken, and what it decides; "" for a promise. `id`: the item's path in results.json, "delivery.items[0]". */
const char *story_delivery_assumes(struct arena *arena, const struct result_delivery_item *item, const char *id);

/* What lateness costs in GPU-hours; "" when it is not known. */
const char *story_delivery_lost(struct arena *arena, const struct result_delivery *delivery);

/* "2026-01-31 to 2026-03-02: waiting for storage cost 36 million GPU-hours; 41.2 % of GPU time useful instead of 83.0 %". "" where the run did not go by the calendar. */
const char *story_delivery_waited(struct arena *arena, const struct result_delivery *delivery);

/* The same in few words: "waiting for storage: 36 million GPU-hours; 83.0 % useful without it". */
const char *story_delivery_wait(struct arena *arena, const struct result_delivery *delivery);

/* "30.0 d (30.0 to 120 d, range, drawn uniformly)". `id`: the stage's path in results.json. */
const char *story_delivery_time(struct arena *arena, const struct result_delivery_stage *stage, const char *id);

#endif
