#include "study/probe.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/text.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "plan/summary.h"
#include "run/run.h"
#include "stat/dist.h"
#include "study/headline.h"
#include "study/inputs.h"
#include "study/replicate.h"
#include "types/diag_codes.h"

/* A count of nodes as the scenario has it and as it is held. */
struct count { struct node_count *at, open, held; };

struct probe_world {
    struct probe *probe;
    struct arena *own, *site, *replication;      /* the world's; of one try; of one replication */
    struct catalog catalog;
    struct scenario scenario;
    struct quantity **inputs; int n_inputs;
    struct count *counts; int n_counts;
    double audit_worst;
    pthread_t thread;
    bool started;
};

struct probe {
    const struct probe_question *question;
    struct arena *arena;
    struct probe_world *worlds; int n_worlds;
    struct probe_input *inputs; int n_inputs;
    bool counts_open, asks_needed;
    const char *held;
    /* the tasks at hand */
    probe_task *task;
    void *context;
    int64_t n;
    pthread_mutex_t lock;                        /* guards the two below and calls of progress */
    int64_t next, done;
};

/* --- a world ------------------------------------------------------------------------------------- */

static struct site_plan *plan_of(struct probe_world *world, bool whole)
{
    static const char *const no_names[DIAG_COUNT];
    struct site_plan *plan = ARENA_NEW(world->site, struct site_plan);
    struct diags *diags = diags_new(world->site, no_names, DIAG_COUNT);
    const bool planned = whole ? plan_site(&world->scenario, &world->catalog, world->site, diags, plan)
                               : plan_site_fits(&world->scenario, &world->catalog, world->site, diags, plan);
    return planned ? plan : NULL;
}

static void add_count(struct probe_world *world, struct node_count *at, double nodes)
{
    struct count *count = &world->counts[world->n_counts++];
    *count = (struct count){.at = at, .open = *at, .held = {.rule = NODES_COUNT, .at = at->at}};
    count->held.count = (struct quantity){.value = nodes, .lo = nodes, .hi = nodes, .unit = UNIT_COUNT, .source = "", .date = "", .at = at->at, .given = true};
    if (at->rule == NODES_COUNT) count->held = *at;
    else world->probe->counts_open = true;
}

/* Before: every input is at its nominal value. False where nothing can be planned. */
MUST_USE static bool find_counts(struct probe_world *world)
{
    struct scenario *scenario = &world->scenario;
    int most = 0;
    arena_reset(world->site);
    const struct site_plan *plan = plan_of(world, false);
    if (!plan) return false;
    for (int p = 0; p < scenario->n_pools; p++) most += scenario->pools[p].n_groups + 1;
    world->counts = ARENA_ARRAY(world->own, struct count, most);
    for (int p = 0; p < scenario->n_pools; p++) {
        struct pool *pool = &scenario->pools[p];
        for (int g = 0; g < pool->n_groups; g++) add_count(world, &pool->groups[g].nodes, plan->pools[p].groups[g].nodes);
        if (plan->pools[p].front_ends) add_count(world, &pool->front_end_nodes, plan->pools[p].front_ends->nodes);
    }
    return true;
}

static void hold(struct probe_world *world, bool held)
{
    for (int c = 0; c < world->n_counts; c++) *world->counts[c].at = held ? world->counts[c].held : world->counts[c].open;
}

MUST_USE static bool begin_world(struct probe *probe, struct probe_world *world)
{
    static const char *const no_names[DIAG_COUNT];
    const struct doe_base *base = probe->question->base;
    *world = (struct probe_world){.probe = probe, .own = arena_new(), .site = arena_new(), .replication = arena_new()};
    struct diags *diags = diags_new(world->own, no_names, DIAG_COUNT);
    if (!scenario_read(base->file, base->models_dir, base->sets, base->n_sets, world->own, diags, &world->catalog, &world->scenario)) return false;
    world->inputs = inputs_of(&world->scenario, &world->catalog, world->own, &world->n_inputs);
    return find_counts(world);
}

static void end_world(struct probe_world *world)
{
    arena_free(world->replication);
    arena_free(world->site);
    arena_free(world->own);
}

/* --- inputs ------------------------------------------------------------------------------------------ */

