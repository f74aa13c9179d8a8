#include "reports/compare_doc.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/ab_plan.h"
#include "reports/kpi.h"
#include "reports/say.h"
#include "reports/verdict_of_change.h"

struct page { const struct study_comparison *of; struct doc *doc; struct arena *arena; };

static const struct { enum kpi which; const char *label; } headlines[] = {
    {KPI_RACK_TILES, "rack tiles"}, {KPI_NODES, "storage nodes"}, {KPI_FRONT_ENDS, "front ends"}, {KPI_USABLE, "usable capacity"}, {KPI_READ_ALONE, "reads alone"},
    {KPI_READ_LEAST, "reads, least of the cases"}, {KPI_WRITE_ALONE, "writes alone"}, {KPI_WRITE_LEAST, "writes, least of the cases"}, {KPI_STORAGE_MAX, "storage, maximum at IT"},
    {KPI_SITE_DESIGN, "site at the design hour"}, {KPI_HEADROOM, "power headroom"}, {KPI_READ_DELIVERED, "reads delivered, mean"}, {KPI_SITE_W, "site, mean"},
    {KPI_GOODPUT, "useful GPU time of jobs"}, {KPI_CHECKPOINT_DURATION, "checkpoint to durable"},
};
enum { HEADLINES = sizeof headlines / sizeof headlines[0] };

/* --- one KPI of two sides -------------------------------------------------------------------------- */

struct change { struct kpi_value from, to; double delta; const struct study_paired *paired; };

static const struct study_paired *paired_of(const struct study_compared *side, enum kpi which)
{
    const char *name = verdict_of_change_measure(which);
    for (int32_t p = 0; p < side->n_paired && *name; p++)
        if (text_equal(side->paired[p].name, name)) return &side->paired[p];
    return NULL;
}

static struct change change_of(const struct study_comparison *of, int32_t side, enum kpi which)
{
    struct change change = {.from = kpi_value(of->sides[0].results, which), .to = kpi_value(of->sides[side].results, which)};
    change.delta = change.to.value - change.from.value;
    change.paired = isnan(change.delta) ? NULL : paired_of(&of->sides[side], which);
    return change;
}

static double half_of(const struct change *change) { return change->paired ? change->paired->half : (double)NAN; }

static const char *interval_says(struct arena *arena, const struct change *change, enum unit unit)
{
    if (!change->paired || isnan(change->paired->half)) return "";
    return text_format(arena, "\xC2\xB1 %s", say_quantity(arena, change->paired->half, unit));
}

/* --- words ----------------------------------------------------------------------------------------------- */

static int32_t value_named(const struct study_attribution *a, const char *name)
{
    for (int32_t v = 0; v < a->n_values; v++)
        if (text_equal(a->names[v], name)) return v;
    return -1;
}

static const char *label_of(struct arena *arena, const char *column)
{
    static const struct { const char *column, *label; } labels[] = {
        {"rack_tiles", "rack tiles"}, {"site_design_w", "site power at the design hour"}, {"storage_max_w", "storage power"}, {"nodes", "storage nodes"}, {"usable_bytes", "usable capacity"},
        {"read_capability_bytes_per_s", "reads alone"}, {"read_coincident_bytes_per_s", "reads, both peaks at once"}, {"read_domain_out_bytes_per_s", "reads, one domain out"},
        {"write_capability_bytes_per_s", "writes alone"}, {"write_coincident_bytes_per_s", "writes, both peaks at once"}, {"goodput", "useful GPU time"},
        {"read_delivered_bytes_per_s", "reads delivered"}, {"site_w", "site power, mean"}, {"checkpoint_p99_s", "checkpoint, 99th percentile"}, {"known_dollars", "dollars"},
    };
    for (size_t l = 0; l < sizeof labels / sizeof labels[0]; l++)
        if (text_equal(labels[l].column, column)) return labels[l].label;
    return say_words(arena, column);
}

