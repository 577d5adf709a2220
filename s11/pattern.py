"""Regular expressions that are compiled when they are first looked for.

A command loads some hundred and fifty of them before it reads a word, and looks for a third of them in most plans.
"""

from __future__ import annotations

import re
from typing import cast


def pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, but that it costs nothing until something is asked of it."""
    # whatever is asked of it is answered by the compiled one
    return cast("re.Pattern[str]", _Uncompiled(words, flags))


class _Uncompiled:
    def __init__(self, words: str, flags: int):
        self._words, self._flags = words, flags

    def __getattr__(self, name: str) -> object:
        asked: object = getattr(re.compile(self._words, self._flags), name)
        # the next time it is found here at once
        setattr(self, name, asked)
        return asked
