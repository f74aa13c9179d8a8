#include "plan/place.h"

#include <math.h>

#include "base/order.h"
#include "plan/code.h"
#include "plan/fabric.h"
#include "plan/findings.h"

const struct rack_model *place_rack(const struct pool *pool, const struct facility_model *facility)
{
    return pool->rack ? pool->rack : facility->rack;
}

/* A rack model without limits, or a box without size, still makes a rack of finite boxes. */
static const double most_boxes = 1000.0;

/* --- how many fit --------------------------------------------------------------------- */

static double fit(double room, double each)
{
    return each > 0.0 ? floor(fmax(0.0, room) / each * (1.0 + 1e-12)) : (double)INFINITY;
}

/* Ports of the boxes and the uplinks they call for share the switches. */
static double fit_ports(const struct facility_model *facility, const struct box *box)
{
    const double ports = fabric_rack_ports(facility), line = box->nic_line_bytes_per_s * box->vms_per_host;
    if (isinf(ports) || box->ports <= 0.0) return (double)INFINITY;
    const double own_uplinks = line / fabric_oversubscription(facility) / facility->tor->port_bytes_per_s.value;
    double boxes = floor(ports / (box->ports + own_uplinks) + 1e-9);     /* whole uplinks take no less */
    while (boxes > 0.0 && boxes * box->ports + fabric_uplinks(facility, boxes * line) > ports) boxes -= 1.0;
    return boxes;
}

void place_limits(const struct rack_model *rack, const struct facility_model *facility, const struct box *box, struct plan_group *group)
{
    const struct node_model *node = group->node;
    group->per_rack_by_u = group->per_rack_by_power = group->per_rack_by_weight = group->per_rack_by_ports = (double)INFINITY;
    group->nodes_per_rack = (double)INFINITY;
    group->rack_limit = "count";
    if (!rack) return;
    group->per_rack_by_u = fit(rack->ru.value - box_value(&rack->reserved_ru, 0.0), box_value(&node->ru, 0.0));
    group->per_rack_by_power = fit(rack->power_w.value - box_value(&rack->reserved_w, 0.0), box_value(&node->max_w, 0.0));
    group->per_rack_by_weight = fit(box_value(&rack->payload_kg, (double)INFINITY), box_value(&node->kg, 0.0));
    group->per_rack_by_ports = fit_ports(facility, box);
    const struct { double boxes; const char *name; } limits[] = {
        {group->per_rack_by_u, "U"}, {group->per_rack_by_power, "power"}, {group->per_rack_by_weight, "weight"}, {group->per_rack_by_ports, "ports"}};
    for (size_t l = 0; l < sizeof limits / sizeof limits[0]; l++) {
        if (!(limits[l].boxes < group->nodes_per_rack)) continue;
        group->nodes_per_rack = limits[l].boxes;
        group->rack_limit = limits[l].name;
    }
    group->nodes_per_rack = fmin(most_boxes, fmax(1.0, group->nodes_per_rack));
}

static double filled_racks(const struct plan_group *group)
{
    return isfinite(group->nodes_per_rack) ? ceil(group->hosts / group->nodes_per_rack) : 0.0;
}

double place_domain_racks(const struct plan_pool *pool, int group)
{
    double all = 0.0;
    int largest = 0;
    for (int g = 0; g < pool->n_groups; g++) {
        all += filled_racks(&pool->groups[g]);
        if (pool->groups[g].hosts > pool->groups[largest].hosts) largest = g;
    }
    const double own = filled_racks(&pool->groups[group]);
    const double lacking = fmax(0.0, code_min_domains(&pool->pool->stack->code) - all);
    return group == largest ? fmin(pool->groups[group].hosts, own + lacking) : own;
}

/* --- racks filled alike --------------------------------------------------------------- */

struct placer {
    struct site_plan *plan;
    const struct rows_pool *pools;
    size_t capacity;                     /* of plan->racks.fills */
};

static const struct box *box_at(const struct placer *placer, int pool, int group) { return &placer->pools[pool].boxes[group]; }

static struct rack_fill *add_fill(struct placer *placer, const struct rack_model *rack, double count)
{
    struct plan_racks *racks = &placer->plan->racks;
    const size_t used = (size_t)racks->n_fills;
    racks->fills = arena_grow(placer->plan->arena, racks->fills, used, used + 1, &placer->capacity, sizeof *racks->fills);
    struct rack_fill *fill = &racks->fills[racks->n_fills++];
    *fill = (struct rack_fill){.rack = rack, .count = count, .ru = box_value(&rack->reserved_ru, 0.0), .draw_w = box_value(&rack->reserved_w, 0.0),
                               .ru_limit = rack->ru.value, .w_limit = rack->power_w.value, .kg_limit = rack->payload_kg.value,
                               .port_limit = fabric_rack_ports(placer->plan->scenario->site.facility)};
    return fill;
}

