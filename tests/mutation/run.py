#!/usr/bin/env python3
"""Would the unit tests notice? One small wrong thing at a time is put into a source file, and the tests of that file are run.

usage: run.py [--each N] [--seed S] [--then CHECKS] FILE...     FILE: sim/plan/demand.c ...; its tests are tests/unit/test_demand.c and tests/prop/prop_demand.c
       CHECKS: 'tests/known/check_plan tests/golden/check_golden', asked where those notice nothing: they see the whole program

Up to N (20) wrong things a file, drawn by the seed. Says each that no test noticed, with its place, and how many were noticed. Works in a copy of the
tree under build/mutation. Some wrong things change nothing that can be seen (a tie broken the other way): what is listed is to be read, not
to be counted down to nothing, so that the exit is 0 unless a file has no test or its tests fail as it stands (1).
"""
import os
import random
import re
import shutil
import subprocess
import sys

ROOM = 'build/mutation'
MAKE = ['make', '-s', '--no-print-directory', 'B=build', 'MODE=debug', 'CC=gcc', 'CFLAGS=-Wno-error -w']
LIMIT_S = 300

# What stands there: what is put in its place.
WRONG = [(r' \+ ', ' - '), (r' - ', ' + '), (r' \* ', ' / '), (r' / ', ' * '), (r' < ', ' <= '), (r' <= ', ' < '), (r' > ', ' >= '), (r' >= ', ' > '),
         (r' == ', ' != '), (r' != ', ' == '), (r' && ', ' || '), (r' \|\| ', ' && '), (r'\bfmin\(', 'fmax('), (r'\bfmax\(', 'fmin('),
         (r'\breturn true;', 'return false;'), (r'\breturn false;', 'return true;'), (r' \+= ', ' -= '), (r' -= ', ' += '), (r'\+\+', '--'),
         (r'(?<=[ (])0\.0(?=[;,)])', '1.0'), (r'(?<=[ (])1\.0(?=[;,)])', '2.0'), (r'(?<=[ (])1(?=[;,)])', '2'), (r'(?<=[ (])!(?=\w)', '')]
STATEMENT = re.compile(r'^    +(?!return|const|struct|double|int|bool|static|enum|char|size_t|break|continue|else|for|while|case|CHECK)[\w>*.\[\]()-]+.*;$')
LEFT_ALONE = re.compile(r'^\s*(?:/?\*|//|#|static const|CHECK)|CHECK\(')


def wrong_things(path):
    """(line, what stands there, what is put there) for a source file."""
    comment = False
    for number, line in enumerate(open(path), 1):
        comment = comment or '/*' in line
        if not comment and not LEFT_ALONE.search(line):
            for pattern, put in WRONG:
                for found in re.finditer(pattern, line):
                    yield number, line, line[:found.start()] + put + line[found.end():]
            if STATEMENT.match(line):
                yield number, line, re.sub(r'\S.*', ';', line)
        if '*/' in line:
            comment = False


def tests_of(path):
    stem = os.path.basename(path)[:-2]
    found = [name for name in ('tests/unit/test_%s' % stem, 'tests/prop/prop_%s' % stem) if os.path.exists(name + '.c')]
    return ['build/' + name for name in found]


def run(command):
    try:
        return subprocess.run(command, cwd=ROOM, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT_S, stdin=subprocess.DEVNULL).returncode
    except subprocess.TimeoutExpired:
        return -1


def verdict(tests, checks):
    """'not built', 'noticed' by tests or checks, or 'missed'."""
    if run(MAKE + (tests or ['build/exasite'])) != 0:
        return 'not built'
    if any(run([test]) != 0 for test in tests):
        return 'noticed'
    return 'noticed' if checks and (run(MAKE + ['build/exasite']) or any(run([check]) for check in checks)) else 'missed'


def hunt(path, each, seed, checks):
    tests = tests_of(path)
    if not (tests or checks) or verdict(tests, checks) != 'missed':
        print('mutation: %s: %s' % (path, 'its tests fail as it stands' if tests or checks else 'no test of its own'))
        return False
    text = open(path).read()
    lines = text.splitlines(keepends=True)
    things = list(wrong_things(path))
    things = sorted(random.Random('%s %s' % (seed, path)).sample(things, min(each, len(things))))
    counts = {'noticed': 0, 'missed': 0, 'not built': 0}
    for number, there, put in things:
        open(os.path.join(ROOM, path), 'w').write(''.join(lines[:number - 1] + [put] + lines[number:]))
        what = verdict(tests, checks)
        counts[what] += 1
        if what == 'missed':
            print('%s:%d: nobody notices\n    - %s\n    + %s' % (path, number, there.strip(), put.strip()), flush=True)
    open(os.path.join(ROOM, path), 'w').write(text)
    print('mutation: %s: %d noticed, %d missed, %d not built' % (path, counts['noticed'], counts['missed'], counts['not built']), flush=True)
    return True


def main(args):
    options = {'--each': '20', '--seed': '1', '--then': ''}
    while args and args[0] in options:
        options[args[0]], args = args[1], args[2:]
    if not args:
        sys.exit(__doc__)
    shutil.rmtree(ROOM, ignore_errors=True)
    for folder in ('sim', 'reports', 'tests', 'models', 'scenarios', 'docs'):
        shutil.copytree(folder, os.path.join(ROOM, folder))
    shutil.copy('Makefile', ROOM)
    return all([hunt(path, int(options['--each']), options['--seed'], options['--then'].split()) for path in args])


if __name__ == '__main__':
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
    sys.exit(0 if main(sys.argv[1:]) else 1)
