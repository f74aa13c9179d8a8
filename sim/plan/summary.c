#include "plan/summary.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "base/units.h"
#include "plan/box.h"
#include "plan/layout.h"
#include "plan/power_graph.h"
#include "plan/rows.h"
#include "plan/verdict.h"
#include "plan/wear.h"

#define UNKNOWN ((double)NAN)
static const struct estimate unknown = {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};

static double known(double value) { return isfinite(value) ? value : (double)NAN; }

static const char *copy(struct arena *arena, const char *string) { return string ? text_copy(arena, string) : ""; }

const char *summary_place(struct arena *arena, struct place at)
{
    if (!at.file) return "";
    if (at.line == 0) return text_copy(arena, at.file);
    return text_format(arena, "%s:%d:%d", at.file, at.line, at.col);
}

/* --- the question --------------------------------------------------------------------- */

static const char *as_of(struct arena *arena, double days)
{
    char buffer[16];
    if (!(days >= DATE_FIRST_DAY && days <= DATE_LAST_DAY)) return "";
    return text_copy(arena, date_write(date_of_days((int32_t)days), buffer));
}

static void fill_scenario(const struct site_plan *plan, struct arena *arena, struct result_scenario *out)
{
    const struct scenario *scenario = plan->scenario;
    const struct site *site = &scenario->site;
    *out = (struct result_scenario){
        .name = copy(arena, scenario->name), .question = copy(arena, scenario->question), .decision = copy(arena, scenario->decision), .file = copy(arena, scenario->file),
        .as_of = as_of(arena, scenario->as_of_days), .gpus = site->gpus.value, .usable_bytes = scenario->demand.usable_bytes.value,
        .read_peak_bytes_per_s = plan->demand_read_peak, .read_mean_bytes_per_s = plan->demand_read_mean,
        .write_peak_bytes_per_s = plan->demand_write_peak, .checkpoint_bytes_per_day = plan->demand_write_mean * UNITS_DAY_S,
        .retention_s = scenario->demand.retention_s.value, .length_s = scenario->study.length_s.value,
        .warm_up_s = scenario->study.warm_up_auto ? (double)NAN : scenario->study.warm_up_s.value,
        .coincidence = scenario->demand.coincidence == COINCIDENCE_SIMULTANEOUS ? "simultaneous" : "separate",
        .load = scenario->study.load == LOAD_CONSTANT ? "constant" : "varying", .gpu_model = copy(arena, site->gpu ? site->gpu->head.name : NULL),
        .facility = copy(arena, site->facility->head.name)};
}

/* --- pools ---------------------------------------------------------------------------- */

static const char *const rule_names[RULE_COUNT] = {
    [RULE_GIVEN] = "given", [RULE_CAPACITY] = "capacity", [RULE_READ] = "read", [RULE_WRITE] = "write", [RULE_COINCIDENCE] = "coincidence",
    [RULE_DOMAIN_OUT] = "domain_out", [RULE_MIN_CLUSTER] = "min_cluster", [RULE_SOLD_AS] = "sold_as", [RULE_WITHIN] = "within",
    [RULE_HEADROOM] = "headroom"};

const char *summary_rule_name(enum sizing_rule rule) { return rule_names[rule]; }

static const char *const front_end_names[] = {[FRONT_END_NONE] = "none", [FRONT_END_COLOCATED] = "colocated", [FRONT_END_SEPARATE] = "separate"};
static const char *const write_path_names[] = {[WRITE_DIRECT_ENCODE] = "direct_encode", [WRITE_REPLICATE_THEN_ENCODE] = "replicate_then_encode",
                                               [WRITE_BUFFER_THEN_MIGRATE] = "buffer_then_migrate"};

static void fill_group(const struct plan_group *group, const char *role, struct arena *arena, struct result_group *out)
{
    *out = (struct result_group){
        .node = copy(arena, group->node->head.name), .role = role, .description = copy(arena, group->node->head.description), .nodes = group->nodes,
        .hosts = group->hosts, .drives = group->drives + group->buffer_drives, .raw_bytes = group->raw_bytes, .usable_bytes = group->usable_bytes,
        .share = group->share, .idle_w = group->idle_w, .max_w = group->max_w, .nodes_per_rack = known(group->nodes_per_rack),
        .rack_limit = copy(arena, group->rack_limit), .bound_rule = rule_names[group->bound_rule], .bare_nodes = group->bare_nodes,
        .with_headroom_nodes = group->with_headroom_nodes, .overbuy_nodes = group->overbuy_nodes};
    out->rules = ARENA_ARRAY(arena, struct result_rule, RULE_COUNT);
    for (int rule = 0; rule < RULE_COUNT; rule++)
        if (!isnan(group->by_rule[rule])) out->rules[out->n_rules++] = (struct result_rule){rule_names[rule], group->by_rule[rule]};
}

