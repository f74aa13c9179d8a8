/* Other people's converters: from a document's HTML to PDF (WeasyPrint, else Chromium) and DOCX (pandoc), where they are installed. */
#ifndef CMD_CONVERT_H
#define CMD_CONVERT_H

#include "cmd/cmd.h"

/* FOLDER/STEM.pdf and FOLDER/STEM.docx of `html`. Where no converter is installed a line on stderr says which and how to get it, and
 * that counts as done; false when one is there and fails, or the disk does. Nothing goes through a shell. SOURCE_DATE_EPOCH, as it stands or
 * else 0, is what converters take for the clock. */
MUST_USE bool convert_pdf(const char *folder, const char *stem, const char *html, struct arena *arena, struct cmd_streams streams);
MUST_USE bool convert_docx(const char *folder, const char *stem, const char *html, struct arena *arena, struct cmd_streams streams);

#endif
