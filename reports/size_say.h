/* Words that document and screen of `size` share. Sentences hold marks (reports/mark.h): an id is a quantity's path in size.json. */
#ifndef REPORTS_SIZE_SAY_H
#define REPORTS_SIZE_SAY_H

#include "base/arena.h"
#include "base/units.h"
#include "types/study.h"

/* NULL where none has the name. */
const struct study_size_option *size_say_option_named(const struct study_size *size, const char *name);

/* "options.3.rack_tiles", a quantity under it, and an option's name under its own. */
const char *size_say_id_of(const struct study_size *size, const struct study_size_option *option, const char *part, struct arena *arena);
const char *size_say_marked(const struct study_size *size, const struct study_size_option *option, const char *part, double value, enum unit unit, struct arena *arena);
const char *size_say_name_of(const struct study_size *size, const char *name, struct arena *arena);

/* What is asked for: "224 rack tiles", "3.30 MW of storage", "$1,200,000", of --max "131,072 GPUs": plain, under an id, of an option. */
const char *size_say_figure_text(const struct study_size *size, double value, struct arena *arena);
const char *size_say_figure(const struct study_size *size, const char *id, double value, struct arena *arena);
const char *size_say_option_figure(const struct study_size *size, const struct study_size_option *option, struct arena *arena);

/* "the least rack tiles that meet every MUST"; "57 options sized, 40 of them mixes". */
const char *size_say_asked(const struct study_size *size, struct arena *arena);
const char *size_say_among(const struct study_size *size, struct arena *arena);

/* What an option takes, and how it was proved. */
const char *size_say_takes(const struct study_size *size, const struct study_size_option *option, struct arena *arena);
const char *size_say_proof(const struct study_size *size, const struct study_size_option *option, struct arena *arena);

/* One count: its id, what a step more comes to, and a step less; all counts of an option. */
const char *size_say_count_id(const struct study_size *size, const struct study_size_option *option, int32_t c, struct arena *arena);
const char *size_say_more(const struct study_size_count *count, const char *id, struct arena *arena);
const char *size_say_less(const struct study_size_count *count, const char *id, struct arena *arena);
const char *size_say_counts_of(const struct study_size *size, const struct study_size_option *option, struct arena *arena);

/* "0.0258 rack tiles", "12.4 W", "$310"; what policy p costs; a rule in words: "media time of azure-blob-hdd (one domain out)". */
const char *size_say_price(const struct study_size *size, const char *id, double value, struct arena *arena);
const char *size_say_restriction(const struct study_size *size, int32_t p, struct arena *arena);
const char *size_say_rule(const char *rule, struct arena *arena);

/* Where flip f is; the ends between which flips were looked for. */
const char *size_say_flip_at(const struct study_size *size, int32_t f, struct arena *arena);
const char *size_say_flip_end(const struct study_size *size, bool to, struct arena *arena);

#endif
