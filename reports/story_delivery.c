#include "reports/story_delivery.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

/* A date or what stands for one, in a sentence. */
static const char *on(struct arena *arena, const char *date)
{
    if (text_equal(date, "never") || text_equal(date, "from the start")) return date;
    return text_format(arena, "on %s", say_text(date));
}

static const char *chance(struct arena *arena, double p, const char *id) { return say_marked(arena, p, UNIT_FRACTION, "%s", id); }

/* ", 13.9 % by 2026-04-30", or nothing. */
static const char *by(struct arena *arena, double p, const char *date, const char *id)
{
    return isnan(p) ? "" : text_format(arena, ", %s by %s", chance(arena, p, id), date);
}

const char *story_delivery_complete(struct arena *arena, const struct result_delivery *d)
{
    if (!(d->draws > 0.0)) return "";
    const bool needed = !isnan(d->complete_by_needed);
    return text_format(arena, "All of it stands %s in half of the draws (" MARK_NAME("P10") " %s, " MARK_NAME("P90") " %s%s).", on(arena, d->complete_p50), say_text(d->complete_p10),
                       say_text(d->complete_p90), by(arena, needed ? d->complete_by_needed : d->complete_by_as_of, needed ? d->needed_by : d->as_of, needed ? "delivery.complete_by_needed" : "delivery.complete_by_as_of"));
}

const char *story_delivery_item(struct arena *arena, const struct result_delivery *d, const struct result_delivery_item *item)
{
    const char *id = text_format(arena, "delivery.items[%d]", (int)(item - d->items));
    const bool needed = *item->needed_by != '\0', fixed = text_equal(item->p10, item->p90);
    const char *part = item->share < 1.0 ? text_format(arena, " (%s of it)", chance(arena, item->share, text_format(arena, "%s.share", id))) : "";
    const char *spread = fixed ? "" : text_format(arena, " (" MARK_NAME("P50") "; " MARK_NAME("P10") " %s, " MARK_NAME("P90") " %s)", item->p10, item->p90);
    return text_format(arena, "%s%s, %s %s: in service %s%s%s", item->pool, part, item->kind, item->from, on(arena, item->p50), spread,
                       by(arena, needed ? item->by_needed : item->by_as_of, needed ? item->needed_by : d->as_of, text_format(arena, needed ? "%s.by_needed" : "%s.by_as_of", id)));
}

static const char *under(struct arena *arena, const char *nominal, const char *p50, double p, const char *needed, const char *id)
{
    const char *median = text_equal(nominal, p50) ? "" : text_format(arena, ", " MARK_NAME("P50") " %s", p50);
    return text_format(arena, "nominal %s%s%s", nominal, median, by(arena, p, needed, id));
}

const char *story_delivery_assumes(struct arena *arena, const struct result_delivery_item *item, const char *id)
{
    if (!*item->mode) return "";
    const bool serial = text_equal(item->mode, "serial");
    const char *taken = serial ? item->nominal_serial : item->nominal_parallel;
    const char *decides = *item->decided_by ? text_format(arena, "; %s ends last in %s of the draws", item->decided_by, chance(arena, item->decided_share, text_format(arena, "%s.decided_share", id))) : "";
    const char *other = serial ? under(arena, item->nominal_parallel, item->p50_parallel, item->by_needed_parallel, item->needed_by, text_format(arena, "%s.by_needed_parallel", id))
                               : under(arena, item->nominal_serial, item->p50_serial, item->by_needed_serial, item->needed_by, text_format(arena, "%s.by_needed_serial", id));
    return text_format(arena, "assumed that lead, qualification and approval run %s (nominal %s%s); %s: %s", serial ? "one after the other" : "side by side", taken, decides,
                       serial ? "side by side" : "one after the other", other);
}

static const char *hours(struct arena *arena, double value, const char *id)
{
    const char *text = fabs(value) < 1e6 ? say_quantity(arena, value, UNIT_COUNT) : text_format(arena, "%s million", say_quantity(arena, value / 1e6, UNIT_NUMBER));
    return mark_number(arena, id, value, text);
}

const char *story_delivery_lost(struct arena *arena, const struct result_delivery *d)
{
    if (!(d->draws > 0.0) || isnan(d->gpu_hours_lost_mean)) return "";
    if (!(d->gpu_hours_lost_mean > 0.0)) return "no GPU waits for storage";
    return text_format(arena, "late storage: %s GPU-hours lost on average, " MARK_NAME("P90") " %s", hours(arena, d->gpu_hours_lost_mean, "delivery.gpu_hours_lost_mean"),
                       hours(arena, d->gpu_hours_lost_p90, "delivery.gpu_hours_lost_p90"));
}

const char *story_delivery_waited(struct arena *arena, const struct result_delivery *d)
{
    const struct result_delivery_run *run = &d->run;
    const struct estimate *waited = &run->gpu_hours_waited;
    if (!*run->start || isnan(waited->mean)) return "";
    return text_format(arena, "%s to %s: waiting for storage cost %s GPU-hours; %s of GPU time useful instead of %s", run->start, run->end, hours(arena, waited->mean, "delivery.run.gpu_hours_waited"),
                       chance(arena, run->useful, "delivery.run.useful"), chance(arena, run->useful_without, "delivery.run.useful_without"));
}

const char *story_delivery_wait(struct arena *arena, const struct result_delivery *d)
{
    const struct result_delivery_run *run = &d->run;
    if (!*run->start || isnan(run->gpu_hours_waited.mean)) return "";
    return text_format(arena, "waiting for storage: %s GPU-hours; %s useful without it", hours(arena, run->gpu_hours_waited.mean, "delivery.run.gpu_hours_waited"), chance(arena, run->useful_without, "delivery.run.useful_without"));
}

const char *story_delivery_time(struct arena *arena, const struct result_delivery_stage *stage, const char *id)
{
    const char *nominal = say_marked(arena, stage->nominal_s, UNIT_SECONDS, "%s.nominal_s", id);
    if (isnan(stage->lo_s) || !(stage->hi_s > stage->lo_s)) return text_format(arena, "%s, %s", nominal, stage->law);
    return text_format(arena, "%s (%s to %s, %s)", nominal, say_marked(arena, stage->lo_s, UNIT_SECONDS, "%s.lo_s", id), say_marked(arena, stage->hi_s, UNIT_SECONDS, "%s.hi_s", id), stage->law);
}