/* Parts by what they do to a value, the largest first; ties in their order. Returns how many do anything. */
static int32_t ranked(const struct study_attribution *a, int32_t value, int32_t *order)
{
    int32_t n = 0;
    for (int32_t p = 0; p < a->n_parts; p++) {
        if (a->parts[p].shapley[value] == 0.0 || isnan(a->parts[p].shapley[value])) continue;
        int32_t at = n++;
        for (; at > 0 && fabs(a->parts[order[at - 1]].shapley[value]) < fabs(a->parts[p].shapley[value]); at--) order[at] = order[at - 1];
        order[at] = p;
    }
    return n;
}

/* "storage.bulk.groups −31, storage.bulk.stack +17". */
static const char *shares_say(struct arena *arena, const struct study_attribution *a, int32_t value, int32_t most)
{
    struct text out = text_new(arena);
    int32_t *order = ARENA_ARRAY(arena, int32_t, a->n_parts);
    const int32_t n = ranked(a, value, order);
    for (int32_t k = 0; k < n && k < most; k++)
        text_printf(&out, "%s%s %s", k ? ", " : "", a->parts[order[k]].name, verdict_of_change_say(arena, a->parts[order[k]].shapley[value], a->units[value]));
    if (n > most) text_printf(&out, " and %d more", (int)(n - most));
    return out.bytes;
}

static const char *change_says(struct arena *arena, const struct study_comparison *of, int32_t side, enum kpi which, const char *label)
{
    const struct change change = change_of(of, side, which);
    if (isnan(change.delta)) return "";
    if (change.delta == 0.0) return text_format(arena, "the same %s (%s)", label, say_quantity(arena, change.to.value, change.to.unit));
    const char *word = verdict_of_change_word(verdict_of_change_good(which), change.delta, half_of(&change));
    return text_format(arena, "%s %s (%s instead of %s, %s)", label, verdict_of_change_say(arena, change.delta, change.to.unit), say_quantity(arena, change.to.value, change.to.unit),
                       say_quantity(arena, change.from.value, change.from.unit), word);
}

static const char *answer_says(struct arena *arena, const struct study_comparison *of, int32_t side)
{
    static const struct { enum kpi which; const char *label; } said[] = {
        {KPI_RACK_TILES, "rack tiles"}, {KPI_STORAGE_MAX, "storage power"}, {KPI_SITE_DESIGN, "site power"}, {KPI_READ_LEAST, "reads in the worst case judged"},
        {KPI_WRITE_LEAST, "writes in the worst case judged"}, {KPI_GOODPUT, "useful GPU time"},
    };
    struct text out = text_new(arena);
    for (size_t k = 0; k < sizeof said / sizeof said[0]; k++) {
        const char *words = change_says(arena, of, side, said[k].which, said[k].label);
        if (*words) text_printf(&out, "%s%s", out.length ? "; " : "", words);
    }
    return text_format(arena, "%s against %s: %s.", of->sides[side].name, of->sides[0].name, out.bytes);
}

static const char *regret_says(struct arena *arena, const struct study_regret *cell, bool own)
{
    if (!cell->known) return text_format(arena, "not known: %s", cell->problem);
    if (*cell->failed) return text_format(arena, "%s: %s%s%s", cell->failed, isnan(cell->least_margin) ? "not met" : say_margin(arena, cell->least_margin),
                                          isnan(cell->least_margin) ? "" : " at ", isnan(cell->least_margin) ? "" : cell->tightest);
    if (text_equal(cell->verdict, "fail") && *cell->unfit)
        return text_format(arena, "meets the MUSTs in %s, but: %s", say_count_of(arena, cell->rack_tiles, "rack tile"), cell->unfit);
    if (own) return text_format(arena, "%s in %s", text_equal(cell->verdict, "pass") ? "carries it" : cell->verdict, say_count_of(arena, cell->rack_tiles, "rack tile"));
    return text_format(arena, "%s in %s and %s of storage: %s and %s beside the build meant for it", text_equal(cell->verdict, "pass") ? "carries it" : cell->verdict,
                       say_count_of(arena, cell->rack_tiles, "rack tile"), say_quantity(arena, cell->storage_w, UNIT_WATTS),
                       verdict_of_change_say(arena, cell->more_rack_tiles, UNIT_COUNT), verdict_of_change_say(arena, cell->more_storage_w, UNIT_WATTS));
}

