#include "input/power_cap_checks.h"

#include <math.h>

#include "base/text.h"
#include "types/diag_codes.h"

static const char *const classes[] = {"checkpoints", "reads", "gpus", "background"};
enum { CLASSES = sizeof classes / sizeof classes[0] };

static int class_named(const char *name)
{
    for (int c = 0; c < CLASSES; c++)
        if (text_equal(classes[c], name)) return c;
    return -1;
}

static bool order_is_sound(const struct site *site, struct diags *diags)
{
    bool ok = true, named[CLASSES] = {false};
    for (int k = 0; k < site->n_power_cap_order; k++) {
        const int class = class_named(site->power_cap_order[k]);
        if (class < 0) {
            const char *near = text_nearest(site->power_cap_order[k], classes, CLASSES);
            diag_error(diags, site->power_cap_w.at, DIAG_BAD_CHOICE, "order: \"%s\" is no class of load; expected checkpoints, reads, gpus or background%s%s%s", site->power_cap_order[k],
                       near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
            ok = false;
        } else if (named[class]) {
            diag_error(diags, site->power_cap_w.at, DIAG_CONFLICT, "order: %s stands there twice", classes[class]);
            ok = false;
        } else {
            named[class] = true;
        }
    }
    return ok;
}

static bool is_below(const struct quantity *quantity, double than) { return quantity->value < than; }

/* A GPU that draws less computes, and so reads, at a part of its speed. Pauses between bursts, and what runs from a buffer, would escape the cap. */
static bool reads_can_give_way(const struct scenario *scenario, struct diags *diags)
{
    const struct demand *demand = &scenario->demand;
    const struct place at = scenario->site.power_cap_w.at;
    const bool none = !(demand->read_peak_bytes_per_s.value > 0.0) && !(demand->read_per_gpu_bytes_per_s.value > 0.0);
    const bool pauses = scenario->study.load != LOAD_CONSTANT && is_below(&demand->read_mean_bytes_per_s, demand->read_peak_bytes_per_s.value);
    bool ok = !none && !pauses && !(demand->read_prefetch_s.value > 0.0);
    for (int j = 0; j < scenario->n_jobs; j++) ok = ok && !(scenario->jobs[j].read_bytes_per_s.value <= 0.0);
    if (ok) return true;
    diag_error(diags, at, DIAG_CONFLICT,
               "a power cap at %s slows GPUs through what they read; expected jobs that read without pause (read.mean equal to read.peak, no prefetch, no job that reads nothing), or `at: storage`",
               scenario->site.power_cap_at == CAP_AT_UTILITY ? "the utility" : "the IT");
    return false;
}

bool power_cap_checks_sound(struct reader *reader, const struct scenario *scenario)
{
    const struct site *site = &scenario->site;
    if (!site->power_cap_w.given) return true;
    const bool order = order_is_sound(site, reader->diags);
    return (site->power_cap_at == CAP_AT_STORAGE || reads_can_give_way(scenario, reader->diags)) && order;
}
