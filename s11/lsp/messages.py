"""Messages of the protocol: values of JSON, what may be taken out of them, and what is answered to a wrong one."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Object: TypeAlias = "dict[str, Json]"

# the protocol's own numbers
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
NOT_INITIALIZED = -32002


class WrongMessage(Exception):
    """What came is not what the protocol has: the number and the words that are answered."""

    def __init__(self, code: int, message: str):
        super().__init__(message)
        self.code = code


def within(value: Json, *steps: str) -> Json:
    """What stands in objects within one another; None where one of them is missing."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text_in(value: Json, *steps: str) -> str:
    """Raises WrongMessage."""
    value_there = within(value, *steps)
    if not isinstance(value_there, str):
        raise WrongMessage(INVALID_PARAMS, f"'{'.'.join(steps)}' must be a text")
    # half a character of two cannot be written to any file
    return (
        value_there.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if has_half(value_there)
        else value_there
    )


def has_half(text: str) -> bool:
    """Whether a text holds half of a character that UTF-16 writes as two."""
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def number_in(value: Json, *steps: str) -> int:
    """Raises WrongMessage."""
    value_there = within(value, *steps)
    if not isinstance(value_there, int) or isinstance(value_there, bool) or value_there < 0:
        raise WrongMessage(INVALID_PARAMS, f"'{'.'.join(steps)}' must be a number from 0")
    return value_there


def list_in(value: Json, *steps: str) -> list[Json]:
    """The list at a place; an empty one where there is none."""
    value_there = within(value, *steps)
    return value_there if isinstance(value_there, list) else []


def texts_in(value: Json, *steps: str) -> list[str]:
    return [one for one in list_in(value, *steps) if isinstance(one, str)]


def answer(to: Json, result: Json) -> Object:
    return {"jsonrpc": "2.0", "id": to, "result": result}


def refusal(to: Json, error: WrongMessage) -> Object:
    return {"jsonrpc": "2.0", "id": to, "error": {"code": error.code, "message": str(error)}}


def notice(method: str, params: Json) -> Object:
    return {"jsonrpc": "2.0", "method": method, "params": params}
