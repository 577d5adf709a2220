"""The events of PyYAML's parser, written in C where that can be had."""

from __future__ import annotations

from typing import Protocol, cast


class Mark(Protocol):
    @property
    def index(self) -> int: ...


class Event(Protocol):
    """What may be asked of an event of PyYAML, once its class is known: the two marks any has, the rest some kinds.

    The types that come with PyYAML let a mark be missing; no event that a parser gives is without.
    """

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


class Parser(Protocol):
    def get_event(self) -> Event: ...


def parser_of(text: str) -> Parser:
    try:
        from yaml._yaml import CParser
    except ImportError:
        from yaml import SafeLoader

        return SafeLoader(text)
    return cast("Parser", CParser(text))
