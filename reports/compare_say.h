/* Words and numbers that document and screen of a comparison share. Sentences hold marks (reports/mark.h). */
#ifndef REPORTS_COMPARE_SAY_H
#define REPORTS_COMPARE_SAY_H

#include "reports/kpi.h"
#include "types/study.h"

/* The study's columns whose attribution is drawn, and said on the screen. */
enum { COMPARE_SAY_DRAWN = 5 };
extern const char *const compare_say_drawn[COMPARE_SAY_DRAWN];

/* One KPI in the first answer and in that of `side`. half: of the 95 % interval of the difference; NAN for a planned number, or one that either does not know. */
struct compare_say_change { struct kpi_value from, to; double delta, half; };
struct compare_say_change compare_say_change_of(const struct study_comparison *of, int32_t side, enum kpi which);

/* "± 12.4 kW", "" without an interval. */
const char *compare_say_interval(struct arena *arena, const struct compare_say_change *change, enum unit unit);

/* The path in comparison.json of one of a KPI's numbers on one side: "value", "delta", "half". */
const char *compare_say_id(struct arena *arena, int32_t side, const struct kpi_value *of, const char *part);

/* Whose luck the intervals are of, and what pairing saved. */
const char *compare_say_luck(struct arena *arena, const struct study_compared *s, int32_t side);

/* Of an attribution: where the value of that name stands, -1 for none; what it is called; its parts by what they do to it, the largest first
 * (ties in their order) into `order`, which has room for all, and how many do anything. */
int32_t compare_say_value(const struct study_attribution *a, const char *name);
const char *compare_say_label(struct arena *arena, const char *column);
int32_t compare_say_ranked(const struct study_attribution *a, int32_t value, int32_t *order);

/* A side's name under its id; a number and a difference under theirs. */
const char *compare_say_name(struct arena *arena, const struct study_comparison *of, int32_t side);
const char *compare_say_marked(struct arena *arena, const char *id, double value, enum unit unit);
const char *compare_say_marked_change(struct arena *arena, const char *id, double delta, enum unit unit);

/* What a build is worth under another's demand; `id` of the cell: "regret[1]". own: the demand that it was built for. */
const char *compare_say_regret(struct arena *arena, const struct study_regret *cell, const char *id, bool own);

#endif
