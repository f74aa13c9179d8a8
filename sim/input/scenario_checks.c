#include "input/scenario_checks.h"

#include <math.h>
#include <string.h>

#include "base/order.h"
#include "base/text.h"
#include "input/catalog_tables.h"
#include "input/delivery_checks.h"
#include "input/interruption_checks.h"
#include "input/people_tables.h"
#include "input/pool_tables.h"
#include "input/power_cap_checks.h"
#include "input/quantity.h"
#include "input/tier_checks.h"
#include "types/diag_codes.h"

/* A MISTAKE tells and is false. */
static bool told(void)
{
    return false;
}
#define MISTAKE(reader, ...) (diag_error((reader)->diags, __VA_ARGS__), told())

static const struct yaml_node *item_of(const struct yaml_node *tree, const char *list, int i)
{
    const struct yaml_node *node = yaml_tree_find(tree, list);
    return node && node->kind == YAML_LIST && (size_t)i < node->n ? node->items[i] : NULL;
}

/* The place of an item's key, or of the item. */
static struct place place_of(const struct yaml_node *item, const char *key)
{
    const struct yaml_node *value = yaml_tree_find(item, key);
    return value ? value->at : item->at;
}

/* --- groups ------------------------------------------------------------------------------------- */

/* `node` and `nodes` of a pool are short for one group. */
static bool resolve_groups(struct reader *reader, const struct yaml_node *item, const char *path, struct pool *pool)
{
    struct yaml_pair *node = yaml_tree_pair(item, "node"), *nodes = yaml_tree_pair(item, "nodes");
    const struct yaml_node *groups = yaml_tree_find(item, "groups");
    if (groups && (node || nodes))
        return MISTAKE(reader, node ? node->at : nodes->at, DIAG_CONFLICT, "%s: `node` and `nodes` are short for one group; expected either them or `groups`", pool->name);
    if (groups) return true;
    if (!node) return MISTAKE(reader, item->at, DIAG_MISSING_KEY, "`node` is missing: which box the pool is made of; expected the name of a node, or `groups`");
    struct yaml_node *map = yaml_tree_new(reader->arena, YAML_MAP, item->at);
    map->from = item->from;
    yaml_tree_put(reader->arena, map, "node", node->at, node->value);
    if (nodes) yaml_tree_put(reader->arena, map, "nodes", nodes->at, nodes->value);
    pool->groups = ARENA_NEW(reader->arena, struct node_group);
    pool->n_groups = 1;
    return field_read(reader, &pool_tables_group, map, item->at, path, pool->groups);
}

/* --- paths ---------------------------------------------------------------------------------------- */

static const char *paths_of(struct arena *arena, const struct stack_model *stack)
{
    const char *words[32];
    size_t n = 0;
    for (int i = 0; i < stack->n_paths && n < 32; i++)
        words[n++] = text_format(arena, "%s with %s", catalog_tables_front_ends[stack->paths[i].front_end],
                                 catalog_tables_write_paths[stack->paths[i].write_path]);
    return text_list(arena, words, n, "or");
}

/* The first of the stack's paths that fits what is said; all fit a pool that says nothing. */
static bool resolve_path(struct reader *reader, const struct yaml_node *item, struct pool *pool)
{
    const struct stack_model *stack = pool->stack;
    const bool by_front_end = yaml_tree_find(item, "front_end") != NULL, by_write_path = yaml_tree_find(item, "write_path") != NULL;
    for (int i = 0; i < stack->n_paths && !pool->path; i++) {
        if (by_front_end && stack->paths[i].front_end != pool->front_end) continue;
        if (by_write_path && stack->paths[i].write_path != pool->write_path) continue;
        pool->path = &stack->paths[i];
    }
    if (!pool->path)
        return MISTAKE(reader, place_of(item, by_front_end ? "front_end" : "write_path"), DIAG_NO_SUCH_PATH, "%s: the stack %s does not offer%s%s%s%s; expected %s", pool->name,
                       stack->head.name, by_front_end ? " front_end " : "", by_front_end ? catalog_tables_front_ends[pool->front_end] : "",
                       by_write_path ? " write_path " : "", by_write_path ? catalog_tables_write_paths[pool->write_path] : "", paths_of(reader->arena, stack));
    pool->front_end = pool->path->front_end;
    pool->write_path = pool->path->write_path;
    return true;
}

