#include "tests/lib/near.h"

#include <string.h>

#include "base/text.h"
#include "input/field.h"
#include "input/field_manual.h"
#include "input/provenance.h"
#include "types/diag_codes.h"

#define DIAG_NAME(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME)};

/* A table of every kind of field. */
enum colour { COLOUR_NONE, COLOUR_RED, COLOUR_BLUE };
struct wheel { struct quantity load_kg; struct place at; };
struct engine { struct quantity power_w; bool loud; };
struct cart {
    const char *name, *note, *fuel;
    enum colour colour;
    bool open;
    struct quantity speed_bytes_per_s, doors, wait_s;
    struct engine engine;
    struct wheel *wheels; int n_wheels;
    const char **friends; int n_friends;
    const void *model;
    int custom;
    struct place at;
};

static const char *const colours[] = {"", "red", "blue", NULL};
static const char *const shut_open[] = {"shut", "open", NULL};
static const char *const quiet_loud[] = {"quiet", "loud", NULL};
static const char *const fuels[] = {"wood", "coal", NULL};

static bool read_custom(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct cart *cart = to;
    (void)reader;
    (void)field;
    assert_string_equal(path, "cart.custom");
    cart->custom = node ? 1 : 2;
    return true;
}

static const struct field wheel_fields[] = {
    FIELD(struct wheel, load_kg, KILOGRAMS, 0.0, 100.0, "what it bears"),
};
static const struct field_table wheel_table = FIELD_TABLE_OF("wheels[]", struct wheel, wheel_fields, offsetof(struct wheel, at), "A wheel.");

static const struct field engine_fields[] = {
    FIELD(struct engine, power_w, WATTS, 1.0, 1e6, "what it gives"),
    FLAG(struct engine, loud, quiet_loud, "heard afar", .absent = "loud"),
};
static const struct field_table engine_table = {
    .name = "engine", .fields = engine_fields, .n_fields = 2, .size = sizeof(struct engine), .at_offset = FIELD_NO_PLACE, .bare = "power", .meaning = "An engine.",
};

static const struct field cart_fields[] = {
    NAME(struct cart, name, "its name"),
    TEXT(struct cart, note, "a note", .optional = true),
    WORD(struct cart, fuel, fuels, "what burns", .absent = "wood"),
    CHOICE(struct cart, colour, colours, "its colour", .absent = "red"),
    FLAG(struct cart, open, shut_open, "without a roof", .absent = "shut"),
    FIELD(struct cart, speed_bytes_per_s, BYTES_PER_S, 0.0, 1e12, "how fast"),
    FIELD(struct cart, doors, COUNT, 0, 8, "how many", .optional = true),
    FIELD(struct cart, wait_s, SECONDS, 0.0, 100.0, "how long", .absent = "5 s", .absent_lo = "2 s", .absent_hi = "9 s"),
    TABLE(struct cart, engine, engine_table, "what moves it"),
    LIST(struct cart, wheels, wheel_table, "what it rolls on", .least_items = 1),
    NAMES(struct cart, friends, "whom it knows", .optional = true),
    MODEL(struct cart, model, DRIVE, "what it is", .optional = true),
    CUSTOM("custom", read_custom, "anything", "its own way", .optional = true),
};
static const struct field_table cart_table = FIELD_TABLE_OF("cart", struct cart, cart_fields, offsetof(struct cart, at), "A cart.");

static const char found_model[] = "found";
static const void *find_model(void *models, enum model_kind kind, const char *name, struct place at)
{
    (void)models;
    (void)at;
    assert_int_equal(kind, MODEL_DRIVE);
    return strcmp(name, "known") == 0 ? found_model : NULL;
}

struct bench { struct arena *arena; struct diags *diags; struct reader reader; struct reader_inputs inputs; struct cart cart; };

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.arena = arena_new()};
    bench.diags = diags_new(bench.arena, diag_names, DIAG_COUNT);
    bench.reader = (struct reader){.arena = bench.arena, .diags = bench.diags, .inputs = &bench.inputs, .find_model = find_model};
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct bench *)*state)->arena);
    return 0;
}

