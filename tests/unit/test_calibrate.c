#include "tests/lib/site_plan_of.h"

#include <string.h>

#include "base/text.h"
#include "stat/rng.h"
#include "study/ab.h"
#include "study/calibrate.h"

static const char head[] = "run,op,client_bytes,nic_tx_bytes,nic_rx_bytes,media_read_bytes,media_write_bytes,seconds\n";

static struct site_fixture *boxes(void)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_xio(site), site_lrc(site), 0)->groups[0].nodes, 24.0);
    return site;
}

static bool calibrate(struct site_fixture *site, const char *csv, struct study_calibration *out)
{
    return calibrate_fill(plan_of(site), csv, strlen(csv), "measured.csv", site->arena, site_diags(site), out);
}

/* Direct encode sends a third of a byte written on, receives 4/3 and writes 4/3; three copies first send 2 + 4/3 and write 3 + 4/3. */
static void the_path_that_was_taken_fits_and_no_other(void **state)
{
    (void)state;
    struct site_fixture *site = boxes();
    struct study_calibration out;
    assert_true(calibrate(site, text_format(site->arena, "# one read, two writes\n%s1,read,1e12,1.03e12,0,1e12,,10\n2,write,1e12,3.33e12,4.34e12,,4.33e12,40\n3,write,1e12,3.37e12,4.38e12,,4.33e12,40\n",
                                            head), &out));
    assert_int_equal(out.n_fitting, 1);
    assert_true(out.fits[1].fits && !out.fits[0].fits && out.best == 1);
    assert_string_equal(out.fits[1].write_path, "replicate_then_encode");
    assert_non_null(strstr(out.fits[0].against, "bytes sent per byte written 3.35"));
    assert_int_equal(out.measured[STUDY_WRITE_TX].runs, 2);
    assert_near(out.measured[STUDY_WRITE_TX].mean, 3.35);
    assert_within(out.measured[STUDY_WRITE_TX].hi - 3.35, 12.7062047 * 0.02828427 / 1.41421356, 1e-6);      /* t(1) x sd / sqrt(2) */
    assert_near(out.read_bytes_per_s, 1e11);
    for (int32_t u = 0; u < out.n_updates; u++)
        if (text_equal(out.updates[u].op, "write") && text_equal(out.updates[u].cost, "tx")) assert_within(out.updates[u].value, 3.35 - 4.0 / 3.0, 1e-9);
    site_free(site);
}

/* As a spreadsheet saves it: a mark before the head, lines that end in CR LF. */
static void a_table_from_a_spreadsheet_is_read(void **state)
{
    (void)state;
    struct site_fixture *site = boxes();
    struct study_calibration out;
    assert_true(calibrate(site, "\xEF\xBB\xBFrun,op,client_bytes,nic_tx_bytes\r\n1,read,1e12,1.02e12\r\n", &out));
    assert_near(out.measured[STUDY_READ_TX].mean, 1.02);
    site_free(site);
}

static void nothing_that_was_measured_is_dropped_in_silence(void **state)
{
    (void)state;
    struct site_fixture *site = boxes();
    struct study_calibration out;
    assert_false(calibrate(site, text_format(site->arena, "%s1,read,1e12,1e12,0,1e12,,0\n", head), &out));
    assert_false(calibrate(site, text_format(site->arena, "%s1,read,1e-300,1e300,0,1e12,,10\n", head), &out));
    assert_false(calibrate(site, text_format(site->arena, "%s1,read,0x1p40,1e12,0,1e12,,10\n", head), &out));
    site_free(site);
}

static void reads_alone_do_not_tell_how_bytes_are_written(void **state)
{
    (void)state;
    struct site_fixture *site = boxes();
    struct study_calibration out;
    assert_true(calibrate(site, text_format(site->arena, "%s1,read,1e12,1e12,0,1e12,,\n2,read,1e12,1.01e12,0,1e12,,\n", head), &out));
    assert_int_equal(out.n_fitting, 2);
    assert_true(isnan(out.read_bytes_per_s));
    assert_false(out.measured[STUDY_WRITE_TX].known);
    site_free(site);
}

/* Whichever path is measured with 1 % of noise is the one that is found. */
static void any_path_is_found_from_its_own_counters(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct site_fixture *site = boxes();
        const struct site_plan *plan = plan_of(site);
        const struct stack_model *stack = plan->pools[0].pool->stack;
        struct rng rng = rng_stream(seed, 0, "measured", 0);
        const int taken = (int)rng_below(&rng, (uint32_t)stack->n_paths);
        double value[STUDY_COUNTERS], lo[STUDY_COUNTERS], hi[STUDY_COUNTERS];
        ab_counters(&stack->paths[taken], plan->pools[0].efficiency, value, lo, hi);
        struct text csv = text_new(site->arena);
        text_append(&csv, head);
        for (int run = 0; run < 5; run++) {
            const double a = 1.0 + 0.01 * (rng_uniform(&rng) - 0.5), b = 1.0 + 0.01 * (rng_uniform(&rng) - 0.5);
            text_printf(&csv, "%d,read,1e12,%.6g,%.6g,1e12,,\n", run, 1e12 * value[STUDY_READ_TX] * a, 1e12 * value[STUDY_READ_RX] * a);
            text_printf(&csv, "%d,write,1e12,%.6g,%.6g,,%.6g,\n", run, 1e12 * value[STUDY_WRITE_TX] * b, 1e12 * value[STUDY_WRITE_RX] * b, 1e12 * value[STUDY_WRITE_MEDIA] * b);
        }
        struct study_calibration out;
        if (!calibrate(site, csv.bytes, &out) || out.best != taken || !out.fits[taken].fits || out.n_fitting != 1) fail_msg("seed %d: path %d, found %d of %d", (int)seed, taken, (int)out.best, (int)out.n_fitting);
        site_free(site);
    }
}

static void a_table_that_is_none_is_told_with_its_place(void **state)
{
    (void)state;
    struct site_fixture *site = boxes();
    struct study_calibration out;
    assert_false(calibrate(site, "", &out));
    assert_false(calibrate(site, "run,op\n1,read\n", &out));
    assert_false(calibrate(site, "run,op,client_bytes\n1,read,0\n", &out));
    assert_false(calibrate(site, "run,op,client_bytes\n1,read,-5\n", &out));
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_that_was_taken_fits_and_no_other),
        cmocka_unit_test(a_table_from_a_spreadsheet_is_read),
        cmocka_unit_test(nothing_that_was_measured_is_dropped_in_silence),
        cmocka_unit_test(reads_alone_do_not_tell_how_bytes_are_written),
        cmocka_unit_test(any_path_is_found_from_its_own_counters),
        cmocka_unit_test(a_table_that_is_none_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
