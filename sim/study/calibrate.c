#include "study/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/catalog_tables.h"
#include "stat/tally.h"
#include "study/ab.h"
#include "types/diag_codes.h"

enum column { RUN, OP, CLIENT, TX, RX, MEDIA_READ, MEDIA_WRITE, BUFFER_WRITE, DURATION, COLUMNS };
static const char *const names[COLUMNS] = {"run", "op", "client_bytes", "nic_tx_bytes", "nic_rx_bytes", "media_read_bytes", "media_write_bytes", "buffer_write_bytes", "seconds"};
enum { MOST_CELLS = 32 };

struct table {
    struct arena *arena;
    struct diags *diags;
    const char *file;
    int order[MOST_CELLS], n_cells;          /* which column stands where; -1 none of ours */
    bool has_head, sound;
    struct tally counters[STUDY_COUNTERS], rates[2];
};

struct cell { const char *text; int32_t col; };

static void mistake(struct table *table, int32_t line, int32_t col, const char *what)
{
    table->sound = false;
    diag_error(table->diags, (struct place){table->file, line, col}, DIAG_BAD_MEASURED, "%s", what);
}

/* Cells of one line, spaces around them gone; returns how many, MOST_CELLS at most. */
static int split(struct table *table, const char *line, size_t length, struct cell *cells)
{
    int n = 0;
    for (size_t at = 0; n < MOST_CELLS; at++) {
        size_t from = at, to;
        while (at < length && line[at] != ',') at++;
        to = at;
        while (from < to && (line[from] == ' ' || line[from] == '\t')) from++;
        while (to > from && (line[to - 1] == ' ' || line[to - 1] == '\t' || line[to - 1] == '\r')) to--;
        cells[n++] = (struct cell){text_shown(table->arena, line + from, to - from, 60), (int32_t)from + 1};
        if (at >= length) break;
    }
    return n;
}

static void read_head(struct table *table, int32_t line, const struct cell *cells, int n)
{
    bool seen[COLUMNS] = {false};
    table->has_head = true;
    table->n_cells = n;
    for (int k = 0; k < n; k++) {
        table->order[k] = -1;
        for (int c = 0; c < COLUMNS; c++)
            if (text_equal(cells[k].text, names[c])) table->order[k] = c;
        const char *near = text_nearest(cells[k].text, names, COLUMNS);
        if (table->order[k] < 0) mistake(table, line, cells[k].col, text_format(table->arena, "no column is called \"%s\"; expected %s%s%s%s", cells[k].text, text_list(table->arena, names, COLUMNS, "or"),
                                                                                 near ? " (did you mean " : "", near ? near : "", near ? "?)" : ""));
        else if (seen[table->order[k]]) mistake(table, line, cells[k].col, text_format(table->arena, "%s stands here twice", cells[k].text));
        else seen[table->order[k]] = true;
    }
    for (int c = RUN; c <= CLIENT; c++)
        if (!seen[c]) mistake(table, line, 1, text_format(table->arena, "column %s is missing; expected run,op,client_bytes and what was counted", names[c]));
}

static double number_of(struct table *table, int32_t line, const struct cell *cell, const char *name)
{
    char *end;
    if (!*cell->text) return (double)NAN;
    const double value = strtod(cell->text, &end);
    const bool decimal = cell->text[strspn(cell->text, "0123456789.eE+-")] == '\0';
    if (decimal && *end == '\0' && isfinite(value) && value >= 0.0) return value;
    mistake(table, line, cell->col, text_format(table->arena, "%s: \"%s\"; expected a number of %s, 0 or more, as in 1.5e12", name, cell->text, text_equal(name, "seconds") ? "seconds" : "bytes"));
    return (double)NAN;
}

static void take(struct tally *tally, double value)
{
    if (isfinite(value)) tally_add(tally, value);
}

