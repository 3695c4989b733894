"""English words in a row in a translated page, and tags of captions."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings, prose
from llmdoc_lint.core import fact, record
from llmdoc_lint.document import Document, line_starts
from llmdoc_lint.links import links
from llmdoc_lint.outline import sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._languages import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Block


@record
class Left(NamedTuple):
    """English words in a row in a translated body, or a caption tag."""

    form: str  # "text", "heading" or "tag"
    start: int
    end: int
    words: int
    block: int  # index of its block
    whole: bool  # nothing else that is read stands in the block


# A page is read byte by byte through this table: Latin letters, digits' signs and the marks inside a sentence are
# dropped, Hangul leaves one sign a syllable. Six English words in a row then leave five blanks in a row, and
# `[Music]` leaves empty brackets, so that two searches tell nearly every sound page from one to look at.
_DROPPED = bytes(
    byte
    for byte in range(256)
    if (chr(byte).isascii() and (chr(byte).isalpha() or chr(byte) in ".,;:'\"-_!?\r")) or 0x80 <= byte < 0xC0
)
_TABLE = bytes(byte if byte in b" \n[]" else ord("x") for byte in range(256))
_RUN, _TAG = b"     ", (b"[]", b"[ ]")

_WORD = r"[A-Za-z][A-Za-z'’\-]{0,30}"
_WORDS = pattern(rf"{_WORD}(?:[,;:.!?]?[ ]{{1,2}}(?:[&–—-][ ])?(?:{_WORD}|\d[\d.,%]{{0,8}}|\"{_WORD}\")){{5,}}[.!?]?")
_TAGS = pattern(
    r"\[ ?(?:music(?: playing)?|applause|laughter|laughs|laughing|chuckles?|cheering|cheers|clapping|inaudible"
    r"|crosstalk|silence|foreign|blank_audio|background noise|noise|sighs?|coughs?|coughing) ?\](?![(\]:가-힣])",
    2,  # re.IGNORECASE
)
# In parentheses they open a segment or follow a sentence; behind a word they gloss it: `웃음(laughter)`.
_ASIDE = pattern(r"\(([A-Za-z]{5,9}(?: playing| and applause)?)\)")
_HEARD = (
    "music music-playing applause laughter laughs laughing chuckles cheering cheers-and-applause inaudible crosstalk"
)
_SOUNDS = frozenset(sound.replace("-", " ") for sound in _HEARD.split())
# Signs of captions in a stamped line: another speaker, a song, a sound that is set off. Korean that is sung, menus and
# what is said about a sign are none.
_SIGN = pattern(
    r"(?P<speaker>(?<![>\w])>>(?=[ ]?[가-힣]))|(?P<song>[♪♫♬](?:[ ]?[♪♫♬])*)"
    r"|<i>(?P<set>music(?: playing)?|applause|laughter|laughs|laughing|chuckles|cheering|inaudible|crosstalk)</i>"
    r"|(?P<laugh>(?<=[가-힣][ ])\((?:laughs|laughing|chuckles)\))"
)
_SIGN_MARKS = (">>", "♪", "♫", "♬", "<i>", "(laugh", "(chuckles")
_STAMPED = pattern(r"[ \t]*(?:[-*+>][ ]+|\d{1,3}[.)][ ]+)?\[\d{1,3}:[\d:.]{2,6}\]")
_NAMED = pattern(r"[ ]?(?:표시|기호|문자|부호|태그|연산자|모양|그림|음표|같은|등의)")
_LAUGHING = pattern(r"(?:웃|킥|껄|낄|미소|소리)[가-힣]{0,6}[ ]\Z")  # the word that it would gloss
_PREDICATE = pattern(r"[다요죠까네][ ]?\Z")
_SENTENCE_END = pattern(r"[.!?…][\"”’]?[ ]?\Z")
HANGUL = pattern(r"[가-힣]")
CITES = pattern(r"\(\d{4}[a-z]?\)|\bet al\b|\barXiv\b", 2)
REFERS = pattern(
    r"\bdoi\b|\bISBN\b|\bpp?\. ?\d|\bvol\. ?\d|©|\(c\)|copyright|licen[sc]ed?\b|all rights reserved|retrieved from"
    r"|proceedings of",
    2,
)
_SOURCES = pattern(
    r"참고|출처|문헌|인용|references|bibliography|citation|further reading|읽을거리|읽어 ?볼|관련 (?:글|자료|링크|문서)"
    r"|저작권|라이선스|licen[sc]e|원문|transcript",
    2,
)
# A stamp, a speaker's name, a list marker before the text of a line.
_LEAD = pattern(r"[ \t]*(?:[-*+>][ ]+|\d{1,3}[.)][ ]+)?(?:\[[\d:.]{4,9}\][ ]*)?(?:\*\*[^*\n]{1,60}:\*\*[ ]*)?")
# What opens an item; a label; and what a label says that shows a text as it is.
MARK = pattern(r"[ \t]*(?:[-+*] |\d{1,3}[.)] )?[ \t]*")
LABEL = pattern(r"(?:\*\*)?(?P<label>[^:：*\n]{1,24})(?:\*\*[:：]|[:：]\*\*|[:：] )")
SHOWS = pattern(
    r"\b(?:prompt|in-?put|output|query|question|answer|example|system|user|assistant|human|ai|model|response|reply"
    r"|instructions?|command|message|text|sentence|title|original|english|source|quote|review|caption|licen[sc]e|subject)\b",
    2,  # re.IGNORECASE
)
# Components of MDX pages that hold what a program prints.
_PRINTERS = ("Console", "Terminal", "Output", "samp", "kbd")
# A message of a program, or a comment of code that lost its fence.
_MESSAGE = pattern(r"[ \t>*-]{0,6}(?:\w{0,20} ?(?i:warning|error|exception|fatal)\b ?:|Traceback |// )")
_MENU = ("&", ">", "→", "▸", "›")  # before a part of the way through menus: `File &gt; Save a copy in Drive`
# `The quick brown fox ... 같은 문장`; and what models say, in a list of such answers.
_MENTION = pattern(r"[ ]?(?:같은|등의|따위의|식의|이?라는|이?라고)(?![가-힣])")
_UTTERED = pattern(r"(?:I'm sorry|I’m sorry|I am sorry|Sorry|I apologi[sz]e|As an AI)\b")
_OPEN, _CLOSE = '"“‘「『《〈«([{*_`', '"”’」』》〉»)]}*_`'


@fact
def left(doc: Document) -> tuple[Left, ...]:
    """English text and caption tags in the body of a translated page, in order."""
    squeezed = doc.raw.translate(_TABLE, _DROPPED)
    runs = squeezed.find(_RUN) >= 0
    tags = any(sign in squeezed for sign in _TAG)
    asides = _ASIDE.search(doc.text) is not None
    signs = any(map(doc.text.__contains__, _SIGN_MARKS))
    if not runs and not tags and not asides and not signs:
        return ()
    text = prose(doc)
    all_ = blocks(doc)
    starts = [block.start for block in all_]
    found: list[Left] = list(_asides(text, all_, starts)) if asides else []
    if signs:
        found += _signs(doc, text, all_, starts)
    for line, end in _lines(doc, text, squeezed, runs, tags):
        index = bisect_right(starts, line) - 1
        if index < 0 or all_[index].end <= line or all_[index].kind not in ("text", "list", "html"):
            continue
        if tags and "[" in text[line:end]:
            for match in _TAGS.finditer(text, line, end):
                quoted = match.start() > line and text[match.start() - 1] in _OPEN
                if not quoted and doc.text[match.end() : match.end() + 1] != "(":
                    found.append(Left("tag", match.start(), match.end(), 0, index, False))
        if not runs or all_[index].kind == "html":
            continue
        for match in _WORDS.finditer(text, line, end):
            one = _judge(doc, text, all_, index, line, end, match.start(), match.end())
            if one is not None:
                found.append(one)
                if one.whole:
                    break
    if not found:
        return ()
    found.sort(key=lambda one: one.start)
    hidden = apart(doc)
    found = [one for one in found if not any(start <= one.start < stop for start, stop in hidden)]
    return () if bilingual(all_, found) else tuple(found)


def _asides(text: str, all_: tuple[Block, ...], starts: list[int]) -> Iterator[Left]:
    """Caption tags in parentheses: `(laughter)`."""
    for match in _ASIDE.finditer(text):
        sound, behind = match[1], text[match.end() : match.end() + 1]
        if not (sound[1:].islower() or sound.isupper()) or sound.lower() not in _SOUNDS or _is_glued(behind):
            continue
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or all_[index].kind not in ("text", "list") or _MENTION.match(text, match.end()):
            continue
        at = match.start()
        line = text.rfind("\n", max(0, at - NEAR), at) + 1
        opens = (line > 0 or at <= NEAR) and _LEAD.fullmatch(text, line, at)
        if opens or _SENTENCE_END.search(text, max(0, at - 3), at):
            yield Left("tag", at, match.end(), 0, index, False)


def _signs(doc: Document, text: str, all_: tuple[Block, ...], starts: list[int]) -> Iterator[Left]:
    """Signs of captions in stamped lines, where they open what is said or stand behind a sentence."""
    for match in _SIGN.finditer(doc.text, body_start(doc)):
        at, end = match.span()
        line = text.rfind("\n", max(0, at - NEAR), at) + 1
        stamp = _STAMPED.match(doc.text, line)
        index = bisect_right(starts, at) - 1
        if stamp is None or index < 0 or all_[index].kind not in ("text", "list") or _NAMED.match(text, end):
            continue
        shown = match.end("set") if match["set"] else end
        is_word = match["set"] is not None or match["laugh"] is not None
        if text[shown - 1].isspace() or (is_word and _is_glued(text[end : end + 1])):
            continue  # code, or a part of a word
        before = text[max(line, at - NEAR) : at]
        opens = _LEAD.fullmatch(text, line, at) is not None or _SENTENCE_END.search(before) is not None
        rest = text[end : end + NEAR].partition("\n")[0]
        if match["laugh"]:
            left_over = not opens and not _LAUGHING.search(before)
        elif match["song"]:
            left_over = opens and _is_no_song(before, rest)
        else:
            left_over = opens or (match["speaker"] is not None and _PREDICATE.search(before) is not None)
        if left_over and not _quoted(before, rest):
            yield Left("tag", at, end, 0, index, False)


def _is_no_song(before: str, rest: str) -> bool:
    """Whether a note in a line is all of it or stands beside what is said: lyrics stand between two, or have no end."""
    if any(note in before or note in rest for note in "♪♫♬"):
        return False
    return not rest.strip() or _SENTENCE_END.search(rest.rstrip()) is not None


def _is_glued(char: str) -> bool:
    """Whether what stands behind closed parentheses makes a word or a link of them."""
    return "가" <= char <= "힣" or (char != "" and char in "(]:")


def _lines(doc: Document, text: str, squeezed: bytes, runs: bool, tags: bool) -> Iterator[tuple[int, int]]:
    """The lines of the body that may hold a run or a tag: every break is kept in `squeezed`."""
    starts = line_starts(doc)
    first = body_start(doc)
    needles = ((_RUN,) if runs else ()) + (_TAG if tags else ())
    at = line = 0
    hits = [squeezed.find(needle) for needle in needles]  # the next of each: one may be rare, and looking for it long
    while True:
        hits = [squeezed.find(needle, at) if 0 <= hit < at else hit for needle, hit in zip(needles, hits, strict=True)]
        hit = min((hit for hit in hits if hit >= 0), default=-1)
        if hit < 0:
            return
        line += squeezed.count(b"\n", at, hit)
        start = starts[line]
        stop = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
        if start >= first:
            yield start, stop
        behind = squeezed.find(b"\n", hit)
        if behind < 0:
            return
        at = behind


def _judge(
    doc: Document, text: str, all_: tuple[Block, ...], index: int, line: int, end: int, start: int, stop: int
) -> Left | None:
    """A run of Latin words in a line: text that was left, or None for what may stand there."""
    if text[stop - 1].isdecimal() and HANGUL.match(text, stop, end):  # `... eats sugar. 1그램에`: a Korean number
        stop = start + len(text[start:stop].rstrip("0123456789.,%").rstrip())
    run = text[start:stop]
    words = run.replace("’", "'").split()
    bare = [word.strip('.,;:!?"()') for word in words]
    joining = sum(1 for word in bare if word.lower() in FUNCTION_WORDS)
    lower = sum(1 for word in bare if word[:1].islower())
    if joining < max(2, 0.2 * len(words)) or lower < 0.6 * len(words):
        return None  # a title, names, labels
    before, behind = text[max(line, start - NEAR) : start], text[stop : min(end, stop + NEAR)]
    if _quoted(before, behind) or HANGUL.match(behind) or _MENTION.match(behind):
        return None
    if before.rstrip().endswith(_MENU) or _is_link(doc, start, stop):
        return None
    if all_[index].kind == "list" and _UTTERED.match(run):
        return None
    if before.rstrip(" *_").endswith((":", "：")):  # `원제: ...`, but not a speaker's name
        speaker = _LEAD.match(text, line, start)
        if speaker is None or speaker.end() != start or not ("[" in speaker[0] or HANGUL.search(speaker[0])):
            return None
    if CITES.search(doc.text, line, end) or REFERS.search(doc.text, line, end):
        return None
    rest = behind.lstrip(" .")
    if rest[:1] in ("(", "（") and HANGUL.search(rest[:60]):  # a gloss: `attention is all you need (…)`
        return None
    if printed(doc.text, line, start) or goes_on(text, all_, index, start, stop):
        return None
    if HANGUL.search(before) or HANGUL.search(behind):
        return Left("text", start, stop, len(words), index, False)
    lead = _LEAD.match(text, line, end)
    first = lead.end() if lead else line
    mark = MARK.match(text, line, end)
    label = LABEL.match(text, mark.end() if mark else line, end)
    if label is not None and SHOWS.search(label["label"]):  # `Prompt: Write a letter to ...`, code or links in it
        return None
    if not text[first:start].strip() and announced(doc, index, line):
        return None
    # All of the line is English, code and links in it, too.
    return Left("text", first, line + len(text[line:end].rstrip()), len(text[first:end].split()), index, True)


def printed(text: str, line: int, start: int) -> bool:
    """Whether a program prints it (in a component for that, or by its first word), or nobody sees it (MDX comments)."""
    floor = max(0, line - 1500)
    if any(text.rfind(f"<{name}", floor, start) > text.rfind(f"</{name}", floor, start) for name in _PRINTERS):
        return True
    return text.rfind("{/*", floor, start) > text.rfind("*/}", floor, start) or bool(_MESSAGE.match(text, line))


def _is_link(doc: Document, start: int, stop: int) -> bool:
    """Whether all of it is the text of a link, or of one in it: links stand in each other three deep."""
    found = links(doc)
    at = bisect_right(found, start, key=lambda link: link.text_start)
    return any(stop <= link.text_end for link in found[max(0, at - 3) : at])


def _quoted(before: str, behind: str) -> bool:
    """Whether what stands between lies in quotation marks, brackets, emphasis or a link's text."""
    first, last = before.rstrip(" ")[-1:], behind.lstrip(" .,!?")[:1]
    if first and last and first in _OPEN and last in _CLOSE:
        return True
    for opening, closing in (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("(", ")"), ("[", "]"), ("《", "》")):
        if before.rfind(opening) > before.rfind(closing) and closing in behind:
            return True
    return before.count('"') % 2 == 1 and '"' in behind


