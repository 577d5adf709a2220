"""Findings as an editor shows them."""

from __future__ import annotations

from s11.lsp.around import Checked
from s11.lsp.buffers import Buffer
from s11.lsp.messages import Json, Object
from s11.text import Finding, Span

# the protocol's own numbers: error, warning, information, hint. Advice is style, and marks nothing red
SEVERITIES = {"error": 1, "warning": 2, "advice": 4}
INFORMATION = 3


def diagnostics(checked: Checked, buffer: Buffer) -> list[Json]:
    """All that was found wrong, but for what is allowed with a reason."""
    findings = sorted((*checked.findings, *checked.on_edit), key=lambda finding: finding.order)
    shown: list[Json] = [diagnostic(finding, checked, buffer) for finding in findings if not finding.allowed]
    if checked.note:
        top = buffer.range_of(Span(0, 0))
        shown.append({"range": top, "severity": INFORMATION, "source": "s11", "message": checked.note})
    return shown


def diagnostic(finding: Finding, checked: Checked, buffer: Buffer) -> Object:
    return {
        "range": buffer.range_at(checked.document, finding.place),
        "severity": SEVERITIES[finding.level],
        "code": finding.code,
        "source": "s11",
        "message": f"{finding.message}\n{finding.hint}" if finding.hint else finding.message,
    }
