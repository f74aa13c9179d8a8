#include "tests/lib/near.h"

#include "tests/lib/reading.h"
#include "tests/lib/small_models.h"

#include "input/difference.h"

struct bench { struct reading in; struct difference difference; struct catalog catalog; struct scenario scenario; };

static int set_up(void **state)
{
    static struct bench bench;
    char path[256];
    bench = (struct bench){.in = reading_new()};
    small_models_write(&bench.in.folder);
    folder_write(&bench.in.folder, "models/nodes/box-fast.yaml",
                 SMALL_HEAD("node", "box-fast") "extends: box\nnics: [{nic: card, count: 4}]\nmax: 340 W\n", path);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    reading_free(&bench->in);
    return 0;
}

static const char head[] = "exasite: 1\nname: Small\nsite: {facility: hall, gpus: {model: gpu, count: 512}}\n"
                           "demand: {usable_capacity: 1 PB, read: 100 GB/s, protocols: [nfs]}\njobs: [{name: a, gpus: 256}]\n";

/* `head` with two endings. */
static void read_both(struct bench *bench, const char *a, const char *b)
{
    const char *files[2];
    files[0] = reading_put(&bench->in, "scenarios/a.yaml", text_format(bench->in.arena, "%s%s", head, a));
    files[1] = reading_put(&bench->in, "scenarios/b.yaml", text_format(bench->in.arena, "%s%s", head, b));
    const struct difference_side sides[2] = {{files[0], NULL, 0}, {files[1], NULL, 0}};
    if (difference_read(sides, bench->in.models, bench->in.arena, bench->in.diags, &bench->difference)) return;
    diags_print(bench->in.diags, stderr);
    fail_msg("they should have been read");
}

static void expect_leaves(const struct bench *bench, const char *paths)
{
    struct text out = text_new(bench->in.arena);
    for (int i = 0; i < bench->difference.n; i++) text_printf(&out, "%s%s", i ? "; " : "", bench->difference.leaves[i].path);
    assert_string_equal(out.bytes, paths);
}

static bool between(struct bench *bench, unsigned bits)
{
    bool second[DIFFERENCE_MOST];
    for (int i = 0; i < bench->difference.n; i++) second[i] = bits >> i & 1;
    return difference_between(&bench->difference, second, bench->in.arena, bench->in.diags, &bench->catalog, &bench->scenario);
}

#define POOL "storage:\n  - {pool: bulk, node: box, stack: plain, nodes: 12}\n"

static void names_questions_and_sources_are_no_difference(void **state)
{
    struct bench *bench = *state;
    read_both(bench, POOL "question: What?\nneeded_by: 2026-01-01\n",
              "storage:\n  - {pool: bulk, node: box, stack: plain, nodes: {value: 12, source: \"S1\", grade: estimate}}\nneeded_by: 2026-01-01\nquestion: Why?\n");
    assert_int_equal(bench->difference.n, 0);
}

static void numbers_and_what_only_one_has_are_told_by_their_paths(void **state)
{
    struct bench *bench = *state;
    read_both(bench, POOL "delivery:\n  - {pool: bulk, committed: 2026-01-15}\n", "storage:\n  - {pool: bulk, node: box, stack: plain, nodes: 24}\nneeded_by: 2026-04-30\n");
    expect_leaves(bench, "storage.bulk.nodes; delivery; needed_by");
    assert_string_equal(bench->difference.leaves[0].from, "12");
    assert_string_equal(bench->difference.leaves[0].to, "24");
    assert_string_equal(bench->difference.leaves[1].to, "");
    assert_string_equal(bench->difference.leaves[2].from, "");
}

static void what_lies_between_has_of_each_what_is_asked(void **state)
{
    struct bench *bench = *state;
    read_both(bench, POOL "delivery:\n  - {pool: bulk, committed: 2026-01-15}\n", "storage:\n  - {pool: bulk, node: box, stack: plain, nodes: 24}\nneeded_by: 2026-04-30\n");
    assert_true(between(bench, 1));
    assert_near(bench->scenario.pools[0].groups[0].nodes.count.value, 24.0);
    assert_int_equal(bench->scenario.n_deliveries, 1);
    assert_true(isnan(bench->scenario.needed_by_days));
    assert_true(between(bench, 6));
    assert_near(bench->scenario.pools[0].groups[0].nodes.count.value, 12.0);
    assert_int_equal(bench->scenario.n_deliveries, 0);
    assert_false(isnan(bench->scenario.needed_by_days));
}

