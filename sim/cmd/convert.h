/* Other people's converters: from a document's HTML to PDF (WeasyPrint, else Chromium), from doc_docx_source (with rsvg-convert for its drawings) to DOCX (pandoc), where they are installed. */
#ifndef CMD_CONVERT_H
#define CMD_CONVERT_H

#include "cmd/cmd.h"
#include "reports/doc.h"

/* FOLDER/STEM.pdf of `html` and FOLDER/STEM.docx of `doc`. Where no converter is installed a line on stderr says which and how to get it, and
 * that counts as done; false when one is there and fails, or the disk does. Nothing goes through a shell. SOURCE_DATE_EPOCH, as it stands or
 * else 0, is what converters take for the clock; what Chromium writes of the day nevertheless is set to it: the same input and converter, the same bytes. */
MUST_USE bool convert_pdf(const char *folder, const char *stem, const char *html, struct arena *arena, struct cmd_streams streams);
MUST_USE bool convert_docx(const char *folder, const char *stem, const struct doc *doc, struct arena *arena, struct cmd_streams streams);

#endif
