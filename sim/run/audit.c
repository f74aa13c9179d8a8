#include "run/audit.h"

#include <math.h>

struct audit audit_start(void)
{
    return (struct audit){ 0.0, "" };
}

/* NaN is as bad as it gets. */
static void look(struct audit *audit, const char *law, double error)
{
    if (isnan(error)) error = HUGE_VAL;
    if (error > audit->worst) *audit = (struct audit){ error, law };
}

void audit_equal(struct audit *audit, const char *law, double a, double b)
{
    audit_equal_but(audit, law, a, b, 0.0);
}

void audit_equal_but(struct audit *audit, const char *law, double a, double b, double allowed)
{
    if (a == b) return;
    double off = fabs(a - b);
    look(audit, law, off <= allowed ? 0.0 : (off - allowed) / fmax(fabs(a), fabs(b)));
}

void audit_at_most(struct audit *audit, const char *law, double part, double whole)
{
    if (part <= whole) return;
    look(audit, law, (part - whole) / whole);
}

void audit_merge(struct audit *into, const struct audit *from)
{
    if (from->worst > into->worst) *into = *from;
}
