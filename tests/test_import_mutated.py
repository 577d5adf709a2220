"""Damaged and crafted files: whatever was done to a Word, Excel or CSV file, it is imported, or refused in one line.

Sixty of each kind in a run; ``S11_MUTATED=5000`` makes as many as are asked for, and says how many were read.
"""

from __future__ import annotations

import copy
import csv
import io
import os
import random
import re
import warnings
import zipfile
from collections import Counter
from datetime import date
from xml.etree import ElementTree

import pytest
from layouts import LAYOUTS, Layout
from test_import import word_file, workbook

from s11.intake.grid import CannotRead
from s11.intake.imported import Given
from s11.intake.plan import to_plan
from s11.intake.reading import read_tables

NUMBERS = ["0", "-1", "999999999", "1048576", "16384", "x", "", "1e308", "9" * 20, "NaN", "A1:XFD1048576", "\u202e"]
WORDS = ["", "word", "1e999", "-5", "45000", "Z\u0303" * 300, "\u202eabc", "=1+1", " " * 3000, "a\nb", "&amp;"]
PIECES = [b"&#0;", b"&lol;", b"\xff", b"\x00", b"<![CDATA[x]]>", b"<!--", b"<?x y?>", b" " * 5000]


def as_csv(layout: Layout) -> bytes:
    written = io.StringIO()
    rows = [*([words] for words in layout.above), *layout.rows, *([words] for words in layout.below)]
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


MAKERS = {"docx": word_file, "xlsx": workbook, "csv": as_csv}


def bytes_changed(draw: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 5, 20, 100])):
        if not made:
            break
        at, chance = draw.randrange(len(made)), draw.random()
        if chance < 0.5:
            made[at] = draw.randrange(256)
        elif chance < 0.7:
            del made[at : at + draw.choice([1, 4, 50, 1000])]
        else:
            made[at:at] = made[max(0, at - draw.choice([1, 10, 300])) : at]
    return bytes(made)


def text_changed(draw: random.Random, data: bytes) -> bytes:
    tags = list(re.finditer(rb"<[^>]+>", data))
    if not tags:
        return data
    one, other, chance = draw.choice(tags), draw.choice(tags), draw.random()
    if chance < 0.3:
        return data[: one.start()] + data[one.end() :]
    if chance < 0.6:
        return data[: one.end()] + other[0] + data[one.end() :]
    if chance < 0.8:
        return data[: one.end()] + draw.choice(PIECES) + data[one.end() :]
    return data[: draw.randrange(len(data))]


def tree_changed(draw: random.Random, data: bytes) -> bytes:
    """Elements taken out, doubled, moved, called otherwise, nested deep; other values of attributes; other words."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return data
    for _ in range(draw.choice([1, 1, 2, 4, 8])):
        elements = list(root.iter())
        above = {child: element for element in elements for child in element}
        element, chance = draw.choice(elements), draw.random()
        parent = above.get(element)
        if chance < 0.2 and parent is not None:
            parent.remove(element)
        elif chance < 0.4 and parent is not None:
            for _ in range(draw.choice([1, 3, 30, 300])):
                parent.insert(draw.randrange(len(parent) + 1), copy.deepcopy(element))
        elif chance < 0.55 and parent is not None:
            target = draw.choice(elements)
            if target not in set(element.iter()):
                parent.remove(element)
                target.insert(0, element)
        elif chance < 0.75 and element.attrib:
            element.set(draw.choice(list(element.attrib)), draw.choice(NUMBERS))
        elif chance < 0.85:
            element.tag = draw.choice(elements).tag
        elif chance < 0.95:
            element.text = draw.choice(WORDS)
        else:
            for _ in range(draw.choice([20, 200])):
                inner = ElementTree.Element(element.tag, element.attrib)
                inner.extend(list(element))
                for child in list(element):
                    element.remove(child)
                element.append(inner)
    return ElementTree.tostring(root)


def changed(draw: random.Random, kind: str, data: bytes) -> bytes:
    if kind == "csv" or draw.random() < 0.08:
        return bytes_changed(draw, data)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as opened, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name in opened.namelist():
            part = opened.read(name)
            main = name.endswith(("/document.xml", "sheet1.xml"))
            if main or draw.random() < 0.1:
                part = text_changed(draw, part) if draw.random() < 0.15 else tree_changed(draw, part)
                if draw.random() < 0.03:
                    name = draw.choice(["../../x", "/etc/passwd", name.upper(), f"{name}/.."])
            if draw.random() > 0.01:
                made.writestr(name, part)
            if draw.random() < 0.01:
                made.writestr(name, part)
    return written.getvalue()


@pytest.mark.parametrize("kind", MAKERS)
def test_whatever_was_done_to_a_file_it_is_read_or_refused_in_one_line(kind):
    count = int(os.environ.get("S11_MUTATED", "60"))
    draw = random.Random(f"{kind} {os.environ.get('S11_EXPLORE', '')}")
    files = [MAKERS[kind](layout) for layout in LAYOUTS]
    met: Counter[str] = Counter()
    for _ in range(count):
        with warnings.catch_warnings():
            # a part that stands twice is meant
            warnings.simplefilter("ignore")
            data = changed(draw, kind, draw.choice(files))
        try:
            document = read_tables(f"plan.{kind}", data)
        except CannotRead as error:
            assert "\n" not in str(error)
            met["refused"] += 1
            continue
        try:
            made = to_plan(document, Given("", "Westmere", "other", day=date(2014, 1, 1)), "x.json")
        except ValueError as error:
            assert "--map" in str(error)
            met["no plan"] += 1
            continue
        # what a reader could not make out of it is named, and then nothing is written
        met["imported" if made.whole else "words missing"] += 1
    print(kind, dict(met))
    assert met["imported"] > count / 20 and met["refused"] > count / 50
