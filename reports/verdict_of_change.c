#include "reports/verdict_of_change.h"

#include <math.h>

#include "base/text.h"
#include "reports/say.h"

#define MORE WATERFALL_MORE
#define LESS WATERFALL_LESS

/* Those left out are neither: a demand or a limit is no merit, bytes offered are the load's, and what a site draws on average follows what its GPUs get done. */
static const struct { enum charts_waterfall_good good; const char *measure; } kpis[KPI_COUNT] = {
    [KPI_NODES] = {LESS, NULL}, [KPI_FRONT_ENDS] = {LESS, NULL}, [KPI_DRIVES] = {LESS, NULL}, [KPI_RACKS] = {LESS, NULL}, [KPI_RACK_TILES] = {LESS, NULL},
    [KPI_FLOOR_TILES] = {LESS, NULL}, [KPI_FLOOR_M2] = {LESS, NULL}, [KPI_SWITCHES] = {LESS, NULL}, [KPI_OPTICS] = {LESS, NULL}, [KPI_NAMESPACES] = {LESS, NULL},
    [KPI_USABLE] = {MORE, NULL},
    [KPI_READ_BOUND] = {MORE, NULL}, [KPI_READ_ALONE] = {MORE, NULL}, [KPI_READ_COINCIDENT] = {MORE, NULL}, [KPI_READ_DOMAIN_OUT] = {MORE, NULL},
    [KPI_READ_COINCIDENT_DOMAIN_OUT] = {MORE, NULL}, [KPI_READ_LEAST] = {MORE, NULL}, [KPI_READ_NEXT] = {MORE, NULL},
    [KPI_READ_OFFERED] = {WATERFALL_NEITHER, "read_offered_bytes_per_s"}, [KPI_READ_DELIVERED] = {MORE, "read_delivered_bytes_per_s"}, [KPI_READ_DENIED] = {LESS, "read_denied_fraction"},
    [KPI_WRITE_BOUND] = {MORE, NULL}, [KPI_WRITE_ALONE] = {MORE, NULL}, [KPI_WRITE_COINCIDENT] = {MORE, NULL}, [KPI_WRITE_DOMAIN_OUT] = {MORE, NULL},
    [KPI_WRITE_COINCIDENT_DOMAIN_OUT] = {MORE, NULL}, [KPI_WRITE_LEAST] = {MORE, NULL}, [KPI_WRITE_NEXT] = {MORE, NULL},
    [KPI_WRITE_OFFERED] = {WATERFALL_NEITHER, "write_offered_bytes_per_s"}, [KPI_WRITE_DELIVERED] = {MORE, "write_delivered_bytes_per_s"}, [KPI_WRITE_DENIED] = {LESS, "write_denied_fraction"},
    [KPI_SITE_DESIGN] = {LESS, NULL}, [KPI_SITE_COINCIDENT] = {LESS, NULL}, [KPI_NAMEPLATES] = {LESS, NULL}, [KPI_HEADROOM] = {MORE, NULL}, [KPI_STORAGE_MAX] = {LESS, NULL},
    [KPI_NETWORK_W] = {LESS, NULL}, [KPI_STORAGE_W] = {LESS, "storage_w"}, [KPI_GPU_W] = {WATERFALL_NEITHER, "gpu_w"}, [KPI_IT_W] = {WATERFALL_NEITHER, "it_w"}, [KPI_SITE_W] = {WATERFALL_NEITHER, "site_w"},
    [KPI_STEP] = {LESS, NULL}, [KPI_STEP_SECOND] = {LESS, NULL}, [KPI_STEP_MINUTE] = {LESS, NULL}, [KPI_STEP_QUARTER] = {LESS, NULL}, [KPI_RAMP] = {LESS, NULL},
    [KPI_DYNAMIC_RANGE] = {LESS, NULL}, [KPI_STEPS_PER_DAY] = {LESS, NULL},
    [KPI_CHECKPOINTS] = {MORE, "checkpoints"}, [KPI_CHECKPOINT_BYTES] = {WATERFALL_NEITHER, "checkpoint_bytes_per_day"}, [KPI_CHECKPOINT_DURATION] = {LESS, "checkpoint_mean_s"},
    [KPI_CHECKPOINT_STALL] = {LESS, "checkpoint_stall_s"}, [KPI_CHECKPOINT_MISSED] = {LESS, "checkpoints_missed"}, [KPI_GOODPUT] = {MORE, "goodput"},
    [KPI_USED] = {WATERFALL_NEITHER, "used_bytes"}, [KPI_FULL_AT] = {MORE, NULL},
};

static const struct { const char *name; enum charts_waterfall_good good; } columns[] = {
    {"rack_tiles", LESS}, {"site_design_w", LESS}, {"storage_max_w", LESS}, {"nodes", LESS}, {"usable_bytes", MORE}, {"read_capability_bytes_per_s", MORE},
    {"read_coincident_bytes_per_s", MORE}, {"read_domain_out_bytes_per_s", MORE}, {"write_capability_bytes_per_s", MORE}, {"write_coincident_bytes_per_s", MORE}, {"goodput", MORE},
    {"read_delivered_bytes_per_s", MORE}, {"site_w", WATERFALL_NEITHER}, {"checkpoint_p99_s", LESS}, {"known_dollars", LESS},
};

enum charts_waterfall_good verdict_of_change_good(enum kpi which) { return kpis[which].good; }

enum charts_waterfall_good verdict_of_change_good_column(const char *name)
{
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        if (text_equal(columns[c].name, name)) return columns[c].good;
    return WATERFALL_NEITHER;
}

const char *verdict_of_change_measure(enum kpi which) { return kpis[which].measure ? kpis[which].measure : ""; }

const char *verdict_of_change_word(enum charts_waterfall_good good, double delta, double half)
{
    if (isnan(delta)) return "";
    if (delta == 0.0) return "=";
    if (fabs(delta) <= half) return "within chance";
    if (good == WATERFALL_NEITHER) return delta > 0.0 ? "\xE2\x96\xB2" : "\xE2\x96\xBC";
    const bool better = (delta > 0.0) == (good == WATERFALL_MORE);
    return delta > 0.0 ? better ? "\xE2\x96\xB2 better" : "\xE2\x96\xB2 worse" : better ? "\xE2\x96\xBC better" : "\xE2\x96\xBC worse";
}

static const char *with_sign(struct arena *arena, double delta, const char *size)
{
    return delta == 0.0 ? size : text_format(arena, "%s%s", delta > 0.0 ? "+" : "\xE2\x88\x92", size);
}

const char *verdict_of_change_size(struct arena *arena, double size, enum unit unit)
{
    return unit == UNIT_FRACTION ? text_format(arena, "%s pp", say_quantity(arena, 100.0 * size, UNIT_NUMBER)) : say_quantity(arena, size, unit);
}

const char *verdict_of_change_say(struct arena *arena, double delta, enum unit unit)
{
    if (isnan(delta)) return "unknown";
    return with_sign(arena, delta, verdict_of_change_size(arena, fabs(delta), unit));
}

const char *verdict_of_change_say_kpi(struct arena *arena, double delta, const struct kpi_value *of, enum kpi which)
{
    if (isnan(delta) || of->unit == UNIT_FRACTION) return verdict_of_change_say(arena, delta, of->unit);
    return with_sign(arena, delta, kpi_said(arena, which, fabs(delta)));
}
