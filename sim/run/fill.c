#include "run/fill.h"

#include <math.h>

#include "base/check.h"

#define FILL_NEVER INT64_MAX
static const double fill_ns_per_s = 1e9;
static const int64_t fill_least_bin_ns = 1000000000;
static const double fill_free_again = 1e-3;        /* of the room */
static const double fill_far_s = 60.0;             /* of writing at the highest rate: then a rough look is enough */

struct fill fill_start(struct arena *arena, double stored, double room, int64_t retention_ns)
{
    CHECK(room > 0.0 && retention_ns >= 0);
    struct fill fill = { .arena = arena, .stored = stored, .room = room, .retention_ns = retention_ns, .full_at_ns = FILL_NEVER, .bin_end_ns = FILL_NEVER };
    if (retention_ns != FILL_NEVER) {
        fill.n_bins = retention_ns / FILL_BINS >= fill_least_bin_ns ? FILL_BINS : (int32_t)(retention_ns / fill_least_bin_ns);
        if (fill.n_bins < 1) fill.n_bins = 1;
        fill.bin_ns = retention_ns / fill.n_bins >= fill_least_bin_ns ? retention_ns / fill.n_bins : fill_least_bin_ns;
        fill.bins = ARENA_ARRAY(arena, double, fill.n_bins);
    }
    fill.used_max = stored;
    return fill;
}

double fill_used(const struct fill *fill)
{
    return fill->stored + fill->kept + fill->background + fill->in_flight;
}

static const struct fill_deletion *next_deletion(const struct fill *fill)
{
    return &fill->queue[fill->first & (fill->room_queue - 1)];
}

/* What was written a retention ago has had its time: it goes while this bin lasts. The
 * bin at work takes its place. */
static void next_bin(struct fill *fill)
{
    double *bin = &fill->bins[fill->bin = (fill->bin + 1) % fill->n_bins];
    fill->bin_end_ns += fill->bin_ns;
    fill->delete_rate = *bin / ((double)fill->bin_ns / fill_ns_per_s);
    *bin = 0.0;
}

/* All rates hold until to_ns. */
static void flow_to(struct fill *fill, int64_t to_ns)
{
    double s = (double)(to_ns - fill->now_ns) / fill_ns_per_s, before = fill_used(fill);
    if (fill->background_rate > 0.0) {
        double bytes = fill->background_rate * s;
        fill->background += bytes;
        sum_add(&fill->written, bytes);
        if (fill->bins) fill->bins[fill->bin] += bytes;
    }
    if (fill->delete_rate > 0.0) {
        fill->background -= fill->delete_rate * s;
        sum_add(&fill->deleted, fill->delete_rate * s);
    }
    fill->in_flight += (fill->write_rate - fill->background_rate) * s;
    double after = fill_used(fill);
    if (after > fill->used_max) fill->used_max = after;
    sum_add(&fill->area, 0.5 * (before + after) * s);
    fill->now_ns = to_ns;
}

static void delete_first(struct fill *fill)
{
    double bytes = next_deletion(fill)->bytes;
    fill->first++;
    fill->n--;
    fill->kept -= bytes;
    sum_add(&fill->deleted, bytes);
}

void fill_advance(struct fill *fill, int64_t now_ns)
{
    CHECK(now_ns >= fill->now_ns);
    for (;;) {
        int64_t deletion_ns = fill->n > 0 ? next_deletion(fill)->at_ns : FILL_NEVER;
        int64_t next_ns = deletion_ns < fill->bin_end_ns ? deletion_ns : fill->bin_end_ns;
        if (next_ns > now_ns) break;
        flow_to(fill, next_ns);
        if (next_ns == deletion_ns) delete_first(fill);
        else next_bin(fill);
    }
    flow_to(fill, now_ns);
}

/* Bins run while the background writes or has something to delete. */
void fill_set_rates(struct fill *fill, double write_rate, double background_rate)
{
    bool idle = !(fill->background > 0.0) && !(background_rate > 0.0);
    if (idle || fill->bins == NULL) fill->bin_end_ns = FILL_NEVER;
    else if (fill->bin_end_ns == FILL_NEVER) fill->bin_end_ns = fill->now_ns + fill->bin_ns;
    fill->write_rate = write_rate;
    fill->background_rate = background_rate;
}

