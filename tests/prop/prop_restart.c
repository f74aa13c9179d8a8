/* Any small site, any jobs, any schedule of interruptions: what must hold whatever happens. A schedule that breaks something is made
 * as short as it can be before it is printed. */
#include "run/outcome.h"
#include "run/world.h"
#include "stat/rng.h"
#include "tests/lib/blows.h"

enum { SCHEDULES = 3000, BLOWS = 24 };

static double between(struct rng *rng, double lo, double hi)
{
    return lo + (hi - lo) * rng_uniform(rng);
}

static bool coin(struct rng *rng)
{
    return rng_uniform(rng) < 0.5;
}

/* --- a site of the seed ----------------------------------------------------------------------- */

struct any_site { struct plan_fixture *fixture; struct checkpoint_level levels[PLAN_FIXTURE_JOBS][2]; double warm_up_s; };

static void add_levels(struct any_site *site, struct rng *rng, int at)
{
    static const char *const names[] = { "near", "nearer" };
    int n = (int)rng_below(rng, 3);
    for (int l = 0; l < n; l++) {
        struct checkpoint_level *level = &site->levels[at][l];
        *level = (struct checkpoint_level){ .name = names[l], .every_s = plan_fixture_absent() };
        level->write_s = plan_fixture_given(coin(rng) ? 0.0 : between(rng, 0.0, 6.0));
        level->share = plan_fixture_given(between(rng, 0.0, 1.0));
        if (coin(rng)) level->every_s = plan_fixture_given(between(rng, 3.0, 30.0));
    }
    site->fixture->jobs[at].checkpoint.levels = site->levels[at];
    site->fixture->jobs[at].checkpoint.n_levels = n;
}

static void add_job(struct any_site *site, struct rng *rng, int at)
{
    static const char *const names[] = { "a", "b", "c", "d" };
    struct plan_fixture *fixture = site->fixture;
    double count = 1.0 + (double)rng_below(rng, 3), gpus = 1.0 + (double)rng_below(rng, 8);
    plan_fixture_job(fixture, names[at], count, gpus, coin(rng) ? between(rng, 0.0, 4e9) : 0.0);
    if (coin(rng)) fixture->planned_jobs[at].read_mean_bytes_per_s *= between(rng, 0.1, 1.0);
    double interval_s = between(rng, 5.0, 60.0), blocking_s = between(rng, 0.0, 8.0), bytes = between(rng, 1e8, 2e10), peak = between(rng, 1e8, 4e9);
    enum checkpoint_mode mode = (enum checkpoint_mode)rng_below(rng, 4);
    if (mode != CHECKPOINT_NONE) plan_fixture_checkpoint(fixture, mode, bytes, peak, interval_s, blocking_s);
    fixture->jobs[at].checkpoint.drain_every = plan_fixture_given(1.0 + (double)rng_below(rng, 3));
    double detect_s = coin(rng) ? 0.0 : between(rng, 0.0, 10.0), restart_s = coin(rng) ? 0.0 : between(rng, 0.0, 20.0), restore = coin(rng) ? 0.0 : between(rng, 1e8, 4e10);
    plan_fixture_restart(fixture, detect_s, restart_s, restore);
    fixture->jobs[at].restart.spares = plan_fixture_given((double)rng_below(rng, 4));
    if (coin(rng) && coin(rng)) fixture->jobs[at].work_s = plan_fixture_given(between(rng, 10.0, 200.0));
    add_levels(site, rng, at);
}

static struct any_site *some_site(struct rng *rng)
{
    struct plan_fixture *fixture = plan_fixture_new();
    struct any_site *site = ARENA_NEW(fixture->arena, struct any_site);
    site->fixture = fixture;
    int n = 1 + (int)rng_below(rng, 4);
    for (int at = 0; at < n; at++) add_job(site, rng, at);
    plan_fixture_cause(fixture, "blow", HUGE_VAL);
    plan_fixture_cause(fixture, "other", coin(rng) ? HUGE_VAL : between(rng, 5.0, 200.0));
    for (int r = 0; r < PLAN_FIXTURE_ROWS; r++) fixture->rows[r].capacity *= between(rng, 0.1, 2.0);
    if (coin(rng)) fixture->plan.background_write_mean = between(rng, 0.0, 1e9);
    if (coin(rng)) fixture->scenario.demand.retention_s = plan_fixture_given(between(rng, 20.0, 500.0));
    if (coin(rng)) fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = between(rng, 1e10, 2e11);
    if (coin(rng)) fixture->scenario.demand.read_prefetch_s = plan_fixture_given(between(rng, 0.0, 20.0));
    fixture->scenario.demand.read_burst_s = plan_fixture_given(between(rng, 1.0, 30.0));
    fixture->scenario.study.jitter = plan_fixture_given(coin(rng) ? 0.0 : 0.03);
    site->warm_up_s = coin(rng) ? 0.0 : between(rng, 0.0, 60.0);
    return site;
}

