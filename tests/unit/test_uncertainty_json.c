#include "tests/lib/near.h"

#include <string.h>

#include "json/uncertainty_json.h"
#include "types/diag_codes.h"

#define DIAG_NAME_OF(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME_OF)};

static struct uncertainty_results *some(struct arena *arena)
{
    struct uncertainty_results *r = ARENA_NEW(arena, struct uncertainty_results);
    *r = (struct uncertainty_results){.format = "exasite.sensitivity/1", .scenario = "one", .judged_by = "plan", .counts_open = true, .samples = 10, .n_inputs = 1, .n_quantities = 1, .n_bars = 1, .n_flips = 1,
                                      .n_requirements = 1, .screened_share = (double)NAN};
    r->inputs = ARENA_NEW(arena, struct uncertainty_input);
    r->inputs[0] = (struct uncertainty_input){.path = "demand.read.peak", .unit = "bytes_per_s", .value = 24e12, .lo = 20e12, .hi = 30e12};
    r->quantities = ARENA_NEW(arena, struct uncertainty_quantity);
    r->quantities[0] = (struct uncertainty_quantity){.name = "rack_tiles", .nominal = 89, .p90 = 117, .p90_hi = (double)INFINITY};
    r->requirements = ARENA_NEW(arena, struct uncertainty_requirement);
    r->requirements[0] = (struct uncertainty_requirement){.id = "THR-1", .chance = 0.25};
    r->bars = ARENA_NEW(arena, struct uncertainty_bar);
    r->bars[0] = (struct uncertainty_bar){0, 0, 76, 133};
    r->flips = ARENA_NEW(arena, struct uncertainty_flip);
    r->flips[0] = (struct uncertainty_flip){.from = "pass", .to = "fail", .value = 25e12};
    return r;
}

static void what_is_written_reads_back_to_the_same_bytes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t length, again;
    const char *text = uncertainty_json_write(some(arena), arena, &length);
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    struct uncertainty_results *read = ARENA_NEW(arena, struct uncertainty_results);
    assert_true(uncertainty_json_read(text, length, "sensitivity.json", arena, diags, read));
    assert_true(read->counts_open && isnan(read->quantities[0].p90_hi));
    assert_near(read->bars[0].at_hi, 133.0);
    assert_near(read->requirements[0].chance, 0.25);
    assert_string_equal(read->flips[0].to, "fail");
    assert_string_equal(uncertainty_json_write(read, arena, &again), text);
    arena_free(arena);
}

/* A bar of an input that is not listed would lead a reader beyond the list. */
static void a_number_beyond_its_list_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t length;
    struct uncertainty_results *made = some(arena), *read = ARENA_NEW(arena, struct uncertainty_results);
    made->bars[0].input = 1;
    const char *text = uncertainty_json_write(made, arena, &length);
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    assert_false(uncertainty_json_read(text, length, "sensitivity.json", arena, diags, read));
    assert_int_equal(diags_at(diags, 0)->code, DIAG_BAD_RESULTS);
    arena_free(arena);
}

static void results_of_a_run_are_none_of_this(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *text = "{\"format\": \"exasite.results/1\"}";
    struct diags *diags = diags_new(arena, diag_names, DIAG_COUNT);
    struct uncertainty_results *read = ARENA_NEW(arena, struct uncertainty_results);
    assert_false(uncertainty_json_read(text, strlen(text), "x.json", arena, diags, read));
    assert_int_equal(diags_at(diags, 0)->code, DIAG_BAD_RESULTS);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_back_to_the_same_bytes), cmocka_unit_test(a_number_beyond_its_list_is_refused), cmocka_unit_test(results_of_a_run_are_none_of_this),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
