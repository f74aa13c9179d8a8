/* A number as the user gave it: value, ignorance, chance, provenance, place. Every
 * number that a model or scenario states is one of these, so that each result can say
 * what it rests on. */
#ifndef TYPES_QUANTITY_H
#define TYPES_QUANTITY_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/units.h"
#include "types/dist_spec.h"

/* How well a number is known, best first. */
enum grade {
    GRADE_NONE,              /* stated by a scenario as its question: a demand, a choice */
    GRADE_MEASURED,
    GRADE_DATASHEET,
    GRADE_QUOTE,
    GRADE_ESTIMATE,          /* an engineer's guess with a reason and a range */
    GRADE_PLACEHOLDER        /* stands in for what nobody outside has published */
};

struct quantity {
    double value;            /* SI, nominal: midpoint of a range, mean of a distribution, unless given */
    double lo, hi;           /* ends of the stated range; both equal `value` when there is none */
    struct dist_spec dist;   /* DIST_NONE unless a distribution is stated: drawn in every replication */
    enum unit unit;
    enum grade grade;
    const char *source;      /* never NULL; "" when nothing is stated (scenario), "default" when defaulted, "--set" when a --set gave it */
    const char *date;        /* of the source, "2024-11"; "" when not stated */
    struct place at;         /* where it was written; line 0 when defaulted */
    bool given;              /* false: a default from the field table, or absent with no default (then value is NAN) */
    double least, most;      /* what the field takes at all; both 0: nobody says */
    const char *path;        /* "models.drive.hdd-30.capacity", "demand.read.peak": as in --set; NULL when neither given nor a default with a range */
};

#endif
