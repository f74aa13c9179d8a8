#include "run/failure.h"

#include <math.h>

#include "base/text.h"
#include "run/timeline.h"
#include "run/world.h"

static const double failure_year_s = 31536000.0;     /* of rates: 365 days */

static const char *const failure_names[FAILURE_KINDS] = {
    [FAILURE_DRIVE] = "drive", [FAILURE_NODE] = "node", [FAILURE_LINK] = "link", [FAILURE_RACK] = "rack", [FAILURE_FEED] = "feed", [FAILURE_MAINTENANCE] = "domain" };

bool failure_is_on(const struct scenario *scenario)
{
    return scenario->failures.on && scenario->study.load != LOAD_CONSTANT;
}

/* --- adding up --------------------------------------------------------------------------------- */

/* What holds now has held since the last change. */
static void hold(struct failure *failure)
{
    int64_t now_ns = des_now(failure->world->des);
    double s = (double)(now_ns - failure->since_ns) / 1e9;
    failure->since_ns = now_ns;
    if (!(s > 0.0)) return;
    for (int32_t l = 0; l < failure->n_lines; l++) failure->account->out_s[failure->lines[l].kind] += failure->lines[l].hazard.out * s;
    for (int32_t p = 0; p < failure->service->n_pools; p++) {
        const struct service_pool *pool = &failure->service->pools[p];
        struct failure_pool_account *account = &failure->watches[p].account;
        account->exposure_s[(int)fmin(rint(pool->losses), FAILURE_LOSSES)] += s;
        account->unreadable_s += pool->unreadable * s;
        failure->account->out_s[FAILURE_MAINTENANCE] += pool->domains_out * s;
    }
}

void failure_catch_up(struct failure *failure)
{
    world_advance(failure->world);
    hold(failure);
}

static void tell(const struct failure_line *line, const char *kind, const char *detail)
{
    timeline_add(line->failure->world->timeline, des_now(line->failure->world->des), kind, line->hazard.name, "%s", detail);
}

/* --- out and in ------------------------------------------------------------------------------------ */

static struct service_group *group_of(const struct failure_line *line)
{
    return &line->failure->service->pools[line->pool].groups[line->group];
}

/* Racks that a feed and a group have in common: racks [from, from + n) of the site, feed `unit` having the unit-th so many. */
static double common_racks(double feed, double racks_per_feed, double from, double racks)
{
    double first = fmax(from, feed * racks_per_feed), last = fmin(from + racks, (feed + 1.0) * racks_per_feed);
    return fmax(0.0, last - first);
}

static double landed(const struct failure *failure, int32_t p)
{
    const struct landing *landing = failure->world->landing;
    return landing ? landing->stand.landed[p] : 1.0;
}

/* Nodes in racks [from, from + racks) of the site whose feed is dark, a rack as often as it is out. */
static double unfed(const struct failure *failure, double from, double racks, double nodes_per_rack)
{
    double per_feed = failure->world->plan->scenario->failures.racks_per_feed.value, nodes = 0.0;
    for (int32_t f = 0; f < failure->n_dark; f++)
        if (failure->dark[f] > 0.0) nodes += failure->dark[f] * rint(common_racks(f, per_feed, from, racks) * nodes_per_rack);
    return nodes;
}

/* Racks land in the order in which they stand. */
static void darken(struct failure *failure)
{
    double from = 0.0;
    for (int32_t p = 0; p < failure->service->n_pools; p++) {
        struct service_pool *pool = &failure->service->pools[p];
        bool changed = false;
        for (int32_t g = 0; g < pool->n_groups; g++) {
            struct service_group *group = &pool->groups[g];
            const double nodes = unfed(failure, from, landed(failure, p) * group->planned->racks, group->nodes_per_rack);
            from += group->planned->racks;
            changed = changed || nodes != group->nodes_unfed;
            group->nodes_unfed = nodes;
        }
        if (changed) service_update(failure->service, p);
    }
}

void failure_land(struct failure *failure)
{
    for (int32_t l = 0; l < failure->n_lines; l++) {
        struct failure_line *line = &failure->lines[l];
        if (line->pool >= 0) line->hazard.population = line->population * landed(failure, line->pool);
    }
    darken(failure);
}