static const char *row_name(const struct site_plan *plan, struct arena *arena, int row)
{
    return row < 0 ? "" : text_copy(arena, plan->system.rows[row].name);
}

static void fill_alternatives(const struct site_plan *plan, const struct plan_pool *pool, struct arena *arena, struct result_pool *out)
{
    out->alternatives = ARENA_ARRAY(arena, struct result_alternative, pool->n_alternatives);
    for (int a = 0; a < pool->n_alternatives; a++) {
        const struct plan_alternative *other = &pool->alternatives[a];
        out->alternatives[out->n_alternatives++] = (struct result_alternative){
            .front_end = front_end_names[other->front_end], .write_path = write_path_names[other->write_path], .chosen = other->chosen,
            .read_bound_bytes_per_s = known(other->read.bytes_per_s), .write_bound_bytes_per_s = known(other->write.bytes_per_s),
            .read_bound_by = row_name(plan, arena, other->read.row), .write_bound_by = row_name(plan, arena, other->write.row)};
    }
}

static const char *node_names(const struct plan_pool *pool, struct arena *arena)
{
    struct text names = text_new(arena);
    for (int g = 0; g < pool->n_groups; g++) {
        if (g > 0) text_append(&names, " + ");
        text_append(&names, pool->groups[g].node->head.name);
    }
    return names.bytes;
}

static void fill_groups(const struct plan_pool *pool, struct arena *arena, struct result_pool *out)
{
    out->groups = ARENA_ARRAY(arena, struct result_group, pool->n_groups + 1);
    for (int g = 0; g < pool->n_groups; g++) {
        fill_group(&pool->groups[g], "storage", arena, &out->groups[out->n_groups++]);
        out->nodes += pool->groups[g].nodes;
        out->drives += pool->groups[g].drives + pool->groups[g].buffer_drives;
        out->nameplate_w += pool->groups[g].max_w;
    }
    if (!pool->front_ends) return;
    fill_group(pool->front_ends, "front_end", arena, &out->groups[out->n_groups++]);
    out->nameplate_w += pool->front_ends->max_w;
}

static void fill_pool(const struct site_plan *plan, const struct plan_pool *pool, struct arena *arena, struct result_pool *out)
{
    const struct plan_group *first = &pool->groups[0];
    *out = (struct result_pool){
        .name = copy(arena, pool->pool->name), .node = node_names(pool, arena), .stack = copy(arena, pool->pool->stack->head.name),
        .front_end = front_end_names[pool->pool->path->front_end], .write_path = write_path_names[pool->pool->path->write_path],
        .protocol = copy(arena, pool->pool->protocol), .failure_domain = pool->pool->failure_domain == DOMAIN_RACK ? "rack" : "node",
        .payload_efficiency = box_payload_efficiency(pool->pool), .racks = pool->racks, .nodes_per_rack = known(first->nodes_per_rack),
        .rack_limit = copy(arena, first->rack_limit), .raw_bytes = pool->raw_bytes, .usable_bytes = pool->usable_bytes,
        .read_bound_bytes_per_s = known(pool->read.bytes_per_s), .write_bound_bytes_per_s = known(pool->write.bytes_per_s),
        .read_bound_by = row_name(plan, arena, pool->read.row), .write_bound_by = row_name(plan, arena, pool->write.row),
        .read_next_bytes_per_s = known(pool->read.next_bytes_per_s), .write_next_bytes_per_s = known(pool->write.next_bytes_per_s),
        .read_next_by = row_name(plan, arena, pool->read.next_row), .write_next_by = row_name(plan, arena, pool->write.next_row),
        .stripe_width = pool->stripe_width, .efficiency = pool->efficiency, .domains = pool->domains, .survives = pool->survives,
        .namespaces = pool->namespaces, .coincident_nodes = pool->coincident_nodes, .separate_nodes = pool->separate_nodes};
    fill_groups(pool, arena, out);
    fill_alternatives(plan, pool, arena, out);
}

