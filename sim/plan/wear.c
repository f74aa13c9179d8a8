#include "plan/wear.h"

#include <math.h>

#include "base/units.h"
#include "plan/box.h"
#include "plan/code.h"
#include "plan/findings.h"
#include "plan/tier_plan.h"

/* --- bytes at the media for one client byte of the pool -------------------------------------------------- */

static double of_cost(const struct cost *cost, double efficiency)
{
    return box_value(&cost->fixed, 0.0) + box_value(&cost->encoded, 0.0) / efficiency;
}

struct touched { double read, written, buffered; };

static struct touched touched_by(const struct plan_pool *pool, enum op op)
{
    const struct stack_path *path = pool->pool->path;
    const struct role_cost *roles[2] = {op == OP_READ ? &path->read_storage : &path->write_storage, op == OP_READ ? &path->read_front_end : &path->write_front_end};
    struct touched touched = {0.0, 0.0, 0.0};
    for (int r = 0; r < (path->front_end == FRONT_END_COLOCATED ? 2 : 1); r++) {
        touched.read += of_cost(&roles[r]->media_read, pool->efficiency);
        touched.written += of_cost(&roles[r]->media_write, pool->efficiency);
        touched.buffered += of_cost(&roles[r]->buffer, pool->efficiency);
    }
    return touched;
}

/* --- one kind of drive --------------------------------------------------------------------------------------- */

/* Capacity of all drives of one use in a group. */
static double capacity_of(const struct plan_group *group, enum drive_use use)
{
    double bytes = 0.0;
    for (int d = 0; d < group->node->n_drives; d++) {
        const struct node_drives *drives = &group->node->drives[d];
        if (drives->use == use) bytes += drives->count.value * drives->drive->capacity_bytes.value;
    }
    return bytes * group->nodes;
}

/* Per byte that clients read and write at the site, and that a tier drains. */
static void fill_rates(const struct site_plan *plan, int p, struct plan_wear *wear)
{
    const struct plan_pool *pool = &plan->pools[p];
    const double of_pool = pool->groups[wear->group].share / capacity_of(&pool->groups[wear->group], wear->use);
    const struct touched read = touched_by(pool, OP_READ), write = touched_by(pool, OP_WRITE);
    const double reads = tier_plan_share(plan, p, OP_READ), writes = tier_plan_share(plan, p, OP_WRITE);
    const bool hot = plan->tier && plan->tier->hot == p, cold = plan->tier && plan->tier->cold == p, buffer = wear->use == DRIVE_BUFFER;
    const double written_by_write = buffer ? write.buffered : write.written, written_by_read = buffer ? read.buffered : read.written;
    const double read_by_write = buffer ? 0.0 : write.read, read_by_read = buffer ? 0.0 : read.read;
    wear->written[WEAR_READ] = of_pool * reads * written_by_read;
    wear->written[WEAR_WRITE] = of_pool * writes * written_by_write;
    wear->written[WEAR_DRAIN] = of_pool * (cold ? written_by_write : hot ? written_by_read : 0.0);
    wear->read[WEAR_READ] = of_pool * reads * read_by_read;
    wear->read[WEAR_WRITE] = of_pool * writes * read_by_write;
    wear->read[WEAR_DRAIN] = of_pool * (cold ? read_by_write : hot ? read_by_read : 0.0);
}

/* A failed drive's bytes are written once more and cost the code's reads: shares of all drives alike, once per AFR. */
static void add_rebuilds(const struct site_plan *plan, const struct plan_pool *pool, struct plan_wear *wear)
{
    if (!plan->scenario->failures.on || !plan->scenario->failures.drives || wear->use == DRIVE_BUFFER) return;
    const double afr = box_value(&wear->drive->afr_per_year, 0.0);
    wear->rebuilt_per_year = afr;
    wear->repair_reads_per_year = afr * code_repair_strips(&pool->pool->stack->code, pool->data_strips);
}

static double life_s(const struct drive_model *drive) { return box_value(&drive->rated_life_s, 5.0 * UNITS_YEAR_S); }

