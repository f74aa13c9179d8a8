#include "tests/lib/site_plan_of.h"

#include "plan/code.h"
#include "plan/system.h"

static const struct row *row_of(const struct site_plan *plan, enum row_kind kind, int group)
{
    for (int r = 0; r < plan->system.n_rows; r++)
        if (plan->system.rows[r].kind == kind && plan->system.rows[r].group == group) return &plan->system.rows[r];
    return NULL;
}

static double cost_of(const struct row_system *system, enum op op, const struct row *rows, const struct row *row)
{
    const struct flow_class *class = &system->classes[op];
    for (int c = 0; c < class->n_coefficients; c++)
        if (class->coefficients[c].row == (int)(row - rows)) return class->coefficients[c].per_byte;
    return 0.0;
}

static double cost(const struct site_plan *plan, enum op op, enum row_kind kind, int group)
{
    return cost_of(&plan->system, op, plan->system.rows, row_of(plan, kind, group));
}

static double cost_out(const struct site_plan *plan, enum op op, enum row_kind kind, int group)
{
    return cost_of(&plan->out[0], op, plan->system.rows, row_of(plan, kind, group));
}

static struct site_fixture *disks(double nodes, int path)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), path)->groups[0].nodes, nodes);
    return site;
}

/* A byte read takes 1/0.12 GB/s of a disk; written, 16/12 of that. Out it goes 1.333 - 1, in 1.333. */
static void a_directly_encoded_byte_costs_its_strips(void **state)
{
    struct site_fixture *site = disks(100.0, 0);
    const struct site_plan *plan = plan_of(site);
    assert_near(row_of(plan, ROW_MEDIA, 0)->capacity, 8800.0);
    assert_near(row_of(plan, ROW_NIC_TX, 0)->capacity, 100.0 * 25e9 * 0.75);
    assert_near(cost(plan, OP_READ, ROW_MEDIA, 0), 1.0 / 0.12e9);
    assert_near(cost(plan, OP_WRITE, ROW_MEDIA, 0), 4.0 / 3.0 / 0.12e9);
    assert_near(cost(plan, OP_READ, ROW_NIC_TX, 0), 1.0);
    assert_near(cost(plan, OP_READ, ROW_NIC_RX, 0), 0.0);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_TX, 0), 1.0 / 3.0);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_RX, 0), 4.0 / 3.0);
    (void)state;
    site_free(site);
}

/* Three copies, one of them read and encoded: the media write 3 + 1.333 and read 1; tx 3.333, rx 4.333. */
static void a_replicated_then_encoded_byte_costs_both(void **state)
{
    struct site_fixture *site = disks(100.0, 1);
    const struct site_plan *plan = plan_of(site);
    assert_near(cost(plan, OP_WRITE, ROW_MEDIA, 0), (3.0 + 4.0 / 3.0 + 1.0) / 0.12e9);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_TX, 0), 10.0 / 3.0);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_RX, 0), 13.0 / 3.0);
    (void)state;
    site_free(site);
}

/* 1/100 of the bytes is out: its reads cost 6 at the media, and 6 sent and received by the group that rebuilds. */
static void reads_around_a_lost_box_cost_the_local_group(void **state)
{
    struct site_fixture *site = disks(100.0, 0);
    const struct site_plan *plan = plan_of(site);
    assert_near(cost_out(plan, OP_READ, ROW_MEDIA, 0), (0.99 + 0.06) / 0.12e9);
    assert_near(cost_out(plan, OP_READ, ROW_NIC_TX, 0), 1.06);
    assert_near(cost_out(plan, OP_READ, ROW_NIC_RX, 0), 0.06);
    assert_near(cost_out(plan, OP_WRITE, ROW_MEDIA, 0), 4.0 / 3.0 / 0.12e9);
    assert_near(plan->out[0].rows[0].capacity, 0.99 * 8800.0);
    (void)state;
    site_free(site);
}

