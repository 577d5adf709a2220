"""A council's own templates at work apart: what they may take is counted from what s11 itself holds."""

from __future__ import annotations

import mmap
import sys

import pytest

from s11.render.sandbox import BadTemplate
from s11.render.template_process import limits_for, pieces
from s11.render.templates import Templates

OWN = Templates({"own.md": "x"}, frozenset({"own.md"}))


def some():
    yield bytes(50_000_000)[:2]


def too_much():
    yield bytes(400_000_000)[:2]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted otherwise")
def test_what_a_library_has_set_aside_is_not_counted_as_a_templates():
    aside = mmap.mmap(-1, 2**30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    try:
        assert list(pieces(OWN, "own.md", limits_for(1), some)) == [b"\0\0"]
        with pytest.raises(BadTemplate, match="200 MB"):
            list(pieces(OWN, "own.md", limits_for(1), too_much))
    finally:
        aside.close()
