"""The server: it is handed one message after another, and says what is to be sent for each.

It reads no file and asks no clock: what lies beside an open text it asks of ``Files``. What is wrong with a text is
worked out apart, while messages go on being answered: ``take_checks`` gives what is to be looked at, ``told`` takes
what was found. A text that was changed in the meantime is looked at again, and what was found of the old one let go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from s11 import __version__
from s11.lsp.buffers import ENCODINGS, Buffer
from s11.lsp.messages import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    Json,
    Object,
    WrongMessage,
    answer,
    notice,
    number_in,
    refusal,
    text_in,
    texts_in,
    within,
)

if TYPE_CHECKING:
    from s11.lsp.around import Around, Checked
    from s11.lsp.places import Cursor
    from s11.plan import PlanFile

# what an editor asks to be told of, beside the texts that it has open
WATCHED = ("**/plans/**/*.{yaml,yml}", "**/s11.yaml", "**/standards/**/*.{yaml,yml}")
HEAD = "HEAD"
# the protocol's own number for a warning
_WARNING = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A text that is open in the editor: its address there, where its file is, and its text."""

    uri: str
    path: Path | None
    version: int
    buffer: Buffer


class Files(Protocol):
    """What the server asks of the disk, of whoever has it."""

    def path_of(self, uri: str) -> Path | None:
        """Where a file is that an editor names; None of what is no file."""

    def uri_of(self, path: Path) -> str: ...

    def around(self, opened: Opened, texts: Mapping[Path, bytes]) -> Around | None:
        """What lies beside an open text, every other that is open in the place of its file; None of what is no
        business of s11's.
        """

    def forget(self) -> None:
        """Something on disk was changed: nothing that was read before is relied on."""


