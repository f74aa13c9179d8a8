#include "input/quantity.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "input/provenance.h"
#include "stat/dist.h"
#include "types/diag_codes.h"

/* --- distributions as people write them ------------------------------------------------- */

struct parameter {
    const char *name;
    size_t offset;                           /* in struct dist_spec */
    bool is_number;                          /* a pure number; else in the field's unit */
};
struct form {
    const char *key;
    enum dist_kind kind;
    struct parameter parameters[3];          /* in the order of a list */
    size_t n;
    const char *example;
};

#define PARAMETER(member) {#member, offsetof(struct dist_spec, member), false}
#define NUMBER(member)    {#member, offsetof(struct dist_spec, member), true}

static const struct form forms[] = {
    {"constant",    DIST_CONSTANT,    {PARAMETER(value)}, 1, "{constant: x}"},
    {"uniform",     DIST_UNIFORM,     {PARAMETER(low), PARAMETER(high)}, 2, "{uniform: [low, high]}"},
    {"triangular",  DIST_TRIANGULAR,  {PARAMETER(low), PARAMETER(mode), PARAMETER(high)}, 3, "{triangular: [low, mode, high]}"},
    {"exponential", DIST_EXPONENTIAL, {PARAMETER(mean)}, 1, "{exponential: mean}"},
    {"normal",      DIST_NORMAL,      {PARAMETER(mean), PARAMETER(sd)}, 2, "{normal: [mean, sd]}"},
    {"lognormal",   DIST_LOGNORMAL,   {PARAMETER(median), NUMBER(sigma)}, 2, "{lognormal: {median: x, sigma: 0.5}}"},
    {"weibull",     DIST_WEIBULL,     {NUMBER(shape), PARAMETER(scale)}, 2, "{weibull: {shape: 1.5, scale: x}}"},
    {"gamma",       DIST_GAMMA,       {NUMBER(shape), PARAMETER(scale)}, 2, "{gamma: {shape: 2, scale: x}}"},
};
enum { FORMS = sizeof forms / sizeof forms[0] };

static const struct form *form_of(const char *key)
{
    for (size_t i = 0; i < FORMS; i++)
        if (text_equal(key, forms[i].key)) return &forms[i];
    return NULL;
}

bool quantity_is_distribution(const char *key)
{
    return form_of(key) != NULL;
}

bool quantity_is_key(const char *key)
{
    return text_equal(key, "value") || text_equal(key, "range") || text_equal(key, "nominal") || quantity_is_distribution(key);
}

/* --- bare numbers ------------------------------------------------------------------------- */

static int code_of(enum units_error error, enum unit unit)
{
    if (unit == UNIT_DAYS) return DIAG_BAD_DATE;
    switch (error) {
    case UNITS_NO_UNIT:      return DIAG_NO_UNIT;
    case UNITS_UNKNOWN_UNIT:
    case UNITS_WRONG_KIND:   return DIAG_BAD_UNIT;
    default:                 return DIAG_BAD_NUMBER;
    }
}

static const char *complaint_of(enum units_error error, enum unit unit)
{
    switch (error) {
    case UNITS_NO_UNIT:      return "has no unit";
    case UNITS_UNKNOWN_UNIT: return "has no unit known here";
    case UNITS_WRONG_KIND:   return "has a unit of another kind";
    case UNITS_NOT_FINITE:   return "is not a finite number";
    case UNITS_NOT_WHOLE:    return "is not a whole number";
    default:                 return unit == UNIT_DAYS ? "is no date" : "is no number";
    }
}

bool quantity_read_text(struct reader *reader, const char *text, size_t length, struct place at,
                        const char *key, enum unit unit, double *value)
{
    char suggestion[64];
    const enum units_error error = units_read(text, length, unit, value, suggestion);
    if (error == UNITS_OK) return true;
    diag_error(reader->diags, at, code_of(error, unit), "%s: \"%s\" %s; expected %s%s%s%s", key,
               text_shown(reader->arena, text, length, 60), complaint_of(error, unit), units_expected(unit),
               suggestion[0] ? " (did you mean " : "", suggestion, suggestion[0] ? "?)" : "");
    *value = (double)NAN;
    return false;
}

static bool wrong_type(struct reader *reader, const struct yaml_node *node, const char *key, const char *expected)
{
    const char *what = yaml_tree_is_empty(node) ? "nothing written here" : yaml_tree_kind(node);
    if (yaml_tree_is_null(node)) what = "null, which only takes out what `extends` brought";
    diag_error(reader->diags, node->at, DIAG_WRONG_TYPE, "%s: %s; expected %s", key, what, expected);
    return false;
}