static void widen(struct fill *fill)
{
    uint32_t room = fill->room_queue > 0 ? 2 * fill->room_queue : 64;
    struct fill_deletion *queue = ARENA_ARRAY(fill->arena, struct fill_deletion, room);
    for (uint32_t k = 0; k < fill->n; k++) queue[k] = fill->queue[(fill->first + k) & (fill->room_queue - 1)];
    fill->queue = queue;
    fill->room_queue = room;
    fill->first = 0;
}

void fill_durable(struct fill *fill, double bytes)
{
    fill->in_flight -= bytes;
    fill->kept += bytes;
    sum_add(&fill->written, bytes);
    if (fill->retention_ns == FILL_NEVER) return;
    if (fill->n == fill->room_queue) widen(fill);
    fill->queue[(fill->first + fill->n++) & (fill->room_queue - 1)] = (struct fill_deletion){ fill->now_ns + fill->retention_ns, bytes };
}

void fill_abandon(struct fill *fill, double bytes)
{
    fill->in_flight -= bytes;
    sum_add(&fill->abandoned, bytes);
    fill->freed = true;
}

void fill_set_room(struct fill *fill, double room, double stored)
{
    fill->room = fmax(fill->room, room);
    fill->stored = fmax(fill->stored, fmin(stored, fill->room - (fill_used(fill) - fill->stored)));
    fill->used_max = fmax(fill->used_max, fill_used(fill));
    fill->freed = true;
}

void fill_measure(struct fill *fill)
{
    fill->used_max = fill_used(fill);
    fill->area = (struct sum){ 0.0, 0.0 };
}

/* Full when what is left takes less than two nanoseconds to write. */
bool fill_turns(struct fill *fill)
{
    double left = fill->room - fill_used(fill);
    if (fill->full ? left < fill_free_again * fill->room : left > 2e-9 * fill->write_rate) return false;
    if (!fill->full && fill->write_rate <= 0.0 && left > 0.0) return false;
    fill->full = !fill->full;
    fill->freed = false;
    if (fill->full && fill->full_at_ns == FILL_NEVER) fill->full_at_ns = fill->now_ns;
    return true;
}

static int64_t after(const struct fill *fill, double s)
{
    double ns = ceil(s * fill_ns_per_s);
    return ns < 1e18 ? fill->now_ns + (int64_t)ns : FILL_NEVER;
}

bool fill_is_far(const struct fill *fill, double most_rate)
{
    return !fill->full && fill->room - fill_used(fill) > fill_far_s * most_rate;
}

/* Full: it gets emptier now if a checkpoint was given up, at the next deletion or, if the background deletes, by the next bin. Not
 * full: by the highest rate while it is far; when it is near, by the present rates until the background's
 * deletions change. */
int64_t fill_next_ns(const struct fill *fill, double most_rate)
{
    double left = fill->room - fill_used(fill);
    if (fill->full) {
        if (fill->freed && left >= fill_free_again * fill->room) return fill->now_ns;
        int64_t deletion_ns = fill->n > 0 ? next_deletion(fill)->at_ns : FILL_NEVER;
        return fill->bin_end_ns < deletion_ns ? fill->bin_end_ns : deletion_ns;
    }
    if (!(most_rate > 0.0)) return FILL_NEVER;
    if (left <= 0.0) return fill->write_rate > 0.0 ? fill->now_ns : FILL_NEVER;
    if (fill_is_far(fill, most_rate)) return after(fill, left / most_rate);
    double net = fill->write_rate - fill->delete_rate;
    int64_t full_ns = net > 0.0 ? after(fill, left / net) : FILL_NEVER, change_ns = fill->delete_rate > 0.0 ? fill->bin_end_ns : FILL_NEVER;
    return change_ns < full_ns ? change_ns : full_ns;
}
