"""What the values of front-matter keys are: one table for the JSON Schemas and the rules.

A key means the same in every kind that has it. A key that is not listed may hold anything.
"""

from __future__ import annotations

from llmdoc_lint.values import NamedTuple

__all__ = ["KEYS", "PATTERNS", "ValueType"]

PATTERNS = {
    # The day of the month is not checked against the month: that is for a rule, with its own words.
    "date": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    # `m:ss`, also above 60 minutes, or `h:mm:ss`
    "stamp": r"^([0-9]{1,3}|[0-9]{1,2}:[0-5][0-9]):[0-5][0-9]$",
    "url": r"^https?://[^\s/]+",
}
"""By type: the pattern, of ECMA 262 and of Python's `re`, that a value of the type matches."""


class ValueType(NamedTuple):
    """What a key's value is.

    `type` is one of text, integer, number, boolean, date (`YYYY-MM-DD`), stamp (`m:ss` or
    `h:mm:ss`), url, enum, list, count-or-list (how many, or which), and score (a number, or a
    mapping of `fields` to numbers).
    """

    type: str
    description: str
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    fields: tuple[str, ...] = ()


_URL = ValueType("url", "Where the source is published.")
_FETCHED = "When the source was fetched."

KEYS: dict[str, ValueType] = {
    "title": ValueType("text", "The page's title; a chapter's begins with its number."),
    "titleKr": ValueType("text", "The title in Korean; a chapter's begins with its number."),
    "originalTitle": ValueType("text", "The title in the source's language."),
    "author": ValueType("text", "Who gave the lecture or wrote the article."),
    "editor": ValueType("text", "Who edited the translation."),
    "category": ValueType("text", "The shelf that the page stands on."),
    "channel": ValueType("text", "The channel that published the video."),
    "parent": ValueType("text", "The folder name of the course that a chapter belongs to."),
    "parent_title": ValueType("text", "The title of the page that this one is part of."),
    "parent_slug": ValueType("text", "The folder name of the page that this one is part of."),
    "audio_file": ValueType("text", "The recording's file name."),
    "sourceUrl": _URL,
    "source_url": _URL,
    "source_type": ValueType("enum", "What the source was.", ("web", "pdf", "youtube_transcript")),
    "contentType": ValueType("enum", "What the source was.", ("article", "youtube", "pdf")),
    "status": ValueType("enum", "How far the translation is.", ("draft", "final")),
    "translation_status": ValueType("enum", "How much of the source is translated.", ("none", "partial", "complete")),
    "translatedAt": ValueType("date", "When it was translated."),
    "fetch_date": ValueType("date", _FETCHED),
    "published_date": ValueType("date", "When the source was published."),
    "duration": ValueType("stamp", "How long the recording is."),
    "timestamp": ValueType("stamp", "Where in the recording the chapter starts."),
    "chapter": ValueType("integer", "The chapter's number; a prologue may be 0.", minimum=0),
    "totalChapters": ValueType("integer", "How many chapters the course has.", minimum=1),
    "total_pages": ValueType("integer", "How many pages the source has.", minimum=1),
    "meaningful_pages": ValueType("integer", "How many of them have something to translate.", minimum=0),
    "chapters": ValueType("count-or-list", "The chapters, or how many there are.", minimum=1),
    "children": ValueType("list", "The pages that are part of this one."),
    "is_parent": ValueType("boolean", "Whether other pages are part of this one."),
    "hasSummary": ValueType("boolean", "Whether the page has a summary."),
    "qaScore": ValueType(
        "score",
        "A reviewer's marks.",
        minimum=0,
        maximum=10,
        fields=("consistency", "readability", "accuracy", "overall"),
    ),
}
