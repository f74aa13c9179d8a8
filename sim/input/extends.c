#include "input/extends.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "input/merge.h"
#include "types/diag_codes.h"

enum { MOST_BASES = 16 };

/* A file being read, and the one that extends it. */
struct link {
    const struct link *by;
    const char *path;            /* as opened */
    const char *name;            /* as shown */
    int depth;
};

struct chain {
    const struct extends *with;
    const char *root;            /* scenarios: real path no file may leave; NULL: not known, nothing to leave */
    bool *sound;
};

#define MISTAKE(chain, ...) (*(chain)->sound = false, diag_error((chain)->with->diags, __VA_ARGS__))

void extends_add_file(struct extends_files *files, const char *name, struct arena *arena)
{
    for (size_t i = 0; i < files->n; i++)
        if (text_equal(files->at[i], name)) return;
    files->at = arena_grow(arena, files->at, files->n, files->n + 1, &files->capacity, sizeof *files->at);
    files->at[files->n++] = name;
}

/* --- heads -------------------------------------------------------------------------------- */

static void check_version(const struct chain *chain, const struct yaml_node *tree, const char *name)
{
    const struct yaml_node *version = yaml_tree_find(tree, "exasite");
    if (version && version->kind == YAML_TEXT && text_equal_n(version->text, version->length, "1")) return;
    if (version)
        MISTAKE(chain, version->at, DIAG_BAD_VERSION, "exasite: \"%s\" is not a version this program reads; expected 1",
                yaml_tree_shown(version, chain->with->arena));
    else
        MISTAKE(chain, tree->at, DIAG_MISSING_KEY, "`exasite` is missing from %s: the version of the format; expected 1", name);
}

/* Results and the like, whose first key is their format. */
static bool is_written(const struct chain *chain, const struct yaml_node *tree)
{
    const struct yaml_node *format = chain->with->kind ? NULL : yaml_tree_find(tree, "format");
    if (!format || format->kind != YAML_TEXT || !text_starts_with(format->text, "exasite.")) return false;
    MISTAKE(chain, format->at, DIAG_WRONG_KIND, "this is what exasite wrote (format: %s), expected a %s", yaml_tree_shown(format, chain->with->arena), chain->with->portfolio ? "portfolio" : "scenario");
    return true;
}

static void no_scenario(const struct chain *chain, const struct yaml_node *kind)
{
    if (kind->kind == YAML_TEXT && text_equal(kind->text, "portfolio"))
        MISTAKE(chain, kind->at, DIAG_WRONG_KIND, "this is a portfolio, expected a scenario; check, plan and run take portfolios");
    else MISTAKE(chain, kind->at, DIAG_WRONG_KIND, "this is a model (kind: %s), expected a scenario", yaml_tree_shown(kind, chain->with->arena));
}

/* False when it is something else altogether, of which every other key would be a mistake too. */
static bool check_kind(const struct chain *chain, const struct yaml_node *tree)
{
    struct arena *arena = chain->with->arena;
    const struct yaml_node *kind = yaml_tree_find(tree, "kind");
    if (chain->with->portfolio) {
        if (!kind || kind->kind != YAML_TEXT || !text_equal(kind->text, "portfolio"))
            MISTAKE(chain, kind ? kind->at : tree->at, DIAG_WRONG_KIND, "this is no portfolio; expected kind: portfolio");
    } else if (!chain->with->kind) {
        if (kind) no_scenario(chain, kind);
        return !kind;
    } else if (!kind) {
        MISTAKE(chain, tree->at, DIAG_MISSING_KEY, "`kind` is missing: what the file describes; expected %s", chain->with->kind);
    } else if (kind->kind != YAML_TEXT || !text_equal(kind->text, chain->with->kind)) {
        MISTAKE(chain, kind->at, DIAG_WRONG_KIND, "kind: %s; expected %s, as its folder says", yaml_tree_shown(kind, arena), chain->with->kind);
    }
    return true;
}

