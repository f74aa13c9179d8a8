/* argv → command. The only place that knows exit statuses and the standard streams. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "cmd/cmd.h"
#include "stat/dist.h"

static int main_status(enum cmd_status status)
{
    switch (status) {
    case CMD_DONE: return 0;
    case CMD_NOT_MET: return 1;
    case CMD_BAD_INPUT: return 2;
    case CMD_INTERNAL: return 3;
    }
    return 3;
}

static void main_version(void)
{
#ifdef EXASITE_DEBUG
    const char *build = "debug";
#else
    const char *build = "release";
#endif
    printf("exasite %s (%s build)\n", EXASITE_VERSION, build);
}

static enum cmd_status main_no_command(const char *word)
{
    const char *nearest = cmd_nearest(word);
    fprintf(stderr, "exasite: error: no command %s%s%s%s [bad-command]\n", word, nearest ? "; did you mean " : "",
            nearest ? nearest : "", nearest ? "?" : "");
    fprintf(stderr, "`exasite --help` lists the commands.\n");
    return CMD_BAD_INPUT;
}

static enum cmd_status main_command(int argc, char **argv, struct arena *arena)
{
    const struct cmd *cmd = cmd_find(argv[1]);
    if (!cmd) return main_no_command(argv[1]);
    struct options options;
    const bool good = options_read(argc, argv, cmd->name, cmd->bit, arena, stderr, &options);
    if (options.help) {
        cmd_help(cmd, stdout);
        return CMD_DONE;
    }
    if (!good) return CMD_BAD_INPUT;
    if (options.n_files > cmd->most_files || (options.n_files < cmd->least_files && !options.manual)) {
        fprintf(stderr, "exasite %s: error: expected %s [bad-command]\n", cmd->name, cmd->arguments);
        return CMD_BAD_INPUT;
    }
    return cmd->run(&options, arena, (struct cmd_streams){stdout, stderr});
}

int main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        cmd_list(argc < 2 ? stderr : stdout);
        return argc < 2 ? 2 : 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        main_version();
        return 0;
    }
    dist_gsl_quiet();
    struct arena *arena = arena_new();
    enum cmd_status status = main_command(argc, argv, arena);
    arena_free(arena);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "exasite: error: standard output could not be written\n");
        status = CMD_INTERNAL;
    }
    return main_status(status);
}
