"""Nothing is quadratic: on hostile text, twice the input takes about twice the time.

Every fact and every rule looks at every hostile text at two sizes, in a document of a known kind.
Time is the process's own, so other programs do not disturb it; what looks bad is measured again,
on larger texts, before it counts as bad.
"""

from __future__ import annotations

import gc
import time
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint import blocks, course, document, frontmatter, kinds, links, outline, suppressions, transcript
from llmdoc_lint.course import Course, Pair, assemble, pairs
from llmdoc_lint.document import Document, Files
from llmdoc_lint.encoding import charset, mojibake
from llmdoc_lint.engine import Plan, check, select
from llmdoc_lint.language import names, quantities
from llmdoc_lint.outcome import Failure, Outcome, Use
from llmdoc_lint.packs import load
from llmdoc_lint.settings import Settings
from proportion import SLACK, SUSPECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL, LARGE = 2_000, 8_000  # code points: linear takes 4 times as long on the larger text, quadratic 16 times
DOUBLED = 3.0  # what a suspect may take on twice the text, the best of two: linear is 2, quadratic is 4
CONFIRM = 20_000  # code points of a suspect's smaller text, where the noise is small

SETTINGS = Settings()

INDEX = (
    '---\ntitle: "한 강의"\noriginalTitle: "A Lecture"\nauthor: "A. Person"\n'
    'sourceUrl: "https://www.youtube.com/watch?v=abcdefghijk"\ntranslatedAt: 2026-01-02\nstatus: final\n'
    'contentType: youtube\nduration: "1:00:00"\ntotalChapters: 3\nhasSummary: true\n---\n\n'
)
CHAPTER = (
    '---\ntitle: "1. Start"\ntitleKr: "1. 시작"\nchapter: 1\ntimestamp: "0:00"\n'
    'sourceUrl: "https://www.youtube.com/watch?v=abcdefghijk"\ntranslatedAt: 2026-01-02\n---\n\n'
)
SOURCE = (
    '---\ntitle: "1. Start"\ntitleKr: "1. 시작"\nsource_url: "https://www.youtube.com/watch?v=abcdefghijk"\n'
    'source_type: youtube_transcript\nauthor: "A. Person"\nparent: "x"\nchapter: 1\ntotalChapters: 3\n---\n\n'
)
SOURCE_INDEX = (
    '---\ntitle: "A Lecture"\nsource_url: "https://www.youtube.com/watch?v=abcdefghijk"\n'
    'source_type: youtube_transcript\nauthor: "A. Person"\nduration: "1:00:00"\nchapters: 3\n---\n\n'
)


def growing(unit: str, joint: str) -> Callable[[int], str]:
    """`unit`, `unit` twice, three times ...: no run closes another."""

    def make(size: int) -> str:
        parts: list[str] = []
        length = 0
        while length < size:
            parts.append(unit * (len(parts) + 1))
            length += len(parts[-1]) + len(joint)
        return joint.join(parts)

    return make


