#include "json/bom_json.h"

#include "json/json_keys.h"
#include "types/result_bom.h"

#define S struct result_bom_line
const struct json_key bom_json_line[] = {
    TEXT(id), TEXT(parent), NUMBER(level), TEXT(kind), TEXT(sku), TEXT(part), TEXT(description), TEXT(role), TEXT(pool),
    TEXT(site), TEXT(phase), NUMBER(quantity_per_rack), NUMBER(racks), NUMBER(quantity), NUMBER(spares),
    NUMBER(unit_price_dollars), TEXT(price_date), TEXT(price_grade), TEXT(price_source), NUMBER(unit_price_lo_dollars), NUMBER(unit_price_hi_dollars), NUMBER(extended_dollars), TEXT(sold_as),
    NUMBER(sold_units), NUMBER(overbuy), NUMBER(lead_time_s), TEXT(order_by), TEXT(earliest), NUMBER(ru), NUMBER(kg),
    NUMBER(idle_w), NUMBER(typical_w), NUMBER(max_w), NUMBER(ports), NUMBER(raw_bytes), NUMBER(usable_bytes), NUMBER(total_ru),
    NUMBER(total_kg), NUMBER(total_idle_w), NUMBER(total_typical_w), NUMBER(total_max_w), NUMBER(total_heat_btu_per_h),
    NUMBER(total_ports), NUMBER(total_raw_bytes), NUMBER(total_usable_bytes), TEXT(within), TEXT(qualification),
    TEXTS(requirements), TEXT(basis), END
};
#undef S

#define S struct result_bom_order
const struct json_key bom_json_order[] = {
    TEXT(id), TEXT(kind), TEXT(sku), TEXT(part), TEXT(description), TEXT(phases), NUMBER(quantity), NUMBER(spares), NUMBER(pieces),
    NUMBER(unit_price_dollars), TEXT(price_date), TEXT(price_grade), NUMBER(extended_dollars), NUMBER(lead_time_s), TEXT(order_by), TEXT(earliest), END
};
#undef S

#define S struct result_bom_phase
const struct json_key bom_json_phase[] = {
    TEXT(phase), TEXT(pool), TEXT(kind), TEXT(from), TEXT(in_service), NUMBER(share), NUMBER(racks), END
};
#undef S

#define S struct result_bom_totals
const struct json_key bom_json_totals[] = {
    NUMBER(lines), NUMBER(pieces), NUMBER(spares), NUMBER(priced_lines), NUMBER(unpriced_lines), NUMBER(known_dollars), NUMBER(least_dollars), NUMBER(most_dollars), NUMBER(estimated_dollars), NUMBER(estimated_share),
    NUMBER(racks), NUMBER(nodes), NUMBER(front_ends), NUMBER(drives), NUMBER(nics), NUMBER(switches), NUMBER(optics),
    NUMBER(cables), NUMBER(pdus), NUMBER(cords), NUMBER(overbuy), NUMBER(ru), NUMBER(kg), NUMBER(idle_w), NUMBER(typical_w),
    NUMBER(max_w), NUMBER(heat_btu_per_h), NUMBER(raw_bytes), NUMBER(usable_bytes), NUMBER(btu_per_h_per_w), TEXT(typical_basis),
    END
};
#undef S
