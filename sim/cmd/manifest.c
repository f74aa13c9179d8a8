#include "cmd/manifest.h"

#include <inttypes.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/file.h"
#include "base/text.h"

enum { MANIFEST_LARGEST_FILE = 64 * 1024 * 1024 };

static const char *manifest_digest(const char *file, struct arena *arena)
{
    char *bytes;
    size_t length;
    if (file_read(file, MANIFEST_LARGEST_FILE, arena, &bytes, &length) != FILE_OK) return "";
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, length, (const uint8_t *)bytes);
    sha256_digest(&context, sizeof digest, digest);
    char *hex = arena_alloc(arena, 2 * sizeof digest + 1);
    for (size_t i = 0; i < sizeof digest; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return hex;
}

static void manifest_add(const char *const *files, int n_files, struct arena *arena, struct result_manifest *manifest)
{
    for (int i = 0; i < n_files; i++) {
        bool there = false;
        for (int k = 0; k < manifest->n_inputs; k++) there |= strcmp(manifest->inputs[k].file, files[i]) == 0;
        if (!there) {
            const char *digest = manifest_digest(files[i], arena);
            manifest->inputs[manifest->n_inputs++] = (struct result_input){files[i], digest};
        }
    }
}

/* A word in single quotes where a shell would not leave it alone, so that the line can be pasted. */
static const char *manifest_word(const char *word, struct arena *arena)
{
    const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+%@";
    if (word[0] && strspn(word, plain) == strlen(word)) return word;
    struct text quoted = text_new(arena);
    text_append(&quoted, "'");
    for (; *word; word++) {
        if (*word == '\'') text_append(&quoted, "'\\''");
        else text_append_char(&quoted, *word);
    }
    text_append(&quoted, "'");
    return quoted.bytes;
}

static void manifest_option(struct text *line, const char *name, const char *given, struct arena *arena)
{
    if (given) text_printf(line, " %s %s", name, manifest_word(given, arena));
}

static const char *manifest_command(const struct options *options, const char *command, struct arena *arena)
{
    struct text line = text_new(arena);
    text_printf(&line, "exasite %s", command);
    for (int i = 0; i < options->n_files; i++) text_printf(&line, " %s", manifest_word(options->files[i], arena));
    for (int i = 0; i < options->n_sets; i++) text_printf(&line, " --set %s", manifest_word(options->sets[i], arena));
    for (int i = 0; i < options->n_varies; i++) text_printf(&line, " --vary %s", manifest_word(options->varies[i], arena));
    manifest_option(&line, "--design", options->design, arena);
    manifest_option(&line, "--method", options->method, arena);
    manifest_option(&line, "--of", options->of, arena);
    manifest_option(&line, "--as-of", options->as_of, arena);
    manifest_option(&line, "--attribute", options->attribute, arena);
    manifest_option(&line, "--objective", options->objective, arena);
    manifest_option(&line, "--max", options->max, arena);
    manifest_option(&line, "--min", options->min, arena);
    manifest_option(&line, "--probability", options->probability, arena);
    if (options->plan) text_append(&line, " --plan");
    if (options->simulate) text_append(&line, " --simulate");
    manifest_option(&line, "--models", options->models, arena);
    return line.bytes;
}

static void manifest_begin(const struct options *options, const char *command, const struct scenario *scenario, int most_files, struct arena *arena,
                           struct result_manifest *manifest)
{
    manifest->version = EXASITE_VERSION;
    manifest->seed = text_format(arena, "%" PRIu64, scenario->study.seed);
    manifest->replications = (int32_t)scenario->study.replications.value;
    manifest->inputs = ARENA_ARRAY(arena, struct result_input, most_files);
    manifest->n_inputs = 0;
    manifest->command = manifest_command(options, command, arena);
}

void manifest_fill(const struct options *options, const char *command, const struct scenario *scenario,
                   const struct catalog *catalog, const struct catalog *also, struct arena *arena, struct results *results)
{
    struct result_manifest *manifest = &results->manifest;
    manifest_begin(options, command, scenario, scenario->n_files + catalog->n_files + (also ? also->n_files : 0), arena, manifest);
    manifest_add(scenario->files, scenario->n_files, arena, manifest);
    manifest_add(catalog->files, catalog->n_files, arena, manifest);
    if (also) manifest_add(also->files, also->n_files, arena, manifest);
}

void manifest_of_files(const struct options *options, const char *command, const struct scenario *scenario, const char *const *files, int n_files,
                       struct arena *arena, struct result_manifest *manifest)
{
    manifest_begin(options, command, scenario, n_files, arena, manifest);
    manifest_add(files, n_files, arena, manifest);
}

bool manifest_holds(const struct result_manifest *manifest)
{
    bool holds = true;
    struct arena *arena = arena_new();
    for (int i = 0; i < manifest->n_inputs; i++) holds &= strcmp(manifest_digest(manifest->inputs[i].file, arena), manifest->inputs[i].sha256) == 0;
    arena_free(arena);
    return holds;
}
