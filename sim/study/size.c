#include "study/size.h"

#include <math.h>
#include <pthread.h>

#include "base/order.h"
#include "base/text.h"
#include "plan/plan.h"
#include "study/fan.h"
#include "study/size_fill.h"
#include "study/size_flips.h"
#include "study/size_most.h"
#include "types/diag_codes.h"

struct size_bench size_bench_of(const struct size_field *field, struct arena *scratch)
{
    return (struct size_bench){field->question->catalog, field->question->objective, field->tree_w, scratch};
}

/* The tree's limit is in IT watts, whatever draws them. */
static double full_tree_w(const struct size_question *question)
{
    static const char *const no_names[DIAG_COUNT];
    struct arena *scratch = arena_new();
    struct site_plan plan;
    const bool planned = plan_site(question->scenario, question->catalog, scratch, diags_new(scratch, no_names, DIAG_COUNT), &plan);
    const double watts = planned && plan.power.tree.n_levels > 0 ? plan.power.tree.it_limit_w : (double)NAN;
    arena_free(scratch);
    return watts;
}

/* --- every option by plan ------------------------------------------------------------------------- */

struct all_sizing { struct size_field *field; struct arena **kept, **scratch; pthread_mutex_t lock; int done; };

static bool is_priced(const struct size_question *question, const struct size_option *option, struct arena *arena)
{
    return question->objective != SIZE_COST || *size_build_unpriced(option, arena) == '\0';
}

static void tell_done(struct all_sizing *sizing)
{
    const struct size_question *question = sizing->field->question;
    pthread_mutex_lock(&sizing->lock);
    sizing->done++;
    if (question->progress) question->progress(question->context, sizing->done, sizing->field->n);
    pthread_mutex_unlock(&sizing->lock);
}

static void size_one(void *context, int worker, int index)
{
    struct all_sizing *sizing = context;
    const struct size_question *question = sizing->field->question;
    struct size_entry *entry = &sizing->field->at[index];
    struct arena *kept = sizing->kept[worker];
    entry->sized = is_priced(question, entry->option, kept);
    if (entry->sized) {
        struct size_bench bench = size_bench_of(sizing->field, sizing->scratch[worker]);
        if (question->ask == SIZE_MAX_GPUS || question->ask == SIZE_MAX_CAPACITY) size_most(&bench, question->ask, entry, kept);
        else {
            entry->law = size_law_of(&bench, entry->option, kept);
            size_search_plan(&bench, &entry->law, kept, &entry->found);
        }
        entry->build = entry->found.build;
    }
    tell_done(sizing);
}

static void size_all(struct size_field *field, struct arena **kept, int workers)
{
    struct all_sizing sizing = {.field = field, .kept = kept, .scratch = ARENA_ARRAY(field->arena, struct arena *, workers)};
    pthread_mutex_init(&sizing.lock, NULL);
    for (int w = 0; w < workers; w++) sizing.scratch[w] = arena_new();
    fan_out(field->n, workers, size_one, &sizing);
    for (int w = 0; w < workers; w++) arena_free(sizing.scratch[w]);
    pthread_mutex_destroy(&sizing.lock);
}

/* --- ranked --------------------------------------------------------------------------------------------- */

double size_figure(const struct size_build *build, enum size_objective objective)
{
    return objective == SIZE_TILES ? build->rack_tiles : objective == SIZE_POWER ? build->storage_w : build->dollars;
}

static bool ranks_before(const void *a, const void *b, const void *context)
{
    const struct size_field *field = context;
    const int i = *(const int *)a, k = *(const int *)b;
    const struct size_entry *x = &field->at[i], *y = &field->at[k];
    const bool x_found = x->sized && x->found.found, y_found = y->sized && y->found.found;
    if (x_found != y_found) return x_found;
    if (!x_found) return i < k;
    if (x->most != y->most) return x->most > y->most;
    if (size_build_smaller(&x->build, &y->build, field->question->objective)) return true;
    return !size_build_smaller(&y->build, &x->build, field->question->objective) && i < k;
}

static void rank(struct size_field *field)
{
    for (int k = 0; k < field->n; k++) field->order[k] = k;
    order_sort(field->order, (size_t)field->n, sizeof *field->order, ranks_before, field);
}

struct size_entry *size_best(const struct size_field *field, enum choices_rule but)
{
    for (int k = 0; k < field->n; k++) {
        struct size_entry *entry = &field->at[field->order[k]];
        if (entry->sized && entry->found.found && size_option_allowed(entry->option, but)) return entry;
    }
    return NULL;
}

