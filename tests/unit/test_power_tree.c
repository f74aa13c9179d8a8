#include "tests/lib/site_plan_of.h"

#include "plan/power_tree.h"

/* Trees worked by hand: the IT watts are set and the tree alone is solved. */
struct tree_fixture { struct arena *arena; struct facility_model facility; struct scenario scenario; struct requirement requirement; struct site_plan plan; };

static struct tree_fixture *tree_new(double it_w, double pue)
{
    struct arena *arena = arena_new();
    struct tree_fixture *made = ARENA_NEW(arena, struct tree_fixture);
    made->arena = arena;
    made->facility.pue_annual = made->facility.pue_design = site_given(pue);
    made->facility.power_tree.levels = ARENA_ARRAY(arena, struct power_level, 12);
    made->facility.power_tree.loads = ARENA_ARRAY(arena, struct power_load, 4);
    made->scenario.site.facility = &made->facility;
    made->plan = (struct site_plan){.scenario = &made->scenario, .arena = arena, .power = {.it_max_w = it_w}};
    return made;
}

static struct power_level *level(struct tree_fixture *tree, const char *name, enum power_kind kind, enum power_scheme scheme, double count, double rating_w)
{
    struct power_level *made = &tree->facility.power_tree.levels[tree->facility.power_tree.n_levels++];
    *made = (struct power_level){.name = name, .kind = kind, .scheme = scheme, .count = site_given(count), .block = site_absent(), .rating_w = site_given(rating_w),
                                 .derating = site_given(1.0), .loss = site_given(0.0)};
    return made;
}

static void from(struct tree_fixture *tree, struct power_level *below, const char *first, const char *second)
{
    below->from = ARENA_ARRAY(tree->arena, const char *, 2);
    below->from[below->n_from++] = first;
    if (second) below->from[below->n_from++] = second;
}

static void load(struct tree_fixture *tree, const char *first, const char *second, double share)
{
    struct power_load *made = &tree->facility.power_tree.loads[tree->facility.power_tree.n_loads++];
    *made = (struct power_load){.on = ARENA_ARRAY(tree->arena, const char *, 2), .share = site_given(share)};
    made->on[made->n_on++] = first;
    if (second) made->on[made->n_on++] = second;
}

static const struct plan_power_tree *solved(struct tree_fixture *tree)
{
    power_tree_solve(&tree->plan);
    return &tree->plan.power.tree;
}

static void tree_free(void **state, struct tree_fixture *tree)
{
    (void)state;
    arena_free(tree->arena);
}

/* --- three schemes ------------------------------------------------------------------------ */

/* Four feeds of 1 MW, A1 A2 B1 B2; 1.6 MW of racks, a cord on A and one on B each. Normally 400 kW on each. With A1
 * lost its racks, 800 kW, hang on B1 alone: 800 of 1,000 kW. So too with all of A lost. */
static void two_sides_carry_half_of_what_is_installed(void **state)
{
    struct tree_fixture *tree = tree_new(1.6e6, 1.3);
    level(tree, "feeds", POWER_PDU, SCHEME_2N, 4, 1e6);
    const struct plan_power_level *feeds = &solved(tree)->levels[0];
    assert_near(feeds->installed_w, 4e6);
    assert_near(feeds->load_w, 1.6e6);
    assert_near(feeds->utilisation, 0.4);
    assert_near(feeds->worst_load_w, 0.8e6);
    assert_near(feeds->worst_utilisation, 0.8);
    assert_string_equal(feeds->worst_case, "feeds A1 lost");
    assert_near(feeds->usable_w, 2e6);
    assert_near(feeds->usable_w / feeds->installed_w, 0.50);
    assert_near(feeds->reserved_w, 2e6);
    assert_near(feeds->dark_w + 1.0, 1.0);
    tree_free(state, tree);
}

/* Five of 1 MW in parallel at 3.2 MW: 640 kW each; with one lost 800 kW on each of four. */
static void one_more_than_needed_carries_four_fifths(void **state)
{
    struct tree_fixture *tree = tree_new(3.2e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_N_PLUS_1, 5, 1e6);
    const struct plan_power_level *ups = &solved(tree)->levels[0];
    assert_near(ups->utilisation, 0.64);
    assert_near(ups->worst_load_w, 0.8e6);
    assert_near(ups->worst_utilisation, 0.8);
    assert_string_equal(ups->worst_case, "ups 1 lost");
    assert_near(ups->usable_w / ups->installed_w, 0.80);
    tree_free(state, tree);
}

