"""Faults made on purpose in the sound course of `fixtures/clean`, and the share that a whole run finds.

    python tests/bench/recall.py [--each 40] [--seed 1] [--misses]

Every fault changes one place of one translated document; all rules run on its course, as in a hook on that document.
A fault is found where a finding is new and it, or a place it names besides, lies near it: within two lines, or at the
segment before. How often that was the only finding is told as well: one cause should give one.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.blocks import blocks, prose
from llmdoc_lint.course import Course, assemble, profile
from llmdoc_lint.document import Document, Files
from llmdoc_lint.language.hangul import PARTICLES
from llmdoc_lint.language.units import Unit, units
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings
from llmdoc_lint.transcript import segments, show_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLEAN = Path(__file__).parent.parent.parent / "fixtures" / "clean"
REACH = 2  # lines below
ABOVE = 10  # lines above: the segment before, with a chapter's heading and summary between
TODAY = "2026-03-01"
REFUSAL = "죄송하지만 이 부분은 저작권 문제로 번역해 드릴 수 없습니다."


class Fault(NamedTuple):
    path: str
    text: str  # of the whole document, with the fault
    line: int  # where it is then
    note: str


def courses() -> Iterator[Course]:
    settings, files = Settings(), Files(str(CLEAN), TODAY)
    folders: dict[str, list[Document]] = {}
    for path in sorted(CLEAN.rglob("*.md")):
        name = path.relative_to(CLEAN).as_posix()
        folder = settings.course_folder(name) or ""
        folders.setdefault(folder, []).append(Document(name, path.read_bytes(), settings, files))
    for folder, documents in folders.items():
        yield from assemble(folder, documents, (), settings, files)


def targets() -> Iterator[tuple[Document, Course]]:
    for course in courses():
        for doc in course.documents:
            if profile(doc).side == "target":
                yield doc, course


def put(doc: Document, start: int, end: int, new: str, note: str = "") -> Fault:
    text = doc.text[:start] + new + doc.text[end:]
    return Fault(doc.path, text, text.count("\n", 0, start) + 1, note or doc.text[start:end][:60])


def running(doc: Document) -> list[Unit]:
    """The units of the text itself, of three lines of prose at least."""
    return [unit for unit in units(doc) if unit.kind in ("segment", "text") and unit.size >= 150]


# ------------------------------------------------------------------------------------ faults


def paragraphs() -> Iterator[Fault]:
    for doc, _ in targets():
        found = running(doc)
        for unit in found[:-1]:  # the last of a page may stand in the next chapter
            end = unit.end + len(doc.text[unit.end :]) - len(doc.text[unit.end :].lstrip("\r\n"))
            yield put(doc, unit.at, end, "")


def sentences() -> Iterator[Fault]:
    """The longest sentence of a paragraph of at least three."""
    for doc, _ in targets():
        for unit in running(doc):
            text = doc.text[unit.start : unit.end]
            parts = [match.span() for match in re.finditer(r"[^.?!]+[.?!]+\s*", text)]
            if len(parts) >= 3:
                start, end = max(parts, key=lambda part: part[1] - part[0])
                if (end - start) * 3 > len(text):
                    yield put(doc, unit.start + start, unit.start + end, "")


def figures() -> Iterator[Fault]:
    """Another first or second digit, or another scale (16억, 1.6억), in figures of two digits and more."""
    for doc, course in targets():
        if not (course.counterpart(doc) or course.source_chapters):
            continue
        text = prose(doc)
        for unit in running(doc):
            for match in re.finditer(
                r"(?<![\w.,:])\d[\d,]*\d(?=[십백천만억조%개명대쪽권줄번 ])", text[unit.start : unit.end]
            ):
                start = unit.start + match.start()
                written = match[0]
                at = 1 if len(written) == 2 else 0
                yield put(
                    doc, start, start + len(written), written[:at] + str(int(written[at]) % 9 + 1) + written[at + 1 :]
                )
                if len(written) == 2 and text[start + 2] in "만억조":
                    yield put(doc, start, start + 2, f"{written[0]}.{written[1]}")


def swaps() -> Iterator[Fault]:
    """Two neighbouring stamps that changed places."""
    for doc, _ in targets():
        found = segments(doc)
        for one, other in pairwise(found):
            ends = [doc.text.index("]", segment.start) + 1 for segment in (one, other)]
            first, second = doc.text[one.start : ends[0]], doc.text[other.start : ends[1]]
            text = doc.text
            text = text[: one.start] + second + text[ends[0] : other.start] + first + text[ends[1] :]
            yield Fault(doc.path, text, text.count("\n", 0, one.start) + 1, f"{first} {second}")


def drifts() -> Iterator[Fault]:
    """From a stamp on, every one later than the one before by a growing offset."""
    for doc, course in targets():
        found = segments(doc)
        if len(found) < 12 or not (course.counterpart(doc) or course.source_chapters):
            continue
        for first in range(2, len(found) - 8, 3):
            for growth in (15, 40):
                text, late = doc.text, 0
                for at in range(len(found) - 1, first - 1, -1):
                    one = found[at]
                    late = growth * (at - first + 1)
                    text = (
                        text[: one.start]
                        + f"[{show_time(one.seconds + late)}]"
                        + text[text.index("]", one.start) + 1 :]
                    )
                yield Fault(doc.path, text, text.count("\n", 0, found[first].start) + 1, f"+{growth} s from {first}")


def refusals() -> Iterator[Fault]:
    for doc, _ in targets():
        for unit in running(doc):
            yield put(doc, unit.at, unit.at, REFUSAL + "\n\n", REFUSAL)


def english() -> Iterator[Fault]:
    for doc, course in targets():
        other = course.counterpart(doc)
        if other is None:
            continue
        theirs = [unit for unit in units(other) if unit.kind in ("segment", "text") and unit.size >= 150]
        for unit, source in zip(running(doc), theirs, strict=False):
            yield put(doc, unit.start, unit.end, other.text[source.start : source.end], "English")


def particles() -> Iterator[Fault]:
    for doc, _ in targets():
        text = prose(doc)
        for block in blocks(doc):
            if block.kind != "text":
                continue
            for match in re.finditer(
                r"(?<=[가-힣]{2})[을를](?= )|(?<=[가-힣]{2})[와과](?= )|(?<=[가-힣]{2})으로(?= )",
                text[block.start : block.end],
            ):
                pair = next((pair for pair in PARTICLES if match[0] in pair), None)
                if pair is not None:
                    new = pair[0] if match[0] == pair[1] else pair[1]
                    start = block.start + match.start()
                    yield put(doc, start, start + len(match[0]), new, text[start - 4 : start + 3])


KINDS: dict[str, Callable[[], Iterator[Fault]]] = {
    "a paragraph dropped": paragraphs,
    "a sentence dropped": sentences,
    "a figure changed": figures,
    "two stamps swapped": swaps,
    "stamps drift": drifts,
    "a refusal pasted": refusals,
    "a paragraph in English": english,
    "a particle swapped": particles,
}


# --------------------------------------------------------------------------------------- runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=40, help="faults of a kind, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="show what was not found")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    missed: list[str] = []
    total = hits = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "clean"
        shutil.copytree(CLEAN, root)
        print(f"{'fault':24} {'made':>5} {'found':>6} {'share':>7}  {'one finding':>11}  by")
        for name, make in KINDS.items():
            faults = list(make())
            chance.shuffle(faults)
            faults = faults[: arguments.each]
            found, alone = 0, 0
            by: Counter[str] = Counter()
            for fault in faults:
                target = root / fault.path
                original = target.read_bytes()
                target.write_bytes(fault.text.encode("utf-8", "surrogateescape"))
                try:
                    result = run(Request(str(root), Settings(), (fault.path,), today=TODAY))
                finally:
                    target.write_bytes(original)
                near = [
                    one
                    for one in result.reports
                    if name == "stamps drift"
                    or any(
                        place.path == fault.path and place.line - REACH <= fault.line <= place.end_line + ABOVE
                        for place in (one.place, *(note.place for note in one.related))
                    )
                ]
                if near:
                    found += 1
                    alone += len(result.reports) == 1
                    by.update({one.rule for one in near})
                else:
                    missed.append(f"{name}: {fault.path}:{fault.line} {fault.note}")
            total, hits = total + len(faults), hits + found
            share = f"{found / len(faults):.1%}" if faults else "-"
            rules = ", ".join(f"{rule} {number}" for rule, number in by.most_common(4))
            print(f"{name:24} {len(faults):5} {found:6} {share:>7}  {alone:11}  {rules}", flush=True)
    print(f"{'all':24} {total:5} {hits:6} {hits / max(1, total):7.1%}")
    if arguments.misses:
        sys.stdout.write("\n".join(missed) + "\n")


if __name__ == "__main__":
    main()
