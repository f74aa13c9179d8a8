#include "reports/ab_plan.h"

#include <math.h>

#include "base/text.h"
#include "reports/say.h"

static const char *const counters[STUDY_COUNTERS] = {
    "NIC bytes sent \xC3\xB7 client bytes read", "NIC bytes received \xC3\xB7 client bytes read", "media bytes read \xC3\xB7 client bytes read", "NIC bytes sent \xC3\xB7 client bytes written",
    "NIC bytes received \xC3\xB7 client bytes written", "media bytes written \xC3\xB7 client bytes written", "buffer bytes written \xC3\xB7 client bytes written",
};
static const char *const keys[STUDY_COUNTERS] = { "read_tx", "read_rx", "read_media", "write_tx", "write_rx", "write_media", "write_buffer" };

const char *ab_plan_counter(enum study_counter counter) { return counters[counter]; }

/* --- words ---------------------------------------------------------------------------------------- */

static const char *path_name(struct arena *arena, const struct study_ab_path *path)
{
    return text_format(arena, "%s, %s front end, %s", path->stack, text_equal(path->front_end, "none") ? "no" : path->front_end, say_words(arena, path->write_path));
}

static const char *ratio(struct arena *arena, double value) { return say_quantity(arena, value, UNIT_NUMBER); }

static const char *range(struct arena *arena, double value, double lo, double hi)
{
    return lo == hi ? ratio(arena, value) : text_format(arena, "%s (%s to %s)", ratio(arena, value), ratio(arena, lo), ratio(arena, hi));
}

static const struct study_ab_path *chosen(const struct study_ab *ab, bool second)
{
    for (int32_t p = 0; p < ab->n_paths; p++)
        if (ab->paths[p].chosen && text_equal(ab->paths[p].side, second ? ab->name_b : ab->name_a)) return &ab->paths[p];
    return &ab->paths[second ? ab->n_paths - 1 : 0];
}