/* --- paths -------------------------------------------------------------------------------- */

/* `path` without "." and with "x/.." taken together, for people to read. */
static const char *tidy(struct arena *arena, const char *path)
{
    const char *parts[256];
    size_t lengths[256], n = 0;
    const bool absolute = path[0] == '/';
    for (const char *at = path; *at;) {
        const size_t length = strcspn(at, "/");
        const bool up = length == 2 && memcmp(at, "..", 2) == 0;
        const bool here = length == 0 || (length == 1 && *at == '.');
        if (up && n > 0 && !(lengths[n - 1] == 2 && memcmp(parts[n - 1], "..", 2) == 0)) n--;
        else if (!here) {
            if (n == 256) return path;
            parts[n] = at;
            lengths[n++] = length;
        }
        at += length + (at[length] == '/');
    }
    struct text text = text_new(arena);
    if (absolute) text_append_char(&text, '/');
    for (size_t i = 0; i < n; i++) {
        if (i) text_append_char(&text, '/');
        text_append_n(&text, parts[i], lengths[i]);
    }
    return text.bytes;
}

static const char *real_path(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = text_copy(arena, real);
    free(real);
    return copy;
}

static bool is_below(const char *path, const char *folder)
{
    const size_t length = strlen(folder);
    if (length == 1) return true;                    /* "/" */
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* The innermost folder called scenarios or models that `real` lies in, else its own folder. */
static const char *root_of(struct arena *arena, const char *real)
{
    const char *own = file_folder(arena, real);
    for (const char *folder = own; folder[1]; folder = file_folder(arena, folder)) {
        const char *name = file_name(folder);
        if (text_equal(name, "scenarios") || text_equal(name, "models")) return folder;
    }
    return own;
}

/* --- bases -------------------------------------------------------------------------------- */

static bool escapes(const struct chain *chain, const struct yaml_node *named)
{
    MISTAKE(chain, named->at, DIAG_PATH_ESCAPE, "extends: \"%s\" leads out of %s; expected a file within it",
            yaml_tree_shown(named, chain->with->arena), chain->root);
    return false;
}

/* A scenario's base: a path from the folder of the file that extends it. */
static bool find_scenario(const struct chain *chain, const struct link *by, const struct yaml_node *named, struct link *base)
{
    struct arena *arena = chain->with->arena;
    if (!chain->root) return false;                  /* gone since it was read */
    if (named->text[0] == '/') return escapes(chain, named);
    const char *written = file_join(arena, file_folder(arena, by->path), named->text);
    const char *folder = real_path(arena, file_folder(arena, by->path));
    if (folder && !is_below(tidy(arena, file_join(arena, folder, named->text)), chain->root)) return escapes(chain, named);
    const char *real = real_path(arena, written);
    if (!real) {
        MISTAKE(chain, named->at, DIAG_CANNOT_READ, "extends: \"%s\" cannot be read: no such file",
                yaml_tree_shown(named, arena));
        return false;
    }
    if (!is_below(real, chain->root)) return escapes(chain, named);
    base->path = real;
    base->name = tidy(arena, file_join(arena, file_folder(arena, by->name), named->text));
    return true;
}

/* A model's base: a model of the same kind, by name. */
static bool find_model(const struct chain *chain, const struct link *by, const struct yaml_node *named, struct link *base)
{
    struct arena *arena = chain->with->arena;
    if (!yaml_tree_is_name(named->text, named->length)) {
        MISTAKE(chain, named->at, DIAG_PATH_ESCAPE, "extends: \"%s\" is no model's name; expected that of a %s beside this one",
                yaml_tree_shown(named, arena), chain->with->kind);
        return false;
    }
    const char *file = text_format(arena, "%s.yaml", named->text), *folder = file_folder(arena, by->path);
    base->path = file_join(arena, folder, file);
    base->name = file_join(arena, file_folder(arena, by->name), file);
    if (file_exists(base->path)) return true;
    const char **names = NULL;
    size_t n = 0;
    if (file_list(folder, arena, &names, &n) != FILE_OK) n = 0;
    const char *near = text_nearest(file, names, n);
    MISTAKE(chain, named->at, DIAG_UNKNOWN_MODEL, "extends: no %s is called \"%s\"%s%s%s", chain->with->kind, named->text,
            near ? "; did you mean \"" : "", near ? file_stem(arena, near) : "", near ? "\"?" : "");
    return false;
}

static bool is_in_cycle(const struct chain *chain, const struct link *by, const struct yaml_node *named, const struct link *base)
{
    for (const struct link *link = by; link; link = link->by) {
        if (!text_equal(link->path, base->path)) continue;
        MISTAKE(chain, named->at, DIAG_EXTENDS_CYCLE, "extends goes round in a circle: %s is what is being extended", link->name);
        return true;
    }
    if (by->depth < MOST_BASES) return false;
    MISTAKE(chain, named->at, DIAG_TOO_DEEP, "a chain of more than %d files that extend each other", (int)MOST_BASES);
    return true;
}

static struct yaml_node *read_one(const struct chain *chain, const struct link *link);

/* What a scenario says about its own decision is not said about what extends it. */
static void forget_its_document(struct yaml_node *tree)
{
    static const char *const keys[] = {"decision", "questions", "risks"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) yaml_tree_remove(tree, keys[k]);
}

static struct yaml_node *over_its_base(const struct chain *chain, const struct link *link, struct yaml_node *tree, const struct yaml_node *named)
{
    struct link base = {.by = link, .depth = link->depth + 1};
    if (named->kind != YAML_TEXT || named->length == 0 || yaml_tree_is_null(named)) {
        MISTAKE(chain, named->at, DIAG_WRONG_TYPE, "extends: %s; expected the name of one %s",
                yaml_tree_is_empty(named) ? "nothing written here" : yaml_tree_kind(named), chain->with->kind ? chain->with->kind : "file");
        return tree;
    }
    const bool found = chain->with->kind ? find_model(chain, link, named, &base) : find_scenario(chain, link, named, &base);
    if (!found) {
        *chain->sound = false;
        return NULL;
    }
    if (is_in_cycle(chain, link, named, &base)) return NULL;
    struct yaml_node *below = read_one(chain, &base);
    if (!below) return NULL;
    yaml_tree_remove(below, "exasite");
    if (chain->with->kind) yaml_tree_remove(below, "name");
    else forget_its_document(below);
    return merge_trees(chain->with->arena, below, tree);
}

static struct yaml_node *read_one(const struct chain *chain, const struct link *link)
{
    const struct extends *with = chain->with;
    struct yaml_node *tree = yaml_tree_read(link->path, link->name, with->arena, with->diags, chain->sound);
    extends_add_file(with->files, link->name, with->arena);
    if (!tree) return NULL;
    if (tree->kind != YAML_MAP) {
        MISTAKE(chain, tree->at, DIAG_WRONG_TYPE, "%s; expected a map of keys and values", yaml_tree_kind(tree));
        return NULL;
    }
    if (is_written(chain, tree)) return NULL;
    check_version(chain, tree, link->name);
    if (!check_kind(chain, tree)) return NULL;
    if (!provenance_mark(tree, NULL, with->sources, with->arena, with->diags)) *chain->sound = false;
    const struct yaml_node *named = yaml_tree_find(tree, "extends");
    if (!named) return tree;
    yaml_tree_remove(tree, "extends");
    return over_its_base(chain, link, tree, named);
}

struct yaml_node *extends_read(const struct extends *extends, const char *file, bool *sound)
{
    const char *real = extends->kind ? NULL : real_path(extends->arena, file);
    const struct chain chain = {extends, real ? root_of(extends->arena, real) : NULL, sound};
    const struct link first = {.path = real ? real : file, .name = file};
    return read_one(&chain, &first);
}
