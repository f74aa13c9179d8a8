#include "input/scenario_tables.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/catalog_tables.h"
#include "input/merge.h"
#include "input/interruption_trace.h"
#include "input/people_tables.h"
#include "input/quantity.h"
#include "input/requirement.h"
#include "types/diag_codes.h"

#define MB 1e6
#define PB 1e15
#define EB 1e18
#define MINUTE 60.0
#define DAY 86400.0
#define YEAR (365 * DAY)
#define FASTEST (1000 * PB)                  /* bytes/s; beyond any site */

/* --- words ------------------------------------------------------------------------------------ */

static const char *const no_yes[] = {"false", "true", NULL};
static const char *const off_on[] = {"off", "on", NULL};
static const char *const places[] = {"utility", "it", NULL};
static const char *const coincidences[] = {"simultaneous", "separate", NULL};
static const char *const fills[] = {"background", "none", NULL};
static const char *const modes[] = {"", "sync", "async", "two_tier", NULL};
static const char *const placements[] = {"by_capacity", "by_bandwidth", "pinned", NULL};
static const char *const allowances[] = {"forbidden", "allowed", NULL};
static const char *const dpus[] = {"any", "bluefield", "fungible", "none", NULL};
static const char *const rack_powers[] = {"max", "nameplate", NULL};
static const char *const loads[] = {"varying", "constant", NULL};
static const char *const jitter_laws[] = {"normal", "exponential", NULL};
static const char *const autos[] = {"auto", NULL};
static const char *const optimals[] = {"optimal", NULL};
static const char *const defaults[] = {"default", NULL};
static const char *const exponentials[] = {"exponential", NULL};
static const char *const scopes[] = {"gpu", "site", "aggregate", NULL};
static const char *const states[] = {"open", "confirmed", NULL};
static const char *const for_words[] = {"usable_capacity", "read", "write", NULL};    /* in order of the FOR_ flags */

static bool is_the_word(const struct yaml_node *node, const char *word)
{
    return node->kind == YAML_TEXT && text_equal_n(node->text, node->length, word);
}

/* A text that begins with a letter is meant as a word, anything else as a number. */
static bool looks_like_word(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT && node->length > 0
        && ((node->text[0] >= 'a' && node->text[0] <= 'z') || (node->text[0] >= 'A' && node->text[0] <= 'Z'));
}

/* --- site --------------------------------------------------------------------------------------- */

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
    if (!node || is_the_word(node, "exponential")) return true;
    if (looks_like_word(node)) return field_choose(reader, node, "law", exponentials, &index);
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
    if (node->kind == YAML_TEXT && !is_the_word(node, "default")) return field_choose(reader, node, "interruptions", defaults, &index);
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
static const struct field_table site_table = FIELD_TABLE_OF("site", struct site, site_fields, FIELD_NO_PLACE, "Where, on which power, for which GPUs.");

/* --- demand --------------------------------------------------------------------------------------- */

static const struct field read_fields[] = {
    FIELD(struct demand, read_peak_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "provisioned peak of the site", .key = "peak", .optional = true,
          .otherwise = "0, or from read_per_gpu"),
    FIELD(struct demand, read_mean_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "what jobs ask on average", .key = "mean", .optional = true, .otherwise = "peak"),
    FIELD(struct demand, read_burst_s, SECONDS, 0.0, 30 * DAY, "length of one burst at peak", .key = "burst", .absent = "60 s"),
    FIELD(struct demand, read_prefetch_s, SECONDS, 0.0, 30 * DAY, "demand that a job's buffer covers", .key = "prefetch", .absent = "0 s"),
};
static const struct field_table read_table = {
    .name = "demand.read", .fields = read_fields, .n_fields = sizeof read_fields / sizeof read_fields[0], .size = sizeof(struct demand),
    .at_offset = FIELD_NO_PLACE, .bare = "peak", .meaning = "What training reads.",
};

static const struct field checkpoint_demand_fields[] = {
    FIELD(struct demand, checkpoint_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "written by checkpoints on average, as 100 PB/day", .key = "volume", .absent = "0 B/s"),
    FIELD(struct demand, peak_write_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "provisioned peak", .key = "peak_write", .absent = "0 B/s",
          .otherwise = "needed with a volume"),
    FIELD(struct demand, retention_s, SECONDS, 10 * MINUTE, 100 * YEAR, "how long a checkpoint is kept", .key = "retention", .optional = true,
          .otherwise = "nothing is deleted"),
};
static const struct field_table checkpoint_demand_table =
    FIELD_TABLE_OF("demand.checkpoint", struct demand, checkpoint_demand_fields, FIELD_NO_PLACE, "What checkpoints must be able to write.");

