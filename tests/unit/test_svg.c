#include "tests/lib/near.h"

#include <string.h>

#include "base/arena.h"
#include "reports/mark.h"
#include "reports/svg.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *drawn(struct svg *svg)
{
    return strstr(svg_end(svg), "</desc>\n") + strlen("</desc>\n<rect x=\"0\" y=\"0\" width=\"100\" height=\"50\" fill=\"#fff\"/>\n");
}

static struct svg blank(struct arena *arena)
{
    return svg_begin(arena, "t", 100, 50, "Title", "Says");
}

static void a_drawing_has_a_box_a_title_and_a_description(void **state)
{
    struct svg svg = svg_begin(*state, "fig", 100, 50.25, "A & B", "5 < 6");
    const char *text = svg_end(&svg);
    assert_non_null(strstr(text, "viewBox=\"0 0 100 50.2\""));
    assert_non_null(strstr(text, "style=\"max-width:100%\""));
    assert_non_null(strstr(text, "aria-labelledby=\"fig-title fig-desc\""));
    assert_non_null(strstr(text, "<title id=\"fig-title\">A &amp; B</title>\n<desc id=\"fig-desc\">5 &lt; 6</desc>"));
}

static void coordinates_have_one_decimal_and_no_negative_zero(void **state)
{
    struct svg svg = blank(*state);
    svg_line(&svg, -0.01, 1.0 / 3.0, 2.0, 99.96, (struct svg_paint){ .stroke = "#000" });
    assert_string_equal(drawn(&svg), "<line x1=\"0\" y1=\"0.3\" x2=\"2\" y2=\"100\" fill=\"none\" stroke=\"#000\" stroke-width=\"1\"/>\n</svg>\n");
}

static void a_path_leaves_out_what_repeats_and_breaks_at_gaps(void **state)
{
    const double x[] = { 0, 1, 2, 3, 4, 5, 6 }, y[] = { 5, 5, 5, 7, (double)NAN, 9, 9 };
    struct svg svg = blank(*state);
    svg_path(&svg, x, y, 7, false, (struct svg_paint){ .stroke = "#000", .data = true });
    assert_string_equal(drawn(&svg), "<path d=\"M0 5L2 5L3 7M5 9L6 9\" stroke-linejoin=\"round\" fill=\"none\" stroke=\"#000\" stroke-width=\"1\" class=\"data\"/>\n</svg>\n");
}

static void a_hatch_is_a_pattern_of_its_own(void **state)
{
    struct svg svg = blank(*state);
    svg_rect(&svg, 1, 2, -3, 4, (struct svg_paint){ .fill = SVG_BLUE, .hatch = SVG_DOTS });
    svg_rect(&svg, 1, 2, 3, 4, (struct svg_paint){ .fill = SVG_BLUE, .hatch = SVG_DOTS });
    const char *text = drawn(&svg);
    assert_non_null(strstr(text, "<pattern id=\"t-p1\""));
    assert_non_null(strstr(text, "<rect x=\"1\" y=\"2\" width=\"0\" height=\"4\" fill=\"url(#t-p1)\"/>"));
    assert_non_null(strstr(text, "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" fill=\"url(#t-p2)\"/>"));
}

static void words_are_escaped(void **state)
{
    struct svg svg = blank(*state);
    svg_text(&svg, 1, 2, (struct svg_font){ .size = 12, .anchor = SVG_END, .bold = true }, "a<b>\"\x1b");
    assert_string_equal(drawn(&svg), "<text x=\"1\" y=\"2\" font-size=\"12\" text-anchor=\"end\" font-weight=\"700\" fill=\"#1b1f24\">a&lt;b&gt;&quot;\xEF\xBF\xBD</text>\n</svg>\n");
}

/* Not paint-order: WeasyPrint, which makes the PDF, would lay the rim over the letters. */
static void the_rim_of_words_lies_under_them(void **state)
{
    struct svg svg = blank(*state);
    svg_text(&svg, 1, 2, (struct svg_font){ .size = 12, .halo = true }, "a");
    assert_string_equal(drawn(&svg), "<text x=\"1\" y=\"2\" font-size=\"12\" class=\"halo\" aria-hidden=\"true\" fill=\"#fff\" stroke=\"#fff\" stroke-width=\"3.5\" stroke-linejoin=\"round\">a</text>\n"
                                     "<text x=\"1\" y=\"2\" font-size=\"12\" fill=\"#1b1f24\">a</text>\n</svg>\n");
}

static void marks_of_a_label_are_an_attribute(void **state)
{
    struct svg svg = svg_begin(*state, "d", 10, 10, "t", "d");
    svg_text(&svg, 1, 2, (struct svg_font){ .size = 12, .tick = true }, text_format(*state, "%s of %s", mark_number(*state, "a.b", 2.5e3, "2.50 kW"), mark_name(*state, "x\"1")));
    assert_non_null(strstr(svg.out.bytes, "class=\"tick\" fill=\"#1b1f24\" data-marks='[[\"a.b\",\"2500\",\"2.50 kW\"],[\"\",\"\",\"x\\&quot;1\"]]'>2.50 kW of x&quot;1</text>"));
}

static void a_number_is_never_cut_in_two(void **state)
{
    const char *label = text_format(*state, "carries %s", mark_number(*state, "a", 123456.0, "123,456 W"));
    assert_string_equal(svg_text_cut(*state, label, 12, 100), "carries \xE2\x80\xA6");
    assert_string_equal(mark_plain(*state, svg_text_cut(*state, mark_name(*state, "rack-of-some-vendor-42"), 12, 90)), "rack-of-som\xE2\x80\xA6");
    assert_ptr_equal(svg_text_cut(*state, label, 12, 400), label);
}