NEAR = 4000
"""Characters of a paragraph that are looked at around a run: a paragraph has fewer."""
REACH = 3
"""Paragraphs that a quotation may be cut into, before and behind: three segments of 30 s."""


def goes_on(text: str, all_: tuple[Block, ...], index: int, start: int, stop: int) -> bool:
    """Whether a run lies in a quotation that goes over several blocks."""
    here = all_[index]
    above = [text[max(block.start, block.end - NEAR) : block.end] for block in all_[max(0, index - REACH) : index]]
    above.append(text[max(here.start, start - NEAR) : start])
    below = [text[stop : min(here.end, stop + NEAR)]]
    below += [text[block.start : min(block.end, block.start + NEAR)] for block in all_[index + 1 : index + REACH]]
    for opening, closing in (("“", "”"), ("「", "」"), ("『", "』")):
        opened = sum(piece.count(opening) - piece.count(closing) for piece in above)
        if opened > 0 and any(closing in piece for piece in below):
            return True
    odd = sum(piece.count('"') for piece in above) % 2 == 1
    return odd and any(piece.count('"') % 2 for piece in below)


def announced(doc: Document, index: int, line: int) -> bool:
    """Whether a Korean line before, in this block or the one before it, ends in a colon: an example follows."""
    text, all_ = prose(doc), blocks(doc)
    block = all_[index]
    above = text[max(block.start, line - 200) : line].rstrip()
    if not above:
        at = _before(doc)[index]
        if at < 0 or all_[at].kind in ("fence", "code"):
            return False
        above = text[max(all_[at].start, all_[at].end - 200) : all_[at].end].rstrip()
    announcing = above.rpartition("\n")[2].rstrip("*_")
    return announcing.endswith((":", "：")) and not _is_english(announcing)