static const struct field demand_fields[] = {
    FIELD(struct demand, usable_bytes, BYTES, 0.0, 1e6 * EB, "capacity after code and reserve", .key = "usable_capacity", .absent = "0 B"),
    GROUP("read", read_table, "reads; a bare rate is the peak", .optional = true),
    FIELD(struct demand, read_per_gpu_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "instead of read.peak, or to check it against", .optional = true),
    GROUP("checkpoint", checkpoint_demand_table, "writes", .optional = true),
    FIELD(struct demand, stored_bytes, BYTES, 0.0, 1e6 * EB, "data already there at the start", .absent = "0 B"),
    CHOICE(struct demand, coincidence, coincidences, "must peak reads and peak writes be carried at once?", .absent = "simultaneous"),
    CHOICE(struct demand, fill, fills, "a background job carries what jobs ask less than demand", .absent = "background"),
    NAMES(struct demand, protocols, "what clients must be able to speak: blob, nfs, gds, s3", .optional = true),
};
static const struct field_table demand_table = FIELD_TABLE_OF("demand", struct demand, demand_fields, offsetof(struct demand, at), "What the site must carry.");

/* --- jobs ------------------------------------------------------------------------------------------- */

static bool read_every(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct job_checkpoint *checkpoint = to;
    const struct quantity_rule rule = {"every", UNIT_SECONDS, 1.0, YEAR, NULL};
    int index;
    (void)field;
    checkpoint->every_s = quantity_absent(UNIT_SECONDS);
    checkpoint->every_optimal = !node || is_the_word(node, "optimal");
    if (checkpoint->every_optimal) return true;
    if (looks_like_word(node)) return field_choose(reader, node, "every", optimals, &index);
    return quantity_read(reader, node, &rule, path, &checkpoint->every_s);
}

static const struct field level_fields[] = {
    NAME(struct checkpoint_level, name, "its name"),
    FIELD(struct checkpoint_level, every_s, SECONDS, 1.0, YEAR, "a cadence of its own, for which the job stands still for `write`", .optional = true,
          .otherwise = "it takes each of the job's checkpoints, `write` after the job goes on"),
    FIELD(struct checkpoint_level, write_s, SECONDS, 0.0, DAY, "until the level holds it; and to load it back", .absent = "0 s"),
    FIELD(struct checkpoint_level, share, FRACTION, 0.0, 1.0, "part of interruptions it can serve: what its copies outlast"),
};
static const struct field_table level_table = FIELD_TABLE_OF("jobs[].checkpoint.levels[]", struct checkpoint_level, level_fields, offsetof(struct checkpoint_level, at),
    "Where a checkpoint lies nearer than on storage: memory of peers, flash in the trays. A restart takes the newest one it can. Storage serves every restart.");

static const struct field job_checkpoint_fields[] = {
    CHOICE(struct job_checkpoint, mode, modes, "sync blocks for the write; async for the snapshot; two_tier for the write to flash in the tray", .absent = "async"),
    FIELD(struct job_checkpoint, parameters, NUMBER, 1.0, 1e18, "of the trained model, as 10 T; or `size`", .optional = true),
    FIELD(struct job_checkpoint, bytes_per_parameter, NUMBER, 0.1, 1000.0, "weights and optimizer", .absent = "14", .absent_lo = "10", .absent_hi = "18"),
    FIELD(struct job_checkpoint, size_bytes, BYTES, 1.0, 1000 * EB, "of one checkpoint, instead of `parameters`", .optional = true),
    {.kind = FIELD_CUSTOM, .key = "every", .read = read_every, .takes = "optimal, or a time, as in 30 min", .optional = true, .otherwise = "optimal",
     .meaning = "time between checkpoints; optimal is Daly's, of the blocking time"},
    FIELD(struct job_checkpoint, snapshot_s, SECONDS, 0.0, DAY, "blocking copy to host memory (async)", .absent = "5 s", .absent_lo = "5 s", .absent_hi = "5 s"),
    FIELD(struct job_checkpoint, local_write_bytes_per_s, BYTES_PER_S, 1 * MB, FASTEST, "per GPU, to flash in the tray (two_tier)", .key = "local_write", .optional = true,
          .otherwise = "needed for two_tier"),
    FIELD(struct job_checkpoint, drain_every, COUNT, 1, 1e6, "every n-th goes on to storage (two_tier)", .absent = "1"),
    FIELD(struct job_checkpoint, writers, COUNT, 1, 1e8, "ranks that write", .optional = true, .otherwise = "all the job's GPUs"),
    FIELD(struct job_checkpoint, peak_write_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "of the job as a whole", .key = "peak_write", .optional = true,
          .otherwise = "its GPUs' share of demand.checkpoint.peak_write"),
    LIST(struct job_checkpoint, levels, level_table, "copies nearer than storage that serve a part of restarts", .optional = true, .otherwise = "storage serves every restart"),
};
static const struct field_table job_checkpoint_table = FIELD_TABLE_OF("jobs[].checkpoint", struct job_checkpoint, job_checkpoint_fields,
                                                                      offsetof(struct job_checkpoint, at), "How a job saves its state. Either `parameters` or `size`.");

static bool read_job_checkpoint(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct job *job = to;
    if (node) return field_read(reader, field->table, node, node->at, path, &job->checkpoint);
    job->checkpoint = (struct job_checkpoint){.mode = CHECKPOINT_NONE};
    for (size_t i = 0; i < field->table->n_fields; i++) {
        const struct field *inner = &field->table->fields[i];
        const struct quantity none = quantity_absent(inner->unit);
        if (inner->kind == FIELD_QUANTITY) memcpy((char *)&job->checkpoint + inner->offset, &none, sizeof none);
    }
    job->checkpoint.every_s = quantity_absent(UNIT_SECONDS);
    return true;
}

