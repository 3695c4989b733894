"""Text damaged in known ways, beside what it was: what the rules about encoding are measured on.

Nothing here knows how the linter finds or repairs anything. A kind of damage is a function from text to what a careless
program makes of it; a case is a small document of which some lines went through one. Everything is deterministic.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIXTURES = Path(__file__).parent.parent / "fixtures"

EXACT = "exact"  # every byte is still there
LOSSY = "lossy"  # some bytes of some characters are gone, the others show where
DESTROYED = "destroyed"  # so much is gone that to see it is all one can ask for


class Kind(NamedTuple):
    """A way of damaging text."""

    name: str
    tier: str
    apply: Callable[[str], str]
    kept: Callable[[str], str] | None = None  # the same without the loss, for a lossy kind
    korean: bool = False  # only text that CP949 can write

    def lost(self, text: str) -> list[bool]:
        """Of each character, whether it lost bytes."""
        if self.kept is None:
            return [self.tier == DESTROYED and not char.isascii() for char in text]
        return [not char.isascii() and self.apply(char) != self.kept(char) for char in text]


# ---------------------------------------------------------------------------------- kinds of damage


@cache
def table(codec: str) -> tuple[str, ...]:
    """The character of each byte; "" where the code page leaves it undefined."""
    return tuple(bytes((byte,)).decode(codec, "ignore") for byte in range(256))


def misread(text: str, codec: str, undefined: str | None = None, gone: str = "") -> str:
    """UTF-8 read through a code page; what it leaves undefined becomes a C1 control, or `undefined`; `gone` is cut."""
    chars = table(codec)
    read = "".join(chars[byte] or (chr(byte) if undefined is None else undefined) for byte in text.encode())
    return "".join(char for char in read if char not in gone) if gone else read


C1 = "".join(map(chr, range(0x80, 0xA0)))


def _exact(codec: str) -> Kind:
    return Kind(f"UTF-8 as {codec}", EXACT, lambda text: misread(text, codec))


def _lossy(what: str, codec: str, undefined: str | None, gone: str = "") -> Kind:
    return Kind(
        f"UTF-8 as {codec}, {what}",
        LOSSY,
        lambda text: misread(text, codec, undefined, gone),
        lambda text: misread(text, codec),
    )


def _flattened(codec: str, undefined: str | None, what: str) -> Kind:
    """No-break spaces become spaces, as an editor or a form does it."""
    return Kind(
        f"UTF-8 as {codec}, {what}",
        LOSSY,
        lambda text: misread(text, codec, undefined).replace("\xa0", " "),
        lambda text: misread(text, codec),
    )


def _twice(first: str, second: str) -> Kind:
    name = f"twice, {first}" if first == second else f"twice, {first} and {second}"
    return Kind(name, EXACT, lambda text: misread(misread(text, first), second))


def chunked(text: str, size: int = 100) -> str:
    """Decoded in pieces of `size` bytes, as a careless stream reader does it."""
    raw = text.encode()
    return "".join(raw[at : at + size].decode("utf-8", "replace") for at in range(0, len(raw), size))


KINDS = (
    *map(_exact, ("cp1252", "latin-1", "cp1254", "cp1250", "cp1251", "cp437", "mac_roman")),
    _twice("cp1252", "cp1252"),
    _twice("latin-1", "latin-1"),
    _twice("cp1252", "latin-1"),
    _twice("cp1254", "cp1252"),
    _twice("mac_roman", "mac_roman"),
    Kind("CP949 as latin-1", EXACT, lambda text: text.encode("cp949").decode("latin-1"), None, True),
    Kind("CP949 as cp1252", EXACT, lambda text: _cp949_as_windows(text), None, True),
    _lossy("undefined bytes dropped", "cp1252", ""),
    _lossy("undefined bytes dropped", "cp1254", ""),
    _lossy("undefined bytes dropped", "cp1250", ""),
    _lossy("undefined bytes dropped", "cp1251", ""),
    _lossy("undefined bytes and U+00AD dropped", "cp1252", "", "\xad"),
    _lossy("undefined bytes and U+00AD dropped", "cp1254", "", "\xad"),
    _lossy("undefined bytes as U+FFFD", "cp1252", "\ufffd"),
    _lossy("undefined bytes as ?", "cp1252", "?"),
    _lossy("undefined bytes as ?", "cp1254", "?"),
    _lossy("undefined bytes as a space", "cp1252", " "),
    _lossy("C1 controls stripped", "cp1252", None, C1),
    _flattened("cp1252", None, "no-break spaces as spaces"),
    _flattened("cp1254", "", "undefined bytes dropped, no-break spaces as spaces"),
    Kind("UTF-8 as latin-1, C1 controls stripped", DESTROYED, lambda text: misread(text, "latin-1", None, C1)),
    Kind("twice, cp1252, dropped", DESTROYED, lambda text: misread(misread(text, "cp1252", ""), "cp1252", "")),
    Kind("UTF-8 as CP949, replaced", DESTROYED, lambda text: text.encode().decode("cp949", "replace")),
    Kind("UTF-8 as CP949, dropped", DESTROYED, lambda text: text.encode().decode("cp949", "ignore")),
    Kind(
        "CP949 as UTF-8, replaced", DESTROYED, lambda text: text.encode("cp949").decode("utf-8", "replace"), None, True
    ),
    Kind("read in pieces", DESTROYED, chunked),
)


def _cp949_as_windows(text: str) -> str:
    chars = table("cp1252")
    return "".join(chars[byte] or chr(byte) for byte in text.encode("cp949"))


def kind(name: str) -> Kind:
    return next(one for one in KINDS if one.name == name)


# -------------------------------------------------------------------------------------------- text

# Written for this: prose about other things than the fixtures, with the punctuation that translators use.
OWN = """
처음 방문한 분께는 도서관의 규칙부터 안내해 드립니다.
책은 한 번에 다섯 권까지, 이 주 동안 빌릴 수 있습니다.
“반납이 늦으면 어떻게 되나요?”라는 질문을 가장 많이 받습니다.
늦은 날만큼 다음 대출이 미뤄질 뿐 — 벌금은 없습니다.
열람실은 오전 9시부터 오후 10시까지 열려 있고, 월요일에는 쉽니다.
노트북을 쓰는 자리와 조용한 자리는 서로 다른 층에 있습니다.
사진을 찍을 때는 다른 사람이 나오지 않게 조심해 주세요 📷
오래된 신문은 마이크로필름으로 바꾸어 지하 서고에 보관합니다.
필요한 자료를 찾지 못했다면 사서에게 물어보는 것이 가장 빠릅니다.
검색창에 제목 전체를 넣기보다 핵심 낱말 두세 개만 넣어 보세요.
예약한 책이 도착하면 문자 메시지로 알려 드립니다.
토요일 오후에는 어린이를 위한 이야기 시간이 열립니다 🎨
자원봉사자는 책을 제자리에 꽂고 찢어진 쪽을 붙이는 일을 돕습니다.
전자책은 집에서도 읽을 수 있지만 동시에 볼 수 있는 사람 수가 정해져 있습니다.
올해 예산은 작년보다 조금 줄었고, 그래서 새 책을 고르는 기준이 더 엄격해졌습니다.
기온이 25 °C를 넘으면 서고의 냉방 장치가 저절로 켜집니다.
습도는 늘 절반 이하로 유지해야 곰팡이가 생기지 않습니다.
창가 자리는 햇빛이 좋아서 겨울마다 경쟁이 치열합니다.
대출 → 반납 → 정리의 흐름을 한 장의 그림으로 그려 벽에 붙였습니다.
그 그림을 본 뒤로는 같은 질문을 하는 사람이 절반으로 줄었습니다.
“좋은 안내문은 질문을 없앤다”라는 말이 이제야 이해됩니다.
지난달에는 모두 1,240권이 나갔고 그중 스물세 권이 아직 돌아오지 않았습니다.
겉표지가 낡은 책일수록 많이 읽힌 책이라는 점은 통계로도 확인됩니다.
새로 온 관장은 규칙을 늘리기보다 설명을 쉽게 고치는 편을 택했습니다.
이웃 마을의 작은 서점과 함께 낭독회를 여는 계획도 세우고 있습니다.
마지막 방송이 나오면 십 분 안에 가방을 챙겨 나와 주시기 바랍니다.
불편한 점은 입구의 노란 상자에 적어 넣어 주세요. 매주 금요일에 읽습니다.
컴퓨터 강좌는 초급, 중급, 고급으로 나뉘며 누구나 무료로 들을 수 있습니다.
점자 도서와 큰 글자 책은 일 층 오른쪽 서가에 모여 있습니다.
공사 때문에 뒷문은 다음 달까지 닫혀 있으니 정문으로 들어오세요.
"""
OWN_PHRASES = """
도서관 이용 안내
대출과 반납 규칙
조용한 열람실 찾기
예약 알림 받는 방법
자주 묻는 질문
서고의 온도와 습도
어린이 이야기 시간
전자책 빌리는 순서
자원봉사자 모집
지난달 이용 통계
검색을 잘하는 요령
컴퓨터 강좌 일정
큰 글자 책 서가
분실한 책 처리
단체 견학 신청
"""
ENGLISH = """
It’s the model’s fault — or is it the data’s?
She wrote “read the source first” on the whiteboard, and nobody did.
The café’s résumé parser couldn’t read “naïve” or “façade” at all.
Don’t trust the first answer… ask the same question twice.
The rule – if it is one – says: never cut a table in half.
Press “Save” → wait → close the tab 🎉
José’s talk about tokens starts at 9:30 and isn’t recorded.
A jalapeño costs €2, a crème brûlée £4 and advice nothing.
We call it the “long tail”; others’ names for it aren’t printable.
The window holds 512 tokens – that’s about 350 words – and no more.
“Why not?” he asked. “Because it’s Tuesday,” she answered.
Zoë’s notes use • for lists and … for everything she didn’t finish.
"""
DIAGRAM = """```
┌──────────────────┐     ┌──────────────┐
│ 📚 {a} │ ──▶ │ ✅ {b} │
└────────┬─────────┘     └──────┬───────┘
         └── {c} ◀── {d} ──┘
```"""

_SENTENCE = re.compile(r"[^.?!]*?[가-힣][^.?!]*?[다요까][.?!][”\"]?(?= |$)")
_NOT_PROSE = re.compile(r"[`\u200b]|https?:|\]\(|<!--|\ufffd|\[\d|\||\*\*|^[a-zA-Z_]+:|^#|^>")


class Pool(NamedTuple):
    """Where the text of a case comes from."""

    name: str
    sentences: tuple[str, ...]
    phrases: tuple[str, ...]


def own() -> Pool:
    return Pool("own", tuple(OWN.strip().split("\n")), tuple(OWN_PHRASES.strip().split("\n")))


def english() -> Pool:
    lines = tuple(ENGLISH.strip().split("\n"))
    return Pool("English", lines, ("The “long tail” problem", "Why it isn’t fixed – yet", "Café notes, part one…"))


def pool(name: str, texts: Iterable[str]) -> Pool:
    """The Korean sentences of some documents, and their headings and list items."""
    sentences: dict[str, None] = {}
    phrases: dict[str, None] = {}
    for text in texts:
        for line in text.split("\n"):
            bare = re.sub(r"^(?:#+ |- |\d+\. |\[[\d:]+\] )+", "", line.strip())
            if sum("가" <= char <= "힣" for char in bare) < 5 or _NOT_PROSE.search(bare):
                continue
            if line.startswith(("#", "- ")) and len(bare) < 40:
                phrases[bare] = None
            elif not line.startswith("#"):
                sentences.update((match[0].strip(), None) for match in _SENTENCE.finditer(bare) if len(match[0]) > 12)
    return Pool(name, tuple(sentences), tuple(phrases))


def fixtures() -> Pool:
    """Text of the fixtures' courses that the benchmark's repository does not hold."""
    homes = ("clean/docs/week2", "clean/docs/week3", "demo")
    pages = sorted(page for home in homes for page in (FIXTURES / home).rglob("kr/*.md"))
    return pool("fixtures", (page.read_text(encoding="utf-8") for page in pages))


# ------------------------------------------------------------------------------------------- cases

FORMS = ("document", "lines", "line", "cell", "front matter")


class Case(NamedTuple):
    """A document with damage in it, at `path` in a project, and the sound documents beside it."""

    kind: Kind
    form: str
    pool: str
    path: str
    original: str
    damaged: str
    places: tuple[tuple[int, int, int], ...]  # what is damaged: line, and start and end in the original line, from 0
    beside: tuple[tuple[str, str], ...] = ()  # path, text

    @property
    def name(self) -> str:
        return f"{self.kind.name} / {self.form} / {self.pool}"


PAGE = """---
title: "1. {title}"
titleKr: "1. {title}"
chapter: 1
timestamp: "0:00"
sourceUrl: "https://www.youtube.com/watch?v=b3nchMarK01&t=0s"
translatedAt: "2026-01-15"
---

