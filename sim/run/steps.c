#include "run/steps.h"

#include <math.h>

#include "base/check.h"

static const int64_t steps_span_ns[STEPS_WINDOWS] = { 1000000000, 60000000000, 900000000000 };

struct steps steps_start(struct arena *arena, int64_t at_ns, double value, double threshold, double ramp_s)
{
    struct steps steps = { .arena = arena, .value = value, .threshold = threshold, .ramp_ns = (int64_t)(ramp_s * 1e9 + 0.5) };
    steps_restart(&steps, at_ns);
    return steps;
}

void steps_restart(struct steps *steps, int64_t at_ns)
{
    steps->start_ns = steps->since_ns = at_ns;
    steps->before = (double)NAN;
    steps->at_once = steps->counted = 0.0;
    steps->lowest = HUGE_VAL;
    steps->highest = -HUGE_VAL;
    steps->highs.n = steps->lows.n = steps->lag.n = 0;
    steps->steepest = 0.0;
    for (int w = 0; w < STEPS_WINDOWS; w++) steps->largest[w] = 0.0;
}

static struct steps_piece *piece_at(const struct steps_ring *ring, uint32_t k)
{
    return &ring->pieces[(ring->first + k) & (ring->room - 1)];
}

static void widen(struct arena *arena, struct steps_ring *ring)
{
    uint32_t room = ring->room > 0 ? 2 * ring->room : 32;
    struct steps_piece *pieces = ARENA_ARRAY(arena, struct steps_piece, room);
    for (uint32_t k = 0; k < ring->n; k++) pieces[k] = *piece_at(ring, k);
    *ring = (struct steps_ring){ pieces, room, 0, ring->n };
}

/* Nothing before the new piece that is less extreme (`sign` 1: lower) can matter any more. */
static void push(struct arena *arena, struct steps_ring *ring, struct steps_piece piece, double sign)
{
    while (ring->n > 0 && sign * piece_at(ring, ring->n - 1)->value <= sign * piece.value) ring->n--;
    if (ring->n == ring->room) widen(arena, ring);
    *piece_at(ring, ring->n++) = piece;
}

/* Out of reach is what ended at `reach_ns` or before. */
static void expire(struct steps_ring *ring, int64_t reach_ns)
{
    while (ring->n > 0 && piece_at(ring, 0)->end_ns <= reach_ns) {
        ring->first = (ring->first + 1) & (ring->room - 1);
        ring->n--;
    }
}

/* How far the extreme of what ended after `reach_ns` is from `value`; 0 if nothing did. */
static double distance(const struct steps_ring *ring, int64_t reach_ns, double value)
{
    uint32_t from = 0, to = ring->n;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (piece_at(ring, middle)->end_ns <= reach_ns) from = middle + 1;
        else to = middle;
    }
    return from < ring->n ? fabs(piece_at(ring, from)->value - value) : 0.0;
}

/* No window's largest is above the distance from the lowest or highest ever, so mostly there is nothing to look for. */
static void look(struct steps *steps, double value)
{
    double drop = steps->highest - value, rise = value - steps->lowest;
    for (int w = 0; w < STEPS_WINDOWS; w++) {
        int64_t reach_ns = steps->since_ns - steps_span_ns[w];
        if (drop > steps->largest[w]) steps->largest[w] = fmax(steps->largest[w], distance(&steps->highs, reach_ns, value));
        if (rise > steps->largest[w]) steps->largest[w] = fmax(steps->largest[w], distance(&steps->lows, reach_ns, value));
    }
}

/* Over [since, end) the draw a ramp earlier was that of the pieces which reach past since − ramp and begin before end − ramp. */
static void look_back(struct steps *steps, int64_t end_ns)
{
    struct steps_ring *lag = &steps->lag;
    expire(lag, steps->since_ns - steps->ramp_ns);
    int64_t begins_ns = steps->start_ns;                       /* of the piece looked at; of the first: no later than that */
    for (uint32_t k = 0; k < lag->n && begins_ns < end_ns - steps->ramp_ns; k++) {
        steps->steepest = fmax(steps->steepest, fabs(steps->value - piece_at(lag, k)->value));
        begins_ns = piece_at(lag, k)->end_ns;
    }
    if (lag->n == lag->room) widen(steps->arena, lag);
    *piece_at(lag, lag->n++) = (struct steps_piece){ steps->value, end_ns };
}

/* The piece [since, end) is over and counts. */
static void close_piece(struct steps *steps, int64_t end_ns)
{
    struct steps_piece piece = { steps->value, end_ns };
    double change = fabs(steps->value - steps->before);        /* NAN the first time: neither below counts */
    if (change > steps->at_once) steps->at_once = change;
    if (change > steps->threshold) steps->counted += 1.0;
    if (steps->value < steps->lowest) steps->lowest = steps->value;
    if (steps->value > steps->highest) steps->highest = steps->value;
    expire(&steps->highs, steps->since_ns - steps_span_ns[STEPS_QUARTER_HOUR]);
    expire(&steps->lows, steps->since_ns - steps_span_ns[STEPS_QUARTER_HOUR]);
    look(steps, steps->value);
    push(steps->arena, &steps->highs, piece, 1.0);
    push(steps->arena, &steps->lows, piece, -1.0);
    if (steps->ramp_ns > 0) look_back(steps, end_ns);
    steps->before = steps->value;
    steps->since_ns = end_ns;
}

void steps_set(struct steps *steps, int64_t at_ns, double value)
{
    CHECK(at_ns >= steps->since_ns);
    if (value == steps->value) return;
    if (at_ns > steps->since_ns) close_piece(steps, at_ns);
    steps->value = value;
}

void steps_end(struct steps *steps, int64_t at_ns)
{
    if (at_ns > steps->since_ns) close_piece(steps, at_ns);
}

double steps_ramp_per_s(const struct steps *steps)
{
    if (steps->ramp_ns > 0) return steps->steepest / ((double)steps->ramp_ns / 1e9);
    return fmax(steps->at_once, steps->largest[STEPS_SECOND]) / 1.0;
}