/* --- the document's parts --------------------------------------------------------------------------------- */

static void cell(struct page *page, const char *text)
{
    doc_cell(page->doc);
    doc_text(page->doc, text);
}

static void number(struct page *page, const char *id, double value, const char *text)
{
    doc_cell(page->doc);
    doc_number(page->doc, id, value, text);
}

static void columns(struct page *page, const char *caption, const char *const *names, int n)
{
    doc_begin(page->doc, DOC_TABLE, caption);
    for (int k = 0; k < n; k++) {
        const bool right = names[k][0] == '>', tight = names[k][0] == '!';
        doc_column(page->doc, right ? DOC_RIGHT : tight ? DOC_TIGHT : DOC_LEFT, names[k] + (right || tight));
    }
}

static void opening(struct page *page)
{
    struct doc *doc = page->doc;
    doc_heading(doc, 1, doc->title);
    doc_begin(doc, DOC_CALLOUT, "note");
    for (int32_t s = 1; s < page->of->n_sides; s++) {
        doc_paragraph(doc);
        doc_strong(doc, answer_says(page->arena, page->of, s));
    }
    doc_end(doc);
    static const char *const names[] = { "Answer", "Verdict", "MUSTs not met", "!As of", "File" };
    columns(page, "What is compared; differences are from the first", names, 5);
    for (int32_t s = 0; s < page->of->n_sides; s++) {
        const struct results *r = page->of->sides[s].results;
        struct text failed = text_new(page->arena);
        for (int32_t q = 0; q < r->n_requirements; q++)
            if (text_equal(r->requirements[q].level, "must") && !text_equal(r->requirements[q].verdict, "pass")) text_printf(&failed, "%s%s", failed.length ? ", " : "", r->requirements[q].id);
        doc_row(doc);
        cell(page, page->of->sides[s].name);
        doc_cell(doc);
        doc_verdict(doc, r->verdict);
        cell(page, failed.length ? failed.bytes : "none");
        cell(page, say_text(r->scenario.as_of));
        doc_cell(doc);
        doc_code(doc, page->of->sides[s].file);
    }
    doc_end(doc);
}

static void kpi_row(struct page *page, int32_t side, enum kpi which)
{
    static const char *const good_words[] = { "neither", "more", "less" };
    struct arena *arena = page->arena;
    const struct change change = change_of(page->of, side, which);
    if (isnan(change.from.value) && isnan(change.to.value)) return;
    const enum charts_waterfall_good good = verdict_of_change_good(which);
    const char *word = verdict_of_change_word(good, change.delta, half_of(&change));
    doc_row(page->doc);
    cell(page, change.to.label);
    cell(page, good_words[good]);
    number(page, text_format(arena, "sides.0.%s", change.from.id), change.from.value, kpi_text(arena, page->of->sides[0].results, which));
    number(page, text_format(arena, "sides.%d.%s", (int)side, change.to.id), change.to.value, kpi_text(arena, page->of->sides[side].results, which));
    number(page, text_format(arena, "deltas.%d.%s", (int)side, change.to.id), change.delta, isnan(change.delta) ? "" : verdict_of_change_say(arena, change.delta, change.to.unit));
    if (change.paired) number(page, text_format(arena, "deltas.%d.%s.half", (int)side, change.to.id), change.paired->half, interval_says(arena, &change, change.to.unit));
    else cell(page, "");
    doc_cell(page->doc);
    if (strstr(word, "better") || strstr(word, "worse")) doc_verdict(page->doc, word);
    else doc_text(page->doc, word);
}

