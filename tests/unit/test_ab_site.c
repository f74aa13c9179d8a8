#include "tests/lib/site_plan_of.h"

#include "study/ab_site.h"

/* 24 boxes under the local code; the catalog holds the same box and both stacks. */
struct bench { struct site_fixture *site; struct stack_model stacks[2]; struct node_model node; struct catalog all; struct results results; };

static struct bench *bench_new(int n_stacks)
{
    static const char *const runs_under[] = {"local", "wide"};
    static struct bench bench;
    bench = (struct bench){.site = site_new()};
    struct stack_model *local = site_lrc(bench.site), *wide = site_vast(bench.site);
    local->head.name = "local";
    wide->head.name = "wide";
    bench.stacks[0] = *local;
    bench.stacks[1] = *wide;
    bench.node = *site_xio(bench.site);
    bench.node.stacks = (const char **)(uintptr_t)runs_under;
    bench.node.n_stacks = n_stacks;
    bench.all = (struct catalog){.stacks = bench.stacks, .n_stacks = 2, .nodes = &bench.node, .n_nodes = 1};
    bench.site->scenario.policy = (struct policy){.third_party_allowed = true, .dpu = "any"};
    site_count(&site_pool(bench.site, "bulk", &bench.node, &bench.stacks[0], 0)->groups[0].nodes, 24.0);
    return &bench;
}

static void the_sites_own_boxes_are_planned_under_both(void **state)
{
    (void)state;
    struct bench *bench = bench_new(2);
    ab_site_fill(plan_of(bench->site), &bench->all, bench->site->arena, &bench->results);
    assert_int_equal(bench->results.n_ab, 1);
    assert_non_null(strstr(bench->results.ab_why, "the boxes of this site"));
    assert_non_null(strstr(bench->results.ab_why, "run under local and under wide"));
    site_free(bench->site);
}

static void one_stack_alone_is_no_test(void **state)
{
    (void)state;
    struct bench *bench = bench_new(1);
    ab_site_fill(plan_of(bench->site), &bench->all, bench->site->arena, &bench->results);
    assert_int_equal(bench->results.n_ab, 0);
    assert_non_null(strstr(bench->results.ab_why, "no hardware of the catalog"));
    site_free(bench->site);
}

static void a_catalog_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    struct bench *bench = bench_new(2);
    ab_site_fill(plan_of(bench->site), NULL, bench->site->arena, &bench->results);
    assert_int_equal(bench->results.n_ab, 0);
    assert_string_equal(bench->results.ab_why, "some model of the catalog cannot be read");
    site_free(bench->site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sites_own_boxes_are_planned_under_both),
        cmocka_unit_test(one_stack_alone_is_no_test),
        cmocka_unit_test(a_catalog_that_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
