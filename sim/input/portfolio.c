#include "input/portfolio.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "base/order.h"
#include "base/text.h"
#include "input/catalog.h"
#include "input/extends.h"
#include "input/field.h"
#include "input/field_manual.h"
#include "input/quantity.h"
#include "input/sets.h"
#include "types/diag_codes.h"

static bool told(void)
{
    return false;
}
#define MISTAKE(reader, ...) (diag_error((reader)->diags, __VA_ARGS__), told())

enum { MOST_SITES = 32, MOST_LINKS = 64, MOST_FLOWS = 64 };

/* --- what may be written ---------------------------------------------------------------------- */

static const struct field site_fields[] = {
    NAME(struct portfolio_site, name, "its name"),
    NAME(struct portfolio_site, place_name, "the place where it stands: builds at one place share its GPUs and its power", .key = "at", .optional = true, .otherwise = "its name"),
    TEXT(struct portfolio_site, scenario, "its scenario, a path from this file's folder"),
    NAME(struct portfolio_site, replaced_by, "the site that takes its place: it is shown beside that one and counts for nothing", .optional = true, .otherwise = "it counts"),
};
static const struct field_table site_table = FIELD_TABLE_OF("sites[]", struct portfolio_site, site_fields, offsetof(struct portfolio_site, at), "A build, told by its scenario.");

static const struct field link_fields[] = {
    NAME(struct portfolio_link, name, "its name"),
    NAMES(struct portfolio_link, joins, "two places: where sites are, or any other name for the world outside"),
    FIELD(struct portfolio_link, rate_bytes_per_s, BYTES_PER_S, 1e6, 1e18, "each way", .key = "rate"),
};
static const struct field_table link_table = FIELD_TABLE_OF("links[]", struct portfolio_link, link_fields, offsetof(struct portfolio_link, at), "A line between two places.");

static const struct field flow_fields[] = {
    NAME(struct portfolio_flow, name, "its name"),
    NAME(struct portfolio_flow, from, "a site, or a place that a link joins"),
    NAME(struct portfolio_flow, to, "a site"),
    NAMES(struct portfolio_flow, over, "links, in order from `from` to `to`"),
    FIELD(struct portfolio_flow, rate_bytes_per_s, BYTES_PER_S, 1.0, 1e18, "what it asks for good, as ingest does", .key = "rate", .optional = true, .otherwise = "this or `bytes`"),
    FIELD(struct portfolio_flow, bytes, BYTES, 1.0, 1e24, "what is to be copied once", .key = "bytes", .optional = true, .otherwise = "this or `rate`"),
    FIELD(struct portfolio_flow, starts, DAYS, 0.0, 40000.0, "not before", .optional = true, .otherwise = "when both its sites stand"),
    FIELD(struct portfolio_flow, weight, NUMBER, 1e-3, 1e3, "in the max-min sharing of links", .absent = "1"),
};
static const struct field_table flow_table = FIELD_TABLE_OF("flows[]", struct portfolio_flow, flow_fields, offsetof(struct portfolio_flow, at), "What goes over the links.");

static bool read_needed_by(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct portfolio *portfolio = to;
    (void)field;
    (void)path;
    portfolio->needed_by_days = (double)NAN;
    if (!node) return true;
    if (node->kind != YAML_TEXT || node->length == 0) return field_wrong_type(reader, node, "needed_by", units_expected(UNIT_DAYS));
    return quantity_read_text(reader, node->text, node->length, node->at, "needed_by", UNIT_DAYS, &portfolio->needed_by_days);
}

static const struct field top_fields[] = {
    IGNORED("exasite", "1", "version of the format"),
    IGNORED("kind", "portfolio", "tells it from a scenario"),
    IGNORED("extends", "a file, from this file's folder", "what this file changes", .otherwise = "nothing"),
    TEXT(struct portfolio, name, "a title for people"),
    TEXT(struct portfolio, question, "what it asks, in one line", .optional = true),
    {.kind = FIELD_CUSTOM, .key = "needed_by", .read = read_needed_by, .takes = "a date, as in 2026-06-30", .optional = true, .otherwise = "not said", .meaning = "when all of it has to stand"},
    {.kind = FIELD_LIST, .key = "sites", .offset = offsetof(struct portfolio, sites), .count_offset = offsetof(struct portfolio, n_sites), .table = &site_table, .least_items = 1,
     .meaning = "the builds"},
    LIST(struct portfolio, links, link_table, "the lines between their places", .optional = true),
    LIST(struct portfolio, flows, flow_table, "what goes over them", .optional = true),
};
static const struct field_table top_table = FIELD_TABLE_OF("portfolio", struct portfolio, top_fields, FIELD_NO_PLACE, "scenarios/portfolio.yaml: several sites at once.");

