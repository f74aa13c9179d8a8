#include "input/scenario_tables.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/failure_tables.h"
#include "input/job_tables.h"
#include "input/people_tables.h"
#include "input/pool_tables.h"
#include "input/quantity.h"
#include "input/requirement.h"
#include "input/scale.h"
#include "input/site_tables.h"
#include "types/diag_codes.h"

static const char *const no_yes[] = {"false", "true", NULL};
static const char *const coincidences[] = {"simultaneous", "separate", NULL};
static const char *const fills[] = {"background", "none", NULL};
static const char *const allowances[] = {"forbidden", "allowed", NULL};
static const char *const dpus[] = {"any", "bluefield", "fungible", "none", NULL};
static const char *const rack_powers[] = {"max", "nameplate", NULL};
static const char *const loads[] = {"varying", "constant", NULL};
static const char *const jitter_laws[] = {"normal", "exponential", NULL};
static const char *const autos[] = {"auto", NULL};
static const char *const scopes[] = {"gpu", "site", "aggregate", NULL};
static const char *const states[] = {"open", "confirmed", NULL};

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

/* --- study ------------------------------------------------------------------------------------------------ */

static bool read_warm_up(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct study *study = to;
    const struct quantity_rule rule = {"warm_up", UNIT_SECONDS, 0.0, 20 * YEAR, NULL};
    int index;
    (void)field;
    study->warm_up_s = quantity_absent(UNIT_SECONDS);
    study->warm_up_auto = !node || field_is_word(node, "auto");
    if (study->warm_up_auto) return true;
    if (field_looks_like_word(node)) return field_choose(reader, node, "warm_up", autos, &index);
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
    FIELD(struct study, ab_spread, FRACTION, 1e-4, 1.0, "of an A/B test: relative standard deviation of one measured run, by which `compare` counts runs; `calibrate` measures it", .optional = true,
        .otherwise = "3 %, an assumption of 1 to 10 %"),
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
    TABLE(struct scenario, site, site_tables_top, "the site"),
    TABLE(struct scenario, demand, demand_table, "what it must carry"),
    LIST(struct scenario, jobs, job_tables_top, "what trains there", .optional = true),
    {.kind = FIELD_LIST, .key = "storage", .offset = offsetof(struct scenario, pools), .count_offset = offsetof(struct scenario, n_pools), .table = &pool_tables_top,
     .least_items = 1, .meaning = "the pools"},
    {.kind = FIELD_LIST, .key = "delivery", .offset = offsetof(struct scenario, deliveries), .count_offset = offsetof(struct scenario, n_deliveries),
     .table = &delivery_table, .optional = true, .meaning = "when they land"},
    TABLE(struct scenario, policy, policy_table, "what is allowed", .optional = true),
    TABLE(struct scenario, sizing, sizing_table, "how counts are rounded up", .optional = true),
    LIST(struct scenario, requirements, requirement_table, "what is judged", .optional = true),
    LIST(struct scenario, questions, people_tables_question, "what is open", .optional = true),
    LIST(struct scenario, risks, people_tables_risk, "what may come otherwise", .optional = true),
    {.kind = FIELD_CUSTOM, .key = "failures", .read = failure_tables_read, .takes = "a map: `failures`", .table = &failure_tables_top, .optional = true, .otherwise = "nothing fails",
     .meaning = "what breaks while it runs"},
    TABLE(struct scenario, study, study_table, "how it is simulated", .optional = true),
};
const struct field_table scenario_tables_top = FIELD_TABLE_OF("scenario", struct scenario, top_fields, FIELD_NO_PLACE, "scenarios/: the question.");
