/* One scenario, planned and if asked simulated at other values of its uncertain inputs, thousands of times, on several threads. Every
 * thread has its own reading of the files, whose numbers it changes in place. What comes of a task depends on its index
 * alone, so it is the same for any number of threads. */
#ifndef STUDY_PROBE_H
#define STUDY_PROBE_H

#include "study/doe.h"
#include "types/study.h"

/* A number that is asked about. Needed: of the build whose open counts are worked out anew; else of the one whose counts are held. */
struct probe_output { enum study_number number; bool needed; };

/* A number that may be off. */
struct probe_input {
    const char *path;
    int index;                           /* in inputs_of */
    double value, lo, hi;
    bool is_whole;                       /* counts and dates: rounded */
    const struct dist_spec *dist;        /* NULL: any value between lo and hi, all alike; else lo and hi are P5 and P95 */
    const struct quantity *quantity;     /* as read */
};

struct probe_question {
    const struct doe_base *base;
    const struct probe_output *outputs; int n_outputs;
    bool simulates;
    int workers;                         /* >= 1 */
    void (*progress)(void *context, int64_t done, int64_t of); void *context;     /* NULL: none */
};

struct probe;
struct probe_world;                      /* what one thread works with */

/* Before: the base was read, and planned, without a mistake. `question` must outlive it. Owner: probe_free. NULL where the files, which each
 * thread reads again, have meanwhile become something that cannot be read or planned. */
struct probe *probe_new(const struct probe_question *question);
void probe_free(struct probe *probe);

const struct scenario *probe_scenario(const struct probe *probe);
const struct probe_input *probe_inputs(const struct probe *probe, int *n);
bool probe_counts_open(const struct probe *probe);       /* does the scenario leave any count of nodes open? */
const char *probe_held(const struct probe *probe);       /* "bulk: 532 odm-cap, 88 cnode-gen6" */
const struct probe_output *probe_outputs(const struct probe *probe);
int probe_n_outputs(const struct probe *probe);
int probe_n_verdicts(const struct probe *probe);         /* requirements and, last, the fit */

/* A value of the input at `part` of the way from lo to hi; at `part` of its distribution (0 <= part < 1). */
double probe_between(const struct probe_input *input, double part);
double probe_draw(const struct probe_input *input, double part);

/* enum verdict as a byte. */
typedef unsigned char probe_verdict;

/* Calls task(world, index, context) for each index below n, by several threads in any order. Inputs are nominal when it begins. */
typedef void probe_task(struct probe_world *world, int64_t index, void *context);
void probe_each(struct probe *probe, int64_t n, probe_task *task, void *context);

/* Within a task: changes an input, puts all back, and looks what comes of it: numbers[n_outputs] (NAN: no plan, or unknown), and
 * verdicts[n_verdicts] or NULL: VERDICT_DEPENDS is not to be judged, and without a plan all have failed. False: no plan. */
void probe_set(struct probe_world *world, int input, double value);
void probe_reset(struct probe_world *world);
bool probe_try(struct probe_world *world, double *numbers, probe_verdict *verdicts);

/* The worst relative error of conservation laws that a simulation had; above 1e-9 nothing is to be trusted. */
double probe_audit(const struct probe *probe);

#endif
