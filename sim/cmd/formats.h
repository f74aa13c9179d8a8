/* In which formats a document is written: --format md,html,pdf,docx. */
#ifndef CMD_FORMATS_H
#define CMD_FORMATS_H

#include "cmd/cmd.h"

enum { FORMATS_MD = 1, FORMATS_HTML = 2, FORMATS_PDF = 4, FORMATS_DOCX = 8 };

/* Of --format, or of none (md and html), as bits. False after a complaint with the nearest spelling. */
MUST_USE bool formats_read(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats);

#endif
