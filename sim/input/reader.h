/* What every reading function needs to know. One a file; made by catalog and scenario. */
#ifndef INPUT_READER_H
#define INPUT_READER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "types/quantity.h"

enum model_kind {
    MODEL_DRIVE, MODEL_NIC, MODEL_NODE, MODEL_STACK, MODEL_SWITCH, MODEL_RACK, MODEL_FACILITY, MODEL_GPU, MODEL_LEAD_TIME, MODEL_PART,
    MODEL_KINDS
};

/* Numbers given, in reading order: where each struct quantity lies for good. */
struct reader_inputs { struct quantity **at; size_t n, capacity; };

struct reader {
    struct arena *arena;
    struct diags *diags;
    struct reader_inputs *inputs;
    bool needs_provenance;       /* a model: every number has source, date and grade */
    /* The model of that kind and name, read on first mention; NULL after a diagnostic at `at`. */
    const void *(*find_model)(void *models, enum model_kind kind, const char *name, struct place at);
    void *models;
};

#endif