static void read_run(struct table *table, int32_t line, const struct cell *cells, int n)
{
    double values[COLUMNS];
    int op = -1;
    for (int c = 0; c < COLUMNS; c++) values[c] = (double)NAN;
    if (n != table->n_cells) {
        mistake(table, line, 1, text_format(table->arena, "%d cells; expected %d, as in the head", n, table->n_cells));
        return;
    }
    for (int k = 0; k < n; k++) {
        if (table->order[k] < CLIENT) {
            if (table->order[k] != OP) continue;
            op = text_equal(cells[k].text, "read") ? 0 : text_equal(cells[k].text, "write") ? 1 : -1;
            if (op < 0) mistake(table, line, cells[k].col, text_format(table->arena, "op: \"%s\"; expected read or write", cells[k].text));
            continue;
        }
        values[table->order[k]] = number_of(table, line, &cells[k], names[table->order[k]]);
    }
    if (op < 0 || !table->sound) return;
    if (!(values[CLIENT] >= 1.0)) {
        mistake(table, line, 1, "client_bytes: nothing was read or written; expected 1 or more");
        return;
    }
    if (values[DURATION] < 1e-9) {
        mistake(table, line, 1, "seconds: a run took some time; expected more than 0, or an empty cell where nobody took it");
        return;
    }
    const double client = values[CLIENT];
    take(&table->counters[op ? STUDY_WRITE_TX : STUDY_READ_TX], values[TX] / client);
    take(&table->counters[op ? STUDY_WRITE_RX : STUDY_READ_RX], values[RX] / client);
    take(&table->counters[op ? STUDY_WRITE_MEDIA : STUDY_READ_MEDIA], values[op ? MEDIA_WRITE : MEDIA_READ] / client);
    if (op) take(&table->counters[STUDY_WRITE_BUFFER], values[BUFFER_WRITE] / client);
    if (values[DURATION] > 0.0) take(&table->rates[op], client / values[DURATION]);
}

static bool read_table(struct table *table, const char *bytes, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF";       /* spreadsheets begin UTF-8 with it */
    struct cell cells[MOST_CELLS];
    int32_t line = 1;
    bool any = false;
    for (size_t at = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0; at < length; line++) {
        const char *end = memchr(bytes + at, '\n', length - at);
        const size_t size = end ? (size_t)(end - bytes) - at : length - at;
        const bool empty = size == 0 || bytes[at] == '#' || bytes[at] == '\r';
        if (!empty) {
            const int n = split(table, bytes + at, size, cells);
            if (!table->has_head) read_head(table, line, cells, n);
            else read_run(table, line, cells, n);
            any = any || table->has_head;
        }
        if (!table->sound && !table->counters[0].n && line > 50) break;
        at += size + 1;
    }
    if (!any) mistake(table, 1, 1, "nothing is written here; expected a head: run,op,client_bytes,nic_tx_bytes,...");
    return table->sound;
}

/* --- what it says of the paths ------------------------------------------------------------------------ */

/* Relative standard deviation of one run. */
static double spread_of(const struct tally *rates)
{
    return rates->n > 1 ? tally_sd(rates) / rates->mean : (double)NAN;
}

static void fill_measured(const struct table *table, struct study_calibration *out)
{
    for (int c = 0; c < STUDY_COUNTERS; c++) {
        const struct tally *tally = &table->counters[c];
        const double half = tally->n > 1 ? tally_half_width(tally, 0.95) : 0.0;
        out->measured[c] = (struct study_measured){tally->n > 0, (int32_t)tally->n, tally->mean, tally->mean - half, tally->mean + half};
    }
    out->read_bytes_per_s = table->rates[0].n ? table->rates[0].mean : (double)NAN;
    out->write_bytes_per_s = table->rates[1].n ? table->rates[1].mean : (double)NAN;
    out->read_spread = spread_of(&table->rates[0]);
    out->write_spread = spread_of(&table->rates[1]);
    out->read_runs = (int32_t)table->rates[0].n;
    out->write_runs = (int32_t)table->rates[1].n;
}

static const char *const counter_words[STUDY_COUNTERS] = {
    "bytes sent per byte read", "bytes received per byte read", "media read per byte read", "bytes sent per byte written", "bytes received per byte written",
    "media written per byte written", "buffer written per byte written",
};

