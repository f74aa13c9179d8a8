/* Capacity codes: how wide a stripe a cluster can lay, what it keeps of the raw bytes,
 * and what reading around a loss costs. Knows domains, no boxes. */
#ifndef PLAN_CODE_H
#define PLAN_CODE_H

#include "types/catalog.h"

struct code_fit {
    bool fits;               /* false: too few domains; the rest is then that of the narrowest stripe */
    double width;            /* w: strips of a stripe, parity included */
    double data_strips;      /* w − p */
    double efficiency;       /* (w − p) ÷ w */
    double survives;         /* failure domains lost at once without loss of data */
};

/* Stripe width follows the cluster: w = min(widest, ⌊p ÷ domains to survive⌋ × domains) for a
 * code with min_data < data; a fixed code has its one width. Replication: 1 of p + 1.
 * After: `fits` is false when the width leaves fewer than min_data data strips, or a fixed
 * code has fewer than min_domains domains. */
struct code_fit code_at(const struct stack_code *code, double domains);

/* Fewest domains at which code_at fits. */
double code_min_domains(const struct stack_code *code);

/* Data strips of the narrowest stripe: min_data where given, else data (one width). */
double code_min_data(const struct stack_code *code);

/* Strips of one domain that a stripe may lose with it: ⌊p ÷ domains to survive⌋, at least 1. */
double code_strips_per_domain(const struct stack_code *code);

/* Strips read to serve one that is unavailable, in a stripe of `data_strips`: the code's
 * repair law (a fraction of the data strips below 1, else a number; default all of them). */
double code_repair_strips(const struct stack_code *code, double data_strips);

#endif
