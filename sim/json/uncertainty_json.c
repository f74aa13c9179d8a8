#include "json/uncertainty_json.h"

#include "json/document_json.h"
#include "json/json_keys.h"
#include "json/results_json.h"
#include "types/diag_codes.h"

#define S struct uncertainty_input
static const struct json_key input_keys[] = {
    TEXT(path), TEXT(unit), TEXT(grade), TEXT(source), TEXT(place), TEXT(known), TEXT(settle), NUMBER(value), NUMBER(lo), NUMBER(hi), END
};
#undef S

#define S struct uncertainty_quantity
static const struct json_key quantity_keys[] = {
    TEXT(name), TEXT(title), TEXT(unit), TEXT(meaning), NUMBER(nominal), NUMBER(samples), NUMBER(mean), NUMBER(least), NUMBER(most), NUMBER(p10), NUMBER(p10_lo), NUMBER(p10_hi),
    NUMBER(p50), NUMBER(p50_lo), NUMBER(p50_hi), NUMBER(p90), NUMBER(p90_lo), NUMBER(p90_hi), END
};
#undef S

#define S struct uncertainty_requirement
static const struct json_key requirement_keys[] = {
    TEXT(id), TEXT(level), TEXT(text), TEXT(nominal), NUMBER(hits), NUMBER(samples), NUMBER(chance), NUMBER(chance_lo), NUMBER(chance_hi), END
};
#undef S

#define S struct uncertainty_bar
static const struct json_key bar_keys[] = { WHOLE(input), WHOLE(quantity), NUMBER(at_lo), NUMBER(at_hi), END };
#undef S

#define S struct uncertainty_flip
static const struct json_key flip_keys[] = { WHOLE(input), WHOLE(requirement), TEXT(from), TEXT(to), NUMBER(value), NUMBER(end), NUMBER(share), END };
#undef S

#define S struct uncertainty_effect
static const struct json_key effect_keys[] = { WHOLE(input), WHOLE(quantity), WHOLE(steps), NUMBER(mu), NUMBER(mu_star), NUMBER(sigma), END };
#undef S

#define S struct uncertainty_index
static const struct json_key index_keys[] = {
    WHOLE(input), WHOLE(quantity), NUMBER(first), NUMBER(first_lo), NUMBER(first_hi), NUMBER(total), NUMBER(total_lo), NUMBER(total_hi), END
};
#undef S

#define S struct uncertainty_decision
static const struct json_key decision_keys[] = { TEXT(name), WHOLE(quantity), WHOLE(requirement), TEXT(today), TEXT(text), TEXT(unit), NUMBER(loss), NUMBER(best), END };
#undef S

#define S struct uncertainty_worth
static const struct json_key worth_keys[] = { WHOLE(decision), WHOLE(input), NUMBER(gain), NUMBER(lo), NUMBER(hi), END };
#undef S

#define S struct uncertainty_results
static const struct json_key uncertainty_keys[] = {
    TEXT(format), OBJECT(manifest, results_json_manifest), TEXT(scenario), TEXT(question), TEXT(file), TEXT(judged_by), NUMBER(replications), FLAG(counts_open), TEXT(verdict), FLAG(sure), TEXT(held),
    LIST(inputs, struct uncertainty_input, input_keys), LIST(quantities, struct uncertainty_quantity, quantity_keys),
    LIST(requirements, struct uncertainty_requirement, requirement_keys), OBJECT(all, requirement_keys), FLAG(has_tornado), NUMBER(no_plan),
    LIST(bars, struct uncertainty_bar, bar_keys), LIST(flips, struct uncertainty_flip, flip_keys), NUMBER(walks), LIST(effects, struct uncertainty_effect, effect_keys),
    NUMBER(rows), NUMBER(rows_known), NUMBER(screened_share), LIST(indices, struct uncertainty_index, index_keys), NUMBER(samples), NUMBER(samples_planned),
    LIST(decisions, struct uncertainty_decision, decision_keys), LIST(worths, struct uncertainty_worth, worth_keys), END
};
#undef S

static const struct document_json uncertainty_document = { "exasite.sensitivity/1", uncertainty_keys, sizeof(struct uncertainty_results) };

const char *uncertainty_json_write(const struct uncertainty_results *results, struct arena *arena, size_t *length)
{
    return document_json_write(&uncertainty_document, results, arena, length);
}

static bool sound(const struct uncertainty_results *results)
{
    bool good = true;
    for (int32_t b = 0; b < results->n_bars; b++) good &= results->bars[b].input < results->n_inputs && results->bars[b].quantity < results->n_quantities;
    for (int32_t f = 0; f < results->n_flips; f++) good &= results->flips[f].input < results->n_inputs && results->flips[f].requirement < results->n_requirements;
    for (int32_t e = 0; e < results->n_effects; e++) good &= results->effects[e].input < results->n_inputs && results->effects[e].quantity < results->n_quantities;
    for (int32_t i = 0; i < results->n_indices; i++) good &= results->indices[i].input < results->n_inputs && results->indices[i].quantity < results->n_quantities;
    for (int32_t d = 0; d < results->n_decisions; d++) good &= results->decisions[d].quantity < results->n_quantities && results->decisions[d].requirement < results->n_requirements;
    for (int32_t w = 0; w < results->n_worths; w++) good &= results->worths[w].input < results->n_inputs && results->worths[w].decision < results->n_decisions;
    return good;
}

bool uncertainty_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct uncertainty_results *results)
{
    if (!document_json_read(&uncertainty_document, text, length, file, arena, diags, results)) return false;
    if (sound(results)) return true;
    diag_error(diags, (struct place){ .file = file, .line = 1, .col = 1 }, DIAG_BAD_RESULTS, "a number of an input, quantity, requirement or decision is beyond their list");
    return false;
}