static bool read_cart(struct bench *bench, const char *text)
{
    const struct place start = {"x.yaml", 1, 1};
    bool sound = true;
    struct yaml_node *node = yaml_tree_parse(text, strlen(text), start, bench->arena, bench->diags, &sound);
    assert_non_null(node);
    assert_true(provenance_mark(node, NULL, NULL, bench->arena, bench->diags));
    return field_read(&bench->reader, &cart_table, node, node->at, "cart", &bench->cart);
}

#define LEAST "name: c1\nspeed: 3 GB/s\nengine: {power: 5 W}\nwheels: [{load: 1 kg}]\n"

static void a_key_is_the_members_name_without_its_unit(void **state)
{
    (void)state;
    char buffer[64];
    assert_string_equal(field_key(&cart_fields[5], buffer), "speed");
    assert_string_equal(field_key(&cart_fields[6], buffer), "doors");
    assert_string_equal(field_key(&cart_fields[7], buffer), "wait");
    assert_string_equal(field_key(&wheel_fields[0], buffer), "load");
}

static void what_is_not_written_is_filled_in(void **state)
{
    struct bench *bench = *state;
    assert_true(read_cart(bench, LEAST));
    const struct cart *cart = &bench->cart;
    assert_string_equal(cart->name, "c1");
    assert_null(cart->note);
    assert_string_equal(cart->fuel, "wood");
    assert_int_equal(cart->colour, COLOUR_RED);
    assert_false(cart->open);
    assert_near(cart->speed_bytes_per_s.value, 3e9);
    assert_true(isnan(cart->doors.value));
    assert_false(cart->doors.given);
    assert_near(cart->wait_s.value, 5.0);
    assert_near(cart->wait_s.hi, 9.0);
    assert_string_equal(cart->wait_s.path, "cart.wait");
    assert_true(cart->engine.loud);
    assert_int_equal(cart->n_friends, 0);
    assert_int_equal(cart->custom, 2);
    assert_int_equal(cart->at.line, 1);
}

static void what_is_written_is_read(void **state)
{
    struct bench *bench = *state;
    assert_true(read_cart(bench, LEAST "note: a b\nfuel: coal\ncolour: blue\nopen: open\ndoors: 4\nwait: 1 s\nfriends: [x, y]\nmodel: known\ncustom: 1\n"));
    const struct cart *cart = &bench->cart;
    assert_string_equal(cart->note, "a b");
    assert_string_equal(cart->fuel, "coal");
    assert_int_equal(cart->colour, COLOUR_BLUE);
    assert_true(cart->open);
    assert_near(cart->doors.value, 4.0);
    assert_int_equal(cart->n_friends, 2);
    assert_string_equal(cart->friends[1], "y");
    assert_ptr_equal(cart->model, found_model);
    assert_int_equal(cart->custom, 1);
}

static void paths_follow_keys_names_and_numbers(void **state)
{
    struct bench *bench = *state;
    assert_true(read_cart(bench, "name: c1\nspeed: 3 GB/s\nengine: {power: 5 W}\nwheels: [{load: 1 kg}, {load: 2 kg}]\n"));
    assert_string_equal(bench->cart.engine.power_w.path, "cart.engine.power");
    assert_string_equal(bench->cart.wheels[1].load_kg.path, "cart.wheels[1].load");
    assert_int_equal(bench->cart.wheels[1].at.col, 24);
    assert_int_equal(bench->inputs.n, 5);            /* speed, wait by default, engine, two wheels */
    assert_ptr_equal(bench->inputs.at[4], &bench->cart.wheels[1].load_kg);
}

static void a_number_may_stand_for_a_map(void **state)
{
    struct bench *bench = *state;
    assert_true(read_cart(bench, "name: c1\nspeed: 3 GB/s\nengine: 7 W\nwheels: [{load: 1 kg}]\n"));
    assert_near(bench->cart.engine.power_w.value, 7.0);
    assert_string_equal(bench->cart.engine.power_w.path, "cart.engine");
    assert_true(read_cart(bench, "name: c1\nspeed: 3 GB/s\nengine: {range: [5 W, 9 W], source: me, loud: quiet}\nwheels: [{load: 1 kg}]\n"));
    assert_near(bench->cart.engine.power_w.value, 7.0);
    assert_string_equal(bench->cart.engine.power_w.source, "me");
    assert_false(bench->cart.engine.loud);
}

