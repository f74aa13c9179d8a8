#include "tests/lib/near.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "json/results_json.h"
#include "tests/lib/results_fixture.h"
#include "types/diag_codes.h"

#define NAME(code, name, meaning) name,
static const char *const code_names[] = { DIAG_CODES(NAME) };
#undef NAME

struct world { struct arena *arena; struct diags *diags; };

static int set_up(void **state)
{
    struct world *world = malloc(sizeof *world);
    if (!world) return -1;
    world->arena = arena_new();
    world->diags = diags_new(world->arena, code_names, DIAG_COUNT);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct world *)*state)->arena);
    free(*state);
    return 0;
}

static struct results read_back(struct world *world, const char *text, size_t length)
{
    struct results results;
    bool good = results_json_read(text, length, "results.json", world->arena, world->diags, &results);
    if (!good) diags_print(world->diags, stderr);
    assert_true(good);
    return results;
}

/* --- random structs, filled by the same tables ------------------------------------------ */

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13; *seed ^= *seed >> 7; *seed ^= *seed << 17;
    return *seed;
}

static double random_number(uint64_t *seed)
{
    static const double special[] = { 0.0, -0.0, 1.0, 0.1, 5.6e12, 4.9406564584124654e-324, 1.7976931348623157e308, 9007199254740993.0 };
    uint64_t bits = next_random(seed), which = next_random(seed) % 16;
    double number;
    if (which < 8) return special[which];
    if (which == 8) return (double)NAN;
    memcpy(&number, &bits, sizeof number);
    return isinf(number) ? 1.0 / 3.0 : number;
}

static const char *random_text(uint64_t *seed)
{
    static const char *const texts[] = { "", "bulk", "a \"quoted\" word", "back\\slash\nline\ttab", "\x01\x1f\x7f", "µ → ≥ 日本 \xF0\x9F\x92\xBE", "</script><b>&amp;", "null" };
    return texts[next_random(seed) % 8];
}

static void fill(const struct json_key *table, char *base, int32_t bins, struct arena *arena, uint64_t *seed);

static void fill_key(const struct json_key *key, char *base, int32_t *bins, struct arena *arena, uint64_t *seed)
{
    char *at = base + key->offset;
    int32_t count = (int32_t)(next_random(seed) % 4);
    if (key->kind == JSON_NUMBER) {
        double number = random_number(seed);
        memcpy(at, &number, sizeof number);
    } else if (key->kind == JSON_PAIR) {
        double pair[2] = { 0 };
        for (int i = 0; i < 2; i++) pair[i] = random_number(seed);
        memcpy(at, pair, sizeof pair);
    } else if (key->kind == JSON_TEXT) {
        const char *text = random_text(seed);
        memcpy(at, &text, sizeof text);
    } else if (key->kind == JSON_FLAG) {
        bool flag = count % 2 == 0;
        memcpy(at, &flag, sizeof flag);
    } else if (key->kind == JSON_WHOLE) {
        memcpy(at, &count, sizeof count);
    } else if (key->kind == JSON_BINS) {
        *bins = count;
        memcpy(at, &count, sizeof count);
    } else if (key->kind == JSON_BINNED) {
        double *values = ARENA_ARRAY(arena, double, *bins);
        for (int32_t i = 0; i < *bins; i++) values[i] = random_number(seed);
        memcpy(at, &values, sizeof values);
    } else if (key->kind == JSON_TEXTS) {
        const char **texts = ARENA_ARRAY(arena, const char *, count);
        for (int32_t i = 0; i < count; i++) texts[i] = random_text(seed);
        memcpy(at, &texts, sizeof texts);
        memcpy(base + key->count_offset, &count, sizeof count);
    } else if (key->kind == JSON_LIST) {
        char *list = arena_alloc_array(arena, (size_t)count, key->size);
        for (int32_t i = 0; i < count; i++) fill(key->table, list + (size_t)i * key->size, *bins, arena, seed);
        memcpy(at, &list, sizeof list);
        memcpy(base + key->count_offset, &count, sizeof count);
    } else {
        fill(key->table, at, *bins, arena, seed);
    }
}

static void fill(const struct json_key *table, char *base, int32_t bins, struct arena *arena, uint64_t *seed)
{
    for (const struct json_key *key = table; key->name; key++) fill_key(key, base, &bins, arena, seed);
}

static void any_results_written_read_and_written_again_are_the_same_bytes(void **state)
{
    struct world *world = *state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t random = seed * 0x9E3779B97F4A7C15u;
        struct results results = { 0 };
        fill(results_json_keys(), (char *)&results, 0, world->arena, &random);
        results.format = "exasite.results/1";
        size_t length, again_length;
        const char *text = results_json_write(&results, world->arena, &length);
        struct results back = read_back(world, text, length);
        const char *again = results_json_write(&back, world->arena, &again_length);
        if (length != again_length || memcmp(text, again, length) != 0) fail_msg("seed %d does not come back", (int)seed);
        arena_reset(world->arena);
        world->diags = diags_new(world->arena, code_names, DIAG_COUNT);
    }
}

