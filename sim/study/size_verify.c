#include "study/size_verify.h"

#include <math.h>

#include "base/text.h"
#include "plan/summary.h"
#include "plan/verdict.h"
#include "run/run.h"
#include "stat/sample.h"
#include "study/replicate.h"

/* --- judging replications ------------------------------------------------------------------------- */

struct judging {
    const struct site_plan *plan;
    struct arena *scratch;
    int32_t held, of;
    int32_t *failed;                     /* by requirement: replications in which it does */
};

static bool is_asked(const struct requirement *requirement)
{
    return requirement->level == LEVEL_MUST && requirement->quantity != REQ_PROTOCOLS_MISSING;
}

static enum verdict judged(const struct site_plan *plan, const struct results *results, int r)
{
    struct verdict_line line;
    verdict_judge(plan, results, &plan->scenario->requirements[r], &line);
    return line.verdict;
}

/* The same as of a run of one replication. */
static void judge_each(void *context, int32_t index, struct replication *outcome)
{
    (void)index;
    struct judging *judging = context;
    bool holds = true;
    arena_reset(judging->scratch);
    struct results *alone = ARENA_NEW(judging->scratch, struct results);
    summary_fill(judging->plan, judging->scratch, alone);
    const bool sound = run_collect(judging->plan, &outcome, 1, judging->scratch, alone);
    for (int r = 0; r < judging->plan->scenario->n_requirements; r++) {
        if (!is_asked(&judging->plan->scenario->requirements[r])) continue;
        const bool fails = judged(judging->plan, alone, r) == VERDICT_FAIL;
        judging->failed[r] += fails;
        holds = holds && !fails;
    }
    judging->of++;
    judging->held += holds && sound;
}

static const char *worst_of(const struct judging *judging, const struct results *results, struct arena *arena)
{
    const struct scenario *scenario = judging->plan->scenario;
    int worst = -1;
    for (int r = 0; r < scenario->n_requirements; r++)
        if (is_asked(&scenario->requirements[r]) && judging->failed[r] > 0 && (worst < 0 || judging->failed[r] > judging->failed[worst])) worst = r;
    if (worst < 0) return "";
    struct verdict_line line;
    char value[64];
    verdict_judge(judging->plan, results, &scenario->requirements[worst], &line);
    return text_format(arena, "%s %s: %s on the mean, fails in %d of the replications", scenario->requirements[worst].id, scenario->requirements[worst].text,
                       units_format(line.value, line.unit, 4, value), judging->failed[worst]);
}

static bool holds_on_the_mean(const struct site_plan *plan, const struct results *results)
{
    for (int r = 0; r < plan->scenario->n_requirements; r++)
        if (is_asked(&plan->scenario->requirements[r]) && judged(plan, results, r) == VERDICT_FAIL) return false;
    return true;
}

struct size_verified size_verify(const struct size_bench *bench, const struct size_option *option, const double *count, const struct size_trial *trial, struct arena *arena)
{
    struct arena *room = arena_new(), *scratch = arena_new();
    const struct site_plan *plan = size_build_site(bench, option, count, room);
    struct results *results = ARENA_NEW(room, struct results);
    CHECK(plan != NULL);
    struct judging judging = {.plan = plan, .scratch = scratch, .failed = ARENA_ARRAY(room, int32_t, plan->scenario->n_requirements + 1)};
    summary_fill(plan, room, results);
    struct size_verified out = {.why = ""};
    out.sound = replicate_run(plan, (struct replicate_options){.workers = trial->workers, .each = judge_each, .each_context = &judging}, room, results);
    out.held = judging.held;
    out.of = judging.of;
    sample_chance_interval(out.held, out.of, &out.share_lo, &out.share_hi);
    out.passes = out.sound && holds_on_the_mean(plan, results) && out.held >= trial->probability * out.of * (1.0 - 1e-12);
    out.goodput = results->goodput.ettr.mean;
    out.read_denied = results->read.denied_fraction;
    out.write_denied = results->write.denied_fraction;
    if (!out.passes) out.why = worst_of(&judging, results, arena);
    arena_free(scratch);
    arena_free(room);
    return out;
}

