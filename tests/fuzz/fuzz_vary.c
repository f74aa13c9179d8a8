/* Any two lines as --vary arguments, a third as --design, over one-rack: refused with a diagnostic, or its points can be
 * made and each is a list of arguments that the base's reader takes or refuses as such. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "input/scenario.h"
#include "stat/dist.h"
#include "study/doe.h"
#include "types/diag_codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_NAME(code, name, meaning) [code] = name,
static const char *const fuzz_names[DIAG_COUNT] = { DIAG_CODES(FUZZ_NAME) };

enum { FUZZ_MOST_VALUES = 40 };

/* Thousands of values are slow without being wrong. */
static bool fuzz_is_long(const char *text)
{
    int commas = 0, digits = 0, colons = 0;
    for (; *text; text++) {
        commas += *text == ',';
        colons += *text == ':';
        digits = colons >= 2 && *text >= '0' && *text <= '9' ? digits + 1 : digits;
    }
    return commas > FUZZ_MOST_VALUES || digits > 2;
}

static void fuzz_points(const struct doe_base *base, const struct doe *doe, struct arena *arena)
{
    struct doe_walk *walk = doe_walk_new(doe);
    struct doe_value values[DOE_MOST_VARIES];
    const int64_t at[] = {0, doe->n_points / 2, doe->n_points - 1};
    CHECK(doe->n_points >= 1 && doe->n_points <= DOE_MOST_POINTS);
    for (int k = 0; k < 3; k++) {
        doe_at(walk, at[k], arena, values);
        const char *const *sets = doe_sets(doe, base, values, arena);
        for (int v = 0; v < doe->n_varies; v++) CHECK(sets[base->n_sets + v] && strchr(sets[base->n_sets + v], '='));
        struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
        struct catalog catalog;
        struct scenario scenario;
        const bool good = scenario_read(base->file, base->models_dir, sets, base->n_sets + doe->n_varies, arena, diags, &catalog, &scenario);
        CHECK(good == (diags_errors(diags) == 0));
    }
    doe_walk_free(walk);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dist_gsl_quiet();
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
    const struct doe_base base = {"scenarios/one-rack.yaml", "models", NULL, 0};
    struct catalog catalog;
    struct scenario scenario;
    struct doe doe;
    const char *lines[3] = {0};
    int n = 0;
    bool slow = false;
    for (char *at = text_copy_n(arena, (const char *)data, size); at && n < 3; n++) {
        char *end = strchr(at, '\n');
        if (end) *end = '\0';
        lines[n] = at;
        slow = slow || fuzz_is_long(at);
        at = end ? end + 1 : NULL;
    }
    const bool designed = n == 3, good = !slow && scenario_read(base.file, base.models_dir, NULL, 0, arena, diags, &catalog, &scenario);
    if (good) {
        const bool read = doe_read(&base, &scenario, &catalog, lines, designed ? 2 : n, designed ? lines[2] : NULL, arena, diags, &doe);
        CHECK(read == (diags_errors(diags) == 0));
        if (read) fuzz_points(&base, &doe, arena);
    }
    arena_free(arena);
    return 0;
}
