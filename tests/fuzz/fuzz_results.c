/* Results that somebody edited: one-rack's golden results with up to eight values taken out, doubled, or put to extremes, read
 * as compare, bom and explain read them, then shown. Refused with a diagnostic, or shown without a stumble. Every
 * four bytes after the first, which chooses how it is shown, are an edit: three choose the value, one what becomes of it. Lists but those of numbers are cut to three items first and what charts
 * show is taken out, so that it is quick. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/file.h"
#include "base/text.h"
#include "json/results_json.h"
#include "reports/bom.h"
#include "reports/bom_csv.h"
#include "reports/bom_sheet.h"
#include "reports/explain.h"
#include "reports/requirements.h"
#include "reports/screen.h"
#include "reports/site.h"
#include "study/compare.h"
#include "types/diag_codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_NAME(code, name, meaning) [code] = name,
static const char *const fuzz_names[DIAG_COUNT] = { DIAG_CODES(FUZZ_NAME) };

enum { FUZZ_ITEMS = 3, FUZZ_EDITS = 8, FUZZ_LARGEST = 64 * 1024 * 1024 };

static void fuzz_cut(cJSON *item)
{
    for (cJSON *child = item->child; child; child = child->next) fuzz_cut(child);
    while (cJSON_IsArray(item) && !cJSON_IsNumber(item->child) && cJSON_GetArraySize(item) > FUZZ_ITEMS) cJSON_DeleteItemFromArray(item, FUZZ_ITEMS);
}

/* What charts show; most of the file. */
static const char *const fuzz_long[] = {"series", "zoom", "worst_hour"};

static const char *fuzz_golden(void)
{
    static char *text;
    if (text) return text;
    struct arena *arena = arena_new();
    char *bytes;
    size_t length;
    CHECK(file_read("tests/golden/one-rack.results.json", FUZZ_LARGEST, arena, &bytes, &length) == FILE_OK);
    cJSON *tree = cJSON_Parse(bytes);
    CHECK(tree != NULL);
    fuzz_cut(tree);
    for (size_t k = 0; k < sizeof fuzz_long / sizeof fuzz_long[0]; k++) cJSON_DeleteItemFromObject(tree, fuzz_long[k]);
    text = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    arena_free(arena);
    return text;
}

/* The k-th value below `item` in order of the file; NULL: there are fewer. *k is what is left. */
static cJSON *fuzz_find(cJSON *item, int *k, cJSON **parent)
{
    for (cJSON *child = item->child; child; child = child->next) {
        *parent = item;
        if ((*k)-- == 0) return child;
        cJSON *found = fuzz_find(child, k, parent);
        if (found) return found;
    }
    return NULL;
}

static int fuzz_count(const cJSON *item)
{
    int n = 0;
    for (const cJSON *child = item->child; child; child = child->next) n += 1 + fuzz_count(child);
    return n;
}

static const char *const fuzz_values[] = {"null", "true", "0", "-1", "1e308", "-1e308", "4e-324", "2147483648", "1e18", "0.5", "3", "\"\"", "\"x\"", "\"pass\"", "\"fail\"",
    "\"depends\"", "\"2026-02-30\"", "\"\\u0001<b>&|`*_\"", "[]", "{}", "[1]", "[{}]", "[[]]", "[null]", "{\"mean\":1}", "-0.0", "1e-300", "\"99999999999999999999\""};
enum { FUZZ_VALUES = sizeof fuzz_values / sizeof fuzz_values[0] };

/* An object's own child needs its key. */
static cJSON *fuzz_made(const cJSON *item, cJSON *made)
{
    CHECK(made != NULL);
    if (item->string) made->string = strdup(item->string);
    return made;
}

static void fuzz_edit(cJSON *tree, unsigned at, unsigned what)
{
    const int n = fuzz_count(tree);
    int k = n > 0 ? (int)(at % (unsigned)n) : 0;
    cJSON *parent = tree, *item = n > 0 ? fuzz_find(tree, &k, &parent) : NULL;
    if (!item) return;
    what %= FUZZ_VALUES + 2;
    if (what < FUZZ_VALUES) cJSON_ReplaceItemViaPointer(parent, item, fuzz_made(item, cJSON_Parse(fuzz_values[what])));
    else if (what == FUZZ_VALUES) cJSON_Delete(cJSON_DetachItemViaPointer(parent, item));
    else if (cJSON_IsArray(parent)) cJSON_AddItemToArray(parent, cJSON_Duplicate(item, true));
}

/* One view a time: each alone takes most of the time. */
static void fuzz_show(const struct results *results, unsigned view, struct arena *arena)
{
    struct study_paired *paired;
    size_t length;
    switch (view % 5) {
    case 0: CHECK(doc_markdown(site_document(results, arena), arena)); break;
    case 1: CHECK(doc_html(bom_document(results, arena), arena)); break;
    case 2: CHECK(doc_markdown(requirements_document(results, arena), arena)); break;
    case 3: CHECK(bom_sheet(results, arena, &length)); break;
    default:
        CHECK(screen_run(results, arena) && bom_screen(results, arena) && bom_csv(results, arena) && bom_csv_power(results, arena) && explain_list(results, arena));
        (void)explain_tree(results, "plan.racks", arena);
        (void)explain_tree(results, "THR-1", arena);
        (void)explain_nearest(results, "plan.rakcs", arena);
        (void)compare_paired(results, results, arena, &paired);
        CHECK(results_json_write(results, arena, &length));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    cJSON *tree = cJSON_Parse(fuzz_golden());
    for (size_t i = 1, edits = 0; i + 3 < size && edits < FUZZ_EDITS; i += 4, edits++)
        fuzz_edit(tree, (unsigned)data[i] << 16 | (unsigned)data[i + 1] << 8 | data[i + 2], data[i + 3]);
    char *text = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    if (!text) return 0;
    if (getenv("FUZZ_RESULTS_SHOW")) puts(text);
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, fuzz_names, DIAG_COUNT);
    struct results *results = ARENA_NEW(arena, struct results);
    const bool good = results_json_read(text, strlen(text), "results.json", arena, diags, results);
    CHECK(good == (diags_errors(diags) == 0));
    if (getenv("FUZZ_RESULTS_SHOW")) diags_print(diags, stderr);
    if (good) fuzz_show(results, data[0], arena);
    free(text);
    arena_free(arena);
    return 0;
}