static void all_mistakes_are_told_in_one_go(void **state)
{
    struct bench *bench = *state;
    assert_false(read_cart(bench, "name: a b\nspeeed: 3 GB/s\nengine: [1]\nwheels: []\ncolour: rot\nopen: yes\nmodel: unknown\nfriends: {a: b}\nnote:\nfuel: [wood]\n"));
    static const struct { int line; enum diag_code code; const char *says; } told[] = {
        {1, DIAG_MISSING_KEY, "`speed` is missing: how fast; expected bytes per second"},
        {1, DIAG_BAD_CHOICE, "\"a b\" is no name"},
        {2, DIAG_UNKNOWN_KEY, "unknown key `speeed`; did you mean `speed`?"},
        {3, DIAG_WRONG_TYPE, "engine: a list; expected a map"},
        {4, DIAG_MISSING_KEY, "wheels: 0 listed; expected at least 1"},
        {5, DIAG_BAD_CHOICE, "\"rot\" is none of the choices; expected red or blue"},
        {6, DIAG_BAD_CHOICE, "expected shut or open"},
        {8, DIAG_WRONG_TYPE, "expected a list of names"},
        {9, DIAG_WRONG_TYPE, "note: nothing written here"},
        {10, DIAG_WRONG_TYPE, "fuel: a list; expected wood or coal"},
    };
    assert_int_equal(diags_count(bench->diags), sizeof told / sizeof told[0]);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        const struct diag *diag = diags_at(bench->diags, i);
        assert_int_equal(diag->at.line, told[i].line);
        assert_string_equal(diag_names[diag->code], diag_names[told[i].code]);
        assert_non_null(strstr(diag->text, told[i].says));
    }
}

static void provenance_may_stand_in_any_map(void **state)
{
    struct bench *bench = *state;
    assert_true(read_cart(bench, "source: s\ndate: 2024\ngrade: quote\n" LEAST));
    assert_string_equal(bench->cart.engine.power_w.source, "s");
    assert_int_equal(bench->cart.wheels[0].load_kg.grade, GRADE_QUOTE);
}

static void a_thousand_unknown_keys_are_told_at_once(void **state)
{
    struct bench *bench = *state;
    struct text text = text_new(bench->arena);
    text_append(&text, LEAST);
    for (int i = 0; i < 50000; i++) text_printf(&text, "unknown_key_number_%d: 1\n", i);
    assert_false(read_cart(bench, text.bytes));
    assert_true(diags_count(bench->diags) >= 20);
}

static void the_manual_names_every_key_with_bounds_default_and_meaning(void **state)
{
    struct bench *bench = *state;
    char *bytes = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&bytes, &length);
    field_manual(&cart_table, 2, bench->arena, to);
    assert_int_equal(fclose(to), 0);
    char buffer[64];
    for (size_t i = 0; i < cart_table.n_fields; i++)
        assert_non_null(strstr(bytes, text_format(bench->arena, "| `%s` |", field_key(&cart_fields[i], buffer))));
    assert_non_null(strstr(bytes, "## `cart`"));
    assert_non_null(strstr(bytes, "### `wheels[]`"));
    assert_non_null(strstr(bytes, "| `wait` | a time, as in 25 min | 0 s to 1.667 min | 5 s (estimate, 2 s to 9 s) | how long |"));
    assert_non_null(strstr(bytes, "| `colour` | red or blue |  | red | its colour |"));
    assert_non_null(strstr(bytes, "| `speed` | bytes per second, as in 24 TB/s | 0 B/s to 1.000 TB/s | **needed** | how fast |"));
    free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_key_is_the_members_name_without_its_unit),
        TEST(what_is_not_written_is_filled_in),
        TEST(what_is_written_is_read),
        TEST(paths_follow_keys_names_and_numbers),
        TEST(a_number_may_stand_for_a_map),
        TEST(all_mistakes_are_told_in_one_go),
        TEST(provenance_may_stand_in_any_map),
        TEST(a_thousand_unknown_keys_are_told_at_once),
        TEST(the_manual_names_every_key_with_bounds_default_and_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
