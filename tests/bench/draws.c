/* What a random draw costs, ns, ours beside GSL's.
 *     draws [--limit]        --limit: bare words of the generator, nothing else */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stat/dist.h"
#include "stat/rng.h"
#include "stat/rng_gsl.h"
#include "tests/bench/clock.h"

enum { DRAWS = 20000000 };

#define DRAWS_NS(expression)                                                      \
    do {                                                                          \
        double sum = 0.0, begin_s = clock_s();                                    \
        for (int k = 0; k < DRAWS; k++) sum += (double)(expression);              \
        double spent_ns = 1e9 * (clock_s() - begin_s) / DRAWS;                    \
        printf("draws %-44s ns %.2f mean %.4g\n", #expression, spent_ns, sum / DRAWS); \
    } while (0)

int main(int argc, char **argv)
{
    struct rng rng = rng_stream(1, 0, "draws", 0);
    DRAWS_NS(rng_next(&rng));
    if (argc > 1 && strcmp(argv[1], "--limit") == 0) return 0;
    gsl_rng view = rng_gsl_view(&rng), *mt = gsl_rng_alloc(gsl_rng_mt19937);
    struct dist_spec normal = { .kind = DIST_NORMAL, .mean = 5.0, .sd = 1.0 };
    struct dist_spec gamma = { .kind = DIST_GAMMA, .scale = 1.0, .shape = 2.5 };
    struct dist_spec exponential = { .kind = DIST_EXPONENTIAL, .mean = 1.0 };
    DRAWS_NS(rng_uniform(&rng));
    DRAWS_NS(rng_below(&rng, 1000));
    DRAWS_NS(rng_exponential(&rng));
    DRAWS_NS(-log(rng_uniform_open(&rng)));
    DRAWS_NS(gsl_ran_exponential(mt, 1.0));
    DRAWS_NS(gsl_ran_gaussian_ziggurat(&view, 1.0));
    DRAWS_NS(dist_draw(&exponential, &rng));
    DRAWS_NS(dist_draw(&normal, &rng));
    DRAWS_NS(dist_draw(&gamma, &rng));
    gsl_rng_free(mt);
    return 0;
}
