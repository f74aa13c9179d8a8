#include "study/attribution.h"

#include <math.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

enum { LEAST_DEPTH = 1 };

/* Inputs are sets of leaves; a combination of the first inputs is a set of bits. Merged inputs are unions of them. */
struct finder {
    const struct attribution_question *question;
    struct arena *arena;
    struct study_attribution *answer;
    int *input_of_leaf; int n_inputs;        /* before any merging for meaning */
    double **values;                         /* by combination; NULL: means nothing */
    const char **why;
    uint32_t *blocks; int n_blocks;          /* inputs that go together */
    const char **joined;                     /* by block: why */
};

static void note(struct finder *finder, const char *text)
{
    struct study_attribution *answer = finder->answer;
    size_t capacity = 0;                                 /* a few: grown by one each time */
    answer->notes = arena_grow(finder->arena, answer->notes, (size_t)answer->n_notes, (size_t)answer->n_notes + 1, &capacity, sizeof *answer->notes);
    answer->notes[answer->n_notes++] = text;
}

/* --- not too many --------------------------------------------------------------------------------- */

/* Levels of a path: "storage.bulk.node (cards)" has four. Dots within names count too; it is only a measure. */
static int depth_of(const char *path)
{
    int depth = 1;
    for (; *path; path++) depth += *path == '.' || *path == '[' || *path == '(';
    return depth;
}

/* Length of the path's first levels. */
static size_t length_to(const char *path, int depth)
{
    size_t at = 0;
    for (; path[at]; at++)
        if ((path[at] == '.' || path[at] == '[' || path[at] == '(') && --depth == 0) break;
    while (at > 0 && path[at - 1] == ' ') at--;
    return at;
}

/* What says one thing together, however many keys it takes. */
static size_t subject_length(const char *path, int depth)
{
    static const char *const subjects[] = {"delivery", "requirements", "study", "policy", "failures", "sizing"};
    for (size_t s = 0; s < sizeof subjects / sizeof subjects[0]; s++)
        if (text_starts_with(path, subjects[s])) return length_to(path, 1);
    return length_to(path, depth);
}

/* Inputs by the first `depth` levels of their paths; returns how many. */
static int group_to(struct finder *finder, int depth)
{
    const struct study_change *leaves = finder->question->leaves;
    int n = 0;
    for (int i = 0; i < finder->question->n_leaves; i++) {
        const size_t length = subject_length(leaves[i].path, depth);
        finder->input_of_leaf[i] = -1;
        for (int k = 0; k < i && finder->input_of_leaf[i] < 0; k++)
            if (subject_length(leaves[k].path, depth) == length && strncmp(leaves[k].path, leaves[i].path, length) == 0) finder->input_of_leaf[i] = finder->input_of_leaf[k];
        if (finder->input_of_leaf[i] < 0) finder->input_of_leaf[i] = n++;
    }
    return n;
}

static void group(struct finder *finder)
{
    int depth = 1;
    for (int i = 0; i < finder->question->n_leaves; i++) depth = depth_of(finder->question->leaves[i].path) > depth ? depth_of(finder->question->leaves[i].path) : depth;
    const int deepest = depth;
    finder->n_inputs = group_to(finder, depth);
    const int n = finder->n_inputs;
    while (finder->n_inputs > ATTRIBUTION_MOST && depth > LEAST_DEPTH) finder->n_inputs = group_to(finder, --depth);
    for (int i = 0; i < finder->question->n_leaves; i++)         /* still too many: the last are one */
        if (finder->input_of_leaf[i] >= ATTRIBUTION_MOST) finder->input_of_leaf[i] = ATTRIBUTION_MOST - 1;
    if (finder->n_inputs > ATTRIBUTION_MOST) finder->n_inputs = ATTRIBUTION_MOST;
    if (depth < deepest && finder->n_inputs < n)
        note(finder, text_format(finder->arena, "%d inputs differ, more than the %d of which every combination is planned: those written under one key are taken together, which leaves %d", n,
                                 (int)ATTRIBUTION_MOST, finder->n_inputs));
}

/* --- every combination ------------------------------------------------------------------------------ */

