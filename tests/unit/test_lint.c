#include "tests/lib/site_plan_of.h"

static struct site_fixture *disks(void)
{
    struct site_fixture *site = site_new();
    site_for(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, FOR_CAPACITY);
    return site;
}

static void a_clean_site_has_no_warning(void **state)
{
    struct site_fixture *site = site_new();
    site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    const struct site_plan *plan = plan_of(site);
    for (int f = 0; f < plan->n_findings; f++) {
        if (plan->findings[f].severity != FINDING_NOTE) fprintf(stderr, "%s: %s\n", plan->findings[f].code, plan->findings[f].text);
        assert_int_equal(plan->findings[f].severity, FINDING_NOTE);
    }
    (void)state;
    site_free(site);
}

/* 100 PB / 86,400 s = 1.157 TB/s. */
static void a_peak_below_the_days_mean_is_told(void **state)
{
    struct site_fixture *site = disks();
    site->scenario.demand.peak_write_bytes_per_s = site_given(1e12);
    assert_finds(plan_of(site), "peak-below-mean", FINDING_FAIL, "100.0 PB a day of checkpoints needs 1.157 TB/s on average");
    site->scenario.demand.peak_write_bytes_per_s = site_ranged(1e12, 2e12);
    assert_finds(plan_of(site), "peak-below-mean", FINDING_WARNING, "the lower 16 % of the peak write's range");
    site->scenario.demand.peak_write_bytes_per_s = site_given(2e12);
    assert_null(finding_of(plan_of(site), "peak-below-mean", 0));
    (void)state;
    site_free(site);
}

static void the_gravest_comes_first(void **state)
{
    struct site_fixture *site = disks();
    site->scenario.demand.peak_write_bytes_per_s = site_ranged(1e12, 2e12);
    site->scenario.site.rack_tiles = site_given(80.0);
    const struct site_plan *plan = plan_of(site);
    assert_string_equal(plan->findings[0].code, "over-rack-tiles");
    for (int f = 1; f < plan->n_findings; f++) assert_true(plan->findings[f].severity <= plan->findings[f - 1].severity);
    (void)state;
    site_free(site);
}

static void a_mean_that_nobody_gave_is_told(void **state)
{
    struct site_fixture *site = disks();
    assert_finds(plan_of(site), "read-mean-defaulted", FINDING_NOTE, "overstates stalls");
    site->scenario.demand.read_mean_bytes_per_s = site_given(12e12);
    assert_null(finding_of(plan_of(site), "read-mean-defaulted", 0));
    (void)state;
    site_free(site);
}

/* 250 MB/s x 120,000 = 30 TB/s. */
static void rates_per_gpu_and_site_have_to_agree(void **state)
{
    struct site_fixture *site = disks();
    site->scenario.demand.read_per_gpu_bytes_per_s = site_given(250e6);
    assert_finds(plan_of(site), "site-rate-vs-per-gpu", FINDING_WARNING, "30.00 TB/s");
    site->scenario.demand.read_per_gpu_bytes_per_s = site_given(200e6);
    assert_null(finding_of(plan_of(site), "site-rate-vs-per-gpu", 0));
    (void)state;
    site_free(site);
}

/* A tray of 4 GPUs has a card of 50 GB/s: 120,000 GPUs read 1,500 TB/s at most. */
static void trays_cannot_read_more_than_their_card(void **state)
{
    struct site_fixture *site = disks();
    site->scenario.demand.read_peak_bytes_per_s = site_given(1600e12);
    assert_finds(plan_of(site), "over-client-nic", FINDING_FAIL, "53.3 GB/s");
    (void)state;
    site_free(site);
}

/* 10 x 2,048 GPUs: 28.44 racks each, 99,520 idle. */
static void gpus_that_idle_or_break_racks_are_told(void **state)
{
    struct site_fixture *site = disks();
    site_job(site, "mid", 10.0, 2048.0)->checkpoint.parameters = site_given(4e11);
    const struct site_plan *plan = plan_of(site);
    assert_finds(plan, "job-gpus", FINDING_NOTE, "28.44 racks");
    assert_finds(plan, "job-gpus", FINDING_NOTE, "99,520 idle");
    (void)state;
    site_free(site);
}

/* 14 TB every 1,000 s is 1.21 PB a day. */
static void checkpoints_that_miss_the_volume_are_told(void **state)
{
    struct site_fixture *site = disks();
    struct job *job = site_job(site, "a", 1.0, 72000.0);
    job->checkpoint.size_bytes = site_given(14e12);
    job->checkpoint.every_optimal = false;
    job->checkpoint.every_s = site_given(1000.0);
    assert_finds(plan_of(site), "checkpoint-volume", FINDING_NOTE, "a background job writes the other 98.79 PB");
    site->scenario.demand.fill = FILL_NONE;
    assert_finds(plan_of(site), "checkpoint-volume", FINDING_WARNING, "99 % less");
    site->scenario.demand.checkpoint_bytes_per_s = site_given(1e15 / 86400.0);
    assert_finds(plan_of(site), "checkpoint-volume", FINDING_WARNING, "21 % more");
    (void)state;
    site_free(site);
}

