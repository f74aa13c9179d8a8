#include "plan/fabric.h"

#include <math.h>

#include "plan/box.h"

static double tors_per_rack(const struct facility_model *facility)
{
    return facility->tor ? box_value(&facility->tors_per_rack, 2.0) : 0.0;
}

double fabric_oversubscription(const struct facility_model *facility)
{
    return fmax(1.0, box_value(&facility->uplink_oversubscription, 1.0));
}

double fabric_rack_ports(const struct facility_model *facility)
{
    return facility->tor ? tors_per_rack(facility) * facility->tor->ports.value : (double)INFINITY;
}

double fabric_uplinks(const struct facility_model *facility, double line_bytes_per_s)
{
    const double tors = tors_per_rack(facility);
    if (tors <= 0.0) return 0.0;
    const double per_tor = line_bytes_per_s / fabric_oversubscription(facility) / tors;
    return tors * ceil(per_tor / facility->tor->port_bytes_per_s.value * (1.0 - 1e-12));
}

double fabric_spine_ports(const struct facility_model *facility, double uplinks)
{
    return uplinks * facility->tor->port_bytes_per_s.value / facility->spine->port_bytes_per_s.value;
}

void fabric_build(struct site_plan *plan, double uplinks)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    const struct switch_model *tor = facility->tor, *spine = facility->spine;
    struct plan_racks *racks = &plan->racks;
    if (!tor) return;
    racks->tors = racks->racks * tors_per_rack(facility);
    racks->optics = uplinks;
    double watts = racks->tors * tor->max_w.value + uplinks * box_value(&tor->optic_w, 0.0);
    if (spine) {
        racks->spine_optics = ceil(fabric_spine_ports(facility, uplinks) * (1.0 - 1e-12));
        racks->spines = ceil(racks->spine_optics / spine->ports.value * (1.0 - 1e-12));
        racks->optics += racks->spine_optics;
        watts += racks->spines * spine->max_w.value + racks->spine_optics * box_value(&spine->optic_w, 0.0);
    }
    plan->power.network_w = watts;
}
