#include "study/size_law.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/code.h"
#include "plan/fabric.h"
#include "plan/place.h"
#include "plan/rows.h"
#include "plan/sizing.h"

enum { MOST_ROWS = 3 * SIZE_OPTION_COUNTS + 16 };
static const double PB = 1e15, TB_S = 1e12, KW = 1e3;
/* So many of each that stripes are at their widest and one out is nothing. */
static const double without_end = 1e5;

struct lawyer {
    struct size_law *law;
    const struct site_plan *plan;        /* of the option without end */
    const struct plan_pool *pool;
    struct sizing_needs needs;
    double tree_w;
    struct arena *arena;
};

static struct size_row *add(struct lawyer *lawyer, const char *name, enum unit unit, double scale, enum program_sense sense, double limit)
{
    struct size_row *row = &lawyer->law->rows[lawyer->law->n_rows++];
    CHECK(lawyer->law->n_rows <= MOST_ROWS);
    *row = (struct size_row){.name = name, .unit = unit, .scale = scale, .sense = sense, .limit = limit};
    return row;
}

static double open_or(double demanded) { return demanded > 0.0 ? demanded : 0.0; }      /* 0 for NAN */

/* --- what a node takes ------------------------------------------------------------------------ */

static void weigh_switches(const struct facility_model *facility, struct size_law *law)
{
    const struct switch_model *tor = facility->tor, *spine = facility->spine;
    if (!tor) return;
    const double tors = box_value(&facility->tors_per_rack, 2.0);
    law->rack_w = tors * tor->max_w.value;
    law->rack_dollars = tors * tor->price_dollars.value;
    law->uplink_w = box_value(&tor->optic_w, 0.0);
    if (!spine) return;
    law->uplink_w += fabric_spine_ports(facility, 1.0) * box_value(&spine->optic_w, 0.0);
    law->spines_per_uplink = fabric_spine_ports(facility, 1.0) / spine->ports.value;
    law->spine_w = spine->max_w.value;
    law->spine_dollars = spine->price_dollars.value;
}

/* Uplinks are whole in each rack. */
static void weigh_network(const struct size_option *option, struct size_law *law)
{
    for (int c = 0; c < option->n_counts; c++) {
        const bool stands = option->node[c]->kind != NODE_SERVICE && law->racks[c] > 0.0;
        law->line[c] = stands ? box_of(option->node[c], 1.0).nic_line_bytes_per_s : 0.0;
        law->rack_uplinks[c] = stands ? fabric_uplinks(law->facility, law->line[c] / law->racks[c]) : 0.0;
        const double uplinks = law->rack_uplinks[c] * law->racks[c], spines = uplinks * law->spines_per_uplink;
        law->storage_w[c] = law->own_w[c] + uplinks * law->uplink_w + spines * law->spine_w;
        law->dollars[c] = law->own_dollars[c] + (spines > 0.0 ? spines * law->spine_dollars : 0.0);
    }
}

static double part_of(double each, double room) { return each > 0.0 && room > 0.0 ? each / room : 0.0; }    /* false for NAN */

/* What a mixed rack has room for. */
static void weigh_racks(const struct size_option *option, const struct facility_model *facility, struct size_law *law)
{
    const struct rack_model *rack = place_rack(option->pool, facility);
    law->spread = option->pool->failure_domain == DOMAIN_RACK;
    for (int c = 0; rack && c < option->n_counts; c++) {
        const struct node_model *node = option->node[c];
        const struct box box = box_of(node, 1.0);
        const double hosts = node->kind == NODE_SERVICE ? 0.0 : 1.0 / box.vms_per_host;
        const double uplinks = facility->tor ? box.nic_line_bytes_per_s * box.vms_per_host / fabric_oversubscription(facility) / facility->tor->port_bytes_per_s.value : 0.0;
        const double parts[SIZE_LAW_ROOM] = {part_of(node->ru.value, rack->ru.value - box_value(&rack->reserved_ru, 0.0)), part_of(node->max_w.value, rack->power_w.value - box_value(&rack->reserved_w, 0.0)),
                                             part_of(node->kg.value, rack->payload_kg.value), part_of(box.ports + uplinks, fabric_rack_ports(facility))};
        for (int k = 0; k < SIZE_LAW_ROOM; k++) law->rack_part[c][k] = hosts * parts[k];
    }
}

