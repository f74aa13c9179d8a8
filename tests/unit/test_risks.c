#include "tests/lib/near.h"
#include "tests/lib/reading.h"
#include "tests/lib/small_models.h"

#include <math.h>
#include <string.h>

#include "input/scenario.h"
#include "plan/plan.h"
#include "study/risks.h"

/* Ten boxes of 10 disks of 100 MB/s: 10 GB/s of media. A risk takes half the boxes away, another is only words. */
#define SITE "exasite: 1\nname: ten boxes\nsite: {facility: hall, power: {value: 1 MW, at: utility}, gpus: {model: gpu, count: 32}}\n" \
    "demand: {usable_capacity: 500 TB, read: {peak: 1 GB/s}, checkpoint: {volume: 1 TB/day, peak_write: 1 GB/s, retention: 1 d}, coincidence: separate}\n" \
    "storage: [{pool: bulk, node: box, stack: plain, nodes: 10, write_path: direct_encode}]\n"
#define WORDS "risks:\n  - {name: words, about: Nobody knows., trigger: A letter., mitigation: An answer., owner: planning}\n"

struct bench { struct reading in; struct risks_base base; struct catalog catalog; struct scenario scenario; struct site_plan plan; };

static struct bench *bench_of(const char *text)
{
    static struct bench bench;
    bench = (struct bench){.in = reading_new()};
    small_models_write(&bench.in.folder);
    bench.base = (struct risks_base){.file = reading_put(&bench.in, "ten.yaml", text), .models_dir = bench.in.models};
    const bool read = scenario_read(bench.base.file, bench.in.models, NULL, 0, bench.in.arena, bench.in.diags, &bench.catalog, &bench.scenario)
        && plan_site(&bench.scenario, &bench.catalog, bench.in.arena, bench.in.diags, &bench.plan);
    if (!read) diags_print(bench.in.diags, stderr);
    assert_true(read);
    return &bench;
}

static bool weighed(struct bench *bench, struct results *results)
{
    return risks_fill(&bench->base, &bench->plan, &bench->catalog, NULL, bench->in.arena, bench->in.diags, results);
}

static void half_the_boxes_read_half(void **state)
{
    (void)state;
    struct bench *bench = bench_of(SITE WORDS "  - {name: half, about: Half arrive., trigger: t, mitigation: m, owner: planning, if: [\"storage.bulk.nodes=5\"]}\n");
    struct results results = {0};
    assert_true(weighed(bench, &results));
    assert_int_equal(results.n_risks, 2);
    const struct result_risk *half = &results.risks[1];
    assert_near(half->now.nodes, 10.0);
    assert_near(half->then.nodes, 5.0);
    assert_true(half->then.read_bytes_per_s < half->now.read_bytes_per_s);
    assert_true(half->then.storage_w < half->now.storage_w);
    assert_true(isnan(half->days_later));                /* nothing is delivered, so nothing is late */
    assert_string_equal(half->settings[0], "storage.bulk.nodes=5");
    reading_free(&bench->in);
}

static void a_risk_of_words_moves_nothing(void **state)
{
    (void)state;
    struct bench *bench = bench_of(SITE WORDS);
    struct results results = {0};
    assert_true(weighed(bench, &results));
    assert_string_equal(results.risks[0].about, "Nobody knows.");
    assert_string_equal(results.risks[0].then.verdict, "");
    assert_true(isnan(results.risks[0].then.nodes));
    assert_near(results.risks[0].now.nodes, 10.0);
    reading_free(&bench->in);
}

static void settings_that_make_no_scenario_are_told_at_the_risk(void **state)
{
    (void)state;
    struct bench *bench = bench_of(SITE "risks:\n  - {name: odd, about: a, trigger: t, mitigation: m, owner: planning, if: [\"storage.bulk.nodes=many\"]}\n");
    struct results results = {0};
    assert_false(weighed(bench, &results));
    assert_false(risks_check(&bench->base, &bench->scenario, bench->in.diags));
    reading_assert_told(&bench->in, DIAG_BAD_SET, "risk odd: with what stands under `if`");
    assert_int_equal(diags_at(bench->in.diags, diags_count(bench->in.diags) - 1)->at.line, 7);
    reading_free(&bench->in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_the_boxes_read_half),
        cmocka_unit_test(a_risk_of_words_moves_nothing),
        cmocka_unit_test(settings_that_make_no_scenario_are_told_at_the_risk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
