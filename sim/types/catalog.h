/* What can be bought or built: models/KIND/NAME.yaml as read. A YAML key is the field's
 * name without its unit ("read_bytes_per_s" is `read`). All limits of drives and nodes
 * are before the code; only the stack knows amplification. Data only.
 *
 * Keys common to every file: exasite (1), kind, name (equals the file's stem), description,
 * extends (another model of the same kind, by file name beside it), source, date, grade (inherited by every
 * number in the file that has none of its own; so do those of any map inside). Every number of a
 * model must end up with a source, a date and a grade. A source that begins with an id of
 * models/sources.yaml ("S45, mixed rate by ...") takes that entry's date when none is stated.
 * Dates of sources are 2024, 2024-11, 2024-11-19 or n/d.
 *
 * A default that is another number ("default: sum of data drives", "default: data") is not copied
 * while reading: the quantity stays NAN, given false, and the plan takes the other number. */
#ifndef TYPES_CATALOG_H
#define TYPES_CATALOG_H

#include <stdint.h>

#include "types/quantity.h"

struct model_head {
    const char *name;        /* "hdd-30" */
    const char *description;
    const char *part;        /* part: the maker's number; "" where none is known */
    struct place at;
};

/* models/drives: kind drive */
enum drive_media { DRIVE_HDD, DRIVE_QLC, DRIVE_TLC, DRIVE_SCM };         /* media: hdd | qlc | tlc | scm */
struct drive_model {
    struct model_head head;
    enum drive_media media;
    struct quantity capacity_bytes;              /* what the host may address */
    struct quantity read_bytes_per_s;            /* R: under the site's many concurrent streams, not one sequential reader */
    struct quantity write_bytes_per_s;           /* W: likewise */
    struct quantity sequential_read_bytes_per_s; /* datasheet, for the record; optional */
    struct quantity idle_w, active_w;
    struct quantity afr_per_year;                /* annualised failure rate */
    struct quantity dwpd_per_day;                /* rated drive writes per day; optional (flash) */
    struct quantity workload_bytes_per_year;     /* rated read + written; optional (disk) */
    struct quantity price_dollars;               /* optional */
    struct quantity rated_life_s;                /* the years that dwpd speaks of; default 5 years */
};

/* models/nics: kind nic (and DPUs) */
enum nic_role { NIC_CARD, NIC_DPU, NIC_CONTROLLER };   /* role: nic | dpu | controller (a DPU that is the box's storage controller: no NIC swap) */
enum qualification { QUALIFIED, QUALIFYING, NOT_STARTED };   /* qualification: qualified | in_progress | not_started */
struct nic_model {
    struct model_head head;
    enum nic_role role;
    const char *family;                          /* family: connectx | bluefield | fungible */
    struct quantity line_bytes_per_s;            /* line rate, all ports of one card, each way */
    struct quantity pcie_bytes_per_s;            /* raw host bus, one way; optional: no cap */
    struct quantity pcie_efficiency;             /* default 0.87 (TLP overhead) */
    struct quantity typical_w, max_w;
    enum qualification qualification;
    struct quantity qualification_time_s;        /* optional */
    struct quantity price_dollars;               /* optional */
};

