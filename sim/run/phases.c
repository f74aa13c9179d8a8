#include "run/phases.h"

#include "run/world.h"

/* GPUs that don't stand still, at one speed; a step's slowest rank keeps the others waiting. */
static void add(double gpus, double speed, double barrier, double values[SERIES_CHANNELS])
{
    values[SERIES_GPUS_WORKING] += gpus * speed / barrier;
    values[SERIES_GPUS_WAITING] += gpus * speed * (1.0 - 1.0 / barrier);
    values[SERIES_GPUS_READ_STALLED] += gpus * (1.0 - speed);
}

static void stand(const struct job_run *job, double values[SERIES_CHANNELS])
{
    if (job->restart.state == RESTART_NONE) values[SERIES_GPUS_CHECKPOINT] += job->gpus;
    else if (job->restart.state != RESTART_OVER && job->restart.state != RESTART_COMING) values[SERIES_GPUS_DOWN] += job->gpus;
}

void phases_note(const struct world *world, double values[SERIES_CHANNELS])
{
    const struct jobs *jobs = &world->jobs;
    for (int c = SERIES_GPUS_WORKING; c <= SERIES_GPUS_WAITING; c++) values[c] = 0.0;
    for (int32_t p = 0; p < world->plan->n_jobs; p++) add(jobs->readers[p].gpus, jobs->paces[p].speed, jobs->barrier[p], values);
    for (int32_t j = 0; j < jobs->n; j++) {
        const struct job_run *job = &jobs->runs[j];
        if (job->holds > 0) stand(job, values);
        else if (job->reading) add(job->gpus, job->pace->speed, job->barrier, values);
    }
}