static void fill_rack(const struct site_plan *plan, const struct rack_fill *fill, struct arena *arena, struct result_rack_fill *out)
{
    *out = (struct result_rack_fill){.rack = copy(arena, fill->rack->head.name), .count = fill->count, .ru = fill->ru, .ru_limit = fill->ru_limit,
                                     .draw_w = fill->draw_w, .w_limit = fill->w_limit, .kg = fill->kg, .kg_limit = fill->kg_limit,
                                     .ports = fill->ports, .port_limit = known(fill->port_limit)};
    out->content = ARENA_ARRAY(arena, struct result_rack_content, fill->n_content);
    for (int c = 0; c < fill->n_content; c++) {
        const struct plan_pool *pool = &plan->pools[fill->content[c].pool];
        out->content[out->n_content++] = (struct result_rack_content){
            .pool = copy(arena, pool->pool->name), .node = copy(arena, rows_group(pool, fill->content[c].group)->node->head.name),
            .count = fill->content[c].hosts};
    }
    layout_slots(plan, fill, arena, out);
}

static void fill_plan(const struct site_plan *plan, struct arena *arena, struct result_plan *out)
{
    const struct plan_racks *racks = &plan->racks;
    *out = (struct result_plan){.racks = racks->racks, .rack_tiles = racks->rack_tiles, .floor_tiles = racks->floor_tiles, .floor_m2 = racks->floor_m2,
                                .rack_tiles_available = racks->rack_tiles_available, .gpu_racks = racks->gpu_racks,
                                .gpu_floor_tiles = racks->gpu_floor_tiles, .switches = racks->tors + racks->spines, .optics = racks->optics};
    out->pools = ARENA_ARRAY(arena, struct result_pool, plan->n_pools);
    for (int p = 0; p < plan->n_pools; p++) fill_pool(plan, &plan->pools[p], arena, &out->pools[out->n_pools++]);
    out->rack_fills = ARENA_ARRAY(arena, struct result_rack_fill, racks->n_fills);
    for (int f = 0; f < racks->n_fills; f++) fill_rack(plan, &racks->fills[f], arena, &out->rack_fills[out->n_rack_fills++]);
}

/* --- power, throughput, load ----------------------------------------------------------- */

static void fill_power_level(const struct plan_power_level *level, struct arena *arena, struct result_power_level *out)
{
    static const char *const kinds[] = {[POWER_UTILITY] = "utility", [POWER_TRANSFORMER] = "transformer", [POWER_UPS] = "ups", [POWER_PDU] = "pdu",
                                        [POWER_BUSWAY] = "busway"};
    static const char *const schemes[] = {[SCHEME_N] = "n", [SCHEME_N_PLUS_1] = "n+1", [SCHEME_2N] = "2n", [SCHEME_DISTRIBUTED] = "distributed"};
    *out = (struct result_power_level){
        .level = copy(arena, level->level->name), .kind = kinds[level->level->kind], .scheme = schemes[level->level->scheme],
        .carries = power_graph_carries_site(level->level) ? "site" : "it", .count = level->count, .rating_w = level->level->rating_w.value,
        .derating = box_value(&level->level->derating, 1.0), .installed_w = level->installed_w, .load_w = level->load_w, .utilisation = level->utilisation,
        .worst_case = copy(arena, level->worst_case), .worst_case_load_w = level->worst_load_w, .worst_case_utilisation = level->worst_utilisation,
        .usable_w = level->usable_w, .headroom_w = level->usable_w - level->load_w, .stranded_w = level->reserved_w + level->blocked_w,
        .reserved_w = level->reserved_w, .blocked_w = level->blocked_w, .reserve = level->reserved_w / level->installed_w, .dark_w = level->dark_w,
        .peak_w = UNKNOWN, .peak_utilisation = UNKNOWN, .peak_worst_utilisation = UNKNOWN, .time_over = UNKNOWN, .worst_time_over = UNKNOWN};
}

static const char *fed_by(const struct plan_power_tree *tree, int t, struct arena *arena)
{
    const struct power_level *level = tree->levels[t].level;
    if (level->n_from == 0) return t == 0 || level->kind == POWER_UTILITY ? "" : copy(arena, tree->levels[t - 1].level->name);
    struct text names = text_new(arena);
    for (int f = 0; f < level->n_from; f++) text_printf(&names, "%s%s", f > 0 ? " + " : "", level->from[f]);
    return names.bytes;
}