/* What is drawn in every replication anyway is left to the simulation. */
static bool is_uncertain(const struct probe *probe, const struct quantity *quantity, struct probe_input *input)
{
    input->quantity = quantity;
    input->path = quantity->path;
    input->value = quantity->value;
    input->is_whole = quantity->unit == UNIT_COUNT || quantity->unit == UNIT_DAYS;
    if (!quantity->path) return false;
    if (quantity->dist.kind == DIST_NONE) return inputs_ends(quantity, &input->lo, &input->hi);
    input->dist = &quantity->dist;
    input->lo = dist_quantile(&quantity->dist, 0.05);
    input->hi = dist_quantile(&quantity->dist, 0.95);
    return !probe->question->simulates && input->hi > input->lo;
}

static void find_inputs(struct probe *probe)
{
    const struct probe_world *world = &probe->worlds[0];
    probe->inputs = ARENA_ARRAY(probe->arena, struct probe_input, world->n_inputs);
    for (int i = 0; i < world->n_inputs; i++) {
        struct probe_input *input = &probe->inputs[probe->n_inputs];
        *input = (struct probe_input){.index = i};
        if (is_uncertain(probe, world->inputs[i], input)) probe->n_inputs++;
    }
}

static double whole(const struct probe_input *input, double value)
{
    return input->is_whole ? floor(value + 0.5) : value;
}

double probe_between(const struct probe_input *input, double part)
{
    return whole(input, input->lo + (input->hi - input->lo) * part);
}

double probe_draw(const struct probe_input *input, double part)
{
    if (input->dist) return whole(input, dist_quantile(input->dist, part));
    if (!input->is_whole) return probe_between(input, part);
    return fmin(input->hi, floor(input->lo + (input->hi - input->lo + 1.0) * part));     /* each whole number alike */
}

/* --- the probe ----------------------------------------------------------------------------------------- */

static const char *say_held(const struct probe *probe)
{
    const struct probe_world *world = &probe->worlds[0];
    struct text said = text_new(probe->arena);
    int c = 0;
    for (int p = 0; p < world->scenario.n_pools; p++) {
        const struct pool *pool = &world->scenario.pools[p];
        text_printf(&said, "%s%s:", p ? "; " : "", pool->name);
        for (int g = 0; g < pool->n_groups; g++, c++) text_printf(&said, "%s %.0f %s", g ? "," : "", world->counts[c].held.count.value, pool->groups[g].node->head.name);
        if (c < world->n_counts && world->counts[c].at == &pool->front_end_nodes)
            text_printf(&said, ", %.0f %s", world->counts[c++].held.count.value, pool->front_end_node->head.name);
    }
    return said.bytes;
}

struct probe *probe_new(const struct probe_question *question)
{
    struct arena *arena = arena_new();
    struct probe *probe = ARENA_NEW(arena, struct probe);
    *probe = (struct probe){.question = question, .arena = arena, .n_worlds = question->workers, .worlds = ARENA_ARRAY(arena, struct probe_world, question->workers)};
    dist_gsl_quiet();
    pthread_mutex_init(&probe->lock, NULL);
    bool good = true;
    for (int w = 0; w < probe->n_worlds; w++) good &= begin_world(probe, &probe->worlds[w]);
    if (!good) {
        probe_free(probe);
        return NULL;
    }
    for (int o = 0; o < question->n_outputs; o++) probe->asks_needed |= question->outputs[o].needed;
    find_inputs(probe);
    probe->held = say_held(probe);
    return probe;
}

void probe_free(struct probe *probe)
{
    if (!probe) return;
    for (int w = 0; w < probe->n_worlds; w++) end_world(&probe->worlds[w]);
    pthread_mutex_destroy(&probe->lock);
    arena_free(probe->arena);
}

const struct scenario *probe_scenario(const struct probe *probe) { return &probe->worlds[0].scenario; }
bool probe_counts_open(const struct probe *probe) { return probe->counts_open; }
const char *probe_held(const struct probe *probe) { return probe->held; }
const struct probe_output *probe_outputs(const struct probe *probe) { return probe->question->outputs; }
int probe_n_outputs(const struct probe *probe) { return probe->question->n_outputs; }
int probe_n_verdicts(const struct probe *probe) { return probe->worlds[0].scenario.n_requirements + 1; }

const struct probe_input *probe_inputs(const struct probe *probe, int *n)
{
    *n = probe->n_inputs;
    return probe->inputs;
}

double probe_audit(const struct probe *probe)
{
    double worst = 0.0;
    for (int w = 0; w < probe->n_worlds; w++) worst = fmax(worst, probe->worlds[w].audit_worst);
    return worst;
}

/* --- trying ------------------------------------------------------------------------------------------------ */

void probe_set(struct probe_world *world, int input, double value)
{
    world->inputs[world->probe->inputs[input].index]->value = value;
}

