#!/usr/bin/env python3
"""Looks at a rendered report: well-formed, complete, self-contained, nothing drawn from nothing.

usage: html_look.py FILE...    prints what is wrong, one line each; exit 1 if anything is
"""
import base64
import hashlib
import re
import sys
import xml.etree.ElementTree as ET

SVG = '{http://www.w3.org/2000/svg}'
NUMBER = re.compile(r'-?\d+(?:\.\d+)?')


def texts(element):
    if element.tag in ('style', 'script'):
        return
    yield element.text or ''
    for child in element:
        yield from texts(child)
        yield child.tail or ''


def data_values(svg):
    """What the marks of data were drawn at: the heights of paths and lines, the sides of bars, height and colour of dots."""
    values = set()
    for mark in svg.iter():
        if 'data' not in mark.get('class', '').split():
            continue
        if mark.tag == SVG + 'rect':
            values.add((mark.get('width'), mark.get('height')))
        elif mark.tag == SVG + 'circle':
            values.add((mark.get('cy'), mark.get('fill')))
        elif mark.tag == SVG + 'path':
            points = NUMBER.findall(mark.get('d', ''))
            values.update(points[1::2])
    return values


def listed_charts(root):
    """The links under the heading 'Charts in this report'; None where a document has no such list."""
    blocks = list(root.find('body/main'))
    for at, block in enumerate(blocks):
        if block.get('id') == 'charts-in-this-report':
            return [a.get('href') for a in blocks[at + 1].iter('a')]
    return None


def allowed_by_digest(root, script):
    """The page's policy names this very script, and no other."""
    policies = [m.get('content') for m in root.iter('meta') if m.get('http-equiv') == 'Content-Security-Policy']
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return len(policies) == 1 and re.findall(r'script-src ([^;]*)', policies[0]) == ["'sha256-%s'" % digest]


def loads(root, source):
    """Whatever a browser would fetch from elsewhere."""
    for element in root.iter():
        tag = element.tag.replace(SVG, '')
        if tag == 'script' and not element.attrib and allowed_by_digest(root, element.text or ''):
            continue
        if tag in ('script', 'link', 'iframe', 'object', 'embed', 'img', 'image', 'base', 'form', 'audio', 'video'):
            yield '<%s>' % tag
        for name, value in element.attrib.items():
            name = name.split('}')[-1]
            if name in ('href', 'src', 'srcset', 'data', 'action', 'poster') and not value.startswith('#'):
                yield '%s="%s"' % (name, value[:60])
            if name.startswith('on'):
                yield name
            for target in re.findall(r'url\(([^)]*)\)', value):
                if not target.strip('"\' ').startswith('#'):
                    yield 'url(%s)' % target[:60]
    for style in root.iter('style'):
        if re.search(r'url\(|@import', style.text or ''):
            yield 'style sheet with url() or @import'


def faults(path):
    source = open(path, encoding='utf-8').read()
    try:
        root = ET.fromstring(source)
    except ET.ParseError as error:
        yield 'not well-formed: %s' % error
        return
    if root.get('lang') is None:
        yield 'no lang'
    if not (root.findtext('head/title') or '').strip():
        yield 'no title'
    ids = [e.get('id') for e in root.iter() if e.get('id')]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield 'id %s twice' % twice
    for a in root.iter('a'):
        if a.get('href', '')[1:] not in ids:
            yield 'link %s leads nowhere' % a.get('href')
    for what in loads(root, source):
        yield 'loads something: %s' % what
    figures = {'#' + f.get('id'): f for f in root.iter('figure')}
    listed = listed_charts(root)
    drawn = len(list(root.iter(SVG + 'svg')))
    if drawn != len(figures) or listed is not None and sorted(figures) != sorted(listed):
        yield '%d svg in %d figures where %d charts are listed' % (drawn, len(figures), len(listed or []))
    for name, figure in figures.items():
        svg = figure.find(SVG + 'svg')
        if svg is None:
            yield 'figure %s without svg' % name
        elif len(data_values(svg)) < 2:
            yield 'figure %s draws fewer than two distinct values' % name
        elif not (svg.findtext(SVG + 'title') or '').strip() or not (svg.findtext(SVG + 'desc') or '').strip():
            yield 'figure %s without title or description' % name
    words = ' '.join(texts(root.find('body')))
    for bad in sorted(set(re.findall(r'(?<![\w-])-?(?:nan|inf|NaN|1e\+?999)(?![\w-])', words))):
        yield 'says %s' % bad


def main():
    status = 0
    for path in sys.argv[1:]:
        for fault in faults(path):
            print('%s: %s' % (path, fault))
            status = 1
    return status


sys.exit(main())
