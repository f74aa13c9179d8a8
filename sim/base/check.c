#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local char check_note_text[121];

void check_note(const char *text)
{
    check_note_text[0] = '\0';
    if (text) strncat(check_note_text, text, sizeof check_note_text - 1);
}

_Noreturn static void check_end(void)
{
    fflush(stderr);
#ifdef EXASITE_DEBUG
    abort();
#else
    _Exit(3);
#endif
}

_Noreturn void check_failed(const char *condition, const char *file, int line, const char *function)
{
    fprintf(stderr, "exasite: internal error: CHECK(%s) failed in %s, %s:%d%s%s\n", condition, function, file, line,
            check_note_text[0] ? "; " : "", check_note_text);
    check_end();
}

_Noreturn void check_out_of(const char *what)
{
    fprintf(stderr, "exasite: out of %s%s%s\n", what, check_note_text[0] ? "; " : "", check_note_text);
    fflush(stderr);
    _Exit(3);
}