static void fill_power_tree(const struct plan_power_tree *tree, struct arena *arena, struct result_power *out)
{
    out->tree = ARENA_ARRAY(arena, struct result_power_level, tree->n_levels);
    out->tree_limit = tree->n_levels > 0 ? copy(arena, tree->levels[tree->limit].level->name) : "";
    out->tree_it_limit_w = tree->n_levels > 0 ? tree->it_limit_w : (double)NAN;
    out->tree_loss_w = tree->n_levels > 0 ? tree->loss_w : (double)NAN;
    for (int t = 0; t < tree->n_levels; t++) {
        fill_power_level(&tree->levels[t], arena, &out->tree[out->n_tree++]);
        out->tree[t].fed_by = fed_by(tree, t, arena);
    }
    out->tree_cases = ARENA_ARRAY(arena, struct result_power_case, tree->n_cases);
    for (int c = 0; c < tree->n_cases; c++) {
        const struct plan_power_case *loss = &tree->cases[c];
        out->tree_cases[out->n_tree_cases++] = (struct result_power_case){
            .name = copy(arena, loss->name), .limit = loss->limit < 0 ? "" : out->tree[loss->limit].level, .utilisation = loss->utilisation,
            .it_limit_w = known(loss->it_limit_w), .dark_w = loss->dark_w, .peak_utilisation = UNKNOWN, .time_over = UNKNOWN};
    }
}

/* Shares that are not stated are alike; all sum to one. */
static void fill_power_loads(const struct power_tree *tree, double it_max_w, struct arena *arena, struct result_power *out)
{
    double sum = 0.0;
    out->tree_loads = ARENA_ARRAY(arena, struct result_power_load, tree->n_loads);
    for (int l = 0; l < tree->n_loads; l++) sum += box_value(&tree->loads[l].share, 1.0);
    for (int l = 0; l < tree->n_loads; l++) {
        const double share = box_value(&tree->loads[l].share, 1.0) / sum;
        struct text names = text_new(arena);
        for (int k = 0; k < tree->loads[l].n_on; k++) text_printf(&names, "%s%s", k > 0 ? " + " : "", tree->loads[l].on[k]);
        out->tree_loads[out->n_tree_loads++] = (struct result_power_load){names.bytes, share, share * it_max_w};
    }
}

static const char *cap_order(const struct plan_power *power, struct arena *arena)
{
    static const char *const names[POWER_CLASSES] = {[POWER_CHECKPOINTS] = "checkpoints", [POWER_READS] = "reads", [POWER_GPUS] = "gpus", [POWER_BACKGROUND] = "background"};
    struct text text = text_new(arena);
    for (int k = 0; k < POWER_CLASSES; k++) {
        if (power->cap_storage_only && power->cap_order[k] == POWER_GPUS) continue;
        text_printf(&text, "%s%s", text.length ? ", " : "", names[power->cap_order[k]]);
    }
    return text.bytes;
}

static void fill_power_cap(const struct site_plan *plan, struct arena *arena, struct result_power *out)
{
    static const char *const places[] = {[CAP_AT_UTILITY] = "utility", [CAP_AT_IT] = "it", [CAP_AT_STORAGE] = "storage"};
    const struct site *site = &plan->scenario->site;
    const bool capped = plan->power.cap_w > 0.0;
    out->cap_w = capped ? site->power_cap_w.value : UNKNOWN;
    out->cap_at = capped ? places[site->power_cap_at] : "";
    out->cap_order = capped ? cap_order(&plan->power, arena) : "";
    out->cap_time_bound = out->cap_time_unmet = out->cap_useful_without = out->cap_useful_lost = UNKNOWN;
}

static void fill_power(const struct plan_power *power, struct result_power *out)
{
    *out = (struct result_power){
        .storage_w = unknown, .gpu_w = unknown, .other_it_w = unknown, .it_w = unknown, .site_w = unknown, .site_design_w = power->site_design_w,
        .coincident_design_w = (double)NAN, .sum_of_nameplates_w = power->it_max_w * power->pue_design, .envelope_w = power->envelope_w,
        .headroom_w = power->headroom_w, .pue_annual = power->pue_annual, .pue_design = power->pue_design,
        .storage_max_w = power->storage_max_w, .network_w = power->network_w, .gpu_max_w = power->gpu_max_w, .other_it_max_w = power->other_it_w,
        .largest_step_w = (double)NAN, .largest_step_1s_w = (double)NAN, .largest_step_1min_w = (double)NAN, .largest_step_15min_w = (double)NAN, .ramp_w_per_s = (double)NAN, .dynamic_range_w = (double)NAN,
        .steps_per_day = (double)NAN, .energy_joules = (double)NAN, .energy_site_joules_per_year = (double)NAN};
    out->envelope_at = isnan(power->envelope_w) ? "unknown" : power->envelope_at == AT_UTILITY ? "utility" : "it";
}

