#include "reports/story_precision.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

static const char *part(struct arena *arena, double value, const char *id) { return say_marked(arena, value, UNIT_FRACTION, "%s", id); }

const struct result_precision_of *story_precision_of(const struct results *results)
{
    const struct result_precision *precision = &results->precision;
    for (int32_t k = 0; k < precision->n_estimates; k++)
        if (text_equal(precision->estimates[k].quantity, precision->of)) return &precision->estimates[k];
    return NULL;
}

static const char *needed(struct arena *arena, const struct result_precision_of *of)
{
    if (isnan(of->needed)) return "how many are needed cannot be told from them";
    const char *id = text_format(arena, "precision.%s.needed", of->quantity);
    return text_format(arena, "about %s are needed (--reps %s)", mark_number(arena, id, of->needed, say_quantity(arena, of->needed, UNIT_COUNT)), mark_number(arena, id, of->needed, text_format(arena, "%.0f", of->needed)));
}

const char *story_precision_asked(struct arena *arena, const struct results *results)
{
    const struct result_precision *precision = &results->precision;
    const struct result_precision_of *of = story_precision_of(results);
    if (!of || isnan(precision->asked)) return "";
    const char *what = say_words(arena, of->quantity), *many = say_count_marked(arena, precision->replications, "replication", "precision.replications");
    const char *asked = part(arena, precision->asked, "precision.asked");
    if (isnan(of->relative)) return text_format(arena, "%s asked to \xC2\xB1 %s of it: %s has no interval, a second one gives it", what, asked, precision->each > 1.0 ? "one pair" : many);
    if (of->relative > precision->asked)
        return text_format(arena, "%s asked to \xC2\xB1 %s of it, known to \xC2\xB1 %s of it after %s: %s", what, asked, part(arena, of->relative, text_format(arena, "precision.%s.relative", of->quantity)), many, needed(arena, of));
    const char *allowed = text_equal(precision->stopped, "precision") ? text_format(arena, " of at most %s", say_marked(arena, precision->most, UNIT_COUNT, "precision.most")) : "";
    return text_format(arena, "%s known to \xC2\xB1 %s of it (asked: %s) after %s%s", what, part(arena, of->relative, text_format(arena, "precision.%s.relative", of->quantity)), asked, many, allowed);
}

const char *story_precision_saved(struct arena *arena, double saved, double lo, double hi, const char *id)
{
    if (isnan(saved)) return "unknown";
    const char *share = text_format(arena, "%s %s", mark_number(arena, id, saved, say_quantity(arena, fabs(saved), UNIT_FRACTION)), saved < 0.0 ? "more" : "less");
    return isnan(lo) ? share : text_format(arena, "%s (%s to %s less)", share, part(arena, lo, text_format(arena, "%s_lo", id)), part(arena, hi, text_format(arena, "%s_hi", id)));
}

const char *story_precision_pairs(struct arena *arena, const struct results *results)
{
    const struct result_precision_of *of = story_precision_of(results);
    if (!of || !(results->precision.each > 1.0)) return "";
    if (isnan(of->pairs_saved)) return text_format(arena, "antithetic pairs: what they save of %s cannot be told", say_words(arena, of->quantity));
    return text_format(arena, "antithetic pairs: variance of %s %s than as many independent replications", say_words(arena, of->quantity),
                       story_precision_saved(arena, of->pairs_saved, of->pairs_saved_lo, of->pairs_saved_hi, text_format(arena, "precision.%s.pairs_saved", of->quantity)));
}
