#include "input/pool_tables.h"

#include "input/catalog_tables.h"
#include "input/merge.h"
#include "input/quantity.h"
#include "input/scale.h"
#include "types/diag_codes.h"

static const char *const placements[] = {"by_capacity", "by_bandwidth", "pinned", NULL};
static const char *const autos[] = {"auto", NULL};
static const char *const for_words[] = {"usable_capacity", "read", "write", NULL};    /* in order of the FOR_ flags */

/* --- how many nodes ------------------------------------------------------------------------------------ */

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
    if (field_is_word(node, "auto")) return true;
    if (field_looks_like_word(node)) return field_choose(reader, node, "nodes", autos, &index);
    if (node->kind == YAML_MAP && !merge_is_number(node))
        return field_read(reader, &node_count_table, node, node->at, path, count) && one_rule(reader, node, count);
    count->rule = NODES_COUNT;
    return quantity_read(reader, node, &rule, path, &count->count);
}

#define NODE_COUNT(type, name, ...) \
    {.kind = FIELD_CUSTOM, .key = "nodes", .offset = offsetof(type, name), .read = read_node_count, .table = &node_count_table, .optional = true, .otherwise = "auto", \
     .takes = "a number, auto, or a map: `nodes`", .meaning = __VA_ARGS__}

/* --- groups and front ends ----------------------------------------------------------------------------- */

static const struct field group_fields[] = {
    MODEL(struct node_group, node, NODE, "which box"),
    NODE_COUNT(struct node_group, nodes, "how many"),
    FIELD(struct node_group, fill_share, FRACTION, 0.0, 1.0, "placement pinned: part of the pool's bytes it serves", .optional = true),
};
const struct field_table pool_tables_group =
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

/* --- tiers --------------------------------------------------------------------------------------------- */

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

/* --- the pool ------------------------------------------------------------------------------------------ */

static const struct field pool_fields[] = {
    NAME(struct pool, name, "its name", .key = "pool"),
    MODEL(struct pool, stack, STACK, "the software"),
    IGNORED("node", "name of a node", "short for one group: which box", .otherwise = "see `groups`"),
    IGNORED("nodes", "a number, auto, or a map: `nodes`", "short for one group: how many", .otherwise = "auto"),
    LIST(struct pool, groups, pool_tables_group, "boxes of several kinds; at most one not a plain number", .optional = true, .otherwise = "`node` and `nodes`", .least_items = 1),
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
const struct field_table pool_tables_top = FIELD_TABLE_OF("storage[]", struct pool, pool_fields, offsetof(struct pool, at), "A pool: nodes under a stack.");