static bool ask(struct finder *finder, uint32_t inputs)
{
    const struct attribution_question *question = finder->question;
    bool *second = ARENA_ARRAY(finder->arena, bool, question->n_leaves + 1);
    double *values = ARENA_ARRAY(finder->arena, double, question->n_values);
    for (int i = 0; i < question->n_leaves; i++) second[i] = inputs >> finder->input_of_leaf[i] & 1;
    finder->answer->n_combinations++;
    if (!question->value(question->context, second, values, &finder->why[inputs])) return false;
    finder->values[inputs] = values;
    return true;
}

static bool ask_all(struct finder *finder, const char **why)
{
    const uint32_t n = 1u << finder->n_inputs;
    finder->values = ARENA_ARRAY(finder->arena, double *, n);
    finder->why = ARENA_ARRAY(finder->arena, const char *, n);
    for (uint32_t s = 0; s < n; s++) {
        if (ask(finder, s) || (s != 0 && s != n - 1)) continue;
        *why = finder->why[s];
        return false;
    }
    return true;
}

/* --- what means nothing apart ------------------------------------------------------------------------- */

static bool is_whole(const struct finder *finder, uint32_t inputs)
{
    for (int b = 0; b < finder->n_blocks; b++)
        if ((inputs & finder->blocks[b]) && (inputs & finder->blocks[b]) != finder->blocks[b]) return false;
    return true;
}

/* How many meaningless combinations have one of the two blocks and not the other; the first of them in *one. */
static int taken_away(const struct finder *finder, uint32_t a, uint32_t b, uint32_t *one)
{
    int n = 0;
    for (uint32_t s = 1; s < 1u << finder->n_inputs; s++) {
        if (finder->values[s] || !is_whole(finder, s) || ((s & a) != 0) == ((s & b) != 0)) continue;
        if (n++ == 0) *one = s;
    }
    return n;
}

/* The pair that takes most away, the first of equals; false: every combination means something. */
static bool worst_pair(const struct finder *finder, int *a, int *b, uint32_t *one)
{
    int most = 0;
    for (int i = 0; i < finder->n_blocks; i++)
        for (int k = i + 1; k < finder->n_blocks; k++) {
            uint32_t first = 0;
            const int n = taken_away(finder, finder->blocks[i], finder->blocks[k], &first);
            if (n <= most) continue;
            most = n;
            *a = i;
            *b = k;
            *one = first;
        }
    return most > 0;
}

static void merge(struct finder *finder)
{
    finder->blocks = ARENA_ARRAY(finder->arena, uint32_t, finder->n_inputs);
    finder->joined = ARENA_ARRAY(finder->arena, const char *, finder->n_inputs);
    finder->n_blocks = finder->n_inputs;
    for (int i = 0; i < finder->n_inputs; i++) finder->blocks[i] = 1u << i;
    int a, b;
    uint32_t one;
    while (worst_pair(finder, &a, &b, &one)) {
        finder->joined[a] = finder->why[one];
        finder->blocks[a] |= finder->blocks[b];
        for (int k = b; k + 1 < finder->n_blocks; k++) {
            finder->blocks[k] = finder->blocks[k + 1];
            finder->joined[k] = finder->joined[k + 1];
        }
        finder->n_blocks--;
    }
}

/* --- shares --------------------------------------------------------------------------------------------- */

static uint32_t inputs_of(const struct finder *finder, uint32_t blocks)
{
    uint32_t inputs = 0;
    for (int b = 0; b < finder->n_blocks; b++)
        if (blocks >> b & 1) inputs |= finder->blocks[b];
    return inputs;
}

