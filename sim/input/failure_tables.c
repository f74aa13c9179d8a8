#include "input/failure_tables.h"

#include <string.h>

#include "input/quantity.h"
#include "input/scale.h"

static const char *const off_on[] = {"off", "on", NULL};

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
const struct field_table failure_tables_top =
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
bool failure_tables_read(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to)
{
    struct failures *failures = &((struct scenario *)to)->failures;
    *failures = (struct failures){.on = node != NULL};
    if (node) return field_read(reader, field->table, node, node->at, path, failures);
    no_quantities(field->table, failures);
    return true;
}
