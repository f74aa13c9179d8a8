#include "json/portfolio_json.h"

#include "json/delivery_json.h"
#include "json/document_json.h"
#include "json/json_keys.h"
#include "json/judged_json.h"
#include "json/results_json.h"

#define S struct portfolio_sum
static const struct json_key sum_keys[] = {
    NUMBER(usable_bytes), NUMBER(read_bytes_per_s), NUMBER(write_bytes_per_s), NUMBER(storage_w), NUMBER(site_w), NUMBER(rack_tiles), NUMBER(nodes), NUMBER(gpus), END
};
#undef S

#define S struct portfolio_result_site
static const struct json_key site_keys[] = {
    TEXT(name), TEXT(place), TEXT(scenario), TEXT(replaced_by), TEXT(verdict), TEXT(why), OBJECT(has, sum_keys), TEXT(complete_p10), TEXT(complete_p50), TEXT(complete_p90),
    NUMBER(complete_by_needed), TEXT(text), END
};
#undef S

#define S struct portfolio_result_place
static const struct json_key place_keys[] = { TEXT(name), NUMBER(builds), OBJECT(has, sum_keys), NUMBER(envelope_w), END };
#undef S

#define S struct portfolio_result_link
static const struct json_key link_keys[] = { TEXT(name), TEXT(from), TEXT(to), NUMBER(rate_bytes_per_s), NUMBER(used_bytes_per_s), END };
#undef S

#define S struct portfolio_result_flow
static const struct json_key flow_keys[] = {
    TEXT(name), TEXT(from), TEXT(to), TEXT(kind), NUMBER(asked_bytes_per_s), NUMBER(bytes), NUMBER(rate_bytes_per_s), TEXT(bound_by), NUMBER(of_read), NUMBER(of_write),
    TEXT(starts_p50), TEXT(done_p10), TEXT(done_p50), TEXT(done_p90), NUMBER(done_by_needed), END
};
#undef S

#define S struct portfolio_results
static const struct json_key portfolio_keys[] = {
    TEXT(format), OBJECT(manifest, results_json_manifest), TEXT(name), TEXT(question), TEXT(file), TEXT(needed_by), TEXT(verdict), NUMBER(draws), OBJECT(total, sum_keys),
    TEXT(complete_p10), TEXT(complete_p50), TEXT(complete_p90), NUMBER(complete_by_needed), LIST(sites, struct portfolio_result_site, site_keys),
    LIST(places, struct portfolio_result_place, place_keys), LIST(links, struct portfolio_result_link, link_keys), LIST(flows, struct portfolio_result_flow, flow_keys),
    LIST(findings, struct result_finding, judged_json_finding), LIST(points, struct result_delivery_point, delivery_json_point), END
};
#undef S

static const struct document_json portfolio_document = { "exasite.portfolio/1", portfolio_keys, sizeof(struct portfolio_results) };

const char *portfolio_json_write(const struct portfolio_results *results, struct arena *arena, size_t *length)
{
    return document_json_write(&portfolio_document, results, arena, length);
}

bool portfolio_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct portfolio_results *results)
{
    return document_json_read(&portfolio_document, text, length, file, arena, diags, results);
}
