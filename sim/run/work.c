#include "run/work.h"

#include <math.h>

#include "run/jobs.h"
#include "run/world.h"

static const double work_close_s = 1e-7;        /* ends fall on whole ns, and years of progress have no finer digits */

static void ends(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct job_run *job = context;
    world_advance(job->world);
    jobs_settle(job);
    if (job->done_s >= job->work.s - work_close_s) restart_finish(&job->restart);
    else world_look_soon(job->world);
}

static void foresee(struct job_run *job)
{
    struct world *world = job->world;
    jobs_settle(job);
    bool runs = job->holds == 0 && job->pace->speed > 0.0;
    int64_t now_ns = des_now(world->des), wait_ns = runs ? world_ns(fmax(0.0, job->work.s - job->done_s) * job->barrier / job->pace->speed) : INT64_MAX;
    int64_t end_ns = wait_ns <= world->end_ns - now_ns ? now_ns + wait_ns : INT64_MAX;
    if (end_ns == job->work.end_ns && (end_ns == INT64_MAX || des_pending(world->des, job->work.end))) return;
    des_cancel(world->des, job->work.end);
    if (end_ns != INT64_MAX) job->work.end = world_after(world, wait_ns, ends, job);
    job->work.end_ns = end_ns;
}

void work_look(struct world *world)
{
    for (int32_t j = 0; j < world->jobs.n; j++) {
        struct job_run *job = &world->jobs.runs[j];
        if (isfinite(job->work.s) && job->restart.state != RESTART_OVER) foresee(job);
    }
}
