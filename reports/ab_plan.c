#include "reports/ab_plan.h"

#include <math.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

static const char *const counters[STUDY_COUNTERS] = {
    "NIC bytes sent \xC3\xB7 client bytes read", "NIC bytes received \xC3\xB7 client bytes read", "media bytes read \xC3\xB7 client bytes read", "NIC bytes sent \xC3\xB7 client bytes written",
    "NIC bytes received \xC3\xB7 client bytes written", "media bytes written \xC3\xB7 client bytes written", "buffer bytes written \xC3\xB7 client bytes written",
};
static const char *const keys[STUDY_COUNTERS] = STUDY_COUNTER_KEYS;

const char *ab_plan_counter(enum study_counter counter) { return counters[counter]; }

/* --- words ---------------------------------------------------------------------------------------- */

static const char *path_name(struct arena *arena, const struct study_ab_path *path)
{
    return text_format(arena, "%s, %s front end, %s", mark_name(arena, path->stack), text_equal(path->front_end, "none") ? "no" : path->front_end, say_words(arena, path->write_path));
}

static const char *ratio(struct arena *arena, double value) { return say_quantity(arena, value, UNIT_NUMBER); }

static const struct study_ab_path *chosen(const struct study_ab *ab, bool second)
{
    for (int32_t p = 0; p < ab->n_paths; p++)
        if (ab->paths[p].chosen && text_equal(ab->paths[p].side, second ? ab->name_b : ab->name_a)) return &ab->paths[p];
    return &ab->paths[second ? ab->n_paths - 1 : 0];
}

/* What a path comes to, by its id: "ab[0].paths[2].read_bytes_per_s". */
static const char *path_id(struct arena *arena, const struct study_ab *ab, const struct study_ab_path *path, const char *part)
{
    return text_format(arena, "ab[0].paths[%d].%s", (int)(path - ab->paths), part);
}

static const char *rate_of(struct arena *arena, const struct study_ab *ab, const struct study_ab_path *path, bool read)
{
    const double rate = read ? path->read_bytes_per_s : path->write_bytes_per_s;
    return mark_number(arena, path_id(arena, ab, path, read ? "read_bytes_per_s" : "write_bytes_per_s"), rate, say_quantity(arena, rate, UNIT_BYTES_PER_S));
}

static enum study_counter by(const struct study_ab_test *test)
{
    int c = 0;
    while (c < STUDY_COUNTERS - 1 && !text_equal(keys[c], test->by)) c++;
    return (enum study_counter)c;
}

static const char *counter_of(struct arena *arena, const struct study_ab *ab, const struct study_ab_path *path, enum study_counter counter)
{
    return mark_number(arena, path_id(arena, ab, path, text_format(arena, "counter.%s", keys[counter])), path->counter[counter], ratio(arena, path->counter[counter]));
}

/* The least and most that the paths of one side read or write. */
static const char *span(struct arena *arena, const struct study_ab *ab, const char *side, bool read)
{
    const struct study_ab_path *lo = NULL, *hi = NULL;
    for (int32_t p = 0; p < ab->n_paths; p++) {
        const struct study_ab_path *path = &ab->paths[p];
        if (!text_equal(path->side, side)) continue;
        if (!lo || (read ? path->read_bytes_per_s < lo->read_bytes_per_s : path->write_bytes_per_s < lo->write_bytes_per_s)) lo = path;
        if (!hi || (read ? path->read_bytes_per_s > hi->read_bytes_per_s : path->write_bytes_per_s > hi->write_bytes_per_s)) hi = path;
    }
    return lo == hi ? rate_of(arena, ab, lo, read) : text_format(arena, "%s to %s", rate_of(arena, ab, lo, read), rate_of(arena, ab, hi, read));
}

static int32_t untold(const struct study_ab *ab)
{
    int32_t n = 0;
    for (int32_t t = 0; t < ab->n_tests; t++) n += !ab->tests[t].told;
    return n;
}

static const char *unequal(struct arena *arena, const struct study_ab *ab)
{
    struct text out = text_new(arena);
    for (int32_t e = 0; e < ab->n_equal; e++)
        if (!ab->equal[e].same) text_printf(&out, "%s%s", out.length ? ", " : "", ab->equal[e].what);
    return out.bytes;
}

