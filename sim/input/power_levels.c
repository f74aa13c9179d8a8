#include "input/power_levels.h"

#include <math.h>

#include "base/text.h"
#include "types/diag_codes.h"

/* --- what may be written ------------------------------------------------------------------ */

static const char *const kinds[] = {"utility", "transformer", "ups", "pdu", "busway", NULL};
static const char *const schemes[] = {"n", "n+1", "2n", "distributed", NULL};
static const char *const carried[] = {"", "site", "it", NULL};
static const char *const losses[] = {"in_pue", "separate", NULL};

static const struct field level_fields[] = {
    NAME(struct power_level, name, "what it is called; a level of one device is a device"),
    CHOICE(struct power_level, kind, kinds, "what its devices are"),
    CHOICE(struct power_level, scheme, schemes,
           "what takes over for a lost device: nothing; the others of its block, in parallel; its partner on side B; the others of its block, "
           "by pairs (4N/3: block 4)", .absent = "n"),
    FIELD(struct power_level, count, COUNT, 1, 4096, "devices, alike; 2n: both sides together", .absent = "1"),
    FIELD(struct power_level, block, COUNT, 2, 4096, "n+1, distributed: devices that stand in for one another", .optional = true, .otherwise = "all"),
    FIELD(struct power_level, rating_w, WATTS, 1.0, 1e11, "what one device gives"),
    FIELD(struct power_level, derating, FRACTION, 0.01, 1.0, "usable part of the rating", .absent = "1"),
    FIELD(struct power_level, loss, FRACTION, 0.0, 0.5, "of what goes in, with losses: separate", .absent = "0"),
    CHOICE(struct power_level, carries, carried, "IT alone or the site, which is IT x PUE", .optional = true,
           .otherwise = "the site for utility and transformer, else IT"),
    NAME(struct power_level, feed, "levels of one feed are also lost together", .optional = true),
    NAMES(struct power_level, from, "levels listed before, from which it is fed: alike from each", .optional = true,
          .otherwise = "the level listed before it; a utility: none"),
};
static const struct field_table level_table =
    FIELD_TABLE_OF("power_tree.levels[]", struct power_level, level_fields, offsetof(struct power_level, at),
                   "Devices of one kind and rating, in one row of the power tree. What hangs on them is spread over them in order, as evenly as the counts allow.");

static const struct field load_fields[] = {
    NAMES(struct power_load, on, "levels in each of which a rack has a cord; alike from each"),
    FIELD(struct power_load, share, FRACTION, 1e-6, 1.0, "of the site's IT watts", .optional = true, .otherwise = "the same for all"),
};
static const struct field_table load_table =
    FIELD_TABLE_OF("power_tree.loads[]", struct power_load, load_fields, offsetof(struct power_load, at), "Racks that hang on the tree alike.");

static const struct field tree_fields[] = {
    FLAG(struct power_tree, losses_separate, losses, "separate: levels state them, and PUE is stated without them", .key = "losses", .absent = "in_pue"),
    LIST(struct power_tree, levels, level_table, "from the utility down", .optional = true, .least_items = 1, .otherwise = "no tree"),
    LIST(struct power_tree, loads, load_table, "what hangs where", .optional = true, .least_items = 1, .otherwise = "all on the one level that feeds no other"),
};
const struct field_table power_levels_table =
    FIELD_TABLE_OF("power_tree", struct power_tree, tree_fields, offsetof(struct power_tree, at),
                   "From the utility to the racks: IT watts are spread evenly, and every loss of one device or feed is tried.");

/* --- what it must mean --------------------------------------------------------------------- */

static struct place at_of(const struct quantity *quantity, struct place otherwise)
{
    return quantity->given ? quantity->at : otherwise;
}

static double block_of(const struct power_level *level)
{
    return level->block.given ? level->block.value : level->count.value;
}

static bool differ(const struct power_tree *tree, struct diags *diags)
{
    bool ok = true;
    for (int i = 0; i < tree->n_levels; i++)
        for (int k = 0; k < i; k++) {
            if (!text_equal(tree->levels[i].name, tree->levels[k].name)) continue;
            diag_error(diags, tree->levels[i].at, DIAG_DUPLICATE_NAME, "the level %s stands here twice, first at line %d", tree->levels[i].name,
                       (int)tree->levels[k].at.line);
            ok = false;
            break;
        }
    return ok;
}

