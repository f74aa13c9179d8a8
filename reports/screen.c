#include "reports/screen.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/outage.h"
#include "reports/say.h"
#include "reports/screen_line.h"
#include "reports/site_tiers.h"
#include "reports/story.h"
#include "reports/story_power.h"
#include "reports/story_precision.h"
#include "reports/story_delivery.h"
#include "reports/story_interruptions.h"

enum { WIDTH = SCREEN_LINE_WIDE, LABEL = SCREEN_LINE_LABEL, FINDINGS = 4, REQUIREMENTS = 12, PATHS = 3, FLIPS = 2, OUTAGES = 3, FAILURES = 5 };

struct screen { struct text out; const struct results *results; struct arena *arena; };

/* --- lines ---------------------------------------------------------------------------------- */

static void spaces(struct screen *screen, int n)
{
    for (int i = 0; i < n; i++) text_append_char(&screen->out, ' ');
}

static void wrapped(struct screen *screen, int at, int indent, const char *words) { screen_line_wrap(&screen->out, at, indent, WIDTH, words); }

static void line(struct screen *screen, const char *label, const char *words) { screen_line(&screen->out, label, words); }

/* "FAIL    " */
static void badge(struct screen *screen, const char *verdict)
{
    const char *word = text_equal(verdict, "pass") ? "PASS" : text_equal(verdict, "fail") ? "FAIL" : text_equal(verdict, "depends") ? "DEPENDS" : "UNKNOWN";
    text_append(&screen->out, word);
    spaces(screen, LABEL - (int)strlen(word));
}

static const char *cut(struct screen *screen, const char *text, int wide)
{
    const char *plain = mark_plain(screen->arena, text), *shown = text_shown(screen->arena, plain, strlen(plain), 400);
    size_t length = strlen(shown);
    if (screen_line_columns(shown, length) <= wide) return shown;
    return text_format(screen->arena, "%.*s...", (int)screen_line_bytes(shown, length, wide - 3), shown);
}

static void padded(struct screen *screen, const char *text, int wide, bool right)
{
    const char *shown = cut(screen, text, wide);
    int left = wide - screen_line_columns(shown, strlen(shown));
    if (right) spaces(screen, left);
    text_append(&screen->out, shown);
    if (!right) spaces(screen, left);
}

static void blank(struct screen *screen)
{
    text_append_char(&screen->out, '\n');
}

static const char *kpi(struct screen *screen, enum kpi which)
{
    return kpi_text(screen->arena, screen->results, which);
}

/* --- parts ---------------------------------------------------------------------------------- */

static void heading(struct screen *screen)
{
    const struct result_scenario *s = &screen->results->scenario;
    const char *date = cut(screen, text_format(screen->arena, "as of %s", say_text(s->as_of)), 20);
    padded(screen, say_text(s->name), WIDTH - 1 - screen_line_columns(date, strlen(date)), false);
    text_printf(&screen->out, " %s\n", date);
    if (*s->question) wrapped(screen, 0, 0, s->question);
    blank(screen);
}

/* A margin that was taken of another number than the one beside it has to be explained. */
static bool judged_needs_saying(const struct result_requirement *r, double judged)
{
    bool other = judged != r->value && !isnan(judged);
    return *r->judged_on && !text_equal(r->judged_on, "plan") && (other || !text_equal(r->verdict, "pass"));
}

static void requirement(struct screen *screen, const struct result_requirement *r)
{
    badge(screen, r->verdict);
    padded(screen, text_format(screen->arena, "%s %s%s", r->id, text_equal(r->level, "must") ? "" : "(should) ", r->text), 40, false);
    padded(screen, say_requirement_value(screen->arena, r, r->value), 11, true);
    padded(screen, say_margin(screen->arena, r->margin), 18, true);
    blank(screen);
    struct text why = text_new(screen->arena);
    double judged = kpi_judged(screen->results, r);
    const bool other = judged != r->value, short_of = other && r->margin < 0.0;      /* what is carried in full was never asked for more */
    if (judged_needs_saying(r, judged)) text_printf(&why, "%s%s%s%s", other ? "alone; judged " : "judged: ", short_of ? say_requirement_value(screen->arena, r, judged) : "", short_of ? " " : "", r->judged_on);
    if (text_equal(r->verdict, "depends") && !text_equal(r->nominal, "depends") && *r->nominal) text_printf(&why, "%s%s at nominal inputs", why.length ? "; " : "", r->nominal);
    const char *depends = story_depends(screen->arena, r, FLIPS);
    if (*depends) text_printf(&why, "%s%s", why.length ? "; " : "", depends);
    if (why.length == 0) return;
    spaces(screen, LABEL + 2);
    wrapped(screen, LABEL + 2, LABEL + 2, why.bytes);
}

