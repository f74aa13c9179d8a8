#include "study/store.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <sqlite3.h>

#include "base/file.h"
#include "base/text.h"
#include "study/headline.h"
#include "study/store_schema.h"
#include "types/diag_codes.h"

enum { APPLICATION_ID = 0x45584153 };                /* "EXAS" */

struct store {
    struct arena *arena;
    const char *path;
    sqlite3 *base;
    sqlite3_stmt *put_point, *put_setting, *put_replication;
    bool open;                                       /* a transaction is */
    uint8_t *has; int64_t n_points, done;            /* a bit a point */
    const char *problem;
};

/* --- SQLite, said shortly ------------------------------------------------------------------------ */

static bool failed(struct store *store)
{
    store->problem = text_format(store->arena, "%s: %s", store->path, store->base ? sqlite3_errmsg(store->base) : "out of memory");
    return false;
}

static bool run(struct store *store, const char *sql)
{
    return sqlite3_exec(store->base, sql, NULL, NULL, NULL) == SQLITE_OK || failed(store);
}

static sqlite3_stmt *prepared(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->base, sql, -1, &statement, NULL) != SQLITE_OK) failed(store);
    return statement;
}

static bool stepped(struct store *store, sqlite3_stmt *statement)
{
    const bool good = sqlite3_step(statement) == SQLITE_DONE;
    if (!good) failed(store);
    sqlite3_reset(statement);
    return good;
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

/* SQLite has no NaN: unknown is null. */
static void bind_number(sqlite3_stmt *statement, int at, double number)
{
    if (isfinite(number)) sqlite3_bind_double(statement, at, number);
    else sqlite3_bind_null(statement, at);
}

static double number_of(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(statement, column);
}

static const char *text_of(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? (const char *)text : "";
}

/* The one number a query gives; 0 if it gives none. */
static int64_t ask_number(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = prepared(store, sql);
    int64_t number = 0;
    if (statement && sqlite3_step(statement) == SQLITE_ROW) number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* --- the head -------------------------------------------------------------------------------------- */

static bool put_pair(struct store *store, sqlite3_stmt *statement, const char *key, const char *value)
{
    bind_text(statement, 1, key);
    bind_text(statement, 2, value);
    return stepped(store, statement);
}

enum { HEAD_KEYS = 8 };
struct head_pair { const char *key, *value; };

/* Version and command first: they say best what is different. */
static void head_pairs(struct store *store, const struct store_head *head, struct head_pair pairs[HEAD_KEYS])
{
    const struct head_pair all[HEAD_KEYS] = {
        {"version", head->manifest->version}, {"command", head->manifest->command}, {"scenario", head->scenario}, {"question", head->question},
        {"seed", head->manifest->seed}, {"replications", text_format(store->arena, "%" PRId32, head->manifest->replications)},
        {"design", head->doe->design}, {"points", text_format(store->arena, "%" PRId64, head->doe->n_points)}};
    memcpy(pairs, all, sizeof all);
}

static bool write_head(struct store *store, const struct store_head *head)
{
    struct head_pair pairs[HEAD_KEYS];
    sqlite3_stmt *statement = prepared(store, "insert into study(key, value) values(?, ?)");
    bool good = statement != NULL;
    head_pairs(store, head, pairs);
    for (int k = 0; good && k < HEAD_KEYS; k++) good = put_pair(store, statement, pairs[k].key, pairs[k].value);
    sqlite3_finalize(statement);
    if (!good || !(statement = prepared(store, "insert into input(file, sha256, position) values(?, ?, ?)"))) return false;
    for (int32_t k = 0; good && k < head->manifest->n_inputs; k++) {
        sqlite3_bind_int(statement, 3, k + 1);
        good = put_pair(store, statement, head->manifest->inputs[k].file, head->manifest->inputs[k].sha256);
    }
    sqlite3_finalize(statement);
    return good;
}

static bool write_vary(struct store *store, sqlite3_stmt *statement, int number, const struct doe_vary *vary)
{
    static const char *const scales[] = {[DOE_LIST] = "list", [DOE_LINEAR] = "linear", [DOE_GEOMETRIC] = "geometric"};
    const bool is_range = vary->scale != DOE_LIST;
    sqlite3_bind_int(statement, 3, number);
    bind_text(statement, 4, scales[vary->scale]);
    bind_text(statement, 5, vary->is_number ? units_key_suffix(vary->unit) : "text");
    sqlite3_bind_int(statement, 6, vary->n_values);
    bind_text(statement, 7, is_range ? vary->lo_text : "");
    bind_text(statement, 8, is_range ? vary->hi_text : "");
    return put_pair(store, statement, vary->path, vary->spec);
}

static bool write_varies(struct store *store, const struct doe *doe)
{
    sqlite3_stmt *statement = prepared(store, "insert into vary(path, spec, vary, scale, unit, n_values, lo, hi) values(?, ?, ?, ?, ?, ?, ?, ?)");
    bool good = statement != NULL;
    for (int v = 0; good && v < doe->n_varies; v++) good = write_vary(store, statement, v + 1, &doe->varies[v]);
    sqlite3_finalize(statement);
    return good;
}

static bool create(struct store *store, const struct store_head *head)
{
    const char *pragmas = text_format(store->arena, "pragma application_id=%d; pragma user_version=%d;", (int)APPLICATION_ID, (int)STORE_VERSION);
    return run(store, store_schema_sql(head->doe, store->arena)) && run(store, pragmas) && write_head(store, head) && write_varies(store, head->doe)
        && run(store, "commit; begin immediate");
}

/* --- opening ------------------------------------------------------------------------------------------ */

static enum store_result refuse(struct store *store, struct diags *diags, const char *what)
{
    diag_error(diags, (struct place){store->path, 0, 0}, DIAG_BAD_STUDY, "%s", what);
    return STORE_REFUSED;
}

/* What the machine says; what a user can mend is a refusal. */
static enum store_result opened(struct store *store, int code, struct diags *diags)
{
    if (code == SQLITE_OK) return STORE_OK;
    if (code == SQLITE_NOTADB) return refuse(store, diags, "is no study of this program; expected a file that `exasite sweep` wrote");
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return refuse(store, diags, "somebody else has it open; expected to be the only one");
    failed(store);
    return STORE_FAILED;
}

static struct store *store_at(const char *path, struct arena *arena)
{
    struct store *store = ARENA_NEW(arena, struct store);
    store->arena = arena;
    store->path = path;
    store->problem = "";
    return store;
}

static enum store_result is_study(struct store *store, struct diags *diags)
{
    const int64_t version = ask_number(store, "pragma user_version");
    if (ask_number(store, "pragma application_id") != APPLICATION_ID) return refuse(store, diags, "is no study of this program; expected a file that `exasite sweep` wrote");
    if (version == STORE_VERSION) return STORE_OK;
    return refuse(store, diags, text_format(store->arena, "is a study in version %" PRId64 " of the format; expected version %d", version, (int)STORE_VERSION));
}

const char *store_text(struct store *store, const char *key)
{
    sqlite3_stmt *statement = prepared(store, "select value from study where key = ?");
    const char *value = "";
    if (statement) bind_text(statement, 1, key);
    if (statement && sqlite3_step(statement) == SQLITE_ROW) value = text_copy(store->arena, text_of(statement, 0));
    sqlite3_finalize(statement);
    return value;
}

static enum store_result same_inputs(struct store *store, const struct store_head *head, struct diags *diags)
{
    sqlite3_stmt *statement = prepared(store, "select file, sha256 from input order by position");
    enum store_result result = statement ? STORE_OK : STORE_FAILED;
    for (int32_t k = 0; result == STORE_OK && k <= head->manifest->n_inputs; k++) {
        const bool there = sqlite3_step(statement) == SQLITE_ROW, wanted = k < head->manifest->n_inputs;
        const struct result_input *input = &head->manifest->inputs[k];
        if (!there && !wanted) break;
        if (!there || !wanted || !text_equal(text_of(statement, 0), input->file))
            result = refuse(store, diags, text_format(store->arena, "was made from other files: %s; expected the study's own", there ? text_of(statement, 0) : input->file));
        else if (!text_equal(text_of(statement, 1), input->sha256))
            result = refuse(store, diags, text_format(store->arena, "%s has changed since the study began; expected it unchanged", input->file));
    }
    sqlite3_finalize(statement);
    return result;
}

static enum store_result same_head(struct store *store, const struct store_head *head, struct diags *diags)
{
    struct head_pair pairs[HEAD_KEYS];
    head_pairs(store, head, pairs);
    for (int k = 0; k < HEAD_KEYS; k++) {
        const char *there = store_text(store, pairs[k].key);
        if (!text_equal(there, pairs[k].value))
            return refuse(store, diags, text_format(store->arena, "holds another study: its %s is \"%s\"; expected \"%s\"", pairs[k].key,
                                                    text_shown(store->arena, there, strlen(there), 400), pairs[k].value));
    }
    return same_inputs(store, head, diags);
}

static bool read_done(struct store *store)
{
    sqlite3_stmt *statement = prepared(store, "select point from point");
    if (!statement) return false;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const int64_t index = sqlite3_column_int64(statement, 0) - 1;
        if (index < 0 || index >= store->n_points) continue;
        store->has[index / 8] |= (uint8_t)(1 << index % 8);
        store->done++;
    }
    return sqlite3_finalize(statement) == SQLITE_OK || failed(store);
}

static bool prepare_puts(struct store *store)
{
    store->put_point = prepared(store, store_schema_insert_point(store->arena));
    store->put_setting = prepared(store, "insert into setting(point, vary, text, number) values(?, ?, ?, ?)");
    store->put_replication = prepared(store, store_schema_insert_replication(store->arena));
    return store->put_point && store->put_setting && store->put_replication;
}

/* The lock is taken with the first `begin immediate` and, in exclusive mode, kept until the file is closed. */
static const char *const opening = "pragma page_size=4096; pragma encoding='UTF-8'; pragma auto_vacuum=none; pragma locking_mode=exclusive;"
                                   "pragma journal_mode=delete; pragma synchronous=full; begin immediate";

enum store_result store_open(const char *path, bool resume, const struct store_head *head, struct arena *arena, struct diags *diags,
                             struct store **made)
{
    struct store *store = *made = store_at(path, arena);
    const bool stood = file_exists(path);
    store->n_points = head->doe->n_points;
    store->has = ARENA_ARRAY(arena, uint8_t, (store->n_points + 7) / 8);
    if (stood && !resume) return refuse(store, diags, "stands there already; --resume goes on with it, --study names another");
    if (sqlite3_open_v2(path, &store->base, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
        failed(store);
        return STORE_FAILED;
    }
    const enum store_result result = opened(store, sqlite3_exec(store->base, opening, NULL, NULL, NULL), diags);
    if (result != STORE_OK) return result;
    store->open = true;
    const bool is_new = ask_number(store, "select count(*) from sqlite_schema") == 0;    /* killed before its first commit, too */
    if (is_new) return create(store, head) && prepare_puts(store) ? STORE_OK : STORE_FAILED;
    const enum store_result found = is_study(store, diags), same = found == STORE_OK ? same_head(store, head, diags) : found;
    if (same != STORE_OK) return same;
    return read_done(store) && prepare_puts(store) ? STORE_OK : STORE_FAILED;
}

enum store_result store_read(const char *path, struct arena *arena, struct diags *diags, struct store **made)
{
    struct store *store = *made = store_at(path, arena);
    if (!file_exists(path)) return refuse(store, diags, "does not exist; expected a file that `exasite sweep` wrote");
    if (sqlite3_open_v2(path, &store->base, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        failed(store);
        return STORE_FAILED;
    }
    const enum store_result result = opened(store, sqlite3_exec(store->base, "begin; select count(*) from sqlite_schema", NULL, NULL, NULL), diags);
    return result == STORE_OK ? is_study(store, diags) : result;
}

bool store_has(const struct store *store, int64_t index)
{
    CHECK(index >= 0 && index < store->n_points);
    return store->has[index / 8] >> index % 8 & 1;
}

int64_t store_done(const struct store *store) { return store->done; }
const char *store_problem(const struct store *store) { return store->problem; }

void store_close(struct store *store)
{
    if (!store || !store->base) return;
    sqlite3_finalize(store->put_point);
    sqlite3_finalize(store->put_setting);
    sqlite3_finalize(store->put_replication);
    store_rollback(store);
    sqlite3_close(store->base);
    store->base = NULL;
}

/* --- writing -------------------------------------------------------------------------------------------- */

static bool put_point(struct store *store, const struct study_point *point)
{
    sqlite3_stmt *statement = store->put_point;
    sqlite3_bind_int64(statement, 1, point->point);
    for (int k = 0; k < STUDY_TEXTS; k++) bind_text(statement, 2 + k, point->text[k]);
    for (int k = 0; k < STUDY_NUMBERS; k++) bind_number(statement, 2 + STUDY_TEXTS + k, point->number[k]);
    return stepped(store, statement);
}

static bool put_settings(struct store *store, const struct study_point *point)
{
    for (int v = 0; v < point->n_settings; v++) {
        sqlite3_bind_int64(store->put_setting, 1, point->point);
        sqlite3_bind_int(store->put_setting, 2, v + 1);
        bind_text(store->put_setting, 3, point->settings[v].text);
        bind_number(store->put_setting, 4, point->settings[v].number);
        if (!stepped(store, store->put_setting)) return false;
    }
    return true;
}

bool store_put(struct store *store, const struct study_point *point)
{
    CHECK(!store_has(store, point->point - 1));
    if (!put_point(store, point) || !put_settings(store, point)) return false;
    for (int32_t r = 0; r < point->n_replications; r++) {
        sqlite3_bind_int64(store->put_replication, 1, point->point);
        sqlite3_bind_int(store->put_replication, 2, r + 1);
        for (int k = 0; k < STUDY_MEASURES; k++) bind_number(store->put_replication, 3 + k, point->measures[r][k]);
        if (!stepped(store, store->put_replication)) return false;
    }
    store->has[(point->point - 1) / 8] |= (uint8_t)(1 << (point->point - 1) % 8);
    store->done++;
    return true;
}

bool store_commit(struct store *store)
{
    return run(store, "commit") && run(store, "begin immediate");
}

static bool put_flip(struct store *store, sqlite3_stmt *statement, int32_t number, const struct study_flip *flip)
{
    sqlite3_bind_int(statement, 1, number);
    bind_text(statement, 2, headline_texts()[flip->text].name);
    sqlite3_bind_int(statement, 3, flip->input + 1);
    sqlite3_bind_int64(statement, 4, flip->point);
    sqlite3_bind_int64(statement, 5, flip->next);
    bind_text(statement, 6, flip->from);
    bind_text(statement, 7, flip->to);
    bind_number(statement, 8, flip->below);
    bind_number(statement, 9, flip->above);
    sqlite3_bind_int(statement, 10, flip->bisected);
    return stepped(store, statement);
}

bool store_put_flips(struct store *store, const struct study_flip *flips, int32_t n)
{
    sqlite3_stmt *statement = prepared(store, "insert into flip(flip, text, vary, point, next, from_text, to_text, below, above, bisected) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bool good = statement != NULL && run(store, "delete from flip");
    for (int32_t f = 0; good && f < n; f++) good = put_flip(store, statement, f + 1, &flips[f]);
    sqlite3_finalize(statement);
    return good && store_commit(store);
}

void store_rollback(struct store *store)
{
    if (store->open && !sqlite3_get_autocommit(store->base)) sqlite3_exec(store->base, "rollback", NULL, NULL, NULL);
    store->open = false;
}

/* --- reading ---------------------------------------------------------------------------------------------- */

int64_t store_count(struct store *store, const char *table)
{
    return ask_number(store, text_format(store->arena, "select count(*) from %s", table));
}

static int32_t read_settings(struct store *store, sqlite3_stmt *statement, int64_t point, struct study_setting *settings, struct arena *scratch)
{
    int32_t n = 0;
    (void)store;
    sqlite3_bind_int64(statement, 1, point);
    while (sqlite3_step(statement) == SQLITE_ROW && n < DOE_MOST_VARIES)
        settings[n++] = (struct study_setting){text_copy(scratch, text_of(statement, 0)), number_of(statement, 1)};
    sqlite3_reset(statement);
    return n;
}

bool store_each(struct store *store, store_look *look, void *context)
{
    sqlite3_stmt *points = prepared(store, store_schema_select_points(store->arena));
    sqlite3_stmt *settings = prepared(store, "select text, number from setting where point = ? order by vary");
    struct arena *scratch = arena_new();
    struct study_setting room[DOE_MOST_VARIES];
    int code = points && settings ? SQLITE_ROW : SQLITE_ERROR;
    while (code == SQLITE_ROW && (code = sqlite3_step(points)) == SQLITE_ROW) {
        arena_reset(scratch);
        struct study_point point = {.point = sqlite3_column_int64(points, 0), .settings = room};
        for (int k = 0; k < STUDY_TEXTS; k++) point.text[k] = text_of(points, 1 + k);
        for (int k = 0; k < STUDY_NUMBERS; k++) point.number[k] = number_of(points, 1 + STUDY_TEXTS + k);
        point.n_settings = read_settings(store, settings, point.point, room, scratch);
        look(context, &point);
    }
    if (code != SQLITE_DONE) failed(store);
    sqlite3_finalize(points);
    sqlite3_finalize(settings);
    arena_free(scratch);
    return code == SQLITE_DONE;
}

static int32_t text_named(const char *name)
{
    for (int k = 0; k < STUDY_TEXTS; k++)
        if (text_equal(headline_texts()[k].name, name)) return k;
    return -1;
}

bool store_flips(struct store *store, struct arena *arena, struct study_flip **flips, int32_t *n)
{
    const int64_t most = store_count(store, "flip");
    sqlite3_stmt *statement = prepared(store, "select text, vary, point, next, from_text, to_text, below, above, bisected from flip order by flip");
    *flips = ARENA_ARRAY(arena, struct study_flip, most);
    *n = 0;
    while (statement && *n < most && sqlite3_step(statement) == SQLITE_ROW)
        (*flips)[(*n)++] = (struct study_flip){
            .text = text_named(text_of(statement, 0)), .input = sqlite3_column_int(statement, 1) - 1, .point = sqlite3_column_int64(statement, 2),
            .next = sqlite3_column_int64(statement, 3), .from = text_copy(arena, text_of(statement, 4)), .to = text_copy(arena, text_of(statement, 5)),
            .below = number_of(statement, 6), .above = number_of(statement, 7), .bisected = sqlite3_column_int(statement, 8) != 0, .held = ""};
    return statement && (sqlite3_finalize(statement) == SQLITE_OK || failed(store));
}

static bool read_files(struct store *store, struct arena *arena, struct study_digest *study)
{
    const int64_t n = store_count(store, "input");
    const char **file = ARENA_ARRAY(arena, const char *, n), **sha256 = ARENA_ARRAY(arena, const char *, n);
    sqlite3_stmt *statement = prepared(store, "select file, sha256 from input order by position");
    if (!statement) return false;
    for (study->n_files = 0; study->n_files < n && sqlite3_step(statement) == SQLITE_ROW; study->n_files++) {
        file[study->n_files] = text_copy(arena, text_of(statement, 0));
        sha256[study->n_files] = text_copy(arena, text_of(statement, 1));
    }
    study->file = file;
    study->sha256 = sha256;
    return sqlite3_finalize(statement) == SQLITE_OK || failed(store);
}

/* The distinct values of an input that is not sampled. */
static bool read_values(struct store *store, int32_t vary, struct arena *arena, struct study_input *input)
{
    sqlite3_stmt *statement = prepared(store, "select min(number), text, min(point) from setting where vary = ? group by text order by 1, 3 limit ?");
    const int most = input->n_values;
    if (!statement) return false;
    input->values = ARENA_ARRAY(arena, double, most);
    input->texts = ARENA_ARRAY(arena, const char *, most);
    sqlite3_bind_int(statement, 1, vary);
    sqlite3_bind_int(statement, 2, most);
    for (input->n_values = 0; input->n_values < most && sqlite3_step(statement) == SQLITE_ROW; input->n_values++) {
        input->values[input->n_values] = number_of(statement, 0);
        input->texts[input->n_values] = text_copy(arena, text_of(statement, 1));
    }
    return sqlite3_finalize(statement) == SQLITE_OK || failed(store);
}

bool store_inputs(struct store *store, struct arena *arena, struct study_digest *study)
{
    sqlite3_stmt *statement = prepared(store, "select path, spec, scale, unit, n_values, (select min(number) from setting s where s.vary = v.vary),"
                                              " (select max(number) from setting s where s.vary = v.vary) from vary v order by vary");
    if (!statement) return false;
    study->inputs = ARENA_ARRAY(arena, struct study_input, DOE_MOST_VARIES);
    bool good = true;
    for (study->n_inputs = 0; good && study->n_inputs < DOE_MOST_VARIES && sqlite3_step(statement) == SQLITE_ROW; study->n_inputs++) {
        const char *unit = text_of(statement, 3);
        const bool is_number = !text_equal(unit, "text");
        struct study_input *input = &study->inputs[study->n_inputs];
        *input = (struct study_input){
            .path = text_copy(arena, text_of(statement, 0)), .spec = text_copy(arena, text_of(statement, 1)), .unit = is_number ? text_copy(arena, unit) : "",
            .lo = number_of(statement, 5), .hi = number_of(statement, 6), .n_values = sqlite3_column_int(statement, 4), .is_number = is_number,
            .is_geometric = text_equal(text_of(statement, 2), "geometric")};
        input->is_sampled = input->n_values == 0;
        if (!input->is_sampled) good = read_values(store, study->n_inputs + 1, arena, input);
    }
    return (sqlite3_finalize(statement) == SQLITE_OK || failed(store)) && good && read_files(store, arena, study);
}

/* --- CSV -------------------------------------------------------------------------------------------------------- */

static void csv_text(FILE *to, const char *text)
{
    if (!strpbrk(text, ",\"\n\r")) {
        fputs(text, to);
        return;
    }
    fputc('"', to);
    for (; *text; text++) {
        if (*text == '"') fputc('"', to);
        fputc(*text, to);
    }
    fputc('"', to);
}

static void csv_cell(FILE *to, sqlite3_stmt *statement, int column)
{
    char buffer[32];
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: break;
    case SQLITE_INTEGER: fprintf(to, "%" PRId64, (int64_t)sqlite3_column_int64(statement, column)); break;
    case SQLITE_FLOAT: fputs(units_exact(sqlite3_column_double(statement, column), buffer), to); break;
    default: csv_text(to, text_of(statement, column));
    }
}

bool store_csv(struct store *store, FILE *to)
{
    sqlite3_stmt *rows = prepared(store, "select * from result order by point, replication");
    if (!rows) return false;
    const int n = sqlite3_column_count(rows);
    int code = SQLITE_ROW;
    for (int c = 0; c < n; c++) {
        if (c) fputc(',', to);
        csv_text(to, sqlite3_column_name(rows, c));
    }
    fputc('\n', to);
    while ((code = sqlite3_step(rows)) == SQLITE_ROW)
        for (int c = 0; c < n; c++) {
            csv_cell(to, rows, c);
            fputc(c + 1 < n ? ',' : '\n', to);
        }
    if (code != SQLITE_DONE) failed(store);
    sqlite3_finalize(rows);
    return code == SQLITE_DONE;
}
