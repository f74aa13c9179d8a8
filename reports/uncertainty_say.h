/* Words and orders that report, charts and screen of a study of uncertainty share. */
#ifndef REPORTS_UNCERTAINTY_SAY_H
#define REPORTS_UNCERTAINTY_SAY_H

#include "base/arena.h"
#include "types/uncertainty.h"

/* "the plan", "simulation, 3 replications a point". */
const char *uncertainty_say_judge(const struct uncertainty_results *results, struct arena *arena);

/* "pass", "fail", "open": not to be judged. */
const char *uncertainty_say_nominal(const struct uncertainty_requirement *requirement);

/* "requirements.THR-1", "all": where it stands in sensitivity.json. */
const char *uncertainty_say_id(const struct uncertainty_requirement *requirement, struct arena *arena);

/* "82.1 % (81.3 to 82.8 %)"; "not judged by it". */
const char *uncertainty_say_chance(const struct uncertainty_requirement *requirement, struct arena *arena);

/* Three digits; shares in percent. `beside` is a number written near it: where both would look alike and are not, "just below 30.0 TB". */
const char *uncertainty_say_number(struct arena *arena, double value, const char *unit);
const char *uncertainty_say_beside(struct arena *arena, double value, double beside, const char *unit);

/* "Take the build or not", "THR-2 will hold or not", "Set aside: rack tiles needed". */
const char *uncertainty_say_decision(const struct uncertainty_results *results, int32_t decision, struct arena *arena);

/* "wrong in 1.29 %", "12.3 MW". */
const char *uncertainty_say_loss(const struct uncertainty_decision *decision, double loss, struct arena *arena);

/* "" or " of the 20 inputs that screening left (92 % of all effects)". */
const char *uncertainty_say_screened(const struct uncertainty_results *results, struct arena *arena);

/* Those of one quantity, largest first, as places in the results' lists: bars by the way between their ends, effects by mu*, indices by
 * their total. Equal ones in the order of inputs. */
const int32_t *uncertainty_say_bars(const struct uncertainty_results *results, int32_t quantity, struct arena *arena, int *n);
const int32_t *uncertainty_say_effects(const struct uncertainty_results *results, int32_t quantity, struct arena *arena, int *n);
const int32_t *uncertainty_say_indices(const struct uncertainty_results *results, int32_t quantity, struct arena *arena, int *n);

#endif
