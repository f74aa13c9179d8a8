#include "plan/domains.h"

#include <math.h>

#include "base/text.h"
#include "plan/capability.h"
#include "plan/rows.h"
#include "plan/verdict.h"

/* Parts of a group that are out, 0 to 1; group −1: of every group of every pool. */
struct gone { int pool, group; double nodes, drives, links, strips; };

struct looking { const struct site_plan *plan; struct arena *arena; struct results *results; int32_t room; };

/* --- the build without it ------------------------------------------------------------------- */

static double left_of(const struct gone *gone, const struct row *row)
{
    if (gone->group >= 0 && (row->pool != gone->pool || row->group != gone->group)) return 1.0;
    const double nodes = 1.0 - gone->nodes;
    if (row->kind == ROW_MEDIA) return nodes * (1.0 - gone->drives);
    if (row->kind == ROW_NIC_TX || row->kind == ROW_NIC_RX) return nodes * (1.0 - gone->links);
    return nodes;
}

/* Part of the pool's bytes. */
static double unreadable(const struct site_plan *plan, const struct gone *gone, int p)
{
    const struct plan_pool *pool = &plan->pools[p];
    if (gone->group < 0) return gone->nodes;
    if (p != gone->pool || gone->group >= pool->n_groups) return 0.0;
    return pool->groups[gone->group].share * fmin(1.0, gone->nodes + gone->drives);
}

static void add_reads(const struct site_plan *plan, const struct gone *gone, double *cost)
{
    for (int p = 0; p < plan->n_pools; p++) {
        const struct plan_repair *repair = plan->pools[p].repair;
        const double part = unreadable(plan, gone, p);
        for (int u = 0; u < repair->n_unreadable; u++) cost[repair->unreadable[u].row] += part * repair->unreadable[u].per_byte;
    }
}

static struct row_system system_without(const struct site_plan *plan, const struct gone *gone, struct arena *arena)
{
    struct row_system less = plan->system;
    double *cost = ARENA_ARRAY(arena, double, less.n_rows);
    less.rows = ARENA_ARRAY(arena, struct row, less.n_rows);
    for (int r = 0; r < less.n_rows; r++) {
        less.rows[r] = plan->system.rows[r];
        less.rows[r].capacity *= fmax(left_of(gone, &less.rows[r]), 1e-12);     /* the solver takes capacities > 0 */
    }
    const struct flow_class *reads = &plan->system.classes[OP_READ];
    for (int c = 0; c < reads->n_coefficients; c++) cost[reads->coefficients[c].row] = reads->coefficients[c].per_byte;
    add_reads(plan, gone, cost);
    struct flow_class *class = &less.classes[OP_READ];
    class->coefficients = ARENA_ARRAY(arena, struct coefficient, less.n_rows);
    class->n_coefficients = 0;
    for (int r = 0; r < less.n_rows; r++)
        if (cost[r] > 0.0) class->coefficients[class->n_coefficients++] = (struct coefficient){r, cost[r]};
    return less;
}

/* --- what may no longer be read ---------------------------------------------------------------- */

/* Strips of one stripe that may go for certain, in the pool that survives least. */
static double surely_survived(const struct plan_repair *repair)
{
    int strips = 0;
    while (strips < repair->n_fatal && repair->fatal[strips] == 0.0) strips++;
    return strips;
}

static double survived(const struct site_plan *plan, const struct gone *gone)
{
    double least = (double)INFINITY;
    for (int p = 0; p < plan->n_pools; p++)
        if (gone->group < 0 || p == gone->pool) least = fmin(least, surely_survived(plan->pools[p].repair));
    return least;
}

/* --- judging ---------------------------------------------------------------------------------- */

static void judge(const struct looking *looking, const struct site_plan *less, struct result_domain *out)
{
    const struct scenario *scenario = looking->plan->scenario;
    out->fails = ARENA_ARRAY(looking->arena, const char *, scenario->n_requirements);
    out->newly = ARENA_ARRAY(looking->arena, const char *, scenario->n_requirements);
    for (int r = 0; r < scenario->n_requirements; r++) {
        const struct requirement *requirement = &scenario->requirements[r];
        struct verdict_line normal, now;
        if (requirement->level != LEVEL_MUST || !verdict_is_planned(requirement->quantity)) continue;
        verdict_judge(looking->plan, NULL, requirement, &normal);
        verdict_judge(less, NULL, requirement, &now);
        if (now.verdict != VERDICT_FAIL && (out->readable || requirement->quantity != REQ_READ_CAPABILITY)) continue;
        out->fails[out->n_fails++] = requirement->id;
        if (normal.verdict != VERDICT_FAIL) out->newly[out->n_newly++] = requirement->id;
    }
    out->verdict = out->n_newly > 0 ? "fail" : out->n_fails > 0 ? "unmet" : "pass";
}

/* What is left of nothing is nothing, not the last digit that the solver was given. */
static double known(double value, double whole)
{
    if (!isfinite(value)) return (double)NAN;
    return value > 1e-9 * whole ? value : 0.0;
}

