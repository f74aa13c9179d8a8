#include "input/catalog_tables.h"

#include <math.h>

#include "base/text.h"
#include "input/power_levels.h"
#include "input/scale.h"
#include "types/diag_codes.h"

/* --- words ----------------------------------------------------------------------------------- */

static const char *const no_yes[] = {"false", "true", NULL};
static const char *const media_words[] = {"hdd", "qlc", "tlc", "scm", NULL};
static const char *const nic_roles[] = {"nic", "dpu", "controller", NULL};
static const char *const qualifications[] = {"qualified", "in_progress", "not_started", NULL};
static const char *const forms[] = {"eia19", "ou21", NULL};
static const char *const feeds[] = {"ac", "dc48", NULL};
static const char *const node_roles[] = {"storage", "front_end", NULL};
static const char *const node_kinds[] = {"server", "enclosure", "vm", "service", NULL};
static const char *const sold_as_words[] = {"node", "rack", "scale_unit", NULL};
static const char *const part_kinds[] = {"cable", "optic", "pdu", "cord", NULL};
static const char *const drive_uses[] = {"data", "buffer", NULL};
static const char *const code_families[] = {"reed_solomon", "lrc", "locally_decodable", "replication", NULL};
static const char *const states[] = {"available", "planned", NULL};
const char *const catalog_tables_front_ends[] = {"none", "colocated", "separate", NULL};
const char *const catalog_tables_write_paths[] = {"direct_encode", "replicate_then_encode", "buffer_then_migrate", NULL};
const char *const catalog_tables_failure_domains[] = {"node", "rack", NULL};
const char *const catalog_tables_protocols[] = {"blob", "nfs", "gds", "s3", NULL};

#define HEAD(type) \
    IGNORED("exasite", "1", "version of the format; each file states its own"), \
    IGNORED("kind", "the kind's word", "what the file describes, as its folder says"), \
    {.kind = FIELD_NAME, .key = "name", .offset = offsetof(type, head.name), .meaning = "the file's name without .yaml"}, \
    {.kind = FIELD_TEXT, .key = "description", .offset = offsetof(type, head.description), .absent = "", .otherwise = "none", .meaning = "one line for people"}, \
    {.kind = FIELD_TEXT, .key = "part", .offset = offsetof(type, head.part), .absent = "", .otherwise = "unknown", .meaning = "the maker's part number"}

#define KIND_TABLE(title, type, list, ...) FIELD_TABLE_OF(title, type, list, offsetof(type, head.at), __VA_ARGS__)

/* --- drives, NICs ------------------------------------------------------------------------------ */

static const struct field drive_fields[] = {
    HEAD(struct drive_model),
    CHOICE(struct drive_model, media, media_words, "what it is made of"),
    FIELD(struct drive_model, capacity_bytes, BYTES, 1 * GB, 10 * PB, "what the host may address"),
    FIELD(struct drive_model, read_bytes_per_s, BYTES_PER_S, 1 * MB, 1 * TB, "under the site's many concurrent streams, not one sequential reader"),
    FIELD(struct drive_model, write_bytes_per_s, BYTES_PER_S, 1 * MB, 1 * TB, "likewise"),
    FIELD(struct drive_model, sequential_read_bytes_per_s, BYTES_PER_S, 1 * MB, 1 * TB, "one sequential reader, for the record", .optional = true),
    FIELD(struct drive_model, idle_w, WATTS, 0.0, 1000.0, "powered, no I/O"),
    FIELD(struct drive_model, active_w, WATTS, 0.0, 1000.0, "under load"),
    FIELD(struct drive_model, afr_per_year, PER_YEAR, 0.0, 1.0, "annualised failure rate"),
    FIELD(struct drive_model, dwpd_per_day, PER_DAY, 0.0, 1000.0, "rated drive writes per day (flash)", .optional = true),
    FIELD(struct drive_model, workload_bytes_per_year, BYTES_PER_YEAR, 0.0, 1000 * PB, "rated bytes read and written (disk)", .optional = true),
    FIELD(struct drive_model, price_dollars, DOLLARS, 0.0, 1e6, "of one", .optional = true),
    FIELD(struct drive_model, rated_life_s, SECONDS, DAY, 36500 * DAY, "the time that `dwpd` is rated for", .absent = "1825 d"),
};
static const struct field_table drive_table = KIND_TABLE("drive", struct drive_model, drive_fields, "models/drives: a disk or flash drive.");

static const struct field nic_fields[] = {
    HEAD(struct nic_model),
    CHOICE(struct nic_model, role, nic_roles, "controller: a DPU that is the box's storage controller, which no card can replace"),
    NAME(struct nic_model, family, "connectx, bluefield, fungible or another: what policy.dpu speaks of"),
    FIELD(struct nic_model, line_bytes_per_s, BYTES_PER_S, 1 * MB, 10 * TB, "line rate of all ports of one card, each way"),
    FIELD(struct nic_model, pcie_bytes_per_s, BYTES_PER_S, 1 * MB, 10 * TB, "raw host bus, one way", .optional = true, .otherwise = "no cap"),
    FIELD(struct nic_model, pcie_efficiency, FRACTION, 0.1, 1.0, "what packet headers leave of the bus", .absent = "0.87"),
    FIELD(struct nic_model, typical_w, WATTS, 0.0, 2000.0, "in use"),
    FIELD(struct nic_model, max_w, WATTS, 0.0, 2000.0, "at most"),
    CHOICE(struct nic_model, qualification, qualifications, "how far the site's operator is with it"),
    FIELD(struct nic_model, qualification_time_s, SECONDS, 0.0, 3650 * DAY, "still to go", .optional = true),
    FIELD(struct nic_model, price_dollars, DOLLARS, 0.0, 1e6, "of one", .optional = true),
};
static const struct field_table nic_table = KIND_TABLE("nic", struct nic_model, nic_fields, "models/nics: a network card or DPU.");