/* What varies of what matters: useful GPU time, else reads, else whatever gained most. */
static const struct study_paired *telling_pair(const struct study_compared *s)
{
    static const char *const first[] = { "goodput", "read_delivered_bytes_per_s" };
    const struct study_paired *best = NULL;
    for (size_t k = 0; k < 2; k++)
        for (int32_t p = 0; p < s->n_paired; p++)
            if (text_equal(s->paired[p].name, first[k]) && s->paired[p].half > 0.0) return &s->paired[p];
    for (int32_t p = 0; p < s->n_paired; p++)
        if (s->paired[p].half > 0.0 && (!best || s->paired[p].variance_saved > best->variance_saved)) best = &s->paired[p];
    return best;
}

static const char *luck_says(struct arena *arena, const struct study_compared *s)
{
    if (s->n_paired == 0) return "Planned numbers have no interval.";
    if (!s->paired[0].paired) return "The two have not the same seed and number of replications: intervals are of two samples apart.";
    const struct study_paired *pair = telling_pair(s);
    const char *both = text_format(arena, "Both met the same luck in each of %s", say_count_of(arena, s->paired[0].n, "replication"));
    if (!pair) return text_format(arena, "%s; nothing varied.", both);
    return text_format(arena, "%s; 95 %% intervals are of the differences, replication by replication. Of the variance of %s that saved %s: the interval is %s times as wide as it would be with luck of "
                       "their own. Planned numbers have no interval.", both, say_words(arena, pair->name), say_quantity(arena, pair->variance_saved, UNIT_FRACTION),
                       say_quantity(arena, pair->half / pair->half_unpaired, UNIT_NUMBER));
}

static void kpis(struct page *page, int32_t side)
{
    static const char *const names[] = { "Quantity", "Good", ">", ">", ">Difference", ">95 % interval", "!" };
    const char *own[7];
    memcpy(own, names, sizeof own);
    own[2] = text_format(page->arena, ">%s", page->of->sides[0].name);
    own[3] = text_format(page->arena, ">%s", page->of->sides[side].name);
    doc_heading(page->doc, 2, text_format(page->arena, "%s against %s", page->of->sides[side].name, page->of->sides[0].name));
    doc_paragraph(page->doc);
    doc_text(page->doc, luck_says(page->arena, &page->of->sides[side]));
    columns(page, "Good: which way is better", own, 7);
    for (int k = 0; k < KPI_AUDIT; k++) kpi_row(page, side, (enum kpi)k);
    doc_end(page->doc);
}

/* --- whose doing ------------------------------------------------------------------------------------------------ */

static const char *const drawn[] = {"rack_tiles", "site_design_w", "storage_max_w", "read_coincident_bytes_per_s", "goodput"};

static void figure(struct page *page, int32_t side, const char *column)
{
    const struct study_attribution *a = &page->of->sides[side].attribution;
    const int32_t v = value_named(a, column);
    if (v < 0 || isnan(a->interaction[v]) || a->from[v] == a->to[v]) return;
    int32_t *order = ARENA_ARRAY(page->arena, int32_t, a->n_parts);
    const int32_t n = ranked(a, v, order);
    struct charts_waterfall_step *steps = ARENA_ARRAY(page->arena, struct charts_waterfall_step, n);
    for (int32_t k = 0; k < n; k++) steps[k] = (struct charts_waterfall_step){a->parts[order[k]].name, a->parts[order[k]].shapley[v]};
    const char *label = label_of(page->arena, column);
    const struct charts_waterfall of = {.id = text_format(page->arena, "figure-%s-%d", column, (int)side), .title = text_format(page->arena, "What makes the difference in %s", label),
        .from_name = page->of->sides[0].name, .to_name = page->of->sides[side].name, .unit = a->units[v], .good = verdict_of_change_good_column(column), .from = a->from[v], .to = a->to[v],
        .steps = steps, .n_steps = n};
    const struct charts_drawing chart = charts_waterfall_draw(&of, page->arena);
    if (chart.svg) doc_figure(page->doc, chart.id, text_format(page->arena, "%s: %s.", chart.title, chart.says), chart.svg, "");
}

static void part_cells(struct page *page, const char *id, double alone, double shapley, enum unit unit)
{
    number(page, text_format(page->arena, "%s.alone", id), alone, verdict_of_change_say(page->arena, alone, unit));
    number(page, text_format(page->arena, "%s.shapley", id), shapley, verdict_of_change_say(page->arena, shapley, unit));
}