void probe_reset(struct probe_world *world)
{
    for (int i = 0; i < world->probe->n_inputs; i++) probe_set(world, i, world->probe->inputs[i].value);
}

static void simulate(struct probe_world *world, const struct site_plan *plan, struct results *results)
{
    const int32_t n = replicate_count(plan);
    struct replication **outcomes = ARENA_ARRAY(world->site, struct replication *, n);
    arena_reset(world->replication);
    const double warm_up_s = run_warm_up_s(plan, world->replication);
    for (int32_t r = 0; r < n; r++) {
        arena_reset(world->replication);
        outcomes[r] = replication_copy(run_bare(plan, warm_up_s, r, world->replication), world->site);
    }
    if (!run_collect(plan, outcomes, n, world->site, results)) world->audit_worst = fmax(world->audit_worst, results->audit_worst_relative_error);
}

/* NULL: no plan. */
static const struct results *answer_of(struct probe_world *world, bool held, struct study_point *point)
{
    const bool simulates = held && world->probe->question->simulates;
    arena_reset(world->site);
    hold(world, held);
    const struct site_plan *plan = plan_of(world, simulates);
    if (!plan) return NULL;
    struct results *results = ARENA_NEW(world->site, struct results);
    results->format = "exasite.results/1";
    summary_fill(plan, world->site, results);
    if (simulates) {
        simulate(world, plan, results);
        summary_judge(plan, world->site, results);
    }
    headline_of_point(results, world->site, point);
    return results;
}

static probe_verdict verdict_of(const char *name)
{
    return (probe_verdict)(text_equal(name, "pass") ? VERDICT_PASS : text_equal(name, "fail") ? VERDICT_FAIL : VERDICT_DEPENDS);
}

static void take_verdicts(const struct results *results, int n, probe_verdict *verdicts)
{
    for (int v = 0; v + 1 < n; v++) verdicts[v] = results ? verdict_of(results->requirements[v].verdict) : VERDICT_FAIL;
    verdicts[n - 1] = results ? VERDICT_PASS : VERDICT_FAIL;
    for (int32_t f = 0; results && f < results->n_findings; f++)
        if (text_equal(results->findings[f].severity, "fail")) verdicts[n - 1] = VERDICT_FAIL;
}

static void take_numbers(const struct probe_question *question, const struct study_point *point, bool needed, double *numbers)
{
    for (int o = 0; o < question->n_outputs; o++)
        if (question->outputs[o].needed == needed) numbers[o] = point ? point->number[question->outputs[o].number] : (double)NAN;
}

bool probe_try(struct probe_world *world, double *numbers, probe_verdict *verdicts)
{
    const struct probe *probe = world->probe;
    struct study_point point;
    const struct results *results = answer_of(world, true, &point);
    const bool planned = results != NULL;
    take_numbers(probe->question, planned ? &point : NULL, false, numbers);
    if (verdicts) take_verdicts(results, probe_n_verdicts(probe), verdicts);
    if (probe->asks_needed) take_numbers(probe->question, answer_of(world, false, &point) ? &point : NULL, true, numbers);
    return planned;
}

/* --- all tasks ------------------------------------------------------------------------------------------------- */

static int64_t take_next(struct probe *probe)
{
    pthread_mutex_lock(&probe->lock);
    const int64_t index = probe->next < probe->n ? probe->next++ : -1;
    pthread_mutex_unlock(&probe->lock);
    return index;
}

static void tell_done(struct probe *probe)
{
    if (!probe->question->progress) return;
    pthread_mutex_lock(&probe->lock);
    probe->question->progress(probe->question->context, ++probe->done, probe->n);
    pthread_mutex_unlock(&probe->lock);
}

static void *work(void *context)
{
    struct probe_world *world = context;
    struct probe *probe = world->probe;
    for (int64_t index = take_next(probe); index >= 0; index = take_next(probe)) {
        probe_reset(world);
        probe->task(world, index, probe->context);
        tell_done(probe);
    }
    probe_reset(world);
    hold(world, false);
    return NULL;
}

/* The calling thread is the first worker. */
void probe_each(struct probe *probe, int64_t n, probe_task *task, void *context)
{
    probe->task = task;
    probe->context = context;
    probe->n = n;
    probe->next = probe->done = 0;
    for (int w = 1; w < probe->n_worlds; w++) probe->worlds[w].started = pthread_create(&probe->worlds[w].thread, NULL, work, &probe->worlds[w]) == 0;
    work(&probe->worlds[0]);
    for (int w = 1; w < probe->n_worlds; w++)
        if (probe->worlds[w].started) pthread_join(probe->worlds[w].thread, NULL);
}
