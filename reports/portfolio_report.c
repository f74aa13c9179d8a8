#include "reports/portfolio_report.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "reports/charts_delivery.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/screen_line.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- sentences -------------------------------------------------------------------------------- */

static const char *verdict_says(const struct portfolio_results *r)
{
    if (text_equal(r->verdict, "pass")) return "Every site that counts meets its MUSTs.";
    return text_equal(r->verdict, "fail") ? "Some site does not meet its MUSTs, or a finding fails it." : "Some site depends on an open input.";
}

static const char *complete(struct arena *arena, const struct portfolio_results *r)
{
    if (text_equal(r->complete_p50, "from the start")) return "all of it stands from the start";
    const char *by = isnan(r->complete_by_needed) ? "" : text_format(arena, "; by %s in %s of the draws", r->needed_by, say_marked(arena, r->complete_by_needed, UNIT_FRACTION, "complete_by_needed"));
    return text_format(arena, "all of it stands on %s in half of the draws (" MARK_NAME("P10") " %s, " MARK_NAME("P90") " %s)%s", say_text(r->complete_p50), say_text(r->complete_p10), say_text(r->complete_p90), by);
}

static const char *stands(struct arena *arena, const struct portfolio_result_site *s)
{
    if (text_equal(s->complete_p10, s->complete_p90)) return s->complete_p50;
    return text_format(arena, "%s (%s to %s)", say_text(s->complete_p50), say_text(s->complete_p10), say_text(s->complete_p90));
}

static const char *of_flow(struct arena *arena, const struct portfolio_result_flow *f, double value, enum unit unit, const char *field)
{
    return say_marked(arena, value, unit, "flows.%s.%s", f->name, field);
}

static const char *flow_says(struct arena *arena, const struct portfolio_result_flow *f)
{
    struct text out = text_new(arena);
    const char *rate = of_flow(arena, f, f->rate_bytes_per_s, UNIT_BYTES_PER_S, "rate_bytes_per_s");
    if (text_equal(f->kind, "copy")) text_printf(&out, "%s from %s to %s, at %s with all under way", of_flow(arena, f, f->bytes, UNIT_BYTES, "bytes"), mark_name(arena, f->from), mark_name(arena, f->to), rate);
    else text_printf(&out, "%s of %s asked from %s to %s", rate, of_flow(arena, f, f->asked_bytes_per_s, UNIT_BYTES_PER_S, "asked_bytes_per_s"), mark_name(arena, f->from), mark_name(arena, f->to));
    if (*f->bound_by) text_printf(&out, ", bound by %s", mark_name(arena, f->bound_by));
    if (*f->done_p50) text_printf(&out, "; begins %s, done %s (" MARK_NAME("P10") " %s, " MARK_NAME("P90") " %s)", say_text(f->starts_p50), f->done_p50, f->done_p10, f->done_p90);
    if (f->of_read > 0.01) text_printf(&out, "; takes %s of what %s can read", of_flow(arena, f, f->of_read, UNIT_FRACTION, "of_read"), mark_name(arena, f->from));
    if (f->of_write > 0.01) text_printf(&out, "; takes %s of what %s can write", of_flow(arena, f, f->of_write, UNIT_FRACTION, "of_write"), mark_name(arena, f->to));
    return out.bytes;
}

/* `id`: of the sum, "total". */
static const char *sum_says(struct arena *arena, const struct portfolio_sum *sum, const char *id)
{
    return text_format(arena, "%s usable, reads %s, storage %s of site %s, %s", say_marked(arena, sum->usable_bytes, UNIT_BYTES, "%s.usable_bytes", id),
                       say_marked(arena, sum->read_bytes_per_s, UNIT_BYTES_PER_S, "%s.read_bytes_per_s", id), say_marked(arena, sum->storage_w, UNIT_WATTS, "%s.storage_w", id),
                       say_marked(arena, sum->site_w, UNIT_WATTS, "%s.site_w", id), say_count_marked(arena, sum->rack_tiles, "rack tile", "%s.rack_tiles", id));
}

