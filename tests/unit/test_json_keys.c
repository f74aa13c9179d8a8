#include "tests/lib/near.h"

#include <string.h>

#include "json/json_keys.h"
#include "types/result_estimate.h"

struct basket { struct estimate weight; double top, bottom; struct apple { const char *sort; } *apples; int32_t n_apples; const char **notes; int32_t n_notes; };

#define S struct apple
static const struct json_key apple_keys[] = { TEXT(sort), END };
#undef S
#define S struct basket
static const struct json_key ends_keys[] = { NUMBER(top), NAMED("low", JSON_NUMBER, bottom), END };
static const struct json_key basket_keys[] = { ESTIMATE(weight), LIST(apples, struct apple, apple_keys), TEXTS(notes), GROUP("ends", ends_keys), NAMED_OBJECT("again", weight, json_keys_estimate), END };
#undef S

static const char *written(const struct basket *basket, struct arena *arena)
{
    size_t length;
    return json_table_write(basket_keys, basket, arena, &length);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part)) fail_msg("no %s in %s", part, text);
}

/* Spaces and line ends are json_table's business. */
static const char *tight(const char *text, struct arena *arena)
{
    char *to = ARENA_ARRAY(arena, char, strlen(text) + 1);
    size_t n = 0;
    for (; *text; text++)
        if (!strchr(" \n\t", *text)) to[n++] = *text;
    return to;
}

static void a_key_is_called_as_its_field_or_as_it_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct apple apples[2] = { { "boskoop" }, { "gala" } };
    const char *notes[] = { "ripe" };
    const struct basket basket = { { 2.5, 2.0, 3.0, 2.5, 2.9, 3.0, 1.0, 4.0 }, 7.0, 1.0, apples, 2, notes, 1 };
    const char *text = tight(written(&basket, arena), arena);
    assert_has(text, "\"weight\":{\"mean\":2.5,\"ci95\":[2,3],\"p50\":2.5,\"p95\":2.9,\"p99\":3,\"min\":1,\"max\":4}");
    assert_has(text, "\"apples\":[{\"sort\":\"boskoop\"},{\"sort\":\"gala\"}]");
    assert_has(text, "\"notes\":[\"ripe\"]");
    assert_has(text, "\"ends\":{\"top\":7,\"low\":1}");
    assert_has(text, "\"again\":{\"mean\":2.5");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_key_is_called_as_its_field_or_as_it_says) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