# 1. {title}

## {heading}

{paragraphs}

- {items}

| {cells} |
|---|---|---|
| {row} |
| {more} |

{diagram}
"""


def page(source: Pool, rng: random.Random) -> str:
    """A page of one pool's text."""
    sentences = rng.sample(source.sentences, min(9, len(source.sentences)))
    phrases = [rng.choice(source.phrases) for _ in range(18)]
    return PAGE.format(
        title=phrases[0].replace('"', ""),
        heading=phrases[1],
        paragraphs="\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, 9, 3)),
        items="\n- ".join(phrases[2:5]),
        cells=" | ".join(phrases[5:8]),
        row=" | ".join(phrases[8:11]),
        more=" | ".join(phrases[11:14]),
        diagram=DIAGRAM.format(**dict(zip("abcd", phrases[14:], strict=True))),
    )


def case(kind: Kind, form: str, source: Pool, number: int) -> Case:
    """A page of that pool's text, and the same page with the damage."""
    rng = random.Random(f"{kind.name}/{form}/{source.name}/{number}")  # a text seeds by its SHA-512
    text = page(source, rng)
    if kind.korean:
        text = text.encode("cp949", "ignore").decode("cp949")
    rows = text.split("\n")
    beyond = [number for number, row in enumerate(rows) if not row.isascii()]
    if form == "document":
        chosen = beyond
    elif form == "front matter":
        chosen = [1]
    elif form == "cell":
        chosen = [rng.choice([number for number in beyond if rows[number].startswith("|")])]
    else:
        blank = rows.index("", rows.index("---", 1) + 1)  # in a fence of a sound page, damage is a sample
        prose = [number for number in beyond if number > blank and rows[number][0] not in "#-|`┌│└ "]
        chosen = prose[:2] if form == "lines" else [rng.choice(prose)]
    spans = []
    for number in chosen:
        row = rows[number]
        start, end = 0, len(row)
        if form == "cell":
            start = row.index(" | ") + 3
            end = row.index(" | ", start)
        spans.append((number, start, end))
    damaged, places = _damage(rows, spans, kind)
    return Case(kind, form, source.name, "docs/case/kr/page.md", text, damaged, places)


