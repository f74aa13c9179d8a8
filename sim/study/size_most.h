/* The question turned round: the most that the scenario's envelope (watts, tiles) can host with one option. */
#ifndef STUDY_SIZE_MOST_H
#define STUDY_SIZE_MOST_H

#include "study/size.h"

/* Bisects GPUs or usable bytes for entry->option, which must have been listed for the scenario itself; fills entry->most, law, found and
 * leaves the option's scenario at the most. Nothing is found where even one GPU (or no byte) does not fit, or where nothing limits:
 * entry->most is then INFINITY.
 *
 * GPUs: reads, checkpoints, arrivals, jobs and the MUSTs on throughput scale with the GPUs; capacity, tiles and watts stay as
 * asked. Bytes: the demand and the MUSTs on usable capacity; the rest stays. */
void size_most(struct size_bench *bench, enum size_ask ask, struct size_entry *entry, struct arena *arena);

/* The scenario with an envelope that nothing exceeds, and without MUSTs on site power. */
const struct scenario *size_most_without_envelope(const struct scenario *scenario, struct arena *arena);

/* The scenario with other usable bytes, in the demand and in MUSTs that ask for at least some. Its arrays are its own. */
struct scenario *size_most_with_bytes(const struct scenario *scenario, double bytes, struct arena *arena);

#endif
