"""The list of rules, in order of code. A test holds that every page in this folder is in it."""

from __future__ import annotations

from s11.rules import (
    s101_repeated_id,
    s203_no_timescale,
)
from s11.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    s101_repeated_id.RULE,
    s203_no_timescale.RULE,
)
