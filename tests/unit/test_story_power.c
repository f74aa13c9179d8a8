#include "tests/lib/near.h"

#include <string.h>

#include "reports/mark.h"
#include "reports/story_power.h"

/* Two levels; the lower is full first, with one of its devices lost. */
static struct results *two_levels(struct arena *arena)
{
    struct results *r = ARENA_NEW(arena, struct results);
    r->power.tree = ARENA_ARRAY(arena, struct result_power_level, 2);
    r->power.tree[0] = (struct result_power_level){ .level = "mains", .worst_case = "normal running", .worst_case_utilisation = 0.6, .headroom_w = 8e6, .peak_worst_utilisation = 0.5 };
    r->power.tree[1] = (struct result_power_level){ .level = "ups", .worst_case = "ups 1 lost", .worst_case_utilisation = 1.05, .headroom_w = -2e5, .peak_worst_utilisation = 0.9 };
    r->power.n_tree = 2;
    r->power.tree_limit = "ups";
    r->power.tree_cases = ARENA_ARRAY(arena, struct result_power_case, 2);
    r->power.tree_cases[0] = (struct result_power_case){ .name = "normal running", .limit = "mains", .time_over = 0.0 };
    r->power.tree_cases[1] = (struct result_power_case){ .name = "ups 1 lost", .limit = "ups", .time_over = 0.25 };
    r->power.n_tree_cases = 2;
    r->power.cap_at = r->power.cap_order = "";
    r->power.cap_w = (double)NAN;
    return r;
}

static void the_fullest_level_is_named_with_its_case(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct results *r = two_levels(arena);
    assert_string_equal(mark_plain(arena, story_power_tree(arena, r)), "ups full first: 105 % with ups 1 lost; simulated 90.0 %");
    assert_string_equal(mark_plain(arena, story_power_time(arena, r)), "For 25.0 % of the time of the run one of these losses would have been too much: ups 1 lost, on ups.");
    arena_free(arena);
}

static void without_a_tree_nothing_is_said(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct results *r = ARENA_NEW(arena, struct results);
    assert_string_equal(mark_plain(arena, story_power_tree(arena, r)), "");
    assert_string_equal(mark_plain(arena, story_power_time(arena, r)), "");
    assert_string_equal(mark_plain(arena, story_power_cap(arena, r)), "");
    arena_free(arena);
}

static void a_plan_says_nothing_of_time(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct results *r = two_levels(arena);
    r->power.tree[1].peak_worst_utilisation = r->power.tree_cases[0].time_over = (double)NAN;
    assert_null(strstr(story_power_tree(arena, r), "simulated"));
    assert_string_equal(mark_plain(arena, story_power_time(arena, r)), "");
    arena_free(arena);
}

static void a_cap_says_what_it_cost(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct results *r = two_levels(arena);
    r->power.cap_w = 250e6;
    r->power.cap_at = "utility";
    r->power.cap_order = "reads, gpus";
    r->power.cap_time_bound = 0.5;
    r->power.cap_useful_without = 0.8;
    r->power.cap_useful_lost = 0.1;
    assert_string_equal(mark_plain(arena, story_power_cap(arena, r)), "cap of 250 MW at utility held something back 50.0 % of the time and cost 10.0 % of all GPU time (useful: 80.0 % without it)");
    r->power.cap_time_bound = 0.0;
    assert_string_equal(mark_plain(arena, story_power_cap(arena, r)), "cap of 250 MW at utility: never reached");
    r->power.cap_time_unmet = 0.1;
    assert_string_equal(mark_plain(arena, story_power_cap(arena, r)), "cap of 250 MW at utility: idle watts alone are above it 10.0 % of the time");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fullest_level_is_named_with_its_case),
        cmocka_unit_test(without_a_tree_nothing_is_said),
        cmocka_unit_test(a_plan_says_nothing_of_time),
        cmocka_unit_test(a_cap_says_what_it_cost),
    };
    return cmocka_run_group_tests_name("story_power", tests, NULL, NULL);
}