/* models/nodes: kind node */
enum rack_form { FORM_EIA19, FORM_OU21 };        /* form: eia19 | ou21 */
enum feed_kind { FEED_AC, FEED_DC48 };           /* feed: ac | dc48 */
enum node_role { NODE_STORAGE, NODE_FRONT_END }; /* role: storage | front_end */
enum node_kind { NODE_SERVER, NODE_ENCLOSURE, NODE_VM, NODE_SERVICE };   /* type: server | enclosure | vm | service */
enum sold_as { SOLD_NODE, SOLD_RACK, SOLD_SCALE_UNIT };                  /* sold_as: node | rack | scale_unit */
enum drive_use { DRIVE_DATA, DRIVE_BUFFER };     /* use: data | buffer (write buffer and metadata) */
struct node_drives { const struct drive_model *drive; struct quantity count; enum drive_use use; struct place at; };
struct node_nics { const struct nic_model *nic; struct quantity count; struct place at; };
struct node_qualification { const char *stack_vendor; struct quantity time_s; };  /* {stack: vast, time: 60 d} */
struct node_model {
    struct model_head head;
    enum node_role role;
    enum node_kind kind;
    const char *family;                          /* what options are grouped by: "ODM capacity"; optional */
    const char *mix_with;                        /* name of a node: an option of both, half the bytes in each; optional */
    bool third_party;                            /* default false */
    enum rack_form form;
    enum feed_kind feed;
    struct quantity ru, kg;                      /* ru: 2; kg: 29.5 kg */
    struct node_drives *drives; int n_drives;    /* drives: [{drive: hdd-30, count: 88, use: data}]; may be empty */
    struct quantity raw_bytes;                   /* raw_capacity: data media; default: sum of data drives. Given where drives are unknown */
    struct quantity media_read_bytes_per_s;      /* media_read: all data media of a node; default: sum over data drives */
    struct quantity media_write_bytes_per_s;     /* media_write */
    struct node_nics *nics; int n_nics;          /* nics: [{nic: cx7-400, count: 2}] */
    struct quantity software_read_bytes_per_s;   /* software_read: limit of CPU and code before east-west; optional: no row */
    struct quantity software_write_bytes_per_s;
    struct quantity idle_w, max_w;               /* at the rack inlet, NIC and drives included */
    struct quantity nameplate_w;                 /* what its power supplies may draw; default: max */
    struct quantity ports;                       /* switch ports taken; default: the number of NICs */
    struct quantity vms_per_host;                /* type vm only: ru, kg and watts are then those of one host; default 1 */
    enum sold_as sold_as;                        /* default node */
    struct quantity sold_count;                  /* nodes in the rack or scale unit it is sold as; needed unless sold_as node */
    struct node_qualification *qualification; int n_qualification;   /* by stack vendor; absent vendor: no work */
    const char **stacks; int n_stacks;           /* stacks it may run under, for a front end those it serves; none: it is no option for other sites */
    struct quantity lead_time_s;                 /* optional; else from models/lead-times by `lead_time_model` */
    const char *lead_time_model;                 /* optional name */
    struct quantity first_available;             /* UNIT_DAYS: first date one can have it */
    struct quantity price_dollars;               /* without the drives and cards listed; optional */
    struct quantity cords;                       /* power cords; default 2 */
    struct quantity dead_per_day;                /* failures: {dead, data_lost}: whole-node failures of one node; default 0.0007/day (estimate 0.0002-0.002) */
    struct quantity data_lost;                   /* fraction of such failures after which the drives' data must be rebuilt; default 10 % (estimate 1-100 %) */
};

/* models/stacks: kind stack */
enum front_end { FRONT_END_NONE, FRONT_END_COLOCATED, FRONT_END_SEPARATE };              /* front_end: none | colocated | separate */
enum write_path { WRITE_DIRECT_ENCODE, WRITE_REPLICATE_THEN_ENCODE, WRITE_BUFFER_THEN_MIGRATE };
    /* write_path: direct_encode | replicate_then_encode | buffer_then_migrate */
enum code_family { CODE_REED_SOLOMON, CODE_LRC, CODE_LOCALLY_DECODABLE, CODE_REPLICATION }; /* family: reed_solomon | lrc | locally_decodable | replication */
enum failure_domain { DOMAIN_NODE, DOMAIN_RACK };                                         /* failure_domain: node | rack */

/* What one client byte costs on a resource: fixed + encoded × (1 / code efficiency). A bare
 * number in YAML is `fixed`. Direct encode sends all but one strip of a stripe: tx = {fixed: -1, encoded: 1}. */
struct cost { struct quantity fixed, encoded; };
/* Costs of one client byte, per role. Keys: media_read, media_write (data media), buffer (write buffer), tx, rx, software. */
struct role_cost { struct cost media_read, media_write, buffer, tx, rx, software; };
struct stack_path {
    enum front_end front_end;
    enum write_path write_path;
    struct role_cost read_storage, read_front_end;     /* read: {storage: {...}, front_end: {...}} */
    struct role_cost write_storage, write_front_end;   /* write: {storage: {...}, front_end: {...}} */
    struct place at;
};
struct stack_code {
    enum code_family family;
    struct quantity data, parity;                /* k and m of the widest stripe (12 and 4; 146 and 4); replication: 1 and copies − 1 */
    struct quantity min_data;                    /* narrowest stripe's data strips; default: data, a fixed width */
    struct quantity repair_reads;                /* strips read to repair one, as a fraction of data strips when < 1, else a number of strips; default data */
    struct quantity survive;                     /* failure domains to survive; default 1 */
    struct quantity min_domains;                 /* domains the placement rule needs; default: ceil(width / floor(parity / survive)) */
};
struct stack_protocol {
    const char *name;                            /* blob | nfs | gds | s3 */
    bool planned;                                /* state: available | planned */
    struct quantity payload_efficiency;          /* payload fraction of the line rate on this path */
};
struct stack_model {
    struct model_head head;
    const char *vendor;                          /* azure | vast | generic | meta | deepseek */
    struct stack_code code;
    struct quantity reserve;                     /* fraction of capacity kept back */
    struct quantity min_nodes;                   /* storage nodes of the smallest cluster; default 1 */
    struct quantity max_nodes, max_front_ends, max_bytes;   /* max_cluster: {nodes, front_ends, capacity}; optional: namespaces */
    enum failure_domain failure_domain;          /* default node */
    struct stack_protocol *protocols; int n_protocols;
    struct stack_path *paths; int n_paths;       /* the first is the default */
    struct quantity rebuild_throttle;            /* rebuild: {throttle, detect, replace}: fraction of a pool's capacities a rebuild may take; default 20 % (estimate 5-50 %) */
    struct quantity rebuild_detect_s;            /* from failure until the rebuild begins; default 15 min (estimate 1 min-1 h) */
    struct quantity rebuild_replace_s;           /* until a failed drive has been swapped; default 7 d (estimate 1-30 d) */
};