/* The front end on the same card: 2 out, of which 1 to the client. Lost bytes send 36.5 instead of the other 1. */
static void a_colocated_front_end_rebuilds_inside_the_cluster(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_xio(site), site_vast(site), 0)->groups[0].nodes, 200.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(cost(plan, OP_READ, ROW_NIC_TX, 0), 2.0);
    assert_near(cost(plan, OP_READ, ROW_NIC_RX, 0), 1.0);
    const double inside = 1.0 - 1.0 / 200.0 + 36.5 / 200.0;
    assert_near(cost_out(plan, OP_READ, ROW_NIC_TX, 0), 1.0 + inside);
    assert_near(cost_out(plan, OP_READ, ROW_NIC_RX, 0), inside);
    (void)state;
    site_free(site);
}

/* One's copy is another owner's: nothing is rebuilt, a box less serves. */
static void copies_are_served_by_the_next_owner(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_xio(site), site_copies(site), 0)->groups[0].nodes, 100.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(cost_out(plan, OP_READ, ROW_NIC_TX, 0), 1.0);
    assert_near(cost_out(plan, OP_READ, ROW_NIC_RX, 0), 0.0);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_RX, 0), 3.0);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_TX, 0), 2.0);
    (void)state;
    site_free(site);
}

/* Front ends: 1/50 and 1/10 GB/s of a node, cards on both sides, no media. */
static void front_ends_have_rows_of_their_own(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    site_count(&pool->groups[0].nodes, 100.0);
    site_count(&pool->front_end_nodes, 50.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(row_of(plan, ROW_SOFTWARE, 1)->capacity, 50.0);
    assert_near(cost(plan, OP_READ, ROW_SOFTWARE, 1), 1.0 / 50e9);
    assert_near(cost(plan, OP_WRITE, ROW_SOFTWARE, 1), 1.0 / 10e9);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_TX, 1), 2.3);
    assert_near(cost(plan, OP_WRITE, ROW_NIC_RX, 0), 2.3);
    assert_null(row_of(plan, ROW_MEDIA, 1));
    (void)state;
    site_free(site);
}