static void add(struct looking *looking, const char *kind, const char *what, struct gone gone)
{
    struct results *results = looking->results;
    const struct site_plan *plan = looking->plan;
    CHECK(results->n_domains < looking->room);
    struct result_domain *out = &results->domains[results->n_domains++];
    *out = (struct result_domain){.kind = kind, .pool = gone.group < 0 ? "" : plan->pools[gone.pool].pool->name, .what = what,
                                  .out = fmax(gone.nodes, fmax(gone.drives, gone.links)), .strips = gone.strips, .survives = survived(plan, &gone)};
    out->readable = gone.strips <= out->survives;
    struct site_plan less = *plan;
    less.arena = looking->arena;
    less.system = system_without(plan, &gone, looking->arena);
    less.out = &less.system;
    less.n_out = 1;
    capability_fill(&less);
    out->read_bytes_per_s = known(less.capability[OP_READ].alone_bytes_per_s, plan->capability[OP_READ].alone_bytes_per_s);
    out->write_bytes_per_s = known(less.capability[OP_WRITE].alone_bytes_per_s, plan->capability[OP_WRITE].alone_bytes_per_s);
    out->coincident_fraction = known(less.capability[OP_READ].coincident_fraction, plan->capability[OP_READ].coincident_fraction);
    judge(looking, &less, out);
}

/* --- each kind of each pool ---------------------------------------------------------------------- */

static double strips_of_nodes(const struct plan_pool *pool, double nodes)
{
    if (pool->pool->failure_domain == DOMAIN_RACK && nodes > 1.0) return fmin(pool->stripe_width, ceil(pool->stripe_width / fmax(1.0, pool->domains)));
    return fmin(pool->stripe_width, nodes * pool->repair->strips_per_node);
}

static void add_boxes(struct looking *looking, const char *kind, int p, int g, double racks)
{
    const struct plan_pool *pool = &looking->plan->pools[p];
    const struct plan_repair_group *planned = &pool->repair->groups[g];
    const struct plan_group *group = rows_group(pool, g);
    if (!(planned->racks > 0.0)) return;
    const bool front = g == pool->n_groups, domains = pool->pool->failure_domain == DOMAIN_RACK && !front;
    const double nodes = fmin(group->nodes, ceil(racks * group->nodes / planned->racks - 1e-9));
    const double strips = front ? 0.0 : domains ? fmin(pool->stripe_width, racks * strips_of_nodes(pool, nodes)) : strips_of_nodes(pool, nodes);
    const char *what = text_format(looking->arena, "%s rack%s with %s of %s %s", text_count(looking->arena, racks), racks > 1.0 ? "s" : "", text_count(looking->arena, nodes),
                                   text_count(looking->arena, group->nodes), group->node->head.name);
    add(looking, kind, what, (struct gone){.pool = p, .group = g, .nodes = nodes / group->nodes, .strips = strips});
}

static void add_group(struct looking *looking, int p, int g)
{
    const struct plan_pool *pool = &looking->plan->pools[p];
    const struct plan_repair_group *planned = &pool->repair->groups[g];
    const struct plan_group *group = rows_group(pool, g);
    const char *name = group->node->head.name;
    const bool front = g == pool->n_groups;
    const double per_feed = looking->plan->scenario->failures.racks_per_feed.value;
    if (group->node->kind == NODE_SERVICE || !(group->nodes > 0.0)) return;
    if (planned->drives > 0.0) add(looking, "drive", text_format(looking->arena, "1 of %s drives of %s", text_count(looking->arena, planned->drives), name),
                                   (struct gone){.pool = p, .group = g, .drives = 1.0 / planned->drives, .strips = 1.0});
    add(looking, front ? "front_end" : "node", text_format(looking->arena, "1 of %s %s", text_count(looking->arena, group->nodes), name),
        (struct gone){.pool = p, .group = g, .nodes = 1.0 / group->nodes, .strips = front ? 0.0 : strips_of_nodes(pool, 1.0)});
    if (planned->links > 0.0) add(looking, "link", text_format(looking->arena, "1 of %s links of %s", text_count(looking->arena, planned->links), name),
                                  (struct gone){.pool = p, .group = g, .links = 1.0 / planned->links});
    add_boxes(looking, "rack", p, g, 1.0);
    if (per_feed > 0.0) add_boxes(looking, "feed", p, g, fmin(per_feed, ceil(planned->racks)));
}

/* What goes dark is taken from all of IT alike. */
static void add_power(struct looking *looking)
{
    const struct plan_power *power = &looking->plan->power;
    for (int c = 0; c < power->tree.n_cases; c++) {
        const struct plan_power_case *lost = &power->tree.cases[c];
        if (c == 0) continue;                /* normal running */
        const double part = power->it_max_w > 0.0 ? fmin(1.0, lost->dark_w / power->it_max_w) : 0.0;
        double strips = 0.0;
        for (int p = 0; p < looking->plan->n_pools; p++) {
            const struct plan_pool *pool = &looking->plan->pools[p];
            for (int g = 0; g < pool->n_groups; g++) strips = fmax(strips, part > 0.0 ? strips_of_nodes(pool, ceil(part * pool->groups[g].nodes)) : 0.0);
        }
        const char *what = part > 0.0 ? text_format(looking->arena, "%s: %.1f %% of IT is dark", lost->name, 100.0 * part)
                                      : text_format(looking->arena, "%s: nothing is dark, the fullest device at %.0f %%", lost->name, 100.0 * lost->utilisation);
        add(looking, "power", what, (struct gone){.group = -1, .nodes = part, .strips = strips});
    }
}

void domains_fill(const struct site_plan *plan, struct arena *arena, struct results *results)
{
    struct looking looking = {plan, arena, results, plan->power.tree.n_cases};
    for (int p = 0; p < plan->n_pools; p++) looking.room += 5 * (plan->pools[p].n_groups + 1);
    results->domains = ARENA_ARRAY(arena, struct result_domain, looking.room);
    results->n_domains = 0;
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < plan->pools[p].n_groups + (plan->pools[p].front_ends ? 1 : 0); g++) add_group(&looking, p, g);
    add_power(&looking);
}
