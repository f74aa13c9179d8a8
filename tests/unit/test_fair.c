#include "tests/lib/near.h"

#include "fluid/fair.h"
#include "fluid/fair_impl.h"
#include "tests/lib/fair_oracle.h"

static fair_flow add_on(struct fair *fair, fair_row row, double weight, double members, double cap)
{
    const struct fair_use use = { row, 1.0 };
    return fair_add(fair, &(struct fair_spec){ .weight = weight, .members = members, .cap = cap, .uses = &use, .n_uses = 1 });
}

static struct fair *fair_with(void **state)
{
    struct fair *fair = fair_new();
    fair_impl_engine(fair, *(const enum fair_engine *)*state);
    return fair;
}

/* --- what max-min means ---------------------------------------------------------------------- */

/* K9: 2 and 2.6 are less than their shares; the other two halve what is left, (10 − 4.6) / 2. */
static void k9_one_link_of_10_shared_by_2_2p6_4_5(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row link = fair_add_row(fair, 10.0);
    const double demand[] = { 2.0, 2.6, 4.0, 5.0 }, expected[] = { 2.0, 2.6, 2.7, 2.7 };
    fair_flow flow[4];
    for (int i = 0; i < 4; i++) flow[i] = add_on(fair, link, 1.0, 1.0, demand[i]);
    fair_solve(fair);
    for (int i = 0; i < 4; i++) {
        printf("    demand %g: %.9f, expected %g\n", demand[i], fair_rate(fair, flow[i]), expected[i]);
        assert_within(fair_rate(fair, flow[i]), expected[i], 1e-15);
    }
    for (int i = 0; i < 4; i++) assert_int_equal(fair_bottleneck(fair, flow[i], NULL), i < 2 ? FAIR_CAP : FAIR_ROW);
    assert_within(fair_used(fair, link), 10.0, 1e-15);
    assert_within(fair_level(fair, link), 2.7, 1e-15);
    fair_free(fair);
}

/* 90 for three, one of which wants 10: 40 each for the others. */
static void a_capped_flow_leaves_its_share_to_the_others(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row link = fair_add_row(fair, 90.0);
    fair_flow capped = add_on(fair, link, 1.0, 1.0, 10.0), other = add_on(fair, link, 1.0, 2.0, HUGE_VAL);
    fair_solve(fair);
    assert_near(fair_rate(fair, capped), 10.0);
    assert_near(fair_rate(fair, other), 40.0);
    assert_near(fair_total_rate(fair, other), 80.0);
    fair_set_cap(fair, capped, HUGE_VAL);
    fair_solve(fair);
    assert_near(fair_rate(fair, capped), 30.0);
    fair_free(fair);
}

/* Weights 1 and 3 on a row of 100, where the second costs 2 a byte: λ (1 + 3 · 2) = 100. */
static void weights_set_the_rates_and_costs_the_use(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row row = fair_add_row(fair, 100.0);
    const struct fair_use twice = { row, 2.0 };
    fair_flow one = add_on(fair, row, 1.0, 1.0, HUGE_VAL);
    fair_flow three = fair_add(fair, &(struct fair_spec){ .weight = 3.0, .members = 1.0, .cap = HUGE_VAL, .uses = &twice, .n_uses = 1 });
    fair_solve(fair);
    assert_near(fair_rate(fair, one), 100.0 / 7.0);
    assert_near(fair_rate(fair, three), 300.0 / 7.0);
    fair_free(fair);
}

static void a_row_named_twice_costs_the_sum(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row row = fair_add_row(fair, 12.0);
    const struct fair_use uses[] = { { row, 1.0 }, { row, 2.0 } };
    fair_flow flow = fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = uses, .n_uses = 2 });
    fair_solve(fair);
    assert_near(fair_rate(fair, flow), 4.0);
    fair_free(fair);
}

/* The long flow gets half of the narrow row; what it leaves on the wide one is the other's. */
static void each_flow_names_the_row_that_freezes_it(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row narrow = fair_add_row(fair, 10.0), wide = fair_add_row(fair, 100.0), row;
    const struct fair_use both[] = { { narrow, 1.0 }, { wide, 1.0 } };
    fair_flow long_one = fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = both, .n_uses = 2 });
    fair_flow local = add_on(fair, narrow, 1.0, 1.0, HUGE_VAL), rest = add_on(fair, wide, 1.0, 1.0, HUGE_VAL);
    fair_solve(fair);
    assert_int_equal(fair_bottleneck(fair, long_one, &row), FAIR_ROW);
    assert_int_equal(row.row, narrow.row);
    assert_int_equal(fair_bottleneck(fair, rest, &row), FAIR_ROW);
    assert_int_equal(row.row, wide.row);
    assert_near(fair_rate(fair, local), 5.0);
    assert_near(fair_rate(fair, rest), 95.0);
    fair_free(fair);
}