/* --- protocols -------------------------------------------------------------------------------------- */

static bool speaks(const struct stack_model *stack, const char *protocol)
{
    for (int i = 0; i < stack->n_protocols; i++)
        if (text_equal(stack->protocols[i].name, protocol)) return true;
    return false;
}

static const char *protocols_of(struct arena *arena, const struct stack_model *stack)
{
    const char *words[16];
    size_t n = 0;
    for (int i = 0; i < stack->n_protocols && n < 16; i++) words[n++] = stack->protocols[i].name;
    return text_list(arena, words, n, "or");
}

static bool resolve_protocol(struct reader *reader, const struct yaml_node *item, const struct demand *demand, struct pool *pool)
{
    if (yaml_tree_find(item, "protocol")) {
        if (!pool->protocol || speaks(pool->stack, pool->protocol)) return true;
        return MISTAKE(reader, place_of(item, "protocol"), DIAG_NO_SUCH_PROTOCOL, "%s: the stack %s does not speak \"%s\"; expected %s", pool->name,
                       pool->stack->head.name, pool->protocol, protocols_of(reader->arena, pool->stack));
    }
    for (int i = 0; i < demand->n_protocols && !pool->protocol; i++)
        if (speaks(pool->stack, demand->protocols[i])) pool->protocol = demand->protocols[i];
    if (!pool->protocol) pool->protocol = pool->stack->protocols[0].name;
    return true;
}

/* --- resolving ------------------------------------------------------------------------------------------ */

static void resolve_share(struct reader *reader, const struct yaml_node *item, const char *key, struct quantity *share)
{
    if (!yaml_tree_find(item, key)) quantity_default(reader, "1", NULL, NULL, UNIT_FRACTION, NULL, share);
}

/* The only pool has all the load; tiers don't count. */
static bool is_only_pool(const struct scenario *scenario, const struct pool *pool)
{
    int others = 0;
    for (int i = 0; i < scenario->n_pools; i++) others += &scenario->pools[i] != pool && !scenario->pools[i].tier.before;
    return others == 0 && !pool->tier.before;
}

static bool resolve_pool(struct reader *reader, const struct yaml_node *item, struct scenario *scenario, int i)
{
    struct pool *pool = &scenario->pools[i];
    if (!item || item->kind != YAML_MAP || !pool->name) return true;         /* told before */
    bool ok = resolve_groups(reader, item, field_item_path(reader, "storage", item, (size_t)i, NULL), pool);
    if (is_only_pool(scenario, pool)) {
        resolve_share(reader, item, "read_share", &pool->read_share);
        resolve_share(reader, item, "write_share", &pool->write_share);
        resolve_share(reader, item, "capacity_share", &pool->capacity_share);
    }
    if (!pool->rack && scenario->site.facility) pool->rack = scenario->site.facility->rack;
    if (!pool->stack) return ok;
    ok = resolve_path(reader, item, pool) && ok;
    ok = resolve_protocol(reader, item, &scenario->demand, pool) && ok;
    if (!yaml_tree_find(item, "failure_domain")) pool->failure_domain = pool->stack->failure_domain;
    return ok;
}

static void resolve_demand(struct reader *reader, const struct yaml_node *tree, struct demand *demand)
{
    const struct yaml_node *node = yaml_tree_find(tree, "demand"), *protocols = yaml_tree_find(node, "protocols");
    demand->protocols_at = protocols ? protocols->at : demand->at;
    if (!demand->read_peak_bytes_per_s.given && !demand->read_per_gpu_bytes_per_s.given)
        quantity_default(reader, "0 B/s", NULL, NULL, UNIT_BYTES_PER_S, NULL, &demand->read_peak_bytes_per_s);
}

static void resolve_as_of(const struct yaml_node *tree, struct scenario *scenario)
{
    if (yaml_tree_find(tree, "as_of")) return;
    for (int i = 0; i < scenario->n_deliveries; i++) {
        const struct quantity *committed = &scenario->deliveries[i].committed;
        if (committed->given && !(committed->value <= scenario->as_of_days)) scenario->as_of_days = committed->value;
    }
}

