#include "input/catalog.h"

#include <string.h>

#include "base/file.h"
#include "base/order.h"
#include "base/text.h"
#include "input/catalog_tables.h"
#include "input/extends.h"
#include "input/field_manual.h"
#include "types/diag_codes.h"

enum model_state { MODEL_UNREAD, MODEL_READING, MODEL_GOOD, MODEL_BAD };

struct entry {
    const char *name;
    enum model_state state;
    const void *model;           /* once read */
};

/* A kind's folder, listed on first need. */
struct shelf {
    bool listed;
    const char **names;          /* stems, sorted */
    struct entry *entries;
    size_t n;
    struct order_map *index;
};

struct catalog_reader {
    const char *models_dir;
    struct arena *arena;
    struct diags *diags;
    struct catalog *catalog;
    struct sets *sets;
    const struct provenance_register *sources;
    struct extends_files files;
    struct reader_inputs inputs;
    struct reader reader;
    struct shelf shelves[MODEL_KINDS];
    const struct catalog_instead *instead; int n_instead;
    bool lenient;                /* a set of a model that nothing mentions is no mistake */
};

const char *catalog_kind_word(enum model_kind kind)
{
    return catalog_tables_kinds[kind].word;
}

const char *catalog_kind_folder(enum model_kind kind)
{
    return catalog_tables_kinds[kind].folder;
}

/* --- folders ---------------------------------------------------------------------------------- */

/* File names are lower case, so that they are the same file on every machine. */
static bool is_model_name(const char *name, size_t length)
{
    if (!yaml_tree_is_name(name, length)) return false;
    for (size_t i = 0; i < length; i++)
        if ((name[i] >= 'A' && name[i] <= 'Z') || name[i] == '_') return false;
    return true;
}

static bool stem_before(const void *a, const void *b, const void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b) < 0;
}

static void list_shelf(struct catalog_reader *catalog, enum model_kind kind)
{
    struct shelf *shelf = &catalog->shelves[kind];
    const char **files = NULL;
    size_t n = 0;
    if (shelf->listed) return;
    shelf->listed = true;
    shelf->index = order_map_new(catalog->arena);
    const char *folder = file_join(catalog->arena, catalog->models_dir, catalog_kind_folder(kind));
    if (file_list(folder, catalog->arena, &files, &n) != FILE_OK) n = 0;
    shelf->names = ARENA_ARRAY(catalog->arena, const char *, n);
    shelf->entries = ARENA_ARRAY(catalog->arena, struct entry, n);
    for (size_t i = 0; i < n; i++) {
        if (!text_ends_with(files[i], ".yaml")) continue;
        const char *name = text_copy_n(catalog->arena, files[i], strlen(files[i]) - strlen(".yaml"));
        if (!is_model_name(name, strlen(name))) continue;
        shelf->names[shelf->n++] = name;
    }
    order_sort(shelf->names, shelf->n, sizeof *shelf->names, stem_before, NULL);
    for (size_t i = 0; i < shelf->n; i++) {
        order_map_put(shelf->index, shelf->names[i], strlen(shelf->names[i]), (int32_t)i);
        shelf->entries[i].name = shelf->names[i];
    }
    /* Room for all of them at once: models never move. */
    char *base = (char *)catalog->catalog;
    void *array = arena_alloc_array(catalog->arena, shelf->n, catalog_tables_kinds[kind].table->size);
    memcpy(base + catalog_tables_kinds[kind].array_offset, &array, sizeof array);
}

static void *take_slot(struct catalog_reader *catalog, enum model_kind kind)
{
    const struct catalog_tables_kind *info = &catalog_tables_kinds[kind];
    char *base = (char *)catalog->catalog, *array;
    int n;
    memcpy(&array, base + info->array_offset, sizeof array);
    memcpy(&n, base + info->count_offset, sizeof n);
    CHECK((size_t)n < catalog->shelves[kind].n);
    void *slot = array + (size_t)n * info->table->size;
    n++;
    memcpy(base + info->count_offset, &n, sizeof n);
    return slot;
}

/* --- one model ----------------------------------------------------------------------------------- */

