#include "tests/lib/site_plan_of.h"

#include "study/choices.h"

static const double TB_S = 1e12, EB = 1e18;

/* Disks under a stack that speaks blob are built; the catalog also has in-house flash and third-party boxes with front ends. */
struct choice_fixture { struct site_fixture *site; struct catalog all; struct stack_model stacks[2]; struct node_model nodes[4]; };

static const char *const under_vast[] = {"vast"}, *const under_apart[] = {"vast-apart"};

static void runs_on(struct node_model *node, const char *const *stacks)
{
    node->stacks = (const char **)(uintptr_t)stacks;
    node->n_stacks = 1;
}

static struct choice_fixture *choices_new(void)
{
    struct site_fixture *site = site_new();
    struct choice_fixture *made = ARENA_NEW(site->arena, struct choice_fixture);
    struct stack_model *lrc = site_lrc(site), *vast = site_vast(site), *apart = site_vast(site);
    made->site = site;
    site_pool(site, "bulk", site_hdd(site), lrc, 0);
    lrc->head.name = "lrc";
    vast->head.name = "vast";
    apart->head.name = "vast-apart";
    apart->paths[0] = apart->paths[1];           /* front ends apart */
    made->stacks[0] = *vast;
    made->stacks[1] = *apart;
    made->nodes[0] = *site_xio(site);
    made->nodes[1] = *site_odm_cap(site);
    made->nodes[2] = *site_front_end(site);
    made->nodes[3] = *site_hdd(site);
    runs_on(&made->nodes[0], under_vast);
    runs_on(&made->nodes[1], under_apart);
    runs_on(&made->nodes[2], under_apart);
    made->nodes[1].third_party = made->nodes[2].third_party = true;
    made->all = (struct catalog){.stacks = made->stacks, .n_stacks = 2, .nodes = made->nodes, .n_nodes = 4};
    site->scenario.policy = (struct policy){.third_party_allowed = true, .dpu = "any"};
    site_must(site, REQ_USABLE_CAPACITY, CMP_GE, 1.0 * EB);
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 24.0 * TB_S);
    return made;
}

static struct choices found(struct choice_fixture *fixture)
{
    return choices_find(plan_of(fixture->site), &fixture->all, fixture->site->arena);
}

static void a_node_is_a_choice_under_each_stack_it_names_with_each_front_end(void **state)
{
    (void)state;
    struct choice_fixture *fixture = choices_new();
    const struct choices choices = found(fixture);
    assert_int_equal(choices.n, 3);              /* the second disk box names no stack */
    assert_string_equal(choices.at[0].name, "this build");
    assert_string_equal(choices.at[1].name, "xio under vast");
    assert_string_equal(choices.at[2].name, "odm-cap with front-end under vast-apart");
    site_free(fixture->site);
}

/* 1 EB / 82.5 TB = 12,118 servers and more for 40 Gb/s; some 590 boxes of 400 Gb/s and 680 front ends: both carry it, the boxes on far fewer tiles. */
static void each_is_planned_with_counts_for_every_must(void **state)
{
    (void)state;
    struct choice_fixture *fixture = choices_new();
    const struct choices choices = found(fixture);
    for (int k = 1; k < 3; k++) {
        assert_true(choices.at[k].planned);
        assert_int_equal(choices.at[k].fails, 0);
    }
    assert_true(choices.at[1].nodes > 12000.0);
    assert_true(choices.at[2].nodes < 700.0);
    assert_true(choices.at[2].front_ends > 600.0);
    assert_true(choices_better(&choices.at[2], &choices.at[1]));
    assert_false(choices_better(&choices.at[1], &choices.at[2]));
    site_free(fixture->site);
}

static void what_fails_a_must_is_worse_however_small(void **state)
{
    (void)state;
    const struct choice small = {.fails = 1, .rack_tiles = 10.0}, large = {.rack_tiles = 1000.0}, open = {.depends = 1, .rack_tiles = 5.0};
    assert_true(choices_better(&large, &small));
    assert_true(choices_better(&large, &open));
    assert_true(choices_better(&open, &small));
    assert_false(choices_better(&large, &large));
}