static void requirements(struct screen *screen)
{
    const struct results *r = screen->results;
    badge(screen, r->verdict);
    wrapped(screen, LABEL, LABEL, story_verdict(screen->arena, r));
    for (int32_t i = 0; i < r->n_requirements && i < REQUIREMENTS; i++) requirement(screen, &r->requirements[i]);
    if (r->n_requirements > REQUIREMENTS) line(screen, "", text_format(screen->arena, "and %d more in the report", (int)r->n_requirements - REQUIREMENTS));
    blank(screen);
}

static void binding(struct screen *screen, const char *op, const char *label)
{
    const char *binds = story_binds(screen->arena, screen->results, op), *next = story_next(screen->arena, screen->results, op);
    if (!*binds) return;
    line(screen, label, *next ? text_format(screen->arena, "%s; %s", binds, next) : binds);
}

static const char *counted(struct screen *screen, enum kpi which, const char *noun)
{
    return say_count_of(screen->arena, kpi_number(screen->results, which), noun);
}

static const char *tiles(struct screen *screen)
{
    bool known = !isnan(kpi_number(screen->results, KPI_RACK_TILES_AVAILABLE));
    return text_format(screen->arena, "%s on %s%s, %s; %s", counted(screen, KPI_RACKS, "rack"), known ? text_format(screen->arena, "%s of ", kpi(screen, KPI_RACK_TILES)) : "",
                       counted(screen, known ? KPI_RACK_TILES_AVAILABLE : KPI_RACK_TILES, "rack tile"), counted(screen, KPI_FLOOR_TILES, "floor tile"), counted(screen, KPI_GPU_RACKS, "GPU rack"));
}

/* Which rule set each open count, and above how many usable bytes a node the card would. */
static void sized(struct screen *screen)
{
    const char *label = "sized by";
    for (int32_t p = 0; p < screen->results->plan.n_pools; p++) {
        const struct result_pool *pool = &screen->results->plan.pools[p];
        for (int32_t g = 0; g < pool->n_groups; g++) {
            const struct result_group *group = &pool->groups[g];
            if (text_equal(group->bound_rule, "given")) continue;
            const double takeover = story_nic_takeover(screen->arena, screen->results, pool, group);
            const char *nic = isnan(takeover) ? ""
                : text_format(screen->arena, "; %s usable a node, above %s the NIC decides (reads alone)",
                              say_quantity(screen->arena, group->usable_bytes / group->nodes, UNIT_BYTES), say_quantity(screen->arena, takeover, UNIT_BYTES));
            line(screen, label, text_format(screen->arena, "%s: %s%s", group->node, say_words(screen->arena, group->bound_rule), nic));
            label = "";
        }
    }
}

static void build(struct screen *screen)
{
    const char *front = kpi_number(screen->results, KPI_FRONT_ENDS) > 0.0 ? text_format(screen->arena, " + %s front ends", kpi(screen, KPI_FRONT_ENDS)) : "";
    /* a node model may state its bytes and not its drives */
    const char *drives = kpi_number(screen->results, KPI_DRIVES) > 0.0 ? text_format(screen->arena, ", %s drives", kpi(screen, KPI_DRIVES)) : "";
    line(screen, "build", text_format(screen->arena, "%s nodes%s%s, %s usable of %s raw", kpi(screen, KPI_NODES), front, drives, kpi(screen, KPI_USABLE), kpi(screen, KPI_RAW)));
    sized(screen);
    line(screen, "racks", tiles(screen));
}

