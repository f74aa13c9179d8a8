#include "reports/size_say.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

const struct study_size_option *size_say_option_named(const struct study_size *size, const char *name)
{
    for (int32_t k = 0; k < size->n_options; k++)
        if (text_equal(size->options[k].option, name)) return &size->options[k];
    return NULL;
}

/* The path of an option's quantity in size.json: "options.3.rack_tiles". */
const char *size_say_id_of(const struct study_size *size, const struct study_size_option *option, const char *part, struct arena *arena)
{
    return text_format(arena, "options[%d].%s", (int)(option - size->options), part);
}

const char *size_say_marked(const struct study_size *size, const struct study_size_option *option, const char *part, double value, enum unit unit, struct arena *arena)
{
    return mark_number(arena, size_say_id_of(size, option, part, arena), value, say_quantity(arena, value, unit));
}

/* An option's name, by name: numerals of models stand in it. */
const char *size_say_name_of(const struct study_size *size, const char *name, struct arena *arena)
{
    const struct study_size_option *option = size_say_option_named(size, name);
    return mark_text(arena, option ? size_say_id_of(size, option, "option", arena) : "option", name);
}

/* "224 rack tiles", "3.30 MW of storage", "$1,200,000"; of --max "the most: 131,072 GPUs". */
const char *size_say_figure_text(const struct study_size *size, double value, struct arena *arena)
{
    if (isnan(value)) return "unknown";
    if (strcmp(size->asked, "max gpus") == 0) return text_format(arena, "%s GPUs", say_quantity(arena, value, UNIT_COUNT));
    if (strcmp(size->asked, "max usable_capacity") == 0) return say_quantity(arena, value, UNIT_BYTES);
    if (strcmp(size->unit, "w") == 0) return text_format(arena, "%s of storage", say_quantity(arena, value, UNIT_WATTS));
    if (strcmp(size->unit, "dollars") == 0) return say_quantity(arena, value, UNIT_DOLLARS);
    return say_count_of(arena, value, "rack tile");
}

const char *size_say_figure(const struct study_size *size, const char *id, double value, struct arena *arena)
{
    return mark_number(arena, id, value, size_say_figure_text(size, value, arena));
}

/* The number that is asked for, and its key. */
struct figure { const char *key; double value; };

static struct figure figure_of(const struct study_size *size, const struct study_size_option *option)
{
    if (strncmp(size->asked, "max", 3) == 0) return (struct figure){"most", option->most};
    if (strcmp(size->unit, "w") == 0) return (struct figure){"storage_w", option->storage_w};
    if (strcmp(size->unit, "dollars") == 0) return (struct figure){"dollars", option->dollars};
    return (struct figure){"rack_tiles", option->rack_tiles};
}

const char *size_say_option_figure(const struct study_size *size, const struct study_size_option *option, struct arena *arena)
{
    const struct figure figure = figure_of(size, option);
    return size_say_figure(size, size_say_id_of(size, option, figure.key, arena), figure.value, arena);
}

const char *size_say_asked(const struct study_size *size, struct arena *arena)
{
    static const char *const turned[][2] = {{"max gpus", "the most GPUs, each with the load it has here, within the envelope of power and tiles"},
                                            {"max usable_capacity", "the most usable bytes within the envelope of power and tiles"},
                                            {"min site_power", "the least watts at the utility, whatever the envelope"}};
    for (size_t k = 0; k < sizeof turned / sizeof *turned; k++)
        if (text_equal(size->asked, turned[k][0])) return turned[k][1];
    return text_format(arena, "the least %s that meet every MUST", size->objective);
}

const char *size_say_among(const struct study_size *size, struct arena *arena)
{
    return text_format(arena, "%s sized, %s of them mixes%s", mark_number(arena, "n_sized", size->n_sized, say_count_of(arena, size->n_sized, "option")),
                       mark_number(arena, "n_mixes", size->n_mixes, say_quantity(arena, size->n_mixes, UNIT_COUNT)),
                       size->n_pruned > 0.0 ? text_format(arena, "; %s more cannot be had in time or run at all", mark_number(arena, "n_pruned", size->n_pruned, say_quantity(arena, size->n_pruned, UNIT_COUNT))) : "");
}