static void fill_throughput(const struct site_plan *plan, enum op op, struct arena *arena, struct result_throughput *out)
{
    const struct capability *can = &plan->capability[op];
    *out = (struct result_throughput){
        .demand = op == OP_READ ? plan->demand_read_peak : plan->demand_write_peak, .bound = known(can->alone_bytes_per_s),
        .capability_alone = known(can->alone_bytes_per_s), .capability_coincident = known(can->coincident_bytes_per_s),
        .coincident_fraction = known(can->coincident_fraction), .capability_domain_out = known(can->domain_out_bytes_per_s),
        .capability_coincident_domain_out = known(can->coincident_domain_out_bytes_per_s), .bound_by = row_name(plan, arena, can->bound_row),
        .next_by = row_name(plan, arena, can->next_row), .next = known(can->next_bytes_per_s), .delivered = unknown, .offered = unknown,
        .denied_fraction = (double)NAN};
}

static void fill_jobs(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    static const char *const modes[] = {[CHECKPOINT_NONE] = "none", [CHECKPOINT_SYNC] = "sync", [CHECKPOINT_ASYNC] = "async",
                                        [CHECKPOINT_TWO_TIER] = "two_tier"};
    out->jobs = ARENA_ARRAY(arena, struct result_job, plan->n_jobs);
    for (int j = 0; j < plan->n_jobs; j++) {
        const struct plan_job *planned = &plan->jobs[j];
        const struct job *job = &plan->scenario->jobs[planned->job];
        out->jobs[out->n_jobs++] = (struct result_job){
            .name = copy(arena, job->name), .count = job->count.value, .gpus = job->gpus.value, .checkpoint_bytes = planned->checkpoint_bytes,
            .interval_s = planned->interval_s, .blocking_s = planned->blocking_s, .duration_s = planned->drain_s, .useful = (double)NAN,
            .read_stalled = (double)NAN, .checkpoint_stalled = (double)NAN, .mode = modes[job->checkpoint.mode],
            .lost = (double)NAN, .restarting = (double)NAN, .waiting = (double)NAN, .over = (double)NAN, .interruptions_per_day = (double)NAN, .down_s = (double)NAN,
            .load_s = (double)NAN, .finished_s = (double)NAN, .mtti_s = planned->interruptions_per_s ? known(planned->mtti_s) : (double)NAN,
            .law_goodput = planned->law_goodput};
    }
}

static const char *law_of(struct arena *arena, const struct interruption_cause *cause)
{
    if (cause->trace_file) return text_format(arena, "as recorded in %s", cause->trace_file);
    return isnan(cause->weibull_shape.value) ? "exponential" : text_format(arena, "weibull %g", cause->weibull_shape.value);
}

static double per_day_of(const struct site_plan *plan, int cause)
{
    double per_s = 0.0;
    for (int j = 0; j < plan->n_jobs; j++) per_s += plan->jobs[j].interruptions_per_s[cause] * plan->scenario->jobs[plan->jobs[j].job].count.value;
    return per_s * UNITS_DAY_S;
}

static void fill_interruptions(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    const struct site *site = &plan->scenario->site;
    struct result_interruptions *result = &out->interruptions;
    *result = (struct result_interruptions){.n_causes = site->n_interruptions, .per_day = unknown, .gpu_hours_per_year = unknown, .down_s = unknown, .load_s = unknown,
        .restores_per_day = (double)NAN, .restored_bytes_per_day = (double)NAN,
        .more_write = {.more_bytes_per_s = (double)NAN, .write_capability_before = (double)NAN, .write_capability_after = (double)NAN, .nodes_before = (double)NAN,
            .nodes_after = (double)NAN, .useful_before = (double)NAN, .useful_after = (double)NAN, .gpu_hours_per_year = unknown, .law_gpu_hours_per_year = (double)NAN}};
    result->causes = ARENA_ARRAY(arena, struct result_setback, site->n_interruptions);
    for (int c = 0; c < site->n_interruptions; c++)
        result->causes[c] = (struct result_setback){.name = copy(arena, site->interruptions[c].name), .law = law_of(arena, &site->interruptions[c]),
            .domain_gpus = site->interruptions[c].domain_gpus.value, .stated_per_day = per_day_of(plan, c), .per_day = unknown, .lost = (double)NAN,
            .restarting = (double)NAN, .waited = (double)NAN, .gpu_hours_per_year = unknown};
}