/* `ports` leaves the uplinks out until the fill is complete. */
static void put(struct placer *placer, struct rack_fill *fill, int pool, int group, double hosts)
{
    const struct node_model *node = rows_group(placer->pools[pool].pool, group)->node;
    fill->ru += hosts * box_value(&node->ru, 0.0);
    fill->draw_w += hosts * box_value(&node->max_w, 0.0);
    fill->kg += hosts * box_value(&node->kg, 0.0);
    fill->ports += hosts * box_at(placer, pool, group)->ports;
    for (int c = 0; c < fill->n_content; c++) {
        if (fill->content[c].pool != pool || fill->content[c].group != group) continue;
        fill->content[c].hosts += hosts;
        return;
    }
    struct rack_content *content = ARENA_ARRAY(placer->plan->arena, struct rack_content, fill->n_content + 1);
    for (int c = 0; c < fill->n_content; c++) content[c] = fill->content[c];
    content[fill->n_content++] = (struct rack_content){pool, group, hosts};
    fill->content = content;
}

static double fill_line(const struct placer *placer, const struct rack_fill *fill)
{
    double line = 0.0;
    for (int c = 0; c < fill->n_content; c++) {
        const struct box *box = box_at(placer, fill->content[c].pool, fill->content[c].group);
        line += fill->content[c].hosts * box->vms_per_host * box->nic_line_bytes_per_s;
    }
    return line;
}

/* --- what is left over ----------------------------------------------------------------- */

struct left_over { const struct rack_model *rack; int pool, group; double hosts, ru, max_w; };

static bool larger(const void *a, const void *b, const void *context)
{
    const struct left_over *x = a, *y = b;
    (void)context;
    return x->ru != y->ru ? x->ru > y->ru : x->max_w > y->max_w;
}

static bool takes_one_more(const struct placer *placer, const struct rack_fill *fill, const struct left_over *left)
{
    const struct box *box = box_at(placer, left->pool, left->group);
    const struct facility_model *facility = placer->plan->scenario->site.facility;
    const struct node_model *node = rows_group(placer->pools[left->pool].pool, left->group)->node;
    const double line = fill_line(placer, fill) + box->vms_per_host * box->nic_line_bytes_per_s;
    const double slack = 1.0 + 1e-12;
    return fill->rack == left->rack && fill->ru + left->ru <= fill->ru_limit * slack && fill->draw_w + left->max_w <= fill->w_limit * slack
        && !(fill->kg + box_value(&node->kg, 0.0) > fill->kg_limit * slack)
        && fill->ports + box->ports + fabric_uplinks(facility, line) <= fill->port_limit;
}

/* First-fit decreasing (by height, then watts), box by box: fewer than one rack's of each group are left. */
static void place_left_over(struct placer *placer, struct left_over *left, int n_left)
{
    struct plan_racks *racks = &placer->plan->racks;
    const int first_mixed = racks->n_fills;
    order_sort(left, (size_t)n_left, sizeof *left, larger, NULL);
    for (int l = 0; l < n_left; l++) {
        for (double host = 0.0; host < left[l].hosts; host += 1.0) {
            int f = first_mixed;
            while (f < racks->n_fills && !takes_one_more(placer, &racks->fills[f], &left[l])) f++;
            struct rack_fill *fill = f < racks->n_fills ? &racks->fills[f] : add_fill(placer, left[l].rack, 1.0);
            put(placer, fill, left[l].pool, left[l].group, 1.0);
        }
    }
}

/* --- groups ---------------------------------------------------------------------------- */

/* Racks as failure domains: all hold as many boxes, give or take one. */
static void place_spread(struct placer *placer, const struct rack_model *rack, int p, int g)
{
    struct plan_group *group = rows_group(placer->pools[p].pool, g);
    const double racks = place_domain_racks(placer->pools[p].pool, g), few = floor(group->hosts / racks);
    const double with_one_more = group->hosts - few * racks;
    if (with_one_more > 0.0) put(placer, add_fill(placer, rack, with_one_more), p, g, few + 1.0);
    if (few > 0.0 && racks > with_one_more) put(placer, add_fill(placer, rack, racks - with_one_more), p, g, few);
    const double most = few + (with_one_more > 0.0 ? 1.0 : 0.0);
    if (most < group->nodes_per_rack) group->rack_limit = "count";
    group->nodes_per_rack = most;
}

static double place_whole(struct placer *placer, const struct rack_model *rack, int p, int g)
{
    struct plan_group *group = rows_group(placer->pools[p].pool, g);
    const double whole = floor(group->hosts / group->nodes_per_rack), left = group->hosts - whole * group->nodes_per_rack;
    if (whole > 0.0) put(placer, add_fill(placer, rack, whole), p, g, group->nodes_per_rack);
    if (whole <= 0.0) {
        group->nodes_per_rack = group->hosts;
        group->rack_limit = "count";
    }
    return left;
}

