/* From a plan to finished results: simulated or not, judged, and with what they rest on. */
#ifndef CMD_SITE_ANSWER_H
#define CMD_SITE_ANSWER_H

#include "base/text.h"
#include "cmd/site_input.h"
#include "types/results.h"

/* The whole catalog, for what else could be built; NULL when a model in it cannot be read, what is wrong with it then in `diags`. */
const struct catalog *site_answer_catalog(const struct options *options, const struct site_input *input, struct arena *arena, struct diags *diags);

/* What the plan alone says: no simulation. */
void site_answer_plan(const struct options *options, struct site_input *input, struct arena *arena, struct results *results);

/* Simulates as well, for that command ("run", "bom"; the manifest says it); on `options->jobs` threads. `trace`: NULL, or takes the first replication's (study/replicate.h).
 * False when the audit failed: results and trace are then not to be trusted. */
MUST_USE bool site_answer_run(const struct options *options, const char *command, struct site_input *input, struct arena *arena, struct cmd_streams streams,
                              struct text *trace, struct results *results);

/* As site_answer_run, and what only the requirements document shows: every option of the catalog, protocols, qualification. */
MUST_USE bool site_answer_document(const struct options *options, struct site_input *input, struct arena *arena, struct cmd_streams streams, struct results *results);

/* results->risks. Before: site_answer_document. False after diagnostics in input->diags: a risk's settings make no scenario. */
MUST_USE bool site_answer_risks(const struct options *options, struct site_input *input, struct arena *arena, struct results *results);

/* What the MUST requirements come to. */
enum cmd_status site_answer_status(const struct results *results);

#endif