static void a_dead_row_stops_its_flows_and_an_unlimited_one_none(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row dead = fair_add_row(fair, 0.0), wide = fair_add_row(fair, HUGE_VAL);
    fair_flow stopped = add_on(fair, dead, 1.0, 1.0, HUGE_VAL), is_free = add_on(fair, wide, 1.0, 1.0, HUGE_VAL);
    fair_flow at_cap = add_on(fair, wide, 1.0, 1.0, 7.0), none = add_on(fair, wide, 1.0, 0.0, 7.0);
    fair_solve(fair);
    assert_true(fair_rate(fair, stopped) == 0.0);
    assert_int_equal(fair_bottleneck(fair, stopped, NULL), FAIR_ROW);
    assert_int_equal(fair_bottleneck(fair, is_free, NULL), FAIR_FREE);
    assert_true(fair_rate(fair, is_free) == HUGE_VAL);
    assert_true(fair_rate(fair, at_cap) == 7.0);
    assert_true(fair_rate(fair, none) == 0.0);
    fair_set_capacity(fair, wide, 20.0);
    fair_set_members(fair, none, 1.0);
    fair_set_capacity(fair, dead, 3.0);
    fair_solve(fair);
    assert_near(fair_rate(fair, is_free), 20.0 / 3.0);
    assert_near(fair_rate(fair, none), 20.0 / 3.0);
    assert_near(fair_rate(fair, stopped), 3.0);
    fair_free(fair);
}

/* 1e120 members of weight 1e120 beside one of 1e-120, each alone on its row and both on a third: levels over 480 orders. */
static void loads_far_apart_are_shared_like_any(void **state)
{
    struct fair *fair = fair_with(state);
    const fair_row both = fair_add_row(fair, 10.0), own = fair_add_row(fair, 4.0);
    const struct fair_use heavy_uses[] = { { both, 1.0 }, { own, 1.0 } }, light_uses[] = { { both, 1.0 } };
    fair_flow heavy = fair_add(fair, &(struct fair_spec){ .weight = 1e120, .members = 1e120, .cap = HUGE_VAL, .uses = heavy_uses, .n_uses = 2 });
    fair_flow light = fair_add(fair, &(struct fair_spec){ .weight = 1e-120, .members = 1e-120, .cap = HUGE_VAL, .uses = light_uses, .n_uses = 1 });
    fair_solve(fair);
    assert_near(fair_total_rate(fair, heavy), 4.0);
    assert_near(fair_total_rate(fair, light), 6.0);
    fair_remove(fair, heavy);
    fair_solve(fair);
    assert_near(fair_total_rate(fair, light), 10.0);
    fair_free(fair);
}

static void a_flow_may_change_its_way_and_its_weight(void **state)
{
    struct fair *fair = fair_with(state);
    fair_row here = fair_add_row(fair, 10.0), there = fair_add_row(fair, 30.0);
    fair_flow stays = add_on(fair, here, 1.0, 1.0, HUGE_VAL), goes = add_on(fair, here, 1.0, 1.0, HUGE_VAL);
    fair_solve(fair);
    assert_near(fair_rate(fair, stays), 5.0);
    fair_set_path(fair, goes, &(struct fair_use){ there, 1.0 }, 1);
    fair_solve(fair);
    assert_near(fair_rate(fair, stays), 10.0);
    assert_near(fair_rate(fair, goes), 30.0);
    fair_set_path(fair, goes, &(struct fair_use){ here, 1.0 }, 1);
    fair_set_weight(fair, goes, 4.0);
    fair_solve(fair);
    assert_near(fair_rate(fair, stays), 2.0);
    assert_near(fair_rate(fair, goes), 8.0);
    fair_remove(fair, stays);
    fair_solve(fair);
    assert_near(fair_rate(fair, goes), 10.0);
    assert_int_equal(fair_n_flows(fair), 1);
    fair_free(fair);
}

static void a_cleared_system_is_as_new(void **state)
{
    struct fair *fair = fair_with(state);
    for (int round = 0; round < 3; round++) {
        fair_row row = fair_add_row(fair, 10.0);
        assert_int_equal(row.row, 0);
        fair_flow flow = add_on(fair, row, 1.0, 1.0, 4.0);
        add_on(fair, row, 1.0, 1.0, HUGE_VAL);
        fair_solve(fair);
        assert_near(fair_rate(fair, flow), 4.0);
        assert_near(fair_level(fair, row), 6.0);
        fair_clear(fair);
        assert_int_equal(fair_n_flows(fair) + fair_n_rows(fair), 0);
    }
    fair_free(fair);
}

