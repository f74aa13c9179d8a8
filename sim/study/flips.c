#include "study/flips.h"

#include <math.h>

#include "base/text.h"
#include "study/fan.h"

enum { MOST_SHOWN = 60, MOST_BETWEEN = 4, MOST_BISECTED = 2000 };

/* Two points side by side: the first stands at (row, column), the next one column on, or one row. */
struct side { int32_t row, column; bool across; };

/* What the plan says at a part of the way between them. */
struct tried { double part, number; const char *text[STUDY_TEXTS]; struct tried *before; };

/* All flips between them, of all maps in order. */
struct gap { struct side side; struct tried *tried; struct study_flip *flips; int32_t n; bool bisects; };

struct finding {
    const struct trial_question *question;           /* NULL: nothing is bisected */
    const struct study_digest *study;
    struct trial_bench **benches;                    /* a worker's */
    struct arena **kept;
    struct gap *gaps; int32_t n_gaps;
};

/* --- the grid ------------------------------------------------------------------------------------ */

static int32_t cell_of(const struct study_map *map, const struct side *side) { return side->row * map->n_x + side->column; }

static int32_t next_cell_of(const struct study_map *map, const struct side *side)
{
    return cell_of(map, side) + (side->across ? map->n_x : 1);
}

static bool flips_there(const struct study_map *map, const struct side *side)
{
    const int32_t here = map->cell[cell_of(map, side)], next = map->cell[next_cell_of(map, side)];
    return here >= 0 && next >= 0 && here != next;
}

static bool rows_are_numbers(const struct study_digest *study, const struct study_map *map)
{
    return map->y >= 0 && study->inputs[map->y].is_number;
}

static int32_t flips_between(const struct study_digest *study, const struct side *side)
{
    int32_t n = 0;
    for (int32_t m = 0; m < study->n_maps; m++) n += flips_there(&study->maps[m], side);
    return n;
}

/* Along the rows, then across them; those within the budget are bisected. */
static void list_gaps(struct finding *finding, struct arena *arena)
{
    const struct study_digest *study = finding->study;
    if (study->n_maps == 0 || !study->maps[0].is_grid) return;
    const struct study_map *map = &study->maps[0];
    int32_t budget = MOST_BISECTED;
    finding->gaps = ARENA_ARRAY(arena, struct gap, 2 * map->n_x * map->n_y);
    for (int across = 0; across < (rows_are_numbers(study, map) ? 2 : 1); across++)
        for (int32_t row = 0; row + across < map->n_y; row++)
            for (int32_t column = 0; column + 1 - across < map->n_x; column++) {
                const struct side side = {row, column, across != 0};
                const int32_t n = flips_between(study, &side);
                if (n > 0) finding->gaps[finding->n_gaps++] = (struct gap){.side = side, .bisects = finding->question && budget > 0};
                budget -= n;
            }
}

/* --- looking between ------------------------------------------------------------------------------- */

static struct doe_value value_of(const struct study_input *input, int32_t k) { return (struct doe_value){input->texts[k], input->values[k]}; }

/* The values of all inputs at the side's first point, those that no map shows at their first value. */
static void stand_at(const struct study_digest *study, const struct side *side, struct doe_value *values)
{
    const struct study_map *map = &study->maps[0];
    for (int32_t v = 0; v < study->n_inputs; v++) values[v] = value_of(&study->inputs[v], v == map->x ? side->column : v == map->y ? side->row : 0);
}

static int32_t input_of(const struct study_digest *study, const struct side *side) { return side->across ? study->maps[0].y : study->maps[0].x; }

static const struct tried *tried_before(const struct gap *gap, double part)
{
    for (const struct tried *tried = gap->tried; tried; tried = tried->before)
        if (tried->part == part) return tried;
    return NULL;
}

static const char *said(const struct study_point *point, int32_t text)
{
    const char *of = text_equal(point->text[STUDY_STATUS], "ok") ? point->text[text] : point->text[STUDY_STATUS];
    return of && *of == '\0' ? "none" : of;
}

