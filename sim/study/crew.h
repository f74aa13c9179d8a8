/* Threads that try points. Whoever made the crew offers indices and takes what came of them, in
 * whatever order they are done; memory is (twice the workers) × one point. */
#ifndef STUDY_CREW_H
#define STUDY_CREW_H

#include "study/trial.h"

struct crew;

/* Starts `workers` >= 1 threads (fewer where the machine gives no more; CHECKs for one). `question` must outlive it. */
struct crew *crew_new(const struct trial_question *question, int workers);

/* Drops what waits, lets what runs come to its end, frees all. */
void crew_free(struct crew *crew);

/* Hands over a point to be tried; false while there is no room for it. */
MUST_USE bool crew_offer(struct crew *crew, int64_t index);

/* How many points it holds: waiting, running or done and not taken; how many it can hold. */
int crew_held(struct crew *crew);
int crew_room(const struct crew *crew);

/* A point that is done, or NULL after `wait_s` seconds without one. Good until handed back. */
struct trial *crew_take(struct crew *crew, double wait_s);
void crew_give_back(struct crew *crew, struct trial *trial);

#endif