static const struct field restart_fields[] = {
    FIELD(struct job_restart, detect_s, SECONDS, 0.0, DAY, "until an interruption is noticed", .absent = "60 s", .absent_lo = "10 s", .absent_hi = "600 s"),
    FIELD(struct job_restart, restart_s, SECONDS, 0.0, DAY, "from there until GPUs begin to load", .absent = "180 s", .absent_lo = "60 s", .absent_hi = "900 s"),
    FIELD(struct job_restart, spares, COUNT, 0, 1e8, "hot spare GPUs of each such job: GPUs of the site that no job has", .absent = "0"),
    FIELD(struct job_restart, weights_bytes_per_parameter, NUMBER, 0.0, 100.0, "read by each of `readers`; the rest of a checkpoint is read once", .absent = "2"),
    FIELD(struct job_restart, readers, COUNT, 0, 1e8, "replicas that read the weights on their own; the job's GPUs at most", .absent = "64", .absent_lo = "1", .absent_hi = "256"),
};
const struct field_table scenario_tables_restart =
    FIELD_TABLE_OF("jobs[].restart", struct job_restart, restart_fields, offsetof(struct job_restart, at), "What an interrupted job goes through, and what it reads.");

/* Absent: the defaults count only where something is interrupted (scenario_checks_resolve). */
static bool read_restart(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct job *job = to;
    if (node) return field_read(reader, field->table, node, node->at, path, &job->restart);
    for (size_t i = 0; i < field->table->n_fields; i++) {
        const struct quantity none = quantity_absent(field->table->fields[i].unit);
        memcpy((char *)&job->restart + field->table->fields[i].offset, &none, sizeof none);
    }
    return true;
}

static const struct field job_fields[] = {
    NAME(struct job, name, "its name"),
    FIELD(struct job, count, COUNT, 1, 1e6, "identical jobs", .absent = "1"),
    FIELD(struct job, gpus, COUNT, 1, 1e8, "of each"),
    FIELD(struct job, read_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "of one such job at peak", .optional = true, .otherwise = "its GPUs' share of the site's"),
    FIELD(struct job, weight, NUMBER, 1e-6, 1e6, "per GPU, in sharing what is scarce", .absent = "1"),
    {.kind = FIELD_CUSTOM, .key = "checkpoint", .read = read_job_checkpoint, .takes = "a map: `jobs[].checkpoint`", .table = &job_checkpoint_table, .optional = true,
     .otherwise = "it writes none", .meaning = "how it saves its state"},
    {.kind = FIELD_CUSTOM, .key = "restart", .read = read_restart, .takes = "a map: `jobs[].restart`", .table = &scenario_tables_restart, .optional = true,
     .otherwise = "the defaults of its keys, where something is interrupted", .meaning = "how it comes back after an interruption"},
    FIELD(struct job, work_s, SECONDS, 1.0, 100 * YEAR, "useful time after which it is done: results say how long that took", .optional = true, .otherwise = "it never ends"),
};
static const struct field_table job_table = FIELD_TABLE_OF("jobs[]", struct job, job_fields, offsetof(struct job, at), "A training job, or several alike.");

/* --- storage ------------------------------------------------------------------------------------------ */

static const struct field within_fields[] = {
    FIELD(struct node_count, within_rack_tiles, COUNT, 0, 1e6, "rack positions", .key = "rack_tiles", .optional = true),
    FIELD(struct node_count, within_power_w, WATTS, 0.0, 1e11, "power of the nodes", .key = "power", .optional = true),
};
static const struct field_table within_table =
    FIELD_TABLE_OF("nodes.within", struct node_count, within_fields, FIELD_NO_PLACE, "As many nodes as fit in one of these.");

static bool read_for(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct node_count *count = to;
    bool ok = true;
    (void)field;
    (void)path;
    if (!node) return true;
    const size_t n = node->kind == YAML_LIST ? node->n : 1;
    if (node->kind == YAML_MAP || n == 0) return field_wrong_type(reader, node, "for", "one or a list of usable_capacity, read and write");
    for (size_t i = 0; i < n; i++) {
        int index = 0;
        if (field_choose(reader, node->kind == YAML_LIST ? node->items[i] : node, "for", for_words, &index)) count->for_what |= 1u << index;
        else ok = false;
    }
    return ok;
}

static const struct field node_count_fields[] = {
    {.kind = FIELD_CUSTOM, .key = "for", .read = read_for, .takes = "one or a list of usable_capacity, read, write", .optional = true,
     .meaning = "as many as these demands need"},
    GROUP("within", within_table, "as many as fit", .optional = true),
};
static const struct field_table node_count_table =
    FIELD_TABLE_OF("nodes", struct node_count, node_count_fields, FIELD_NO_PLACE, "How many nodes: a number, `auto` (every MUST), or one of these.");