static void each_rule_says_what_it_has_against_a_choice(void **state)
{
    (void)state;
    struct choice_fixture *fixture = choices_new();
    const char *wanted[] = {"nfs", "gds"};
    struct nic_model dpu = *fixture->nodes[1].nics[0].nic;
    dpu.role = NIC_CONTROLLER;
    dpu.family = "bluefield";
    dpu.head.name = "bf3";
    fixture->nodes[1].nics[0].nic = &dpu;
    fixture->site->scenario.policy = (struct policy){.third_party_allowed = false, .dpu = "fungible"};
    fixture->site->scenario.demand.protocols = wanted;
    fixture->site->scenario.demand.n_protocols = 2;
    const struct choices choices = found(fixture);
    assert_null(choices.at[1].against[CHOICES_THIRD_PARTY]);
    assert_null(choices.at[1].against[CHOICES_DPU]);
    assert_string_equal(choices.at[1].against[CHOICES_PROTOCOLS], "vast speaks no gds");
    assert_string_equal(choices.at[2].against[CHOICES_THIRD_PARTY], "odm-cap is third-party hardware");
    assert_string_equal(choices.at[2].against[CHOICES_DPU], "odm-cap holds bf3 (bluefield), its storage controller");
    assert_string_equal(choices.at[0].against[CHOICES_PROTOCOLS], "lrc speaks no nfs, gds");
    site_free(fixture->site);
}

static void what_cannot_be_had_by_the_plans_date_is_planned_and_says_when(void **state)
{
    (void)state;
    struct choice_fixture *fixture = choices_new();
    fixture->site->scenario.as_of_days = 20468.0;
    fixture->nodes[0].first_available = site_given(20544.0);
    const struct choices choices = found(fixture);
    assert_true(choices.at[1].planned);
    assert_near(choices.at[1].available_days, 20544.0);
    assert_string_equal(choices.at[1].unfit, "xio can be had from 2026-04-01, the plan is as of 2026-01-15");
    assert_true(choices.at[2].planned);
    site_free(fixture->site);
}

/* Its own lead and qualification come from its models; the facility's approval and the order's date stay. */
static void an_order_of_other_hardware_takes_its_times_from_that(void **state)
{
    (void)state;
    struct choice_fixture *fixture = choices_new();
    struct scenario *scenario = &fixture->site->scenario;
    struct delivery orders[2] = {{.pool = "bulk", .ordered = site_given(20500.0), .lead_s = site_given(1.0), .qualification_s = site_given(1.0), .approval_s = site_given(5.0), .share = site_given(0.5)},
                                 {.pool = "bulk", .ordered = site_given(20400.0), .lead_s = site_given(1.0), .qualification_s = site_given(1.0), .approval_s = site_given(5.0), .share = site_given(0.5)}};
    scenario->deliveries = orders;
    scenario->n_deliveries = 2;
    const struct choice choice = {.node = &fixture->nodes[0], .stack = &fixture->stacks[0]};
    const struct scenario *made = choices_scenario(scenario, &choice, fixture->site->arena);
    assert_int_equal(made->n_deliveries, 1);
    assert_near(made->deliveries[0].ordered.value, 20400.0);
    assert_false(made->deliveries[0].lead_s.given);
    assert_false(made->deliveries[0].qualification_s.given);
    assert_near(made->deliveries[0].approval_s.value, 5.0);
    orders[0].ordered = site_absent();
    assert_int_equal(choices_scenario(scenario, &choice, fixture->site->arena)->n_deliveries, 0);
    site_free(fixture->site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_is_a_choice_under_each_stack_it_names_with_each_front_end),
        cmocka_unit_test(each_is_planned_with_counts_for_every_must),
        cmocka_unit_test(what_fails_a_must_is_worse_however_small),
        cmocka_unit_test(each_rule_says_what_it_has_against_a_choice),
        cmocka_unit_test(what_cannot_be_had_by_the_plans_date_is_planned_and_says_when),
        cmocka_unit_test(an_order_of_other_hardware_takes_its_times_from_that),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
