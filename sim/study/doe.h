/* What a study varies, and the points that come of it: --vary PATH=SPEC and --design read into values of
 * inputs, each written as in --set. A point is a function of the study's words and its index.
 *
 * SPEC: `a,b,c` a list of values; `lo:hi:n` n numbers from lo to hi with equal steps, `lo:hi:xN` N with equal ratios (0 < lo);
 * `lo:hi` and `lo:hi:x` every number between, for designs only. Units as in YAML. Numbers between the ends are rounded to 12
 * digits of the unit in which hi is written; counts and dates to whole ones. Without a design all combinations are
 * the points, the last --vary changing fastest. `sobol:N` and `lhs:N` give N points (stat/design.h): a list or
 * lo:hi:n is cut into as many equal parts as it has values. */
#ifndef STUDY_DOE_H
#define STUDY_DOE_H

#include <stdint.h>

#include "base/diag.h"
#include "base/units.h"
#include "types/scenario.h"

enum doe_kind { DOE_ALL, DOE_SOBOL, DOE_LHS };
enum doe_scale { DOE_LIST, DOE_LINEAR, DOE_GEOMETRIC };

enum { DOE_MOST_VARIES = 16, DOE_MOST_VALUES = 10000 };
#define DOE_MOST_POINTS INT64_C(10000000)

struct doe_value { const char *text; double number; };     /* number: SI; NAN for what is no plain number */

struct doe_vary {
    const char *argument, *path, *spec;
    enum doe_scale scale;
    enum unit unit;              /* of the input; only where is_number */
    bool is_number;
    struct doe_value *values; int n_values;      /* 0: every number between the ends */
    double lo, hi;               /* ranges: the ends, in `word` */
    const char *lo_text, *hi_text, *word;        /* the ends as written; the unit's word, "" for none */
};

struct doe {
    enum doe_kind kind;
    const char *design;          /* as written; "" without */
    struct doe_vary *varies; int n_varies;
    int64_t n_points;
    uint64_t seed;
    const char **files; int n_files;     /* of all scenarios and models that reading the values led to, in order of first mention */
};

/* The scenario that is varied: what `run` would be told. */
struct doe_base { const char *file, *models_dir; const char *const *sets; int n_sets; };

/* Reads all. Every value is tried on the base, alone: what is wrong with its path or its value is diagnosed as --vary:NUMBER:COLUMN, all
 * mistakes in one go; a mistake that only combinations make is the point's affair. Before: the base was read into
 * `scenario` and `catalog` without a mistake; 1 <= n_varies. `design` may be NULL. All lives in `arena`; arguments must live as long. */
MUST_USE bool doe_read(const struct doe_base *base, const struct scenario *scenario, const struct catalog *catalog, const char *const *varies,
                       int n_varies, const char *design, struct arena *arena, struct diags *diags, struct doe *doe);

/* Walks the points. One a thread; owner: doe_walk_free. */
struct doe_walk;
struct doe_walk *doe_walk_new(const struct doe *doe);
void doe_walk_free(struct doe_walk *walk);

/* values[n_varies] of the index-th point, 0 <= index < n_points; texts in `arena`. */
void doe_at(struct doe_walk *walk, int64_t index, struct arena *arena, struct doe_value *values);

/* A number `part` of the way from one value of a vary to another, 0 <= part <= 1: by equal ratios where it is a range of such, whole where it is a
 * count or a date. Text in `arena`. Before: is_number, and both values have one. */
struct doe_value doe_between(const struct doe_vary *vary, const struct doe_value *from, const struct doe_value *to, double part, struct arena *arena);

/* The arguments that make the point of the base: the base's own and one PATH=VALUE for each vary. In `arena`. */
const char *const *doe_sets(const struct doe *doe, const struct doe_base *base, const struct doe_value *values, struct arena *arena);

#endif
