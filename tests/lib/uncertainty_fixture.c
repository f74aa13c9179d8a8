#include "tests/lib/uncertainty_fixture.h"

#include <math.h>

#include "base/text.h"

enum { INPUTS = UNCERTAINTY_FIXTURE_INPUTS };

static void inputs(struct arena *arena, struct uncertainty_results *r)
{
    r->inputs = ARENA_ARRAY(arena, struct uncertainty_input, INPUTS);
    r->n_inputs = INPUTS;
    for (int k = 0; k < INPUTS; k++)
        r->inputs[k] = (struct uncertainty_input){.path = k ? text_format(arena, "models.stack.vast-disaggregated.paths[%d].read.storage.media_read", k) : "demand.read.peak", .unit = k ? "" : "bytes_per_s",
            .grade = "estimate", .source = "assumption: a test", .place = "a.yaml:1:1", .known = "range", .settle = k ? "measure it" : "ask the operator", .value = k ? 1.0 : 20e12, .lo = k ? 0.75 : 16e12, .hi = k ? 1.25 : 24e12};
}

static void tornado(struct arena *arena, struct uncertainty_results *r)
{
    r->has_tornado = true;
    r->bars = ARENA_ARRAY(arena, struct uncertainty_bar, INPUTS);
    r->n_bars = INPUTS;
    for (int k = 0; k < INPUTS; k++) r->bars[k] = (struct uncertainty_bar){.input = k, .quantity = 0, .at_lo = 100.0 - 4.0 * (INPUTS - k), .at_hi = 100.0 + 2.0 * (INPUTS - k)};
    r->flips = ARENA_NEW(arena, struct uncertainty_flip);
    r->n_flips = 1;
    r->flips[0] = (struct uncertainty_flip){.input = 0, .requirement = 0, .from = "pass", .to = "fail", .value = 22e12, .end = 24e12, .share = 0.25};
}

static void all_at_once(struct arena *arena, struct uncertainty_results *r)
{
    r->walks = 10;
    r->rows = r->rows_known = 64;
    r->effects = ARENA_ARRAY(arena, struct uncertainty_effect, INPUTS);
    r->indices = ARENA_ARRAY(arena, struct uncertainty_index, INPUTS);
    r->n_effects = r->n_indices = INPUTS;
    for (int k = 0; k < INPUTS; k++) {
        const double mu = INPUTS - k;
        r->effects[k] = (struct uncertainty_effect){.input = k, .quantity = 0, .steps = 10, .mu = k % 2 ? -mu : mu, .mu_star = mu, .sigma = mu / 2.0};
        r->indices[k] = (struct uncertainty_index){.input = k, .quantity = 0, .first = 0.4 / (k + 1), .first_lo = 0.3 / (k + 1), .first_hi = 0.5 / (k + 1), .total = 0.5 / (k + 1), .total_lo = 0.4 / (k + 1), .total_hi = 0.6 / (k + 1)};
    }
}

static void draws(struct arena *arena, struct uncertainty_results *r)
{
    r->samples = r->samples_planned = 100;
    r->quantities[0].samples = 100;
    r->quantities[0].mean = r->quantities[0].p50 = 102;
    r->quantities[0].p10 = r->quantities[0].p10_lo = r->quantities[0].p10_hi = r->quantities[0].least = 90;
    r->quantities[0].p90 = r->quantities[0].p90_lo = r->quantities[0].most = 117;
    r->quantities[0].p50_lo = 100;
    r->quantities[0].p50_hi = 104;
    r->quantities[0].p90_hi = (double)INFINITY;
    r->decisions = ARENA_NEW(arena, struct uncertainty_decision);
    r->n_decisions = 1;
    r->decisions[0] = (struct uncertainty_decision){.name = "reserve", .quantity = 0, .today = "set aside 117", .text = "Rack tiles are set aside before it is known how many it takes.", .unit = "", .loss = 12, .best = 3};
    r->worths = ARENA_NEW(arena, struct uncertainty_worth);
    r->n_worths = 1;
    r->worths[0] = (struct uncertainty_worth){.decision = 0, .input = 0, .gain = 6, .lo = 5, .hi = 7};
}

struct uncertainty_results *uncertainty_fixture_bare(struct arena *arena)
{
    const double nan = (double)NAN;
    struct uncertainty_results *r = ARENA_NEW(arena, struct uncertainty_results);
    *r = (struct uncertainty_results){.format = "exasite.sensitivity/1", .manifest = {.version = "0.1.0", .seed = "1", .command = "exasite sensitivity a.yaml"}, .scenario = "Small", .question = "Does it hold?", .file = "a.yaml",
                                      .judged_by = "plan", .counts_open = true, .verdict = "pass", .held = "bulk: 12 boxes", .screened_share = nan};
    inputs(arena, r);
    r->quantities = ARENA_NEW(arena, struct uncertainty_quantity);
    r->n_quantities = 1;
    r->quantities[0] = (struct uncertainty_quantity){.name = "needed_rack_tiles", .title = "rack tiles needed", .unit = "", .meaning = "rack tiles", .nominal = 100, .mean = nan, .least = nan, .most = nan,
                                                     .p10 = nan, .p10_lo = nan, .p10_hi = nan, .p50 = nan, .p50_lo = nan, .p50_hi = nan, .p90 = nan, .p90_lo = nan, .p90_hi = nan};
    r->requirements = ARENA_ARRAY(arena, struct uncertainty_requirement, 3);
    r->n_requirements = 3;
    r->requirements[0] = (struct uncertainty_requirement){.id = "THR-1", .level = "must", .text = "read_capability >= 24 TB/s", .nominal = "pass", .hits = 25, .samples = 100, .chance = 0.25, .chance_lo = 0.18, .chance_hi = 0.34};
    r->requirements[1] = (struct uncertainty_requirement){.id = "CAP-1", .level = "must", .text = "usable_capacity >= 1 EB", .nominal = "pass", .hits = 100, .samples = 100, .chance = 1.0, .chance_lo = 0.963, .chance_hi = 1.0};
    r->requirements[2] = (struct uncertainty_requirement){.id = "GOOD-1", .level = "should", .text = "goodput >= 90 %", .nominal = "depends", .chance = nan, .chance_lo = nan, .chance_hi = nan};
    r->all = (struct uncertainty_requirement){.id = "all", .level = "must", .text = "every MUST that can be judged", .nominal = "pass", .hits = 25, .samples = 100, .chance = 0.25, .chance_lo = 0.18, .chance_hi = 0.34};
    return r;
}

struct uncertainty_results *uncertainty_fixture(struct arena *arena)
{
    struct uncertainty_results *r = uncertainty_fixture_bare(arena);
    draws(arena, r);
    tornado(arena, r);
    all_at_once(arena, r);
    return r;
}
