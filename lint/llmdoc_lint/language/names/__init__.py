"""Proper names in Korean prose, in Latin letters and in Hangul, and whether a body of text mentions them.

Made for one question: does a summary name something that its text never does, in either script? `names` finds the
names of a summary, `index_names` reads the text once, `mentions` answers. A wrong accusation costs more than a missed
one, so the two differ on purpose: `names` takes only what is certainly a name, `mentions` accepts any trace of it.

What counts as a name:

- a name of the table (`known`), in any of its spellings (OpenAI, 오픈AI); Hangul spellings that are also words (커서,
  메타) are traces only;
- a Latin word with capitals inside (OpenRouter) or a host name (together.ai); acronyms aside;
- a capitalised word, or two, in Korean prose that is not an English word that headings and glosses are made of
  (Transformer, Jagged Intelligence): a list of such words and the endings of English nouns decide (`words`);
- the Hangul side of a gloss of the document itself whose sides sound alike (`sounds`): 팔콘셋(FalconSet).

What does not: lower-case words, all-capital acronyms (RL, GPU), single letters, model numbers (R1, H100), and plain
capitalised words inside an English phrase (Chain of Thought). Versions are dropped: GPT-4o and GPT-2 are both GPT.

`reading` finds names and glosses, `traces` the mentions. Most runs take the quick look alone, `may_be_strange`, so
each part is loaded when it is needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.language.names.name import BodyNames, Gloss, Name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BodyNames", "Gloss", "Name", "glosses_of", "index_names", "may_be_strange", "mentions", "names"]

_WRITTEN = patterns.pattern(r"[A-Za-z0-9.\-]*(?:[A-Z]|[a-z]\.[a-z])[A-Za-z0-9.\-]*")  # with a capital, or a host name


def may_be_strange(piece: str, body: str) -> bool:
    """Whether `piece` may hold a name that `body` does not have word for word: a quick look, made before `names`."""
    if any(word not in body for word in _written(piece)):
        return True
    from llmdoc_lint.language.names.known import known_in

    return bool(known_in(piece))


@lru_cache(maxsize=256)  # the pages of a course repeat each other's summaries
def _written(piece: str) -> tuple[str, ...]:
    """The different words of `piece` that have a capital, and its host names."""
    return tuple(dict.fromkeys(_WRITTEN.findall(piece)))


def names(text: str, start: int = 0, end: int | None = None, glosses: Iterable[Gloss] = ()) -> tuple[Name, ...]:
    """The proper names of `text` from `start` to `end` (code points), in order, without overlaps.

    `glosses` are the document's own (see `glosses_of`): their Hangul sides are names too.
    """
    from llmdoc_lint.language.names.reading import read_names

    return read_names(text, start, len(text) if end is None else min(end, len(text)), glosses)


def glosses_of(text: str, start: int = 0, end: int | None = None) -> tuple[Gloss, ...]:
    """The names that the text gives in both scripts, 팔콘셋 (FalconSet) or FalconSet(팔콘셋), each once.

    Both sides must sound alike: 강화학습 (Reinforcement Learning) is a translation, not a name.
    """
    stop = len(text) if end is None else min(end, len(text))
    if text.find("(", start, stop) < 0 and text.find("（", start, stop) < 0:
        return ()
    from llmdoc_lint.language.names.reading import read_glosses

    return read_glosses(text, start, stop)


def index_names(text: str, spans: Iterable[tuple[int, int]] | None = None, glosses: Iterable[Gloss] = ()) -> BodyNames:
    """Read a text, or the parts of it between the code points of `spans`, for traces of names.

    A summary may name the author or the lecture: count front matter and title among the parts.
    `glosses` are the document's (see `glosses_of`): a gloss outside `spans` still says what its Hangul side is called.
    """
    from llmdoc_lint.language.names.traces import indexed

    return indexed(text, [(0, len(text))] if spans is None else list(spans), glosses)


def mentions(name: Name, body: BodyNames) -> bool:
    """Whether a body of text has any trace of a name: a spelling in either script, one of its distinctive words, a
    longer form of it, or a Hangul word that sounds like it."""
    from llmdoc_lint.language.names.traces import traced

    return traced(name, body)
