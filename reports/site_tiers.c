#include "reports/site_tiers.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))


/* --- tiers ------------------------------------------------------------------------------------------------- */

static bool is_simulated(const struct result_tier *tier) { return !isnan(tier->drained_bytes_per_s.mean); }

static const char *lasts(struct arena *arena, const struct result_tier *tier)
{
    return isnan(tier->peak_s) ? "for ever" : say_marked(arena, tier->peak_s, UNIT_SECONDS, "tiers.%s.peak_s", tier->pool);
}

struct line { const char *label, *id; double value; enum unit unit; };

static void number_row(struct site_parts *site, const struct result_tier *tier, const struct line *line)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, line->label);
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "tiers.%s.%s", tier->pool, line->id), line->value, line->unit);
}

static void tier_table(struct site_parts *site, const struct result_tier *t)
{
    static const char *const names[] = { "What", ">Value" };
    const struct line planned[] = {
        { "Hit ratio stated", "hit_ratio", t->hit_ratio, UNIT_FRACTION }, { "Kept after it is written", "retention_s", t->retention_s, UNIT_SECONDS },
        { "Data cached", "cached_bytes", t->cached_bytes, UNIT_BYTES }, { "Should be held, on average", "wanted_bytes", t->wanted_bytes, UNIT_BYTES },
        { "Room", "room_bytes", t->room_bytes, UNIT_BYTES }, { "To be drained on average", "drain_mean", t->drain_mean_bytes_per_s, UNIT_BYTES_PER_S },
        { "The drain alone", "drain_bound", t->drain_bound_bytes_per_s, UNIT_BYTES_PER_S }, { "The drain while both peaks are offered", "drain_at_peak", t->drain_at_peak_bytes_per_s, UNIT_BYTES_PER_S } };
    const struct line simulated[] = {
        { "Reads that hit, of bytes", "hits", t->hits.mean, UNIT_FRACTION }, { "Drained", "drained", t->drained_bytes_per_s.mean, UNIT_BYTES_PER_S },
        { "Waiting to be drained, on average", "waiting", t->waiting_bytes.mean, UNIT_BYTES }, { "Waiting, at most", "waiting_max", t->waiting_max_bytes, UNIT_BYTES },
        { "Held", "held", t->held_bytes, UNIT_BYTES }, { "Mean lag of the drain", "lag_s", t->lag_s, UNIT_SECONDS }, { "Of the time full: writes at the drain's rate", "full", t->full_fraction, UNIT_FRACTION } };
    doc_table(site->doc, "By the plan, then simulated", names, COUNT(names));
    for (int k = 0; k < COUNT(planned); k++) number_row(site, t, &planned[k]);
    for (int k = 0; k < COUNT(simulated) && is_simulated(t); k++) number_row(site, t, &simulated[k]);
    doc_end(site->doc);
}

void site_tiers(struct site_parts *site)
{
    for (int32_t k = 0; k < site->results->n_tiers; k++) {
        const struct result_tier *tier = &site->results->tiers[k];
        doc_heading(site->doc, 2, text_format(site->arena, "Tier: %s before %s", tier->pool, tier->before));
        doc_paragraph(site->doc);
        doc_printf(site->doc, "What clients write lands in %s and is drained to %s, which therefore takes the mean of the writes and not their peak, and only the reads that miss. "
                   "Written at their peak, %s fills with what waits to be drained after %s; from then on writes go at the drain's rate. What binds the drain alone: %s.",
                   tier->pool, tier->before, tier->pool, lasts(site->arena, tier), say_resource(site->arena, tier->drain_bound_by));
        tier_table(site, tier);
        site_parts_chart(site, CHART_TIERS);
    }
}

static const char *of(struct arena *arena, const struct result_tier *tier, double value, enum unit unit, const char *field)
{
    return say_marked(arena, value, unit, "tiers.%s.%s", tier->pool, field);
}

