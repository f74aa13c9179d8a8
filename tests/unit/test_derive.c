#include "tests/lib/site_plan_of.h"

static const struct derivation *derivation_of(const struct site_plan *plan, const char *id)
{
    for (int d = 0; d < plan->n_derivations; d++)
        if (!strcmp(plan->derivations[d].id, id)) return &plan->derivations[d];
    fail_msg("no derivation %s", id);
    return NULL;
}

static bool rests_on(const struct derivation *derivation, const char *input)
{
    for (int i = 0; i < derivation->n_inputs; i++)
        if (!strcmp(derivation->inputs[i], input)) return true;
    return false;
}

static struct site_fixture *dallas(void)
{
    struct site_fixture *site = site_new();
    site_for(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, FOR_CAPACITY);
    return site;
}

static void usable_bytes_of_a_node_show_their_sum(void **state)
{
    struct site_fixture *site = dallas();
    const struct derivation *usable = derivation_of(plan_of(site), "plan.pools.bulk.hdd-box.usable_per_node");
    assert_near(usable->value, 1881e12);
    assert_int_equal(usable->unit, UNIT_BYTES);
    assert_string_equal(usable->expression, "raw 2.6400 PB x code 12/16 x (1 - reserve 5.0000 %) x data reduction 1");
    (void)state;
    site_free(site);
}

static void headlines_name_what_they_rest_on(void **state)
{
    struct site_fixture *site = dallas();
    struct node_model *node = (struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node;
    ((struct drive_model *)(uintptr_t)node->drives[0].drive)->read_bytes_per_s.path = "models.drive.hdd-30.read";
    const struct site_plan *plan = plan_of(site);
    assert_true(rests_on(derivation_of(plan, "rows.bulk/hdd-box/media time.read_cost"), "models.drive.hdd-30.read"));
    assert_true(rests_on(derivation_of(plan, "throughput.read_bytes_per_s.capability.alone"), "rows.bulk/hdd-box/media time.capacity"));
    assert_true(rests_on(derivation_of(plan, "capacity.usable_bytes"), "plan.pools.bulk.usable_bytes"));
    assert_true(rests_on(derivation_of(plan, "power.it_max_w"), "power.storage_max_w"));
    assert_near(derivation_of(plan, "plan.racks")->value, 89.0);
    (void)state;
    site_free(site);
}

/* A placeholder anywhere below makes the headline one, with the placeholder's source. */
static void the_worst_grade_rises_to_the_headline(void **state)
{
    struct site_fixture *site = dallas();
    struct node_model *node = (struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node;
    struct quantity *capacity = &((struct drive_model *)(uintptr_t)node->drives[0].drive)->capacity_bytes;
    capacity->grade = GRADE_PLACEHOLDER;
    capacity->source = "nobody";
    capacity->path = "models.drive.hdd-30.capacity";
    const struct derivation *usable = derivation_of(plan_of(site), "capacity.usable_bytes");
    assert_int_equal(usable->grade, GRADE_PLACEHOLDER);
    assert_string_equal(usable->source, "nobody");
    (void)state;
    site_free(site);
}

/* Loops get the same figures without words. */
static void a_quiet_plan_has_the_same_figures(void **state)
{
    struct site_fixture *site = dallas();
    struct site_plan quiet;
    assert_true(plan_site_quietly(&site->scenario, &site->catalog, site->arena, site_diags(site), &quiet));
    const struct site_plan *plan = plan_of(site);
    assert_int_equal(quiet.n_findings + quiet.n_derivations, 0);
    assert_true(plan->n_findings > 0);
    assert_true(quiet.capability[OP_READ].coincident_bytes_per_s == plan->capability[OP_READ].coincident_bytes_per_s);
    assert_true(quiet.power.site_design_w == plan->power.site_design_w);
    assert_true(quiet.racks.racks == plan->racks.racks);
    assert_string_equal(quiet.system.rows[0].name, "media time");
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usable_bytes_of_a_node_show_their_sum),
        cmocka_unit_test(headlines_name_what_they_rest_on),
        cmocka_unit_test(the_worst_grade_rises_to_the_headline),
        cmocka_unit_test(a_quiet_plan_has_the_same_figures),
    };
    return cmocka_run_group_tests_name("derive", tests, NULL, NULL);
}
