#include "study/size_fill.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "study/size_dates.h"
#include "study/size_fill_rows.h"

/* --- one option ------------------------------------------------------------------------------------ */

static const char *first_reason(const struct size_option *option)
{
    if (option->unfit) return option->unfit;
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (option->against[rule]) return option->against[rule];
    return "";
}

static const char *verdict_of(const struct size_entry *entry)
{
    return !entry->sized ? "" : !entry->found.found ? "fail" : entry->build.depends ? "depends" : "pass";
}

static void fill_verified(const struct size_entry *entry, struct study_size_option *out)
{
    const struct size_verified *verified = &entry->verified;
    const bool known = entry->simulated && verified->of > 0;
    out->simulated = known;
    out->held = known ? verified->held : (double)NAN;
    out->replications = known ? verified->of : (double)NAN;
    out->share_lo = known ? verified->share_lo : (double)NAN;
    out->share_hi = known ? verified->share_hi : (double)NAN;
    out->goodput = known ? verified->goodput : (double)NAN;
    out->read_denied = known ? verified->read_denied : (double)NAN;
    out->write_denied = known ? verified->write_denied : (double)NAN;
}

static void fill_counts(const struct size_field *field, const struct size_entry *entry, struct study_size_option *out)
{
    const struct size_option *option = entry->option;
    out->counts = ARENA_ARRAY(field->arena, struct study_size_count, option->n_counts);
    out->n_counts = option->n_counts;
    for (int c = 0; c < option->n_counts; c++)
        out->counts[c] = (struct study_size_count){
            .node = option->node[c]->head.name, .role = c < option->n_groups ? "storage" : "front_end", .mark = option->manual[c] ? "MANUAL" : "AUTO", .count = entry->build.count[c],
            .step = option->step[c], .more_rack_tiles = (double)NAN, .more_w = (double)NAN, .more_dollars = (double)NAN, .less_rack_tiles = (double)NAN, .less_w = (double)NAN,
            .less_dollars = (double)NAN, .less_fails = ""};
}

static double estimated_share(const struct size_build *build)
{
    if (isnan(build->dollars)) return (double)NAN;
    return build->dollars > 0.0 ? build->price.estimated / build->dollars : 0.0;
}

static void fill_option(const struct size_field *field, const struct size_entry *entry, struct study_size_option *out)
{
    const struct size_build *build = &entry->build;
    const double known = entry->sized && build->planned ? 1.0 : (double)NAN;
    *out = (struct study_size_option){
        .option = entry->option->name, .architecture = entry->option->architecture, .own = entry->option->own, .mixed = entry->option->mixed,
        .allowed = size_option_allowed(entry->option, CHOICES_RULES), .reason = first_reason(entry->option), .verdict = verdict_of(entry),
        .fails = entry->sized && !entry->found.found ? text_copy(field->arena, entry->found.why) : "", .nodes = known * build->nodes, .rack_tiles = known * build->rack_tiles,
        .storage_w = known * build->storage_w, .site_w = known * build->site_w, .dollars = known * build->dollars, .least_dollars = known * build->price.least, .most_dollars = known * build->price.most,
        .estimated_dollars = known * build->price.estimated, .estimated_share = known * estimated_share(build), .usable_bytes = known * build->usable_bytes,
        .most = entry->sized && entry->most > 0.0 ? entry->most : (double)NAN};
    if (entry->sized && build->planned) fill_counts(field, entry, out);
    fill_verified(entry, out);
}

/* --- one step either way ------------------------------------------------------------------------------ */

static double more(double with, double now) { return with - now; }

static const char *what_fails(const struct size_field *field, struct size_bench *bench, const struct size_entry *entry, const struct size_build *less)
{
    const struct size_trial trial = {field->question->workers, field->question->probability};
    if (!size_build_passes(less)) return size_build_why(bench, entry->option, less->count, field->arena);
    const struct size_verified verified = size_verify(bench, entry->option, less->count, &trial, field->arena);
    return verified.passes ? "nothing" : verified.why;
}

static void fill_step(const struct size_field *field, const struct size_entry *entry, int c, struct study_size_count *out)
{
    struct arena *scratch = arena_new();
    struct size_bench bench = size_bench_of(field, scratch);
    struct size_build with, without;
    double count[SIZE_OPTION_COUNTS];
    for (int k = 0; k < entry->option->n_counts; k++) count[k] = entry->build.count[k];
    count[c] = entry->build.count[c] + out->step;
    size_build_quick(&bench, entry->option, count, &with);
    out->more_rack_tiles = more(with.rack_tiles, entry->build.rack_tiles);
    out->more_w = more(with.storage_w, entry->build.storage_w);
    out->more_dollars = more(with.dollars, entry->build.dollars);
    count[c] = entry->build.count[c] - out->step;
    if (count[c] >= size_search_least(entry->option, c)) {
        size_build_plan(&bench, entry->option, count, &without);
        out->less_fails = what_fails(field, &bench, entry, &without);
        out->less_rack_tiles = without.planned ? more(without.rack_tiles, entry->build.rack_tiles) : (double)NAN;
        out->less_w = without.planned ? more(without.storage_w, entry->build.storage_w) : (double)NAN;
        out->less_dollars = without.planned ? more(without.dollars, entry->build.dollars) : (double)NAN;
    }
    arena_free(scratch);
}