/* --- nodes -------------------------------------------------------------------------------------- */

static const struct field node_drive_fields[] = {
    MODEL(struct node_drives, drive, DRIVE, "which"),
    FIELD(struct node_drives, count, COUNT, 1, 1e5, "how many in a node"),
    CHOICE(struct node_drives, use, drive_uses, "buffer: write buffer and metadata, no data", .absent = "data"),
};
static const struct field_table node_drive_table =
    FIELD_TABLE_OF("drives[]", struct node_drives, node_drive_fields, offsetof(struct node_drives, at), "Drives of one kind in a node.");

static const struct field node_nic_fields[] = {
    MODEL(struct node_nics, nic, NIC, "which"),
    FIELD(struct node_nics, count, COUNT, 1, 1e4, "how many in a node"),
};
static const struct field_table node_nic_table =
    FIELD_TABLE_OF("nics[]", struct node_nics, node_nic_fields, offsetof(struct node_nics, at), "Cards of one kind in a node.");

static const struct field qualification_fields[] = {
    NAME(struct node_qualification, stack_vendor, "vendor of the stack", .key = "stack"),
    FIELD(struct node_qualification, time_s, SECONDS, 0.0, 3650 * DAY, "work still to do before this stack may run on it"),
};
static const struct field_table qualification_table =
    FIELD_TABLE_OF("qualification[]", struct node_qualification, qualification_fields, FIELD_NO_PLACE, "Work by stack vendor; an absent vendor means none.");

/* A storage node fails less often than a GPU node's 2.3 to 6.5 in 1000 days. Most come back with their drives whole. */
static const struct field failures_fields[] = {
    FIELD(struct node_model, dead_per_day, PER_DAY, 0.0, 1.0, "whole-node failures of one node", .key = "dead", .absent = "0.0007/day",
          .absent_lo = "0.0002/day", .absent_hi = "0.002/day"),
    FIELD(struct node_model, data_lost, FRACTION, 0.0, 1.0, "of these failures, those after which the drives' data must be rebuilt", .absent = "10 %",
          .absent_lo = "1 %", .absent_hi = "100 %"),
};
static const struct field_table failures_table =
    FIELD_TABLE_OF("failures", struct node_model, failures_fields, FIELD_NO_PLACE, "How nodes fail as a whole; drives fail by their own rate.");

static const struct field node_fields[] = {
    HEAD(struct node_model),
    CHOICE(struct node_model, role, node_roles, "front_end: computes for clients and holds no data", .absent = "storage"),
    CHOICE(struct node_model, kind, node_kinds, "what one unit is", .key = "type", .absent = "server"),
    TEXT(struct node_model, family, "what options are grouped by, as in \"ODM capacity\"", .optional = true, .otherwise = "its name"),
    MODEL_NAME(struct node_model, mix_with, NODE, "a node that may stand beside it in one pool: half of the count that a site of it alone would take, the rest of these", .optional = true,
               .otherwise = "no such option"),
    FLAG(struct node_model, third_party, no_yes, "not the operator's own hardware", .absent = "false"),
    CHOICE(struct node_model, form, forms, "width it is built for"),
    CHOICE(struct node_model, feed, feeds, "current it takes"),
    FIELD(struct node_model, ru, NUMBER, 0.1, 100.0, "height in rack units"),
    FIELD(struct node_model, kg, KILOGRAMS, 0.0, 5000.0, "mass, drives included", .key = "kg"),
    LIST(struct node_model, drives, node_drive_table, "what it holds", .optional = true),
    FIELD(struct node_model, raw_bytes, BYTES, 1 * GB, 1000 * PB, "capacity of the data media", .key = "raw_capacity", .optional = true,
          .otherwise = "sum of data drives"),
    FIELD(struct node_model, media_read_bytes_per_s, BYTES_PER_S, 1 * MB, 1000 * TB, "all data media of a node", .optional = true,
          .otherwise = "sum over data drives"),
    FIELD(struct node_model, media_write_bytes_per_s, BYTES_PER_S, 1 * MB, 1000 * TB, "all data media of a node", .optional = true,
          .otherwise = "sum over data drives"),
    LIST(struct node_model, nics, node_nic_table, "its network cards", .least_items = 1),
    FIELD(struct node_model, software_read_bytes_per_s, BYTES_PER_S, 1 * MB, 1000 * TB, "limit of processors and code, before east-west traffic",
          .optional = true, .otherwise = "no limit"),
    FIELD(struct node_model, software_write_bytes_per_s, BYTES_PER_S, 1 * MB, 1000 * TB, "likewise", .optional = true, .otherwise = "no limit"),
    FIELD(struct node_model, idle_w, WATTS, 0.0, 1e6, "at the rack inlet, cards and drives included"),
    FIELD(struct node_model, max_w, WATTS, 0.0, 1e6, "at the rack inlet, at most"),
    FIELD(struct node_model, nameplate_w, WATTS, 0.0, 1e6, "what its power supplies may draw at most", .optional = true, .otherwise = "`max` stands in"),
    FIELD(struct node_model, ports, COUNT, 0, 1e4, "switch ports it takes", .optional = true, .otherwise = "number of cards"),
    FIELD(struct node_model, vms_per_host, COUNT, 1, 1e4, "type vm: ru, kg and watts are then those of one host", .absent = "1"),
    CHOICE(struct node_model, sold_as, sold_as_words, "the least one can buy", .absent = "node"),
    FIELD(struct node_model, sold_count, COUNT, 1, 1e6, "nodes in the rack or scale unit", .optional = true, .otherwise = "needed unless sold as nodes"),
    LIST(struct node_model, qualification, qualification_table, "work before a stack may run on it", .optional = true),
    NAMES(struct node_model, stacks, "stacks that run on it (for a front end: that it serves): with them it is an option where a policy rules others out", .optional = true,
          .otherwise = "it is no option"),
    FIELD(struct node_model, lead_time_s, SECONDS, 0.0, 3650 * DAY, "order to dock", .optional = true, .otherwise = "that of `lead_time_model`"),
    MODEL_NAME(struct node_model, lead_time_model, LEAD_TIME, "lead time shared with others", .optional = true),
    FIELD(struct node_model, first_available, DAYS, 0.0, 40000.0, "first date one can have it", .optional = true, .otherwise = "unknown"),
    FIELD(struct node_model, price_dollars, DOLLARS, 0.0, 1e9, "of one, without the drives and cards listed", .optional = true, .otherwise = "unknown"),
    FIELD(struct node_model, cords, COUNT, 0, 100, "power cords", .absent = "2"),
    GROUP("failures", failures_table, "how nodes fail as a whole", .optional = true, .otherwise = "the defaults below"),
};
static const struct field_table node_table = KIND_TABLE("node", struct node_model, node_fields,
    "models/nodes: what racks are filled with. Limits are before the code: only the stack knows amplification.");

