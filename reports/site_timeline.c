#include "reports/site_timeline.h"

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/zoom.h"

enum { SITE_TIMELINE_MOST = 100 };

static void event_row(struct site_parts *site, const struct result_event *event, int32_t e)
{
    struct doc *doc = site->doc;
    double s = event->at_s - site->results->worst_hour.start_s;
    doc_row(doc);
    doc_number_cell(doc, text_format(site->arena, "timeline[%d].after_s", (int)e), s, text_format(site->arena, "%.3f s", s));
    doc_text_cell(doc, event->kind);
    doc_quote_cell(doc, text_format(site->arena, "timeline[%d].what", (int)e), event->what);
    doc_quote_cell(doc, text_format(site->arena, "timeline[%d].detail", (int)e), event->detail);
}

static void events(struct site_parts *site)
{
    static const char *const names[] = { ">After", "!What", "!Whom", "Detail" };
    const struct results *r = site->results;
    int32_t shown = r->n_timeline < SITE_TIMELINE_MOST ? r->n_timeline : SITE_TIMELINE_MOST;
    if (shown == 0) return;
    doc_begin(site->doc, DOC_FOLD, text_format(site->arena, "The first %s of that hour", say_count_marked(site->arena, shown, "event", "timeline.shown")));
    doc_table(site->doc, "Seconds since the hour began; --trace writes all of " MARK_NAME("replication 1"), names, 4);
    for (int32_t e = 0; e < shown; e++) event_row(site, &r->timeline[e], e);
    doc_end(site->doc);
    doc_end(site->doc);
}

void site_timeline(struct site_parts *site)
{
    const struct result_worst_hour *hour = &site->results->worst_hour;
    if (hour->n_bins == 0) return;
    doc_heading(site->doc, 2, "The worst hour");
    doc_paragraph(site->doc);
    doc_text(site->doc, "Of the hours measured in " MARK_NAME("replication 1") " this is the one in which most GPU-time of jobs was not useful (of equals the one that denied most bytes): ");
    site_parts_number(site, "worst_hour.not_useful", hour->not_useful, UNIT_FRACTION);
    doc_text(site->doc, " of it. Denied in that hour: ");
    site_parts_number(site, "worst_hour.denied_bytes", hour->denied_bytes, UNIT_BYTES);
    doc_text(site->doc, ".");
    site_parts_chart(site, CHART_WORST_HOUR);
    events(site);
    doc_script(site->doc, zoom_script(), zoom_sha256());
}
