#include "cmd/progress.h"

#include <inttypes.h>
#include <unistd.h>

struct progress progress_begin(FILE *to, const char *what, bool quiet)
{
    struct progress progress = {.to = to, .what = what, .watched = !quiet && isatty(fileno(to))};
    clock_gettime(CLOCK_MONOTONIC, &progress.started);
    return progress;
}

static double seconds_of(const struct progress *progress)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - progress->started.tv_sec) + 1e-9 * (double)(now.tv_nsec - progress->started.tv_nsec);
}

/* "40 s", "12 min", "3.5 h". */
static void time_left(double seconds, char text[32])
{
    if (seconds < 100.0) snprintf(text, 32, "%.0f s", seconds);
    else if (seconds < 6000.0) snprintf(text, 32, "%.0f min", seconds / 60.0);
    else snprintf(text, 32, "%.1f h", seconds / 3600.0);
}

void progress_show(struct progress *progress, int64_t done, int64_t of, int64_t done_now)
{
    char left[32];
    if (!progress->watched) return;
    const double seconds = seconds_of(progress);
    if (seconds < 1.0) return;
    time_left(seconds / (double)done_now * (double)(of - done), left);
    fprintf(progress->to, "\r%s %" PRId64 " of %" PRId64 ", %s to go   ", progress->what, done, of, left);
    fflush(progress->to);
    progress->shown = true;
}

void progress_end(struct progress *progress)
{
    if (progress->shown) fputs("\r\033[K", progress->to);
}