static bool missing(struct diags *diags, struct place at, const char *what)
{
    diag_error(diags, at, DIAG_MISSING_KEY, "%s", what);
    return false;
}

static bool node_is_sound(const void *model, struct diags *diags)
{
    const struct node_model *node = model;
    bool ok = true, has_data = false;
    for (int i = 0; i < node->n_drives; i++) has_data = has_data || node->drives[i].use == DRIVE_DATA;
    if (node->sold_as != SOLD_NODE && !node->sold_count.given)
        ok = missing(diags, node->head.at, "`sold_count` is missing: nodes in the rack or scale unit it is sold as");
    if (node->role == NODE_STORAGE && !has_data && !node->raw_bytes.given)
        ok = missing(diags, node->head.at, "a storage node without data drives needs `raw_capacity`");
    if (node->role == NODE_STORAGE && !has_data && !(node->media_read_bytes_per_s.given && node->media_write_bytes_per_s.given))
        ok = missing(diags, node->head.at, "a storage node without data drives needs `media_read` and `media_write`");
    if (node->kind != NODE_VM && node->vms_per_host.given && node->vms_per_host.value > 1) {
        diag_error(diags, node->vms_per_host.at, DIAG_CONFLICT, "vms_per_host is for type: vm");
        ok = false;
    }
    if (node->idle_w.value > node->max_w.value) {
        diag_error(diags, node->idle_w.at, DIAG_CONFLICT, "idle is above max");
        ok = false;
    }
    return ok;
}

/* --- stacks --------------------------------------------------------------------------------------- */

static const struct field cost_fields[] = {
    FIELD(struct cost, fixed, NUMBER, -10.0, 100.0, "per client byte", .absent = "0"),
    FIELD(struct cost, encoded, NUMBER, -10.0, 100.0, "per client byte after the code: times 1 / code efficiency", .absent = "0"),
};
static const struct field_table cost_table = {
    .name = "cost", .fields = cost_fields, .n_fields = 2, .size = sizeof(struct cost), .at_offset = FIELD_NO_PLACE, .bare = "fixed",
    .meaning = "What one client byte costs on a resource: fixed + encoded / code efficiency.",
};
#define COST(name, ...) TABLE(struct role_cost, name, cost_table, __VA_ARGS__, .optional = true, .otherwise = "0")
static const struct field role_cost_fields[] = {
    COST(media_read, "bytes read from data media"),
    COST(media_write, "bytes written to data media"),
    COST(buffer, "bytes written to the write buffer"),
    COST(tx, "bytes sent"),
    COST(rx, "bytes received"),
    COST(software, "bytes that pass the software's limit"),
};
static const struct field_table role_cost_table =
    FIELD_TABLE_OF("costs", struct role_cost, role_cost_fields, FIELD_NO_PLACE, "What one client byte costs the nodes of a role, all together.");

static const struct field read_cost_fields[] = {
    TABLE(struct stack_path, read_storage, role_cost_table, "of the storage nodes", .key = "storage"),
    TABLE(struct stack_path, read_front_end, role_cost_table, "of separate front ends", .key = "front_end", .optional = true),
};
static const struct field write_cost_fields[] = {
    TABLE(struct stack_path, write_storage, role_cost_table, "of the storage nodes", .key = "storage"),
    TABLE(struct stack_path, write_front_end, role_cost_table, "of separate front ends", .key = "front_end", .optional = true),
};
static const struct field_table read_cost_table =
    FIELD_TABLE_OF("paths[].read", struct stack_path, read_cost_fields, FIELD_NO_PLACE, "Costs of one byte read, per role.");
