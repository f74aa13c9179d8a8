#include "tests/lib/near.h"

#include "tests/lib/reading.h"
#include "tests/lib/small_models.h"

#include "input/file_sort.h"
#include "input/scenario.h"

struct bench { struct reading in; struct catalog catalog; struct scenario scenario; };

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.in = reading_new()};
    small_models_write(&bench.in.folder);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    reading_free(&bench->in);
    return 0;
}

static const char small[] =
    "exasite: 1\n"
    "name: Small\n"
    "site: {facility: hall, gpus: {model: gpu, count: 512}}\n"
    "demand:\n"
    "  usable_capacity: 1 PB\n"
    "  read: 100 GB/s\n"
    "  checkpoint: {volume: 400 TB/day, peak_write: 8 GB/s, retention: 3 d}\n"
    "  protocols: [s3]\n"
    "jobs:\n"
    "  - {name: a, gpus: 256, checkpoint: {size: 1 TB, every: 216 s}}\n"
    "  - {name: b, count: 2, gpus: 64, checkpoint: {parameters: 10 G}}\n"
    "storage:\n"
    "  - {pool: bulk, node: box, stack: plain, nodes: 12}\n"
    "delivery:\n"
    "  - {pool: bulk, committed: 2026-01-15, slip: {uniform: [0 d, 45 d]}}\n"
    "  - {pool: bulk, committed: 2026-04-15}\n"
    "requirements:\n"
    "  - {id: THR-1, must: \"read_capability >= 100 GB/s\"}\n"
    "  - {id: GOOD, should: goodput > 90 %}\n";

/* What `base` becomes under the --set arguments. */
static bool read_text(struct bench *bench, const char *text, int n_sets, const char *const *sets)
{
    return scenario_read(reading_put(&bench->in, "scenarios/x.yaml", text), bench->in.models, sets, n_sets, bench->in.arena, bench->in.diags, &bench->catalog, &bench->scenario);
}

static bool read_small(struct bench *bench, const char *set)
{
    const char **sets = ARENA_ARRAY(bench->in.arena, const char *, 1);
    sets[0] = set;
    return read_text(bench, small, set ? 1 : 0, sets);
}

static void expect_good(struct bench *bench, bool good)
{
    if (good) return;
    diags_print(bench->in.diags, stderr);
    fail_msg("it should have been read");
}

/* The small scenario with this --set is refused for this one reason. */
static void assert_refused(struct bench *bench, const char *set, enum diag_code code, const char *says)
{
    bench->in.diags = diags_new(bench->in.arena, reading_codes, DIAG_COUNT);
    assert_false(read_small(bench, set));
    reading_assert_told(&bench->in, code, says);
    if (diags_count(bench->in.diags) != 1) diags_print(bench->in.diags, stderr);
    assert_int_equal(diags_count(bench->in.diags), 1);
}

/* --- reading --- */

static void a_small_scenario_is_read_in_si(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, NULL));
    const struct scenario *s = &bench->scenario;
    assert_string_equal(s->name, "Small");
    assert_near(s->site.gpus.value, 512.0);
    assert_ptr_equal(s->site.facility, &bench->catalog.facilities[0]);
    assert_near(s->demand.usable_bytes.value, 1e15);
    assert_near(s->demand.read_peak_bytes_per_s.value, 1e11);
    assert_string_equal(s->demand.read_peak_bytes_per_s.path, "demand.read");
    assert_near(s->demand.checkpoint_bytes_per_s.value, 400e12 / 86400);
    assert_near(s->demand.retention_s.value, 259200.0);
    assert_int_equal(s->demand.protocols_at.line, 8);
    assert_int_equal(s->n_jobs, 2);
    assert_near(s->jobs[1].count.value, 2.0);
    assert_int_equal(s->jobs[0].at.line, 10);
    assert_int_equal(s->n_pools, 1);
    assert_int_equal(s->pools[0].n_groups, 1);
    assert_ptr_equal(s->pools[0].groups[0].node, &bench->catalog.nodes[0]);
    assert_int_equal(s->pools[0].groups[0].nodes.rule, NODES_COUNT);
    assert_near(s->pools[0].groups[0].nodes.count.value, 12.0);
    assert_string_equal(s->pools[0].groups[0].nodes.count.path, "storage.bulk.nodes");
    assert_int_equal(s->deliveries[0].slip_s.dist.kind, DIST_UNIFORM);
    assert_int_equal(s->n_files, 1);
    assert_int_equal(s->study.seed, 1);
}

