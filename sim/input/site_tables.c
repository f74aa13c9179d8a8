#include "input/site_tables.h"

#include "input/interruption_trace.h"
#include "input/quantity.h"
#include "input/scale.h"
#include "types/diag_codes.h"

static const char *const places[] = {"utility", "it", NULL};
static const char *const defaults[] = {"default", NULL};
static const char *const exponentials[] = {"exponential", NULL};

/* --- power --------------------------------------------------------------------------------------------- */

static const struct field power_at_fields[] = {
    CHOICE(struct site, power_at, places, "where the envelope is measured", .key = "at", .absent = "utility"),
};
static const struct field_table power_at_table = FIELD_TABLE_OF("power", struct site, power_at_fields, FIELD_NO_PLACE, "");

static const char *const cap_places[] = {"utility", "it", "storage", NULL};
static const struct field power_cap_fields[] = {
    CHOICE(struct site, power_cap_at, cap_places, "what it limits: the site at the utility (at the design hour's PUE), its IT, or storage and its network", .key = "at", .absent = "utility"),
    NAMES(struct site, power_cap_order, "who is served first, of checkpoints, reads, gpus and background; the last gives way first", .key = "order", .optional = true,
          .otherwise = "[checkpoints, reads, gpus, background]; those left out follow in that order"),
};
static const struct field_table power_cap_table = FIELD_TABLE_OF("power_cap", struct site, power_cap_fields, FIELD_NO_PLACE, "");

/* --- GPUs and what interrupts them --------------------------------------------------------------------- */

static const struct field arrival_fields[] = {
    FIELD(struct gpu_arrival, date, DAYS, 0.0, 40000.0, "when they stand"),
    FIELD(struct gpu_arrival, count, COUNT, 1, 1e8, "how many"),
};
static const struct field_table arrival_table =
    FIELD_TABLE_OF("site.gpus.arrivals[]", struct gpu_arrival, arrival_fields, offsetof(struct gpu_arrival, at), "GPUs that land together.");

static bool read_trace(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    (void)field, (void)path;
    return !node || interruption_trace_read(reader, node, to);
}

static const struct field law_fields[] = {
    FIELD(struct interruption_cause, weibull_shape, NUMBER, 0.2, 10.0, "shape of a Weibull law; below 1: they come in clusters", .key = "weibull", .optional = true,
          .otherwise = "this or `trace`"),
    {.kind = FIELD_CUSTOM, .key = "trace", .read = read_trace, .takes = "the name of a file", .optional = true, .otherwise = "this or `weibull`",
     .meaning = "times of interruptions of one job, one a line, ascending: the times between two are taken in their order, from one drawn at random on, and scaled to the mean"},
};
static const struct field_table law_table =
    FIELD_TABLE_OF("site.gpus.interruptions[].law", struct interruption_cause, law_fields, FIELD_NO_PLACE, "The law of the time between two interruptions of one job.");

static bool read_law(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct interruption_cause *cause = to;
    int index;
    cause->weibull_shape = quantity_absent(UNIT_NUMBER);
    if (!node || field_is_word(node, "exponential")) return true;
    if (field_looks_like_word(node)) return field_choose(reader, node, "law", exponentials, &index);
    if (!field_read(reader, field->table, node, node->at, path, cause)) return false;
    if (cause->weibull_shape.given == (cause->trace_file != NULL)) {
        diag_error(reader->diags, node->at, cause->trace_file ? DIAG_CONFLICT : DIAG_MISSING_KEY, "law: expected exponential, or one of `weibull` and `trace`");
        return false;
    }
    return true;
}

static const struct field cause_fields[] = {
    NAME(struct interruption_cause, name, "its name"),
    FIELD(struct interruption_cause, rate_per_day, PER_DAY, 0.0, 1000.0, "interruptions of a job by one domain", .key = "rate", .optional = true, .otherwise = "this or `mtti`; of a trace its own mean"),
    FIELD(struct interruption_cause, mtti_s, SECONDS, 1.0, 100 * YEAR, "mean time between interruptions of a job on `gpus` GPUs", .optional = true, .otherwise = "this or `rate`"),
    FIELD(struct interruption_cause, mtti_gpus, COUNT, 1, 1e8, "see `mtti`", .key = "gpus", .optional = true, .otherwise = "the site's `mtti_gpus`"),
    FIELD(struct interruption_cause, domain_gpus, COUNT, 1, 1e8, "GPUs of one domain: what a failure takes, and what `rate` is for. A rate per node of 8 is not one per tray of 4", .absent = "1"),
    {.kind = FIELD_CUSTOM, .key = "law", .read = read_law, .takes = "exponential, {weibull: SHAPE} or {trace: FILE}", .table = &law_table, .optional = true, .otherwise = "exponential",
     .meaning = "of the time between two interruptions of one job by this cause"},
    FIELD(struct interruption_cause, repair_s, SECONDS, 0.0, YEAR, "until its GPUs are back; a job waits for them when it has no spares left", .absent = "0 s"),
};
static const struct field_table cause_table = FIELD_TABLE_OF("site.gpus.interruptions[]", struct interruption_cause, cause_fields, offsetof(struct interruption_cause, at),
    "What interrupts jobs. `interruptions: default` is one cause with the site's `mtti` that breaks nothing. The instants are the same whatever is built.");