static const struct field_table write_cost_table =
    FIELD_TABLE_OF("paths[].write", struct stack_path, write_cost_fields, FIELD_NO_PLACE, "Costs of one byte written, per role.");

static const struct field path_fields[] = {
    CHOICE(struct stack_path, front_end, catalog_tables_front_ends, "which boxes meet the clients"),
    CHOICE(struct stack_path, write_path, catalog_tables_write_paths, "what becomes of a byte written"),
    GROUP("read", read_cost_table, "costs of reading"),
    GROUP("write", write_cost_table, "costs of writing"),
};
static const struct field_table path_table =
    FIELD_TABLE_OF("paths[]", struct stack_path, path_fields, offsetof(struct stack_path, at), "A way the stack may be built; the first is the default.");

static const struct field code_fields[] = {
    CHOICE(struct stack_code, family, code_families, "how strips are coded and repaired"),
    FIELD(struct stack_code, data, COUNT, 1, 10000, "data strips of the widest stripe; replication: 1"),
    FIELD(struct stack_code, parity, COUNT, 0, 1000, "parity strips; replication: copies - 1"),
    FIELD(struct stack_code, min_data, COUNT, 1, 10000, "data strips of the narrowest stripe", .optional = true, .otherwise = "`data`: a fixed width"),
    FIELD(struct stack_code, repair_reads, NUMBER, 0.001, 10000.0, "strips read to repair one; below 1 a fraction of the data strips", .optional = true,
          .otherwise = "`data`"),
    FIELD(struct stack_code, survive, COUNT, 0, 100, "failure domains to survive", .absent = "1"),
    FIELD(struct stack_code, min_domains, COUNT, 1, 100000, "domains the placement rule needs", .optional = true,
          .otherwise = "width / floor(parity / survive), rounded up"),
};
static const struct field_table code_table = FIELD_TABLE_OF("code", struct stack_code, code_fields, FIELD_NO_PLACE, "The code that protects the data.");

static const struct field protocol_fields[] = {
    WORD(struct stack_protocol, name, catalog_tables_protocols, "which"),
    FLAG(struct stack_protocol, planned, states, "planned: promised, not there", .key = "state", .absent = "available"),
    FIELD(struct stack_protocol, payload_efficiency, FRACTION, 0.1, 1.0, "payload's part of the line rate on this path"),
};
static const struct field_table protocol_table =
    FIELD_TABLE_OF("protocols[]", struct stack_protocol, protocol_fields, FIELD_NO_PLACE, "A protocol the stack speaks.");

static const struct field max_cluster_fields[] = {
    FIELD(struct stack_model, max_nodes, COUNT, 1, 1e9, "storage nodes", .key = "nodes", .optional = true, .otherwise = "no limit"),
    FIELD(struct stack_model, max_front_ends, COUNT, 1, 1e9, "separate front ends", .key = "front_ends", .optional = true, .otherwise = "no limit"),
    FIELD(struct stack_model, max_bytes, BYTES, 1 * TB, 1e6 * EB, "usable", .key = "capacity", .optional = true, .otherwise = "no limit"),
};
static const struct field_table max_cluster_table =
    FIELD_TABLE_OF("max_cluster", struct stack_model, max_cluster_fields, FIELD_NO_PLACE, "The largest cluster; a pool beyond it has several namespaces.");

static const struct field rebuild_fields[] = {
    FIELD(struct stack_model, rebuild_throttle, FRACTION, 0.001, 1.0, "of every capacity of the pool, what a rebuild may take", .key = "throttle", .absent = "20 %",
          .absent_lo = "5 %", .absent_hi = "50 %"),
    FIELD(struct stack_model, rebuild_detect_s, SECONDS, 0.0, 30 * DAY, "from a failure until its rebuild begins", .key = "detect", .absent = "15 min",
          .absent_lo = "1 min", .absent_hi = "1 h"),
    FIELD(struct stack_model, rebuild_replace_s, SECONDS, 0.0, 365 * DAY, "until a failed drive has been swapped", .key = "replace", .absent = "7 d",
          .absent_lo = "1 d", .absent_hi = "30 d"),
};
static const struct field_table rebuild_table =
    FIELD_TABLE_OF("rebuild", struct stack_model, rebuild_fields, FIELD_NO_PLACE, "How what a failure took is rebuilt, from the rest of the pool into its spare room.");

static const struct field stack_fields[] = {
    HEAD(struct stack_model),
    NAME(struct stack_model, vendor, "azure, vast, generic, meta, deepseek or another"),
    TABLE(struct stack_model, code, code_table, "how data is protected"),
    FIELD(struct stack_model, reserve, FRACTION, 0.0, 0.9, "of capacity, kept back"),
    FIELD(struct stack_model, min_nodes, COUNT, 1, 1e6, "storage nodes of the smallest cluster", .absent = "1"),
    GROUP("max_cluster", max_cluster_table, "limits of one cluster", .optional = true, .otherwise = "no limit"),
    CHOICE(struct stack_model, failure_domain, catalog_tables_failure_domains, "what fails as one", .absent = "node"),
    LIST(struct stack_model, protocols, protocol_table, "what it speaks", .least_items = 1),
    LIST(struct stack_model, paths, path_table, "the ways it may be built", .least_items = 1),
    GROUP("rebuild", rebuild_table, "how losses are rebuilt", .optional = true, .otherwise = "the defaults below"),
};
static const struct field_table stack_table = KIND_TABLE("stack", struct stack_model, stack_fields, "models/stacks: the software that makes a pool of nodes.");

