/* Escaping for HTML and SVG alike. The document's own HTML is doc.h's doc_html. */
#ifndef REPORTS_DOC_HTML_H
#define REPORTS_DOC_HTML_H

#include "base/text.h"

/* Appends `text` with & < > " ' as references; control characters and what is not UTF-8 as
 * U+FFFD. For content and attributes. */
void doc_html_escape(struct text *out, const char *text);

#endif