static bool scheme_fits(const struct power_level *level, struct diags *diags)
{
    const bool blocks = level->scheme == SCHEME_N_PLUS_1 || level->scheme == SCHEME_DISTRIBUTED;
    const double block = block_of(level), least = level->scheme == SCHEME_DISTRIBUTED ? 3.0 : 2.0;
    const struct place at = at_of(&level->count, level->at);
    if (level->block.given && !blocks) {
        diag_error(diags, level->block.at, DIAG_CONFLICT, "block is for n+1 and distributed; the scheme here is %s", schemes[level->scheme]);
        return false;
    }
    if (level->scheme == SCHEME_2N && fmod(level->count.value, 2.0) != 0.0) {
        diag_error(diags, at, DIAG_CONFLICT, "%.0f devices have no two equal sides; 2n needs an even count", level->count.value);
        return false;
    }
    if (!blocks) return true;
    if (block < least) {
        diag_error(diags, at_of(&level->block, at), DIAG_CONFLICT, "%.0f devices to stand in for one another; %s needs %.0f at least", block,
                   schemes[level->scheme], least);
        return false;
    }
    if (fmod(level->count.value, block) == 0.0) return true;
    diag_error(diags, at, DIAG_CONFLICT, "%.0f devices are no whole number of blocks of %.0f", level->count.value, block);
    return false;
}