class Server:
    """One editor's session. ``against``: what edits are compared with; '' for nothing."""

    def __init__(self, files: Files):
        self.files = files
        self.against = HEAD
        self.against_chosen = False
        self.exit_code: int | None = None
        # how often anything was changed that may have to be looked at again
        self.changes = 0
        self.begun = self._over = False
        self._encoding = "utf-16"
        self._outline = self._watches = False
        self._opened: dict[str, Opened] = {}
        self._unchecked: set[str] = set()
        self._checked: dict[str, Checked] = {}
        self._shown: dict[str, Json] = {}
        # of each text how it reads now, and how it read when it last could be read whole
        self._loaded: dict[str, tuple[Opened, PlanFile]] = {}
        self._readable: dict[str, PlanFile] = {}
        self._warned: set[str] = set()
        self._requests: dict[str, Callable[[Json], Json]] = {
            "textDocument/hover": self._hover,
            "textDocument/completion": self._completion,
            "textDocument/codeAction": self._actions,
            "textDocument/definition": self._definition,
            "textDocument/documentSymbol": self._symbols,
        }
        self._notices: dict[str, Callable[[Json], list[Object]]] = {
            "initialized": self._initialized,
            "textDocument/didOpen": self._open,
            "textDocument/didChange": self._change,
            "textDocument/didSave": self._save,
            "textDocument/didClose": self._close,
            "workspace/didChangeWatchedFiles": self._changed_on_disk,
        }

    # messages ---------------------------------------------------------------------------------------------------------

    def receive(self, message: Object | WrongMessage) -> list[Object]:
        """What is to be sent for one message. Nothing that comes stops the server but ``exit``."""
        if isinstance(message, WrongMessage):
            return [refusal(None, message)]
        method, to = message.get("method"), message.get("id")
        is_request = "id" in message
        if method is None and is_request:
            # an answer to what was asked of the editor
            return []
        try:
            if not isinstance(method, str) or (is_request and not isinstance(to, str | int)):
                raise WrongMessage(INVALID_REQUEST, "a message needs a 'method', and its 'id' is a text or a number")
            return (
                self._answer_request(method, to, message.get("params"))
                if is_request
                else self._take_notice(method, message.get("params"))
            )
        except WrongMessage as error:
            is_answered = is_request or not isinstance(method, str)
            return [refusal(to if isinstance(to, str | int) else None, error)] if is_answered else []

    def failed(self, message: Object | WrongMessage, sentence: str) -> list[Object]:
        """What is to be sent where answering a message went wrong by our own fault."""
        log = notice("window/logMessage", {"type": 1, "message": sentence})
        if isinstance(message, dict) and "id" in message and "method" in message:
            return [refusal(message["id"], WrongMessage(INTERNAL_ERROR, sentence)), log]
        return [log]

    def _answer_request(self, method: str, to: Json, params: Json) -> list[Object]:
        if method == "initialize":
            if self.begun:
                raise WrongMessage(INVALID_REQUEST, "'initialize' comes once")
            return [answer(to, self._initialize(params))]
        if not self.begun:
            raise WrongMessage(NOT_INITIALIZED, "'initialize' comes first")
        if self._over:
            raise WrongMessage(INVALID_REQUEST, "after 'shutdown' there is only 'exit'")
        if method == "shutdown":
            self._over = True
            return [answer(to, None)]
        if method not in self._requests:
            raise WrongMessage(METHOD_NOT_FOUND, f"'{method}' is nothing that s11 answers")
        return [answer(to, self._requests[method](params))]

    def _take_notice(self, method: str, params: Json) -> list[Object]:
        if method == "exit":
            self.exit_code = 0 if self._over else 1
        if not self.begun or self._over or method not in self._notices:
            return []
        return self._notices[method](params)

    # the beginning ----------------------------------------------------------------------------------------------------

    def _initialize(self, params: Json) -> Json:
        self.begun = True
        wanted = texts_in(params, "capabilities", "general", "positionEncodings")
        self._encoding = next((one for one in wanted if one in ENCODINGS), "utf-16")
        document = within(params, "capabilities", "textDocument")
        self._outline = within(document, "documentSymbol", "hierarchicalDocumentSymbolSupport") is True
        watch = within(params, "capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration")
        self._watches = watch is True
        options = within(params, "initializationOptions")
        if isinstance(options, dict) and "against" in options:
            given = options["against"]
            self.against = given.strip() if isinstance(given, str) else HEAD if given is True else ""
            self.against_chosen = bool(self.against)
        return {
            "capabilities": {
                "positionEncoding": self._encoding,
                "textDocumentSync": {"openClose": True, "change": 2, "save": {"includeText": False}},
                "hoverProvider": True,
                "completionProvider": {"triggerCharacters": [" ", "#", "[", "{", ",", "/", "'", '"']},
                "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll"]},
                "definitionProvider": True,
                "documentSymbolProvider": True,
            },
            "serverInfo": {"name": "s11", "version": __version__},
        }

    def _initialized(self, params: Json) -> list[Object]:
        if not self._watches:
            return []
        watchers: list[Json] = [{"globPattern": pattern} for pattern in WATCHED]
        registration: Json = {
            "id": "watched",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": {"watchers": watchers},
        }
        request_params: Json = {"registrations": [registration]}
        return [{"jsonrpc": "2.0", "id": "watched", "method": "client/registerCapability", "params": request_params}]

    # texts ------------------------------------------------------------------------------------------------------------

    def _open(self, params: Json) -> list[Object]:
        uri = text_in(params, "textDocument", "uri")
        self._put(uri, _version(params), Buffer(text_in(params, "textDocument", "text"), self._encoding))
        return []

    def _change(self, params: Json) -> list[Object]:
        uri = text_in(params, "textDocument", "uri")
        if uri in self._opened:
            self._put(uri, _version(params), self._opened[uri].buffer.changed_by(params))
        return []

    def _put(self, uri: str, version: int, buffer: Buffer) -> None:
        self._opened[uri] = Opened(uri, self.files.path_of(uri), version, buffer)
        self._unchecked.add(uri)
        self.changes += 1

    def _save(self, params: Json) -> list[Object]:
        return self._changed_on_disk(params)

    def _close(self, params: Json) -> list[Object]:
        uri = text_in(params, "textDocument", "uri")
        for kept in (self._opened, self._checked, self._loaded, self._readable):
            kept.pop(uri, None)
        self._unchecked.discard(uri)
        # what others say of it is said of its file again
        self._unchecked.update(self._opened)
        self.changes += 1
        shown = self._shown.pop(uri, [])
        return [notice("textDocument/publishDiagnostics", {"uri": uri, "diagnostics": []})] if shown else []

    def _changed_on_disk(self, params: Json) -> list[Object]:
        """A file was changed that others may name: every open text is looked at again."""
        self.files.forget()
        self._unchecked.update(self._opened)
        self.changes += 1
        return []

    # what is wrong with them ------------------------------------------------------------------------------------------

    @property
    def unchecked(self) -> bool:
        """Whether a text is open that was not looked at since it was changed."""
        return bool(self._unchecked)

    def take_checks(self) -> tuple[tuple[Opened, ...], frozenset[str]]:
        """Every open text as it is now, and the addresses of those to be looked at, which are no longer due."""
        due = frozenset(self._unchecked)
        self._unchecked.clear()
        return tuple(self._opened.values()), due

    def publish(self, checked: Iterable[Checked]) -> list[Object]:
        """What is to be sent of what was found, as far as the texts are still as they were."""
        from s11.lsp.diagnostics import diagnostics

        sent = []
        for one in checked:
            opened = self._opened.get(one.uri)
            if opened is not None and one.plan is not None:
                self._keep_readable(one.uri, one.plan)
            if opened is None or opened.version != one.version or one.uri in self._unchecked:
                continue
            self._checked[one.uri] = one
            shown: Json = list(diagnostics(one, opened.buffer))
            params: Object = {"uri": one.uri, "version": one.version, "diagnostics": shown}
            self._shown[one.uri] = shown
            sent.append(notice("textDocument/publishDiagnostics", params))
        return sent

    def warn(self, sentence: str, *, loud: bool) -> list[Object]:
        """Something that an editor's user should know, once."""
        if sentence in self._warned:
            return []
        self._warned.add(sentence)
        method = "window/showMessage" if loud else "window/logMessage"
        return [notice(method, {"type": _WARNING, "message": f"s11: {sentence}"})]

    # what is asked ----------------------------------------------------------------------------------------------------

    def _at(self, params: Json) -> tuple[Opened, Around, PlanFile] | None:
        """The open plan that a request is about, with what lies beside it, as it reads; None of any other text."""
        from s11.plan import load_one

        uri = text_in(params, "textDocument", "uri")
        opened = self._opened.get(uri)
        if opened is None:
            raise WrongMessage(INVALID_PARAMS, "the text is not open")
        texts = {one.path: one.buffer.data for one in self._opened.values() if one.path is not None}
        around = self.files.around(opened, texts)
        if around is None or around.kind != "plan":
            return None
        kept = self._loaded.get(uri)
        if kept is not None and kept[0] is opened and kept[1].conventions == around.conventions:
            return opened, around, kept[1]
        loaded = load_one(around.source, around.conventions)
        self._loaded[uri] = (opened, loaded)
        self._keep_readable(uri, loaded)
        return opened, around, loaded

    def _keep_readable(self, uri: str, loaded: PlanFile) -> None:
        if loaded.plan is not None and loaded.document.cut_at is None:
            self._readable[uri] = loaded

    def _hover(self, params: Json) -> Json:
        from s11.lsp.hover import hover

        at = self._at(params)
        if at is None:
            return None
        opened, around, loaded = at
        return hover(loaded, around, opened.buffer, opened.buffer.offset_of(within(params, "position")))

    def _completion(self, params: Json) -> Json:
        from s11.lsp.completion import completion

        at = self._at(params)
        if at is None:
            return None
        opened, around, loaded = at
        offset = opened.buffer.offset_of(within(params, "position"))
        return completion(loaded, self._readable.get(opened.uri, loaded), around, opened.buffer, offset)

    def _actions(self, params: Json) -> Json:
        from s11.lsp.actions import actions
        from s11.lsp.around import Checked
        from s11.rules import check_file

        at = self._at(params)
        if at is None:
            return []
        opened, around, loaded = at
        checked = self._checked.get(opened.uri)
        if checked is None or checked.version != opened.version or opened.uri in self._unchecked:
            findings = check_file(
                loaded, around.register, around.vantage, exists=around.exists, standards=around.standard_ids
            )
            checked = Checked(opened.uri, opened.version, loaded.document, tuple(findings))
        start, end = (opened.buffer.offset_of(within(params, "range", side)) for side in ("start", "end"))
        return actions(loaded, around, checked, opened.buffer, start, end, params)

    def _definition(self, params: Json) -> Json:
        from s11.lsp.definition import targets
        from s11.lsp.places import cursor_at, in_format

        at = self._at(params)
        if at is None:
            return None
        opened, around, loaded = at
        offset = opened.buffer.offset_of(within(params, "position")) - opened.buffer.before
        cursor: Cursor | None = cursor_at(loaded.document, offset)
        place = in_format(cursor.path) if cursor is not None else None
        if cursor is None or place is None:
            return None
        open_ones = {one.path: one for one in self._opened.values() if one.path is not None}
        locations: list[Json] = []
        for path, document, span in targets(loaded, around, cursor, place):
            there = opened if path is None else open_ones.get(path)
            buffer = there.buffer if there is not None else Buffer(document.text, self._encoding)
            uri = there.uri if there is not None else self.files.uri_of(path) if path is not None else opened.uri
            locations.append({"uri": uri, "range": buffer.range_of(span)})
        return locations

    def _symbols(self, params: Json) -> Json:
        from s11.lsp.symbols import flat, symbols

        at = self._at(params)
        if at is None:
            return []
        opened, _, loaded = at
        outline = symbols(loaded.document, opened.buffer)
        return outline if self._outline else flat(outline, opened.uri)


def _version(params: Json) -> int:
    given = within(params, "textDocument", "version")
    return number_in(params, "textDocument", "version") if given is not None else 0
