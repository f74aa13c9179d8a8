#include "json/size_json.h"

#include "json/document_json.h"
#include "json/json_keys.h"
#include "json/results_json.h"

#define S struct study_size_count
static const struct json_key count_keys[] = {
    TEXT(node), TEXT(role), TEXT(mark), NUMBER(count), NUMBER(step), NUMBER(more_rack_tiles), NUMBER(more_w), NUMBER(more_dollars), NUMBER(less_rack_tiles), NUMBER(less_w),
    NUMBER(less_dollars), TEXT(less_fails), END
};
#undef S

#define S struct study_size_option
static const struct json_key option_keys[] = {
    TEXT(option), TEXT(architecture), FLAG(own), FLAG(mixed), FLAG(allowed), TEXT(reason), TEXT(verdict), TEXT(fails), LIST(counts, struct study_size_count, count_keys),
    NUMBER(nodes), NUMBER(rack_tiles), NUMBER(storage_w), NUMBER(site_w), NUMBER(dollars), NUMBER(least_dollars), NUMBER(most_dollars), NUMBER(estimated_dollars), NUMBER(estimated_share), NUMBER(usable_bytes), NUMBER(most), FLAG(simulated), NUMBER(held),
    NUMBER(replications), NUMBER(share_lo), NUMBER(share_hi), NUMBER(goodput), NUMBER(read_denied), NUMBER(write_denied), END
};
#undef S

#define S struct study_size_best
static const struct json_key best_keys[] = { TEXT(architecture), TEXT(best), NUMBER(best_figure), TEXT(next), NUMBER(next_figure), END };
#undef S

#define S struct study_size_row
static const struct json_key row_keys[] = { TEXT(name), FLAG(binds), NUMBER(limit), TEXT(unit), TEXT(per), NUMBER(price), NUMBER(one_more), END };
#undef S

#define S struct study_size_policy
static const struct json_key policy_keys[] = {
    TEXT(policy), TEXT(forbids), TEXT(best_with), TEXT(best_without), NUMBER(figure_with), NUMBER(figure_without), TEXT(text), END
};
#undef S

#define S struct study_size_flip
static const struct json_key flip_keys[] = { TEXT(option), TEXT(from), TEXT(to), NUMBER(below_bytes), NUMBER(above_bytes), END };
#undef S

#define S struct study_size_unflipped
static const struct json_key unflipped_keys[] = { TEXT(option), TEXT(rule), END };
#undef S

#define S struct study_size_date
static const struct json_key date_keys[] = { TEXT(from), TEXT(option), TEXT(late), NUMBER(figure), END };
#undef S

#define S struct study_size
static const struct json_key size_keys[] = {
    TEXT(format), OBJECT(manifest, results_json_manifest), TEXT(scenario), TEXT(question), TEXT(as_of), TEXT(needed_by), TEXT(objective), TEXT(unit), TEXT(asked),
    TEXT(asked_unit), NUMBER(probability), TEXT(verdict), TEXT(best), TEXT(best_mix), NUMBER(n_sized), NUMBER(n_mixes), NUMBER(n_pruned), TEXT(unpriced),
    LIST(options, struct study_size_option, option_keys), LIST(architectures, struct study_size_best, best_keys), LIST(rows, struct study_size_row, row_keys),
    LIST(policy, struct study_size_policy, policy_keys), LIST(dates, struct study_size_date, date_keys), NUMBER(flips_from_bytes), NUMBER(flips_to_bytes), LIST(flips, struct study_size_flip, flip_keys),
    LIST(unflipped, struct study_size_unflipped, unflipped_keys), END
};
#undef S

static const struct document_json size_document = { "exasite.size/1", size_keys, sizeof(struct study_size) };

const char *size_json_write(const struct study_size *size, struct arena *arena, size_t *length)
{
    return document_json_write(&size_document, size, arena, length);
}

bool size_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct study_size *size)
{
    return document_json_read(&size_document, text, length, file, arena, diags, size);
}