static struct study_fit fit_of(const struct stack_path *path, double efficiency, const struct study_calibration *out, struct arena *arena)
{
    double value[STUDY_COUNTERS], lo[STUDY_COUNTERS], hi[STUDY_COUNTERS], missed = 0.0;
    struct study_fit fit = {.fits = true, .against = ""};
    struct text against = text_new(arena);
    int n = 0;
    ab_counters(path, efficiency, value, lo, hi);
    for (int c = 0; c < STUDY_COUNTERS; c++) {
        const struct study_measured *measured = &out->measured[c];
        if (!measured->known) continue;
        const bool network = c != STUDY_READ_MEDIA && c != STUDY_WRITE_MEDIA && c != STUDY_WRITE_BUFFER;
        const double most = hi[c] * (network ? 1.0 + CALIBRATE_HEADERS : 1.0) + 0.02, least = lo[c] - 0.02;
        missed += fabs(measured->mean - value[c]) / fmax(fmax(measured->mean, value[c]), 0.1);
        n++;
        if (measured->lo <= most && measured->hi >= least) continue;
        fit.fits = false;
        text_printf(&against, "%s%s %.3g, expected %.3g to %.3g", against.length ? "; " : "", counter_words[c], measured->mean, lo[c], hi[c]);
    }
    fit.distance = n ? missed / n : (double)NAN;
    fit.against = against.bytes;
    return fit;
}

static void update(struct study_calibration *out, const char *op, const char *name, const struct cost *cost, double efficiency, const struct study_measured *measured)
{
    const double of_code = isnan(cost->encoded.value) ? 0.0 : cost->encoded.value / efficiency;
    if (!measured->known) return;
    out->updates[out->n_updates++] = (struct study_update){op, name, isnan(cost->fixed.value) ? 0.0 : cost->fixed.value, measured->mean - of_code, measured->lo - of_code,
                                                            measured->hi - of_code, isnan(cost->encoded.value) ? 0.0 : cost->encoded.value};
}

static void fill_updates(const struct stack_path *path, double efficiency, struct arena *arena, struct study_calibration *out)
{
    out->updates = ARENA_ARRAY(arena, struct study_update, STUDY_COUNTERS);
    update(out, "read", "tx", &path->read_storage.tx, efficiency, &out->measured[STUDY_READ_TX]);
    update(out, "read", "rx", &path->read_storage.rx, efficiency, &out->measured[STUDY_READ_RX]);
    update(out, "read", "media_read", &path->read_storage.media_read, efficiency, &out->measured[STUDY_READ_MEDIA]);
    update(out, "write", "tx", &path->write_storage.tx, efficiency, &out->measured[STUDY_WRITE_TX]);
    update(out, "write", "rx", &path->write_storage.rx, efficiency, &out->measured[STUDY_WRITE_RX]);
    update(out, "write", "media_write", &path->write_storage.media_write, efficiency, &out->measured[STUDY_WRITE_MEDIA]);
    update(out, "write", "buffer", &path->write_storage.buffer, efficiency, &out->measured[STUDY_WRITE_BUFFER]);
}

bool calibrate_fill(const struct site_plan *plan, const char *bytes, size_t length, const char *file, struct arena *arena, struct diags *diags, struct study_calibration *out)
{
    const struct plan_pool *pool = &plan->pools[0];
    const struct stack_model *stack = pool->pool->stack;
    struct table table = {.arena = arena, .diags = diags, .file = file, .sound = true};
    *out = (struct study_calibration){.scenario = plan->scenario->name ? plan->scenario->name : "", .stack = stack->head.name, .file = file, .fits = ARENA_ARRAY(arena, struct study_fit, stack->n_paths)};
    if (!read_table(&table, bytes, length)) return false;
    fill_measured(&table, out);
    for (int p = 0; p < stack->n_paths; p++) {
        struct study_fit fit = fit_of(&stack->paths[p], pool->efficiency, out, arena);
        fit.chosen = &stack->paths[p] == pool->pool->path;
        fit.front_end = catalog_tables_front_ends[stack->paths[p].front_end];
        fit.write_path = catalog_tables_write_paths[stack->paths[p].write_path];
        out->fits[out->n_fits++] = fit;
        out->n_fitting += fit.fits;
        if (fit.distance < out->fits[out->best].distance) out->best = p;
    }
    fill_updates(&stack->paths[out->best], pool->efficiency, arena, out);
    return true;
}
