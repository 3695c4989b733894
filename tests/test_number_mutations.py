"""What the rules that compare a translation with its source find of faults made on purpose in sound documents.

Each mutation changes one place in a translation of `fixtures/clean`: another figure, a paragraph back in English, a
code block, image or heading less. The share that is found, at the place where it is, is what is tested.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from harness import FIXTURES
from llmdoc_lint.blocks import blocks, headings, prose
from llmdoc_lint.course import Course, Pair, assemble, pairs
from llmdoc_lint.document import Document, Files
from llmdoc_lint.language.quantities import quantities
from llmdoc_lint.language.units import units
from llmdoc_lint.packs import load
from llmdoc_lint.settings import Settings
from llmdoc_rules.translation._slips import gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.core import Finding

RULES: dict[str, Any] = dict(load(("llmdoc_rules",)))
CLEAN = FIXTURES / "clean"
NUMBER = re.compile(r"\d[\d,.]*\d|\d(?=[십백천만억조])")


@cache
def courses() -> tuple[Course, ...]:
    settings, files = Settings(), Files(str(CLEAN), "2026-03-01")
    folders: dict[str, list[Document]] = {}
    for path in sorted(CLEAN.rglob("*.md")):
        name = path.relative_to(CLEAN).as_posix()
        folder = settings.course_folder(name) or ""
        folders.setdefault(folder, []).append(Document(name, path.read_bytes(), settings, files))
    return tuple(
        course for folder, documents in folders.items() for course in assemble(folder, documents, (), settings, files)
    )


def sound() -> list[Pair]:
    return [pair for course in courses() for pair in pairs(course)]


def changed(pair: Pair, start: int, end: int, text: str) -> Pair:
    """The pair with other text in its translation."""
    doc = pair.target
    new = doc.text[:start] + text + doc.text[end:]
    return Pair(pair.course, Document(doc.path, new.encode(), doc.settings, doc.files), pair.sources)


def found(rule: str, subject: Any) -> list[Finding]:
    return list(RULES[rule].check(subject, RULES[rule].options()))


def left_over(pair: Pair) -> list[Finding]:
    """What `untranslated-text` finds in a course of one page and its sources."""
    doc = pair.target
    return found("untranslated-text", Course("", pair.documents, (), doc.settings, doc.files))


def near(finding: Finding, start: int, end: int) -> bool:
    return finding.span.start <= end and start <= finding.span.end


# ---------------------------------------------------------------------------------- figures


def other_figures(written: str, scaled: bool) -> Iterator[str]:
    """Slips of a figure: the first digit, the second, the scale where it has one (16억, 1.6억)."""
    digits = [at for at, char in enumerate(written) if char.isdigit()]
    for at in digits[:2]:
        yield written[:at] + str(int(written[at]) % 9 + 1) + written[at + 1 :]
    if scaled and len(digits) == 2 and written.isdigit() and written[1] != "0":
        yield f"{written[0]}.{written[1]}"


def figure_mutations() -> Iterator[tuple[Pair, int, int, str]]:
    for pair in sound():
        doc = pair.target
        raw = " ".join(source.text for source in pair.sources)
        for unit in units(doc):
            if unit.kind in ("fence", "code"):
                continue
            for one in quantities(prose(doc), "ko", unit.start, unit.end):
                match = NUMBER.search(one.text)
                if match is None or one.kind in ("ordinal", "time", "fraction") or not one.low[:1].isdigit():
                    continue
                start = one.start + match.start()
                for other in other_figures(match[0], one.text[match.end() :][:1] in tuple("만억조")):
                    # A figure that the source has elsewhere, or that another rounds (9.1 for 9.11), is another fault.
                    if not re.search(rf"(?<!\d){re.escape(other)}", raw):
                        yield pair, start, start + len(match[0]), other


def test_changed_figures() -> None:
    total = hits = more = 0
    missed = []
    for pair, start, end, other in figure_mutations():
        total += 1
        mutant = changed(pair, start, end, other)
        findings = found("number-mismatch", mutant)
        here = [one for one in findings if near(one, start, start + len(other))]
        hits += bool(here)
        more += len(findings) - len(here)
        if not here:
            missed.append((pair.target.path, pair.target.text[start - 10 : end + 5], other))
    assert total >= 150
    assert more == 0, "one fault is one finding"
    assert hits >= 0.95 * total, missed


@pytest.mark.parametrize("rule", ["number-mismatch", "structure-mismatch", "token-lost"])
def test_nothing_on_sound_pairs(rule: str) -> None:
    assert [finding for pair in sound() for finding in found(rule, pair)] == []


# ------------------------------------------------------------------------------------ prose

LEFT = [
    "The model reads a window of tokens, and what does not fit into it simply does not exist for the model.",
    "so uh this is where the text was cut and you know the second half went to a different chunk",
    "Before you begin to repair anything, find out what it is that you have.",
    "There is no way around it.",
    "We measured this with 300 questions, and the answer was in one of the chunks in 83% of the cases.",
]


def test_paragraphs_left_in_english() -> None:
    total = hits = 0
    missed = []
    for pair in sound():
        doc = pair.target
        places = [unit for unit in units(doc) if unit.kind in ("text", "segment")]
        for at, unit in enumerate(places):
            text = LEFT[at % len(LEFT)]
            total += 1
            findings = left_over(changed(pair, unit.start, unit.end, text))
            hit = len(findings) == 1 and near(findings[0], unit.start, unit.start + len(text))
            hits += hit
            if not hit:
                missed.append((doc.path, doc.text[unit.start - 60 : unit.start]))
    assert total >= 80
    assert hits >= 0.95 * total, missed


def test_sentences_left_in_english() -> None:
    total = hits = 0
    for pair in sound():
        doc = pair.target
        for at, unit in enumerate(unit for unit in units(doc) if unit.kind in ("text", "segment")):
            place = doc.text.find("니다. ", unit.start, unit.end)
            if place < 0:
                continue
            text = LEFT[(0, 2, 3)[at % 3]] + " "
            total += 1
            findings = left_over(changed(pair, place + 4, place + 4, text))
            hits += len(findings) == 1 and near(findings[0], place + 4, place + 4 + len(text))
    assert total >= 40
    assert hits >= 0.95 * total


@pytest.mark.parametrize("tag", ["[Music]", "[Applause]", "[Laughter]", "[music]", "[MUSIC PLAYING]", "[inaudible]"])
def test_caption_tags(tag: str) -> None:
    for pair in sound():
        for unit in (unit for unit in units(pair.target) if unit.kind in ("text", "segment")):
            findings = left_over(changed(pair, unit.start, unit.start, f"{tag} "))
            assert [(one.span.start, one.span.end) for one in findings] == [(unit.start, unit.start + len(tag))]
            break


def test_pages_copied_to_the_other_side() -> None:
    for pair in sound():
        doc, source = pair.target, pair.sources[0]
        if not units(doc) or not units(source) or pair.target.name == "_index.md":
            continue
        korean, english = units(doc)[0].start, units(source)[0].start
        copied = Document(doc.path, (doc.text[:korean] + source.text[english:]).encode(), doc.settings, doc.files)
        assert found("wrong-language", copied), doc.path
        assert not left_over(Pair(Course("", (), (), pair.course.settings, pair.course.files), copied, pair.sources)), (
            doc.path
        )
        copied = Document(source.path, (source.text[:english] + doc.text[korean:]).encode(), doc.settings, doc.files)
        assert found("wrong-language", copied), source.path


# -------------------------------------------------------------------------------- structure


def test_dropped_blocks() -> None:
    total = hits = 0
    missed = []
    for pair in sound():
        doc = pair.target
        if not doc.path.endswith("/index.md"):
            continue
        heads = [(head.start, head.end) for head in headings(doc) if head.level > 1]
        drops = [span for span in heads if pair.sources[0].text.count("\n## ") > 1]
        drops += [(block.start, block.end) for block in blocks(doc) if block.kind in ("fence", "table")]
        drops += [match.span() for match in re.finditer(r"!\[[^\]]*\]\([^)]*\)", doc.text)]
        for start, end in drops:
            total += 1
            findings = found("structure-mismatch", changed(pair, start, end, ""))
            hits += len(findings) == 1
            if len(findings) != 1:
                missed.append((doc.path, doc.text[start : start + 40]))
    assert total >= 9
    assert hits >= 0.95 * total, missed


@pytest.mark.parametrize(("korean", "english"), [("1,920", "August 1929"), ("2009년 8월", "2006.12")])
def test_what_only_looks_like_a_year_is_compared_with_none(korean: str, english: str) -> None:
    for one in quantities(korean, "ko"):
        for other in quantities(english, "en"):
            for spoken in (False, True):
                assert gap(one, other, spoken=spoken) < 0


def test_lost_tokens() -> None:
    """An address, a piece of inline code: each the only one of its kind."""
    total = hits = 0
    missed = []
    for pair in sound():
        doc = pair.target
        if not doc.path.endswith("/index.md"):
            continue
        for match in re.finditer(r"`([^`\n]*[a-z][A-Z_.(][^`\n]*)`|\]\((https?://[^)\s]+)\)", doc.text):
            token = match[1] or match[2]
            if doc.text.count(token) > 1 or not any(token in source.text for source in pair.sources):
                continue
            total += 1
            mutant = changed(pair, match.start(), match.end(), "그것" if match[1] else "]")
            findings = found("token-lost", mutant)
            hits += len(findings) == 1 and token in findings[0].message
            if not findings:
                missed.append((doc.path, token))
    assert hits >= 0.9 * total, missed
