#!/usr/bin/env python3
"""Looks at a DOCX made of a document: its parts are well-formed, every number of the Markdown stands in its words, every drawing is there and
fits its page, tables are no wider than the page, nothing of a markup shows.

usage: docx_look.py FILE.docx FILE.numbers.csv FILE.md    prints what is wrong, one line each; exit 1 if anything is
"""
import csv
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
WP = '{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}'
TWIP = 635      # in EMU, of which 36000 are a mm
MARKUP = re.compile(r'</?(details|summary|data|span|div|svg|img|table|td)\b|data-id=|custom-style|\x1f')


def plain(text):
    return re.sub(r'\s+', ' ', text.replace('\u200b', ''))


def page_inside(section):
    size, margin = section.find(W + 'pgSz'), section.find(W + 'pgMar')
    of = lambda node, key: int(node.get(W + key))
    return ((of(size, 'w') - of(margin, 'left') - of(margin, 'right')) * TWIP, (of(size, 'h') - of(margin, 'top') - of(margin, 'bottom')) * TWIP)


def sections(body):
    """The blocks of each section with the room on its pages."""
    blocks = []
    for block in body:
        section = block if block.tag == W + 'sectPr' else block.find(W + 'pPr/' + W + 'sectPr')
        if section is not None:
            yield page_inside(section), blocks
            blocks = []
        else:
            blocks.append(block)


def faults(docx, numbers, markdown):
    with zipfile.ZipFile(docx) as archive:
        if any(info.date_time[0] != 1980 and info.date_time[0] != 1970 for info in archive.infolist()):
            yield 'a part carries the day'
        for name in archive.namelist():
            if name.endswith(('.xml', '.rels')):
                ET.fromstring(archive.read(name))
        pictures = [name for name in archive.namelist() if name.startswith('word/media/')]
        root = ET.fromstring(archive.read('word/document.xml'))
    body = root.find(W + 'body')
    words = plain(' '.join(''.join(t.text or '' for t in p.iter(W + 't')) for p in body.iter(W + 'p')))
    if MARKUP.search(words):
        yield 'markup shows: ' + words[max(0, MARKUP.search(words).start() - 40):][:100]
    with open(numbers, newline='') as file:
        lost = [row['text'] for row in csv.DictReader(file) if row['id'] and plain(row['text']).strip() not in words]
    for text in lost[:5]:
        yield 'not in it: ' + text
    figures = len(re.findall(r'^\*\*Figure \d+\.\*\*', open(markdown).read(), re.M))
    drawings = list(root.iter(WP + 'extent'))
    if figures != len(drawings) or len(pictures) != figures:
        yield '%d figures, %d drawings, %d pictures' % (figures, len(drawings), len(pictures))
    for (width, height), blocks in sections(body):
        for block in blocks:
            for extent in block.iter(WP + 'extent'):
                if int(extent.get('cx')) > width or int(extent.get('cy')) > height:
                    yield 'a drawing of %d mm by %d on a page of %d by %d' % tuple(int(v) // 36000 for v in (extent.get('cx'), extent.get('cy'), width, height))
            for table in block.iter(W + 'tblW'):
                if table.get(W + 'type') == 'pct' and float(table.get(W + 'w')) > 5005:
                    yield 'a table wider than its page: %s' % table.get(W + 'w')


def main():
    found = list(faults(*sys.argv[1:4]))
    for fault in found[:20]:
        print('%s: %s' % (sys.argv[1].rsplit('/', 1)[-1], fault))
    return 1 if found else 0


sys.exit(main())
