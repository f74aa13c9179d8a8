#include "json/portfolio_json.h"

#include <stddef.h>
#include <string.h>

#include "json/results_json.h"
#include "types/diag_codes.h"

#define END                             { .name = NULL }
#define NUMBER(field)                   { .name = #field, .kind = JSON_NUMBER, .offset = offsetof(S, field) }
#define TEXT(field)                     { .name = #field, .kind = JSON_TEXT, .offset = offsetof(S, field) }
#define OBJECT(field, keys)             { .name = #field, .kind = JSON_OBJECT, .offset = offsetof(S, field), .table = (keys) }
#define LIST(field, element, keys) \
    { .name = #field, .kind = JSON_LIST, .offset = offsetof(S, field), .count_offset = offsetof(S, n_##field), .size = sizeof(element), .table = (keys) }

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
    LIST(findings, struct result_finding, results_json_finding), LIST(points, struct result_delivery_point, results_json_point), END
};
#undef S

static const char format_name[] = "exasite.portfolio/1";

const char *portfolio_json_write(const struct portfolio_results *results, struct arena *arena, size_t *length)
{
    CHECK(results->format && strcmp(results->format, format_name) == 0);
    return json_table_write(portfolio_keys, results, arena, length);
}

bool portfolio_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct portfolio_results *results)
{
    memset(results, 0, sizeof *results);
    if (!json_table_read(portfolio_keys, text, length, file, DIAG_BAD_RESULTS, arena, diags, results)) return false;
    if (strcmp(results->format, format_name) == 0) return true;
    diag_error(diags, (struct place){ .file = file, .line = 1, .col = 1 }, DIAG_BAD_RESULTS, "format is '%.40s', expected '%s'", results->format, format_name);
    return false;
}