static const struct tried *try_at(struct finding *finding, int worker, struct gap *gap, double part)
{
    const struct tried *already = tried_before(gap, part);
    if (already) return already;
    const struct study_digest *study = finding->study;
    const int32_t v = input_of(study, &gap->side), k = gap->side.across ? gap->side.row : gap->side.column;
    struct arena *kept = finding->kept[worker];
    struct tried *tried = ARENA_NEW(kept, struct tried);
    struct doe_value values[DOE_MOST_VARIES];
    struct study_point point;
    const struct doe_value from = value_of(&study->inputs[v], k), to = value_of(&study->inputs[v], k + 1);
    stand_at(study, &gap->side, values);
    values[v] = doe_between(&finding->question->doe->varies[v], &from, &to, part, kept);
    *tried = (struct tried){.part = part, .number = values[v].number, .before = gap->tried};
    trial_plan(finding->benches[worker], values, &point);
    for (int32_t t = 0; t < STUDY_TEXTS; t++) tried->text[t] = said(&point, t) ? text_copy(kept, said(&point, t)) : NULL;
    gap->tried = tried;
    return tried;
}

/* The first change of the text between two places that differ in it; returns the upper side of it. */
static const struct tried *bisect(struct finding *finding, int worker, struct gap *gap, const struct tried *below, const struct tried *above, struct study_flip *flip)
{
    const int32_t text = flip->text;
    for (;;) {
        const bool near = gap->side.across ? above->part - below->part <= 1e-3 : above->number - below->number <= 1e-6 * fmax(fabs(above->number), fabs(below->number));
        const struct tried *middle = near ? NULL : try_at(finding, worker, gap, 0.5 * (below->part + above->part));
        if (!middle || !middle->text[text] || !(middle->number > below->number && middle->number < above->number)) break;
        if (text_equal(middle->text[text], below->text[text])) below = middle;
        else above = middle;
    }
    flip->from = below->text[text];
    flip->to = above->text[text];
    flip->below = below->number;
    flip->above = above->number;
    flip->bisected = true;
    return above;
}

/* The plan says what the points came to, at both ends. */
static bool is_the_plans(const struct study_map *map, const struct gap *gap, const struct tried *first, const struct tried *last)
{
    const char *from = map->labels[map->cell[cell_of(map, &gap->side)]], *to = map->labels[map->cell[next_cell_of(map, &gap->side)]];
    return first->text[map->text] && last->text[map->text] && text_equal(first->text[map->text], from) && text_equal(last->text[map->text], to);
}

static struct study_flip between_points(const struct study_digest *study, const struct study_map *map, const struct side *side)
{
    const int32_t here = cell_of(map, side), next = next_cell_of(map, side), v = side->across ? map->y : map->x, k = side->across ? side->row : side->column;
    return (struct study_flip){.input = v, .text = map->text, .from = map->labels[map->cell[here]], .to = map->labels[map->cell[next]],
                               .below = study->inputs[v].values[k], .above = study->inputs[v].values[k + 1], .point = map->point[here], .next = map->point[next], .held = ""};
}

static void find_of_map(struct finding *finding, int worker, struct gap *gap, const struct study_map *map)
{
    gap->flips[gap->n] = between_points(finding->study, map, &gap->side);
    const struct tried *below = gap->bisects ? try_at(finding, worker, gap, 0.0) : NULL, *last = gap->bisects ? try_at(finding, worker, gap, 1.0) : NULL;
    if (!below || !is_the_plans(map, gap, below, last)) {
        gap->n++;
        return;
    }
    for (int32_t more = 0; more < MOST_BETWEEN && !text_equal(below->text[map->text], last->text[map->text]); more++) {
        struct study_flip *flip = &gap->flips[gap->n++];
        *flip = between_points(finding->study, map, &gap->side);
        below = bisect(finding, worker, gap, below, last, flip);
    }
}

static void find_in_gap(void *context, int worker, int index)
{
    struct finding *finding = context;
    struct gap *gap = &finding->gaps[index];
    const struct study_digest *study = finding->study;
    gap->flips = ARENA_ARRAY(finding->kept[worker], struct study_flip, MOST_BETWEEN * study->n_maps);
    for (int32_t m = 0; m < study->n_maps; m++)
        if (flips_there(&study->maps[m], &gap->side)) find_of_map(finding, worker, gap, &study->maps[m]);
}

/* --- all of them ------------------------------------------------------------------------------------ */

/* Copied out of the workers' room, map by map. */
static struct study_flip *gather(const struct finding *finding, struct arena *arena, int32_t *n)
{
    const struct study_digest *study = finding->study;
    int32_t most = 0;
    for (int32_t g = 0; g < finding->n_gaps; g++) most += finding->gaps[g].n;
    struct study_flip *all = ARENA_ARRAY(arena, struct study_flip, most);
    *n = 0;
    for (int32_t m = 0; m < study->n_maps; m++)
        for (int32_t g = 0; g < finding->n_gaps; g++)
            for (int32_t f = 0; f < finding->gaps[g].n; f++) {
                const struct study_flip *flip = &finding->gaps[g].flips[f];
                if (flip->text != study->maps[m].text) continue;
                all[*n] = *flip;
                all[*n].from = text_copy(arena, flip->from);
                all[*n].to = text_copy(arena, flip->to);
                (*n)++;
            }
    return all;
}

