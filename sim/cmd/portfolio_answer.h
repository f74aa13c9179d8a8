/* Several sites at once: what check, plan and run do with a file of kind: portfolio. */
#ifndef CMD_PORTFOLIO_ANSWER_H
#define CMD_PORTFOLIO_ANSWER_H

#include "cmd/site_input.h"
#include "types/portfolio.h"

/* Reads the portfolio, with those --set that are its own; the others are left for its sites. False after a mistake. */
MUST_USE bool portfolio_answer_read(const struct options *options, const char *file, struct arena *arena, struct diags *diags, struct portfolio *portfolio,
                                    struct options *of_sites);

/* Plans each site, simulates it when `simulate`, adds up, says it. --json writes portfolio.json; --out DIR the portfolio's report, and each
 * site's in DIR/SITE. */
enum cmd_status portfolio_answer(const struct options *options, bool simulate, struct arena *arena, struct cmd_streams streams);

#endif