/* A buffer of 8 x 5 GB/s per box that takes every byte 1.2 times. */
static void the_write_buffer_is_a_row(void **state)
{
    struct site_fixture *site = site_new();
    struct stack_model *stack = site_vast(site);
    stack->paths[1].write_storage.buffer.fixed = site_given(1.2);
    site_count(&site_pool(site, "bulk", site_odm_perf(site), stack, 1)->groups[0].nodes, 100.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(row_of(plan, ROW_BUFFER, 0)->capacity, 800.0);
    assert_near(cost(plan, OP_WRITE, ROW_BUFFER, 0), 1.2 / 5e9);
    (void)state;
    site_free(site);
}

/* A bus of 63 Gb/s x 0.87 = 6.85 GB/s caps a card of 100 Gb/s x 0.75 = 9.375 GB/s. */
static void the_bus_caps_the_card(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_node(site, "box", site_drive(site, "d", 30.0, 1.0, 1.0), 10.0, 100.0, 2.0, 100.0, 200.0);
    struct nic_model *nic = (struct nic_model *)(uintptr_t)node->nics[0].nic;
    nic->pcie_bytes_per_s = site_given(63e9 / 8.0);
    site_count(&site_pool(site, "bulk", node, site_lrc(site), 0)->groups[0].nodes, 20.0);
    assert_near(row_of(plan_of(site), ROW_NIC_TX, 0)->capacity, 20.0 * 63e9 / 8.0 * 0.87);
    (void)state;
    site_free(site);
}

/* 3:1 in the racks: uplinks carry a third of the cards; at 1:1 they get no row. */
static void oversubscribed_uplinks_are_rows(void **state)
{
    struct site_fixture *site = disks(100.0, 0);
    assert_null(row_of(plan_of(site), ROW_UPLINK_TX, 0));
    site->facility.uplink_oversubscription = site_given(3.0);
    assert_near(row_of(plan_of(site), ROW_UPLINK_TX, 0)->capacity, 100.0 * 25e9 * 0.75 / 3.0);
    (void)state;
    site_free(site);
}

/* 80 and 20 % of the reads over two pools: a site's byte costs each its share. */
static void pools_share_the_sites_bytes(void **state)
{
    struct site_fixture *site = site_new();
    for (int p = 0; p < 2; p++) {
        struct pool *pool = site_pool(site, p ? "b" : "a", site_hdd(site), site_lrc(site), 0);
        site_count(&pool->groups[0].nodes, 100.0);
        pool->read_share = pool->capacity_share = site_given(p ? 0.2 : 0.8);
        pool->write_share = site_given(p ? 0.0 : 1.0);
    }
    const struct site_plan *plan = plan_of(site);
    assert_int_equal(plan->system.n_rows, 6);
    assert_near(plan->system.classes[OP_READ].coefficients[0].per_byte, 0.8 / 0.12e9);
    assert_near(plan->system.classes[OP_READ].coefficients[2].per_byte, 0.2 / 0.12e9);
    assert_int_equal(plan->system.classes[OP_WRITE].n_coefficients, 3);
    assert_near(plan->capability[OP_READ].alone_bytes_per_s, 100.0 * 88.0 * 0.12e9 / 0.8);
    assert_near(plan->pools[1].write.bytes_per_s, 100.0 * 88.0 * 0.12e9 * 0.75);
    assert_int_equal(plan->n_out, 2);
    assert_near(plan->out[1].rows[0].capacity, 8800.0);
    assert_near(plan->out[1].rows[3].capacity, 8712.0);
    (void)state;
    site_free(site);
}

/* 550 W x 100 above idle at 1,056 GB/s of reads: a byte/s is 55,000 / 1.056e12 W. */
static void reading_at_the_bound_draws_the_maximum(void **state)
{
    struct site_fixture *site = disks(100.0, 0);
    const struct site_plan *plan = plan_of(site);
    for (int op = 0; op < OPS; op++)
        assert_near(plan->system.classes[op].w_per_byte_per_s * plan->capability[op].alone_bytes_per_s, 55000.0);
    (void)state;
    site_free(site);
}

/* Both directions of a card cost 3.3; what binds next is the software, not the other direction. */
static void what_binds_next_is_another_part(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_xio(site);
    node->software_write_bytes_per_s = site_given(12e9);
    site_count(&site_pool(site, "bulk", node, site_vast(site), 0)->groups[0].nodes, 100.0);
    const struct site_plan *plan = plan_of(site);
    assert_int_equal(plan->system.rows[plan->pools[0].write.row].kind, ROW_NIC_TX);
    assert_int_equal(plan->system.rows[plan->pools[0].write.next_row].kind, ROW_SOFTWARE);
    assert_near(plan->pools[0].write.next_bytes_per_s, 100.0 * 12e9);
    (void)state;
    site_free(site);
}

/* Efficiency of a software figure on a read that no limit is stated for: only the write costs. */
static void a_limit_on_writes_alone_leaves_reads_free(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_xio(site);
    node->software_write_bytes_per_s = site_given(12e9);
    site_count(&site_pool(site, "bulk", node, site_vast(site), 0)->groups[0].nodes, 100.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(cost(plan, OP_READ, ROW_SOFTWARE, 0), 0.0);
    assert_near(cost(plan, OP_WRITE, ROW_SOFTWARE, 0), 1.0 / 12e9);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_directly_encoded_byte_costs_its_strips),
        cmocka_unit_test(a_replicated_then_encoded_byte_costs_both),
        cmocka_unit_test(reads_around_a_lost_box_cost_the_local_group),
        cmocka_unit_test(a_colocated_front_end_rebuilds_inside_the_cluster),
        cmocka_unit_test(copies_are_served_by_the_next_owner),
        cmocka_unit_test(front_ends_have_rows_of_their_own),
        cmocka_unit_test(the_write_buffer_is_a_row),
        cmocka_unit_test(the_bus_caps_the_card),
        cmocka_unit_test(oversubscribed_uplinks_are_rows),
        cmocka_unit_test(pools_share_the_sites_bytes),
        cmocka_unit_test(reading_at_the_bound_draws_the_maximum),
        cmocka_unit_test(what_binds_next_is_another_part),
        cmocka_unit_test(a_limit_on_writes_alone_leaves_reads_free),
    };
    return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
