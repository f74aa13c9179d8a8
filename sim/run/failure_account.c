#include "run/failure_account.h"

struct failure_account *failure_account_copy(const struct failure_account *account, struct arena *arena)
{
    if (account == NULL) return NULL;
    struct failure_account *copy = ARENA_NEW(arena, struct failure_account);
    *copy = *account;
    copy->pools = ARENA_ARRAY(arena, struct failure_pool_account, account->n_pools);
    for (int32_t p = 0; p < account->n_pools; p++) {
        copy->pools[p] = account->pools[p];
        for (int k = 0; k < REBUILD_KINDS; k++) {
            copy->pools[p].reprotect[k] = sketch_new(arena);
            sketch_merge(copy->pools[p].reprotect[k], account->pools[p].reprotect[k]);
        }
    }
    return copy;
}
