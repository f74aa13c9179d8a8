#include "plan/lint.h"

#include "base/text.h"
#include "plan/findings.h"
#include "plan/lint_build.h"
#include "plan/lint_load.h"
#include "plan/tier_plan.h"
#include "plan/wear.h"

/* --- protocols ------------------------------------------------------------------------ */

enum spoken { SPOKEN_NO, SPOKEN_PLANNED, SPOKEN_YES };

static enum spoken is_spoken(const struct scenario *scenario, const char *name)
{
    enum spoken best = SPOKEN_NO;
    for (int p = 0; p < scenario->n_pools; p++) {
        const struct stack_model *stack = scenario->pools[p].stack;
        for (int s = 0; s < stack->n_protocols; s++) {
            if (!text_equal(stack->protocols[s].name, name)) continue;
            if (!stack->protocols[s].planned) return SPOKEN_YES;
            best = SPOKEN_PLANNED;
        }
    }
    return best;
}

static void lint_protocols(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    for (int p = 0; p < demand->n_protocols; p++) {
        const enum spoken spoken = is_spoken(plan->scenario, demand->protocols[p]);
        if (spoken == SPOKEN_YES) continue;
        plan->protocols_missing += 1.0;
        findings_add(plan, demand->protocols_at, FINDING_WARNING, "protocol-not-spoken", "no pool speaks %s%s", demand->protocols[p],
                     spoken == SPOKEN_PLANNED ? " today: its vendor only plans it" : "");
    }
}

void lint_site(struct site_plan *plan)
{
    lint_protocols(plan);
    if (plan->quiet) return;
    lint_load(plan);
    lint_build(plan);
    tier_plan_lint(plan);
    wear_lint(plan);
}