/* Four of 1 MW; racks hang on all six pairs of them, 2.4 MW / 6 = 400 kW on each pair. A device is in three pairs: 600 kW. With
 * one lost, its three pairs lean on the three others, 200 kW more on each: 800 kW. */
static void four_that_share_three_loads_carry_three_quarters(void **state)
{
    struct tree_fixture *tree = tree_new(2.4e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_DISTRIBUTED, 4, 1e6);
    const struct plan_power_level *ups = &solved(tree)->levels[0];
    assert_near(ups->utilisation, 0.6);
    assert_near(ups->worst_load_w, 0.8e6);
    assert_near(ups->worst_utilisation, 0.8);
    assert_near(ups->usable_w / ups->installed_w, 0.75);
    tree_free(state, tree);
}

/* Three blocks of 4+1: a lost device leans on its own block only. */
static void a_block_stands_in_for_its_own(void **state)
{
    struct tree_fixture *tree = tree_new(9.6e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_N_PLUS_1, 15, 1e6)->block = site_given(5);
    const struct plan_power_level *ups = &solved(tree)->levels[0];
    assert_near(ups->utilisation, 0.64);
    assert_near(ups->worst_load_w, 0.8e6);
    assert_near(ups->usable_w / ups->installed_w, 0.80);
    tree_free(state, tree);
}

/* Without redundancy what hangs on a lost device is dark, and nobody else carries more. */
static void without_redundancy_a_loss_is_dark(void **state)
{
    struct tree_fixture *tree = tree_new(4e6, 1.3);
    level(tree, "busway", POWER_BUSWAY, SCHEME_N, 8, 1e6);
    const struct plan_power_level *busway = &solved(tree)->levels[0];
    assert_near(busway->worst_utilisation, 0.5);
    assert_string_equal(busway->worst_case, "normal running");
    assert_near(busway->dark_w, 0.5e6);
    assert_near(busway->reserved_w + 1.0, 1.0);
    tree_free(state, tree);
}

/* --- levels above one another ------------------------------------------------------------- */

/* Utility A and B, a transformer and two UPS on each side, four busways: 1 MW of IT at PUE 1.5 is 1.5 MW at the utility. Feed A lost:
 * everything of B carries double. A UPS lost takes its busway with it: 250 kW move to the busway's partner. */
static void a_lost_feed_goes_dark_to_the_racks(void **state)
{
    struct tree_fixture *tree = tree_new(1e6, 1.5);
    level(tree, "utility", POWER_UTILITY, SCHEME_2N, 2, 2e6);
    level(tree, "transformer", POWER_TRANSFORMER, SCHEME_2N, 2, 2e6);
    level(tree, "ups", POWER_UPS, SCHEME_2N, 4, 1e6);
    level(tree, "busway", POWER_BUSWAY, SCHEME_2N, 4, 0.4e6);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].load_w, 1.5e6);
    assert_near(found->levels[0].utilisation, 0.375);
    assert_near(found->levels[0].worst_load_w, 1.5e6);
    assert_string_equal(found->levels[0].worst_case, "utility A lost");
    assert_near(found->levels[1].worst_utilisation, 0.75);
    assert_string_equal(found->levels[1].worst_case, "utility A lost");
    assert_near(found->levels[2].load_w, 1e6);
    assert_near(found->levels[2].worst_load_w, 0.5e6);
    assert_near(found->levels[3].worst_utilisation, 1.25);
    assert_int_equal(found->limit, 3);
    assert_near(found->worst_utilisation, 1.25);
    assert_near(found->it_limit_w, 0.8e6);
    tree_free(state, tree);
}

/* Four line-ups: a transformer is the only source of its UPS, so its loss is the UPS's: the others carry 4/3. Its own scheme is none, and
 * a quarter of it is kept free all the same. */
