#include "stat/mser.h"

#include "base/check.h"

enum { MSER_BATCH = 5 };

static double mser_batch_mean(const double *values, size_t batch)
{
    double total = 0.0;
    for (size_t k = 0; k < MSER_BATCH; k++) total += values[batch * MSER_BATCH + k];
    return total / MSER_BATCH;
}

/* From the last batch to the first by Welford's update, so every cut is judged in one pass;
 * among equals the earliest cut wins. */
size_t mser_5(const double *values, size_t n)
{
    size_t batches = n / MSER_BATCH, latest = batches / 2, best = latest;
    double mean = 0.0, squares = 0.0, least = 0.0;
    if (latest == 0) return n;
    for (size_t cut = batches; cut-- > 0;) {
        double left = (double)(batches - cut), step = mser_batch_mean(values, cut) - mean;
        mean += step / left;
        squares += step * (mser_batch_mean(values, cut) - mean);
        double error = squares / (left * left);
        if (cut == latest || (cut < latest && error <= least)) {
            least = error;
            best = cut;
        }
    }
    return best == latest ? n : best * MSER_BATCH;
}
