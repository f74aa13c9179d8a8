#include "input/tier_checks.h"

#include "base/text.h"
#include "input/quantity.h"
#include "types/diag_codes.h"

static bool find_behind(struct reader *reader, struct scenario *scenario, struct pool *tier)
{
    const char **names = ARENA_ARRAY(reader->arena, const char *, scenario->n_pools);
    size_t n = 0;
    for (int i = 0; i < scenario->n_pools; i++) {
        const struct pool *pool = &scenario->pools[i];
        if (!pool->name || pool == tier) continue;
        if (text_equal(pool->name, tier->tier.before)) tier->tier.behind = pool;
        names[n++] = pool->name;
    }
    if (tier->tier.behind) return true;
    const char *near = text_nearest(tier->tier.before, names, n);
    diag_error(reader->diags, tier->tier.at, DIAG_BAD_CHOICE, "%s: no other pool is called %s%s%s%s; expected the pool that this one stands before", tier->name, tier->tier.before,
               near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    return false;
}

static void no_share(struct reader *reader, struct quantity *share)
{
    if (!share->given) quantity_default(reader, "0", NULL, NULL, UNIT_FRACTION, NULL, share);
}

bool tier_checks_resolve(struct reader *reader, struct scenario *scenario)
{
    bool ok = true;
    for (int i = 0; i < scenario->n_pools; i++) {
        struct pool *pool = &scenario->pools[i];
        if (!pool->name || !pool->tier.before) continue;
        ok = find_behind(reader, scenario, pool) && ok;
        no_share(reader, &pool->read_share);
        no_share(reader, &pool->write_share);
        no_share(reader, &pool->capacity_share);
    }
    return ok;
}

static bool told(struct reader *reader, struct place at, const char *name, const char *what)
{
    diag_error(reader->diags, at, DIAG_CONFLICT, "%s: %s", name, what);
    return false;
}

static bool has_no_share(struct reader *reader, const struct pool *tier, const struct quantity *share, const char *key)
{
    if (!share->given) return true;
    diag_error(reader->diags, share->at, DIAG_CONFLICT, "%s: %s of a tier; it takes part in those of the pool it stands before: expected none", tier->name, key);
    return false;
}

static bool tier_is_sound(struct reader *reader, const struct pool *tier)
{
    bool ok = has_no_share(reader, tier, &tier->read_share, "read_share");
    ok = has_no_share(reader, tier, &tier->write_share, "write_share") && ok;
    ok = has_no_share(reader, tier, &tier->capacity_share, "capacity_share") && ok;
    if (tier->tier.behind && tier->tier.behind->tier.before) return told(reader, tier->tier.at, tier->name, "stands before a tier; expected a pool that keeps what is written");
    return ok;
}

bool tier_checks_sound(struct reader *reader, const struct scenario *scenario)
{
    bool ok = true;
    int tiers = 0;
    for (int i = 0; i < scenario->n_pools; i++) {
        const struct pool *pool = &scenario->pools[i];
        if (!pool->name || !pool->tier.before) continue;
        ok = tier_is_sound(reader, pool) && ok;
        if (++tiers == 2) ok = told(reader, pool->tier.at, pool->name, "a second tier; expected one at most in a scenario");
    }
    return ok;
}