static void weigh_nodes(struct lawyer *lawyer)
{
    struct size_law *law = lawyer->law;
    for (int c = 0; c < law->option->n_counts; c++) {
        const struct plan_group *group = rows_group(lawyer->pool, c);
        law->usable_bytes[c] = group->usable_bytes / group->nodes;
        law->racks[c] = isfinite(group->nodes_per_rack) ? group->hosts / group->nodes / group->nodes_per_rack : 0.0;
        law->own_w[c] = group->max_w / group->nodes;
        law->own_dollars[c] = size_build_price(law->option->node[c]);
        law->least[c] = law->option->step[c];
    }
    law->facility = lawyer->plan->scenario->site.facility;
    weigh_switches(law->facility, law);
    weigh_network(law->option, law);
    weigh_racks(law->option, law->facility, law);
}

/* --- throughput ---------------------------------------------------------------------------------- */

static double per_byte(const struct flow_class *class, int row)
{
    for (int k = 0; k < class->n_coefficients; k++)
        if (class->coefficients[k].row == row) return class->coefficients[k].per_byte;
    return 0.0;
}

/* Part of the row that one node's share of `read` and `write` takes, times the nodes: a group's row carries 1 / that. */
struct tightest { const struct row *row; double rate; };

/* The least over the group's rows of capacity / load, times what is offered: bytes/s of the pool as planned without end. */
static struct tightest tightest_row(const struct lawyer *lawyer, int group, double read, double write)
{
    const struct row_system *system = &lawyer->plan->system;
    struct tightest best = {NULL, (double)INFINITY};
    for (int r = 0; r < system->n_rows; r++) {
        if (system->rows[r].group != group) continue;
        const double load = read * per_byte(&system->classes[OP_READ], r) + write * per_byte(&system->classes[OP_WRITE], r);
        const double rate = load > 0.0 ? system->rows[r].capacity / load * (read + write) : (double)INFINITY;
        if (rate < best.rate) best = (struct tightest){&system->rows[r], rate};
    }
    return best;
}

static void ask_throughput(struct lawyer *lawyer, int group, const char *what, double read, double write)
{
    struct size_law *law = lawyer->law;
    const struct size_option *option = law->option;
    const struct tightest tightest = read + write > 0.0 ? tightest_row(lawyer, group, read, write) : (struct tightest){NULL, 0.0};
    if (!tightest.row) return;
    const bool front = group == option->n_groups;
    const char *name = text_format(lawyer->arena, "%s, one %s out: %s of %s", what, front ? "front end" : "domain", rows_kind_name(tightest.row->kind), option->node[group]->head.name);
    struct size_row *row = add(lawyer, name, UNIT_BYTES_PER_S, TB_S, PROGRAM_AT_LEAST, read + write);
    if (front) {
        row->a[group] = tightest.rate / lawyer->pool->front_ends->nodes;
        row->limit += row->a[group];
        return;
    }
    double smallest = (double)INFINITY;
    for (int g = 0; g < option->n_groups; g++) {
        row->a[g] = tightest.rate / lawyer->pool->usable_bytes * law->usable_bytes[g];
        smallest = fmin(smallest, row->a[g]);
    }
    row->limit += smallest;
}

static void ask_rates(struct lawyer *lawyer)
{
    const struct sizing_needs *needs = &lawyer->needs;
    const double read = open_or(needs->read), write = open_or(needs->write), peak = open_or(needs->read_peak), write_peak = open_or(needs->write_peak);
    for (int c = 0; c < lawyer->law->option->n_counts; c++) {
        ask_throughput(lawyer, c, "reads", read, 0.0);
        ask_throughput(lawyer, c, "writes", 0.0, write);
        if (needs->simultaneous && peak > 0.0 && write_peak > 0.0) ask_throughput(lawyer, c, "reads and writes at once", peak, write_peak);
    }
}

/* --- bytes, boxes -------------------------------------------------------------------------------- */

static void ask_bytes(struct lawyer *lawyer)
{
    if (open_or(lawyer->needs.usable_bytes) <= 0.0) return;
    struct size_row *row = add(lawyer, "usable capacity", UNIT_BYTES, PB, PROGRAM_AT_LEAST, lawyer->needs.usable_bytes);
    for (int g = 0; g < lawyer->law->option->n_groups; g++) row->a[g] = lawyer->law->usable_bytes[g];
}

/* Domains that are boxes: fewer boxes than domains there cannot be. */
static void ask_cluster(struct lawyer *lawyer)
{
    const struct stack_model *stack = lawyer->pool->pool->stack;
    const bool boxes = lawyer->pool->pool->failure_domain == DOMAIN_NODE;
    const double least = fmax(box_value(&stack->min_nodes, 1.0), boxes ? code_min_domains(&stack->code) : 1.0);
    struct size_row *row = add(lawyer, "smallest cluster", UNIT_COUNT, 1.0, PROGRAM_AT_LEAST, least);
    for (int g = 0; g < lawyer->law->option->n_groups; g++) row->a[g] = 1.0;
}

