#include "study/inputs.h"

#include <math.h>

#include "base/text.h"

struct quantity **inputs_of(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, int *n)
{
    struct quantity **inputs = ARENA_ARRAY(arena, struct quantity *, scenario->n_inputs + catalog->n_inputs);
    *n = 0;
    for (int i = 0; i < scenario->n_inputs; i++) inputs[(*n)++] = scenario->inputs[i];
    for (int i = 0; i < catalog->n_inputs; i++) inputs[(*n)++] = catalog->inputs[i];
    return inputs;
}

/* Where a number states no range, its grade stands for one: relative half-width. A convention of
 * this program (docs/model.md), coarse on purpose. What a scenario states as its question (no grade) has none. */
static double spread_of(enum grade grade)
{
    switch (grade) {
    case GRADE_NONE: return 0.0;
    case GRADE_MEASURED: return 0.02;
    case GRADE_DATASHEET: return 0.05;
    case GRADE_QUOTE: return 0.05;
    case GRADE_ESTIMATE: return 0.25;
    case GRADE_PLACEHOLDER: return 0.50;
    }
    return 0.0;
}

bool inputs_ends(const struct quantity *input, double *lo, double *hi)
{
    *lo = input->lo;
    *hi = input->hi;
    if (!isfinite(input->value)) return false;
    if (*hi > *lo) return true;
    const double spread = spread_of(input->grade);
    *lo = input->value * (1.0 - spread);
    *hi = input->value * (1.0 + spread);
    if (input->unit == UNIT_FRACTION && input->value <= 1.0) *hi = fmin(*hi, 1.0);
    return *hi > *lo && input->unit != UNIT_DAYS && input->unit != UNIT_COUNT;
}

bool inputs_is_guess(enum grade grade)
{
    return grade == GRADE_ESTIMATE || grade == GRADE_PLACEHOLDER;
}

const char *inputs_grade(const struct quantity *input)
{
    static const char *const names[] = {"stated", "measured", "datasheet", "quote", "estimate", "placeholder"};
    return names[input->grade];
}

const char *inputs_place(const struct quantity *input, struct arena *arena)
{
    return input->at.line ? text_format(arena, "%s:%d:%d", input->at.file, input->at.line, input->at.col) : "default";
}

const char *inputs_settle(const struct quantity *input, struct arena *arena)
{
    switch (input->grade) {
    case GRADE_PLACEHOLDER: return text_format(arena, "ask the maker for, or measure, %s", input->path);
    case GRADE_ESTIMATE: return text_format(arena, "measure %s", input->path);
    case GRADE_QUOTE: return text_format(arena, "get a firm quote for %s", input->path);
    case GRADE_NONE: return text_format(arena, "decide %s", input->path);
    default: return text_format(arena, "check %s against its source", input->path);
    }
}
