/* One node by its figures: drives summed, cards capped by their bus, defaults filled. */
#ifndef PLAN_BOX_H
#define PLAN_BOX_H

#include "types/scenario.h"

/* Limits before any code. NAN: not stated, then it limits nothing. */
struct box {
    double raw_bytes;
    double drives, buffer_drives;            /* data drives; write buffer and metadata */
    double media_units;                      /* what the media row counts: data drives, or 1 where none are stated */
    double media_read_bytes_per_s, media_write_bytes_per_s;      /* all data media of the node */
    double buffer_read_bytes_per_s, buffer_write_bytes_per_s;    /* all buffer drives */
    double nic_bytes_per_s;                  /* payload, each way: Σ min(line × payload efficiency, bus × its efficiency) */
    double nic_line_bytes_per_s;             /* Σ line rates */
    double software_read_bytes_per_s, software_write_bytes_per_s;
    double ports;                            /* switch ports of one host */
    double vms_per_host;                     /* 1 for all but virtual machines */
};

struct box box_of(const struct node_model *node, double payload_efficiency);

/* Boxes that `nodes` of the model stand in: virtual machines share hosts, a service has none. */
double box_hosts(const struct node_model *node, double nodes);

/* Payload part of the line rate on the pool's path: as given, else its protocol's. 1 when neither is known. */
double box_payload_efficiency(const struct pool *pool);

/* The quantity's value, or `otherwise` where it has none. */
double box_value(const struct quantity *quantity, double otherwise);

#endif
