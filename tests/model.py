"""Documents and courses for tests of the document model."""

from __future__ import annotations

from functools import lru_cache

from llmdoc_lint.course import Captions, Course, assemble
from llmdoc_lint.document import Document, Files
from llmdoc_lint.settings import Settings

SETTINGS = Settings()
INDEX = "---\ntitle: 강의\nsourceUrl: https://youtu.be/abcdefghijk\ntotalChapters: 3\n---\n"
PAGE = "---\ntitle: 1. Start\ntitleKr: 1. 시작\nchapter: 1\ntimestamp: 0:00\n---\n"


def document(text: str, path: str = "a.md", settings: Settings = SETTINGS) -> Document:
    return Document(path, text.encode("utf-8", "surrogateescape"), settings, Files("/nowhere", "2026-03-01"))


# What is known of a document hangs on its path and its text: courses that differ in one page share the others.
_shared = lru_cache(maxsize=256)(document)


def courses(folder: str, files: dict[str, str], captions: tuple[Captions, ...] = ()) -> list[Course]:
    documents = [_shared(text, path) for path, text in files.items()]
    return assemble(folder, documents, captions, SETTINGS, Files("/nowhere", "2026-03-01"))