static void fill_load(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    out->checkpoint = (struct result_checkpoint){
        .count = unknown, .bytes_per_day = unknown, .duration_s = unknown, .stall_s = unknown, .missed = unknown,
        .offered_bytes_per_day = (plan->jobs_write_mean + plan->background_write_mean) * UNITS_DAY_S,
        .background_bytes_per_day = plan->background_write_mean * UNITS_DAY_S};
    out->rebuild.read_less = out->rebuild.write_less = unknown;
    out->goodput = (struct result_goodput){(double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, unknown, (double)NAN};
    fill_interruptions(plan, arena, out);
    out->capacity = (struct result_capacity){.usable_bytes = plan->usable_bytes, .used_bytes = (double)NAN, .used_max_bytes = (double)NAN, .full_at_s = (double)NAN,
                                             .retained_bytes = (double)NAN};
}

static void fill_tiers(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    const struct plan_tier *tier = plan->tier;
    if (!tier) return;
    const struct pool *hot = plan->pools[tier->hot].pool;
    out->tiers = ARENA_NEW(arena, struct result_tier);
    out->n_tiers = 1;
    *out->tiers = (struct result_tier){
        .pool = copy(arena, hot->name), .before = copy(arena, hot->tier.before), .hit_ratio = tier->hit_ratio, .retention_s = tier->retention_s,
        .cached_bytes = tier->cached_bytes, .room_bytes = tier->room_bytes, .wanted_bytes = tier->wanted_bytes, .drain_throttle = hot->tier.drain_throttle.value,
        .drain_weight = tier->weight, .drain_mean_bytes_per_s = tier->mean_bytes_per_s, .drain_bound_bytes_per_s = known(tier->drain.bytes_per_s),
        .drain_bound_by = row_name(plan, arena, tier->drain.row), .drain_at_peak_bytes_per_s = known(tier->drain_at_peak_bytes_per_s), .peak_s = known(tier->peak_s),
        .hits = unknown, .drained_bytes_per_s = unknown, .waiting_bytes = unknown, .waiting_max_bytes = (double)NAN, .held_bytes = (double)NAN, .lag_s = (double)NAN,
        .full_fraction = (double)NAN, .full_at_s = (double)NAN};
}

static void fill_wear(const struct site_plan *plan, const struct plan_wear *wear, const char *basis, struct arena *arena, struct result_endurance *out)
{
    const struct drive_model *drive = wear->drive;
    const double year_s = UNITS_YEAR_S;
    *out = (struct result_endurance){
        .pool = copy(arena, plan->pools[wear->pool].pool->name), .node = copy(arena, plan->pools[wear->pool].groups[wear->group].node->head.name),
        .drive = copy(arena, drive->head.name), .use = wear->use == DRIVE_BUFFER ? "buffer" : "data", .drives = wear->drives, .drive_writes_per_day = wear->written_per_day,
        .rated_writes_per_day = drive->dwpd_per_day.value, .years = known(wear->years), .rated_years = drive->rated_life_s.value / year_s,
        .bytes_per_year = wear->bytes_per_year, .rated_bytes_per_year = drive->workload_bytes_per_year.value, .workload_ratio = wear->workload_ratio,
        .afr_per_year = drive->afr_per_year.value, .basis = basis};
    out->binds = out->years < out->rated_years || out->workload_ratio > 1.0;
}

static void fill_endurance(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    out->endurance = ARENA_ARRAY(arena, struct result_endurance, plan->n_wear);
    for (int w = 0; w < plan->n_wear; w++) fill_wear(plan, &plan->wear[w], "demanded", arena, &out->endurance[out->n_endurance++]);
}

static double cost_on(const struct flow_class *class, int row)
{
    for (int c = 0; c < class->n_coefficients; c++)
        if (class->coefficients[c].row == row) return class->coefficients[c].per_byte;
    return 0.0;
}

static const char *row_unit(const struct site_plan *plan, const struct row *row)
{
    if (row->kind == ROW_SOFTWARE) return "nodes";
    if (row->kind != ROW_MEDIA && row->kind != ROW_BUFFER) return "bytes_per_s";
    return row->kind == ROW_BUFFER || rows_group(&plan->pools[row->pool], row->group)->drives > 0.0 ? "drives" : "nodes";
}

static void fill_resources(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    const struct row_system *system = &plan->system;
    out->resources = ARENA_ARRAY(arena, struct result_resource, system->n_rows);
    for (int r = 0; r < system->n_rows; r++) {
        const struct row *row = &system->rows[r];
        out->resources[out->n_resources++] = (struct result_resource){
            .name = copy(arena, row->name), .pool = copy(arena, plan->pools[row->pool].pool->name), .kind = rows_kind_name(row->kind),
            .capacity = row->capacity, .unit = row_unit(plan, row), .utilisation = unknown, .read_cost = cost_on(&system->classes[OP_READ], r),
            .write_cost = cost_on(&system->classes[OP_WRITE], r)};
    }
}

/* --- what was found --------------------------------------------------------------------- */

static void fill_findings(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    static const char *const severities[] = {[FINDING_NOTE] = "note", [FINDING_WARNING] = "warning", [FINDING_FAIL] = "fail"};
    out->findings = ARENA_ARRAY(arena, struct result_finding, plan->n_findings);
    for (int f = 0; f < plan->n_findings; f++) {
        const struct finding *finding = &plan->findings[f];
        out->findings[out->n_findings++] = (struct result_finding){copy(arena, finding->code), severities[finding->severity],
                                                                   copy(arena, finding->text), summary_place(arena, finding->at)};
    }
}

static const char *const grade_names[] = {[GRADE_NONE] = "stated", [GRADE_MEASURED] = "measured", [GRADE_DATASHEET] = "datasheet",
                                          [GRADE_QUOTE] = "quote", [GRADE_ESTIMATE] = "estimate", [GRADE_PLACEHOLDER] = "placeholder"};

static void fill_derivations(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    out->derivations = ARENA_ARRAY(arena, struct result_derivation, plan->n_derivations);
    for (int d = 0; d < plan->n_derivations; d++) {
        const struct derivation *derived = &plan->derivations[d];
        struct result_derivation *result = &out->derivations[out->n_derivations++];
        *result = (struct result_derivation){.id = copy(arena, derived->id), .expression = copy(arena, derived->expression), .formula = copy(arena, derived->formula), .value = known(derived->value),
                                             .unit = units_key_suffix(derived->unit), .source = copy(arena, derived->source),
                                             .date = copy(arena, derived->date), .grade = grade_names[derived->grade],
                                             .place = summary_place(arena, derived->at)};
        result->inputs = ARENA_ARRAY(arena, const char *, derived->n_inputs);
        for (int i = 0; i < derived->n_inputs; i++) result->inputs[result->n_inputs++] = copy(arena, derived->inputs[i]);
    }
}

static void fill_leaves(const struct site_plan *plan, struct arena *arena, struct results *out)
{
    out->leaves = ARENA_ARRAY(arena, struct result_leaf, plan->n_leaves);
    for (int l = 0; l < plan->n_leaves; l++) {
        const struct quantity *leaf = plan->leaves[l];
        out->leaves[out->n_leaves++] = (struct result_leaf){.path = copy(arena, leaf->path), .value = known(leaf->value), .unit = units_key_suffix(leaf->unit),
            .source = copy(arena, leaf->source), .date = copy(arena, leaf->date), .grade = grade_names[leaf->grade], .place = summary_place(arena, leaf->at)};
    }
}

static const char *const quantity_names[REQ_COUNT] = {
    [REQ_READ_CAPABILITY] = "read_capability", [REQ_WRITE_CAPABILITY] = "write_capability", [REQ_USABLE_CAPACITY] = "usable_capacity",
    [REQ_SITE_POWER_PEAK] = "site_power_peak", [REQ_STORAGE_POWER] = "storage_power", [REQ_RACK_TILES] = "rack_tiles",
    [REQ_FLOOR_TILES] = "floor_tiles", [REQ_NODES] = "nodes", [REQ_NAMESPACES] = "namespaces", [REQ_PROTOCOLS_MISSING] = "protocols_missing",
    [REQ_POWER_TREE_UTILISATION] = "power_tree_utilisation",
    [REQ_GOODPUT] = "goodput", [REQ_READ_DENIED_FRACTION] = "read_denied_fraction", [REQ_WRITE_DENIED_FRACTION] = "write_denied_fraction",
    [REQ_CHECKPOINT_STALL] = "checkpoint_stall", [REQ_FULL_AT] = "full_at"};

/* Rates, bytes and watts can be shared out; counts, fractions and times can't. */
static double per_gpu(const struct requirement *requirement, const struct scenario *scenario)
{
    return requirement->quantity <= REQ_STORAGE_POWER ? requirement->limit.value / scenario->site.gpus.value : (double)NAN;
}

static void judge(const struct site_plan *plan, const struct results *simulated, struct arena *arena, struct results *out)
{
    const struct scenario *scenario = plan->scenario;
    struct result_requirement *lines = ARENA_ARRAY(arena, struct result_requirement, scenario->n_requirements);
    for (int r = 0; r < scenario->n_requirements; r++) {
        const struct requirement *requirement = &scenario->requirements[r];
        struct verdict_line line;
        verdict_judge(plan, simulated, requirement, &line);
        lines[r] = (struct result_requirement){
            .id = copy(arena, requirement->id), .level = requirement->level == LEVEL_MUST ? "must" : "should", .text = copy(arena, requirement->text),
            .verdict = verdict_name(line.verdict), .nominal = verdict_name(line.verdict), .quantity = quantity_names[requirement->quantity],
            .unit = units_key_suffix(line.unit), .value = known(line.value), .limit = line.limit, .margin = known(line.margin), .judged_on = line.judged_on,
            .depends_on = line.depends_on, .flip_value = (double)NAN, .flip_unit = "", .settle = "", .place = summary_place(arena, requirement->at),
            .statement = copy(arena, requirement->statement), .scope = copy(arena, requirement->scope), .source = copy(arena, requirement->source),
            .status = copy(arena, requirement->status), .acceptance = copy(arena, requirement->acceptance), .owner = copy(arena, requirement->owner),
            .per_gpu = per_gpu(requirement, scenario)};
        if (line.depends_on[0]) lines[r].settle = text_format(arena, "state %s", line.depends_on);
    }
    out->requirements = lines;
    out->n_requirements = scenario->n_requirements;
    out->verdict = summary_verdict(out);
}

const char *summary_verdict(const struct results *results)
{
    bool depends = false;
    for (int f = 0; f < results->n_findings; f++)
        if (text_equal(results->findings[f].severity, "fail")) return verdict_name(VERDICT_FAIL);
    for (int r = 0; r < results->n_requirements; r++) {
        const struct result_requirement *line = &results->requirements[r];
        if (!text_equal(line->level, "must")) continue;
        if (text_equal(line->verdict, "fail")) return verdict_name(VERDICT_FAIL);
        if (text_equal(line->verdict, "depends")) depends = true;
    }
    return verdict_name(depends ? VERDICT_DEPENDS : VERDICT_PASS);
}

static void fill_questions(const struct scenario *scenario, struct arena *arena, struct results *out)
{
    out->questions = ARENA_ARRAY(arena, struct result_question, scenario->n_questions);
    for (int q = 0; q < scenario->n_questions; q++) {
        const struct question *question = &scenario->questions[q];
        struct result_question *line = &out->questions[out->n_questions++];
        *line = (struct result_question){.id = copy(arena, question->id), .kind = copy(arena, question->kind), .ask = copy(arena, question->ask), .owner = copy(arena, question->owner),
                                         .due = date_said(arena, question->due_days), .status = copy(arena, question->status), .answer = copy(arena, question->answer),
                                         .place = summary_place(arena, question->at)};
        line->touches = ARENA_ARRAY(arena, const char *, question->n_touches);
        for (int k = 0; k < question->n_touches; k++) line->touches[line->n_touches++] = copy(arena, question->touches[k]);
    }
}

/* --- doors ---------------------------------------------------------------------------- */

void summary_fill(const struct site_plan *plan, struct arena *arena, struct results *results)
{
    fill_scenario(plan, arena, &results->scenario);
    fill_plan(plan, arena, &results->plan);
    layout_fill(plan, arena, &results->layout);
    fill_power(&plan->power, &results->power);
    fill_power_tree(&plan->power.tree, arena, &results->power);
    if (plan->power.tree.n_levels > 0) fill_power_loads(&plan->scenario->site.facility->power_tree, plan->power.it_max_w, arena, &results->power);
    fill_power_cap(plan, arena, &results->power);
    fill_throughput(plan, OP_READ, arena, &results->read);
    fill_throughput(plan, OP_WRITE, arena, &results->write);
    fill_load(plan, arena, results);
    fill_jobs(plan, arena, results);
    fill_resources(plan, arena, results);
    fill_tiers(plan, arena, results);
    fill_endurance(plan, arena, results);
    fill_findings(plan, arena, results);
    fill_derivations(plan, arena, results);
    fill_questions(plan->scenario, arena, results);
    fill_leaves(plan, arena, results);
    judge(plan, NULL, arena, results);
}

void summary_endurance(const struct site_plan *plan, struct arena *arena, struct results *results)
{
    const double rates[WEAR_RATES] = {results->read.delivered.mean, results->write.delivered.mean, results->n_tiers > 0 ? results->tiers[0].drained_bytes_per_s.mean : 0.0};
    CHECK(results->n_endurance == plan->n_wear);
    for (int w = 0; w < plan->n_wear; w++) {
        struct plan_wear wear = plan->wear[w];
        wear_at(rates, rates, &wear);
        fill_wear(plan, &wear, "simulated", arena, &results->endurance[w]);
    }
}

void summary_judge(const struct site_plan *plan, struct arena *arena, struct results *results)
{
    judge(plan, results, arena, results);
}
