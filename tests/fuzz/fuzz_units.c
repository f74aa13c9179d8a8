/* Any bytes as a quantity of any kind: what reads is finite and can be written and read
 * again, what doesn't is 0, and a suggestion always reads. The first byte chooses the kind. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"
#include "base/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_read_back(double value, enum unit unit)
{
    char exact[32], written[64], suggestion[64];
    double again;
    const enum units_error error = units_read(units_exact(value, exact), strlen(exact), UNIT_NUMBER, &again, suggestion);
    CHECK(error == UNITS_OK && again == value);
    units_format(value, unit, 6, written);
    CHECK(memchr(written, '\0', sizeof written));
    if (unit == UNIT_COUNT) return;             /* 9007199254740993.5 rounds */
    const enum units_error read = units_read(written, strlen(written), unit, &again, suggestion);
    CHECK(read == UNITS_OK || fabs(value) < 1e-290 || fabs(value) > 1e290);
    CHECK(read != UNITS_OK || fabs(again - value) <= 1e-5 * fabs(value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char suggestion[64], none[64];
    double value;
    if (size == 0) return 0;
    const enum unit unit = (enum unit)(data[0] % UNIT_COUNT_OF_UNITS);
    const enum units_error error = units_read((const char *)data + 1, size - 1, unit, &value, suggestion);
    CHECK(memchr(suggestion, '\0', sizeof suggestion));
    CHECK(isfinite(value));
    if (error == UNITS_OK) {
        CHECK(suggestion[0] == '\0');
        fuzz_read_back(value, unit);
    } else {
        CHECK(value == 0);
        CHECK(!suggestion[0] || units_read(suggestion, strlen(suggestion), unit, &value, none) == UNITS_OK);
    }
    return 0;
}
