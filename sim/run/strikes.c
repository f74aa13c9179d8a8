#include "run/strikes.h"

#include <math.h>

#include "base/text.h"
#include "run/world.h"

/* One cause as it strikes one job. */
struct strikes {
    struct job_run *job;
    int32_t cause;
    struct dist_spec gap;                /* of the law, in s; DIST_NONE: */
    const double *trace_s; int32_t n_trace, at; double scale;    /* as recorded, times scale */
    const struct dist_spec *repair;      /* NULL: repair_s */
    double repair_s, gpus;
    struct luck gaps, lucks, repairs;
};

static void strike(struct des *des, void *context, int64_t payload);

static double next_recorded(struct strikes *strikes)
{
    double gap_s = strikes->trace_s[strikes->at] * strikes->scale;
    strikes->at = (strikes->at + 1) % strikes->n_trace;
    return gap_s;
}

static void next(struct strikes *strikes)
{
    double gap_s = strikes->gap.kind == DIST_NONE ? next_recorded(strikes) : luck_draw(&strikes->gaps, &strikes->gap);
    world_after(strikes->job->world, world_ns(gap_s), strike, strikes);
}

/* Each instant takes one draw of luck and of repair, whether it finds the job at work or not. */
static void strike(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    struct strikes *strikes = context;
    struct cause_account *account = &strikes->job->world->causes[strikes->cause];
    double luck = luck_uniform(&strikes->lucks);
    double repair_s = strikes->repair ? luck_draw(&strikes->repairs, strikes->repair) : strikes->repair_s;
    account->struck += 1.0;
    account->instants_s += (double)des_now(des) / 1e9;
    restart_interrupt(&strikes->job->restart, (struct restart_hit){ strikes->cause, luck, strikes->gpus, world_ns(fmax(0.0, repair_s)) });
    next(strikes);
}

/* From a place in the record drawn at random, as a ring. */
static void take_record(struct strikes *strikes, const struct interruption_cause *cause, double mean_s)
{
    double all_s = 0.0;
    for (int32_t k = 0; k < cause->n_trace; k++) all_s += cause->trace_gaps_s[k];
    strikes->gap = (struct dist_spec){ .kind = DIST_NONE };
    strikes->trace_s = cause->trace_gaps_s;
    strikes->n_trace = cause->n_trace;
    strikes->scale = mean_s * cause->n_trace / all_s;
    strikes->at = (int32_t)luck_below(&strikes->gaps, (uint64_t)cause->n_trace);
}

static struct dist_spec law(const struct interruption_cause *cause, double mean_s)
{
    double shape = cause->weibull_shape.value;
    if (!(shape > 0.0)) return (struct dist_spec){ .kind = DIST_EXPONENTIAL, .mean = mean_s };
    return (struct dist_spec){ .kind = DIST_WEIBULL, .shape = shape, .scale = mean_s / tgamma(1.0 + 1.0 / shape) };
}

static void start_one(struct world *world, struct job_run *job, int32_t at, double per_s)
{
    const struct interruption_cause *cause = &world->plan->scenario->site.interruptions[at];
    struct strikes *strikes = ARENA_NEW(world->arena, struct strikes);
    const char *name = text_format(world->arena, "%s %s", job->name, cause->name);
    *strikes = (struct strikes){
        .job = job, .cause = at, .gap = law(cause, 1.0 / per_s), .repair_s = cause->repair_s.value, .gpus = fmin(cause->domain_gpus.value, job->gpus),
        .repair = cause->repair_s.dist.kind != DIST_NONE ? &cause->repair_s.dist : NULL,
        .gaps = world_stream(world, "interruption", name, 0), .lucks = world_stream(world, "interruption-luck", name, 0),
        .repairs = world_stream(world, "interruption-repair", name, 0) };
    if (cause->n_trace > 0) take_record(strikes, cause, 1.0 / per_s);
    next(strikes);
}

void strikes_start(struct world *world)
{
    const struct scenario *scenario = world->plan->scenario;
    world->n_causes = scenario->site.n_interruptions;
    world->causes = ARENA_ARRAY(world->arena, struct cause_account, world->n_causes);
    if (scenario->study.load == LOAD_CONSTANT) return;
    for (int32_t j = 0; j < world->jobs.n; j++) {
        struct job_run *job = &world->jobs.runs[j];
        const double *per_s = world->plan->jobs[job->planned].interruptions_per_s;
        for (int32_t c = 0; per_s != NULL && c < world->n_causes; c++)
            if (per_s[c] > 0.0) start_one(world, job, c, per_s[c]);
    }
}

void strikes_measure(struct world *world)
{
    for (int32_t c = 0; c < world->n_causes; c++) world->causes[c] = (struct cause_account){ 0 };
}

void strikes_account(const struct world *world, struct cause_account *accounts)
{
    for (int32_t c = 0; c < world->n_causes; c++) accounts[c] = world->causes[c];
    for (int32_t j = 0; j < world->jobs.n; j++) {
        const struct job_run *job = &world->jobs.runs[j];
        for (int32_t c = 0; c < world->n_causes; c++) {
            const struct restart_account *of_job = &job->restart.causes[c];
            accounts[c].count += of_job->count;
            accounts[c].lost += of_job->lost_s * job->gpus;
            accounts[c].restarting += of_job->down_s * job->gpus;
            accounts[c].waited += of_job->waited_s * job->gpus;
        }
    }
}