/* models/parts: kind part: what is bought by the piece beside boxes. What it draws stands with the device it belongs to. */
enum part_kind { PART_CABLE, PART_OPTIC, PART_PDU, PART_CORD };     /* type: cable | optic | pdu | cord */
struct part_model {
    struct model_head head;
    enum part_kind kind;
    struct quantity kg, price_dollars, lead_time_s;      /* optional */
    const char *lead_time_model;
};

/* models/switches: kind switch */
struct switch_model {
    struct model_head head;
    const struct part_model *copper, *optic_part, *fibre;    /* cable to a box; optic and cable of an uplink; optional */
    struct quantity lead_time_s; const char *lead_time_model;    /* optional */
    struct quantity ru, ports, port_bytes_per_s, max_w, optic_w, kg, price_dollars;   /* max_w without optics; kg, price optional */
};

/* models/racks: kind rack */
struct rack_model {
    struct model_head head;
    enum rack_form form;
    enum feed_kind feed;
    struct quantity width_m, depth_m, ru, reserved_ru, reserved_w, payload_kg, power_w, floor_tiles;  /* reserved_ru, reserved (W): switches, power shelf */
    const struct part_model *pdu, *cord;         /* its power distribution units; cords of what stands in it; optional */
    struct quantity pdus;                        /* default 2 */
    struct quantity empty_kg, price_dollars, lead_time_s;    /* optional */
    const char *lead_time_model;
};

/* power_tree of a facility: from the utility down to what racks are plugged into. A level is `count` devices of one
 * kind and rating; a level of one device is a device written by hand. Devices of a level are lined up in order
 * ("ups 1" ...; with 2n first all A, then all B) and what hangs below is spread over them in that order, as evenly as the
 * counts allow. What draws on several live devices draws the same from each. */
enum power_kind { POWER_UTILITY, POWER_TRANSFORMER, POWER_UPS, POWER_PDU, POWER_BUSWAY };     /* kind: utility | transformer | ups | pdu | busway */
enum power_scheme {                              /* scheme: what steps in for a lost device */
    SCHEME_N,                                    /* n: nothing; what hangs on it alone goes dark */
    SCHEME_N_PLUS_1,                             /* n+1: the others of its block; all of a block carry in parallel */
    SCHEME_2N,                                   /* 2n: its partner on the other side; half are A, half B */
    SCHEME_DISTRIBUTED                           /* distributed: the others of its block; loads hang on two each, every pair of a block in turn (4N/3: block 4) */
};
enum power_carries { CARRIES_BY_KIND, CARRIES_SITE, CARRIES_IT };
    /* carries: site (IT times PUE) | it; default: utility and transformer the site, others IT */
struct power_level {
    const char *name;
    enum power_kind kind;
    enum power_scheme scheme;                    /* default n */
    struct quantity count;                       /* default 1 */
    struct quantity block;                       /* n+1, distributed: devices that stand in for one another; default: all */
    struct quantity rating_w;                    /* of one device, what it gives */
    struct quantity derating;                    /* usable fraction of it; default 1 */
    struct quantity loss;                        /* fraction of what goes in; only with losses: separate; default 0 */
    enum power_carries carries;
    const char *feed;                            /* levels of one feed are also lost together; optional */
    const char **from; int n_from;               /* levels above it feeds from; default: the one listed before, a utility from none */
    struct place at;
};
struct power_load { const char **on; int n_on; struct quantity share; struct place at; };   /* loads[]: racks with a cord in each of these levels; share of IT, default: equal */
struct power_tree {
    bool losses_separate;                        /* losses: in_pue | separate (then PUE is stated without them); default in_pue */
    struct power_level *levels; int n_levels;    /* 0: no tree stated */
    struct power_load *loads; int n_loads;       /* default: all on the one level that feeds no other */
    struct place at;
};

