#include "study/replicate.h"

#include <math.h>
#include <pthread.h>

#include "run/run.h"
#include "run/sureness.h"
#include "stat/dist.h"
#include "study/measures.h"

struct shared {
    const struct site_plan *plan;
    struct replicate_options options;
    double warm_up_s;
    pthread_mutex_t lock;                /* guards all below and calls of progress */
    struct replication **outcomes;       /* NULL: not run yet */
    int32_t n;                           /* to be run: fewer once they are enough */
    int32_t next, done;
    int32_t seen; struct sureness_watch watch;       /* the first `seen` have all been run, and watched in order */
};

struct worker {
    struct shared *shared;
    struct arena *kept;
    pthread_t thread;
    bool started;
};

static int32_t take_next(struct shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    int32_t index = shared->next < shared->n ? shared->next++ : -1;
    pthread_mutex_unlock(&shared->lock);
    return index;
}

static void look_whether_enough(struct shared *shared)
{
    for (; shared->seen < shared->n && shared->outcomes[shared->seen]; shared->seen++)
        if (sureness_enough(&shared->watch, shared->plan, shared->outcomes[shared->seen])) shared->n = shared->seen + 1;
}

static void put(struct shared *shared, int32_t index, struct replication *outcome)
{
    pthread_mutex_lock(&shared->lock);
    shared->outcomes[index] = outcome;
    if (shared->options.n == 0) look_whether_enough(shared);
    shared->done = shared->done < shared->n ? shared->done + 1 : shared->n;
    if (shared->options.progress) shared->options.progress(shared->options.context, shared->done, shared->n);
    pthread_mutex_unlock(&shared->lock);
}

static struct replication *run_one(const struct shared *shared, int32_t index, struct arena *scratch)
{
    if (index == 0 && shared->options.trace) return run_traced(shared->plan, shared->warm_up_s, scratch);
    return run_replication(shared->plan, shared->warm_up_s, index, scratch);
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct shared *shared = worker->shared;
    struct arena *scratch = arena_new();
    for (int32_t index = take_next(shared); index >= 0; index = take_next(shared)) {
        put(shared, index, replication_copy(run_one(shared, index, scratch), worker->kept));
        arena_reset(scratch);
    }
    arena_free(scratch);
    return NULL;
}

/* The calling thread is the first worker; where the machine gives no more threads, the rest is its own. */
static void run_all(struct worker *workers, int32_t n)
{
    for (int32_t w = 1; w < n; w++) workers[w].started = pthread_create(&workers[w].thread, NULL, work, &workers[w]) == 0;
    work(&workers[0]);
    for (int32_t w = 1; w < n; w++)
        if (workers[w].started) pthread_join(workers[w].thread, NULL);
}

static double find_warm_up(const struct site_plan *plan)
{
    struct arena *scratch = arena_new();
    double warm_up_s = run_warm_up_s(plan, scratch);
    arena_free(scratch);
    return warm_up_s;
}

static double useful_gpus(const struct replication *outcome)
{
    double gpu_s = 0.0;
    for (int32_t j = 0; j < outcome->n_jobs; j++) gpu_s += outcome->jobs[j].useful;
    return gpu_s / outcome->measured_s;
}

int32_t replicate_count(const struct site_plan *plan)
{
    double replications = plan->scenario->study.replications.value;
    return replications >= 1.0 ? (int32_t)replications : 1;
}

bool replicate_run(const struct site_plan *plan, struct replicate_options options, struct arena *arena, struct results *results)
{
    dist_gsl_quiet();
    struct shared shared = { .plan = plan, .options = options, .warm_up_s = find_warm_up(plan), .n = options.n ? options.n : replicate_count(plan) };
    shared.outcomes = ARENA_ARRAY(arena, struct replication *, shared.n);
    pthread_mutex_init(&shared.lock, NULL);
    int32_t n = options.workers < shared.n ? options.workers : shared.n;
    if (n < 1) n = 1;
    struct worker *workers = ARENA_ARRAY(arena, struct worker, n);
    for (int32_t w = 0; w < n; w++) workers[w] = (struct worker){ .shared = &shared, .kept = arena_new() };
    run_all(workers, n);
    if (options.measures) measures_fill(plan, shared.outcomes, shared.n, arena, results);
    bool sound = run_collect(plan, shared.outcomes, shared.n, arena, results);
    for (int32_t i = 0; i < shared.n && options.useful_gpus; i++) options.useful_gpus[i] = useful_gpus(shared.outcomes[i]);
    for (int32_t i = 0; i < shared.n && options.each; i++) options.each(options.each_context, i, shared.outcomes[i]);
    const struct text *trace = &shared.outcomes[0]->trace;
    if (options.trace && trace->length > 0) text_append_n(options.trace, trace->bytes, trace->length);
    for (int32_t w = 0; w < n; w++) arena_free(workers[w].kept);
    pthread_mutex_destroy(&shared.lock);
    return sound;
}