def numbered(form: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        count = max(1, size // len(form % 1000))
        return "".join(form % number for number in range(1, count + 1))

    return make


REPEATED = (
    "[", "]", "](", "[a](", "[a](b", "[a](b \"", "[a](<", "[[a]", "[![a](b)", "![", "[^1]:", "[^1]", "[a]: b\n",
    "[a]:", "[a", "(", ")", "()", "((a)", "{", "{#a", "{#", "{" + "#" * 450, "}", "<", "<a", "<a b=\"\n", "<a id=",
    "</a>", "<!", "<!--", "-->", "<!-- ", "<!--\n", "<!-- A_START -->\n",
    "<!-- SUMMARY_START -->\n<!-- SUMMARY_END -->\n", "<!-- llmdoc-lint-disable x ",
    "<!-- llmdoc-lint-disable x -->", "<!-- llmdoc-lint-disable x -->\n",
    "<!-- llmdoc-lint-disable-line x -->", "<!-- llmdoc-lint-disable-next-line x -->\n",
    "<!-- llmdoc-lint-disable-next-line x: ", "<!-- llmdoc-lint-enable y --><!-- llmdoc-lint-disable x -->",
    "<!-- llmdoc-lint-disable-next-line x -->\n\n",
    "`", "``a`", "`a", "```\n", "~~~\n```\n", "```a\n", "```a b=\"`\n",
    "\\`", "*", "**", "**a", "**a**", "*a_", "_", "_a", "__a__ ",
    "**a** :", "***a ", "# ", "#", "# \n", "# 목차\n", "## 목차\n1. [가](#가) (1:00)\n", "## 1. 가 (1:00)\n",
    "## 요약\n", "## TL;DR\n가\n", "## 챕터별 요약\n### 1. 가\n", "## 챕터별 요약\n### 1. 가 (1:00)\n<!-- A_END -->\n",
    "## 1. 가\n<!-- A_END -->\n", "**요약**: 가\n\n", "**핵심 포인트:**\n- 가\n", "**핵심 포인트:** ",
    "### 핵심 포인트\n",
    "- ", "- a\n", "1. ", "1. a\n", "   - a\n", "- [ ] a\n", "> ", ">", "> a\n", "> - ", "|", "| a ", "| a | b |\n",
    "|-",
    "---\n", "---\n\n", "\n---", "-", "- -", "=", "a\n=\n", "===\n", "***\n", "---\na: 1\nb: 2\n", "---\na: [\nb: 2\n",
    "---\na: 1\nb: 2\n---\n# x\n# y\n", "a: b\n", "- a: b\n", "a: [", "a: {", "&a *a ", '"', "'", "\"'", "“”‘’",
    "“", "‘",
    "[1:", "[1:00]", "[1:00] ", "[1:00]\n", "[1:00] a\n", "[1:60] a\n", "1:", "0:0", "0:00 ", "(1:00)", "1", "1,", "1.",
    "1,000", "1 000 ", "1/", "1-", "1~", "1e", "1%", "$1", "2024-01-01", "2024년 1월 ", "10억 ", "만", "억", "조 ",
    "1만",
    "이십", "twenty ", "one hundred and ", "million ", "half a ", "a hundred ", "스물", "가", "가나다", "가 ", "가(A)",
    "가(A) ", "가 (Abc Def) ", "가(", "(a", "A", "Aa", "AaB", "A ", "Aa ", "A.", "A. ", "A-", "A'", "A’s ", "a-",
    "a.", "a/",
    "a@", "aaaaaaaa ", "the ", "ì", "ì•", "ì•ˆ", "ë", "Ã", "â€", "Ã‚", "í•œ", "�", "?", "??", "?¼", "媛", "�뜝",
    "한글 ",
    "a\r", "\r", "\r\n", "a\r\n", "\n", " ", " \n", "\t", "\t\n", "a ", "    a\n", "\u3000", "\xa0", "\u200b", "\ufeff",
    "e\u0301", "ㄱ", "\u1112", "\u1112\u1161\u11ab", "\U0001f468\u200d", "\0", "a\0", "\x1b[", "\udc80", "\udcec\udc95",
    "https://", "http://a", "https://a/", "www.", "mailto:", "https://a.b/c?d=e&f#g ", "https://youtu.be/",
    "https://youtu.be/abcdefghijk?t=1", "https://youtu.be/abcdefghijk?t=1 ", "https://youtube.com/watch?a&amp;",
    "https://youtube.com/watch?", "?t=", "&t=1h", "%", "%41", "%EA%B0%80", "&amp;", "&", "&#", "&#x41;", "&lt;b&gt;",
    "다음 청크에서 ", "(계속) ", "TODO ", "...", "…", "[...]", "[생략]", "{{", "{{a}}", "}}", "{% a %}", "~", "~~a",
    "\\n", "가\\n", "a\\u0020", "(0:30) a\n", "\\[0:30\\] a\n",
    "$", "$$", "\\", "\\(", "\\[", ":", "::", ":::", ":a:", ";", ",", ", ", ".", ". ", "다. ", "습니다. ", "A. B. ",
    "import a from 'b'\n", "import {", "import {a\n\n", "import a\n",
    "Speaker: ", "**A B:** a\n", "<b>", "<c>a</c>", "<00:00:01.000>",
)  # fmt: skip

TEXTS: dict[str, Callable[[int], str]] = {
    **{repr(unit): (lambda size, unit=unit: unit * (size // len(unit) + 1)) for unit in REPEATED},  # type: ignore[misc]
    "growing ticks": growing("`", " "),
    "growing ticks, a line each": growing("`", "\n"),
    "growing tildes": growing("~", "\n"),
    "growing stars": growing("*", " a"),
    "growing hashes": growing("#", "\n"),
    "growing quotation": growing("> ", "\n"),
    "growing indentation": growing("  ", "- a\n"),
    "growing brackets": growing("[", "\n"),
    "refusals in a program": lambda size: "```python\n" + "I can't translate this.\n" * (size // 24),
    "different headings": numbered("## %d. 가\n"),
    "different stamps": numbered("[%d:00] a b c\n"),
    "different chapters": numbered("## %d. 가나 (1:00)\n\n가나다라.\n\n"),
    "different links": numbered("[a](#b-%d) "),
    "different contents": lambda size: "## 목차\n" + numbered("%d. [가](#가) (1:00)\n")(size),
    "rules in a summary": lambda size: "## 요약\n가\n" + "\n---" * (size // 4),
    "contents, then items": lambda size: "## 목차\n" * (size // 20) + "- 가\n" * (size // 8),
    "suppressions": numbered("<!-- llmdoc-lint-disable a-%d -->"),
    "enables": lambda size: (
        "<!-- llmdoc-lint-disable a -->" * (size // 60) + "<!-- llmdoc-lint-enable b -->" * (size // 60)
    ),
    "names of a suppression": lambda size: "<!-- llmdoc-lint-disable " + "a--" * (size // 3),
    "blanks of a suppression": lambda size: "<!-- llmdoc-lint-disable " + " " * size,
    "blanks in a link": lambda size: "[a](b" + " " * size + "c",
    "quotation in a link": lambda size: '[a](b "' + "c' " * (size // 3),
    "parentheses in a link": lambda size: "[a](b" + "()" * (size // 2) + " c",
    "long link text": lambda size: "[" + "a" * size + "](b)",
    "long heading": lambda size: "# " + "a " * (size // 2),
    "blanks in a heading": lambda size: "# a" + " " * size + "b",
    "hashes in a heading": lambda size: "# a " + "# " * (size // 2) + "b",
    "long bold": lambda size: "**" + "a " * (size // 2),
    "long emphasis": lambda size: "# _" + "a" * size,
    "digits of a stamp": lambda size: "[" + "1" * size + ":00]",
    "digits of a time": lambda size: "https://youtu.be/abcdefghijk?t=" + "1" * size,
    "slashes of a URL": lambda size: "https://a" + "/" * size + "b",
    "words": numbered("w%d "),
    "names": numbered("Abc%d Def "),
    "lines": numbered("가나다 %d 라마바.\n"),
    "figures": numbered("가나다 %d 개, "),
    "glosses": numbered("가나다(Abc%d) "),
    "latin and hangul": lambda size: "A가" * (size // 2),
    "nested parentheses": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "nested brackets": lambda size: "[" * (size // 2) + "](a)" * (size // 8),
}

# How a hostile text stands in its document, and whether functions of nothing but text look at it there too:
# once is enough for them.
FRAMES: dict[str, tuple[str, str, bool]] = {
    "index": ("docs/x/kr/_index.md", INDEX + "# 한 강의\n\n", False),
    "chapter": ("docs/x/kr/a.md", CHAPTER + "# 1. 시작\n\n", False),
    "bare": ("docs/x/kr/a.md", "", True),
    "front matter": ("docs/x/kr/a.md", CHAPTER[: -len("---\n\n")], False),
    "value": ("docs/x/kr/a.md", '---\nchapter: 1\ntimestamp: "0:00"\nsourceUrl: "https://a', False),
}
PARTNERS = {"docs/x/eng/_index.md": SOURCE_INDEX, "docs/x/eng/a.md": SOURCE}


def document_of(path: str, text: str) -> Document:
    raw = text.encode("utf-8", "surrogateescape")
    return Document(path, raw, SETTINGS, Files("/nowhere", "2026-03-01"))


def facts() -> dict[str, Callable[[Document], object]]:
    """Every fact of the model, in an order in which each finds what it builds on, and is timed alone."""
    first: list[Callable[[Document], Any]] = [
        document.line_starts, document.sound, kinds.kind,
        blocks.front_matter, blocks.blocks, blocks.headings, blocks.code, blocks.unread, blocks.prose, blocks.embedded,
        transcript.segments, transcript.cadence,
        outline.sections, outline.markers, outline.chapters, outline.summaries,
        links.links, links.slugs, links.anchors, links.videos,
        suppressions.suppressions, course.profile,
    ]  # fmt: skip
    found: dict[str, Callable[[Document], object]] = {f"{f.__module__}.{f.__name__}": f for f in first}
    found["line_span"] = lambda doc: [doc.line_span(at) for at in range(0, len(doc.text), 8)]
    found["position"] = lambda doc: [doc.position(at) for at in range(0, len(doc.text), 8)]
    found["region"] = lambda doc: outline.region(doc, "NOWHERE")
    return found


TEXT_FACTS: dict[str, Callable[[Document], object]] = {
    "frontmatter.parse": lambda doc: frontmatter.parse(doc.text),
    "mojibake.passages": lambda doc: mojibake.passages(doc.text),
    "charset.detect": lambda doc: charset.detect(doc.raw),
    "charset.detect (CP949)": lambda doc: charset.detect(doc.text.encode("cp949", "replace")),
    "charset.detect (Latin)": lambda doc: charset.detect(doc.text.encode("latin-1", "replace") + b"\xe9"),
    "charset.mixed": lambda doc: charset.mixed(doc.raw),
    "charset.looks_utf16": lambda doc: charset.looks_utf16(doc.raw),
    "charset.first_undecodable": lambda doc: charset.first_undecodable(doc.raw),
    "quantities (ko)": lambda doc: quantities.quantities(doc.text, "ko"),
    "quantities (en)": lambda doc: quantities.quantities(doc.text, "en"),
    "names.names": lambda doc: names.names(doc.text),
    "names.glosses_of": lambda doc: names.glosses_of(doc.text),
    "names.index_names": lambda doc: names.index_names(doc.text),
}


def rules() -> dict[str, Callable[[Document], object]]:
    """Every rule of the built-in pack, as a function of one document."""

    def over(rule: Any) -> Callable[[Document], object]:
        options = rule.options()

        def run(doc: Document) -> object:
            if rule.over is Document:
                kind = kinds.kind(doc) if document.sound(doc) else None
                if not (document.sound(doc) or rule.raw):
                    return None
                if rule.kinds is not None and (kind is None or kind.name not in rule.kinds):
                    return None
                return sum(1 for _ in rule.check(doc, options))
            if not document.sound(doc):
                return None
            if rule.over is Course:
                return [sum(1 for _ in rule.check(one, options)) for one in courses(doc)]
            if rule.over is Pair:
                return [sum(1 for _ in rule.check(pair, options)) for one in courses(doc) for pair in pairs(one)]
            uses = tuple(Use(one, True, True, 0, late=False) for one in suppressions.suppressions(doc))
            outcome = Outcome(doc, uses, (Failure("x", "y", "z"),), ("x",))
            return sum(1 for _ in rule.check(outcome, options))

        return run

    return {f"rule {id}": over(rule) for id, rule in load(("llmdoc_rules",)).items()}


def courses(doc: Document) -> list[Course]:
    """The document with a translation partner of the same hostile text; built once a document."""
    found: list[Course] | None = doc.facts.get("test courses")
    if found is None:
        head = doc.text.find("# ")
        body = doc.text[head if head >= 0 else 0 :]
        docs = [doc]
        docs += [document_of(path, front + body) for path, front in PARTNERS.items() if path.endswith(f"/{doc.name}")]
        docs = [one for one in docs if document.sound(one)]
        found = doc.facts["test courses"] = assemble("docs/x", docs, (), SETTINGS, doc.files)
    return found


@cache
def subjects(frame: str) -> dict[str, Callable[[Document], object]]:
    return {**facts(), **(TEXT_FACTS if FRAMES[frame][2] else {}), **rules()}


def measure(frame: str, text: str, size: int, only: str | None = None) -> dict[str, float]:
    """Seconds that each fact and rule takes on a fresh document; up to `only`, where it is given."""
    path, head, _ = FRAMES[frame]
    doc = document_of(path, head + TEXTS[text](size) + ('"\n---\n\n# 1. 시작\n' if frame == "value" else "\n"))
    doc.text  # noqa: B018 - decoded outside of the clock
    took = {}
    for name, function in subjects(frame).items():
        if only is not None and only != name and (name in TEXT_FACTS or name.startswith("rule ")):
            continue  # nothing builds on it
        started = time.process_time()
        function(doc)
        took[name] = time.process_time() - started
        if name == only:
            break
    return took


def doubled(frame: str, text: str, what: str) -> tuple[float, float]:
    """How many times as long twice the text takes, the best of two each, and how long, in seconds."""
    low = min(measure(frame, text, CONFIRM, what)[what] for _ in range(2))
    if low > 2.0:  # as good as hanging; what twice that takes nobody wants to know
        return 99.0, low
    high = min(measure(frame, text, 2 * CONFIRM, what)[what] for _ in range(2))
    return high / max(low, 1e-9), high


@pytest.fixture(autouse=True)
def _no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("frame", FRAMES)
def test_linear(frame: str) -> None:
    measure(frame, next(iter(TEXTS)), 100)  # tables are built, patterns compiled
    bad = []
    for text in TEXTS:
        high = {what: took for what, took in measure(frame, text, LARGE).items() if took > SLACK}
        low = measure(frame, text, SMALL) if high else {}
        for what in high:
            if high[what] > SUSPECT * low[what] + SLACK:
                times, seconds = doubled(frame, text, what)
                if times > DOUBLED:
                    bad.append(f"{what} on {text[:60]} in {frame}: x{times:.1f}, {seconds:.3f} s")
    assert bad == []


def suppressed(count: int) -> float:
    """Seconds that it takes to leave out as many findings, each under a suppression and all under open blocks."""
    comment = "<!-- llmdoc-lint-disable"
    body = "".join(f"{comment}-next-line word-found -->\nfault\n\n{comment} words -->\nfault\n" for _ in range(count))
    doc = document_of("docs/x/kr/a.md", CHAPTER + body)
    pack = load(("sample_pack",))
    plan = Plan(select(pack, SETTINGS, ("word-found", "suppression-idle")), pack, SETTINGS)
    suppressions.suppressions(doc)
    started = time.process_time()
    checked = check({doc.path: doc}, (), "docs/x", {doc.path}, plan, doc.files)
    took = time.process_time() - started
    assert (checked.reports, checked.suppressed) == ((), 2 * count)
    return took


def test_suppressions_are_linear() -> None:
    suppressed(10)
    low, high = (min(suppressed(count) for _ in range(2)) for count in (1_000, 4_000))
    assert high < SUSPECT * low + SLACK
