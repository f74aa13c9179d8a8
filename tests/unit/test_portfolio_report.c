#include "tests/lib/near.h"

#include <string.h>

#include "reports/portfolio_report.h"

/* Two sites of which one was replaced, and a copy. */
static const struct portfolio_results *two(struct arena *arena)
{
    static const char *const dates[] = {"2026-01-01", "2026-02-07", "2026-06-25"};
    struct portfolio_results *r = ARENA_NEW(arena, struct portfolio_results);
    *r = (struct portfolio_results){.format = "exasite.portfolio/1", .name = "Two <sites>", .question = "What stands?", .file = "p.yaml", .needed_by = "2026-06-30", .verdict = "fail",
                                    .draws = 20000, .complete_p10 = "2026-01-20", .complete_p50 = "2026-02-07", .complete_p90 = "2026-06-25", .complete_by_needed = 0.98, .n_sites = 2,
                                    .n_places = 1, .n_flows = 1, .n_links = 1, .n_points = 3,
                                    .total = {.usable_bytes = 1e18, .read_bytes_per_s = 5.6e12, .storage_w = 8e5, .site_w = 3e8, .rack_tiles = 89}};
    r->sites = ARENA_ARRAY(arena, struct portfolio_result_site, 2);
    r->sites[0] = (struct portfolio_result_site){.name = "east", .place = "east", .scenario = "e.yaml", .replaced_by = "", .verdict = "fail", .why = "THR-1 read_capability >= 24 TB/s", .has = r->total,
                                                 .complete_p10 = "2026-01-20", .complete_p50 = "2026-02-07", .complete_p90 = "2026-06-25", .complete_by_needed = 0.98, .text = ""};
    r->sites[1] = r->sites[0];
    r->sites[1].name = "old";
    r->sites[1].replaced_by = "east";
    r->sites[1].text = "east in the place of old: nothing more";
    r->places = ARENA_NEW(arena, struct portfolio_result_place);
    r->places[0] = (struct portfolio_result_place){.name = "east", .builds = 2, .has = r->total, .envelope_w = 3.5e8};
    r->flows = ARENA_NEW(arena, struct portfolio_result_flow);
    r->flows[0] = (struct portfolio_result_flow){.name = "corpus", .from = "outside", .to = "east", .kind = "copy", .bytes = 3e17, .rate_bytes_per_s = 1e11, .bound_by = "link line",
                                                 .of_read = (double)NAN, .of_write = 0.02, .starts_p50 = "2026-02-07", .done_p10 = "2026-03-01", .done_p50 = "2026-03-14", .done_p90 = "2026-08-01"};
    r->links = ARENA_NEW(arena, struct portfolio_result_link);
    r->links[0] = (struct portfolio_result_link){"line", "outside", "east", 1e11, 1e11};
    r->points = ARENA_ARRAY(arena, struct result_delivery_point, 3);
    for (int k = 0; k < 3; k++)
        r->points[k] = (struct result_delivery_point){.date = dates[k], .usable_p10_bytes = k > 1 ? 1e18 : 0, .usable_p50_bytes = k ? 1e18 : 0, .usable_p90_bytes = k ? 1e18 : 0, .gpus = (double)NAN};
    return r;
}

static void the_screen_says_sites_sums_and_flows_in_eighty_columns(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *text = portfolio_report_screen(two(arena), arena);
    for (const char *line = text; *line; line += strcspn(line, "\n") + 1) assert_true(strcspn(line, "\n") < 80);
    assert_non_null(strstr(text, "FAIL      east: 1.00 EB usable, reads 5.60 TB/s"));
    assert_non_null(strstr(text, "replaced  old: "));
    assert_non_null(strstr(text, "east, 2 builds: site 300 MW, its GPUs counted once"));
    assert_non_null(strstr(text, "corpus: 300 PB from outside to east, at 100 GB/s"));
    arena_free(arena);
}

static void the_report_draws_what_stands_together(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct doc *doc = portfolio_report_document(two(arena), arena);
    const char *html = doc_html(doc, arena), *markdown = doc_markdown(doc, arena);
    assert_non_null(strstr(html, "id=\"figure-together\""));
    assert_null(strstr(html, "<sites>"));
    assert_non_null(strstr(markdown, "MUSTs not met: THR-1"));
    assert_non_null(strstr(markdown, "done 2026-03-14 (P10 2026-03-01, P90 2026-08-01)"));
    assert_null(strstr(markdown, "nan"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_screen_says_sites_sums_and_flows_in_eighty_columns),
        cmocka_unit_test(the_report_draws_what_stands_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
