/* The sheet `check` of the bill of materials. */
#ifndef REPORTS_BOM_CHECK_H
#define REPORTS_BOM_CHECK_H

#include "reports/bom_book.h"

/* What the book's formulas come to beside what the simulator says, row by row; says where all of it is told. Before: the lines stand. */
void bom_check(struct bom_book *book);

#endif
