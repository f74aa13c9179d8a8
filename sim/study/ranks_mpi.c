/* The calls of MPI, for ranks.c: compiled into a module of its own, linked with Open MPI. The program itself holds none of this. */
#include "study/ranks.h"

#ifdef EXASITE_MPI

#include <mpi.h>

enum { TAG = 1 };

static int mpi_begin(int *rank, int *count)
{
    int provided;
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS || provided < MPI_THREAD_FUNNELED) return 1;
    return MPI_Comm_rank(MPI_COMM_WORLD, rank) != MPI_SUCCESS || MPI_Comm_size(MPI_COMM_WORLD, count) != MPI_SUCCESS;
}

static int mpi_send(int to, const void *bytes, size_t length)
{
    return MPI_Send(bytes, (int)length, MPI_BYTE, to, TAG, MPI_COMM_WORLD) != MPI_SUCCESS;
}

static int mpi_probe(int *from, size_t *length)
{
    MPI_Status status;
    int there = 0, bytes = 0;
    *from = -1;
    if (MPI_Iprobe(MPI_ANY_SOURCE, TAG, MPI_COMM_WORLD, &there, &status) != MPI_SUCCESS) return 1;
    if (!there) return 0;
    if (MPI_Get_count(&status, MPI_BYTE, &bytes) != MPI_SUCCESS) return 1;
    *from = status.MPI_SOURCE;
    *length = (size_t)bytes;
    return 0;
}

static int mpi_receive(int from, void *bytes, size_t length)
{
    return MPI_Recv(bytes, (int)length, MPI_BYTE, from, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE) != MPI_SUCCESS;
}

static int mpi_end(void)
{
    return MPI_Finalize() != MPI_SUCCESS;
}

ranks_module ranks_mpi_calls;

const struct ranks_calls *ranks_mpi_calls(void)
{
    static const struct ranks_calls calls = {mpi_begin, mpi_send, mpi_probe, mpi_receive, mpi_end};
    return &calls;
}

#endif