static void check_fit(struct placer *placer, const struct rack_model *rack, const struct pool *pool, const struct plan_group *group, struct place at)
{
    struct site_plan *plan = placer->plan;
    const struct node_model *node = group->node;
    const double least = fmin(fmin(group->per_rack_by_u, group->per_rack_by_power), fmin(group->per_rack_by_weight, group->per_rack_by_ports));
    if (least < 1.0)
        findings_add(plan, at, FINDING_FAIL, "node-over-rack", "one %s does not fit a rack %s (limit: %s); planned as one a rack", node->head.name,
                     rack->head.name, group->rack_limit);
    if (node->form != rack->form || node->feed != rack->feed)
        findings_add(plan, at, FINDING_WARNING, "rack-form-mismatch", "%s is %s with %s, rack %s of pool %s is %s with %s", node->head.name,
                     node->form == FORM_EIA19 ? "19-inch" : "21-inch", node->feed == FEED_AC ? "AC feed" : "48 V DC feed", rack->head.name,
                     pool->name, rack->form == FORM_EIA19 ? "19-inch" : "21-inch", rack->feed == FEED_AC ? "AC feed" : "48 V DC feed");
}

static void place_groups(struct placer *placer, struct left_over *left, int *n_left)
{
    const struct facility_model *facility = placer->plan->scenario->site.facility;
    for (int p = 0; p < placer->plan->n_pools; p++) {
        const struct plan_pool *pool = placer->pools[p].pool;
        const struct rack_model *rack = place_rack(pool->pool, facility);
        for (int g = 0; rack && g < pool->n_groups + (pool->front_ends ? 1 : 0); g++) {
            const struct plan_group *group = rows_group(pool, g);
            if (group->hosts <= 0.0) continue;
            check_fit(placer, rack, pool->pool, group, g < pool->n_groups ? pool->pool->groups[g].at : pool->pool->front_end_nodes.at);
            if (pool->pool->failure_domain == DOMAIN_RACK && g < pool->n_groups) {
                place_spread(placer, rack, p, g);
                continue;
            }
            const double hosts = place_whole(placer, rack, p, g);
            if (hosts > 0.0)
                left[(*n_left)++] = (struct left_over){rack, p, g, hosts, box_value(&group->node->ru, 0.0), box_value(&group->node->max_w, 0.0)};
        }
    }
}

/* A mixed rack counts for the pool with most boxes in it, of equals the first. */
static int owner(const struct rack_fill *fill, int n_pools)
{
    int best = 0;
    double most = -1.0;
    for (int p = 0; p < n_pools; p++) {
        double hosts = 0.0;
        for (int c = 0; c < fill->n_content; c++) hosts += fill->content[c].pool == p ? fill->content[c].hosts : 0.0;
        if (hosts > most) {
            most = hosts;
            best = p;
        }
    }
    return best;
}

static double add_up(struct placer *placer)
{
    struct site_plan *plan = placer->plan;
    struct plan_racks *racks = &plan->racks;
    double uplinks = 0.0;
    for (int f = 0; f < racks->n_fills; f++) {
        struct rack_fill *fill = &racks->fills[f];
        const double own = fabric_uplinks(plan->scenario->site.facility, fill_line(placer, fill));
        fill->ports += own;
        fill->uplinks = own;
        fill->pool = owner(fill, plan->n_pools);
        uplinks += fill->count * own;
        racks->racks += fill->count;
        racks->floor_tiles += fill->count * box_value(&fill->rack->floor_tiles, 0.0);
        plan->pools[fill->pool].racks += fill->count;
    }
    racks->rack_tiles = racks->racks;
    racks->floor_m2 = racks->racks * plan->scenario->site.facility->white_space_m2.value;
    return uplinks;
}

static void place_gpus(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    if (!site->gpu) return;
    plan->racks.gpu_racks = ceil(site->gpus.value / site->gpu->gpus_per_rack.value);
    plan->racks.gpu_floor_tiles = plan->racks.gpu_racks * box_value(&site->gpu->floor_tiles, 0.0);
}

static void check_tiles(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    struct plan_racks *racks = &plan->racks;
    const struct quantity *tiles = site->rack_tiles.given || isnan(site->facility->rack_tiles.value) ? &site->rack_tiles : &site->facility->rack_tiles;
    racks->rack_tiles_available = tiles->value;
    if (racks->rack_tiles > racks->rack_tiles_available)
        findings_add(plan, tiles->at, FINDING_FAIL, "over-rack-tiles", "storage takes %.0f rack tiles, %.0f are there: %.0f too many",
                     racks->rack_tiles, racks->rack_tiles_available, racks->rack_tiles - racks->rack_tiles_available);
}

void place_racks(const struct rows_pool *pools, struct site_plan *plan)
{
    struct placer placer = {.plan = plan, .pools = pools};
    int groups = 0, n_left = 0;
    for (int p = 0; p < plan->n_pools; p++) groups += plan->pools[p].n_groups + 1;
    struct left_over *left = ARENA_ARRAY(plan->arena, struct left_over, groups);
    place_groups(&placer, left, &n_left);
    place_left_over(&placer, left, n_left);
    const double uplinks = add_up(&placer);
    place_gpus(plan);
    check_tiles(plan);
    fabric_build(plan, uplinks);
}
