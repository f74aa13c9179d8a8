/* M/M/1 at utilisation 0.9: OBJECTS arrive, wait, are served and leave, from empty to empty.
 * Every object's time in the system is tallied. Prints million objects a second.
 *     mm1 OBJECTS [--limit]        --limit: a bare heap, a ring and a sum, nothing else */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/des.h"
#include "stat/rng.h"
#include "stat/tally.h"
#include "tests/bench/bare.h"
#include "tests/bench/clock.h"

#define MM1_ARRIVAL_NS 1e9          /* mean times: an hour of arrivals is 3,600 objects */
#define MM1_SERVICE_NS 0.9e9

/* When those in the system came, first come first. */
struct ring {
    int64_t *came_ns;
    size_t first, n, room;          /* room is a power of two */
};

static void ring_grow(struct ring *ring)
{
    size_t room = 2 * ring->room;
    int64_t *grown = malloc(room * sizeof *grown);
    for (size_t k = 0; k < ring->n; k++) grown[k] = ring->came_ns[(ring->first + k) & (ring->room - 1)];
    free(ring->came_ns);
    *ring = (struct ring){ grown, 0, ring->n, room };
}

static void ring_push(struct ring *ring, int64_t came_ns)
{
    if (ring->n == ring->room) ring_grow(ring);
    ring->came_ns[(ring->first + ring->n++) & (ring->room - 1)] = came_ns;
}

static int64_t ring_pop(struct ring *ring)
{
    ring->n--;
    return ring->came_ns[ring->first++ & (ring->room - 1)];
}

struct mm1 {
    struct rng arrivals, services;
    struct ring ring;
    struct tally in_system_s;
    uint64_t left;                  /* objects yet to come */
};

static int64_t mm1_wait_ns(struct rng *rng, double mean_ns)
{
    return (int64_t)(mean_ns * rng_exponential(rng));
}

static void mm1_leave(struct des *des, void *context, int64_t payload)
{
    struct mm1 *mm1 = context;
    (void)payload;
    tally_add(&mm1->in_system_s, 1e-9 * (double)(des_now(des) - ring_pop(&mm1->ring)));
    if (mm1->ring.n) des_schedule(des, des_now(des) + mm1_wait_ns(&mm1->services, MM1_SERVICE_NS), DES_COMPLETION, mm1_leave, mm1, 0);
}

static void mm1_arrive(struct des *des, void *context, int64_t payload)
{
    struct mm1 *mm1 = context;
    (void)payload;
    ring_push(&mm1->ring, des_now(des));
    if (mm1->ring.n == 1) des_schedule(des, des_now(des) + mm1_wait_ns(&mm1->services, MM1_SERVICE_NS), DES_COMPLETION, mm1_leave, mm1, 0);
    if (--mm1->left) des_schedule(des, des_now(des) + mm1_wait_ns(&mm1->arrivals, MM1_ARRIVAL_NS), DES_ARRIVAL, mm1_arrive, mm1, 0);
}

static struct mm1 mm1_new(uint64_t objects)
{
    return (struct mm1){
        .arrivals = rng_stream(1, 0, "arrival", 0), .services = rng_stream(1, 0, "service", 0),
        .ring = { malloc(64 * sizeof(int64_t)), 0, 0, 64 }, .left = objects
    };
}

static void mm1_print(const char *what, uint64_t objects, double mean_s, double spent_s)
{
    printf("mm1 objects %llu%s M_objects_per_s %.2f mean_in_system_s %.6f peak_MB %.1f\n", (unsigned long long)objects, what,
           (double)objects / spent_s / 1e6, mean_s, clock_peak_mb());
}

static void mm1_run(uint64_t objects)
{
    struct arena *arena = arena_new();
    struct des *des = des_new(arena);
    struct mm1 mm1 = mm1_new(objects);
    double begin_s = clock_s();
    des_schedule(des, mm1_wait_ns(&mm1.arrivals, MM1_ARRIVAL_NS), DES_ARRIVAL, mm1_arrive, &mm1, 0);
    des_run(des);
    mm1_print("", mm1.in_system_s.n, mm1.in_system_s.mean, clock_s() - begin_s);
    free(mm1.ring.came_ns);
    arena_free(arena);
}

/* Two kinds of event, told apart by their ids. */
enum { MM1_ARRIVE, MM1_LEAVE };

static void mm1_limit(uint64_t objects)
{
    struct mm1 mm1 = mm1_new(objects);
    struct bare_heap heap = bare_heap_new(2);
    double begin_s = clock_s(), sum_s = 0.0;
    bare_heap_push(&heap, (uint64_t)mm1_wait_ns(&mm1.arrivals, MM1_ARRIVAL_NS), MM1_ARRIVE);
    while (heap.n) {
        struct bare_event event = bare_heap_pop(&heap);
        if (event.id == MM1_LEAVE) {
            sum_s += 1e-9 * (double)((int64_t)event.at - ring_pop(&mm1.ring));
            if (mm1.ring.n) bare_heap_push(&heap, event.at + (uint64_t)mm1_wait_ns(&mm1.services, MM1_SERVICE_NS), MM1_LEAVE);
        } else {
            ring_push(&mm1.ring, (int64_t)event.at);
            if (mm1.ring.n == 1) bare_heap_push(&heap, event.at + (uint64_t)mm1_wait_ns(&mm1.services, MM1_SERVICE_NS), MM1_LEAVE);
            if (--mm1.left) bare_heap_push(&heap, event.at + (uint64_t)mm1_wait_ns(&mm1.arrivals, MM1_ARRIVAL_NS), MM1_ARRIVE);
        }
    }
    mm1_print(" limit", objects, sum_s / (double)objects, clock_s() - begin_s);
    free(heap.events);
    free(mm1.ring.came_ns);
}

int main(int argc, char **argv)
{
    long long objects = argc > 1 ? atoll(argv[1]) : 1000000;
    if (objects < 1) {
        fprintf(stderr, "usage: mm1 OBJECTS [--limit]\n");
        return 2;
    }
    if (argc > 2 && strcmp(argv[2], "--limit") == 0) mm1_limit((uint64_t)objects);
    else mm1_run((uint64_t)objects);
    return 0;
}