/* Index of the level listed before `below` that is called so; −1 after a diagnostic. */
static int find(const struct power_tree *tree, const char *name, int below, struct place at, struct diags *diags)
{
    bool later = false;
    const char *near = NULL;
    for (int t = 0; t < tree->n_levels; t++) {
        if (!near) near = text_nearest(name, &tree->levels[t].name, 1);
        if (!text_equal(tree->levels[t].name, name)) continue;
        if (t < below) return t;
        later = true;
    }
    if (later) diag_error(diags, at, DIAG_CONFLICT, "%s is fed from %s, which is not listed before it", tree->levels[below].name, name);
    else       diag_error(diags, at, DIAG_CONFLICT, "no level of the power tree is called %s%s%s%s", name, near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
    return -1;
}

static bool carries_site(const struct power_level *level)
{
    if (level->carries != CARRIES_BY_KIND) return level->carries == CARRIES_SITE;
    return level->kind == POWER_UTILITY || level->kind == POWER_TRANSFORMER;
}

/* One step up: what carries the site must be fed by what carries the site; line-ups match block for block. */
static bool feeds(const struct power_level *upper, const struct power_level *lower, struct diags *diags)
{
    if (carries_site(lower) && !carries_site(upper)) {
        diag_error(diags, lower->at, DIAG_CONFLICT, "%s carries the site, but %s, which feeds it, IT alone", lower->name, upper->name);
        return false;
    }
    const double above = block_of(upper), below = block_of(lower);
    if (upper->scheme != SCHEME_DISTRIBUTED || lower->scheme != SCHEME_DISTRIBUTED || above == below) return true;
    diag_error(diags, lower->at, DIAG_CONFLICT, "%s is distributed in blocks of %.0f, %s above it in blocks of %.0f; expected the same", lower->name, below,
               upper->name, above);
    return false;
}

static bool is_root(const struct power_tree *tree, int t)
{
    return tree->levels[t].n_from == 0 && (t == 0 || tree->levels[t].kind == POWER_UTILITY);
}

static bool leads_up(const struct power_tree *tree, int t, struct diags *diags)
{
    const struct power_level *level = &tree->levels[t];
    bool ok = true;
    if (is_root(tree, t)) return true;
    if (level->n_from == 0) return feeds(&tree->levels[t - 1], level, diags);
    for (int f = 0; f < level->n_from; f++) {
        const int above = find(tree, level->from[f], t, level->at, diags);
        ok = above >= 0 && feeds(&tree->levels[above], level, diags) && ok;
    }
    return ok;
}

static bool loads_hang(const struct power_tree *tree, struct diags *diags)
{
    bool ok = true;
    double sum = 0.0;
    int given = 0;
    for (int l = 0; l < tree->n_loads; l++) {
        const struct power_load *load = &tree->loads[l];
        for (int k = 0; k < load->n_on; k++) ok = find(tree, load->on[k], tree->n_levels, load->at, diags) >= 0 && ok;
        if (load->n_on == 0) {
            diag_error(diags, load->at, DIAG_MISSING_KEY, "`on` names no level");
            ok = false;
        }
        given += load->share.given;
        sum += load->share.given ? load->share.value : 0.0;
    }
    if (given == 0 || (given == tree->n_loads && fabs(sum - 1.0) < 1e-9)) return ok;
    diag_error(diags, tree->at, DIAG_CONFLICT, "%d of %d loads state a share, together %g; expected all and 1, or none", given, tree->n_loads, sum);
    return false;
}

static bool is_named(const char *const *names, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (text_equal(names[i], name)) return true;
    return false;
}

static bool is_used(const struct power_tree *tree, int t)
{
    const char *name = tree->levels[t].name;
    for (int l = 0; l < tree->n_loads; l++)
        if (is_named(tree->loads[l].on, tree->loads[l].n_on, name)) return true;
    for (int below = t + 1; below < tree->n_levels; below++) {
        const struct power_level *level = &tree->levels[below];
        if (is_named(level->from, level->n_from, name)) return true;
        if (level->n_from == 0 && below == t + 1 && !is_root(tree, below)) return true;
    }
    return tree->n_loads == 0 && t == tree->n_levels - 1;
}

/* Without `loads` all hang on the one level that feeds no other; what carries nothing is a slip of the pen. */
static bool all_used(const struct power_tree *tree, struct diags *diags)
{
    bool ok = true;
    for (int t = 0; t < tree->n_levels; t++) {
        if (is_used(tree, t)) continue;
        diag_error(diags, tree->levels[t].at, DIAG_CONFLICT, "%s feeds no level and no load hangs on it%s", tree->levels[t].name,
                   tree->n_loads ? "" : "; where several levels end the tree, `loads` says what hangs where");
        ok = false;
    }
    return ok;
}

static bool losses_once(const struct power_tree *tree, struct diags *diags)
{
    bool ok = true, any = false;
    for (int t = 0; t < tree->n_levels; t++) {
        const struct power_level *level = &tree->levels[t];
        any = any || level->loss.value > 0.0;
        if (tree->losses_separate || !level->loss.given || level->loss.value == 0.0) continue;
        diag_error(diags, level->loss.at, DIAG_CONFLICT, "losses are in PUE already; expected losses: separate with a PUE without them, or no loss here");
        ok = false;
    }
    if (!tree->losses_separate || any) return ok;
    diag_error(diags, tree->at, DIAG_CONFLICT, "losses: separate, but no level states a loss");
    return false;
}

static bool not_too_many(const struct power_tree *tree, struct diags *diags)
{
    double devices = 0.0;
    for (int t = 0; t < tree->n_levels; t++) devices += tree->levels[t].count.value;
    if (devices <= 4096.0) return true;
    diag_error(diags, tree->at, DIAG_OUT_OF_RANGE, "%.0f devices in the power tree; expected 4096 at most: leave out the lowest level", devices);
    return false;
}

bool power_levels_sound(const struct power_tree *tree, struct diags *diags)
{
    if (tree->n_levels == 0) {
        if (!tree->losses_separate && tree->n_loads == 0) return true;
        diag_error(diags, tree->at, DIAG_MISSING_KEY, "`levels` is missing: the power tree from the utility down; expected a list of maps");
        return false;
    }
    if (!not_too_many(tree, diags) || !differ(tree, diags)) return false;
    bool ok = losses_once(tree, diags);
    for (int t = 0; t < tree->n_levels; t++) {
        ok = scheme_fits(&tree->levels[t], diags) && ok;
        ok = leads_up(tree, t, diags) && ok;
    }
    ok = loads_hang(tree, diags) && ok;
    return ok && all_used(tree, diags);
}