static void requirements_are_read_word_by_word(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, NULL));
    const struct requirement *r = bench->scenario.requirements;
    assert_string_equal(r[0].id, "THR-1");
    assert_int_equal(r[0].level, LEVEL_MUST);
    assert_int_equal(r[0].quantity, REQ_READ_CAPABILITY);
    assert_int_equal(r[0].comparison, CMP_GE);
    assert_near(r[0].limit.value, 1e11);
    assert_string_equal(r[0].text, "read_capability >= 100 GB/s");
    assert_int_equal(r[1].level, LEVEL_SHOULD);
    assert_int_equal(r[1].comparison, CMP_GT);
    assert_near(r[1].limit.value, 0.9);
    assert_int_equal(r[1].limit.unit, UNIT_FRACTION);
}

static void defaults_are_filled_in_but_those_that_are_other_numbers(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, NULL));
    const struct scenario *s = &bench->scenario;
    assert_near(s->site.mtti_s.value, 1500.0);
    assert_near(s->site.mtti_gpus.value, 120000.0);
    assert_int_equal(s->site.power_at, AT_UTILITY);
    assert_near(s->demand.read_burst_s.value, 60.0);
    assert_near(s->jobs[0].weight.value, 1.0);
    assert_near(s->jobs[1].checkpoint.bytes_per_parameter.value, 14.0);
    assert_int_equal(s->jobs[0].checkpoint.mode, CHECKPOINT_ASYNC);
    assert_true(s->jobs[1].checkpoint.every_optimal);
    assert_false(s->jobs[0].checkpoint.every_optimal);
    assert_near(s->pools[0].read_share.value, 1.0);
    assert_false(s->pools[0].read_share.given);
    assert_near(s->sizing.headroom.value, 0.1);
    assert_near(s->study.length_s.value, 30 * 86400.0);
    assert_true(s->study.warm_up_auto);
    assert_true(s->policy.third_party_allowed);
    assert_string_equal(s->policy.dpu, "any");
    assert_true(isnan(s->site.power_w.value) && isnan(s->site.rack_tiles.value));
    assert_true(isnan(s->demand.read_mean_bytes_per_s.value));
    assert_true(isnan(s->jobs[0].read_bytes_per_s.value) && isnan(s->jobs[0].checkpoint.writers.value));
    assert_true(isnan(s->pools[0].payload_efficiency.value));
}

static void what_is_no_number_comes_from_stack_and_facility(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, NULL));
    const struct pool *pool = &bench->scenario.pools[0];
    assert_ptr_equal(pool->path, &pool->stack->paths[0]);
    assert_int_equal(pool->front_end, FRONT_END_NONE);
    assert_int_equal(pool->write_path, WRITE_DIRECT_ENCODE);
    assert_string_equal(pool->protocol, "s3");           /* the first demanded that the stack speaks */
    assert_ptr_equal(pool->rack, bench->scenario.site.facility->rack);
    assert_int_equal(pool->failure_domain, DOMAIN_NODE);
    assert_near(bench->scenario.as_of_days, 20558.0);    /* the latest committed: 2026-04-15 */
}

static const struct quantity *input(const struct scenario *scenario, const char *path)
{
    for (int i = 0; i < scenario->n_inputs; i++)
        if (text_equal(scenario->inputs[i]->path, path)) return scenario->inputs[i];
    return NULL;
}