/* The test between the two paths that the scenarios assume. */
static const struct study_ab_test *assumed_test(const struct study_ab *ab)
{
    const int32_t a = (int32_t)(chosen(ab, false) - ab->paths), b = (int32_t)(chosen(ab, true) - ab->paths);
    for (int32_t t = 0; t < ab->n_tests; t++)
        if (ab->tests[t].a == a && ab->tests[t].b == b) return &ab->tests[t];
    return &ab->tests[0];
}

static const char *decided(struct arena *arena, const struct study_ab *ab)
{
    const struct study_ab_test *test = assumed_test(ab);
    if (!test->told) return "no counter tells these two apart";
    return text_format(arena, "decided by %s: %s against %s", counters[by(test)], counter_of(arena, ab, &ab->paths[test->a], by(test)), counter_of(arena, ab, &ab->paths[test->b], by(test)));
}

const char *ab_plan_says(const struct study_ab *ab, struct arena *arena)
{
    const struct study_ab_path *a = chosen(ab, false), *b = chosen(ab, true);
    return text_format(arena, "By path, %s reads %s and writes %s; %s reads %s and writes %s. As assumed: %s against %s of reads, %s. %s%s%s", mark_name(arena, a->stack), span(arena, ab, ab->name_a, true),
                       span(arena, ab, ab->name_a, false), mark_name(arena, b->stack), span(arena, ab, ab->name_b, true), span(arena, ab, ab->name_b, false), rate_of(arena, ab, a, true), rate_of(arena, ab, b, true),
                       decided(arena, ab), ab->n_differing ? text_format(arena, "Not held equal: %s.", unequal(arena, ab)) : "All that should be equal is.",
                       *ab->unavailable ? text_format(arena, " To be settled before the test: %s", mark_text(arena, "ab[0].unavailable", ab->unavailable)) : "", *ab->unavailable ? "." : "");
}

/* --- the section ------------------------------------------------------------------------------------- */

static void share(struct doc *doc, const char *id, double value) { doc_number(doc, id, value, say_quantity(doc->arena, value, UNIT_FRACTION)); }

static void equal(struct doc *doc, int level, const struct study_ab *ab)
{
    doc_heading(doc, level + 1, "What is held equal");
    if (*ab->unavailable) {
        doc_paragraph(doc);
        doc_printf(doc, "The same protocol on both, though %s: the test waits for it, or each stack is measured over a protocol of its own, and the payload on the wire differs too.", mark_text(doc->arena, "ab[0].unavailable", ab->unavailable));
    }
    doc_begin(doc, DOC_TABLE, "What differs here is a finding: it would be measured along with the stacks");
    doc_column(doc, DOC_LEFT, "What");
    doc_column(doc, DOC_LEFT, mark_name(doc->arena, ab->name_a));
    doc_column(doc, DOC_LEFT, mark_name(doc->arena, ab->name_b));
    doc_column(doc, DOC_TIGHT, "");
    for (int32_t e = 0; e < ab->n_equal; e++) {
        const char *id = text_format(doc->arena, "ab[0].equal[%d]", (int)e);
        doc_row(doc);
        doc_text_cell(doc, ab->equal[e].what);
        doc_quote_cell(doc, text_format(doc->arena, "%s.a", id), ab->equal[e].a);
        doc_quote_cell(doc, text_format(doc->arena, "%s.b", id), ab->equal[e].b);
        doc_cell(doc);
        if (ab->equal[e].same) doc_text(doc, "equal");
        else doc_strong(doc, "differs: a finding");
    }
    doc_end(doc);
}

