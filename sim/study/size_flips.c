#include "study/size_flips.h"

#include <math.h>

#include "base/text.h"
#include "plan/rows.h"
#include "plan/plan.h"
#include "plan/sizing.h"
#include "plan/summary.h"
#include "study/fan.h"
#include "study/size_most.h"
#include "types/diag_codes.h"

static const double from_bytes = 1e18, to_bytes = 7e18;
enum { STEPS = 12, MOST_FLIPS = 12 };

/* --- what sets the count ------------------------------------------------------------------------------ */

static double used_by(const struct flow_class *class, int row, double rate)
{
    for (int k = 0; k < class->n_coefficients; k++)
        if (class->coefficients[k].row == row) return class->coefficients[k].per_byte * rate;
    return 0.0;
}

struct fullest { double load; const struct row *row; };

static void weigh_rows(const struct row_system *system, int group, double read, double write, struct fullest *fullest)
{
    for (int r = 0; r < system->n_rows; r++) {
        if (system->rows[r].group != group) continue;
        const double load = (used_by(&system->classes[OP_READ], r, read) + used_by(&system->classes[OP_WRITE], r, write)) / system->rows[r].capacity;
        if (load > fullest->load) *fullest = (struct fullest){load, &system->rows[r]};
    }
}

/* The row that the rule fills. */
static const struct row *row_of(const struct site_plan *plan, enum sizing_rule rule, int group)
{
    const struct sizing_needs needs = sizing_needs(plan, &plan->pools[0]);
    const struct row_system *system = rule == RULE_DOMAIN_OUT ? &plan->out[0] : &plan->system;
    const bool all = rule == RULE_DOMAIN_OUT;
    struct fullest fullest = {0.0, NULL};
    if (rule == RULE_READ || all) weigh_rows(system, group, isnan(needs.read) ? 0.0 : needs.read, 0.0, &fullest);
    if (rule == RULE_WRITE || all) weigh_rows(system, group, 0.0, isnan(needs.write) ? 0.0 : needs.write, &fullest);
    if (rule == RULE_COINCIDENCE || (all && needs.simultaneous))
        weigh_rows(system, group, isnan(needs.read_peak) ? 0.0 : needs.read_peak, isnan(needs.write_peak) ? 0.0 : needs.write_peak, &fullest);
    return fullest.row;
}

/* The group whose count is left open last: the only one, or of a mix the one that the search left to the plan. */
static const char *rule_said(const struct site_plan *plan, int group, struct arena *arena)
{
    const struct plan_group *planned = &plan->pools[0].groups[group];
    enum sizing_rule rule = planned->bound_rule;
    const struct row *row = row_of(plan, rule, group);
    if (!row) return summary_rule_name(rule);
    return text_format(arena, "%s: %s of %s", summary_rule_name(rule), rows_kind_name(row->kind), planned->node->head.name);
}

static const struct site_plan *plan_open(struct size_bench *bench, const struct size_option *option, const double *count)
{
    static const char *const no_names[DIAG_COUNT];
    arena_reset(bench->scratch);
    struct site_plan *plan = ARENA_NEW(bench->scratch, struct site_plan);
    struct diags *diags = diags_new(bench->scratch, no_names, DIAG_COUNT);
    size_option_set(option, count);
    return plan_site_quietly(option->scenario, bench->catalog, bench->scratch, diags, plan) ? plan : NULL;
}

/* The last open group; −1: none is open. */
static int open_group(const struct size_option *option)
{
    int last = -1;
    for (int g = 0; g < option->n_groups; g++)
        if (!option->manual[g]) last = g;
    return last;
}

static struct size_option asking_for(const struct size_option *option, double bytes, struct arena *arena)
{
    struct size_option asked = size_option_copy(option, arena);
    struct pool *pool = asked.pool;
    *asked.scenario = *size_most_with_bytes(option->scenario, bytes, arena);
    asked.scenario->pools = pool;
    return asked;
}

const char *size_flips_rule(struct size_bench *bench, const struct size_option *option, double bytes, struct arena *arena)
{
    struct arena *room = arena_new();
    const struct size_option asked = asking_for(option, bytes, room);
    const int last = open_group(option);
    double count[SIZE_OPTION_COUNTS];
    bool found = last >= 0;
    for (int c = 0; c < SIZE_OPTION_COUNTS; c++) count[c] = (double)NAN;
    if (found && option->mixed) {
        struct size_found best;
        const struct size_law law = size_law_of(bench, &asked, room);
        size_search_plan(bench, &law, room, &best);
        count[1 - last] = best.build.count[1 - last];
        found = best.found;
    }
    const struct site_plan *plan = found ? plan_open(bench, &asked, count) : NULL;
    const char *rule = plan ? rule_said(plan, last, arena) : "";
    arena_free(room);
    return rule;
}

