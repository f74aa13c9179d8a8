/* How full the storage is: data there from the start, checkpoints being written and kept,
 * and what the background writes and deletes.
 *
 * A checkpoint's bytes go `retention` after it is durable, all at once. What the background
 * writes goes `retention` after it was written, at the rate it was written, averaged over
 * 1/1024 of the retention, a second at the least; its total is exact. Deletions need no event: fill_advance walks them.
 *
 * When nothing more fits, writing is refused until 1/1000 of the room is free again. One
 * number stands for all pools: the room is what the pool that fills first leaves (types'
 * pools share writes in fixed parts). */
#ifndef RUN_FILL_H
#define RUN_FILL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "stat/sum.h"

enum { FILL_BINS = 1024 };

struct fill_deletion { int64_t at_ns; double bytes; };

struct fill {
    struct arena *arena;
    double stored, room;                 /* bytes there from the start and for ever; the most that may be used */
    int64_t retention_ns;                /* INT64_MAX: nothing is deleted */
    int64_t now_ns;
    double write_rate, background_rate;  /* of all writing, and the background's part of it; held since now_ns */
    double in_flight, kept, background;  /* bytes: being written; durable checkpoints; background */
    struct sum written, deleted;         /* durable checkpoints and background so far; what of it was deleted */
    struct sum abandoned;                /* written of checkpoints that were given up */
    struct fill_deletion *queue; uint32_t room_queue, first, n;     /* ring, in order of time */
    int64_t bin_ns, bin_end_ns;          /* width of the background's bins; end of the one at work, INT64_MAX: none is */
    int32_t n_bins, bin;
    double *bins;                        /* background bytes written in each of the last n_bins bins */
    double delete_rate;                  /* of the background, held since now_ns */
    bool full, freed;                    /* freed: something was given up, or room came, since it turned full */
    int64_t full_at_ns;                  /* first time; INT64_MAX: never */
    double used_max;
    struct sum area;                     /* used × s since fill_measure */
};

/* Empty but for `stored`, at time 0; `room` > 0. */
struct fill fill_start(struct arena *arena, double stored, double room, int64_t retention_ns);

/* Brings it to `now_ns` at the rates set last. */
void fill_advance(struct fill *fill, int64_t now_ns);

/* From now on: bytes/s of all writing, and of the background's part. */
void fill_set_rates(struct fill *fill, double write_rate, double background_rate);

/* A checkpoint of `bytes`, counted as in flight until now, is durable. */
void fill_durable(struct fill *fill, double bytes);

/* A checkpoint of which `bytes` are in flight is given up: they are free at once. */
void fill_abandon(struct fill *fill, double bytes);

/* From now on there is room for so much, of which `stored` was not written while it ran; neither ever falls. */
void fill_set_room(struct fill *fill, double room, double stored);

/* Statistics start now. */
void fill_measure(struct fill *fill);

double fill_used(const struct fill *fill);

/* Updates `full`, to be asked after fill_advance; returns whether it changed. */
bool fill_turns(struct fill *fill);

/* When to come back at the latest, by fill_advance and fill_turns: never after the moment at
 * which it turns full (to the ns), given that writing never exceeds `most_rate`, or has room
 * again. INT64_MAX: never. */
int64_t fill_next_ns(const struct fill *fill, double most_rate);

/* Not full, and not within a minute of it even at `most_rate`. */
bool fill_is_far(const struct fill *fill, double most_rate);

#endif