static void value_table(struct page *page, int32_t side, int32_t v)
{
    const struct study_attribution *a = &page->of->sides[side].attribution;
    static const char *const names[] = { "Input", ">Alone", ">Shapley" };
    const char *column = a->names[v], *id = text_format(page->arena, "attribution.%d.%s", (int)side, column);
    const double whole = a->to[v] - a->from[v];
    int32_t *order = ARENA_ARRAY(page->arena, int32_t, a->n_parts);
    const int32_t n = ranked(a, v, order);
    double shapley = 0.0;
    columns(page, text_format(page->arena, "%s: from %s to %s", label_of(page->arena, column), say_quantity(page->arena, a->from[v], a->units[v]), say_quantity(page->arena, a->to[v], a->units[v])),
            names, 3);
    for (int32_t k = 0; k < n; k++) {
        const struct study_part *part = &a->parts[order[k]];
        doc_row(page->doc);
        doc_cell(page->doc);
        doc_code(page->doc, part->name);
        part_cells(page, text_format(page->arena, "%s.%s", id, part->name), part->alone[v], part->shapley[v], a->units[v]);
        shapley += part->shapley[v];
    }
    doc_row(page->doc);
    cell(page, "interaction");
    number(page, text_format(page->arena, "%s.interaction", id), a->interaction[v], verdict_of_change_say(page->arena, a->interaction[v], a->units[v]));
    cell(page, "");
    doc_row(page->doc);
    cell(page, "sum: the whole difference");
    part_cells(page, text_format(page->arena, "%s.whole", id), whole, shapley, a->units[v]);
    doc_end(page->doc);
}

static void changes(struct page *page, const struct study_attribution *a)
{
    static const char *const names[] = { "Input", "Key", "From", "To" };
    doc_begin(page->doc, DOC_FOLD, text_format(page->arena, "What differs: %s", say_count_of(page->arena, a->n_parts, "input")));
    columns(page, "As written, models reached; values set on the command line included", names, 4);
    for (int32_t p = 0; p < a->n_parts; p++)
        for (int32_t c = 0; c < a->parts[p].n_changes; c++) {
            const struct study_change *change = &a->parts[p].changes[c];
            doc_row(page->doc);
            doc_cell(page->doc);
            doc_code(page->doc, c ? "" : a->parts[p].name);
            doc_cell(page->doc);
            doc_code(page->doc, change->path);
            cell(page, *change->from ? change->from : "nothing");
            cell(page, *change->to ? change->to : "nothing");
        }
    doc_end(page->doc);
    doc_end(page->doc);
}

static void attribution(struct page *page, int32_t side)
{
    const struct study_compared *s = &page->of->sides[side];
    const struct study_attribution *a = &s->attribution;
    doc_heading(page->doc, 3, "Whose doing it is");
    doc_paragraph(page->doc);
    if (*s->no_attribution) {
        doc_printf(page->doc, "Not attributed: %s.", s->no_attribution);
        return;
    }
    doc_printf(page->doc, "Every combination of the inputs that differ was %s (%s). Alone: what one input changes by itself from the first answer; what that leaves is interaction. "
               "Shapley: the mean of what it changes over all orders in which the inputs can be changed; these sum to the whole.", a->simulated ? "simulated" : "planned",
               say_count_of(page->arena, (double)a->n_combinations, "combination"));
    for (int32_t n = 0; n < a->n_notes; n++) {
        doc_paragraph(page->doc);
        doc_muted(page->doc, text_format(page->arena, "%s.", a->notes[n]));
    }
    for (size_t d = 0; d < sizeof drawn / sizeof drawn[0]; d++) figure(page, side, drawn[d]);
    for (int32_t v = 0; v < a->n_values; v++)
        if (!isnan(a->interaction[v]) && a->from[v] != a->to[v]) value_table(page, side, v);
    changes(page, a);
}

/* --- regret, dates ------------------------------------------------------------------------------------------------ */

