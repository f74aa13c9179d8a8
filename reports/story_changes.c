#include "reports/story_changes.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story.h"

/* --- one input --------------------------------------------------------------------------------------- */

static const char *number(struct arena *arena, int32_t index, const char *field, double value, const char *unit)
{
    return mark_number(arena, text_format(arena, "changes.nearest[%d].%s", (int)index, field), value, say_named(arena, value, unit));
}

/* "30.0 GB/s, estimate, 20.0 GB/s to 40.0 GB/s" */
static const char *now(struct arena *arena, int32_t index, const struct result_change *change)
{
    if (isnan(change->now)) return "unknown";
    const char *value = number(arena, index, "now", change->now, change->unit);
    if (isnan(change->lo)) return text_format(arena, "%s, %s", value, change->grade);
    return text_format(arena, "%s, %s, %s to %s", value, change->grade, number(arena, index, "lo", change->lo, change->unit), number(arena, index, "hi", change->hi, change->unit));
}

/* Of the build as a whole, what its finding says: racks, power, the smallest cluster, dates, policy. */
static const char *turns(struct arena *arena, int32_t index, const struct result_change *change)
{
    const bool met = text_equal(change->to, "pass");
    if (text_equal(change->requirement, "fit"))
        return met ? "no finding fails the build" : *change->why ? mark_text(arena, text_format(arena, "changes.nearest[%d].why", (int)index), change->why) : "nothing can be planned";
    return text_format(arena, "%s %s%s", mark_name(arena, change->requirement), strchr(change->requirement, ',') ? "are" : "is", met ? " met" : " not met");
}

static bool is_within(const struct result_change *change) { return change->far <= 1.0; }

static const char *how_far(struct arena *arena, int32_t index, const struct result_change *change)
{
    const bool range = !isnan(change->lo);
    if (isnan(change->now)) return text_format(arena, " To settle it: %s.", mark_text(arena, text_format(arena, "changes.nearest[%d].settle", (int)index), change->settle));
    if (text_equal(change->grade, "stated") && !range) return "";
    if (is_within(change)) return text_format(arena, " That is within %s. To settle it: %s.", range ? "its range" : "what its grade leaves open", mark_text(arena, text_format(arena, "changes.nearest[%d].settle", (int)index), change->settle));
    if (range) return " That is outside its range.";
    return text_format(arena, " That is %s times as far as its grade leaves open.", number(arena, index, "far", change->far, ""));
}

static const char *one(struct arena *arena, const struct results *results, int32_t index)
{
    const struct result_change *change = &results->changes.nearest[index];
    const char *more = isnan(change->now) || change->at > change->now ? "or more" : "or less";
    const char *stays = text_equal(change->to, "pass") && !text_equal(change->answer, "pass") ? text_format(arena, "; the answer %s is %s", text_equal(change->answer, results->verdict) ? "still" : "then", change->answer) : "";
    return text_format(arena, "%s (%s): at %s %s%s %s%s.%s", mark_text(arena, text_format(arena, "changes.nearest[%d].input", (int)index), change->input), now(arena, index, change),
                       number(arena, index, "at", change->at, change->unit), more, *change->why ? "," : "", turns(arena, index, change), stays, how_far(arena, index, change));
}

/* --- what takes more than one number ----------------------------------------------------------------- */

static const char *relief(struct arena *arena, const struct results *results, const char *op)
{
    const struct result_bottleneck *b = story_bottleneck(results, op);
    if (!b || !*b->next || isnan(b->next_bytes_per_s)) return NULL;
    return text_format(arena, "More of %s: \xC3\x97%s of it lifts %ss to %s, where %s takes over.", mark_name(arena, say_resource(arena, b->resource)),
                       say_marked(arena, b->relieve_factor, UNIT_NUMBER, "bottlenecks[%d].relieve_factor", (int)(b - results->bottlenecks)), op,
                       say_marked(arena, b->next_bytes_per_s, UNIT_BYTES_PER_S, "bottlenecks[%d].next_bytes_per_s", (int)(b - results->bottlenecks)), say_resource_short(b->next));
}