/* --- moving until it holds ---------------------------------------------------------------------------- */

struct proving {
    struct size_bench *bench;
    const struct size_option *option;
    const struct size_trial *trial;
    struct arena *arena;
    struct size_build build;             /* the last that was tried */
    struct size_verified verified;
};

static bool holds(struct proving *proving, const double *count)
{
    size_build_plan(proving->bench, proving->option, count, &proving->build);
    if (!size_build_passes(&proving->build)) {
        proving->verified = (struct size_verified){.sound = true, .why = size_build_why(proving->bench, proving->option, count, proving->arena)};
        return false;
    }
    proving->verified = size_verify(proving->bench, proving->option, proving->build.count, proving->trial, proving->arena);
    return proving->verified.passes;
}

static void grown(const struct size_option *option, const double *from, double factor, double *count)
{
    for (int c = 0; c < option->n_counts; c++)
        count[c] = option->manual[c] ? from[c] : option->step[c] * ceil(factor * from[c] / option->step[c] * (1.0 - 1e-12));
}

static double largest_open(const struct size_option *option, const double *count)
{
    double largest = 0.0;
    for (int c = 0; c < option->n_counts; c++)
        if (!option->manual[c]) largest = fmax(largest, count[c] / option->step[c]);
    return largest;
}

/* The factor on all open counts, to within a step of the largest. */
static bool grow(struct proving *proving, const double *from, double *count)
{
    static const double factors[] = {1.02, 1.05, 1.1, 1.2, 1.4, 1.8, 2.6, 4.0};
    const double largest = largest_open(proving->option, from);
    double fails = 1.0, meets = (double)NAN;
    for (size_t f = 0; f < sizeof factors / sizeof *factors && isnan(meets) && largest > 0.0; f++) {
        grown(proving->option, from, factors[f], count);
        if (holds(proving, count)) meets = factors[f];
        else if (proving->build.planned && !proving->build.more_helps) return false;
        else fails = factors[f];
    }
    if (isnan(meets)) return false;
    while ((meets - fails) * largest > 1.0) {
        grown(proving->option, from, 0.5 * (fails + meets), count);
        if (holds(proving, count)) meets = 0.5 * (fails + meets);
        else fails = 0.5 * (fails + meets);
    }
    grown(proving->option, from, meets, count);
    return true;
}

/* One count as low as it holds, the others as they are. The step below is tried last, so it is known to fail. */
static bool lower(struct proving *proving, int c, double *count)
{
    const double step = proving->option->step[c], was = count[c];
    double meets = count[c], fails = size_search_least(proving->option, c) - step, try = count[c] - step;
    while (meets - fails > step * 1.5) {
        count[c] = try;
        if (holds(proving, count)) meets = try;
        else fails = try;
        try = fails + step * floor(0.5 * (meets - fails) / step);
    }
    count[c] = meets;
    return meets < was;
}

static void lower_all(struct proving *proving, double *count)
{
    bool moved = true;
    while (moved) {
        moved = false;
        for (int c = 0; c < proving->option->n_counts; c++)
            if (!proving->option->manual[c] && lower(proving, c, count)) moved = true;
    }
}

bool size_verify_prove(struct size_bench *bench, const struct size_option *option, const struct size_trial *trial, struct arena *arena, struct size_build *build,
                       struct size_verified *verified)
{
    struct proving proving = {.bench = bench, .option = option, .trial = trial, .arena = arena};
    double count[SIZE_OPTION_COUNTS];
    bool found = holds(&proving, build->count);
    *verified = proving.verified;
    if (found || !verified->sound || !verdict_asks_simulation(option->scenario)) return found;
    if (!grow(&proving, build->count, count)) return false;
    lower_all(&proving, count);
    found = holds(&proving, count);
    *build = proving.build;
    *verified = proving.verified;
    return found;
}
