#include "reports/bill_of_power.h"

#include <math.h>

#include "base/text.h"
#include "reports/bom_book.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/say.h"

enum { POINTS = 4 };
struct watts { const char *field; double w; };

static const struct { const char *key, *title; } points[POINTS] = {
    {"nameplate", "Nameplate"}, {"datasheet", "Datasheet maximum"}, {"p99", "Simulated " MARK_NAME("p99") ", coincident"}, {"mean", "Annual mean"}};

/* The first column and the count, the four points with the signed one marked, then two more. */
static void begin(struct doc *doc, const char *caption, const char *const *names, const char *sign)
{
    doc_begin(doc, DOC_TABLE, caption);
    doc_column(doc, DOC_LEFT, names[0]);
    doc_column(doc, DOC_RIGHT, names[1]);
    for (int p = 0; p < POINTS; p++) doc_column(doc, DOC_RIGHT, text_format(doc->arena, "%s%s", points[p].title, text_equal(points[p].key, sign) ? " (signed)" : ""));
    doc_column(doc, DOC_RIGHT, names[2]);
    doc_column(doc, DOC_RIGHT, names[3]);
}

static void number(struct doc *doc, const char *id, double value, enum unit unit, const char *unknown)
{
    doc_cell(doc);
    if (isfinite(value)) doc_number(doc, id, value, say_quantity(doc->arena, value, unit));
    else doc_muted(doc, unknown);
}

static void row(struct doc *doc, const char *name, const char *base, double count, const struct watts *watts, int n, int n_known)
{
    doc_row(doc);
    doc_text_cell(doc, name);
    number(doc, text_format(doc->arena, "%s.count", base), count, UNIT_COUNT, "");
    for (int k = 0; k < n; k++) number(doc, text_format(doc->arena, "%s.%s", base, watts[k].field), watts[k].w, UNIT_WATTS, k < n_known ? "unknown" : "");
}

static void part_row(struct doc *doc, const struct result_power_bill_line *line)
{
    const struct watts watts[] = {{"nameplate_w", line->nameplate_w}, {"datasheet_w", line->datasheet_w}, {"p99_w", line->p99_w}, {"mean_w", line->mean_w},
                                  {"per_feed_w", line->per_feed_w}, {"feed_lost_w", line->feed_lost_w}};
    row(doc, line->pool[0] ? text_format(doc->arena, "%s of pool %s", line->line, line->pool) : line->line, text_format(doc->arena, "power_bill.lines.%s", line->id), line->count, watts, 6, POINTS);
}

static void feed_row(struct doc *doc, const struct result_power_bill_feed *feed)
{
    const struct watts watts[] = {{"nameplate_w", feed->nameplate_w}, {"datasheet_w", feed->datasheet_w}, {"p99_w", feed->p99_w}, {"mean_w", feed->mean_w},
                                  {"each_w", feed->each_w}, {"worst_device_w", feed->worst_device_w}};
    const char *name = text_format(doc->arena, "%s, carries %s", feed->feed, text_equal(feed->carries, "site") ? "the site" : "IT");
    row(doc, name, text_format(doc->arena, "power_bill.feeds.%s", feed->id), feed->count, watts, 6, 6);
}

static void parts(struct doc *doc, const struct result_power_bill *bill)
{
    static const char *const names[] = {"Part", "Count", "On each feed", "On one, another lost"};
    begin(doc, "Watts at the rack inlet but for the last two lines; " MARK_NAME("p99") " is exceeded one hundredth of the time by all parts together, and shared over them", names, bill->sign);
    for (int32_t l = 0; l < bill->n_lines; l++) part_row(doc, &bill->lines[l]);
    doc_end(doc);
}

static void feeds(struct doc *doc, const struct result_power_bill *bill)
{
    static const char *const names[] = {"Level", "Devices", "One may carry", "Most on one, worst loss"};
    begin(doc, "By feed: each level of the power tree, all its devices together", names, bill->sign);
    for (int32_t f = 0; f < bill->n_feeds; f++) feed_row(doc, &bill->feeds[f]);
    doc_end(doc);
}

static void signature(struct doc *doc, const struct result_power_bill *bill)
{
    doc_begin(doc, DOC_CALLOUT, "note");
    doc_paragraph(doc);
    doc_strong(doc, text_format(doc->arena, "Facilities sign the %s, ", mark_name(doc->arena, bom_book_point(bill->sign))));
    doc_number(doc, "power_bill.signed_w", bill->signed_w, say_quantity(doc->arena, bill->signed_w, UNIT_WATTS));
    doc_strong(doc, " for the site: ");
    doc_text(doc, text_format(doc->arena, "%s.", mark_text(doc->arena, "power_bill.reason", bill->reason)));
    doc_end(doc);
}

void bill_of_power(struct doc *doc, int level, const struct results *results)
{
    const struct result_power_bill *bill = &results->power_bill;
    doc_heading(doc, level, "Bill of power");
    if (bill->n_lines == 0) {
        doc_sentence(doc, "Not known: the results are of a program that made none.");
        return;
    }
    signature(doc, bill);
    parts(doc, bill);
    if (!kpi_simulated(results)) doc_sentence(doc, "Nothing was simulated: what stands at " MARK_NAME("p99") " and on average is unknown.");
    if (bill->n_feeds > 0) feeds(doc, bill);
    else doc_sentence(doc, "The facility states no power tree: what falls on which feed is unknown.");
}
