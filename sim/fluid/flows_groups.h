/* Groups of fair.h in time; for flows.c and its tests only. All flows of a group rise at one level, so one number serves
 * them all: the group's virtual time V, dV = level · dt. A flow that joins with `left`
 * bytes ends when V has come to its key, V + left / weight, whatever the level does in
 * between: when rates change, keys don't. Each group has a heap of its flows by key, and
 * one heap of groups by the time their first flow is due gives the next completion. */
#ifndef FLUID_FLOWS_GROUPS_H
#define FLUID_FLOWS_GROUPS_H

#include "fluid/flows_impl.h"

/* Room for groups 0 ... wanted − 1; new ones are empty. */
void flows_groups_more(struct flows *flows, int32_t wanted);

/* Brings V to now: before every change of a group's level, and before a key is made or read. */
void flows_groups_settle(const struct flows *flows, struct group *group);

/* Its first flow may be due at another time: flows_groups_in_order puts all such groups into the heap anew. */
void flows_groups_touch(struct flows *flows, int32_t group);
void flows_groups_in_order(struct flows *flows);

/* Into a group, −1: none. Before: the flow is in none; its key is the bytes left. */
void flows_groups_unite(struct flows *flows, int32_t flow, int32_t group);

/* Out of its group: `key` is then what is left, `bytes` of an endless one what was moved. */
void flows_groups_part(struct flows *flows, int32_t flow);

/* Out of its group, with what its key said forgotten. */
void flows_groups_drop(struct flows *flows, struct moving *m);

/* What a member has still to move, and has moved. */
double flows_groups_left(const struct flows *flows, int32_t flow);
double flows_groups_moved(const struct flows *flows, int32_t flow);

/* When the group's virtual time comes to `key`, on the nearest ns; FLOWS_NEVER. */
int64_t flows_groups_comes_to(const struct flows *flows, const struct group *group, double key);

#endif
