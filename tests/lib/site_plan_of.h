/* Planning a fixture within a test. Header only: every test links tests/lib, few link plan. */
#ifndef TESTS_LIB_SITE_PLAN_OF_H
#define TESTS_LIB_SITE_PLAN_OF_H

#include <string.h>

#include "plan/plan.h"
#include "tests/lib/near.h"
#include "tests/lib/site_fixture.h"
#include "types/diag_codes.h"

/* The plan of a site that can be planned. */
static inline struct site_plan *plan_of(struct site_fixture *site)
{
    struct site_plan *plan = ARENA_NEW(site->arena, struct site_plan);
    struct diags *diags = site_diags(site);
    const bool done = plan_site(&site->scenario, &site->catalog, site->arena, diags, plan);
    if (!done) diags_print(diags, stderr);
    assert_true(done);
    return plan;
}

/* The one diagnostic's code of a site that can't. */
static inline int refusal_of(struct site_fixture *site)
{
    struct site_plan *plan = ARENA_NEW(site->arena, struct site_plan);
    struct diags *diags = site_diags(site);
    assert_false(plan_site(&site->scenario, &site->catalog, site->arena, diags, plan));
    assert_int_equal(diags_errors(diags), 1);
    return diags_at(diags, 0)->code;
}

/* The k-th finding of that code, or NULL. */
static inline const struct finding *finding_of(const struct site_plan *plan, const char *code, int k)
{
    for (int f = 0; f < plan->n_findings; f++)
        if (!strcmp(plan->findings[f].code, code) && k-- == 0) return &plan->findings[f];
    return NULL;
}

static inline void assert_finds(const struct site_plan *plan, const char *code, enum finding_severity severity, const char *words)
{
    for (int k = 0;; k++) {
        const struct finding *finding = finding_of(plan, code, k);
        if (!finding) fail_msg("no finding %s with \"%s\"", code, words);
        if (!strstr(finding->text, words)) continue;
        assert_int_equal(finding->severity, severity);
        return;
    }
}

#endif
