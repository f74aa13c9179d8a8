/* What would change the answer, in sentences. */
#ifndef REPORTS_STORY_CHANGES_H
#define REPORTS_STORY_CHANGES_H

#include "base/arena.h"
#include "types/results.h"

/* The most telling first: the nearest inputs that alone turn a verdict, each with the value at which it does (of one requirement two, unless
 * there are no others), then what takes more than one number: nodes, relief of what binds, another path. Returns how many of at most `most`
 * were written. */
int story_changes(struct arena *arena, const struct results *results, const char **sentences, int most);

/* How it is to be taken: whether anything turns the answer within what is not known of it; "" where nothing was asked. */
const char *story_changes_note(struct arena *arena, const struct results *results);

#endif
