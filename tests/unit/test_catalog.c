#include "tests/lib/near.h"

#include "tests/lib/reading.h"
#include "tests/lib/small_models.h"

#include "input/catalog.h"

struct bench { struct reading in; struct catalog catalog; struct catalog_reader *reader; bool sound; };

static const struct place asked = {"asker.yaml", 7, 3};

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.in = reading_new(), .sound = true};
    small_models_write(&bench.in.folder);
    bench.reader = catalog_open(bench.in.models, NULL, bench.in.arena, bench.in.diags, &bench.catalog, &bench.sound);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    reading_free(&bench->in);
    return 0;
}

static void only_what_is_mentioned_is_read(void **state)
{
    struct bench *bench = *state;
    const struct node_model *box = catalog_find(bench->reader, MODEL_NODE, "box", asked);
    assert_non_null(box);
    assert_true(catalog_close(bench->reader));
    assert_int_equal(bench->catalog.n_nodes, 1);
    assert_int_equal(bench->catalog.n_drives, 1);        /* unused.yaml is full of mistakes, and nobody's business */
    assert_int_equal(bench->catalog.n_facilities, 0);
    assert_ptr_equal(box, &bench->catalog.nodes[0]);
    assert_ptr_equal(box->drives[0].drive, &bench->catalog.drives[0]);
    assert_int_equal(bench->catalog.n_files, 5);
    static const char *const files[] = {"sources.yaml", "nodes/box.yaml", "drives/disk.yaml", "nics/card.yaml", "lead-times/slow.yaml"};
    for (int i = 0; i < 5; i++) assert_true(text_ends_with(bench->catalog.files[i], files[i]));
}

static void a_node_is_read_in_si(void **state)
{
    struct bench *bench = *state;
    const struct node_model *box = catalog_find(bench->reader, MODEL_NODE, "box", asked);
    assert_string_equal(box->head.name, "box");
    assert_int_equal(box->role, NODE_STORAGE);
    assert_int_equal(box->kind, NODE_SERVER);
    assert_int_equal(box->form, FORM_EIA19);
    assert_near(box->ru.value, 2.0);
    assert_near(box->kg.value, 30.0);
    assert_near(box->drives[0].count.value, 10.0);
    assert_near(box->drives[0].drive->capacity_bytes.value, 10e12);
    assert_near(box->drives[0].drive->afr_per_year.value, 0.01);
    assert_int_equal(box->drives[0].use, DRIVE_DATA);
    assert_near(box->nics[0].nic->line_bytes_per_s.value, 12.5e9);
    assert_near(box->nics[0].nic->pcie_efficiency.value, 0.87);
    assert_near(box->first_available.value, 20454.0);
    assert_string_equal(box->qualification[0].stack_vendor, "vast");
    assert_near(box->qualification[0].time_s.value, 864000.0);
    assert_string_equal(box->lead_time_model, "slow");
    assert_near(bench->catalog.lead_times[0].time_s.value, 90 * 86400.0);
}

static void what_follows_from_other_numbers_is_left_to_the_plan(void **state)
{
    const struct node_model *box = catalog_find(((struct bench *)*state)->reader, MODEL_NODE, "box", asked);
    assert_true(isnan(box->raw_bytes.value) && isnan(box->media_read_bytes_per_s.value) && isnan(box->ports.value));
    assert_false(box->raw_bytes.given);
    assert_near(box->vms_per_host.value, 1.0);
}

static void a_bare_cost_is_fixed_and_an_absent_one_nothing(void **state)
{
    const struct stack_model *stack = catalog_find(((struct bench *)*state)->reader, MODEL_STACK, "plain", asked);
    const struct stack_path *path = &stack->paths[0];
    assert_near(path->read_storage.media_read.fixed.value, 1.0);
    assert_string_equal(path->read_storage.media_read.fixed.path, "models.stack.plain.paths[0].read.storage.media_read");
    assert_true(path->read_storage.media_read.encoded.value == 0.0);
    assert_near(path->write_storage.tx.fixed.value, -1.0);
    assert_near(path->write_storage.tx.encoded.value, 1.0);
    assert_true(path->read_front_end.tx.fixed.value == 0.0);
    assert_true(stack->protocols[1].planned);
    assert_true(isnan(stack->max_nodes.value));
}

static void a_source_of_the_register_brings_its_date(void **state)
{
    const struct drive_model *drive = catalog_find(((struct bench *)*state)->reader, MODEL_DRIVE, "disk-2.5", asked);
    assert_string_equal(drive->capacity_bytes.date, "2025");
    assert_string_equal(drive->capacity_bytes.source, "S12, twice");
    assert_string_equal(drive->read_bytes_per_s.date, "2024-11");
    assert_int_equal(drive->capacity_bytes.grade, GRADE_DATASHEET);
}

