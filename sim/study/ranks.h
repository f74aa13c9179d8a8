/* Several processes of one study under MPI. Rank 0 hands out points and is the only writer; the others try them. Open
 * MPI is optional: its calls stand in a module of their own (ranks_mpi.c, built where mpicc is found as exasite-mpi.so), which is
 * loaded only when a launcher started several processes, so that nobody else waits for it or needs it. Only the thread that
 * joined may call anything here. */
#ifndef STUDY_RANKS_H
#define STUDY_RANKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct ranks;

/* Has a launcher (mpirun, srun) started more than one of us? From its environment variables alone. The number this process has; 0 when
 * nobody did. */
bool ranks_launched(void);
int ranks_number(void);

/* Begins to watch over this process: forks; the child returns -1 and goes on, the parent waits and returns the child's exit
 * status, or 3 if a signal ended it, so that a launcher sees 3 whatever killed a rank. Before: no thread runs, nothing is buffered. */
int ranks_watch(void);

/* Joins the others; *problem says why not (NULL then). Before: ranks_launched. */
struct ranks *ranks_join(struct arena *arena, const char **problem);
int ranks_count(const struct ranks *ranks);

/* Sends bytes to a rank; may wait until it takes them. */
void ranks_send(struct ranks *ranks, int to, const void *bytes, size_t length);

/* The next message, if there is one now: its sender, or -1. Its bytes live in `arena`. */
int ranks_receive(struct ranks *ranks, struct arena *arena, const char **bytes, size_t *length);

/* Waits for all others to come here, then parts. */
void ranks_leave(struct ranks *ranks);

/* --- between ranks.c and the module --------------------------------------------------------------- */

struct ranks_calls {
    int (*begin)(int *rank, int *count);                         /* 0: all is well */
    int (*send)(int to, const void *bytes, size_t length);
    int (*probe)(int *from, size_t *length);                     /* *from -1: nothing there */
    int (*receive)(int from, void *bytes, size_t length);
    int (*end)(void);
};
typedef const struct ranks_calls *ranks_module(void);
#define RANKS_MODULE "ranks_mpi_calls"                           /* the one symbol the module exports */

#endif
