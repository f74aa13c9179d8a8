#include "study/policy.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "plan/summary.h"
#include "plan/verdict.h"
#include "study/choices.h"
#include "study/stands.h"

bool policy_restricts(const struct scenario *scenario)
{
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (choices_restricts(scenario, (enum choices_rule)rule)) return true;
    return false;
}

struct pricing {
    const struct site_plan *plan;
    const struct catalog *all;
    struct choices choices;
    struct arena *arena;
    const char *complete;                /* of this build */
    const char **dates;                  /* by choice, once asked */
};

/* --- words ---------------------------------------------------------------------------------- */

static const char *verdict_of(const struct choice *choice)
{
    return !choice ? "none" : !choice->planned ? "" : choice->fails ? "fail" : choice->depends ? "depends" : "pass";
}

static const char *first_reason(const struct choice *choice)
{
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (choice->against[rule]) return choice->against[rule];
    return choice->unfit ? choice->unfit : "";
}

static const char *protocols(const struct demand *demand, struct arena *arena)
{
    struct text list = text_new(arena);
    for (int p = 0; p < demand->n_protocols; p++) text_printf(&list, "%s%s", p ? ", " : "", demand->protocols[p]);
    return list.bytes;
}

static const char *rule_name(const struct scenario *scenario, enum choices_rule rule, struct arena *arena)
{
    switch (rule) {
    case CHOICES_THIRD_PARTY: return "third_party_hardware: forbidden";
    case CHOICES_DPU: return text_format(arena, "dpu: %s", scenario->policy.dpu);
    default: return text_format(arena, "protocols: %s", protocols(&scenario->demand, arena));
    }
}

static struct place place_of(const struct scenario *scenario, enum choices_rule rule)
{
    return rule == CHOICES_PROTOCOLS ? scenario->demand.protocols_at : scenario->policy.at;
}

/* --- which are left -------------------------------------------------------------------------- */

/* Ruled out by nothing, or by `but` alone. */
static bool is_left(const struct choice *choice, enum choices_rule but)
{
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (choice->against[rule] && rule != (int)but) return false;
    return !choice->unfit && choice->planned;
}

static const struct choice *best(const struct pricing *pricing, enum choices_rule but)
{
    const struct choice *best = NULL;
    for (int k = 0; k < pricing->choices.n; k++) {
        const struct choice *choice = &pricing->choices.at[k];
        if (is_left(choice, but) && (!best || choices_better(choice, best))) best = choice;
    }
    return best;
}

/* What the rule alone takes away, five of them by name. */
static const char *taken(const struct pricing *pricing, enum choices_rule rule)
{
    enum { SHOWN = 5 };
    struct text list = text_new(pricing->arena);
    int n = 0;
    for (int k = 1; k < pricing->choices.n; k++) {
        const struct choice *choice = &pricing->choices.at[k];
        if (!choice->against[rule]) continue;
        if (n++ < SHOWN) text_printf(&list, "%s%s", list.length ? ", " : "", choice->name);
    }
    if (n > SHOWN) text_printf(&list, " and %d more", n - SHOWN);
    return n ? list.bytes : "nothing in the catalog";
}

/* --- when they would stand -------------------------------------------------------------------- */

/* P50 of the last delivery; "" where not all of the scenario's deliveries are orders. */
static const char *date_of(struct pricing *pricing, const struct choice *choice)
{
    if (!choice) return "";
    if (!choice->node) return pricing->complete;
    const char **date = &pricing->dates[choice - pricing->choices.at];
    if (*date) return *date;
    const double p50 = stands_days(pricing->plan->scenario, pricing->all, choice, 0.5);
    *date = isnan(p50) ? "" : date_said(pricing->arena, p50);
    return *date;
}

/* --- what it comes to --------------------------------------------------------------------------- */

