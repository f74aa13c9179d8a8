"""Reads workbooks with nothing but the standard library: cells with their formulas and cached values, names, and the ids that
reports/bom_sheet.h describes.
"""
import datetime
import re
import xml.etree.ElementTree as ET
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
REL = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'


def _texts(element):
    return ''.join(t.text or '' for t in element.iter(MAIN + 't'))


def _strings(book):
    if 'xl/sharedStrings.xml' not in book.namelist():
        return []
    return [_texts(item) for item in ET.fromstring(book.read('xl/sharedStrings.xml')).iter(MAIN + 'si')]


def _value(cell, strings):
    kind, value = cell.get('t', 'n'), cell.find(MAIN + 'v')
    if kind == 'inlineStr':
        return _texts(cell)
    if value is None or value.text is None:
        return '' if kind == 'str' else None
    if kind == 's':
        return strings[int(value.text)]
    if kind in ('str', 'e'):
        return value.text
    return bool(int(value.text)) if kind == 'b' else float(value.text)


def sheets(path):
    """{sheet: {'B7': (formula or None, value)}}; an empty cell is not there."""
    found = {}
    with zipfile.ZipFile(path) as book:
        strings = _strings(book)
        targets = {r.get('Id'): r.get('Target') for r in ET.fromstring(book.read('xl/_rels/workbook.xml.rels'))}
        for sheet in ET.fromstring(book.read('xl/workbook.xml')).find(MAIN + 'sheets'):
            target = targets[sheet.get(REL + 'id')].lstrip('/')
            root = ET.fromstring(book.read(target if target.startswith('xl/') else 'xl/' + target))
            cells = found[sheet.get('name')] = {}
            for cell in root.iter(MAIN + 'c'):
                formula = cell.find(MAIN + 'f')
                value = _value(cell, strings)
                if value is not None or formula is not None:
                    cells[cell.get('r')] = (None if formula is None else formula.text or '', value)
    return found


def names(path):
    """{name: "'sheet'!$B$7"}"""
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read('xl/workbook.xml'))
    return {n.get('name'): n.text for n in root.iter(MAIN + 'definedName') if not n.get('name').startswith('_xlnm')}


def place(cell):
    """'B7' as (row, column), from 0"""
    letters, digits = re.fullmatch(r'([A-Z]+)(\d+)', cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


# Dates are days since 1899-12-30; results.json says them as text.
DATES = ('.order_by', '.earliest', '.from', '.in_service')
SCALES = {'_tb': ('_bytes', 1e12), '_days': ('_s', 86400.0)}


def identified(cells):
    """[(id, value in the unit of results.json)] of one sheet's numbers and dates. Ids as bom_sheet.h has them: a row whose first cell is `id` holds
    keys; below it a number is named by its row's first cell, a dot, and its column's key, and by that cell alone under `value`."""
    rows = {}
    for cell, (_, value) in cells.items():
        row, column = place(cell)
        rows.setdefault(row, {})[column] = value
    keys, found = {}, []
    for row in sorted(rows):
        first = rows[row].get(0)
        if first == 'id':
            keys = rows[row]
            continue
        for column, value in sorted(rows[row].items()):
            if isinstance(value, float) and isinstance(first, str) and keys.get(column):
                key = first if keys[column] == 'value' else '%s.%s' % (first, keys[column])
                for ending, (field, scale) in SCALES.items():
                    if key.endswith(ending):
                        key, value = key[:-len(ending)] + field, value * scale
                if key.endswith(DATES):
                    value = (datetime.date(1899, 12, 30) + datetime.timedelta(value)).isoformat()
                found.append((key, value))
    return found
