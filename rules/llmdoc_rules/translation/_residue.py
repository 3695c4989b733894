"""Where a page has a model's own words: around it, at the ends of its sections, at a seam, in tokens that leaked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._chatter import CATEGORIES, CHANGES, LATER, PROMPT, category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llmdoc_lint.blocks import Block
    from llmdoc_lint.document import Document

__all__ = ["Residue", "may_say_so", "residues", "shown"]

REACH = 100
"""Code points before and behind a paragraph that are looked at for who may have said it: two sentences."""
LONGEST = 600  # code points of a block that is read at all: chatter is one to four short sentences

_NOTES_HINTS = ("번역", "수정", "변경", "changes")  # in the label of a list of change notes
# One of these, in lower case, stands in every block that is residue: pages where none does are read no further.
_ANY_HINT = pattern(
    "|".join(dict.fromkeys((*(hint for _, hints, _ in CATEGORIES for hint in hints if hint != "ai"), *_NOTES_HINTS)))
    + "|ai(?<![a-z]ai)"  # no word ends in it there
)

# Change notes: a label, and a list that speaks of the translation.
_NOTES_LABEL = pattern(
    r"\W*(?:(?:주요 )?(?:수정|변경) ?(?:사항|내용)|번역 시 (?:참고|유의) ?사항|changes made|key changes)\W*",
    re.IGNORECASE,
)
_ABOUT_TRANSLATION = pattern(r"번역|원문|의역|직역|문체|오타|translat|original", re.IGNORECASE)

_TOKEN = (
    r"(?:<\|(?:im_start|im_end|im_sep|endoftext|end_of_text|begin_of_text|eot_id|eom_id|start_header_id"
    r"|end_header_id|end|assistant|user|system)\|>"
    r"|<｜[^<>｜\n]{1,40}｜>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>)"
)
_TOKEN_LINE = pattern(rf"[ \t]*(?:{_TOKEN}(?:[ \t]*(?:assistant|user|system|model))?[ \t]*){{1,4}}\r?")
_TOKEN_TAIL = pattern(rf"(?<=[.!?…\"”’)\]다요])[ \t]?((?:{_TOKEN}[ \t]*){{1,3}})\r?\n?\Z")
_STAMP = pattern(r"[ ]{0,3}(?:[-*+>] )?(?:\*\*[^*\n]{1,60}\*\*[ :]{0,2})?(?:\*\*)?\[\d{1,3}[:.]\d{2}")


class Residue(NamedTuple):
    start: int
    end: int
    what: str
    whole: bool  # whole blocks, which can be deleted with the blank lines around
    cut_start: int = -1  # else: what deleting takes
    cut_end: int = -1


def residues(doc: Document) -> list[Residue]:
    """The stretches of a page that are a model's own words, or the fence around all of it."""
    return [*_fenced(doc)] or _search(doc)


# -------------------------------------------------------------------------------- whole page


def _fenced(doc: Document) -> Iterator[Residue]:
    """A fence that opens the page and closes it: the page was pasted with its wrapping."""
    text = doc.text
    start = body_start(doc)
    first = next(iter(blocks(doc)), None)
    if first is None or first.kind != "fence" or first.start - start > 200:
        return
    info = first.info.lower()
    inner = text.find("\n", first.start) + 1
    stop = len(text.rstrip())
    last = text.rfind("\n", 0, stop) + 1
    closing = text[last:stop].strip()
    if last <= inner or closing.strip("`~") or len(closing) < 3:
        return
    # A page that is one sample of code is no page; Markdown in the fence is: it says so, or has front matter.
    page = info in ("markdown", "md") or (not info and text.startswith(("---\n", "---\r\n"), inner))
    if page and ("\n#" in text[inner - 1 : last] or text.startswith("---", inner)):
        yield Residue(first.start, stop, "a code fence around the whole page: its Markdown is shown as code", True)


# --------------------------------------------------------------------------------- sentences


def _search(doc: Document) -> list[Residue]:
    text = doc.text
    found: dict[int, Residue] = {}
    worded = may_say_so(doc)
    if worded:
        _ends(doc, found)
    _frame(doc, found)
    # Every token but [INST] begins with a bracket that opens no comment.
    if "INST]" in text or text.count("<") > text.count("<!--"):
        _tokens(doc, found)
    if worded:
        _middle(doc, found)
    _behind(doc, found)
    _in_programs(doc, found)
    ordered = [found[start] for start in sorted(found)]
    merged: list[Residue] = []
    for one in ordered:
        if merged and one.whole and merged[-1].whole and not text[merged[-1].end : one.start].strip():
            merged[-1] = merged[-1]._replace(end=one.end)
        else:
            merged.append(one)
    return merged


