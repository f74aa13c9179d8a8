#include "reports/site_precision.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story_precision.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static void number(struct site_parts *site, const struct result_precision_of *of, const char *what, double value, enum unit unit)
{
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "precision.%s.%s", of->quantity, what), value, unit);
}

static void row(struct site_parts *site, const struct result_precision_of *of, bool paired)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, say_words(site->arena, of->quantity));
    doc_number_cell(site->doc, text_format(site->arena, "precision.%s.mean", of->quantity), of->mean, say_named(site->arena, of->mean, of->unit));
    doc_number_cell(site->doc, text_format(site->arena, "precision.%s.half_width", of->quantity), of->half_width, say_named(site->arena, of->half_width, of->unit));
    number(site, of, "relative", of->relative, UNIT_FRACTION);
    number(site, of, "needed", of->needed, UNIT_COUNT);
    if (paired) doc_text_cell(site->doc, story_precision_saved(site->arena, of->pairs_saved, of->pairs_saved_lo, of->pairs_saved_hi, text_format(site->arena, "precision.%s.pairs_saved", of->quantity)));
}

static void estimates(struct site_parts *site)
{
    const struct result_precision *precision = &site->results->precision;
    const bool paired = precision->each > 1.0;
    const char *const names[] = { "Mean of", ">Value", ">\xC2\xB1", ">\xC2\xB1 of it", text_format(site->arena, ">Replications for \xC2\xB1 %s", say_marked(site->arena, precision->target, UNIT_FRACTION, "precision.target")),
                                  "Variance by pairs" };
    doc_table(site->doc, "Half of the " MARK_NAME("95 % interval"), names, COUNT(names) - (paired ? 0 : 1));
    for (int32_t k = 0; k < precision->n_estimates; k++) row(site, &precision->estimates[k], paired);
    doc_end(site->doc);
}

static void common(struct site_parts *site)
{
    static const char *const names[] = { "Difference", "Its variance, for the same chance in both" };
    const struct result_precision *precision = &site->results->precision;
    if (precision->n_common == 0) return;
    doc_table(site->doc, "Common random numbers", names, COUNT(names));
    for (int32_t k = 0; k < precision->n_common; k++) {
        const struct result_precision_common *of = &precision->common[k];
        doc_row(site->doc);
        doc_quote_cell(site->doc, text_format(site->arena, "precision.common[%d].difference", (int)k), of->difference);
        doc_text_cell(site->doc, story_precision_saved(site->arena, of->saved, of->saved_lo, of->saved_hi, text_format(site->arena, "precision.common[%d].saved", (int)k)));
    }
    doc_end(site->doc);
}

void site_precision(struct site_parts *site)
{
    const struct result_precision *precision = &site->results->precision;
    const char *asked = story_precision_asked(site->arena, site->results), *pairs = story_precision_pairs(site->arena, site->results);
    if (precision->n_estimates == 0) return;
    doc_heading(site->doc, 2, "How sure, and how many replications");
    doc_paragraph(site->doc);
    doc_printf(site->doc, "%s%s. The number for a precision takes the spread of these few as it is: the fewer they are, the rougher it is.%s%s%s%s%s",
               say_count_marked(site->arena, precision->replications, "replication", "precision.replications"), precision->each > 1.0 ? " in antithetic pairs" : "",
               *asked ? " Asked: " : "", asked, *asked ? "." : "", *pairs ? " With " : "", pairs);
    if (*pairs) doc_text(site->doc, ".");
    estimates(site);
    common(site);
}