/* --- along the bytes --------------------------------------------------------------------------------------- */

struct walk { const struct size_option *option; struct study_size_flip flips[MOST_FLIPS]; int n; const char *first; };
struct walking { const struct size_field *field; struct walk *walks; struct arena **kept, **scratch; };

/* The first change of the rule within the interval: its ends differ. */
static void bisect(struct size_bench *bench, struct walk *walk, double below, double above, const char *from, const char *to, struct arena *arena)
{
    while (above - below > 1e-6 * above) {
        const double middle = 0.5 * (below + above);
        const char *rule = size_flips_rule(bench, walk->option, middle, arena);
        if (text_equal(rule, from)) {
            below = middle;
        } else {
            above = middle;
            to = rule;
        }
    }
    if (walk->n < MOST_FLIPS) walk->flips[walk->n++] = (struct study_size_flip){walk->option->name, from, to, below, above};
}

static void walk_one(void *context, int worker, int index)
{
    const struct walking *walking = context;
    struct walk *walk = &walking->walks[index];
    struct arena *arena = walking->kept[worker];
    struct size_bench bench = size_bench_of(walking->field, walking->scratch[worker]);
    double below = from_bytes;
    const char *from = walk->first = size_flips_rule(&bench, walk->option, from_bytes, arena);
    for (int step = 1; step <= STEPS && *from; step++) {
        const double at = from_bytes + (to_bytes - from_bytes) * step / STEPS;
        const char *rule = size_flips_rule(&bench, walk->option, at, arena);
        while (!text_equal(rule, from) && walk->n < MOST_FLIPS) {
            bisect(&bench, walk, below, at, from, rule, arena);
            from = walk->flips[walk->n - 1].to;
            below = walk->flips[walk->n - 1].above_bytes;
        }
        below = at;
    }
}

static void keep(const struct walk *walk, struct arena *arena, struct study_size *out)
{
    for (int k = 0; k < walk->n; k++) {
        struct study_size_flip *flip = &out->flips[out->n_flips++];
        *flip = walk->flips[k];
        flip->from = text_copy(arena, flip->from);
        flip->to = text_copy(arena, flip->to);
    }
    if (walk->n == 0 && *walk->first) out->unflipped[out->n_unflipped++] = (struct study_size_unflipped){walk->option->name, text_copy(arena, walk->first)};
}

static bool is_walked(const struct size_entry *entry, const char *best_mix)
{
    return entry->sized && !entry->option->unfit && entry->option->n_counts > 0 && (!entry->option->mixed || text_equal(entry->option->name, best_mix));
}

void size_flips_fill(const struct size_field *field, struct study_size *out)
{
    const int workers = field->question->workers > 0 ? field->question->workers : 1;
    struct walking walking = {.field = field, .walks = ARENA_ARRAY(field->arena, struct walk, field->n), .kept = ARENA_ARRAY(field->arena, struct arena *, workers),
                              .scratch = ARENA_ARRAY(field->arena, struct arena *, workers)};
    int n = 0;
    for (int k = 0; k < field->n; k++)
        if (is_walked(&field->at[k], out->best_mix)) walking.walks[n++].option = field->at[k].option;
    for (int w = 0; w < workers; w++) walking.kept[w] = arena_new();
    for (int w = 0; w < workers; w++) walking.scratch[w] = arena_new();
    fan_out(n, workers, walk_one, &walking);
    out->flips = ARENA_ARRAY(field->arena, struct study_size_flip, n * MOST_FLIPS);
    out->unflipped = ARENA_ARRAY(field->arena, struct study_size_unflipped, n);
    for (int k = 0; k < n; k++) keep(&walking.walks[k], field->arena, out);
    out->flips_from_bytes = from_bytes;
    out->flips_to_bytes = to_bytes;
    for (int w = 0; w < workers; w++) arena_free(walking.kept[w]);
    for (int w = 0; w < workers; w++) arena_free(walking.scratch[w]);
}
