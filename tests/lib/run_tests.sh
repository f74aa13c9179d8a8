#!/usr/bin/env bash
# Runs test programs and check scripts one after the other, says one line each, shows the whole
# output of what failed, and ends with the count. A test that skips itself is a failure.
#   run_tests.sh LABEL COMMAND...     every argument after the label is one command line
set -u
label=$1; shift
passed=0 failed=0
log=$(mktemp); trap 'rm -f "$log"' EXIT
for command in "$@"; do
  start=$(date +%s)
  if bash -c "$command" >"$log" 2>&1 </dev/null && ! grep -q '^\[  SKIPPED \]' "$log"; then
    passed=$((passed + 1)); verdict=ok
  else
    failed=$((failed + 1)); verdict=FAILED
  fi
  printf '%-7s %-8s %4ds  %s\n' "$label" "$verdict" $(($(date +%s) - start)) "$command"
  [ "$verdict" = FAILED ] && sed 's/^/    | /' "$log"
  # what a check could not look at it must say; pass that on, and to the sum at the end of all groups
  grep '^not checked: ' "$log" | tee -a "${RUN_TESTS_TALLY:-/dev/null}"
done
printf '%s: %d passed, %d failed\n' "$label" "$passed" "$failed"
echo "$passed $failed" >>"${RUN_TESTS_TALLY:-/dev/null}"
[ "$failed" = 0 ]
