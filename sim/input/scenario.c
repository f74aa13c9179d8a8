#include "input/scenario.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "input/catalog.h"
#include "input/extends.h"
#include "input/field_manual.h"
#include "input/scenario_checks.h"
#include "input/scenario_tables.h"
#include "input/sets.h"
#include "types/diag_codes.h"

static bool apply_sets(struct sets *sets, struct yaml_node *tree, struct arena *arena, struct diags *diags)
{
    bool ok = true;
    for (int i = 0; i < sets->n; i++)
        if (!sets->at[i].of_model) ok = sets_apply(&sets->at[i], sets->at[i].path, tree, arena, diags) && ok;
    return ok;
}

/* Fields, then what they mean together; both, so that all mistakes come in one go. */
static bool read_tree(struct reader *reader, struct yaml_node *tree, struct scenario *scenario)
{
    bool ok = field_read(reader, &scenario_tables_top, tree, tree->at, "", scenario);
    ok = scenario_checks_resolve(reader, tree, scenario) && ok;
    return scenario_checks_sound(reader, tree, scenario) && ok;
}

static struct yaml_node *tree_of(struct catalog_reader *models, const char *file, struct sets *sets, struct extends_files *files, struct arena *arena, struct diags *diags,
                                 bool *ok)
{
    const struct extends extends = {arena, diags, catalog_sources(models), files, NULL, false};
    struct yaml_node *tree = extends_read(&extends, file, ok);
    if (tree && !apply_sets(sets, tree, arena, diags)) *ok = false;
    return tree;
}

/* False too when a model that was read has a mistake although nothing else has. */
static bool read_with(struct catalog_reader *models, struct yaml_node *tree, struct extends_files *files, struct arena *arena, struct diags *diags, struct scenario *scenario)
{
    struct reader_inputs inputs = {0};
    struct reader reader = {.arena = arena, .diags = diags, .inputs = &inputs, .find_model = catalog_find, .models = models};
    const bool ok = read_tree(&reader, tree, scenario);
    scenario->inputs = inputs.at;
    scenario->n_inputs = (int)inputs.n;
    for (int i = 0; i < scenario->site.n_interruptions; i++)
        if (scenario->site.interruptions[i].trace_file) extends_add_file(files, scenario->site.interruptions[i].trace_file, arena);
    scenario->files = files->at;
    scenario->n_files = (int)files->n;
    return catalog_close(models) && ok;
}

static void keep_sets(struct scenario *scenario, const char *const *sets, int n_sets, struct arena *arena)
{
    scenario->sets = ARENA_ARRAY(arena, const char *, n_sets);
    for (int i = 0; i < n_sets; i++) scenario->sets[i] = sets[i];
    scenario->n_sets = n_sets;
}

bool scenario_read(const char *file, const char *models_dir, const char *const *sets, int n_sets,
                   struct arena *arena, struct diags *diags, struct catalog *catalog, struct scenario *scenario)
{
    struct sets parsed;
    *scenario = (struct scenario){.file = file};
    bool ok = sets_parse(sets, n_sets, arena, diags, &parsed);
    struct catalog_reader *models = catalog_open(models_dir, &parsed, arena, diags, catalog, &ok);
    struct extends_files files = {0};
    keep_sets(scenario, sets, n_sets, arena);
    struct yaml_node *tree = tree_of(models, file, &parsed, &files, arena, diags, &ok);
    return tree && read_with(models, tree, &files, arena, diags, scenario) && ok;
}

struct yaml_node *scenario_tree(const char *file, const char *models_dir, const char *const *sets, int n_sets, struct arena *arena, struct diags *diags)
{
    struct sets parsed;
    struct catalog catalog;
    struct extends_files files = {0};
    bool ok = sets_parse(sets, n_sets, arena, diags, &parsed);
    struct catalog_reader *models = catalog_open(models_dir, &parsed, arena, diags, &catalog, &ok);
    struct yaml_node *tree = tree_of(models, file, &parsed, &files, arena, diags, &ok);
    return ok ? tree : NULL;
}

bool scenario_read_tree(const struct scenario_tree_source *source, struct arena *arena, struct diags *diags, struct catalog *catalog, struct scenario *scenario)
{
    struct sets parsed;
    struct extends_files files = {0};
    *scenario = (struct scenario){.file = source->file};
    bool ok = sets_parse(source->sets, source->n_sets, arena, diags, &parsed);
    struct catalog_reader *models = catalog_open(source->models_dir, &parsed, arena, diags, catalog, &ok);
    catalog_use(models, source->instead, source->n_instead);
    keep_sets(scenario, source->sets, source->n_sets, arena);
    return read_with(models, source->tree, &files, arena, diags, scenario) && ok;
}

void scenario_manual(struct arena *arena, FILE *to)
{
    field_manual_numbers(to);
    field_manual(&scenario_tables_top, 2, arena, to);
}
