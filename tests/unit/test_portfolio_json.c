#include "tests/lib/near.h"

#include <string.h>

#include "json/portfolio_json.h"
#include "types/diag_codes.h"

#define DIAG_NAME_OF(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME_OF)};

static struct portfolio_results *some(struct arena *arena)
{
    struct portfolio_results *r = ARENA_NEW(arena, struct portfolio_results);
    *r = (struct portfolio_results){.format = "exasite.portfolio/1", .name = "two", .verdict = "fail", .draws = 20000, .total = {.usable_bytes = 9e18, .gpus = 240000}, .complete_p50 = "2026-07-03",
                                    .complete_by_needed = (double)NAN, .n_sites = 1, .n_flows = 1, .n_points = 1};
    r->sites = ARENA_NEW(arena, struct portfolio_result_site);
    r->sites[0] = (struct portfolio_result_site){.name = "east", .verdict = "fail", .why = "THR-1 read_capability >= 24 TB/s", .has = {.rack_tiles = 89}};
    r->flows = ARENA_NEW(arena, struct portfolio_result_flow);
    r->flows[0] = (struct portfolio_result_flow){.name = "copy", .kind = "copy", .rate_bytes_per_s = 1e11, .of_read = (double)NAN, .done_p50 = "2026-08-07"};
    r->points = ARENA_NEW(arena, struct result_delivery_point);
    r->points[0] = (struct result_delivery_point){.date = "2026-01-01", .usable_p90_bytes = 1e18, .gpus = (double)NAN};
    return r;
}

static void what_is_written_reads_back_to_the_same_bytes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t length, again;
    const char *text = portfolio_json_write(some(arena), arena, &length);
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    struct portfolio_results *read = ARENA_NEW(arena, struct portfolio_results);
    assert_true(portfolio_json_read(text, length, "portfolio.json", arena, diags, read));
    assert_near(read->total.usable_bytes, 9e18);
    assert_string_equal(read->sites[0].why, "THR-1 read_capability >= 24 TB/s");
    assert_true(isnan(read->complete_by_needed));
    assert_string_equal(read->sites[0].complete_p50, "");
    assert_string_equal(portfolio_json_write(read, arena, &again), text);
    arena_free(arena);
}

static void results_of_one_site_are_none_of_several(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *text = "{\"format\": \"exasite.results/1\"}";
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    struct portfolio_results *read = ARENA_NEW(arena, struct portfolio_results);
    assert_false(portfolio_json_read(text, strlen(text), "x.json", arena, diags, read));
    assert_int_equal(diags_at(diags, 0)->code, DIAG_BAD_RESULTS);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_back_to_the_same_bytes),
        cmocka_unit_test(results_of_one_site_are_none_of_several),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
