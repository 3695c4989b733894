"""A rule pack as a team would write one, for the engine's tests."""

from __future__ import annotations

from sample_pack.words import rules

RULES = rules.RULES