static void predictions(struct doc *doc, int level, const struct study_ab *ab)
{
    struct arena *arena = doc->arena;
    doc_heading(doc, level + 1, "What each open path predicts");
    static const char *const names[] = {"Path", ">Reads", "bound by", ">Writes", "bound by"};
    doc_table(doc, "Bounds of reads and of writes alone, by the plan; which path is taken is not public. The one marked is what the scenario assumes", names, 5);
    for (int32_t p = 0; p < ab->n_paths; p++) {
        const struct study_ab_path *path = &ab->paths[p];
        doc_row(doc);
        doc_text_cell(doc, path_name(arena, path));
        if (path->chosen) doc_muted(doc, " assumed");
        doc_text_cell(doc, rate_of(arena, ab, path, true));
        doc_text_cell(doc, say_resource_short(path->read_bound_by));
        doc_text_cell(doc, rate_of(arena, ab, path, false));
        doc_text_cell(doc, say_resource_short(path->write_bound_by));
    }
    doc_end(doc);
}

static void counter_cell(struct doc *doc, const struct study_ab *ab, const struct study_ab_path *path, enum study_counter counter)
{
    struct arena *arena = doc->arena;
    doc_text_cell(doc, counter_of(arena, ab, path, counter));
    if (path->lo[counter] == path->hi[counter]) return;
    const char *key = keys[counter];
    doc_text(doc, " (");
    doc_number(doc, path_id(arena, ab, path, text_format(arena, "lo.%s", key)), path->lo[counter], ratio(arena, path->lo[counter]));
    doc_text(doc, " to ");
    doc_number(doc, path_id(arena, ab, path, text_format(arena, "hi.%s", key)), path->hi[counter], ratio(arena, path->hi[counter]));
    doc_text(doc, ")");
}

static void counter_table(struct doc *doc, int level, const struct study_ab *ab)
{
    doc_heading(doc, level + 1, "The counters that tell them apart");
    doc_paragraph(doc);
    doc_text(doc, "Summed over all storage boxes, over one run of reads alone or writes alone, after migration and encoding have come to rest; cards count packet headers too. In brackets the ends of what is stated.");
    doc_begin(doc, DOC_TABLE, "Bytes at the boxes for one client byte");
    doc_column(doc, DOC_LEFT, "Counter");
    for (int32_t p = 0; p < ab->n_paths; p++) doc_column(doc, DOC_RIGHT, path_name(doc->arena, &ab->paths[p]));
    for (int c = 0; c < STUDY_COUNTERS; c++) {
        doc_row(doc);
        doc_text_cell(doc, counters[c]);
        for (int32_t p = 0; p < ab->n_paths; p++) counter_cell(doc, ab, &ab->paths[p], (enum study_counter)c);
    }
    doc_end(doc);
}

static void test_table(struct doc *doc, const struct study_ab *ab)
{
    struct arena *arena = doc->arena;
    static const char *const names[] = {"One", "or the other", "Counter", ">Ranges apart by", ">Runs of each", ">At most"};
    doc_table(doc, "Which counter tells two paths apart, and with how many runs of each; at most: if runs deviate as far as assumed at most", names, 6);
    for (int32_t t = 0; t < ab->n_tests; t++) {
        const struct study_ab_test *test = &ab->tests[t];
        const char *id = text_format(arena, "ab[0].tests[%d]", (int)t);
        doc_row(doc);
        doc_text_cell(doc, path_name(arena, &ab->paths[test->a]));
        doc_text_cell(doc, path_name(arena, &ab->paths[test->b]));
        doc_text_cell(doc, test->told ? counters[by(test)] : "none: their ranges meet in every counter");
        doc_number_cell(doc, text_format(arena, "%s.gap", id), test->gap, test->told ? say_quantity(arena, test->gap, UNIT_FRACTION) : "");
        doc_number_cell(doc, text_format(arena, "%s.runs", id), test->runs, test->told ? say_quantity(arena, test->runs, UNIT_COUNT) : "");
        doc_number_cell(doc, text_format(arena, "%s.runs_most", id), test->runs_most, test->told ? say_quantity(arena, test->runs_most, UNIT_COUNT) : "");
    }
    doc_end(doc);
}

