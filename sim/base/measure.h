/* The words of units ("TB/s", "%/year", "Gbit/s") and what they stand for: one table of words
 * and their prefixes. units.h knows which of them belong where, and reads the numbers. */
#ifndef BASE_MEASURE_H
#define BASE_MEASURE_H

#include <stdbool.h>

enum measure_base {
    MEASURE_ONE,
    MEASURE_BYTE,
    MEASURE_WATT,
    MEASURE_SECOND,
    MEASURE_DOLLAR,
    MEASURE_KILOGRAM,
    MEASURE_METRE,
    MEASURE_SQUARE_METRE
};

/* What a unit says: a quantity is number × 10^power_of_ten × times / over of `top` per `bottom`.
 * `times` and `over` are whole numbers that a double holds exactly. */
struct measure {
    enum measure_base top, bottom;   /* bottom MEASURE_ONE: no slash */
    bool percent, multiple;          /* %; a multiple alone, as in "10 T" */
    double times, over;
    int power_of_ten;
};

/* Reads "TB", "TB/s", "/year", "%/year", "Gbps". False when it is no unit, "" too. */
bool measure_read(const char *text, struct measure *measure);

/* `word` (one side of the slash) in our spelling when people spell it otherwise
 * ("minutes", "USD"); else `word` itself. */
const char *measure_plain_word(const char *word);

/* The spelling of a unit of `top` per `bottom` nearest to `text`, the same in other case first.
 * False when none is near. */
bool measure_nearest(const char *text, enum measure_base top, enum measure_base bottom, char nearest[64]);

#endif