/* --- the screen ---------------------------------------------------------------------------------- */

static const char *capital(struct arena *arena, const char *verdict)
{
    char *word = text_copy(arena, *verdict ? verdict : "unknown");
    for (char *at = word; *at; at++) if (*at >= 'a' && *at <= 'z') *at = (char)(*at - 32);
    return word;
}

static void screen_site(struct text *out, struct arena *arena, const struct portfolio_result_site *s)
{
    screen_line(out, *s->replaced_by ? "replaced" : capital(arena, s->verdict), text_format(arena, "%s: %s; stands %s", s->name, sum_says(arena, &s->has, ""), stands(arena, s)));
    if (*s->why && !*s->replaced_by) screen_line(out, "", text_format(arena, "not met: %s", s->why));
    if (*s->text) screen_line(out, "", s->text);
}

const char *portfolio_report_screen(const struct portfolio_results *r, struct arena *arena)
{
    struct text out = text_new(arena);
    text_printf(&out, "%s\n", text_shown(arena, r->name, strlen(r->name), 79));
    if (*r->question) text_printf(&out, "%s\n", text_shown(arena, r->question, strlen(r->question), 400));
    text_append_char(&out, '\n');
    screen_line(&out, capital(arena, r->verdict), verdict_says(r));
    for (int32_t s = 0; s < r->n_sites; s++) screen_site(&out, arena, &r->sites[s]);
    text_append_char(&out, '\n');
    screen_line(&out, "together", sum_says(arena, &r->total, "total"));
    screen_line(&out, "", complete(arena, r));
    for (int32_t p = 0; p < r->n_places; p++)
        if (r->places[p].builds > 1.0) screen_line(&out, "", text_format(arena, "%s, %s: site %s, its GPUs counted once", r->places[p].name, say_count_of(arena, r->places[p].builds, "build"),
                                                                        say_quantity(arena, r->places[p].has.site_w, UNIT_WATTS)));
    for (int32_t f = 0; f < r->n_flows; f++) screen_line(&out, f ? "" : "flows", text_format(arena, "%s: %s", r->flows[f].name, flow_says(arena, &r->flows[f])));
    for (int32_t f = 0; f < r->n_findings; f++) screen_line(&out, f ? "" : "findings", text_format(arena, "%s: %s [%s]", r->findings[f].severity, r->findings[f].text, r->findings[f].code));
    return out.bytes;
}

/* --- the document ----------------------------------------------------------------------------------- */

static void number(struct doc *doc, struct arena *arena, const char *id, const char *field, double value, enum unit unit)
{
    doc_number_cell(doc, text_format(arena, "%s.%s", id, field), value, say_quantity(arena, value, unit));
}

static void sum_cells(struct doc *doc, struct arena *arena, const char *id, const struct portfolio_sum *sum)
{
    number(doc, arena, id, "usable_bytes", sum->usable_bytes, UNIT_BYTES);
    number(doc, arena, id, "read_bytes_per_s", sum->read_bytes_per_s, UNIT_BYTES_PER_S);
    number(doc, arena, id, "write_bytes_per_s", sum->write_bytes_per_s, UNIT_BYTES_PER_S);
    number(doc, arena, id, "storage_w", sum->storage_w, UNIT_WATTS);
    number(doc, arena, id, "site_w", sum->site_w, UNIT_WATTS);
    number(doc, arena, id, "rack_tiles", sum->rack_tiles, UNIT_COUNT);
}

