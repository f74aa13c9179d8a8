/* A models folder just large enough for a scenario. Include after near.h. */
#ifndef TESTS_LIB_SMALL_MODELS_H
#define TESTS_LIB_SMALL_MODELS_H

#include "tests/lib/folder.h"

#define SMALL_HEAD(kind, name) "exasite: 1\nkind: " kind "\nname: " name "\nsource: S1\ngrade: datasheet\n"

static const struct { const char *file, *text; } small_models[] = {
    {"models/sources.yaml", "exasite: 1\nkind: sources\nS1: {title: one, date: 2024-11}\nS12: {title: twelve, url: x, date: 2025}\n"},
    {"models/drives/disk.yaml", SMALL_HEAD("drive", "disk") "media: hdd\ncapacity: 10 TB\nread: 100 MB/s\nwrite: 90 MB/s\nidle: 5 W\nactive: 10 W\nafr: 1 %/year\n"},
    {"models/drives/disk-2.5.yaml", SMALL_HEAD("drive", "disk-2.5") "extends: disk\ncapacity: {value: 20 TB, source: \"S12, twice\"}\n"},
    {"models/drives/unused.yaml", "exasite: 1\nkind: drive\nname: unused\n"},
    {"models/nics/card.yaml", SMALL_HEAD("nic", "card") "role: nic\nfamily: connectx\nline: 100 Gb/s\ntypical: 10 W\nmax: 20 W\nqualification: qualified\n"},
    {"models/nodes/box.yaml", SMALL_HEAD("node", "box") "form: eia19\nfeed: ac\nru: 2\nkg: 30 kg\ndrives: [{drive: disk, count: 10}]\nnics: [{nic: card, count: 2}]\n"
        "idle: 100 W\nmax: 300 W\nfirst_available: 2026-01-01\nqualification: [{stack: vast, time: 10 d}]\nlead_time_model: slow\n"},
    {"models/nodes/head.yaml", SMALL_HEAD("node", "head") "role: front_end\nform: eia19\nfeed: ac\nru: 1\nkg: 20 kg\nnics: [{nic: card, count: 1}]\nidle: 50 W\nmax: 90 W\n"},
    {"models/lead-times/slow.yaml", SMALL_HEAD("lead_time", "slow") "time: 90 d\n"},
    {"models/stacks/plain.yaml", SMALL_HEAD("stack", "plain") "vendor: generic\ncode: {family: reed_solomon, data: 8, parity: 2}\nreserve: 5 %\n"
        "protocols: [{name: nfs, payload_efficiency: 0.85}, {name: s3, state: planned, payload_efficiency: 0.75}]\n"
        "paths:\n"
        "  - {front_end: none, write_path: direct_encode, read: {storage: {media_read: 1, tx: 1}}, write: {storage: {media_write: {encoded: 1}, tx: {fixed: -1, encoded: 1}, rx: 1}}}\n"
        "  - {front_end: separate, write_path: direct_encode, read: {storage: {tx: 1}, front_end: {rx: 1, tx: 1}}, write: {storage: {rx: 1}, front_end: {rx: 1, tx: 1}}}\n"},
    {"models/switches/tor.yaml", SMALL_HEAD("switch", "tor") "ru: 1\nports: 32\nport: 100 Gb/s\nmax: 300 W\noptic: 3 W\n"},
    {"models/racks/rack.yaml", SMALL_HEAD("rack", "rack") "form: eia19\nfeed: ac\nwidth: 600 mm\ndepth: 1200 mm\nru: 42\nreserved_ru: 3\nreserved: 1 kW\npayload: 1 t\npower: 15 kW\nfloor_tiles: 2\n"},
    {"models/facilities/hall.yaml", SMALL_HEAD("facility", "hall") "rack: rack\ntor: tor\nspine: tor\npue_annual: 1.2\npue_design: 1.3\nother_it: 6 %\nwhite_space: 1.4 m2\n"},
    {"models/gpus/gpu.yaml", SMALL_HEAD("gpu", "gpu") "gpus_per_rack: 32\ntrays_per_rack: 4\nrack_max: 40 kW\ntray_idle: 1 kW\ntray_max: 9 kW\ntray_nic: 400 Gb/s\nrack_kg: 1 t\nfloor_tiles: 2\n"},
};

static inline void small_models_write(const struct folder *folder)
{
    char path[256];
    for (size_t i = 0; i < sizeof small_models / sizeof small_models[0]; i++) folder_write(folder, small_models[i].file, small_models[i].text, path);
}

#endif
