#include "reports/site_parts.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- words ---------------------------------------------------------------------------------- */

void site_parts_kpi(struct site_parts *site, enum kpi which)
{
    struct kpi_value value = kpi_value(site->results, which);
    doc_number(site->doc, value.id, value.value, kpi_text(site->arena, site->results, which));
}

void site_parts_number(struct site_parts *site, const char *id, double value, enum unit unit)
{
    doc_number(site->doc, id, value, say_quantity(site->arena, value, unit));
}

/* A name that begins with > stands over numbers, with ! over words that must not be broken. */
void site_parts_number_cell(struct site_parts *site, const char *id, double value, enum unit unit)
{
    doc_cell(site->doc);
    site_parts_number(site, id, value, unit);
}

void site_parts_kpi_table(struct site_parts *site, const char *caption, const enum kpi *rows, int n_rows)
{
    static const char *const with[] = { "Quantity", ">Value", MARK_NAME("95 % interval") " of the mean" }, *const without[] = { "Quantity", ">Value" };
    bool intervals = false;
    for (int k = 0; k < n_rows; k++) intervals = intervals || kpi_value(site->results, rows[k]).estimate;
    doc_table(site->doc, caption, intervals ? with : without, intervals ? 3 : 2);
    for (int k = 0; k < n_rows; k++) {
        doc_row(site->doc);
        doc_text_cell(site->doc, mark_name(site->arena, kpi_value(site->results, rows[k]).label));
        doc_cell(site->doc);
        site_parts_kpi(site, rows[k]);
        if (intervals) doc_text_cell(site->doc, kpi_interval(site->arena, site->results, rows[k]));
    }
    doc_end(site->doc);
}

void site_parts_chart(struct site_parts *site, enum chart chart)
{
    site_parts_drawing(site, charts_draw(site->results, chart, site->arena));
}

void site_parts_drawing(struct site_parts *site, struct charts_drawing drawing)
{
    if (!drawing.svg || site->n_drawn == SITE_PARTS_MOST_DRAWN) return;
    doc_figure(site->doc, drawing.id, text_format(site->arena, "%s. %s", drawing.title, drawing.says), drawing.svg, "");
    site->drawn[site->n_drawn++] = drawing;
}

/* --- derivations ---------------------------------------------------------------------------- */

static bool starts_with_any(const char *id, const char *const *starts, int n_starts)
{
    for (int k = 0; k < n_starts; k++) if (text_starts_with(id, starts[k])) return true;
    return false;
}

static void derivation_row(struct site_parts *site, const struct result_derivation *d)
{
    struct doc *doc = site->doc;
    doc_row(doc);
    doc_cell(doc);
    doc_code(doc, d->id);
    doc_number_cell(doc, d->id, d->value, say_named(site->arena, d->value, d->unit));
    doc_quote_cell(doc, text_format(site->arena, "derivations.%s.expression", d->id), d->expression);
    for (int32_t i = 0; i < d->n_inputs; i++) {
        doc_text(doc, i ? ", " : " \xE2\x80\x94 from ");
        doc_code(doc, d->inputs[i]);
    }
    doc_text_cell(doc, d->grade);
    if (*d->place) doc_muted(doc, text_format(site->arena, " %s", mark_name(site->arena, d->place)));
}

void site_parts_derivations(struct site_parts *site, const char *summary, const char *const *starts, int n_starts)
{
    static const char *const names[] = { "Number", ">Value", "Made from", "Worst grade and place" };
    bool any = false;
    for (int32_t i = 0; i < site->results->n_derivations; i++) any = any || starts_with_any(site->results->derivations[i].id, starts, n_starts);
    if (!any) return;
    doc_begin(site->doc, DOC_FOLD, summary);
    doc_table(site->doc, "", names, COUNT(names));
    for (int32_t i = 0; i < site->results->n_derivations; i++)
        if (starts_with_any(site->results->derivations[i].id, starts, n_starts)) derivation_row(site, &site->results->derivations[i]);
    doc_end(site->doc);
    doc_end(site->doc);
}

