"""Lines that stand for content to come, told by what they say."""

from __future__ import annotations

import re
from functools import lru_cache

from llmdoc_lint.patterns import pattern

__all__ = ["DEFERRAL", "ENCLOSED", "GONE", "LABELLED", "MAX_PLACEHOLDER", "STAMP", "Line", "read_line"]

# A placeholder is a whole line, and short: the one of the corpus has 22 characters, and tools
# write one sentence.
MAX_PLACEHOLDER = 100

MAX_NOTE = 60
"""Code points in brackets that are a note on the work; twice what `(나머지 번역은 청크 3에서 진행)` has."""

STAMP = pattern(r"\s*\[\d{1,3}:\d\d(?::\d\d)?\]\s*")
_BULLET = pattern(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_WRAPPED = {"(": ")", "[": "]", "（": "）", "〔": "〕", "【": "】", "<": ">", "*": "*", "_": "_"}
_AROUND = " \t\r\n*_~※🚧⏳⚠️📝"


@lru_cache(maxsize=1)
def _deferral() -> re.Pattern[str]:
    """Match lines that speak of the translating itself: a part is left to another chunk."""
    part = r"(?:챕터|장|부분|섹션|절|내용|문단|구간|파트|번역|텍스트|본문|분량)"
    return re.compile(
        rf"(?:이|본|해당|나머지|이후|이하|뒷)\s?(?:의\s)?{part}?(?:의\s{part})?(?:은|는|이|가|을|를)?\s[^.!?]{{0,20}}"
        r"(?:다음|이후|추후|별도|나중)[^.!?]{0,20}(?:번역|청크|처리"
        r"|(?:응답|메시지)에서\s[^.!?]{0,10}(?:계속|이어))[^.!?]{0,20}"
        rf"|(?:이|본|해당)\s?{part}?(?:은|는|이|가)?\s(?:아직\s)?번역"
        r"(?:되지 않았습니다|되지 않음|이 완료되지 않았습니다)"
        rf"|(?:이하|나머지|뒷부분|후반부)(?:\s{part})?(?:은|는|을|를)?\s?(?:번역\s)?(?:생략|미번역)(?:합니다|함|했습니다|됨)?"
        r"|다음\s(?:번역\s)?(?:청크|파트|응답|메시지)(?:에|에서|로|에서부터)\s[^.!?]{0,15}(?:계속|이어|번역|처리)[^.!?]{0,10}"
        r"|번역(?:은|이|을)?\s?(?:계속(?:됩니다)?|이어집니다|이어서 계속|(?:예정|준비\s?중|중)(?:입니다)?)"
        r"|(?:아직\s)?(?:번역되지 않았습니다|번역되지 않음|미번역(?:입니다)?|번역 없음)"
        r"|(?:the\s)?(?:translation|rest|remainder|remaining translation)\s(?:of [^.!?]{0,40}\s)?"
        r"(?:is\s|will be\s|to be\s)?"
        r"(?:continues|continued|omitted|truncated|translated|follows|provided)\b[^.!?]{0,40}"
        r"|(?:this|the)\s(?:chapter|section|part)\s(?:will be|is|to be)\s(?:translated|processed|handled|continued)\s"
        r"[^.!?]{0,30}(?:next|later|separate)\b[^.!?]{0,20}"
        r"|(?:not yet|to be|pending)\s(?:translated|translation)|(?:rest|remaining)\s(?:omitted|truncated)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _gone() -> re.Pattern[str]:
    """Match notes that a part is not here, which say so wherever they stand: it had no room, or is to be translated."""
    part = r"(?:챕터|장|부분|섹션|절|내용|문단|구간|파트|텍스트|본문)"
    english = r"(?:content|text|section|chapter|part|transcript|translation|summary)"
    return re.compile(
        rf"(?:(?:이|본|해당|나머지|이후|이하)\s)?{part}(?:은|는|이|가|을|를)?"
        r"\s(?:길이|분량|토큰|글자 수|출력|응답|지면)\s?(?:길이\s)?"
        r"(?:제한|한도)(?:으로|로)?(?:\s(?:인해|인하여|때문에))?\s(?:생략|누락|제외)(?:되었습니다|됐습니다|됩니다|했습니다|합니다|됨|함)"
        rf"|(?:이|본|해당)\s{part}(?:은|는)?\s(?:추가\s)?번역이\s필요(?:합니다|함)|번역이\s필요한\s{part}(?:입니다|임)?"
        rf"|(?:the\s)?(?:(?:rest|remainder) of the )?{english}\s(?:was\s|has been\s)?(?:truncated|omitted|cut off)"
        r"(?:\s(?:here|for (?:length|brevity)|(?:due to|because of) (?:the )?(?:length|token|output|size)"
        r"(?: limits?)?))?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _stand_in() -> re.Pattern[str]:
    """Match lines that are a placeholder where they are all there is."""
    thing = r"(?:내용|번역|본문|요약|텍스트|설명|챕터|원문|자료|스크립트)"
    noun = r"(?:content|translation|text|summary|transcript|chapter|section|description|body)"
    return re.compile(
        rf"(?:다음에\s|이어서\s|{thing}\s)?계속(?:됩니다)?|(?:이하|이후|이상|전문)?\s?생략(?:합니다|함)?|[중하후]략"
        rf"|(?:{thing}(?:은|는|이|가)?\s)?(?:추후(?:에)?|나중에|곧|이후(?:에)?|별도로)\s"
        r"(?:추가|작성|업데이트|번역|보완|정리|공개|제공|채울|반영|업로드)(?:될|할)?\s?"
        r"(?:예정(?:임|입니다|이다)?|됩니다|합니다|하겠습니다|필요)?"
        rf"|(?:{thing}\s?)?(?:추가|작성|업데이트|번역|보완|정리|공개|업로드)\s?(?:예정|필요|대기)(?:임|입니다)?"
        rf"|(?:{thing}\s?)?(?:작성|준비|작업|번역|정리|업데이트|진행)\s?중(?:임|입니다)?"
        rf"|{thing}\s?(?:생략|누락|예정)(?:됨)?"
        rf"|{thing}(?:이|가|은|는)?\s?(?:없음|없습니다|비어 있음|비어 있습니다|미정)|미작성|미번역|작성 전"
        rf"|여기에\s{thing}(?:을|를)?\s?.{{0,20}}"
        rf"|{thing}(?:을|를)\s(?:입력|추가|작성)(?:하세요|해 주세요|하십시오|할 것)"
        r"|(?:todo|fixme|tbd|tba|wip|xxx)(?:\s?\([^()]{0,20}\))?(?:\s?[:：-].{0,60}|\s[^.!?]{1,40}(?<![다요]))?"
        r"|coming soon|work in progress|placeholder(?: text)?|lorem ipsum.{0,80}|to be continued|continued"
        rf"|(?:{noun}\s)?(?:to be|will be|not yet)\s(?:added|translated|written|completed|done|filled in|determined"
        r"|announced|provided|available)(?:\s(?:here|later|soon))?"
        rf"|{noun}\s(?:goes here|coming soon|pending|to follow|to come|in progress|missing|omitted|not available)"
        rf"|(?:insert|add)\s(?:the\s)?{noun}(?:\shere)?"
        r"|[.…·]{1,12}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _note() -> re.Pattern[str]:
    """Match what stands in brackets as all of a section: what part of the work is meant, and that it is not here."""
    return re.compile(
        r"(?=.*(?:번역|원문|본문|내용|트랜스크립트|스크립트|청크|챕터|파트|위와 동일|이하|이후|\bchunk\b|\bpart\b))"
        r".*(?:누락|생략|예정|계속|(?<![가-힣])이어[서집짐지감]|삽입|요약본|요약만|진행(?!자))",
        re.IGNORECASE,
    )


# Every line that matches holds one of these, or ends so; by whether it begins in Korean or, True, in ASCII. The two
# patterns take 4 ms to compile, and most documents have no short line that needs them.
_DEFERRAL_HINTS = {
    False: ("번역", "청크", "처리", "파트", "응답", "메시지", "생략"),
    True: ("translat", "omitted", "rest", "remain", "chapter", "section", "part"),
}
_GONE_HINTS = ("생략", "누락", "제외", "번역이", "truncated", "omitted", "cut off")
_STAND_IN_HINTS = {
    False: (
        *("계속", "생략", "하략", "후략", "추후", "나중", "곧", "이후", "별도", "예정", "필요", "중", "없", "비어"),
        *("미정", "작성", "미번역", "여기에", "입력", "추가", "누락"),
    ),
    True: (
        *("todo", "fixme", "tbd", "tba", "wip", "xxx", "coming", "progress", "placeholder", "lorem", "continued"),
        *("to be", "will be", "not yet", "goes here", "pending", "to follow", "to come", "missing", "omitted"),
        *("not available", "insert", "add"),
    ),
}
_STAND_IN_ENDS = ("대기", "대기임", "대기입니다")  # in the middle of a line, 대기열 is a queue


def _bare(line: str) -> tuple[str, bool]:
    """A line without what dresses it up, and whether brackets or emphasis enclosed all of it."""
    line = line.strip()
    wrapped = False
    for _ in range(3):
        if len(line) > 2 and _WRAPPED.get(line[0]) == line[-1]:
            line = line[1:-1].strip()
            wrapped = True
    line = line.strip(_AROUND)
    if not line.strip(".…·"):
        return line, wrapped
    return line.rstrip(".…!。 "), wrapped


DEFERRAL, ENCLOSED, LABELLED, GONE = 2, 3, 4, 5  # a stand-in is 1


# Start, end, whether it is stamped, and its form. 0: text; 1: a stand-in; a deferral, and one in brackets; one behind
# a summary's label; a note in brackets that a part is not here.
Line = tuple[int, int, bool, int]


def read_line(text: str, start: int, end: int, block: str) -> Line | None:
    """What the line from `start` to `end` is; None where it holds nothing that is read as text."""
    if match := STAMP.match(text, start, end):
        begin, stamped = match.end(), True
    else:
        begin, stamped = start, False
        if block == "list" and (match := _BULLET.match(text, start, end)):
            begin = match.end()
    if begin and text[begin - 1] == "*":  # behind a label
        while begin < end and text[begin] in ": \t":
            begin += 1
    piece = text[begin:end].rstrip()
    bare = piece.lstrip()
    if not bare:
        return None
    form = _form(piece) if len(piece) <= MAX_PLACEHOLDER else 0
    stop = begin + len(piece)
    return stop - len(bare), stop, stamped, form


@lru_cache(maxsize=1024)  # every page of a course has the same few lists
def _form(line: str) -> int:
    """What a short line is, as `Line` has it."""
    bare, wrapped = _bare(line)
    low = bare.lower()
    latin = bare[:1].isascii()
    bracketed = wrapped and line.strip().strip("*_").startswith(("(", "[", "（", "〔", "【"))
    if any(map(low.__contains__, _GONE_HINTS)) and _gone().fullmatch(bare):
        return GONE if bracketed else 1
    if any(map(low.__contains__, _DEFERRAL_HINTS[latin])) and _deferral().fullmatch(bare):
        return ENCLOSED if wrapped else DEFERRAL
    hinted = any(map(low.__contains__, _STAND_IN_HINTS[latin])) or low.endswith(_STAND_IN_ENDS)
    hinted = hinted or not bare.strip(".…·")
    if hinted and _stand_in().fullmatch(bare):
        return 1
    return int(bracketed and len(bare) <= MAX_NOTE and _note().match(bare) is not None)
