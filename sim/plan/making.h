/* A derivation in the making. Its grade is the worst among its inputs; source and date are those of the first input of that grade.
 *
 * What it came about by is said twice: the expression in words, and where plain arithmetic made it the formula, which can be worked out
 * again: numbers in SI, + - * / and brackets, min max ceil floor, and inputs by name in braces. */
#ifndef PLAN_MAKING_H
#define PLAN_MAKING_H

#include "types/site_plan.h"

struct making {
    struct site_plan *plan;
    struct derivation derivation;
    size_t inputs_capacity;
};

struct making making_begin(struct site_plan *plan, const char *id, double value, enum unit unit, struct place at);

/* Takes an input and returns its name for a formula, "{path}": the number itself where nobody states it. Several in one argument list
 * would come in another order with another compiler. */
const char *making_from(struct making *making, const struct quantity *quantity);

/* Another derivation, already made: "{id}". One that was not made is no input, and `id`'s number is not known here: "{id}" all the same. */
const char *making_derived(struct making *making, const char *id);

/* Is there a derivation of that name? */
bool making_made(const struct site_plan *plan, const char *id);

void making_formula(struct making *making, const char *format, ...) PRINTF_LIKE(2, 3);

/* Adds it to the plan's with its expression in words. */
void making_end(struct making *making, const char *format, ...) PRINTF_LIKE(2, 3);


/* "plan.pools.bulk.KEY", "plan.pools.bulk.NODE.KEY". */
const char *making_pool_id(const struct site_plan *plan, const struct plan_pool *pool, const char *key);
const char *making_group_id(const struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, const char *key);

#endif
