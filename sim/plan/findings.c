#include "plan/findings.h"

#include <stdarg.h>

#include "base/order.h"
#include "base/text.h"

void findings_add(struct site_plan *plan, struct place at, enum finding_severity severity, const char *code, const char *format, ...)
{
    if (plan->quiet) return;
    const size_t used = (size_t)plan->n_findings;
    plan->findings = arena_grow(plan->arena, plan->findings, used, used + 1, &plan->findings_capacity, sizeof *plan->findings);
    va_list args;
    va_start(args, format);
    plan->findings[plan->n_findings++] =
        (struct finding){.code = code, .severity = severity, .text = text_vformat(plan->arena, format, args), .at = at};
    va_end(args);
}

const char *findings_number(const struct site_plan *plan, double value, enum unit unit, int digits)
{
    char buffer[64];
    return text_copy(plan->arena, units_format(value, unit, digits, buffer));
}

static bool graver(const void *a, const void *b, const void *context)
{
    (void)context;
    return ((const struct finding *)a)->severity > ((const struct finding *)b)->severity;
}

void findings_sort(struct site_plan *plan)
{
    order_sort(plan->findings, (size_t)plan->n_findings, sizeof *plan->findings, graver, NULL);
}
