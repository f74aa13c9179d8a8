#include "json/comparison_json.h"

#include "json/delivery_json.h"
#include "json/json_keys.h"

#define S struct study_paired
static const struct json_key paired_keys[] = { TEXT(name), WHOLE(n), FLAG(paired), NUMBER(delta), NUMBER(half), NUMBER(half_unpaired), NUMBER(variance_saved), END };
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
    BINNED(from), BINNED(to), BINNED(interaction), LIST(parts, struct study_part, part_keys),
    TEXTS(notes), FLAG(simulated), END
};
#undef S

#define S struct study_as_of
static const struct json_key as_of_keys[] = {
    TEXT(date), TEXT(best), TEXT(best_verdict), NUMBER(best_rack_tiles), NUMBER(best_storage_w), NUMBER(best_site_w), NUMBER(best_nodes), TEXT(not_yet), NUMBER(by_then),
    LIST(landed, struct result_delivery_point, delivery_json_point), END
};
#undef S

#define S struct study_compared
static const struct json_key side_keys[] = {
    TEXT(name), TEXT(file), LIST(paired, struct study_paired, paired_keys), OBJECT(attribution, attribution_keys), TEXT(no_attribution), OBJECT(as_of, as_of_keys), END
};
#undef S

#define S struct study_regret
static const struct json_key regret_keys[] = {
    FLAG(known), TEXT(problem), TEXT(verdict), TEXT(failed), TEXT(tightest), TEXT(unfit), NUMBER(least_margin), NUMBER(rack_tiles), NUMBER(storage_w), NUMBER(more_rack_tiles),
    NUMBER(more_storage_w), END
};
#undef S

/* Of an array by enum study_counter. */
#define COUNTER(key, which)             { .name = key, .kind = JSON_NUMBER, .offset = (which) * sizeof(double) }
static const struct json_key counter_keys[] = {
    COUNTER("read_tx", STUDY_READ_TX), COUNTER("read_rx", STUDY_READ_RX), COUNTER("read_media", STUDY_READ_MEDIA), COUNTER("write_tx", STUDY_WRITE_TX), COUNTER("write_rx", STUDY_WRITE_RX),
    COUNTER("write_media", STUDY_WRITE_MEDIA), COUNTER("write_buffer", STUDY_WRITE_BUFFER), END
};

#define S struct study_ab_equal
static const struct json_key ab_equal_keys[] = { TEXT(what), TEXT(a), TEXT(b), FLAG(same), END };
#undef S

#define S struct study_ab_path
static const struct json_key ab_path_keys[] = {
    TEXT(side), TEXT(stack), TEXT(front_end), TEXT(write_path), FLAG(chosen), NUMBER(read_bytes_per_s), TEXT(read_bound_by), NUMBER(write_bytes_per_s), TEXT(write_bound_by),
    OBJECT(counter, counter_keys), OBJECT(lo, counter_keys), OBJECT(hi, counter_keys), END
};
#undef S

#define S struct study_ab_test
static const struct json_key ab_test_keys[] = { WHOLE(a), WHOLE(b), FLAG(told), TEXT(by), NUMBER(gap), NUMBER(runs), NUMBER(runs_most), END };
#undef S

#define S struct study_ab_runs
static const struct json_key ab_runs_keys[] = { NUMBER(spread), NUMBER(wanted), NUMBER(runs), END };
#undef S

#define S struct study_ab_assumption
static const struct json_key ab_assumption_keys[] = { TEXT(what), NUMBER(value), NUMBER(lo), NUMBER(hi), TEXT(grade), TEXT(source), END };
#undef S

#define S struct study_ab
static const struct json_key ab_keys[] = {
    TEXT(name_a), TEXT(name_b), LIST(equal, struct study_ab_equal, ab_equal_keys), LIST(paths, struct study_ab_path, ab_path_keys), LIST(tests, struct study_ab_test, ab_test_keys),
    LIST(runs, struct study_ab_runs, ab_runs_keys), LIST(assumptions, struct study_ab_assumption, ab_assumption_keys), TEXT(unavailable), END
};
#undef S

#define S struct study_comparison
static const struct json_key comparison_keys[] = {
    TEXT(format), TEXT(version), TEXT(command), LIST(sides, struct study_compared, side_keys), LIST(regret, struct study_regret, regret_keys), LIST(ab, struct study_ab, ab_keys),
    TEXTS(notes), END
};
#undef S

const char *comparison_json_write(const struct study_comparison *comparison, struct arena *arena, size_t *length)
{
    return json_table_write(comparison_keys, comparison, arena, length);
}