/* --- requirements --------------------------------------------------------------------------- */

/* Every input that turns the verdict by itself; a file of an older program names only one. */
static void requirement_depends(struct site_parts *site, const struct result_requirement *r)
{
    const struct result_flip one = { .input = r->depends_on, .value = r->flip_value, .unit = r->flip_unit, .share_of_range = (double)NAN, .settle = r->settle };
    const int32_t n = r->n_flips > 0 ? r->n_flips : *r->depends_on ? 1 : 0;
    for (int32_t k = 0; k < n; k++) {
        const char *id = text_format(site->arena, "requirements.%s.flips[%d]", r->id, (int)k);
        const struct result_flip *flip = r->n_flips > 0 ? &r->flips[k] : &one;
        doc_text(site->doc, k == 0 ? " depends on " : "; on ");
        doc_code(site->doc, flip->input);
        if (k > 0) doc_text(site->doc, " alone");
        if (!isnan(flip->value)) doc_printf(site->doc, ", turns at %s", mark_as(site->arena, flip->value, say_named(site->arena, flip->value, flip->unit), "%s.value", id));
        if (flip->share_of_range > 0.0) doc_printf(site->doc, " (%s of its range lies beyond)", say_marked(site->arena, flip->share_of_range, UNIT_FRACTION, "%s.share_of_range", id));
        if (*flip->settle) doc_printf(site->doc, "; to settle it: %s", mark_text(site->arena, text_format(site->arena, "%s.settle", id), flip->settle));
    }
}

static void requirement_row(struct site_parts *site, const struct result_requirement *r)
{
    struct arena *arena = site->arena;
    doc_row(site->doc);
    doc_text_cell(site->doc, r->id);
    doc_cell(site->doc);
    doc_verdict(site->doc, r->verdict);
    doc_text_cell(site->doc, text_equal(r->level, "must") ? "MUST " : "SHOULD ");
    doc_code(site->doc, r->text);
    if (text_equal(r->verdict, "depends") && !text_equal(r->nominal, "depends") && *r->nominal) doc_printf(site->doc, " (%s at nominal inputs)", r->nominal);
    requirement_depends(site, r);
    if (*r->place) doc_muted(site->doc, text_format(arena, " %s", mark_name(arena, r->place)));
    doc_number_cell(site->doc, text_format(arena, "requirements.%s.value", r->id), r->value, say_requirement_value(arena, r, r->value));
    const double judged = kpi_judged(site->results, r);
    const bool other = judged != r->value && !isnan(judged);
    if (other) doc_muted(site->doc, " alone");
    doc_number_cell(site->doc, text_format(arena, "requirements.%s.limit", r->id), r->limit, say_requirement_value(arena, r, r->limit));
    doc_number_cell(site->doc, text_format(arena, "requirements.%s.margin", r->id), r->margin, say_margin(arena, r->margin));
    doc_text_cell(site->doc, r->judged_on);
    if (other && r->margin >= 0.0) doc_text(site->doc, ": carried in full");      /* it was never asked for more */
    if (!other || !(r->margin < 0.0)) return;
    doc_text(site->doc, ": ");
    doc_number(site->doc, text_format(arena, "requirements.%s.judged", r->id), judged, say_requirement_value(arena, r, judged));
}

void site_parts_requirements(struct site_parts *site)
{
    static const char *const names[] = { "!Id", "Verdict", "Requirement", ">Value", ">Limit", ">Margin", "Judged on" };
    doc_heading(site->doc, 2, "Requirements");
    if (site->results->n_requirements == 0) {
        doc_sentence(site->doc, "The scenario states none.");
        return;
    }
    doc_table(site->doc, "", names, COUNT(names));
    for (int32_t i = 0; i < site->results->n_requirements; i++) requirement_row(site, &site->results->requirements[i]);
    doc_end(site->doc);
    site_parts_chart(site, CHART_MARGINS);
}

