#include "run/levels.h"

#include <math.h>

#include "run/jobs.h"
#include "run/world.h"

static void due(struct des *des, void *context, int64_t payload);

static void copied(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct level *level = context;
    struct world *world = level->job->world;
    world_advance(world);
    level->copying = false;
    level->holds_s = level->copying_s;
    if (level->every_ns == 0) return;
    jobs_release(level->job);
    level->next = world_after(world, level->every_ns - level->write_ns, due, level);
}

static void copy(struct level *level, double done_s)
{
    level->copying = true;
    level->copying_s = done_s;
    level->next = world_after(level->job->world, level->write_ns, copied, level);
}

static void due(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct level *level = context;
    world_advance(level->job->world);
    jobs_hold(level->job);
    copy(level, level->job->done_s);
}

void levels_saved(struct levels *levels, double done_s)
{
    for (int32_t l = 0; l < levels->n; l++) {
        struct level *level = &levels->at[l];
        if (level->every_ns > 0 || level->copying) continue;
        if (level->write_ns > 0) copy(level, done_s);
        else level->holds_s = done_s;
    }
}

void levels_stop(struct levels *levels)
{
    for (int32_t l = 0; l < levels->n; l++) {
        struct level *level = &levels->at[l];
        des_cancel(level->job->world->des, level->next);
        if (level->copying && level->every_ns > 0) jobs_release(level->job);
        level->copying = false;
    }
}

double levels_newest(struct levels *levels, double luck, int64_t *load_ns)
{
    double newest_s = -1.0;
    for (int32_t l = 0; l < levels->n; l++) {
        struct level *level = &levels->at[l];
        if (luck >= level->share) level->holds_s = -1.0;
        if (!(level->holds_s > newest_s)) continue;
        newest_s = level->holds_s;
        *load_ns = level->write_ns;
    }
    return newest_s;
}

double levels_held(const struct levels *levels)
{
    double newest_s = -1.0;
    for (int32_t l = 0; l < levels->n; l++)
        if (levels->at[l].every_ns == 0) newest_s = fmax(newest_s, levels->at[l].holds_s);
    return newest_s;
}

void levels_resume(struct levels *levels)
{
    for (int32_t l = 0; l < levels->n; l++) {
        struct level *level = &levels->at[l];
        if (level->every_ns > 0) level->next = world_after(level->job->world, level->every_ns - level->write_ns, due, level);
    }
}

void levels_start(struct levels *levels, struct job_run *job, const struct job_checkpoint *checkpoint, struct arena *arena)
{
    *levels = (struct levels){ ARENA_ARRAY(arena, struct level, checkpoint->n_levels), checkpoint->n_levels };
    for (int32_t l = 0; l < levels->n; l++) {
        const struct checkpoint_level *asked = &checkpoint->levels[l];
        levels->at[l] = (struct level){ .job = job, .share = asked->share.value, .write_ns = world_ns(asked->write_s.value), .holds_s = -1.0 };
        if (isnan(asked->every_s.value)) continue;
        /* A millisecond of work between two at the least. */
        levels->at[l].every_ns = world_ns(fmax(asked->every_s.value, asked->write_s.value + 1e-3));
    }
    levels_resume(levels);
}
