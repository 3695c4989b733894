"""Numbers of names and of places in a document, which are no quantities: Llama 3.1, Falcon 7B, 그림 2, Section 3.4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.words import ascii_pattern, hangul, words

if TYPE_CHECKING:
    from llmdoc_lint.language.quantities.scaled import Number

__all__ = ["labelled"]

# A number right after one of these names a version, a model or a place in a document.
_LABELS_KO = frozenset(
    words(
        "챕터 섹션 그림 표 버전 라마 제미나이 제미니 클로드 소넷 오퍼스 하이쿠 파이썬 지피티 챗지피티 젬마 "
        "미스트랄 팰컨 큐원 그록 딥시크 부록 각주 문항 보기 슬라이드 레벨 타입 페이지"
    )
)
_LABELS_EN = frozenset(
    words(
        "chapter section figure fig table version ver appendix slide equation listing footnote page level type "
        "llama gpt chatgpt gemini gemma claude python cuda mistral falcon qwen phi olmo grok deepseek sonnet opus "
        "haiku windows ios android java pytorch tensorflow node http usb wifi id ids o r v x alphago imagen "
        "stable diffusion"
    )
)
# Capitalised words that may stand before a quantity at the start of an English sentence.
_OPENERS_EN = frozenset(
    words(
        "In The A An About Over Around Roughly Some Nearly Almost Only Just By Since From Of And Or But So At On "
        "To For With Until Under Between After Before During Within These Those All First Then Now That This It "
        "There Here My Our Your Their His Her Its Than Like Every Each Another Exactly Approximately More Less Up "
        "Take Add Use Say January February March April May June July August September October November December "
        "Yes No Okay Well If When We You They He She I Not As Is Are Was Were Has Have Had Say Says Got Get Top "
        "Last Next Past Total Least Most"
    )
)
_LAST_WORD = ascii_pattern(r"[A-Za-z][A-Za-z0-9.+\-]{0,22}\Z")
_LONGEST_KO = 8  # syllables: no label has as many


def labelled(text: str, pos: int, language: str, number: Number, *, counted: bool) -> bool:
    """Whether the word before the number at `pos` makes it a version, a model's size or a reference.

    `counted`: a unit or a counted noun stands behind the number.
    """
    gap = text[pos - 1 : pos] == " "
    stop = pos - 1 if gap else pos
    if stop and hangul(text, stop - 1):
        return _last_korean(text, stop) in _LABELS_KO
    match = _LAST_WORD.search(text[max(0, stop - 24) : stop]) if gap else None
    if match is None:
        return False
    word = match[0]
    if word.lower() in _LABELS_EN:
        return True
    if counted or word in _OPENERS_EN or not any("A" <= c <= "Z" for c in word):
        return False
    return language == "ko" or number.value[0] < 1000 * number.value[1]


def _last_korean(text: str, stop: int) -> str:
    start = stop - 1
    while start > max(0, stop - _LONGEST_KO) and hangul(text, start - 1):
        start -= 1
    return text[start:stop]
