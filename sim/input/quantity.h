/* Reads a number as people write it: "24 TB/s", {value, source, date, grade}, {range: [a, b]}, a
 * distribution. The one place that makes a struct quantity of YAML. */
#ifndef INPUT_QUANTITY_H
#define INPUT_QUANTITY_H

#include "input/reader.h"
#include "input/yaml_tree.h"
#include "types/quantity.h"

/* What the field at hand takes. */
struct quantity_rule {
    const char *key;                         /* what it is called, for messages */
    enum unit unit;
    double least, most;                      /* bounds in SI, both allowed */
    const char *const *beside;               /* keys that may stand beside the number's own; NULL-terminated or NULL */
};

/* Reads `node`, in its final place *to, which it adds to the reader's inputs as `path`. Before: the
 * node is marked. After a mistake *to is `given` with value NAN. Checks bounds of value,
 * range and of a distribution's ends (its mean where it has none); that `value` or `nominal` lies
 * within `range`; and in models that source, date and grade are there. */
MUST_USE bool quantity_read(struct reader *reader, const struct yaml_node *node, const struct quantity_rule *rule,
                            const char *path, struct quantity *to);

/* A number nobody stated: NAN, not given, source "". */
struct quantity quantity_absent(enum unit unit);

/* The default `text`, or with lo and hi its range too ("25 min", "4 min", "45 min"): source "default", graded
 * estimate when it has a range, and then among the inputs as `path`. Before: the texts read. */
void quantity_default(struct reader *reader, const char *text, const char *lo, const char *hi, enum unit unit,
                      const char *path, struct quantity *to);

/* A bare number text with its unit (a parameter, a limit): diagnoses at `at`. */
MUST_USE bool quantity_read_text(struct reader *reader, const char *text, size_t length, struct place at,
                                 const char *key, enum unit unit, double *value);

/* Value, range, nominal, or a distribution's name: a map with such a key is a number. */
bool quantity_is_key(const char *key);
bool quantity_is_distribution(const char *key);

#endif