static void sum_nodes(const struct size_law *law, struct size_row *row, const double *each)
{
    for (int g = 0; g < law->option->n_groups; g++) row->a[g] = each ? each[g] : 1.0;
}

static void limit_namespaces(struct lawyer *lawyer, const struct requirement *must)
{
    const struct stack_model *stack = lawyer->pool->pool->stack;
    const int n_groups = lawyer->law->option->n_groups;
    const double most = must->limit.value;
    if (!isnan(stack->max_nodes.value)) sum_nodes(lawyer->law, add(lawyer, "nodes of a namespace", UNIT_COUNT, 1.0, PROGRAM_AT_MOST, most * stack->max_nodes.value), NULL);
    if (!isnan(stack->max_bytes.value)) sum_nodes(lawyer->law, add(lawyer, "bytes of a namespace", UNIT_BYTES, PB, PROGRAM_AT_MOST, most * stack->max_bytes.value), lawyer->law->usable_bytes);
    if (!isnan(stack->max_front_ends.value) && lawyer->law->option->n_counts > n_groups)
        add(lawyer, "front ends of a namespace", UNIT_COUNT, 1.0, PROGRAM_AT_MOST, most * stack->max_front_ends.value)->a[n_groups] = 1.0;
}

/* --- racks, watts ------------------------------------------------------------------------------------ */

static void ask_racks(struct lawyer *lawyer)
{
    const struct size_law *law = lawyer->law;
    struct size_row *row = add(lawyer, "boxes in racks", UNIT_COUNT, 1.0, PROGRAM_AT_LEAST, 0.0);
    row->of_racks = 1.0;
    for (int c = 0; c < law->option->n_counts; c++) row->a[c] = -law->racks[c];
    const double tiles = lawyer->plan->racks.rack_tiles_available;
    if (!isnan(tiles)) add(lawyer, "rack tiles", UNIT_COUNT, 1.0, PROGRAM_AT_MOST, tiles)->of_racks = 1.0;
}

static void limit_watts(struct lawyer *lawyer, const char *name, double watts)
{
    const struct size_law *law = lawyer->law;
    if (!isfinite(watts)) return;
    struct size_row *row = add(lawyer, name, UNIT_WATTS, KW, PROGRAM_AT_MOST, watts);
    row->of_racks = law->rack_w;
    for (int c = 0; c < law->option->n_counts; c++) row->a[c] = law->storage_w[c];
}

/* What is left to storage of the site's watts, which are `at` the utility or at the IT. */
static double left_of(const struct plan_power *power, double watts, enum envelope_at at)
{
    return watts / (at == AT_UTILITY ? power->pue_design : 1.0) - power->gpu_max_w - power->other_it_w;
}

static void limit_power(struct lawyer *lawyer)
{
    const struct plan_power *power = &lawyer->plan->power;
    limit_watts(lawyer, "site envelope", left_of(power, power->envelope_w, power->envelope_at));
    limit_watts(lawyer, "watts kept for storage", lawyer->plan->envelope_storage_w);
    limit_watts(lawyer, "feeds", left_of(power, lawyer->tree_w, AT_IT));
}

static void limit_must(struct lawyer *lawyer, const struct requirement *must)
{
    const struct plan_power *power = &lawyer->plan->power;
    const struct plan_racks *racks = &lawyer->plan->racks;
    const double limit = must->limit.value, per_rack = racks->racks > 0.0 ? racks->floor_tiles / racks->racks : 0.0;     /* a service stands in none */
    const char *name = text_format(lawyer->arena, "%s %s", must->id, must->text);
    switch (must->quantity) {
    case REQ_SITE_POWER_PEAK: limit_watts(lawyer, name, left_of(power, limit, power->envelope_at)); break;
    case REQ_STORAGE_POWER: limit_watts(lawyer, name, limit); break;
    case REQ_RACK_TILES: add(lawyer, name, UNIT_COUNT, 1.0, PROGRAM_AT_MOST, limit)->of_racks = 1.0; break;
    case REQ_FLOOR_TILES: add(lawyer, name, UNIT_COUNT, 1.0, PROGRAM_AT_MOST, limit)->of_racks = per_rack; break;
    case REQ_NODES: sum_nodes(lawyer->law, add(lawyer, name, UNIT_COUNT, 1.0, PROGRAM_AT_MOST, limit), NULL); break;
    case REQ_NAMESPACES: limit_namespaces(lawyer, must); break;
    default: break;
    }
}

