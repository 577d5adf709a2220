"""The command ``lsp``: what an editor is told of plans while they are typed, over standard input and output."""

from __future__ import annotations

import gc

from s11.cli.options import AsOf, as_of_day


def lsp(as_of: AsOf = None) -> int:
    """What an editor shows of plans while they are typed.

    A language server: an editor starts it and speaks with it over standard input and output.
    """
    from s11.cli.editor_session import serve

    # a wrong day is said before an editor waits for an answer
    as_of_day(as_of)
    # what every other command leaves to its end would fill the memory of one that goes on for days
    gc.enable()
    return serve(as_of)