/* 20,000 flows of weights that no sum of doubles holds come and go; the level of the 50 that
 * are left is to the bit what a new system finds for them. */
static void nothing_drifts(void **state)
{
    struct fair *fair = fair_with(state), *fresh = fair_with(state);
    fair_row row = fair_add_row(fair, 10.0), fresh_row = fair_add_row(fresh, 10.0);
    fair_flow flow[50];
    for (int32_t i = 0; i < 20000; i++) {
        if (i >= 50) fair_remove(fair, flow[i % 50]);
        flow[i % 50] = add_on(fair, row, exp(sin(i) * 8.0), 1.0, HUGE_VAL);
        if (i % 7 == 0) fair_solve(fair);
        if (i >= 20000 - 50) add_on(fresh, fresh_row, exp(sin(i) * 8.0), 1.0, HUGE_VAL);
    }
    fair_solve(fair);
    fair_solve(fresh);
    assert_true(fair_level(fair, row) == fair_level(fresh, fresh_row));
    fair_free(fair);
    fair_free(fresh);
}

/* --- mistakes a sweep can make: small systems on which each was wrong ----------------------------- */

enum { ADD, REMOVE, CAPACITY, SOLVE };
struct act { int kind, who, n; int rows[3]; double value; };

#define ON(flow, n, ...)     { ADD, flow, n, { __VA_ARGS__ }, HUGE_VAL }
#define CAPPED(flow, cap, r) { ADD, flow, 1, { r }, cap }
#define OFF(flow)            { REMOVE, flow, 0, { 0 }, 0.0 }
#define SET(row, capacity)   { CAPACITY, row, 0, { 0 }, capacity }
#define THEN_SOLVE           { SOLVE, 0, 0, { 0 }, 0.0 }

struct played { struct fair *fair; double capacity[5]; fair_row row[5]; struct fair_oracle_flow flows[8]; fair_flow id[8]; int32_t n_rows; };

static void add_played(struct played *p, const struct act *act)
{
    struct fair_oracle_flow *flow = &p->flows[act->who];
    struct fair_use uses[3];
    *flow = (struct fair_oracle_flow){ .weight = 1.0, .members = 1.0, .cap = act->value, .n_steps = act->n, .present = true };
    for (int i = 0; i < act->n; i++) {
        flow->steps[i] = (struct fair_oracle_step){ act->rows[i], 1.0 };
        uses[i] = (struct fair_use){ p->row[act->rows[i]], 1.0 };
    }
    p->id[act->who] = fair_add(p->fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = act->value, .uses = uses, .n_uses = act->n });
}

static void solve_played(struct played *p)
{
    fair_solve(p->fair);
    fair_oracle_solve(p->capacity, p->n_rows, p->flows, 8);
    for (int f = 0; f < 8; f++)
        if (p->flows[f].present) assert_within(fair_rate(p->fair, p->id[f]), p->flows[f].level, 1e-14);
}

/* Plays the acts; at each solve every flow has the oracle's rate. */
static void play(void **state, const double *capacity, int32_t n_rows, const struct act *acts, size_t n_acts)
{
    struct played p = { .fair = fair_with(state), .n_rows = n_rows };
    for (int32_t r = 0; r < n_rows; r++) p.row[r] = fair_add_row(p.fair, p.capacity[r] = capacity[r]);
    for (size_t i = 0; i < n_acts; i++) {
        const struct act *act = &acts[i];
        switch (act->kind) {
        case ADD:
            add_played(&p, act);
            break;
        case REMOVE:
            fair_remove(p.fair, p.id[act->who]);
            p.flows[act->who].present = false;
            break;
        case CAPACITY:
            fair_set_capacity(p.fair, p.row[act->who], p.capacity[act->who] = act->value);
            break;
        default:
            solve_played(&p);
        }
    }
    fair_free(p.fair);
}

#define PLAY(capacity, acts) play(state, capacity, (int32_t)(sizeof capacity / sizeof capacity[0]), acts, sizeof acts / sizeof acts[0])

