#include "study/size_search.h"

#include <math.h>

#include "base/text.h"

enum { MOST_MORE = 64, MOST_FRONT_ENDS_MORE = 2, MOST_UNFIT = 50 };

struct searching {
    struct size_bench *bench;
    const struct size_law *law;
    const struct size_option *option;
    struct size_found *found;
    struct size_build first;             /* that failed */
    bool failed;
    int unfit;                           /* builds that nothing but their findings fail: mostly about the load, whatever is built */
};

/* --- one try ------------------------------------------------------------------------------------ */

static struct size_build try_counts(struct searching *searching, const double *count)
{
    struct size_build build;
    struct size_found *found = searching->found;
    found->plans++;
    size_build_quick(searching->bench, searching->option, count, &build);
    for (int c = 0; c < searching->option->n_counts; c++)
        if (build.planned && build.count[c] < size_search_least(searching->option, c)) return build;      /* the plan can do without it: no mix */
    if (size_build_passes(&build)) {
        if (found->found && !size_build_smaller(&build, &found->build, searching->bench->objective)) return build;
        size_build_findings(searching->bench, searching->option, &build);
        searching->unfit += build.fails > 0;
    }
    if (size_build_passes(&build)) {
        found->found = true;
        found->build = build;
    } else if (!searching->failed) {
        searching->failed = true;
        searching->first = build;
    }
    return build;
}

/* No build with these counts (NAN: whatever it takes) can be smaller than the best, or keep to the limits. */
static bool is_hopeless(const struct searching *searching, const double *count)
{
    struct size_build bound;
    if (searching->unfit > MOST_UNFIT) return true;
    if (!searching->law->holds) return searching->found->found;
    size_law_bound(searching->law, count, &bound);
    if (size_law_over(searching->law, &bound)) return true;
    return searching->found->found && !size_build_smaller(&bound, &searching->found->build, searching->bench->objective);
}

/* --- walks ---------------------------------------------------------------------------------------- */

static bool has_open_front(const struct size_option *option)
{
    return option->n_counts > option->n_groups && !option->manual[option->n_groups];
}

/* The plan's own front ends; a limit that must be passed, not reached, may take one more. */
static struct size_build try_front_ends(struct searching *searching, double *count)
{
    const int front = searching->option->n_groups;
    struct size_build build = try_counts(searching, count);
    for (int more = 0; more < MOST_FRONT_ENDS_MORE && has_open_front(searching->option) && build.planned && build.fails && build.more_helps; more++) {
        double with[SIZE_OPTION_COUNTS];
        for (int c = 0; c < searching->option->n_counts; c++) with[c] = build.count[c];
        with[front] += searching->option->step[front];
        build = try_counts(searching, with);
    }
    return build;
}

/* The plan may say none where some of a mix are asked for; with some, the law may ask for more. */
static double fewest_of(const struct searching *searching, const double *count, int last)
{
    const double least = size_search_least(searching->option, last);
    return searching->option->mixed && searching->law->holds ? fmax(least, size_law_last(searching->law, count, last)) : least;
}

/* Counts of one storage group from the fewest on, while more of it might take less elsewhere. */
static void walk_last(struct searching *searching, double *count, int last)
{
    const double step = searching->option->step[last];
    count[last] = (double)NAN;
    struct size_build build = try_front_ends(searching, count);
    if (!build.planned) return;
    const double fewest = fewest_of(searching, count, last);
    if (build.count[last] < fewest) {
        build.count[last] = count[last] = fewest;
        (void)try_front_ends(searching, count);
    }
    for (int more = 1; more <= MOST_MORE; more++) {
        count[last] = build.count[last] + more * step;
        if (is_hopeless(searching, count)) break;
        (void)try_front_ends(searching, count);
    }
    count[last] = (double)NAN;
}

/* Two open groups: every count of one, the other's fewest. */
static void walk_both(struct searching *searching, double *count)
{
    const struct size_law *law = searching->law;
    const int outer = law->usable_bytes[0] >= law->usable_bytes[1] ? 0 : 1, last = 1 - outer;
    const double step = searching->option->step[outer], start = searching->found->start[outer];
    const double enough = law->needed_bytes / law->usable_bytes[outer], most = enough * 1.02 + MOST_MORE * step;
    if (!isnan(start)) {
        count[outer] = start;
        walk_last(searching, count, last);
    }
    for (double n = step; n <= most; n += step) {
        count[outer] = n;
        if (!is_hopeless(searching, count)) walk_last(searching, count, last);
        else if (n > enough) break;      /* from here on more of it is only more */
    }
}

/* --- down by a step ---------------------------------------------------------------------------------- */

double size_search_least(const struct size_option *option, int c)
{
    return option->own && (option->manual[c] || (c < option->n_groups && option->n_groups > 1)) ? 0.0 : option->step[c];
}

static bool goes_down(struct searching *searching, int c)
{
    const struct size_option *option = searching->option;
    struct size_build less;
    double count[SIZE_OPTION_COUNTS];
    for (int k = 0; k < option->n_counts; k++) count[k] = searching->found->build.count[k];
    count[c] -= option->step[c];
    if (option->manual[c] || count[c] < size_search_least(option, c)) return false;
    searching->found->plans++;
    size_build_plan(searching->bench, option, count, &less);
    if (!size_build_passes(&less)) return false;
    searching->found->build = less;
    return true;
}

static void walk_down(struct searching *searching)
{
    bool moved = true;
    while (moved) {
        moved = false;
        for (int c = 0; c < searching->option->n_counts; c++)
            while (goes_down(searching, c)) moved = true;
    }
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static void start_from_program(struct searching *searching, struct arena *arena)
{
    const struct size_option *option = searching->option;
    for (int c = 0; c < SIZE_OPTION_COUNTS; c++) searching->found->start[c] = (double)NAN;
    if (!searching->law->holds) return;
    const struct program_answer answer = program_solve(size_law_program(searching->law, searching->bench->objective, arena), arena);
    for (int c = 0; answer.x && c < option->n_counts; c++) searching->found->start[c] = answer.x[c] * option->step[c];
}

void size_search_plan(struct size_bench *bench, const struct size_law *law, struct arena *arena, struct size_found *found)
{
    const struct size_option *option = law->option;
    struct searching searching = {.bench = bench, .law = law, .option = option, .found = found};
    double count[SIZE_OPTION_COUNTS];
    int open[SIZE_OPTION_COUNTS], n_open = 0;
    *found = (struct size_found){.why = ""};
    for (int c = 0; c < SIZE_OPTION_COUNTS; c++) count[c] = law->held[c];
    for (int g = 0; g < option->n_groups; g++)
        if (!option->manual[g]) open[n_open++] = g;
    start_from_program(&searching, arena);
    if (n_open == 2) walk_both(&searching, count);
    else if (n_open == 1) walk_last(&searching, count, open[0]);
    else (void)try_front_ends(&searching, count);
    if (found->found) {
        walk_down(&searching);
        return;
    }
    if (!searching.failed) {             /* the law already says no: the counts of its bound say why */
        struct size_build bound;
        for (int c = 0; c < SIZE_OPTION_COUNTS; c++) count[c] = law->held[c];
        if (n_open == 2) count[0] = option->step[0];
        if (n_open == 2) count[1] = size_law_last(law, count, 1);
        size_law_bound(law, count, &bound);
        (void)try_counts(&searching, bound.count);
    }
    found->build = searching.first;
    found->why = size_build_why(bench, option, searching.first.count, arena);
}
