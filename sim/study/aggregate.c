#include "study/aggregate.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "plan/summary.h"
#include "run/wan.h"
#include "stat/sample.h"
#include "stat/shuffle.h"

struct adder {
    const struct portfolio *portfolio;
    const struct aggregate_site *sites;
    struct arena *arena, *scratch;       /* of the answer; of the work */
    int draws;
    double *scratch_values;              /* draws */
    struct portfolio_results *out;
};

static bool counts(const struct adder *adder, int s) { return !adder->portfolio->sites[s].replaced_by; }

/* --- what they have -------------------------------------------------------------------------- */

static struct portfolio_sum has_of(const struct aggregate_site *site)
{
    const struct site_plan *plan = site->plan;
    struct portfolio_sum has = {.usable_bytes = plan->usable_bytes, .read_bytes_per_s = plan->capability[OP_READ].alone_bytes_per_s,
                                .write_bytes_per_s = plan->capability[OP_WRITE].alone_bytes_per_s, .storage_w = plan->power.storage_max_w + plan->power.network_w,
                                .site_w = plan->power.site_design_w, .rack_tiles = plan->racks.rack_tiles, .gpus = plan->scenario->site.gpus.value};
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < plan->pools[p].n_groups; g++) has.nodes += plan->pools[p].groups[g].nodes;
    return has;
}

static void add(struct portfolio_sum *sum, const struct portfolio_sum *more)
{
    sum->usable_bytes += more->usable_bytes;
    sum->read_bytes_per_s += more->read_bytes_per_s;
    sum->write_bytes_per_s += more->write_bytes_per_s;
    sum->storage_w += more->storage_w;
    sum->site_w += more->site_w;
    sum->rack_tiles += more->rack_tiles;
    sum->nodes += more->nodes;
    sum->gpus += more->gpus;
}

static const char *unmet(const struct adder *adder, const struct results *results)
{
    struct text list = text_new(adder->arena);
    for (int32_t r = 0; r < results->n_requirements; r++) {
        const struct result_requirement *requirement = &results->requirements[r];
        if (!text_equal(requirement->level, "must") || text_equal(requirement->verdict, "pass")) continue;
        text_printf(&list, "%s%s %s", list.length ? "; " : "", requirement->id, requirement->text);
    }
    return list.bytes;
}

static double last_landing(const struct buildup *buildup, int draw)
{
    return buildup->n ? buildup_landings(buildup, draw)[buildup->n - 1] : -(double)INFINITY;
}

/* The site's own draw in draw i of the portfolio. */
static int draw_of(const struct adder *adder, int s, int i)
{
    const struct buildup *buildup = adder->sites[s].buildup;
    struct rng keys = rng_stream(adder->sites[s].plan->scenario->study.seed, 0, text_format(adder->scratch, "portfolio/%s", adder->portfolio->sites[s].name), 0);
    return (int)shuffle_place(&keys, (uint64_t)(i % buildup->draws), (uint64_t)buildup->draws);
}

static void fill_site(struct adder *adder, int s, const int *draws)
{
    const struct portfolio_site *site = &adder->portfolio->sites[s];
    const struct results *results = adder->sites[s].results;
    double *values = adder->scratch_values;
    for (int i = 0; i < adder->draws; i++) values[i] = last_landing(adder->sites[s].buildup, draws[i]);
    sample_sort(values, adder->draws);
    adder->out->sites[adder->out->n_sites++] = (struct portfolio_result_site){
        .name = text_copy(adder->arena, site->name), .place = text_copy(adder->arena, site->place_name), .scenario = text_copy(adder->arena, site->file),
        .replaced_by = site->replaced_by ? text_copy(adder->arena, site->replaced_by) : "", .verdict = results->verdict, .why = unmet(adder, results),
        .has = has_of(&adder->sites[s]), .complete_p10 = date_said(adder->arena, sample_quantile(values, adder->draws, 0.1)),
        .complete_p50 = date_said(adder->arena, sample_quantile(values, adder->draws, 0.5)), .complete_p90 = date_said(adder->arena, sample_quantile(values, adder->draws, 0.9)),
        .complete_by_needed = sample_part_by(values, adder->draws, adder->portfolio->needed_by_days), .text = ""};
}

static const char *more(struct arena *arena, double by, enum unit unit)
{
    char number[64];
    return text_format(arena, "%s %s", units_format(fabs(by), unit, 3, number), by < 0.0 ? "less" : "more");
}