static int count(uint32_t set)
{
    int n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* The share of all orders in which just these `before` of n come before one of the others: before! (n - 1 - before)! / n!. */
static double share_of_orders(int before, int n)
{
    double share = 1.0 / n;
    for (int i = 1; i <= before; i++) share *= (double)i / (double)(n - i);
    return share;
}

static double shapley(const struct finder *finder, int block, int value)
{
    double sum = 0.0;
    for (uint32_t s = 0; s < 1u << finder->n_blocks; s++) {
        if (s >> block & 1) continue;
        const double with = finder->values[inputs_of(finder, s | 1u << block)][value], without = finder->values[inputs_of(finder, s)][value];
        sum += share_of_orders(count(s), finder->n_blocks) * (with - without);
    }
    return sum;
}

static const char *name_of(const struct finder *finder, const struct study_part *part, int depth)
{
    struct text name = text_new(finder->arena);
    for (int32_t c = 0; c < part->n_changes; c++) {
        const size_t length = subject_length(part->changes[c].path, depth);
        bool said = false;
        for (int32_t k = 0; k < c; k++) said = said || (subject_length(part->changes[k].path, depth) == length && strncmp(part->changes[k].path, part->changes[c].path, length) == 0);
        if (said) continue;
        if (name.length) text_append(&name, " + ");
        text_append_n(&name, part->changes[c].path, length);
    }
    return name.bytes;
}

/* In full while that is short, else by fewer levels. */
static const char *short_name(const struct finder *finder, const struct study_part *part)
{
    const char *name = "";
    for (int depth = 8; depth > 0; depth--) {
        name = name_of(finder, part, depth);
        if (strlen(name) <= 60) break;
    }
    return name;
}

static void fill_part(const struct finder *finder, int block, struct study_part *part)
{
    const struct attribution_question *question = finder->question;
    part->changes = ARENA_ARRAY(finder->arena, struct study_change, question->n_leaves);
    for (int i = 0; i < question->n_leaves; i++)
        if (finder->blocks[block] >> finder->input_of_leaf[i] & 1) part->changes[part->n_changes++] = question->leaves[i];
    part->name = short_name(finder, part);
    part->joined = finder->joined[block] ? finder->joined[block] : "";
    part->alone = ARENA_ARRAY(finder->arena, double, question->n_values);
    part->shapley = ARENA_ARRAY(finder->arena, double, question->n_values);
    for (int v = 0; v < question->n_values; v++) {
        part->alone[v] = finder->values[finder->blocks[block]][v] - finder->values[0][v];
        part->shapley[v] = shapley(finder, block, v);
    }
}

static bool is_known(const struct finder *finder, int value)
{
    for (uint32_t s = 0; s < 1u << finder->n_blocks; s++)
        if (!isfinite(finder->values[inputs_of(finder, s)][value])) return false;
    return true;
}

static void forget(struct study_attribution *answer, int value)
{
    answer->interaction[value] = answer->shapley[value] = (double)NAN;
    for (int32_t p = 0; p < answer->n_parts; p++) answer->parts[p].alone[value] = answer->parts[p].shapley[value] = (double)NAN;
}

static void fill(const struct finder *finder)
{
    struct study_attribution *answer = finder->answer;
    const int n = finder->question->n_values;
    answer->n_values = n;
    answer->from = finder->values[0];
    answer->to = finder->values[(1u << finder->n_inputs) - 1];
    answer->interaction = ARENA_ARRAY(finder->arena, double, n);
    answer->whole = ARENA_ARRAY(finder->arena, double, n);
    answer->shapley = ARENA_ARRAY(finder->arena, double, n);
    answer->parts = ARENA_ARRAY(finder->arena, struct study_part, finder->n_blocks);
    answer->n_parts = finder->n_blocks;
    for (int b = 0; b < finder->n_blocks; b++) fill_part(finder, b, &answer->parts[b]);
    for (int v = 0; v < n; v++) {
        answer->interaction[v] = answer->whole[v] = answer->to[v] - answer->from[v];
        for (int b = 0; b < finder->n_blocks; b++) {
            answer->interaction[v] -= answer->parts[b].alone[v];
            answer->shapley[v] += answer->parts[b].shapley[v];
        }
        if (!is_known(finder, v)) forget(answer, v);
    }
}

bool attribution_find(const struct attribution_question *question, struct arena *arena, struct study_attribution *answer, const char **why)
{
    struct finder finder = {.question = question, .arena = arena, .answer = answer, .input_of_leaf = ARENA_ARRAY(arena, int, question->n_leaves + 1)};
    *answer = (struct study_attribution){0};
    group(&finder);
    if (!ask_all(&finder, why)) return false;
    merge(&finder);
    for (int b = 0; b < finder.n_blocks; b++)
        if (finder.joined[b]) note(&finder, text_format(arena, "taken together, since apart they mean nothing: %s", finder.joined[b]));
    fill(&finder);
    return true;
}
