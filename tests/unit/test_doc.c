#include "tests/lib/near.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "reports/doc.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n";

/* One of everything. */
static struct doc *small(struct arena *arena)
{
    struct doc *doc = doc_new(arena, "Small");
    doc_heading(doc, 1, "Small");
    doc_contents(doc, 2);
    doc_begin(doc, DOC_CALLOUT, "fail");
    doc_paragraph(doc);
    doc_verdict(doc, "fail");
    doc_text(doc, " too slow");
    doc_end(doc);
    doc_begin(doc, DOC_FACTS, "");
    doc_fact(doc, "Nodes");
    doc_number(doc, "plan.nodes", 532, "532");
    doc_end(doc);
    doc_heading(doc, 2, "Racks & power");
    doc_begin(doc, DOC_TABLE, "Racks");
    doc_column(doc, DOC_LEFT, "Rack");
    doc_column(doc, DOC_RIGHT, "U");
    doc_row(doc);
    doc_cell(doc);
    doc_code(doc, "a|b");
    doc_cell(doc);
    doc_text(doc, "40");
    doc_end(doc);
    doc_figure(doc, "figure-x", "A chart. It says 5.", svg, "");
    doc_begin(doc, DOC_FOLD, "More");
    doc_begin(doc, DOC_NUMBERED, "");
    doc_item(doc);
    doc_strong(doc, "one");
    doc_item(doc);
    doc_link(doc, "#figure-x", "two");
    doc_end(doc);
    doc_end(doc);
    return doc;
}

static void markdown_is_what_a_person_would_write(void **state)
{
    assert_string_equal(doc_markdown(small(*state), *state),
        "# Small\n\n"
        "> **FAIL** too slow\n\n"
        "- **Nodes**: 532\n\n"
        "## Racks & power\n\n"
        "*Racks*\n\n"
        "| Rack | U |\n| --- | ---: |\n| `a\\|b` | 40 |\n\n"
        "**Figure 1.** A chart. It says 5. \n\n"
        "<details><summary>More</summary>\n\n"
        "1. **one**\n2. two\n\n"
        "</details>\n");
}

static const char *body(const char *html)
{
    return strstr(html, "<main>");
}

static void html_is_the_same_tree(void **state)
{
    assert_string_equal(body(doc_html(small(*state), *state)),
        "<main>\n<h1 id=\"small\">Small</h1>\n"
        "<nav aria-label=\"Contents\">\n<a href=\"#racks-power\">Racks &amp; power</a>\n</nav>\n"
        "<div class=\"callout fail\">\n<p><span class=\"verdict fail\">FAIL</span> too slow</p>\n</div>\n"
        "<dl class=\"facts\">\n<div><dt>Nodes</dt><dd><data value=\"532\" data-id=\"plan.nodes\">532</data></dd></div>\n</dl>\n"
        "<h2 id=\"racks-power\">Racks &amp; power</h2>\n"
        "<table class=\"whole\"><caption>Racks</caption>\n<thead><tr><th scope=\"col\">Rack</th><th scope=\"col\" class=\"right\">U</th></tr></thead>\n"
        "<tbody>\n<tr><th scope=\"row\"><code>a|b</code></th><td class=\"right\">40</td></tr>\n</tbody></table>\n"
        "<figure id=\"figure-x\">\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n<figcaption><b class=\"name\">Figure 1.</b> A chart. It says 5.</figcaption>\n</figure>\n"
        "<details><summary>More</summary>\n<ol>\n<li><strong>one</strong></li>\n<li><a href=\"#figure-x\">two</a></li>\n</ol>\n</details>\n"
        "</main>\n</body>\n</html>\n");
}

static void html_says_its_language_and_refuses_to_load(void **state)
{
    const char *html = doc_html(small(*state), *state);
    assert_non_null(strstr(html, "<!DOCTYPE html>\n<html lang=\"en\">"));
    assert_non_null(strstr(html, "<title>Small</title>"));
    assert_non_null(strstr(html, "default-src 'none'"));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, " src="));
    assert_null(strstr(html, "url("));
    assert_null(strstr(html, "href=\"h"));
}

static void a_table_in_one_go_is_its_columns_and_cells(void **state)
{
    static const char *const names[] = {"Rack", ">U", "!Id"};
    struct doc *doc = doc_new(*state, "Small");
    doc_sentence(doc, "All of them:");
    doc_table(doc, "Racks", names, 3);
    doc_row(doc);
    doc_text_cell(doc, "a");
    doc_number_cell(doc, "racks.a.ru", 40.0, "40");
    doc_quote_cell(doc, "racks.a.id", "R-7");
    doc_end(doc);
    assert_string_equal(doc_markdown(doc, *state), "All of them:\n\n*Racks*\n\n| Rack | U | Id |\n| --- | ---: | --- |\n| a | 40 | R-7 |\n");
    assert_non_null(strstr(doc_html(doc, *state), "<th scope=\"col\" class=\"right\">U</th><th scope=\"col\" class=\"tight\">Id</th>"));
    assert_non_null(strstr(doc_html(doc, *state), "<data value=\"40\" data-id=\"racks.a.ru\">40</data></td><td class=\"tight\"><span data-id=\"racks.a.id\">R-7</span>"));
}