static void numbers_texts_and_lists_come_back_as_they_were(void **state)
{
    struct world *world = *state;
    const struct results *results = results_fixture_dallas(world->arena);
    size_t length;
    const char *text = results_json_write(results, world->arena, &length);
    struct results back = read_back(world, text, length);
    assert_true(back.read.capability_alone == results->read.capability_alone);
    assert_true(back.power.site_w.ci95_hi == results->power.site_w.ci95_hi);
    assert_true(isnan(results->capacity.full_at_s) && isnan(back.capacity.full_at_s));
    assert_string_equal(back.plan.pools[0].groups[0].rules[1].rule, results->plan.pools[0].groups[0].rules[1].rule);
    assert_int_equal(back.plan.pools[0].n_alternatives, results->plan.pools[0].n_alternatives);
    assert_true(back.plan.pools[0].alternatives[0].chosen);
    assert_int_equal(back.series.n_bins, results->series.n_bins);
    assert_true(back.series.rows[1].utilisation[17] == results->series.rows[1].utilisation[17]);
    assert_string_equal(back.derivations[0].inputs[1], results->derivations[0].inputs[1]);
    assert_int_equal(back.manifest.replications, 20);
}

/* Every byte of a struct belongs to a key, but for padding after a bool or int32_t. */
static void cover(const struct json_key *table, unsigned char *covered, size_t size, size_t at)
{
    for (const struct json_key *key = table; key->name; key++) {
        size_t width = key->kind == JSON_FLAG ? sizeof(bool) : key->kind == JSON_WHOLE || key->kind == JSON_BINS ? sizeof(int32_t)
                     : key->kind == JSON_PAIR ? 2 * sizeof(double) : key->kind == JSON_OBJECT ? 0 : sizeof(void *);
        assert_true(at + key->offset + width <= size);
        memset(covered + at + key->offset, 1, width);
        if (key->kind == JSON_LIST || key->kind == JSON_TEXTS) memset(covered + at + key->count_offset, 1, sizeof(int32_t));
        if (key->kind == JSON_OBJECT) cover(key->table, covered, size, at + key->offset);
    }
}

static void assert_whole_struct_named(const struct json_key *table, size_t size, const char *name)
{
    unsigned char covered[8192] = { 0 };
    assert_true(size <= sizeof covered);
    cover(table, covered, size, 0);
    for (size_t at = 0; at < size; at++) {
        size_t gap = at;
        while (gap < size && !covered[gap]) gap++;
        if (gap - at >= 8 || (gap > at && gap % 8 != 0)) fail_msg("%s has a field at byte %d that no key names", name, (int)at);
        if (gap > at) at = gap;
    }
    for (const struct json_key *key = table; key->name; key++) {
        if (key->kind == JSON_LIST) assert_whole_struct_named(key->table, key->size, key->name);
    }
}

static void lists_inside(const struct json_key *table)
{
    for (const struct json_key *key = table; key->name; key++) {
        if (key->kind == JSON_LIST) assert_whole_struct_named(key->table, key->size, key->name);
        if (key->kind == JSON_LIST || key->kind == JSON_OBJECT) lists_inside(key->table);
    }
}

static void every_field_of_results_has_a_key(void **state)
{
    (void)state;
    assert_whole_struct_named(results_json_keys(), sizeof(struct results), "results");
    lists_inside(results_json_keys());
}

static const struct json_key *named(const struct json_key *table, const char *name)
{
    for (const struct json_key *key = table; key->name; key++) if (strcmp(key->name, name) == 0) return key;
    return NULL;
}

