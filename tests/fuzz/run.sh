#!/bin/bash
# Hunts with libFuzzer in each reader for FUZZ_SECONDS (60). What it finds lands in
# build/fuzz/found; the corpus in build/fuzz/corpus grows from run to run. With names as
# arguments (units, tree, scenario, sites, runs, vary, measured, results), only those.
set -eu
cd "$(dirname "$0")/../.."
B=build/fuzz
seconds=${FUZZ_SECONDS:-60}
targets=${*:-"units tree scenario sites runs vary measured results"}

command -v clang >/dev/null || { echo 'fuzz: clang is needed' >&2; exit 3; }
make --no-print-directory -j${FUZZ_JOBS:-2} B=$B CC=clang MODE=asan CFLAGS='-fsanitize=fuzzer-no-link -Wno-error' $B/libbase.a $B/libstat.a $B/libinput.a \
    $B/libkernel.a $B/libfluid.a $B/libplan.a $B/librun.a $B/libjson.a $B/libstudy.a $B/libreports.a

status=0
for target in $targets; do
    mkdir -p $B/found $B/corpus/$target
    clang -std=c17 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -DEXASITE_DEBUG -O1 -g -fsanitize=fuzzer,address,undefined \
        -fno-sanitize-recover=all -Isim -I. -o $B/fuzz_$target tests/fuzz/fuzz_$target.c \
        $B/libreports.a $B/libstudy.a $B/libjson.a $B/libinput.a $B/librun.a $B/libplan.a $B/libfluid.a $B/libkernel.a $B/libstat.a $B/libbase.a \
        -lxlsxwriter -lsqlite3 -lglpk -ldl -lcjson -lyaml -lgsl -lgslcblas -lm -pthread
    seeds=
    dict=tests/fuzz/yaml.dict
    sizes=-max_len=20000
    case $target in
    units) dict=tests/fuzz/units.dict ;;
    runs)  sizes='-max_len=9 -len_control=0' ;;
    sites) sizes='-max_len=33 -len_control=0' ;;
    vary)  sizes='-max_len=400' dict=tests/fuzz/vary.dict ;;
    measured) sizes='-max_len=4000' dict=tests/fuzz/measured.dict ;;
    results)  sizes='-max_len=33 -len_control=0' ;;
    *)     seeds="scenarios models tests/bad" ;;
    esac
    [ -d tests/fuzz/seeds/$target ] && seeds="$seeds tests/fuzz/seeds/$target"
    echo "fuzz: $target for $seconds s"
    $B/fuzz_$target -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 $sizes -dict=$dict -print_final_stats=0 \
        -artifact_prefix=$B/found/$target- $B/corpus/$target $seeds >$B/$target.log 2>&1 || {
            echo "fuzz: $target found something: $B/$target.log" >&2
            tail -n 30 $B/$target.log >&2
            status=1
        }
    grep -h -E '^Done|^#[0-9]+.*DONE' $B/$target.log || true
done
exit $status
