/* One line of the bill of materials: figures from the models, dates, what it serves. */
#ifndef PLAN_BOM_LINE_H
#define PLAN_BOM_LINE_H

#include "types/results.h"
#include "types/site_plan.h"

enum bom_kind {
    BOM_SITE, BOM_POOL, BOM_FABRIC, BOM_SPARES, BOM_UNIT,    /* hold lines together; nothing is bought by them */
    BOM_RACK, BOM_NODE, BOM_FRONT_END, BOM_SWITCH, BOM_DRIVE, BOM_NIC, BOM_OPTIC, BOM_CABLE, BOM_PDU, BOM_CORD,
    BOM_KINDS
};

/* When a line's things come: one delivery of a pool, or none. Days since 1970; NAN: not said. */
struct bom_date { const char *phase; double promised, ordered, lead_s; };

const char *bom_line_kind_name(enum bom_kind kind);

/* A line of which nothing is known but what it is: every number NAN, every text "". */
struct result_bom_line bom_line_blank(enum bom_kind kind, int level);

/* sku, part and description from a model's head; NULL: none stated. */
void bom_line_model(struct result_bom_line *line, const struct model_head *head, struct arena *arena);

/* The price of one, with its provenance; unknown where none was stated. */
void bom_line_price(struct result_bom_line *line, const struct quantity *price, struct arena *arena);

/* Lead time, `order by` and `earliest`: what is promised comes on its date and has to be ordered its lead time before, what is
 * ordered comes its lead time after; nothing before its first date (days; NAN: unknown). */
void bom_line_dates(struct result_bom_line *line, const struct bom_date *date, double lead_s, double first_available, struct arena *arena);

/* The model's own lead time, else the one it shares with others; NAN: unknown. */
double bom_line_lead_s(const struct quantity *own, const char *shared, const struct catalog *catalog);

/* Totals from the figures of one and the quantity; extended dollars. */
void bom_line_total(struct result_bom_line *line);

/* Ids of the scenario's requirements that things of this kind serve. */
void bom_line_serves(struct result_bom_line *line, enum bom_kind kind, const struct scenario *scenario, struct arena *arena);

/* "qualified under vast", "150 d to go under vast", "not stated": of a node; of a card by itself. */
const char *bom_line_node_qualification(const struct node_model *node, const struct stack_model *stack, struct arena *arena);
const char *bom_line_nic_qualification(const struct nic_model *nic, struct arena *arena);

/* BTU per hour in one watt. */
extern const double bom_line_btu_per_h_per_w;

#endif
