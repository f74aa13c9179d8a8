/* Where, as more bytes are asked for, another rule comes to set an option's storage: from media time or a card to bytes. */
#ifndef STUDY_SIZE_FLIPS_H
#define STUDY_SIZE_FLIPS_H

#include "study/size.h"

/* Fills out->flips and out->unflipped for every option that can be had, and for the best mix, between 1 and 7 EB; each bisected to a
 * millionth. A build whose storage counts are all stated has none. */
void size_flips_fill(const struct size_field *field, struct study_size *out);

/* What sets the storage when `bytes` are asked for: "capacity", "domain_out: media time of azure-blob-hdd"; "" where it can't be sized. */
const char *size_flips_rule(struct size_bench *bench, const struct size_option *option, double bytes, struct arena *arena);

#endif
