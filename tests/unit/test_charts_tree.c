#include "tests/lib/near.h"

#include <string.h>

#include "reports/charts.h"

static struct results *tree_of(struct arena *arena, double worst)
{
    static const char *const kinds[] = { "utility", "transformer", "ups", "pdu", "busway" };
    struct results *r = ARENA_NEW(arena, struct results);
    r->power.tree = ARENA_ARRAY(arena, struct result_power_level, 5);
    for (int t = 0; t < 5; t++)
        r->power.tree[t] = (struct result_power_level){ .level = kinds[t], .kind = kinds[t], .scheme = "n", .carries = "it", .fed_by = t ? kinds[t - 1] : "", .count = 4, .rating_w = 1e6,
            .derating = 0.8, .load_w = 2e6, .utilisation = 0.5, .worst_case = "normal running", .worst_case_utilisation = worst, .peak_worst_utilisation = 0.4, .usable_w = 3e6, .stranded_w = 1e6 };
    r->power.n_tree = 5;
    r->power.tree_limit = "ups";
    return r;
}

static void every_level_stands_in_the_diagram(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct charts_drawing drawing = charts_draw(tree_of(arena, 0.75), CHART_POWER_TREE, arena);
    assert_non_null(drawing.svg);
    assert_non_null(strstr(drawing.svg, "busway"));
    assert_non_null(strstr(drawing.svg, "ups \xE2\x80\x94 full first"));
    assert_non_null(strstr(drawing.svg, "50.0 % \xE2\x86\x92 75.0 %"));
    assert_null(strstr(drawing.svg, "from "));
    arena_free(arena);
}

static void a_level_fed_by_another_than_the_one_above_says_so(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct results *r = tree_of(arena, 0.75);
    r->power.tree[3].fed_by = "utility + transformer";
    assert_non_null(strstr(charts_draw(r, CHART_POWER_TREE, arena).svg, "from utility + transformer"));
    arena_free(arena);
}

static void without_a_tree_there_is_no_diagram(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_null(charts_draw(ARENA_NEW(arena, struct results), CHART_POWER_TREE, arena).svg);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_stands_in_the_diagram),
        cmocka_unit_test(a_level_fed_by_another_than_the_one_above_says_so),
        cmocka_unit_test(without_a_tree_there_is_no_diagram),
    };
    return cmocka_run_group_tests_name("charts_tree", tests, NULL, NULL);
}