bool scenario_checks_resolve(struct reader *reader, const struct yaml_node *tree, struct scenario *scenario)
{
    bool ok = true;
    resolve_demand(reader, tree, &scenario->demand);
    resolve_as_of(tree, scenario);
    for (int i = 0; i < scenario->n_pools; i++) ok = resolve_pool(reader, item_of(tree, "storage", i), scenario, i) && ok;
    ok = interruption_checks_resolve(reader, scenario) && ok;
    ok = tier_checks_resolve(reader, scenario) && ok;
    return delivery_checks_resolve(reader, tree, scenario) && ok;
}

/* --- names ------------------------------------------------------------------------------------------------- */

/* Names in order of the list; NULL: told before. */
static bool names_differ(struct reader *reader, const char *list, const char *key, const char *const *names, const struct place *places, int n)
{
    struct order_map *seen = order_map_new(reader->arena);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        if (!names[i]) continue;
        const int32_t first = order_map_put(seen, names[i], strlen(names[i]), i);
        if (first >= 0) ok = MISTAKE(reader, places[i], DIAG_DUPLICATE_NAME, "%s: two are called %s, the first at %s:%d; expected a different %s", list, names[i],
                                     places[first].file, (int)places[first].line, key);
    }
    return ok;
}

static bool all_names_differ(struct reader *reader, const struct scenario *scenario)
{
    const size_t most = (size_t)scenario->n_jobs + (size_t)scenario->n_pools + (size_t)scenario->n_requirements;
    const char **names = ARENA_ARRAY(reader->arena, const char *, most);
    struct place *places = ARENA_ARRAY(reader->arena, struct place, most);
    for (int i = 0; i < scenario->n_jobs; i++) { names[i] = scenario->jobs[i].name; places[i] = scenario->jobs[i].at; }
    bool ok = names_differ(reader, "jobs", "name", names, places, scenario->n_jobs);
    for (int i = 0; i < scenario->n_pools; i++) { names[i] = scenario->pools[i].name; places[i] = scenario->pools[i].at; }
    ok = names_differ(reader, "storage", "pool name", names, places, scenario->n_pools) && ok;
    for (int i = 0; i < scenario->n_requirements; i++) { names[i] = scenario->requirements[i].id; places[i] = scenario->requirements[i].at; }
    return names_differ(reader, "requirements", "id", names, places, scenario->n_requirements) && ok;
}

/* --- demand, jobs --------------------------------------------------------------------------------------------- */

