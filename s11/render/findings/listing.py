"""What each output format is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11.frozen import dataclass
from s11.render.findings.on_screen import folded
from s11.render.findings.summary import Summary
from s11.text import Finding

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings


@dataclass(frozen=True, slots=True)
class Listing:
    """The findings to list, with the allowed ones beside them, and those that are left out.

    ``under``: where the names of files lie from the top of the repository, for CI.
    """

    with_allowed: tuple[Finding, ...]
    unlisted: tuple[Finding, ...]
    summary: Summary
    last_line: str
    settings: ScreenSettings | None
    under: str

    @property
    def findings(self) -> list[Finding]:
        return [finding for finding in self.with_allowed if not finding.allowed]

    @property
    def folded_last_line(self) -> str:
        return folded(self.last_line, self.settings)