static bool read_bare(struct reader *reader, const struct yaml_node *node, const char *key, enum unit unit, double *value)
{
    *value = (double)NAN;
    if (node->kind != YAML_TEXT || yaml_tree_is_empty(node) || yaml_tree_is_null(node))
        return wrong_type(reader, node, key, units_expected(unit));
    return quantity_read_text(reader, node->text, node->length, node->at, key, unit, value);
}

/* --- bounds, provenance ------------------------------------------------------------------- */

static bool within(struct reader *reader, const struct quantity_rule *rule, double value, struct place at)
{
    char written[64], least[64], most[64];
    /* A rate of less than a byte a second is a slip of the pen, and its time to finish overflows every clock. */
    if (rule->unit == UNIT_BYTES_PER_S && value > 0.0 && value < 1.0) {
        diag_error(reader->diags, at, DIAG_OUT_OF_RANGE, "%s: less than a byte a second; expected 0 or at least 1 B/s", rule->key);
        return false;
    }
    if (value >= rule->least && value <= rule->most) return true;
    units_format(value, rule->unit, 4, written);
    units_format(rule->least, rule->unit, 4, least);
    units_format(rule->most, rule->unit, 4, most);
    diag_error(reader->diags, at, DIAG_OUT_OF_RANGE, "%s: %s is outside of what it may be; expected %s to %s",
               rule->key, written, least, most);
    return false;
}

static bool has_provenance(struct reader *reader, const struct quantity_rule *rule, const struct quantity *q, const struct provenance *from)
{
    if (!reader->needs_provenance || from->by_set) return true;
    const char *missing[3];
    size_t n = 0;
    if (!q->source[0]) missing[n++] = "source";
    if (!q->date[0]) missing[n++] = "date";
    if (q->grade == GRADE_NONE) missing[n++] = "grade";
    if (n == 0) return true;
    diag_error(reader->diags, q->at, DIAG_NO_PROVENANCE, "%s: a model's number without %s; state it here or in a map around",
               rule->key, text_list(reader->arena, missing, n, "and"));
    return false;
}

/* --- maps --------------------------------------------------------------------------------- */

/* What a number's map says, before it is weighed. */
struct stated {
    const struct yaml_node *value, *range, *nominal;
    const struct yaml_node *distribution;
    const struct form *form;
};

static bool unknown_key(struct reader *reader, const struct quantity_rule *rule, const struct yaml_pair *pair)
{
    const char *candidates[32] = {"value", "range", "nominal", "source", "date", "grade"};
    size_t n = 6;
    for (size_t i = 0; i < FORMS; i++) candidates[n++] = forms[i].key;
    for (size_t i = 0; rule->beside && rule->beside[i] && n < 32; i++) candidates[n++] = rule->beside[i];
    const char *near = text_nearest(pair->key, candidates, n);
    diag_error(reader->diags, pair->at, DIAG_UNKNOWN_KEY, "%s: unknown key `%s`; %s%s%s", rule->key,
               text_shown(reader->arena, pair->key, strlen(pair->key), 60), near ? "did you mean `" : "a number has ",
               near ? near : "value, range, nominal, source, date, grade or a distribution", near ? "`?" : "");
    return false;
}

static bool is_beside(const struct quantity_rule *rule, const char *key)
{
    for (size_t i = 0; rule->beside && rule->beside[i]; i++)
        if (text_equal(rule->beside[i], key)) return true;
    return false;
}

static bool gather(struct reader *reader, const struct yaml_node *map, const struct quantity_rule *rule, struct stated *stated)
{
    bool ok = true;
    *stated = (struct stated){0};
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_pair *pair = &map->pairs[i];
        const struct form *form = form_of(pair->key);
        if (text_equal(pair->key, "value")) {
            stated->value = pair->value;
        } else if (text_equal(pair->key, "range")) {
            stated->range = pair->value;
        } else if (text_equal(pair->key, "nominal")) {
            stated->nominal = pair->value;
        } else if (form && !stated->form) {
            stated->form = form;
            stated->distribution = pair->value;
        } else if (form) {
            diag_error(reader->diags, pair->at, DIAG_CONFLICT, "%s: %s and %s; a number follows one distribution", rule->key,
                       stated->form->key, form->key);
            ok = false;
        } else if (!provenance_is_key(pair->key) && !is_beside(rule, pair->key)) {
            ok = unknown_key(reader, rule, pair);
        }
    }
    return ok;
}

static bool exclusive(struct reader *reader, const struct quantity_rule *rule, const struct stated *stated)
{
    const char *complaint = NULL;
    const struct yaml_node *at = NULL;
    if (stated->value && stated->nominal) {
        complaint = "value and nominal say the same thing; state one";
        at = stated->nominal;
    } else if (stated->range && stated->form) {
        complaint = "a range is ignorance and a distribution is chance; state one";
        at = stated->range;
    }
    if (!complaint) return true;
    diag_error(reader->diags, at->at, DIAG_CONFLICT, "%s: %s", rule->key, complaint);
    return false;
}

