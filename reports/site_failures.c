#include "reports/site_failures.h"

#include <math.h>

#include "base/text.h"
#include "reports/outage.h"
#include "reports/mark.h"
#include "reports/say.h"

enum { SENTENCES = 12 };

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- words ------------------------------------------------------------------------------------ */

static void number(struct site_parts *site, const char *base, const char *key, double value, enum unit unit)
{
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "%s.%s", base, key), value, unit);
}

static void list(struct site_parts *site, const char *const *sentences, int n)
{
    if (n == 0) return;
    doc_begin(site->doc, DOC_LIST, "");
    for (int k = 0; k < n; k++) {
        doc_item(site->doc);
        doc_text(site->doc, sentences[k]);
    }
    doc_end(site->doc);
}

/* --- one thing out ------------------------------------------------------------------------------ */

static void domain_row(struct site_parts *site, const struct result_domain *domain, int32_t at)
{
    const char *base = text_format(site->arena, "domains[%d]", (int)at);
    doc_row(site->doc);
    doc_text_cell(site->doc, say_words(site->arena, domain->kind));
    doc_quote_cell(site->doc, text_format(site->arena, "domains[%d].what", (int)at), domain->what);
    number(site, base, "read_bytes_per_s", domain->read_bytes_per_s, UNIT_BYTES_PER_S);
    number(site, base, "write_bytes_per_s", domain->write_bytes_per_s, UNIT_BYTES_PER_S);
    number(site, base, "coincident_fraction", domain->coincident_fraction, UNIT_FRACTION);
    const char *costs = outage_costs(site->arena, domain, at), *none = domain->n_fails > 0 ? "nothing that held" : "nothing";
    doc_text_cell(site->doc, *costs ? costs : none);
}

void site_failures_domains(struct site_parts *site)
{
    static const char *const names[] = { "Kind", "Out", ">Reads alone", ">Writes alone", ">Of both peaks at once", "Costs" };
    const char *sentences[SENTENCES];
    const struct results *r = site->results;
    if (r->n_domains == 0) return;
    doc_heading(site->doc, 2, "One thing out at a time");
    list(site, sentences, outage_domains(site->arena, r, sentences, SENTENCES));
    doc_table(site->doc, "What the build can do with one thing out, failed or in maintenance; what is read of it is rebuilt from the rest. MUSTs that only a simulation can judge are left out.", names, COUNT(names));
    for (int32_t d = 0; d < r->n_domains; d++) domain_row(site, &r->domains[d], d);
    doc_end(site->doc);
}

/* --- failures ------------------------------------------------------------------------------------ */

static void cause_table(struct site_parts *site)
{
    static const char *const names[] = { "What failed", ">Times in the measured time", MARK_NAME("95 % interval") " of the mean", ">A day", ">Out at once, mean" };
    const struct result_rebuild *rebuild = &site->results->rebuild;
    if (rebuild->n_causes == 0) return;
    doc_table(site->doc, "", names, COUNT(names));
    for (int32_t c = 0; c < rebuild->n_causes; c++) {
        const struct result_cause *cause = &rebuild->causes[c];
        const char *base = text_format(site->arena, "rebuild.causes.%s", cause->kind);
        doc_row(site->doc);
        doc_text_cell(site->doc, cause->kind);
        number(site, base, "events", cause->events.mean, UNIT_NUMBER);
        doc_text_cell(site->doc, say_interval_marked(site->arena, &cause->events, UNIT_NUMBER, text_format(site->arena, "%s.events", base)));
        number(site, base, "events_per_day", cause->events_per_day, UNIT_NUMBER);
        number(site, base, "out", cause->out, UNIT_NUMBER);
    }
    doc_end(site->doc);
}

static void loss_row(struct site_parts *site, const char *base, const char *what, double bytes, double strips, double read, double alone_s, const struct estimate *simulated)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, what);
    number(site, base, "bytes", bytes, UNIT_BYTES);
    number(site, base, "strips", strips, UNIT_NUMBER);
    number(site, base, "read_bytes", read, UNIT_BYTES);
    number(site, base, "alone_s", alone_s, UNIT_SECONDS);
    number(site, base, "reprotect_s.mean", simulated->mean, UNIT_SECONDS);
    number(site, base, "reprotect_s.p95", simulated->p95, UNIT_SECONDS);
}