static void inputs_are_the_numbers_themselves_given_and_estimated(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, NULL));
    struct scenario *s = &bench->scenario;
    assert_ptr_equal(input(s, "jobs.a.gpus"), &s->jobs[0].gpus);
    assert_ptr_equal(input(s, "site.gpus.mtti"), &s->site.mtti_s);
    assert_ptr_equal(input(s, "jobs.b.checkpoint.bytes_per_parameter"), &s->jobs[1].checkpoint.bytes_per_parameter);
    assert_int_equal(s->jobs[1].checkpoint.bytes_per_parameter.grade, GRADE_ESTIMATE);
    assert_null(input(s, "jobs.a.weight"));
    for (int i = 0; i < s->n_inputs; i++) {
        assert_non_null(s->inputs[i]->path);
        assert_non_null(s->inputs[i]->source);
        assert_true(isfinite(s->inputs[i]->value));
    }
}

static void every_path_among_the_inputs_can_be_set(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, NULL));
    const int n = bench->scenario.n_inputs;
    struct quantity *was = ARENA_ARRAY(bench->in.arena, struct quantity, n);
    char written[64];
    for (int i = 0; i < n; i++) was[i] = *bench->scenario.inputs[i];
    for (int i = 0; i < n; i++) {
        expect_good(bench, read_small(bench, text_format(bench->in.arena, "%s=%s", was[i].path, units_format(was[i].value, was[i].unit, 9, written))));
        const struct quantity *now = input(&bench->scenario, was[i].path);
        assert_non_null(now);
        assert_string_equal(now->source, "--set");
        assert_within(now->value, was[i].value, 1e-6);
    }
}

static void two_of_one_name_have_paths_of_their_own(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, "delivery[1].slip=3 d"));
    assert_string_equal(bench->scenario.deliveries[0].slip_s.path, "delivery.bulk.slip");
    assert_string_equal(bench->scenario.deliveries[1].slip_s.path, "delivery[1].slip");
    assert_near(bench->scenario.deliveries[1].slip_s.value, 3 * 86400.0);
}

static void a_set_is_read_like_the_file_itself(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, "demand.read=30 GB/s"));
    assert_near(bench->scenario.demand.read_peak_bytes_per_s.value, 30e9);
    assert_string_equal(bench->scenario.demand.read_peak_bytes_per_s.source, "--set");
    assert_int_equal(bench->scenario.n_sets, 1);
    expect_good(bench, read_small(bench, "storage.bulk.nodes=auto"));
    assert_int_equal(bench->scenario.pools[0].groups[0].nodes.rule, NODES_AUTO);
    expect_good(bench, read_small(bench, "storage.bulk.nodes={within: {power: 2 MW}}"));
    assert_int_equal(bench->scenario.pools[0].groups[0].nodes.rule, NODES_WITHIN);
    assert_near(bench->scenario.pools[0].groups[0].nodes.within_power_w.value, 2e6);
    expect_good(bench, read_small(bench, "storage.bulk.nodes={for: [read, write]}"));
    assert_int_equal(bench->scenario.pools[0].groups[0].nodes.for_what, FOR_READ | FOR_WRITE);
    expect_good(bench, read_small(bench, "demand.read.mean=20 GB/s"));
    assert_near(bench->scenario.demand.read_peak_bytes_per_s.value, 1e11);
    assert_near(bench->scenario.demand.read_mean_bytes_per_s.value, 20e9);
    expect_good(bench, read_small(bench, "models.drive.disk.capacity=12 TB"));
    assert_near(bench->catalog.drives[0].capacity_bytes.value, 12e12);
    expect_good(bench, read_small(bench, "study.seed=18446744073709551615"));
    assert_true(bench->scenario.study.seed == UINT64_MAX);
}

static void without_reads_the_peak_is_zero_and_with_a_rate_per_gpu_unknown(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, "demand.read=null"));
    assert_true(bench->scenario.demand.read_peak_bytes_per_s.value == 0.0);
    expect_good(bench, read_small(bench, "demand.read={burst: 30 s}"));
    const char *const sets[] = {"demand.read=null", "demand.read_per_gpu=200 MB/s"};
    expect_good(bench, read_text(bench, small, 2, sets));
    assert_true(isnan(bench->scenario.demand.read_peak_bytes_per_s.value));
    assert_near(bench->scenario.demand.read_per_gpu_bytes_per_s.value, 2e8);
}

