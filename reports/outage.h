/* What one thing out at a time and what failures came to, in sentences: each made in one place for screen and report. */
#ifndef REPORTS_OUTAGE_H
#define REPORTS_OUTAGE_H

#include "base/arena.h"
#include "types/results.h"

/* What holds with any one thing of a kind out comes first, then each loss that costs a MUST or bytes that can't be read. Returns how
 * many of at most `most` were written. */
int outage_domains(struct arena *arena, const struct results *results, const char **sentences, int most);

/* "THR-1 fails that held; some bytes cannot be read until it is back"; "" where nothing is lost by it. `at`: its place in results->domains. */
const char *outage_costs(struct arena *arena, const struct result_domain *domain, int32_t at);

/* What failed and what that took; how durable the pools are. Nothing where failures are off. Returns as above. */
int outage_failures(struct arena *arena, const struct results *results, const char **sentences, int most);

#endif
