/* What it is worth to know one input before deciding: the expected value of partial perfect information (Raiffa and Schlaifer
 * 1961), from one sample of inputs and outcomes.
 *
 * The sample is cut into blocks of neighbouring values of the input (Strong and Oakley, Medical Decision Making 33, 2013). In each block
 * one half decides and the other half pays, and the other way round; so what chance alone seems to teach is not counted, and an
 * input that tells nothing has a gain of 0 give or take its interval. Decided without knowing it, the half of the whole sample decides. */
#ifndef STAT_WORTH_H
#define STAT_WORTH_H

#include "base/arena.h"

struct worth {
    double without;          /* mean loss of who decides not knowing the input; NAN: fewer than WORTH_LEAST samples */
    double gain, lo, hi;     /* by how much it falls when he knows it, with its 95 % interval, in the unit of the loss */
};

enum { WORTH_LEAST = 40 };

/* One of `choices` is taken; loss[s × choices + c] is what choice c costs in sample s, 0 <= s < n. `knowing` is the input's value, by
 * sample. Ties of losses go to the first choice. All finite. */
struct worth worth_of_choice(const double *knowing, const double *loss, int choices, int n, struct arena *scratch);

/* An amount is set aside, of which need[s] is used in sample s. What lies idle costs 1 a unit; what is missing costs `short_cost` > 1
 * a unit, so the best amount is the quantile 1 − 1 / (1 + short_cost) of the need (the newsvendor's; Arrow, Harris and Marschak
 * 1951). With 9 it is the P90. Losses are in units of the need. Who knows the input sets aside along a straight
 * line in each block. */
struct worth worth_of_reserve(const double *knowing, const double *need, double short_cost, int n, struct arena *scratch);

#endif