static bool paths_differ(const struct stack_model *stack, struct diags *diags)
{
    bool ok = true;
    for (int i = 0; i < stack->n_paths; i++)
        for (int k = 0; k < i; k++) {
            if (stack->paths[i].front_end != stack->paths[k].front_end || stack->paths[i].write_path != stack->paths[k].write_path) continue;
            diag_error(diags, stack->paths[i].at, DIAG_DUPLICATE_NAME, "the path %s, %s stands here twice, first at line %d",
                       catalog_tables_front_ends[stack->paths[i].front_end], catalog_tables_write_paths[stack->paths[i].write_path],
                       (int)stack->paths[k].at.line);
            ok = false;
            break;
        }
    return ok;
}

static bool protocols_differ(const struct stack_model *stack, struct diags *diags)
{
    bool ok = true;
    for (int i = 0; i < stack->n_protocols; i++)
        for (int k = 0; k < i; k++) {
            if (!text_equal(stack->protocols[i].name, stack->protocols[k].name)) continue;
            diag_error(diags, stack->protocols[i].payload_efficiency.at, DIAG_DUPLICATE_NAME, "the protocol %s stands here twice",
                       stack->protocols[i].name);
            ok = false;
            break;
        }
    return ok;
}

static bool stack_is_sound(const void *model, struct diags *diags)
{
    const struct stack_model *stack = model;
    const struct stack_code *code = &stack->code;
    bool ok = paths_differ(stack, diags);
    ok = protocols_differ(stack, diags) && ok;
    if (code->min_data.given && code->min_data.value > code->data.value) {
        diag_error(diags, code->min_data.at, DIAG_CONFLICT, "the narrowest stripe's data strips are more than the widest's, %.0f", code->data.value);
        ok = false;
    }
    if (code->survive.value > code->parity.value) {
        diag_error(diags, code->survive.given ? code->survive.at : code->parity.at, DIAG_CONFLICT,
                   "%.0f failure domains to survive with %.0f parity strips", code->survive.value, code->parity.value);
        ok = false;
    }
    return ok;
}

/* --- parts ---------------------------------------------------------------------------------------- */

static const struct field part_fields[] = {
    HEAD(struct part_model),
    CHOICE(struct part_model, kind, part_kinds, "what it is", .key = "type"),
    FIELD(struct part_model, kg, KILOGRAMS, 0.0, 1000.0, "mass", .key = "kg", .optional = true),
    FIELD(struct part_model, price_dollars, DOLLARS, 0.0, 1e6, "of one", .optional = true, .otherwise = "unknown"),
    FIELD(struct part_model, lead_time_s, SECONDS, 0.0, 3650 * DAY, "order to dock", .optional = true, .otherwise = "that of `lead_time_model`"),
    MODEL_NAME(struct part_model, lead_time_model, LEAD_TIME, "lead time shared with others", .optional = true),
};
static const struct field_table part_table =
    KIND_TABLE("part", struct part_model, part_fields, "models/parts: what is bought by the piece beside boxes: cables, optics, power distribution units of racks, cords.");

/* --- switches, racks, facilities, GPUs, lead times --------------------------------------------------- */

static const struct field switch_fields[] = {
    HEAD(struct switch_model),
    FIELD(struct switch_model, ru, NUMBER, 0.1, 100.0, "height in rack units"),
    FIELD(struct switch_model, ports, COUNT, 1, 1e4, "how many"),
    FIELD(struct switch_model, port_bytes_per_s, BYTES_PER_S, 1 * MB, 1 * TB, "line rate of a port, each way"),
    FIELD(struct switch_model, max_w, WATTS, 0.0, 1e5, "without optics"),
    FIELD(struct switch_model, optic_w, WATTS, 0.0, 100.0, "of one optic"),
    FIELD(struct switch_model, kg, KILOGRAMS, 0.0, 1000.0, "mass", .key = "kg", .optional = true),
    FIELD(struct switch_model, price_dollars, DOLLARS, 0.0, 1e8, "of one, without optics", .optional = true),
    MODEL(struct switch_model, copper, PART, "cable from a port to a box in the rack", .optional = true, .otherwise = "listed without a model"),
    MODEL(struct switch_model, optic_part, PART, "optic of an uplink", .key = "optic_model", .optional = true, .otherwise = "listed without a model"),
    MODEL(struct switch_model, fibre, PART, "cable of an uplink", .optional = true, .otherwise = "listed without a model"),
    FIELD(struct switch_model, lead_time_s, SECONDS, 0.0, 3650 * DAY, "order to dock", .optional = true, .otherwise = "that of `lead_time_model`"),
    MODEL_NAME(struct switch_model, lead_time_model, LEAD_TIME, "lead time shared with others", .optional = true),
};
static const struct field_table switch_table = KIND_TABLE("switch", struct switch_model, switch_fields, "models/switches: a switch of the storage fabric.");

