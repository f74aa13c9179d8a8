/* Every diagnostic code, its name between brackets and when it is given. tests/bad holds
 * at least one case per line, and checks its list against this table. */
#ifndef TYPES_DIAG_CODES_H
#define TYPES_DIAG_CODES_H

#define DIAG_CODES(X) \
    /* reading YAML */ \
    X(DIAG_CANNOT_READ, "cannot-read", "the file cannot be opened or read") \
    X(DIAG_TOO_LARGE, "too-large", "the file is larger than a model or scenario may be") \
    X(DIAG_BAD_YAML, "bad-yaml", "not YAML, or not UTF-8") \
    X(DIAG_TOO_DEEP, "too-deep", "nested deeper than any scenario needs") \
    X(DIAG_TOO_MANY_NODES, "too-many-nodes", "more values than any scenario needs, aliases expanded") \
    X(DIAG_DUPLICATE_KEY, "duplicate-key", "the same key twice in one map") \
    X(DIAG_BAD_KEY, "bad-key", "a key that is not plain text") \
    X(DIAG_EXTENDS_CYCLE, "extends-cycle", "a file extends itself, directly or through others") \
    X(DIAG_PATH_ESCAPE, "path-escape", "a file name that leaves its folder") \
    X(DIAG_BAD_SET, "bad-set", "--set that names nothing or is not PATH=VALUE") \
    /* reading fields */ \
    X(DIAG_UNKNOWN_KEY, "unknown-key", "a key that means nothing here") \
    X(DIAG_MISSING_KEY, "missing-key", "a key that must be there") \
    X(DIAG_WRONG_TYPE, "wrong-type", "a map, list or value where another belongs") \
    X(DIAG_BAD_NUMBER, "bad-number", "not a number") \
    X(DIAG_NO_UNIT, "no-unit", "a bare number where a unit belongs") \
    X(DIAG_BAD_UNIT, "bad-unit", "a word that is no unit, or a unit of another kind") \
    X(DIAG_OUT_OF_RANGE, "out-of-range", "a number outside what the field may hold") \
    X(DIAG_BAD_CHOICE, "bad-choice", "a word that is none of the choices") \
    X(DIAG_BAD_DATE, "bad-date", "not a date like 2026-01-15") \
    X(DIAG_BAD_DISTRIBUTION, "bad-distribution", "a distribution whose parameters make no sense") \
    X(DIAG_NO_PROVENANCE, "no-provenance", "a model's number without source, date or grade") \
    X(DIAG_UNKNOWN_MODEL, "unknown-model", "a model of that kind and name does not exist") \
    X(DIAG_WRONG_KIND, "wrong-kind", "a file of another kind than its place says") \
    X(DIAG_BAD_VERSION, "bad-version", "the file's `exasite:` is not a version this program reads") \
    /* what means nothing together */ \
    X(DIAG_TOO_MANY_GPUS, "too-many-gpus", "jobs ask for more GPUs than the site has") \
    X(DIAG_BAD_REQUIREMENT, "bad-requirement", "a requirement that does not read as QUANTITY >= VALUE") \
    X(DIAG_DUPLICATE_NAME, "duplicate-name", "two jobs, pools or requirements of one name") \
    X(DIAG_NO_SUCH_PATH, "no-such-path", "front_end and write_path that the stack does not offer") \
    X(DIAG_NO_SUCH_PROTOCOL, "no-such-protocol", "a protocol that nothing speaks") \
    X(DIAG_TOO_FEW_DOMAINS, "too-few-domains", "fewer failure domains than the stack's code needs") \
    X(DIAG_UNSIZABLE, "unsizable", "no number of nodes can meet what `nodes:` asks for") \
    X(DIAG_CONFLICT, "conflict", "two keys that exclude each other, or shares that do not add up") \
    X(DIAG_BAD_VARY, "bad-vary", "--vary or --design that says no values") \
    X(DIAG_BAD_STUDY, "bad-study", "a study file that holds something else than what is asked to go on") \
    X(DIAG_BAD_RESULTS, "bad-results", "a results file that this program did not write or cannot read") \
    X(DIAG_BAD_MEASURED, "bad-measured", "a table of measurements that is none")

#define DIAG_ENUM(code, name, meaning) code,
enum diag_code { DIAG_CODES(DIAG_ENUM) DIAG_COUNT };
#undef DIAG_ENUM

#endif
