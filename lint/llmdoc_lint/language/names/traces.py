"""What a body of text offers as traces of names, and whether it has one of a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.language.names.known import HANGUL_WORD, PARTICLES, key_of, latin_keys, most_words, spellings
from llmdoc_lint.language.names.name import BodyNames, plain, stem, unversioned
from llmdoc_lint.language.names.reading import LATIN_WORD
from llmdoc_lint.language.names.sounds import hangul_sounds, latin_sounds, sound_alike
from llmdoc_lint.language.names.words import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llmdoc_lint.language.names.name import Gloss, Name

__all__ = ["indexed", "traced"]


# -------------------------------------------------------------------------------------- the index


def indexed(text: str, parts: Sequence[tuple[int, int]], glosses: Iterable[Gloss]) -> BodyNames:
    """The traces that parts of a text offer; see `index_names`."""
    latin = [plain(match[0]) for start, end in parts for match in LATIN_WORD.finditer(text, start, end)]
    hangul = dict.fromkeys(word for start, end in parts for word in HANGUL_WORD.findall(text, start, end))
    heard = _listed(hangul)
    keys = dict.fromkeys((*_spelt_keys(text, parts, heard, glosses), *_latin_keys(latin)))
    return BodyNames(_listed(keys), f" {' '.join(latin)} ", heard)


def _listed(words: Iterable[str]) -> str:
    return f"\n{chr(10).join(words)}\n"


def _spelt_keys(text: str, parts: Sequence[tuple[int, int]], heard: str, glosses: Iterable[Gloss]) -> Iterator[str]:
    """The keys of the Hangul spellings that are there, in a word or as one."""
    own = ((gloss.hangul, key_of(gloss.latin)) for gloss in glosses)
    for spelling, key in (*spellings().items(), *own):
        if HANGUL_WORD.fullmatch(spelling):
            if spelling in heard:
                yield key
        elif any(text.find(spelling, start, end) >= 0 for start, end in parts):
            yield key


def _latin_keys(latin: Sequence[str]) -> Iterator[str]:
    """The keys of the table's names that Latin words are, some words together or one without its version."""
    known, most = latin_keys(), most_words()
    for at, word in enumerate(latin):
        joined = ""
        for size in range(min(most, len(latin) - at)):
            joined += latin[at + size]
            if joined in known:
                yield known[joined]
        bare = unversioned(word)
        if bare in known:
            yield known[bare]


# ------------------------------------------------------------------------------------- the answer

_HOST = patterns.pattern(r"([a-z0-9\-]{3,})\.(?:ai|com|io|org|net|dev|app|co|so|gg)\Z")
_DISTINCTIVE = 4  # letters of a part of a name that may stand for it, and of a form that longer words may begin with
_AUDIBLE = 3  # letters of a form that can be recognised by its sound


def traced(name: Name, body: BodyNames) -> bool:
    """Whether a body has a trace of a name; see `mentions`."""
    if f"\n{name.key}\n" in body.keys:
        return True
    hangul = name.script == "hangul"
    if hangul and all(f"\n{part}" in body.hangul for part in name.text.split(" ") if len(part) > 1):
        return True
    forms = _forms(name.key if hangul else name.text, name.key)
    if any(_is_written(form, body.latin) for form in forms):
        return True
    return any(_is_heard(form, body.hangul) for form in forms if len(form) >= _AUDIBLE)


def _forms(latin: str, key: str) -> tuple[str, ...]:
    """The forms a Latin name may be traced by: all of it, its parts, its distinctive words."""
    low = latin.lower()
    whole = plain(latin) if " " in latin else stem(latin)
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", latin).lower()
    parts = [part for part in re.split(r"[ .\-]", low) if len(part) >= _DISTINCTIVE and not is_word(part)]
    host = _HOST.match(low)
    forms = (whole, key.replace(" ", ""), spaced if " " in spaced else "", *parts, host[1] if host else "")
    return tuple(dict.fromkeys(filter(None, forms)))


def _is_written(form: str, latin: str) -> bool:
    """Whether a form stands in the Latin words, or begins one of them (llama in llama3)."""
    return f" {form} " in latin or (len(form) >= _DISTINCTIVE and f" {form}" in latin)


def _is_heard(form: str, hangul: str) -> bool:
    """Whether one of the Hangul words, perhaps with a particle, sounds like a Latin one."""
    beginning = latin_sounds(form)
    return any(beginning.match(sounds) and _begins_as(word, form) for sounds, word in _sound_index(hangul))


@lru_cache(maxsize=4)
def _sound_index(hangul: str) -> tuple[tuple[str, str], ...]:
    """The Hangul words of a body with their sounds; built only when a name has no plainer trace."""
    return tuple((hangul_sounds(word), word) for word in hangul.split("\n") if word)


def _begins_as(word: str, form: str) -> bool:
    """Whether a Hangul word sounds like a Latin one, up to a particle."""
    for size in range(len(word), 1, -1):
        if (size == len(word) or word.startswith(PARTICLES, size)) and sound_alike(word[:size], form):
            return True
    return False