Places = tuple[tuple[int, int, int], ...]


def _damage(rows: list[str], spans: list[tuple[int, int, int]], kind: Kind) -> tuple[str, Places]:
    """The rows with the spans damaged, and those of the spans that this changed."""
    out = list(rows)
    changed = []
    for number, start, end in spans:
        row = rows[number]
        out[number] = row[:start] + kind.apply(row[start:end]) + row[end:]
        if out[number] != row:
            changed.append((number, start, end))
    return "\n".join(out), tuple(changed)


def embedded(kind: Kind, source: Pool, number: int) -> Case:
    """A prompt that quotes a page of the course, damaged as a whole; the page is there."""
    rng = random.Random(f"{kind.name}/embedded/{source.name}/{number}")
    quoted = page(source, rng)
    quoted = quoted.replace("titleKr", "source_type: youtube_transcript\nparent: case\ntitleKr").replace(
        "sourceUrl", "source_url"
    )
    if kind.korean:
        quoted = quoted.encode("cp949", "ignore").decode("cp949")
    text = f"# Role\n\nYou design study sheets.\n\n# Source Text\n\n{quoted}\n# Layout\n\nOne page.\n"
    rows = text.split("\n")
    damaged, places = _damage(rows, [(number, 0, len(row)) for number, row in enumerate(rows)], kind)
    path = "docs/case/prompts/page-prompt.md"
    return Case(kind, "embedded", source.name, path, text, damaged, places, (("docs/case/eng/page.md", quoted),))


