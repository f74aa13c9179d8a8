/* Max-min fairness by the book: all levels rise together, the first row to fill (or cap to
 * be met) freezes its flows, and so on. Everything is worked out from nothing in every
 * round. Shares no code with sim/fluid. */
#ifndef TESTS_LIB_FAIR_ORACLE_H
#define TESTS_LIB_FAIR_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

struct fair_oracle_step { int32_t row; double cost; };

#define FAIR_ORACLE_STEPS 8

struct fair_oracle_flow {
    double weight, members, cap;
    int32_t n_steps;
    struct fair_oracle_step steps[FAIR_ORACLE_STEPS];
    bool present;              /* false: takes no part */
    double level;              /* answer: rate of a member is weight · level; INFINITY: nothing holds it */
};

/* Fills `level` of each flow that is present and has members. */
void fair_oracle_solve(const double *capacity, int32_t n_rows, struct fair_oracle_flow *flows, int32_t n_flows);

/* Flows of weight 1 that start in order of time and move `bytes` over `path_rows` rows each. */
struct fair_oracle_move { double start_s, bytes; int32_t rows[3]; double finish_s; };

/* Fills finish_s of each, solving from nothing at every start and finish. */
void fair_oracle_move_all(const double *capacity, int32_t n_rows, struct fair_oracle_move *moves, int32_t n_moves, int32_t path_rows);

#endif
