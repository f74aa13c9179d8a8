#include "study/program.h"

#include <glpk.h>
#include <math.h>

#include "base/check.h"

enum { MOST_NODES = 20000 };

struct program *program_new(struct arena *arena, int n_unknowns, int most_rows)
{
    struct program *program = ARENA_NEW(arena, struct program);
    program->unknowns = ARENA_ARRAY(arena, struct program_unknown, n_unknowns);
    program->n_unknowns = n_unknowns;
    program->most_rows = most_rows;
    program->rows = ARENA_ARRAY(arena, struct program_row, most_rows);
    for (int u = 0; u < n_unknowns; u++) program->unknowns[u].most = (double)INFINITY;
    for (int r = 0; r < most_rows; r++) program->rows[r].a = ARENA_ARRAY(arena, double, n_unknowns);
    return program;
}

struct program_row *program_row(struct program *program, enum program_sense sense, double limit)
{
    CHECK(program->n_rows < program->most_rows);
    struct program_row *row = &program->rows[program->n_rows++];
    row->sense = sense;
    row->limit = limit;
    return row;
}

/* --- into GLPK ------------------------------------------------------------------------------ */

/* Its own faults end the program as ours do; the default prints and aborts. */
static void fault(void *unused)
{
    (void)unused;
    CHECK(!"GLPK refused a program");
}

static void put_unknown(glp_prob *lp, int at, const struct program_unknown *unknown)
{
    CHECK(isfinite(unknown->least) && isfinite(unknown->cost));
    const int kind = unknown->least == unknown->most ? GLP_FX : isinf(unknown->most) ? GLP_LO : GLP_DB;
    glp_set_col_bnds(lp, at, kind, unknown->least, isinf(unknown->most) ? 0.0 : unknown->most);
    glp_set_col_kind(lp, at, unknown->whole ? GLP_IV : GLP_CV);
    glp_set_obj_coef(lp, at, unknown->cost);
}

static void put_row(glp_prob *lp, int at, const struct program_row *row, int n_unknowns, int *places, double *values)
{
    int n = 0;
    CHECK(isfinite(row->limit));
    glp_set_row_bnds(lp, at, row->sense == PROGRAM_AT_LEAST ? GLP_LO : GLP_UP, row->limit, row->limit);
    for (int u = 0; u < n_unknowns; u++) {
        CHECK(isfinite(row->a[u]));
        if (row->a[u] == 0.0) continue;
        places[++n] = u + 1;
        values[n] = row->a[u];
    }
    glp_set_mat_row(lp, at, n, places, values);
}

static glp_prob *problem(const struct program *program, struct arena *arena)
{
    int *places = ARENA_ARRAY(arena, int, program->n_unknowns + 1);
    double *values = ARENA_ARRAY(arena, double, program->n_unknowns + 1);
    glp_error_hook(fault, NULL);
    glp_term_out(GLP_OFF);
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MIN);
    glp_add_cols(lp, program->n_unknowns);
    for (int u = 0; u < program->n_unknowns; u++) put_unknown(lp, u + 1, &program->unknowns[u]);
    if (program->n_rows > 0) glp_add_rows(lp, program->n_rows);
    for (int r = 0; r < program->n_rows; r++) put_row(lp, r + 1, &program->rows[r], program->n_unknowns, places, values);
    return lp;
}

/* GLPK keeps an environment a thread; without this each thread that ends would leave its own behind. */
static void drop(glp_prob *lp)
{
    glp_delete_prob(lp);
    glp_error_hook(NULL, NULL);
    glp_free_env();
}

/* --- solving -------------------------------------------------------------------------------- */

static enum program_end relax(glp_prob *lp)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    const int failed = glp_simplex(lp, &how), status = glp_get_status(lp);
    if (!failed && status == GLP_OPT) return PROGRAM_SOLVED;
    if (!failed && status == GLP_NOFEAS) return PROGRAM_INFEASIBLE;
    if (!failed && status == GLP_UNBND) return PROGRAM_UNBOUNDED;
    return PROGRAM_GAVE_UP;
}

static void count_nodes(glp_tree *tree, void *count)
{
    if (glp_ios_reason(tree) == GLP_ISELECT && ++*(int *)count > MOST_NODES) glp_ios_terminate(tree);
}

static enum program_end make_whole(glp_prob *lp)
{
    int nodes = 0;
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.cb_func = count_nodes;
    how.cb_info = &nodes;
    const int failed = glp_intopt(lp, &how), status = glp_mip_status(lp);
    if (failed) return PROGRAM_GAVE_UP;
    return status == GLP_OPT ? PROGRAM_SOLVED : status == GLP_NOFEAS ? PROGRAM_INFEASIBLE : PROGRAM_GAVE_UP;
}

static void keep_relaxed(glp_prob *lp, const struct program *program, struct arena *arena, struct program_answer *answer)
{
    answer->relaxed_cost = glp_get_obj_val(lp);
    answer->relaxed_x = ARENA_ARRAY(arena, double, program->n_unknowns);
    answer->price = ARENA_ARRAY(arena, double, program->n_rows);
    for (int u = 0; u < program->n_unknowns; u++) answer->relaxed_x[u] = glp_get_col_prim(lp, u + 1);
    for (int r = 0; r < program->n_rows; r++) answer->price[r] = glp_get_row_dual(lp, r + 1);
}

/* The solver is content within 1e-5 of a whole number. */
static void keep_whole(glp_prob *lp, const struct program *program, struct arena *arena, struct program_answer *answer)
{
    answer->x = ARENA_ARRAY(arena, double, program->n_unknowns);
    answer->cost = 0.0;
    for (int u = 0; u < program->n_unknowns; u++) {
        const double x = glp_mip_col_val(lp, u + 1);
        answer->x[u] = program->unknowns[u].whole ? rint(x) : x;
        answer->cost += program->unknowns[u].cost * answer->x[u];
    }
}

struct program_answer program_solve(const struct program *program, struct arena *arena)
{
    struct program_answer answer = {.cost = (double)NAN, .relaxed_cost = (double)NAN};
    glp_prob *lp = problem(program, arena);
    answer.end = relax(lp);
    if (answer.end == PROGRAM_SOLVED) {
        keep_relaxed(lp, program, arena, &answer);
        answer.end = make_whole(lp);
        const int status = glp_mip_status(lp);
        if (status == GLP_OPT || status == GLP_FEAS) keep_whole(lp, program, arena, &answer);
    }
    drop(lp);
    return answer;
}

double program_relaxed_with(const struct program *program, int row, double more, struct arena *arena)
{
    struct program other = *program;
    other.rows = ARENA_ARRAY(arena, struct program_row, program->n_rows);
    for (int r = 0; r < program->n_rows; r++) other.rows[r] = program->rows[r];
    other.rows[row].limit += more;
    glp_prob *lp = problem(&other, arena);
    const double cost = relax(lp) == PROGRAM_SOLVED ? glp_get_obj_val(lp) : (double)INFINITY;
    drop(lp);
    return cost;
}
