/* 532 nodes of 88 disks, LRC 12+2+2 (any three strips survive), 6 nodes a rack. */
#include "tests/lib/site_plan_of.h"

#include "plan/domains.h"

static const struct result_domain *domain_of(const struct results *results, const char *kind)
{
    for (int32_t d = 0; d < results->n_domains; d++)
        if (!strcmp(results->domains[d].kind, kind)) return &results->domains[d];
    return NULL;
}

static struct results *results_of(struct site_fixture *site, const struct site_plan **plan)
{
    struct results *results = ARENA_NEW(site->arena, struct results);
    *plan = plan_of(site);
    domains_fill(*plan, site->arena, results);
    return results;
}

static struct site_fixture *disks(double read_limit)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, read_limit);
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    return site;
}

/* By two ways: the plan's own system with one domain out. A read byte of 531/532 costs 1, of 1/532 six. */
static void a_node_out_is_the_plans_domain_out(void **state)
{
    const struct site_plan *plan;
    struct site_fixture *site = disks(1e12);
    const struct results *results = results_of(site, &plan);
    const struct result_domain *node = domain_of(results, "node");
    assert_near(node->read_bytes_per_s, plan->capability[OP_READ].domain_out_bytes_per_s);
    assert_near(node->read_bytes_per_s, 531.0 * 88.0 * 0.12e9 / (1.0 + 5.0 / 532.0));
    assert_true(node->readable && node->n_fails == 0);
    assert_string_equal(node->verdict, "pass");
    (void)state;
    site_free(site);
}

static void a_disk_out_is_a_disk_less_and_its_bytes_rebuilt(void **state)
{
    const struct site_plan *plan;
    struct site_fixture *site = disks(1e12);
    const struct result_domain *drive = domain_of(results_of(site, &plan), "drive");
    assert_near(drive->read_bytes_per_s, 46815.0 * 0.12e9 / (1.0 + 5.0 / 46816.0));
    assert_near(drive->out, 1.0 / 46816.0);
    (void)state;
    site_free(site);
}

/* Its six nodes may hold six strips of one stripe, of which three may go: a MUST on reads fails however much is left. */
static void a_rack_of_more_nodes_than_may_go_leaves_bytes_unreadable(void **state)
{
    const struct site_plan *plan;
    struct site_fixture *site = disks(1e12);
    const struct result_domain *rack = domain_of(results_of(site, &plan), "rack");
    assert_near(rack->strips, 6.0);
    assert_near(rack->survives, 3.0);
    assert_false(rack->readable);
    assert_near(rack->read_bytes_per_s, 526.0 * 88.0 * 0.12e9 / (1.0 + 5.0 * 6.0 / 532.0));
    assert_int_equal(rack->n_newly, 1);
    assert_string_equal(rack->verdict, "fail");
    (void)state;
    site_free(site);
}

/* Racks as failure domains: 16 racks at the least, each with one strip of a stripe. */
static void where_racks_are_the_domains_a_rack_may_go(void **state)
{
    const struct site_plan *plan;
    struct site_fixture *site = disks(1e12);
    site->scenario.pools[0].failure_domain = DOMAIN_RACK;
    const struct result_domain *rack = domain_of(results_of(site, &plan), "rack");
    assert_near(rack->strips, 1.0);
    assert_true(rack->readable);
    assert_string_equal(rack->verdict, "pass");
    (void)state;
    site_free(site);
}

/* 24 TB/s are not there in normal running either: nothing new. */
static void what_fails_anyway_is_not_blamed_on_the_loss(void **state)
{
    const struct site_plan *plan;
    struct site_fixture *site = disks(24e12);
    const struct result_domain *node = domain_of(results_of(site, &plan), "node");
    assert_int_equal(node->n_fails, 1);
    assert_int_equal(node->n_newly, 0);
    assert_string_equal(node->verdict, "unmet");
    (void)state;
    site_free(site);
}

/* 20 racks of 6 hang on a feed, where a scenario says how many. */
static void a_feed_takes_its_racks(void **state)
{
    const struct site_plan *plan;
    struct site_fixture *site = disks(1e12);
    assert_null(domain_of(results_of(site, &plan), "feed"));
    site_failures(site);
    const struct result_domain *feed = domain_of(results_of(site, &plan), "feed");
    assert_near(feed->out, 120.0 / 532.0);
    assert_string_equal(feed->verdict, "fail");
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_out_is_the_plans_domain_out),
        cmocka_unit_test(a_disk_out_is_a_disk_less_and_its_bytes_rebuilt),
        cmocka_unit_test(a_rack_of_more_nodes_than_may_go_leaves_bytes_unreadable),
        cmocka_unit_test(where_racks_are_the_domains_a_rack_may_go),
        cmocka_unit_test(what_fails_anyway_is_not_blamed_on_the_loss),
        cmocka_unit_test(a_feed_takes_its_racks),
    };
    return cmocka_run_group_tests_name("domains", tests, NULL, NULL);
}
