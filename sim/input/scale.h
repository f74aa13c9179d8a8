/* Scales in which tables state bounds: bytes and seconds. */
#ifndef INPUT_SCALE_H
#define INPUT_SCALE_H

#include "base/units.h"

#define MB 1e6
#define GB 1e9
#define TB 1e12
#define PB 1e15
#define EB 1e18
#define MINUTE 60.0
#define DAY UNITS_DAY_S
#define YEAR UNITS_YEAR_S
#define FASTEST (1000 * PB)                  /* bytes/s; beyond any site */

#endif
