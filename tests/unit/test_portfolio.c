#include "tests/lib/near.h"

#include <string.h>

#include "input/portfolio.h"
#include "tests/lib/reading.h"
#include "tests/lib/small_models.h"

struct bench { struct reading in; struct portfolio portfolio; };

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.in = reading_new()};
    small_models_write(&bench.in.folder);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    reading_free(&bench->in);
    return 0;
}

static const char two[] =
    "exasite: 1\nkind: portfolio\nname: Two\nneeded_by: 2026-06-30\n"
    "sites:\n"
    "  - {name: east-1, at: east, scenario: one.yaml}\n"
    "  - {name: west, scenario: sub/two.yaml}\n"
    "  - {name: old, scenario: old.yaml, replaced_by: west}\n"
    "links:\n"
    "  - {name: a, joins: [east, middle], rate: 400 Gb/s}\n"
    "  - {name: b, joins: [west, middle], rate: 100 Gb/s}\n"
    "flows:\n"
    "  - {name: copy, from: east-1, to: west, over: [a, b], bytes: 1 PB}\n"
    "  - {name: ingest, from: middle, to: west, over: [b], rate: 2 GB/s, starts: 2026-05-01, weight: 2}\n";

static bool read_with(struct bench *bench, const char *text, const char *const *sets, int n)
{
    const char *file = reading_put(&bench->in, "p/portfolio.yaml", text);
    return portfolio_read(file, text_format(bench->in.arena, "%s/models", bench->in.folder.path), sets, n, bench->in.arena, bench->in.diags, &bench->portfolio);
}

static void sites_links_and_flows_are_read_and_found(void **state)
{
    struct bench *bench = *state;
    assert_true(read_with(bench, two, NULL, 0));
    const struct portfolio *p = &bench->portfolio;
    assert_int_equal(p->n_sites, 3);
    assert_string_equal(p->sites[0].place_name, "east");
    assert_string_equal(p->sites[1].place_name, "west");             /* its own name */
    assert_non_null(strstr(p->sites[1].file, "/p/sub/two.yaml"));
    assert_string_equal(p->sites[2].replaced_by, "west");
    assert_near(p->links[0].rate_bytes_per_s.value, 50e9);
    assert_int_equal(p->flows[0].from_site, 0);
    assert_int_equal(p->flows[0].to_site, 1);
    assert_int_equal(p->flows[1].from_site, -1);
    assert_near(p->flows[1].weight.value, 2.0);
    assert_near(p->flows[0].weight.value, 1.0);
}

/* Link a runs from east to middle as listed; b the other way round. */
static void a_flow_uses_the_direction_it_goes_in(void **state)
{
    struct bench *bench = *state;
    assert_true(read_with(bench, two, NULL, 0));
    assert_int_equal(bench->portfolio.flows[0].rows[0], 0);
    assert_int_equal(bench->portfolio.flows[0].rows[1], 3);
    assert_int_equal(bench->portfolio.flows[1].rows[0], 3);
}

static void its_own_sets_are_told_from_those_of_its_sites(void **state)
{
    struct bench *bench = *state;
    const char *sets[] = {"links.a.rate=800 Gb/s"};
    assert_true(portfolio_has_set(sets[0]));
    assert_true(portfolio_has_set("needed_by=2026-07-01"));
    assert_false(portfolio_has_set("demand.usable_capacity=2 EB"));
    assert_false(portfolio_has_set("site.gpus.count=1"));
    assert_true(read_with(bench, two, sets, 1));
    assert_near(bench->portfolio.links[0].rate_bytes_per_s.value, 100e9);
}

static void a_link_that_does_not_go_on_is_a_mistake(void **state)
{
    struct bench *bench = *state;
    const char *text = text_format(bench->in.arena, "%s  - {name: astray, from: west, to: east-1, over: [a, b], bytes: 1 PB}\n", two);
    assert_false(read_with(bench, text, NULL, 0));
    assert_int_equal(diags_errors(bench->in.diags), 1);
    assert_non_null(strstr(diags_at(bench->in.diags, 0)->text, "link a joins east and middle; expected one that begins at west"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sites_links_and_flows_are_read_and_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flow_uses_the_direction_it_goes_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(its_own_sets_are_told_from_those_of_its_sites, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_that_does_not_go_on_is_a_mistake, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
