"""Which language a text is in, told by its script; English also by the words that hold it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blank, blocks, headings, merged, prose
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.outline import sections, summaries
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._about import about

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["FUNCTION_WORDS", "Astray", "astray", "in_another_script", "is_english", "letters", "name_of", "script_of"]

# The script that a language is written in. Languages that are not here are in none that is looked at.
_SCRIPTS = {
    "hangul": ("ko",),
    "latin": ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi", "pl", "cs", "hu", "ro", "tr"),
    "kana": ("ja",),
    "han": ("zh",),
    "cyrillic": ("ru", "uk", "bg"),
}
_NAMES = {"ko": "Korean", "en": "English", "ja": "Japanese", "zh": "Chinese", "de": "German", "fr": "French"}

# First bytes of a script's characters in UTF-8: counting them counts the characters. Each takes in a few
# neighbours (Hangul some of U+A000 to U+ABFF, Latin no accented letters), which is no matter for a share.
_LEADS = {
    "hangul": bytes(range(0xEA, 0xEE)),
    "latin": b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "kana": b"\xe3",
    "han": bytes(range(0xE4, 0xEA)),
    "cyrillic": bytes(range(0xD0, 0xD4)),
}

_JOINING = (
    "a an the and or but if of to in on at by for from with without about as than that this these those it its is are"
    " was were be been being am have has had do does did not no can could will would should may might must i you he she"
    " we they me him her us them my your his our their what which who when where why how there here so because into out"
    " up down over just then very also only all some any more most such each other let's it's i'm you're we're they're"
    " that's there's don't doesn't didn't can't won't isn't aren't"
    " after before off again never always while until between"
)
FUNCTION_WORDS = frozenset(_JOINING.split())
"""English words that join others: half of a sentence, hardly any of a title, a list of names or code."""


def script_of(language: str) -> str:
    """The script of a language by its code (`ko`, `en-GB`), "" where it is not known."""
    code = language.lower().replace("_", "-").partition("-")[0]
    return next((script for script, codes in _SCRIPTS.items() if code in codes), "")


def name_of(language: str) -> str:
    """What the language is called in a message."""
    code = language.lower().replace("_", "-").partition("-")[0]
    return _NAMES.get(code) or f"`{language}`"


def letters(raw: bytes, script: str) -> int:
    """How many letters of `script` UTF-8 text has, nearly."""
    return len(raw) - len(raw.translate(None, _LEADS[script]))


# ------------------------------------------------------------------------------- a page's language

MIN_HANGUL = 120
"""Syllables of Korean that make a text: four sentences or so; a gloss, a title, an example have fewer."""
MIN_LATIN = 300
"""Letters of English that make a text: some 60 words."""
FOREIGN = 0.95
"""Share of the other side's letters from which on a translated page is in the other language. Of 579 pages of
human-made Korean documentation one has more than 0.8: it was translated to its first fifth, which is for
`untranslated-text`."""
MIN_FUNCTION_WORDS = 0.2
"""Share of function words in English prose: 0.4 to 0.5; a list of names, packages or titles has below 0.1."""


@record
class Astray(NamedTuple):
    """A page whose body is in the other side's language."""

    start: int  # of the first line in it
    end: int
    side: str  # "source" or "target": the one the page should be of
    share: float  # of letters in the language it is in, among those of both, rounded
    language: str  # the code of the language it is in; "" for one of several with that script


def _side(doc: Document) -> tuple[str, bool]:
    """The side whose language the page should be in, and whether its folder and its front matter agree on it."""
    kind_ = kind(doc)
    if kind_ is None or not kind_.side:
        return "", True
    folder = doc.settings.side_of(doc.path)
    return folder or kind_.side, folder in ("", kind_.side)


@fact
def astray(doc: Document) -> Astray | None:
    """The document's body, if it is in the language of the other side.

    Summaries count on neither side (source pages carry Korean ones), nor do headings, quotations, code and
    addresses; of a source page with a transcript section, the transcript alone, and of a translated one the rest.
    """
    side, agreed = _side(doc)
    if not side:
        return None
    language = doc.settings.language
    own, other = script_of(language.source), script_of(language.target)
    if side == "target":
        own, other = other, own
    if not own or not other or own == other:
        return None
    # Nearly every page is told by one count over its bytes, what is no prose included.
    if side == "target":
        if own not in ("latin", "cyrillic") and 4 * letters(doc.raw, own) >= len(doc.raw):
            return None  # three bytes a syllable: the rest is less
    else:
        theirs = letters(doc.raw, other)
        if theirs < _least(other):
            return None
        # The end of a transcript tells mostly.
        if 2 * theirs < letters(doc.raw[-4 * theirs :], own) or 2 * theirs < letters(doc.raw, own):
            return None
    text = _body(doc, side)
    raw = text.encode("utf-8", "surrogatepass")
    ours, theirs = letters(raw, own), letters(raw, other)
    if theirs < _least(other):
        return _third(text, raw, own, ours + theirs) if side == "target" else None
    share = theirs / (ours + theirs)
    if side == "source":
        wrong = theirs > ours
    else:
        wrong = share >= FOREIGN and (not language.source.startswith("en") or is_english(text))
    if not wrong or not (agreed or _other_folder(doc, side)):
        return None
    start, end = _first_line(text, other)
    return Astray(start, end, side, round(share, 2), language.target if side == "source" else language.source)


