#include "reports/explain.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/say.h"

enum { MOST_DEPTH = 40 };

/* --- names ---------------------------------------------------------------------------------- */

/* What requirements judge, and what it stands under. */
static const struct { const char *name, *id; } aliases[] = {
    { "read_capability", "throughput.read_bytes_per_s.capability" }, { "write_capability", "throughput.write_bytes_per_s.capability" }, { "usable_capacity", "capacity.usable_bytes" },
    { "site_power_peak", "power.site_design_w" }, { "storage_power", "power.storage_max_w" }, { "rack_tiles", "plan.rack_tiles" }, { "floor_tiles", "plan.floor_tiles" }, { "nodes", "plan.nodes" },
    { "goodput", "goodput.ettr" }, { "checkpoint_stall", "checkpoint.stall_s" }, { "full_at", "capacity.full_at_s" },
    { "read_denied_fraction", "throughput.read_bytes_per_s.denied_fraction" }, { "write_denied_fraction", "throughput.write_bytes_per_s.denied_fraction" },
    { "throughput.read_bytes_per_s.capability_alone", "throughput.read_bytes_per_s.capability.alone" }, { "throughput.write_bytes_per_s.capability_alone", "throughput.write_bytes_per_s.capability.alone" } };

static const char *resolved(const struct results *results, const char *quantity)
{
    for (size_t k = 0; k < sizeof aliases / sizeof aliases[0]; k++)
        if (text_equal(aliases[k].name, quantity)) return aliases[k].id;
    for (int32_t r = 0; r < results->n_requirements; r++)
        if (text_equal(results->requirements[r].id, quantity) && !text_equal(results->requirements[r].quantity, quantity)) return resolved(results, results->requirements[r].quantity);
    return quantity;
}

static const struct result_derivation *derivation(const struct results *results, const char *id)
{
    for (int32_t d = 0; d < results->n_derivations; d++)
        if (text_equal(results->derivations[d].id, id)) return &results->derivations[d];
    return NULL;
}

static const struct result_leaf *leaf(const struct results *results, const char *path)
{
    for (int32_t l = 0; l < results->n_leaves; l++)
        if (text_equal(results->leaves[l].path, path)) return &results->leaves[l];
    return NULL;
}

/* --- what only a run tells -------------------------------------------------------------------- */

/* How it was measured, and what of the plan it follows from most. */
static const struct { enum kpi kpi; const char *how; const char *from[4]; } measured[] = {
    { KPI_GOODPUT, "GPU-time in which jobs computed what was not lost later / GPU-time assigned to jobs", { "throughput.read_bytes_per_s.capability", "throughput.write_bytes_per_s.capability", NULL, NULL } },
    { KPI_READ_DELIVERED, "bytes that reached clients / measured time", { "throughput.read_bytes_per_s.demand", "throughput.read_bytes_per_s.capability", NULL, NULL } },
    { KPI_WRITE_DELIVERED, "bytes that storage took / measured time", { "throughput.write_bytes_per_s.demand", "throughput.write_bytes_per_s.capability", NULL, NULL } },
    { KPI_READ_OFFERED, "bytes asked / measured time", { "throughput.read_bytes_per_s.demand", NULL, NULL, NULL } },
    { KPI_WRITE_OFFERED, "bytes asked / measured time", { "throughput.write_bytes_per_s.demand", NULL, NULL, NULL } },
    { KPI_READ_DENIED, "1 - bytes delivered / bytes asked", { "throughput.read_bytes_per_s.demand", "throughput.read_bytes_per_s.capability", NULL, NULL } },
    { KPI_WRITE_DENIED, "1 - bytes delivered / bytes asked", { "throughput.write_bytes_per_s.demand", "throughput.write_bytes_per_s.capability", NULL, NULL } },
    { KPI_STORAGE_W, "mean over time of boxes, idle and in proportion to what flows, and their network", { "power.storage_max_w", "power.network_w", NULL, NULL } },
    { KPI_GPU_W, "mean over time of the racks' draw in each phase of the jobs", { "power.gpu_max_w", NULL, NULL, NULL } },
    { KPI_IT_W, "mean over time of GPU racks, other IT and storage", { "power.it_max_w", NULL, NULL, NULL } },
    { KPI_SITE_W, "mean IT x annual PUE", { "power.it_max_w", NULL, NULL, NULL } },
    { KPI_SITE_COINCIDENT, "largest IT watts seen x design-hour PUE", { "power.it_max_w", "power.pue_design", NULL, NULL } },
    { KPI_CHECKPOINTS, "checkpoints that became durable in the measured time", { "demand.checkpoint_mean_bytes_per_s", NULL, NULL, NULL } },
    { KPI_CHECKPOINT_BYTES, "bytes of them a day", { "demand.checkpoint_mean_bytes_per_s", "throughput.write_bytes_per_s.capability", NULL, NULL } },
    { KPI_CHECKPOINT_DURATION, "from start of writing to durable, mean", { "throughput.write_bytes_per_s.capability", NULL, NULL, NULL } },
    { KPI_CHECKPOINT_STALL, "time that GPUs stand still for one, mean", { "throughput.write_bytes_per_s.capability", NULL, NULL, NULL } },
    { KPI_USED, "bytes stored, mean over time", { "capacity.usable_bytes", NULL, NULL, NULL } },
    { KPI_USED_MAX, "bytes stored, the most", { "capacity.usable_bytes", NULL, NULL, NULL } },
    { KPI_FULL_AT, "when nothing more could be kept", { "capacity.usable_bytes", NULL, NULL, NULL } } };