static void runs(struct doc *doc, int level, const struct study_ab *ab)
{
    struct arena *arena = doc->arena;
    doc_heading(doc, level + 1, "How many runs");
    doc_paragraph(doc);
    doc_text(doc, "Of each stack, in turn (A B B A ...), with cold caches and equal fill before each, so that a difference of throughput is told from chance at the odds assumed below.");
    static const char *const names[] = {">Deviation of one run", ">Difference wanted", ">Runs"};
    doc_table(doc, "Runs of each stack", names, 3);
    for (int32_t r = 0; r < ab->n_runs; r++) {
        const struct study_ab_runs *need = &ab->runs[r];
        const char *id = text_format(arena, "ab[0].runs[%d]", (int)r);
        doc_row(doc);
        doc_number_cell(doc, text_format(arena, "%s.spread", id), need->spread, say_quantity(arena, need->spread, UNIT_FRACTION));
        doc_number_cell(doc, text_format(arena, "%s.wanted", id), need->wanted, say_quantity(arena, need->wanted, UNIT_FRACTION));
        doc_number_cell(doc, text_format(arena, "%s.runs", id), need->runs, say_quantity(arena, need->runs, UNIT_COUNT));
    }
    doc_end(doc);
}

static void assumptions(struct doc *doc, int level, const struct study_ab *ab)
{
    doc_heading(doc, level + 1, "What this plan assumes");
    static const char *const names[] = {"What", ">Value", ">Range", "Grade", "Source"};
    doc_table(doc, "The deviation of one run is an input: state it in the scenario, and replace it by that of the first three runs, which calibrate prints", names, 5);
    for (int32_t k = 0; k < ab->n_assumptions; k++) {
        const struct study_ab_assumption *assumption = &ab->assumptions[k];
        const char *id = text_format(doc->arena, "ab[0].assumptions[%d]", (int)k);
        doc_row(doc);
        doc_text_cell(doc, assumption->what);
        doc_cell(doc);
        share(doc, text_format(doc->arena, "%s.value", id), assumption->value);
        doc_cell(doc);
        if (assumption->hi > assumption->lo) {
            share(doc, text_format(doc->arena, "%s.lo", id), assumption->lo);
            doc_text(doc, " to ");
            share(doc, text_format(doc->arena, "%s.hi", id), assumption->hi);
        }
        doc_text_cell(doc, assumption->grade);
        doc_quote_cell(doc, text_format(doc->arena, "%s.source", id), assumption->source);
    }
    doc_end(doc);
}

static void measured(struct doc *doc)
{
    doc_paragraph(doc);
    doc_text(doc, "Then ");
    doc_code(doc, "exasite calibrate SCENARIO MEASURED.csv");
    doc_text(doc, " says which path the counters fit, and prints the model's lines with the measured values. The table's columns: ");
    doc_code(doc, "run,op,client_bytes,nic_tx_bytes,nic_rx_bytes,media_read_bytes,media_write_bytes,buffer_write_bytes,seconds");
    doc_text(doc, ".");
}

static const char *const heading = "A/B test: one hardware under two stacks";

void ab_plan_none(struct doc *doc, int level, const char *why)
{
    doc_heading(doc, level, heading);
    doc_sentence(doc, text_format(doc->arena, "None: %s.", mark_text(doc->arena, "ab_why", why)));
}

void ab_plan_section(struct doc *doc, int level, const struct study_ab *ab, const char *why)
{
    doc_heading(doc, level, heading);
    if (*why) doc_sentence(doc, text_format(doc->arena, "%s Rates are of all these boxes; a slice of them shows its part, and the same counters per client byte.", mark_sentence(doc->arena, mark_text(doc->arena, "ab_why", why))));
    doc_paragraph(doc);
    doc_strong(doc, ab_plan_says(ab, doc->arena));
    if (untold(ab)) doc_text(doc, text_format(doc->arena, " Of %s, %s told apart by no counter.", mark_number(doc->arena, "ab[0].n_tests", ab->n_tests, say_count_of(doc->arena, ab->n_tests, "pair")),
                                              mark_number(doc->arena, "ab[0].n_untold", untold(ab), untold(ab) == 1 ? "1 is" : text_format(doc->arena, "%d are", (int)untold(ab)))));
    equal(doc, level, ab);
    predictions(doc, level, ab);
    counter_table(doc, level, ab);
    test_table(doc, ab);
    runs(doc, level, ab);
    assumptions(doc, level, ab);
    measured(doc);
}

/* --- measured -------------------------------------------------------------------------------------------- */

