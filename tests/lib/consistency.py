#!/usr/bin/env python3
"""Does every document of one run say the same, and is every numeral in it a number with an id?

usage: consistency.py [ALLOWED] FOLDER...           folders of one scenario's run, requirements, bom ...: every *.html, *.md with its *.numbers.csv,
                                                    bom.xlsx (cached values), bom.csv, power.csv and *.json in them, all against all
           ALLOWED: site.html=3                     numerals without an id that this document may still have (default: none)
       consistency.py --plant WHAT FOLDER           puts one wrong thing into html-value, html-text, html-numeral, svg-text, md-text, md-value, xlsx, csv, json, or into the JSON of
                                                    a study: comparison.json, size.json, sensitivity.json, portfolio.json
exit 1 where something differs, or a document has more numerals without an id than it may

What is told apart, and how it is marked: docs/documents.md. Nothing is left out by what it says, but dates (2026-01-15, 2026-01).
"""
import csv
import datetime
import glob
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

import bom_agrees

SVG = '{http://www.w3.org/2000/svg}'
NUMERAL = re.compile(r'\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?')
DATE = re.compile(r'(?<!\d)\d{4}-\d{2}(-\d{2})?(?![\d-])')


class Readings:
    """{id: [(value or None, text, where)]} and what was counted."""

    def __init__(self):
        self.of, self.bad, self.plain = {}, [], []
        self.counts = {'numbers': 0, 'texts': 0, 'names': 0, 'ticks': 0, 'without an id': 0}

    def take(self, where, path, value, text):
        text = ' '.join(text.split())
        if path == '':
            self.counts['names'] += len(NUMERAL.findall(DATE.sub('', text)))
            return
        self.counts['numbers' if value != '' else 'texts'] += 1
        number = None if value in ('', 'unknown') else float(value)
        if value != '' and not shows(number, text):
            self.bad.append('%s: %s is %s and stands there as "%s"' % (where, path, value, text))
        self.of.setdefault(path, []).append((number, None if value != '' else text, where))

    def leave(self, where, text):
        """Words without a mark."""
        text = DATE.sub(' ', text)
        found = NUMERAL.findall(text)
        self.counts['without an id'] += len(found)
        if found:
            self.plain.append('%s: %s' % (where, ' '.join(text.split())))


# --- a number as it is written -------------------------------------------------------------------------

PREFIX = {'': 1.0, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18, 'Z': 1e21, 'm': 1e-3, '\u00b5': 1e-6, 'u': 1e-6, 'n': 1e-9}
UNITS = {'%': 0.01, '%/year': 0.01, 'pp': 0.01, 'min': 60.0, 'h': 3600.0, 'd': 86400.0, 'ms': 1e-3, 'us': 1e-6, 'ns': 1e-9, 'million': 1e6,
         'g': 1e-3, 't': 1e3, 'mm': 1e-3, 'km': 1e3, '$/TB': 1e-12, '$/GB': 1e-9, '$/MB': 1e-6, '$/kB': 1e-3}
YEAR_S = 365.0 * 86400
for prefix, factor in PREFIX.items():
    for unit in ('B', 'B/s', 'B/year', 'W', 'W/s', '$'):
        UNITS[prefix + unit] = factor
    UNITS[prefix + 'Wh'] = factor * 3600.0


def shows(value, text):
    """Is this the value, rounded to the digits that are shown?"""
    found = NUMERAL.search(text)
    if DATE.fullmatch(text):
        return value is not None and text == (datetime.date(1970, 1, 1) + datetime.timedelta(value)).isoformat()
    if value is None:
        return found is None
    if found is None:
        return text != 'unknown'
    shown = found.group(0).replace(',', '')
    mantissa = re.split('[eE]', shown)[0]
    exponent = int(re.split('[eE]', shown)[1]) if re.search('[eE]', shown) else 0
    step = 10.0 ** (exponent - (len(mantissa.split('.')[1]) if '.' in mantissa else 0))
    words = text[found.end():].split()
    unit = words[0].strip('.,;:()') if words else ''
    factor = UNITS.get(unit, 1.0)
    if unit == 'years' and abs(value) > 1e6:
        factor = YEAR_S
    size = abs(value) / factor
    if re.search(r'\bover\b', text[:found.start()]):
        return size >= float(shown)
    if re.search(r'\bunder\b', text[:found.start()]):
        return size <= float(shown)
    return abs(size - abs(float(shown))) <= 0.5 * step * (1 + 1e-6) + 1e-12 * size


# --- HTML -------------------------------------------------------------------------------------------------

