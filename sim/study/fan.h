/* Work on many things that don't depend on each other, on several threads. */
#ifndef STUDY_FAN_H
#define STUDY_FAN_H

/* The index-th of the things, by the worker-th thread: both from 0. */
typedef void fan_work(void *context, int worker, int index);

/* Calls work for each index below n, once, in any order, on `workers` >= 1 threads (fewer where the machine gives no more); returns
 * when all are done. The calling thread is worker 0. */
void fan_out(int n, int workers, fan_work *work, void *context);

#endif