/* A flow whose opened row meets another at that one's final level is held by the latter. */
static void a_tie_between_an_open_and_a_final_row_goes_to_the_final_one(void **state)
{
    const double capacity[] = { 1.0, 9.0, 4.0, 7.0, 1.0 };
    const struct act acts[] = { ON(1, 2, 2, 1), ON(4, 2, 1, 3), THEN_SOLVE, ON(0, 2, 2, 3), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void an_open_row_comes_earlier_when_another_opens(void **state)
{
    const double capacity[] = { 7.0, 11.0, 10.0 };
    const struct act acts[] = { ON(4, 2, 1, 2), ON(1, 2, 1, 0), ON(3, 3, 2, 1, 0), THEN_SOLVE, OFF(1), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void a_slack_row_is_looked_at_when_its_own_load_rises(void **state)
{
    const double capacity[] = { 6.0, 1.0, 1.0 };
    const struct act acts[] = { ON(2, 2, 0, 1), ON(0, 2, 1, 2), THEN_SOLVE, SET(1, 10.0), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void a_slack_row_is_looked_at_before_any_row_above_it_is_final(void **state)
{
    const double capacity[] = { 1.0, 1.0, 3.0, 1.0, 1.0 };
    const struct act acts[] = { ON(1, 1, 0), ON(2, 2, 0, 1), THEN_SOLVE, ON(3, 2, 2, 0), SET(0, 9.0), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void an_open_row_put_back_is_looked_around_again(void **state)
{
    const double capacity[] = { 1.0, 2.0, 1.0, 1.0 };
    const struct act acts[] = { SET(0, 3.0), ON(4, 1, 2), ON(6, 1, 3), ON(2, 2, 2, 0), ON(0, 2, 3, 0), SET(3, 6.0), THEN_SOLVE,
                                ON(3, 3, 1, 3, 2), SET(2, 6.0), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void a_falling_row_takes_flows_of_an_open_one_only_after_their_slack_rows_were_looked_at(void **state)
{
    const double capacity[] = { 5.0, 1.0, 2.0 };
    const struct act acts[] = { ON(4, 3, 2, 1, 0), ON(3, 1, 0), THEN_SOLVE, SET(1, 8.0), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void a_slack_row_is_queued_as_if_what_rises_might_rise_for_ever(void **state)
{
    const double capacity[] = { 2.0, 9.0, 1.0, 5.0, 1.0 };
    const struct act acts[] = { ON(0, 2, 3, 1), ON(2, 2, 0, 2), ON(6, 1, 2), ON(3, 2, 1, 2), THEN_SOLVE, SET(2, 12.0), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void a_slack_row_is_watched_once_a_flow_is_above_its_fill_level(void **state)
{
    const double capacity[] = { 12.0, 1.0, 7.0, 1.0 };
    const struct act acts[] = { ON(0, 1, 2), ON(3, 1, 2), ON(1, 2, 0, 3), THEN_SOLVE, ON(6, 2, 0, 2), THEN_SOLVE, SET(3, 9.0), OFF(0), THEN_SOLVE };
    PLAY(capacity, acts);
}

static void a_row_that_becomes_unlimited_hands_its_flows_on(void **state)
{
    const double capacity[] = { 1.0 };
    const struct act acts[] = { CAPPED(4, 2.0, 0), THEN_SOLVE, SET(0, HUGE_VAL), THEN_SOLVE };
    PLAY(capacity, acts);
}

#define BOTH(test) \
    { #test " (whole)", test, NULL, NULL, &small }, { #test " (sweep)", test, NULL, NULL, &sweep }

int main(void)
{
    enum fair_engine small = FAIR_ENGINE_SMALL, sweep = FAIR_ENGINE_SWEEP;
    const struct CMUnitTest tests[] = {
        BOTH(k9_one_link_of_10_shared_by_2_2p6_4_5),
        BOTH(a_capped_flow_leaves_its_share_to_the_others),
        BOTH(weights_set_the_rates_and_costs_the_use),
        BOTH(a_row_named_twice_costs_the_sum),
        BOTH(each_flow_names_the_row_that_freezes_it),
        BOTH(a_dead_row_stops_its_flows_and_an_unlimited_one_none),
        BOTH(loads_far_apart_are_shared_like_any),
        BOTH(a_flow_may_change_its_way_and_its_weight),
        BOTH(a_cleared_system_is_as_new),
        BOTH(nothing_drifts),
        BOTH(a_tie_between_an_open_and_a_final_row_goes_to_the_final_one),
        BOTH(an_open_row_comes_earlier_when_another_opens),
        BOTH(a_slack_row_is_looked_at_when_its_own_load_rises),
        BOTH(a_slack_row_is_looked_at_before_any_row_above_it_is_final),
        BOTH(an_open_row_put_back_is_looked_around_again),
        BOTH(a_falling_row_takes_flows_of_an_open_one_only_after_their_slack_rows_were_looked_at),
        BOTH(a_slack_row_is_queued_as_if_what_rises_might_rise_for_ever),
        BOTH(a_slack_row_is_watched_once_a_flow_is_above_its_fill_level),
        BOTH(a_row_that_becomes_unlimited_hands_its_flows_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
