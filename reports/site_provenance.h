/* What a document rests on: assumptions with their weight, derivations, the run's manifest. */
#ifndef REPORTS_SITE_PROVENANCE_H
#define REPORTS_SITE_PROVENANCE_H

#include "reports/site_parts.h"

/* Each a section with its heading. */
void site_provenance_assumptions(struct site_parts *site);
void site_provenance_derivations(struct site_parts *site);
void site_provenance_manifest(struct site_parts *site);

#endif
