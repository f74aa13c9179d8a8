#include "reports/site_power.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/site_drawings.h"
#include "reports/story_power.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static void number(struct site_parts *site, const char *base, const char *field, double value, enum unit unit)
{
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "%s.%s", base, field), value, unit);
}

/* --- levels ----------------------------------------------------------------------------------- */

/* "ups", "busways": to say its kind again tells nothing. */
static bool names_its_kind(const struct result_power_level *level)
{
    return strncmp(level->level, level->kind, strlen(level->kind)) == 0;
}

static void level_row(struct site_parts *site, const struct result_power_level *level, bool simulated)
{
    const char *base = text_format(site->arena, "power.tree.%s", level->level);
    doc_row(site->doc);
    doc_text_cell(site->doc, level->level);
    doc_muted(site->doc, text_format(site->arena, "%s%s; %s", names_its_kind(level) ? "" : " ", names_its_kind(level) ? "" : level->kind, mark_name(site->arena, story_power_scheme(level->scheme))));
    number(site, base, "count", level->count, UNIT_COUNT);
    number(site, base, "rating_w", level->rating_w, UNIT_WATTS);
    if (level->derating < 1.0) doc_printf(site->doc, " at %s", say_marked(site->arena, level->derating, UNIT_FRACTION, "%s.derating", base));
    number(site, base, "load_w", level->load_w, UNIT_WATTS);
    number(site, base, "utilisation", level->utilisation, UNIT_FRACTION);
    number(site, base, "worst_case_utilisation", level->worst_case_utilisation, UNIT_FRACTION);
    doc_text_cell(site->doc, level->worst_case);
    number(site, base, "usable_w", level->usable_w, UNIT_WATTS);
    if (!simulated) return;
    number(site, base, "peak_w", level->peak_w, UNIT_WATTS);
    number(site, base, "time_over", level->time_over, UNIT_FRACTION);
    number(site, base, "worst_time_over", level->worst_time_over, UNIT_FRACTION);
}

static void levels(struct site_parts *site, bool simulated)
{
    static const char *const names[] = { "Level", ">Devices", ">Rating of one", ">Load, all", ">Fullest, normally", ">Fullest, worst case", "Worst case", ">May carry",
                                         ">Most simulated", ">Time over", ">Time over, worst case" };
    doc_table(site->doc, "Levels at the planned maximum: what they carry at the design hour, and how full their most loaded device is", names, simulated ? COUNT(names) : COUNT(names) - 3);
    for (int32_t t = 0; t < site->results->power.n_tree; t++) level_row(site, &site->results->power.tree[t], simulated);
    doc_end(site->doc);
}

/* --- losses ----------------------------------------------------------------------------------- */

static void case_row(struct site_parts *site, const struct result_power_case *loss, bool simulated)
{
    const char *base = text_format(site->arena, "power.tree_cases.%s", loss->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, loss->name);
    doc_text_cell(site->doc, *loss->limit ? loss->limit : "none: all is dark");
    number(site, base, "utilisation", loss->utilisation, UNIT_FRACTION);
    number(site, base, "it_limit_w", loss->it_limit_w, UNIT_WATTS);
    number(site, base, "dark_w", loss->dark_w, UNIT_WATTS);
    if (!simulated) return;
    number(site, base, "peak_utilisation", loss->peak_utilisation, UNIT_FRACTION);
    number(site, base, "time_over", loss->time_over, UNIT_FRACTION);
}

static void cases(struct site_parts *site, bool simulated)
{
    static const char *const names[] = { "Case", "Fullest level", ">How full", ">Full at IT", ">IT without power", ">Most simulated", ">Time over" };
    doc_table(site->doc, "One loss at a time: each device at the top, each feed and side, the worst device of every other level", names, simulated ? COUNT(names) : COUNT(names) - 2);
    for (int32_t c = 0; c < site->results->power.n_tree_cases; c++) case_row(site, &site->results->power.tree_cases[c], simulated);
    doc_end(site->doc);
}

/* --- what stands idle ------------------------------------------------------------------------- */

static void idle_row(struct site_parts *site, const struct result_power_level *level)
{
    const char *base = text_format(site->arena, "power.tree.%s", level->level);
    doc_row(site->doc);
    doc_text_cell(site->doc, level->level);
    number(site, base, "installed_w", level->installed_w, UNIT_WATTS);
    number(site, base, "reserved_w", level->reserved_w, UNIT_WATTS);
    number(site, base, "reserve", level->reserve, UNIT_FRACTION);
    number(site, base, "blocked_w", level->blocked_w, UNIT_WATTS);
    number(site, base, "headroom_w", level->headroom_w, UNIT_WATTS);
    number(site, base, "dark_w", level->dark_w, UNIT_WATTS);
}

