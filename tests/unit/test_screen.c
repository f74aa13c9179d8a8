#include "tests/lib/near.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "reports/screen.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static int widest(const char *text, int *lines)
{
    int most = 0, here = 0;
    for (*lines = 0; *text; text++) {
        if (*text == '\n') { (*lines)++; here = 0; continue; }
        if (((unsigned char)*text & 0xC0u) != 0x80u) here++;
        if (here > most) most = here;
    }
    return most;
}

static void a_screen_is_eighty_columns_and_below_sixty_lines(void **state)
{
    int lines;
    assert_true(widest(screen_run(results_fixture_dallas(*state), *state), &lines) < 80);
    assert_true(lines < 60);
    assert_true(widest(screen_plan(results_fixture_plan(*state), *state), &lines) < 80);
    assert_true(lines < 60);
    assert_true(widest(screen_run(results_fixture_failing(*state), *state), &lines) < 80);
    assert_true(widest(screen_run(results_fixture_crowded(*state), *state), &lines) < 80);
    assert_true(widest(screen_run(results_fixture_empty(*state), *state), &lines) < 80);
}

static void the_verdict_comes_first_with_value_and_margin(void **state)
{
    const char *text = screen_run(results_fixture_dallas(*state), *state);
    assert_true(text_starts_with(text, "Dallas, January 2026                                           as of 2026-01-15\n"
        "Does the HDD that lands in January carry the load?\n\n"
        "FAIL      Does not meet its requirements: 1 of 5 MUSTs is not met, 1 depends on\n"
        "          an open input.\n"
        "FAIL      THR-1 read_capability >= 24 TB/s          5.60 TB/s      82.1 % short\n"
        "            alone; judged 4.29 TB/s while both peaks are offered, one failure\n"
        "            domain out\n"
        "DEPENDS   THR-2 write_capability >= 2 TB/s          3.10 TB/s      14.8 % short\n"));
    assert_non_null(strstr(text, "models.stack.azure-lrc-12-2-2.write_amplification, turns at 1.14;\n"
        "            on models.drive.hdd-30.write alone, at 150 MB/s\n"));
    assert_non_null(strstr(text, "PASS      POW-1 site_power_peak <= 350 MW              312 MW   10.7 % to spare\n"));
    assert_non_null(strstr(text, "GPT-1 (should) goodput >= 90 %               45.8 %      49.2 % short\n"));
}

static void interruptions_are_a_line_of_gpu_time(void **state)
{
    const char *text = screen_run(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(text, "          interrupted 69.7 times a day: 1.41 % lost, 1.86 % restarting\n"));
    assert_null(strstr(screen_plan(results_fixture_plan(*state), *state), "interrupted"));
}

static void an_order_says_what_it_assumes_of_its_stages(void **state)
{
    const char *text = screen_run(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(text, "delivery  All of it stands on 2026-04-09 in half of the draws (P10"));
    assert_non_null(strstr(text, "          assumed that lead, qualification and approval run side by side\n"));
    assert_non_null(strstr(text, "          waiting for storage: 36 million GPU-hours; 83.0 % useful without it\n"));
}

static void one_replication_has_no_brackets(void **state)
{
    struct results *results = results_fixture_dallas(*state);
    results->manifest.replications = 1;
    results->read.delivered.ci95_lo = results->read.delivered.ci95_hi = results->write.delivered.ci95_lo = (double)NAN;
    results->goodput.ettr.ci95_lo = results->goodput.ettr.ci95_hi = (double)NAN;
    const char *text = screen_run(results, *state);
    assert_non_null(strstr(text, "reads     4.41 TB/s on average, 54.0 % denied\n"));
    assert_non_null(strstr(text, "warm-up 1.00 d; two or more have an interval\n"));
    assert_null(strstr(text, "unknown)"));
}

static void what_the_build_takes_is_there(void **state)
{
    const char *text = screen_run(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(text, "build     532 nodes, 44,688 drives, 1.01 EB usable of 1.34 EB raw\n"));
    assert_non_null(strstr(text, "racks     267 racks on 267 of 300 rack tiles, 801 floor tiles; 1,667 GPU racks\n"));
    assert_non_null(strstr(text, "power     site 312 MW at the design hour of 350 MW at utility: 37.6 MW to spare\n"));
    assert_non_null(strstr(text, "simulated site: 300 MW at most, 174 MW mean, largest step 74.2 MW\n"));
    assert_non_null(strstr(text, "reads     4.41 TB/s on average (4.36 TB/s to 4.46 TB/s), 54.0 % denied\n"));
    assert_non_null(strstr(text, "trust     20 replications of 30.0 d, warm-up 1.00 d; brackets: 95 % intervals\n"));
    assert_non_null(strstr(text, "62.0 % of read capability rests on estimates"));
    assert_non_null(strstr(screen_plan(results_fixture_plan(*state), *state), "beside it replicate then encode: reads as now, writes 1.12 TB/s (\xC3\x97" "0.361)\n"));
    assert_non_null(strstr(screen_run(results_fixture_dallas(*state), *state), "beside it replicate then encode: reads as now, writes 1.12 TB/s (\xC3\x97" "0.361)\n"));
    assert_non_null(strstr(text, "findings  warning: the read peak of 24 TB/s is 4.3 times"));
}

