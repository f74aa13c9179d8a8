#include "study/store_schema.h"

#include "base/text.h"
#include "study/headline.h"

static const char fixed_tables[] =
    "create table study(key text primary key, value text not null) without rowid;\n"
    "create table input(position integer primary key, file text not null, sha256 text not null);\n"
    "create table vary(vary integer primary key, path text not null, spec text not null, scale text not null, unit text not null,"
    " n_values integer not null, lo text not null, hi text not null);\n"
    "create table setting(point integer not null, vary integer not null, text text not null, number real, primary key(point, vary)) without rowid;\n"
    "create table flip(flip integer primary key, text text not null, vary integer not null, point integer not null, next integer not null,"
    " from_text text not null, to_text text not null, below real not null, above real not null, bisected integer not null);\n"
    "create table meaning(within text not null, name text not null, unit text not null, meaning text not null, primary key(within, name)) without rowid;\n";

static void columns(struct text *sql, const struct study_column *each, int n, const char *before, const char *after)
{
    for (int k = 0; k < n; k++) text_printf(sql, ", %s%s%s", before, each[k].name, after);
}

static void tables(struct text *sql)
{
    text_append(sql, fixed_tables);
    text_append(sql, "create table point(point integer primary key");
    columns(sql, headline_texts(), STUDY_TEXTS, "", " text not null");
    columns(sql, headline_numbers(), STUDY_NUMBERS, "", " real");
    text_append(sql, ");\ncreate table replication(point integer not null, replication integer not null");
    columns(sql, headline_measures(), STUDY_MEASURES, "", " real");
    text_append(sql, ", primary key(point, replication)) without rowid;\n");
}

static void quoted(struct text *sql, const char *text, char quote)
{
    text_append_char(sql, quote);
    for (; *text; text++) {
        if (*text == quote) text_append_char(sql, quote);
        text_append_char(sql, *text);
    }
    text_append_char(sql, quote);
}

static void meanings(struct text *sql, const char *of, const struct study_column *each, int n, bool is_text)
{
    for (int k = 0; k < n; k++) {
        text_printf(sql, "insert into meaning values('%s', '%s', '%s', ", of, each[k].name, is_text ? "text" : units_key_suffix(each[k].unit));
        quoted(sql, each[k].meaning, '\'');
        text_append(sql, ");\n");
    }
}

/* A row for each point and replication; a point without replications has one. */
static void view(struct text *sql, const struct doe *doe)
{
    text_append(sql, "create view result as select p.point as point, r.replication as replication");
    for (int v = 0; v < doe->n_varies; v++) {
        text_printf(sql, ", coalesce(s%d.number, s%d.text) as ", v + 1, v + 1);
        quoted(sql, doe->varies[v].path, '"');
    }
    columns(sql, headline_texts(), STUDY_TEXTS, "p.", "");
    columns(sql, headline_numbers(), STUDY_NUMBERS, "p.", "");
    for (int k = 0; k < STUDY_MEASURES; k++) text_printf(sql, ", r.%s as replication_%s", headline_measures()[k].name, headline_measures()[k].name);
    text_append(sql, " from point p left join replication r on r.point = p.point");
    for (int v = 1; v <= doe->n_varies; v++) text_printf(sql, " left join setting s%d on s%d.point = p.point and s%d.vary = %d", v, v, v, v);
    text_append(sql, ";\n");
}

const char *store_schema_sql(const struct doe *doe, struct arena *arena)
{
    struct text sql = text_new(arena);
    tables(&sql);
    view(&sql, doe);
    meanings(&sql, "point", headline_texts(), STUDY_TEXTS, true);
    meanings(&sql, "point", headline_numbers(), STUDY_NUMBERS, false);
    meanings(&sql, "replication", headline_measures(), STUDY_MEASURES, false);
    return sql.bytes;
}

static void marks(struct text *sql, int n)
{
    for (int k = 0; k < n; k++) text_append(sql, k ? ", ?" : "?");
    text_append(sql, ")");
}

const char *store_schema_insert_point(struct arena *arena)
{
    struct text sql = text_new(arena);
    text_append(&sql, "insert into point(point");
    columns(&sql, headline_texts(), STUDY_TEXTS, "", "");
    columns(&sql, headline_numbers(), STUDY_NUMBERS, "", "");
    text_append(&sql, ") values(");
    marks(&sql, 1 + STUDY_TEXTS + STUDY_NUMBERS);
    return sql.bytes;
}

const char *store_schema_insert_replication(struct arena *arena)
{
    struct text sql = text_new(arena);
    text_append(&sql, "insert into replication(point, replication");
    columns(&sql, headline_measures(), STUDY_MEASURES, "", "");
    text_append(&sql, ") values(");
    marks(&sql, 2 + STUDY_MEASURES);
    return sql.bytes;
}

const char *store_schema_select_points(struct arena *arena)
{
    struct text sql = text_new(arena);
    text_append(&sql, "select point");
    columns(&sql, headline_texts(), STUDY_TEXTS, "", "");
    columns(&sql, headline_numbers(), STUDY_NUMBERS, "", "");
    text_append(&sql, " from point order by point");
    return sql.bytes;
}