enum { MEASURED = sizeof measured / sizeof measured[0] };

static int measured_of(const struct results *results, const char *id)
{
    for (int k = 0; k < MEASURED; k++)
        if (text_equal(kpi_value(results, measured[k].kpi).id, id)) return k;
    return -1;
}

/* --- the tree --------------------------------------------------------------------------------- */

struct line { int depth; const char *text; };
struct tree {
    const struct results *results;
    struct arena *arena;
    struct line *lines; int n_lines; size_t capacity;
    const char **seen; int n_seen; size_t seen_capacity;
};

static void put(struct tree *tree, int depth, const char *text)
{
    const size_t used = (size_t)tree->n_lines;
    tree->lines = arena_grow(tree->arena, tree->lines, used, used + 1, &tree->capacity, sizeof *tree->lines);
    tree->lines[tree->n_lines++] = (struct line){ depth, text };
}

/* True the second time. */
static bool again(struct tree *tree, const char *id)
{
    for (int k = 0; k < tree->n_seen; k++)
        if (text_equal(tree->seen[k], id)) return true;
    const size_t used = (size_t)tree->n_seen;
    tree->seen = arena_grow(tree->arena, (void *)tree->seen, used, used + 1, &tree->seen_capacity, sizeof *tree->seen);
    tree->seen[tree->n_seen++] = id;
    return false;
}

static const char *provenance(struct tree *tree, const char *id, const char *source, const char *date, const char *grade, const char *place)
{
    const char *from = text_equal(source, "default") ? "a default of the YAML manual" : mark_text(tree->arena, text_format(tree->arena, "%s.source", id), source);
    return text_format(tree->arena, "%s%s%s%s%s%s%s%s", grade, *from ? "; " : "", from, *date ? ", " : "", mark_text(tree->arena, text_format(tree->arena, "%s.date", id), date), *place ? " [" : "", mark_name(tree->arena, place), *place ? "]" : "");
}

static void branch(struct tree *tree, const char *id, int depth);

static void put_leaf(struct tree *tree, const struct result_leaf *l, int depth)
{
    put(tree, depth, text_format(tree->arena, "%s = %s  (%s)", mark_name(tree->arena, l->path), mark_number(tree->arena, l->path, l->value, say_named(tree->arena, l->value, l->unit)), provenance(tree, text_format(tree->arena, "leaves.%s", l->path), l->source, l->date, l->grade, l->place)));
}

static void put_derivation(struct tree *tree, const struct result_derivation *d, int depth)
{
    const bool known = again(tree, d->id);
    put(tree, depth, text_format(tree->arena, "%s = %s  (worst grade below: %s)%s", mark_name(tree->arena, d->id), mark_number(tree->arena, d->id, d->value, say_named(tree->arena, d->value, d->unit)), d->grade, known ? ": as above" : ""));
    if (known || depth > MOST_DEPTH) return;
    put(tree, depth + 1, text_format(tree->arena, "by: %s", mark_text(tree->arena, text_format(tree->arena, "derivations.%s.expression", d->id), d->expression)));
    if (d->formula && *d->formula) put(tree, depth + 1, text_format(tree->arena, "  = %s", mark_text(tree->arena, text_format(tree->arena, "derivations.%s.formula", d->id), d->formula)));
    for (int32_t i = 0; i < d->n_inputs; i++) branch(tree, d->inputs[i], depth + 1);
}