/* --- the build ------------------------------------------------------------------------------ */

static const char *path_id(struct site_parts *site, const struct result_pool *pool, const char *field)
{
    return text_format(site->arena, "plan.pools.%s.%s", pool->name, field);
}

static void pool_facts(struct site_parts *site, const struct result_pool *pool)
{
    struct arena *arena = site->arena;
    doc_paragraph(site->doc);
    doc_printf(site->doc, "Stack %s, %s, protocol %s at payload efficiency ", pool->stack, story_path(arena, pool->front_end, pool->write_path), say_text(pool->protocol));
    site_parts_number(site, path_id(site, pool, "payload_efficiency"), pool->payload_efficiency, UNIT_FRACTION);
    doc_text(site->doc, ". Stripes ");
    site_parts_number(site, path_id(site, pool, "stripe_width"), pool->stripe_width, UNIT_COUNT);
    doc_text(site->doc, " wide keep ");
    site_parts_number(site, path_id(site, pool, "efficiency"), pool->efficiency, UNIT_FRACTION);
    doc_text(site->doc, " of raw bytes and survive ");
    site_parts_number(site, path_id(site, pool, "survives"), pool->survives, UNIT_COUNT);
    doc_text(site->doc, " of ");
    site_parts_number(site, path_id(site, pool, "domains"), pool->domains, UNIT_COUNT);
    doc_printf(site->doc, " failure domains (%s). Namespaces: ", say_text(pool->failure_domain));
    site_parts_number(site, path_id(site, pool, "namespaces"), pool->namespaces, UNIT_COUNT);
    doc_text(site->doc, ". ");
    if (isnan(pool->coincident_nodes) || isnan(pool->separate_nodes)) return;
    doc_text(site->doc, "With both peaks at once ");
    site_parts_number(site, path_id(site, pool, "coincident_nodes"), pool->coincident_nodes, UNIT_COUNT);
    doc_text(site->doc, " nodes are needed, with each peak on its own ");
    site_parts_number(site, path_id(site, pool, "separate_nodes"), pool->separate_nodes, UNIT_COUNT);
    doc_text(site->doc, ".");
}

static void group_row(struct site_parts *site, const struct result_pool *pool, const struct result_group *g)
{
    const char *base = text_format(site->arena, "plan.pools.%s.groups.%s", pool->name, g->node);
    doc_row(site->doc);
    doc_text_cell(site->doc, g->node);
    if (*g->description) doc_muted(site->doc, text_format(site->arena, " %s", mark_text(site->arena, text_format(site->arena, "%s.description", base), g->description)));
    doc_text_cell(site->doc, say_words(site->arena, g->role));
    site_parts_number_cell(site, text_format(site->arena, "%s.nodes", base), g->nodes, UNIT_COUNT);
    doc_text_cell(site->doc, say_words(site->arena, g->bound_rule));
    const bool not_stated = g->drives == 0.0 && g->raw_bytes > 0.0;
    site_parts_number_cell(site, text_format(site->arena, "%s.drives", base), not_stated ? (double)NAN : g->drives, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.raw_bytes", base), g->raw_bytes, UNIT_BYTES);
    site_parts_number_cell(site, text_format(site->arena, "%s.usable_bytes", base), g->usable_bytes, UNIT_BYTES);
    site_parts_number_cell(site, text_format(site->arena, "%s.max_w", base), g->max_w, UNIT_WATTS);
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "%s.nodes_per_rack", base), g->nodes_per_rack, UNIT_COUNT);
    if (*g->rack_limit) doc_printf(site->doc, " (%s)", g->rack_limit);
}

