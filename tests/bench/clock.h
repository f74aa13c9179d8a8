/* Time and memory of a bench program. */
#ifndef TESTS_BENCH_CLOCK_H
#define TESTS_BENCH_CLOCK_H

#include <stdio.h>
#include <string.h>
#include <time.h>

static inline double clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Most memory this program has held, MB = 1e6 bytes; 0 where the system doesn't tell. Not getrusage's,
 * which counts what the process was before it became this program. */
static inline double clock_peak_mb(void)
{
    char line[256];
    unsigned long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %lu", &kib) == 1) break;
    if (status) fclose(status);
    return (double)kib * 1024.0 / 1e6;
}

#endif
