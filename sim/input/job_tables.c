#include "input/job_tables.h"

#include <string.h>

#include "input/quantity.h"
#include "input/scale.h"

static const char *const modes[] = {"", "sync", "async", "two_tier", NULL};
static const char *const optimals[] = {"optimal", NULL};

/* --- checkpoints --------------------------------------------------------------------------------------- */

static bool read_every(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct job_checkpoint *checkpoint = to;
    const struct quantity_rule rule = {"every", UNIT_SECONDS, 1.0, YEAR, NULL};
    int index;
    (void)field;
    checkpoint->every_s = quantity_absent(UNIT_SECONDS);
    checkpoint->every_optimal = !node || field_is_word(node, "optimal");
    if (checkpoint->every_optimal) return true;
    if (field_looks_like_word(node)) return field_choose(reader, node, "every", optimals, &index);
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

/* --- restarts ------------------------------------------------------------------------------------------ */

static const struct field restart_fields[] = {
    FIELD(struct job_restart, detect_s, SECONDS, 0.0, DAY, "until an interruption is noticed", .absent = "60 s", .absent_lo = "10 s", .absent_hi = "600 s"),
    FIELD(struct job_restart, restart_s, SECONDS, 0.0, DAY, "from there until GPUs begin to load", .absent = "180 s", .absent_lo = "60 s", .absent_hi = "900 s"),
    FIELD(struct job_restart, spares, COUNT, 0, 1e8, "hot spare GPUs of each such job: GPUs of the site that no job has", .absent = "0"),
    FIELD(struct job_restart, weights_bytes_per_parameter, NUMBER, 0.0, 100.0, "read by each of `readers`; the rest of a checkpoint is read once", .absent = "2"),
    FIELD(struct job_restart, readers, COUNT, 0, 1e8, "replicas that read the weights on their own; the job's GPUs at most", .absent = "64", .absent_lo = "1", .absent_hi = "256"),
};
const struct field_table job_tables_restart =
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

/* --- the job ------------------------------------------------------------------------------------------- */

static const struct field job_fields[] = {
    NAME(struct job, name, "its name"),
    FIELD(struct job, count, COUNT, 1, 1e6, "identical jobs", .absent = "1"),
    FIELD(struct job, gpus, COUNT, 1, 1e8, "of each"),
    FIELD(struct job, read_bytes_per_s, BYTES_PER_S, 0.0, FASTEST, "of one such job at peak", .optional = true, .otherwise = "its GPUs' share of the site's"),
    FIELD(struct job, weight, NUMBER, 1e-6, 1e6, "per GPU, in sharing what is scarce", .absent = "1"),
    {.kind = FIELD_CUSTOM, .key = "checkpoint", .read = read_job_checkpoint, .takes = "a map: `jobs[].checkpoint`", .table = &job_checkpoint_table, .optional = true,
     .otherwise = "it writes none", .meaning = "how it saves its state"},
    {.kind = FIELD_CUSTOM, .key = "restart", .read = read_restart, .takes = "a map: `jobs[].restart`", .table = &job_tables_restart, .optional = true,
     .otherwise = "the defaults of its keys, where something is interrupted", .meaning = "how it comes back after an interruption"},
    FIELD(struct job, work_s, SECONDS, 1.0, 100 * YEAR, "useful time after which it is done: results say how long that took", .optional = true, .otherwise = "it never ends"),
};
const struct field_table job_tables_top = FIELD_TABLE_OF("jobs[]", struct job, job_fields, offsetof(struct job, at), "A training job, or several alike.");
