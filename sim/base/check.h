/* Our own mistakes: checked in every build and fatal. A reader's mistake is a
 * diagnostic (diag.h); if a YAML file can make it false, it is not a CHECK. */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#include <stdbool.h>

/* Caller must look at the result: the function can find a reader's mistake. */
#define MUST_USE __attribute__((warn_unused_result))

/* For printf-like functions: `string` is the number of the format argument. */
#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))

/* Ends the program with exit status 3 (abort() in debug builds, for a core and
 * a stack trace). Prints the condition, its place and the calling thread's note. */
_Noreturn void check_failed(const char *condition, const char *file, int line, const char *function);

/* Ends the program with exit status 3 and one clear line: the machine is out of
 * something (memory, descriptors). `what` completes "out of ...". */
_Noreturn void check_out_of(const char *what);

/* The one line a failing CHECK of the calling thread prints beside its condition
 * (the seed and replication at work, so that a failure can be run again). The
 * text is copied, cut at 120 bytes. NULL clears it. The only state of this file,
 * one per thread. */
void check_note(const char *text);

/* Stays in release builds. */
#define CHECK(condition) \
    ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__, __func__))

/* For what is dearer than the work it guards: debug and sanitizer builds only. */
#ifdef EXASITE_DEBUG
#define CHECK_SLOW(condition) CHECK(condition)
#else
#define CHECK_SLOW(condition) ((void)sizeof(condition))
#endif

#endif
