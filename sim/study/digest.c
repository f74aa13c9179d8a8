#include "study/digest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "study/flips.h"
#include "study/headline.h"

enum { SLICES = 20, MOST_COLUMNS = 200, MOST_DOTS = 2000, MOST_LABELS = 8, CURVES_EACH = 6 };

/* What curves are drawn of, first choices first. */
static const enum study_number drawn_numbers[] = {
    STUDY_LEAST_MARGIN, STUDY_NODES, STUDY_RACK_TILES, STUDY_STORAGE_MAX_W, STUDY_READ_CAPABILITY, STUDY_WRITE_CAPABILITY, STUDY_GOODPUT,
    STUDY_READ_DELIVERED, STUDY_CHECKPOINT_P99, STUDY_SITE_DESIGN_W, STUDY_STORAGE_W, STUDY_USABLE_BYTES,
};
static const enum study_text drawn_texts[] = {STUDY_VERDICT, STUDY_SIZED_BY, STUDY_TIGHTEST, STUDY_READ_BOUND_BY, STUDY_WRITE_BOUND_BY, STUDY_BOTTLENECK, STUDY_RACK_LIMIT};
enum { DRAWN_NUMBERS = sizeof drawn_numbers / sizeof *drawn_numbers, DRAWN_TEXTS = sizeof drawn_texts / sizeof *drawn_texts };

struct bin { double sum, least, most, x_sum; int64_t n, n_x; };

struct digest {
    struct study_digest *study;
    struct arena *arena;
    int32_t n_bins[DOE_MOST_VARIES];
    struct bin *bins[DOE_MOST_VARIES];               /* [bin × STUDY_NUMBERS + number] */
    struct study_map maps[DRAWN_TEXTS];
    int32_t x, y;                                    /* of all maps; x −1: none is drawn, y −1: a single row */
    bool is_grid;
};

/* --- bins ------------------------------------------------------------------------------------------ */

static bool in_slices(const struct study_input *input)
{
    return input->is_sampled || input->n_values > MOST_COLUMNS;
}

/* Which of the input's values this is; -1: none. */
static int32_t value_of(const struct study_input *input, const struct study_setting *setting)
{
    for (int32_t k = 0; k < input->n_values; k++)
        if (text_equal(input->texts[k], setting->text)) return k;
    return -1;
}

static int32_t slice_of(const struct study_input *input, double number)
{
    const double lo = input->is_geometric ? log(input->lo) : input->lo, hi = input->is_geometric ? log(input->hi) : input->hi;
    const double at = ((input->is_geometric ? log(number) : number) - lo) / (hi - lo);
    const int32_t slice = (int32_t)(at * SLICES);
    return slice < 0 ? 0 : slice >= SLICES ? SLICES - 1 : slice;
}

static void begin_bins(struct digest *digest)
{
    for (int32_t v = 0; v < digest->study->n_inputs; v++) {
        const struct study_input *input = &digest->study->inputs[v];
        if (!input->is_number || !(input->hi > input->lo)) continue;
        digest->n_bins[v] = in_slices(input) ? SLICES : input->n_values;
        digest->bins[v] = ARENA_ARRAY(digest->arena, struct bin, digest->n_bins[v] * STUDY_NUMBERS);
    }
}

static void add_to_bin(struct bin *bin, double value, double x)
{
    bin->x_sum += x;
    bin->n_x++;
    if (isnan(value)) return;
    bin->sum += value;
    if (bin->n == 0 || value < bin->least) bin->least = value;
    if (bin->n == 0 || value > bin->most) bin->most = value;
    bin->n++;
}

static void add_to_bins(struct digest *digest, const struct study_point *point)
{
    for (int32_t v = 0; v < digest->study->n_inputs; v++) {
        const struct study_input *input = &digest->study->inputs[v];
        if (!digest->bins[v]) continue;
        const double x = point->settings[v].number;
        const int32_t k = in_slices(input) ? slice_of(input, x) : value_of(input, &point->settings[v]);
        for (int n = 0; k >= 0 && n < STUDY_NUMBERS; n++) add_to_bin(&digest->bins[v][k * STUDY_NUMBERS + n], point->number[n], x);
    }
}

/* --- the first walk: counts, extremes, curves ------------------------------------------------------------ */

static void count(struct study_digest *study, const struct study_point *point)
{
    const char *verdict = point->text[STUDY_VERDICT];
    study->n_done++;
    if (!text_equal(point->text[STUDY_STATUS], "ok")) {
        if (study->n_meaningless++ == 0) study->first_problem_point = point->point;
        return;
    }
    if (text_equal(verdict, "pass")) study->n_passed++;
    else if (text_equal(verdict, "fail")) study->n_failed++;
    else study->n_depending++;
}