/* One of the line goes out (sign 1) or comes back (−1). */
static void take(struct failure_line *line, double unit, double sign)
{
    line->hazard.out += sign;
    if (line->kind == FAILURE_FEED) {
        line->failure->dark[(int32_t)unit] += sign;
        darken(line->failure);
        return;
    }
    struct service_group *group = group_of(line);
    if (line->kind == FAILURE_DRIVE) group->drives_out += sign;
    if (line->kind == FAILURE_NODE) group->nodes_dead += sign;
    if (line->kind == FAILURE_LINK) group->links_out += sign;
    if (line->kind == FAILURE_RACK) group->nodes_dark += sign * group->nodes_per_rack;
    service_update(line->failure->service, line->pool);
}

/* --- what is lost, and rebuilt --------------------------------------------------------------------- */

static double *lost_of(const struct failure_line *line)
{
    struct service_group *group = group_of(line);
    return line->kind == FAILURE_DRIVE ? &group->drives_lost : &group->nodes_lost;
}

static void may_free(struct failure_loss *loss)
{
    struct failure *failure = loss->line->failure;
    if (!loss->repaired || !loss->settled || loss->task.waits) return;
    loss->free = failure->free;
    failure->free = loss;
}

/* Its bytes are in service again. */
static void settle(struct failure_loss *loss)
{
    struct failure_line *line = loss->line;
    struct failure_pool_account *account = &line->failure->watches[line->pool].account;
    double s = (double)(des_now(line->failure->world->des) - loss->at_ns) / 1e9;
    loss->settled = true;
    *lost_of(line) -= 1.0;
    tally_add(&account->reprotect_s[loss->task.kind], s);
    sketch_add(account->reprotect[loss->task.kind], s, 1);
    if (loss->empty) tally_add(&account->gone_s[loss->task.kind], s);
}

static void rebuilt(struct rebuild_task *task)
{
    struct failure_loss *loss = task->context;
    struct failure_line *line = loss->line;
    hold(line->failure);
    settle(loss);
    line->failure->watches[line->pool].account.rebuilds += 1.0;
    tell(line, "rebuilt", "all its bytes are in service again");
    service_update(line->failure->service, line->pool);
    may_free(loss);
}

static void begin_rebuild(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct failure_loss *loss = context;
    struct failure *failure = loss->line->failure;
    failure_catch_up(failure);
    rebuild_add(&failure->service->pools[loss->line->pool].rebuild, &loss->task);
    service_note_less(failure->service);
    world_look_soon(failure->world);
}

static bool comes_back_whole(const struct failure_loss *loss)
{
    return loss->line->kind == FAILURE_NODE && !loss->empty && !loss->settled;
}

static void loss_repaired(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    struct failure_loss *loss = context;
    struct failure_line *line = loss->line;
    struct failure_pool_account *account = &line->failure->watches[line->pool].account;
    failure_catch_up(line->failure);
    loss->repaired = true;
    if (line->kind == FAILURE_DRIVE) account->spare_drives += 1.0;
    if (line->kind == FAILURE_NODE && loss->empty) account->spare_nodes += 1.0;
    if (comes_back_whole(loss)) {
        des_cancel(des, loss->start);
        if (loss->task.waits) rebuild_drop(&line->failure->service->pools[line->pool].rebuild, &loss->task);
        settle(loss);
    }
    tell(line, "repair", "in service again");
    take(line, 0.0, -1.0);
    may_free(loss);
}

static void lose(struct failure_line *line, uint64_t event, int64_t repair_ns)
{
    struct failure *failure = line->failure;
    const struct service_group *group = group_of(line);
    struct failure_loss *loss = failure->free;
    if (loss) failure->free = loss->free;
    else loss = ARENA_NEW(failure->world->arena, struct failure_loss);
    *loss = (struct failure_loss){ .line = line, .at_ns = des_now(failure->world->des) };
    bool drive = line->kind == FAILURE_DRIVE;
    loss->empty = drive || hazard_fate(&line->hazard, event) < group->planned->data_lost;
    loss->task = (struct rebuild_task){ .kind = drive ? REBUILD_DRIVE : REBUILD_NODE, .bytes = drive ? group->planned->drive_bytes : group->planned->node_bytes,
                                        .done = rebuilt, .context = loss };
    *lost_of(line) += 1.0;
    loss->start = world_change_after(failure->world, failure->watches[line->pool].rebuild_after_ns, begin_rebuild, loss, 0);
    world_change_after(failure->world, repair_ns, loss_repaired, loss, 0);
}

/* --- failing ------------------------------------------------------------------------------------------ */

static void line_repaired(struct des *des, void *context, int64_t payload)
{
    (void)des;
    struct failure_line *line = context;
    failure_catch_up(line->failure);
    tell(line, "repair", "in service again");
    take(line, (double)payload, -1.0);
}

