#include "tests/lib/site_plan_of.h"

#include "plan/capability.h"

static struct site_fixture *disks(double nodes)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, nodes);
    return site;
}

/* 532 boxes have 5.618 TB/s of disk time. Writes ask 2 x 4/3 of it, an equal level per GPU gives them all:
 * reads keep 5.618 - 2.667 = 2.951. Of both peaks 5.618 / 26.667 = 21.07 % fit. */
static void at_once_every_gpu_gets_as_much_of_either(void **state)
{
    struct site_fixture *site = disks(532.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->capability[OP_WRITE].coincident_bytes_per_s, 2e12);
    assert_near(plan->capability[OP_READ].coincident_bytes_per_s, 5.61792e12 - 2e12 * 4.0 / 3.0);
    assert_near(plan->capability[OP_READ].coincident_fraction, 5.61792 / (24.0 + 8.0 / 3.0));
    (void)state;
    site_free(site);
}

/* What the bound says, the solver gives when one class is offered without limit. */
static void the_solver_gives_the_bound(void **state)
{
    struct site_fixture *site = disks(532.0);
    const struct site_plan *plan = plan_of(site);
    double rate[OPS];
    capability_share(&plan->system, 120000.0, 1e15, 0.0, 0.0, 1.0, rate);
    assert_near(rate[OP_READ], plan->capability[OP_READ].alone_bytes_per_s);
    capability_share(&plan->system, 120000.0, 0.0, 1e15, 0.0, 1.0, rate);
    assert_near(rate[OP_WRITE], plan->capability[OP_WRITE].alone_bytes_per_s);
    (void)state;
    site_free(site);
}

/* One of 532 out: 531/532 of the disks, and 1/532 of the reads cost 6. */
static void one_domain_out_costs_its_part_and_the_repair_reads(void **state)
{
    struct site_fixture *site = disks(532.0);
    const struct capability *read = &plan_of(site)->capability[OP_READ];
    assert_near(read->domain_out_bytes_per_s, 5.61792e12 * (531.0 / 532.0) / (1.0 + 5.0 / 532.0));
    assert_true(read->coincident_domain_out_fraction < read->coincident_fraction);
    (void)state;
    site_free(site);
}

static void separate_peaks_have_no_rate_at_once(void **state)
{
    struct site_fixture *site = disks(532.0);
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    const struct site_plan *plan = plan_of(site);
    assert_true(isnan(plan->capability[OP_READ].coincident_bytes_per_s));
    assert_true(isnan(plan->capability[OP_READ].coincident_domain_out_bytes_per_s));
    assert_near(plan->capability[OP_READ].alone_bytes_per_s, 5.61792e12);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_once_every_gpu_gets_as_much_of_either),
        cmocka_unit_test(the_solver_gives_the_bound),
        cmocka_unit_test(one_domain_out_costs_its_part_and_the_repair_reads),
        cmocka_unit_test(separate_peaks_have_no_rate_at_once),
    };
    return cmocka_run_group_tests_name("capability", tests, NULL, NULL);
}