/* The least and most that the paths of one side read or write. */
static const char *span(struct arena *arena, const struct study_ab *ab, const char *side, bool read)
{
    double lo = (double)INFINITY, hi = 0.0;
    for (int32_t p = 0; p < ab->n_paths; p++) {
        const double rate = read ? ab->paths[p].read_bytes_per_s : ab->paths[p].write_bytes_per_s;
        if (!text_equal(ab->paths[p].side, side)) continue;
        lo = fmin(lo, rate);
        hi = fmax(hi, rate);
    }
    if (lo == hi) return say_quantity(arena, lo, UNIT_BYTES_PER_S);
    return text_format(arena, "%s to %s", say_quantity(arena, lo, UNIT_BYTES_PER_S), say_quantity(arena, hi, UNIT_BYTES_PER_S));
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

const char *ab_plan_says(const struct study_ab *ab, struct arena *arena)
{
    const struct study_ab_path *a = chosen(ab, false), *b = chosen(ab, true);
    const char *paths = text_format(arena, "By path, %s reads %s and writes %s; %s reads %s and writes %s.", a->stack, span(arena, ab, ab->name_a, true), span(arena, ab, ab->name_a, false), b->stack,
                                    span(arena, ab, ab->name_b, true), span(arena, ab, ab->name_b, false));
    return text_format(arena, "%s As assumed: %s against %s of reads, decided by %s: %s against %s. %s", paths, say_quantity(arena, a->read_bytes_per_s, UNIT_BYTES_PER_S),
                       say_quantity(arena, b->read_bytes_per_s, UNIT_BYTES_PER_S), counters[STUDY_READ_TX], ratio(arena, a->counter[STUDY_READ_TX]), ratio(arena, b->counter[STUDY_READ_TX]),
                       ab->n_differing ? text_format(arena, "Not held equal: %s.", unequal(arena, ab)) : "All that should be equal is.");
}

/* --- the section ------------------------------------------------------------------------------------- */

static void cell(struct doc *doc, const char *text)
{
    doc_cell(doc);
    doc_text(doc, text);
}

static void number(struct doc *doc, const char *id, double value, const char *text)
{
    doc_cell(doc);
    doc_number(doc, id, value, text);
}

static void equal(struct doc *doc, int level, const struct study_ab *ab)
{
    doc_heading(doc, level + 1, "What is held equal");
    doc_begin(doc, DOC_TABLE, "What differs here is a finding: it would be measured along with the stacks");
    doc_column(doc, DOC_LEFT, "What");
    doc_column(doc, DOC_LEFT, ab->name_a);
    doc_column(doc, DOC_LEFT, ab->name_b);
    doc_column(doc, DOC_TIGHT, "");
    for (int32_t e = 0; e < ab->n_equal; e++) {
        doc_row(doc);
        cell(doc, ab->equal[e].what);
        cell(doc, ab->equal[e].a);
        cell(doc, ab->equal[e].b);
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
    doc_begin(doc, DOC_TABLE, "Bounds of reads and of writes alone, by the plan; which path is taken is not public. The one marked is what the scenario assumes");
    doc_column(doc, DOC_LEFT, "Path");
    doc_column(doc, DOC_RIGHT, "Reads");
    doc_column(doc, DOC_LEFT, "bound by");
    doc_column(doc, DOC_RIGHT, "Writes");
    doc_column(doc, DOC_LEFT, "bound by");
    for (int32_t p = 0; p < ab->n_paths; p++) {
        const struct study_ab_path *path = &ab->paths[p];
        doc_row(doc);
        doc_cell(doc);
        doc_text(doc, path_name(arena, path));
        if (path->chosen) doc_muted(doc, " assumed");
        number(doc, text_format(arena, "ab.%d.read_bytes_per_s", (int)p), path->read_bytes_per_s, say_quantity(arena, path->read_bytes_per_s, UNIT_BYTES_PER_S));
        cell(doc, say_resource_short(path->read_bound_by));
        number(doc, text_format(arena, "ab.%d.write_bytes_per_s", (int)p), path->write_bytes_per_s, say_quantity(arena, path->write_bytes_per_s, UNIT_BYTES_PER_S));
        cell(doc, say_resource_short(path->write_bound_by));
    }
    doc_end(doc);
}

static void counter_table(struct doc *doc, int level, const struct study_ab *ab)
{
    struct arena *arena = doc->arena;
    doc_heading(doc, level + 1, "The counters that tell them apart");
    doc_paragraph(doc);
    doc_text(doc, "Summed over all storage boxes, over one run of reads alone or writes alone, after migration and encoding have come to rest; cards count packet headers too, up to 6 % more. In brackets the ends of what is stated.");
    doc_begin(doc, DOC_TABLE, "Bytes at the boxes for one client byte");
    doc_column(doc, DOC_LEFT, "Counter");
    for (int32_t p = 0; p < ab->n_paths; p++) doc_column(doc, DOC_RIGHT, path_name(arena, &ab->paths[p]));
    for (int c = 0; c < STUDY_COUNTERS; c++) {
        doc_row(doc);
        cell(doc, counters[c]);
        for (int32_t p = 0; p < ab->n_paths; p++)
            number(doc, text_format(arena, "ab.%d.%s", (int)p, keys[c]), ab->paths[p].counter[c], range(arena, ab->paths[p].counter[c], ab->paths[p].lo[c], ab->paths[p].hi[c]));
    }
    doc_end(doc);
    doc_begin(doc, DOC_TABLE, text_format(arena, "Which counter tells two paths apart, and with how many runs of each (deviation of one run %s)", say_quantity(arena, ab->spread, UNIT_FRACTION)));
    doc_column(doc, DOC_LEFT, "One");
    doc_column(doc, DOC_LEFT, "or the other");
    doc_column(doc, DOC_LEFT, "Counter");
    doc_column(doc, DOC_RIGHT, "Ranges apart by");
    doc_column(doc, DOC_RIGHT, "Runs of each");
    for (int32_t t = 0; t < ab->n_tests; t++) {
        const struct study_ab_test *test = &ab->tests[t];
        const char *id = text_format(arena, "ab.tests.%d", (int)t);
        doc_row(doc);
        cell(doc, path_name(arena, &ab->paths[test->a]));
        cell(doc, path_name(arena, &ab->paths[test->b]));
        cell(doc, test->told ? counters[test->counter] : "none: their ranges meet in every counter");
        number(doc, text_format(arena, "%s.gap", id), test->gap, test->told ? say_quantity(arena, test->gap, UNIT_FRACTION) : "");
        number(doc, text_format(arena, "%s.runs", id), test->runs, test->told ? say_quantity(arena, test->runs, UNIT_COUNT) : "");
    }
    doc_end(doc);
}

static void runs(struct doc *doc, int level, const struct study_ab *ab)
{
    struct arena *arena = doc->arena;
    doc_heading(doc, level + 1, "How many runs");
    doc_paragraph(doc);
    doc_printf(doc, "Runs of each stack, in turn (A B B A ...), cold caches and equal fill before each, so that a difference of throughput is found at 5 %% in 90 of 100 cases. Deviation of one run: %s.", ab->spread_source);
    doc_begin(doc, DOC_TABLE, "Runs of each stack");
    doc_column(doc, DOC_RIGHT, "Deviation of one run");
    doc_column(doc, DOC_RIGHT, "Difference wanted");
    doc_column(doc, DOC_RIGHT, "Runs");
    for (int32_t r = 0; r < ab->n_runs; r++) {
        const struct study_ab_runs *need = &ab->runs[r];
        const char *id = text_format(arena, "ab.runs.%d", (int)r);
        doc_row(doc);
        number(doc, text_format(arena, "%s.spread", id), need->spread, say_quantity(arena, need->spread, UNIT_FRACTION));
        number(doc, text_format(arena, "%s.wanted", id), need->wanted, say_quantity(arena, need->wanted, UNIT_FRACTION));
        number(doc, text_format(arena, "%s.runs", id), need->runs, say_quantity(arena, need->runs, UNIT_COUNT));
    }
    doc_end(doc);
}

void ab_plan_section(struct doc *doc, int level, const struct study_ab *ab)
{
    doc_heading(doc, level, "A/B test: one hardware under two stacks");
    doc_paragraph(doc);
    doc_strong(doc, ab_plan_says(ab, doc->arena));
    if (untold(ab)) doc_printf(doc, " Of %d pairs of paths, %d are told apart by no counter.", (int)ab->n_tests, (int)untold(ab));
    equal(doc, level, ab);
    predictions(doc, level, ab);
    counter_table(doc, level, ab);
    runs(doc, level, ab);
    doc_paragraph(doc);
    doc_text(doc, "Then ");
    doc_code(doc, "exasite calibrate SCENARIO MEASURED.csv");
    doc_text(doc, " says which path the counters fit, and prints the model's lines with the measured values. The table's columns: ");
    doc_code(doc, "run,op,client_bytes,nic_tx_bytes,nic_rx_bytes,media_read_bytes,media_write_bytes,buffer_write_bytes,seconds");
    doc_text(doc, ".");
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

const char *ab_plan_calibration(const struct study_calibration *of, struct arena *arena)
{
    struct text out = text_new(arena);
    text_printf(&out, "%s: %s, by %s\n\n", of->scenario, of->stack, of->file);
    for (int c = 0; c < STUDY_COUNTERS; c++)
        if (of->measured[c].known)
            text_printf(&out, "%-46s%-8s 95 %%: %s to %s, %s\n", text_format(arena, "%s", counters[c]), ratio(arena, of->measured[c].mean), ratio(arena, of->measured[c].lo), ratio(arena, of->measured[c].hi),
                        say_count_of(arena, of->measured[c].runs, "run"));
    if (!isnan(of->read_bytes_per_s)) text_printf(&out, "clients read %s\n", say_quantity(arena, of->read_bytes_per_s, UNIT_BYTES_PER_S));
    if (!isnan(of->write_bytes_per_s)) text_printf(&out, "clients wrote %s\n", say_quantity(arena, of->write_bytes_per_s, UNIT_BYTES_PER_S));
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
    return out.bytes;
}