static void limit_musts(struct lawyer *lawyer)
{
    const struct scenario *scenario = lawyer->plan->scenario;
    for (int r = 0; r < scenario->n_requirements; r++) {
        const struct requirement *must = &scenario->requirements[r];
        const bool upper = must->comparison == CMP_LE || must->comparison == CMP_LT;
        if (must->level == LEVEL_MUST && upper && lawyer->law->n_rows < MOST_ROWS - 3) limit_must(lawyer, must);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------ */

/* A front end's rows are about front ends alone, and needed_bytes is what all rows over storage ask for together. */
static void sum_up(struct size_law *law)
{
    const int n_groups = law->option->n_groups;
    for (int r = 0; r < law->n_rows; r++) {
        const struct size_row *row = &law->rows[r];
        const bool of_bytes = row->unit == UNIT_BYTES || row->unit == UNIT_BYTES_PER_S;
        if (row->sense != PROGRAM_AT_LEAST || !of_bytes) continue;
        if (row->a[0] > 0.0) law->needed_bytes = fmax(law->needed_bytes, row->limit / row->a[0] * law->usable_bytes[0]);
        else law->least[n_groups] = fmax(law->least[n_groups], row->limit / row->a[n_groups]);
    }
}

static void find_held(struct size_bench *bench, const struct size_option *option, struct size_law *law)
{
    struct size_build build;
    double open[SIZE_OPTION_COUNTS];
    bool any = false;
    for (int c = 0; c < SIZE_OPTION_COUNTS; c++) {
        open[c] = law->held[c] = (double)NAN;
        any = any || option->manual[c];
    }
    if (!any) return;
    size_build_quick(bench, option, open, &build);
    for (int c = 0; c < option->n_counts; c++) {
        if (!option->manual[c]) continue;
        const struct node_count *stated = c == option->n_groups ? &option->pool->front_end_nodes : &option->pool->groups[c].nodes;
        law->held[c] = build.planned ? build.count[c] : stated->rule == NODES_COUNT ? rint(stated->count.value) : (double)NAN;
        if (isnan(law->held[c])) law->holds = false;
    }
}

static bool lies_by_capacity(const struct size_option *option)
{
    return option->n_counts > 0 && (option->n_groups == 1 || option->pool->placement == PLACE_BY_CAPACITY);
}

struct size_law size_law_of(struct size_bench *bench, const struct size_option *option, struct arena *arena)
{
    struct size_law law = {.option = option, .holds = lies_by_capacity(option)};
    struct size_option endless = size_option_copy(option, arena);
    double count[SIZE_OPTION_COUNTS];
    find_held(bench, option, &law);
    if (!law.holds) return law;
    for (int c = 0; c < option->n_counts; c++) {
        endless.manual[c] = false;
        count[c] = option->step[c] * ceil(without_end / option->step[c]);
    }
    const struct site_plan *plan = size_build_outline(bench, &endless, count, arena);
    law.holds = plan != NULL;
    if (!plan) return law;
    law.rows = ARENA_ARRAY(arena, struct size_row, MOST_ROWS);
    struct lawyer lawyer = {&law, plan, &plan->pools[0], sizing_needs(plan, &plan->pools[0]), bench->tree_w, arena};
    weigh_nodes(&lawyer);
    ask_bytes(&lawyer);
    ask_rates(&lawyer);
    ask_cluster(&lawyer);
    ask_racks(&lawyer);
    limit_power(&lawyer);
    limit_musts(&lawyer);
    sum_up(&law);
    return law;
}

/* --- as a bound --------------------------------------------------------------------------------------------- */

static double steps_up(double nodes, double step) { return step * ceil(nodes / step * (1.0 - 1e-12)); }

double size_law_last(const struct size_law *law, const double *count, int last)
{
    double bytes = law->needed_bytes;
    for (int g = 0; g < law->option->n_groups; g++)
        if (g != last) bytes -= count[g] * law->usable_bytes[g];
    return fmax(law->option->step[last], steps_up(bytes / law->usable_bytes[last] - 1e-9, law->option->step[last]));
}

static double count_or_least(const struct size_law *law, const double *count, int c)
{
    if (!isnan(count[c])) return count[c];
    if (!isnan(law->held[c])) return law->held[c];
    return c == law->option->n_groups ? steps_up(law->least[c] - 1e-9, law->option->step[c]) : size_law_last(law, count, c);
}

/* Whole racks of each group, and of what is left over as many as its fullest measure takes; uplinks likewise. */
struct racked { double racks, uplinks; };

static struct racked racks_of(const struct size_law *law, const double *nodes)
{
    struct racked sum = {0.0, 0.0};
    double left[SIZE_LAW_ROOM] = {0.0}, fullest = 0.0, line = 0.0;
    for (int c = 0; c < law->option->n_counts; c++) {
        const double all = nodes[c] * law->racks[c], whole = floor(all * (1.0 + 1e-12)), part = fmax(0.0, all - whole);
        const bool apart = law->spread && c < law->option->n_groups;
        sum.racks += whole;
        sum.uplinks += apart ? 0.0 : whole * law->rack_uplinks[c];
        line += apart ? all / law->racks[c] * law->line[c] : part > 0.0 ? part / law->racks[c] * law->line[c] : 0.0;
        if (part <= 1e-9) continue;
        if (apart) {
            sum.racks += 1.0;
            continue;
        }
        fullest = fmax(fullest, 1e-6);
        for (int k = 0; k < SIZE_LAW_ROOM; k++) left[k] += part / law->racks[c] * law->rack_part[c][k];
    }
    for (int k = 0; k < SIZE_LAW_ROOM; k++) fullest = fmax(fullest, left[k]);
    sum.racks += ceil(fullest - 1e-9);
    sum.uplinks += fabric_uplinks(law->facility, line * (1.0 - 1e-12));
    return sum;
}

void size_law_bound(const struct size_law *law, const double *count, struct size_build *build)
{
    *build = (struct size_build){.planned = true};
    for (int c = 0; c < law->option->n_counts; c++) {
        const double n = count_or_least(law, count, c);
        build->storage_w += n * law->own_w[c];
        build->dollars += n * law->own_dollars[c];
        build->nodes += n;
        build->count[c] = n;
    }
    const struct racked racked = racks_of(law, build->count);
    const double spines = ceil(racked.uplinks * law->spines_per_uplink * (1.0 - 1e-12));
    build->rack_tiles = racked.racks;
    build->storage_w += racked.racks * law->rack_w + racked.uplinks * law->uplink_w + spines * law->spine_w;
    build->dollars += racked.racks * law->rack_dollars + (spines > 0.0 ? spines * law->spine_dollars : 0.0);
}

bool size_law_over(const struct size_law *law, const struct size_build *bound)
{
    for (int r = 0; r < law->n_rows; r++) {
        const struct size_row *row = &law->rows[r];
        if (row->sense != PROGRAM_AT_MOST) continue;
        double sum = bound->rack_tiles * row->of_racks;
        for (int c = 0; c < law->option->n_counts; c++) sum += bound->count[c] * row->a[c];
        if (sum > row->limit + 1e-9 * fabs(row->limit)) return true;
    }
    return false;
}

/* --- as a program ---------------------------------------------------------------------------------------------- */

static void price_unknowns(const struct size_law *law, enum size_objective objective, struct program *program)
{
    const int racks = law->option->n_counts;
    const double of_rack[SIZE_OBJECTIVES] = {1.0, law->rack_w / KW, law->rack_dollars / KW};
    for (int c = 0; c < law->option->n_counts; c++) {
        const double step = law->option->step[c], held = law->held[c] / step;
        const double of_node[SIZE_OBJECTIVES] = {0.0, law->storage_w[c] / KW, law->dollars[c] / KW};
        const bool is_held = law->option->manual[c];
        program->unknowns[c] = (struct program_unknown){of_node[objective] * step, is_held ? held : 1.0, is_held ? held : (double)INFINITY, true};
    }
    program->unknowns[racks] = (struct program_unknown){of_rack[objective], 0.0, (double)INFINITY, true};
}

struct program *size_law_program(const struct size_law *law, enum size_objective objective, struct arena *arena)
{
    const int racks = law->option->n_counts;
    struct program *program = program_new(arena, racks + 1, law->n_rows);
    price_unknowns(law, objective, program);
    for (int r = 0; r < law->n_rows; r++) {
        const struct size_row *row = &law->rows[r];
        struct program_row *to = program_row(program, row->sense, row->limit / row->scale);
        for (int c = 0; c < racks; c++) to->a[c] = row->a[c] / row->scale * law->option->step[c];
        to->a[racks] = row->of_racks / row->scale;
    }
    return program;
}
