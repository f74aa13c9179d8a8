#include "tests/lib/site_plan_of.h"

#include "plan/summary.h"
#include "study/policy.h"

static const double TB_S = 1e12, EB = 1e18;

/* In-house flash is built; third-party boxes would do it on fewer tiles. */
struct policy_fixture { struct site_fixture *site; struct catalog all; struct stack_model stacks[2]; struct node_model nodes[3]; };

static const char *const under_vast[] = {"vast"}, *const under_apart[] = {"vast-apart"};

static struct policy_fixture *policy_new(void)
{
    struct site_fixture *site = site_new();
    struct policy_fixture *made = ARENA_NEW(site->arena, struct policy_fixture);
    struct stack_model *vast = site_vast(site), *apart = site_vast(site);
    made->site = site;
    vast->head.name = "vast";
    apart->head.name = "vast-apart";
    apart->paths[0] = apart->paths[1];
    made->stacks[0] = *vast;
    made->stacks[1] = *apart;
    made->nodes[0] = *site_xio(site);
    made->nodes[1] = *site_odm_cap(site);
    made->nodes[2] = *site_front_end(site);
    for (int n = 0; n < 3; n++) {
        made->nodes[n].stacks = (const char **)(uintptr_t)(n ? under_apart : under_vast);
        made->nodes[n].n_stacks = 1;
        made->nodes[n].third_party = n > 0;
    }
    made->all = (struct catalog){.stacks = made->stacks, .n_stacks = 2, .nodes = made->nodes, .n_nodes = 3};
    site_pool(site, "bulk", &made->nodes[0], &made->stacks[0], 0);
    site->scenario.policy = (struct policy){.third_party_allowed = true, .dpu = "any"};
    site_must(site, REQ_USABLE_CAPACITY, CMP_GE, 1.0 * EB);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 24.0 * TB_S);
    return made;
}

static struct results *priced(struct policy_fixture *fixture, bool with_catalog)
{
    struct results *results = ARENA_NEW(fixture->site->arena, struct results);
    const struct site_plan *plan = plan_of(fixture->site);
    summary_fill(plan, fixture->site->arena, results);
    results->delivery.complete_p50 = "2026-03-01";
    policy_fill(plan, with_catalog ? &fixture->all : NULL, false, fixture->site->arena, results);
    return results;
}

static void a_site_that_restricts_nothing_has_nothing_to_price(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    assert_false(policy_restricts(&fixture->site->scenario));
    const struct results *results = priced(fixture, true);
    assert_int_equal(results->n_policy + results->n_options, 0);
    site_free(fixture->site);
}

static void a_restriction_costs_what_the_best_without_it_would_save(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    fixture->site->scenario.policy.third_party_allowed = false;
    const struct results *results = priced(fixture, true);
    const struct result_restriction *r = &results->policy[0];
    assert_int_equal(results->n_policy, 1);
    assert_string_equal(r->policy, "third_party_hardware: forbidden");
    assert_false(r->violated);
    assert_string_equal(r->option_with, "this build");       /* the same flash again is no better */
    assert_string_equal(r->option_without, "odm-cap with front-end under vast-apart");
    assert_string_equal(r->complete_with, "2026-03-01");
    assert_true(r->rack_tiles_with > 5.0 * r->rack_tiles_without);
    assert_true(r->storage_with_w > 3.0 * r->storage_without_w);
    assert_near(r->rack_tiles_with, results->plan.rack_tiles);
    assert_int_equal(results->n_options, 3);
    assert_string_equal(results->options[2].reason, "odm-cap is third-party hardware");
    site_free(fixture->site);
}

static void a_build_that_breaks_a_restriction_is_told_what_is_allowed_instead(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    struct pool *pool = &fixture->site->scenario.pools[0];
    pool->groups[0].node = &fixture->nodes[1];
    pool->stack = &fixture->stacks[1];
    pool->path = &fixture->stacks[1].paths[0];
    pool->front_end = FRONT_END_SEPARATE;
    pool->front_end_node = &fixture->nodes[2];
    site_auto(&pool->front_end_nodes);
    fixture->site->scenario.policy.third_party_allowed = false;
    const struct result_restriction *r = &priced(fixture, true)->policy[0];
    assert_true(r->violated);
    assert_string_equal(r->forbids, "odm-cap is third-party hardware");
    assert_string_equal(r->option_with, "xio under vast");
    assert_string_equal(r->option_without, "this build");
    assert_non_null(strstr(r->text, "this build breaks it (odm-cap is third-party hardware); best allowed xio under vast: pass"));
    site_free(fixture->site);
}

static void what_forbids_nothing_better_costs_nothing(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    fixture->nodes[1].third_party = fixture->nodes[2].third_party = false;
    fixture->site->scenario.policy.third_party_allowed = false;
    const struct result_restriction *r = &priced(fixture, true)->policy[0];
    assert_string_equal(r->option_with, r->option_without);
    assert_non_null(strstr(r->text, "costs nothing"));
    assert_string_equal(r->forbids, "nothing in the catalog");
    site_free(fixture->site);
}

/* Third-party hardware and its DPU are both ruled out: lifting either alone brings nothing. */
static void a_choice_ruled_out_twice_is_the_price_of_neither_alone(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    struct nic_model dpu = *fixture->nodes[1].nics[0].nic;
    dpu.role = NIC_CONTROLLER;
    dpu.family = "bluefield";
    fixture->nodes[1].nics[0].nic = &dpu;
    fixture->site->scenario.policy = (struct policy){.third_party_allowed = false, .dpu = "none"};
    const struct results *results = priced(fixture, true);
    assert_int_equal(results->n_policy, 2);
    assert_string_equal(results->policy[0].option_without, "this build");
    assert_string_equal(results->policy[1].policy, "dpu: none");
    assert_string_equal(results->policy[1].option_without, "this build");
    site_free(fixture->site);
}

static void where_nothing_is_allowed_it_says_so(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    const char *wanted[] = {"blob"};
    fixture->site->scenario.demand.protocols = wanted;
    fixture->site->scenario.demand.n_protocols = 1;
    const struct result_restriction *r = &priced(fixture, true)->policy[0];
    assert_string_equal(r->policy, "protocols: blob");
    assert_true(r->violated);
    assert_string_equal(r->verdict_with, "none");
    assert_true(isnan(r->rack_tiles_with));
    assert_non_null(strstr(r->text, "nothing in the catalog is allowed; without it odm-cap"));
    site_free(fixture->site);
}

static void without_a_catalog_nothing_is_priced_and_the_text_says_why(void **state)
{
    (void)state;
    struct policy_fixture *fixture = policy_new();
    fixture->site->scenario.policy.third_party_allowed = false;
    const struct result_restriction *r = &priced(fixture, false)->policy[0];
    assert_non_null(strstr(r->text, "not priced"));
    site_free(fixture->site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_that_restricts_nothing_has_nothing_to_price),
        cmocka_unit_test(a_restriction_costs_what_the_best_without_it_would_save),
        cmocka_unit_test(a_build_that_breaks_a_restriction_is_told_what_is_allowed_instead),
        cmocka_unit_test(what_forbids_nothing_better_costs_nothing),
        cmocka_unit_test(a_choice_ruled_out_twice_is_the_price_of_neither_alone),
        cmocka_unit_test(where_nothing_is_allowed_it_says_so),
        cmocka_unit_test(without_a_catalog_nothing_is_priced_and_the_text_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
