/* What `size` found, for a terminal or a pipe; no line is wider than 100 columns where names allow. */
#ifndef REPORTS_SIZE_SCREEN_H
#define REPORTS_SIZE_SCREEN_H

#include "base/arena.h"
#include "types/study.h"

/* The same in short: eight other options, twelve flips. In `arena`. */
const char *size_screen(const struct study_size *size, struct arena *arena);

#endif
