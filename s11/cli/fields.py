"""The command ``fields``: every field of a plan file."""

from __future__ import annotations

from s11.cli.terminal import print_out


def fields() -> int:
    """Every field of a plan file: what it is, where it stands.

    Each has an example.
    """
    from s11.render.field_reference import fields_page

    print_out(fields_page())
    return 0
