from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, prose
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document, unusual
from llmdoc_lint.patterns import pattern
from llmdoc_rules._places import garbled, within
from llmdoc_rules.translation._sentences import outside

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("index", "chapter", "article")
NEAR = 60  # code points: how far around a run a word about languages tells that it is an example
LONGEST = 40  # code points of a run: more is a sentence in another language, not a slip in a Korean one

# Ranges that hold all scripts below, and nothing common.
_RANGES = (("\u0400", "\u10ff"), ("\u3041", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"))
_FOREIGN = pattern(f"[{''.join(f'{first}-{last}' for first, last in _RANGES)}]")
_RUN = pattern(
    "(?P<Han>[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)"
    "|(?P<Japanese>(?:[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff][\u3005\u4e00-\u9fff]*)+)"
    "|(?P<Cyrillic>[\u0400-\u052f]+)|(?P<Armenian>[\u0531-\u0587]+)|(?P<Hebrew>[\u05d0-\u05ea]+)"
    "|(?P<Arabic>[\u0620-\u06ff]+)|(?P<Indic>[\u0900-\u0dff]+)|(?P<Thai>[\u0e01-\u0e5b]+)|(?P<Georgian>[\u10a0-\u10ff]+)"
)
_LANGUAGE = pattern(
    r"한자|한문|중국|일본|러시아|우크라이나|아랍|히브리|태국|힌디|대만|홍콩|간체|번체|히라가나|가타카나|키릴|유니코드"
    r"|다국어|외국어|(?:다른|여러|세|두|각) 언어|발음|어원|[Uu]nicode|UTF|CJK"
    r"|Chinese|Japanese|Russian|Arabic|Hebrew|Thai|Hindi"
)
_MENTIONED = pattern(r"(?:이?라(?:는|고|면|든)|이?란 |으?로 (?:번역|표기|쓰|적|읽))")  # `Привет라고 말하면`


@rule(
    "stray-script",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    kinds=KINDS,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A word in another script stands in a Korean sentence.

    Multilingual models slip: a Chinese, Japanese or Russian word takes the place of the Korean one, and a reader cannot
    read the sentence. One finding a line.

    Not reported are glosses and quotations (anything in brackets, quotation marks, emphasis, link text), words that are
    explained in brackets right behind, single Han characters as newspapers use them (美, 新, 對), Greek (mathematics),
    tables, code, and words near a mention of languages, countries or scripts.

    Bad:

        모델이 데이터를 处理합니다.
        これ는 토큰입니다.

    Good:

        모델이 데이터를 처리합니다.
        처리(處理)는 세 단계입니다.
    """
    if not any(first <= char <= last for char in unusual(doc) for first, last in _RANGES):
        return
    text = prose(doc)
    damaged = garbled(doc)
    for block in blocks(doc):
        if block.kind not in ("text", "list", "heading"):
            continue
        hit = _FOREIGN.search(text, block.start, block.end)
        while hit:
            start, end = doc.line_span(hit.start())
            if not within(damaged, hit.start()):
                yield from _line(doc, text, start, min(end, block.end))
            hit = _FOREIGN.search(text, min(end, block.end), block.end)


def _line(doc: Document, text: str, start: int, end: int) -> Iterator[Finding]:
    line = text[start:end]
    found: list[tuple[int, int, str]] = []
    free: list[bool] | None = None
    for match in _RUN.finditer(line):
        script = match.lastgroup or ""
        low, high = match.span()
        if not _in_sentence(line, low, high, script):
            continue
        if free is None:
            free = outside(line)
        if free[low] and not _LANGUAGE.search(line, max(0, low - NEAR), high + NEAR):
            found.append((low, high, script))
    if found:
        low, high, script = found[0]
        words = ", ".join(f'"{line[a:b]}" ({name})' for a, b, name in found[:4])
        message = f"{words} in a Korean sentence; expected Korean, or the word in brackets behind the Korean one"
        yield Finding(doc.span(start + low, start + high), message, data={"words": len(found)})


def _in_sentence(line: str, start: int, end: int, script: str) -> bool:
    """Whether a run is a part of a Korean word or stands between Korean words."""
    if end - start > LONGEST:
        return False
    before, after = line[start - 1 : start], line[end : end + 1]
    if script == "Han" and end - start == 1 and not _slip(line[start], before, after):
        return False
    if after in ("(", "（") and _hangul(line[end + 1 : end + 2]):
        return False  # 漢字(한자)
    if before in ("/", "·") or _MENTIONED.match(line, end):
        return False  # one of several: 한국어/中文; 中文라고
    if _hangul(before) or _hangul(after):
        return True
    if script == "Cyrillic" and (_latin(before) or _latin(after)):
        return True  # a letter that looks like a Latin one
    if (end - start == 1 and script != "Japanese") or (before and not before.isspace()):
        return False
    left = line[max(0, start - 4) : start].rstrip()[-1:]
    right = line[end : end + 4].lstrip()[:1]
    return (_hangul(left) or left in _SENTENCE_ENDS) and after.isspace() and _hangul(right)


_SENTENCE_ENDS = frozenset((*".!?…]", ""))  # of the sentence before, of the stamp; "" at the start of a line

# Common characters as only simplified Chinese, or Japanese, writes them: no abbreviation of a Korean newspaper.
_SIMPLIFIED = frozenset(
    "个们这对说时会来为从应将与还进过动现发问间开关门见观规视读记设计论证评词语请让认识调变义学习实际总结构"
    "输运达选适转载软数处类级线组织细练网络给统维续缩编样标权树检测"
)


def _slip(char: str, before: str, after: str) -> bool:
    """Whether a single Han character is no newspaper's abbreviation: glued to Hangul, and simplified."""
    return char in _SIMPLIFIED and (_hangul(before) or _hangul(after))


def _hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