void wear_at(const double written_at[WEAR_RATES], const double moved_at[WEAR_RATES], struct plan_wear *wear)
{
    double written = wear->rebuilt_per_year / UNITS_YEAR_S, moved = (wear->rebuilt_per_year + wear->repair_reads_per_year) / UNITS_YEAR_S;
    for (int k = 0; k < WEAR_RATES; k++) {
        written += wear->written[k] * written_at[k];
        moved += (wear->written[k] + wear->read[k]) * moved_at[k];
    }
    const struct drive_model *drive = wear->drive;
    wear->written_per_day = written * UNITS_DAY_S;
    wear->years = isnan(drive->dwpd_per_day.value) ? (double)NAN : drive->dwpd_per_day.value / UNITS_DAY_S * life_s(drive) / written / UNITS_YEAR_S;
    wear->bytes_per_year = moved * UNITS_YEAR_S * drive->capacity_bytes.value;
    wear->workload_ratio = wear->bytes_per_year / drive->workload_bytes_per_year.value;
}

static double least_of(double a, double b) { return isnan(b) ? a : fmin(a, b); }

static double carried(const struct site_plan *plan, enum op op, double mean)
{
    const struct capability *can = &plan->capability[op];
    return least_of(least_of(mean, can->alone_bytes_per_s), can->coincident_bytes_per_s);
}

void wear_fill(struct site_plan *plan)
{
    const double read = plan->jobs_read_mean + plan->background_read_mean, write = plan->jobs_write_mean + plan->background_write_mean;
    const double drained = plan->tier ? plan->tier->write_share : 0.0, drain = plan->tier ? plan->tier->drain.bytes_per_s : 0.0;
    const double demanded[WEAR_RATES] = {read, write, drained * write};
    const double can[WEAR_RATES] = {carried(plan, OP_READ, read), carried(plan, OP_WRITE, write), fmin(drained * carried(plan, OP_WRITE, write), drain)};
    int most = 0;
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < plan->pools[p].n_groups; g++) most += plan->pools[p].groups[g].node->n_drives;
    plan->wear = ARENA_ARRAY(plan->arena, struct plan_wear, most);
    for (int p = 0; p < plan->n_pools; p++) {
        for (int g = 0; g < plan->pools[p].n_groups; g++) {
            const struct plan_group *group = &plan->pools[p].groups[g];
            for (int d = 0; d < group->node->n_drives; d++) {
                const struct node_drives *drives = &group->node->drives[d];
                if (!(drives->count.value * group->nodes > 0.0)) continue;
                struct plan_wear *wear = &plan->wear[plan->n_wear++];
                *wear = (struct plan_wear){.pool = p, .group = g, .drive = drives->drive, .use = drives->use, .drives = drives->count.value * group->nodes};
                fill_rates(plan, p, wear);
                add_rebuilds(plan, &plan->pools[p], wear);
                wear_at(demanded, can, wear);
            }
        }
    }
}

/* --- findings -------------------------------------------------------------------------------------------------- */

void wear_lint(struct site_plan *plan)
{
    for (int w = 0; w < plan->n_wear; w++) {
        const struct plan_wear *wear = &plan->wear[w];
        const struct pool *pool = plan->pools[wear->pool].pool;
        const struct drive_model *drive = wear->drive;
        if (wear->years < life_s(drive) / UNITS_YEAR_S)
            findings_add(plan, pool->at, FINDING_WARNING, "endurance", "pool %s: %s drives %s take %.3g drive writes a day of the mean load, rated for %.3g: worn after %.2g years in place of %.2g",
                         pool->name, wear->use == DRIVE_BUFFER ? "buffer" : "data", drive->head.name, wear->written_per_day, drive->dwpd_per_day.value, wear->years,
                         life_s(drive) / UNITS_YEAR_S);
        if (wear->workload_ratio > 1.0)
            findings_add(plan, pool->at, FINDING_WARNING, "workload", "pool %s: a disk %s reads and writes %s a year where the build carries the mean load, rated for %s: its AFR of %.2g %% does not hold",
                         pool->name, drive->head.name, findings_number(plan, wear->bytes_per_year, UNIT_BYTES, 3), findings_number(plan, drive->workload_bytes_per_year.value, UNIT_BYTES, 3),
                         100.0 * drive->afr_per_year.value);
    }
}