static void first_look(void *context, const struct study_point *point)
{
    struct digest *digest = context;
    struct study_digest *study = digest->study;
    count(study, point);
    if (study->n_meaningless == 1 && study->first_problem_point == point->point) study->first_problem = text_copy(digest->arena, point->text[STUDY_PROBLEM]);
    for (int n = 0; n < STUDY_NUMBERS; n++) {
        if (isnan(point->number[n])) continue;
        if (isnan(study->least[n]) || point->number[n] < study->least[n]) study->least[n] = point->number[n];
        if (isnan(study->most[n]) || point->number[n] > study->most[n]) study->most[n] = point->number[n];
    }
    add_to_bins(digest, point);
}

static void fill_curve(struct digest *digest, int32_t v, enum study_number number)
{
    struct study_digest *study = digest->study;
    struct study_curve *curve = &study->curves[study->n_curves];
    *curve = (struct study_curve){.input = v, .number = (int32_t)number, .x = ARENA_ARRAY(digest->arena, double, digest->n_bins[v]), .mean = ARENA_ARRAY(digest->arena, double, digest->n_bins[v]),
                                  .least = ARENA_ARRAY(digest->arena, double, digest->n_bins[v]), .most = ARENA_ARRAY(digest->arena, double, digest->n_bins[v])};
    double lowest = HUGE_VAL, highest = -HUGE_VAL;
    for (int32_t k = 0; k < digest->n_bins[v]; k++) {
        const struct bin *bin = &digest->bins[v][k * STUDY_NUMBERS + (int)number];
        if (bin->n == 0) continue;
        curve->x[curve->n] = in_slices(&study->inputs[v]) ? bin->x_sum / (double)bin->n_x : study->inputs[v].values[k];
        curve->mean[curve->n] = bin->sum / (double)bin->n;
        curve->least[curve->n] = bin->least;
        curve->most[curve->n] = bin->most;
        lowest = fmin(lowest, curve->mean[curve->n]);
        highest = fmax(highest, curve->mean[curve->n]);
        curve->n++;
    }
    const double flat = 1e-9 * fmax(fabs(lowest), fabs(highest));
    if (curve->n >= 2 && highest - lowest > flat) study->n_curves++;
}

static void fill_curves(struct digest *digest)
{
    struct study_digest *study = digest->study;
    study->curves = ARENA_ARRAY(digest->arena, struct study_curve, DOE_MOST_VARIES * CURVES_EACH + 1);
    for (int32_t v = 0; v < study->n_inputs; v++) {
        const int32_t before = study->n_curves;
        for (int k = 0; digest->bins[v] && k < DRAWN_NUMBERS && study->n_curves - before < CURVES_EACH; k++) fill_curve(digest, v, drawn_numbers[k]);
    }
}

/* --- the second walk: maps ------------------------------------------------------------------------------------ */

static bool may_be_x(const struct study_input *input)
{
    return input->is_number && input->hi > input->lo && (input->is_sampled || (input->n_values >= 2 && input->n_values <= MOST_COLUMNS));
}

static bool may_be_y(const struct study_input *input)
{
    return may_be_x(input) || (!input->is_number && input->n_values >= 2 && input->n_values <= MOST_COLUMNS);
}

static const char *held_at(struct digest *digest)
{
    struct text held = text_new(digest->arena);
    for (int32_t v = 0; digest->is_grid && v < digest->study->n_inputs; v++)
        if (v != digest->x && v != digest->y && digest->study->inputs[v].n_values > 0)
            text_printf(&held, "%s%s = %s", held.length ? ", " : "", digest->study->inputs[v].path, digest->study->inputs[v].texts[0]);
    return held.bytes;
}

static void begin_maps(struct digest *digest)
{
    const struct study_digest *study = digest->study;
    digest->x = digest->y = -1;
    for (int32_t v = 0; v < study->n_inputs; v++)
        if (digest->x < 0 && may_be_x(&study->inputs[v])) digest->x = v;
    for (int32_t v = 0; v < study->n_inputs; v++)
        if (v != digest->x && digest->y < 0 && may_be_y(&study->inputs[v])) digest->y = v;
    if (digest->x < 0) return;
    digest->is_grid = *study->design == '\0';
    const int32_t n_x = study->inputs[digest->x].n_values, n_y = digest->y < 0 ? 1 : study->inputs[digest->y].n_values;
    int64_t *points = digest->is_grid ? ARENA_ARRAY(digest->arena, int64_t, n_x * n_y) : NULL;
    for (int t = 0; t < DRAWN_TEXTS; t++) {
        struct study_map *map = &digest->maps[t];
        *map = (struct study_map){.x = digest->x, .y = digest->y, .text = (int32_t)drawn_texts[t], .labels = ARENA_ARRAY(digest->arena, const char *, MOST_LABELS),
                                  .is_grid = digest->is_grid, .n_x = n_x, .n_y = n_y, .held = held_at(digest)};
        if (digest->is_grid) {
            map->cell = ARENA_ARRAY(digest->arena, int32_t, n_x * n_y);
            map->point = points;
            for (int32_t c = 0; c < n_x * n_y; c++) map->cell[c] = -1;
        } else {
            map->at_x = ARENA_ARRAY(digest->arena, double, MOST_DOTS);
            map->at_y = ARENA_ARRAY(digest->arena, double, MOST_DOTS);
            map->label = ARENA_ARRAY(digest->arena, int32_t, MOST_DOTS);
        }
    }
}

