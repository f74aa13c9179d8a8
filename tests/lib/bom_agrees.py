#!/usr/bin/env python3
"""Does a bill of materials say the same in every format?

usage: bom_agrees.py FOLDER...                      bom.xlsx (cached values), bom.csv, power.csv, bom.html against results.json
       bom_agrees.py --calculated BOOK CALCULATED   cached values against those that a spreadsheet program calculated
       bom_agrees.py --verdict BOOK WORD            what the book's check sheet says
       bom_agrees.py --plant csv|xlsx FOLDER        puts a wrong number into that file
       bom_agrees.py --plant cached|typed BOOK TO   a copy with one wrong cached value; with one wrong typed number
exit 1 where they differ
"""
import csv
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

import xlsx

# Numbers of the workbook and its documents that are worked out in them alone, each by a formula in sight.
OWN = re.compile(r'^(check\.|plan\.rack_fills\[\d+\]\.(\w+_part|total_\w+)$|power_bill\.feeds\.F\d+\.worst_part$)')


def close(a, b):
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b))


def of_json(results, path):
    """The number at a path as reports name it; None where there is none."""
    assumption = [a for a in results['assumptions'] if a['path'] == path]
    if assumption:
        return assumption[0]['value']
    for a in results['assumptions']:
        if path.startswith(a['path'] + '.') and path[len(a['path']) + 1:] in ('lo', 'hi', 'weight'):
            return a[path[len(a['path']) + 1:]]
    at = results
    for word in re.findall(r'[^.\[\]]+|\[\d+\]', path):
        if word[0] == '[':
            at = at[int(word[1:-1])]
        elif isinstance(at, list):
            found = [item for item in at if item.get('id', item.get('name')) == word]
            at = found[0] if found else None
        else:
            at = at.get(word) if isinstance(at, dict) else None
        if at is None:
            return None
    return at if isinstance(at, (int, float, str)) else None


def of_xlsx(folder):
    for cells in xlsx.sheets(os.path.join(folder, 'bom.xlsx')).values():
        yield from xlsx.identified(cells)


def of_csv(folder):
    for name, table, key in (('bom.csv', 'bom', 'line'), ('power.csv', 'power_bill', 'id')):
        for row in csv.DictReader(open(os.path.join(folder, name), newline='')):
            if name == 'power.csv':
                table = 'power_bill.feeds' if row['group'] == 'feed' else 'power_bill.lines'
            for field, text in row.items():
                number = field in NUMBERS or field.endswith(('_w', '_tb', '_days', '_dollars', '_per_h'))
                if not number or text == '':
                    continue
                value = float(text)
                if row.get('group') == 'feed':
                    field = {'per_feed_w': 'each_w', 'feed_lost_w': 'worst_device_w'}.get(field, field)
                for ending, (instead, scale) in xlsx.SCALES.items():
                    if field.endswith(ending):
                        field, value = field[:-len(ending)] + instead, value * scale
                yield '%s.%s.%s' % (table, row[key], field), value


NUMBERS = {'level', 'quantity_per_rack', 'racks', 'quantity', 'spares', 'sold_units', 'overbuy', 'ru', 'kg', 'ports', 'total_ru', 'total_kg', 'total_ports', 'count'}


def of_html(folder):
    for data in ET.parse(os.path.join(folder, 'bom.html')).getroot().iter('data'):
        if data.get('value') != 'unknown':
            yield data.get('data-id'), float(data.get('value'))


def agree(folder):
    results, bad, counts = json.load(open(os.path.join(folder, 'results.json'))), 0, []
    for name, numbers in (('xlsx', of_xlsx), ('csv', of_csv), ('html', of_html)):
        n = 0
        for path, value in numbers(folder):
            n += 1
            if OWN.match(path):
                continue
            expected = of_json(results, path)
            if expected is None or not close(value, expected):
                bad += 1
                if bad <= 10:
                    print('%s: %s is %r in %s, %r in results.json' % (folder, path, value, name, expected))
        counts.append('%d in %s' % (n, name))
        if n < 50:
            bad += 1
            print('%s: only %d numbers in %s' % (folder, n, name))
    print('bom_agrees: %s numbers with an id, %d differ' % (', '.join(counts), bad))
    return bad == 0


def calculated(book, by):
    ours, theirs, formulas, bad = xlsx.sheets(book), xlsx.sheets(by), 0, 0
    for sheet, cells in ours.items():
        for cell, (formula, value) in cells.items():
            if formula is None:
                continue
            formulas += 1
            other = theirs[sheet].get(cell, (None, None))[1]
            if isinstance(value, float) and isinstance(other, float):
                same = abs(value - other) <= 1e-9 * max(abs(value), abs(other)) + 1e-6 * (value == 0)
            else:
                same = (value or '') == (other or '')
            if not same:
                bad += 1
                if bad <= 10:
                    print('%s!%s %s: cached %r, calculated %r' % (sheet, cell, formula, value, other))
    print('bom_agrees: %d formulas calculated, %d differ' % (formulas, bad))
    return bad == 0 and formulas >= 100


def rewritten(source, to, part, change):
    with zipfile.ZipFile(source) as book:
        parts = [(item, book.read(item)) for item in book.infolist()]
    with zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as book:
        for item, bytes_ in parts:
            book.writestr(item, change(bytes_.decode()) if item.filename == part else bytes_)


def plant(what, source, to):
    if what == 'csv':
        path = os.path.join(source, 'bom.csv')
        text = open(path).read()
        open(path, 'w').write(text.replace(',144,', ',145,', 1))
        return text.count(',144,') > 0
    if what == 'xlsx':
        book = os.path.join(source, 'bom.xlsx')
        source, to = book, book + '.new'
    # the first line with drives: per rack (typed) in the 13th column, quantity (a formula) in the 15th
    if what == 'typed':
        pattern, put = r'(<c r="M9"[^>]*><v>)144(</v>)', r'\g<1>145\g<2>'
    else:
        pattern, put = r'(<c r="O9"[^>]*><f>[^<]*</f><v>)144(</v>)', r'\g<1>145\g<2>'
    done = []

    def change(text):
        changed, n = re.subn(pattern, put, text)
        done.append(n)
        return changed
    rewritten(source, to, 'xl/worksheets/sheet2.xml', change)
    if what == 'xlsx':
        os.replace(to, source)
    return done == [1]


def verdict(book, word):
    said = [v for c, (f, v) in xlsx.sheets(book)['check'].items() if f and f.startswith('IF(COUNTIF')]
    return said == [word]


def main(args):
    if args[0] == '--calculated':
        return calculated(args[1], args[2])
    if args[0] == '--verdict':
        return verdict(args[1], args[2])
    if args[0] == '--plant':
        good = plant(args[1], args[2], args[-1])
        if not good:
            print('bom_agrees: nothing was planted for %s' % args[1])
        return good
    return all([agree(folder) for folder in args])


if __name__ == '__main__':
    sys.exit(0 if main(sys.argv[1:]) else 1)