static bool apply_sets(struct catalog_reader *catalog, enum model_kind kind, const char *name, struct yaml_node *tree)
{
    bool ok = true;
    for (int i = 0; catalog->sets && i < catalog->sets->n; i++) {
        struct set *set = &catalog->sets->at[i];
        if (!set->of_model || !set->model || set->kind != kind || !text_equal(set->model, name)) continue;
        ok = sets_apply(set, set->within, tree, catalog->arena, catalog->diags) && ok;
    }
    return ok;
}

static bool name_is_stem(struct catalog_reader *catalog, const struct yaml_node *tree, const char *stem)
{
    const struct yaml_node *name = yaml_tree_find(tree, "name");
    if (!name || name->kind != YAML_TEXT || text_equal(name->text, stem)) return true;    /* else the table complains */
    diag_error(catalog->diags, name->at, DIAG_CONFLICT, "name: \"%s\" is not what the file is called; expected %s",
               yaml_tree_shown(name, catalog->arena), stem);
    return false;
}

static struct yaml_node *tree_of(struct catalog_reader *catalog, enum model_kind kind, const char *file, const char *stem, bool *ok)
{
    const struct extends extends = {catalog->arena, catalog->diags, catalog->sources, &catalog->files, catalog_tables_kinds[kind].word, false};
    for (int i = 0; i < catalog->n_instead; i++)
        if (catalog->instead[i].kind == kind && text_equal(catalog->instead[i].name, stem)) return catalog->instead[i].tree;
    return extends_read(&extends, file, ok);
}

static bool read_model(struct catalog_reader *catalog, enum model_kind kind, const char *file, const char *stem, void *model)
{
    const struct catalog_tables_kind *info = &catalog_tables_kinds[kind];
    bool ok = true;
    struct yaml_node *tree = tree_of(catalog, kind, file, stem, &ok);
    if (!tree) return false;
    ok = apply_sets(catalog, kind, stem, tree) && ok;
    ok = name_is_stem(catalog, tree, stem) && ok;
    const char *path = text_format(catalog->arena, "models.%s.%s", info->word, stem);
    const bool fields = field_read(&catalog->reader, info->table, tree, tree->at, path, model);
    return (!fields || !info->sound || info->sound(model, catalog->diags)) && fields && ok;
}