static void the_keys_of_the_interface_are_there(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "format", "manifest.version", "manifest.seed", "manifest.replications", "manifest.inputs.file", "manifest.inputs.sha256", "manifest.command",
        "scenario.name", "scenario.as_of", "plan.racks", "plan.rack_tiles", "plan.floor_tiles", "plan.floor_m2", "plan.gpu_racks",
        "plan.pools.name", "plan.pools.node", "plan.pools.stack", "plan.pools.nodes", "plan.pools.drives", "plan.pools.racks", "plan.pools.nodes_per_rack",
        "plan.pools.rack_limit", "plan.pools.raw_bytes", "plan.pools.usable_bytes", "plan.pools.read_bound_bytes_per_s", "plan.pools.write_bound_bytes_per_s",
        "plan.pools.read_bound_by", "plan.pools.write_bound_by", "plan.pools.nameplate_w", "power.storage_w.mean", "power.gpu_w.ci95", "power.it_w.p50", "power.site_w.p95",
        "power.envelope_w", "power.headroom_w", "power.largest_step_w", "throughput.read_bytes_per_s.demand", "throughput.read_bytes_per_s.bound",
        "throughput.read_bytes_per_s.capability", "throughput.write_bytes_per_s.delivered.p99", "throughput.write_bytes_per_s.denied_fraction",
        "checkpoint.count", "checkpoint.bytes_per_day", "checkpoint.duration_s", "checkpoint.stall_s", "checkpoint.missed",
        "goodput.useful", "goodput.read_stalled", "goodput.checkpoint_stalled", "goodput.lost", "goodput.restarting", "goodput.idle",
        "capacity.usable_bytes", "capacity.used_bytes", "capacity.full_at_s",
        "bottlenecks.resource", "bottlenecks.pool", "bottlenecks.share_of_time", "bottlenecks.utilisation", "bottlenecks.denied_bytes_per_s", "bottlenecks.gain_per_percent", "bottlenecks.next",
        "requirements.id", "requirements.level", "requirements.text", "requirements.verdict", "requirements.margin", "requirements.value", "requirements.depends_on",
        "findings.code", "findings.severity", "findings.text", "findings.place", "assumptions.path", "derivations.id", "derivations.expression", "derivations.inputs",
        "derivations.value", "derivations.unit", "derivations.source", "derivations.date", "derivations.grade", "derivations.place", "series.n_bins", "audit.worst_relative_error"
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char path[100];
        snprintf(path, sizeof path, "%s", paths[i]);
        const struct json_key *table = results_json_keys();
        for (char *rest = path, *word; (word = strsep(&rest, ".")) != NULL; ) {
            const struct json_key *key = table ? named(table, word) : NULL;
            if (!key) fail_msg("no key %s", paths[i]);
            else table = key->table;
        }
    }
}

static void an_estimate_is_written_with_its_interval(void **state)
{
    struct world *world = *state;
    struct results results = { .format = "exasite.results/1", .power.site_w = { 1.5, 1.0, 2.0, 1.25, (double)NAN, 0.1, -3.0, 4.0 } };
    size_t length;
    const char *text = results_json_write(&results, world->arena, &length);
    assert_non_null(strstr(text, "\"site_w\":\t{\n\t\t\t\"mean\":\t1.5,\n\t\t\t\"ci95\":\t[1, 2],\n\t\t\t\"p50\":\t1.25,\n\t\t\t\"p95\":\tnull,\n\t\t\t\"p99\":\t0.1,\n\t\t\t\"min\":\t-3,\n\t\t\t\"max\":\t4\n"));
}

static void the_last_bit_of_a_number_survives(void **state)
{
    struct world *world = *state;
    struct results results = { .format = "exasite.results/1", .events = 0.1 + 0.2, .capacity.used_bytes = nextafter(1e18, 2e18) };
    size_t length;
    const char *text = results_json_write(&results, world->arena, &length);
    struct results back = read_back(world, text, length);
    assert_true(back.events == 0.1 + 0.2);
    assert_true(back.capacity.used_bytes == nextafter(1e18, 2e18));
}

static void keys_that_are_missing_are_unknown(void **state)
{
    struct world *world = *state;
    const char *text = "{\"format\": \"exasite.results/1\", \"a key of tomorrow\": [1, {\"x\": 2}], \"plan\": {\"pools\": [{\"name\": \"bulk\"}]}}";
    struct results back = read_back(world, text, strlen(text));
    assert_true(isnan(back.plan.racks) && isnan(back.power.site_w.ci95_lo) && isnan(back.plan.pools[0].nodes));
    assert_string_equal(back.plan.pools[0].stack, "");
    assert_string_equal(back.manifest.seed, "");
    assert_int_equal(back.n_bottlenecks, 0);
}

/* --- hostile ---------------------------------------------------------------------------- */

static void assert_refused(struct world *world, const char *text, size_t length, const char *line, const char *words)
{
    struct results results;
    world->diags = diags_new(world->arena, code_names, DIAG_COUNT);
    assert_false(results_json_read(text, length, "r.json", world->arena, world->diags, &results));
    assert_true(diags_errors(world->diags) > 0);
    const struct diag *diag = diags_at(world->diags, 0);
    assert_int_equal(diag->code, DIAG_BAD_RESULTS);
    if (!strstr(diag->text, words)) fail_msg("'%s' where '%s' was expected", diag->text, words);
    char place[40];
    snprintf(place, sizeof place, "%d:%d", (int)diag->at.line, (int)diag->at.col);
    if (line) assert_string_equal(place, line);
}

