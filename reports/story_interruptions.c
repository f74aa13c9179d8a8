#include "reports/story_interruptions.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

const char *story_interruptions_hours(struct arena *arena, double hours)
{
    if (fabs(hours) < 1e5 || isnan(hours)) return say_quantity(arena, isnan(hours) ? hours : floor(hours + 0.5), UNIT_COUNT);
    return text_format(arena, "%s million", say_quantity(arena, hours / 1e6, UNIT_NUMBER));
}

const char *story_interruptions_cost(struct arena *arena, const struct results *results)
{
    const struct result_interruptions *i = &results->interruptions;
    if (i->n_causes == 0 || isnan(i->per_day.mean)) return "";
    return text_format(arena, "interrupted %s times a day: %s lost, %s restarting", say_marked(arena, i->per_day.mean, UNIT_NUMBER, "interruptions.per_day"),
                       say_marked(arena, results->goodput.lost, UNIT_FRACTION, "goodput.lost"), say_marked(arena, results->goodput.restarting, UNIT_FRACTION, "goodput.restarting"));
}

/* In millions where scale is 1e6: the words behind the numbers say so. */
static const char *scaled(struct arena *arena, double value, double scale, const char *end)
{
    return mark_as(arena, value / scale, say_quantity(arena, value / scale, UNIT_NUMBER), "interruptions.more_write.gpu_hours_per_year%s%s", end, scale > 1.0 ? ".millions" : "");
}

const char *story_interruptions_more_write(struct arena *arena, const struct results *results)
{
    const struct result_more_write *more = &results->interruptions.more_write;
    if (isnan(more->more_bytes_per_s)) return "";
    const struct estimate *gain = &more->gpu_hours_per_year;
    bool millions = fabs(gain->mean) >= 1e5;
    double scale = millions ? 1e6 : 1.0;
    const char *interval = isnan(gain->ci95_lo) ? "no interval known"
        : text_format(arena, "%s to %s", scaled(arena, gain->ci95_lo, scale, ".low"), scaled(arena, gain->ci95_hi, scale, ".high"));
    return text_format(arena, "%s more write: %s%s GPU-hours a year (%s)", say_marked(arena, more->more_bytes_per_s, UNIT_BYTES_PER_S, "interruptions.more_write.more_bytes_per_s"),
                       scaled(arena, gain->mean, scale, ""), millions ? " million" : "", isnan(gain->ci95_lo) || !millions ? interval : text_format(arena, "%s million", interval));
}

const char *story_interruptions_build(struct arena *arena, const struct results *results)
{
    const struct result_more_write *more = &results->interruptions.more_write;
    if (isnan(more->more_bytes_per_s)) return "";
    if (more->write_capability_after > more->write_capability_before * (1.0 + 1e-9))
        return text_format(arena, "asked for that much more at peak, planned and run again under the same seed, the site has %s nodes more and can write %s instead of %s", say_marked(arena, more->nodes_after - more->nodes_before, UNIT_COUNT, "interruptions.more_write.nodes_more"),
                           say_marked(arena, more->write_capability_after, UNIT_BYTES_PER_S, "interruptions.more_write.write_capability_after"), say_marked(arena, more->write_capability_before, UNIT_BYTES_PER_S, "interruptions.more_write.write_capability_before"));
    return text_format(arena, "asked for that much more at peak, planned and run again under the same seed, the site can write no more than the %s of before", say_marked(arena, more->write_capability_before, UNIT_BYTES_PER_S, "interruptions.more_write.write_capability_before"));
}