const char *site_tiers_line(struct arena *arena, const struct results *results)
{
    if (results->n_tiers == 0) return "";
    const struct result_tier *t = &results->tiers[0];
    if (is_simulated(t))
        return text_format(arena, "%s before %s: %s hits, %s drained, full %s", t->pool, t->before, of(arena, t, t->hits.mean, UNIT_FRACTION, "hits"), of(arena, t, t->drained_bytes_per_s.mean, UNIT_BYTES_PER_S, "drained"),
                           of(arena, t, t->full_fraction, UNIT_FRACTION, "full"));
    return text_format(arena, "%s before %s: %s hits, drains %s of %s written; a peak lasts %s", t->pool, t->before, of(arena, t, t->hit_ratio, UNIT_FRACTION, "hit_ratio"),
                       of(arena, t, t->drain_bound_bytes_per_s, UNIT_BYTES_PER_S, "drain_bound"), of(arena, t, t->drain_mean_bytes_per_s, UNIT_BYTES_PER_S, "drain_mean"), lasts(arena, t));
}

/* --- endurance ------------------------------------------------------------------------------------------------ */

static bool is_rated(const struct result_endurance *e) { return !isnan(e->rated_writes_per_day) || !isnan(e->rated_bytes_per_year); }

static void wear_row(struct site_parts *site, const struct result_endurance *e, int32_t k)
{
    const char *id = text_format(site->arena, "endurance[%d]", (int)k);
    struct arena *arena = site->arena;
    bool writes = !isnan(e->rated_writes_per_day), worked = !isnan(e->rated_bytes_per_year);
    doc_row(site->doc);
    doc_text_cell(site->doc, text_format(arena, "%s of %s, %s", e->drive, e->pool, e->use));
    doc_cell(site->doc);
    site_parts_number(site, text_format(arena, "%s.drive_writes_per_day", id), e->drive_writes_per_day, UNIT_PER_DAY);
    doc_text_cell(site->doc, writes ? say_marked(arena, e->rated_writes_per_day, UNIT_PER_DAY, "%s.rated_writes_per_day", id) : "");
    doc_text_cell(site->doc, !writes ? "" : isnan(e->years) ? "never" : mark_as(arena, e->years, text_format(arena, "%.3g years", e->years), "%s.years", id));
    doc_cell(site->doc);
    if (worked) site_parts_number(site, text_format(arena, "%s.bytes_per_year", id), e->bytes_per_year, UNIT_BYTES);
    doc_text_cell(site->doc, worked ? text_format(arena, "%s, %s", say_marked(arena, e->rated_bytes_per_year, UNIT_BYTES, "%s.rated_bytes_per_year", id), mark_as(arena, e->workload_ratio, text_format(arena, "%.3g times it", e->workload_ratio), "%s.workload_ratio", id)) : "");
    doc_text_cell(site->doc, !e->binds ? "" : e->workload_ratio > 1.0 ? text_format(arena, "AFR of %s out of range", say_marked(arena, e->afr_per_year, UNIT_PER_YEAR, "%s.afr_per_year", id)) : "worn before its time");
}

void site_tiers_endurance(struct site_parts *site)
{
    static const char *const names[] = { "Drive", ">Drive writes a day", ">Rated", ">Worn after", ">Read and written a year", ">Rated", "Beyond" };
    const struct results *r = site->results;
    bool any = false;
    for (int32_t k = 0; k < r->n_endurance; k++) any = any || is_rated(&r->endurance[k]);
    if (!any) return;
    doc_heading(site->doc, 2, "Endurance");
    doc_paragraph(site->doc);
    doc_printf(site->doc, "By the load %s: the code's parities, a tier's drain and, where drives fail, rebuilds included; a finding that says so before any simulation goes by the mean demand. A disk worked beyond its rating fails at another rate than the one that this report reckons with.",
               r->endurance[0].basis);
    doc_table(site->doc, "Of one drive", names, COUNT(names));
    for (int32_t k = 0; k < r->n_endurance; k++)
        if (is_rated(&r->endurance[k])) wear_row(site, &r->endurance[k], k);
    doc_end(site->doc);
}

const char *site_tiers_wear_line(struct arena *arena, const struct results *results)
{
    struct text line = text_new(arena);
    for (int32_t k = 0; k < results->n_endurance; k++) {
        const struct result_endurance *e = &results->endurance[k];
        if (!e->binds) continue;
        text_append(&line, line.length ? "; " : "");
        if (e->workload_ratio > 1.0) text_printf(&line, "%s: %.2g x rated workload, no AFR for it", e->drive, e->workload_ratio);
        else text_printf(&line, "%s: worn in %.2g years", e->drive, e->years);
    }
    return line.bytes;
}