static void put_measured(struct tree *tree, int k, int depth)
{
    const struct results *r = tree->results;
    const struct kpi_value value = kpi_value(r, measured[k].kpi);
    const char *interval = kpi_interval(tree->arena, r, measured[k].kpi);
    if (!kpi_simulated(r)) {
        put(tree, depth, text_format(tree->arena, "%s: only a run tells; explain the results of one (exasite run ... --json FILE)", value.id));
        put(tree, depth + 1, text_format(tree->arena, "by: %s", measured[k].how));
    } else {
        put(tree, depth, text_format(tree->arena, "%s = %s%s%s  (simulated)", value.id, kpi_text(tree->arena, r, measured[k].kpi), *interval ? MARK_NAME(", 95 % interval ") : "", interval));
        put(tree, depth + 1, text_format(tree->arena, "by: %s; %s of %s after warm-up, seed %s, load %s", measured[k].how, say_count_marked(tree->arena, r->manifest.replications, "replication", "manifest.replications"), say_marked(tree->arena, r->scenario.length_s, UNIT_SECONDS, "scenario.length_s"), mark_text(tree->arena, "manifest.seed", r->manifest.seed), say_text(r->scenario.load)));
    }
    for (int f = 0; f < 4 && measured[k].from[f]; f++) branch(tree, measured[k].from[f], depth + 1);
    for (int32_t j = 0; j < r->n_jobs && measured[k].kpi == KPI_GOODPUT; j++) branch(tree, text_format(tree->arena, "jobs.%s.interval_s", r->jobs[j].name), depth + 1);
}

/* --- dates ------------------------------------------------------------------------------------ */

static void put_delivery(struct tree *tree, const char *id)
{
    const struct result_delivery *d = &tree->results->delivery;
    const char *value = text_equal(id, "delivery.complete_p10") ? d->complete_p10 : text_equal(id, "delivery.complete_p90") ? d->complete_p90 : d->complete_p50;
    put(tree, 0, text_format(tree->arena, "%s = %s  (drawn)", mark_name(tree->arena, id), say_text(value)));
    put(tree, 1, text_format(tree->arena, "by: the latest of all deliveries, in %s draws; the quantile over draws", say_marked(tree->arena, d->draws, UNIT_COUNT, "delivery.draws")));
    for (int32_t i = 0; i < d->n_items; i++) {
        const struct result_delivery_item *item = &d->items[i];
        put(tree, 1, text_format(tree->arena, "%s of pool %s: " MARK_NAME("P10") " %s, " MARK_NAME("P50") " %s, " MARK_NAME("P90") " %s; %s %s%s%s [%s]", mark_name(tree->arena, text_format(tree->arena, "delivery %d", (int)i + 1)), item->pool, say_text(item->p10), say_text(item->p50), say_text(item->p90), item->kind, say_text(item->from), *item->mode ? ", stages " : "", item->mode, mark_name(tree->arena, item->place)));
        for (int32_t s = 0; s < item->n_stages; s++) {
            const struct result_delivery_stage *stage = &item->stages[s];
            put(tree, 2, text_format(tree->arena, "%s%s%s = %s  (%s; %s)", stage->sku, *stage->sku ? ": " : "", stage->stage, say_marked(tree->arena, stage->nominal_s, UNIT_SECONDS, "delivery.items[%d].stages[%d].nominal_s", (int)i, (int)s), stage->law, *stage->source ? mark_name(tree->arena, stage->source) : "stated here"));
        }
    }
}

static bool is_date(const struct results *results, const char *id)
{
    return results->delivery.draws > 0.0 && (text_equal(id, "delivery.complete_p10") || text_equal(id, "delivery.complete_p50") || text_equal(id, "delivery.complete_p90"));
}

static void branch(struct tree *tree, const char *id, int depth)
{
    const struct result_derivation *d = derivation(tree->results, id);
    const struct result_leaf *l = leaf(tree->results, id);
    if (d) put_derivation(tree, d, depth);
    else if (l) put_leaf(tree, l, depth);
}

/* A requirement: what is asked, and the number that is judged. */
static void put_requirement(struct tree *tree, const char *quantity)
{
    for (int32_t r = 0; r < tree->results->n_requirements; r++) {
        const struct result_requirement *line = &tree->results->requirements[r];
        if (!text_equal(line->id, quantity)) continue;
        put(tree, 0, text_format(tree->arena, "%s: %s: %s, %s  [%s]", line->id, line->text, line->verdict, say_margin(tree->arena, line->margin), line->place));
        put(tree, 1, text_format(tree->arena, "judged %s: %s", line->judged_on, say_requirement_value(tree->arena, line, kpi_judged(tree->results, line))));
    }
}

