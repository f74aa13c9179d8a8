#!/bin/bash
# Runs every case in this folder and compares what it says, word for word.
#   B=FOLDER tests/bad/run.sh              with FOLDER/exasite (default: build)
#   B=FOLDER tests/bad/run.sh --rewrite    writes what it says into the expected files: review the diff
#
# A case is NAME.yaml, and what it must say on stderr is NAME.expected. It is run as `check NAME.yaml`, or
# with the words of NAME.args; NAME.make, where there is one, makes files first that are too
# large or too strange for the repository. NAME begins with the code the case is there for
# (`code` or `code--detail`); ROOM stands for the folder they are run in, a copy of this one. Each must end with status 2 and leave stdout empty.
set -u
cd "$(dirname "$0")/../.." || exit 3
root=$PWD
program=$(realpath "${B:-build}")/exasite
rewrite=no
[ "${1:-}" = --rewrite ] && rewrite=yes
[ -x "$program" ] || { echo "tests/bad: no $program" >&2; exit 3; }

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cp -r tests/bad/. "$room"
ln -s "$root/models" "$room/models"
cd "$room" || exit 3
passed=0
failed=0

fails() {
    failed=$((failed + 1))
    echo "tests/bad: $1: $2"
}

# What every case extends has to be sound itself.
if timeout 60 "$program" check good.yaml >out 2>err && [ ! -s out ]; then
    passed=$((passed + 1))
else
    fails good.yaml 'is not good'
    cat err
fi

for name in $(ls | sed -n 's/\.\(yaml\|args\)$//p' | grep -v '^good$' | sort -u); do
    words="check $name.yaml"
    [ -f "$name.args" ] && words=$(cat "$name.args")
    [ -f "$name.make" ] && bash -eu "$name.make"
    code=${name%%--*}
    eval "timeout 60 \"\$program\" $words" >out 2>err </dev/null
    status=$?
    sed -i "s|$room|ROOM|g" err
    if [ $status -ne 2 ]; then
        fails "$name" "status $status, expected 2"
        cat err
        continue
    fi
    if [ -s out ]; then
        fails "$name" 'wrote to stdout'
        continue
    fi
    if ! grep -q "\[$code\]$" err; then
        fails "$name" "never says [$code]"
        cat err
        continue
    fi
    [ $rewrite = yes ] && cp err "$root/tests/bad/$name.expected" && cp err "$name.expected"
    if ! diff -u "$name.expected" err; then
        fails "$name" 'says something else'
        continue
    fi
    passed=$((passed + 1))
done

# Every code has a case, and every code that is said exists.
known=$(sed -n 's/^ *X(DIAG_[A-Z_]*, "\([a-z-]*\)".*/\1/p' "$root/sim/types/diag_codes.h")
known="$known bad-option bad-command"        # said of the command line, which has no place in a file
for code in $known; do
    if compgen -G "$code.expected" >/dev/null || compgen -G "$code--*.expected" >/dev/null; then passed=$((passed + 1)); else fails "$code" 'has no case'; fi
done
for code in $(sed -n 's/.*\[\([a-z-]*\)\]$/\1/p' -- *.expected | sort -u); do
    echo "$known" | tr ' ' '\n' | grep -qx -- "$code" || fails "$code" 'is said, but is no code: neither of diag_codes.h nor of the command line'
done

echo "tests/bad: $passed passed, $failed failed"
[ $failed -eq 0 ]