static int some_blows(struct rng *rng, struct blow *blows)
{
    int n = (int)rng_below(rng, BLOWS + 1);
    double at_s = 0.0;
    for (int b = 0; b < n; b++) {
        at_s = coin(rng) && coin(rng) ? at_s : between(rng, 0.0, 260.0);       /* some at one instant */
        int64_t repair_ns = coin(rng) ? 0 : world_ns(between(rng, 0.0, 60.0));
        double luck = rng_uniform(rng), gpus = (double)rng_below(rng, 4);
        blows[b] = (struct blow){ .at_s = at_s, .job = (int32_t)rng_below(rng, 12), .hit = { .luck = luck, .gpus = gpus, .repair_ns = repair_ns } };
    }
    return n;
}

/* --- what must hold --------------------------------------------------------------------------- */

static bool differ(double a, double b, double unit) { return fabs(a - b) > 1e-9 * fmax(unit, fmax(fabs(a), fabs(b))); }

static const char *look_at_job(const struct world *world, const struct job_run *job)
{
    double kept_s = (job->working_s - job->lost_s) / job->barrier;
    if (world->warm_up_ns == 0 && differ(kept_s, job->done_s, 1.0)) return "useful time = progress";
    if (job->lost_s < 0.0 || job->lost_s > job->working_s * (1.0 + 1e-9) + 1e-9) return "0 <= lost <= worked";
    if (job->checkpoint.stored_s > job->done_s + 1e-6) return "what is stored was done";
    if (job->checkpoint.writing && job->checkpoint.written_s > job->done_s + 1e-6) return "what is written was done";
    if (isfinite(job->work.s) && job->done_s > job->work.s + 1e-6) return "no more is done than there is to do";
    if (job->holds < 0) return "reasons to stand still >= 0";
    return NULL;
}

static const char *look_at_causes(const struct replication *outcome)
{
    double lost = 0.0, restarting = 0.0, by_cause_lost = 0.0, by_cause_restarting = 0.0;
    for (int32_t j = 0; j < outcome->n_jobs; j++) lost += outcome->jobs[j].lost, restarting += outcome->jobs[j].restarting;
    for (int32_t c = 0; c < outcome->n_causes; c++) by_cause_lost += outcome->causes[c].lost, by_cause_restarting += outcome->causes[c].restarting;
    if (differ(lost, by_cause_lost, 1.0)) return "lost of jobs = lost by causes";
    if (differ(restarting, by_cause_restarting, 1.0)) return "restarting of jobs = restarting by causes";
    return NULL;
}

/* What is broken by these blows on the site of the seed; NULL: nothing. */
static const char *broken(uint64_t seed, const struct blow *given, int n)
{
    static char text[160];
    struct rng rng = rng_stream(seed, 0, "interrupted site", 0);
    struct any_site *site = some_site(&rng);
    struct plan_fixture *fixture = site->fixture;
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .warm_up_ns = world_ns(site->warm_up_s), .measured_ns = world_ns(200.0) }, fixture->arena);
    struct blow blows[BLOWS];
    for (int b = 0; b < n; b++) {
        blows[b] = given[b];
        blows[b].world = world;
        blows[b].job %= world->jobs.n;
        if (world_ns(blows[b].at_s) <= world->end_ns) des_schedule(world->des, world_ns(blows[b].at_s), DES_ARRIVAL, blow_falls, &blows[b], 0);
    }
    world_run(world);
    struct replication *outcome = outcome_of(world, fixture->arena);
    const char *what = look_at_causes(outcome);
    for (int32_t j = 0; j < world->jobs.n && !what; j++) what = look_at_job(world, &world->jobs.runs[j]);
    if (!what && outcome->used_max_bytes > fixture->plan.usable_bytes * (1.0 + 1e-9)) what = "no more is stored than fits";
    if (!what && !(outcome->audit.worst <= 1e-9)) {
        snprintf(text, sizeof text, "%s (off by %g)", outcome->audit.law, outcome->audit.worst);
        what = text;
    }
    world_end(world);
    plan_fixture_free(fixture);
    return what;
}

/* Takes out one after the other as long as something stays broken. */
static int shorten(uint64_t seed, struct blow *blows, int n)
{
    for (int b = 0; b < n;) {
        struct blow fewer[BLOWS];
        for (int k = 0, at = 0; k < n; k++)
            if (k != b) fewer[at++] = blows[k];
        if (!broken(seed, fewer, n - 1)) {
            b++;
            continue;
        }
        n--;
        for (int k = 0; k < n; k++) blows[k] = fewer[k];
    }
    return n;
}

static void tell(uint64_t seed, struct blow *blows, int n)
{
    n = shorten(seed, blows, n);
    for (int b = 0; b < n; b++)
        fprintf(stderr, "  at %.9f s job %d, luck %.6f, %g GPUs for %.9f s\n", blows[b].at_s, (int)blows[b].job, blows[b].hit.luck, blows[b].hit.gpus, (double)blows[b].hit.repair_ns / 1e9);
    fail_msg("seed %d, %d blows as above: %s", (int)seed, n, broken(seed, blows, n));
}

static void any_schedule_of_interruptions_keeps_all_laws(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SCHEDULES; seed++) {
        struct rng rng = rng_stream(seed, 0, "blows", 0);
        struct blow blows[BLOWS];
        int n = some_blows(&rng, blows);
        if (broken(seed, blows, n)) tell(seed, blows, n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(any_schedule_of_interruptions_keeps_all_laws) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