static bool one_rule(struct reader *reader, const struct yaml_node *node, struct node_count *count)
{
    const bool tiles = count->within_rack_tiles.given, power = count->within_power_w.given;
    const int rules = (count->for_what != 0) + tiles + power;
    count->rule = tiles || power ? NODES_WITHIN : NODES_FOR;
    if (rules == 1) return true;
    diag_error(reader->diags, node->at, rules ? DIAG_CONFLICT : DIAG_MISSING_KEY, "nodes: %s; expected one of {for: ...}, {within: {rack_tiles: ...}} or {within: {power: ...}}",
               rules ? "several rules" : "no rule");
    return false;
}

/* At to + field->offset. */
static bool read_node_count(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct node_count *count = (struct node_count *)(void *)((char *)to + field->offset);
    const struct quantity_rule rule = {"nodes", UNIT_COUNT, 1, 1e8, NULL};
    int index;
    *count = (struct node_count){.rule = NODES_AUTO, .count = quantity_absent(UNIT_COUNT), .within_rack_tiles = quantity_absent(UNIT_COUNT),
                                 .within_power_w = quantity_absent(UNIT_WATTS)};
    if (!node) return true;
    count->at = node->at;
    if (is_the_word(node, "auto")) return true;
    if (looks_like_word(node)) return field_choose(reader, node, "nodes", autos, &index);
    if (node->kind == YAML_MAP && !merge_is_number(node))
        return field_read(reader, &node_count_table, node, node->at, path, count) && one_rule(reader, node, count);
    count->rule = NODES_COUNT;
    return quantity_read(reader, node, &rule, path, &count->count);
}

#define NODE_COUNT(type, name, ...) \
    {.kind = FIELD_CUSTOM, .key = "nodes", .offset = offsetof(type, name), .read = read_node_count, .table = &node_count_table, .optional = true, .otherwise = "auto", \
     .takes = "a number, auto, or a map: `nodes`", .meaning = __VA_ARGS__}

static const struct field group_fields[] = {
    MODEL(struct node_group, node, NODE, "which box"),
    NODE_COUNT(struct node_group, nodes, "how many"),
    FIELD(struct node_group, fill_share, FRACTION, 0.0, 1.0, "placement pinned: part of the pool's bytes it serves", .optional = true),
};
const struct field_table scenario_tables_group =
    FIELD_TABLE_OF("storage[].groups[]", struct node_group, group_fields, offsetof(struct node_group, at), "Nodes of one kind within a pool.");

static const struct field front_ends_fields[] = {
    MODEL(struct pool, front_end_node, NODE, "which box", .key = "node"),
    {.kind = FIELD_CUSTOM, .key = "nodes", .offset = offsetof(struct pool, front_end_nodes), .read = read_node_count, .optional = true, .otherwise = "auto",
     .takes = "a number, auto, or a map: `nodes`", .meaning = "how many"},
};
static const struct field_table front_ends_table =
    FIELD_TABLE_OF("storage[].front_ends", struct pool, front_ends_fields, FIELD_NO_PLACE, "Boxes that compute for clients where they stand apart from the drives.");

static bool read_front_ends(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct pool *pool = to;
    if (node) return field_read(reader, field->table, node, node->at, path, pool);
    return read_node_count(reader, &front_ends_fields[1], NULL, path, pool);
}

static const struct field drain_fields[] = {
    FIELD(struct pool_tier, drain_throttle, FRACTION, 0.001, 1.0, "part of any row's capacity, of both pools, that the drain may take", .key = "throttle", .absent = "100 %"),
    FIELD(struct pool_tier, drain_weight, NUMBER, 1e-6, 1e6, "per GPU of the site, in sharing what is scarce", .key = "weight", .absent = "1"),
};
static const struct field_table drain_table = FIELD_TABLE_OF("storage[].tier.drain", struct pool_tier, drain_fields, FIELD_NO_PLACE, "How what was written moves on to the pool behind.");

static const struct field tier_fields[] = {
    NAME(struct pool_tier, before, "the pool behind: its shares are those of the pair, its capacity counts"),
    FIELD(struct pool_tier, hit_ratio, FRACTION, 0.0, 1.0, "part of that pool's reads served here while there is room for all that should be kept", .absent = "0"),
    FIELD(struct pool_tier, retention_s, SECONDS, 0.0, 100 * YEAR, "how long what is written stays here, drained or not", .absent = "0 s"),
    FIELD(struct pool_tier, cached_bytes, BYTES, 0.0, 1e6 * EB, "data of the pool behind kept here to be read", .key = "cached", .absent = "0 B"),
    GROUP("drain", drain_table, "what it may take", .optional = true),
};
static const struct field_table tier_table = FIELD_TABLE_OF("storage[].tier", struct pool_tier, tier_fields, offsetof(struct pool_tier, at),
    "Fast storage in front of a pool. What is written lands here and is drained; when this pool is full of what is not drained yet, writes go at the drain's rate.");

static bool read_tier(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct pool_tier *tier = &((struct pool *)to)->tier;
    if (node) return field_read(reader, field->table, node, node->at, path, tier);
    tier->hit_ratio = tier->drain_throttle = quantity_absent(UNIT_FRACTION);
    tier->retention_s = quantity_absent(UNIT_SECONDS);
    tier->cached_bytes = quantity_absent(UNIT_BYTES);
    tier->drain_weight = quantity_absent(UNIT_NUMBER);
    return true;
}