/* What it costs, how far that may be off, and how much of it nobody has quoted. */
static const char *paid(const struct study_size *size, const struct study_size_option *option, struct arena *arena)
{
    if (isnan(option->dollars)) return "";
    return text_format(arena, ", %s (%s to %s, every price at one end of its range; %s of it rests on estimates)", size_say_marked(size, option, "dollars", option->dollars, UNIT_DOLLARS, arena),
                       size_say_marked(size, option, "least_dollars", option->least_dollars, UNIT_DOLLARS, arena), size_say_marked(size, option, "most_dollars", option->most_dollars, UNIT_DOLLARS, arena),
                       size_say_marked(size, option, "estimated_share", option->estimated_share, UNIT_FRACTION, arena));
}

const char *size_say_takes(const struct study_size *size, const struct study_size_option *option, struct arena *arena)
{
    const char *tiles = mark_number(arena, size_say_id_of(size, option, "rack_tiles", arena), option->rack_tiles, say_count_of(arena, option->rack_tiles, "rack tile"));
    return text_format(arena, "%s, %s of storage with its network, site %s, %s usable%s", tiles, size_say_marked(size, option, "storage_w", option->storage_w, UNIT_WATTS, arena),
                       size_say_marked(size, option, "site_w", option->site_w, UNIT_WATTS, arena), size_say_marked(size, option, "usable_bytes", option->usable_bytes, UNIT_BYTES, arena),
                       paid(size, option, arena));
}

const char *size_say_proof(const struct study_size *size, const struct study_size_option *option, struct arena *arena)
{
    if (!option->simulated) return "by plan alone";
    return text_format(arena, "every MUST holds in %s of %s replications (share %s to %s at " MARK_NAME("95 %%") "; %s asked); goodput %s, reads denied %s, writes denied %s",
                       size_say_marked(size, option, "held", option->held, UNIT_COUNT, arena), size_say_marked(size, option, "replications", option->replications, UNIT_COUNT, arena),
                       size_say_marked(size, option, "share_lo", option->share_lo, UNIT_FRACTION, arena), size_say_marked(size, option, "share_hi", option->share_hi, UNIT_FRACTION, arena),
                       mark_number(arena, "probability", size->probability, say_quantity(arena, size->probability, UNIT_FRACTION)), size_say_marked(size, option, "goodput", option->goodput, UNIT_FRACTION, arena),
                       size_say_marked(size, option, "read_denied", option->read_denied, UNIT_FRACTION, arena), size_say_marked(size, option, "write_denied", option->write_denied, UNIT_FRACTION, arena));
}

/* `id` of the count, `which` more or less. */
static const char *signed_step(const char *id, const char *which, double tiles, double watts, double dollars, struct arena *arena)
{
    if (isnan(tiles)) return "not asked";
    const char *w = mark_number(arena, text_format(arena, "%s.%s_w", id, which), watts, text_format(arena, "%s%s", watts < 0.0 ? "\xE2\x88\x92" : "+", say_quantity(arena, fabs(watts), UNIT_WATTS)));
    const char *paid = isnan(dollars) ? "" : mark_number(arena, text_format(arena, "%s.%s_dollars", id, which), dollars,
                                                         text_format(arena, ", %s%s", dollars < 0.0 ? "\xE2\x88\x92" : "+", say_quantity(arena, fabs(dollars), UNIT_DOLLARS)));
    const char *t = mark_number(arena, text_format(arena, "%s.%s_rack_tiles", id, which), tiles, text_format(arena, "%s%s", tiles < 0.0 ? "\xE2\x88\x92" : tiles > 0.0 ? "+" : "\xC2\xB1", say_count_of(arena, fabs(tiles), "tile")));
    return text_format(arena, "%s, %s%s", t, w, paid);
}

const char *size_say_count_id(const struct study_size *size, const struct study_size_option *option, int32_t c, struct arena *arena)
{
    return size_say_id_of(size, option, text_format(arena, "counts[%d]", (int)c), arena);
}