def read_marked(readings, where, text, marks):
    """Marks in the order of the text, as a drawing's label and Markdown have them."""
    at = 0
    for path, value, words in marks:
        words = ' '.join(words.split())
        found = re.compile(r'(?<![\d.])' + re.escape(words) + (r'(?!\d)' if words[-1:].isdigit() else '') if words[:1].isdigit() else re.escape(words)).search(text, at)
        if not found:
            readings.bad.append('%s: "%s" (%s) is not there in its order' % (where, words, path or 'a name'))
            continue
        readings.leave(where, text[at:found.start()])
        readings.take(where, path, value, words)
        at = found.end()
    readings.leave(where, text[at:])


def read_element(readings, where, element, caption):
    name, kind = element.tag.replace(SVG, ''), (element.get('class') or '').split()
    text = ' '.join(''.join(element.itertext()).split())
    if name in ('style', 'script', 'head') or 'halo' in kind:       # a rim is drawn under the same words
        return
    if name in ('title', 'desc') and element.get('id'):         # what a drawing is and says, once more for those who hear it
        if text not in caption:
            readings.bad.append('%s: a drawing says "%s", its caption does not' % (where, text[:60]))
    elif element.get('data-marks'):
        read_marked(readings, where, text, json.loads(element.get('data-marks')))
    elif element.get('data-id') is not None:
        readings.take(where, element.get('data-id'), element.get('value', ''), text)
    elif 'name' in kind or name == 'code':
        readings.take(where, '', '', text)
    elif 'tick' in kind or 'ticks' in kind:
        readings.counts['ticks'] += len(NUMERAL.findall(text))
    else:
        if name == 'figure':
            caption = ' '.join(' '.join(''.join(c.itertext()).split()) for c in element if c.tag == 'figcaption')
        readings.leave(where, element.text or '')
        for child in element:
            read_element(readings, where, child, caption)
            readings.leave(where, child.tail or '')


def read_html(readings, path):
    read_element(readings, os.path.basename(path), ET.parse(path).getroot(), '')


# --- Markdown ----------------------------------------------------------------------------------------------

def read_markdown(readings, path):
    numbers = path[:-3] + '.numbers.csv'
    if not os.path.exists(numbers):
        readings.bad.append('%s: no numbers beside it' % path)
        return
    text = re.sub(r'^> ?', '', open(path).read(), flags=re.M)
    text = re.sub(r'\\([!-/:-@\[-`{-~])', r'\1', text)
    rows = [(row['id'], row['value'], row['text']) for row in csv.DictReader(open(numbers, newline=''))]
    read_marked(readings, os.path.basename(path), ' '.join(text.split()), rows)


# --- JSON -------------------------------------------------------------------------------------------

KEYS = ('id', 'name', 'pool', 'headline', 'quantity', 'path', 'kind', 'level', 'resource', 'input', 'file', 'option', 'policy', 'rack', 'drive', 'date', 'phase')


def steps(at, rest):
    """All that a path may mean from here: keys by dots, items of a list by a name or [i]."""
    if isinstance(at, dict) and 'mean' in at and 'ci95' in at:
        if rest in ('', 'mean', 'low', 'high'):
            yield at['ci95'][rest == 'high'] if rest in ('low', 'high') else at['mean']
            return
    if rest == '':
        if isinstance(at, (int, float, str)) and not isinstance(at, bool):
            yield at
        return
    if isinstance(at, list):
        index = re.match(r'\[(\d+)\]\.?', rest)
        if index and int(index.group(1)) < len(at):
            yield from steps(at[int(index.group(1))], rest[index.end():])
        for item in at:
            for name in {item.get(key) for key in KEYS} - {None, ''} if isinstance(item, dict) else ():
                if isinstance(name, str) and (rest == name or rest.startswith(name + '.')):
                    yield from steps(item, rest[len(name) + 1:])
        return
    if isinstance(at, dict):
        key = re.match(r'[^.\[]+', rest)
        if key and key.group(0) in at:
            rest = rest[key.end():]
            yield from steps(at[key.group(0)], rest[1:] if rest.startswith('.') else rest)


def of_results(results, path):
    found = list(steps(results, path))[:1]
    for table, key in (('derivations', 'id'), ('leaves', 'path'), ('assumptions', 'path')):
        found += [item['value'] for item in results.get(table, []) if item.get(key) == path]
    return [value for value in found if value is not None]


OF_ITS_FOLDER = ('manifest.command', 'manifest.inputs.count', 'count.inputs', 'ab_why')      # each document's own run was made by its own command, which read its own files; only requirements asks for an A/B plan


# --- all against all -----------------------------------------------------------------------------------------

def same_number(a, b):
    return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b))


def same_text(a, b):
    a, b = ' '.join(a.split()), ' '.join(b.split())
    return a[:1].lower() + a[1:] == b[:1].lower() + b[1:]


