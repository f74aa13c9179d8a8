#include "run/binding.h"

#include <string.h>

static int32_t size_of(const struct binding *binding)
{
    return (binding->n_rows + BINDING_EXTRA) * OPS;
}

struct binding binding_start(struct arena *arena, int32_t n_rows)
{
    struct binding binding = { .n_rows = n_rows };
    binding.tallies = ARENA_ARRAY(arena, struct binding_tally, size_of(&binding));
    binding.denied_rate = ARENA_ARRAY(arena, double, size_of(&binding));
    binding.active = ARENA_ARRAY(arena, int32_t, size_of(&binding));
    return binding;
}

void binding_clear(struct binding *binding)
{
    for (int32_t k = 0; k < binding->n_active; k++) binding->denied_rate[binding->active[k]] = 0.0;
    binding->n_active = 0;
}

void binding_add(struct binding *binding, int32_t row, enum op op, double rate)
{
    int32_t at = binding_at(row, op);
    if (!(rate > 0.0)) return;
    if (binding->denied_rate[at] == 0.0) binding->active[binding->n_active++] = at;
    binding->denied_rate[at] += rate;
}

void binding_restart(struct binding *binding)
{
    memset(binding->tallies, 0, (size_t)size_of(binding) * sizeof *binding->tallies);
}

double binding_denied(const struct binding *binding, enum op op)
{
    double denied = 0.0;
    for (int32_t row = 0; row < binding->n_rows + BINDING_EXTRA; row++) denied += binding->tallies[binding_at(row, op)].denied_bytes;
    return denied;
}
