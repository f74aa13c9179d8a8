#include "tests/lib/near.h"

#include <string.h>

#include "json/document_json.h"
#include "json/json_keys.h"
#include "types/diag_codes.h"

#define NAME(code, name, meaning) name,
static const char *const code_names[] = { DIAG_CODES(NAME) };
#undef NAME

struct letter { const char *format, *to; double pages; };

#define S struct letter
static const struct json_key letter_keys[] = { TEXT(format), TEXT(to), NUMBER(pages), END };
#undef S
static const struct document_json letter_document = { "exasite.letter/1", letter_keys, sizeof(struct letter) };

struct scene { struct arena *arena; struct diags *diags; };

static struct scene scene_new(void)
{
    struct arena *arena = arena_new();
    return (struct scene){ arena, diags_new(arena, code_names, DIAG_COUNT) };
}

static bool read_letter(struct scene *scene, const char *text, struct letter *letter)
{
    return document_json_read(&letter_document, text, strlen(text), "letter.json", scene->arena, scene->diags, letter);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    const struct letter sent = { "exasite.letter/1", "the planner", 3.0 };
    size_t length = 0;
    const char *text = document_json_write(&letter_document, &sent, scene.arena, &length);
    struct letter got = { "", "someone else", 9.0 };
    assert_true(document_json_read(&letter_document, text, length, "letter.json", scene.arena, scene.diags, &got));
    assert_string_equal(got.format, "exasite.letter/1");
    assert_string_equal(got.to, "the planner");
    assert_near(got.pages, 3.0);
    arena_free(scene.arena);
}

/* An older program wrote no pages. */
static void what_was_not_written_is_unknown(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    struct letter got = { NULL, NULL, 7.0 };
    assert_true(read_letter(&scene, "{\"format\": \"exasite.letter/1\"}", &got));
    assert_string_equal(got.to, "");
    assert_true(isnan(got.pages));
    arena_free(scene.arena);
}

static void another_format_is_refused_by_name(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    struct letter got = { 0 };
    assert_false(read_letter(&scene, "{\"format\": \"exasite.letter/2\", \"to\": \"x\"}", &got));
    assert_int_equal((int)diags_errors(scene.diags), 1);
    assert_string_equal(diags_at(scene.diags, 0)->text, "format is 'exasite.letter/2', expected 'exasite.letter/1'");
    arena_free(scene.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(what_was_not_written_is_unknown),
        cmocka_unit_test(another_format_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