static const struct field pool_fields[] = {
    NAME(struct pool, name, "its name", .key = "pool"),
    MODEL(struct pool, stack, STACK, "the software"),
    IGNORED("node", "name of a node", "short for one group: which box", .otherwise = "see `groups`"),
    IGNORED("nodes", "a number, auto, or a map: `nodes`", "short for one group: how many", .otherwise = "auto"),
    LIST(struct pool, groups, scenario_tables_group, "boxes of several kinds; at most one not a plain number", .optional = true, .otherwise = "`node` and `nodes`", .least_items = 1),
    {.kind = FIELD_CUSTOM, .key = "front_ends", .read = read_front_ends, .takes = "a map: `storage[].front_ends`", .table = &front_ends_table, .optional = true,
     .otherwise = "needed when front_end is separate", .meaning = "boxes that meet the clients"},
    CHOICE(struct pool, front_end, catalog_tables_front_ends, "the stack's path", .optional = true, .otherwise = "that of the stack's first path"),
    CHOICE(struct pool, write_path, catalog_tables_write_paths, "the stack's path", .optional = true, .otherwise = "that of the stack's first path"),
    CHOICE(struct pool, placement, placements, "how bytes, and so reads, spread over groups", .absent = "by_capacity"),
    NAME(struct pool, protocol, "the bulk reads' protocol: one that the stack speaks", .optional = true,
         .otherwise = "the first of demand.protocols that the stack speaks, else the stack's first"),
    FIELD(struct pool, payload_efficiency, FRACTION, 0.1, 1.0, "payload's part of the line rate", .optional = true, .otherwise = "that protocol's"),
    FIELD(struct pool, data_reduction, NUMBER, 0.1, 100.0, "compression and deduplication", .absent = "1"),
    CHOICE(struct pool, failure_domain, catalog_tables_failure_domains, "what fails as one", .optional = true, .otherwise = "the stack's"),
    MODEL(struct pool, rack, RACK, "its racks", .optional = true, .otherwise = "the facility's"),
    {.kind = FIELD_CUSTOM, .key = "tier", .read = read_tier, .takes = "a map: `storage[].tier`", .table = &tier_table, .optional = true, .otherwise = "it is none",
     .meaning = "it stands in front of another pool"},
    FIELD(struct pool, read_share, FRACTION, 0.0, 1.0, "part of the site's reads", .optional = true, .otherwise = "1 for the only pool but tiers, else needed"),
    FIELD(struct pool, write_share, FRACTION, 0.0, 1.0, "part of checkpoint writes", .optional = true, .otherwise = "1 for the only pool but tiers, else needed"),
    FIELD(struct pool, capacity_share, FRACTION, 0.0, 1.0, "part of demand.usable_capacity", .optional = true, .otherwise = "1 for the only pool but tiers, else needed"),
};
static const struct field_table pool_table = FIELD_TABLE_OF("storage[]", struct pool, pool_fields, offsetof(struct pool, at), "A pool: nodes under a stack.");

/* --- delivery, policy, sizing ------------------------------------------------------------------------- */

static const struct field delivery_fields[] = {
    NAME(struct delivery, pool, "which pool"),
    FIELD(struct delivery, committed, DAYS, 0.0, 40000.0, "promised date", .optional = true, .otherwise = "this or `ordered`"),
    FIELD(struct delivery, ordered, DAYS, 0.0, 40000.0, "date of the order", .optional = true, .otherwise = "this or `committed`"),
    FIELD(struct delivery, slip_s, SECONDS, 0.0, 3650 * DAY, "delay beyond the promise, or beyond the stages of an order", .absent = "0 s"),
    FIELD(struct delivery, lead_s, SECONDS, 0.0, 3650 * DAY, "order to dock", .optional = true, .otherwise = "each node's lead_time"),
    FIELD(struct delivery, qualification_s, SECONDS, 0.0, 3650 * DAY, "once per node model and site", .optional = true, .otherwise = "each node's under the stack, and its cards'"),
    FIELD(struct delivery, approval_s, SECONDS, 0.0, 3650 * DAY, "by the facility, of third-party hardware; once per node model and site", .optional = true,
          .otherwise = "policy.approval"),
    FIELD(struct delivery, install_s, SECONDS, 0.0, 3650 * DAY, "dock to service", .optional = true, .otherwise = "0 d, and a note"),
    FLAG(struct delivery, serial, no_yes, "lead, qualification and approval one after the other instead of side by side", .absent = "false"),
    FIELD(struct delivery, share, FRACTION, 0.0, 1.0, "part of the pool's nodes", .optional = true, .otherwise = "what the pool's other deliveries leave, in equal parts"),
    FIELD(struct delivery, nodes, COUNT, 1, 1e8, "storage nodes, instead of `share`", .optional = true),
    FIELD(struct delivery, needed_by, DAYS, 0.0, 40000.0, "when it has to stand", .optional = true, .otherwise = "the scenario's"),
};
static const struct field_table delivery_table = FIELD_TABLE_OF("delivery[]", struct delivery, delivery_fields, offsetof(struct delivery, at), "When a pool lands.");

