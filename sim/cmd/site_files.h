/* Files of results: written whole or not at all, with a complaint where they cannot be. */
#ifndef CMD_SITE_FILES_H
#define CMD_SITE_FILES_H

#include "cmd/cmd.h"
#include "reports/doc.h"
#include "types/results.h"

MUST_USE bool site_files_write(const char *path, const char *text, size_t length, struct cmd_streams streams);

/* The folder and those above it. */
MUST_USE bool site_files_folder(const char *folder, struct cmd_streams streams);

/* Before long work: makes the --out folder and sees that --json and --trace have one to stand in. False after a complaint. */
MUST_USE bool site_files_ready(const struct options *options, struct arena *arena, struct cmd_streams streams);

/* FOLDER/STEM.md with STEM.numbers.csv (doc_markdown_numbers), STEM.html, STEM.pdf, STEM.docx, as `formats` has the bits of cmd/formats.h. Before: the folder is there. */
MUST_USE bool site_files_document(const char *folder, const char *stem, const struct doc *doc, unsigned formats, struct arena *arena, struct cmd_streams streams);

/* results.json (as given), site.md and site.html of one site, in `folder`, which is made. */
MUST_USE bool site_files_report(const char *folder, unsigned formats, const char *json, size_t length, const struct results *results, struct arena *arena, struct cmd_streams streams);

#endif