static const struct field rack_fields[] = {
    HEAD(struct rack_model),
    CHOICE(struct rack_model, form, forms, "width of what it takes"),
    CHOICE(struct rack_model, feed, feeds, "current it gives"),
    FIELD(struct rack_model, width_m, METRES, 0.1, 5.0, "outside"),
    FIELD(struct rack_model, depth_m, METRES, 0.1, 5.0, "outside"),
    FIELD(struct rack_model, ru, NUMBER, 1.0, 200.0, "height inside, in rack units"),
    FIELD(struct rack_model, reserved_ru, NUMBER, 0.0, 100.0, "kept for switches and power shelves"),
    FIELD(struct rack_model, reserved_w, WATTS, 0.0, 1e6, "drawn by them"),
    FIELD(struct rack_model, payload_kg, KILOGRAMS, 1.0, 1e5, "what it may carry"),
    FIELD(struct rack_model, power_w, WATTS, 1.0, 1e7, "what it may draw, reserve included"),
    FIELD(struct rack_model, floor_tiles, NUMBER, 0.1, 100.0, "600 mm floor tiles it covers"),
    MODEL(struct rack_model, pdu, PART, "power distribution unit that stands in it", .optional = true, .otherwise = "listed without a model"),
    FIELD(struct rack_model, pdus, COUNT, 0, 100, "how many of them", .absent = "2"),
    MODEL(struct rack_model, cord, PART, "power cord of what stands in it", .optional = true, .otherwise = "listed without a model"),
    FIELD(struct rack_model, empty_kg, KILOGRAMS, 0.0, 1e4, "mass of the empty rack", .key = "empty_kg", .optional = true),
    FIELD(struct rack_model, price_dollars, DOLLARS, 0.0, 1e7, "of an empty one", .optional = true, .otherwise = "unknown"),
    FIELD(struct rack_model, lead_time_s, SECONDS, 0.0, 3650 * DAY, "order to dock", .optional = true, .otherwise = "that of `lead_time_model`"),
    MODEL_NAME(struct rack_model, lead_time_model, LEAD_TIME, "lead time shared with others", .optional = true),
};
static const struct field_table rack_table = KIND_TABLE("rack", struct rack_model, rack_fields, "models/racks: a rack for storage.");

static const struct field pue_point_fields[] = {
    FIELD(struct pue_point, load, FRACTION, 0.0, 1.0, "IT watts as a share of the planned maximum"),
    FIELD(struct pue_point, pue, NUMBER, 1.0, 10.0, "there, over the year"),
};
static const struct field_table pue_point_table =
    FIELD_TABLE_OF("pue_by_load[]", struct pue_point, pue_point_fields, offsetof(struct pue_point, at), "A point of the PUE curve.");

static const struct field spares_fields[] = {
    FIELD(struct facility_model, spare_nodes, FRACTION, 0.0, 1.0, "boxes", .key = "nodes", .optional = true, .otherwise = "none"),
    FIELD(struct facility_model, spare_cards, FRACTION, 0.0, 1.0, "network cards", .key = "cards", .optional = true, .otherwise = "none"),
    FIELD(struct facility_model, spare_switches, FRACTION, 0.0, 1.0, "switches", .key = "switches", .optional = true, .otherwise = "none"),
    FIELD(struct facility_model, spare_parts, FRACTION, 0.0, 1.0, "cables, optics, power distribution units and cords", .key = "parts", .optional = true, .otherwise = "none"),
};
static const struct field_table spares_table = FIELD_TABLE_OF("spares", struct facility_model, spares_fields, FIELD_NO_PLACE,
    "What is kept on the shelf, as a part of what is installed, in whole pieces. Drives are not among them: theirs follow from failure rate and time to swap.");
static const struct field obstacle_fields[] = {
    NAME(struct hall_obstacle, name, "what stands there"),
    FIELD(struct hall_obstacle, x, NUMBER, 0.0, 10000.0, "tiles from the hall's left wall"),
    FIELD(struct hall_obstacle, y, NUMBER, 0.0, 10000.0, "tiles from the hall's upper wall"),
    FIELD(struct hall_obstacle, width, NUMBER, 0.01, 10000.0, "tiles along the rows"),
    FIELD(struct hall_obstacle, depth, NUMBER, 0.01, 10000.0, "tiles across the rows"),
};
static const struct field_table obstacle_table = FIELD_TABLE_OF("hall.obstacles[]", struct hall_obstacle, obstacle_fields, offsetof(struct hall_obstacle, at), "Where no rack can stand.");

static const struct field hall_fields[] = {
    FIELD(struct hall, tile_m, METRES, 0.1, 5.0, "side of a floor tile", .absent = "600 mm"),
    FIELD(struct hall, row_positions, COUNT, 1, 200, "rack positions of a row", .absent = "20"),
    FIELD(struct hall, bays, COUNT, 1, 26, "rows side by side", .optional = true, .otherwise = "as many as make the hall about square"),
    FIELD(struct hall, rows, COUNT, 1, 20000, "rows in all", .optional = true, .otherwise = "as many as it takes"),
    FIELD(struct hall, row_power_w, WATTS, 1.0, 1e8, "most that the racks of one row may draw", .optional = true, .otherwise = "no limit"),
    FIELD(struct hall, cold_aisle_m, METRES, 0.0, 20.0, "between the fronts of two rows, rounded up to whole tiles", .absent = "1.2 m"),
    FIELD(struct hall, hot_aisle_m, METRES, 0.0, 20.0, "between the backs of two rows, rounded up to whole tiles", .absent = "1.2 m"),
    FIELD(struct hall, cross_aisle_m, METRES, 0.0, 20.0, "at the ends of the rows, rounded up to whole tiles", .absent = "1.8 m"),
    FIELD(struct hall, column_spacing_m, METRES, 1.0, 100.0, "a column of one tile stands each so far, both ways", .optional = true, .otherwise = "no columns"),
    LIST(struct hall, obstacles, obstacle_table, "where no rack can stand", .optional = true, .least_items = 0, .otherwise = "none"),
};
static const struct field_table hall_table = FIELD_TABLE_OF("hall", struct hall, hall_fields, offsetof(struct hall, at), "The floor that storage racks stand on: a grid of square tiles.");

