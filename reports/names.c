#include "reports/names.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/order.h"
#include "base/text.h"

struct names { struct arena *arena; struct mark_names list; int room; };

static bool is_name(const char *text)
{
    bool letter = false, digit = false;
    for (; *text; text++) {
        letter = letter || isalpha((unsigned char)*text);
        digit = digit || isdigit((unsigned char)*text);
    }
    return letter && digit;
}

static void add(struct names *names, const char *text)
{
    if (!text || !is_name(text)) return;
    for (int k = 0; k < names->list.n; k++) if (text_equal(names->list.at[k], text)) return;
    if (names->list.n == names->room) {
        const char **more = ARENA_ARRAY(names->arena, const char *, names->room = 2 * names->room + 64);
        if (names->list.n > 0) memcpy(more, names->list.at, (size_t)names->list.n * sizeof *more);
        names->list.at = more;
    }
    names->list.at[names->list.n++] = text;
}

static void of_build(struct names *names, const struct result_plan *plan)
{
    for (int32_t p = 0; p < plan->n_pools; p++) {
        const struct result_pool *pool = &plan->pools[p];
        add(names, pool->name), add(names, pool->node), add(names, pool->stack), add(names, pool->protocol);
        for (int32_t g = 0; g < pool->n_groups; g++) add(names, pool->groups[g].node);
    }
    for (int32_t f = 0; f < plan->n_rack_fills; f++) {
        const struct result_rack_fill *fill = &plan->rack_fills[f];
        add(names, fill->rack), add(names, fill->form), add(names, fill->feed), add(names, fill->pdu);
        for (int32_t s = 0; s < fill->n_slots; s++) add(names, fill->slots[s].name);
    }
}

static void of_judged(struct names *names, const struct results *results)
{
    for (int32_t i = 0; i < results->n_requirements; i++) add(names, results->requirements[i].id);
    for (int32_t i = 0; i < results->n_questions; i++) add(names, results->questions[i].id);
    for (int32_t i = 0; i < results->n_risks; i++) add(names, results->risks[i].name);
    for (int32_t i = 0; i < results->n_protocols; i++) add(names, results->protocols[i].stack), add(names, results->protocols[i].protocol);
    for (int32_t i = 0; i < results->n_qualification; i++) add(names, results->qualification[i].dpu), add(names, results->qualification[i].family);
    for (int32_t i = 0; i < results->n_options; i++) add(names, results->options[i].option), add(names, results->options[i].family), add(names, results->options[i].stack);
}

static void of_power(struct names *names, const struct results *results)
{
    const struct result_power *power = &results->power;
    for (int32_t t = 0; t < power->n_tree; t++) add(names, power->tree[t].level), add(names, power->tree[t].worst_case), add(names, power->tree[t].kind);
    for (int32_t c = 0; c < power->n_tree_cases; c++) add(names, power->tree_cases[c].name);
    for (int32_t l = 0; l < power->n_tree_loads; l++) add(names, power->tree_loads[l].on);
    for (int32_t l = 0; l < results->power_bill.n_lines; l++) add(names, results->power_bill.lines[l].id), add(names, results->power_bill.lines[l].line);
    for (int32_t f = 0; f < results->power_bill.n_feeds; f++) add(names, results->power_bill.feeds[f].id), add(names, results->power_bill.feeds[f].feed);
}

static void of_bom(struct names *names, const struct results *results)
{
    for (int32_t i = 0; i < results->n_bom; i++) {
        const struct result_bom_line *line = &results->bom[i];
        add(names, line->id), add(names, line->sku), add(names, line->part);
    }
    for (int32_t i = 0; i < results->n_bom_orders; i++) {
        const struct result_bom_order *order = &results->bom_orders[i];
        add(names, order->id), add(names, order->sku), add(names, order->part);
    }
}

static void of_time(struct names *names, const struct results *results)
{
    for (int32_t k = 0; k < results->delivery.n_items; k++)
        for (int32_t s = 0; s < results->delivery.items[k].n_stages; s++) add(names, results->delivery.items[k].stages[s].sku);
    for (int32_t j = 0; j < results->n_jobs; j++) add(names, results->jobs[j].name);
    for (int32_t e = 0; e < results->n_endurance; e++) add(names, results->endurance[e].drive);
    for (int32_t c = 0; c < results->interruptions.n_causes; c++) add(names, results->interruptions.causes[c].name);
}

static bool is_longer(const void *a, const void *b, const void *context)
{
    (void)context;
    return strlen(*(const char *const *)a) > strlen(*(const char *const *)b);
}

struct mark_names names_of_all(const struct results *const *results, int n, struct arena *arena)
{
    struct names names = {.arena = arena};
    for (int k = 0; k < n; k++) {
        const struct results *r = results[k];
        add(&names, r->scenario.name), add(&names, r->scenario.gpu_model), add(&names, r->scenario.facility), add(&names, r->manifest.version);
        of_build(&names, &r->plan);
        of_judged(&names, r);
        of_power(&names, r);
        of_bom(&names, r);
        of_time(&names, r);
        for (int32_t row = 0; row < r->layout.n_rows; row++) add(&names, r->layout.rows[row].name);
    }
    if (names.list.n > 1) order_sort(names.list.at, (size_t)names.list.n, sizeof *names.list.at, is_longer, NULL);
    return names.list;
}

struct mark_names names_of(const struct results *results, struct arena *arena)
{
    return names_of_all(&results, 1, arena);
}