static void an_extending_file_is_read_with_its_base(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/base.yaml", small);
    const char *over = reading_put(&bench->in, "scenarios/sub/over.yaml", "exasite: 1\nextends: ../base.yaml\nstorage: [{pool: bulk, node: null, nodes: null, groups: [{node: box, nodes: 3}, {node: box}]}]\n");
    expect_good(bench, scenario_read(over, bench->in.models, NULL, 0, bench->in.arena, bench->in.diags, &bench->catalog, &bench->scenario));
    assert_int_equal(bench->scenario.pools[0].n_groups, 2);
    assert_string_equal(bench->scenario.pools[0].groups[0].nodes.count.path, "storage.bulk.groups[0].nodes");
    assert_int_equal(bench->scenario.n_files, 2);
    assert_ptr_equal(bench->scenario.files[0], bench->scenario.file);
}

static void separate_front_ends_are_read(void **state)
{
    struct bench *bench = *state;
    expect_good(bench, read_small(bench, "storage.bulk={pool: bulk, node: box, stack: plain, front_end: separate, front_ends: {node: head, nodes: 4}}"));
    const struct pool *pool = &bench->scenario.pools[0];
    assert_ptr_equal(pool->path, &pool->stack->paths[1]);
    assert_string_equal(pool->front_end_node->head.name, "head");
    assert_near(pool->front_end_nodes.count.value, 4.0);
    assert_int_equal(pool->groups[0].nodes.rule, NODES_AUTO);
}

/* --- mistakes --- */

static void jobs_may_not_ask_for_more_gpus_than_there_are(void **state)
{
    assert_refused(*state, "jobs.a.gpus=600", DIAG_TOO_MANY_GPUS, "jobs ask for 728 GPUs, the site has 512");
}

static void names_must_differ(void **state)
{
    assert_refused(*state, "jobs.b.name=a", DIAG_DUPLICATE_NAME, "two are called a");
    assert_refused(*state, "requirements.GOOD.id=THR-1", DIAG_DUPLICATE_NAME, "two are called THR-1");
    assert_refused(*state, "jobs.b.name=b c", DIAG_BAD_CHOICE, "no name");
}

static void a_checkpoint_has_one_size(void **state)
{
    assert_refused(*state, "jobs.a.checkpoint.parameters=1 T", DIAG_CONFLICT, "parameters and size");
    assert_refused(*state, "jobs.a.checkpoint.size=null", DIAG_MISSING_KEY, "`parameters` or `size`");
    assert_refused(*state, "jobs.a.checkpoint.mode=two_tier", DIAG_MISSING_KEY, "`local_write`");
    assert_refused(*state, "jobs.a.checkpoint.writers=300", DIAG_OUT_OF_RANGE, "300 writers on 256 GPUs");
    assert_refused(*state, "jobs.a.checkpoint.every=optmal", DIAG_BAD_CHOICE, "did you mean optimal?");
    assert_refused(*state, "jobs.a.checkpoint.every=30", DIAG_NO_UNIT, "every");
}

static void demands_must_make_sense(void **state)
{
    assert_refused(*state, "demand.checkpoint.peak_write=null", DIAG_MISSING_KEY, "`peak_write`");
    assert_refused(*state, "demand.read={peak: 1 GB/s, mean: 2 GB/s}", DIAG_CONFLICT, "mean is above the peak");
    assert_refused(*state, "demand.protocols=[nsf]", DIAG_NO_SUCH_PROTOCOL, "did you mean nfs?");
    assert_refused(*state, "demand.protocols=[nfs, nfs]", DIAG_DUPLICATE_NAME, "nfs stands here twice");
}

static void a_pool_takes_a_path_and_protocol_that_its_stack_offers(void **state)
{
    assert_refused(*state, "storage.bulk.front_end=colocated", DIAG_NO_SUCH_PATH, "expected none with direct_encode or separate with direct_encode");
    assert_refused(*state, "storage.bulk.write_path=buffer_then_migrate", DIAG_NO_SUCH_PATH, "does not offer write_path buffer_then_migrate");
    assert_refused(*state, "storage.bulk.protocol=gds", DIAG_NO_SUCH_PROTOCOL, "expected nfs or s3");
}