static const char *envelope(struct screen *screen)
{
    const struct result_power *p = &screen->results->power;
    if (isnan(p->envelope_w)) return ", envelope unknown";
    const char *left = p->headroom_w < 0.0 ? text_format(screen->arena, "%s too much", say_quantity(screen->arena, -p->headroom_w, UNIT_WATTS)) : text_format(screen->arena, "%s to spare", kpi(screen, KPI_HEADROOM));
    return text_format(screen->arena, " of %s at %s: %s", kpi(screen, KPI_ENVELOPE), say_text(p->envelope_at), left);
}

static void power(struct screen *screen)
{
    bool simulated = kpi_simulated(screen->results);
    line(screen, "power", text_format(screen->arena, "site %s at the design hour%s", kpi(screen, KPI_SITE_DESIGN), envelope(screen)));
    line(screen, "", text_format(screen->arena, "storage %s + network %s at most%s%s", kpi(screen, KPI_STORAGE_MAX), kpi(screen, KPI_NETWORK_W),
                                 simulated ? "; simulated mean " : "", simulated ? kpi(screen, KPI_STORAGE_W) : ""));
    line(screen, "", story_power_tree(screen->arena, screen->results));
    line(screen, "", story_power_cap(screen->arena, screen->results));
    if (simulated) line(screen, "", text_format(screen->arena, "simulated site: %s at most, %s mean, largest step %s", kpi(screen, KPI_SITE_COINCIDENT), kpi(screen, KPI_SITE_W), kpi(screen, KPI_STEP)));
}

/* One replication has no interval. */
static bool has_intervals(const struct screen *screen) { return !isnan(screen->results->goodput.ettr.ci95_lo) || !isnan(screen->results->read.delivered.ci95_lo); }

static const char *bracket(struct screen *screen, enum kpi mean)
{
    return has_intervals(screen) ? text_format(screen->arena, " (%s)", kpi_interval(screen->arena, screen->results, mean)) : "";
}

static const char *delivered(struct screen *screen, enum kpi mean, enum kpi denied)
{
    return text_format(screen->arena, "%s on average%s, %s denied", kpi(screen, mean), bracket(screen, mean), kpi(screen, denied));
}

static void simulated(struct screen *screen)
{
    line(screen, "reads", delivered(screen, KPI_READ_DELIVERED, KPI_READ_DENIED));
    line(screen, "writes", delivered(screen, KPI_WRITE_DELIVERED, KPI_WRITE_DENIED));
    line(screen, "GPU time", text_format(screen->arena, "%s useful%s; checkpoints durable after %s", kpi(screen, KPI_GOODPUT),
        bracket(screen, KPI_GOODPUT), kpi(screen, KPI_CHECKPOINT_DURATION)));
    if (isfinite(screen->results->capacity.full_at_s)) line(screen, "", text_format(screen->arena, "pool full: %s", kpi(screen, KPI_FULL_AT)));
    line(screen, "", story_interruptions_cost(screen->arena, screen->results));
}

static const struct result_delivery_item *last_order(const struct result_delivery *d)
{
    const struct result_delivery_item *last = NULL;
    for (int32_t k = 0; k < d->n_items; k++) if (*d->items[k].mode) last = &d->items[k];
    return last;
}

/* When what lands, the assumption that an order rests on, what lateness costs: simulated, or else by the plan. */
static void delivery(struct screen *screen)
{
    const struct result_delivery *d = &screen->results->delivery;
    const struct result_delivery_item *order = last_order(d);
    if (d->n_items == 1) line(screen, "delivery", story_delivery_item(screen->arena, d, d->items));
    else line(screen, "delivery", story_delivery_complete(screen->arena, d));
    if (order) line(screen, "", story_delivery_assumes(screen->arena, order, ""));
    const char *waited = story_delivery_wait(screen->arena, d);
    line(screen, "", *waited ? waited : story_delivery_lost(screen->arena, d));
}

static void policy(struct screen *screen)
{
    const struct results *r = screen->results;
    for (int32_t k = 0; k < r->n_policy; k++)
        line(screen, k ? "" : "policy", text_format(screen->arena, "%s: %s", r->policy[k].policy, r->policy[k].text));
}