static void yaml_lines(struct text *out, struct arena *arena, const struct study_calibration *of)
{
    const struct study_fit *best = &of->fits[of->best];
    text_printf(out, "\nFor models/stacks/%s.yaml, on the path front_end: %s, write_path: %s\n(cards that count packet headers show 2 to 6 %% more, which payload_efficiency takes already):\n\n", of->stack, best->front_end, best->write_path);
    for (int32_t u = 0; u < of->n_updates; u++) {
        const struct study_update *update = &of->updates[u];
        if (u == 0 || !text_equal(update->op, of->updates[u - 1].op)) text_printf(out, "    %s:\n      storage:\n", update->op);
        text_printf(out, "        %s: {fixed: {value: %.4g, range: [%.4g, %.4g], grade: measured, source: \"%s\"}", update->cost, update->value, fmin(update->lo, update->value),
                    fmax(update->hi, update->value), of->file);
        if (update->encoded != 0.0) text_printf(out, ", encoded: %.4g", update->encoded);
        text_printf(out, "}      # fixed was %s\n", ratio(arena, update->before));
    }
}

static void rate_line(struct text *out, struct arena *arena, const char *what, double rate, double spread, int32_t runs)
{
    if (isnan(rate)) return;
    text_printf(out, "%-46s%s", what, say_quantity(arena, rate, UNIT_BYTES_PER_S));
    if (!isnan(spread)) text_printf(out, ", one run deviates by %s (%s)", say_quantity(arena, spread, UNIT_FRACTION), say_count_of(arena, runs, "run"));
    text_append_char(out, '\n');
}

/* The larger of the two, for the scenario. */
static void spread_line(struct text *out, const struct study_calibration *of)
{
    const bool writes = isnan(of->read_spread) || of->write_spread > of->read_spread;
    const double spread = writes ? of->write_spread : of->read_spread;
    if (isnan(spread) || !(spread >= 1e-4)) return;
    text_printf(out, "\nFor the scenario, so that compare counts the runs of the A/B test by it:\n\nstudy:\n  ab_spread: {value: %.3g %%, grade: measured, source: \"%s, %d runs\"}\n", 100.0 * spread, of->file,
                (int)(writes ? of->write_runs : of->read_runs));
}

const char *ab_plan_calibration(const struct study_calibration *of, struct arena *arena)
{
    struct text out = text_new(arena);
    text_printf(&out, "%s: %s, by %s\n\n", of->scenario, of->stack, of->file);
    for (int c = 0; c < STUDY_COUNTERS; c++)
        if (of->measured[c].known)
            text_printf(&out, "%-46s%-8s 95 %%: %s to %s, %s\n", text_format(arena, "%s", counters[c]), ratio(arena, of->measured[c].mean), ratio(arena, of->measured[c].lo), ratio(arena, of->measured[c].hi),
                        say_count_of(arena, of->measured[c].runs, "run"));
    rate_line(&out, arena, "clients read", of->read_bytes_per_s, of->read_spread, of->read_runs);
    rate_line(&out, arena, "clients wrote", of->write_bytes_per_s, of->write_spread, of->write_runs);
    text_append_char(&out, '\n');
    for (int32_t p = 0; p < of->n_fits; p++) {
        const struct study_fit *fit = &of->fits[p];
        text_printf(&out, "%-8s%s front end, %s%s%s; misses by %s on average\n", fit->fits ? "FITS" : "NO", text_equal(fit->front_end, "none") ? "no" : fit->front_end, say_words(arena, fit->write_path),
                    fit->chosen ? " (assumed)" : "", p == of->best ? ", the nearest" : "", say_quantity(arena, fit->distance, UNIT_FRACTION));
        if (*fit->against) text_printf(&out, "        %s\n", fit->against);
    }
    if (of->n_fitting == 0) text_append(&out, "No path of the stack fits: what is measured is another path, or other bytes were counted too.\n");
    if (of->n_fitting > 1) text_append(&out, "More than one path fits: these counters don't tell them apart; measure writes and reads apart, at cards and media.\n");
    yaml_lines(&out, arena, of);
    spread_line(&out, of);
    return out.bytes;
}
