"""What a document's headings say it contains.

`sections` are what headings open, told by their titles (`roles`); `chapters` are all mentions of a chapter, in the
contents list (`contents`), over its summary and over its text; `summaries` divide what sums up into prose and points.
"""

from __future__ import annotations

from llmdoc_lint.outline.chapter import Chapter
from llmdoc_lint.outline.chapters import chapters
from llmdoc_lint.outline.roles import role_of
from llmdoc_lint.outline.sections import Marker, Section, markers, region, sections
from llmdoc_lint.outline.summaries import Summary, summaries

__all__ = [
    "Chapter",
    "Marker",
    "Section",
    "Summary",
    "chapters",
    "markers",
    "region",
    "role_of",
    "sections",
    "summaries",
]