static const char *figures(struct arena *arena, const struct choice *choice, const char *date)
{
    char watts[64];
    return text_format(arena, "%s: %s, %.0f rack tile%s, %s of storage%s%s", choice->name, verdict_of(choice), choice->rack_tiles, choice->rack_tiles == 1.0 ? "" : "s",
                       units_format(choice->storage_w, UNIT_WATTS, 3, watts), *date ? ", stands " : "", date);
}

static bool same_figures(const struct choice *a, const struct choice *b)
{
    return !choices_better(a, b) && !choices_better(b, a);
}

static const char *open_dpu(struct arena *arena, const struct node_model *node)
{
    char time[64];
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        if (nic->role != NIC_CARD && nic->qualification != QUALIFIED)
            return text_format(arena, "; %s of %s is still to be qualified (%s)", nic->head.name, node->head.name, units_format(nic->qualification_time_s.value, UNIT_SECONDS, 3, time));
    }
    return "";
}

/* DPUs that are still to be qualified, of this build. */
static const char *to_qualify(const struct pricing *pricing)
{
    const struct scenario *scenario = pricing->plan->scenario;
    struct text out = text_new(pricing->arena);
    for (int p = 0; p < scenario->n_pools; p++) {
        const struct pool *pool = &scenario->pools[p];
        for (int g = 0; g < pool->n_groups; g++) text_append(&out, open_dpu(pricing->arena, pool->groups[g].node));
        if (pool->path->front_end == FRONT_END_SEPARATE && pool->front_end_node) text_append(&out, open_dpu(pricing->arena, pool->front_end_node));
    }
    return out.bytes;
}

static const char *comes_to(struct pricing *pricing, const struct result_restriction *out, const struct choice *with, const struct choice *without)
{
    struct arena *arena = pricing->arena;
    const char *broken = out->violated ? text_format(arena, "this build breaks it (%s); ", out->forbids) : "";
    if (!without) return text_format(arena, "%snothing in the catalog is left, with it or without", broken);
    if (!with) return text_format(arena, "%snothing in the catalog is allowed; without it %s", broken, figures(arena, without, out->complete_without));
    if (with == without || same_figures(with, without)) return text_format(arena, "%scosts nothing: the best that is left is also the best without it, %s", broken,
                                                                           figures(arena, with, out->complete_with));
    return text_format(arena, "%sbest allowed %s; without it %s", broken, figures(arena, with, out->complete_with), figures(arena, without, out->complete_without));
}

static double figure(const struct choice *choice, double value) { return choice ? value : (double)NAN; }

static struct result_restriction priced(struct pricing *pricing, enum choices_rule rule)
{
    const struct choice *this = pricing->choices.at, *with = best(pricing, CHOICES_RULES), *without = best(pricing, rule);
    const struct scenario *scenario = pricing->plan->scenario;
    struct result_restriction out = {
        .policy = rule_name(scenario, rule, pricing->arena), .violated = this->against[rule] != NULL,
        .forbids = this->against[rule] ? this->against[rule] : taken(pricing, rule), .option_with = with ? with->name : "none", .option_without = without ? without->name : "none",
        .verdict_with = verdict_of(with), .verdict_without = verdict_of(without), .complete_with = date_of(pricing, with), .complete_without = date_of(pricing, without),
        .rack_tiles_with = figure(with, with ? with->rack_tiles : 0.0), .rack_tiles_without = figure(without, without ? without->rack_tiles : 0.0),
        .storage_with_w = figure(with, with ? with->storage_w : 0.0), .storage_without_w = figure(without, without ? without->storage_w : 0.0),
        .site_with_w = figure(with, with ? with->site_w : 0.0), .site_without_w = figure(without, without ? without->site_w : 0.0),
        .place = summary_place(pricing->arena, place_of(scenario, rule))};
    out.text = pricing->all ? comes_to(pricing, &out, with, without) : "not priced: some model of the catalog cannot be read (exasite models list says which)";
    if (rule == CHOICES_DPU) out.text = text_format(pricing->arena, "%s%s", out.text, to_qualify(pricing));
    return out;
}