static void loss_table(struct site_parts *site, const struct result_rebuild_pool *pool)
{
    static const char *const names[] = { "Lost", ">Bytes", ">Strips read for one", ">Bytes read", ">Re-protected after, alone", ">Simulated, mean", ">" MARK_NAME("95th percentile") };
    struct arena *arena = site->arena;
    doc_table(site->doc, text_format(arena, "Pool %s: what one loss takes to make good. A rebuild begins %s after the failure and may take %s of any resource; %s fills first. Drives are taken as full.", pool->pool,
                              say_marked(arena, pool->detect_s, UNIT_SECONDS, "rebuild.pools.%s.detect_s", pool->pool), say_marked(arena, pool->throttle, UNIT_FRACTION, "rebuild.pools.%s.throttle", pool->pool), say_resource(arena, pool->bound_by)), names, COUNT(names));
    loss_row(site, text_format(arena, "rebuild.pools.%s.drive", pool->pool), "a drive", pool->drive_bytes, pool->drive_strips, pool->drive_read_bytes, pool->drive_alone_s, &pool->drive_reprotect_s);
    loss_row(site, text_format(arena, "rebuild.pools.%s.node", pool->pool), "a node", pool->node_bytes, pool->node_strips, pool->node_read_bytes, pool->node_alone_s, &pool->node_reprotect_s);
    doc_end(site->doc);
}

static void exposure_table(struct site_parts *site, const struct result_rebuild_pool *pool)
{
    static const char *const names[] = { ">Losses at once", ">Share of time" };
    if (pool->n_exposure == 0) return;
    doc_table(site->doc, text_format(site->arena, "Pool %s: failure domains and drives lost or away at once; not necessarily of one stripe", pool->pool), names, COUNT(names));
    for (int32_t k = 0; k < pool->n_exposure; k++) {
        const char *base = text_format(site->arena, "rebuild.pools.%s.exposure[%d]", pool->pool, (int)k);
        doc_row(site->doc);
        number(site, base, "losses", pool->exposure[k].losses, UNIT_COUNT);
        number(site, base, "share", pool->exposure[k].share, UNIT_FRACTION);
    }
    doc_end(site->doc);
}

static void chance(struct site_parts *site, const char *base, const char *key, double value)
{
    doc_number_cell(site->doc, text_format(site->arena, "%s.%s", base, key), value, text_format(site->arena, "%.3g", value));
}

static void durability_table(struct site_parts *site)
{
    static const char *const names[] = { "Pool", ">Strips", ">Survived for certain, domains", ">Repair", "Repair time", ">Disjoint periods", ">Continuous time", ">One repair at a time", ">Nines" };
    const struct results *r = site->results;
    if (r->n_durability == 0) return;
    doc_table(site->doc, "Chance that a stripe, hence any one object, is lost within a year. Too rare to simulate: by a Markov chain of strips lost, with the repair time that was simulated. Disjoint periods "
                  "are what vendors print; continuous time counts failures that meet repairs half done, each repair on its own or one at a time.", names, COUNT(names));
    for (int32_t d = 0; d < r->n_durability; d++) {
        const struct result_durability *pool = &r->durability[d];
        const char *base = text_format(site->arena, "durability.%s", pool->pool);
        doc_row(site->doc);
        doc_text_cell(site->doc, pool->pool);
        number(site, base, "strips", pool->strips, UNIT_COUNT);
        number(site, base, "survives", pool->survives, UNIT_COUNT);
        number(site, base, "repair_s", pool->repair_s, UNIT_SECONDS);
        doc_text_cell(site->doc, pool->repair_from);
        chance(site, base, "yearly_loss_disjoint", pool->yearly_loss_disjoint);
        chance(site, base, "yearly_loss", pool->yearly_loss);
        chance(site, base, "yearly_loss_one_at_a_time", pool->yearly_loss_one_at_a_time);
        chance(site, base, "nines", pool->nines);
    }
    doc_end(site->doc);
}

void site_failures_rebuild(struct site_parts *site)
{
    const char *sentences[SENTENCES];
    const struct results *r = site->results;
    if (r->rebuild.n_pools == 0) return;
    doc_heading(site->doc, 2, "Failures and rebuilds");
    list(site, sentences, outage_failures(site->arena, r, sentences, SENTENCES));
    cause_table(site);
    site_parts_chart(site, CHART_EXPOSURE);
    for (int32_t p = 0; p < r->rebuild.n_pools; p++) {
        loss_table(site, &r->rebuild.pools[p]);
        exposure_table(site, &r->rebuild.pools[p]);
    }
    durability_table(site);
}
