#include "tests/lib/near.h"

#include <string.h>

#include "base/text.h"

static void a_text_grows_at_its_end(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    assert_string_equal(text.bytes, "");
    for (int i = 0; i < 1000; i++) text_printf(&text, "%03d,", i);
    assert_int_equal(text.length, 4000);
    assert_memory_equal(text.bytes + 3996, "999,", 5);
    text_cut(&text, 4);
    text_append(&text, "one");
    text_append_char(&text, '!');
    text_append_n(&text, "twofold", 3);
    assert_string_equal(text.bytes, "000,one!two");
    arena_free(arena);
}

static void copies_are_terminated(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(text_copy_n(arena, "abcdef", 3), "abc");
    assert_null(text_copy(arena, NULL));
    assert_string_equal(text_format(arena, "%d/%s", 7, "x"), "7/x");
    arena_free(arena);
}

static void a_nul_inside_makes_a_difference(void **state)
{
    (void)state;
    assert_true(text_equal_n("nfs", 3, "nfs"));
    assert_false(text_equal_n("nfs\0x", 5, "nfs"));
    assert_false(text_equal_n("nf", 2, "nfs"));
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal(NULL, ""));
}

static void beginnings_and_ends_are_found(void **state)
{
    (void)state;
    assert_true(text_starts_with("--set:1", "--set"));
    assert_false(text_starts_with("--s", "--set"));
    assert_true(text_ends_with("x.yaml", ".yaml"));
    assert_false(text_ends_with("aml", ".yaml"));
    assert_true(text_equal_caseless("NFS", "nfs"));
    assert_false(text_equal_caseless("NFS", "nfs4"));
}

static void only_true_utf8_has_a_length(void **state)
{
    (void)state;
    assert_int_equal(text_utf8_length("a", 1), 1);
    assert_int_equal(text_utf8_length("\xc3\xa4", 2), 2);
    assert_int_equal(text_utf8_length("\xe2\x82\xac", 3), 3);
    assert_int_equal(text_utf8_length("\xf0\x9f\x98\x80", 4), 4);
    assert_int_equal(text_utf8_length("\xc3\xa4", 1), 0);             /* cut short */
    assert_int_equal(text_utf8_length("\xc0\x80", 2), 0);             /* overlong */
    assert_int_equal(text_utf8_length("\xed\xa0\x80", 3), 0);         /* a surrogate */
    assert_int_equal(text_utf8_length("\xf4\x90\x80\x80", 4), 0);     /* above U+10FFFF */
    assert_int_equal(text_utf8_length("\x80", 1), 0);
    assert_int_equal(text_utf8_length("\xff", 1), 0);
}

static void what_is_shown_stays_on_one_line(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(text_shown(arena, "a\nb\x1b[31m\0c", 10, 100), "a\\x0ab\\x1b[31m\\x00c");
    assert_string_equal(text_shown(arena, "\xc3\xa4\xff\xc2\x9b", 5, 100), "\xc3\xa4\\xff\\xc2\\x9b");
    assert_string_equal(text_shown(arena, "abcdef", 6, 3), "abc...");
    assert_string_equal(text_shown(arena, "ab\xc3\xa4", 4, 3), "ab...");   /* no half letters */
    arena_free(arena);
}

static void a_list_reads_as_one_says_it(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static const char *const words[] = { "hdd", "qlc", "tlc" };
    assert_string_equal(text_list(arena, words, 0, "or"), "");
    assert_string_equal(text_list(arena, words, 1, "or"), "hdd");
    assert_string_equal(text_list(arena, words, 2, "or"), "hdd or qlc");
    assert_string_equal(text_list(arena, words, 3, "or"), "hdd, qlc or tlc");
    arena_free(arena);
}

static void distance_counts_slips_of_the_finger(void **state)
{
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("storgae", "storage"), 1);
    assert_int_equal(text_distance("ca", "abc"), 3);                  /* restricted: no letter twice */
}

static void the_nearest_word_is_offered_and_a_far_one_not(void **state)
{
    (void)state;
    static const char *const keys[] = { "storage", "study", NULL, "requirements", "delivery", "write_path", "front_end" };
    enum { N = sizeof keys / sizeof keys[0] };
    assert_string_equal(text_nearest("storgae", keys, N), "storage");
    assert_string_equal(text_nearest("STUDY", keys, N), "study");
    assert_string_equal(text_nearest("Write-Path", keys, N), "write_path");
    assert_string_equal(text_nearest("req", keys, N), "requirements");
    assert_string_equal(text_nearest("requirement", keys, N), "requirements");
    assert_null(text_nearest("cooling", keys, N));
    assert_null(text_nearest("x", keys, N));
    assert_null(text_nearest("", keys, N));
    assert_null(text_nearest("study", keys, 0));
    assert_int_equal(text_nearest_index("frontend", keys, N), 6);
}

static void the_same_in_other_case_beats_a_nearer_neighbour_before_it(void **state)
{
    (void)state;
    static const char *const keys[] = { "READS", "read" };
    assert_string_equal(text_nearest("READ", keys, 2), "read");
}

static void counts_for_people_have_separators(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_string_equal(text_grouped(arena, "2892"), "2,892");
    assert_string_equal(text_grouped(arena, "-1234567.5"), "-1,234,567.5");
    assert_string_equal(text_grouped(arena, "999"), "999");
    assert_string_equal(text_count(arena, 98303.6), "98,304");
    assert_string_equal(text_count(arena, -1000.0), "-1,000");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_grows_at_its_end),
        cmocka_unit_test(copies_are_terminated),
        cmocka_unit_test(a_nul_inside_makes_a_difference),
        cmocka_unit_test(beginnings_and_ends_are_found),
        cmocka_unit_test(only_true_utf8_has_a_length),
        cmocka_unit_test(what_is_shown_stays_on_one_line),
        cmocka_unit_test(a_list_reads_as_one_says_it),
        cmocka_unit_test(distance_counts_slips_of_the_finger),
        cmocka_unit_test(the_nearest_word_is_offered_and_a_far_one_not),
        cmocka_unit_test(the_same_in_other_case_beats_a_nearer_neighbour_before_it),
        cmocka_unit_test(counts_for_people_have_separators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
