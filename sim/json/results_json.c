#include "json/results_json.h"

#include "json/ab_json.h"
#include "json/bom_json.h"
#include "json/build_json.h"
#include "json/delivery_json.h"
#include "json/document_json.h"
#include "json/failure_json.h"
#include "json/json_keys.h"
#include "json/judged_json.h"
#include "json/power_json.h"
#include "json/provenance_json.h"
#include "json/run_json.h"
#include "types/study.h"

#define S struct result_input
static const struct json_key input_keys[] = { TEXT(file), TEXT(sha256), END };
#undef S

#define S struct result_manifest
const struct json_key results_json_manifest[] = {
    TEXT(version), TEXT(seed), WHOLE(replications),
    LIST(inputs, struct result_input, input_keys), TEXT(command), END
};
#undef S

#define S struct result_scenario
static const struct json_key scenario_keys[] = {
    TEXT(name), TEXT(question), TEXT(decision), TEXT(file), TEXT(as_of),
    NUMBER(gpus), NUMBER(usable_bytes), NUMBER(read_peak_bytes_per_s), NUMBER(read_mean_bytes_per_s), NUMBER(write_peak_bytes_per_s),
    NUMBER(checkpoint_bytes_per_day), NUMBER(retention_s), NUMBER(length_s), NUMBER(warm_up_s),
    TEXT(coincidence), TEXT(load), TEXT(gpu_model), TEXT(facility), END
};
#undef S

#define S struct results
static const struct json_key throughput_keys[] = {
    NAMED_OBJECT("read_bytes_per_s", read, run_json_class),
    NAMED_OBJECT("write_bytes_per_s", write, run_json_class), END
};

static const struct json_key audit_keys[] = { NAMED("worst_relative_error", JSON_NUMBER, audit_worst_relative_error), NUMBER(events), NUMBER(solves), END };

static const struct json_key results_keys[] = {
    TEXT(format), OBJECT(manifest, results_json_manifest), OBJECT(scenario, scenario_keys), TEXT(verdict),
    LIST(requirements, struct result_requirement, judged_json_requirement),
    LIST(questions, struct result_question, judged_json_question), LIST(risks, struct result_risk, judged_json_risk), LIST(protocols, struct result_protocol, judged_json_protocol),
    LIST(qualification, struct result_qualification, judged_json_qualification), LIST(ab, struct study_ab, ab_json_plan), TEXT(ab_why),
    LIST(findings, struct result_finding, judged_json_finding),
    OBJECT(plan, build_json_plan), OBJECT(layout, build_json_layout), OBJECT(power, power_json_site), GROUP("throughput", throughput_keys),
    OBJECT(checkpoint, run_json_checkpoint), OBJECT(goodput, run_json_goodput), OBJECT(interruptions, failure_json_interruptions), OBJECT(capacity, run_json_capacity),
    OBJECT(precision, run_json_precision),
    LIST(jobs, struct result_job, run_json_job),
    LIST(bottlenecks, struct result_bottleneck, run_json_bottleneck),
    LIST(resources, struct result_resource, run_json_resource),
    LIST(weights, struct result_weight, provenance_json_weight), OBJECT(changes, provenance_json_changes), LIST(tornado, struct result_tornado, provenance_json_tornado),
    LIST(assumptions, struct result_assumption, provenance_json_assumption),
    LIST(derivations, struct result_derivation, provenance_json_derivation), LIST(leaves, struct result_leaf, provenance_json_leaf),
    LIST(domains, struct result_domain, failure_json_domain), OBJECT(rebuild, failure_json_rebuild), LIST(durability, struct result_durability, failure_json_durability),
    OBJECT(delivery, delivery_json_all), LIST(policy, struct result_restriction, judged_json_restriction),
    LIST(options, struct result_option, judged_json_option),
    LIST(bom, struct result_bom_line, bom_json_line), LIST(bom_orders, struct result_bom_order, bom_json_order), LIST(bom_phases, struct result_bom_phase, bom_json_phase),
    OBJECT(bom_totals, bom_json_totals), OBJECT(power_bill, power_json_bill),
    OBJECT(series, run_json_series), OBJECT(zoom, run_json_series), LIST(tiers, struct result_tier, run_json_tier),
    LIST(endurance, struct result_endurance, run_json_endurance), OBJECT(worst_hour, run_json_worst_hour),
    LIST(timeline, struct result_event, run_json_event), LIST(measures, struct result_measure, run_json_measure), GROUP("audit", audit_keys), END
};
#undef S

static const struct document_json results_document = { "exasite.results/1", results_keys, sizeof(struct results) };

const struct json_key *results_json_keys(void)
{
    return results_keys;
}

const char *results_json_write(const struct results *results, struct arena *arena, size_t *length)
{
    return document_json_write(&results_document, results, arena, length);
}

bool results_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct results *results)
{
    return document_json_read(&results_document, text, length, file, arena, diags, results);
}