static void fill_steps(const struct size_field *field, const struct size_entry *entry, struct study_size_option *out)
{
    for (int c = 0; c < out->n_counts; c++)
        if (!entry->option->manual[c]) fill_step(field, entry, c, &out->counts[c]);
}

/* --- all of them ------------------------------------------------------------------------------------------ */

/* Of mixes the first of its stack and front end. */
static bool is_listed(const struct size_field *field, int at)
{
    const struct size_option *option = field->at[field->order[at]].option;
    if (!option->mixed) return true;
    if (option->unfit) return false;
    for (int k = 0; k < at; k++) {
        const struct size_option *before = field->at[field->order[k]].option;
        if (before->mixed && !before->unfit && before->pool->stack == option->pool->stack && before->pool->front_end_node == option->pool->front_end_node) return false;
    }
    return field->at[field->order[at]].found.found;
}

static const struct size_entry *best_mix(const struct size_field *field)
{
    for (int k = 0; k < field->n; k++) {
        const struct size_entry *entry = &field->at[field->order[k]];
        if (entry->option->mixed && entry->sized && entry->found.found && size_option_allowed(entry->option, CHOICES_RULES)) return entry;
    }
    return NULL;
}

static void fill_options(const struct size_field *field, const struct size_entry *best, const struct size_entry *mix, struct study_size *out)
{
    out->options = ARENA_ARRAY(field->arena, struct study_size_option, field->n);
    for (int k = 0; k < field->n; k++) {
        const struct size_entry *entry = &field->at[field->order[k]];
        out->n_sized += entry->sized && !entry->option->unfit;
        out->n_mixes += entry->sized && entry->option->mixed && !entry->option->unfit;
        out->n_pruned += entry->option->unfit && !entry->option->mixed;
        if (!is_listed(field, k)) continue;
        struct study_size_option *line = &out->options[out->n_options++];
        fill_option(field, entry, line);
        if (entry == best || entry == mix) fill_steps(field, entry, line);
    }
}

/* --- architectures -------------------------------------------------------------------------------------------- */

static double said_figure(const struct size_field *field, const struct size_entry *entry)
{
    return entry->most > 0.0 ? entry->most : size_figure(&entry->build, field->question->objective);
}

static void weigh(const struct size_field *field, const struct size_entry *entry, struct study_size_best *line)
{
    if (!*line->best) {
        line->best = entry->option->name;
        line->best_figure = said_figure(field, entry);
    } else if (!*line->next && !entry->option->mixed) {          /* a box of another kind more is no runner-up */
        line->next = entry->option->name;
        line->next_figure = said_figure(field, entry);
    }
}

static struct study_size_best *line_of(const struct size_field *field, const char *architecture, struct study_size *out)
{
    for (int32_t a = 0; a < out->n_architectures; a++)
        if (text_equal(out->architectures[a].architecture, architecture)) return &out->architectures[a];
    (void)field;
    struct study_size_best *line = &out->architectures[out->n_architectures++];
    *line = (struct study_size_best){.architecture = architecture, .best = "", .next = "", .best_figure = (double)NAN, .next_figure = (double)NAN};
    return line;
}

static void fill_architectures(const struct size_field *field, struct study_size *out)
{
    out->architectures = ARENA_ARRAY(field->arena, struct study_size_best, field->n);
    for (int k = 0; k < field->n; k++) {
        const struct size_entry *entry = &field->at[field->order[k]];
        struct study_size_best *line = line_of(field, entry->option->architecture, out);
        if (entry->sized && entry->found.found && size_option_allowed(entry->option, CHOICES_RULES)) weigh(field, entry, line);
    }
}

/* --- what the policy costs --------------------------------------------------------------------------------------- */

static const char *rule_name(const struct scenario *scenario, enum choices_rule rule, struct arena *arena)
{
    if (rule == CHOICES_THIRD_PARTY) return "third_party_hardware: forbidden";
    if (rule == CHOICES_DPU) return text_format(arena, "dpu: %s", scenario->policy.dpu);
    struct text list = text_new(arena);
    for (int p = 0; p < scenario->demand.n_protocols; p++) text_printf(&list, "%s%s", p ? ", " : "protocols: ", scenario->demand.protocols[p]);
    return list.bytes;
}

