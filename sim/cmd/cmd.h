/* The commands: each takes the read command line, prints to `out` and `err`, and says how
 * it ended. What that means as an exit status, main.c knows. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdio.h>

#include "cmd/options.h"

enum cmd_status {
    CMD_DONE,                /* and every MUST requirement met */
    CMD_NOT_MET,             /* some MUST requirement is not met, or depends on an open input */
    CMD_BAD_INPUT,           /* diagnostics were printed; nothing was written */
    CMD_INTERNAL             /* our own mistake or the machine's: a failed audit, a disk that is full */
};

struct cmd_streams { FILE *out, *err; };

/* A command: `options` were read and checked for it, what it makes lives in `arena`, results go to `out`, diagnostics to `err`; both stay open. */
typedef enum cmd_status cmd_function(const struct options *options, struct arena *arena, struct cmd_streams streams);

struct cmd {
    const char *name, *arguments, *summary;
    unsigned bit;            /* of options.h */
    int least_files, most_files;
    const char *help;
    cmd_function *run;
};

/* NULL if there is no command of that name. */
const struct cmd *cmd_find(const char *name);

/* The nearest name to a misspelt one, or NULL. */
const char *cmd_nearest(const char *name);

/* The list of commands; one command's help. */
void cmd_list(FILE *out);
void cmd_help(const struct cmd *cmd, FILE *out);

cmd_function cmd_check, cmd_plan, cmd_run, cmd_size, cmd_sweep, cmd_sensitivity, cmd_compare, cmd_calibrate, cmd_requirements, cmd_models, cmd_bom, cmd_explain;

#endif