def may_say_so(doc: Document) -> bool:
    """Whether any paragraph has a word that residue has; those that a stamp makes the speaker's are left out."""
    text = doc.text
    read = [
        text[start:end]
        for kind, start, end, _, _ in blocks(doc)
        if kind == "text"
        and not (text[start] == "[" and _STAMP.match(text, start) and text.find("\n", start, end - 1) < 0)
    ]
    return _ANY_HINT.search("\n".join(read).lower()) is not None


def _ends(doc: Document, found: dict[int, Residue]) -> None:
    """Judge the blocks between two headings, rules or comments, from the first on and from the last back."""
    all_ = blocks(doc)
    borders = [at for at, block in enumerate(all_) if block.kind in ("heading", "rule", "comment")]
    for before, border in pairwise((-1, *borders, len(all_))):
        if border - before > 1:
            _edges(doc.text, all_[before + 1 : border], found)


_SUMMARY_LABELS = ("**요약", "**챕터 요약", "**핵심 요약", "**Summary")


def _edges(text: str, stretch: Sequence[Block], found: dict[int, Residue]) -> None:
    """Judge the blocks of one stretch from its start on and from its end back, while they are residue."""
    # The text of a chapter begins behind the summary above it.
    at = int(len(stretch) > 1 and text.startswith(_SUMMARY_LABELS, stretch[0].start))
    while at < len(stretch):
        one = _residue(text, stretch, at, first=True)
        if one is None:
            break
        found[one.start] = one
        if not one.whole:
            break
        at += 1
    last = len(stretch) - 1
    while last >= at:
        if stretch[last].kind == "list":
            # The label of a list of change notes stands above its items.
            label = last
            while label >= at and stretch[label].kind == "list":
                label -= 1
            if label < at or not _notes(text, stretch, label):
                return
            block = stretch[label]
            found[block.start] = Residue(
                block.start,
                _trimmed(text, stretch[last]),
                "notes on changes made while translating, not the text",
                True,
            )
            last = label - 1
            continue
        one = _residue(text, stretch, last, first=False)
        if one is None:
            return
        found[one.start] = one
        if not one.whole:
            return
        last -= 1


def _notes(text: str, stretch: Sequence[Block], at: int) -> int:
    """How many list items follow the label of change notes at `at`; 0 where it is none."""
    block = stretch[at]
    if block.kind != "text" or block.end - block.start > 60:
        return 0
    if not _NOTES_LABEL.fullmatch(text[block.start : block.end].strip()):
        return 0
    items = stretch[at + 1 :]
    if not items or any(item.kind != "list" for item in items):
        return 0
    return len(items) if _ABOUT_TRANSLATION.search(text, items[0].start, items[-1].end) else 0


def _trimmed(text: str, block: Block) -> int:
    return block.start + len(text[block.start : block.end].rstrip())


def _residue(text: str, stretch: Sequence[Block], at: int, *, first: bool) -> Residue | None:
    """Judge a block, or its first or last line."""
    block = stretch[at]
    if block.kind != "text":
        return None
    before = stretch[at - 1] if at else None
    if before is not None and (
        before.kind == "quote" or text[before.start : before.end].rstrip().endswith((":", "："))
    ):
        return None  # a sample that the text announces
    stop = _trimmed(text, block)
    if stop - block.start <= LONGEST and not _STAMP.match(text, block.start):
        what = category(text[block.start : stop])
        if what == CHANGES and len(stretch) == 1:
            return None  # a section of nothing else is an entry of the author's own list of changes
        if what and what != LATER:  # at the end of a section that is `chapter-placeholder`'s
            following = stretch[at + 1] if at + 1 < len(stretch) else None
            if following is not None and following.kind in ("quote", "fence", "code"):
                return None
            return Residue(block.start, stop, _message(what), True)
    if "\n" not in text[block.start : stop]:
        return None
    if first:
        line_start, line_stop = block.start, text.find("\n", block.start)
    else:
        line_start, line_stop = text.rfind("\n", block.start, stop) + 1, stop
    if line_stop - line_start > LONGEST or _STAMP.match(text, line_start):
        return None
    what = category(text[line_start:line_stop].strip())
    if not what:
        return None
    if first:
        end = line_start + len(text[line_start:line_stop].rstrip())
        return Residue(line_start, end, _message(what), False, line_start, line_stop + 1)
    cut = line_start - 1 - (text[line_start - 2] == "\r")
    return Residue(line_start, line_stop, _message(what), False, cut, line_stop)


