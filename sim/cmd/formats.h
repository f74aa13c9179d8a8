/* In which formats a document is written: --format md,html,pdf,docx. */
#ifndef CMD_FORMATS_H
#define CMD_FORMATS_H

#include "cmd/cmd.h"

enum { FORMATS_MD = 1, FORMATS_HTML = 2, FORMATS_PDF = 4, FORMATS_DOCX = 8 };

/* Of --format, or of none (md and html), as bits. False after a complaint: a format that is none, with the nearest spelling, or formats
 * of a document that is written nowhere, as --out is missing. */
MUST_USE bool formats_read(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

/* Likewise of a command that prints its document without --out: md then, or the one of md and html that --format names. */
MUST_USE bool formats_read_printed(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

#endif