static const struct field cause_list = {.kind = FIELD_LIST, .key = "interruptions", .table = &cause_table, .least_items = 1, .meaning = "what interrupts jobs"};

static bool read_interruptions(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct site *site = to;
    void *items = NULL;
    int index;
    (void)field;
    if (!node) return true;
    if (node->kind == YAML_TEXT && !field_is_word(node, "default")) return field_choose(reader, node, "interruptions", defaults, &index);
    if (node->kind == YAML_TEXT) {
        site->interruptions = ARENA_NEW(reader->arena, struct interruption_cause);
        site->n_interruptions = 1;
        *site->interruptions = (struct interruption_cause){
            .name = "any", .as_site = true, .rate_per_day = quantity_absent(UNIT_PER_DAY), .mtti_s = quantity_absent(UNIT_SECONDS), .mtti_gpus = quantity_absent(UNIT_COUNT),
            .weibull_shape = quantity_absent(UNIT_NUMBER), .at = node->at};
        quantity_default(reader, "1", NULL, NULL, UNIT_COUNT, NULL, &site->interruptions->domain_gpus);
        quantity_default(reader, "0 s", NULL, NULL, UNIT_SECONDS, NULL, &site->interruptions->repair_s);
        return true;
    }
    const bool ok = field_read_list(reader, &cause_list, node, path, &items, &site->n_interruptions);
    site->interruptions = items;
    return ok;
}

static const struct field gpus_fields[] = {
    MODEL(struct site, gpu, GPU, "the GPU rack", .key = "model"),
    FIELD(struct site, gpus, COUNT, 1, 1e8, "how many GPUs", .key = "count"),
    FIELD(struct site, mtti_s, SECONDS, 1.0, 100 * YEAR, "mean time to interruption of one job on `mtti_gpus` GPUs; scales as 1 / GPUs", .absent = "25 min",
          .absent_lo = "4 min", .absent_hi = "45 min"),
    FIELD(struct site, mtti_gpus, COUNT, 1, 1e8, "see `mtti`", .absent = "120000"),
    {.kind = FIELD_CUSTOM, .key = "interruptions", .read = read_interruptions, .takes = "default, or a list of maps", .table = &cause_table, .optional = true,
     .otherwise = "nothing is interrupted", .meaning = "what interrupts jobs"},
    LIST(struct site, arrivals, arrival_table, "GPUs landing over time: what storage has to keep up with", .optional = true, .otherwise = "not said"),
};
static const struct field_table gpus_table = FIELD_TABLE_OF("site.gpus", struct site, gpus_fields, FIELD_NO_PLACE, "The GPUs of the site.");

/* --- the site ----------------------------------------------------------------------------------------- */

static const struct field site_fields[] = {
    MODEL(struct site, facility, FACILITY, "the building"),
    FIELD(struct site, power_w, WATTS, 1.0, 1e11, "the envelope; {value: 350 MW, at: it} says where it is measured", .optional = true,
          .otherwise = "the facility's", .table = &power_at_table),
    GROUP("gpus", gpus_table, "the GPUs"),
    FIELD(struct site, rack_tiles, COUNT, 0, 1e6, "rack positions for storage", .optional = true, .otherwise = "the facility's"),
    FIELD(struct site, power_cap_w, WATTS, 1.0, 1e11, "what is never drawn above: load gives way, class by class; {value: 300 MW, at: it, order: [checkpoints, reads, gpus, background]}",
          .optional = true, .otherwise = "none", .table = &power_cap_table),
    FIELD(struct site, storage_power_w, WATTS, 1.0, 1e11, "share of the envelope kept for storage", .optional = true),
};
const struct field_table site_tables_top = FIELD_TABLE_OF("site", struct site, site_fields, FIELD_NO_PLACE, "Where, on which power, for which GPUs.");
