#include "study/sweep.h"

#include <string.h>
#include <time.h>

#include "base/text.h"
#include "study/crew.h"

static const double poll_s = 0.001, commit_s = 0.5;

/* From rank r to rank 0: `asks` points are wanted; a result, which follows, is one more wish. Back: an index, or none. */
struct ask { int32_t asks, has_result; };
static const int64_t no_more = -1;

struct sweep {
    const struct trial_question *question;
    struct store *store;
    const struct sweep_options *options;
    struct arena *arena, *message;
    struct crew *crew;
    struct trial received;
    int64_t next, given, done_now;       /* the next index to look at; points handed out and not yet back; stored by us */
    int *wishes;                         /* by rank: points it still expects to be told of, one way or another; -1 before its first word */
    struct timespec committed_at;
    bool dirty, stops;
    struct sweep_result result;
};

static double seconds_since(const struct timespec *then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + 1e-9 * (double)(now.tv_nsec - then->tv_nsec);
}

static void stop(struct sweep *sweep, enum sweep_end end)
{
    if (!sweep->stops) sweep->result.end = end;
    sweep->stops = true;
}

/* --- what comes back ------------------------------------------------------------------------------- */

static void keep(struct sweep *sweep, const struct trial *trial)
{
    sweep->given--;
    if (sweep->stops) return;
    if (*trial->seed) {
        sweep->result = (struct sweep_result){.point = trial->point.point, .audit_worst = trial->audit_worst, .seed = text_copy(sweep->arena, trial->seed)};
        stop(sweep, SWEEP_UNSOUND);
    } else if (!store_put(sweep->store, &trial->point)) {
        store_rollback(sweep->store);        /* half a point must not be committed */
        sweep->dirty = false;
        stop(sweep, SWEEP_STORE_FAILED);
    } else {
        sweep->dirty = true;
        sweep->done_now++;
        if (sweep->options->progress)
            sweep->options->progress(sweep->options->context, sweep->done_now, sweep->question->doe->n_points - store_done(sweep->store));
    }
}

static void commit(struct sweep *sweep)
{
    if (!sweep->dirty) return;
    if (sweep->options->unchanged && !sweep->options->unchanged(sweep->options->context)) {
        stop(sweep, SWEEP_CHANGED);
        store_rollback(sweep->store);
    } else if (!store_commit(sweep->store)) {
        stop(sweep, SWEEP_STORE_FAILED);
    }
    sweep->dirty = false;
    clock_gettime(CLOCK_MONOTONIC, &sweep->committed_at);
}

/* --- what goes out --------------------------------------------------------------------------------------- */

/* Is there an index left that is neither stored nor handed out? It is `next` then. */
static bool has_more(struct sweep *sweep)
{
    const int64_t n = sweep->question->doe->n_points;
    while (sweep->next < n && store_has(sweep->store, sweep->next)) sweep->next++;
    return !sweep->stops && sweep->next < n;
}

static int64_t take_next(struct sweep *sweep)
{
    if (!has_more(sweep)) return no_more;
    sweep->given++;
    return sweep->next++;
}

static void fill_crew(struct sweep *sweep)
{
    while (crew_held(sweep->crew) < crew_room(sweep->crew)) {
        if (!has_more(sweep)) return;
        CHECK(crew_offer(sweep->crew, take_next(sweep)));
    }
}

static void drain_crew(struct sweep *sweep, double wait_s)
{
    for (struct trial *trial = crew_take(sweep->crew, wait_s); trial; trial = crew_take(sweep->crew, 0.0)) {
        keep(sweep, trial);
        crew_give_back(sweep->crew, trial);
        fill_crew(sweep);
    }
}

/* --- ranks ------------------------------------------------------------------------------------------------- */

static bool answer_one(struct sweep *sweep)
{
    struct ask ask;
    const char *bytes;
    size_t length;
    arena_reset(sweep->message);
    const int from = ranks_receive(sweep->options->ranks, sweep->message, &bytes, &length);
    if (from < 0) return false;
    CHECK(length >= sizeof ask);
    memcpy(&ask, bytes, sizeof ask);
    if (ask.has_result) {
        trial_unpack(bytes + sizeof ask, length - sizeof ask, &sweep->received);
        keep(sweep, &sweep->received);
    }
    if (sweep->wishes[from] < 0) sweep->wishes[from] = ask.asks;
    for (int32_t k = 0; k < ask.asks; k++) {
        const int64_t index = take_next(sweep);
        if (index == no_more) sweep->wishes[from]--;
        ranks_send(sweep->options->ranks, from, &index, sizeof index);
    }
    return true;
}

