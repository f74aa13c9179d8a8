/* An option as linear rows over whole counts and racks: what `size` starts from, and below what no count of nodes can go.
 *
 * Each box has the bytes and the rates that it has in a cluster without end: widest stripes, nothing to rebuild. Bytes lie by
 * capacity, so a group's rate is that of all bytes together: a box of group g carries u_g/U of the reads, and the reads the group can
 * carry are (its row's capacity / cost of a byte) x U/u_g, whoever brings the bytes U. With one failure domain out at least one box of
 * the least bytes is missing, and one front end. True plans need as much or more (rebuilds, rounded racks, mixed racks apart, which may
 * save one for each group), so the rows are a start and a bound, and the plan judges. */
#ifndef STUDY_SIZE_LAW_H
#define STUDY_SIZE_LAW_H

#include "study/program.h"
#include "study/size_build.h"

enum { SIZE_LAW_ROOM = 4 };

struct size_row {
    const char *name;                    /* "reads, one domain out: NIC transmit of odm-cap" */
    enum unit unit; double scale;        /* of the limit: scale x SI in the program's units (PB, TB/s, kW, tiles, nodes) */
    enum program_sense sense;
    double limit;                        /* in SI */
    double a[SIZE_OPTION_COUNTS], of_racks;      /* per node, per rack; in SI */
};

struct size_law {
    const struct size_option *option;
    bool holds;                          /* false: no such law (bytes don't lie by capacity, or no counts) */
    double usable_bytes[SIZE_OPTION_COUNTS], racks[SIZE_OPTION_COUNTS], storage_w[SIZE_OPTION_COUNTS], dollars[SIZE_OPTION_COUNTS];  /* of a node in a full rack, its part of the network included, its rack's switches apart */
    double least[SIZE_OPTION_COUNTS];    /* nodes, with what the rows ask of front ends and of one storage group alone */
    double rack_w, rack_dollars;         /* of a rack's switches */
    double own_w[SIZE_OPTION_COUNTS], own_dollars[SIZE_OPTION_COUNTS];        /* of a node without network */
    double line[SIZE_OPTION_COUNTS], rack_uplinks[SIZE_OPTION_COUNTS];        /* bytes/s of a node's cards; uplinks of a rack full of it */
    double uplink_w, spines_per_uplink, spine_w, spine_dollars;
    double rack_part[SIZE_OPTION_COUNTS][SIZE_LAW_ROOM];     /* of a rack's height, watts, kilograms and ports that a node takes */
    bool spread;                         /* racks are the failure domains: storage groups share none */
    double held[SIZE_OPTION_COUNTS];     /* counts that the scenario states; NAN: open */
    const struct facility_model *facility;
    double needed_bytes;                 /* usable, by the rows of capacity and throughput together; what one domain out takes is in it */
    struct size_row *rows; int n_rows;
};

/* In `arena`. Plans the option once or twice. */
struct size_law size_law_of(struct size_bench *bench, const struct size_option *option, struct arena *arena);

/* The least that these counts can take: fills tiles, watts, dollars and nodes of *build. NAN counts as the law's least. */
void size_law_bound(const struct size_law *law, const double *count, struct size_build *build);

/* Is a limit from above broken by counts and tiles that a bound was filled with? Then no build with these counts or more keeps it. */
bool size_law_over(const struct size_law *law, const struct size_build *bound);

/* Fewest nodes of group `last` when the others are as `count` says. */
double size_law_last(const struct size_law *law, const double *count, int last);

/* The integer program by an objective; its unknowns are the counts (in steps) and, last, the racks. */
struct program *size_law_program(const struct size_law *law, enum size_objective objective, struct arena *arena);

#endif
