#include "plan/box.h"

#include <math.h>

#include "base/text.h"

double box_value(const struct quantity *quantity, double otherwise)
{
    return isnan(quantity->value) ? otherwise : quantity->value;
}

static void add_drives(const struct node_model *node, struct box *box)
{
    double raw = 0.0, read = 0.0, write = 0.0;
    for (int d = 0; d < node->n_drives; d++) {
        const struct node_drives *drives = &node->drives[d];
        const double count = drives->count.value;
        if (drives->use == DRIVE_BUFFER) {
            box->buffer_drives += count;
            box->buffer_read_bytes_per_s += count * drives->drive->read_bytes_per_s.value;
            box->buffer_write_bytes_per_s += count * drives->drive->write_bytes_per_s.value;
            continue;
        }
        box->drives += count;
        raw += count * drives->drive->capacity_bytes.value;
        read += count * drives->drive->read_bytes_per_s.value;
        write += count * drives->drive->write_bytes_per_s.value;
    }
    const bool any = box->drives > 0.0;
    box->media_units = any ? box->drives : 1.0;
    /* A default read from a file stands for the drives: summed again here, so that it follows them. */
    box->raw_bytes = node->raw_bytes.given || !any ? box_value(&node->raw_bytes, raw) : raw;
    box->media_read_bytes_per_s = node->media_read_bytes_per_s.given || !any ? node->media_read_bytes_per_s.value : read;
    box->media_write_bytes_per_s = node->media_write_bytes_per_s.given || !any ? node->media_write_bytes_per_s.value : write;
}

static void add_nics(const struct node_model *node, double payload_efficiency, struct box *box)
{
    double cards = 0.0;
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        const double count = node->nics[n].count.value;
        const double bus = nic->pcie_bytes_per_s.value * box_value(&nic->pcie_efficiency, 0.87);
        const double payload = nic->line_bytes_per_s.value * payload_efficiency;
        box->nic_bytes_per_s += count * (isnan(bus) ? payload : fmin(payload, bus));
        box->nic_line_bytes_per_s += count * nic->line_bytes_per_s.value;
        cards += count;
    }
    box->ports = node->ports.given ? node->ports.value : cards;
    if (node->n_nics > 0) return;
    box->nic_bytes_per_s = (double)NAN;
    box->nic_line_bytes_per_s = 0.0;
}

struct box box_of(const struct node_model *node, double payload_efficiency)
{
    struct box box = {.software_read_bytes_per_s = node->software_read_bytes_per_s.value,
                      .software_write_bytes_per_s = node->software_write_bytes_per_s.value,
                      .vms_per_host = node->kind == NODE_VM ? fmax(1.0, floor(box_value(&node->vms_per_host, 1.0))) : 1.0};
    add_drives(node, &box);
    add_nics(node, payload_efficiency, &box);
    return box;
}

double box_hosts(const struct node_model *node, double nodes)
{
    if (node->kind == NODE_SERVICE) return 0.0;
    if (node->kind != NODE_VM) return nodes;
    return ceil(nodes / fmax(1.0, floor(box_value(&node->vms_per_host, 1.0))));
}

double box_payload_efficiency(const struct pool *pool)
{
    if (pool->payload_efficiency.given) return pool->payload_efficiency.value;
    for (int p = 0; p < pool->stack->n_protocols; p++)
        if (text_equal(pool->stack->protocols[p].name, pool->protocol)) return pool->stack->protocols[p].payload_efficiency.value;
    return box_value(&pool->payload_efficiency, 1.0);
}
