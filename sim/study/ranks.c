#include "study/ranks.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

struct ranks { const struct ranks_calls *calls; int rank, count; };

/* --- launched? ------------------------------------------------------------------------------------- */

/* What Open MPI's mpirun and Slurm's srun tell each process: how many there are, which it is. */
static const struct { const char *count, *rank; } launchers[] = {
    {"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"}, {"PMI_SIZE", "PMI_RANK"}, {"SLURM_STEP_NUM_TASKS", "SLURM_PROCID"},
};

static int number_in(const char *name)
{
    const char *value = getenv(name);
    return value && *value >= '0' && *value <= '9' ? atoi(value) : -1;
}

bool ranks_launched(void)
{
    for (size_t k = 0; k < sizeof launchers / sizeof *launchers; k++)
        if (number_in(launchers[k].count) > 1) return true;
    return false;
}

int ranks_number(void)
{
    for (size_t k = 0; k < sizeof launchers / sizeof *launchers; k++)
        if (number_in(launchers[k].count) > 1 && number_in(launchers[k].rank) >= 0) return number_in(launchers[k].rank);
    return 0;
}

int ranks_watch(void)
{
    const pid_t child = fork();
    int status;
    if (child < 0) check_out_of("processes");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);        /* a launcher that ends the parent ends both */
        return -1;
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return 3;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

/* --- joining --------------------------------------------------------------------------------------------- */

/* Beside the program, or where it was installed. */
static const char *module_path(struct arena *arena)
{
    const char *beside = file_join(arena, file_program_folder(arena), "exasite-mpi.so");
    if (file_exists(beside)) return beside;
    return file_join(arena, file_program_folder(arena), "../lib/exasite/exasite-mpi.so");
}

/* Global, since the parts that Open MPI loads by itself look for its symbols there. */
static const struct ranks_calls *load(struct arena *arena, const char **problem)
{
    ranks_module *module;
    void *handle = dlopen(module_path(arena), RTLD_NOW | RTLD_GLOBAL), *symbol = handle ? dlsym(handle, RANKS_MODULE) : NULL;
    if (!symbol) {
        *problem = text_format(arena, "a launcher started several processes, but this build has no MPI (%s); build with libopenmpi-dev installed", dlerror());
        return NULL;
    }
    memcpy(&module, &symbol, sizeof module);
    return module();
}

struct ranks *ranks_join(struct arena *arena, const char **problem)
{
    struct ranks *ranks = ARENA_NEW(arena, struct ranks);
    ranks->calls = load(arena, problem);
    if (!ranks->calls) return NULL;
    if (ranks->calls->begin(&ranks->rank, &ranks->count) == 0) return ranks;
    *problem = "MPI did not begin";
    return NULL;
}

int ranks_count(const struct ranks *ranks) { return ranks->count; }

/* Open MPI ends the job itself when a peer is gone; should a call come back with an error, we end. */
static void must(int failed)
{
    if (failed) check_out_of("peers: MPI failed");
}

void ranks_send(struct ranks *ranks, int to, const void *bytes, size_t length)
{
    CHECK(length <= INT_MAX);
    must(ranks->calls->send(to, bytes, length));
}

int ranks_receive(struct ranks *ranks, struct arena *arena, const char **bytes, size_t *length)
{
    int from;
    must(ranks->calls->probe(&from, length));
    if (from < 0) return -1;
    char *room = arena_alloc(arena, *length + 1);
    must(ranks->calls->receive(from, room, *length));
    *bytes = room;
    return from;
}

void ranks_leave(struct ranks *ranks)
{
    must(ranks->calls->end());
}