static struct study_flip *find(struct finding *finding, int workers, struct arena *arena, int32_t *n)
{
    finding->kept = ARENA_ARRAY(arena, struct arena *, workers);
    finding->benches = ARENA_ARRAY(arena, struct trial_bench *, workers);
    list_gaps(finding, arena);
    for (int w = 0; w < workers; w++) {
        finding->kept[w] = arena_new();
        finding->benches[w] = finding->question ? trial_bench_new(finding->question) : NULL;
    }
    fan_out(finding->n_gaps, workers, find_in_gap, finding);
    struct study_flip *flips = gather(finding, arena, n);
    for (int w = 0; w < workers; w++) {
        trial_bench_free(finding->benches[w]);
        arena_free(finding->kept[w]);
    }
    return flips;
}

struct study_flip *flips_find(const struct trial_question *question, const struct study_digest *study, int workers, struct arena *arena, int32_t *n)
{
    struct finding finding = {.question = question, .study = study};
    return find(&finding, workers, arena, n);
}

struct study_flip *flips_as_tried(const struct study_digest *study, struct arena *arena, int32_t *n)
{
    struct finding finding = {.study = study};
    return find(&finding, 1, arena, n);
}

/* --- where they stand in the maps ----------------------------------------------------------------------- */

static int32_t cell_with(const struct study_map *map, int64_t point)
{
    for (int32_t c = 0; c < map->n_x * map->n_y; c++)
        if (map->point[c] == point) return c;
    return -1;
}

/* How far it is from a value of the input to the next, on the input's scale; halfway where nothing was bisected. */
static double part_of(const struct study_input *input, int32_t k, const struct study_flip *flip)
{
    const double lo = input->values[k], hi = input->values[k + 1], at = 0.5 * (flip->below + flip->above);
    if (!flip->bisected) return 0.5;
    return input->is_geometric ? log(at / lo) / log(hi / lo) : (at - lo) / (hi - lo);
}

static const char *held_in_row(const struct study_digest *study, const struct study_map *map, int32_t row, struct arena *arena)
{
    if (map->y < 0) return map->held;
    const struct study_input *y = &study->inputs[map->y];
    return text_format(arena, "%s = %s%s%s", y->path, y->texts[row], *map->held ? ", " : "", map->held);
}

static void show(struct study_digest *study, const struct study_map *map, int32_t row, const struct study_flip *flip, struct arena *arena)
{
    if (study->n_flips == MOST_SHOWN) {
        study->flips_left_out++;
        return;
    }
    study->flips[study->n_flips] = *flip;
    study->flips[study->n_flips++].held = held_in_row(study, map, row, arena);
}

/* The last flip of several between two points stands for the line. */
static void place(const struct study_flip *flip, struct study_digest *study, struct study_map *map, struct arena *arena)
{
    const int32_t cell = cell_with(map, flip->point);
    if (cell < 0) return;
    const int32_t row = cell / map->n_x, column = cell % map->n_x;
    if (flip->input == map->x) {
        map->turns_x[cell] = part_of(&study->inputs[map->x], column, flip);
        show(study, map, row, flip, arena);
    } else {
        map->turns_y[cell] = part_of(&study->inputs[map->y], row, flip);
    }
}

static double *no_turns(const struct study_map *map, struct arena *arena)
{
    double *turns = ARENA_ARRAY(arena, double, map->n_x * map->n_y);
    for (int32_t c = 0; c < map->n_x * map->n_y; c++) turns[c] = (double)NAN;
    return turns;
}

void flips_place(const struct study_flip *flips, int32_t n, struct study_digest *study, struct arena *arena)
{
    study->flips = ARENA_ARRAY(arena, struct study_flip, MOST_SHOWN);
    for (int32_t m = 0; m < study->n_maps; m++) {
        struct study_map *map = &study->maps[m];
        if (!map->is_grid) continue;
        map->turns_x = no_turns(map, arena);
        map->turns_y = no_turns(map, arena);
        for (int32_t f = 0; f < n; f++)
            if (flips[f].text == map->text) place(&flips[f], study, map, arena);
    }
}