bool portfolio_has_set(const char *set)
{
    static const char *const keys[] = {"sites", "links", "flows", "needed_by"};
    const size_t length = strcspn(set, ".=[");
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        if (text_equal_n(set, length, keys[k])) return true;
    return false;
}

/* --- what it must mean --------------------------------------------------------------------------- */

static const char *names_of_sites(struct arena *arena, const struct portfolio *portfolio)
{
    const char *names[MOST_SITES];
    size_t n = 0;
    for (int s = 0; s < portfolio->n_sites && n < MOST_SITES; s++)
        if (portfolio->sites[s].name) names[n++] = portfolio->sites[s].name;
    return text_list(arena, names, n, "or");
}

static int site_called(const struct portfolio *portfolio, const char *name)
{
    for (int s = 0; s < portfolio->n_sites; s++)
        if (name && text_equal(portfolio->sites[s].name, name)) return s;
    return -1;
}

static int link_called(const struct portfolio *portfolio, const char *name)
{
    for (int l = 0; l < portfolio->n_links; l++)
        if (text_equal(portfolio->links[l].name, name)) return l;
    return -1;
}

static bool names_differ(struct reader *reader, const struct portfolio *portfolio)
{
    bool ok = true;
    for (int s = 0; s < portfolio->n_sites; s++)
        if (site_called(portfolio, portfolio->sites[s].name) < s && portfolio->sites[s].name)
            ok = MISTAKE(reader, portfolio->sites[s].at, DIAG_DUPLICATE_NAME, "sites: two are called %s; expected a different name", portfolio->sites[s].name);
    for (int l = 0; l < portfolio->n_links; l++)
        if (portfolio->links[l].name && link_called(portfolio, portfolio->links[l].name) < l)
            ok = MISTAKE(reader, portfolio->links[l].at, DIAG_DUPLICATE_NAME, "links: two are called %s; expected a different name", portfolio->links[l].name);
    for (int f = 0; f < portfolio->n_flows; f++)
        for (int before = 0; before < f; before++)
            if (portfolio->flows[f].name && text_equal(portfolio->flows[f].name, portfolio->flows[before].name))
                ok = MISTAKE(reader, portfolio->flows[f].at, DIAG_DUPLICATE_NAME, "flows: two are called %s; expected a different name", portfolio->flows[f].name);
    return ok;
}

static bool site_is_sound(struct reader *reader, const struct portfolio *portfolio, struct portfolio_site *site)
{
    if (!site->name || !site->scenario) return true;          /* told before */
    if (!site->place_name) site->place_name = site->name;
    site->file = file_join(reader->arena, file_folder(reader->arena, portfolio->file), site->scenario);
    if (!site->replaced_by) return true;
    const int by = site_called(portfolio, site->replaced_by);
    if (by >= 0 && &portfolio->sites[by] != site && !portfolio->sites[by].replaced_by) return true;
    return MISTAKE(reader, site->at, DIAG_CONFLICT, "%s: replaced_by %s, which is %s; expected another of %s", site->name, site->replaced_by,
                   by < 0 ? "no site" : &portfolio->sites[by] == site ? "itself" : "replaced itself", names_of_sites(reader->arena, portfolio));
}

static bool link_is_sound(struct reader *reader, const struct portfolio_link *link)
{
    if (!link->name || (link->n_joins == 2 && !text_equal(link->joins[0], link->joins[1]))) return true;
    return MISTAKE(reader, link->at, DIAG_CONFLICT, "%s: joins %d places; expected two different ones, as in [dallas, campus]", link->name, link->n_joins);
}