static void group_table(struct site_parts *site, const struct result_pool *pool)
{
    static const char *const names[] = { "Node", "Role", ">Nodes", "Set by", ">Drives", ">Raw", ">Usable", ">Most watts", ">Per rack (limit)" };
    doc_table(site->doc, "Node groups: how many, and the rule that set the count", names, COUNT(names));
    for (int32_t g = 0; g < pool->n_groups; g++) group_row(site, pool, &pool->groups[g]);
    doc_end(site->doc);
}

static void count_row(struct site_parts *site, const struct result_pool *pool, const struct result_group *g, const char *rule, double nodes)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, say_words(site->arena, rule));
    doc_text_cell(site->doc, g->node);
    site_parts_number_cell(site, text_format(site->arena, "plan.pools.%s.groups.%s.rules.%s", pool->name, g->node, rule), nodes, UNIT_COUNT);
    doc_text_cell(site->doc, isnan(nodes) ? "unknown" : nodes > g->nodes ? "more than stand there" : nodes == g->nodes ? "as many as stand there" : "fewer");
}

static void count_table(struct site_parts *site, const struct result_pool *pool)
{
    static const char *const names[] = { "Rule", "Node", ">Fewest nodes", "Against the build" };
    doc_table(site->doc, "Counts by rule: the fewest nodes each rule asks for", names, COUNT(names));
    for (int32_t k = 0; k < pool->n_groups; k++) {
        const struct result_group *g = &pool->groups[k];
        for (int32_t i = 0; i < g->n_rules; i++) count_row(site, pool, g, g->rules[i].rule, g->rules[i].nodes);
        count_row(site, pool, g, "bare minimum", g->bare_nodes);
        if (!isnan(g->with_headroom_nodes)) count_row(site, pool, g, "with headroom and fill limit", g->with_headroom_nodes);
        if (g->overbuy_nodes > 0.0) count_row(site, pool, g, "bought beyond need", g->overbuy_nodes);
    }
    doc_end(site->doc);
}

static void path_row(struct site_parts *site, const struct result_pool *pool, const struct result_alternative *a)
{
    const char *base = text_format(site->arena, "plan.pools.%s.alternatives.%s.%s", pool->name, a->front_end, a->write_path);
    doc_row(site->doc);
    doc_text_cell(site->doc, story_path(site->arena, a->front_end, a->write_path));
    if (a->chosen) doc_strong(site->doc, " (chosen)");
    site_parts_number_cell(site, text_format(site->arena, "%s.read", base), a->read_bound_bytes_per_s, UNIT_BYTES_PER_S);
    doc_text_cell(site->doc, say_resource_short(a->read_bound_by));
    site_parts_number_cell(site, text_format(site->arena, "%s.write", base), a->write_bound_bytes_per_s, UNIT_BYTES_PER_S);
    doc_text_cell(site->doc, say_resource_short(a->write_bound_by));
}

static void path_table(struct site_parts *site, const struct result_pool *pool)
{
    static const char *const names[] = { "Path", ">Read bound", "set by", ">Write bound", "set by" };
    if (pool->n_alternatives == 0) return;
    doc_table(site->doc, "Paths this stack may take with the same boxes", names, COUNT(names));
    for (int32_t i = 0; i < pool->n_alternatives; i++) path_row(site, pool, &pool->alternatives[i]);
    doc_end(site->doc);
    if (pool->n_alternatives > 1)
        doc_sentence(site->doc, "Which path a present-day stack takes is often not public. The counter that tells: NIC bytes transmitted, divided by client bytes, on one node during a write-only and a read-only test.");
}

void site_parts_build(struct site_parts *site)
{
    static const char *const starts[] = { "plan.pools", "plan.nodes", "plan.drives" };
    doc_heading(site->doc, 2, "The build");
    if (site->results->plan.n_pools == 0) doc_sentence(site->doc, "No storage pool is planned.");
    for (int32_t p = 0; p < site->results->plan.n_pools; p++) {
        const struct result_pool *pool = &site->results->plan.pools[p];
        doc_heading(site->doc, 3, text_format(site->arena, "Pool %s", pool->name));
        pool_facts(site, pool);
        group_table(site, pool);
        count_table(site, pool);
        path_table(site, pool);
    }
    site_parts_derivations(site, "Where the numbers of the build come from", starts, COUNT(starts));
}