def _message(what: str) -> str:
    return f"this {what}: a model's own words, not the text"


# -------------------------------------------------------------------- the middle of a section

# What stands at a seam between two answers, and says so plainly enough to need no position.
_SEAMS = (
    "AI 언어 모델로서", "AI 모델로서", "AI 어시스턴트로서",
    "번역입니다", "번역문입니다", "번역 결과입니다", "번역을 마칩니다",
    "번역해 드릴까요", "번역해드릴까요", "번역을 계속", "번역을 이어", "이어서 번역하겠", "계속해서 번역하겠",
    "ere is the", "ere's the", "ere’s the", "ould you like me to continue", "o you want me to continue",
    "hall I continue", "et me know if you", "s an AI",
    "번역해 드릴 수 없", "번역해드릴 수 없", "번역할 수 없", "도와드릴 수 없", "도와 드릴 수 없",
    "제공해 드릴 수 없", "제공해드릴 수 없", "제공할 수 없", "처리해 드릴 수 없",
    "I can't translate", "I cannot translate", "ike me to translate",
    "I'm sorry, but I", "I’m sorry, but I", "I can't assist", "I can’t assist", "I cannot assist",
    "번역되었습니다", "번역됐습니다", "다음 번역 ", "다음 청크에서", "다음 파트에서", "다음 메시지에서",
    "다음 응답에서", "다음 답변에서", "ranslation continues", "ranslation will", "ranslation is continued",
    "ranslation resumes", "ranslate the following",
    "이상으로 ", "이것으로 ", "제한으로 인해 여기까지", "제한으로 여기까지", "제한 때문에 여기까지",
)  # fmt: skip
_TRACES = (
    "드릴까요", "번역을 ", "번역하겠", "번역입", "번역문입", "번역 결과입", " the", "me to continue", "hall I continue",
    "et me know", "s an AI",
    "드릴 수 없", "번역할 수 없", "제공할 수 없", "t translate", "로서", "m sorry, but I", "t assist", "번역되었",
    "번역됐", "이상으로 ", "이것으로 ", "여기까지",
    "다음 번역", "다음 청크", "다음 파트", "다음 메시지", "다음 응답", "다음 답변", "ranslation ",
)  # fmt: skip # one in each
_PRESENTED = pattern(r"번역(?:문| 결과)?입니다")
_OF_TRANSLATING = pattern(r"번역|[Tt]ranslat")
_ASKED_FOR = pattern(r"(?:하신|주신|제공된)[ ]")
_SAMPLES = frozenset(("quote", "fence", "code", "list", "table"))
_PLAIN = (
    "introduces the translation",
    "claims that the translation is complete",
    "offers to go on",
    "refuses the task",
    LATER,
    PROMPT,
)
# What is told of people and programs that speak: what stands beside it, they may have said.
_TOLD = pattern(
    r"모델|챗봇|어시스턴트|GPT|LLM|프롬프트|거절|거부|대답|응답|답변|답합|답했|답하|출력|묻|물었|물어|물으|질문|말합|말했|말하|대화"
    r"|한마디|이 말|예를 들|예시|사례|반응|이렇게"
)


def _middle(doc: Document, found: dict[int, Residue]) -> None:
    text = doc.text
    if not any(map(text.__contains__, _TRACES)):
        return
    places = []
    for seam in _SEAMS:
        at = text.find(seam)
        while at >= 0:
            places.append(at)
            at = text.find(seam, at + 1)
    if not places:
        return
    from bisect import bisect_right

    all_ = blocks(doc)
    starts = [block.start for block in all_]
    for index in dict.fromkeys(bisect_right(starts, place) - 1 for place in places):
        if index < 0 or all_[index].kind != "text" or all_[index].start in found:
            continue
        start, stop = all_[index].start, _trimmed(text, all_[index])
        if stop - start > LONGEST or _STAMP.match(text, start):
            continue
        what = category(text[start:stop])
        beside = [all_[i] for i in (index - 1, index + 1) if 0 <= i < len(all_)]
        if what in _PLAIN and not _may_be_meant(text, start, stop, what, beside):
            found[start] = Residue(start, stop, _message(what), True)


