/* What measured counters say of a stack's paths.
 *
 * The table is CSV with a head: run,op,client_bytes,nic_tx_bytes,nic_rx_bytes,media_read_bytes,media_write_bytes,buffer_write_bytes,seconds in
 * any order, the first three needed; op is read or write; numbers are bytes (or seconds) of all storage boxes together in one run; an empty cell was
 * not measured; lines that begin with # are remarks. A counter is its mean over runs with the 95 % interval of Student's t.
 *
 * A path fits where every measured counter's interval meets what the path states, widened by CALIBRATE_HEADERS for packet headers, which cards
 * count and models don't. The best is the one that misses least. What it is to be changed to: its `fixed` part of each cost that was measured
 * (what the code makes of a byte stays). */
#ifndef STUDY_CALIBRATE_H
#define STUDY_CALIBRATE_H

#include "types/site_plan.h"
#include "types/study.h"

#define CALIBRATE_HEADERS 0.06

/* Reads `length` bytes of CSV, called `file`, against the plan's first pool. False after a diagnostic. */
MUST_USE bool calibrate_fill(const struct site_plan *plan, const char *bytes, size_t length, const char *file, struct arena *arena, struct diags *diags, struct study_calibration *out);

#endif