static struct doc *saying(struct arena *arena, const char *text)
{
    struct doc *doc = doc_new(arena, text);
    doc_heading(doc, 1, text);
    doc_begin(doc, DOC_TABLE, text);
    doc_column(doc, DOC_LEFT, text);
    doc_row(doc);
    doc_cell(doc);
    doc_text(doc, text);
    doc_code(doc, text);
    doc_strong(doc, text);
    doc_muted(doc, text);
    doc_verdict(doc, text);
    doc_number(doc, text, (double)NAN, text);
    doc_end(doc);
    doc_begin(doc, DOC_FOLD, text);
    doc_paragraph(doc);
    doc_text(doc, text);
    doc_end(doc);
    return doc;
}

static int occurrences(const char *text, const char *of)
{
    int n = 0;
    for (; (text = strstr(text, of)) != NULL; text++) n++;
    return n;
}

static void markup_in_texts_stays_text(void **state)
{
    const char *html = doc_html(saying(*state, "</title><b onload=\"x\">'&amp;\x1b\x01 \xff"), *state);
    assert_null(strstr(html, "<b "));
    assert_int_equal(occurrences(html, "</title>"), 1);
    assert_null(strchr(html, '\x1b'));
    assert_null(strchr(html, '\x01'));
    assert_null(strchr(html, '\xff'));
    assert_non_null(strstr(html, "&#39;&amp;amp;\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD"));
    assert_non_null(strstr(html, "value=\"unknown\""));
}

static void markdown_marks_in_texts_stay_text(void **state)
{
    struct doc *doc = doc_new(*state, "t");
    doc_paragraph(doc);
    doc_text(doc, "# a|b *c* _d_ read_capability <e> `f` [g](h) \\ &lt; 1\n2");
    doc_paragraph(doc);
    doc_code(doc, "a`b``c");
    assert_string_equal(doc_markdown(doc, *state), "\\# a\\|b \\*c\\* \\_d\\_ read_capability \\<e> \\`f\\` \\[g\\](h) \\\\ \\&lt; 1 2\n\n``` a`b``c ```\n");
}

static void anchors_are_unique(void **state)
{
    struct doc *doc = doc_new(*state, "t");
    doc_heading(doc, 2, "Pool bulk");
    doc_heading(doc, 2, "Pool: bulk!");
    doc_heading(doc, 3, "\xE2\x98\x83");
    const char *html = doc_html(doc, *state);
    assert_non_null(strstr(html, "<h2 id=\"pool-bulk\">"));
    assert_non_null(strstr(html, "<h2 id=\"pool-bulk-2\">"));
    assert_non_null(strstr(html, "<h3 id=\"section\">"));
}

static void a_number_keeps_its_value_to_the_last_bit(void **state)
{
    struct doc *doc = doc_new(*state, "t");
    doc_paragraph(doc);
    doc_number(doc, "x", 0.1 + 0.2, "0.300");
    assert_non_null(strstr(doc_html(doc, *state), "<data value=\"0.30000000000000004\" data-id=\"x\">0.300</data>"));
}

static void paths_may_break_after_their_dots(void **state)
{
    struct doc *doc = doc_new(*state, "t");
    doc_paragraph(doc);
    doc_code(doc, "a.b_c/d<");
    assert_non_null(strstr(doc_html(doc, *state), "<code>a.<wbr/>b_<wbr/>c/<wbr/>d&lt;</code>"));
}

/* 760 by 600 fits a page on its side; taller ones are printed on an upright page or a sheet, with the heading right before them. */
static void a_tall_figure_has_a_page_of_its_own(void **state)
{
    static const struct { double height; const char *figure, *heading; } cases[] = {
        { 600, "<figure id=\"f\">", "<h2 id=\"tall\">" }, { 760, "<figure id=\"f\" class=\"upright\">", "<h2 id=\"tall\" class=\"upright\">" },
        { 1200, "<figure id=\"f\" class=\"sheet\">", "<h2 id=\"tall\" class=\"sheet\">" } };
    for (int k = 0; k < 3; k++) {
        struct doc *doc = doc_new(*state, "Tall");
        doc_heading(doc, 2, "Tall");
        doc_figure(doc, "f", "", text_format(*state, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %g\"></svg>", cases[k].height), "");
        const char *html = doc_html(doc, *state);
        assert_non_null(strstr(html, cases[k].figure));
        assert_non_null(strstr(html, cases[k].heading));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(markdown_is_what_a_person_would_write),
        TEST(html_is_the_same_tree),
        TEST(a_table_in_one_go_is_its_columns_and_cells),
        TEST(html_says_its_language_and_refuses_to_load),
        TEST(markup_in_texts_stays_text),
        TEST(markdown_marks_in_texts_stay_text),
        TEST(anchors_are_unique),
        TEST(a_number_keeps_its_value_to_the_last_bit),
        TEST(paths_may_break_after_their_dots),
        TEST(a_tall_figure_has_a_page_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
