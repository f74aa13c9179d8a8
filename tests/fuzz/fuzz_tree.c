/* Any bytes as YAML, and two such trees merged: every text is clean, no key stands twice,
 * depth and number of nodes are within their limits. Bytes after a line "=====" are a
 * second file that extends the first. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "input/merge.h"
#include "input/provenance.h"
#include "input/yaml_tree.h"
#include "types/diag_codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_NAME(code, name, meaning) [code] = name,
static const char *const fuzz_names[DIAG_COUNT] = { DIAG_CODES(FUZZ_NAME) };

static void fuzz_check_text(const char *text, size_t length)
{
    CHECK(strlen(text) == length);
    for (size_t i = 0; i < length; i++) CHECK((unsigned char)text[i] >= 0x20 || text[i] == '\n' || text[i] == '\t');
}

static size_t fuzz_check_node(const struct yaml_node *node, size_t depth)
{
    size_t nodes = 1;
    CHECK(depth <= YAML_TREE_MOST_DEPTH + 1);
    CHECK(node->at.line >= 1 && node->at.col >= 1);
    if (node->kind == YAML_TEXT) fuzz_check_text(node->text, node->length);
    for (size_t i = 0; i < node->n; i++) {
        if (node->kind == YAML_MAP) {
            fuzz_check_text(node->pairs[i].key, strlen(node->pairs[i].key));
            CHECK(node->pairs[i].key[0]);
            if (node->n < 200) CHECK(yaml_tree_find(node, node->pairs[i].key) == node->pairs[i].value);
        }
        nodes += fuzz_check_node(node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], depth + 1);
    }
    return nodes;
}

static struct yaml_node *fuzz_parse(const char *text, size_t length, struct arena *arena, struct diags *diags)
{
    const struct place start = { "fuzz.yaml", 1, 1 };
    const struct provenance_register *no_sources = NULL;
    bool sound = true;
    struct yaml_node *tree = yaml_tree_parse(text, length, start, arena, diags, &sound);
    CHECK((tree && sound) || diags_errors(diags) > 0);
    if (!tree) return NULL;
    CHECK(fuzz_check_node(tree, 1) <= YAML_TREE_MOST_NODES);
    if (!provenance_register_read("tests/fuzz", arena, diags, &no_sources)) return NULL;
    if (!provenance_mark(tree, NULL, no_sources, arena, diags)) CHECK(diags_errors(diags) > 0);
    return tree;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char cut[] = "\n=====\n";
    const char *bytes = (const char *)data;
    size_t first = size, second = size;
    for (size_t i = 0; i + sizeof cut - 1 <= size && first == size; i++)
        if (memcmp(bytes + i, cut, sizeof cut - 1) == 0) {
            first = i + 1;
            second = i + sizeof cut - 1;
        }
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
    struct yaml_node *base = fuzz_parse(bytes, first, arena, diags);
    struct yaml_node *over = second < size ? fuzz_parse(bytes + second, size - second, arena, diags) : NULL;
    if (base && over) fuzz_check_node(merge_trees(arena, base, over), 1);
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere) {
        diags_print(diags, nowhere);
        fclose(nowhere);
    }
    arena_free(arena);
    return 0;
}
