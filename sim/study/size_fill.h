/* From sized entries to what documents show (struct study_size). */
#ifndef STUDY_SIZE_FILL_H
#define STUDY_SIZE_FILL_H

#include "study/size.h"

/* Everything but manifest and flips. Before: entries are ranked and proved. */
void size_fill(const struct size_field *field, struct study_size *out);

#endif