static bool has_bytes(const struct failure_line *line)
{
    if (line->kind != FAILURE_DRIVE && line->kind != FAILURE_NODE) return false;
    return !service_is_front(&line->failure->service->pools[line->pool], line->group);
}

static void struck(struct hazard *hazard, double unit, uint64_t event)
{
    struct failure_line *line = hazard->context;
    struct failure *failure = line->failure;
    failure_catch_up(failure);
    double repair_s = hazard_drawn_s(hazard, event, line->repair_s);
    failure->account->events[line->kind] += 1.0;
    if (has_bytes(line)) lose(line, event, world_ns(repair_s));
    else world_change_after(failure->world, world_ns(repair_s), line_repaired, line, (int64_t)floor(unit));
    timeline_add(failure->world->timeline, des_now(failure->world->des), "failure", hazard->name, "%.0f of %.0f out, back in %.1f h", hazard->out + 1.0,
                 ceil(hazard->population), repair_s / 3600.0);
    take(line, unit, 1.0);
}

/* --- maintenance ----------------------------------------------------------------------------------------- */

static void maintained(struct des *des, void *context, int64_t payload)
{
    struct failure *failure = context;
    struct service_pool *pool = &failure->service->pools[payload];
    failure_catch_up(failure);
    pool->domains_out -= 1.0;
    timeline_add(failure->world->timeline, des_now(des), "maintenance", pool->planned->pool->name, "a failure domain is back");
    service_update(failure->service, (int32_t)payload);
}

/* The next pool of which something stands; −1: none does. */
static int32_t next_standing(struct failure *failure)
{
    const int32_t n = failure->service->n_pools;
    for (int32_t tried = 0; tried < n; tried++) {
        const int32_t p = failure->next_pool;
        failure->next_pool = (p + 1) % n;
        if (landed(failure, p) > 0.0) return p;
    }
    return -1;
}

static void maintain(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    struct failure *failure = context;
    struct world *world = failure->world;
    const struct failures *asked = &world->plan->scenario->failures;
    world_change_after(world, world_ns(asked->maintenance_every_s.value), maintain, failure, 0);
    const int32_t p = next_standing(failure);
    if (p < 0) return;
    failure_catch_up(failure);
    failure->service->pools[p].domains_out += 1.0;
    failure->account->events[FAILURE_MAINTENANCE] += 1.0;
    world_change_after(world, world_ns(asked->maintenance_duration_s.value), maintained, failure, p);
    timeline_add(world->timeline, des_now(des), "maintenance", failure->service->pools[p].planned->pool->name, "a failure domain is out for %.1f h", asked->maintenance_duration_s.value / 3600.0);
    service_update(failure->service, p);
}

/* --- beginning --------------------------------------------------------------------------------------------- */

static void add_line(struct failure *failure, enum failure_kind kind, int32_t p, int32_t g, double population, double rate_per_year, const struct quantity *repair_s)
{
    struct world *world = failure->world;
    if (!(population > 0.0) || !(rate_per_year > 0.0)) return;
    struct failure_line *line = &failure->lines[failure->n_lines++];
    *line = (struct failure_line){ .failure = failure, .kind = kind, .pool = p, .group = g, .population = population, .repair_s = repair_s };
    line->hazard = (struct hazard){ .world = world, .population = population, .rate_per_s = rate_per_year / failure_year_s, .struck = struck, .context = line };
    if (p < 0) line->hazard.name = failure_names[kind];
    else if (service_is_front(&failure->service->pools[p], g)) line->hazard.name = text_format(world->arena, "%s/front/%s", world->plan->pools[p].pool->name, failure_names[kind]);
    else line->hazard.name = text_format(world->arena, "%s/%d/%s", world->plan->pools[p].pool->name, (int)g, failure_names[kind]);
}

static void add_group(struct failure *failure, int32_t p, int32_t g)
{
    const struct failures *asked = &failure->world->plan->scenario->failures;
    const struct service_group *group = &failure->service->pools[p].groups[g];
    const struct plan_repair *repair = failure->world->plan->pools[p].repair;
    const struct plan_repair_group *planned = group->planned;
    if (asked->drives) add_line(failure, FAILURE_DRIVE, p, g, planned->drives, planned->drive_rate_per_year, repair->drive_repair);
    if (asked->nodes) add_line(failure, FAILURE_NODE, p, g, group->nodes, planned->node_rate_per_year, repair->node_repair);
    if (asked->links) add_line(failure, FAILURE_LINK, p, g, planned->links, asked->link_rate_per_year.value, &asked->link_repair_s);
    if (asked->racks) add_line(failure, FAILURE_RACK, p, g, planned->racks, asked->rack_rate_per_year.value, &asked->rack_repair_s);
}