static void a_node_and_its_groups_are_brought_to_one_form(void **state)
{
    struct bench *bench = *state;
    read_both(bench, POOL, "storage:\n  - {pool: bulk, stack: plain, groups: [{node: box, nodes: 10}, {node: box-fast, nodes: 20}]}\n");
    expect_leaves(bench, "storage.bulk.groups");
    read_both(bench, POOL, "storage:\n  - {pool: bulk, stack: plain, groups: [{node: box, nodes: 10}]}\n");
    expect_leaves(bench, "storage.bulk.groups[0].nodes");
    assert_true(between(bench, 0));
    assert_near(bench->scenario.pools[0].groups[0].nodes.count.value, 12.0);
}

/* box-fast has four cards for two and 40 W more; all else is box's. */
static void another_node_is_told_by_the_parts_that_are_other(void **state)
{
    struct bench *bench = *state;
    read_both(bench, POOL, "storage:\n  - {pool: bulk, node: box-fast, stack: plain, nodes: 12}\n");
    expect_leaves(bench, "storage.bulk.node (cards); storage.bulk.node (watts)");
    assert_true(between(bench, 1));
    const struct node_model *node = bench->scenario.pools[0].groups[0].node;
    assert_string_equal(node->head.name, "box");
    assert_near(node->nics[0].count.value, 4.0);
    assert_near(node->max_w.value, 300.0);
    assert_true(between(bench, 2));
    node = bench->scenario.pools[0].groups[0].node;
    assert_near(node->nics[0].count.value, 2.0);
    assert_near(node->max_w.value, 340.0);
    assert_true(between(bench, 3));
    assert_string_equal(bench->scenario.pools[0].groups[0].node->head.name, "box-fast");
}

/* A node that stands in two places can't be mixed under its name: it is one leaf. */
static void a_node_named_twice_is_one_thing(void **state)
{
    struct bench *bench = *state;
    read_both(bench, "storage:\n  - {pool: a, node: box, stack: plain, nodes: 12, read_share: 0.5, write_share: 0.5, capacity_share: 0.5}\n"
                     "  - {pool: b, node: box, stack: plain, nodes: 12, read_share: 0.5, write_share: 0.5, capacity_share: 0.5}\n",
              "storage:\n  - {pool: a, node: box, stack: plain, nodes: 12, read_share: 0.5, write_share: 0.5, capacity_share: 0.5}\n"
              "  - {pool: b, node: box-fast, stack: plain, nodes: 12, read_share: 0.5, write_share: 0.5, capacity_share: 0.5}\n");
    expect_leaves(bench, "storage.b.node");
}

/* Half of one and half of the other may be no scenario: both ways of saying what is read. */
static void what_lies_between_may_mean_nothing(void **state)
{
    struct bench *bench = *state;
    read_both(bench, POOL, "storage:\n  - {pool: other, node: box, stack: plain, nodes: 12}\ndelivery:\n  - {pool: other, committed: 2026-01-15}\n");
    expect_leaves(bench, "storage.bulk; storage.other; delivery");
    assert_false(between(bench, 1));
    assert_true(between(bench, 3));
}

/* 300 jobs of another name each: more than are told apart singly. */
static void very_many_are_told_apart_by_fewer_levels(void **state)
{
    struct bench *bench = *state;
    struct text a = text_new(bench->in.arena), b = text_new(bench->in.arena);
    const struct difference_side sides[2] = {{text_format(bench->in.arena, "%s/scenarios/a.yaml", bench->in.folder.path), NULL, 0},
                                             {text_format(bench->in.arena, "%s/scenarios/b.yaml", bench->in.folder.path), NULL, 0}};
    char path[256];
    text_append(&a, "exasite: 1\nname: Small\njobs:\n");
    text_append(&b, "exasite: 1\nname: Small\njobs:\n");
    for (int i = 0; i < 300; i++) {
        text_printf(&a, "  - {name: a%d, gpus: 1}\n", i);
        text_printf(&b, "  - {name: a%d, gpus: 2}\n", i);
    }
    folder_write(&bench->in.folder, "scenarios/a.yaml", a.bytes, path);
    folder_write(&bench->in.folder, "scenarios/b.yaml", b.bytes, path);
    assert_true(difference_read(sides, bench->in.models, bench->in.arena, bench->in.diags, &bench->difference));
    expect_leaves(bench, "jobs");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(names_questions_and_sources_are_no_difference),
        TEST(numbers_and_what_only_one_has_are_told_by_their_paths),
        TEST(what_lies_between_has_of_each_what_is_asked),
        TEST(a_node_and_its_groups_are_brought_to_one_form),
        TEST(another_node_is_told_by_the_parts_that_are_other),
        TEST(a_node_named_twice_is_one_thing),
        TEST(what_lies_between_may_mean_nothing),
        TEST(very_many_are_told_apart_by_fewer_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