static void what_fails_and_what_that_costs_is_there(void **state)
{
    const char *text = screen_run(results_fixture_failing(*state), *state);
    assert_non_null(strstr(text, "20 racks with 40 of 532 azure-blob-hdd: THR-2 fails;"));
    assert_non_null(strstr(text, "failures  a day: drive 1.77, node 0.367, maintenance 2\n"));
    assert_non_null(strstr(text, "reads could be 114 GB/s lower on average, 1.28 TB/s at most; writes"));
    assert_non_null(strstr(text, "a stripe is lost with probability 1.47e-13 a year (Markov chain,"));
    assert_null(strstr(screen_run(results_fixture_dallas(*state), *state), "failures  "));
}

static void too_much_power_is_said_so(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->power.headroom_w = -12e6;
    assert_non_null(strstr(screen_run(r, *state), "of 350 MW at utility: 12.0 MW too much"));
    r->power.envelope_w = (double)NAN;
    assert_non_null(strstr(screen_run(r, *state), "at the design hour, envelope unknown\n"));
}

static void a_plan_claims_nothing_that_was_not_simulated(void **state)
{
    const char *text = screen_plan(results_fixture_plan(*state), *state);
    assert_null(strstr(text, "simulated"));
    assert_null(strstr(text, "reads     "));
    assert_non_null(strstr(text, "fewest by rule: given 532, capacity 532, read 2,281, write 414,\n"));
    assert_non_null(strstr(text, "can do    reads 5.60 TB/s, both peaks at once 4.31 TB/s"));
    assert_non_null(strstr(screen_run(results_fixture_plan(*state), *state), "planned by arithmetic, not simulated"));
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    struct results *r = results_fixture_crowded(*state);
    r->requirements[1].depends_on = "\x1b]0;title\x07";
    r->findings[0].text = "red \x1b[31m and \x9b";
    r->plan.pools[0].name = "\x1b[2J";
    const char *texts[] = { screen_run(r, *state), screen_plan(r, *state) };
    for (int k = 0; k < 2; k++)
        for (const char *at = texts[k]; *at; at++) assert_true((unsigned char)*at >= 0x20 || *at == '\n');
}

static void more_than_fits_is_counted(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_finding *many = ARENA_ARRAY(*state, struct result_finding, 9);
    for (int i = 0; i < 9; i++) many[i] = (struct result_finding){ text_format(*state, "code-%d", i), "note", text_format(*state, "number %d", i), "" };
    r->findings = many;
    r->n_findings = 9;
    assert_non_null(strstr(screen_run(r, *state), "          note: number 3 [code-3]\n          and 5 more\n"));
}

static void findings_of_one_code_are_told_once(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_finding *alike = ARENA_ARRAY(*state, struct result_finding, 4);
    for (int i = 0; i < 4; i++) alike[i] = (struct result_finding){ i == 1 ? "other" : "code", "note", text_format(*state, "number %d", i), "" };
    r->findings = alike;
    r->n_findings = 4;
    const char *text = screen_run(r, *state);
    assert_non_null(strstr(text, "findings  note: number 0 [code, 2 alike]\n          note: number 1 [other]\n"));
    assert_null(strstr(text, "number 2"));
}

static void a_word_longer_than_a_line_is_broken(void **state)
{
    int lines;
    struct results *r = results_fixture_dallas(*state);
    char *name = arena_alloc(*state, 301);
    memset(name, 'x', 300);
    r->scenario.question = name;
    r->findings[0].text = name;
    assert_true(widest(screen_run(r, *state), &lines) < 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_screen_is_eighty_columns_and_below_sixty_lines),
        TEST(the_verdict_comes_first_with_value_and_margin),
        TEST(interruptions_are_a_line_of_gpu_time), TEST(an_order_says_what_it_assumes_of_its_stages), TEST(one_replication_has_no_brackets), TEST(what_the_build_takes_is_there),
        TEST(what_fails_and_what_that_costs_is_there),
        TEST(too_much_power_is_said_so),
        TEST(a_plan_claims_nothing_that_was_not_simulated),
        TEST(control_characters_do_not_reach_the_terminal),
        TEST(more_than_fits_is_counted),
        TEST(findings_of_one_code_are_told_once),
        TEST(a_word_longer_than_a_line_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
