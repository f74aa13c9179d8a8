/* Progress with the time left, on a terminal only; nothing for what is done within a second. */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct progress { FILE *to; const char *what; struct timespec started; bool watched, shown; };

/* `what` is counted: "replication". Shown unless `quiet`, or `to` is no terminal. */
struct progress progress_begin(FILE *to, const char *what, bool quiet);

/* The done-th of `of` is done, `done_now` of them since the beginning. */
void progress_show(struct progress *progress, int64_t done, int64_t of, int64_t done_now);

/* Wipes the line. */
void progress_end(struct progress *progress);

#endif
