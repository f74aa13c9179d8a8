#include "plan/code.h"

#include <math.h>

static double or_default(const struct quantity *quantity, double value)
{
    return isnan(quantity->value) ? value : quantity->value;
}

double code_min_data(const struct stack_code *code)
{
    return fmin(or_default(&code->min_data, code->data.value), code->data.value);
}

double code_strips_per_domain(const struct stack_code *code)
{
    return fmax(1.0, floor(code->parity.value / fmax(1.0, or_default(&code->survive, 1.0))));
}

static bool is_fixed(const struct stack_code *code)
{
    return code->family == CODE_REPLICATION || code_min_data(code) >= code->data.value;
}

double code_min_domains(const struct stack_code *code)
{
    const double narrowest = code_min_data(code) + code->parity.value;
    const double needed = ceil(narrowest / code_strips_per_domain(code));
    return fmax(1.0, or_default(&code->min_domains, needed));
}

double code_repair_strips(const struct stack_code *code, double data_strips)
{
    const double reads = or_default(&code->repair_reads, code->family == CODE_REPLICATION ? 1.0 : data_strips);
    return reads < 1.0 ? reads * data_strips : reads;
}

/* How many strips may go for certain. A local reconstruction code with l local groups cannot
 * use every parity for every pattern: 12+2+2 decodes any three losses and most of four
 * (Huang et al., Erasure Coding in Windows Azure Storage, ATC'12): parity − l + 1. */
static double certain_losses(const struct stack_code *code)
{
    if (code->family != CODE_LRC) return code->parity.value;
    const double repair = code_repair_strips(code, code->data.value);
    const double local_groups = fmax(1.0, rint(code->data.value / fmax(1.0, repair)));
    return fmax(0.0, code->parity.value - local_groups + 1.0);
}

static double width_at(const struct stack_code *code, double domains)
{
    const double widest = code->data.value + code->parity.value;
    if (is_fixed(code)) return widest;
    const double narrowest = code_min_data(code) + code->parity.value;
    return fmax(narrowest, fmin(widest, code_strips_per_domain(code) * domains));
}

struct code_fit code_at(const struct stack_code *code, double domains)
{
    struct code_fit fit = {.fits = domains >= code_min_domains(code), .width = width_at(code, domains)};
    fit.data_strips = fit.width - code->parity.value;
    fit.efficiency = fit.data_strips / fit.width;
    const double strips_in_one = fmax(1.0, ceil(fit.width / fmax(1.0, domains)));
    fit.survives = floor(certain_losses(code) / strips_in_one);
    return fit;
}
