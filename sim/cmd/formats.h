/* In which formats a command writes what it writes: --format md,html,pdf,docx, and csv and xlsx where it has them. */
#ifndef CMD_FORMATS_H
#define CMD_FORMATS_H

#include "cmd/cmd.h"

/* Every document has the first four; what has lines to order from also those of FORMATS_BOOK. */
enum { FORMATS_MD = 1, FORMATS_HTML = 2, FORMATS_PDF = 4, FORMATS_DOCX = 8, FORMATS_CSV = 16, FORMATS_XLSX = 32, FORMATS_DOCUMENT = 15, FORMATS_BOOK = 63 };

/* Of --format, or of none (md and html), as bits. False after a complaint: a format that is none, with the nearest spelling, or formats
 * of a document that is written nowhere, as --out is missing. */
MUST_USE bool formats_read(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

/* Likewise of a command that prints its document without --out: md then, or the one of md and html that --format names. */
MUST_USE bool formats_read_printed(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

/* Likewise of a command that writes FORMATS_BOOK: without --format md, html, csv and xlsx in --out, or nothing (0) where there is none; the one of
 * md, html and csv that --format names is printed without --out. */
MUST_USE bool formats_read_book(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

#endif