/* hall: of a facility: the floor that storage racks stand on, on a grid of square tiles (plan/layout.h has the rule). */
struct hall_obstacle { const char *name; struct quantity x, y, width, depth; struct place at; };     /* obstacles[]: tiles, from the hall's corner */
struct hall {
    struct quantity tile_m;                      /* side of a tile; default 600 mm */
    struct quantity row_positions;               /* rack positions of a row; default 20 */
    struct quantity bays;                        /* rows side by side; default: so many that the hall is about square */
    struct quantity rows;                        /* in all; default: as many as it takes */
    struct quantity row_power_w;                 /* most watts of the racks of one row; optional: no limit */
    struct quantity cold_aisle_m, hot_aisle_m;   /* between two rows; rounded up to whole tiles; default 1.2 m */
    struct quantity cross_aisle_m;               /* at the ends of rows; default 1.8 m */
    struct quantity column_spacing_m;            /* a column of one tile each so far, either way; optional: none */
    struct hall_obstacle *obstacles; int n_obstacles;
    struct place at;
};

/* models/facilities: kind facility */
struct pue_point { struct quantity load, pue; struct place at; };   /* load: share of the planned IT maximum */
struct facility_model {
    struct model_head head;
    const struct rack_model *rack;               /* default rack for storage */
    const struct switch_model *tor;              /* top-of-rack switch, */
    struct quantity tors_per_rack;               /* default 2 */
    struct quantity uplink_oversubscription;     /* node bandwidth in a rack / uplink bandwidth; default 1 */
    const struct switch_model *spine;
    struct quantity rack_tiles;                  /* positions for storage; optional: unknown */
    struct quantity envelope_w;                  /* optional; a scenario's site.power overrides */
    struct quantity pue_annual, pue_design;      /* energy; envelope at the design hour */
    struct pue_point *pue_by_load; int n_pue_by_load;    /* instead of pue_annual: [{load, pue}], load rising, joined by straight lines */
    struct quantity other_it;                    /* GPU fabric, front-end network, CPU services: fraction of GPU power, storage excluded */
    struct quantity white_space_m2;              /* a rack position with its share of aisles */
    struct quantity energy_price;                /* $/kWh as a number; optional */
    struct quantity spare_nodes, spare_cards, spare_switches, spare_parts;   /* spares: {nodes, cards, switches, parts}: kept, as a part of what is installed; optional: none */
    struct power_tree power_tree;                /* optional */
    struct hall hall;
};

/* models/gpus: kind gpu */
struct gpu_model {
    struct model_head head;
    struct quantity gpus_per_rack, trays_per_rack;
    struct quantity rack_max_w;                  /* the whole rack at full load */
    struct quantity tray_idle_w, tray_max_w;     /* no job; computing */
    struct quantity tray_stalled_w;              /* waiting for reads or for the slowest rank of a step; default: tray_idle */
    struct quantity tray_checkpoint_w;           /* standing still for a checkpoint; default: tray_idle */
    struct quantity tray_restart_w;              /* from an interruption until it computes again; default: tray_idle */
    struct quantity ramp_s;                      /* a change of draw takes so long, in a straight line; default 0 s */
    struct quantity tray_nic_bytes_per_s;        /* storage-side NIC of a tray, line rate each way */
    struct quantity rack_kg, floor_tiles;        /* rack_kg: 1360 kg */
};

/* models/lead-times: kind lead_time */
struct lead_time_stage { const char *name; struct quantity share; struct place at; };   /* part of the whole time */
struct lead_time_model {
    struct model_head head;
    struct quantity time_s;
    struct lead_time_stage *stages; int n_stages;    /* stages: [{name, share}], one after the other; shares sum to 1; none: not said */
};

struct catalog {
    struct drive_model *drives;       int n_drives;
    struct nic_model *nics;           int n_nics;
    struct node_model *nodes;         int n_nodes;
    struct stack_model *stacks;       int n_stacks;
    struct switch_model *switches;    int n_switches;
    struct rack_model *racks;         int n_racks;
    struct facility_model *facilities; int n_facilities;
    struct gpu_model *gpus;           int n_gpus;
    struct lead_time_model *lead_times; int n_lead_times;
    struct part_model *parts;         int n_parts;
    struct quantity **inputs; int n_inputs;      /* every number given in a model, in reading order: for `explain`, ranges, weights */
    const char **files; int n_files;             /* read, in reading order: the manifest hashes them */
};

#endif