static bool read_range(struct reader *reader, const struct yaml_node *range, const struct quantity_rule *rule, struct quantity *to)
{
    if (range->kind != YAML_LIST || range->n != 2) {
        diag_error(reader->diags, range->at, DIAG_WRONG_TYPE, "%s: range: %s; expected two ends, [least, most]", rule->key,
                   range->kind == YAML_LIST ? "not two values" : yaml_tree_kind(range));
        return false;
    }
    bool ok = read_bare(reader, range->items[0], rule->key, rule->unit, &to->lo);
    ok = read_bare(reader, range->items[1], rule->key, rule->unit, &to->hi) && ok;
    if (!ok) return false;
    ok = within(reader, rule, to->lo, range->items[0]->at);
    ok = within(reader, rule, to->hi, range->items[1]->at) && ok;
    if (to->lo <= to->hi) return ok;
    diag_error(reader->diags, range->at, DIAG_OUT_OF_RANGE, "%s: the range's first end is above its second", rule->key);
    return false;
}

/* Counts and dates stay whole. */
static double midpoint(double lo, double hi, enum unit unit)
{
    const double middle = lo + (hi - lo) / 2;
    return unit == UNIT_COUNT || unit == UNIT_DAYS ? floor(middle + 0.5) : middle;
}

static const struct yaml_node *parameter_of(const struct yaml_node *node, const struct form *form, size_t k)
{
    if (node->kind == YAML_MAP) return yaml_tree_find(node, form->parameters[k].name);
    if (node->kind == YAML_LIST) return k < node->n ? node->items[k] : NULL;
    return form->n == 1 ? node : NULL;
}

/* Keys of a distribution's map that are none of its parameters. */
static bool parameters_known(struct reader *reader, const struct yaml_node *node, const struct form *form, const char *key)
{
    bool ok = true;
    for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++) {
        bool known = false;
        for (size_t k = 0; k < form->n; k++) known = known || text_equal(node->pairs[i].key, form->parameters[k].name);
        if (known) continue;
        diag_error(reader->diags, node->pairs[i].at, DIAG_UNKNOWN_KEY, "%s: unknown key `%s`; expected %s", key,
                   text_shown(reader->arena, node->pairs[i].key, strlen(node->pairs[i].key), 60), form->example);
        ok = false;
    }
    return ok;
}

static bool read_parameters(struct reader *reader, const struct yaml_node *node, const struct form *form,
                            const struct quantity_rule *rule, struct dist_spec *spec)
{
    bool ok = parameters_known(reader, node, form, rule->key);
    if (node->kind == YAML_LIST && node->n != form->n) {
        diag_error(reader->diags, node->at, DIAG_BAD_DISTRIBUTION, "%s: %s takes %zu values; expected %s", rule->key, form->key,
                   form->n, form->example);
        return false;
    }
    for (size_t k = 0; k < form->n; k++) {
        const struct parameter *parameter = &form->parameters[k];
        const struct yaml_node *written = parameter_of(node, form, k);
        double value = 0.0;
        if (!written) {
            diag_error(reader->diags, node->at, DIAG_BAD_DISTRIBUTION, "%s: %s without its %s; expected %s", rule->key, form->key,
                       parameter->name, form->example);
            return false;
        }
        ok = read_bare(reader, written, rule->key, parameter->is_number ? UNIT_NUMBER : rule->unit, &value) && ok;
        memcpy((char *)spec + parameter->offset, &value, sizeof value);
    }
    spec->kind = form->kind;
    return ok;
}

/* A date plus chance is a slip; a law of dates other than these would add dates up. */
static bool fits_dates(enum dist_kind kind)
{
    return kind == DIST_CONSTANT || kind == DIST_UNIFORM || kind == DIST_TRIANGULAR;
}

static bool ends_within(struct reader *reader, const struct quantity_rule *rule, const struct dist_spec *spec, struct place at)
{
    const bool has_ends = spec->kind == DIST_UNIFORM || spec->kind == DIST_TRIANGULAR;
    if (!has_ends) return within(reader, rule, dist_mean(spec), at);
    const bool low = within(reader, rule, spec->low, at);
    return within(reader, rule, spec->high, at) && low;
}

