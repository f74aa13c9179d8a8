/* portfolio.json: what several sites come to, as text and back. As results_json.h. */
#ifndef JSON_PORTFOLIO_JSON_H
#define JSON_PORTFOLIO_JSON_H

#include "base/arena.h"
#include "base/check.h"
#include "base/diag.h"
#include "types/portfolio_results.h"

/* Before: results->format is set. */
const char *portfolio_json_write(const struct portfolio_results *results, struct arena *arena, size_t *length);

/* False after a diagnostic (DIAG_BAD_RESULTS). */
MUST_USE bool portfolio_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct portfolio_results *results);

#endif
