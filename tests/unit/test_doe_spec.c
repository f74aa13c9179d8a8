#include "tests/lib/near.h"

#include <string.h>

#include "study/doe_spec.h"

static struct doe_spec spec_of(struct arena *arena, const char *text)
{
    struct doe_spec spec;
    const char *at;
    assert_null(doe_spec_read(text, arena, &spec, &at));
    return spec;
}

static void assert_piece(struct doe_piece piece, const char *expected)
{
    assert_int_equal(piece.length, strlen(expected));
    assert_memory_equal(piece.at, expected, piece.length);
}

static void commas_part_values_but_not_within_brackets_or_quotes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct doe_spec spec = spec_of(arena, "24 TB/s , {range: [1, 2]},\"a, b\", [x, y: z]");
    assert_false(spec.is_range);
    assert_int_equal(spec.n, 4);
    assert_piece(spec.pieces[0], "24 TB/s");
    assert_piece(spec.pieces[1], "{range: [1, 2]}");
    assert_piece(spec.pieces[2], "\"a, b\"");
    assert_piece(spec.pieces[3], "[x, y: z]");
    spec = spec_of(arena, "{uniform: [0 d, 45 d]}");
    assert_false(spec.is_range);
    assert_int_equal(spec.n, 1);
    arena_free(arena);
}

static void colons_make_a_range(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct doe_spec spec = spec_of(arena, "12 TB/s : 36 TB/s : 7");
    assert_true(spec.is_range && !spec.geometric);
    assert_piece(spec.pieces[0], "12 TB/s");
    assert_piece(spec.pieces[1], "36 TB/s");
    assert_int_equal(spec.count, 7);
    spec = spec_of(arena, "1:8:x4");
    assert_true(spec.geometric);
    assert_int_equal(spec.count, 4);
    spec = spec_of(arena, "1:8:x");
    assert_true(spec.geometric);
    assert_int_equal(spec.count, 0);
    spec = spec_of(arena, "2026-01-15:2026-04-15");
    assert_true(spec.is_range && !spec.geometric);
    assert_int_equal(spec.count, 0);
    arena_free(arena);
}

static void what_is_wrong_is_pointed_at(void **state)
{
    (void)state;
    static const struct { const char *text; int at; } cases[] = {
        {"", 0}, {"a,,b", 2}, {"a,", 2}, {"1:2:", 4}, {":2:3", 0}, {"1:2:1", 4}, {"1:2:x1", 4}, {"1:2:3:4", 4}, {"1:2:99999", 4}, {"1:2,3", 0}, {"5,1:2:3", 2},
    };
    struct arena *arena = arena_new();
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct doe_spec spec;
        const char *at;
        assert_non_null(doe_spec_read(cases[k].text, arena, &spec, &at));
        assert_int_equal(at - cases[k].text, cases[k].at);
    }
    arena_free(arena);
}

static void whole_numbers_are_read_exactly(void **state)
{
    (void)state;
    int64_t value;
    assert_true(doe_spec_whole("17", 2, 17, &value) && value == 17);
    assert_false(doe_spec_whole("18", 2, 17, &value));
    assert_false(doe_spec_whole("0", 1, 17, &value));
    assert_false(doe_spec_whole("", 0, 17, &value));
    assert_false(doe_spec_whole("1 ", 2, 17, &value));
    assert_false(doe_spec_whole("99999999999999999999", 20, INT64_MAX, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_part_values_but_not_within_brackets_or_quotes), cmocka_unit_test(colons_make_a_range),
        cmocka_unit_test(what_is_wrong_is_pointed_at), cmocka_unit_test(whole_numbers_are_read_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
