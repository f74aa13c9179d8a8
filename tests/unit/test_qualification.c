#include "tests/lib/site_plan_of.h"

#include "study/qualification.h"

static const double DAY_S = 86400.0;

/* A plan of 2026-01-15 (20,468 days after 1970) and a DPU that takes 100 days, 60 to 140, in stages of 0.3 and 0.7; beside it a card, which is none. */
struct bench { struct site_fixture *site; struct nic_model nics[2]; struct lead_time_stage stages[2]; struct lead_time_model times; struct catalog all; struct results results; };

static struct bench *bench_new(enum qualification state)
{
    static struct bench bench;
    bench = (struct bench){.site = site_new()};
    site_count(&site_pool(bench.site, "bulk", site_xio(bench.site), site_lrc(bench.site), 0)->groups[0].nodes, 24.0);
    bench.site->scenario.as_of_days = 20468.0;
    bench.nics[0].head.name = "card";
    bench.nics[0].role = NIC_CARD;
    bench.nics[1] = (struct nic_model){.head = {.name = "new-dpu"}, .role = NIC_DPU, .qualification = state, .qualification_time_s = site_ranged(60.0 * DAY_S, 140.0 * DAY_S)};
    bench.stages[0] = (struct lead_time_stage){.name = "lab", .share = site_given(0.3)};
    bench.stages[1] = (struct lead_time_stage){.name = "pilot", .share = site_given(0.7)};
    bench.times = (struct lead_time_model){.head = {.name = "third-party-qualification"}, .stages = bench.stages, .n_stages = 2};
    bench.all = (struct catalog){.nics = bench.nics, .n_nics = 2, .lead_times = &bench.times, .n_lead_times = 1};
    return &bench;
}

static const struct result_qualification *line_of(struct bench *bench)
{
    qualification_fill(plan_of(bench->site), &bench->all, bench->site->arena, &bench->results);
    assert_int_equal(bench->results.n_qualification, 1);
    return &bench->results.qualification[0];
}

static void stages_are_laid_end_to_end_by_their_shares(void **state)
{
    (void)state;
    struct bench *bench = bench_new(NOT_STARTED);
    const struct result_qualification *line = line_of(bench);
    assert_string_equal(line->dpu, "new-dpu");
    assert_string_equal(line->state, "not started");
    assert_int_equal(line->n_stages, 2);
    assert_near(line->stages[0].end_s, 30.0 * DAY_S);
    assert_near(line->stages[1].start_s, 30.0 * DAY_S);
    assert_near(line->stages[1].end_s, 100.0 * DAY_S);
    assert_near(line->stages[1].lo_s, 42.0 * DAY_S);
    assert_near(line->stages[1].hi_s, 98.0 * DAY_S);
    assert_false(line->in_build);
    site_free(bench->site);
}

/* 100 days from the 15th of January end on the 25th of April, 140 on the 4th of June. */
static void it_begins_on_the_plans_date_unless_something_is_ordered(void **state)
{
    (void)state;
    struct bench *bench = bench_new(QUALIFYING);
    const struct result_qualification *line = line_of(bench);
    assert_string_equal(line->starts, "2026-01-15");
    assert_string_equal(line->ends, "2026-04-25");
    assert_string_equal(line->ends_late, "2026-06-04");
    site_free(bench->site);
}

static void what_is_qualified_takes_no_time(void **state)
{
    (void)state;
    struct bench *bench = bench_new(QUALIFIED);
    const struct result_qualification *line = line_of(bench);
    assert_near(line->time_s, 0.0);
    assert_int_equal(line->n_stages, 0);
    assert_string_equal(line->ends, "2026-01-15");
    site_free(bench->site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_are_laid_end_to_end_by_their_shares),
        cmocka_unit_test(it_begins_on_the_plans_date_unless_something_is_ordered),
        cmocka_unit_test(what_is_qualified_takes_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
