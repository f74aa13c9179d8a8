/* A facility's power tree as whole devices: what each device and each group of racks draws on. Schemes decide: a level's
 * devices are lined up in order, and what hangs below is spread over them in that order, as evenly as the counts
 * allow. What flows through it is power_tree.h's subject. */
#ifndef PLAN_POWER_GRAPH_H
#define PLAN_POWER_GRAPH_H

#include "base/arena.h"
#include "types/catalog.h"

/* What one thing can draw on: `n` devices from supply[first] on, alike for all that hang on it. */
struct power_graph_point { int first, n; };

struct power_graph_tier {
    const struct power_level *level;
    int first, n, block;                     /* devices first ... first + n − 1, in whole blocks */
    int first_point, n_points;               /* what its devices hang on */
    double usable_w, loss, watts_per_it;     /* of one device; watts_per_it: PUE where it carries the site, else 1 */
    bool root;
};

struct power_graph {
    struct arena *arena;
    const struct power_tree *tree;
    struct power_graph_tier *tiers; int n_tiers;
    int n_devices;
    int *hangs_on;                           /* point of each device; −1: fed from outside */
    struct power_graph_point *points; int n_points; size_t points_capacity;
    int *supply; int n_supply; size_t supply_capacity;
    int *load_point; double *load_share; int n_loads; size_t load_points_capacity, load_shares_capacity;
    int first_load_point;
    double pue;
};

/* Whether the level carries IT × PUE or IT alone. */
bool power_graph_carries_site(const struct power_level *level);

/* The tree as devices, in `arena`; `pue` for the levels that carry the site. Before: the tree has levels, as the
 * reader checked them; broken counts (of a sensitivity) are made whole. */
void power_graph_build(struct power_graph *graph, const struct power_tree *tree, double pue, struct arena *arena);

#endif