static void a_line_up_fails_as_one(void **state)
{
    struct tree_fixture *tree = tree_new(2.4e6, 1.25);
    level(tree, "transformer", POWER_TRANSFORMER, SCHEME_N, 4, 1.25e6);
    level(tree, "ups", POWER_UPS, SCHEME_DISTRIBUTED, 4, 1e6);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].utilisation, 0.6);
    assert_near(found->levels[0].worst_utilisation, 0.8);
    assert_string_equal(found->levels[0].worst_case, "transformer 1 lost");
    assert_near(found->levels[0].usable_w / found->levels[0].installed_w, 0.75);
    assert_near(found->levels[1].worst_utilisation, 0.8);
    assert_near(found->levels[0].dark_w + 1.0, 1.0);
    tree_free(state, tree);
}

/* 4N/3 above A/B busways: six pairs of busways, each on two UPS. A UPS lost takes three busways with it; their partners, 100 kW
 * each before, carry 200, and the other three UPS 100 kW more each. */
static void pairs_of_busways_hang_on_pairs_of_ups(void **state)
{
    struct tree_fixture *tree = tree_new(1.2e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_DISTRIBUTED, 4, 0.5e6);
    level(tree, "busway", POWER_BUSWAY, SCHEME_2N, 12, 0.25e6);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].utilisation, 0.6);
    assert_near(found->levels[0].worst_load_w, 0.4e6);
    assert_near(found->levels[1].utilisation, 0.4);
    assert_near(found->levels[1].worst_load_w, 0.2e6);
    tree_free(state, tree);
}

/* Two blocks of four UPS, each above two blocks of four PDU: a UPS lost takes two PDUs with it, one of each block. */
static void line_ups_of_two_levels_match_place_by_place(void **state)
{
    struct tree_fixture *tree = tree_new(4.8e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_DISTRIBUTED, 8, 1e6)->block = site_given(4);
    level(tree, "pdu", POWER_PDU, SCHEME_DISTRIBUTED, 16, 0.5e6)->block = site_given(4);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].utilisation, 0.6);
    assert_near(found->levels[0].worst_load_w, 0.8e6);
    assert_near(found->levels[1].worst_load_w, 0.4e6);
    tree_free(state, tree);
}

/* --- by hand, device by device -------------------------------------------------------------- */

/* Two UPS, two PDU each: racks on (a1, b1) take 60 %, racks on (a2, b2) 40 % of 100 kW. a1 lost: b1 60 kW, ups-a keeps a2's 20 kW, ups-b
 * carries b1's 60 and b2's 20. ups-a lost: ups-b carries all 100 kW. */
static void a_small_tree_is_written_device_by_device(void **state)
{
    struct tree_fixture *tree = tree_new(100e3, 1.2);
    level(tree, "mains", POWER_UTILITY, SCHEME_N, 1, 200e3);
    from(tree, level(tree, "ups-a", POWER_UPS, SCHEME_N, 1, 125e3), "mains", NULL);
    from(tree, level(tree, "ups-b", POWER_UPS, SCHEME_N, 1, 100e3), "mains", NULL);
    from(tree, level(tree, "a1", POWER_PDU, SCHEME_N, 1, 60e3), "ups-a", NULL);
    from(tree, level(tree, "a2", POWER_PDU, SCHEME_N, 1, 60e3), "ups-a", NULL);
    from(tree, level(tree, "b1", POWER_PDU, SCHEME_N, 1, 60e3), "ups-b", NULL);
    from(tree, level(tree, "b2", POWER_PDU, SCHEME_N, 1, 60e3), "ups-b", NULL);
    load(tree, "a1", "b1", 0.6);
    load(tree, "a2", "b2", 0.4);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].load_w, 120e3);
    assert_near(found->levels[0].dark_w, 100e3);
    assert_near(found->levels[1].utilisation, 0.4);
    assert_near(found->levels[1].worst_utilisation, 0.8);
    assert_string_equal(found->levels[1].worst_case, "ups-b lost");
    assert_near(found->levels[2].worst_utilisation, 1.0);
    assert_near(found->levels[3].load_w, 30e3);
    assert_near(found->levels[3].worst_utilisation, 1.0);
    assert_near(found->levels[4].worst_utilisation, 40.0 / 60.0);
    assert_near(found->it_limit_w, 100e3);
    tree_free(state, tree);
}

/* Two UPS on mains 1 and 2 draw half from each; two more on mains 3; 250 kW on each UPS. Mains 2 lost: 500 kW on mains 1. A UPS lost: 750 kW
 * on mains 3. Mains 1 and 2 come over one river: all 1 MW on mains 3. */
