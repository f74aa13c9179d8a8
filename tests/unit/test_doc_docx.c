/* What pandoc is given to make DOCX of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "reports/doc_docx.h"

static int setup(void **state) { *state = arena_new(); return 0; }
static int teardown(void **state) { arena_free(*state); return 0; }

static void has(const char *html, const char *words)
{
    if (!strstr(html, words)) fail_msg("\"%s\" is not in %s", words, html);
}

static void marks_are_taken_out(void **state)
{
    struct arena *arena = *state;
    struct doc *doc = doc_new(arena, "Title");
    doc_sentence(doc, mark_number(arena, "plan.racks", 4.0, "4 racks"));
    const struct doc_docx docx = doc_docx_source(doc, "png", arena);
    has(docx.html, "<p>4 racks</p>");
    assert_int_equal(docx.n_drawings, 0);
}

static void what_is_folded_stands_unfolded(void **state)
{
    struct arena *arena = *state;
    struct doc *doc = doc_new(arena, "Title");
    doc_begin(doc, DOC_FOLD, "More");
    doc_sentence(doc, "inside");
    doc_end(doc);
    has(doc_docx_source(doc, "png", arena).html, "<h5>More</h5>\n<p>inside</p>");
}

/* Room for 178 characters a line, 3 of each cell its margins: "ab" takes 5 of them and "abcd" 7, with a hundredth to spare. */
static void columns_are_as_wide_as_their_words(void **state)
{
    struct arena *arena = *state;
    struct doc *doc = doc_new(arena, "Title");
    doc_begin(doc, DOC_TABLE, "");
    doc_column(doc, DOC_LEFT, "a");
    doc_column(doc, DOC_LEFT, "b");
    doc_row(doc);
    doc_text_cell(doc, "ab");
    doc_text_cell(doc, "abcd");
    doc_end(doc);
    has(doc_docx_source(doc, "png", arena).html, "<col style=\"width: 3.3%\"/><col style=\"width: 4.4%\"/>");
}

/* 760 wide: one as high as wide stands upright on a page of its own with its heading, one twice as high on a larger sheet. */
static void a_high_drawing_has_a_page_of_its_own(void **state)
{
    struct arena *arena = *state;
    struct doc *doc = doc_new(arena, "Title");
    doc_figure(doc, "a", "flat", "<svg viewBox=\"0 0 760 380\"></svg>", "flat");
    doc_heading(doc, 2, "High");
    doc_figure(doc, "b", "high", "<svg viewBox=\"0 0 760 760\"></svg>", "high");
    doc_figure(doc, "c", "higher", "<svg viewBox=\"0 0 760 1520\"></svg>", "higher");
    const struct doc_docx docx = doc_docx_source(doc, "svg", arena);
    has(docx.html, "<img src=\"figure-1.svg\" width=\"200.00mm\" height=\"100.00mm\"");
    has(docx.html, "<div class=\"upright\">\n<h1 id=\"high\">High</h1>\n<figure><img src=\"figure-2.svg\" width=\"182.00mm\" height=\"182.00mm\"");
    has(docx.html, "<div class=\"sheet\">\n<figure><img src=\"figure-3.svg\" width=\"180.00mm\" height=\"360.00mm\"");
    assert_int_equal(docx.n_drawings, 3);
    assert_string_equal(docx.drawings[2].svg, "<svg viewBox=\"0 0 760 1520\"></svg>");
}

/* What is stored begins with its header and ends with the directory's end. */
static void the_reference_is_a_zip(void **state)
{
    struct arena *arena = *state;
    size_t length, again;
    const char *bytes = doc_docx_reference(arena, &length), *second = doc_docx_reference(arena, &again);
    assert_true(length > 22);
    assert_memory_equal(bytes, "PK\3\4", 4);
    assert_memory_equal(bytes + length - 22, "PK\5\6", 4);
    assert_int_equal(length, again);
    assert_memory_equal(bytes, second, length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_are_taken_out, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_folded_stands_unfolded, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_are_as_wide_as_their_words, setup, teardown),
        cmocka_unit_test_setup_teardown(a_high_drawing_has_a_page_of_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(the_reference_is_a_zip, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
