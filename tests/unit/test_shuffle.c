#include "tests/lib/near.h"

#include <stdbool.h>
#include <string.h>

#include "stat/shuffle.h"

static void every_place_is_taken_once(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 300; n++) {
        bool taken[300] = {false};
        for (uint64_t k = 0; k < n; k++) {
            struct rng keys = rng_stream(1, 0, "shuffle", n);
            const uint64_t at = shuffle_place(&keys, k, n);
            assert_true(at < n);
            assert_false(taken[at]);
            taken[at] = true;
        }
    }
}

static void another_key_gives_another_order(void **state)
{
    (void)state;
    int same = 0;
    for (uint64_t k = 0; k < 1000; k++) {
        struct rng one = rng_stream(1, 0, "one", 0), two = rng_stream(1, 0, "two", 0);
        const uint64_t first = shuffle_place(&one, k, 1000), second = shuffle_place(&two, k, 1000);
        same += first == second;
    }
    assert_true(same < 10);              /* one is expected */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_is_taken_once),
        cmocka_unit_test(another_key_gives_another_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