/* --- racks and floor ------------------------------------------------------------------------ */

void site_parts_racks(struct site_parts *site)
{
    static const enum kpi rows[] = { KPI_RACKS, KPI_RACK_TILES, KPI_RACK_TILES_AVAILABLE, KPI_FLOOR_TILES, KPI_FLOOR_M2, KPI_GPU_RACKS, KPI_GPU_FLOOR_TILES, KPI_SWITCHES, KPI_OPTICS };
    static const char *const starts[] = { "plan.rack", "plan.floor", "plan.gpu", "plan.switches", "plan.optics" };
    doc_heading(site->doc, 2, "Racks and floor");
    doc_sentence(site->doc, "A rack tile is one rack position; beside it stand the " MARK_NAME("600 mm") " floor tiles that the racks cover and the white space with its share of aisle. GPU racks are counted apart.");
    site_parts_kpi_table(site, "Footprint", rows, COUNT(rows));
    site_parts_chart(site, CHART_RACKS);
    site_parts_derivations(site, "Where the numbers of racks and floor come from", starts, COUNT(starts));
}

/* --- throughput ----------------------------------------------------------------------------- */

static void class_rows(struct site_parts *site, const char *name, const enum kpi *kpis, int n)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, name);
    for (int k = 0; k < n; k++) {
        doc_cell(site->doc);
        site_parts_kpi(site, kpis[k]);
    }
}

void site_parts_throughput(struct site_parts *site)
{
    static const char *const can[] = { "Class", ">Peak demand", ">Bound, closed form", ">Alone", ">Both peaks at once", ">One domain out", ">Both at once, one out" };
    static const enum kpi read_can[] = { KPI_READ_DEMAND, KPI_READ_BOUND, KPI_READ_ALONE, KPI_READ_COINCIDENT, KPI_READ_DOMAIN_OUT, KPI_READ_COINCIDENT_DOMAIN_OUT };
    static const enum kpi write_can[] = { KPI_WRITE_DEMAND, KPI_WRITE_BOUND, KPI_WRITE_ALONE, KPI_WRITE_COINCIDENT, KPI_WRITE_DOMAIN_OUT, KPI_WRITE_COINCIDENT_DOMAIN_OUT };
    static const enum kpi did[] = { KPI_READ_OFFERED, KPI_READ_DELIVERED, KPI_READ_DENIED, KPI_WRITE_OFFERED, KPI_WRITE_DELIVERED, KPI_WRITE_DENIED };
    static const char *const starts[] = { "throughput", "demand" };
    doc_heading(site->doc, 2, "Throughput");
    doc_table(site->doc, "What the build can do: capability by the solver, beside the closed-form bound", can, COUNT(can));
    class_rows(site, "reads", read_can, COUNT(read_can));
    class_rows(site, "writes", write_can, COUNT(write_can));
    doc_end(site->doc);
    if (kpi_simulated(site->results)) site_parts_kpi_table(site, "What it did in simulation", did, COUNT(did));
    else doc_sentence(site->doc, "Nothing was simulated: what would be delivered over time is unknown.");
    site_parts_chart(site, CHART_READ);
    site_parts_chart(site, CHART_READ_ZOOM);
    site_parts_chart(site, CHART_WRITE);
    site_parts_chart(site, CHART_WRITE_ZOOM);
    site_parts_derivations(site, "Where the numbers of throughput come from", starts, COUNT(starts));
}

/* --- checkpoints, capacity, GPU time -------------------------------------------------------- */

