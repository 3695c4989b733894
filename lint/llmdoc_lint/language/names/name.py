"""What a name is, and the forms by which two spellings of one are compared."""

from __future__ import annotations

from llmdoc_lint import patterns
from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

__all__ = ["BodyNames", "Gloss", "Name", "plain", "stem", "unversioned"]


@record
class Name(NamedTuple):
    """One mention of a proper name.

    `start` and `end` are code points of the text given, particles excluded. `key` is what two mentions of the same name
    share, in either script. `script` is "latin" or "hangul".
    """

    start: int
    end: int
    text: str
    key: str
    script: str


@record
class Gloss(NamedTuple):
    """A name that the document gives in both scripts: 알파고 (AlphaGo)."""

    hangul: str
    latin: str


@record
class BodyNames(NamedTuple):
    """What a text offers as traces of names; made by `index_names`, read by `mentions`.

    `keys` are those of the table's and the glosses' names, `latin` the Latin words in order, lower-case and without
    punctuation, `hangul` the different Hangul words of two syllables and more. Each is one text with a separator at
    both ends, so that a word is looked up with `in`.
    """

    keys: str
    latin: str
    hangul: str


_VERSION = patterns.pattern(r"(?<=[a-z])\d.*\Z|-[a-z]?\d.*\Z")


def plain(text: str) -> str:
    """Lower-case letters and digits only."""
    if text.isascii():  # nearly always: 100,000 words of captions pass through here
        return text.lower() if text.isalnum() else "".join(filter(str.isalnum, text.lower()))
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())


def unversioned(low: str) -> str:
    """A lower-case name without its version: GPT-4o and GPT-2 are both GPT."""
    return _VERSION.sub("", low)


def stem(word: str) -> str:
    """The key of a Latin name that the table does not have: letters only, without its version."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    cut = plain(unversioned(low))
    return cut if len(cut) > 1 else plain(low)