def _may_be_meant(text: str, start: int, stop: int, what: str, beside: Sequence[Block]) -> bool:
    """Whether what stands beside a paragraph in the middle may have led to it: it quotes or tells what was said."""
    before = text[max(beside[0].start, start - REACH) : start].rstrip()
    if before.endswith((":", "：")):
        return True
    if _PRESENTED.search(text, start, stop) and not _ASKED_FOR.search(text, start, stop):
        return True  # `다음은 원문의 번역입니다` may lead to what the article quotes
    # Beside these something is shown: a sample of what a model says. A refusal to translate is none beside a list.
    samples = _SAMPLES - {"list", "table"} if what == "refuses the task" else _SAMPLES
    if any(one.kind in samples for one in beside):
        return True
    if what == LATER and [one.kind for one in beside] != ["text", "text"]:
        return True  # at the end of a section that is `chapter-placeholder`'s
    around = text[max(beside[0].start, start - REACH) : start] + text[stop : min(beside[-1].end, stop + REACH)]
    # What a model says of its translating, few tell of; prompts for it, every lecture on prompts does.
    of_work = what != PROMPT and _OF_TRANSLATING.search(text, start, stop) is not None
    return not of_work and _TOLD.search(around) is not None


def shown(doc: Document, index: int) -> bool:
    """Whether what stands beside a paragraph shows it, or tells of people or programs that may have said it."""
    text, all_ = doc.text, blocks(doc)
    start, stop = all_[index].start, all_[index].end
    beside = [all_[at] for at in (index - 1, index + 1) if 0 <= at < len(all_)]
    first, last = min([start, *(one.start for one in beside)]), max([stop, *(one.end for one in beside)])
    before, behind = text[max(first, start - REACH) : start], text[stop : min(last, stop + REACH)]
    if before.rstrip().endswith((":", "：")) or any(one.kind in _SAMPLES for one in beside):
        return True
    return _TOLD.search(before + behind) is not None


# ------------------------------------------------------------------------- behind a text in Korean

_OPENINGS = ("ere's the ", "ere’s the ", "ere is the ", "ould you like me to ", "hall I continue", "et me know if you")
_ENGLISH = r"[A-Z][A-Za-z0-9'’!.,:? -]{1,200}"
_TAIL = pattern(rf"(?<=[가-힣][.!?])[ ]({_ENGLISH})\r?\n?\Z")
_ALONE = pattern(_ENGLISH)
_BESIDE = ("introduces the translation", "offers to go on")


def _behind(doc: Document, found: dict[int, Residue]) -> None:
    """English behind the last Korean sentence of a paragraph or segment, on its line or on one of its own."""
    text = doc.text
    if not any(map(text.__contains__, _OPENINGS)):
        return
    all_ = blocks(doc)
    for index, block in enumerate(all_):
        following = all_[index + 1].kind if index + 1 < len(all_) else ""
        if block.kind != "text" or block.start in found or following in _SAMPLES:
            continue
        start = max(block.start, block.end - LONGEST)
        line = text.rfind("\n", start, _trimmed(text, block)) + 1
        if line and _ALONE.fullmatch(text, line, stop := _trimmed(text, block)):
            begin, cut = line, line - 1 - (text[line - 2] == "\r")
        elif tail := _TAIL.search(text, start, block.end):
            begin, stop, cut = tail.start(1), tail.start(1) + len(tail[1].rstrip()), tail.start()
        else:
            continue
        what = category(text[begin:stop])
        told = _TOLD.search(text, max(block.start, begin - REACH), begin) is not None
        if what in _BESIDE and not told and not text[block.start : begin].rstrip().endswith((":", "：")):
            found[begin] = Residue(begin, stop, _message(what), False, cut, stop)


# ---------------------------------------------------------------------------- between lines of code

# In other languages a line may be text: in a comment, in JSX, in what a shell reads.
_PYTHON = ("python", "python3", "py")
_LONG_QUOTES = ('"""', "'''")  # in which its text goes over several lines
_ASKED = ("offers to go on", "refuses the task")