static void what_is_no_results_file_is_refused_at_its_place(void **state)
{
    static const struct { const char *text, *line, *words; } cases[] = {
        { "", "1:1", "not JSON" },
        { "{\"format\": \"exasite.results/1\",\n \"events\": }", "2:12", "not JSON" },
        { "[1, 2]", NULL, "not a JSON object" },
        { "{} {}", "1:4", "after the end" },
        { "{}", "1:1", "format is ''" },
        { "{\"format\": \"exasite.results/2\"}", "1:1", "expected 'exasite.results/1'" },
        { "{\"format\": 3}", NULL, "format is not text" },
        { "{\"format\": \"exasite.results/1\", \"plan\": []}", NULL, "plan is not an object" },
        { "{\"plan\": {\"pools\": [{}, {\"nodes\": \"x\"}]}}", NULL, "plan.pools[1].nodes is not a number" },
        { "{\"plan\": {\"pools\": {}}}", NULL, "plan.pools is not a list" },
        { "{\"plan\": {\"racks\": 1e999}}", NULL, "plan.racks is outside the range" },
        { "{\"plan\": {\"racks\": 1, \"racks\": 2}}", NULL, "plan.racks stands there twice" },
        { "{\"manifest\": {\"replications\": 1.5}}", NULL, "manifest.replications is not a whole number" },
        { "{\"manifest\": {\"replications\": -1}}", NULL, "manifest.replications is not a whole number" },
        { "{\"series\": {\"n_bins\": 2000000000}}", NULL, "series.n_bins is not a whole number" },
        { "{\"series\": {\"n_bins\": 3, \"gpu_w\": [1, 2]}}", NULL, "series.gpu_w has 2 values where 3 belong" },
        { "{\"series\": {\"n_bins\": 1, \"rows\": [{\"utilisation\": [true]}]}}", NULL, "series.rows[0].utilisation[0] is not a number" },
        { "{\"power\": {\"site_w\": {\"ci95\": [1]}}}", NULL, "power.site_w.ci95 has 1 values where 2 belong" },
        { "{\"derivations\": [{\"inputs\": [1]}]}", NULL, "derivations[0].inputs[0] is not text" },
        { "{\"scenario\": {\"name\": \"\xff\"}}", "1:24", "not UTF-8" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) assert_refused(*state, cases[i].text, strlen(cases[i].text), cases[i].line, cases[i].words);
}

static void depth_and_size_are_refused(void **state)
{
    struct world *world = *state;
    size_t length = JSON_TABLE_MAX_BYTES + 1;
    char *text = arena_alloc(world->arena, length + 1);
    memset(text, '[', length);
    assert_refused(world, text, length, "0:0", "larger than the 16 MiB");
    assert_refused(world, text, 100000, NULL, "nested too deep");
    size_t used = (size_t)sprintf(text, "{\"findings\":[{}");
    while (used < length - 20) { memcpy(text + used, ",{}", 3); used += 3; }
    memcpy(text + used, "]}", 2);
    struct results results;
    world->diags = diags_new(world->arena, code_names, DIAG_COUNT);
    assert_false(results_json_read(text, used + 2, "r.json", world->arena, world->diags, &results));
}

static void no_truncation_and_no_flipped_byte_crashes(void **state)
{
    struct world *world = *state;
    struct results small = *results_fixture_dallas(world->arena);
    small.series.n_bins = small.zoom.n_bins = 2;
    small.n_assumptions = small.n_derivations = small.n_resources = 1;
    size_t length;
    const char *text = results_json_write(&small, world->arena, &length);
    char *copy = malloc(length);
    assert_non_null(copy);
    struct arena *arena = arena_new();
    uint64_t random = 4711;
    for (int i = 0; i < 1500; i++) {
        memcpy(copy, text, length);
        size_t cut = next_random(&random) % length;
        if (i % 2 == 0) copy[cut] = (char)next_random(&random);
        struct results results;
        struct diags *diags = diags_new(arena, code_names, DIAG_COUNT);
        bool good = results_json_read(copy, i % 2 == 0 ? length : cut, "r.json", arena, diags, &results);
        assert_true(good == (diags_errors(diags) == 0));
        if (i % 2 == 1 && cut < length - 1) assert_false(good);
        arena_reset(arena);
    }
    arena_free(arena);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(any_results_written_read_and_written_again_are_the_same_bytes),
        TEST(numbers_texts_and_lists_come_back_as_they_were),
        TEST(every_field_of_results_has_a_key),
        TEST(the_keys_of_the_interface_are_there),
        TEST(an_estimate_is_written_with_its_interval),
        TEST(the_last_bit_of_a_number_survives),
        TEST(keys_that_are_missing_are_unknown),
        TEST(what_is_no_results_file_is_refused_at_its_place),
        TEST(depth_and_size_are_refused),
        TEST(no_truncation_and_no_flipped_byte_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
