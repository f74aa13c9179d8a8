#include "reports/outage.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
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

const char *outage_costs(struct arena *arena, const struct result_domain *domain, int32_t at)
{
    const char *fail = domain->n_newly > 0 ? text_format(arena, "%s fail%s", text_list(arena, domain->newly, (size_t)domain->n_newly, "and"), domain->n_newly > 1 ? "" : "s") : "";
    if (domain->readable) return fail;
    return text_format(arena, "%s%ssome bytes cannot be read until it is back (%s strips of a stripe may go, any %s are survived)", fail, *fail ? "; " : "",
                       mark_as(arena, domain->strips, text_format(arena, "%.0f", domain->strips), "domains[%d].strips", (int)at),
                       mark_as(arena, domain->survives, text_format(arena, "%.0f", domain->survives), "domains[%d].survives", (int)at));
}

int outage_domains(struct arena *arena, const struct results *results, const char **sentences, int most)
{
    int n = 0;
    const char *none = harmless(arena, results);
    if (*none && n < most) sentences[n++] = text_format(arena, "any one %s: every MUST that holds still holds", none);
    for (int32_t d = 0; d < results->n_domains && n < most; d++)
        if (costs(&results->domains[d])) sentences[n++] = text_format(arena, "%s: %s", mark_text(arena, text_format(arena, "domains[%d].what", (int)d), results->domains[d].what), outage_costs(arena, &results->domains[d], d));
    return n;
}

/* --- failures -------------------------------------------------------------------------------------- */

static const char *causes(struct arena *arena, const struct result_rebuild *rebuild)
{
    struct text text = text_new(arena);
    for (int32_t c = 0; c < rebuild->n_causes; c++)
        text_printf(&text, "%s%s %s", c ? ", " : "", rebuild->causes[c].kind, say_marked(arena, rebuild->causes[c].events_per_day, UNIT_NUMBER, "rebuild.causes.%s.events_per_day", rebuild->causes[c].kind));
    return text.bytes;
}

static const char *of_pool(struct arena *arena, const struct results *results, const char *pool)
{
    return results->rebuild.n_pools > 1 ? text_format(arena, "pool %s: ", pool) : "";
}

static const char *of(struct arena *arena, const struct result_rebuild_pool *pool, double value, enum unit unit, const char *field)
{
    return say_marked(arena, value, unit, "rebuild.pools.%s.%s", pool->pool, field);
}

static const char *reprotected(struct arena *arena, const struct results *results, const struct result_rebuild_pool *pool)
{
    return text_format(arena, "%sre-protected after %s (a drive) and %s (a node); %s out of service on average; as many losses at once as are surely survived %s of the time, more %s",
                       of_pool(arena, results, pool->pool), of(arena, pool, pool->drive_reprotect_s.mean, UNIT_SECONDS, "drive_reprotect_s"), of(arena, pool, pool->node_reprotect_s.mean, UNIT_SECONDS, "node_reprotect_s"),
                       of(arena, pool, pool->unreadable, UNIT_FRACTION, "unreadable"), of(arena, pool, pool->at_risk, UNIT_FRACTION, "at_risk"), of(arena, pool, pool->beyond, UNIT_FRACTION, "beyond"));
}

static const char *spares(struct arena *arena, const struct results *results, const struct result_rebuild_pool *pool)
{
    return text_format(arena, "%s%s spare drives and %s nodes used in %s; %s drives at hand are enough " MARK_NAME("99 %% of the time"), of_pool(arena, results, pool->pool),
                       of(arena, pool, pool->spare_drives.mean, UNIT_NUMBER, "spare_drives"), of(arena, pool, pool->spare_nodes.mean, UNIT_NUMBER, "spare_nodes"),
                       say_marked(arena, results->scenario.length_s, UNIT_SECONDS, "scenario.length_s"), of(arena, pool, pool->spare_drives_at_hand, UNIT_COUNT, "spare_drives_at_hand"));
}

static const char *chance(struct arena *arena, const struct result_durability *pool, double value, const char *field)
{
    return mark_as(arena, value, text_format(arena, "%.3g", value), "durability.%s.%s", pool->pool, field);
}

static const char *durable(struct arena *arena, const struct results *results, const struct result_durability *pool)
{
    return text_format(arena, "%sa stripe is lost with probability %s a year (Markov chain, repair in %s, %s); %s by disjoint periods as vendors print it", of_pool(arena, results, pool->pool),
                       chance(arena, pool, pool->yearly_loss, "yearly_loss"), say_marked(arena, pool->repair_s, UNIT_SECONDS, "durability.%s.repair_s", pool->pool), pool->repair_from,
                       chance(arena, pool, pool->yearly_loss_disjoint, "yearly_loss_disjoint"));
}

int outage_failures(struct arena *arena, const struct results *results, const char **sentences, int most)
{
    const struct result_rebuild *rebuild = &results->rebuild;
    int n = 0;
    if (rebuild->n_causes > 0 && n < most) sentences[n++] = text_format(arena, "a day: %s", causes(arena, rebuild));
    if (rebuild->n_pools > 0 && n < most)
        sentences[n++] = text_format(arena, "reads could be %s lower on average, %s at most; writes %s, %s", say_marked(arena, rebuild->read_less.mean, UNIT_BYTES_PER_S, "rebuild.read_less_bytes_per_s"),
                                     say_marked(arena, rebuild->read_less.max, UNIT_BYTES_PER_S, "rebuild.read_less_bytes_per_s.max"), say_marked(arena, rebuild->write_less.mean, UNIT_BYTES_PER_S, "rebuild.write_less_bytes_per_s"),
                                     say_marked(arena, rebuild->write_less.max, UNIT_BYTES_PER_S, "rebuild.write_less_bytes_per_s.max"));
    for (int32_t p = 0; p < rebuild->n_pools && n + 1 < most; p++) {
        sentences[n++] = reprotected(arena, results, &rebuild->pools[p]);
        sentences[n++] = spares(arena, results, &rebuild->pools[p]);
    }
    for (int32_t d = 0; d < results->n_durability && n < most; d++) sentences[n++] = durable(arena, results, &results->durability[d]);
    return n;
}
