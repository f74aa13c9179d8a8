#include "study/fan.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"

struct shared { fan_work *work; void *context; pthread_mutex_t lock; int n, next; };
struct worker { struct shared *shared; int index; pthread_t thread; bool started; };

static int take(struct shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    const int index = shared->next < shared->n ? shared->next++ : -1;
    pthread_mutex_unlock(&shared->lock);
    return index;
}

static void *serve(void *context)
{
    const struct worker *worker = context;
    for (int index = take(worker->shared); index >= 0; index = take(worker->shared)) worker->shared->work(worker->shared->context, worker->index, index);
    return NULL;
}

void fan_out(int n, int workers, fan_work *work, void *context)
{
    struct arena *arena = arena_new();
    struct shared shared = {.work = work, .context = context, .n = n};
    const int threads = workers < n ? workers : n;
    struct worker *all = ARENA_ARRAY(arena, struct worker, threads + 1);
    pthread_mutex_init(&shared.lock, NULL);
    for (int w = 0; w < threads; w++) all[w] = (struct worker){.shared = &shared, .index = w};
    for (int w = 1; w < threads; w++) all[w].started = pthread_create(&all[w].thread, NULL, serve, &all[w]) == 0;
    if (n > 0) serve(&all[0]);
    for (int w = 1; w < threads; w++)
        if (all[w].started) pthread_join(all[w].thread, NULL);
    pthread_mutex_destroy(&shared.lock);
    arena_free(arena);
}