/* --- the whole ------------------------------------------------------------------------------------ */

static const char *kind_of(const struct choice *choice) { return choice->node->family ? choice->node->family : choice->node->head.name; }

static const char *family_of(const struct choice *choice, struct arena *arena)
{
    if (!choice->node) return "";
    return choice->beside ? text_format(arena, "%s and %s, mixed", kind_of(choice), choice->beside->family ? choice->beside->family : choice->beside->head.name) : text_copy(arena, kind_of(choice));
}

static bool of_one_kind(const struct choice *a, const struct choice *b)
{
    return a->stack == b->stack && !a->beside == !b->beside && text_equal(kind_of(a), kind_of(b));
}

/* The best of its family under its stack; of equals the first. */
static bool is_best_of_its_kind(const struct choices *choices, int k)
{
    const struct choice *choice = &choices->at[k];
    if (!choice->node || !choice->planned) return false;
    for (int i = 1; i < choices->n; i++) {
        const struct choice *other = &choices->at[i];
        if (i == k || !other->planned || !of_one_kind(choice, other)) continue;
        if (choices_better(other, choice) || (i < k && !choices_better(choice, other))) return false;
    }
    return true;
}

static void fill_judged(const struct choice *choice, struct arena *arena, struct result_option *option)
{
    option->judged = ARENA_ARRAY(arena, struct result_option_verdict, choice->n_judged);
    for (int r = 0; r < choice->n_judged; r++) {
        const struct choice_verdict *line = &choice->judged[r];
        option->judged[option->n_judged++] = (struct result_option_verdict){text_copy(arena, line->requirement->id), verdict_name(line->verdict),
                                                                           isfinite(line->value) ? line->value : (double)NAN, isfinite(line->margin) ? line->margin : (double)NAN};
    }
}

static void fill_options(const struct pricing *pricing, struct results *results)
{
    results->options = ARENA_ARRAY(pricing->arena, struct result_option, pricing->choices.n);
    for (int k = 0; k < pricing->choices.n; k++) {
        const struct choice *choice = &pricing->choices.at[k];
        const double known = choice->planned ? 1.0 : (double)NAN;
        results->options[results->n_options++] = (struct result_option){
            .option = choice->name, .allowed = is_left(choice, CHOICES_RULES), .reason = first_reason(choice), .verdict = verdict_of(choice), .nodes = known * choice->nodes,
            .front_ends = known * choice->front_ends, .rack_tiles = known * choice->rack_tiles, .storage_w = known * choice->storage_w, .site_w = known * choice->site_w,
            .read_bytes_per_s = known * choice->read_bytes_per_s, .write_bytes_per_s = known * choice->write_bytes_per_s, .family = family_of(choice, pricing->arena),
            .stack = choice->stack ? text_copy(pricing->arena, choice->stack->head.name) : "", .best = is_best_of_its_kind(&pricing->choices, k),
            .missing = choice->missing ? choice->missing : "", .available = date_said(pricing->arena, choice->available_days)};
        fill_judged(choice, pricing->arena, &results->options[k]);
    }
}

void policy_fill(const struct site_plan *plan, const struct catalog *all, bool with_options, struct arena *arena, struct results *results)
{
    if (!with_options && !policy_restricts(plan->scenario)) return;
    struct pricing pricing = {.plan = plan, .all = all, .arena = arena, .choices = choices_find(plan, all, arena), .complete = results->delivery.complete_p50};
    pricing.dates = ARENA_ARRAY(arena, const char *, pricing.choices.n);
    results->policy = ARENA_ARRAY(arena, struct result_restriction, CHOICES_RULES);
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (choices_restricts(plan->scenario, (enum choices_rule)rule)) results->policy[results->n_policy++] = priced(&pricing, (enum choices_rule)rule);
    fill_options(&pricing, results);
}
