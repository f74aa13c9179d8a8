/* What a site could be built of instead: every storage node of a catalog under each stack that runs on it, with each
 * front end that serves the stack where its path has them apart; then the mixes that models name. */
#ifndef STUDY_CHOICES_H
#define STUDY_CHOICES_H

#include "types/site_plan.h"

/* What a policy may restrict. */
enum choices_rule { CHOICES_THIRD_PARTY, CHOICES_DPU, CHOICES_PROTOCOLS, CHOICES_RULES };

struct choice_verdict { const struct requirement *requirement; enum verdict verdict; double value, margin; };

struct choice {
    const char *name;                    /* "this build", "odm-cap with cnode-gen6 under vast-disaggregated" */
    const struct node_model *beside;     /* NULL, or as many as `beside_nodes` of these and of `node` the rest */
    double beside_nodes;
    const struct node_model *node, *front_end;   /* of this build NULL; no front end: NULL */
    const struct stack_model *stack;
    const char *against[CHOICES_RULES];  /* why a rule of the policy forbids it; NULL: it doesn't */
    const char *missing;                 /* demanded protocols that its stack does not speak today; NULL */
    const char *unfit;                   /* why it can't be had by the plan's date, or built, whatever the policy; NULL */
    double available_days;               /* first date on which all of it can be had; NAN: not known */
    bool planned;
    int fails, depends;                  /* MUSTs judged on the plan, and what does not fit */
    double nodes, front_ends, rack_tiles, storage_w, site_w;
    double read_bytes_per_s, write_bytes_per_s;      /* least capability of the cases */
    struct choice_verdict *judged; int n_judged;     /* every requirement that a plan can judge, in the scenario's order */
};

struct choices { struct choice *at; int n; };

/* Is the rule one of the scenario's policy? */
bool choices_restricts(const struct scenario *scenario, enum choices_rule rule);

/* The first is the scenario's own build, the rest those of the catalog (NULL: none) in its order; each is planned, its counts for every
 * MUST, as one pool that carries the whole load. Policy aside, which is answered in `against`. */
struct choices choices_find(const struct site_plan *plan, const struct catalog *all, struct arena *arena);

/* The same, none planned: what can be had and what each rule has against it. `scenario` is read only. */
struct choices choices_list(const struct scenario *scenario, const struct catalog *all, struct arena *arena);

/* Is `a` better: fewer MUSTs failed, then fewer that depend, fewer rack tiles, fewer watts of storage. */
bool choices_better(const struct choice *a, const struct choice *b);

/* The scenario built of this choice: a copy in `arena`. Deliveries: where all are orders, one order on the earliest date whose times are
 * its hardware's own; else none, since a promise says nothing about other hardware. */
struct scenario *choices_scenario(const struct scenario *scenario, const struct choice *choice, struct arena *arena);

#endif