static void sites(struct doc *doc, struct arena *arena, const struct portfolio_results *r)
{
    static const char *const names[] = { "Site", "Verdict", ">Usable", ">Reads", ">Writes", ">Storage", ">Site", ">Rack tiles", "!Stands" };
    doc_heading(doc, 2, "Sites");
    doc_table(doc, "Capability with nothing else going on; power at maximum, the site's at the design hour. Builds at one place share its GPUs", names, COUNT(names));
    for (int32_t s = 0; s < r->n_sites; s++) {
        doc_row(doc);
        doc_text_cell(doc, mark_name(arena, r->sites[s].name));
        if (*r->sites[s].replaced_by) doc_muted(doc, text_format(arena, " replaced by %s, not counted", mark_name(arena, r->sites[s].replaced_by)));
        doc_cell(doc);
        doc_verdict(doc, r->sites[s].verdict);
        sum_cells(doc, arena, text_format(arena, "sites.%s.has", r->sites[s].name), &r->sites[s].has);
        doc_text_cell(doc, say_text(r->sites[s].complete_p50));
    }
    for (int32_t p = 0; p < r->n_places; p++) {
        if (!(r->places[p].builds > 1.0)) continue;
        doc_row(doc);
        doc_text_cell(doc, text_format(arena, "at %s, %s", mark_name(arena, r->places[p].name), say_count_marked(arena, r->places[p].builds, "build", "places.%s.builds", r->places[p].name)));
        doc_text_cell(doc, "");
        sum_cells(doc, arena, text_format(arena, "places.%s.has", r->places[p].name), &r->places[p].has);
        doc_text_cell(doc, "");
    }
    doc_row(doc);
    doc_text_cell(doc, "together");
    doc_cell(doc);
    doc_verdict(doc, r->verdict);
    sum_cells(doc, arena, "total", &r->total);
    doc_text_cell(doc, say_text(r->complete_p50));
    doc_end(doc);
}

static void site_notes(struct doc *doc, struct arena *arena, const struct portfolio_results *r)
{
    doc_begin(doc, DOC_LIST, "");
    for (int32_t s = 0; s < r->n_sites; s++) {
        const struct portfolio_result_site *site = &r->sites[s];
        doc_item(doc);
        doc_strong(doc, mark_name(arena, site->name));
        doc_printf(doc, " (%s): stands %s", mark_name(arena, site->scenario), stands(arena, site));
        if (!isnan(site->complete_by_needed)) doc_printf(doc, ", by %s in %s of the draws", r->needed_by, say_marked(arena, site->complete_by_needed, UNIT_FRACTION, "sites.%s.complete_by_needed", site->name));
        if (*site->why) doc_printf(doc, "; MUSTs not met: %s", mark_text(arena, text_format(arena, "sites.%s.why", site->name), site->why));
        if (*site->text) doc_printf(doc, "; %s", mark_text(arena, text_format(arena, "sites.%s.text", site->name), site->text));
        doc_text(doc, ".");
    }
    doc_end(doc);
}

static void dates(struct doc *doc, struct arena *arena, const struct portfolio_results *r)
{
    if (r->n_points == 0) return;
    doc_heading(doc, 2, "Together by date");
    const struct charts_drawing chart = charts_delivery_of(&(struct charts_delivery){ .id = "figure-together", .title = "What stands by which date, all sites together",
        .says = complete(arena, r), .points = r->points, .n_points = r->n_points, .needed_by = r->needed_by, .as_of = "" }, arena);
    if (chart.svg) doc_figure(doc, chart.id, text_format(arena, "%s: %s.", chart.title, chart.says), chart.svg, "");
    static const char *const names[] = { "!Date", ">Usable, " MARK_NAME("P10"), ">" MARK_NAME("P50"), ">" MARK_NAME("P90"), ">Reads, " MARK_NAME("P50"), ">Storage, " MARK_NAME("P50"), ">Rack tiles, " MARK_NAME("P50") };
    doc_begin(doc, DOC_FOLD, say_count_marked(arena, r->n_points, "date", "points.count"));
    doc_table(doc, "", names, COUNT(names));
    for (int32_t k = 0; k < r->n_points; k++) {
        const struct result_delivery_point *p = &r->points[k];
        const char *id = text_format(arena, "points.%s", p->date);
        doc_row(doc);
        doc_text_cell(doc, p->date);
        number(doc, arena, id, "usable_p10_bytes", p->usable_p10_bytes, UNIT_BYTES);
        number(doc, arena, id, "usable_p50_bytes", p->usable_p50_bytes, UNIT_BYTES);
        number(doc, arena, id, "usable_p90_bytes", p->usable_p90_bytes, UNIT_BYTES);
        number(doc, arena, id, "read_p50_bytes_per_s", p->read_p50_bytes_per_s, UNIT_BYTES_PER_S);
        number(doc, arena, id, "storage_p50_w", p->storage_p50_w, UNIT_WATTS);
        number(doc, arena, id, "rack_tiles_p50", p->rack_tiles_p50, UNIT_COUNT);
    }
    doc_end(doc);
    doc_end(doc);
}

