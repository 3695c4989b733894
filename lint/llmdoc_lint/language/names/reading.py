"""The names of a text, and the names that it gives in both scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.language.names.known import PARTICLES, certain, key_of, known_in, latin_keys, most_words, spellings
from llmdoc_lint.language.names.name import Gloss, Name, plain, stem
from llmdoc_lint.language.names.sounds import sound_alike
from llmdoc_lint.language.names.words import is_camel, is_capitalised

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

__all__ = ["LATIN_WORD", "read_glosses", "read_names"]

LATIN_WORD = patterns.pattern(r"[A-Za-z][A-Za-z0-9]*(?:[.\-&'’][A-Za-z0-9]+)*")
_CAPITAL_OR_HOST = patterns.pattern(r"[A-Z]|[a-z]\.[a-z]")


def read_names(text: str, start: int, end: int, glosses: Iterable[Gloss]) -> tuple[Name, ...]:
    """The names of a part of a text; see `names`."""
    found: list[Name] = []
    if _CAPITAL_OR_HOST.search(text, start, end):
        for run in _runs(text, start, end):
            found.extend(_of_run(run, text))
    piece = text[start:end]
    known = {g.hangul: key_of(g.latin) for g in glosses if g.hangul in piece and g.hangul not in certain()}
    known.update((spelling, spellings()[spelling]) for spelling in known_in(piece))
    for spelling, key in known.items():
        found.extend(_hangul_names(text, start, end, spelling, key))
    found.sort(key=lambda name: (name.start, -name.end))
    out: list[Name] = []
    reach = -1
    for name in found:
        if name.start >= reach:
            out.append(name)
            reach = name.end
    return tuple(out)


# ----------------------------------------------------------------------------------------- Hangul


def _hangul_names(text: str, start: int, end: int, spelling: str, key: str) -> Iterator[Name]:
    """Where a spelling stands as a word, particles aside."""
    at = text.find(spelling, start, end)
    while at >= 0:
        behind = at + len(spelling)
        ends = not _in_word(text[behind : min(behind + 1, end)]) or text.startswith(PARTICLES, behind, end)
        if ends and not _in_word(text[at - 1 : at]):
            yield Name(at, behind, spelling, key, "hangul")
        at = text.find(spelling, behind, end)


def _in_word(char: str) -> bool:
    """Whether a character is a Hangul syllable, a Latin letter or a digit; no character is not."""
    return "가" <= char <= "힣" or (char.isascii() and char.isalnum())


# ------------------------------------------------------------------------------------------ Latin

_HOST = patterns.pattern(r"\.(?:ai|com|io|org|net|dev|app|co|so|gg)\Z")
_FILE = patterns.pattern(
    r"\.(?:md|mdx|py|ipynb|txt|json|jsonl|ya?ml|toml|csv|html?|css|js|jsx|ts|tsx|c|cc|cpp|h|rs|go|sh|pdf|png|jpe?g|gif|svg"
    r"|vtt|srt)\Z"
)
_ADDRESS = patterns.pattern(
    r"\]\([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?\)|https?://[^\s)\]<>]+|[\w.+-]{1,64}@[\w-]{1,64}\."
)
_TOGETHER = 2  # words of a name that the table does not have: a first name and a family name
_LETTERS = 4  # of a name that is told by its form, so that it is no acronym


def _links(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The addresses and link targets of a text."""
    if text.find("](", start, end) < 0 and text.find("://", start, end) < 0 and text.find("@", start, end) < 0:
        return []
    return [m.span() for m in _ADDRESS.finditer(text, start, end)]


def _runs(text: str, start: int, end: int) -> list[list[re.Match[str]]]:
    """Latin words, those parted by one space together; not those of addresses, numbers and identifiers."""
    spans = _links(text, start, end)
    out: list[list[re.Match[str]]] = []
    last = -2
    at = 0
    for match in LATIN_WORD.finditer(text, start, end):
        begin, stop = match.span()
        while at < len(spans) and spans[at][1] <= begin:
            at += 1
        if at < len(spans) and spans[at][0] <= begin:
            continue
        if (begin and text[begin - 1] in "0123456789_@\\`$#") or text[stop : stop + 1] in ("_", "="):
            continue
        if out and begin == last + 1 and text[last] == " ":
            out[-1].append(match)
        else:
            out.append([match])
        last = stop
    return out


