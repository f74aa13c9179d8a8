/* Shipped scenarios with up to 16 inputs set to extremes, planned: what reads must plan, or
 * be refused with a diagnostic, however odd the site. The first byte chooses the scenario,
 * then every two bytes an input and its value. FUZZ_SITES_SHOW=1 prints the --set arguments.
 * With FUZZ_RUN (fuzz_runs.c) an hour of the site is simulated too, and must come to its end. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/scenario.h"
#include "plan/plan.h"
#ifdef FUZZ_RUN
#include "run/run.h"
#endif
#include "stat/dist.h"
#include "types/diag_codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_NAME(code, name, meaning) [code] = name,
static const char *const fuzz_names[DIAG_COUNT] = { DIAG_CODES(FUZZ_NAME) };

static const char *const fuzz_scenarios[] = { "scenarios/one-rack.yaml", "scenarios/dallas-2026-01.yaml", "scenarios/dallas-2026-04.yaml",
                                              "scenarios/campus-350mw.yaml", "tests/bad/good.yaml" };

/* An input, and its unit or, after '=', the words it may be. */
static const char *const fuzz_inputs[][2] = {
    { "site.power", " W" }, { "site.power.at", "=utility|it" }, { "site.gpus.count", "" }, { "site.gpus.mtti", " s" },
    { "site.gpus.mtti_gpus", "" }, { "site.gpus.model", "=dgx-h100-x4|gb200-nvl72|gb300-nvl72" },
    { "site.facility", "=dallas|richmond|campus-350mw" }, { "site.rack_tiles", "" }, { "site.storage_power", " W" },
    { "demand.usable_capacity", " B" }, { "demand.read.peak", " B/s" }, { "demand.read.mean", " B/s" }, { "demand.read.burst", " s" },
    { "demand.read.prefetch", " s" }, { "demand.read_per_gpu", " B/s" }, { "demand.checkpoint.volume", " B/s" },
    { "demand.checkpoint.peak_write", " B/s" }, { "demand.checkpoint.retention", " s" }, { "demand.stored", " B" },
    { "demand.coincidence", "=simultaneous|separate" }, { "demand.fill", "=background|none" },
    { "demand.protocols", "=[]|[nfs]|[s3, blob]|[gds, nfs, s3, blob]" }, { "jobs", "=[]|null" }, { "jobs[0].gpus", "" },
    { "jobs[0].count", "" }, { "jobs[0].read", " B/s" }, { "jobs[0].weight", "" }, { "jobs[0].checkpoint", "=null" },
    { "jobs[0].checkpoint.mode", "=sync|async|two_tier" }, { "jobs[0].checkpoint.size", " B" }, { "jobs[0].checkpoint.size", "=null" },
    { "jobs[0].checkpoint.parameters", "" }, { "jobs[0].checkpoint.parameters", "=null" }, { "jobs[0].checkpoint.every", " s" },
    { "jobs[0].checkpoint.every", "=optimal" }, { "jobs[0].checkpoint.snapshot", " s" }, { "jobs[0].checkpoint.local_write", " B/s" },
    { "jobs[0].checkpoint.drain_every", "" }, { "jobs[0].checkpoint.writers", "" }, { "jobs[0].checkpoint.peak_write", " B/s" },
    { "storage[0].nodes", "" }, { "storage[0].nodes", "=auto|{for: usable_capacity}|{for: [read, write]}|{for: [usable_capacity, read, write]}" },
    { "storage[0].nodes", "=null|{within: {rack_tiles: 0}}|{within: {rack_tiles: 90}}|{within: {power: 2 MW}}|{within: {power: 1 W}}" },
    { "storage[0].node", "=azure-blob-hdd|xio-gen9|ebox-cap|odm-perf|meta-tectonic|3fs|ceres-v1|azure-l96s-v4|premium-ssd|cnode-gen5" },
    { "storage[0].stack", "=vast-146-4|vast-disaggregated|azure-lrc-12-2-2|reed-solomon-8-3|replication-3|3fs-chains" },
    { "storage[0].front_end", "=none|colocated|separate" }, { "storage[0].front_ends", "={node: cnode-gen5, nodes: auto}|{node: cnode-gen6, nodes: 3}|null" },
    { "storage[0].write_path", "=direct_encode|replicate_then_encode|buffer_then_migrate" },
    { "storage[0].failure_domain", "=node|rack" }, { "storage[0].data_reduction", "" }, { "storage[0].payload_efficiency", "" },
    { "storage[0].read_share", "" }, { "storage[0].write_share", "" }, { "storage[0].capacity_share", "" },
    { "storage[0].rack", "=orv3-storage|std-600x1200" }, { "storage[0].protocol", "=nfs|s3|blob|gds" },
    { "sizing.headroom", "" }, { "sizing.fill_limit", "" }, { "sizing.apply", "=true|false" }, { "delivery", "=[]|null" },
    { "delivery[0].committed", "=0001-01-01|9999-12-31|2026-02-28|null" }, { "delivery[0].slip", " s" },
    { "policy.third_party_hardware", "=allowed|forbidden" }, { "policy.dpu", "=any|bluefield|fungible|none" },
    { "site.gpus.arrivals", "=[{date: 2026-01-01, count: 1}]|[{date: 2026-01-20, count: 512}]|[{date: 9999-12-31, count: 256}, {date: 2026-01-20, count: 256}]|null" },
    { "study.start", "=2026-01-01|2026-01-20|0001-01-01|9999-12-31|null" }, { "study.antithetic", "=true" },
    { "models.facility.dallas.hall.rows", "" }, { "models.facility.dallas.hall.row_positions", "" }, { "models.facility.dallas.hall.bays", "" },
    { "models.facility.dallas.hall.row_power", " W" }, { "models.facility.dallas.hall.column_spacing", " m" }, { "models.facility.dallas.hall.tile", " m" },
    { "models.facility.dallas.hall.cold_aisle", " m" },
    { "models.facility.dallas.hall.obstacles", "=[]|[{name: a, x: 0, y: 0, width: 10000, depth: 10000}]|[{name: a, x: 3, y: 3, width: 0.01, depth: 5000}]" },
    { "study.length", " s" }, { "study.warm_up", " s" }, { "study.warm_up", "=auto" }, { "study.replications", "" }, { "study.jitter", "" },
    { "requirements[0].must", "=usable_capacity >= 1 EB|rack_tiles <= 0|nodes > 5|goodput >= 90 %|full_at > 3 d|namespaces < 2" },
};
enum { FUZZ_SCENARIOS = sizeof fuzz_scenarios / sizeof fuzz_scenarios[0], FUZZ_INPUTS = sizeof fuzz_inputs / sizeof fuzz_inputs[0], FUZZ_SETS = 16,
       FUZZ_MOST_JOBS = 100 };

