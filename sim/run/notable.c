#include "run/notable.h"

#include <math.h>

#include "base/units.h"
#include "run/world.h"

static const double notable_denied = 0.01, notable_denied_no_more = 0.001, notable_step = 0.01;

struct notable notable_start(void)
{
    return (struct notable){ .it_w = (double)NAN };
}

static const char *say(double value, enum unit unit, char buffer[64])
{
    return units_format(value, unit, 3, buffer);
}

/* --- demand denied ----------------------------------------------------------------------------------------- */

/* Who holds back most of it. */
static const char *holder(const struct world *world, enum op op)
{
    const struct binding *binding = &world->binding;
    int32_t most = -1;
    for (int32_t k = 0; k < binding->n_active; k++) {
        int32_t at = binding->active[k];
        if (at % OPS == (int32_t)op && (most < 0 || binding->denied_rate[at] > binding->denied_rate[most])) most = at;
    }
    if (most < 0) return "nobody";
    int32_t row = most / OPS;
    if (row < binding->n_rows) return world->plan->system.rows[row].name;
    static const char *const extra[BINDING_EXTRA] = { [BINDING_CLIENT] = "NICs of the GPU trays", [BINDING_FULL] = "a full store", [BINDING_POWER] = "the power cap", [BINDING_TIER] = "the drain of a full tier" };
    return extra[row - binding->n_rows];
}

static void look_at_denial(struct notable *notable, struct world *world, enum op op, int64_t from_ns, double s)
{
    static const char *const ops[OPS] = { [OP_READ] = "reads", [OP_WRITE] = "writes" };
    struct notable_denial *denial = &notable->denials[op];
    double asked = world->rates.asked[op], got = world->rates.got[op], denied = asked - got;
    char a[64], b[64];
    if (!denial->on && denied > notable_denied * asked) {
        *denial = (struct notable_denial){ .on = true, .since_ns = from_ns };
        timeline_add(world->timeline, from_ns, "denied", ops[op], "%s of %s asked, held by %s", say(got, UNIT_BYTES_PER_S, a), say(asked, UNIT_BYTES_PER_S, b), holder(world, op));
    } else if (denial->on && denied <= notable_denied_no_more * asked) {
        denial->on = false;
        timeline_add(world->timeline, from_ns, "carried", ops[op], "after %s, %s denied", say((double)(from_ns - denial->since_ns) / 1e9, UNIT_SECONDS, a),
                     say(denial->bytes, UNIT_BYTES, b));
    }
    if (denial->on) denial->bytes += denied * s;
}

/* --- the store, the draw ------------------------------------------------------------------------------------- */

static void look_at_store(struct notable *notable, struct world *world, int64_t from_ns)
{
    char used[64];
    if (notable->full == world->fill.full) return;
    notable->full = world->fill.full;
    timeline_add(world->timeline, from_ns, notable->full ? "full" : "room", "store", "%s used", say(fill_used(&world->fill), UNIT_BYTES, used));
}

static void look_at_draw(struct notable *notable, struct world *world, int64_t from_ns)
{
    double it_w = world->values[SERIES_GPU_W] + world->values[SERIES_STORAGE_W] + world->values[SERIES_OTHER_W], change = it_w - notable->it_w;
    char by[64], to[64];
    notable->it_w = it_w;
    if (!(fabs(change) > notable_step * world->plan->power.it_max_w)) return;
    timeline_add(world->timeline, from_ns, "power", "IT", "%c%s to %s", change > 0.0 ? '+' : '-', say(fabs(change), UNIT_WATTS, by), say(it_w, UNIT_WATTS, to));
}

void notable_hold(struct notable *notable, struct world *world, int64_t from_ns, double s)
{
    for (int op = 0; op < OPS; op++) look_at_denial(notable, world, (enum op)op, from_ns, s);
    look_at_store(notable, world, from_ns);
    look_at_draw(notable, world, from_ns);
}