static const struct field facility_fields[] = {
    HEAD(struct facility_model),
    MODEL(struct facility_model, rack, RACK, "rack for storage unless a pool names another"),
    MODEL(struct facility_model, tor, SWITCH, "top-of-rack switch"),
    FIELD(struct facility_model, tors_per_rack, COUNT, 0, 100, "how many of them", .absent = "2"),
    FIELD(struct facility_model, uplink_oversubscription, NUMBER, 0.01, 100.0, "node bandwidth in a rack / uplink bandwidth", .absent = "1"),
    MODEL(struct facility_model, spine, SWITCH, "spine switch"),
    FIELD(struct facility_model, rack_tiles, COUNT, 0, 1e6, "rack positions for storage", .optional = true, .otherwise = "unknown"),
    FIELD(struct facility_model, envelope_w, WATTS, 1.0, 1e11, "power at the utility", .optional = true, .otherwise = "unknown"),
    FIELD(struct facility_model, pue_annual, NUMBER, 1.0, 5.0, "for energy", .optional = true, .otherwise = "this or `pue_by_load`"),
    LIST(struct facility_model, pue_by_load, pue_point_table, "for energy, instead of pue_annual: joined by straight lines, flat beyond the ends", .optional = true,
         .least_items = 2, .otherwise = "this or `pue_annual`"),
    FIELD(struct facility_model, pue_design, NUMBER, 1.0, 5.0, "for the envelope, at the design hour"),
    FIELD(struct facility_model, other_it, FRACTION, 0.0, 2.0, "GPU fabric, front-end network, CPU services: of GPU power, storage excluded"),
    FIELD(struct facility_model, white_space_m2, SQUARE_METRES, 0.1, 100.0, "a rack position with its share of aisles"),
    FIELD(struct facility_model, energy_price, NUMBER, 0.0, 100.0, "dollars per kWh", .optional = true),
    GROUP("spares", spares_table, "kept on the shelf, drives apart", .optional = true, .otherwise = "none"),
    TABLE(struct facility_model, power_tree, power_levels_table, "from the utility to the racks", .optional = true, .otherwise = "not looked at"),
    TABLE(struct facility_model, hall, hall_table, "the floor, for the floor plan", .optional = true, .otherwise = "as its keys say"),
};
static const struct field_table facility_table = KIND_TABLE("facility", struct facility_model, facility_fields, "models/facilities: a building.");

/* One way to say it; loads rise. What a point's cooling takes in watts may not fall with the load: less load never costs more. */
static bool pue_is_sound(const struct facility_model *facility, struct diags *diags)
{
    const struct pue_point *points = facility->pue_by_load;
    if (facility->n_pue_by_load == 0 && facility->pue_annual.given) return true;
    if (facility->n_pue_by_load == 0 || facility->pue_annual.given) {
        if (facility->n_pue_by_load == 0) diag_error(diags, facility->head.at, DIAG_MISSING_KEY, "neither pue_annual nor pue_by_load is given; expected one of them");
        else diag_error(diags, facility->pue_annual.at, DIAG_CONFLICT, "pue_annual and pue_by_load both say what energy costs; expected one of them (`pue_annual: null` takes out an inherited one)");
        return false;
    }
    for (int k = 1; k < facility->n_pue_by_load; k++) {
        const double before_w = points[k - 1].load.value * points[k - 1].pue.value, here_w = points[k].load.value * points[k].pue.value;
        if (points[k].load.value > points[k - 1].load.value && here_w >= before_w) continue;
        if (points[k].load.value <= points[k - 1].load.value) diag_error(diags, points[k].at, DIAG_CONFLICT, "load %g stands after load %g; expected rising loads", points[k].load.value, points[k - 1].load.value);
        else diag_error(diags, points[k].at, DIAG_CONFLICT, "at load %g the site would draw less than at load %g; expected load x pue to rise", points[k].load.value, points[k - 1].load.value);
        return false;
    }
    return true;
}

static bool facility_is_sound(const void *model, struct diags *diags)
{
    const struct facility_model *facility = model;
    const bool pue = pue_is_sound(facility, diags);
    return power_levels_sound(&facility->power_tree, diags) && pue;
}

