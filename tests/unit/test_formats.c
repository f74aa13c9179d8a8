/* --format: what a command may be asked for, and what is told otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "cmd/formats.h"

typedef bool reader(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

/* What was read, and what was said. */
static bool read_by(reader *reads, const char *format, const char *out, unsigned *formats, char said[300])
{
    struct arena *arena = arena_new();
    const struct options options = {.format = format, .out = out};
    FILE *err = tmpfile();
    assert_non_null(err);
    const bool good = reads(&options, "bom", arena, (struct cmd_streams){.out = err, .err = err}, formats);
    rewind(err);
    said[fread(said, 1, 299, err)] = '\0';
    fclose(err);
    arena_free(arena);
    return good;
}

static unsigned formats_of(reader *reads, const char *format, const char *out)
{
    unsigned formats = 99;
    char said[300];
    assert_true(read_by(reads, format, out, &formats, said));
    assert_string_equal(said, "");
    return formats;
}

static void refused(reader *reads, const char *format, const char *out, const char *words)
{
    unsigned formats;
    char said[300];
    assert_false(read_by(reads, format, out, &formats, said));
    assert_non_null(strstr(said, words));
}

static void every_document_has_four_formats(void **state)
{
    (void)state;
    assert_int_equal(formats_of(formats_read, "md,html,pdf,docx", "o"), FORMATS_DOCUMENT);
    assert_int_equal(formats_of(formats_read_printed, "docx,pdf,html,md", "o"), FORMATS_DOCUMENT);
    assert_int_equal(formats_of(formats_read_book, "xlsx,csv,md,html,pdf,docx", "o"), FORMATS_BOOK);
    refused(formats_read, "csv", "o", "expected md, html, pdf or docx");
    refused(formats_read_book, "xlsy", "o", "did you mean xlsx?");
    refused(formats_read, "md,", "o", "no format \"\"");
}

static void what_is_written_unless_said(void **state)
{
    (void)state;
    assert_int_equal(formats_of(formats_read, NULL, NULL), FORMATS_MD | FORMATS_HTML);
    assert_int_equal(formats_of(formats_read_printed, NULL, NULL), FORMATS_MD);
    assert_int_equal(formats_of(formats_read_printed, NULL, "o"), FORMATS_MD | FORMATS_HTML);
    assert_int_equal(formats_of(formats_read_book, NULL, NULL), 0);
    assert_int_equal(formats_of(formats_read_book, NULL, "o"), FORMATS_MD | FORMATS_HTML | FORMATS_CSV | FORMATS_XLSX);
}

static void standard_output_takes_one_text(void **state)
{
    (void)state;
    assert_int_equal(formats_of(formats_read_printed, "html", NULL), FORMATS_HTML);
    assert_int_equal(formats_of(formats_read_book, "csv", NULL), FORMATS_CSV);
    refused(formats_read, "md", NULL, "written nowhere");
    refused(formats_read_printed, "pdf", NULL, "takes one of md and html");
    refused(formats_read_book, "csv,md", NULL, "takes one of md, html and csv");
    refused(formats_read_book, "xlsx", NULL, "takes one of md, html and csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_has_four_formats),
        cmocka_unit_test(what_is_written_unless_said),
        cmocka_unit_test(standard_output_takes_one_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
