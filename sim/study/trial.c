#include "study/trial.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "plan/summary.h"
#include "plan/verdict.h"
#include "run/run.h"
#include "run/sureness.h"
#include "study/headline.h"
#include "types/diag_codes.h"

struct trial_bench {
    const struct trial_question *question;
    struct doe_walk *walk;
    struct arena *own, *site, *replication;      /* the bench's; of one point; of one replication */
};

struct trial_bench *trial_bench_new(const struct trial_question *question)
{
    struct arena *arena = arena_new();
    struct trial_bench *bench = ARENA_NEW(arena, struct trial_bench);
    *bench = (struct trial_bench){question, doe_walk_new(question->doe), arena, arena_new(), arena_new()};
    return bench;
}

void trial_bench_free(struct trial_bench *bench)
{
    if (!bench) return;
    doe_walk_free(bench->walk);
    arena_free(bench->site);
    arena_free(bench->replication);
    arena_free(bench->own);
}

/* --- planned ------------------------------------------------------------------------------------- */

struct planned { struct catalog catalog; struct scenario scenario; struct site_plan plan; };

static const char *first_error(struct diags *diags, struct arena *arena)
{
    for (size_t k = 0; k < diags_count(diags); k++) {
        const struct diag *diag = diags_at(diags, k);
        if (diag->severity == DIAG_ERROR) return text_format(arena, "%s:%d:%d: %s", diag->at.file ? diag->at.file : "", (int)diag->at.line, (int)diag->at.col, diag->text);
    }
    return "";
}

/* NULL and a problem where the settings make no scenario. */
static struct planned *plan_site_with(struct trial_bench *bench, const struct doe_value *values, struct arena *kept, const char **problem)
{
    static const char *const no_names[DIAG_COUNT];
    const struct doe_base *base = bench->question->base;
    const char *const *sets = doe_sets(bench->question->doe, base, values, bench->site);
    const int n_sets = base->n_sets + bench->question->doe->n_varies;
    struct diags *diags = diags_new(bench->site, no_names, DIAG_COUNT);
    struct planned *site = ARENA_NEW(bench->site, struct planned);
    if (scenario_read(base->file, base->models_dir, sets, n_sets, bench->site, diags, &site->catalog, &site->scenario)
        && plan_site_fits(&site->scenario, &site->catalog, bench->site, diags, &site->plan)) return site;
    *problem = first_error(diags, kept);
    return NULL;
}

/* --- simulated ------------------------------------------------------------------------------------ */

static int32_t replications_of(const struct planned *site)
{
    const double n = site->scenario.study.replications.value;
    return n >= 1.0 ? (int32_t)n : 1;
}

static bool collect(const struct planned *site, struct replication *const *outcomes, int32_t n, struct arena *arena, struct results *results)
{
    *results = (struct results){.format = "exasite.results/1"};
    summary_fill(&site->plan, arena, results);
    return run_collect(&site->plan, outcomes, n, arena, results);
}

static void fail(const struct planned *site, const struct results *results, struct trial *trial)
{
    if (!(results->audit_worst_relative_error > trial->audit_worst)) return;
    trial->audit_worst = results->audit_worst_relative_error;
    trial->seed = text_format(trial->arena, "%" PRIu64, site->scenario.study.seed);
}

static struct replication **replicate(struct trial_bench *bench, const struct planned *site, struct trial *trial)
{
    const int32_t n = replications_of(site);
    struct sureness_watch watch = {0};
    struct replication **outcomes = ARENA_ARRAY(bench->site, struct replication *, n);
    struct results *alone = ARENA_NEW(bench->site, struct results);
    arena_reset(bench->replication);
    const double warm_up_s = run_warm_up_s(&site->plan, bench->replication);
    trial->point.measures = arena_alloc_array(trial->arena, (size_t)n, sizeof *trial->point.measures);
    for (int32_t r = 0; r < n; r++) {
        arena_reset(bench->replication);
        outcomes[r] = replication_copy(run_bare(&site->plan, warm_up_s, r, bench->replication), bench->site);
        if (!collect(site, &outcomes[r], 1, bench->replication, alone)) fail(site, alone, trial);
        headline_of_replication(alone, trial->point.measures[r]);
        trial->point.n_replications = r + 1;
        if (sureness_enough(&watch, &site->plan, outcomes[r])) break;
    }
    return outcomes;
}

static void simulate(struct trial_bench *bench, const struct planned *site, struct trial *trial)
{
    struct replication **outcomes = replicate(bench, site, trial);
    struct results *results = ARENA_NEW(trial->arena, struct results);
    if (!collect(site, outcomes, trial->point.n_replications, trial->arena, results)) fail(site, results, trial);
    summary_judge(&site->plan, trial->arena, results);
    headline_of_point(results, trial->arena, &trial->point);
}

static struct study_setting *settings_of(const struct doe_value *values, int n, struct arena *arena)
{
    struct study_setting *settings = ARENA_ARRAY(arena, struct study_setting, n);
    for (int v = 0; v < n; v++) settings[v] = (struct study_setting){text_copy(arena, values[v].text), values[v].number};
    return settings;
}

