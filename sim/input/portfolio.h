/* scenarios/portfolio.yaml → struct portfolio: which sites, over which lines. Their scenarios are read elsewhere. */
#ifndef INPUT_PORTFOLIO_H
#define INPUT_PORTFOLIO_H

#include <stdio.h>

#include "base/diag.h"
#include "types/portfolio.h"

/* Reads the file, what it extends and those of `sets` that are its own (portfolio_has_set). All mistakes are diagnosed in one go; false
 * when there was one. Lives in `arena`. `models_dir` holds the register of sources. */
MUST_USE bool portfolio_read(const char *file, const char *models_dir, const char *const *sets, int n_sets, struct arena *arena, struct diags *diags,
                             struct portfolio *portfolio);

/* Is the --set argument about the portfolio itself (sites, links, flows, needed_by)? Any other is about each of its sites' scenarios. */
bool portfolio_has_set(const char *set);

/* Markdown: every key it may hold. */
void portfolio_manual(struct arena *arena, FILE *to);

#endif
