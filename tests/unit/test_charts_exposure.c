#include "tests/lib/near.h"

#include <string.h>

#include "reports/mark.h"
#include "reports/charts.h"

static void what_is_too_many_at_once_is_marked(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct result_exposure exposure[] = { { 0, 0.9 }, { 1, 0.099 }, { 2, 0.001 } };
    struct result_rebuild_pool pool = { .pool = "bulk", .exposure = exposure, .n_exposure = 3, .beyond = 0.001 };
    struct result_pool planned = { .name = "bulk", .survives = 1.0 };
    struct results results = { .rebuild = { .pools = &pool, .n_pools = 1 }, .plan = { .pools = &planned, .n_pools = 1 } };
    struct charts_drawing drawing = charts_draw(&results, CHART_EXPOSURE, arena);
    assert_non_null(strstr(drawing.svg, "2 at once, too many"));
    assert_null(strstr(drawing.svg, "1 at once, too many"));
    assert_non_null(strstr(mark_plain(arena, drawing.says), "Pool bulk: 0.1"));
    arena_free(arena);
}

static void without_failures_there_is_no_chart(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct results results = { .rebuild = { .n_pools = 0 } };
    assert_null(charts_draw(&results, CHART_EXPOSURE, arena).svg);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_too_many_at_once_is_marked), cmocka_unit_test(without_failures_there_is_no_chart) };
    return cmocka_run_group_tests_name("charts_exposure", tests, NULL, NULL);
}