static const struct field policy_fields[] = {
    FLAG(struct policy, third_party_allowed, allowances, "hardware that is not the operator's own", .key = "third_party_hardware", .absent = "allowed"),
    WORD(struct policy, dpu, dpus, "which DPU may be used", .absent = "any"),
    FIELD(struct policy, approval_s, SECONDS, 0.0, 3650 * DAY, "how long the facility takes to approve third-party hardware", .optional = true,
          .otherwise = "models/lead-times/facility-approval, where such hardware is ordered"),
};
static const struct field_table policy_table = FIELD_TABLE_OF("policy", struct policy, policy_fields, offsetof(struct policy, at), "What the site allows.");

static const struct field sizing_fields[] = {
    FIELD(struct sizing, headroom, FRACTION, 0.0, 10.0, "kept on throughput", .absent = "0.10"),
    FIELD(struct sizing, fill_limit, FRACTION, 0.01, 1.0, "part of usable capacity one may fill", .absent = "1.0"),
    FLAG(struct sizing, apply, no_yes, "counts include headroom and fill limit; otherwise they are shown beside", .absent = "false"),
    CHOICE(struct sizing, rack_power, rack_powers, "what a node counts for in a rack", .absent = "max"),
};
static const struct field_table sizing_table = FIELD_TABLE_OF("sizing", struct sizing, sizing_fields, offsetof(struct sizing, at), "How counts are rounded up.");

/* --- requirements --------------------------------------------------------------------------------------- */

static bool read_requirement(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct requirement *requirement = to;
    const bool must = text_equal(field->key, "must");
    if (!node) return true;
    if (requirement->text) {
        diag_error(reader->diags, node->at, DIAG_CONFLICT, "must and should in one requirement; expected one of them");
        return false;
    }
    requirement->level = must ? LEVEL_MUST : LEVEL_SHOULD;
    return requirement_read(reader, node, path, requirement);
}

#define REQUIREMENT(level, ...) \
    CUSTOM(level, read_requirement, "QUANTITY >= VALUE (or >, <=, <)", __VA_ARGS__, .optional = true, .otherwise = "one of must and should")
static const struct field requirement_fields[] = {
    NAME(struct requirement, id, "its name"),
    REQUIREMENT("must", "without it the site fails, as \"read_capability >= 24 TB/s\""),
    REQUIREMENT("should", "wished for"),
    TEXT(struct requirement, statement, "what it means, in words", .optional = true),
    WORD(struct requirement, scope, scopes, "what the number was stated for", .absent = "site"),
    TEXT(struct requirement, source, "who says so, and where", .optional = true),
    WORD(struct requirement, status, states, "is it agreed?", .absent = "open"),
    TEXT(struct requirement, acceptance, "how it is shown to be met, once it stands", .optional = true),
    TEXT(struct requirement, owner, "the role that answers for it", .optional = true),
};
static const struct field_table requirement_table = FIELD_TABLE_OF("requirements[]", struct requirement, requirement_fields, offsetof(struct requirement, at),
    "What is judged. QUANTITY is read_capability, write_capability (bytes/s), usable_capacity (bytes), site_power_peak, storage_power (W), rack_tiles, floor_tiles, "
    "nodes, namespaces, protocols_missing (counts), goodput, read_denied_fraction, write_denied_fraction (fractions), checkpoint_stall or full_at (times).");

/* --- failures --------------------------------------------------------------------------------------------- */

static const struct field maintenance_fields[] = {
    FIELD(struct failures, maintenance_every_s, SECONDS, 1 * MINUTE, 20 * YEAR, "from one failure domain taken out to the next, pools in turn", .key = "every", .optional = true,
          .otherwise = "none is taken out"),
    FIELD(struct failures, maintenance_duration_s, SECONDS, 1.0, YEAR, "how long it is out", .key = "duration", .absent = "4 h"),
};
static const struct field_table maintenance_table =
    FIELD_TABLE_OF("failures.maintenance", struct failures, maintenance_fields, FIELD_NO_PLACE, "Failure domains taken out of service on purpose.");