def compare(path, entries, results):
    """What differs of one id."""
    numbers = [(value, where) for value, text, where in entries if value is not None]
    texts = [(text, where) for _, text, where in entries if text is not None]
    for where, tree in results:
        for value in of_results(tree, path):
            (texts if isinstance(value, str) else numbers).append((value, where))
    if numbers and texts:
        yield '%s is a number in %s and a text in %s' % (path, numbers[0][1], texts[0][1])
    for value, where in numbers[1:]:
        if not same_number(value, numbers[0][0]):
            yield '%s is %r in %s, %r in %s' % (path, numbers[0][0], numbers[0][1], value, where)
    for text, where in texts[1:]:
        if not same_text(text, texts[0][0]):
            yield '%s is "%s" in %s, "%s" in %s' % (path, texts[0][0], texts[0][1], text, where)


def read_folder(folder, allowed, everything, results):
    bad = []
    for path in sorted(glob.glob(os.path.join(folder, '*.html')) + glob.glob(os.path.join(folder, '*.md'))):
        readings, name = Readings(), os.path.basename(path)
        (read_html if path.endswith('.html') else read_markdown)(readings, path)
        counts, may = readings.counts, allowed.get(name, 0)
        print('%s: %s' % (name, ', '.join('%d %s' % (counts[key], key) for key in counts)))
        if counts['without an id'] > may:
            bad += ['%s: %d numerals without an id, %d may be' % (name, counts['without an id'], may)] + readings.plain[:None if '-v' in sys.argv else 5]
        if counts['numbers'] < 10:
            bad.append('%s: only %d numbers' % (name, counts['numbers']))
        bad += readings.bad
        for key, entries in readings.of.items():
            everything.setdefault((key, folder) if key in OF_ITS_FOLDER else (key, ''), []).extend(entries)
    tables = (('bom.xlsx', bom_agrees.of_xlsx), ('bom.csv', bom_agrees.of_csv)) if os.path.exists(os.path.join(folder, 'bom.xlsx')) else ()
    for name, read in tables:
        found = [(key, value) for key, value in read(folder) if not isinstance(value, str)]
        print('%s: %d numbers' % (name, len(found)))
        for key, value in found:
            everything.setdefault((key, ''), []).append((value, None, name))
    for path in sorted(glob.glob(os.path.join(folder, '*.json'))):
        results.append((path, json.load(open(path))))
    return bad


def consistent(args):
    allowed, everything, results, bad = {}, {}, [], []
    for arg in args:
        if '=' in arg:
            allowed[arg.split('=')[0]] = int(arg.split('=')[1])
        elif arg != '-v':
            bad += read_folder(arg, allowed, everything, results)
    known = sum(1 for key in everything if any(of_results(tree, key[0]) for _, tree in results))
    shared = 0
    for (key, of), entries in sorted(everything.items()):
        shared += len({where for _, _, where in entries}) > 1
        bad += compare(key, entries, [(where, tree) for where, tree in results if where.startswith(of)])
    print('consistency: %d ids, %d of them in the JSON, %d in more than one document; %d faults' % (len(everything), known, shared, len(bad)))
    for line in bad[:None if '-v' in args else 20]:
        print('consistency: ' + line)
    return not bad


# --- planted faults ---------------------------------------------------------------------------------------------

def plant(what, folder):
    if what in ('xlsx', 'csv'):
        return bom_agrees.plant(what, folder, folder)
    places = {'html-value': ('site.html', r'(<data value=")5(?=\d*" data-id="plan\.|\d*" data-id="scenario\.gpus)', r'\g<1>6'),
              'html-text': ('site.html', r'(data-id="throughput\.read_bytes_per_s\.bound">)\d', r'\g<1>9'),
              'html-numeral': ('site.html', r'(<p>)', r'\g<1>' + '17 ' * 100),
              'svg-text': ('site.html', r'(data-marks=\'\[\["[^"]+","[^"]+",")(&quot;)?\d', r'\g<1>8'),
              'md-text': ('site.md', r'\| 360 GB/s \|', '| 361 GB/s |'),
              'md-value': ('site.numbers.csv', r'(?m)^(scenario\.gpus|plan\.racks),(\d)', r'\g<1>,7\g<2>'),
              'json': ('results.json', r'("racks":\s*)1\b', r'\g<1>2')}
    in_study = {'comparison.json': 'delta', 'size.json': 'rack_tiles', 'sensitivity.json': 'p50', 'portfolio.json': 'usable_bytes'}      # the first such number that is none of 0
    name, pattern, put = places[what] if what in places else (what, r'("%s":\s*-?)([1-9])' % in_study[what], r'\g<1>7\g<2>')
    path = os.path.join(folder, name)
    changed, n = re.subn(pattern, put, open(path).read(), count=1)
    open(path, 'w').write(changed)
    return n == 1


def main(args):
    if args[0] == '--plant':
        good = plant(args[1], args[2])
        if not good:
            print('consistency: nothing was planted for %s' % args[1])
        return good
    return consistent(args)


if __name__ == '__main__':
    sys.exit(0 if main(sys.argv[1:]) else 1)
