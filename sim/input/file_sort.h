/* What sort of file `exasite check` was given, by its content alone. */
#ifndef INPUT_FILE_SORT_H
#define INPUT_FILE_SORT_H

#include "base/arena.h"

enum file_sort {
    FILE_SORT_SCENARIO,      /* also what cannot be read or is none of the others: reading it as a scenario tells why */
    FILE_SORT_MODEL,         /* has a key `kind` */
    FILE_SORT_PORTFOLIO,     /* kind: portfolio */
    FILE_SORT_SOURCES,       /* kind: sources, the register */
    FILE_SORT_RESULTS        /* JSON with the key "format" */
};

/* `arena` holds scratch. */
enum file_sort file_sort_of(const char *file, struct arena *arena);

#endif
