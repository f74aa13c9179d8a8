/* The command line: one table of options for all commands, read once. */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"

struct options {
    const char **files; int n_files;     /* what stands without a dash, in order */
    const char **sets; int n_sets;       /* --set, and --seed and --reps as the paths they stand for, in order */
    const char **varies; int n_varies;   /* --vary, in order */
    const char *design;                  /* --design sobol:N | lhs:N; NULL: all combinations */
    const char *study;                   /* --study FILE; NULL: none */
    const char *method, *of;             /* --method, --of of sensitivity; NULL: its own choice */
    const char *json;                    /* --json FILE; "-" is stdout; NULL: none */
    const char *trace;                   /* --trace FILE; NULL: none */
    const char *out;                     /* --out DIR; NULL: none */
    const char *format;                  /* --format A,B; NULL: the command's own choice */
    const char *objective;               /* --objective tiles | power | cost; NULL: tiles */
    const char *max, *min;               /* --max gpus | usable_capacity, --min site_power; NULL: neither */
    const char *probability;             /* --probability P; NULL: 0.95 */
    const char *models;                  /* --models DIR; NULL: look for it */
    int jobs;                            /* --jobs N; 0: one per processor */
    const char *as_of;                   /* --as-of DATE,DATE; NULL: none */
    const char *attribute;               /* --attribute plan|run|none; NULL: plan */
    bool plan;                           /* --plan: nothing is simulated */
    bool manual, quiet, resume, simulate, help;
};

/* Bits of struct option_row.commands: which commands have the option. */
enum { FOR_CHECK = 1, FOR_PLAN = 2, FOR_RUN = 4, FOR_MODELS = 8, FOR_SWEEP = 16, FOR_BOM = 32, FOR_COMPARE = 64, FOR_SIZE = 128, FOR_REQUIREMENTS = 256, FOR_CALIBRATE = 512, FOR_SENSITIVITY = 1024, FOR_EXPLAIN = 2048, FOR_ALL = 4095 };

/* Reads argv[2…] for the command `name`, one of the bits above. All mistakes are printed to `err`,
 * with the nearest valid spelling; false if there was one. `options` is filled either way. */
MUST_USE bool options_read(int argc, char **argv, const char *name, unsigned command, struct arena *arena, FILE *err,
                           struct options *options);

/* Threads to work with: --jobs, else one per processor. */
int options_workers(const struct options *options);

/* One line for each option the command has. */
void options_help(unsigned command, FILE *out);

#endif
