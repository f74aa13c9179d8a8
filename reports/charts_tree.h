/* The power tree as a one-line diagram with the load and the rating of each level. Used by charts.c. */
#ifndef REPORTS_CHARTS_TREE_H
#define REPORTS_CHARTS_TREE_H

#include "reports/charts.h"

/* Loads at the planned maximum, normal and in the worst loss. svg NULL: the facility states no power tree. */
struct charts_drawing charts_tree(const struct results *results, struct arena *arena);

#endif
