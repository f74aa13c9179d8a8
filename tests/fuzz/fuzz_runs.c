/* As fuzz_sites.c, and an hour of each site that can be planned is simulated. */
#define FUZZ_RUN
#include "tests/fuzz/fuzz_sites.c"