static bool no_link(struct reader *reader, const struct portfolio *portfolio, const struct portfolio_flow *flow, const char *named)
{
    const char *names[MOST_LINKS];
    size_t n = 0;
    for (int l = 0; l < portfolio->n_links; l++)
        if (portfolio->links[l].name) names[n++] = portfolio->links[l].name;
    const char *near = text_nearest(named, names, n);
    return MISTAKE(reader, flow->at, DIAG_CONFLICT, "%s: no link is called %s; expected %s%s%s%s", flow->name, named, n ? text_list(reader->arena, names, n, "or") : "links to be listed",
                   near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

/* Walks the links from the start, and so finds the direction of each. */
static bool path_is_sound(struct reader *reader, const struct portfolio *portfolio, struct portfolio_flow *flow)
{
    const char *here = flow->from_site >= 0 ? portfolio->sites[flow->from_site].place_name : flow->from, *goal = portfolio->sites[flow->to_site].place_name;
    flow->rows = ARENA_ARRAY(reader->arena, int, flow->n_over);
    for (int k = 0; k < flow->n_over; k++) {
        const int l = link_called(portfolio, flow->over[k]);
        if (l < 0) return no_link(reader, portfolio, flow, flow->over[k]);
        const struct portfolio_link *link = &portfolio->links[l];
        if (link->n_joins != 2) return true;                  /* told before */
        const bool against = text_equal(here, link->joins[1]);
        if (!against && !text_equal(here, link->joins[0]))
            return MISTAKE(reader, flow->at, DIAG_CONFLICT, "%s: link %s joins %s and %s; expected one that begins at %s", flow->name, link->name, link->joins[0], link->joins[1], here);
        flow->rows[k] = 2 * l + against;
        here = link->joins[!against];
    }
    if (text_equal(here, goal)) return true;
    return MISTAKE(reader, flow->at, DIAG_CONFLICT, "%s: its links end at %s; expected %s", flow->name, here, goal);
}

static bool flow_is_sound(struct reader *reader, const struct portfolio *portfolio, struct portfolio_flow *flow)
{
    if (!flow->name || !flow->from || !flow->to) return true;
    flow->from_site = site_called(portfolio, flow->from);
    flow->to_site = site_called(portfolio, flow->to);
    if (flow->to_site < 0) return MISTAKE(reader, flow->at, DIAG_CONFLICT, "%s: to %s, which is no site; expected %s", flow->name, flow->to, names_of_sites(reader->arena, portfolio));
    if (flow->rate_bytes_per_s.given == flow->bytes.given)
        return MISTAKE(reader, flow->at, DIAG_CONFLICT, "%s: expected `rate` (asked for good) or `bytes` (copied once), one of them", flow->name);
    for (int end = 0; end < 2; end++) {
        const int s = end ? flow->to_site : flow->from_site;
        if (s >= 0 && portfolio->sites[s].replaced_by)
            return MISTAKE(reader, flow->at, DIAG_CONFLICT, "%s: site %s is replaced by %s; expected a site that counts", flow->name, portfolio->sites[s].name, portfolio->sites[s].replaced_by);
    }
    return path_is_sound(reader, portfolio, flow);
}

static bool counts_fit(struct reader *reader, const struct yaml_node *tree, const struct portfolio *portfolio)
{
    const struct { const char *key; int n, most; } lists[] = {
        {"sites", portfolio->n_sites, MOST_SITES}, {"links", portfolio->n_links, MOST_LINKS}, {"flows", portfolio->n_flows, MOST_FLOWS}};
    bool ok = true;
    for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++)
        if (lists[l].n > lists[l].most) ok = MISTAKE(reader, yaml_tree_find(tree, lists[l].key)->at, DIAG_OUT_OF_RANGE, "%s: %d items; expected %d at most", lists[l].key, lists[l].n, lists[l].most);
    return ok;
}

static bool is_sound(struct reader *reader, const struct yaml_node *tree, struct portfolio *portfolio)
{
    bool ok = counts_fit(reader, tree, portfolio);
    if (!ok) return false;
    ok = names_differ(reader, portfolio);
    for (int s = 0; s < portfolio->n_sites; s++) ok = site_is_sound(reader, portfolio, &portfolio->sites[s]) && ok;
    for (int l = 0; l < portfolio->n_links; l++) ok = link_is_sound(reader, &portfolio->links[l]) && ok;
    for (int f = 0; ok && f < portfolio->n_flows; f++) ok = flow_is_sound(reader, portfolio, &portfolio->flows[f]) && ok;
    return ok;
}

/* --- reading ---------------------------------------------------------------------------------------- */

static bool apply_sets(const char *const *arguments, int n, struct yaml_node *tree, struct arena *arena, struct diags *diags)
{
    struct sets sets;
    bool ok = sets_parse(arguments, n, arena, diags, &sets);
    for (int i = 0; ok && i < sets.n; i++) ok = sets_apply(&sets.at[i], sets.at[i].path, tree, arena, diags) && ok;
    return ok;
}

bool portfolio_read(const char *file, const char *models_dir, const char *const *sets, int n_sets, struct arena *arena, struct diags *diags,
                    struct portfolio *portfolio)
{
    struct catalog catalog;
    struct extends_files files = {0};
    struct reader_inputs inputs = {0};
    bool ok = true;
    struct catalog_reader *models = catalog_open(models_dir, NULL, arena, diags, &catalog, &ok);
    struct reader reader = {.arena = arena, .diags = diags, .inputs = &inputs, .find_model = catalog_find, .models = models};
    const struct extends extends = {arena, diags, catalog_sources(models), &files, NULL, true};
    *portfolio = (struct portfolio){.file = file};
    struct yaml_node *tree = extends_read(&extends, file, &ok);
    if (!tree) return false;
    ok = apply_sets(sets, n_sets, tree, arena, diags) && ok;
    ok = field_read(&reader, &top_table, tree, tree->at, "", portfolio) && ok;
    ok = is_sound(&reader, tree, portfolio) && ok;
    portfolio->files = files.at;
    portfolio->n_files = (int)files.n;
    return catalog_close(models) && ok;
}

void portfolio_manual(struct arena *arena, FILE *to)
{
    field_manual(&top_table, 2, arena, to);
}