static void regret(struct page *page)
{
    const int32_t n = page->of->n_sides;
    if (page->of->n_regret == 0) return;
    doc_heading(page->doc, 2, "Built for one, needed the other");
    doc_begin(page->doc, DOC_TABLE, "Each build, its counts as planned, under the demand, jobs and requirements of each scenario; by the plan, without a simulation");
    doc_column(page->doc, DOC_LEFT, "Built for");
    for (int32_t c = 0; c < n; c++) doc_column(page->doc, DOC_LEFT, text_format(page->arena, "Needed: %s", page->of->sides[c].name));
    for (int32_t r = 0; r < n; r++) {
        doc_row(page->doc);
        cell(page, page->of->sides[r].name);
        for (int32_t c = 0; c < n; c++) {
            const struct study_regret *of = &page->of->regret[r * n + c];
            doc_cell(page->doc);
            if (of->known) doc_verdict(page->doc, of->verdict);
            doc_text(page->doc, " ");
            doc_number(page->doc, text_format(page->arena, "regret.%d.%d.least_margin", (int)r, (int)c), of->least_margin, regret_says(page->arena, of, r == c));
        }
    }
    doc_end(page->doc);
}

static void as_of(struct page *page)
{
    struct arena *arena = page->arena;
    if (page->of->n_sides == 0 || !*page->of->sides[0].as_of.date) return;
    static const char *const names[] = { "!As of", "Best that can be had", "Verdict", ">Rack tiles", ">Storage", ">Site", ">This build stands", ">Usable, P50", ">Reads, P50", "P10 to P90" };
    doc_heading(page->doc, 2, "With what is available then");
    columns(page, "Best: of the catalog's nodes that can be had by the date and that the policy allows, fewest MUSTs failed, then rack tiles, then watts of storage and its network at most. "
            "On the right: what of this build has landed by then", names, 10);
    for (int32_t s = 0; s < page->of->n_sides; s++) {
        const struct study_as_of *a = &page->of->sides[s].as_of;
        const char *id = text_format(arena, "as_of.%s", a->date);
        doc_row(page->doc);
        cell(page, a->date);
        cell(page, *a->best ? a->best : "none");
        doc_cell(page->doc);
        if (*a->best) doc_verdict(page->doc, a->best_verdict);
        number(page, text_format(arena, "%s.rack_tiles", id), a->best_rack_tiles, *a->best ? say_quantity(arena, a->best_rack_tiles, UNIT_COUNT) : "");
        number(page, text_format(arena, "%s.storage_w", id), a->best_storage_w, *a->best ? say_quantity(arena, a->best_storage_w, UNIT_WATTS) : "");
        number(page, text_format(arena, "%s.site_w", id), a->best_site_w, *a->best ? say_quantity(arena, a->best_site_w, UNIT_WATTS) : "");
        number(page, text_format(arena, "%s.by_then", id), a->by_then, isnan(a->by_then) ? "no delivery" : text_format(arena, "in %s of the draws", say_quantity(arena, a->by_then, UNIT_FRACTION)));
        if (a->n_landed == 0) {
            for (int k = 0; k < 3; k++) cell(page, "");
            continue;
        }
        number(page, text_format(arena, "%s.usable_p50_bytes", id), a->landed->usable_p50_bytes, say_quantity(arena, a->landed->usable_p50_bytes, UNIT_BYTES));
        number(page, text_format(arena, "%s.read_p50_bytes_per_s", id), a->landed->read_p50_bytes_per_s, say_quantity(arena, a->landed->read_p50_bytes_per_s, UNIT_BYTES_PER_S));
        number(page, text_format(arena, "%s.usable_p10_bytes", id), a->landed->usable_p10_bytes,
               text_format(arena, "%s to %s", say_quantity(arena, a->landed->usable_p10_bytes, UNIT_BYTES), say_quantity(arena, a->landed->usable_p90_bytes, UNIT_BYTES)));
    }
    doc_end(page->doc);
    for (int32_t s = 0; s < page->of->n_sides; s++) {
        if (!*page->of->sides[s].as_of.not_yet) continue;
        doc_paragraph(page->doc);
        doc_printf(page->doc, "Not to be had by %s: %s.", page->of->sides[s].as_of.date, page->of->sides[s].as_of.not_yet);
    }
}

