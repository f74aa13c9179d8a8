/* A linear program some of whose unknowns are whole numbers: the least cost that meets every row. The one user of GLPK.
 *
 * The same program gives the same answer on any thread: the search is limited by nodes, never by time, and each solve makes and drops
 * its own problem. Keep figures near 1 (boxes, PB, TB/s, kW): the solver tells rows apart to about 1e-7. */
#ifndef STUDY_PROGRAM_H
#define STUDY_PROGRAM_H

#include <stdbool.h>

#include "base/arena.h"

enum program_sense { PROGRAM_AT_LEAST, PROGRAM_AT_MOST };

struct program_unknown {
    double cost;
    double least, most;                  /* finite; INFINITY for no upper bound */
    bool whole;
};

/* Sum of a[u] x[u] over all unknowns, at least or at most the limit. */
struct program_row { enum program_sense sense; double limit; double *a; };

struct program {
    struct program_unknown *unknowns; int n_unknowns;
    struct program_row *rows; int n_rows, most_rows;
};

enum program_end {
    PROGRAM_SOLVED,
    PROGRAM_INFEASIBLE,                  /* no numbers meet every row */
    PROGRAM_UNBOUNDED,                   /* the cost falls without end */
    PROGRAM_GAVE_UP                      /* no proof within the limit of nodes; x is the best found, or NULL */
};

struct program_answer {
    enum program_end end;
    double cost;
    double *x;                           /* one for each unknown; NULL: none */
    /* The relaxation, in which no unknown need be whole. NULL and NAN where that has no answer either. */
    double relaxed_cost;
    double *relaxed_x;
    double *price;                       /* of each row: by what the relaxed cost grows if its limit does by one, while the same rows bind */
};

/* Room for a program whose unknowns run from 0 and cost nothing; its rows are at least 0. */
struct program *program_new(struct arena *arena, int n_unknowns, int most_rows);

/* One row more, all coefficients 0; they are the caller's to fill. Before: fewer than most_rows stand. */
struct program_row *program_row(struct program *program, enum program_sense sense, double limit);

struct program_answer program_solve(const struct program *program, struct arena *arena);

/* The relaxed cost if the row's limit were `more` larger; INFINITY: then nothing meets every row. */
double program_relaxed_with(const struct program *program, int row, double more, struct arena *arena);

#endif