static void between(struct doc *doc, struct arena *arena, const struct portfolio_results *r)
{
    static const char *const names[] = { "Link", "From", "To", ">Rate", ">Used with all under way" };
    if (r->n_links == 0) return;
    doc_heading(doc, 2, "Between them");
    doc_begin(doc, DOC_LIST, "");
    for (int32_t f = 0; f < r->n_flows; f++) {
        doc_item(doc);
        doc_strong(doc, mark_name(arena, r->flows[f].name));
        doc_printf(doc, ": %s.", flow_says(arena, &r->flows[f]));
    }
    doc_end(doc);
    doc_table(doc, "Flows share links, and what storage reads and writes, max-min fairly", names, COUNT(names));
    for (int32_t l = 0; l < r->n_links; l++) {
        const char *id = text_format(arena, "links[%d]", (int)l);
        doc_row(doc);
        doc_text_cell(doc, mark_name(arena, r->links[l].name));
        doc_text_cell(doc, mark_name(arena, r->links[l].from));
        doc_text_cell(doc, mark_name(arena, r->links[l].to));
        number(doc, arena, id, "rate_bytes_per_s", r->links[l].rate_bytes_per_s, UNIT_BYTES_PER_S);
        number(doc, arena, id, "used_bytes_per_s", r->links[l].used_bytes_per_s, UNIT_BYTES_PER_S);
    }
    doc_end(doc);
}

static void findings(struct doc *doc, struct arena *arena, const struct portfolio_results *r)
{
    doc_heading(doc, 2, "Findings");
    if (r->n_findings == 0) {
        doc_paragraph(doc);
        doc_text(doc, "None beyond those of the sites.");
        return;
    }
    doc_begin(doc, DOC_LIST, "");
    for (int32_t f = 0; f < r->n_findings; f++) {
        doc_item(doc);
        doc_printf(doc, "%s: %s ", r->findings[f].severity, mark_text(arena, text_format(arena, "findings[%d].text", (int)f), r->findings[f].text));
        doc_code(doc, r->findings[f].code);
        if (*r->findings[f].place) doc_muted(doc, mark_name(arena, r->findings[f].place));
    }
    doc_end(doc);
}

struct doc *portfolio_report_document(const struct portfolio_results *r, struct arena *arena)
{
    struct doc *doc = doc_new(arena, text_format(arena, "%s: portfolio report", say_text(r->name)));
    doc_heading(doc, 1, mark_name(arena, say_text(r->name)));
    doc_paragraph(doc);
    doc_text(doc, *r->question ? mark_text(arena, "question", r->question) : "What do these sites have together?");
    doc_begin(doc, DOC_CALLOUT, r->verdict);
    doc_paragraph(doc);
    if (*r->verdict) doc_verdict(doc, r->verdict);
    doc_text(doc, " ");
    doc_strong(doc, text_format(arena, "%s Together: %s; %s.", verdict_says(r), sum_says(arena, &r->total, "total"), complete(arena, r)));
    doc_end(doc);
    sites(doc, arena, r);
    site_notes(doc, arena, r);
    dates(doc, arena, r);
    between(doc, arena, r);
    findings(doc, arena, r);
    return doc;
}