void trial_run(struct trial_bench *bench, int64_t index, struct trial *trial)
{
    char note[64];
    struct doe_value values[DOE_MOST_VARIES];
    const int n = bench->question->doe->n_varies;
    snprintf(note, sizeof note, "point %" PRId64, index + 1);
    check_note(note);
    arena_reset(trial->arena);
    arena_reset(bench->site);
    doe_at(bench->walk, index, bench->site, values);
    *trial = (struct trial){.arena = trial->arena, .seed = ""};
    trial->point = (struct study_point){.point = index + 1, .settings = settings_of(values, n, trial->arena), .n_settings = n};
    const char *problem = "";
    const struct planned *site = plan_site_with(bench, values, trial->arena, &problem);
    if (site) simulate(bench, site, trial);
    else headline_of_nothing(problem, &trial->point);
    check_note(NULL);
}

/* A MUST that only a simulation can judge is among those that verdict and margins are about. */
static void forget_what_is_simulated(const struct scenario *scenario, struct study_point *point)
{
    point->text[STUDY_BOTTLENECK] = NULL;
    if (verdict_asks_simulation(scenario)) point->text[STUDY_VERDICT] = point->text[STUDY_FAILED] = point->text[STUDY_TIGHTEST] = NULL;
}

void trial_plan(struct trial_bench *bench, const struct doe_value *values, struct study_point *point)
{
    const char *problem = "";
    arena_reset(bench->site);
    *point = (struct study_point){.point = 0};
    const struct planned *site = plan_site_with(bench, values, bench->site, &problem);
    if (!site) {
        headline_of_nothing(problem, point);
        return;
    }
    struct results *results = ARENA_NEW(bench->site, struct results);
    *results = (struct results){.format = "exasite.results/1"};
    summary_fill(&site->plan, bench->site, results);
    headline_of_point(results, bench->site, point);
    forget_what_is_simulated(&site->scenario, point);
}

/* --- as bytes --------------------------------------------------------------------------------------- */

struct head { int64_t point; int32_t n_replications, n_settings; double audit_worst; double number[STUDY_NUMBERS]; };

static size_t measures_size(const struct head *head)
{
    return (size_t)head->n_replications * STUDY_MEASURES * sizeof(double);
}

static void append_text(struct text *text, const char *string)
{
    text_append(text, string);
    text_append_char(text, '\0');
}

const char *trial_pack(const struct trial *trial, struct arena *arena, size_t *length)
{
    const struct study_point *point = &trial->point;
    struct head head = {.point = point->point, .n_replications = point->n_replications, .n_settings = point->n_settings, .audit_worst = trial->audit_worst};
    memcpy(head.number, point->number, sizeof head.number);
    struct text bytes = text_new(arena);
    text_append_n(&bytes, (const char *)&head, sizeof head);
    if (head.n_replications) text_append_n(&bytes, (const char *)point->measures, measures_size(&head));
    for (int v = 0; v < head.n_settings; v++) text_append_n(&bytes, (const char *)&point->settings[v].number, sizeof(double));
    for (int k = 0; k < STUDY_TEXTS; k++) append_text(&bytes, point->text[k]);
    for (int v = 0; v < head.n_settings; v++) append_text(&bytes, point->settings[v].text);
    append_text(&bytes, trial->seed);
    *length = bytes.length;
    return bytes.bytes;
}

static const char *take_text(const char **at, const char *end)
{
    const char *text = *at;
    CHECK(memchr(text, '\0', (size_t)(end - text)) != NULL);
    *at += strlen(text) + 1;
    return text;
}

void trial_unpack(const char *bytes, size_t length, struct trial *trial)
{
    struct head head;
    arena_reset(trial->arena);
    CHECK(length >= sizeof head);
    memcpy(&head, bytes, sizeof head);
    const char *copy = text_copy_n(trial->arena, bytes, length), *at = copy + sizeof head, *end = copy + length;
    *trial = (struct trial){.arena = trial->arena, .audit_worst = head.audit_worst};
    struct study_point *point = &trial->point;
    *point = (struct study_point){.point = head.point, .n_replications = head.n_replications, .n_settings = head.n_settings};
    CHECK(head.n_settings >= 0 && head.n_replications >= 0 && (size_t)(end - at) >= measures_size(&head) + (size_t)head.n_settings * sizeof(double));
    memcpy(point->number, head.number, sizeof head.number);
    point->measures = arena_alloc_array(trial->arena, (size_t)head.n_replications, sizeof *point->measures);
    point->settings = ARENA_ARRAY(trial->arena, struct study_setting, head.n_settings);
    if (head.n_replications) memcpy(point->measures, at, measures_size(&head));
    at += measures_size(&head);
    for (int v = 0; v < head.n_settings; v++, at += sizeof(double)) memcpy(&point->settings[v].number, at, sizeof(double));
    for (int k = 0; k < STUDY_TEXTS; k++) point->text[k] = take_text(&at, end);
    for (int v = 0; v < head.n_settings; v++) point->settings[v].text = take_text(&at, end);
    trial->seed = take_text(&at, end);
}
