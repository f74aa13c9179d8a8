#include "json/comparison_json.h"

#include "json/ab_json.h"
#include "json/delivery_json.h"
#include "json/json_keys.h"

#define S struct study_paired
static const struct json_key paired_keys[] = { TEXT(name), WHOLE(n), FLAG(paired), NUMBER(delta), NUMBER(half), NUMBER(half_unpaired), NUMBER(half_over_unpaired), NUMBER(variance_saved), END };
#undef S

#define S struct study_change
static const struct json_key change_keys[] = { TEXT(path), TEXT(from), TEXT(to), END };
#undef S

#define S struct study_part
static const struct json_key part_keys[] = { TEXT(name), TEXT(joined), LIST(changes, struct study_change, change_keys), BINNED(alone), BINNED(shapley), END };
#undef S

#define S struct study_attribution
static const struct json_key attribution_keys[] = {
    { .name = "n_values", .kind = JSON_BINS, .offset = offsetof(S, n_values) },
    { .name = "names", .kind = JSON_TEXTS, .offset = offsetof(S, names), .count_offset = offsetof(S, n_values) },
    BINNED(from), BINNED(to), BINNED(whole), BINNED(shapley), BINNED(interaction), LIST(parts, struct study_part, part_keys),
    TEXTS(notes), FLAG(simulated), END
};
#undef S

#define S struct study_as_of
static const struct json_key as_of_keys[] = {
    TEXT(date), TEXT(best), TEXT(best_verdict), NUMBER(best_rack_tiles), NUMBER(best_storage_w), NUMBER(best_site_w), NUMBER(best_nodes), TEXT(not_yet), NUMBER(by_then),
    LIST(landed, struct result_delivery_point, delivery_json_point), END
};
#undef S

#define S struct study_held
static const struct json_key held_keys[] = { TEXT(id), NUMBER(value), NUMBER(delta), NUMBER(half), END };
#undef S

#define S struct study_compared
static const struct json_key side_keys[] = {
    TEXT(name), TEXT(file), LIST(numbers, struct study_held, held_keys), LIST(paired, struct study_paired, paired_keys), OBJECT(attribution, attribution_keys), TEXT(no_attribution), OBJECT(as_of, as_of_keys), END
};
#undef S

#define S struct study_regret
static const struct json_key regret_keys[] = {
    FLAG(known), TEXT(problem), TEXT(verdict), TEXT(failed), TEXT(tightest), TEXT(unfit), NUMBER(least_margin), NUMBER(rack_tiles), NUMBER(storage_w), NUMBER(more_rack_tiles),
    NUMBER(more_storage_w), END
};
#undef S

#define S struct study_comparison
static const struct json_key comparison_keys[] = {
    TEXT(format), TEXT(version), TEXT(command), LIST(sides, struct study_compared, side_keys), LIST(regret, struct study_regret, regret_keys), LIST(ab, struct study_ab, ab_json_plan),
    TEXTS(notes), END
};
#undef S

const char *comparison_json_write(const struct study_comparison *comparison, struct arena *arena, size_t *length)
{
    return json_table_write(comparison_keys, comparison, arena, length);
}
