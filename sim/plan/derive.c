#include "plan/derive.h"

void derive_all(struct site_plan *plan)
{
    (void)plan;
}
