#include "tests/lib/site_plan_of.h"

#include "stat/rng.h"
#include "study/size_law.h"

/* Boxes of 1,351.68 TB at 800 Gb/s and of 2,703.36 TB at 400 Gb/s, front ends apart: 85 and 42.5 GB/s each. */
struct law_fixture { struct site_fixture *site; struct size_option option; struct size_bench bench; };

static struct law_fixture mix_of(double bytes, double read, double write)
{
    struct law_fixture made = {.site = site_new()};
    struct scenario *scenario = &made.site->scenario;
    struct pool *pool = site_pool(made.site, "bulk", site_odm_perf(made.site), site_vast(made.site), 1);
    site_group(made.site, pool, site_odm_cap(made.site));
    scenario->demand.usable_bytes = site_given(bytes);
    scenario->demand.read_peak_bytes_per_s = scenario->demand.read_mean_bytes_per_s = site_given(read);
    scenario->demand.peak_write_bytes_per_s = site_given(write);
    made.option = (struct size_option){.name = "mix", .n_groups = 2, .n_counts = 3, .node = {pool->groups[0].node, pool->groups[1].node, pool->front_end_node}, .step = {1.0, 1.0, 1.0},
                                       .mixed = true, .scenario = scenario, .pool = pool};
    made.bench = (struct size_bench){&made.site->catalog, SIZE_TILES, (double)NAN, arena_new()};
    return made;
}

static void law_free(struct law_fixture *fixture)
{
    arena_free(fixture->bench.scratch);
    site_free(fixture->site);
}

static const struct size_row *row_named(const struct size_law *law, const char *name)
{
    for (int r = 0; r < law->n_rows; r++)
        if (strcmp(law->rows[r].name, name) == 0) return &law->rows[r];
    fail_msg("no row %s", name);
    return NULL;
}

static double sum(const struct size_row *row, double perf, double cap) { return row->a[0] * perf + row->a[1] * cap; }

/* Reads follow bytes: a box of 2.7 PB has twice the reads of one of 1.35 PB. (110 + 2 x 346) of these halves carry
 * 802 / 2 x 42.5 GB/s = 17.04 TB/s, when the large boxes' cards are full; 110 x 85 + 346 x 42.5 GB/s would be 24.06 TB/s. */
static void bandwidths_of_box_groups_are_not_added_17_0_tb_s_not_24(void **state)
{
    (void)state;
    struct law_fixture fixture = mix_of(1e18, 10e12, 0.0);
    const struct size_law law = size_law_of(&fixture.bench, &fixture.option, fixture.site->arena);
    assert_within(sum(row_named(&law, "reads, one domain out: NIC transmit of odm-cap"), 110.0, 346.0), 17.04e12, 1e-3);
    const double count[SIZE_OPTION_COUNTS] = {110.0, 346.0, 700.0};
    const struct site_plan *plan = size_build_site(&fixture.bench, &fixture.option, count, fixture.site->arena);
    assert_within(plan->capability[OP_READ].alone_bytes_per_s, 17.04e12, 1e-3);
    law_free(&fixture);
}

static void serve(const struct node_model *node) { ((struct node_model *)(uintptr_t)node)->kind = NODE_SERVICE; }

static void what_stands_in_no_rack_takes_no_floor(void **state)
{
    (void)state;
    struct law_fixture fixture = mix_of(1e18, 10e12, 0.0);
    site_must(fixture.site, REQ_FLOOR_TILES, CMP_LE, 100.0);
    for (int c = 0; c < fixture.option.n_counts; c++) serve(fixture.option.node[c]);
    const struct size_law law = size_law_of(&fixture.bench, &fixture.option, fixture.site->arena);
    int floors = 0;
    for (int r = 0; r < law.n_rows; r++) {
        assert_true(isfinite(law.rows[r].of_racks));
        floors += law.rows[r].limit == 100.0;
    }
    assert_int_equal(floors, 1);
    (void)program_solve(size_law_program(&law, SIZE_TILES, fixture.site->arena), fixture.site->arena);
    law_free(&fixture);
}

/* The law allows no less than the plan asks for: the plan's own counts meet every row, and take no less than the bound says. */
static void no_build_that_passes_is_below_the_bound(void **state)
{
    (void)state;
    int passed = 0;
    for (int k = 0; k < 300; k++) {
        struct rng rng = rng_stream(20261125, 0, "size law", (uint64_t)k);
        const double bytes = 1e15 * pow(1000.0, rng_uniform(&rng)), read = 1e11 * pow(100.0, rng_uniform(&rng)), write = 1e10 * pow(100.0, rng_uniform(&rng));
        struct law_fixture fixture = mix_of(bytes, read, write);
        const struct size_law law = size_law_of(&fixture.bench, &fixture.option, fixture.site->arena);
        const double perf = 1.0 + (double)rng_below(&rng, 300);
        const double count[SIZE_OPTION_COUNTS] = {perf, (double)NAN, (double)NAN};
        struct size_build build, bound;
        fixture.option.manual[0] = true;
        site_count(&fixture.option.pool->groups[0].nodes, perf);
        size_build_quick(&fixture.bench, &fixture.option, count, &build);
        if (build.planned && build.count[1] > 0.0 && size_build_passes(&build)) {
            passed++;
            size_law_bound(&law, build.count, &bound);
            const char *what = bound.rack_tiles > build.rack_tiles ? "tiles" : bound.storage_w > build.storage_w * (1.0 + 1e-9) ? "watts" : NULL;
            if (what || size_law_last(&law, build.count, 1) > build.count[1] || law.least[2] > build.count[2] + 1e-6)
                fail_msg("%d: %g + %g + %g: %s below the bound (%g tiles, %g W; bound %g, %g)", k, build.count[0], build.count[1], build.count[2], what ? what : "counts", build.rack_tiles,
                         build.storage_w, bound.rack_tiles, bound.storage_w);
        }
        law_free(&fixture);
    }
    printf("    %d builds\n", passed);
    assert_true(passed > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bandwidths_of_box_groups_are_not_added_17_0_tb_s_not_24),
        cmocka_unit_test(what_stands_in_no_rack_takes_no_floor),
        cmocka_unit_test(no_build_that_passes_is_below_the_bound),
    };
    return cmocka_run_group_tests_name("size_law", tests, NULL, NULL);
}