static void a_source_that_no_register_knows_is_told(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/lead-times/odd.yaml", SMALL_HEAD("lead_time", "odd") "time: {value: 1 d, source: S2}\n");
    assert_null(catalog_find(bench->reader, MODEL_LEAD_TIME, "odd", asked));
    reading_assert_told(&bench->in, DIAG_NO_PROVENANCE, "no source S2");
}

static void an_unknown_model_is_told_where_it_was_mentioned(void **state)
{
    struct bench *bench = *state;
    assert_null(catalog_find(bench->reader, MODEL_DRIVE, "dsik", asked));
    const struct diag *diag = diags_at(bench->in.diags, 0);
    assert_int_equal(diag->code, DIAG_UNKNOWN_MODEL);
    assert_int_equal(diag->at.line, 7);
    assert_non_null(strstr(diag->text, "did you mean disk?"));
    assert_null(catalog_find(bench->reader, MODEL_DRIVE, "../nodes/box", asked));
    assert_null(catalog_find(bench->reader, MODEL_DRIVE, "", asked));
    assert_int_equal(diags_errors(bench->in.diags), 3);
}

static void a_bad_model_is_bad_for_all_who_mention_it_and_told_once(void **state)
{
    struct bench *bench = *state;
    assert_null(catalog_find(bench->reader, MODEL_DRIVE, "unused", asked));
    const size_t told = diags_errors(bench->in.diags);
    assert_true(told >= 6);
    assert_null(catalog_find(bench->reader, MODEL_DRIVE, "unused", asked));
    assert_int_equal(diags_errors(bench->in.diags), told);
}

static void a_models_name_is_its_files(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/lead-times/odd.yaml", SMALL_HEAD("lead_time", "even") "time: 1 d\n");
    assert_null(catalog_find(bench->reader, MODEL_LEAD_TIME, "odd", asked));
    reading_assert_told(&bench->in, DIAG_CONFLICT, "\"even\" is not what the file is called; expected odd");
}

static void a_model_in_a_folder_of_another_kind_is_told(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/lead-times/disk.yaml", small_models[1].text);
    assert_null(catalog_find(bench->reader, MODEL_LEAD_TIME, "disk", asked));
    reading_assert_told(&bench->in, DIAG_WRONG_KIND, "expected lead_time");
}

static void a_node_must_say_what_it_can_hold_and_is_sold_as(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/nodes/odd.yaml", SMALL_HEAD("node", "odd") "extends: box\ndrives: []\nsold_as: rack\nidle: 500 W\nvms_per_host: 3\n");
    assert_null(catalog_find(bench->reader, MODEL_NODE, "odd", asked));
    reading_assert_told(&bench->in, DIAG_MISSING_KEY, "sold_count");
    reading_assert_told(&bench->in, DIAG_MISSING_KEY, "raw_capacity");
    reading_assert_told(&bench->in, DIAG_MISSING_KEY, "media_read");
    reading_assert_told(&bench->in, DIAG_CONFLICT, "idle is above max");
    reading_assert_told(&bench->in, DIAG_CONFLICT, "vms_per_host is for type: vm");
}

static void a_stack_may_not_offer_a_path_twice(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/stacks/odd.yaml", SMALL_HEAD("stack", "odd") "extends: plain\ncode: {min_data: 9, survive: 3}\n"
        "paths: [{front_end: none, write_path: direct_encode, read: {storage: {}}, write: {storage: {}}}, {front_end: none, write_path: direct_encode, read: {storage: {}}, write: {storage: {}}}]\n");
    assert_null(catalog_find(bench->reader, MODEL_STACK, "odd", asked));
    reading_assert_told(&bench->in, DIAG_DUPLICATE_NAME, "none, direct_encode stands here twice");
    reading_assert_told(&bench->in, DIAG_CONFLICT, "narrowest");
    reading_assert_told(&bench->in, DIAG_CONFLICT, "3 failure domains to survive with 2 parity strips");
}

static const struct drive_model *set_and_find(struct bench *bench, const char *set, const char *drive)
{
    struct sets *sets = ARENA_NEW(bench->in.arena, struct sets);
    const char **arguments = ARENA_ARRAY(bench->in.arena, const char *, 1);
    arguments[0] = set;
    assert_true(sets_parse(arguments, 1, bench->in.arena, bench->in.diags, sets));
    bench->sound = true;
    bench->reader = catalog_open(bench->in.models, sets, bench->in.arena, bench->in.diags, &bench->catalog, &bench->sound);
    return catalog_find(bench->reader, MODEL_DRIVE, drive, asked);
}

static void a_set_reaches_into_the_model_it_names(void **state)
{
    struct bench *bench = *state;
    const struct drive_model *drive = set_and_find(bench, "models.drive.disk-2.5.capacity=30 TB", "disk-2.5");
    assert_true(bench->sound);
    assert_near(drive->capacity_bytes.value, 30e12);
    assert_string_equal(drive->capacity_bytes.source, "--set");
    assert_int_equal(drive->capacity_bytes.grade, GRADE_NONE);
    assert_string_equal(drive->capacity_bytes.at.file, "--set");
    assert_int_equal(drive->capacity_bytes.at.line, 1);
    assert_int_equal(drive->capacity_bytes.at.col, 32);
    assert_string_equal(drive->capacity_bytes.path, "models.drive.disk-2.5.capacity");
    assert_true(catalog_close(bench->reader));
}