static void confidence(struct screen *screen)
{
    const struct results *r = screen->results;
    const char *intervals = text_format(screen->arena, "%s of %s, warm-up %s; %s", say_count_of(screen->arena, r->manifest.replications, "replication"),
        say_quantity(screen->arena, r->scenario.length_s, UNIT_SECONDS), say_quantity(screen->arena, r->scenario.warm_up_s, UNIT_SECONDS),
        has_intervals(screen) ? "brackets: 95 % intervals" : "two or more have an interval");
    line(screen, "trust", kpi_simulated(r) ? intervals : story_confidence(screen->arena, r));
    line(screen, "", story_precision_asked(screen->arena, r));
    line(screen, "", story_precision_pairs(screen->arena, r));
    const struct result_weight *weight = story_weight_that_matters(r);
    if (weight) line(screen, "", story_weight(screen->arena, weight));
}

/* At most `most` other paths of each pool; the report has all. */
static void beside(struct screen *screen, int most)
{
    const char *label = "beside it";
    for (int32_t p = 0; p < screen->results->plan.n_pools; p++) {
        const char *sentences[PATHS];
        const struct result_pool *pool = &screen->results->plan.pools[p];
        int n = story_paths(screen->arena, pool, sentences, most);
        for (int k = 0; k < n; k++, label = "") {
            const char *which = screen->results->plan.n_pools > 1 ? text_format(screen->arena, "pool %s, ", pool->name) : "";
            line(screen, label, text_format(screen->arena, "%s%s", which, sentences[k]));
        }
    }
}

static void sentences(struct screen *screen, const char *label, const char *const *said, int n)
{
    for (int k = 0; k < n; k++) line(screen, k ? "" : label, said[k]);
}

static void outages(struct screen *screen)
{
    const char *said[FAILURES];
    sentences(screen, "one out", said, outage_domains(screen->arena, screen->results, said, OUTAGES));
    sentences(screen, "failures", said, outage_failures(screen->arena, screen->results, said, FAILURES));
}

/* The first of each kind stands for all: three protocols not spoken are one thing to know. */
static bool first_of_its_code(const struct results *r, int32_t i)
{
    for (int32_t k = 0; k < i; k++)
        if (text_equal(r->findings[k].code, r->findings[i].code)) return false;
    return true;
}

static int32_t with_its_code(const struct results *r, int32_t i)
{
    int32_t n = 0;
    for (int32_t k = 0; k < r->n_findings; k++) n += text_equal(r->findings[k].code, r->findings[i].code);
    return n;
}

static void findings(struct screen *screen)
{
    const struct results *r = screen->results;
    int32_t shown = 0, told = 0;
    if (r->n_findings == 0) line(screen, "findings", "none");
    for (int32_t i = 0; i < r->n_findings && shown < FINDINGS; i++) {
        if (!first_of_its_code(r, i)) continue;
        int32_t n = with_its_code(r, i);
        const char *alike = n > 1 ? text_format(screen->arena, ", %d alike", (int)n - 1) : "";
        line(screen, shown++ ? "" : "findings", text_format(screen->arena, "%s: %s [%s%s]", r->findings[i].severity, r->findings[i].text, r->findings[i].code, alike));
        told += n;
    }
    if (r->n_findings > told) line(screen, "", text_format(screen->arena, "and %d more", (int)(r->n_findings - told)));
}

const char *screen_run(const struct results *results, struct arena *arena)
{
    struct screen screen = { text_new(arena), results, arena };
    heading(&screen);
    requirements(&screen);
    binding(&screen, "read", "binding");
    binding(&screen, "write", "");
    build(&screen);
    power(&screen);
    line(&screen, "tier", site_tiers_line(arena, results));
    line(&screen, "wear", site_tiers_wear_line(arena, results));
    if (kpi_simulated(results)) simulated(&screen);
    delivery(&screen);
    policy(&screen);
    outages(&screen);
    confidence(&screen);
    beside(&screen, 2);
    findings(&screen);
    return screen.out.bytes;
}

/* --- the plan ------------------------------------------------------------------------------- */

