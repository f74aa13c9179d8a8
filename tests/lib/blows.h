/* Interruptions at instants a test chooses, in a world of plan_fixture. Header only: every test links tests/lib, few link run. */
#ifndef TESTS_LIB_BLOWS_H
#define TESTS_LIB_BLOWS_H

#include "run/outcome.h"
#include "run/world.h"
#include "tests/lib/near.h"
#include "tests/lib/plan_fixture.h"

struct blow { double at_s; int32_t job; struct restart_hit hit; struct world *world; };

static inline void blow_falls(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    const struct blow *blow = context;
    restart_interrupt(&blow->world->jobs.runs[blow->job].restart, blow->hit);
}

/* No warm-up; the study's length. Its audit holds. */
static inline struct replication *blows_run(struct plan_fixture *fixture, struct blow *blows, int n)
{
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(fixture->scenario.study.length_s.value) }, fixture->arena);
    for (int b = 0; b < n; b++) {
        blows[b].world = world;
        des_schedule(world->des, world_ns(blows[b].at_s), DES_ARRIVAL, blow_falls, &blows[b], 0);
    }
    world_run(world);
    struct replication *outcome = outcome_of(world, fixture->arena);
    world_end(world);
    if (!(outcome->audit.worst <= 1e-9)) fail_msg("%s is off by %g", outcome->audit.law, outcome->audit.worst);
    return outcome;
}

#endif