static const char *taken(const struct size_field *field, enum choices_rule rule)
{
    enum { SHOWN = 3 };
    struct text list = text_new(field->arena);
    int n = 0;
    for (int k = 0; k < field->n; k++) {
        const struct size_option *option = field->at[k].option;
        if (!option->against[rule] || option->own || option->mixed) continue;
        if (n++ < SHOWN) text_printf(&list, "%s%s", list.length ? ", " : "", option->name);
    }
    if (n > SHOWN) text_printf(&list, " and %d more", n - SHOWN);
    return n ? list.bytes : "nothing in the catalog";
}

static void fill_rule(const struct size_field *field, enum choices_rule rule, struct study_size_policy *out)
{
    const struct size_entry *with = size_best(field, CHOICES_RULES), *without = size_best(field, rule);
    *out = (struct study_size_policy){
        .policy = rule_name(field->question->scenario, rule, field->arena), .forbids = taken(field, rule), .best_with = with ? with->option->name : "none",
        .best_without = without ? without->option->name : "none", .figure_with = with ? said_figure(field, with) : (double)NAN, .figure_without = without ? said_figure(field, without) : (double)NAN};
    out->text = !without ? "no option is left either way" : !with ? "no option is left" : with == without ? "costs nothing: the best that is left is also the best without it" : "";
}

static void fill_policy(const struct size_field *field, struct study_size *out)
{
    out->policy = ARENA_ARRAY(field->arena, struct study_size_policy, CHOICES_RULES);
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (choices_restricts(field->question->scenario, (enum choices_rule)rule)) fill_rule(field, (enum choices_rule)rule, &out->policy[out->n_policy++]);
}

/* --- the whole -------------------------------------------------------------------------------------------------------- */

static const char *date(struct arena *arena, double days) { return isnan(days) ? "" : date_said(arena, days); }

static void fill_question(const struct size_field *field, struct study_size *out)
{
    static const char *const objectives[SIZE_OBJECTIVES] = {"rack tiles", "watts of storage", "dollars"}, *const units[SIZE_OBJECTIVES] = {"", "w", "dollars"};
    static const char *const asks[] = {[SIZE_BUILD] = "", [SIZE_MAX_GPUS] = "max gpus", [SIZE_MAX_CAPACITY] = "max usable_capacity", [SIZE_MIN_SITE_POWER] = "min site_power"};
    const struct size_question *question = field->question;
    out->format = "exasite.size/1";
    out->scenario = question->scenario->name ? question->scenario->name : "";
    out->question = question->scenario->question ? question->scenario->question : "";
    out->as_of = date(field->arena, question->scenario->as_of_days);
    out->needed_by = date(field->arena, question->scenario->needed_by_days);
    out->objective = objectives[question->objective];
    out->unit = units[question->objective];
    out->asked = asks[question->ask];
    out->asked_unit = question->ask == SIZE_MAX_CAPACITY ? "bytes" : "";
    out->probability = question->probability;
    out->flips_from_bytes = out->flips_to_bytes = (double)NAN;
}

/* In order of the options, each once. */
static const char *unpriced(const struct size_field *field)
{
    struct text all = text_new(field->arena);
    for (int k = 0; k < field->n && field->question->objective == SIZE_COST; k++) {
        const char *missing = size_build_unpriced(field->at[k].option, field->arena);
        while (*missing) {
            size_t n = 0;
            while (missing[n] && missing[n] != ',') n++;
            const char *name = text_copy_n(field->arena, missing, n), *padded = text_format(field->arena, " %s,", name);
            bool there = false;
            for (const char *at = all.bytes; *at && !there; at++) there = text_starts_with(at, padded);
            if (!there) text_append(&all, padded);
            missing += n;
            while (*missing == ',' || *missing == ' ') missing++;
        }
    }
    if (all.length > 0) text_cut(&all, all.length - 1);
    return all.length > 0 ? all.bytes + 1 : "";
}

void size_fill(const struct size_field *field, struct study_size *out)
{
    const struct size_entry *best = size_best(field, CHOICES_RULES), *mix = best_mix(field);
    fill_question(field, out);
    out->best = best ? best->option->name : "";
    out->best_mix = mix ? mix->option->name : "";
    out->verdict = best ? verdict_of(best) : "fail";
    out->unpriced = unpriced(field);
    fill_options(field, best, mix, out);
    fill_architectures(field, out);
    fill_policy(field, out);
    size_dates_fill(field, out);
    if (best) size_fill_rows(field, best, out);
}
