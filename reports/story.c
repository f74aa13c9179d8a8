#include "reports/story.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/say.h"

static const char *are(int count)
{
    return count == 1 ? "is" : "are";
}

static const char *verdicts(struct arena *arena, const char *which, int count)
{
    return say_marked(arena, count, UNIT_COUNT, "verdicts.must.%s", which);
}

const char *story_verdict(struct arena *arena, const struct results *results)
{
    int pass = kpi_verdicts(results, "must", "pass"), fail = kpi_verdicts(results, "must", "fail"), depends = kpi_verdicts(results, "must", "depends"), all = pass + fail + depends;
    if (fail == 0 && text_equal(results->verdict, "fail")) return "Fails: the findings say why.";
    if (all == 0) return "No requirement is stated, so nothing is judged.";
    const char *of = verdicts(arena, "all", all), *failed = verdicts(arena, "fail", fail), *opened = verdicts(arena, "depends", depends);
    const char *open = depends == 1 ? "depends on an open input" : "depend on open inputs";
    if (fail && depends) return text_format(arena, "Does not meet its requirements: %s of %s MUSTs %s not met, %s %s.", failed, of, are(fail), opened, open);
    if (fail) return text_format(arena, "Does not meet its requirements: %s of %s MUSTs %s not met.", failed, of, are(fail));
    if (depends) return text_format(arena, "Cannot be said yet: %s of %s MUSTs %s; the others are met.", opened, of, open);
    return all == 1 ? "Meets its one MUST." : text_format(arena, "Meets all %s MUSTs.", of);
}

const struct result_bottleneck *story_bottleneck(const struct results *results, const char *op)
{
    for (int32_t i = 0; i < results->n_bottlenecks; i++) {
        const struct result_bottleneck *b = &results->bottlenecks[i];
        if (text_equal(b->op, op) && b->share_of_time > 0.0) return b;
    }
    return NULL;
}

static const char *of_bottleneck(struct arena *arena, const struct results *results, const struct result_bottleneck *b, double value, enum unit unit, const char *field)
{
    return say_marked(arena, value, unit, "bottlenecks[%d].%s", (int)(b - results->bottlenecks), field);
}

static const struct result_throughput *class_of(const struct results *results, const char *op)
{
    return text_equal(op, "read") ? &results->read : &results->write;
}

const char *story_binds(struct arena *arena, const struct results *results, const char *op)
{
    const struct result_bottleneck *b = story_bottleneck(results, op);
    const struct result_throughput *class = class_of(results, op);
    if (b) return text_format(arena, "%s binds %ss %s of the time and denies %s on average", say_resource(arena, b->resource), op,
                              of_bottleneck(arena, results, b, b->share_of_time, UNIT_FRACTION, "share_of_time"),
                              of_bottleneck(arena, results, b, b->denied_bytes_per_s, UNIT_BYTES_PER_S, "denied_bytes_per_s"));
    if (isnan(class->bound) || !*class->bound_by) return "";
    return text_format(arena, "%s bounds %ss at %s%s", say_resource(arena, class->bound_by), op, say_marked(arena, class->bound, UNIT_BYTES_PER_S, "throughput.%s_bytes_per_s.bound", op),
                       kpi_simulated(results) ? "; nothing was denied" : "");
}

const char *story_next(struct arena *arena, const struct results *results, const char *op)
{
    const struct result_bottleneck *b = story_bottleneck(results, op);
    const struct result_throughput *class = class_of(results, op);
    const char *next = b ? b->next : class->next_by;
    double rate = b ? b->next_bytes_per_s : class->next, factor = b ? b->relieve_factor : class->next / class->bound;
    if (!*next || isnan(rate)) return "";
    const char *factor_said = b ? of_bottleneck(arena, results, b, factor, UNIT_NUMBER, "relieve_factor") : say_marked(arena, factor, UNIT_NUMBER, "throughput.%s_bytes_per_s.next_factor", op);
    const char *times = isnan(factor) ? "" : text_format(arena, " (\xC3\x97%s)", factor_said);
    const char *rate_said = b ? of_bottleneck(arena, results, b, rate, UNIT_BYTES_PER_S, "next_bytes_per_s") : say_marked(arena, rate, UNIT_BYTES_PER_S, "throughput.%s_bytes_per_s.next", op);
    return text_format(arena, "%s, relieved%s, %s binds at %s", b ? "at peak demand" : "alone", times, say_resource_short(next), rate_said);
}

const char *story_margin(struct arena *arena, const struct results *results)
{
    const struct result_requirement *r = kpi_tightest(results);
    if (!r) return "";
    const double judged = kpi_judged(results, r);
    return text_format(arena, "the MUST with the least margin is %s, %s: %s against %s, judged: %s", r->id, mark_as(arena, r->margin, say_margin(arena, r->margin), "requirements.%s.margin", r->id),
                       mark_number(arena, text_format(arena, "requirements.%s.judged", r->id), judged, say_requirement_value(arena, r, judged)),
                       mark_number(arena, text_format(arena, "requirements.%s.limit", r->id), r->limit, say_requirement_value(arena, r, r->limit)), say_text(r->judged_on));
}

