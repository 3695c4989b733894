"""What the rules of this group share: fragments, and what a reader takes a link to lead to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import headings, numbered
from llmdoc_lint.kinds import kind
from llmdoc_lint.links import html_links, links, slugs
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_lint.links import Link

__all__ = ["all_links", "decode", "foreign", "fragment_of", "headings_by_anchor", "plain", "title_forms", "words"]

# Fragments that are no anchors of the page: the top, footnotes and whatever the site's own script
# reads (`#/route`, `#!x`, `#:~:text=`, `#t=30`), a file's lines (`#L10-L20`), what a template fills in.
_OTHER = pattern(
    r"(?:top|user-content-.*|fn\S*|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|[/!:~?.].*|[^=&{}$<>|\\]*[=&{}$<>|\\].*)?",
    re.DOTALL,
)
_NOISE = pattern(r"[\W_]+")
_CLOCK = pattern(r"\s*[(\[]?\d{1,3}:\d{2}(?::\d{2})?[)\]]?\s*")
_GLOSS = pattern(r"([^()]{1,300})\(([^()]{1,300})\)\s*")


def all_links(doc: Document) -> tuple[Link, ...]:
    """Links of Markdown and of HTML."""
    return (*links(doc), *html_links(doc))


def decode(text: str) -> str:
    """Undo percent-encoding; what is none stays."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


def fragment_of(doc: Document, link: Link) -> str | None:
    """The fragment, undecoded, of a link to a place on its own page; None for all other links."""
    path, sign, fragment = link.target.partition("#")
    if not sign or link.image:
        return None
    if path and decode(path.removeprefix("./")) != doc.name:
        return None
    return None if _OTHER.fullmatch(fragment) else fragment


def foreign(doc: Document) -> bool:
    """Whether the page stands as another site published it: the source of an article."""
    kind_ = kind(doc)
    return kind_ is not None and kind_.side == "source" and kind_.part == "article"


def headings_by_anchor(doc: Document) -> dict[str, int]:
    """Indexes of headings by their anchors in lower case: what GitHub gives them, and their explicit ids."""
    found = {head.id.lower(): index for index, head in enumerate(headings(doc)) if head.id}
    found.update((name, index) for index, name in enumerate(slugs(doc)))
    return found


def plain(text: str) -> str:
    """Letters and digits only, in lower case: what two spellings of one title share."""
    return _NOISE.sub("", text.casefold())


def words(text: str) -> str:
    """Its words in lower case, a space between them: what all sites make anchors of."""
    return _NOISE.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=1024)
def title_forms(text: str) -> frozenset[str]:
    """What a title may be called: whole, and where it has a gloss, `강화학습 (RL)`, each part.

    Its number and its time are left out.
    """
    text = _CLOCK.sub(" ", text[numbered(text)[1] :])
    forms = {plain(text)}
    if match := _GLOSS.fullmatch(text.strip()):
        forms.update((plain(match[1]), plain(match[2])))
    return frozenset(form for form in forms if form)
