/* Links by themselves: their places, and the level at which their uses fill them. */
#include "tests/lib/near.h"

#include "fluid/fair_impl.h"

static struct fair *small(void)
{
    struct fair *fair = fair_new();
    fair_impl_engine(fair, FAIR_ENGINE_SMALL);
    return fair;
}

static void add_use(struct fair *fair, int32_t link, double load)
{
    *fair_links_push_use(fair, link) = (struct use){ .load = load, .who = 0, .at = 0 };
    fair_links_add_load(fair, link, load);
}

/* 24 over loads of 2, 6 and 4. */
static void it_fills_where_its_capacity_is_shared_by_all_loads(void **state)
{
    (void)state;
    struct fair *fair = small();
    const int32_t link = fair_links_new(fair, 24.0, 0);
    assert_true(fair->links[link].fill == HUGE_VAL);
    add_use(fair, link, 2.0);
    add_use(fair, link, 6.0);
    assert_near(fair->links[link].fill, 3.0);
    add_use(fair, link, 4.0);
    assert_near(fair->links[link].fill, 2.0);
    fair_links_set_capacity(fair, link, 6.0);
    assert_near(fair->links[link].fill, 0.5);
    fair_free(fair);
}

/* Sixty uses outgrow their span several times. */
static void uses_keep_their_order_when_their_room_grows(void **state)
{
    (void)state;
    struct fair *fair = small();
    const int32_t link = fair_links_new(fair, 1830.0, 0);
    for (int i = 1; i <= 60; i++) add_use(fair, link, i);
    assert_int_equal(fair->links[link].n_uses, 60);
    for (int i = 1; i <= 60; i++) assert_near(uses_of(fair, &fair->links[link])[i - 1].load, i);
    assert_near(fair->links[link].fill, 1.0);
    fair_free(fair);
}

static void a_freed_place_is_the_next_to_be_used(void **state)
{
    (void)state;
    struct fair *fair = small();
    const int32_t first = fair_links_new(fair, 1.0, 0), second = fair_links_new(fair, 2.0, 1), third = fair_links_new(fair, 3.0, 2);
    fair_links_free(fair, first);
    fair_links_free(fair, second);
    assert_int_equal(fair_links_new(fair, 4.0, 3), second);
    assert_int_equal(fair_links_new(fair, 5.0, 4), first);
    assert_near(fair->links[second].capacity, 4.0);
    assert_near(fair->links[third].capacity, 3.0);
    assert_int_equal(fair->n_links, 3);
    fair_free(fair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_fills_where_its_capacity_is_shared_by_all_loads),
        cmocka_unit_test(uses_keep_their_order_when_their_room_grows),
        cmocka_unit_test(a_freed_place_is_the_next_to_be_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