def _before(doc: Document) -> list[int]:
    """For each block the index of the one before it, -1 for none; a list is as one block."""
    found: list[int] | None = doc.facts.get("before_blocks")
    if found is None:
        found = doc.facts["before_blocks"] = []
        all_ = blocks(doc)
        for index, block in enumerate(all_):
            goes_on = index > 0 and all_[index - 1].kind == block.kind == "list"
            found.append(found[index - 1] if goes_on else index - 1)
    return found


def _is_english(line: str) -> bool:
    """Whether a line is an English sentence, and no label (`Prompt:`): it is left over itself."""
    return not HANGUL.search(line) and any(word.lower().rstrip(":,") in FUNCTION_WORDS for word in line.split())


def apart(doc: Document) -> list[tuple[int, int]]:
    """Sections that are in English by nature: the original transcript, references, a licence."""
    heads = headings(doc)
    return [
        (section.start, section.end)
        for section in sections(doc)
        if section.role == "transcript" or (_SOURCES.search(heads[section.heading].text) and section.level > 1)
    ]


def bilingual(all_: tuple[Block, ...], found: list[Left]) -> bool:
    """Whether the page sets English paragraphs beside their translation: nearly each has one in Korean next to it."""
    wholes = sorted({one.block for one in found if one.form == "text" and one.whole})
    if len(wholes) < 3:
        return False
    english = set(wholes)
    texts = [at for at, block in enumerate(all_) if block.kind in ("text", "list", "quote")]
    place = {at: each for each, at in enumerate(texts)}
    paired = 0
    for at in wholes:
        follower = place[at] + 1
        if follower < len(texts) and texts[follower] not in english:
            paired += 1
    return paired >= 0.9 * len(wholes) and len(wholes) >= 0.3 * len(texts)