static void assert_axis(double most, int ticks, double hi, double step, int decimals)
{
    struct svg_axis axis = svg_axis_up_to(0.0, most, ticks);
    assert_near(axis.hi, hi);
    assert_near(axis.step, step);
    assert_int_equal(axis.decimals, decimals);
}

static void axes_end_at_round_numbers(void **state)
{
    (void)state;
    assert_axis(24.0, 5, 25.0, 5.0, 0);
    assert_axis(5.6, 5, 6.0, 2.0, 0);
    assert_axis(1.06, 5, 1.25, 0.25, 2);
    assert_axis(100.0, 5, 100.0, 20.0, 0);
    assert_axis(0.0, 5, 1.0, 0.2, 1);
}

static void what_is_beyond_an_axis_stays_at_its_end(void **state)
{
    (void)state;
    struct svg_axis axis = svg_axis_up_to(0.0, 10.0, 5);
    assert_near(svg_axis_at(&axis, 5.0, 100.0, 0.0), 50.0);
    assert_near(svg_axis_at(&axis, 50.0, 100.0, 0.0), 0.0);
    assert_near(svg_axis_at(&axis, -1.0, 100.0, 0.0), 100.0);
}

static void ticks_are_written_alike(void **state)
{
    struct svg_axis axis = svg_axis_up_to(0.0, 1.06, 5);
    assert_string_equal(svg_axis_tick(*state, &axis, 0.0), "0.00");
    assert_string_equal(svg_axis_tick(*state, &axis, 1.0), "1.00");
}

static void a_prefix_fits_the_largest(void **state)
{
    (void)state;
    assert_string_equal(svg_prefix_for(24e12).letter, "T");
    assert_near(svg_prefix_for(999.0).factor, 1.0);
    assert_string_equal(svg_prefix_for(1e30).letter, "Y");
}

static void a_cut_text_fits(void **state)
{
    const char *cut = svg_text_cut(*state, "a-node-model-of-some-vendor \xE6\x97\xA5\xE6\x9C\xAC", 12, 100);
    assert_true(svg_text_width(cut, 12) <= 100);
    assert_true(strlen(cut) > 8);
    assert_non_null(strstr(cut, "\xE2\x80\xA6"));
    assert_string_equal(svg_text_cut(*state, "short", 12, 100), "short");
}

/* No two kinds are the same elements, whatever their colour. */
static void symbols_differ_by_shape(void **state)
{
    const char *all[SVG_SYMBOLS];
    for (int k = 0; k < SVG_SYMBOLS; k++) {
        struct svg svg = blank(*state);
        svg_symbol(&svg, k, 50, 50, 4, (struct svg_paint){ .fill = SVG_BLUE });
        all[k] = drawn(&svg);
        for (int before = 0; before < k; before++) assert_string_not_equal(all[k], all[before]);
    }
    struct svg svg = blank(*state);
    svg_symbol(&svg, SVG_SYMBOLS, 50, 50, 4, (struct svg_paint){ .fill = SVG_BLUE });
    assert_string_equal(drawn(&svg), all[0]);
}

static void a_path_is_cut_in_its_middle(void **state)
{
    const char *path = "dallas.paths[0].read.storage.and_so_on.media_read", *cut = mark_plain(*state, svg_text_cut_middle(*state, path, 12, 250));
    assert_true(svg_text_width(cut, 12) <= 250);
    assert_non_null(strstr(cut, "dallas\xE2\x80\xA6"));
    assert_string_equal(cut + strlen(cut) - strlen("media_read"), "media_read");
    assert_string_equal(svg_text_cut_middle(*state, path, 12, 1000), mark_name(*state, path));
    assert_true(svg_text_width(svg_text_cut_middle(*state, "nodotatallbutlongenoughtobecut", 12, 60), 12) <= 60);
}

static void words_wrap_at_spaces_and_only_the_last_line_is_cut(void **state)
{
    const char *lines[3];
    assert_int_equal(svg_text_wrap(*state, "182 switches", 12, 70, 3, lines), 2);
    assert_string_equal(lines[0], "182");
    assert_string_equal(lines[1], "switches");
    assert_int_equal(svg_text_wrap(*state, "182 switches", 12, 200, 3, lines), 1);
    assert_string_equal(lines[0], "182 switches");
    assert_int_equal(svg_text_wrap(*state, "one two three four", 12, 40, 2, lines), 2);
    assert_string_equal(lines[0], "one");
    assert_non_null(strstr(lines[1], "\xE2\x80\xA6"));
    assert_int_equal(svg_text_wrap(*state, "", 12, 40, 2, lines), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_drawing_has_a_box_a_title_and_a_description),
        TEST(coordinates_have_one_decimal_and_no_negative_zero),
        TEST(a_path_leaves_out_what_repeats_and_breaks_at_gaps),
        TEST(a_hatch_is_a_pattern_of_its_own),
        TEST(symbols_differ_by_shape), TEST(a_path_is_cut_in_its_middle), TEST(words_wrap_at_spaces_and_only_the_last_line_is_cut), TEST(words_are_escaped), TEST(the_rim_of_words_lies_under_them),
        TEST(marks_of_a_label_are_an_attribute), TEST(a_number_is_never_cut_in_two),
        TEST(axes_end_at_round_numbers),
        TEST(what_is_beyond_an_axis_stays_at_its_end),
        TEST(ticks_are_written_alike),
        TEST(a_prefix_fits_the_largest),
        TEST(a_cut_text_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