static void plan_group(struct screen *screen, const struct result_group *g)
{
    struct text rules = text_new(screen->arena);
    for (int32_t i = 0; i < g->n_rules; i++)
        text_printf(&rules, "%s%s %s", i ? ", " : "", say_words(screen->arena, g->rules[i].rule), say_quantity(screen->arena, g->rules[i].nodes, UNIT_COUNT));
    line(screen, "nodes", text_format(screen->arena, "%s of %s (%s), set by: %s", say_quantity(screen->arena, g->nodes, UNIT_COUNT), g->node, say_words(screen->arena, g->role), say_words(screen->arena, say_text(g->bound_rule))));
    if (rules.length) line(screen, "", text_format(screen->arena, "fewest by rule: %s", rules.bytes));
    line(screen, "", text_format(screen->arena, "bare %s, with headroom and fill limit %s; %s to a rack, limited by %s", say_quantity(screen->arena, g->bare_nodes, UNIT_COUNT),
        say_quantity(screen->arena, g->with_headroom_nodes, UNIT_COUNT), say_quantity(screen->arena, g->nodes_per_rack, UNIT_COUNT), say_text(g->rack_limit)));
}

static void plan_pool(struct screen *screen, const struct result_pool *p)
{
    struct arena *arena = screen->arena;
    line(screen, "pool", text_format(arena, "%s: %s, %s", p->name, p->stack, story_path(arena, p->front_end, p->write_path)));
    for (int32_t g = 0; g < p->n_groups; g++) plan_group(screen, &p->groups[g]);
    line(screen, "", text_format(arena, "stripe %s wide, %s efficient, survives %s of %s failure domains (%s); %s", say_quantity(arena, p->stripe_width, UNIT_COUNT), say_quantity(arena, p->efficiency, UNIT_FRACTION),
        say_quantity(arena, p->survives, UNIT_COUNT), say_quantity(arena, p->domains, UNIT_COUNT), say_text(p->failure_domain), say_count_of(arena, p->namespaces, "namespace")));
    if (!isnan(p->coincident_nodes) && !isnan(p->separate_nodes) && fabs(p->coincident_nodes / p->separate_nodes - 1.0) > 0.01)
        line(screen, "", text_format(arena, "both peaks at once need %s nodes, each on its own %s", say_quantity(arena, p->coincident_nodes, UNIT_COUNT), say_quantity(arena, p->separate_nodes, UNIT_COUNT)));
    line(screen, "", text_format(arena, "reads up to %s (%s), writes up to %s (%s)", say_quantity(arena, p->read_bound_bytes_per_s, UNIT_BYTES_PER_S), say_resource_short(say_text(p->read_bound_by)),
        say_quantity(arena, p->write_bound_bytes_per_s, UNIT_BYTES_PER_S), say_resource_short(say_text(p->write_bound_by))));
    blank(screen);
}

const char *screen_plan(const struct results *results, struct arena *arena)
{
    struct screen screen = { text_new(arena), results, arena };
    heading(&screen);
    for (int32_t p = 0; p < results->plan.n_pools; p++) plan_pool(&screen, &results->plan.pools[p]);
    build(&screen);
    power(&screen);
    line(&screen, "tier", site_tiers_line(arena, results));
    line(&screen, "wear", site_tiers_wear_line(arena, results));
    line(&screen, "can do", text_format(arena, "reads %s, both peaks at once %s, one domain out %s", kpi(&screen, KPI_READ_ALONE), kpi(&screen, KPI_READ_COINCIDENT), kpi(&screen, KPI_READ_DOMAIN_OUT)));
    line(&screen, "", text_format(arena, "writes %s, both peaks at once %s, one domain out %s", kpi(&screen, KPI_WRITE_ALONE), kpi(&screen, KPI_WRITE_COINCIDENT), kpi(&screen, KPI_WRITE_DOMAIN_OUT)));
    delivery(&screen);
    policy(&screen);
    beside(&screen, PATHS);
    if (results->n_requirements > 0) {
        blank(&screen);
        requirements(&screen);
    }
    findings(&screen);
    return screen.out.bytes;
}