static bool protocols_exist(struct reader *reader, const struct yaml_node *tree, const struct demand *demand)
{
    const struct yaml_node *list = yaml_tree_find(yaml_tree_find(tree, "demand"), "protocols");
    bool ok = true;
    for (int i = 0; i < demand->n_protocols; i++) {
        const struct place at = list && list->kind == YAML_LIST && list->n == (size_t)demand->n_protocols ? list->items[i]->at : demand->protocols_at;
        size_t n = 0;
        bool known = false;
        for (; catalog_tables_protocols[n]; n++) known = known || text_equal(demand->protocols[i], catalog_tables_protocols[n]);
        const char *near = known ? NULL : text_nearest(demand->protocols[i], catalog_tables_protocols, n);
        if (!known) ok = MISTAKE(reader, at, DIAG_NO_SUCH_PROTOCOL, "protocols: nothing speaks \"%s\"; expected %s%s%s%s", demand->protocols[i],
                                 field_words(reader->arena, catalog_tables_protocols), near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
        for (int k = 0; k < i; k++)
            if (text_equal(demand->protocols[i], demand->protocols[k])) ok = MISTAKE(reader, at, DIAG_DUPLICATE_NAME, "protocols: %s stands here twice", demand->protocols[i]);
        if (i > 64) break;                       /* more are copies of these */
    }
    return ok;
}

static bool demand_is_sound(struct reader *reader, const struct yaml_node *tree, const struct demand *demand)
{
    const struct quantity *mean = &demand->read_mean_bytes_per_s, *peak = &demand->read_peak_bytes_per_s;
    bool ok = protocols_exist(reader, tree, demand);
    if (mean->given && peak->given && mean->value > peak->value) ok = MISTAKE(reader, mean->at, DIAG_CONFLICT, "demand.read: the mean is above the peak");
    if (demand->checkpoint_bytes_per_s.given && demand->checkpoint_bytes_per_s.value > 0 && !demand->peak_write_bytes_per_s.given)
        ok = MISTAKE(reader, demand->checkpoint_bytes_per_s.at, DIAG_MISSING_KEY, "`peak_write` is missing: a volume of checkpoints needs the rate they are written at; expected %s",
                     units_expected(UNIT_BYTES_PER_S));
    return ok;
}

static bool gpus_suffice(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario)
{
    const struct yaml_node *jobs = yaml_tree_find(tree, "jobs");
    double asked = 0.0;
    for (int i = 0; i < scenario->n_jobs; i++) asked += scenario->jobs[i].count.value * scenario->jobs[i].gpus.value;
    if (!scenario->site.gpus.given || !(asked > scenario->site.gpus.value)) return true;
    return MISTAKE(reader, jobs->at, DIAG_TOO_MANY_GPUS, "jobs ask for %.0f GPUs, the site has %.0f", asked, scenario->site.gpus.value);
}

static bool checkpoint_is_sound(struct reader *reader, const struct job *job)
{
    const struct job_checkpoint *checkpoint = &job->checkpoint;
    bool ok = true;
    if (checkpoint->mode == CHECKPOINT_NONE) return true;
    if (checkpoint->parameters.given && checkpoint->size_bytes.given)
        ok = MISTAKE(reader, checkpoint->size_bytes.at, DIAG_CONFLICT, "%s: parameters and size both say how large a checkpoint is; expected one of them", job->name);
    if (!checkpoint->parameters.given && !checkpoint->size_bytes.given)
        ok = MISTAKE(reader, checkpoint->at, DIAG_MISSING_KEY, "%s: `parameters` or `size` is missing: how large a checkpoint is", job->name);
    if (checkpoint->mode == CHECKPOINT_TWO_TIER && !checkpoint->local_write_bytes_per_s.given)
        ok = MISTAKE(reader, checkpoint->at, DIAG_MISSING_KEY, "%s: `local_write` is missing: mode two_tier writes to flash in the tray; expected %s per GPU", job->name,
                     units_expected(UNIT_BYTES_PER_S));
    if (checkpoint->writers.given && checkpoint->writers.value > job->gpus.value)
        ok = MISTAKE(reader, checkpoint->writers.at, DIAG_OUT_OF_RANGE, "%s: %.0f writers on %.0f GPUs", job->name, checkpoint->writers.value, job->gpus.value);
    return ok;
}

static bool jobs_are_sound(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario)
{
    bool ok = gpus_suffice(reader, tree, scenario);
    for (int i = 0; i < scenario->n_jobs; i++)
        if (scenario->jobs[i].name) ok = checkpoint_is_sound(reader, &scenario->jobs[i]) && ok;
    return ok;
}

/* --- pools -------------------------------------------------------------------------------------------------------- */

static bool roles_fit(struct reader *reader, const struct yaml_node *item, const struct pool *pool)
{
    bool ok = true;
    for (int i = 0; i < pool->n_groups; i++) {
        const struct node_group *group = &pool->groups[i];
        if (group->node && group->node->role != NODE_STORAGE)
            ok = MISTAKE(reader, pool->groups == NULL || yaml_tree_find(item, "node") ? place_of(item, "node") : group->at, DIAG_CONFLICT,
                         "%s: %s is a front end and holds no data; expected a node of role storage", pool->name, group->node->head.name);
    }
    if (pool->front_end_node && pool->front_end_node->role != NODE_FRONT_END)
        ok = MISTAKE(reader, place_of(item, "front_ends"), DIAG_CONFLICT, "%s: %s is a storage node; expected a node of role front_end", pool->name,
                     pool->front_end_node->head.name);
    return ok;
}

static bool front_ends_fit(struct reader *reader, const struct yaml_node *item, const struct pool *pool)
{
    const struct yaml_node *front_ends = yaml_tree_find(item, "front_ends");
    if (!pool->path || (pool->path->front_end == FRONT_END_SEPARATE) == (front_ends != NULL)) return true;
    if (front_ends)
        return MISTAKE(reader, front_ends->at, DIAG_CONFLICT, "%s: front_ends, but on this path of the stack %s they are not separate (front_end: %s)", pool->name,
                       pool->stack->head.name, catalog_tables_front_ends[pool->path->front_end]);
    return MISTAKE(reader, pool->at, DIAG_MISSING_KEY, "%s: `front_ends` is missing: on this path of the stack %s they are separate; expected {node, nodes}", pool->name,
                   pool->stack->head.name);
}

static bool one_open_group(struct reader *reader, const struct pool *pool)
{
    int open = 0;
    for (int i = 0; i < pool->n_groups; i++) {
        if (pool->groups[i].nodes.rule == NODES_COUNT) continue;
        if (++open == 2) return MISTAKE(reader, pool->groups[i].at, DIAG_CONFLICT, "%s: a second group whose number of nodes is to be found; expected numbers for all but one", pool->name);
    }
    return true;
}

static bool fill_shares_fit(struct reader *reader, const struct pool *pool)
{
    const bool pinned = pool->placement == PLACE_PINNED;
    double sum = 0.0;
    bool ok = true;
    for (int i = 0; i < pool->n_groups; i++) {
        const struct quantity *share = &pool->groups[i].fill_share;
        if (pinned && pool->n_groups > 1 && !share->given && pool->groups[i].node)
            ok = MISTAKE(reader, pool->groups[i].at, DIAG_MISSING_KEY, "%s: `fill_share` is missing: placement is pinned", pool->name);
        if (!pinned && share->given) ok = MISTAKE(reader, share->at, DIAG_CONFLICT, "%s: fill_share is for placement: pinned", pool->name);
        sum += share->given ? share->value : 0.0;
    }
    if (ok && pinned && pool->n_groups > 1 && fabs(sum - 1.0) > 1e-6)
        return MISTAKE(reader, pool->at, DIAG_CONFLICT, "%s: the groups' fill_share add up to %.6g; expected 1", pool->name, sum);
    return ok;
}

static bool pool_is_sound(struct reader *reader, const struct yaml_node *item, const struct pool *pool)
{
    if (!item || !pool->name) return true;
    bool ok = roles_fit(reader, item, pool);
    ok = front_ends_fit(reader, item, pool) && ok;
    ok = one_open_group(reader, pool) && ok;
    return fill_shares_fit(reader, pool) && ok;
}

/* Of several pools each states its share, and the shares make up the whole. */
static bool shares_add_up(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario, size_t offset, const char *key)
{
    double sum = 0.0;
    bool ok = true;
    for (int i = 0; i < scenario->n_pools; i++) {
        const struct pool *pool = &scenario->pools[i];
        struct quantity share;
        if (!pool->name) return true;
        memcpy(&share, (const char *)pool + offset, sizeof share);
        if (pool->tier.before) continue;
        if (!share.given && !is_only_pool(scenario, pool))
            ok = MISTAKE(reader, pool->at, DIAG_MISSING_KEY, "%s: `%s` is missing: there are %d pools; expected %s", pool->name, key, scenario->n_pools, units_expected(UNIT_FRACTION));
        sum += share.value;
    }
    if (!ok || scenario->n_pools == 0 || !(fabs(sum - 1.0) > 1e-6)) return ok;
    return MISTAKE(reader, yaml_tree_find(tree, "storage")->at, DIAG_CONFLICT, "the pools' %s add up to %.6g; expected 1", key, sum);
}

static bool pools_are_sound(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario)
{
    bool ok = true;
    for (int i = 0; i < scenario->n_pools; i++) ok = pool_is_sound(reader, item_of(tree, "storage", i), &scenario->pools[i]) && ok;
    ok = shares_add_up(reader, tree, scenario, offsetof(struct pool, read_share), "read_share") && ok;
    ok = shares_add_up(reader, tree, scenario, offsetof(struct pool, write_share), "write_share") && ok;
    return shares_add_up(reader, tree, scenario, offsetof(struct pool, capacity_share), "capacity_share") && ok;
}

/* --- the rest ------------------------------------------------------------------------------------------------------- */

static bool deliveries_name_pools(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario)
{
    struct order_map *known = order_map_new(reader->arena);
    const char **names = ARENA_ARRAY(reader->arena, const char *, scenario->n_pools);
    bool ok = true;
    for (int i = 0; i < scenario->n_pools; i++) {
        names[i] = scenario->pools[i].name;
        if (names[i]) order_map_put(known, names[i], strlen(names[i]), i);
    }
    for (int i = 0; i < scenario->n_deliveries; i++) {
        const char *pool = scenario->deliveries[i].pool;
        if (!pool || order_map_find(known, pool, strlen(pool)) >= 0) continue;
        const char *near = text_nearest(pool, names, (size_t)scenario->n_pools);
        ok = MISTAKE(reader, place_of(item_of(tree, "delivery", i), "pool"), DIAG_BAD_CHOICE, "delivery: no pool is called %s%s%s%s", pool, near ? " (did you mean " : "",
                     near ? near : "", near ? "?)" : "");
    }
    return ok;
}

static bool requirements_say_something(struct reader *reader, const struct scenario *scenario)
{
    bool ok = true;
    for (int i = 0; i < scenario->n_requirements; i++) {
        const struct requirement *requirement = &scenario->requirements[i];
        if (requirement->id && !requirement->text)
            ok = MISTAKE(reader, requirement->at, DIAG_MISSING_KEY, "%s: `must` or `should` is missing; expected QUANTITY >= VALUE, as in \"read_capability >= 24 TB/s\"", requirement->id);
    }
    return ok;
}

/* Each replication that goes by the calendar has a draw of the delivery of its own. */
static bool draws_suffice(struct reader *reader, const struct scenario *scenario)
{
    const struct study *study = &scenario->study;
    if (isnan(study->start_days) || scenario->n_deliveries == 0 || !(study->replications.value > study->delivery_draws.value)) return true;
    return MISTAKE(reader, study->replications.given ? study->replications.at : study->delivery_draws.at, DIAG_CONFLICT,
                   "study: with `start` each replication takes a draw of the delivery, and there are %.0f replications and %.0f draws; expected `delivery_draws` of as many",
                   study->replications.value, study->delivery_draws.value);
}

static bool pairs_are_whole(struct reader *reader, const struct study *study)
{
    if (!study->antithetic || !(fmod(study->replications.value, 2.0) > 0.0)) return true;
    return MISTAKE(reader, study->replications.given ? study->replications.at : study->at, DIAG_CONFLICT,
                   "study: %.0f replications are no pairs; expected an even number, since `antithetic` is true", study->replications.value);
}

static bool study_is_sound(struct reader *reader, const struct scenario *scenario)
{
    const struct study *study = &scenario->study;
    bool ok = pairs_are_whole(reader, study);
    if (!(study->warm_up_s.value >= study->length_s.value)) return draws_suffice(reader, scenario) && ok;
    return MISTAKE(reader, study->warm_up_s.at, DIAG_CONFLICT, "study: the warm-up leaves nothing of the length");
}

bool scenario_checks_sound(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario)
{
    bool ok = all_names_differ(reader, scenario);
    ok = demand_is_sound(reader, tree, &scenario->demand) && ok;
    ok = jobs_are_sound(reader, tree, scenario) && ok;
    ok = interruption_checks_sound(reader, scenario) && ok;
    ok = power_cap_checks_sound(reader, scenario) && ok;
    ok = pools_are_sound(reader, tree, scenario) && ok;
    ok = tier_checks_sound(reader, scenario) && ok;
    ok = deliveries_name_pools(reader, tree, scenario) && ok;
    ok = delivery_checks_sound(reader, tree, scenario) && ok;
    ok = requirements_say_something(reader, scenario) && ok;
    ok = people_tables_sound(reader, scenario) && ok;
    return study_is_sound(reader, scenario) && ok;
}