static void two_sources_share_and_a_feed_is_lost_whole(void **state)
{
    struct tree_fixture *tree = tree_new(1e6, 1.0);
    level(tree, "mains-1", POWER_UTILITY, SCHEME_N, 1, 2e6)->feed = "river";
    level(tree, "mains-2", POWER_UTILITY, SCHEME_N, 1, 2e6)->feed = "river";
    level(tree, "mains-3", POWER_UTILITY, SCHEME_N, 1, 2e6);
    from(tree, level(tree, "ups-a", POWER_UPS, SCHEME_N, 2, 1e6), "mains-1", "mains-2");
    from(tree, level(tree, "ups-b", POWER_UPS, SCHEME_N, 2, 1e6), "mains-3", NULL);
    load(tree, "ups-a", "ups-b", 1.0);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].utilisation, 0.125);
    assert_near(found->levels[0].worst_load_w, 0.5e6);
    assert_string_equal(found->levels[0].worst_case, "mains-2 lost");
    assert_near(found->levels[2].worst_load_w, 1e6);
    assert_string_equal(found->levels[2].worst_case, "feed river lost");
    assert_near(found->levels[4].worst_load_w, 0.5e6);
    tree_free(state, tree);
}

/* --- amounts ------------------------------------------------------------------------------ */

/* UPS 4+1 of 1 MW may carry 4 MW, busways 8 of 400 kW at 80 % 2.56 MW: of the UPS's usable 4 MW 1.44 are behind the busways. */
static void what_a_full_level_blocks_is_stranded_in_the_others(void **state)
{
    struct tree_fixture *tree = tree_new(1e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_N_PLUS_1, 5, 1e6);
    level(tree, "busway", POWER_BUSWAY, SCHEME_N, 8, 0.4e6)->derating = site_given(0.8);
    const struct plan_power_tree *found = solved(tree);
    assert_int_equal(found->limit, 1);
    assert_near(found->it_limit_w, 2.56e6);
    assert_near(found->levels[0].blocked_w, 1.44e6);
    assert_near(found->levels[0].reserved_w, 1e6);
    assert_near(found->levels[1].blocked_w + 1.0, 1.0);
    tree_free(state, tree);
}

/* 1 MW through a busway that loses 2 % of what goes in and a UPS that loses 4 %: 1 / 0.98 / 0.96 MW go into the UPS; the rest of the site, 0.3 MW,
 * joins above: 1.3629 MW at the utility. */
static void losses_stated_separately_add_up_on_the_way(void **state)
{
    struct tree_fixture *tree = tree_new(1e6, 1.3);
    level(tree, "utility", POWER_UTILITY, SCHEME_N, 1, 2e6);
    level(tree, "ups", POWER_UPS, SCHEME_N, 1, 2e6)->loss = site_given(0.04);
    level(tree, "busway", POWER_BUSWAY, SCHEME_N, 1, 2e6)->loss = site_given(0.02);
    assert_near(power_tree_pue(&tree->facility, 1.3, tree->arena), 1.3);
    tree->facility.power_tree.losses_separate = true;
    assert_near(power_tree_pue(&tree->facility, 1.3, tree->arena), 0.3 + 1.0 / 0.98 / 0.96);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].load_w, 0.3e6 + 1e6 / 0.98 / 0.96);
    assert_near(found->levels[1].load_w, 1e6 / 0.98);
    assert_near(found->levels[2].load_w, 1e6);
    assert_near(found->loss_w, 1e6 / 0.98 / 0.96 - 1e6);
    tree_free(state, tree);
}

/* 2 MW on four feeds of 900 kW: 1 MW on B1 with A1 lost, 100 kW too much; the level may carry 1.8 of the 2 MW. */
static void too_much_is_a_finding_with_its_amount_and_case(void **state)
{
    struct tree_fixture *tree = tree_new(2e6, 1.3);
    level(tree, "feeds", POWER_PDU, SCHEME_2N, 4, 0.9e6);
    (void)solved(tree);
    assert_int_equal(tree->plan.n_findings, 1);
    assert_finds(&tree->plan, "power-tree-over-rating", FINDING_FAIL, "(feeds A1 lost): 100 kW too much");
    assert_finds(&tree->plan, "power-tree-over-rating", FINDING_FAIL, "1.800 MW");
    tree_free(state, tree);
}