static const char *const fuzz_numbers[] = { "0", "1e-300", "1e-9", "0.001", "0.1", "0.5", "0.999999", "1", "1.5", "2", "3", "7", "10", "60", "100", "1000",
    "1e4", "86400", "1e5", "1e6", "1e7", "1e8", "1e9", "1e10", "1e11", "1e12", "1e13", "1e14", "1e15", "1e16", "1e18", "1e21", "1e24", "-1", "4e-324" };

static const char *fuzz_word(struct arena *arena, const char *words, uint8_t k)
{
    size_t n = 1;
    for (const char *at = words; *at; at++) n += *at == '|';
    for (size_t skip = k % n; skip > 0; skip--) words = strchr(words, '|') + 1;
    return text_copy_n(arena, words, strcspn(words, "|"));
}

static const char *fuzz_set(struct arena *arena, uint8_t input, uint8_t value)
{
    const char *path = fuzz_inputs[input % FUZZ_INPUTS][0], *unit = fuzz_inputs[input % FUZZ_INPUTS][1];
    if (unit[0] == '=') return text_format(arena, "%s=%s", path, fuzz_word(arena, unit + 1, value));
    return text_format(arena, "%s=%s%s", path, fuzz_numbers[value % (sizeof fuzz_numbers / sizeof fuzz_numbers[0])], unit);
}

#ifdef FUZZ_RUN
static const char *const fuzz_last[] = { "study.length=1 h", "study.warm_up=0 s", "study.replications=1" };

/* Many jobs are slow without being wrong: they are left out. */
static void fuzz_run(const struct site_plan *plan, struct arena *arena)
{
    double jobs = 0;
    for (int i = 0; i < plan->scenario->n_jobs; i++) jobs += plan->scenario->jobs[i].count.value;
    if (jobs <= FUZZ_MOST_JOBS) CHECK(run_replication(plan, 0.0, 0, arena));
}
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
    struct catalog catalog;
    struct scenario scenario;
    struct site_plan plan;
    const char *sets[FUZZ_SETS + 3], *file = fuzz_scenarios[data[0] % FUZZ_SCENARIOS];
    int n_sets = 0;
    dist_gsl_quiet();
    for (size_t i = 1; i + 1 < size && n_sets < FUZZ_SETS; i += 2) sets[n_sets++] = fuzz_set(arena, data[i], data[i + 1]);
#ifdef FUZZ_RUN
    for (int i = 0; i < 3; i++) sets[n_sets++] = fuzz_last[i];
#endif
    if (getenv("FUZZ_SITES_SHOW")) {
        fprintf(stderr, "%s", file);
        for (int i = 0; i < n_sets; i++) fprintf(stderr, " --set '%s'", sets[i]);
        fputc('\n', stderr);
    }
    bool good = scenario_read(file, "models", sets, n_sets, arena, diags, &catalog, &scenario);
    CHECK(good == (diags_errors(diags) == 0));
    if (good) {
        good = plan_site(&scenario, &catalog, arena, diags, &plan);
        CHECK(good == (diags_errors(diags) == 0));
    }
#ifdef FUZZ_RUN
    if (good) fuzz_run(&plan, arena);
#endif
    if (getenv("FUZZ_SITES_SHOW")) diags_print(diags, stderr);
    arena_free(arena);
    return 0;
}
