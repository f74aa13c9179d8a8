/* Any bytes as a table of measured counters (calibrate), against one-rack's stack and one of four paths: it is
 * refused with a diagnostic, or what it says of every path is finite and can be printed. The first byte chooses the site. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "reports/ab_plan.h"
#include "stat/dist.h"
#include "study/calibrate.h"
#include "types/diag_codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_NAME(code, name, meaning) [code] = name,
static const char *const fuzz_names[DIAG_COUNT] = { DIAG_CODES(FUZZ_NAME) };

/* Read and planned once: calibrating changes nothing of it. */
static const struct site_plan *fuzz_plan(int which)
{
    static const char *const files[] = {"scenarios/one-rack.yaml", "scenarios/dallas-2026-01.yaml"};
    static struct { struct catalog catalog; struct scenario scenario; struct site_plan plan; bool read; } sites[2];
    if (!sites[which].read) {
        struct arena *arena = arena_new();          /* lives as long as the program */
        struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
        CHECK(scenario_read(files[which], "models", NULL, 0, arena, diags, &sites[which].catalog, &sites[which].scenario));
        CHECK(plan_site(&sites[which].scenario, &sites[which].catalog, arena, diags, &sites[which].plan));
        sites[which].read = true;
    }
    return &sites[which].plan;
}

static void fuzz_look(const struct study_calibration *calibration, struct arena *arena)
{
    for (int c = 0; c < STUDY_COUNTERS; c++) {
        const struct study_measured *measured = &calibration->measured[c];
        CHECK(!measured->known || (isfinite(measured->mean) && measured->runs > 0 && measured->lo <= measured->hi));
    }
    for (int u = 0; u < calibration->n_updates; u++) CHECK(isfinite(calibration->updates[u].value));
    CHECK(ab_plan_calibration(calibration, arena)[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    dist_gsl_quiet();
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
    struct study_calibration calibration;
    const char *bytes = text_copy_n(arena, (const char *)data + 1, size - 1);
    const bool good = calibrate_fill(fuzz_plan(data[0] & 1), bytes, size - 1, "measured.csv", arena, diags, &calibration);
    CHECK(good == (diags_errors(diags) == 0));
    if (good) fuzz_look(&calibration, arena);
    arena_free(arena);
    return 0;
}
