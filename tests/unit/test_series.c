#include "tests/lib/near.h"

#include "run/series.h"

#define S INT64_C(1000000000)

static void hold(double values[SERIES_CHANNELS], double read, double watts)
{
    for (int c = 0; c < SERIES_CHANNELS; c++) values[c] = 0.0;
    values[SERIES_READ_ASKED] = values[SERIES_READ] = read;
    values[SERIES_GPU_W] = watts;
    values[SERIES_OTHER_W] = 5.0;
}

/* Four bins of 10 s from 100 s on: 6 bytes/s over 95 to 125 s is 60, 60, 30, 0. */
static void a_stretch_is_split_at_the_edges_of_bins(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct series *series = series_new(arena, 100 * S, 140 * S, 4);
    double values[SERIES_CHANNELS];
    hold(values, 6.0, 20.0);
    series_add(series, 95 * S, 125 * S, values, 0.0, 300.0);
    hold(values, 0.0, 30.0);
    series_add(series, 125 * S, 500 * S, values, 300.0, 300.0);
    assert_near(series->area[SERIES_READ][0], 60.0);
    assert_near(series->area[SERIES_READ][1], 60.0);
    assert_near(series->area[SERIES_READ][2], 30.0);
    assert_true(series->area[SERIES_READ][3] == 0.0);
    assert_near(series->area[SERIES_GPU_W][2], 5.0 * 20.0 + 5.0 * 30.0);
    assert_near(series->it_max_w[1], 25.0);
    assert_near(series->it_max_w[2], 35.0);
    assert_near(series->used_bytes[0], 150.0);                 /* 10 bytes/s from 95 s: at 110 s */
    assert_near(series->used_bytes[3], 300.0);
    assert_near(series_integral(series, SERIES_READ), 150.0);
    arena_free(arena);
}

/* 7 ns in 3 bins: edges at 2, 4, 7 ns. */
static void bins_cover_the_stretch_to_the_last_nanosecond(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct series *series = series_new(arena, 0, 7, 3);
    double values[SERIES_CHANNELS];
    hold(values, 1e9, 0.0);
    series_add(series, 0, 7, values, 0.0, 0.0);
    assert_near(series->area[SERIES_READ][0], 2.0);
    assert_near(series->area[SERIES_READ][1], 2.0);
    assert_near(series->area[SERIES_READ][2], 3.0);
    arena_free(arena);
}

/* Three and a half hours; the second asks for most. The half hour asks for more still and is left out. */
static void the_busiest_hour_is_kept(void **state)
{
    (void)state;
    static const double asked[] = { 10.0, 30.0, 20.0, 90.0 };
    struct arena *arena = arena_new();
    struct series_zoom *zoom = series_zoom_new(arena, 50 * S, 50 * S + 12600 * S, series_busy, NULL);
    double values[SERIES_CHANNELS];
    for (int h = 0; h < 4; h++) {
        hold(values, asked[h], 0.0);
        int64_t from = 50 * S + h * 3600 * S;
        series_zoom_add(zoom, from, h < 3 ? from + 3600 * S : from + 1800 * S, values, 0.0, 0.0);
    }
    assert_true(zoom->shown->start_ns == 3650 * S);
    assert_near(series_integral(zoom->shown, SERIES_READ), 30.0 * 3600.0);
    assert_near(zoom->shown->area[SERIES_READ][719], 150.0);
    arena_free(arena);
}

static void of_less_than_an_hour_all_is_kept_and_of_equals_the_first(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    double values[SERIES_CHANNELS];
    hold(values, 2.0, 0.0);
    struct series_zoom *zoom = series_zoom_new(arena, 0, 100 * S, series_busy, NULL);
    series_zoom_add(zoom, 0, 100 * S, values, 0.0, 0.0);
    assert_near(series_integral(zoom->shown, SERIES_READ), 200.0);
    zoom = series_zoom_new(arena, 0, 7200 * S, series_busy, NULL);
    series_zoom_add(zoom, 0, 7200 * S, values, 0.0, 0.0);
    assert_true(zoom->shown->start_ns == 0 && zoom->shown->end_ns == 3600 * S);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stretch_is_split_at_the_edges_of_bins),
        cmocka_unit_test(bins_cover_the_stretch_to_the_last_nanosecond),
        cmocka_unit_test(the_busiest_hour_is_kept),
        cmocka_unit_test(of_less_than_an_hour_all_is_kept_and_of_equals_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