def cases(pools: tuple[Pool, ...]) -> list[Case]:
    """Every kind in every form from every pool, English, and pages quoted in a prompt."""
    found = [case(one, form, source, 0) for one in KINDS for form in FORMS for source in pools]
    latin = [one for one in KINDS if not one.korean and one.name.startswith("UTF-8 as") and "CP949" not in one.name]
    found += [case(one, form, english(), 0) for one in latin for form in ("document", "line")]
    found += [embedded(one, source, 0) for one in KINDS if one.tier != EXACT for source in pools[:2]]
    return [one for one in found if one.places]


# --------------------------------------------------------------------- bytes that are not UTF-8


class Raw(NamedTuple):
    """A document in another encoding, or partly in one: its bytes, and what it says."""

    name: str
    raw: bytes
    original: str


def raws(source: Pool) -> list[Raw]:
    """Whole documents in other encodings, and documents with passages in one."""
    rng = random.Random(f"raw/{source.name}")
    text = page(source, rng).encode("cp949", "ignore").decode("cp949")
    found = [Raw(f"whole document in {codec}", text.encode(codec), text) for codec in ("cp949", "utf-16", "utf-32")]
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        found.append(Raw(f"whole document in {codec}, no mark", text.encode(codec), text))
    found.append(Raw("whole document in utf-16-be", b"\xfe\xff" + text.encode("utf-16-be"), text))
    windows = text.replace("\n", "\r\n")
    found.append(Raw("whole document in cp949, CRLF", windows.encode("cp949"), windows))
    rows = text.split("\n")
    prose = [number for number, row in enumerate(rows) if not row.isascii() and row[0] not in "#-|┌│└ " and number > 3]
    for name, chosen in (("a paragraph", prose[:1]), ("two paragraphs", prose[1:3]), ("the title", [1])):
        mixed = [row.encode("cp949") if number in chosen else row.encode() for number, row in enumerate(rows)]
        found.append(Raw(f"{name} in cp949", b"\n".join(mixed), text))
    return found


def western() -> list[Raw]:
    """English, French and German in Windows-1252."""
    text = "\n\n".join(ENGLISH.strip().split("\n")).replace("→", "-").replace("🎉", "")
    french = "# Résumé\n\nL’élève a reçu une leçon très intéressante où il était question de modèles.\n"
    german = "# Übung\n\nDie Größe der Wörter ändert sich, sagt Frau Groß aus Köln.\n"
    return [Raw(f"whole document in cp1252, {name}", one.encode("cp1252"), one) for name, one in
            (("English", text), ("French", french), ("German", german))]  # fmt: skip
