/* The bill of power as a section of a document: what each part of the site draws at four points, and which of them facilities sign.
 * The bill of materials and the requirements document show this one. */
#ifndef REPORTS_BILL_OF_POWER_H
#define REPORTS_BILL_OF_POWER_H

#include "reports/doc.h"
#include "types/results.h"

/* With its heading, of that level. A file of a program that knew no bill of power gets a sentence that says so. */
void bill_of_power(struct doc *doc, int level, const struct results *results);

#endif
