#include "tests/lib/near.h"

#include "reports/mark.h"
#include "reports/size_say.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static struct study_size asked_for(const char *asked, const char *unit) { return (struct study_size){.asked = asked, .unit = unit, .objective = "rack tiles"}; }

static void a_figure_is_said_in_what_was_asked_for(void **state)
{
    const struct study_size tiles = asked_for("", ""), watts = asked_for("", "w"), dollars = asked_for("", "dollars"), gpus = asked_for("max gpus", "w"), bytes = asked_for("max usable_capacity", "");
    assert_string_equal(size_say_figure_text(&tiles, 1.0, *state), "1 rack tile");
    assert_string_equal(size_say_figure_text(&tiles, 224.0, *state), "224 rack tiles");
    assert_string_equal(size_say_figure_text(&watts, 3.3e6, *state), "3.30 MW of storage");
    assert_string_equal(size_say_figure_text(&dollars, 1.2e6, *state), "1.20 M$");
    assert_string_equal(size_say_figure_text(&gpus, 131072.0, *state), "131,072 GPUs");
    assert_string_equal(size_say_figure_text(&bytes, 1e18, *state), "1.00 EB");
    assert_string_equal(size_say_figure_text(&tiles, (double)NAN, *state), "unknown");
    assert_string_equal(size_say_asked(&tiles, *state), "the least rack tiles that meet every MUST");
}

/* A step less saves a tile and 933 W, and breaks CAP-1; a step more costs what a step less saves. */
static void a_step_either_way_says_what_it_costs_and_breaks(void **state)
{
    struct study_size_count count = {.node = "ebox", .mark = "AUTO", .count = 8.0, .step = 1.0, .more_rack_tiles = 0.0, .more_w = 933.0, .more_dollars = 126e3, .less_rack_tiles = -1.0, .less_w = -933.0,
                                     .less_dollars = (double)NAN, .less_fails = "CAP-1"};
    assert_string_equal(mark_plain(*state, size_say_more(&count, "c", *state)), "\xC2\xB1" "0 tiles, +933 W, +126 k$");
    assert_string_equal(mark_plain(*state, size_say_less(&count, "c", *state)), "\xE2\x88\x92" "1 tile, \xE2\x88\x92" "933 W; fails: CAP-1");
    count.less_rack_tiles = (double)NAN;
    assert_string_equal(mark_plain(*state, size_say_less(&count, "c", *state)), "fails: CAP-1");
    count.less_fails = "";
    assert_string_equal(size_say_less(&count, "c", *state), "nothing below");
    count.mark = "MANUAL";
    assert_string_equal(size_say_less(&count, "c", *state), "stated by the scenario");
}

static void a_price_is_in_what_is_least(void **state)
{
    const struct study_size tiles = asked_for("", ""), watts = asked_for("", "w");
    assert_string_equal(mark_plain(*state, size_say_price(&tiles, "p", 0.0258, *state)), "0.0258 rack tiles");
    assert_string_equal(mark_plain(*state, size_say_price(&watts, "p", 12.4, *state)), "12.4 W");
    assert_string_equal(size_say_price(&watts, "p", (double)NAN, *state), "nothing then meets all rows");
}

static void a_rule_is_said_in_words(void **state)
{
    assert_string_equal(mark_plain(*state, size_say_rule("one_domain_out: media time of hdd-30", *state)), "media time of hdd-30 (one domain out)");
    assert_string_equal(size_say_rule("capacity", *state), "bytes");
    assert_string_equal(size_say_rule("", *state), "no build at all, over the limits");
}

static void a_proof_says_how_sure_its_replications_make_it(void **state)
{
    struct study_size size = asked_for("", "");
    struct study_size_option option = {.option = "a", .simulated = true, .held = 2.0, .replications = 2.0, .share_lo = 0.342, .share_hi = 1.0, .goodput = 0.977, .read_denied = 0.0, .write_denied = 0.0};
    size.options = &option, size.n_options = 1, size.probability = 0.95;
    assert_string_equal(mark_plain(*state, size_say_proof(&size, &option, *state)),
                        "every MUST holds in 2 of 2 replications (share 34.2 % to 100 % at 95 %; 95.0 % asked); goodput 97.7 %, reads denied 0 %, writes denied 0 %");
    option.simulated = false;
    assert_string_equal(size_say_proof(&size, &option, *state), "by plan alone");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_figure_is_said_in_what_was_asked_for), TEST(a_step_either_way_says_what_it_costs_and_breaks), TEST(a_price_is_in_what_is_least), TEST(a_rule_is_said_in_words),
        TEST(a_proof_says_how_sure_its_replications_make_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