/* False: there is no such thing. */
static bool grow(struct tree *tree, const char *quantity)
{
    const char *id = resolved(tree->results, quantity);
    const int k = measured_of(tree->results, id);
    put_requirement(tree, quantity);
    if (is_date(tree->results, id)) put_delivery(tree, id);
    else if (k >= 0) put_measured(tree, k, tree->n_lines > 0);
    else branch(tree, id, tree->n_lines > 0);
    return tree->n_lines > 0;
}

const char *explain_tree(const struct results *results, const char *quantity, struct arena *arena)
{
    struct tree tree = { .results = results, .arena = arena };
    struct text out = text_new(arena);
    if (!grow(&tree, quantity)) return NULL;
    for (int k = 0; k < tree.n_lines; k++) text_printf(&out, "%*s%s\n", 2 * tree.lines[k].depth, "", mark_plain(arena, tree.lines[k].text));
    return out.bytes;
}

/* --- what there is ---------------------------------------------------------------------------- */

struct names { const char **names; int n; };

static void add(struct names *names, const char *name)
{
    for (int k = 0; k < names->n; k++)
        if (text_equal(names->names[k], name)) return;
    names->names[names->n++] = name;
}

static struct names all_names(const struct results *results, struct arena *arena, bool with_leaves)
{
    static const char *const dates[] = { "delivery.complete_p10", "delivery.complete_p50", "delivery.complete_p90" };
    const int most = results->n_derivations + results->n_leaves + results->n_requirements + MEASURED + 3 + (int)(sizeof aliases / sizeof aliases[0]);
    struct names names = { ARENA_ARRAY(arena, const char *, most), 0 };
    for (int32_t d = 0; d < results->n_derivations; d++) add(&names, results->derivations[d].id);
    for (int k = 0; k < MEASURED; k++) add(&names, kpi_value(results, measured[k].kpi).id);
    for (int k = 0; k < 3; k++)
        if (is_date(results, dates[k])) add(&names, dates[k]);
    for (int32_t r = 0; r < results->n_requirements; r++) add(&names, results->requirements[r].id);
    for (int32_t l = 0; with_leaves && l < results->n_leaves; l++) add(&names, results->leaves[l].path);
    for (size_t k = 0; with_leaves && k < sizeof aliases / sizeof aliases[0]; k++) add(&names, aliases[k].name);
    return names;
}

const char *explain_nearest(const struct results *results, const char *quantity, struct arena *arena)
{
    struct names names = all_names(results, arena, true);
    const char *near[3];
    int n = 0;
    for (; n < 3; n++) {
        const int best = text_nearest_index(quantity, names.names, (size_t)names.n);
        if (best < 0) break;
        near[n] = names.names[best];
        names.names[best] = NULL;
    }
    return n ? text_list(arena, near, (size_t)n, "or") : "";
}

static const char *first_line(const struct results *results, const char *name, struct arena *arena)
{
    struct tree tree = { .results = results, .arena = arena };
    return grow(&tree, name) ? mark_plain(arena, tree.lines[0].text) : name;
}

const char *explain_list(const struct results *results, struct arena *arena)
{
    const struct names names = all_names(results, arena, false);
    struct text out = text_new(arena);
    for (int k = 0; k < names.n; k++) text_printf(&out, "%s\n", first_line(results, names.names[k], arena));
    text_printf(&out, "\nand %d inputs by their paths, as those trees name them.\n", (int)results->n_leaves);
    return out.bytes;
}

/* --- in documents ----------------------------------------------------------------------------- */

void explain_fold(struct doc *doc, const struct results *results, const char *quantity, struct arena *arena)
{
    struct tree tree = { .results = results, .arena = arena };
    if (!grow(&tree, quantity) || tree.n_lines < 2) return;
    doc_begin(doc, DOC_FOLD, tree.lines[0].text);
    doc_begin(doc, DOC_LIST, "");
    for (int k = 1; k < tree.n_lines; k++) {
        struct text dots = text_new(arena);
        for (int depth = 1; depth < tree.lines[k].depth; depth++) text_append(&dots, "\xC2\xB7 ");
        doc_item(doc);
        doc_muted(doc, dots.bytes);
        doc_text(doc, tree.lines[k].text);
    }
    doc_end(doc);
    doc_end(doc);
}