def _in_programs(doc: Document, found: dict[int, Residue]) -> None:
    """A piece of code may get a refusal for its translation, too: a line of a program that is none."""
    if "ranslat" not in doc.text:
        return
    for block in blocks(doc):
        if block.kind != "fence" or (block.info.split() or [""])[0].lower() not in _PYTHON:
            continue
        if doc.text.find("\n>>> ", block.start, block.end) < 0:  # a session has what the program prints
            _in_program(doc, block, found)


def _in_program(doc: Document, block: Block, found: dict[int, Residue]) -> None:
    text = doc.text
    seen = text.find("\n", block.start, block.end) + 1  # behind the opening line; up to here quotes are counted
    quotes = dict.fromkeys(_LONG_QUOTES, 0)
    at = text.find("ranslat", seen, block.end) if seen else -1
    while at >= 0:
        start, stop = doc.line_span(at)
        what = category(text[start:stop].strip()) if stop - start <= LONGEST else ""
        if what in _ASKED:
            for mark in quotes:
                quotes[mark] += text.count(mark, seen, start)
            seen = start
            if not any(number % 2 for number in quotes.values()):
                found[start] = Residue(start, stop, _message(what), False, start, min(stop + 1, block.end))
        at = text.find("ranslat", stop, block.end)


# ------------------------------------------------------------------------------ special tokens


def _tokens(doc: Document, found: dict[int, Residue]) -> None:
    """Special tokens and reasoning that leaked: alone on a line, or behind the last sentence.

    A page that shows the format of a chat has many of them; leaks come in ones and twos.
    """
    text = doc.text
    if not any(map(text.__contains__, ("<|", "<｜", "_of_turn>", "INST]", "SYS>>", "think>"))):
        return
    all_ = [block for block in blocks(doc) if block.kind not in ("fence", "code")]
    token = re.compile(_TOKEN)
    count = sum(1 for block in all_ for _ in token.finditer(text, block.start, block.end))
    thoughts = sum(text.count(tag, block.start, block.end) for block in all_ for tag in ("<think>", "</think>"))
    for index, block in enumerate(all_):
        if block.kind not in ("text", "html"):
            continue
        edge = (
            index == 0
            or index + 1 == len(all_)
            or all_[index - 1].kind in ("heading", "rule", "comment")
            or all_[index + 1].kind in ("heading", "rule", "comment")
        )
        if 0 < count <= 2 and edge and not _STAMP.match(text, block.start):
            at = block.start
            while at < block.end:
                stop = text.find("\n", at)
                stop = block.end if stop < 0 or stop >= block.end else stop
                if _TOKEN_LINE.fullmatch(text, at, stop):
                    alone = at == block.start and stop >= _trimmed(text, block)
                    end = at + len(text[at:stop].rstrip())
                    message = "a model's special token, not the text"
                    found[at] = Residue(at, end, message, alone, at, min(stop + 1, block.end))
                at = stop + 1
        if 0 < count <= 2 and edge and (tail := _TOKEN_TAIL.search(text, max(block.start, block.end - 200), block.end)):
            message = "a model's special token behind the last sentence, not the text"
            found[tail.start(1)] = Residue(tail.start(1), tail.end(1), message, False, tail.start(1), tail.end(1))
        if thoughts and thoughts <= 2 and edge and text.startswith("<think>", block.start):
            end = text.find("</think>", block.start)
            if end >= 0:
                found[block.start] = Residue(
                    block.start, end + len("</think>"), "a model's reasoning, not the text: a `<think>` block", True
                )
        elif thoughts == 1 and edge and text[block.start : block.end].strip() == "</think>":
            found[block.start] = Residue(
                block.start,
                block.start + len("</think>"),
                "the end of a model's reasoning, `</think>`, not the text",
                True,
            )


_FRAME = pattern(r'\{"role": ?"(?:assistant|user|system)", ?"content": ?"?')


def _frame(doc: Document, found: dict[int, Residue]) -> None:
    """The opening of a message as a chat's program writes it, alone in prose that has no other."""
    text = doc.text
    if text.count('"role"') != 1:
        return  # a page about such messages shows more than one
    all_ = blocks(doc)
    for index, block in enumerate(all_):
        stop = _trimmed(text, block)
        if block.kind != "text" or not _FRAME.fullmatch(text, block.start, stop):
            continue
        if not shown(doc, index):
            found[block.start] = Residue(block.start, stop, "the opening of a chat's message, not the text", True)