/* What a sensitivity makes of a count of 5 in blocks of 5 (6.25) or of 4 sides (3): the nearest that the scheme allows. */
static void broken_counts_are_made_whole(void **state)
{
    struct tree_fixture *tree = tree_new(1e6, 1.3);
    level(tree, "ups", POWER_UPS, SCHEME_N_PLUS_1, 6.25, 1e6)->block = site_given(5);
    level(tree, "busway", POWER_BUSWAY, SCHEME_2N, 3, 1e6);
    const struct plan_power_tree *found = solved(tree);
    assert_near(found->levels[0].count, 5.0);
    assert_near(found->levels[1].count, 4.0);
    tree_free(state, tree);
}

static void a_brief_plan_looks_only_when_asked(void **state)
{
    struct tree_fixture *tree = tree_new(1e6, 1.3);
    level(tree, "feeds", POWER_PDU, SCHEME_2N, 4, 1e6);
    tree->plan.brief = tree->plan.quiet = true;
    assert_int_equal(solved(tree)->n_levels, 0);
    tree->requirement.quantity = REQ_POWER_TREE_UTILISATION;
    tree->scenario.requirements = &tree->requirement;
    tree->scenario.n_requirements = 1;
    assert_near(solved(tree)->worst_utilisation, 0.5);
    assert_null(tree->plan.power.tree.levels[0].worst_case);
    tree_free(state, tree);
}

/* What leaves a level comes in above: with 7 pairs on 3 transformers and 5 pairs on 2 blocks of UPS nothing is spread evenly, and nothing is lost. */
static void uneven_counts_lose_nothing(void **state)
{
    struct tree_fixture *tree = tree_new(7e6, 1.0);
    level(tree, "transformer", POWER_TRANSFORMER, SCHEME_N, 3, 10e6);
    level(tree, "ups", POWER_UPS, SCHEME_DISTRIBUTED, 8, 10e6)->block = site_given(4);
    level(tree, "busway", POWER_BUSWAY, SCHEME_2N, 14, 10e6);
    const struct plan_power_tree *found = solved(tree);
    for (int t = 0; t < 3; t++) {
        assert_near(found->levels[t].load_w, 7e6);
        assert_true(found->levels[t].usable_w <= found->levels[t].installed_w);
    }
    assert_true(found->levels[0].utilisation * 10e6 > 7e6 / 3);
    tree_free(state, tree);
}

/* --- each loss on its own ------------------------------------------------------------------- */

static void assert_case(const struct plan_power_tree *tree, int at, const char *name, int limit, double utilisation, double it_limit_w, double dark_w)
{
    assert_true(at < tree->n_cases);
    assert_string_equal(tree->cases[at].name, name);
    assert_int_equal(tree->cases[at].limit, limit);
    assert_near(tree->cases[at].utilisation, utilisation);
    if (limit >= 0) assert_near(tree->cases[at].it_limit_w, it_limit_w);
    assert_near(tree->cases[at].dark_w + 1.0, dark_w + 1.0);
}

/* Four feeds A1 A2 B1 B2 of 1 MW. 60 % of 1.5 MW hang on A1 and B1, 40 % on A2 and B2: 450 and 300 kW each. One of the first pair lost: 900 kW
 * on the other; of the second: 600. All of A lost: 900 on B1. The worst of it is 0.9, so 1.5 / 0.9 MW fit. */
static void four_feeds_of_two_sides_are_lost_one_by_one(void **state)
{
    struct tree_fixture *tree = tree_new(1.5e6, 1.3);
    static const char *const names[] = {"A1", "A2", "B1", "B2"};
    for (int k = 0; k < 4; k++) {
        struct power_level *feed = level(tree, names[k], POWER_UTILITY, SCHEME_N, 1, 1e6);
        feed->carries = CARRIES_IT;
        feed->feed = k < 2 ? "A" : "B";
    }
    load(tree, "A1", "B1", 0.6);
    load(tree, "A2", "B2", 0.4);
    const struct plan_power_tree *found = solved(tree);
    assert_int_equal(found->n_cases, 7);
    assert_case(found, 0, "normal running", 0, 0.45, 1.5e6 / 0.45, 0.0);
    assert_case(found, 1, "A1 lost", 2, 0.9, 1.5e6 / 0.9, 0.0);
    assert_case(found, 2, "A2 lost", 3, 0.6, 1.5e6 / 0.6, 0.0);
    assert_case(found, 3, "B1 lost", 0, 0.9, 1.5e6 / 0.9, 0.0);
    assert_case(found, 4, "B2 lost", 1, 0.6, 1.5e6 / 0.6, 0.0);
    assert_case(found, 5, "feed A lost", 2, 0.9, 1.5e6 / 0.9, 0.0);
    assert_case(found, 6, "feed B lost", 0, 0.9, 1.5e6 / 0.9, 0.0);
    tree_free(state, tree);
}