static void front_ends_stand_where_the_path_wants_them(void **state)
{
    assert_refused(*state, "storage.bulk.front_end=separate", DIAG_MISSING_KEY, "`front_ends` is missing");
    assert_refused(*state, "storage.bulk.front_ends={node: head}", DIAG_CONFLICT, "not separate");
    assert_refused(*state, "storage.bulk.node=head", DIAG_CONFLICT, "holds no data");
}

static void groups_are_given_once_and_one_is_open(void **state)
{
    assert_refused(*state, "storage.bulk.groups=[{node: box}]", DIAG_CONFLICT, "`node` and `nodes` are short for one group");
    assert_refused(*state, "storage.bulk.node=null", DIAG_MISSING_KEY, "`node` is missing");
    assert_refused(*state, "storage.bulk={pool: bulk, stack: plain, groups: [{node: box}, {node: box, nodes: {for: read}}]}", DIAG_CONFLICT, "a second group");
    assert_refused(*state, "storage.bulk={pool: bulk, stack: plain, groups: []}", DIAG_MISSING_KEY, "at least 1");
    assert_refused(*state, "storage.bulk={pool: bulk, stack: plain, groups: [{node: box, fill_share: 1}]}", DIAG_CONFLICT, "placement: pinned");
    assert_refused(*state, "storage.bulk={pool: bulk, stack: plain, placement: pinned, groups: [{node: box, nodes: 1, fill_share: 0.5}, {node: box, fill_share: 0.6}]}",
                   DIAG_CONFLICT, "add up to 1.1");
}

static void nodes_have_one_rule(void **state)
{
    assert_refused(*state, "storage.bulk.nodes={for: read, within: {rack_tiles: 3}}", DIAG_CONFLICT, "several rules");
    assert_refused(*state, "storage.bulk.nodes={}", DIAG_MISSING_KEY, "no rule");
    assert_refused(*state, "storage.bulk.nodes=aut", DIAG_BAD_CHOICE, "did you mean auto?");
    assert_refused(*state, "storage.bulk.nodes={for: raed}", DIAG_BAD_CHOICE, "did you mean read?");
    assert_refused(*state, "storage.bulk.nodes=0", DIAG_OUT_OF_RANGE, "1 to");
}

static void shares_of_several_pools_are_stated_and_add_up(void **state)
{
    struct bench *bench = *state;
    const char *const two[] = {"storage=[{pool: a, node: box, stack: plain, read_share: 0.7, write_share: 1, capacity_share: 0.5},"
                               " {pool: b, node: box, stack: plain, read_share: 0.2, write_share: 0}]", "delivery=null"};
    assert_false(read_text(bench, small, 2, two));
    reading_assert_told(&bench->in, DIAG_CONFLICT, "the pools' read_share add up to 0.9; expected 1");
    reading_assert_told(&bench->in, DIAG_MISSING_KEY, "b: `capacity_share` is missing");
    assert_int_equal(diags_count(bench->in.diags), 2);
}

static void deliveries_name_pools(void **state)
{
    assert_refused(*state, "delivery=[{pool: bluk, committed: 2026-01-15}]", DIAG_BAD_CHOICE, "did you mean bulk?");
}

static void requirements_follow_their_grammar(void **state)
{
    assert_refused(*state, "requirements.THR-1.must=read_capabilty >= 1 TB/s", DIAG_BAD_REQUIREMENT, "did you mean read_capability?");
    assert_refused(*state, "requirements.THR-1.must=read_capability = 1 TB/s", DIAG_BAD_REQUIREMENT, "expected >=, >, <= or <");
    assert_refused(*state, "requirements.THR-1.must=read_capability >=", DIAG_BAD_REQUIREMENT, "without a value");
    assert_refused(*state, "requirements.THR-1.must=read_capability >= 1 MW", DIAG_BAD_UNIT, "bytes per second");
    assert_refused(*state, "requirements.THR-1.must=goodput", DIAG_BAD_REQUIREMENT, "expected >=");
    assert_refused(*state, "requirements.THR-1.must=null", DIAG_MISSING_KEY, "`must` or `should`");
    assert_refused(*state, "requirements.THR-1.should=goodput > 1 %", DIAG_CONFLICT, "must and should");
    assert_refused(*state, "requirements.THR-1.must={value: 1}", DIAG_WRONG_TYPE, "QUANTITY >= VALUE");
}