static const struct field gpu_fields[] = {
    HEAD(struct gpu_model),
    FIELD(struct gpu_model, gpus_per_rack, COUNT, 1, 1e5, "how many"),
    FIELD(struct gpu_model, trays_per_rack, COUNT, 1, 1e4, "how many"),
    FIELD(struct gpu_model, rack_max_w, WATTS, 1.0, 1e8, "the whole rack at full load"),
    FIELD(struct gpu_model, tray_idle_w, WATTS, 0.0, 1e6, "of one tray without a job"),
    FIELD(struct gpu_model, tray_max_w, WATTS, 0.0, 1e6, "of one tray that computes"),
    FIELD(struct gpu_model, tray_stalled_w, WATTS, 0.0, 1e6, "of one tray that waits for reads or for the slowest rank of a step", .optional = true, .otherwise = "tray_idle"),
    FIELD(struct gpu_model, tray_checkpoint_w, WATTS, 0.0, 1e6, "of one tray that stands still for a checkpoint", .optional = true, .otherwise = "tray_idle"),
    FIELD(struct gpu_model, tray_restart_w, WATTS, 0.0, 1e6, "of one tray from an interruption until it computes again", .optional = true, .otherwise = "tray_idle"),
    FIELD(struct gpu_model, ramp_s, SECONDS, 0.0, 600.0, "a change of draw takes so long, in a straight line", .absent = "0 s"),
    FIELD(struct gpu_model, tray_nic_bytes_per_s, BYTES_PER_S, 1 * MB, 10 * TB, "storage side of a tray's network, line rate each way"),
    FIELD(struct gpu_model, rack_kg, KILOGRAMS, 0.0, 1e5, "mass of a rack", .key = "rack_kg"),
    FIELD(struct gpu_model, floor_tiles, NUMBER, 0.1, 100.0, "600 mm floor tiles a rack covers"),
};
static const struct field_table gpu_table = KIND_TABLE("gpu", struct gpu_model, gpu_fields, "models/gpus: a rack of GPUs.");

static bool gpu_is_sound(const void *model, struct diags *diags)
{
    const struct gpu_model *gpu = model;
    const struct { const struct quantity *watts; const char *key; } phases[] = {
        {&gpu->tray_stalled_w, "tray_stalled"}, {&gpu->tray_checkpoint_w, "tray_checkpoint"}, {&gpu->tray_restart_w, "tray_restart"}};
    bool ok = gpu->tray_idle_w.value <= gpu->tray_max_w.value;
    if (!ok) diag_error(diags, gpu->tray_idle_w.at, DIAG_CONFLICT, "tray_idle is above tray_max");
    for (size_t k = 0; k < sizeof phases / sizeof phases[0]; k++) {
        const struct quantity *watts = phases[k].watts;
        if (isnan(watts->value) || (watts->value >= gpu->tray_idle_w.value && watts->value <= gpu->tray_max_w.value)) continue;
        diag_error(diags, watts->at, DIAG_CONFLICT, "%s is %g W; expected tray_idle to tray_max, %g to %g W", phases[k].key, watts->value, gpu->tray_idle_w.value, gpu->tray_max_w.value);
        ok = false;
    }
    return ok;
}

static const struct field lead_stage_fields[] = {
    NAME(struct lead_time_stage, name, "its name"),
    FIELD(struct lead_time_stage, share, FRACTION, 0.0, 1.0, "part of the whole time"),
};
static const struct field_table lead_stage_table = FIELD_TABLE_OF("lead_time.stages[]", struct lead_time_stage, lead_stage_fields, offsetof(struct lead_time_stage, at), "One stage after another.");
static const struct field lead_time_fields[] = {
    HEAD(struct lead_time_model),
    FIELD(struct lead_time_model, time_s, SECONDS, 0.0, 3650 * DAY, "order to dock"),
    LIST(struct lead_time_model, stages, lead_stage_table, "what it consists of; shares sum to 1", .optional = true),
};
static bool lead_time_is_sound(const void *of, struct diags *diags)
{
    const struct lead_time_model *model = of;
    double sum = 0.0;
    for (int s = 0; s < model->n_stages; s++) sum += model->stages[s].share.value;
    if (model->n_stages == 0 || fabs(sum - 1.0) < 1e-9) return true;
    diag_error(diags, model->stages[0].at, DIAG_CONFLICT, "stages: their shares sum to %g; expected 1", sum);
    return false;
}
static const struct field_table lead_time_table = KIND_TABLE("lead_time", struct lead_time_model, lead_time_fields, "models/lead-times: a time several nodes wait for.");

#define KIND(kind_word, folder_word, kind_table, array, sound_function) \
    {kind_word, folder_word, &(kind_table), offsetof(struct catalog, array), offsetof(struct catalog, n_##array), sound_function}

const struct catalog_tables_kind catalog_tables_kinds[MODEL_KINDS] = {
    [MODEL_DRIVE] = KIND("drive", "drives", drive_table, drives, NULL),
    [MODEL_NIC] = KIND("nic", "nics", nic_table, nics, NULL),
    [MODEL_NODE] = KIND("node", "nodes", node_table, nodes, node_is_sound),
    [MODEL_STACK] = KIND("stack", "stacks", stack_table, stacks, stack_is_sound),
    [MODEL_SWITCH] = KIND("switch", "switches", switch_table, switches, NULL),
    [MODEL_RACK] = KIND("rack", "racks", rack_table, racks, NULL),
    [MODEL_FACILITY] = KIND("facility", "facilities", facility_table, facilities, facility_is_sound),
    [MODEL_GPU] = KIND("gpu", "gpus", gpu_table, gpus, gpu_is_sound),
    [MODEL_LEAD_TIME] = KIND("lead_time", "lead-times", lead_time_table, lead_times, lead_time_is_sound),
    [MODEL_PART] = KIND("part", "parts", part_table, parts, NULL),
};