struct doc *compare_doc(const struct study_comparison *comparison, struct arena *arena)
{
    struct page page = {comparison, doc_new(arena, "Comparison"), arena};
    opening(&page);
    doc_contents(page.doc, 2);
    as_of(&page);
    for (int32_t s = 1; s < comparison->n_sides; s++) {
        kpis(&page, s);
        attribution(&page, s);
    }
    regret(&page);
    if (comparison->ab) ab_plan_section(page.doc, 2, comparison->ab);
    if (comparison->n_notes) doc_heading(page.doc, 2, "Notes");
    for (int32_t n = 0; n < comparison->n_notes; n++) {
        doc_paragraph(page.doc);
        doc_text(page.doc, comparison->notes[n]);
    }
    doc_paragraph(page.doc);
    doc_muted(page.doc, text_format(arena, "exasite %s: %s", comparison->version, comparison->command));
    return page.doc;
}

/* --- the screen ----------------------------------------------------------------------------------------------------- */

enum { WIDTH = 79, INDENT = 10 };

static void line(struct text *out, struct arena *arena, const char *label, const char *words)
{
    const char *text = text_shown(arena, words, strlen(words), 2000);
    text_printf(out, "%-*.*s", INDENT, INDENT - 1, label);
    for (size_t at = INDENT; *text; ) {
        const size_t bytes = strcspn(text, " ");
        if (at > INDENT && at + 1 + bytes > WIDTH) { text_printf(out, "\n%*s", INDENT, ""); at = INDENT; }
        if (at > INDENT) { text_append_char(out, ' '); at++; }
        text_append_n(out, text, bytes);
        at += bytes;
        text += bytes + (text[bytes] == ' ');
    }
    text_append_char(out, '\n');
}

/* The terminal's column of `text`: marks and signs are one wide. */
static void padded(struct text *out, const char *text, int width, bool right)
{
    int columns_wide = 0;
    for (const char *at = text; *at; at++) columns_wide += ((unsigned char)*at & 0xC0) != 0x80;
    if (right) text_printf(out, "%*s", width > columns_wide ? width - columns_wide : 0, "");
    text_append(out, text);
    if (!right) text_printf(out, "%*s", width > columns_wide ? width - columns_wide : 0, "");
}

static void screen_kpi(struct text *out, struct arena *arena, const struct study_comparison *of, int32_t side, enum kpi which, const char *label)
{
    const struct change change = change_of(of, side, which);
    if (isnan(change.from.value) && isnan(change.to.value)) return;
    padded(out, label, 32, false);
    padded(out, say_quantity(arena, change.from.value, change.from.unit), 11, true);
    padded(out, say_quantity(arena, change.to.value, change.to.unit), 11, true);
    padded(out, isnan(change.delta) ? "" : verdict_of_change_say(arena, change.delta, change.to.unit), 12, true);
    text_append(out, "  ");
    text_append(out, verdict_of_change_word(verdict_of_change_good(which), change.delta, half_of(&change)));
    text_append_char(out, '\n');
    const char *interval = interval_says(arena, &change, change.to.unit);
    if (!*interval) return;
    padded(out, interval, 66, true);
    text_append_char(out, '\n');
}

static bool all_the_same(const struct study_comparison *of, int32_t side)
{
    for (int k = 0; k < KPI_AUDIT; k++) {
        const struct change change = change_of(of, side, (enum kpi)k);
        if (isnan(change.from.value) != isnan(change.to.value) || (!isnan(change.delta) && change.delta != 0.0)) return false;
    }
    return true;
}

