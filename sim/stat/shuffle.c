#include "stat/shuffle.h"

enum { ROUNDS = 6 };

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* A Feistel network over the least power of four that holds n, walked until it falls below n (a permutation again,
 * since it is one of the power of four). */
uint64_t shuffle_place(struct rng *keys, uint64_t place, uint64_t n)
{
    uint64_t key[ROUNDS];
    int half = 1;
    while (UINT64_C(1) << 2 * half < n) half++;
    const uint64_t mask = (UINT64_C(1) << half) - 1;
    for (int r = 0; r < ROUNDS; r++) key[r] = rng_next(keys);
    do {
        uint64_t left = place >> half, right = place & mask;
        for (int r = 0; r < ROUNDS; r++) {
            const uint64_t next = left ^ (mix(right + key[r]) & mask);
            left = right;
            right = next;
        }
        place = left << half | right;
    } while (place >= n);
    return place;
}