static const void *unknown_model(struct catalog_reader *catalog, enum model_kind kind, const char *name, struct place at)
{
    const struct shelf *shelf = &catalog->shelves[kind];
    const char *near = text_nearest(name, shelf->names, shelf->n);
    const char *shown = text_shown(catalog->arena, name, strlen(name), 60);
    if (shelf->n == 0)
        diag_error(catalog->diags, at, DIAG_UNKNOWN_MODEL, "no %s is called \"%s\": there are no models in %s/%s", catalog_kind_word(kind), shown,
                   catalog->models_dir, catalog_kind_folder(kind));
    else
        diag_error(catalog->diags, at, DIAG_UNKNOWN_MODEL, "no %s is called \"%s\"; expected a file in %s/%s%s%s%s", catalog_kind_word(kind), shown,
                   catalog->models_dir, catalog_kind_folder(kind), near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    return NULL;
}

static const char *file_of(const struct catalog_reader *catalog, enum model_kind kind, const char *name)
{
    const char *folder = file_join(catalog->arena, catalog->models_dir, catalog_kind_folder(kind));
    return file_join(catalog->arena, folder, text_format(catalog->arena, "%s.yaml", name));
}

const void *catalog_find(void *catalog_reader, enum model_kind kind, const char *name, struct place at)
{
    struct catalog_reader *catalog = catalog_reader;
    struct shelf *shelf = &catalog->shelves[kind];
    list_shelf(catalog, kind);
    const int32_t k = order_map_find(shelf->index, name, strlen(name));
    if (k < 0) return unknown_model(catalog, kind, name, at);
    struct entry *entry = &shelf->entries[k];
    if (entry->state == MODEL_UNREAD) {
        const char *file = file_of(catalog, kind, entry->name);
        void *model = take_slot(catalog, kind);
        entry->state = MODEL_READING;
        const bool ok = read_model(catalog, kind, file, entry->name, model);
        entry->state = ok ? MODEL_GOOD : MODEL_BAD;
        entry->model = model;
    }
    CHECK(entry->state != MODEL_READING);            /* no kind's table mentions its own kind, nor two each other */
    return entry->state == MODEL_GOOD ? entry->model : NULL;
}

void catalog_use(struct catalog_reader *reader, const struct catalog_instead *at, int n)
{
    reader->instead = at;
    reader->n_instead = n;
    reader->lenient = true;
}

struct yaml_node *catalog_tree(struct catalog_reader *reader, enum model_kind kind, const char *name)
{
    bool ok = true;
    list_shelf(reader, kind);
    if (order_map_find(reader->shelves[kind].index, name, strlen(name)) < 0) return NULL;
    struct yaml_node *tree = tree_of(reader, kind, file_of(reader, kind, name), name, &ok);
    return ok ? tree : NULL;
}

/* --- sets of models --------------------------------------------------------------------------------- */

static bool bad_set(struct catalog_reader *catalog, const struct set *set, const char *at, const char *complaint, const char *near)
{
    diag_error(catalog->diags, sets_place(set, at), DIAG_BAD_SET, "%s: %s%s%s%s",
               text_shown(catalog->arena, set->path, strlen(set->path), 100), complaint, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    return false;
}

/* models.KIND.NAME.FIELD: names may hold dots, so the longest name that fits is meant. */
static bool resolve_set(struct catalog_reader *catalog, struct set *set)
{
    const char *words[MODEL_KINDS];
    const char *at = set->path + strlen("models."), *word = text_copy_n(catalog->arena, at, strcspn(at, "."));
    int kind = -1;
    for (int k = 0; k < MODEL_KINDS; k++) {
        words[k] = catalog_kind_word((enum model_kind)k);
        if (text_equal(word, words[k])) kind = k;
    }
    if (kind < 0) return bad_set(catalog, set, at, text_format(catalog->arena, "expected models.KIND.NAME.FIELD, KIND one of %s",
                                                               text_list(catalog->arena, words, MODEL_KINDS, "or")), text_nearest(word, words, MODEL_KINDS));
    at += strlen(word);
    if (*at == '.') at++;
    list_shelf(catalog, (enum model_kind)kind);
    const struct shelf *shelf = &catalog->shelves[kind];
    size_t best = 0;
    for (size_t i = 0; i < shelf->n; i++) {
        const size_t length = strlen(shelf->names[i]);
        if (length <= best || strncmp(at, shelf->names[i], length) != 0 || at[length] != '.') continue;
        best = length;
        set->model = shelf->names[i];
    }
    set->kind = (enum model_kind)kind;
    set->within = at + best + 1;
    if (best) return true;
    const char *named = text_copy_n(catalog->arena, at, strcspn(at, "."));
    return bad_set(catalog, set, at, text_format(catalog->arena, "expected models.%s.NAME.FIELD, and no %s is called \"%s\"", words[kind], words[kind],
                                                 text_shown(catalog->arena, named, strlen(named), 60)),
                   text_nearest(named, shelf->names, shelf->n));
}

/* --- open, close -------------------------------------------------------------------------------------- */

struct catalog_reader *catalog_open(const char *models_dir, struct sets *sets, struct arena *arena, struct diags *diags,
                                    struct catalog *catalog, bool *sound)
{
    struct catalog_reader *made = ARENA_NEW(arena, struct catalog_reader);
    *catalog = (struct catalog){0};
    made->models_dir = models_dir;
    made->arena = arena;
    made->diags = diags;
    made->catalog = catalog;
    made->sets = sets;
    made->reader = (struct reader){.arena = arena, .diags = diags, .inputs = &made->inputs, .needs_provenance = true,
                                   .find_model = catalog_find, .models = made};
    if (!provenance_register_read(models_dir, arena, diags, &made->sources)) *sound = false;
    const char *file = provenance_register_file(made->sources);
    if (file) extends_add_file(&made->files, file, arena);
    for (int i = 0; sets && i < sets->n; i++)
        if (sets->at[i].of_model && !resolve_set(made, &sets->at[i])) *sound = false;
    return made;
}

const struct provenance_register *catalog_sources(const struct catalog_reader *reader)
{
    return reader->sources;
}

bool catalog_close(struct catalog_reader *reader)
{
    bool ok = true;
    for (int i = 0; !reader->lenient && reader->sets && i < reader->sets->n; i++) {
        const struct set *set = &reader->sets->at[i];
        if (!set->of_model || !set->model || set->used) continue;
        ok = bad_set(reader, set, set->path, text_format(reader->arena, "nothing here mentions the %s %s", catalog_kind_word(set->kind), set->model), NULL);
    }
    reader->catalog->inputs = reader->inputs.at;
    reader->catalog->n_inputs = (int)reader->inputs.n;
    reader->catalog->files = reader->files.at;
    reader->catalog->n_files = (int)reader->files.n;
    return ok;
}

/* --- whole folders, single files -------------------------------------------------------------------------- */

static bool read_shelf(struct catalog_reader *catalog, enum model_kind kind)
{
    const struct place nowhere = {catalog->models_dir, 0, 0};
    bool ok = true;
    list_shelf(catalog, kind);
    for (size_t i = 0; i < catalog->shelves[kind].n; i++)
        ok = catalog_find(catalog, kind, catalog->shelves[kind].names[i], nowhere) && ok;
    return ok;
}

bool catalog_read_all(const char *models_dir, const char *const *sets, int n_sets,
                      struct arena *arena, struct diags *diags, struct catalog *catalog)
{
    struct sets parsed;
    bool ok = sets_parse(sets, n_sets, arena, diags, &parsed);
    struct catalog_reader *reader = catalog_open(models_dir, &parsed, arena, diags, catalog, &ok);
    for (int i = 0; i < parsed.n; i++)
        if (!parsed.at[i].of_model) ok = bad_set(reader, &parsed.at[i], parsed.at[i].path, "without a scenario only models.KIND.NAME.FIELD can be set", NULL);
    if (!file_is_folder(models_dir)) {
        diag_error(diags, (struct place){models_dir, 0, 0}, DIAG_CANNOT_READ, "no folder of models");
        ok = false;
    }
    for (int kind = 0; kind < MODEL_KINDS; kind++) ok = read_shelf(reader, (enum model_kind)kind) && ok;
    return catalog_close(reader) && ok;
}

static bool kind_of_file(const char *file, struct arena *arena, struct diags *diags, enum model_kind *kind)
{
    const char *words[MODEL_KINDS];
    bool sound = true;
    const struct yaml_node *tree = yaml_tree_read(file, file, arena, diags, &sound), *word = tree ? yaml_tree_find(tree, "kind") : NULL;
    if (!tree) return false;
    for (int k = 0; k < MODEL_KINDS; k++) {
        words[k] = catalog_kind_word((enum model_kind)k);
        if (!word || word->kind != YAML_TEXT || !text_equal(word->text, words[k])) continue;
        *kind = (enum model_kind)k;
        return true;
    }
    const char *near = word && word->kind == YAML_TEXT ? text_nearest(word->text, words, MODEL_KINDS) : NULL;
    diag_error(diags, word ? word->at : tree->at, word ? DIAG_WRONG_KIND : DIAG_MISSING_KEY, "%s%s; expected %s%s%s%s", word ? "kind: " : "`kind` is missing",
               word ? yaml_tree_shown(word, arena) : "", text_list(arena, words, MODEL_KINDS, "or"), near ? " (did you mean " : "", near ? near : "",
               near ? "?)" : "");
    return false;
}

bool catalog_check_file(const char *file, const char *models_dir, struct arena *arena, struct diags *diags)
{
    struct catalog catalog;
    enum model_kind kind;
    bool ok = true;
    if (!kind_of_file(file, arena, diags, &kind)) return false;
    struct catalog_reader *reader = catalog_open(models_dir, NULL, arena, diags, &catalog, &ok);
    void *model = arena_alloc(arena, catalog_tables_kinds[kind].table->size);
    ok = read_model(reader, kind, file, file_stem(arena, file), model) && ok;
    return catalog_close(reader) && ok;
}

void catalog_manual(struct arena *arena, FILE *to)
{
    for (int kind = 0; kind < MODEL_KINDS; kind++) field_manual(catalog_tables_kinds[kind].table, 2, arena, to);
}