static bool read_distribution(struct reader *reader, const struct stated *stated, const struct quantity_rule *rule, struct quantity *to)
{
    const struct place at = stated->distribution->at;
    struct dist_spec spec = {.kind = DIST_NONE};
    if (!read_parameters(reader, stated->distribution, stated->form, rule, &spec)) return false;
    const char *complaint = dist_complaint(&spec);
    if (!complaint && rule->unit == UNIT_DAYS && !fits_dates(spec.kind)) complaint = "a date is constant, uniform or triangular";
    if (!complaint && !isfinite(dist_mean(&spec))) complaint = "its mean is beyond any number";
    if (complaint) {
        diag_error(reader->diags, at, DIAG_BAD_DISTRIBUTION, "%s: %s: %s", rule->key, stated->form->key, complaint);
        return false;
    }
    to->dist = spec;
    return ends_within(reader, rule, &spec, at);
}

static bool nominal_in_range(struct reader *reader, const struct quantity_rule *rule, const struct quantity *to, struct place at)
{
    char written[64], lo[64], hi[64];
    if (to->value >= to->lo && to->value <= to->hi) return true;
    units_format(to->value, rule->unit, 4, written);
    units_format(to->lo, rule->unit, 4, lo);
    units_format(to->hi, rule->unit, 4, hi);
    diag_error(reader->diags, at, DIAG_OUT_OF_RANGE, "%s: %s does not lie within its own range, %s to %s", rule->key, written, lo, hi);
    return false;
}

static bool read_map(struct reader *reader, const struct yaml_node *map, const struct quantity_rule *rule, struct quantity *to)
{
    struct stated stated;
    bool ok = gather(reader, map, rule, &stated);
    ok = exclusive(reader, rule, &stated) && ok;
    const struct yaml_node *nominal = stated.value ? stated.value : stated.nominal;
    if (!nominal && !stated.range && !stated.form) {
        diag_error(reader->diags, map->at, DIAG_MISSING_KEY, "%s: a number without `value`, `range` or a distribution; expected %s",
                   rule->key, units_expected(rule->unit));
        return false;
    }
    if (nominal) {
        to->at = nominal->at;
        ok = read_bare(reader, nominal, rule->key, rule->unit, &to->value)
          && within(reader, rule, to->value, nominal->at) && ok;
    }
    if (stated.form) ok = read_distribution(reader, &stated, rule, to) && ok;
    if (stated.range) ok = read_range(reader, stated.range, rule, to) && ok;
    if (!ok) return false;
    if (!nominal) to->value = stated.range ? midpoint(to->lo, to->hi, rule->unit) : dist_mean(&to->dist);
    if (stated.range) return nominal_in_range(reader, rule, to, nominal ? nominal->at : stated.range->at);
    to->lo = to->hi = to->value;
    return true;
}

/* --- the whole ------------------------------------------------------------------------------ */

static void add_input(struct reader *reader, struct quantity *quantity)
{
    struct reader_inputs *inputs = reader->inputs;
    inputs->at = arena_grow(reader->arena, inputs->at, inputs->n, inputs->n + 1, &inputs->capacity, sizeof *inputs->at);
    inputs->at[inputs->n++] = quantity;
}

struct quantity quantity_absent(enum unit unit)
{
    return (struct quantity){.value = (double)NAN, .lo = (double)NAN, .hi = (double)NAN, .unit = unit, .source = "", .date = ""};
}

bool quantity_read(struct reader *reader, const struct yaml_node *node, const struct quantity_rule *rule,
                   const char *path, struct quantity *to)
{
    CHECK(node->from);
    *to = quantity_absent(rule->unit);
    to->given = true;
    to->at = node->at;
    to->path = path;
    to->source = node->from->source;
    to->date = node->from->date;
    to->grade = node->from->grade;
    bool ok = true;
    if (node->kind == YAML_MAP) {
        ok = read_map(reader, node, rule, to);
    } else {
        ok = read_bare(reader, node, rule->key, rule->unit, &to->value) && within(reader, rule, to->value, node->at);
        to->lo = to->hi = to->value;
    }
    ok = has_provenance(reader, rule, to, node->from) && ok;
    if (!ok) to->value = to->lo = to->hi = (double)NAN;
    else add_input(reader, to);
    return ok;
}

static double default_number(const char *text, enum unit unit)
{
    double value = 0.0;
    char suggestion[64];
    const enum units_error error = units_read(text, strlen(text), unit, &value, suggestion);
    CHECK(error == UNITS_OK);
    return value;
}

void quantity_default(struct reader *reader, const char *text, const char *lo, const char *hi, enum unit unit,
                      const char *path, struct quantity *to)
{
    *to = quantity_absent(unit);
    to->value = to->lo = to->hi = default_number(text, unit);
    to->source = "default";
    if (!lo) return;
    to->lo = default_number(lo, unit);
    to->hi = default_number(hi, unit);
    to->grade = GRADE_ESTIMATE;
    to->path = path;
    add_input(reader, to);
}