void site_parts_checkpoints(struct site_parts *site)
{
    static const enum kpi rows[] = { KPI_CHECKPOINTS, KPI_CHECKPOINT_BYTES, KPI_CHECKPOINT_OFFERED, KPI_CHECKPOINT_BACKGROUND, KPI_CHECKPOINT_DURATION, KPI_CHECKPOINT_STALL, KPI_CHECKPOINT_MISSED };
    static const enum kpi fill[] = { KPI_RAW, KPI_USABLE, KPI_USED, KPI_USED_MAX, KPI_RETAINED, KPI_FULL_AT };
    static const char *const starts[] = { "checkpoint", "capacity", "jobs" };
    doc_heading(site->doc, 2, "Checkpoints and capacity");
    if (kpi_simulated(site->results)) site_parts_kpi_table(site, "Checkpoints, each replication", rows, COUNT(rows));
    site_parts_kpi_table(site, "Capacity", fill, COUNT(fill));
    site_parts_chart(site, CHART_FILL);
    site_parts_derivations(site, "Where the numbers of checkpoints and capacity come from", starts, COUNT(starts));
}

static void job_row(struct site_parts *site, const struct result_job *job)
{
    const char *base = text_format(site->arena, "jobs.%s", job->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, job->name);
    site_parts_number_cell(site, text_format(site->arena, "%s.count", base), job->count, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.gpus", base), job->gpus, UNIT_COUNT);
    doc_text_cell(site->doc, say_words(site->arena, job->mode));
    site_parts_number_cell(site, text_format(site->arena, "%s.checkpoint_bytes", base), job->checkpoint_bytes, UNIT_BYTES);
    site_parts_number_cell(site, text_format(site->arena, "%s.interval_s", base), job->interval_s, UNIT_SECONDS);
    site_parts_number_cell(site, text_format(site->arena, "%s.duration_s", base), job->duration_s, UNIT_SECONDS);
    if (job->gpus == 0.0) {                  /* the background job holds no GPUs whose time could be told */
        for (int k = 0; k < 3; k++) doc_text_cell(site->doc, "none");
        return;
    }
    site_parts_number_cell(site, text_format(site->arena, "%s.useful", base), job->useful, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.read_stalled", base), job->read_stalled, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.checkpoint_stalled", base), job->checkpoint_stalled, UNIT_FRACTION);
}

void site_parts_gpu_time(struct site_parts *site)
{
    static const char *const names[] = { "Job", ">Count", ">GPUs each", "Checkpoint", ">Size", ">Every", ">To durable", ">Useful", ">Waits for reads", ">Waits for checkpoints" };
    const struct results *r = site->results;
    doc_heading(site->doc, 2, "GPU time");
    if (!kpi_simulated(r)) {
        doc_sentence(site->doc, "Nothing was simulated: where the GPU time would go is unknown.");
        return;
    }
    site_parts_chart(site, CHART_GPU_TIME);
    if (r->n_jobs == 0) return;
    doc_table(site->doc, "By job", names, COUNT(names));
    for (int32_t i = 0; i < r->n_jobs; i++) job_row(site, &r->jobs[i]);
    doc_end(site->doc);
}

/* --- bottlenecks ---------------------------------------------------------------------------- */

static void bottleneck_row(struct site_parts *site, const struct result_bottleneck *b, int32_t at)
{
    const char *base = text_format(site->arena, "bottlenecks[%d]", (int)at);
    doc_row(site->doc);
    doc_text_cell(site->doc, say_resource(site->arena, b->resource));
    doc_text_cell(site->doc, b->op);
    site_parts_number_cell(site, text_format(site->arena, "%s.share_of_time", base), b->share_of_time, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.utilisation", base), b->utilisation, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.denied_bytes_per_s", base), b->denied_bytes_per_s, UNIT_BYTES_PER_S);
    site_parts_number_cell(site, text_format(site->arena, "%s.gain_per_percent", base), b->gain_per_percent, UNIT_BYTES_PER_S);
    doc_cell(site->doc);
    if (*b->next) {
        doc_printf(site->doc, "%s at ", say_resource_short(b->next));
        site_parts_number(site, text_format(site->arena, "%s.next_bytes_per_s", base), b->next_bytes_per_s, UNIT_BYTES_PER_S);
    } else {
        doc_text(site->doc, "none known");
    }
    site_parts_number_cell(site, text_format(site->arena, "%s.relieve_factor", base), b->relieve_factor, UNIT_NUMBER);
}

