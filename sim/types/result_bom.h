/* Of results: what has to be bought (plan/orders.h has the laws). Conventions: types/results.h. */
#ifndef TYPES_RESULT_BOM_H
#define TYPES_RESULT_BOM_H

#include <stdint.h>

/* A line of the bill of materials. Lines hang together as a tree: site > pool > racks filled alike > boxes > drives and cards.
 * Figures "of one" are of one piece, total_ of all installed (never of spares, which lie on a shelf). Of site, pool and units NAN. */
struct result_bom_line {
    const char *id, *parent;             /* "L012"; the line it stands in, "" for the site */
    double level;                        /* 0 site, 1 pool or fabric or spares, 2 racks, 3 boxes and switches, 4 drives, cards, cables */
    const char *kind;                    /* site | pool | fabric | spares | unit | rack | node | front_end | switch | drive | nic | optic | cable | pdu | cord */
    const char *sku;                     /* the model's name, "" where none is stated */
    const char *part, *description, *role, *pool, *site;
    const char *phase;                   /* "1", "2" in order of their dates; "0" stands from the start */
    double quantity_per_rack, racks, quantity, spares;
    double unit_price_dollars; const char *price_date, *price_grade, *price_source;      /* NAN, "": unknown */
    double unit_price_lo_dollars, unit_price_hi_dollars;     /* the ends of its stated range; the price where none is stated */
    double extended_dollars;             /* (quantity + spares) × unit price */
    const char *sold_as; double sold_units, overbuy;     /* node | rack | scale_unit; how many of these; nodes bought because of it */
    double lead_time_s;                  /* order to dock */
    const char *order_by, *earliest;     /* for what is promised: order by then; dates, "" unknown */
    double ru, kg, idle_w, typical_w, max_w, ports, raw_bytes, usable_bytes;     /* of one; typical: the mean, simulated or at the mean demand */
    double total_ru, total_kg, total_idle_w, total_typical_w, total_max_w, total_heat_btu_per_h, total_ports, total_raw_bytes, total_usable_bytes;
    const char *within;                  /* the line whose totals hold this line's already: drives and cards are in their boxes'; "" elsewhere */
    const char *qualification;
    const char **requirements; int32_t n_requirements;   /* ids of those it serves */
    const char *basis;                   /* why so many, in words */
};
/* One thing to order: all lines of one SKU together, in the order of their first mention. */
struct result_bom_order {
    const char *id, *kind, *sku, *part, *description;    /* id: "S04" */
    const char *phases;                  /* "1, 2" */
    double quantity, spares, pieces;     /* installed; on the shelf; to order */
    double unit_price_dollars; const char *price_date, *price_grade; double extended_dollars;
    double lead_time_s; const char *order_by, *earliest;     /* the first of its lines' */
};
/* A delivery as a phase. */
struct result_bom_phase { const char *phase, *pool, *kind, *from, *in_service; double share, racks; };
/* Sums over all lines that are not within another. */
struct result_bom_totals {
    double lines, pieces, spares, priced_lines, unpriced_lines;      /* priced: lines of things one buys */
    double known_dollars;                /* of the priced lines: a part of the whole while any is unpriced; NAN: none is priced */
    double least_dollars, most_dollars;  /* the same with every price at the low, the high end of its range */
    double estimated_dollars;            /* of known_dollars: those whose price is graded estimate or placeholder */
    double estimated_share;              /* of known_dollars; NAN: there are none */
    double racks, nodes, front_ends, drives, nics, switches, optics, cables, pdus, cords, overbuy;
    double ru, kg, idle_w, typical_w, max_w, heat_btu_per_h, raw_bytes, usable_bytes;
    double btu_per_h_per_w;              /* 3.412142 */
    const char *typical_basis;           /* "simulated" | "at the mean demand" */
};

#endif
