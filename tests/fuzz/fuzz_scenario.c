/* Any bytes as a scenario, or as a model when a line begins with "kind:", against the
 * catalog in models/. What reads well is whole: every reference resolved, every number finite;
 * and it can be planned, or is refused with a diagnostic. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "input/catalog.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "stat/dist.h"
#include "types/diag_codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_NAME(code, name, meaning) [code] = name,
static const char *const fuzz_names[DIAG_COUNT] = { DIAG_CODES(FUZZ_NAME) };

static bool fuzz_is_model(const char *text)
{
    return text_starts_with(text, "kind:") || strstr(text, "\nkind:");
}

static void fuzz_check_inputs(struct quantity *const *inputs, int n)
{
    for (int i = 0; i < n; i++) {
        CHECK(isfinite(inputs[i]->value) && isfinite(inputs[i]->lo) && isfinite(inputs[i]->hi));
        CHECK(inputs[i]->source && inputs[i]->date && inputs[i]->path);
        CHECK(inputs[i]->dist.kind != DIST_NONE || (inputs[i]->lo <= inputs[i]->value && inputs[i]->value <= inputs[i]->hi));
    }
}

static void fuzz_check_scenario(const struct scenario *scenario)
{
    CHECK(scenario->name && scenario->site.facility && scenario->site.gpu);
    for (int i = 0; i < scenario->n_jobs; i++) CHECK(scenario->jobs[i].name);
    for (int i = 0; i < scenario->n_pools; i++) {
        const struct pool *pool = &scenario->pools[i];
        CHECK(pool->name && pool->stack && pool->path && pool->rack && pool->protocol && pool->n_groups > 0);
        for (int g = 0; g < pool->n_groups; g++) CHECK(pool->groups[g].node);
    }
    fuzz_check_inputs(scenario->inputs, scenario->n_inputs);
}

/* One file a process, in memory where the machine has a folder for that. */
static const char *fuzz_file(const uint8_t *data, size_t size, struct arena *arena)
{
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    const char *path = text_format(arena, "%s/exasite-fuzz-%ld.yaml", folder, (long)getpid());
    FILE *to = fopen(path, "wb");
    if (!to || fwrite(data, 1, size, to) != size || fclose(to) != 0) {
        fprintf(stderr, "%s can't be written\n", path);
        exit(3);
    }
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
    struct catalog catalog;
    struct scenario scenario;
    dist_gsl_quiet();
    const char *path = fuzz_file(data, size, arena);
    bool good;
    const bool is_model = fuzz_is_model(text_copy_n(arena, (const char *)data, size));
    if (is_model) good = catalog_check_file(path, "models", arena, diags);
    else good = scenario_read(path, "models", NULL, 0, arena, diags, &catalog, &scenario);
    CHECK(good == (diags_errors(diags) == 0));
    if (good && !is_model) {
        struct site_plan plan;
        fuzz_check_scenario(&scenario);
        const bool planned = plan_site(&scenario, &catalog, arena, diags, &plan);
        CHECK(planned == (diags_errors(diags) == 0));
    }
    unlink(path);
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere) {
        diags_print(diags, nowhere);
        fclose(nowhere);
    }
    arena_free(arena);
    return 0;
}
