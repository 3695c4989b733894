"""What rules that read Korean sentence by sentence share."""

from __future__ import annotations

from llmdoc_lint.patterns import pattern

__all__ = ["outside", "plain"]

_BRACKETS = dict(zip("([{（［「『《〈“‘【〔", ")]}）］」』》〉”’】〕", strict=True))
_WORD = pattern(r"[가-힣]+\Z")

# 해라체: what stands before -다. ㄴ and ㅆ as finals are told by arithmetic; the rest are whole endings.
_PLAIN = (
    *("이다", "아니다", "없다", "않다", "많다", "좋다", "싶다", "같다", "하다", "쉽다", "렵다", "롭다", "답다"),
    *("르다", "낫다", "높다", "낮다", "적다", "작다", "크다", "길다", "짧다", "깊다", "넓다", "좁다", "맞다"),
    *("괜찮다", "스럽다", "겁다", "볍다", "뜨다", "럽다", "쁘다", "나쁘다", "느리다", "세다", "비싸다"),
)
_NOUNS = frozenset(("판다", "혼다", "아젠다", "어젠다", "베란다", "우간다", "르완다", "렌다"))
# 해라체's proposal, and 해체 (반말). No noun ends in one of these; 사용자, 제보자, 페이지 and 이해 do not match.
_LETS = (
    *("해보자", "해 보자", "아보자", "어보자", "려보자", "여보자", "와보자", "살펴보자", "바라보자", "시작하자"),
    *("생각하자", "기억하자", "나가자", "넘어가자", "들어가자", "돌아가자"),
)
_APART = pattern(r"(?:[가-힣] 보|지 말)자\Z|지 ?(?:말아라|마라)\Z")  # `해 보자`, `잊지 마라`
_CASUAL = (
    *("거야", "것이야", "했어", "었어", "았어", "겠어", "있어", "없어", "같아", "맞아", "않아", "많아", "잖아", "거든"),
    *("할게", "을게", "구나", "는군", "겠지", "었지", "았지", "했지", "있지", "없지", "해줘", "해봐", "봤어", "됐어"),
    *("몰라", "됐지", "졌어", "렸어", "왔어", "갔어", "였어", "이거야", "뜻이야", "말이야", "볼게", "줄게", "갈게"),
)


def plain(words: str) -> bool:
    """Whether words at the end of a sentence, without its final mark, end in a plain verb (해라체, 해체)."""
    match = _WORD.search(words)
    if match is None:
        return False
    word = match[0]
    if word[-1] != "다":
        if word[-1] in "자라" and _APART.search(words):
            return True
        # `방법이야`: behind a final consonant, no noun ends so.
        copula = len(word) > 2 and word.endswith("이야") and (ord(word[-3]) - 0xAC00) % 28 > 0
        return copula or (len(word) > 1 and word.endswith((*_LETS, *_CASUAL)))
    if len(word) == 1:
        return False
    final = (ord(word[-2]) - 0xAC00) % 28
    if final in (4, 20):  # ㄴ: 한다, 는다; ㅆ: 했다, 있다
        return word not in _NOUNS
    return word.endswith(_PLAIN)


def outside(words: str) -> list[bool]:
    """For each character, whether it stands outside of brackets, quotation marks, emphasis and inline code.

    A mark without a partner encloses nothing.
    """
    free = [True] * len(words)
    opened: dict[str, int] = {}  # by the mark that closes
    for at, char in enumerate(words):
        if char in opened:
            first = opened.pop(char)
            free[first : at + 1] = [False] * (at + 1 - first)
        elif char in _BRACKETS:
            opened.setdefault(_BRACKETS[char], at)
        elif char in "\"'`*_" and (char != "'" or not words[at - 1 : at].isalnum()):
            opened[char] = at
    return free
