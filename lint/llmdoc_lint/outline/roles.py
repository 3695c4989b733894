"""What a section is for, by its title alone."""

from __future__ import annotations

from functools import lru_cache

from llmdoc_lint.patterns import pattern
from llmdoc_lint.unseen import UNSEEN

__all__ = ["role_of"]

# Titles of sections, by role, without number, stamp and emoji, in lower case; `[...]` may be left
# out, `(a|b)` is one of them. They are matched whole: a chapter called "요약과 번역" is none of them.
# A table of all forms, not a regular expression, which would take 10 ms to compile.
_ROLES = (
    ("tldr", "(tl;dr|tldr)"),
    ("tldr", "전체 (강의|영상|콘텐츠|글) 요약[ (tl;dr)][ (tldr)]"),
    ("tldr", "(한|세|1|3|5)[ ]줄 요약"),
    ("learn", "[이 (콘텐츠|강의|영상|챕터|글|문서)(에서|를 통해|을 통해) ]배울 수 있는 것[들]"),
    ("learn", "[이 (콘텐츠|강의|영상|챕터|글|문서)에서 ](배울|배우는|다루는) (내용|것)"),
    ("learn", "학습 목표"),
    ("learn", "what you(’ll|'ll| will) learn"),
    ("summaries", "(챕터|장|섹션|파트)별 [핵심 ]요약"),
    ("summaries", "chapter summaries"),
    ("summary", "[(이|본) ][(챕터|장|섹션|영상|강의|글) ][핵심 ]요약[ (summary)]"),
    ("summary", "[chapter ]summary"),
    ("key-points", "핵심 (포인트|개념|내용|사항|정리|요점)"),
    ("key-points", "주요 (포인트|개념|내용)"),
    ("key-points", "key (points|takeaways|ideas|concepts)"),
    ("contents", "(목차|차례|챕터 목록|table of contents|contents|chapters|chapter list)"),
    ("translation", "[(전체|전문|한국어|한글|본문|전체 한국어) ]번역[(문|본| 전문)]"),
    ("translation", "본문"),
    ("transcript", "[(영어|영문) ](원문|원본)[ (트랜스크립트|스크립트|자막|텍스트|전문)]"),
    ("transcript", "[전체 ](트랜스크립트|스크립트)"),
    ("transcript", "[(full|original|english) ](transcript|source text)"),
)


def _forms(form: str) -> list[str]:
    """Spell out one line of the table."""
    at = min((place for mark in "[(" if (place := form.find(mark)) >= 0), default=-1)
    if at < 0:
        return [form]
    end = _closing(form, at)
    inner = form[at + 1 : end]
    if form[at] == "[":
        middles = ["", *_forms(inner)]
    elif "|" in inner:
        middles = inner.split("|")
    else:
        middles = [form[at : end + 1]]  # parentheses of the title itself: `요약 (summary)`
    tails = _forms(form[end + 1 :])
    return [form[:at] + middle + tail for middle in middles for tail in tails]


def _closing(form: str, at: int) -> int:
    """Where the bracket closes that opens at a place."""
    mark, close = ("[", "]") if form[at] == "[" else ("(", ")")
    end = form.index(close, at)
    while form.count(mark, at, end) > form.count(close, at, end + 1):
        end = form.index(close, end + 1)
    return end


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {title: role for role, form in _ROLES for title in _forms(form)}


_CONJOINING = pattern("[\u1100-\u11ff]")  # pieces of Hangul letters


def _as_seen(title: str) -> str:
    """A title as readers see it: its letters whole, and nothing between them."""
    from unicodedata import normalize

    return UNSEEN.sub("", normalize("NFC", title))


def role_of(title: str) -> str:
    """The role of a section with this title, "" for none; emoji before the title are ignored."""
    return _role_of(title) if len(title) <= 60 else ""


@lru_cache(maxsize=512)  # the documents of a course have the same sections
def _role_of(title: str) -> str:
    roles = _roles()
    if title in roles:
        return roles[title]
    if not title.isascii() and (UNSEEN.search(title) or _CONJOINING.search(title)):
        title = _as_seen(title)
    start, end = 0, len(title)
    while start < end and not title[start].isalnum():
        start += 1
    while end > start and not title[end - 1].isalnum() and title[end - 1] != ")":
        end -= 1
    if title[end - 1 : end] == ")" and "(" not in title[start:end]:  # it was all in parentheses
        end -= 1
    name = " ".join(title[start:end].lower().split())
    role = roles.get(name, "")
    if not role and name.endswith(")"):  # the same in English: `요약 (Summary)`
        korean, _, english = name[:-1].partition(" (")
        role = roles.get(korean, "")
        role = role if role == roles.get(english, "") else ""
    return role
