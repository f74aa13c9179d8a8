/* A document for pandoc, which makes DOCX of it: HTML of what pandoc knows and no more, for pages on their side. What is folded stands unfolded
 * under a heading of the fifth level, columns are as wide as their words ask, drawings are pictures in files beside it, and
 * <div class="upright"> and "sheet" hold what needs a page of its own (doc_docx_filter makes sections of them). */
#ifndef REPORTS_DOC_DOCX_H
#define REPORTS_DOC_DOCX_H

#include <stddef.h>

#include "reports/doc.h"

struct doc_docx_drawing { const char *svg; double width_mm; };
struct doc_docx { const char *html; const struct doc_docx_drawing *drawings; int n_drawings; };

/* `ending` is "svg" or "png": the html asks for figure-1.ENDING and so on, in the order of drawings[], which whoever runs pandoc lays beside it. */
struct doc_docx doc_docx_source(const struct doc *doc, const char *ending, struct arena *arena);

/* A filter in Lua for pandoc (--lua-filter), and the file whose page and styles it shall use (--reference-doc): always the same bytes. */
extern const char doc_docx_filter[];
const char *doc_docx_reference(struct arena *arena, size_t *length);

#endif
