"""A client of the language server: it speaks the protocol with a real ``s11 lsp`` over its pipes."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path

from commands import PROJECT, _environment

# a guard against waiting for ever, and no measure of anything
PATIENCE = 30


class Editor:
    """One session; ``received`` holds all that came, in order."""

    def __init__(self, cwd: Path = PROJECT, **environment: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "s11", "lsp"],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**_environment(), "PYTHONPATH": str(PROJECT), "S11_AS_OF": "2024-06-01", **environment},
        )
        self.received: list[dict] = []
        self._coming: queue.Queue[dict | None] = queue.Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            # what was not yet written goes nowhere
            try:
                stream.close()
            except BrokenPipeError:
                continue

    def _listen(self) -> None:
        out = self.process.stdout
        while True:
            length = 0
            while (line := out.readline()) not in (b"", b"\r\n"):
                name, _, value = line.partition(b":")
                assert name == b"Content-Length" and line.endswith(b"\r\n")
                length = int(value)
            if not length:
                self._coming.put(None)
                return
            self._coming.put(json.loads(out.read(length)))

    # sending

    def write(self, data: bytes) -> None:
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: object) -> None:
        body = json.dumps(message).encode("utf-8")
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, method: str, **params: object) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, **params: object) -> dict:
        """The whole answer to a request."""
        self._number += 1
        number = self._number
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self.until(lambda message: message.get("id") == number and "method" not in message)

    def asked(self, method: str, **params: object):
        """The result of a request."""
        answer = self.ask(method, **params)
        assert "error" not in answer, answer
        return answer["result"]

    # receiving

    def next(self) -> dict:
        try:
            message = self._coming.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"nothing comes; the last was {self.received[-2:]}") from None
        assert message is not None, f"the server has gone: {self.process.stderr.read().decode()}"
        self.received.append(message)
        fault = message.get("method") == "window/logMessage" and message["params"]["type"] == 1
        assert not fault, message["params"]["message"]
        return message

    def until(self, is_so) -> dict:
        while True:
            message = self.next()
            if is_so(message):
                return message

    def found(self, uri: str, version: int | None = None, is_so=lambda found: True) -> list[dict]:
        """The findings that are shown of a text, the first of this version of which something is so."""
        wanted = self._versions[uri] if version is None else version
        message = self.until(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and message["params"].get("version") == wanted
                and is_so(message["params"]["diagnostics"])
            )
        )
        return message["params"]["diagnostics"]

    # a session

    def begin(self, options: object = None, **capabilities: object) -> dict:
        result = self.asked(
            "initialize", processId=None, rootUri=None, capabilities=capabilities, initializationOptions=options
        )
        self.tell("initialized")
        return result["capabilities"]

    def open(self, path: Path | str, text: str | None = None) -> str:
        uri = path if isinstance(path, str) else path.as_uri()
        text = path.read_bytes().decode("utf-8") if text is None else text
        self._versions[uri] = self._versions.get(uri, 0) + 1
        document = {"uri": uri, "languageId": "yaml", "version": self._versions[uri], "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def change(self, uri: str, *changes: object) -> None:
        """Texts stand for the whole, (line, character, line, character, text) for a stretch."""
        self._versions[uri] += 1
        said = [
            {"text": change} if isinstance(change, str) else {"range": _range(*change[:4]), "text": change[4]}
            for change in changes
        ]
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=said)

    def at(self, method: str, uri: str, line: int, character: int, **more: object):
        position = {"line": line, "character": character}
        return self.asked(f"textDocument/{method}", textDocument={"uri": uri}, position=position, **more)

    def actions(self, uri: str, line: int, only: list[str] | None = None) -> list[dict]:
        context = {"diagnostics": [], **({"only": only} if only is not None else {})}
        return self.asked(
            "textDocument/codeAction", textDocument={"uri": uri}, range=_range(line, 0, line, 999), context=context
        )

    def end(self) -> int:
        assert self.asked("shutdown") is None
        self.tell("exit")
        return self.process.wait(PATIENCE)


def _range(line: int, character: int, end_line: int, end_character: int) -> dict:
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }


def edited(text: str, edits: list[dict]) -> str:
    """A text after edits as an editor makes them: UTF-16 units in lines, from the last edit to the first."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(position: dict) -> int:
        start = starts[position["line"]]
        line = text[start : starts[position["line"] + 1]] if position["line"] + 1 < len(starts) else ""
        return start + len(line.encode("utf-16-le")[: 2 * position["character"]].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