/* One mains of 6 MW, UPS 4+1 of 1 MW, 3.2 MW of IT at PUE 1.25. Normally 4 MW of 6 on the mains, 640 kW on each UPS. One UPS
 * lost: 800 kW on four, and the mains is as it was. The mains lost: all is dark. */
static void n_plus_one_below_one_mains(void **state)
{
    struct tree_fixture *tree = tree_new(3.2e6, 1.25);
    level(tree, "mains", POWER_UTILITY, SCHEME_N, 1, 6e6);
    level(tree, "ups", POWER_UPS, SCHEME_N_PLUS_1, 5, 1e6);
    const struct plan_power_tree *found = solved(tree);
    assert_int_equal(found->n_cases, 3);
    assert_case(found, 0, "normal running", 0, 4.0 / 6.0, 4.8e6, 0.0);
    assert_case(found, 1, "mains lost", -1, 0.0, 0.0, 3.2e6);
    assert_case(found, 2, "ups 1 lost", 1, 0.8, 4e6, 0.0);
    tree_free(state, tree);
}

/* Mains A and B of 4 MW above four UPS of 1 MW, 4N/3, that draw on both; 2.4 MW at PUE 1.5. Normally 1.8 MW on each mains, 600 kW on each
 * UPS. Mains A lost: 3.6 MW on B. A UPS lost: 800 kW on each of three. */
static void four_thirds_below_two_mains(void **state)
{
    struct tree_fixture *tree = tree_new(2.4e6, 1.5);
    level(tree, "mains", POWER_UTILITY, SCHEME_2N, 2, 4e6);
    level(tree, "ups", POWER_UPS, SCHEME_DISTRIBUTED, 4, 1e6);
    const struct plan_power_tree *found = solved(tree);
    assert_int_equal(found->n_cases, 4);
    assert_case(found, 0, "normal running", 1, 0.6, 4e6, 0.0);
    assert_case(found, 1, "mains A lost", 0, 0.9, 2.4e6 / 0.9, 0.0);
    assert_case(found, 2, "mains B lost", 0, 0.9, 2.4e6 / 0.9, 0.0);
    assert_case(found, 3, "ups 1 lost", 1, 0.8, 3e6, 0.0);
    tree_free(state, tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sides_carry_half_of_what_is_installed),
        cmocka_unit_test(one_more_than_needed_carries_four_fifths),
        cmocka_unit_test(four_that_share_three_loads_carry_three_quarters),
        cmocka_unit_test(a_block_stands_in_for_its_own),
        cmocka_unit_test(without_redundancy_a_loss_is_dark),
        cmocka_unit_test(a_lost_feed_goes_dark_to_the_racks),
        cmocka_unit_test(a_line_up_fails_as_one),
        cmocka_unit_test(pairs_of_busways_hang_on_pairs_of_ups),
        cmocka_unit_test(line_ups_of_two_levels_match_place_by_place),
        cmocka_unit_test(a_small_tree_is_written_device_by_device),
        cmocka_unit_test(two_sources_share_and_a_feed_is_lost_whole),
        cmocka_unit_test(what_a_full_level_blocks_is_stranded_in_the_others),
        cmocka_unit_test(losses_stated_separately_add_up_on_the_way),
        cmocka_unit_test(too_much_is_a_finding_with_its_amount_and_case),
        cmocka_unit_test(broken_counts_are_made_whole),
        cmocka_unit_test(a_brief_plan_looks_only_when_asked),
        cmocka_unit_test(uneven_counts_lose_nothing),
        cmocka_unit_test(four_feeds_of_two_sides_are_lost_one_by_one),
        cmocka_unit_test(n_plus_one_below_one_mains),
        cmocka_unit_test(four_thirds_below_two_mains),
    };
    return cmocka_run_group_tests_name("power_tree", tests, NULL, NULL);
}