def _of_run(run: list[re.Match[str]], text: str) -> Iterator[Name]:
    """The names of a run of Latin words."""
    words = [match[0] for match in run]
    whole = _whole(run, words, text)
    at = 0
    while at < len(words):
        size = _known_size(words, at)
        if size:
            start, end = run[at].start(), run[at + size - 1].end()
            yield Name(start, end, text[start:end], latin_keys()[_joined(words[at : at + size])], "latin")
            at += size
            continue
        key = _key_of_form(words[at])
        if key:
            yield Name(*run[at].span(), words[at], key, "latin")
        elif whole is not None:
            yield whole
            return
        at += 1


def _whole(run: list[re.Match[str]], words: list[str], text: str) -> Name | None:
    """The run as one name, if it may be one: capitalised, no phrase, and not in parentheses, where glosses stand."""
    start, end = run[0].start(), run[-1].end()
    if len(words) > _TOGETHER or not all(map(is_capitalised, words)) or (start > 1 and text[start - 1] in "(（"):
        return None
    return Name(start, end, text[start:end], " ".join(words).lower(), "latin")


def _known_size(words: list[str], at: int) -> int:
    """How many words from there on are a name of the table, written as a name; 0 for none."""
    for size in range(min(most_words(), len(words) - at), 0, -1):
        some = words[at : at + size]
        if _joined(some) in latin_keys() and any(map(_is_written, some)):
            return size
    return 0


def _joined(words: Iterable[str]) -> str:
    return "".join(map(plain, words))


def _is_written(word: str) -> bool:
    """Whether a word is written as names are: with a capital, or as a host or file name."""
    return any(char.isupper() or char in ".-" for char in word)


def _key_of_form(word: str) -> str:
    """The key of a word that is a name by its form: one of the table with a version, capitals inside, a host; or ""."""
    own = stem(word)
    if own in latin_keys() and word[0].isupper() and own != plain(word):
        return latin_keys()[own]
    low = word.lower()
    if len(own) >= _LETTERS and not _FILE.search(low) and (_HOST.search(low) or is_camel(word)):
        return own
    return ""


# ---------------------------------------------------------------------------------------- glosses

_SYLLABLES = 10  # of a word of a gloss at most
_BEFORE = 80  # characters before a parenthesis that are looked at: three words of either script
_PARENTHESIS = patterns.pattern(r"[(（]([^()（）\n]{2,60})[)）]")
_LATIN_TAIL = patterns.pattern(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9.\-]{1,24}(?: [A-Z][A-Za-z0-9.\-]{1,24}){0,2}\Z")
_LATIN_NAME = patterns.pattern(r"[A-Z][A-Za-z0-9.\-]{1,24}(?: [A-Z][A-Za-z0-9.\-]{1,24}){0,2}")


def read_glosses(text: str, start: int, end: int) -> tuple[Gloss, ...]:
    """The names that a part of a text gives in both scripts; see `glosses_of`."""
    out: dict[Gloss, None] = {}
    for match in _parentheses(text, start, end):
        before = text[max(start, match.start() - _BEFORE) : match.start()].removesuffix(" ")
        hangul, latin = _sides(before, match[1])
        if len(latin) < _LETTERS or latin.isupper():
            continue
        words = hangul.split(" ")
        for count in range(1, len(words) + 1):
            candidate = " ".join(words[-count:])
            if sound_alike(candidate, latin):
                out[Gloss(candidate, latin)] = None
                break
    return tuple(out)


def _sides(before: str, inner: str) -> tuple[str, str]:
    """The Hangul and the Latin side of what may be a gloss, given as `before(inner)`; both "" where it is none."""
    if not before or before[-1].isascii() == inner[0].isascii():  # one side in each script
        return "", ""
    if inner[0].isascii():
        hangul = _hangul_tail(before)
        return (hangul, inner) if hangul and _LATIN_NAME.fullmatch(inner) else ("", "")
    tail = _LATIN_TAIL.search(before)
    return (inner, tail[0]) if tail and _hangul_tail(inner) == inner else ("", "")


def _hangul_tail(text: str) -> str:
    """The Hangul words that `text` ends with: three at most, of ten syllables at most, the last of two at least."""
    begin = end = len(text)
    for count in range(3):
        start = end
        while start and end - start < _SYLLABLES and "가" <= text[start - 1] <= "힣":
            start -= 1
        if end - start < (1 if count else 2):
            break
        begin = start
        if text[start - 1 : start] != " ":
            break
        end = start - 1
    return text[begin:]


def _parentheses(text: str, start: int, end: int) -> list[re.Match[str]]:
    """What stands in parentheses, in order; looked for by the opening one, since few lines have one."""
    found = []
    for opening in "(（":
        at = text.find(opening, start, end)
        while at >= 0:
            if match := _PARENTHESIS.match(text, at, end):
                found.append(match)
            at = text.find(opening, at + 1, end)
    found.sort(key=lambda match: match.start())
    return found
