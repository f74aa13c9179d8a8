#include "cmd/site_input.h"

#include "base/file.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "types/diag_codes.h"

#ifndef EXASITE_DATA
#define EXASITE_DATA "/usr/local/share/exasite"
#endif

/* A scenario of another checkout finds the models of that checkout: the first folder above it that has some. */
static const char *site_input_beside(const char *file, struct arena *arena)
{
    const char *folder = file_folder(arena, file);
    for (int up = 0; up < 8; up++) {
        const char *models = file_join(arena, folder, "models");
        if (file_is_folder(models)) return models;
        folder = file_join(arena, folder, "..");
    }
    return NULL;
}

const char *site_input_models(const struct options *options, const char *file, struct arena *arena)
{
    if (options->models) return options->models;
    if (file_is_folder("models")) return "models";
    const char *beside = file ? site_input_beside(file, arena) : NULL;
    return beside ? beside : EXASITE_DATA "/models";
}

struct diags *site_input_diags(struct arena *arena)
{
#define SITE_INPUT_NAME(code, name, meaning) name,
    static const char *const names[] = {DIAG_CODES(SITE_INPUT_NAME)};
#undef SITE_INPUT_NAME
    return diags_new(arena, names, DIAG_COUNT);
}

bool site_input_plan(const struct options *options, const char *file, struct arena *arena, struct site_input *input)
{
    input->diags = site_input_diags(arena);
    return scenario_read(file, site_input_models(options, file, arena), options->sets, options->n_sets, arena, input->diags,
                         &input->catalog, &input->scenario)
        && plan_site(&input->scenario, &input->catalog, arena, input->diags, &input->plan);
}