const char *size_say_more(const struct study_size_count *count, const char *id, struct arena *arena)
{
    return signed_step(id, "more", count->more_rack_tiles, count->more_w, count->more_dollars, arena);
}

const char *size_say_less(const struct study_size_count *count, const char *id, struct arena *arena)
{
    if (isnan(count->less_rack_tiles) && !*count->less_fails) return text_equal(count->mark, "MANUAL") ? "stated by the scenario" : "nothing below";
    const char *saved = isnan(count->less_rack_tiles) ? "" : text_format(arena, "%s; ", signed_step(id, "less", count->less_rack_tiles, count->less_w, count->less_dollars, arena));
    return text_format(arena, "%sfails: %s", saved, mark_text(arena, text_format(arena, "%s.less_fails", id), count->less_fails));
}

const char *size_say_counts_of(const struct study_size *size, const struct study_size_option *option, struct arena *arena)
{
    struct text out = text_new(arena);
    for (int32_t c = 0; c < option->n_counts; c++) {
        const char *id = size_say_count_id(size, option, c, arena);
        text_printf(&out, "%s%s %s %s", c ? " + " : "", mark_number(arena, text_format(arena, "%s.count", id), option->counts[c].count, say_quantity(arena, option->counts[c].count, UNIT_COUNT)),
                    mark_text(arena, text_format(arena, "%s.node", id), option->counts[c].node), option->counts[c].mark);
    }
    return out.length > 0 ? out.bytes : "as it stands";
}

/* "0.0258 rack tiles", "12.4 W", "$310". */
const char *size_say_price(const struct study_size *size, const char *id, double value, struct arena *arena)
{
    char buffer[64];
    if (isnan(value)) return "nothing then meets all rows";
    if (strcmp(size->unit, "w") == 0) return mark_number(arena, id, value, say_quantity(arena, value, UNIT_WATTS));
    if (strcmp(size->unit, "dollars") == 0) return mark_number(arena, id, value, say_quantity(arena, value, UNIT_DOLLARS));
    return mark_number(arena, id, value, text_format(arena, "%s rack tiles", units_format(value, UNIT_NUMBER, 3, buffer)));
}

const char *size_say_restriction(const struct study_size *size, int32_t p, struct arena *arena)
{
    const struct study_size_policy *policy = &size->policy[p];
    const char *id = text_format(arena, "policy[%d]", (int)p);
    if (*policy->text) return mark_text(arena, text_format(arena, "%s.text", id), policy->text);
    return text_format(arena, "with it %s: %s; without it %s: %s", size_say_name_of(size, policy->best_with, arena), size_say_figure(size, text_format(arena, "%s.figure_with", id), policy->figure_with, arena),
                       size_say_name_of(size, policy->best_without, arena), size_say_figure(size, text_format(arena, "%s.figure_without", id), policy->figure_without, arena));
}

/* A rule as results name it, in words: "bytes", "media time of azure-blob-hdd (one domain out)". */
const char *size_say_rule(const char *rule, struct arena *arena)
{
    const char *row = strstr(rule, ": ");
    if (!*rule) return "no build at all, over the limits";
    if (text_equal(rule, "capacity")) return "bytes";
    if (!row) return mark_name(arena, say_words(arena, rule));
    return mark_name(arena, text_format(arena, "%s (%s)", row + 2, say_words(arena, text_copy_n(arena, rule, (size_t)(row - rule)))));
}

const char *size_say_flip_at(const struct study_size *size, int32_t f, struct arena *arena)
{
    char at[64];
    return mark_number(arena, text_format(arena, "flips[%d].above_bytes", (int)f), size->flips[f].above_bytes, text_copy(arena, units_format(size->flips[f].above_bytes, UNIT_BYTES, 4, at)));
}

const char *size_say_flip_end(const struct study_size *size, bool to, struct arena *arena)
{
    const double end = to ? size->flips_to_bytes : size->flips_from_bytes;
    return mark_number(arena, to ? "flips_to_bytes" : "flips_from_bytes", end, say_quantity(arena, end, UNIT_BYTES));
}