/* 11 days of 100 PB in 1.0007 EB. */
static void retention_over_capacity_is_told(void **state)
{
    struct site_fixture *site = disks();
    assert_finds(plan_of(site), "no-retention", FINDING_NOTE, "nothing is deleted");
    site->scenario.demand.retention_s = site_given(11.0 * 86400.0);
    assert_finds(plan_of(site), "retention-over-capacity", FINDING_FAIL, "1.100 EB");
    site->scenario.demand.retention_s = site_given(3.0 * 86400.0);
    assert_null(finding_of(plan_of(site), "retention-over-capacity", 0));
    (void)state;
    site_free(site);
}

static void protocols_nobody_speaks_are_told_and_counted(void **state)
{
    static const char *asked[] = {"blob", "nfs", "gds"};
    struct site_fixture *site = disks();
    struct stack_model *stack = (struct stack_model *)(uintptr_t)site->scenario.pools[0].stack;
    struct stack_protocol both[] = {stack->protocols[0], {"nfs", true, site_given(0.85)}};
    stack->protocols = both;
    stack->n_protocols = 2;
    site->scenario.demand.protocols = asked;
    site->scenario.demand.n_protocols = 3;
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->protocols_missing, 2.0);
    assert_finds(plan, "protocol-not-spoken", FINDING_WARNING, "no pool speaks nfs today: its vendor only plans it");
    assert_finds(plan, "protocol-not-spoken", FINDING_WARNING, "no pool speaks gds");
    (void)state;
    site_free(site);
}