static void fill_replaced(struct adder *adder)
{
    for (int32_t s = 0; s < adder->out->n_sites; s++) {
        struct portfolio_result_site *old = &adder->out->sites[s];
        if (!*old->replaced_by) continue;
        const struct portfolio_result_site *new = adder->out->sites;
        while (!text_equal(new->name, old->replaced_by)) new++;
        old->text = text_format(adder->arena, "%s in the place of %s: %s usable, %s of reads, %s of storage power, %s of site power, %.0f rack tiles instead of %.0f", new->name, old->name,
                                more(adder->arena, new->has.usable_bytes - old->has.usable_bytes, UNIT_BYTES), more(adder->arena, new->has.read_bytes_per_s - old->has.read_bytes_per_s, UNIT_BYTES_PER_S),
                                more(adder->arena, new->has.storage_w - old->has.storage_w, UNIT_WATTS), more(adder->arena, new->has.site_w - old->has.site_w, UNIT_WATTS), new->has.rack_tiles,
                                old->has.rack_tiles);
    }
}

/* --- places ------------------------------------------------------------------------------------ */

static double rest_w(const struct aggregate_site *site) { return site->plan->power.site_design_w - site->plan->power.pue_design * (site->plan->power.storage_max_w + site->plan->power.network_w); }

static struct portfolio_result_place *place_of(struct adder *adder, const char *name)
{
    for (int32_t p = 0; p < adder->out->n_places; p++)
        if (text_equal(adder->out->places[p].name, name)) return &adder->out->places[p];
    struct portfolio_result_place *place = &adder->out->places[adder->out->n_places++];
    *place = (struct portfolio_result_place){.name = text_copy(adder->arena, name), .envelope_w = (double)NAN};
    return place;
}

/* GPUs and all that is not storage: the most of any build there. */
static void fill_places(struct adder *adder)
{
    adder->out->places = ARENA_ARRAY(adder->arena, struct portfolio_result_place, adder->portfolio->n_sites);
    for (int s = 0; s < adder->portfolio->n_sites; s++) {
        if (!counts(adder, s)) continue;
        struct portfolio_result_place *place = place_of(adder, adder->portfolio->sites[s].place_name);
        const struct plan_power *power = &adder->sites[s].plan->power;
        const struct portfolio_sum before = place->has;
        const double rest = rest_w(&adder->sites[s]), storage = before.storage_w * power->pue_design;
        add(&place->has, &adder->out->sites[s].has);
        place->has.gpus = fmax(before.gpus, adder->out->sites[s].has.gpus);
        place->has.site_w = fmax(before.site_w - storage, rest) + place->has.storage_w * power->pue_design;
        if (power->envelope_at == AT_UTILITY && !(place->envelope_w <= power->envelope_w)) place->envelope_w = power->envelope_w;
        place->builds += 1.0;
    }
    for (int32_t p = 0; p < adder->out->n_places; p++) add(&adder->out->total, &adder->out->places[p].has);
}

/* --- by date --------------------------------------------------------------------------------------- */

struct days { double *at; int n; };

static void add_date(struct days *days, const char *date)
{
    struct date read;
    if (date && date_read(date, strlen(date), &read)) days->at[days->n++] = date_days(read);
}

static struct days dates_of(const struct adder *adder)
{
    int32_t most = 1;
    for (int s = 0; s < adder->portfolio->n_sites; s++) most += adder->sites[s].results->delivery.n_points;
    struct days days = {ARENA_ARRAY(adder->scratch, double, most), 0};
    for (int s = 0; s < adder->portfolio->n_sites; s++)
        for (int32_t k = 0; counts(adder, s) && k < adder->sites[s].results->delivery.n_points; k++) add_date(&days, adder->sites[s].results->delivery.points[k].date);
    if (days.n > 0) add_date(&days, adder->out->needed_by);
    sample_sort(days.at, days.n);
    int kept = 0;
    for (int k = 0; k < days.n; k++)
        if (k == 0 || days.at[k] > days.at[kept - 1]) days.at[kept++] = days.at[k];
    days.n = kept;
    return days;
}

