#include "cmd/site_input.h"

#include "base/file.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "types/diag_codes.h"

/* Any folder may be called models; a catalog has facilities, which every scenario needs. */
static bool site_input_is_catalog(const char *folder, struct arena *arena)
{
    return file_is_folder(file_join(arena, folder, "facilities"));
}

/* A scenario of another checkout finds the models of that checkout: the first folder above it that has some. */
static const char *site_input_beside(const char *file, struct arena *arena)
{
    const char *folder = file_folder(arena, file);
    for (int up = 0; up < 8; up++) {
        const char *models = file_join(arena, folder, "models");
        if (site_input_is_catalog(models, arena)) return models;
        folder = file_join(arena, folder, "..");
    }
    return NULL;
}

/* PREFIX/bin/exasite belongs to PREFIX/share/exasite, wherever PREFIX was moved; build/exasite to its checkout. */
static const char *site_input_installed(struct arena *arena)
{
    const char *above = file_folder(arena, file_program_folder(arena));
    const char *checkout = file_join(arena, above, "models");
    return site_input_is_catalog(checkout, arena) ? checkout : file_join(arena, above, "share/exasite/models");
}

const char *site_input_models(const struct options *options, const char *file, struct arena *arena)
{
    if (options->models) return options->models;
    if (site_input_is_catalog("models", arena)) return "models";
    const char *beside = file ? site_input_beside(file, arena) : NULL;
    return beside ? beside : site_input_installed(arena);
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