static void resource_row(struct site_parts *site, const struct result_resource *r)
{
    const char *base = text_format(site->arena, "resources.%s", r->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, say_resource(site->arena, r->name));
    doc_number_cell(site->doc, text_format(site->arena, "%s.capacity", base), r->capacity, say_named(site->arena, r->capacity, r->unit));
    site_parts_number_cell(site, text_format(site->arena, "%s.utilisation.mean", base), r->utilisation.mean, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.utilisation.p99", base), r->utilisation.p99, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.read_limit", base), kpi_resource_limit(r, "read"), UNIT_BYTES_PER_S);
    site_parts_number_cell(site, text_format(site->arena, "%s.write_limit", base), kpi_resource_limit(r, "write"), UNIT_BYTES_PER_S);
}

static void resource_table(struct site_parts *site)
{
    static const char *const names[] = { "Resource", ">Capacity", ">Used, mean", ">Used, " MARK_NAME("99th percentile"), ">Reads alone", ">Writes alone" };
    if (site->results->n_resources == 0) return;
    doc_begin(site->doc, DOC_FOLD, text_format(site->arena, "All %s", say_count_marked(site->arena, site->results->n_resources, "resource", "resources.count")));
    doc_table(site->doc, "Reads alone, writes alone: the client bytes a second that this resource by itself would let through; unknown where the class does not touch it", names, COUNT(names));
    for (int32_t i = 0; i < site->results->n_resources; i++) resource_row(site, &site->results->resources[i]);
    doc_end(site->doc);
    doc_end(site->doc);
}

void site_parts_bottlenecks(struct site_parts *site)
{
    static const char *const names[] = { "Resource", "Denies", ">Binds, share of time", ">Used, mean", ">Denied, mean", ">" MARK_NAME("1 % more") " gives", "Relieved, next", ">\xC3\x97 until then" };
    static const char *const ops[] = { "read", "write" };
    const struct results *r = site->results;
    doc_heading(site->doc, 2, "Bottlenecks");
    for (int k = 0; k < 2; k++) {
        const char *binds = story_binds(site->arena, r, ops[k]), *next = story_next(site->arena, r, ops[k]);
        if (*binds) doc_sentence(site->doc, text_format(site->arena, "%s %s", mark_sentence(site->arena, binds), mark_sentence(site->arena, next)));
    }
    site_parts_chart(site, CHART_LADDER);
    if (r->n_bottlenecks > 0) {
        doc_table(site->doc, "The ladder as simulated, worst first", names, COUNT(names));
        for (int32_t i = 0; i < r->n_bottlenecks; i++) bottleneck_row(site, &r->bottlenecks[i], i);
        doc_end(site->doc);
    }
    site_parts_chart(site, CHART_UTILISATION);
    resource_table(site);
}

/* --- findings ------------------------------------------------------------------------------- */

void site_parts_findings(struct site_parts *site)
{
    doc_heading(site->doc, 2, "Findings");
    if (site->results->n_findings == 0) {
        doc_sentence(site->doc, "None.");
        return;
    }
    doc_begin(site->doc, DOC_LIST, "");
    for (int32_t i = 0; i < site->results->n_findings; i++) {
        const struct result_finding *f = &site->results->findings[i];
        doc_item(site->doc);
        doc_strong(site->doc, f->severity);
        doc_printf(site->doc, ": %s ", mark_text(site->arena, text_format(site->arena, "findings[%d].text", (int)i), f->text));
        doc_code(site->doc, f->code);
        if (*f->place) doc_muted(site->doc, text_format(site->arena, " %s", f->place));
    }
    doc_end(site->doc);
}