static void a_requirements_mistake_is_told_at_its_word(void **state)
{
    struct bench *bench = *state;
    assert_false(read_text(bench, "exasite: 1\nrequirements: [{id: a, must: \"goodput >= 3 XX\"}]\n", 0, NULL));
    for (size_t i = 0; i < diags_count(bench->in.diags); i++) {
        if (diags_at(bench->in.diags, i)->code != DIAG_BAD_UNIT) continue;
        assert_int_equal(diags_at(bench->in.diags, i)->at.col, 42);
        return;
    }
    fail_msg("not told");
}

static void the_study_must_leave_something(void **state)
{
    assert_refused(*state, "study={length: 1 d, warm_up: 1 d}", DIAG_CONFLICT, "warm-up leaves nothing");
    assert_refused(*state, "study.seed=-1", DIAG_BAD_NUMBER, "whole number");
    assert_refused(*state, "study.seed=18446744073709551616", DIAG_BAD_NUMBER, "whole number");
    assert_refused(*state, "study.warm_up=1", DIAG_NO_UNIT, "warm_up");
    assert_refused(*state, "as_of=soon", DIAG_BAD_DATE, "as_of");
}

static void what_is_unknown_is_told_at_the_set(void **state)
{
    struct bench *bench = *state;
    assert_refused(bench, "demand.raed.peak=1 TB/s", DIAG_UNKNOWN_KEY, "did you mean `read`?");
    assert_string_equal(diags_at(bench->in.diags, 0)->at.file, "--set");
    assert_int_equal(diags_at(bench->in.diags, 0)->at.line, 1);
    assert_int_equal(diags_at(bench->in.diags, 0)->at.col, 8);
    assert_refused(bench, "site.facility=hal", DIAG_UNKNOWN_MODEL, "did you mean hall?");
}

static void mistakes_of_fields_and_between_fields_come_in_one_go(void **state)
{
    struct bench *bench = *state;
    const char *const sets[] = {"jobs.a.gpus=600", "demand.coincidence=sometimes", "storage.bulk.protocol=gds", "study.replications=0"};
    assert_false(read_text(bench, small, 4, sets));
    assert_int_equal(diags_count(bench->in.diags), 4);
}

static void anything_missing_is_told(void **state)
{
    struct bench *bench = *state;
    assert_false(read_text(bench, "exasite: 1\n", 0, NULL));
    static const char *const needed[] = {"`name` is missing", "`site` is missing", "`demand` is missing", "`storage` is missing"};
    for (size_t i = 0; i < 4; i++) reading_assert_told(&bench->in, DIAG_MISSING_KEY, needed[i]);
    assert_int_equal(diags_count(bench->in.diags), 4);
}

static void nothing_that_is_the_wrong_sort_of_thing_crashes(void **state)
{
    struct bench *bench = *state;
    static const char *const keys[] = {"name", "site", "site.gpus", "site.power", "demand", "demand.read", "demand.checkpoint", "demand.protocols", "jobs", "jobs.a", "jobs.a.checkpoint",
                                       "jobs.a.name", "storage", "storage.bulk", "storage.bulk.stack", "storage.bulk.nodes", "storage.bulk.groups", "storage.bulk.front_ends", "delivery",
                                       "delivery[0]", "policy", "sizing", "requirements", "requirements.THR-1", "study", "as_of"};
    static const char *const values[] = {"[]", "{}", "x", "[x]", "[{}]", "{x: y}", "{value: 1}", "[[[]]]", "''", "null", "1 TB", "{range: [1, 2]}", "{pool: x}", "{name: x}", "{uniform: 1}"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
            bench->in.diags = diags_new(bench->in.arena, reading_codes, DIAG_COUNT);
            const bool good = read_small(bench, text_format(bench->in.arena, "%s=%s", keys[k], values[v]));
            assert_int_equal(good, diags_errors(bench->in.diags) == 0);
        }
}

