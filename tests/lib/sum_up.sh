#!/usr/bin/env bash
# The end of `make check`: what could not be checked here, one line each, and the counts of all groups.
#   sum_up.sh TALLY     as run_tests.sh wrote it: "PASSED FAILED" a group, and the lines that begin with "not checked: "
awk '/^not checked: / { if (!told[$0]++) print; next } { p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f }' "$1"