/* --- proved by simulation ---------------------------------------------------------------------------------- */

/* False when the simulation is not sound. */
static bool prove(const struct size_field *field, struct size_entry *entry)
{
    struct arena *scratch = arena_new();
    const struct size_question *question = field->question;
    struct size_bench bench = size_bench_of(field, scratch);
    const struct size_trial trial = {question->workers, question->probability};
    entry->simulated = true;
    entry->proved = size_verify_prove(&bench, entry->option, &trial, field->arena, &entry->build, &entry->verified);
    if (!entry->proved) {
        entry->found.found = false;
        entry->found.why = entry->verified.why;
    }
    arena_free(scratch);
    return entry->verified.sound;
}

/* From the top on: what a proof makes larger may rank lower. Ends with a proved best, or none. */
static bool prove_best(struct size_field *field)
{
    for (;;) {
        rank(field);
        struct size_entry *best = size_best(field, CHOICES_RULES);
        if (!best || best->proved) return true;
        if (!prove(field, best)) return false;
    }
}

static struct size_entry *best_of(const struct size_field *field, const char *architecture, bool mixed)
{
    for (int k = 0; k < field->n; k++) {
        struct size_entry *entry = &field->at[field->order[k]];
        if (!entry->sized || !entry->found.found || !size_option_allowed(entry->option, CHOICES_RULES)) continue;
        if (mixed ? entry->option->mixed : text_equal(entry->option->architecture, architecture)) return entry;
    }
    return NULL;
}

/* The second of a stack; a box of another kind more is none. */
static struct size_entry *runner_up_of(const struct size_field *field, const char *architecture)
{
    const struct size_entry *best = best_of(field, architecture, false);
    for (int k = 0; best && k < field->n; k++) {
        struct size_entry *entry = &field->at[field->order[k]];
        if (entry == best || entry->option->mixed || !entry->sized || !entry->found.found || !size_option_allowed(entry->option, CHOICES_RULES)) continue;
        if (text_equal(entry->option->architecture, architecture)) return entry;
    }
    return NULL;
}

static bool prove_runner_up(struct size_field *field, const char *architecture)
{
    for (;;) {
        struct size_entry *next = runner_up_of(field, architecture);
        if (!next || next->proved) return true;
        if (!prove(field, next)) return false;
        rank(field);
    }
}

static bool prove_best_of(struct size_field *field, const char *architecture, bool mixed)
{
    for (;;) {
        struct size_entry *best = best_of(field, architecture, mixed);
        if (!best || best->proved) return true;
        if (!prove(field, best)) return false;
        rank(field);
    }
}

static bool prove_all(struct size_field *field)
{
    bool sound = prove_best(field);
    for (int k = 0; sound && k < field->n; k++) {
        const char *architecture = field->at[k].option->architecture;
        sound = prove_best_of(field, architecture, false) && prove_runner_up(field, architecture);
    }
    return sound && prove_best_of(field, "", true);
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

static void list(const struct size_question *question, struct size_field *field)
{
    const struct scenario *asked = question->ask == SIZE_MIN_SITE_POWER ? size_most_without_envelope(question->scenario, field->arena) : question->scenario;
    const struct size_options options = size_option_find(asked, question->all, field->arena);
    field->at = ARENA_ARRAY(field->arena, struct size_entry, options.n);
    field->order = ARENA_ARRAY(field->arena, int, options.n);
    field->n = options.n;
    for (int k = 0; k < options.n; k++) {
        field->at[k].option = &options.at[k];
        field->at[k].most = question->ask == SIZE_MAX_GPUS || question->ask == SIZE_MAX_CAPACITY ? 0.0 : -1.0;
    }
}

bool size_answer(const struct size_question *question, struct arena *arena, struct study_size *out)
{
    const int workers = question->workers > 0 ? question->workers : 1;
    struct size_field field = {.question = question, .tree_w = full_tree_w(question), .arena = arena};
    struct arena **kept = ARENA_ARRAY(arena, struct arena *, workers);
    for (int w = 0; w < workers; w++) kept[w] = arena_new();
    list(question, &field);
    size_all(&field, kept, workers);
    const bool sound = prove_all(&field);
    if (sound) {
        size_fill(&field, out);
        if (question->ask == SIZE_BUILD) size_flips_fill(&field, out);
    }
    for (int w = 0; w < workers; w++) arena_free(kept[w]);
    return sound;
}
