#include "stat/design.h"

#include <gsl/gsl_qrng.h>

#include "stat/rng.h"

enum { DESIGN_ROUNDS = 6 };

/* An axis of a Latin hypercube: the keys of the order in which its slices come. */
struct axis { const char *name; uint64_t keys[DESIGN_ROUNDS]; };

struct design {
    struct arena *arena;
    enum design_kind kind;
    int axes;
    int64_t n;
    uint64_t seed;
    gsl_qrng *sequence;      /* SOBOL: `next` is the index of the point it gives next */
    int64_t next;
    struct axis *each;       /* LHS */
    int half_bits;           /* LHS: 4^half_bits >= n */
};

static void begin_lhs(struct design *design, const char *const *names)
{
    design->each = ARENA_ARRAY(design->arena, struct axis, design->axes);
    while (INT64_C(1) << (2 * design->half_bits) < design->n) design->half_bits++;
    for (int a = 0; a < design->axes; a++) {
        struct rng rng = rng_stream(design->seed, 0, names[a], 0);
        design->each[a].name = names[a];
        for (int r = 0; r < DESIGN_ROUNDS; r++) design->each[a].keys[r] = rng_next(&rng);
    }
}

struct design *design_new(enum design_kind kind, const char *const *names, int axes, int64_t n, uint64_t seed)
{
    CHECK(axes >= 1 && axes <= DESIGN_MOST_AXES && n >= 1 && n < INT64_C(1) << 60);
    struct arena *arena = arena_new();
    struct design *design = ARENA_NEW(arena, struct design);
    *design = (struct design){.arena = arena, .kind = kind, .axes = axes, .n = n, .seed = seed};
    if (kind == DESIGN_LHS) begin_lhs(design, names);
    else if (!(design->sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)axes))) check_out_of("memory");
    return design;
}

void design_free(struct design *design)
{
    if (!design) return;
    if (design->sequence) gsl_qrng_free(design->sequence);
    arena_free(design->arena);
}

static void sobol_at(struct design *design, int64_t index, double *point)
{
    if (index < design->next) {
        gsl_qrng_init(design->sequence);
        design->next = 0;
    }
    for (; design->next <= index; design->next++) CHECK(gsl_qrng_get(design->sequence, point) == 0);
}

/* Finaliser of SplitMix64 (Steele, Lea and Flood 2014): a good mix of 64 bits. */
static uint64_t mixed(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* A permutation of 0 … n − 1 without a table: a Feistel network on the next power of four, walked on until it
 * falls below n (Black and Rogaway 2002), in less than four steps on average. */
static int64_t slice_of(const struct design *design, const struct axis *axis, int64_t index)
{
    const uint64_t mask = (UINT64_C(1) << design->half_bits) - 1;
    uint64_t x = (uint64_t)index;
    do {
        uint64_t left = x >> design->half_bits, right = x & mask;
        for (int r = 0; r < DESIGN_ROUNDS; r++) {
            const uint64_t kept = right;
            right = left ^ (mixed(right ^ axis->keys[r]) & mask);
            left = kept;
        }
        x = left << design->half_bits | right;
    } while (x >= (uint64_t)design->n);
    return (int64_t)x;
}

static double lhs_at(const struct design *design, const struct axis *axis, int64_t index)
{
    struct rng within = rng_stream(design->seed, (uint64_t)index, axis->name, 1);
    const double at = ((double)slice_of(design, axis, index) + rng_uniform(&within)) / (double)design->n;
    return at < 1.0 ? at : 0x1.fffffffffffffp-1;     /* rounding must not leave the cube */
}

void design_at(struct design *design, int64_t index, double *point)
{
    CHECK(index >= 0 && index < design->n);
    if (design->kind == DESIGN_SOBOL) sobol_at(design, index, point);
    else for (int a = 0; a < design->axes; a++) point[a] = lhs_at(design, &design->each[a], index);
}