#define OF_POINT(quantity, unit) {offsetof(struct buildup_state, quantity##unit), \
    {offsetof(struct result_delivery_point, quantity##_p10##unit), offsetof(struct result_delivery_point, quantity##_p50##unit), offsetof(struct result_delivery_point, quantity##_p90##unit)}}
static const struct { size_t of_state, of_point[3]; } shown[] = {OF_POINT(usable, _bytes), OF_POINT(read, _bytes_per_s), OF_POINT(write, _bytes_per_s), OF_POINT(storage, _w), OF_POINT(rack_tiles, )};
static const double tenths[] = {0.1, 0.5, 0.9};

/* Draws of each site, by portfolio draw. */
static void fill_point(const struct adder *adder, double days, int *const *draws, struct result_delivery_point *point)
{
    double *values = adder->scratch_values;
    point->date = date_said(adder->arena, days);
    point->gpus = (double)NAN;
    for (size_t q = 0; q < sizeof shown / sizeof shown[0]; q++) {
        for (int i = 0; i < adder->draws; i++) {
            values[i] = 0.0;
            for (int s = 0; s < adder->portfolio->n_sites; s++)
                if (counts(adder, s)) values[i] += *(const double *)(const void *)((const char *)buildup_on(adder->sites[s].buildup, draws[s][i], days) + shown[q].of_state);
        }
        sample_sort(values, adder->draws);
        for (int p = 0; p < 3; p++) *(double *)(void *)((char *)point + shown[q].of_point[p]) = sample_quantile(values, adder->draws, tenths[p]);
    }
}

static void fill_dates(struct adder *adder, int *const *draws)
{
    const struct days days = dates_of(adder);
    double *values = adder->scratch_values;
    adder->out->points = ARENA_ARRAY(adder->arena, struct result_delivery_point, days.n);
    for (int k = 0; k < days.n; k++) fill_point(adder, days.at[k], draws, &adder->out->points[adder->out->n_points++]);
    for (int i = 0; i < adder->draws; i++) {
        values[i] = -(double)INFINITY;
        for (int s = 0; s < adder->portfolio->n_sites; s++)
            if (counts(adder, s)) values[i] = fmax(values[i], last_landing(adder->sites[s].buildup, draws[s][i]));
    }
    sample_sort(values, adder->draws);
    adder->out->complete_p10 = date_said(adder->arena, sample_quantile(values, adder->draws, 0.1));
    adder->out->complete_p50 = date_said(adder->arena, sample_quantile(values, adder->draws, 0.5));
    adder->out->complete_p90 = date_said(adder->arena, sample_quantile(values, adder->draws, 0.9));
    adder->out->complete_by_needed = sample_part_by(values, adder->draws, adder->portfolio->needed_by_days);
}

/* --- between them ------------------------------------------------------------------------------------ */

/* Rows: two directions of each link, then what each site reads, then what each writes. */
struct lines { double *capacity; int n_rows; struct wan_flow *flows; };

static double or_none(double rate) { return isfinite(rate) ? rate : (double)INFINITY; }

static struct lines lines_of(const struct adder *adder)
{
    const struct portfolio *portfolio = adder->portfolio;
    const int links = 2 * portfolio->n_links, sites = portfolio->n_sites;
    struct lines lines = {ARENA_ARRAY(adder->scratch, double, links + 2 * sites), links + 2 * sites, ARENA_ARRAY(adder->scratch, struct wan_flow, portfolio->n_flows)};
    for (int l = 0; l < links; l++) lines.capacity[l] = portfolio->links[l / 2].rate_bytes_per_s.value;
    for (int s = 0; s < sites; s++) {
        lines.capacity[links + s] = or_none(adder->out->sites[s].has.read_bytes_per_s);
        lines.capacity[links + sites + s] = or_none(adder->out->sites[s].has.write_bytes_per_s);
    }
    for (int f = 0; f < portfolio->n_flows; f++) {
        const struct portfolio_flow *flow = &portfolio->flows[f];
        int *rows = ARENA_ARRAY(adder->scratch, int, flow->n_over + 2), n = 0;
        for (int k = 0; k < flow->n_over; k++) rows[n++] = flow->rows[k];
        if (flow->from_site >= 0) rows[n++] = links + flow->from_site;
        rows[n++] = links + sites + flow->to_site;
        lines.flows[f] = (struct wan_flow){.rows = rows, .n_rows = n, .weight = flow->weight.value, .cap_bytes_per_s = flow->rate_bytes_per_s.given ? flow->rate_bytes_per_s.value : (double)INFINITY,
                                           .bytes = flow->bytes.given ? flow->bytes.value : (double)INFINITY};
    }
    return lines;
}

static const char *row_name(const struct adder *adder, int row)
{
    const int links = 2 * adder->portfolio->n_links, sites = adder->portfolio->n_sites;
    if (row < 0) return "";
    if (row < links) return text_format(adder->arena, "link %s", adder->portfolio->links[row / 2].name);
    if (row < links + sites) return text_format(adder->arena, "reads of %s", adder->portfolio->sites[row - links].name);
    return text_format(adder->arena, "writes of %s", adder->portfolio->sites[row - links - sites].name);
}

static double starts(const struct adder *adder, const struct portfolio_flow *flow, int *const *draws, int i)
{
    double from = flow->starts.given ? flow->starts.value : -(double)INFINITY;
    if (flow->from_site >= 0) from = fmax(from, last_landing(adder->sites[flow->from_site].buildup, draws[flow->from_site][i]));
    return fmax(0.0, fmax(from, last_landing(adder->sites[flow->to_site].buildup, draws[flow->to_site][i])));
}

static void fill_links(const struct adder *adder, const struct lines *lines, const double *rate)
{
    const struct portfolio *portfolio = adder->portfolio;
    adder->out->links = ARENA_ARRAY(adder->arena, struct portfolio_result_link, 2 * portfolio->n_links);
    for (int row = 0; row < 2 * portfolio->n_links; row++) {
        const struct portfolio_link *link = &portfolio->links[row / 2];
        struct portfolio_result_link *out = &adder->out->links[adder->out->n_links++];
        *out = (struct portfolio_result_link){text_copy(adder->arena, link->name), text_copy(adder->arena, link->joins[row % 2]), text_copy(adder->arena, link->joins[1 - row % 2]), lines->capacity[row], 0.0};
        for (int f = 0; f < portfolio->n_flows; f++)
            for (int k = 0; k < lines->flows[f].n_rows; k++)
                if (lines->flows[f].rows[k] == row) out->used_bytes_per_s += rate[f];
    }
}

static void fill_flow(const struct adder *adder, int f, double rate, int bound, double *began, double *ended)
{
    const struct portfolio_flow *flow = &adder->portfolio->flows[f];
    const int n = adder->draws;
    sample_sort(began, n);
    sample_sort(ended, n);
    adder->out->flows[adder->out->n_flows++] = (struct portfolio_result_flow){
        .name = text_copy(adder->arena, flow->name), .from = text_copy(adder->arena, flow->from), .to = text_copy(adder->arena, flow->to), .kind = flow->bytes.given ? "copy" : "ingest",
        .asked_bytes_per_s = flow->rate_bytes_per_s.value, .bytes = flow->bytes.value, .rate_bytes_per_s = rate, .bound_by = row_name(adder, bound),
        .of_read = flow->from_site >= 0 ? rate / adder->out->sites[flow->from_site].has.read_bytes_per_s : (double)NAN,
        .of_write = rate / adder->out->sites[flow->to_site].has.write_bytes_per_s, .starts_p50 = date_said(adder->arena, sample_quantile(began, n, 0.5)),
        .done_p10 = flow->bytes.given ? date_said(adder->arena, sample_quantile(ended, n, 0.1)) : "", .done_p50 = flow->bytes.given ? date_said(adder->arena, sample_quantile(ended, n, 0.5)) : "",
        .done_p90 = flow->bytes.given ? date_said(adder->arena, sample_quantile(ended, n, 0.9)) : "",
        .done_by_needed = flow->bytes.given ? sample_part_by(ended, n, adder->portfolio->needed_by_days) : (double)NAN};
}

static void fill_flows(const struct adder *adder, int *const *draws)
{
    const int n = adder->portfolio->n_flows;
    const struct lines lines = lines_of(adder);
    double *rate = ARENA_ARRAY(adder->scratch, double, n), *ends = ARENA_ARRAY(adder->scratch, double, n);
    double *began = ARENA_ARRAY(adder->scratch, double, (size_t)n * (size_t)adder->draws), *ended = ARENA_ARRAY(adder->scratch, double, (size_t)n * (size_t)adder->draws);
    int *bound = ARENA_ARRAY(adder->scratch, int, n);
    wan_share(lines.capacity, lines.n_rows, lines.flows, n, rate, bound);
    fill_links(adder, &lines, rate);
    for (int i = 0; n > 0 && i < adder->draws; i++) {
        for (int f = 0; f < n; f++) lines.flows[f].starts_days = starts(adder, &adder->portfolio->flows[f], draws, i);
        wan_run(lines.capacity, lines.n_rows, lines.flows, n, ends);
        for (int f = 0; f < n; f++) {
            began[(size_t)f * (size_t)adder->draws + (size_t)i] = lines.flows[f].starts_days;
            ended[(size_t)f * (size_t)adder->draws + (size_t)i] = ends[f];
        }
    }
    adder->out->flows = ARENA_ARRAY(adder->arena, struct portfolio_result_flow, n);
    for (int f = 0; f < n; f++) fill_flow(adder, f, rate[f], bound[f], &began[(size_t)f * (size_t)adder->draws], &ended[(size_t)f * (size_t)adder->draws]);
}

/* --- findings, verdict ---------------------------------------------------------------------------------- */

static void find(struct adder *adder, const char *severity, const char *code, struct place at, const char *text)
{
    adder->out->findings[adder->out->n_findings++] = (struct result_finding){code, severity, text, summary_place(adder->arena, at)};
}

static void find_flow(struct adder *adder, int f)
{
    const struct portfolio_flow *flow = &adder->portfolio->flows[f];
    const struct portfolio_result_flow *out = &adder->out->flows[f];
    char a[64], b[64];
    if (flow->rate_bytes_per_s.given && out->rate_bytes_per_s < flow->rate_bytes_per_s.value * (1.0 - 1e-9))
        find(adder, "warning", "flow-denied", flow->at, text_format(adder->arena, "%s asks %s and gets %s: %s is full", flow->name, units_format(flow->rate_bytes_per_s.value, UNIT_BYTES_PER_S, 3, a),
                                                                   units_format(out->rate_bytes_per_s, UNIT_BYTES_PER_S, 3, b), out->bound_by));
    if (flow->bytes.given && flow->bytes.value > adder->out->sites[flow->to_site].has.usable_bytes)
        find(adder, "fail", "copy-over-capacity", flow->at, text_format(adder->arena, "%s brings %s, %s holds %s", flow->name, units_format(flow->bytes.value, UNIT_BYTES, 3, a), flow->to,
                                                                       units_format(adder->out->sites[flow->to_site].has.usable_bytes, UNIT_BYTES, 3, b)));
}

static void fill_findings(struct adder *adder)
{
    char a[64], b[64];
    adder->out->findings = ARENA_ARRAY(adder->arena, struct result_finding, adder->portfolio->n_sites + 2 * adder->portfolio->n_flows);
    for (int32_t p = 0; p < adder->out->n_places; p++) {
        const struct portfolio_result_place *place = &adder->out->places[p];
        if (place->has.site_w > place->envelope_w * (1.0 + 1e-12))
            find(adder, "fail", "place-over-envelope", (struct place){0}, text_format(adder->arena, "%s: its builds together draw %s at the design hour, the envelope is %s", place->name,
                                                                                     units_format(place->has.site_w, UNIT_WATTS, 4, a), units_format(place->envelope_w, UNIT_WATTS, 4, b)));
    }
    for (int f = 0; f < adder->portfolio->n_flows; f++) find_flow(adder, f);
}

static const char *verdict_of(const struct adder *adder)
{
    bool depends = false;
    for (int32_t f = 0; f < adder->out->n_findings; f++)
        if (text_equal(adder->out->findings[f].severity, "fail")) return "fail";
    for (int32_t s = 0; s < adder->out->n_sites; s++) {
        if (!counts(adder, s)) continue;
        if (text_equal(adder->out->sites[s].verdict, "fail")) return "fail";
        depends = depends || !text_equal(adder->out->sites[s].verdict, "pass");
    }
    return depends ? "depends" : "pass";
}

/* --- the whole --------------------------------------------------------------------------------------------- */

static int **draws_of(const struct adder *adder)
{
    int **draws = ARENA_ARRAY(adder->scratch, int *, adder->portfolio->n_sites);
    for (int s = 0; s < adder->portfolio->n_sites; s++) {
        draws[s] = ARENA_ARRAY(adder->scratch, int, adder->draws);
        for (int i = 0; i < adder->draws; i++) draws[s][i] = draw_of(adder, s, i);
    }
    return draws;
}

void aggregate_fill(const struct portfolio *portfolio, const struct aggregate_site *sites, struct arena *arena, struct portfolio_results *out)
{
    struct adder adder = {.portfolio = portfolio, .sites = sites, .arena = arena, .scratch = arena_new(), .draws = 1, .out = out};
    for (int s = 0; s < portfolio->n_sites; s++)
        if (sites[s].buildup->draws > adder.draws) adder.draws = sites[s].buildup->draws;
    adder.scratch_values = ARENA_ARRAY(adder.scratch, double, adder.draws);
    int **draws = draws_of(&adder);
    out->name = text_copy(arena, portfolio->name);
    out->question = portfolio->question ? text_copy(arena, portfolio->question) : "";
    out->file = text_copy(arena, portfolio->file);
    out->needed_by = date_said(arena, portfolio->needed_by_days);
    out->draws = adder.draws;
    out->sites = ARENA_ARRAY(arena, struct portfolio_result_site, portfolio->n_sites);
    for (int s = 0; s < portfolio->n_sites; s++) fill_site(&adder, s, draws[s]);
    fill_replaced(&adder);
    fill_places(&adder);
    fill_dates(&adder, draws);
    fill_flows(&adder, draws);
    fill_findings(&adder);
    out->verdict = verdict_of(&adder);
    arena_free(adder.scratch);
}