const char *story_weight(struct arena *arena, const struct result_weight *weight)
{
    const char *share = text_format(arena, "%s of %s rests on estimates", say_marked(arena, weight->share_estimated, UNIT_FRACTION, "weights.%s.share_estimated", weight->headline), say_words(arena, weight->headline));
    if (!*weight->top_input) return share;
    return text_format(arena, "%s; most weight: %s (%s)", share, mark_name(arena, weight->top_input), say_marked(arena, weight->top_share, UNIT_FRACTION, "weights.%s.top_share", weight->headline));
}

const struct result_weight *story_weight_that_matters(const struct results *results)
{
    const struct result_requirement *tightest = kpi_tightest(results);
    for (int32_t i = 0; i < results->n_weights && tightest; i++)
        if (text_equal(results->weights[i].headline, tightest->quantity)) return &results->weights[i];
    return results->n_weights > 0 ? &results->weights[0] : NULL;
}

const char *story_confidence(struct arena *arena, const struct results *results)
{
    if (!kpi_simulated(results)) return "planned by arithmetic, not simulated";
    const char *many = say_count_marked(arena, results->manifest.replications, "replication", "manifest.replications");
    if (isnan(results->read.delivered.ci95_lo)) return text_format(arena, "%s; no interval known", many);
    return text_format(arena, "%s; reads delivered %s (%s), GPU time useful %s (%s); " MARK_NAME("95 %% intervals"), many, kpi_text(arena, results, KPI_READ_DELIVERED),
                       kpi_interval(arena, results, KPI_READ_DELIVERED), kpi_text(arena, results, KPI_GOODPUT), kpi_interval(arena, results, KPI_GOODPUT));
}

const char *story_path(struct arena *arena, const char *front_end, const char *write_path)
{
    const char *front = text_equal(front_end, "none") ? "no" : front_end;
    return text_format(arena, "%s front ends, %s", say_text(front), say_words(arena, say_text(write_path)));
}

static const char *against(struct arena *arena, double value, double now, const char *id)
{
    if (isnan(value)) return "unknown";
    const char *text = say_marked(arena, value, UNIT_BYTES_PER_S, "%s", id);
    if (!(now > 0.0)) return text;
    if (fabs(value / now - 1.0) < 0.001) return "as now";
    return text_format(arena, "%s (\xC3\x97%s)", text, say_marked(arena, value / now, UNIT_NUMBER, "%s.times_now", id));
}

/* What is other about it. */
static const char *other_than(struct arena *arena, const struct result_alternative *a, const struct result_pool *pool)
{
    const char *write_path = say_words(arena, say_text(a->write_path));
    if (text_equal(a->front_end, pool->front_end)) return write_path;
    const char *front = text_format(arena, "%s front ends", text_equal(a->front_end, "none") ? "no" : say_text(a->front_end));
    return text_equal(a->write_path, pool->write_path) ? front : text_format(arena, "%s, %s", front, write_path);
}

int story_paths(struct arena *arena, const struct result_pool *pool, const char **sentences, int most)
{
    int n = 0;
    for (int32_t i = 0; i < pool->n_alternatives && n < most; i++) {
        const struct result_alternative *a = &pool->alternatives[i];
        if (a->chosen) continue;
        const char *id = text_format(arena, "plan.pools.%s.alternatives.%s.%s", pool->name, a->front_end, a->write_path);
        sentences[n++] = text_format(arena, "%s: reads %s, writes %s", other_than(arena, a, pool),
                                     against(arena, a->read_bound_bytes_per_s, pool->read_bound_bytes_per_s, text_format(arena, "%s.read", id)),
                                     against(arena, a->write_bound_bytes_per_s, pool->write_bound_bytes_per_s, text_format(arena, "%s.write", id)));
    }
    return n;
}

/* --- what a verdict depends on --------------------------------------------------------------- */

static const char *turns_at(struct arena *arena, const char *words, double value, const char *unit, const char *id)
{
    return isnan(value) ? "" : text_format(arena, ", %s %s", words, mark_number(arena, id, value, say_named(arena, value, unit)));
}

const char *story_depends(struct arena *arena, const struct result_requirement *r, int most)
{
    if (!*r->depends_on) return "";
    struct text text = text_new(arena);
    text_printf(&text, "depends on %s%s", mark_name(arena, r->depends_on), turns_at(arena, "turns at", r->flip_value, r->flip_unit, text_format(arena, "requirements.%s.flip_value", r->id)));
    for (int32_t k = 1; k < r->n_flips && k < most; k++)
        text_printf(&text, "; on %s alone%s", mark_name(arena, r->flips[k].input), turns_at(arena, "at", r->flips[k].value, r->flips[k].unit, text_format(arena, "requirements.%s.flips[%d].value", r->id, (int)k)));
    if (r->n_flips > most) text_printf(&text, "; and on %s", say_count_marked(arena, r->n_flips - most, "more input", "requirements.%s.flips_left_out", r->id));
    return text.bytes;
}

double story_nic_takeover(struct arena *arena, const struct results *results, const struct result_pool *pool, const struct result_group *group)
{
    const char *id = text_format(arena, "plan.pools.%s.%s.nic_takeover_bytes", pool->name, group->node);
    for (int32_t d = 0; d < results->n_derivations; d++)
        if (text_equal(results->derivations[d].id, id)) return results->derivations[d].value;
    return (double)NAN;
}
