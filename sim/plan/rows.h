/* Section 2 of the model: every limit of a pool's boxes as one row, what a client byte read
 * or written costs on it, the bounds that follow.
 *
 * Per group: media time, write buffer, NIC transmit, NIC receive, software; uplinks where
 * the racks are oversubscribed. Uplinks at 1:1 are sized from the cards and the spine from
 * the uplinks, so neither can fill before them: they get no row. All that a box sends or
 * receives is taken as leaving its rack. */
#ifndef PLAN_ROWS_H
#define PLAN_ROWS_H

#include "plan/box.h"
#include "types/site_plan.h"

/* a + b ÷ code efficiency, in units of the row per client byte. */
struct rows_linear { double fixed, encoded; };

/* What one client byte costs on a row of its group. `repaired` is what grows when bytes must
 * be rebuilt to be served; `gather` is what an owner that serves clients itself
 * then sends or receives for each strip. */
struct rows_cost { struct rows_linear steady, repaired; double gather; };

struct rows_spec {
    enum row_kind kind;
    int group;                               /* n_groups: front ends */
    double per_node;                         /* capacity one node brings */
    struct rows_cost cost[OPS];
};

/* A pool as the sizing sees it: boxes and rows laid once, counts and shares in `pool`. */
struct rows_pool {
    struct plan_pool *pool;
    struct box *boxes;                       /* n_groups, then the front ends' */
    struct rows_spec *specs; int n_specs;
    struct row *rows;                        /* scratch of rows_bound, n_specs each */
    struct coefficient *costs;
};

/* The pool's rows on `path`. Same rows in the same order for every path of its stack. */
struct rows_pool rows_lay(struct plan_pool *pool, const struct stack_path *path, double oversubscription, struct arena *arena);

/* The group a row belongs to. */
struct plan_group *rows_group(const struct plan_pool *pool, int group);

/* Does the row belong to the front ends? */
bool rows_is_front(const struct rows_pool *rows, int spec);

/* All below read the pool's current nodes, shares, efficiency and domains. `out`: with one
 * failure domain out. A storage row then has (D − 1)/D of its capacity, a front end's row
 * (F − 1)/F, and 1/D of the bytes read are rebuilt. Both at once is no harsher than the worse of
 * the two but for the rebuilt bytes that pass the front ends' cards. */

double rows_capacity(const struct rows_pool *rows, int spec, bool out);

/* What one client byte of the pool costs on the row: the group's share of it. >= 0. */
double rows_cost(const struct rows_pool *rows, int spec, enum op op, bool out);

/* Part of the fullest row's capacity that `read` and `write` bytes/s together take, over rows of
 * storage (front false) or of front ends (true). INFINITY: on a row of no capacity. */
double rows_load(const struct rows_pool *rows, double read, double write, bool out, bool front);

/* Lowest capacity ÷ cost over the pool's rows, and the lowest on another piece of hardware; row
 * numbers start at `first`. */
struct bound rows_bound(const struct rows_pool *rows, enum op op, int first);

/* Highest rate at which one group by itself could serve the operation, in its own client
 * bytes, by its boxes' own rows; INFINITY when nothing limits it. */
double rows_group_bound(const struct rows_pool *rows, int group, enum op op);

/* Are the two rows the same piece of hardware (a card's two directions), so that relieving
 * one relieves the other? */
bool rows_same_part(const struct row *a, const struct row *b);

/* Lowest capacity ÷ cost of a class over the rows it uses, and the lowest on another piece of
 * hardware; of equal ones the first. */
struct bound rows_lowest(const struct row *rows, const struct coefficient *coefficients, int n);

const char *rows_kind_name(enum row_kind kind);

#endif