static void idle(struct site_parts *site)
{
    static const char *const names[] = { "Level", ">Installed, derated", ">Kept for a loss", ">of installed", ">Blocked", ">To spare", ">Dark with one lost" };
    doc_table(site->doc, "Stranded power: kept free so that a loss can be taken over, or blocked because another level is full first", names, COUNT(names));
    for (int32_t t = 0; t < site->results->power.n_tree; t++) idle_row(site, &site->results->power.tree[t]);
    doc_end(site->doc);
}

/* --- the section ------------------------------------------------------------------------------ */

static void cap(struct site_parts *site)
{
    const struct result_power *power = &site->results->power;
    if (!(power->cap_w > 0.0)) return;
    doc_heading(site->doc, 2, "Power cap");
    doc_paragraph(site->doc);
    doc_printf(site->doc, "%s The cap is served in the order %s: the last gives way first. ", mark_sentence(site->arena, story_power_cap(site->arena, site->results)), power->cap_order);
    if (isnan(power->cap_useful_lost)) return;
    doc_text(site->doc, "The same days were simulated without it, under the same chance: useful GPU time ");
    site_parts_number(site, "power.cap_useful_without", power->cap_useful_without, UNIT_FRACTION);
    doc_text(site->doc, " without, ");
    site_parts_number(site, "goodput.useful.capped", site->results->goodput.useful, UNIT_FRACTION);
    doc_text(site->doc, " with it; ");
    site_parts_number(site, "goodput.power_capped", site->results->goodput.power_capped, UNIT_FRACTION);
    doc_text(site->doc, " of all GPU time was held back by the cap.");
}

/* --- watts ------------------------------------------------------------------------------------ */

static void watts(struct site_parts *site)
{
    static const enum kpi site_rows[] = { KPI_ENVELOPE, KPI_ENVELOPE_IT, KPI_HEADROOM, KPI_SITE_DESIGN, KPI_SITE_COINCIDENT, KPI_NAMEPLATES, KPI_SITE_W, KPI_ENERGY_PER_YEAR };
    static const enum kpi class_rows[] = { KPI_GPU_MAX, KPI_GPU_W, KPI_OTHER_IT_MAX, KPI_OTHER_IT_W, KPI_STORAGE_MAX, KPI_NETWORK_W, KPI_STORAGE_W, KPI_IT_W };
    static const enum kpi step_rows[] = { KPI_STEP, KPI_STEP_SECOND, KPI_STEP_MINUTE, KPI_STEP_QUARTER, KPI_RAMP, KPI_DYNAMIC_RANGE, KPI_STEPS_PER_DAY };
    static const char *const starts[] = { "power" };
    const struct result_power *p = &site->results->power;
    doc_heading(site->doc, 2, "Power");
    doc_paragraph(site->doc);
    doc_printf(site->doc, "The envelope is measured at: %s. PUE over the year ", say_text(p->envelope_at));
    site_parts_number(site, "power.pue_annual", p->pue_annual, UNIT_NUMBER);
    doc_text(site->doc, ", at the design hour ");
    site_parts_number(site, "power.pue_design", p->pue_design, UNIT_NUMBER);
    doc_text(site->doc, ".");
    site_drawings_watts(site);
    site_parts_chart(site, CHART_POWER);
    site_parts_kpi_table(site, "The site", site_rows, COUNT(site_rows));
    site_parts_kpi_table(site, "By class, at IT (the rack inlet)", class_rows, COUNT(class_rows));
    if (kpi_simulated(site->results)) site_parts_kpi_table(site, "For the utility: changes of the site's IT load, up or down", step_rows, COUNT(step_rows));
    site_parts_derivations(site, "Where the numbers of power come from", starts, COUNT(starts));
}

void site_power(struct site_parts *site)
{
    watts(site);
    const struct result_power *power = &site->results->power;
    cap(site);
    if (power->n_tree == 0) return;
    const bool simulated = !isnan(power->tree[0].peak_w);
    doc_heading(site->doc, 2, "Power tree");
    doc_paragraph(site->doc);
    doc_printf(site->doc, "%s ", mark_sentence(site->arena, story_power_tree(site->arena, site->results)));
    doc_text(site->doc, "All levels together carry up to ");
    site_parts_number(site, "power.tree_it_limit_w", power->tree_it_limit_w, UNIT_WATTS);
    doc_printf(site->doc, " of IT. %s", story_power_time(site->arena, site->results));
    if (power->tree_loss_w > 0.0) {
        doc_text(site->doc, " Losses, stated apart from PUE: ");
        site_parts_number(site, "power.tree_loss_w", power->tree_loss_w, UNIT_WATTS);
        doc_text(site->doc, ".");
    }
    site_drawings_one_line(site);
    site_parts_chart(site, CHART_POWER_TREE);
    levels(site, simulated);
    cases(site, simulated);
    idle(site);
}
