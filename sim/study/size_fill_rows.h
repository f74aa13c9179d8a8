/* The best build's integer program: which rows bind, and what one unit more of each would cost. */
#ifndef STUDY_SIZE_FILL_ROWS_H
#define STUDY_SIZE_FILL_ROWS_H

#include "study/size.h"

/* Fills out->rows, those that bind first. None where the option follows no linear law. */
void size_fill_rows(const struct size_field *field, const struct size_entry *entry, struct study_size *out);

#endif
