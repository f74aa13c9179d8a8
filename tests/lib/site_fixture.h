/* Scenarios and catalogs built by hand, for tests of what comes after reading: the shipped
 * models' figures in round form, no YAML. Everything may be changed after it is made. */
#ifndef TESTS_LIB_SITE_FIXTURE_H
#define TESTS_LIB_SITE_FIXTURE_H

#include "base/arena.h"
#include "types/scenario.h"

/* A stated quantity; one that nobody stated (value NAN); one with a range, nominal its middle. */
struct quantity site_given(double value);
struct quantity site_absent(void);
struct quantity site_ranged(double lo, double hi);

enum { SITE_MOST_POOLS = 4, SITE_MOST_JOBS = 8, SITE_MOST_REQUIREMENTS = 12 };

struct site_fixture {
    struct arena *arena;
    struct catalog catalog;
    struct scenario scenario;
    struct facility_model facility;
    struct rack_model rack;
    struct switch_model tor, spine;
    struct gpu_model gpu;
};

/* 120,000 GPUs of GB200 racks, 1 EB, 24 TB/s read, 100 PB/day at 2 TB/s peak, both at once, envelope 350 MW;
 * racks of 42 U, 15 kW, 1,000 kg with 2 switches of 32 x 400 Gb/s; no pools, jobs or requirements. */
struct site_fixture *site_new(void);
void site_free(struct site_fixture *site);

/* Drives of `terabytes` at `read` and `write` GB/s. */
struct drive_model *site_drive(struct site_fixture *site, const char *name, double terabytes, double read_gb, double write_gb);

/* A 19-inch AC server of `count` such drives and one card of `gigabits`; software limits absent. */
struct node_model *site_node(struct site_fixture *site, const char *name, const struct drive_model *drive, double count, double gigabits,
                             double ru, double idle_w, double max_w);

/* 88 x 30 TB disks of 0.12 GB/s, 200 Gb/s, 6 U, 900-1450 W: 2,640 TB raw. */
struct node_model *site_hdd(struct site_fixture *site);
/* 12 x 7.68 TB of 6.8 and 4 GB/s, 40 Gb/s, 2 U, 200-550 W: 92.16 TB raw. */
struct node_model *site_xio(struct site_fixture *site);
/* 22 drives and 8 buffer drives of 5 GB/s in 1 U: 1,351.68 TB at 800 Gb/s; 2,703.36 TB at 400 Gb/s. */
struct node_model *site_odm_perf(struct site_fixture *site);
struct node_model *site_odm_cap(struct site_fixture *site);
/* Front end: reads 50, writes 10 GB/s, 800 Gb/s, 1 U, 275-775 W. */
struct node_model *site_front_end(struct site_fixture *site);

/* LRC 12+2+2, reserve 5 %, blob at 0.75; path 0 none/direct, path 1 none/replicate-then-encode. */
struct stack_model *site_lrc(struct site_fixture *site);
/* 36..146 + 4, quarter repair, reserve 8 %, nfs at 0.85, at least 11 nodes; path 0 colocated (read tx 2 rx 1, write 3.3 both
 * ways, no buffer), path 1 separate (box tx 1; write rx 2.3 tx 1; front end 1; 1 and 1; 2.3). */
struct stack_model *site_vast(struct site_fixture *site);
/* Three copies, reserve 5 %, nfs at 0.85. */
struct stack_model *site_copies(struct site_fixture *site);

/* A pool of one group on the stack's path; the count is auto until set. */
struct pool *site_pool(struct site_fixture *site, const char *name, const struct node_model *node, const struct stack_model *stack, int path);
/* Another group. */
struct node_group *site_group(struct site_fixture *site, struct pool *pool, const struct node_model *node);
void site_count(struct node_count *count, double nodes);
void site_auto(struct node_count *count);
void site_for(struct node_count *count, unsigned for_what);

struct job *site_job(struct site_fixture *site, const char *name, double count, double gpus);
struct requirement *site_must(struct site_fixture *site, enum requirement_quantity quantity, enum comparison comparison, double limit);

/* Switches failures of drives and nodes on, at the defaults of the field table; links, racks, feeds and maintenance off. */
struct failures *site_failures(struct site_fixture *site);

/* Diagnostics with the program's codes. */
struct diags *site_diags(struct site_fixture *site);

#endif