static void screen_side(struct text *out, struct arena *arena, const struct study_comparison *of, int32_t side)
{
    const struct study_compared *s = &of->sides[side];
    if (all_the_same(of, side)) {
        line(out, arena, "the same", text_format(arena, "%s comes to the same as %s in every number", s->name, of->sides[0].name));
        return;
    }
    text_printf(out, "\n%32s%11s%11s%12s\n", "", "first", side == 1 ? "second" : text_format(arena, "no. %d", (int)side + 1), "difference");
    for (int k = 0; k < (int)HEADLINES; k++) screen_kpi(out, arena, of, side, headlines[k].which, headlines[k].label);
    text_append_char(out, '\n');
    if (s->n_paired) line(out, arena, "luck", luck_says(arena, s));
    if (*s->no_attribution) {
        line(out, arena, "why", text_format(arena, "not attributed: %s", s->no_attribution));
        return;
    }
    for (size_t d = 0; d < sizeof drawn / sizeof drawn[0]; d++) {
        const int32_t v = value_named(&s->attribution, drawn[d]);
        if (v < 0 || isnan(s->attribution.interaction[v]) || s->attribution.from[v] == s->attribution.to[v]) continue;
        line(out, arena, d ? "" : "why", text_format(arena, "%s %s: %s (interaction, one at a time: %s)", label_of(arena, drawn[d]),
             verdict_of_change_say(arena, s->attribution.to[v] - s->attribution.from[v], s->attribution.units[v]), shares_say(arena, &s->attribution, v, 3),
             verdict_of_change_say(arena, s->attribution.interaction[v], s->attribution.units[v])));
    }
    for (int32_t n = 0; n < s->attribution.n_notes; n++) line(out, arena, n ? "" : "note", s->attribution.notes[n]);
}

static void screen_as_of(struct text *out, struct arena *arena, const struct study_as_of *a)
{
    const char *best = *a->best ? text_format(arena, "the best that can be had is %s, %s, %s, storage %s of site %s", a->best, a->best_verdict,
        say_count_of(arena, a->best_rack_tiles, "rack tile"), say_quantity(arena, a->best_storage_w, UNIT_WATTS), say_quantity(arena, a->best_site_w, UNIT_WATTS)) : "nothing that the policy allows can be had";
    line(out, arena, "by then", text_format(arena, "%s: %s", a->date, best));
    if (a->n_landed) line(out, arena, "", text_format(arena, "of this build %s usable (P10 %s, P90 %s) and %s of reads stand; all of it in %s of the draws",
                          say_quantity(arena, a->landed->usable_p50_bytes, UNIT_BYTES), say_quantity(arena, a->landed->usable_p10_bytes, UNIT_BYTES),
                          say_quantity(arena, a->landed->usable_p90_bytes, UNIT_BYTES), say_quantity(arena, a->landed->read_p50_bytes_per_s, UNIT_BYTES_PER_S), say_quantity(arena, a->by_then, UNIT_FRACTION)));
    if (*a->not_yet) line(out, arena, "", text_format(arena, "not to be had: %s", a->not_yet));
}

const char *compare_doc_screen(const struct study_comparison *of, struct arena *arena)
{
    static const char *const ranks[] = { "first", "second", "third", "fourth" };
    struct text out = text_new(arena);
    for (int32_t s = 0; s < of->n_sides; s++)
        line(&out, arena, s < 4 ? ranks[s] : text_format(arena, "no. %d", (int)s + 1), text_format(arena, "%s: %s", of->sides[s].name, of->sides[s].results->verdict));
    for (int32_t s = 0; s < of->n_sides; s++)
        if (*of->sides[s].as_of.date) screen_as_of(&out, arena, &of->sides[s].as_of);
    for (int32_t s = 1; s < of->n_sides; s++) screen_side(&out, arena, of, s);
    for (int32_t r = 0; r * r < of->n_regret; r++)
        for (int32_t c = 0; c < of->n_sides; c++)
            if (r != c) line(&out, arena, r + c == 1 && r == 0 ? "regret" : "", text_format(arena, "built for %s, needed %s: %s", of->sides[r].name, of->sides[c].name,
                                                                                     regret_says(arena, &of->regret[r * of->n_sides + c], false)));
    if (of->ab) line(&out, arena, "A/B", ab_plan_says(of->ab, arena));
    return out.bytes;
}
