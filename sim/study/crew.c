#include "study/crew.h"

#include <pthread.h>
#include <stddef.h>
#include <time.h>

enum state { FREE, WAITING, RUNNING, DONE, TAKEN };

struct slot { struct trial trial; enum state state; int64_t index; };

struct crew {
    struct arena *arena;
    const struct trial_question *question;
    pthread_mutex_t lock;                /* guards all below */
    pthread_cond_t offered, done;
    struct slot *slots; int n_slots;
    pthread_t *threads; int n_threads;
    bool ends;
};

/* The slot in this state of the lowest index; NULL if none is. */
static struct slot *slot_in(struct crew *crew, enum state state)
{
    struct slot *first = NULL;
    for (int s = 0; s < crew->n_slots; s++)
        if (crew->slots[s].state == state && (!first || crew->slots[s].index < first->index)) first = &crew->slots[s];
    return first;
}

/* The next to run; NULL when the crew ends. */
static struct slot *wait_for_work(struct crew *crew)
{
    struct slot *slot = NULL;
    pthread_mutex_lock(&crew->lock);
    while (!crew->ends && !(slot = slot_in(crew, WAITING))) pthread_cond_wait(&crew->offered, &crew->lock);
    if (crew->ends) slot = NULL;
    if (slot) slot->state = RUNNING;
    pthread_mutex_unlock(&crew->lock);
    return slot;
}

static void *work(void *context)
{
    struct crew *crew = context;
    struct trial_bench *bench = trial_bench_new(crew->question);
    for (struct slot *slot = wait_for_work(crew); slot; slot = wait_for_work(crew)) {
        trial_run(bench, slot->index, &slot->trial);
        pthread_mutex_lock(&crew->lock);
        slot->state = DONE;
        pthread_cond_signal(&crew->done);
        pthread_mutex_unlock(&crew->lock);
    }
    trial_bench_free(bench);
    return NULL;
}

struct crew *crew_new(const struct trial_question *question, int workers)
{
    struct arena *arena = arena_new();
    struct crew *crew = ARENA_NEW(arena, struct crew);
    pthread_condattr_t monotonic;
    *crew = (struct crew){.arena = arena, .question = question, .n_slots = 2 * workers};
    crew->slots = ARENA_ARRAY(arena, struct slot, crew->n_slots);
    for (int s = 0; s < crew->n_slots; s++) crew->slots[s].trial.arena = arena_new();
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->offered, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&crew->done, &monotonic);
    pthread_condattr_destroy(&monotonic);
    crew->threads = ARENA_ARRAY(arena, pthread_t, workers);
    while (crew->n_threads < workers && pthread_create(&crew->threads[crew->n_threads], NULL, work, crew) == 0) crew->n_threads++;
    if (crew->n_threads == 0) check_out_of("threads");
    return crew;
}

void crew_free(struct crew *crew)
{
    if (!crew) return;
    pthread_mutex_lock(&crew->lock);
    crew->ends = true;
    pthread_cond_broadcast(&crew->offered);
    pthread_mutex_unlock(&crew->lock);
    for (int t = 0; t < crew->n_threads; t++) pthread_join(crew->threads[t], NULL);
    for (int s = 0; s < crew->n_slots; s++) arena_free(crew->slots[s].trial.arena);
    pthread_cond_destroy(&crew->done);
    pthread_cond_destroy(&crew->offered);
    pthread_mutex_destroy(&crew->lock);
    arena_free(crew->arena);
}

bool crew_offer(struct crew *crew, int64_t index)
{
    pthread_mutex_lock(&crew->lock);
    struct slot *slot = slot_in(crew, FREE);
    if (slot) {
        slot->state = WAITING;
        slot->index = index;
        pthread_cond_signal(&crew->offered);
    }
    pthread_mutex_unlock(&crew->lock);
    return slot != NULL;
}

int crew_held(struct crew *crew)
{
    int held = 0;
    pthread_mutex_lock(&crew->lock);
    for (int s = 0; s < crew->n_slots; s++) held += crew->slots[s].state != FREE;
    pthread_mutex_unlock(&crew->lock);
    return held;
}

int crew_room(const struct crew *crew) { return crew->n_slots; }

static struct timespec later(double wait_s)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    const double ns = (double)at.tv_nsec + wait_s * 1e9;
    at.tv_sec += (time_t)(ns / 1e9);
    at.tv_nsec = (long)(ns - (double)(time_t)(ns / 1e9) * 1e9);
    return at;
}

struct trial *crew_take(struct crew *crew, double wait_s)
{
    const struct timespec until = later(wait_s);
    struct slot *slot;
    pthread_mutex_lock(&crew->lock);
    while (!(slot = slot_in(crew, DONE)) && wait_s > 0.0)
        if (pthread_cond_timedwait(&crew->done, &crew->lock, &until) != 0) {
            slot = slot_in(crew, DONE);
            break;
        }
    if (slot) slot->state = TAKEN;
    pthread_mutex_unlock(&crew->lock);
    return slot ? &slot->trial : NULL;
}

void crew_give_back(struct crew *crew, struct trial *trial)
{
    struct slot *slot = (struct slot *)(void *)((char *)trial - offsetof(struct slot, trial));
    pthread_mutex_lock(&crew->lock);
    CHECK(slot->state == TAKEN);
    slot->state = FREE;
    pthread_mutex_unlock(&crew->lock);
}