/* The label's number; further ones than there is room for are all "others". */
static int32_t label_of(struct digest *digest, struct study_map *map, const struct study_point *point)
{
    const char *text = text_equal(point->text[STUDY_STATUS], "ok") ? point->text[map->text] : point->text[STUDY_STATUS];
    if (*text == '\0') text = "none";
    for (int32_t k = 0; k < map->n_labels; k++)
        if (text_equal(map->labels[k], text)) return k;
    if (map->n_labels == MOST_LABELS) return MOST_LABELS - 1;
    map->labels[map->n_labels] = map->n_labels == MOST_LABELS - 1 ? "others" : text_copy(digest->arena, text);
    return map->n_labels++;
}

static bool is_held(const struct digest *digest, const struct study_point *point)
{
    for (int32_t v = 0; v < digest->study->n_inputs; v++) {
        const struct study_input *input = &digest->study->inputs[v];
        if (v != digest->x && v != digest->y && input->n_values > 0 && !text_equal(point->settings[v].text, input->texts[0])) return false;
    }
    return true;
}

static void second_look(void *context, const struct study_point *point)
{
    struct digest *digest = context;
    const struct study_input *inputs = digest->study->inputs;
    if (digest->is_grid && !is_held(digest, point)) return;
    for (int t = 0; t < DRAWN_TEXTS; t++) {
        struct study_map *map = &digest->maps[t];
        if (!map->is_grid && map->n_dots == MOST_DOTS) return;
        const int32_t label = label_of(digest, map, point);
        if (map->is_grid) {
            const int32_t column = value_of(&inputs[map->x], &point->settings[map->x]), row = map->y < 0 ? 0 : value_of(&inputs[map->y], &point->settings[map->y]);
            if (column < 0 || row < 0) continue;
            map->cell[row * map->n_x + column] = label;
            map->point[row * map->n_x + column] = point->point;
            continue;
        }
        map->at_x[map->n_dots] = point->settings[map->x].number;
        map->at_y[map->n_dots] = map->y < 0 ? 0.0 : inputs[map->y].is_number ? point->settings[map->y].number : value_of(&inputs[map->y], &point->settings[map->y]);
        map->label[map->n_dots++] = label;
    }
}

static void keep_maps(struct digest *digest)
{
    struct study_digest *study = digest->study;
    study->maps = ARENA_ARRAY(digest->arena, struct study_map, DRAWN_TEXTS);
    for (int t = 0; digest->x >= 0 && t < DRAWN_TEXTS; t++)
        if (digest->maps[t].n_labels >= 2) study->maps[study->n_maps++] = digest->maps[t];
}

/* As the file holds them; before they were put there, as the points stand. */
static bool keep_flips(struct store *store, struct digest *digest)
{
    struct study_flip *flips;
    int32_t n;
    if (!store_flips(store, digest->arena, &flips, &n)) return false;
    if (n == 0) flips = flips_as_tried(digest->study, digest->arena, &n);
    flips_place(flips, n, digest->study, digest->arena);
    return true;
}

/* --- the door ------------------------------------------------------------------------------------------------- */

bool digest_read(struct store *store, struct arena *arena, struct study_digest *study)
{
    struct digest digest = {.study = study, .arena = arena};
    *study = (struct study_digest){
        .scenario = store_text(store, "scenario"), .question = store_text(store, "question"), .version = store_text(store, "version"),
        .command = store_text(store, "command"), .seed = store_text(store, "seed"), .design = store_text(store, "design"), .first_problem = "",
        .n_points = strtoll(store_text(store, "points"), NULL, 10), .n_replications = store_count(store, "replication"), .numbers = headline_numbers(), .texts = headline_texts()};
    for (int n = 0; n < STUDY_NUMBERS; n++) study->least[n] = study->most[n] = (double)NAN;
    if (!store_inputs(store, arena, study)) return false;
    begin_bins(&digest);
    begin_maps(&digest);
    if (!store_each(store, first_look, &digest) || (digest.x >= 0 && !store_each(store, second_look, &digest))) return false;
    fill_curves(&digest);
    keep_maps(&digest);
    return keep_flips(store, &digest);
}