static const struct field failures_fields[] = {
    FLAG(struct failures, drives, off_on, "at their models' AFR", .absent = "on"),
    FLAG(struct failures, nodes, off_on, "storage nodes and front ends", .absent = "on"),
    FLAG(struct failures, links, off_on, "switch ports and their links: a node of two loses half its network", .absent = "on"),
    FLAG(struct failures, racks, off_on, "whole racks, as by their switch: their nodes with them", .absent = "on"),
    FLAG(struct failures, feeds, off_on, "all feeds of some racks at once", .absent = "off"),
    FIELD(struct failures, node_rate_per_year, PER_YEAR, 0.0, 1000.0, "of one node or front end", .key = "node_rate", .optional = true, .otherwise = "each node's model"),
    FIELD(struct failures, link_rate_per_year, PER_YEAR, 0.0, 1000.0, "of one switch port and its link; flaps of seconds are no failures", .key = "link_rate", .absent = "0.68 %/year", .absent_lo = "0.3 %/year",
          .absent_hi = "1.5 %/year"),
    FIELD(struct failures, rack_rate_per_year, PER_YEAR, 0.0, 1000.0, "of one rack", .key = "rack_rate", .absent = "0.61 %/year", .absent_lo = "0.3 %/year", .absent_hi = "1.2 %/year"),
    FIELD(struct failures, feed_rate_per_year, PER_YEAR, 0.0, 1000.0, "of what all feeds of `racks_per_feed` racks hang from", .key = "feed_rate", .absent = "5 %/year", .absent_lo = "1 %/year", .absent_hi = "20 %/year"),
    FIELD(struct failures, racks_per_feed, COUNT, 1, 1e6, "racks that go dark together", .absent = "20", .absent_lo = "10", .absent_hi = "40"),
    FIELD(struct failures, drive_repair_s, SECONDS, 1.0, 10 * YEAR, "until a failed drive has been swapped", .optional = true, .otherwise = "the stack's `rebuild.replace`"),
    FIELD(struct failures, node_repair_s, SECONDS, 1.0, 10 * YEAR, "until a dead node is back", .absent = "24 h", .absent_lo = "4 h", .absent_hi = "72 h"),
    FIELD(struct failures, link_repair_s, SECONDS, 1.0, 10 * YEAR, "until a link is back", .absent = "4 h", .absent_lo = "1 h", .absent_hi = "24 h"),
    FIELD(struct failures, rack_repair_s, SECONDS, 1.0, 10 * YEAR, "until a rack is back", .absent = "4 h", .absent_lo = "1 h", .absent_hi = "24 h"),
    FIELD(struct failures, feed_repair_s, SECONDS, 1.0, 10 * YEAR, "until a feed is back", .absent = "8 h", .absent_lo = "1 h", .absent_hi = "24 h"),
    FIELD(struct failures, rebuild_after_s, SECONDS, 0.0, YEAR, "from a failure to its rebuild; a node back before, with its data, needs none", .optional = true,
          .otherwise = "the stack's `rebuild.detect`"),
    FIELD(struct failures, rebuild_throttle, FRACTION, 0.001, 1.0, "part of any row in service that a pool's rebuilds may take", .optional = true,
          .otherwise = "the stack's `rebuild.throttle`"),
    FIELD(struct failures, rebuild_weight, NUMBER, 1e-6, 1e9, "bytes/s rebuilt for each byte/s that one GPU gets, where both want it", .optional = true,
          .otherwise = "what the throttle allows is reserved"),
    GROUP("maintenance", maintenance_table, "domains taken out in turn", .optional = true),
};
static const struct field_table failures_table =
    FIELD_TABLE_OF("failures", struct failures, failures_fields, offsetof(struct failures, at), "What breaks while it runs. Repair times may be distributions.");

static void no_quantities(const struct field_table *table, void *to)
{
    for (size_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        const struct quantity none = quantity_absent(field->unit);
        if (field->kind == FIELD_QUANTITY) memcpy((char *)to + field->offset, &none, sizeof none);
        if (field->kind == FIELD_GROUP) no_quantities(field->table, to);
    }
}

/* Its estimates are inputs only where it is asked for. */
static bool read_failures(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct failures *failures = &((struct scenario *)to)->failures;
    *failures = (struct failures){.on = node != NULL};
    if (node) return field_read(reader, field->table, node, node->at, path, failures);
    no_quantities(field->table, failures);
    return true;
}

/* --- study ------------------------------------------------------------------------------------------------ */

static bool read_warm_up(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct study *study = to;
    const struct quantity_rule rule = {"warm_up", UNIT_SECONDS, 0.0, 20 * YEAR, NULL};
    int index;
    (void)field;
    study->warm_up_s = quantity_absent(UNIT_SECONDS);
    study->warm_up_auto = !node || is_the_word(node, "auto");
    if (study->warm_up_auto) return true;
    if (looks_like_word(node)) return field_choose(reader, node, "warm_up", autos, &index);
    return quantity_read(reader, node, &rule, path, &study->warm_up_s);
}

static bool read_seed(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct study *study = to;
    (void)field;
    (void)path;
    study->seed = 1;
    if (!node) return true;
    if (node->kind == YAML_TEXT && node->length > 0 && node->length <= 20 && strspn(node->text, "0123456789") == node->length) {
        errno = 0;
        study->seed = strtoull(node->text, NULL, 10);
        if (errno == 0) return true;
    }
    diag_error(reader->diags, node->at, node->kind == YAML_TEXT ? DIAG_BAD_NUMBER : DIAG_WRONG_TYPE, "seed: %s; expected a whole number from 0 to 18446744073709551615",
               yaml_tree_shown(node, reader->arena));
    return false;
}