static int ranks_of(const struct sweep_options *options)
{
    return options->ranks ? ranks_count(options->ranks) : 1;
}

static bool all_served(const struct sweep *sweep)
{
    for (int r = 1; r < ranks_of(sweep->options); r++)
        if (sweep->wishes[r] != 0) return false;
    return sweep->given == 0;
}

/* --- the doors ---------------------------------------------------------------------------------------------- */

static void begin(struct sweep *sweep)
{
    const int n = ranks_of(sweep->options);
    sweep->message = arena_new();
    sweep->received.arena = arena_new();
    sweep->wishes = ARENA_ARRAY(sweep->arena, int, n);
    for (int r = 1; r < n; r++) sweep->wishes[r] = -1;
    clock_gettime(CLOCK_MONOTONIC, &sweep->committed_at);
    sweep->crew = crew_new(sweep->question, sweep->options->workers);
}

struct sweep_result sweep_run(const struct trial_question *question, struct store *store, const struct sweep_options *options, struct arena *arena)
{
    struct sweep sweep = {.question = question, .store = store, .options = options, .arena = arena, .result = {.end = SWEEP_DONE, .seed = ""}};
    begin(&sweep);
    for (;;) {
        fill_crew(&sweep);
        while (options->ranks && answer_one(&sweep)) continue;
        if (!has_more(&sweep) && all_served(&sweep)) break;
        drain_crew(&sweep, options->ranks ? poll_s : commit_s);
        if (seconds_since(&sweep.committed_at) >= commit_s) commit(&sweep);
    }
    commit(&sweep);
    crew_free(sweep.crew);
    arena_free(sweep.received.arena);
    arena_free(sweep.message);
    return sweep.result;
}

void sweep_dismiss(struct ranks *ranks)
{
    struct arena *arena = arena_new();
    const struct timespec pause = {0, 1000000};
    for (int told = 1; told < ranks_count(ranks);) {
        struct ask ask;
        const char *bytes;
        size_t length;
        const int from = ranks_receive(ranks, arena, &bytes, &length);
        if (from < 0) {
            nanosleep(&pause, NULL);
            continue;
        }
        memcpy(&ask, bytes, sizeof ask);
        for (int32_t k = 0; k < ask.asks; k++) ranks_send(ranks, from, &no_more, sizeof no_more);
        told++;
    }
    arena_free(arena);
}

static void send_ask(struct ranks *ranks, struct ask ask, const struct trial *trial, struct arena *message)
{
    struct text bytes = text_new(message);
    size_t length = 0;
    const char *packed = trial ? trial_pack(trial, message, &length) : "";
    text_append_n(&bytes, (const char *)&ask, sizeof ask);
    text_append_n(&bytes, packed, length);
    ranks_send(ranks, 0, bytes.bytes, bytes.length);
}

/* What rank 0 said, if it said something: an index for the crew, or one wish less. */
static bool hear(struct ranks *ranks, struct crew *crew, int *wishes, struct arena *message)
{
    const char *bytes;
    size_t length;
    int64_t index;
    arena_reset(message);
    if (ranks_receive(ranks, message, &bytes, &length) < 0) return false;
    CHECK(length == sizeof index);
    memcpy(&index, bytes, sizeof index);
    if (index == no_more) (*wishes)--;
    else CHECK(crew_offer(crew, index));
    return true;
}

void sweep_serve(const struct trial_question *question, int workers, struct ranks *ranks)
{
    struct crew *crew = crew_new(question, workers);
    struct arena *message = arena_new();
    int wishes = crew_room(crew);
    send_ask(ranks, (struct ask){.asks = wishes}, NULL, message);
    while (wishes > 0) {
        while (hear(ranks, crew, &wishes, message)) continue;
        struct trial *trial = crew_take(crew, poll_s);
        if (!trial) continue;
        arena_reset(message);
        send_ask(ranks, (struct ask){.asks = 1, .has_result = 1}, trial, message);
        crew_give_back(crew, trial);
    }
    crew_free(crew);
    arena_free(message);
}
