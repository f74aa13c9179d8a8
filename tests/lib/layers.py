#!/usr/bin/env python3
"""Checks who includes whom against layers.txt (and docs/architecture.md against that), that every exported symbol begins with
its file's stem, that no two files share a stem, and that the libraries hold no global state.

usage: layers.py BUILD_FOLDER     (a release build by gcc, for the symbols)
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
problems = []

# The only mutable state a library may keep, each with its reason.
ALLOWED_STATE = {
    "check_note_text",      # one line per thread, printed by a failing CHECK
}


def sources(suffixes):
    for top in ("sim", "reports"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in sorted(names):
                if name.endswith(suffixes):
                    yield os.path.relpath(os.path.join(folder, name), ROOT)


def read_rules():
    rules = {}
    for line in open(os.path.join(ROOT, "tests/lib/layers.txt")):
        line = line.split("#")[0].strip()
        if line:
            who, _, whom = line.partition(":")
            rules[who.strip()] = whom.split()
    return rules


def check_includes():
    rules = read_rules()
    seen = 0
    for path in sources((".c", ".h")):
        folder = os.path.dirname(path)
        who = path if path in rules else folder
        if who not in rules:
            problems.append(f"{path}: its folder stands in no line of layers.txt")
            continue
        for number, line in enumerate(open(os.path.join(ROOT, path)), 1):
            found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not found:
                continue
            seen += 1
            target = found.group(1)
            top = target.split("/")[0]
            own = folder.split("/")[-1]
            if "/" not in target:
                problems.append(f'{path}:{number}: include "{target}" with its folder')
            elif top != own and top not in rules[who] and target not in rules[who]:
                problems.append(f'{path}:{number}: {who} may not include "{target}"')
    return seen


def check_doc():
    """What docs/architecture.md says of the folders is what they are."""
    text = open(os.path.join(ROOT, "docs/architecture.md")).read()
    lines = {" ".join(line.split()) for line in text.splitlines()}
    for who, whom in read_rules().items():
        if " ".join([who + ":"] + whom) not in lines:
            problems.append(f"docs/architecture.md: no line '{who}: {' '.join(whom)}'")
        if f"| `{who if who.endswith('.c') else who + '/'}` |" not in text:
            problems.append(f"docs/architecture.md: no row for {who}")


def check_stems():
    stems = {}
    for path in sources((".c",)):
        stems.setdefault(os.path.splitext(os.path.basename(path))[0], []).append(path)
    for stem, paths in stems.items():
        if len(paths) > 1:
            problems.append(f"{' and '.join(paths)} share a stem")


def check_symbols(build):
    seen = 0
    for path in sources((".c",)):
        stem = os.path.splitext(os.path.basename(path))[0]
        if path == "sim/main.c":
            continue
        obj = os.path.join(build, path[:-2] + ".o")
        if not os.path.exists(obj):
            problems.append(f"{obj} is missing: build first")
            continue
        for line in subprocess.run(["nm", "--defined-only", obj], capture_output=True, text=True, check=True).stdout.splitlines():
            _, kind, name = line.split()[-3:]
            plain = re.sub(r"\.\d+$", "", name)
            if kind in "TDBRVWGSC":
                seen += 1
                if not plain.startswith(stem):
                    problems.append(f"{path}: exported {plain} does not begin with {stem}")
            if kind in "DdBbCSsG" and plain not in ALLOWED_STATE and not plain.startswith("__") and ".data.rel.ro" not in line:
                if not constant(obj, name):
                    problems.append(f"{path}: {plain} is global state")
    return seen


def constant(obj, name):
    """Is the symbol in a read-only section (constants with addresses in them count as data to nm)?"""
    out = subprocess.run(["objdump", "-t", obj], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        fields = line.split()
        if fields and fields[-1] == name:
            return any(f.startswith((".data.rel.ro", ".rodata")) for f in fields)
    return False


if len(sys.argv) != 2:
    sys.exit(__doc__)
includes = check_includes()
check_doc()
check_stems()
symbols = check_symbols(sys.argv[1])
for problem in problems:
    print(problem)
print(f"layers: {includes} includes, {symbols} exported symbols, {len(problems)} problems")
sys.exit(1 if problems or not includes or not symbols else 0)