static void a_range_set_leaves_value_and_source(void **state)
{
    struct bench *bench = *state;
    const struct drive_model *drive = set_and_find(bench, "models.drive.disk.capacity.range=[8 TB, 16 TB]", "disk");
    assert_near(drive->capacity_bytes.value, 10e12);
    assert_near(drive->capacity_bytes.hi, 16e12);
    assert_string_equal(drive->capacity_bytes.source, "S1");
}

static void a_set_of_a_model_nobody_mentions_is_told(void **state)
{
    struct bench *bench = *state;
    assert_non_null(set_and_find(bench, "models.node.box.ru=3", "disk"));
    assert_false(catalog_close(bench->reader));
    reading_assert_told(&bench->in, DIAG_BAD_SET, "nothing here mentions the node box");
}

static void a_set_of_no_model_is_told_with_the_nearest(void **state)
{
    struct bench *bench = *state;
    assert_non_null(set_and_find(bench, "models.drive.dsik.capacity=1 TB", "disk"));
    assert_false(bench->sound);
    reading_assert_told(&bench->in, DIAG_BAD_SET, "did you mean disk?");
    assert_non_null(set_and_find(bench, "models.drives.disk.capacity=1 TB", "disk"));
    reading_assert_told(&bench->in, DIAG_BAD_SET, "did you mean drive?");
}

static void all_models_are_read_kind_by_kind(void **state)
{
    struct bench *bench = *state;
    assert_false(catalog_read_all(bench->in.models, NULL, 0, bench->in.arena, bench->in.diags, &bench->catalog));
    assert_int_equal(unlink(text_format(bench->in.arena, "%s/drives/unused.yaml", bench->in.models)), 0);
    assert_true(catalog_read_all(bench->in.models, NULL, 0, bench->in.arena, bench->in.diags, &bench->catalog));
    assert_int_equal(bench->catalog.n_drives, 2);
    assert_string_equal(bench->catalog.drives[0].head.name, "disk");
    assert_int_equal(bench->catalog.n_nodes, 2);
    assert_int_equal(bench->catalog.n_gpus, 1);
}

static void a_single_file_is_checked_wherever_it_lies(void **state)
{
    struct bench *bench = *state;
    const char *good = reading_put(&bench->in, "elsewhere/new.yaml", SMALL_HEAD("node", "new") "form: eia19\nfeed: ac\nru: 2\nkg: 30 kg\ndrives: [{drive: disk, count: 10}]\nnics: [{nic: card, count: 2}]\nidle: 1 W\nmax: 2 W\n");
    assert_true(catalog_check_file(good, bench->in.models, bench->in.arena, bench->in.diags));
    assert_int_equal(diags_count(bench->in.diags), 0);
    assert_false(catalog_check_file(reading_put(&bench->in, "elsewhere/odd.yaml", "exasite: 1\nkind: drvie\n"), bench->in.models, bench->in.arena, bench->in.diags));
    reading_assert_told(&bench->in, DIAG_WRONG_KIND, "did you mean drive?");
}

static void the_manual_names_every_kind(void **state)
{
    struct bench *bench = *state;
    char *bytes = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&bytes, &length);
    catalog_manual(bench->in.arena, to);
    assert_int_equal(fclose(to), 0);
    for (int kind = 0; kind < MODEL_KINDS; kind++)
        assert_non_null(strstr(bytes, text_format(bench->in.arena, "## `%s`\n", catalog_kind_word((enum model_kind)kind))));
    free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_what_is_mentioned_is_read),
        TEST(a_node_is_read_in_si),
        TEST(what_follows_from_other_numbers_is_left_to_the_plan),
        TEST(a_bare_cost_is_fixed_and_an_absent_one_nothing),
        TEST(a_source_of_the_register_brings_its_date),
        TEST(a_source_that_no_register_knows_is_told),
        TEST(an_unknown_model_is_told_where_it_was_mentioned),
        TEST(a_bad_model_is_bad_for_all_who_mention_it_and_told_once),
        TEST(a_models_name_is_its_files),
        TEST(a_model_in_a_folder_of_another_kind_is_told),
        TEST(a_node_must_say_what_it_can_hold_and_is_sold_as),
        TEST(a_stack_may_not_offer_a_path_twice),
        TEST(a_set_reaches_into_the_model_it_names),
        TEST(a_range_set_leaves_value_and_source),
        TEST(a_set_of_a_model_nobody_mentions_is_told),
        TEST(a_set_of_no_model_is_told_with_the_nearest),
        TEST(all_models_are_read_kind_by_kind),
        TEST(a_single_file_is_checked_wherever_it_lies),
        TEST(the_manual_names_every_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