/* A plain date into a double; NAN when it isn't said. */
static bool read_day(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    double *days = (double *)(void *)((char *)to + field->offset);
    (void)path;
    *days = (double)NAN;
    if (!node) return true;
    if (node->kind != YAML_TEXT || node->length == 0 || yaml_tree_is_null(node)) return field_wrong_type(reader, node, field->key, units_expected(UNIT_DAYS));
    return quantity_read_text(reader, node->text, node->length, node->at, field->key, UNIT_DAYS, days);
}
#define DATE(owner, word, field, ...) \
    {.kind = FIELD_CUSTOM, .key = word, .offset = offsetof(owner, field), .read = read_day, .takes = "a date, as in 2026-01-15", .optional = true, __VA_ARGS__}

static const char *const precise_quantities[] = {"goodput", "delivered_read", "delivered_write", "site_power", "checkpoint_duration", NULL};
static const struct field study_fields[] = {
    DATE(struct study, "start", start_days, .otherwise = "none: all stands from the start",
        .meaning = "date of simulated time 0: deliveries and arrivals of GPUs land while it runs, each replication with a draw of their dates of its own"),
    FIELD(struct study, length_s, SECONDS, 1 * MINUTE, 20 * YEAR, "simulated time", .absent = "30 d"),
    {.kind = FIELD_CUSTOM, .key = "warm_up", .read = read_warm_up, .takes = "auto, or a time, as in 1 d", .optional = true, .otherwise = "auto",
     .meaning = "left out of statistics; auto is found by MSER-5, and nothing with `start`"},
    FIELD(struct study, replications, COUNT, 1, 1e6, "runs with other chance; with `precision`, the most", .absent = "20"),
    FIELD(struct study, precision, FRACTION, 1e-6, 1.0, "no more are run once half the 95 % interval is at most this part of the mean", .optional = true, .otherwise = "all are run"),
    CHOICE(struct study, precision_of, precise_quantities, "which mean", .absent = "goodput"),
    FLAG(struct study, antithetic, no_yes, "replications in pairs: the second draws 1 - u where the first draws u", .absent = "false"),
    {.kind = FIELD_CUSTOM, .key = "seed", .read = read_seed, .takes = "a whole number", .optional = true, .otherwise = "1", .meaning = "of all chance"},
    CHOICE(struct study, load, loads, "constant: bursts, jitter, interruptions and failures off, all stands", .absent = "varying"),
    FIELD(struct study, jitter, FRACTION, 0.0, 10.0, "relative standard deviation of a step's time", .absent = "0"),
    CHOICE(struct study, jitter_law, jitter_laws, "exponential: now and then a rank is far behind", .absent = "normal"),
    FIELD(struct study, delivery_draws, COUNT, 100, 1e5, "samples of the delivery dates", .absent = "20000"),
};
static const struct field_table study_table = FIELD_TABLE_OF("study", struct study, study_fields, offsetof(struct study, at), "How it is simulated.");

/* --- the top ------------------------------------------------------------------------------------------------ */

static const struct field top_fields[] = {
    IGNORED("exasite", "1", "version of the format"),
    IGNORED("extends", "a file, from this file's folder", "what this file changes; maps merge, lists by name, pool or id, null takes out", .otherwise = "nothing"),
    TEXT(struct scenario, name, "a title for people"),
    TEXT(struct scenario, question, "what it asks, in one line", .optional = true),
    TEXT(struct scenario, decision, "what is to be decided, by which role and when: the first line of the requirements document", .optional = true),
    DATE(struct scenario, "as_of", as_of_days, .otherwise = "the latest delivery.committed", .meaning = "date of the plan"),
    DATE(struct scenario, "needed_by", needed_by_days, .otherwise = "not said", .meaning = "when the site has to stand: deliveries are judged by it"),
    TABLE(struct scenario, site, site_table, "the site"),
    TABLE(struct scenario, demand, demand_table, "what it must carry"),
    LIST(struct scenario, jobs, job_table, "what trains there", .optional = true),
    {.kind = FIELD_LIST, .key = "storage", .offset = offsetof(struct scenario, pools), .count_offset = offsetof(struct scenario, n_pools), .table = &pool_table,
     .least_items = 1, .meaning = "the pools"},
    {.kind = FIELD_LIST, .key = "delivery", .offset = offsetof(struct scenario, deliveries), .count_offset = offsetof(struct scenario, n_deliveries),
     .table = &delivery_table, .optional = true, .meaning = "when they land"},
    TABLE(struct scenario, policy, policy_table, "what is allowed", .optional = true),
    TABLE(struct scenario, sizing, sizing_table, "how counts are rounded up", .optional = true),
    LIST(struct scenario, requirements, requirement_table, "what is judged", .optional = true),
    LIST(struct scenario, questions, people_tables_question, "what is open", .optional = true),
    LIST(struct scenario, risks, people_tables_risk, "what may come otherwise", .optional = true),
    {.kind = FIELD_CUSTOM, .key = "failures", .read = read_failures, .takes = "a map: `failures`", .table = &failures_table, .optional = true, .otherwise = "nothing fails",
     .meaning = "what breaks while it runs"},
    TABLE(struct scenario, study, study_table, "how it is simulated", .optional = true),
};
const struct field_table scenario_tables_top = FIELD_TABLE_OF("scenario", struct scenario, top_fields, FIELD_NO_PLACE, "scenarios/: the question.");