static void files_are_told_apart_by_what_they_hold(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(file_sort_of(reading_put(&bench->in, "a", small), bench->in.arena), FILE_SORT_SCENARIO);
    assert_int_equal(file_sort_of(reading_put(&bench->in, "b", small_models[1].text), bench->in.arena), FILE_SORT_MODEL);
    assert_int_equal(file_sort_of(reading_put(&bench->in, "c", small_models[0].text), bench->in.arena), FILE_SORT_SOURCES);
    assert_int_equal(file_sort_of(reading_put(&bench->in, "d", "{\n  \"format\": \"exasite.results/1\"}"), bench->in.arena), FILE_SORT_RESULTS);
    assert_int_equal(file_sort_of(reading_put(&bench->in, "e", "{kind: drive}"), bench->in.arena), FILE_SORT_MODEL);
    assert_int_equal(file_sort_of(reading_put(&bench->in, "f", "x: [\nkind: drive\n"), bench->in.arena), FILE_SORT_MODEL);
    assert_int_equal(file_sort_of(reading_put(&bench->in, "g", ""), bench->in.arena), FILE_SORT_SCENARIO);
    assert_int_equal(file_sort_of("/nonexistent", bench->in.arena), FILE_SORT_SCENARIO);
}

static void the_manual_names_every_section(void **state)
{
    struct bench *bench = *state;
    char *bytes = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&bytes, &length);
    scenario_manual(bench->in.arena, to);
    assert_int_equal(fclose(to), 0);
    static const char *const sections[] = {"`scenario`", "`site`", "`site.gpus`", "`demand`", "`demand.read`", "`demand.checkpoint`", "`jobs[]`", "`jobs[].checkpoint`", "`storage[]`",
                                           "`storage[].groups[]`", "`storage[].front_ends`", "`nodes`", "`nodes.within`", "`delivery[]`", "`policy`", "`sizing`", "`requirements[]`", "`study`"};
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) assert_non_null(strstr(bytes, text_format(bench->in.arena, "# %s\n", sections[i])));
    free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_small_scenario_is_read_in_si),
        TEST(requirements_are_read_word_by_word),
        TEST(defaults_are_filled_in_but_those_that_are_other_numbers),
        TEST(what_is_no_number_comes_from_stack_and_facility),
        TEST(inputs_are_the_numbers_themselves_given_and_estimated),
        TEST(every_path_among_the_inputs_can_be_set),
        TEST(two_of_one_name_have_paths_of_their_own),
        TEST(a_set_is_read_like_the_file_itself),
        TEST(without_reads_the_peak_is_zero_and_with_a_rate_per_gpu_unknown),
        TEST(an_extending_file_is_read_with_its_base),
        TEST(separate_front_ends_are_read),
        TEST(jobs_may_not_ask_for_more_gpus_than_there_are),
        TEST(names_must_differ),
        TEST(a_checkpoint_has_one_size),
        TEST(demands_must_make_sense),
        TEST(a_pool_takes_a_path_and_protocol_that_its_stack_offers),
        TEST(front_ends_stand_where_the_path_wants_them),
        TEST(groups_are_given_once_and_one_is_open),
        TEST(nodes_have_one_rule),
        TEST(shares_of_several_pools_are_stated_and_add_up),
        TEST(deliveries_name_pools),
        TEST(requirements_follow_their_grammar),
        TEST(a_requirements_mistake_is_told_at_its_word),
        TEST(the_study_must_leave_something),
        TEST(what_is_unknown_is_told_at_the_set),
        TEST(mistakes_of_fields_and_between_fields_come_in_one_go),
        TEST(anything_missing_is_told),
        TEST(nothing_that_is_the_wrong_sort_of_thing_crashes),
        TEST(files_are_told_apart_by_what_they_hold),
        TEST(the_manual_names_every_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