def _third(text: str, raw: bytes, own: str, known: int) -> Astray | None:
    """A translated page in a language of neither side, as models slip into: Chinese, Japanese, Russian.

    `known` letters of it are in the scripts of the two sides.
    """
    if own != "hangul":  # only Korean can be told from all of these by its script
        return None
    han, kana, cyrillic = (letters(raw, script) for script in ("han", "kana", "cyrillic"))
    found = max(han + kana, cyrillic)
    if found < MIN_HANGUL or found < FOREIGN * (found + known):
        return None
    # Japanese prose is half kana; Chinese has none, but its punctuation begins with the same byte.
    code, script = ("ru", "cyrillic") if found == cyrillic else ("ja", "kana") if 3 * kana > han else ("zh", "han")
    start, end = _first_line(text, script)
    return Astray(start, end, "target", round(found / (found + known), 2), code if code != "ru" else "")


@fact
def in_another_script(doc: Document) -> bool:
    """Whether most of a source's prose is in a script that its language is not written in: Chinese, Japanese, Korean.

    Such a page has English names throughout. Of other languages than those in Latin letters nothing is said.
    """
    if script_of(doc.settings.language.source) != "latin":
        return False
    if all(letters(doc.raw, script) < MIN_HANGUL for script in _OTHERS):
        return False
    raw = _body(doc, "source").encode("utf-8", "surrogatepass")
    return max(weight * letters(raw, script) for script, weight in _OTHERS.items()) > letters(raw, "latin")


_OTHERS = {"hangul": 3, "han": 3, "kana": 3, "cyrillic": 1}  # and how many Latin letters say as much as one of them


def _least(script: str) -> int:
    return MIN_LATIN if script in ("latin", "cyrillic") else MIN_HANGUL


def is_english(text: str) -> bool:
    """Whether a text is English prose, by the words that join others; a list of names is none."""
    words = [word for word in text.lower().replace("’", "'").split() if word.isascii()]
    joining = sum(1 for word in words if word.strip('.,;:!?"()*_') in FUNCTION_WORDS)
    return joining >= MIN_FUNCTION_WORDS * len(words)


def _other_folder(doc: Document, side: str) -> bool:
    """Whether the course has a folder for the other side, too: then the page's own folder means a side.

    Asked where front matter says the other side: a course that is called "english" has its pages in no
    source folder.
    """
    settings = doc.settings
    folders = doc.path.split("/")[:-1]
    mine, others = settings.source_folders, settings.target_folders
    if side == "target":
        mine, others = others, mine
    at = next((at for at in range(len(folders) - 1, -1, -1) if folders[at] in mine), -1)
    above = "".join(f"{folder}/" for folder in folders[:at])
    return at >= 0 and any(doc.files.kind_of(above + folder) == "directory" for folder in sorted(others))


def _body(doc: Document, side: str) -> str:
    """The prose of the page's body, everything else blank, at the same offsets."""
    all_ = sections(doc)
    hidden = [(head.start, head.end) for head in headings(doc)]
    hidden += [(block.start, block.end) for block in blocks(doc) if block.kind == "quote"]
    hidden += [(one.start, one.end) for one in summaries(doc) if one.form == "bold"]
    hidden += about(doc)
    transcripts = [section for section in all_ if section.role == "transcript"]
    if side == "target":
        hidden += [(section.start, section.end) for section in transcripts]
    elif transcripts:
        hidden.append((0, transcripts[0].body_start))
    return blank(prose(doc), merged(hidden))


def _first_line(text: str, script: str) -> tuple[int, int]:
    """The first line with letters of `script`: 20 of them, which no name and no gloss has alone."""
    at = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        if letters(line.encode("utf-8", "surrogatepass"), script) >= 20:
            bare = line.strip()
            start = at + line.find(bare)
            return start, start + len(bare)
        at = stop + 1
    return 0, 0