static void add_lines(struct failure *failure)
{
    const struct failures *asked = &failure->world->plan->scenario->failures;
    double racks = 0.0;
    int32_t groups = 0;
    for (int32_t p = 0; p < failure->service->n_pools; p++) groups += failure->service->pools[p].n_groups;
    failure->lines = ARENA_ARRAY(failure->world->arena, struct failure_line, 4 * groups + 1);
    for (int32_t p = 0; p < failure->service->n_pools; p++) {
        for (int32_t g = 0; g < failure->service->pools[p].n_groups; g++) {
            racks += failure->service->pools[p].groups[g].planned->racks;
            add_group(failure, p, g);
        }
    }
    const double feeds = ceil(racks / asked->racks_per_feed.value);
    failure->n_dark = feeds > 0.0 ? (int32_t)feeds : 0;
    failure->dark = ARENA_ARRAY(failure->world->arena, double, failure->n_dark);
    if (asked->feeds) add_line(failure, FAILURE_FEED, -1, -1, feeds, asked->feed_rate_per_year.value, &asked->feed_repair_s);
}

static struct failure_pool_account no_account(struct arena *arena)
{
    struct failure_pool_account account = { .rebuilds = 0.0 };
    for (int k = 0; k < REBUILD_KINDS; k++) account.reprotect[k] = sketch_new(arena);
    return account;
}

static void start_pools(struct failure *failure)
{
    failure->watches = ARENA_ARRAY(failure->world->arena, struct failure_watch, failure->service->n_pools);
    for (int32_t p = 0; p < failure->service->n_pools; p++) {
        failure->watches[p].rebuild_after_ns = world_ns(failure->world->plan->pools[p].repair->detect_s);
        failure->watches[p].account = no_account(failure->world->arena);
    }
}

struct failure *failure_start(struct world *world)
{
    const struct scenario *scenario = world->plan->scenario;
    if (!failure_is_on(scenario) || world->plan->n_pools == 0) return NULL;
    struct failure *failure = ARENA_NEW(world->arena, struct failure);
    failure->world = world;
    failure->service = world->service;
    failure->account = ARENA_NEW(world->arena, struct failure_account);
    start_pools(failure);
    add_lines(failure);
    for (int32_t l = 0; l < failure->n_lines; l++) hazard_start(&failure->lines[l].hazard);
    failure_land(failure);
    if (scenario->failures.maintenance_every_s.value > 0.0) world_change_after(world, world_ns(scenario->failures.maintenance_every_s.value), maintain, failure, 0);
    return failure;
}

/* --- what it came to ---------------------------------------------------------------------------------------- */

void failure_measure(struct failure *failure)
{
    hold(failure);
    *failure->account = (struct failure_account){ .n_pools = 0 };
    for (int32_t p = 0; p < failure->service->n_pools; p++) {
        failure->watches[p].account = no_account(failure->world->arena);
        for (int k = 0; k < REBUILD_KINDS; k++) failure->service->pools[p].rebuild.laws[k].measured = 0.0;
    }
    for (int op = 0; op < OPS; op++) gauge_restart(&failure->service->less[op], des_now(failure->world->des), NULL);
}

static void take_pool(struct failure *failure, int32_t p, struct failure_pool_account *account)
{
    const struct rebuild *rebuild = &failure->service->pools[p].rebuild;
    audit_equal_but(&failure->world->audit, "bytes rebuilt = what the flows moved", rebuild->by_rate, rebuild_moved(rebuild), rebuild_rounding(rebuild));
    *account = failure->watches[p].account;
    for (int k = 0; k < REBUILD_KINDS; k++) {
        account->bytes_written += rebuild->laws[k].measured;
        account->bytes_read += rebuild->laws[k].measured * rebuild->laws[k].strips;
    }
}

struct failure_account *failure_outcome(struct failure *failure)
{
    struct failure_account *account = failure->account;
    int64_t end_ns = des_now(failure->world->des);
    hold(failure);
    for (int op = 0; op < OPS; op++) {
        struct gauge *less = &failure->service->less[op];
        gauge_set(less, end_ns, less->value);
        account->less[op] = gauge_integral(less, end_ns);
        account->most_less[op] = fmax(0.0, less->max);
    }
    account->n_pools = failure->service->n_pools;
    account->pools = ARENA_ARRAY(failure->world->arena, struct failure_pool_account, account->n_pools);
    for (int32_t p = 0; p < account->n_pools; p++) take_pool(failure, p, &account->pools[p]);
    return account;
}
