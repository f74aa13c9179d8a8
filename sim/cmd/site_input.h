/* What check, plan and run begin with: a scenario and the models it names, read and said. */
#ifndef CMD_SITE_INPUT_H
#define CMD_SITE_INPUT_H

#include "cmd/cmd.h"
#include "run/buildup.h"
#include "types/site_plan.h"

struct site_input {
    struct diags *diags;
    struct catalog catalog;
    struct scenario scenario;
    struct site_plan plan;
    const struct catalog *all;           /* the whole catalog, where other builds are asked for; NULL until then */
    const struct buildup *buildup;       /* the draws of its deliveries; NULL until it is answered */
};

/* The catalog's folder: --models, else ./models, else the one beside the scenario's own tree, else the
 * one that belongs to the running program. */
const char *site_input_models(const struct options *options, const char *file, struct arena *arena);

/* A new list of diagnostics over the table of codes. */
struct diags *site_input_diags(struct arena *arena);

/* Reads `file` and plans it. False after a mistake; nothing is printed here. */
MUST_USE bool site_input_plan(const struct options *options, const char *file, struct arena *arena, struct site_input *input);

#endif
