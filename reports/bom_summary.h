/* The sheet `summary` of the bill of materials: headlines, phases, and what to order. */
#ifndef REPORTS_BOM_SUMMARY_H
#define REPORTS_BOM_SUMMARY_H

#include "reports/bom_book.h"

/* Before: bom_check, which says where the whole check's verdict stands. */
void bom_summary(struct bom_book *book);

#endif
