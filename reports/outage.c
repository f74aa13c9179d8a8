#include "reports/outage.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/say.h"

/* --- one thing out --------------------------------------------------------------------------- */

static bool costs(const struct result_domain *domain)
{
    return domain->n_newly > 0 || !domain->readable;
}

/* Does any of the kind cost something? */
static bool kind_costs(const struct results *results, const char *kind)
{
    for (int32_t d = 0; d < results->n_domains; d++)
        if (text_equal(results->domains[d].kind, kind) && costs(&results->domains[d])) return true;
    return false;
}

static bool has_kind(const struct results *results, const char *kind)
{
    for (int32_t d = 0; d < results->n_domains; d++)
        if (text_equal(results->domains[d].kind, kind)) return true;
    return false;
}

/* "drive, node or link": those whose loss costs nothing. */
static const char *harmless(struct arena *arena, const struct results *results)
{
    static const char *const kinds[][2] = { { "drive", "drive" }, { "node", "node" }, { "front_end", "front end" }, { "link", "link" }, { "rack", "rack" },
                                            { "feed", "feed" }, { "power", "part of the power tree" } };
    const char *words[sizeof kinds / sizeof kinds[0]];
    size_t n = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (has_kind(results, kinds[k][0]) && !kind_costs(results, kinds[k][0])) words[n++] = kinds[k][1];
    return text_list(arena, words, n, "or");
}

const char *outage_costs(struct arena *arena, const struct result_domain *domain)
{
    const char *fail = domain->n_newly > 0 ? text_format(arena, "%s fail%s", text_list(arena, domain->newly, (size_t)domain->n_newly, "and"), domain->n_newly > 1 ? "" : "s") : "";
    if (domain->readable) return fail;
    return text_format(arena, "%s%ssome bytes cannot be read until it is back (%.0f strips of a stripe may go, any %.0f are survived)", fail, *fail ? "; " : "", domain->strips,
                       domain->survives);
}

int outage_domains(struct arena *arena, const struct results *results, const char **sentences, int most)
{
    int n = 0;
    const char *none = harmless(arena, results);
    if (*none && n < most) sentences[n++] = text_format(arena, "any one %s: every MUST that holds still holds", none);
    for (int32_t d = 0; d < results->n_domains && n < most; d++)
        if (costs(&results->domains[d])) sentences[n++] = text_format(arena, "%s: %s", results->domains[d].what, outage_costs(arena, &results->domains[d]));
    return n;
}

/* --- failures -------------------------------------------------------------------------------------- */

static const char *causes(struct arena *arena, const struct result_rebuild *rebuild)
{
    struct text text = text_new(arena);
    for (int32_t c = 0; c < rebuild->n_causes; c++)
        text_printf(&text, "%s%s %s", c ? ", " : "", rebuild->causes[c].kind, say_quantity(arena, rebuild->causes[c].events_per_day, UNIT_NUMBER));
    return text.bytes;
}

static const char *of_pool(struct arena *arena, const struct results *results, const char *pool)
{
    return results->rebuild.n_pools > 1 ? text_format(arena, "pool %s: ", pool) : "";
}

static const char *reprotected(struct arena *arena, const struct results *results, const struct result_rebuild_pool *pool)
{
    return text_format(arena, "%sre-protected after %s (a drive) and %s (a node); %s out of service on average; as many losses at once as are surely survived %s of the time, more %s",
                       of_pool(arena, results, pool->pool), say_quantity(arena, pool->drive_reprotect_s.mean, UNIT_SECONDS), say_quantity(arena, pool->node_reprotect_s.mean, UNIT_SECONDS),
                       say_quantity(arena, pool->unreadable, UNIT_FRACTION), say_quantity(arena, pool->at_risk, UNIT_FRACTION), say_quantity(arena, pool->beyond, UNIT_FRACTION));
}

static const char *spares(struct arena *arena, const struct results *results, const struct result_rebuild_pool *pool)
{
    return text_format(arena, "%s%s spare drives and %s nodes used in %s; %s drives at hand are enough 99 %% of the time", of_pool(arena, results, pool->pool),
                       say_quantity(arena, pool->spare_drives.mean, UNIT_NUMBER), say_quantity(arena, pool->spare_nodes.mean, UNIT_NUMBER),
                       say_quantity(arena, results->scenario.length_s, UNIT_SECONDS), say_quantity(arena, pool->spare_drives_at_hand, UNIT_COUNT));
}

static const char *durable(struct arena *arena, const struct results *results, const struct result_durability *pool)
{
    return text_format(arena, "%sa stripe is lost with probability %.3g a year (Markov chain, repair in %s, %s); %.3g by disjoint periods as vendors print it", of_pool(arena, results, pool->pool),
                       pool->yearly_loss, say_quantity(arena, pool->repair_s, UNIT_SECONDS), pool->repair_from, pool->yearly_loss_disjoint);
}

int outage_failures(struct arena *arena, const struct results *results, const char **sentences, int most)
{
    const struct result_rebuild *rebuild = &results->rebuild;
    int n = 0;
    if (rebuild->n_causes > 0 && n < most) sentences[n++] = text_format(arena, "a day: %s", causes(arena, rebuild));
    if (rebuild->n_pools > 0 && n < most)
        sentences[n++] = text_format(arena, "reads could be %s lower on average, %s at most; writes %s, %s", say_quantity(arena, rebuild->read_less.mean, UNIT_BYTES_PER_S),
                                     say_quantity(arena, rebuild->read_less.max, UNIT_BYTES_PER_S), say_quantity(arena, rebuild->write_less.mean, UNIT_BYTES_PER_S),
                                     say_quantity(arena, rebuild->write_less.max, UNIT_BYTES_PER_S));
    for (int32_t p = 0; p < rebuild->n_pools && n + 1 < most; p++) {
        sentences[n++] = reprotected(arena, results, &rebuild->pools[p]);
        sentences[n++] = spares(arena, results, &rebuild->pools[p]);
    }
    for (int32_t d = 0; d < results->n_durability && n < most; d++) sentences[n++] = durable(arena, results, &results->durability[d]);
    return n;
}
