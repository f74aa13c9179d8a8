#include "tests/lib/site_plan_of.h"

#include "base/text.h"
#include "study/protocols.h"

/* 24 boxes under the local code, which speaks blob at 0.75; nfs and gds are asked for. */
static struct site_fixture *asked_for_nfs(void)
{
    static const char *const asked[] = {"nfs", "gds"};
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_xio(site), site_lrc(site), 0)->groups[0].nodes, 24.0);
    site->scenario.demand.protocols = (const char **)(uintptr_t)asked;
    site->scenario.demand.n_protocols = 2;
    return site;
}

static const struct result_protocol *cell(const struct results *results, const char *stack, const char *protocol)
{
    for (int32_t c = 0; c < results->n_protocols; c++)
        if (text_equal(results->protocols[c].stack, stack) && text_equal(results->protocols[c].protocol, protocol)) return &results->protocols[c];
    fail_msg("nothing is said of %s under %s", protocol, stack);
    return NULL;
}

static void what_is_asked_for_and_not_spoken_has_a_cell_of_its_own(void **state)
{
    (void)state;
    struct site_fixture *site = asked_for_nfs();
    struct results results = {0};
    protocols_fill(plan_of(site), NULL, site->arena, &results);
    assert_int_equal(results.n_protocols, 3);            /* one stack by nfs, gds and blob */
    const struct result_protocol *nfs = cell(&results, "lrc", "nfs"), *blob = cell(&results, "lrc", "blob");
    assert_string_equal(nfs->state, "");
    assert_true(nfs->demanded && nfs->used && isnan(nfs->payload_efficiency));
    assert_string_equal(blob->state, "available");
    assert_true(blob->used && !blob->demanded);
    assert_near(blob->payload_efficiency, 0.75);
    site_free(site);
}

/* Of two stacks of the catalog one has a storage node that may run under it. */
static void a_stack_of_the_catalog_counts_where_a_storage_node_runs_under_it(void **state)
{
    (void)state;
    static const char *const under_wide[] = {"wide"};
    struct site_fixture *site = asked_for_nfs();
    struct stack_model stacks[] = {*site_vast(site), *site_copies(site)};
    struct node_model node = *site_xio(site);
    stacks[0].head.name = "wide";
    stacks[1].head.name = "three copies";
    stacks[0].protocols[0].planned = true;
    node.stacks = (const char **)(uintptr_t)under_wide;
    node.n_stacks = 1;
    const struct catalog all = {.stacks = stacks, .n_stacks = 2, .nodes = &node, .n_nodes = 1};
    struct results results = {0};
    protocols_fill(plan_of(site), &all, site->arena, &results);
    assert_int_equal(results.n_protocols, 6);            /* two stacks by three protocols */
    assert_string_equal(cell(&results, "wide", "nfs")->state, "planned");
    assert_false(cell(&results, "wide", "nfs")->used);
    assert_string_equal(cell(&results, "wide", "blob")->state, "");
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_for_and_not_spoken_has_a_cell_of_its_own),
        cmocka_unit_test(a_stack_of_the_catalog_counts_where_a_storage_node_runs_under_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
