#!/usr/bin/env python3
"""Looks at a printed document: no word leaves its page, none lies on another, none is too small to read.

usage: pdf_look.py FILE.pdf    prints what is wrong, one line each; exit 1 if anything is. Asks pdftotext (poppler-utils)
"""
import re
import subprocess
import sys

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
SMALLEST_PT = 6.0        # of type; a word's box is as high as its font's ascent and descent, 1.164 of its size


def same(a, b):
    """Letters and their white rim under them."""
    return a[4] == b[4] and all(abs(x - y) < 0.5 for x, y in zip(a[:4], b[:4]))


def overlap(a, b):
    """By more than a hair: boxes are higher than letters."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > 1.0 and down > 0.45 * min(a[3] - a[1], b[3] - b[1])


def faults(path):
    text = subprocess.run(['pdftotext', '-bbox', path, '-'], capture_output=True, check=True).stdout.decode()
    pages = PAGE.findall(text)
    if not pages:
        yield 'no pages'
    for number, (width, height, body) in enumerate(pages, 1):
        words = [tuple(map(float, w[:4])) + (w[4],) for w in WORD.findall(body)]
        for word in words:
            if word[0] < 0 or word[1] < 0 or word[2] > float(width) or word[3] > float(height):
                yield 'page %d: "%s" leaves the page' % (number, word[4])
            if word[3] - word[1] < 1.164 * SMALLEST_PT - 0.05:
                yield 'page %d: "%s" is set in %.1f pt' % (number, word[4], (word[3] - word[1]) / 1.164)
        words.sort()
        for i, a in enumerate(words):
            for b in words[i + 1:]:
                if b[0] > a[2]:
                    break
                if overlap(a, b) and not same(a, b):
                    yield 'page %d: "%s" lies on "%s"' % (number, a[4], b[4])


def main():
    found = [fault for path in sys.argv[1:] for fault in faults(path)]
    for fault in found[:20]:
        print(fault)
    if len(found) > 20:
        print('and %d more' % (len(found) - 20))
    return 1 if found else 0


sys.exit(main())