/* 2026-01-15 is day 20,468; 2026-04-01 is 20,544. */
static void what_cannot_be_had_yet_is_told(void **state)
{
    struct site_fixture *site = disks();
    struct node_model *node = (struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node;
    site->scenario.as_of_days = 20468.0;
    node->first_available = site_given(20544.0);
    assert_finds(plan_of(site), "sku-not-available", FINDING_FAIL, "from 2026-04-01, the plan is as of 2026-01-15");
    node->first_available = site_given(20468.0);
    assert_null(finding_of(plan_of(site), "sku-not-available", 0));
    (void)state;
    site_free(site);
}

static void open_qualifications_are_told_with_their_time(void **state)
{
    struct site_fixture *site = disks();
    struct node_model *node = (struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node;
    struct nic_model *nic = (struct nic_model *)(uintptr_t)node->nics[0].nic;
    struct node_qualification open[] = {{"vast", site_given(86400.0)}, {"generic", site_given(60.0 * 86400.0)}};
    node->qualification = open;
    node->n_qualification = 2;
    nic->qualification = NOT_STARTED;
    nic->qualification_time_s = site_given(90.0 * 86400.0);
    const struct site_plan *plan = plan_of(site);
    assert_finds(plan, "qualification-open", FINDING_NOTE, "not started, takes 90.0 d");
    assert_finds(plan, "qualification-open", FINDING_NOTE, "qualification takes 60.0 d");
    assert_null(finding_of(plan, "qualification-open", 2));
    (void)state;
    site_free(site);
}

static void policies_judge_the_chosen_hardware(void **state)
{
    struct site_fixture *site = disks();
    struct node_model *node = (struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node;
    struct nic_model *nic = (struct nic_model *)(uintptr_t)node->nics[0].nic;
    site->scenario.policy.third_party_allowed = false;
    assert_null(finding_of(plan_of(site), "third-party-hardware", 0));
    node->third_party = true;
    assert_finds(plan_of(site), "third-party-hardware", FINDING_FAIL, "hdd-box");
    site->scenario.policy.dpu = "fungible";
    assert_null(finding_of(plan_of(site), "dpu-policy", 0));      /* a plain card is no DPU */
    nic->role = NIC_CONTROLLER;
    nic->family = "bluefield";
    assert_finds(plan_of(site), "dpu-policy", FINDING_FAIL, "only fungible; as the box's storage controller");
    site->scenario.policy.dpu = "bluefield";
    const struct site_plan *plan = plan_of(site);
    assert_null(finding_of(plan, "dpu-policy", 0));
    (void)state;
    site_free(site);
}

/* 88 disks x 0.12 GB/s = 10.56 GB/s; 100 Gb/s x 0.85 = 10.625 GB/s. */
static void rows_within_a_percent_are_a_knife_edge(void **state)
{
    struct site_fixture *site = disks();
    struct pool *pool = &site->scenario.pools[0];
    struct nic_model *nic = (struct nic_model *)(uintptr_t)pool->groups[0].node->nics[0].nic;
    assert_null(finding_of(plan_of(site), "knife-edge", 0));
    nic->line_bytes_per_s = site_given(12.5e9);
    pool->payload_efficiency = site_given(0.85);
    assert_finds(plan_of(site), "knife-edge", FINDING_WARNING, "media and NIC are within 1 %");
    pool->payload_efficiency = site_given(0.75);
    const struct site_plan *plan = plan_of(site);
    assert_null(finding_of(plan, "knife-edge", 0));
    assert_int_equal(plan->system.rows[plan->pools[0].read.row].kind, ROW_NIC_TX);
    (void)state;
    site_free(site);
}

/* Clusters of at most 200: 532 are three. */
static void more_than_one_cluster_is_told(void **state)
{
    struct site_fixture *site = disks();
    struct stack_model *stack = (struct stack_model *)(uintptr_t)site->scenario.pools[0].stack;
    stack->max_nodes = site_given(200.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->namespaces, 3.0);
    assert_finds(plan, "namespaces", FINDING_NOTE, "3 namespaces");
    (void)state;
    site_free(site);
}

/* Five racks of a 12+2+2 code that wants no more: 4 strips in some, and only 3 losses are certain. */
static void a_code_that_survives_less_than_asked_is_told(void **state)
{
    struct site_fixture *site = disks();
    struct pool *pool = &site->scenario.pools[0];
    struct stack_model *stack = (struct stack_model *)(uintptr_t)pool->stack;
    stack->code.min_domains = site_given(4.0);
    pool->failure_domain = DOMAIN_RACK;
    site_count(&pool->groups[0].nodes, 30.0);
    assert_near(plan_of(site)->pools[0].survives, 0.0);
    assert_finds(plan_of(site), "survives-less", FINDING_WARNING, "5 failure domains");
    (void)state;
    site_free(site);
}

/* A stack that forms no cluster of fewer than 25. */
static void fewer_boxes_than_the_smallest_cluster_do_not_fit(void **state)
{
    struct site_fixture *site = disks();
    struct pool *pool = &site->scenario.pools[0];
    ((struct stack_model *)(uintptr_t)pool->stack)->min_nodes = site_given(25.0);
    site_count(&pool->groups[0].nodes, 24.0);
    assert_finds(plan_of(site), "below-smallest-cluster", FINDING_FAIL, "24 storage nodes, the smallest cluster of lrc has 25");
    site_count(&pool->groups[0].nodes, 25.0);
    assert_null(finding_of(plan_of(site), "below-smallest-cluster", 0));
    (void)state;
    site_free(site);
}

static void what_lacks_of_the_demand_is_told_unless_a_requirement_judges_it(void **state)
{
    struct site_fixture *site = disks();
    assert_finds(plan_of(site), "below-demand", FINDING_WARNING, "read: 24.00 TB/s are asked, the build has 5.618 TB/s");
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    assert_null(finding_of(plan_of(site), "below-demand", 0));
    (void)state;
    site_free(site);
}

static void bytes_no_placement_reaches_are_told(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    site_count(&site_group(site, pool, site_odm_cap(site))->nodes, 346.0);
    site_count(&pool->groups[0].nodes, 110.0);
    pool->placement = PLACE_BY_BANDWIDTH;
    assert_finds(plan_of(site), "stranded-capacity", FINDING_NOTE, "stay empty");
    (void)state;
    site_free(site);
}

static void a_stated_count_that_is_not_sold_is_told(void **state)
{
    struct site_fixture *site = disks();
    struct node_model *node = (struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node;
    node->sold_as = SOLD_SCALE_UNIT;
    node->sold_count = site_given(20.0);
    site_count(&site->scenario.pools[0].groups[0].nodes, 532.0);
    assert_finds(plan_of(site), "sold-as", FINDING_NOTE, "532 nodes");
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clean_site_has_no_warning),
        cmocka_unit_test(a_peak_below_the_days_mean_is_told),
        cmocka_unit_test(the_gravest_comes_first),
        cmocka_unit_test(a_mean_that_nobody_gave_is_told),
        cmocka_unit_test(rates_per_gpu_and_site_have_to_agree),
        cmocka_unit_test(trays_cannot_read_more_than_their_card),
        cmocka_unit_test(gpus_that_idle_or_break_racks_are_told),
        cmocka_unit_test(checkpoints_that_miss_the_volume_are_told),
        cmocka_unit_test(retention_over_capacity_is_told),
        cmocka_unit_test(protocols_nobody_speaks_are_told_and_counted),
        cmocka_unit_test(what_cannot_be_had_yet_is_told),
        cmocka_unit_test(open_qualifications_are_told_with_their_time),
        cmocka_unit_test(policies_judge_the_chosen_hardware),
        cmocka_unit_test(rows_within_a_percent_are_a_knife_edge),
        cmocka_unit_test(more_than_one_cluster_is_told),
        cmocka_unit_test(a_code_that_survives_less_than_asked_is_told),
        cmocka_unit_test(fewer_boxes_than_the_smallest_cluster_do_not_fit),
        cmocka_unit_test(what_lacks_of_the_demand_is_told_unless_a_requirement_judges_it),
        cmocka_unit_test(bytes_no_placement_reaches_are_told),
        cmocka_unit_test(a_stated_count_that_is_not_sold_is_told),
    };
    return cmocka_run_group_tests_name("lint", tests, NULL, NULL);
}
