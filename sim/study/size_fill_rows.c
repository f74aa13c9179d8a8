#include "study/size_fill_rows.h"

#include <math.h>

#include "base/text.h"

/* The program counts kilowatts and thousands of dollars. */
static double in_units(enum size_objective objective, double cost) { return objective == SIZE_TILES ? cost : cost * 1e3; }

static const char *per(const struct size_row *row)
{
    return row->unit == UNIT_BYTES ? "PB" : row->unit == UNIT_BYTES_PER_S ? "TB/s" : row->unit == UNIT_WATTS ? "kW" : row->of_racks > 0.0 ? "tile" : "node";
}

static double activity(const struct program *program, int row, const double *x)
{
    double sum = 0.0;
    for (int u = 0; u < program->n_unknowns; u++) sum += program->rows[row].a[u] * x[u];
    return sum;
}

static void fill_row(const struct size_field *field, const struct size_law *law, const struct program *program, const struct program_answer *answer, int r, struct study_size *out)
{
    const enum size_objective objective = field->question->objective;
    const struct size_row *row = &law->rows[r];
    const double limit = program->rows[r].limit, with_one = program_relaxed_with(program, r, 1.0, field->arena);
    const bool binds = fabs(activity(program, r, answer->relaxed_x) - limit) <= 1e-7 * (1.0 + fabs(limit));
    out->rows[out->n_rows++] = (struct study_size_row){
        .name = text_copy(field->arena, row->name), .unit = units_key_suffix(row->unit), .per = per(row), .limit = row->limit, .price = in_units(objective, answer->price[r]),
        .one_more = isinf(with_one) ? (double)NAN : in_units(objective, with_one - answer->relaxed_cost), .binds = binds};
}

void size_fill_rows(const struct size_field *field, const struct size_entry *entry, struct study_size *out)
{
    const struct size_law *law = &entry->law;
    if (!law->holds) return;
    const struct program *program = size_law_program(law, field->question->objective, field->arena);
    const struct program_answer answer = program_solve(program, field->arena);
    out->rows = ARENA_ARRAY(field->arena, struct study_size_row, law->n_rows);
    if (!answer.price) return;
    for (int priced = 1; priced >= 0; priced--)
        for (int r = 0; r < law->n_rows; r++)
            if ((answer.price[r] != 0.0) == priced && law->rows[r].limit != 0.0) fill_row(field, law, program, &answer, r, out);
}