/* The count that a rule would ask for where more nodes are asked for than stand there; the largest. */
static const char *more_nodes(struct arena *arena, const struct results *results)
{
    const struct result_pool *where = NULL;
    const struct result_group *group = NULL;
    const struct result_rule *most = NULL;
    for (int32_t p = 0; p < results->plan.n_pools; p++) {
        const struct result_pool *pool = &results->plan.pools[p];
        for (int32_t g = 0; g < pool->n_groups; g++)
            for (int32_t k = 0; k < pool->groups[g].n_rules; k++) {
                const struct result_rule *rule = &pool->groups[g].rules[k];
                if (!(rule->nodes > pool->groups[g].nodes) || (most && rule->nodes <= most->nodes)) continue;
                where = pool; group = &pool->groups[g]; most = rule;
            }
    }
    if (!most) return NULL;
    return text_format(arena, "More nodes: pool %s has %s of %s; the rule '%s' asks for %s.", mark_name(arena, where->name),
                       say_marked(arena, group->nodes, UNIT_COUNT, "plan.pools.%s.groups[%d].nodes", where->name, (int)(group - where->groups)), mark_name(arena, group->node), say_words(arena, most->rule),
                       say_marked(arena, most->nodes, UNIT_COUNT, "plan.pools.%s.groups[%d].rules[%d].nodes", where->name, (int)(group - where->groups), (int)(most - group->rules)));
}

static const char *other_path(struct arena *arena, const struct results *results)
{
    const char *sentence;
    for (int32_t p = 0; p < results->plan.n_pools; p++)
        if (story_paths(arena, &results->plan.pools[p], &sentence, 1)) return text_format(arena, "Another path in pool %s: %s.", results->plan.pools[p].name, sentence);
    return NULL;
}

static int add(const char **sentences, int n, int most, const char *sentence)
{
    if (!sentence || n >= most) return n;
    sentences[n] = sentence;
    return n + 1;
}

/* What a file of an older program knows: the input that turns a verdict within its range. */
static const char *flip(struct arena *arena, const struct result_requirement *r)
{
    if (!text_equal(r->verdict, "depends") || !*r->depends_on) return NULL;
    const char *at = isnan(r->flip_value) ? "" : text_format(arena, " at %s", mark_as(arena, r->flip_value, say_named(arena, r->flip_value, r->flip_unit), "requirements.%s.flip_value", r->id));
    return text_format(arena, "The input %s: the verdict on %s turns%s.%s%s", mark_name(arena, r->depends_on), mark_name(arena, r->id), at, *r->settle ? " To settle it: " : "", mark_text(arena, text_format(arena, "requirements.%s.settle", r->id), r->settle));
}

enum { MOST_ALIKE = 2 };

/* Of its input there is one already, or enough of its requirement. */
static bool is_alike(const struct result_changes *changes, const bool *taken, int32_t index)
{
    const struct result_change *change = &changes->nearest[index];
    int alike = 0;
    for (int32_t other = 0; other < changes->n_nearest; other++) {
        if (!taken[other]) continue;
        if (text_equal(changes->nearest[other].input, change->input)) return true;
        alike += text_equal(changes->nearest[other].requirement, change->requirement);
    }
    return alike >= MOST_ALIKE;
}

/* Unlike ones in the first round, then all. */
static int nearest(struct arena *arena, const struct results *results, const char **sentences, int most)
{
    const struct result_changes *changes = &results->changes;
    int n = 0;
    bool *taken = ARENA_ARRAY(arena, bool, changes->n_nearest);
    for (int round = 0; round < 2; round++)
        for (int32_t k = 0; k < changes->n_nearest && n < most; k++) {
            if (taken[k] || (round == 0 && is_alike(changes, taken, k))) continue;
            taken[k] = true;
            sentences[n++] = one(arena, results, k);
        }
    return n;
}

int story_changes(struct arena *arena, const struct results *results, const char **sentences, int most)
{
    int n = nearest(arena, results, sentences, most);
    for (int32_t i = 0; i < results->n_requirements && !(results->changes.tried > 0.0); i++) n = add(sentences, n, most, flip(arena, &results->requirements[i]));
    n = add(sentences, n, most, more_nodes(arena, results));
    n = add(sentences, n, most, relief(arena, results, "read"));
    n = add(sentences, n, most, relief(arena, results, "write"));
    return add(sentences, n, most, other_path(arena, results));
}

static int32_t within(const struct result_changes *changes)
{
    int32_t n = 0;
    for (int32_t k = 0; k < changes->n_nearest; k++) n += is_within(&changes->nearest[k]);
    return n;
}

const char *story_changes_note(struct arena *arena, const struct results *results)
{
    const struct result_changes *changes = &results->changes;
    if (!(changes->tried > 0.0)) return "";
    const char *tried = text_format(arena, "%s inputs were tried one at a time", mark_number(arena, "changes.tried", changes->tried, say_quantity(arena, changes->tried, UNIT_COUNT)));
    const char *furthest = mark_number(arena, "changes.furthest", changes->furthest, say_quantity(arena, changes->furthest, UNIT_COUNT));
    if (changes->n_nearest == 0) return text_format(arena, "%s: none alone turns the answer, up to %s times its value or down to that part of it.", tried, furthest);
    if (within(changes) == 0) return text_format(arena, "%s: none turns the answer within what is not known of it. Nearest:", tried);
    return text_format(arena, "%s. Nearest:", tried);
}
