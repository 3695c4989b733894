"""Measure what the rules about encoding find and repair; `make bench` calls it.

    python tests/bench/encoding.py [--every N] [--jobs 2] [--misses] [--repository DIR]

Every damaged and every odd but sound passage is a document of its own in a project of two sound courses, one of
100,000 syllables, and is linted and fixed as a user would: check, `--fix`, `--fix --unsafe-fixes`. A damaged passage is
found if a finding touches a damaged line; it is repaired exactly if the document is what it was, character for
character. A sound passage with a finding is a false positive, and so is a finding that covers sound text beyond ASCII
beside the damage. What ftfy makes of the same documents stands beside it where ftfy is installed.
The exit status is 0 whatever the figures are.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import damage  # noqa: E402 - beside this folder
from llmdoc_lint.config import load_settings  # noqa: E402
from llmdoc_lint.core import Applicability  # noqa: E402
from llmdoc_lint.run import Request, run  # noqa: E402
from odd_but_sound import PASSAGES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from llmdoc_lint.run import Result

TARGETS = {  # of issue 3
    "recall": 0.98,
    "precision": 0.995,
    "exact": 0.99,
    "lost": 0.99,
}


class Outcome(NamedTuple):
    """What became of one damaged passage."""

    found: bool
    findings: int
    lines: int  # damaged
    lines_found: int
    beyond: int  # sound lines beyond ASCII that a finding covers
    safe: bool  # exact after `--fix`
    exact: bool  # exact after `--fix --unsafe-fixes`
    lost: int  # characters that lost bytes
    right: int  # of them
    left: int  # of them, on lines that no fix touched, and those reported with candidates on the others
    wrong_safe: int  # characters that a safe fix wrote wrongly
    wrong_unsafe: int
    touched: int  # sound lines that a fix changed
    silent: int  # lines that are still wrong and that nothing reports
    seconds: float  # of the check
    theirs_found: bool  # ftfy, encoding only
    theirs_exact: bool
    theirs_touched: int


# --------------------------------------------------------------------------------------- measuring


class Project:
    """A small repository to lint a document in."""

    def __init__(self, template: str, root: str) -> None:
        shutil.copytree(template, root)
        self.root = root
        self.settings = load_settings(root, None)

    def write(self, path: str, raw: bytes) -> None:
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(raw)

    def read(self, path: str) -> bytes:
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read()

    def lint(self, path: str, fix: Applicability | None = None) -> Result:
        result = run(Request(self.root, self.settings, (path,), ("encoding",), fix=None if fix is None else int(fix)))
        assert result.failures == (), result.failures
        assert result.problems == (), result.problems
        return result

    def clear(self) -> None:
        shutil.rmtree(os.path.join(self.root, "docs", "case"), ignore_errors=True)


def covered(result: Result) -> set[int]:
    """The lines that findings touch, from 0."""
    lines: set[int] = set()
    for report in result.reports:
        place = report.place
        lines.update(range(place.line - 1, place.end_line - (place.end_column == 1 and place.end_line > place.line)))
    return lines


def matched(original: str, repaired: str) -> set[int]:
    """The characters of the original, by index, that a repair has."""
    if len(original) == len(repaired):
        return {at for at, char in enumerate(original) if repaired[at] == char}
    blocks = SequenceMatcher(None, original, repaired, autojunk=False).get_matching_blocks()
    return {block.a + step for block in blocks for step in range(block.size)}


def wrong(original: str, repaired: str) -> int:
    return max(len(original), len(repaired)) - len(matched(original, repaired))


IN_DOUBT = "\0"


def marked(text: str, result: Result) -> str:
    """The text with one mark for each character that a finding leaves in doubt."""
    spans = {
        (doubt["start"], doubt["end"])
        for report in result.reports
        for doubt in json.loads(report.data).get("doubts", ())
    }
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + IN_DOUBT + text[end:]
    return text


def measure(project: Project, case: damage.Case) -> Outcome:
    """Lint and fix one damaged document."""
    for path, text in case.beside:
        project.write(path, text.encode())
    project.write(case.path, case.damaged.encode())
    original, damaged = case.original.split("\n"), case.damaged.split("\n")
    start = time.perf_counter()
    result = project.lint(case.path)
    seconds = time.perf_counter() - start
    touched = covered(result)
    offered = {report.fix.applicability for report in result.reports if report.fix}
    after = damaged
    if Applicability.SAFE in offered:
        last = project.lint(case.path, Applicability.SAFE)
        offered = {report.fix.applicability for report in last.reports if report.fix}
        after = project.read(case.path).decode().split("\n")
    safe = after
    last = result
    if Applicability.UNSAFE in offered or safe != damaged:
        last = project.lint(case.path, Applicability.UNSAFE)
        after = project.read(case.path).decode().split("\n")
    project.clear()
    lines = {line for line, _, _ in case.places}
    doubted = marked("\n".join(after), last).split("\n")
    lost = right = left = wrong_unsafe = 0
    for line, low, high in case.places:
        flags = case.kind.lost(original[line][low:high])
        if after[line] == damaged[line]:
            lost += sum(flags)
            left += sum(flags)
            continue
        good = matched(original[line], doubted[line])
        doubts = doubted[line].count(IN_DOUBT)
        lost += sum(flags)
        right += sum(flag and at in good for at, flag in enumerate(flags, low))
        left += doubts
        if after[line] != safe[line]:
            wrong_unsafe += wrong(original[line], doubted[line]) - doubts
    reported = covered(last)
    theirs = their_repair(case.damaged).split("\n") if their_repair is not None else damaged
    return Outcome(
        not touched.isdisjoint(lines),
        len(result.reports),
        len(lines),
        len(touched & lines),
        sum(line not in lines and not damaged[line].isascii() for line in touched),
        safe == original,
        after == original,
        lost,
        right,
        left,
        sum(wrong(original[line], safe[line]) for line in lines if safe[line] != damaged[line]),
        wrong_unsafe,
        sum(after[line] != damaged[line] for line in range(len(damaged)) if line not in lines),
        sum(after[line] != original[line] and line not in reported for line in lines),
        seconds,
        any(theirs[line] != damaged[line] for line in lines) if len(theirs) == len(damaged) else True,
        theirs == original,
        sum(theirs[line] != damaged[line] for line in range(len(damaged)) if line not in lines)
        if len(theirs) == len(damaged)
        else 0,
    )


def measure_raw(project: Project, case: damage.Raw) -> tuple[bool, bool, bool]:
    """Of a document that is not UTF-8: whether it is found, and right after safe and after unsafe fixes."""
    path = "docs/case/kr/page.md"
    project.write(path, case.raw)
    found = any(report.rule == "not-utf8" for report in project.lint(path).reports)
    project.lint(path, Applicability.SAFE)
    safe = project.read(path) == case.original.encode()
    project.lint(path, Applicability.UNSAFE)
    exact = project.read(path) == case.original.encode()
    project.clear()
    return found, safe, exact


AROUND = "# 안내\n\n이 쪽은 한국어로 쓴 안내문입니다.\n\n{}\n\n다음 쪽에서 이어집니다.\n"


def sound_page(number: int, text: str) -> str:
    """A passage by itself, or within Korean prose."""
    if text.startswith("---"):
        return f"{text}\n"
    return f"# Page\n\n{text}\n" if number % 2 else AROUND.format(text)


def measure_sound(project: Project, number: int) -> tuple[list[str], bool]:
    """The messages about a sound passage, and whether ftfy changes it."""
    path = "docs/case/page.md"
    text = sound_page(number, PASSAGES[number][1])
    project.write(path, text.encode())
    result = project.lint(path)
    project.clear()
    changed = their_repair is not None and their_repair(text) != text
    return [f"{report.rule}: {report.message}" for report in result.reports], changed


def find_ftfy() -> Callable[[str], str] | None:
    """ftfy's repair with everything but the encoding left alone, if it is installed."""
    try:
        import ftfy
    except ImportError:
        return None
    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return lambda text: str(ftfy.fix_text(text, config))


their_repair = find_ftfy()

# --------------------------------------------------------------------------------------- processes

_project: Project | None = None


def _start(template: str, scratch: str) -> None:
    global _project
    _project = Project(template, os.path.join(scratch, str(os.getpid())))


def _case(case: damage.Case | damage.Raw | int) -> Outcome | tuple[bool, bool, bool] | tuple[list[str], bool]:
    assert _project is not None
    if isinstance(case, int):
        return measure_sound(_project, case)
    return measure_raw(_project, case) if isinstance(case, damage.Raw) else measure(_project, case)


def _named(item: tuple[str, int]) -> Outcome | tuple[bool, bool, bool] | tuple[list[str], bool]:
    """A case by its list and index: kinds are functions, which do not travel between processes."""
    return _case(_todo[item[0]][item[1]])


_todo: dict[str, Sequence[damage.Case | damage.Raw | int]] = {}


def generate(out: str, seed: int) -> None:
    script = os.path.join(HERE, "generate.py")
    argv = (sys.executable, script, out, "--courses", "1", "--seed", str(seed))
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)


def korean_pages(root: str) -> list[str]:
    """The Korean documents under `root`, in order of their paths."""
    found = []
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if os.path.basename(folder) == "kr" and name.endswith(".md"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    found.append(file.read())
    return found


# ------------------------------------------------------------------------------------------ tables


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of equal length; the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if not i else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


HEAD = ("", "n", "found", "exact", "+unsafe", "lost", "right", "left", "wrong", "+unsafe", "ftfy found", "exact")


def group(name: str, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """A row about some cases."""
    some = list(outcomes)
    lost = sum(one.lost for one in some)
    return (
        name,
        str(len(some)),
        str(sum(one.found for one in some)),
        str(sum(one.safe for one in some)),
        str(sum(one.exact for one in some)),
        str(lost or "-"),
        share(sum(one.right for one in some), lost),
        share(sum(one.left for one in some), lost),
        str(sum(one.wrong_safe for one in some) or "-"),
        str(sum(one.wrong_unsafe for one in some) or "-"),
        str(sum(one.theirs_found for one in some)) if their_repair else "-",
        str(sum(one.theirs_exact for one in some)) if their_repair else "-",
    )


def grouped(key: Callable[[damage.Case], str], measured: list[tuple[damage.Case, Outcome]]) -> str:
    names = list(dict.fromkeys(key(case) for case, _ in measured))
    rows = [group(name, (one for case, one in measured if key(case) == name)) for name in names]
    return columns([HEAD, *rows])


def summary(measured: list[tuple[damage.Case, Outcome]], sounds: list[tuple[list[str], bool]]) -> str:
    """The figures that have a target."""
    found = sum(one.found for _, one in measured)
    false = sum(bool(messages) for messages, _ in sounds)
    beyond = sum(one.beyond > 0 for _, one in measured)
    exact = [one for case, one in measured if case.kind.tier == damage.EXACT]
    lossy = [one for case, one in measured if case.kind.tier == damage.LOSSY and case.pool != "English"]
    known = [one for case, one in measured if case.kind.tier == damage.LOSSY and case.pool == "repository"]
    rows = [("", "measured", "target", "of")]

    def row(name: str, part: int, whole: int, target: float | None, what: str) -> None:
        verdict = "" if target is None else f"{100 * target:.1f} %"
        rows.append((name, share(part, whole), verdict, f"{part}/{whole} {what}"))

    row("recall", found, len(measured), TARGETS["recall"], "passages")
    lines = sum(one.lines for _, one in measured)
    row("recall, lines", sum(one.lines_found for _, one in measured), lines, None, "damaged lines")
    row("precision", found, found + false + beyond, TARGETS["precision"], f"({false} sound, {beyond} beside damage)")
    row("exact, no byte lost", sum(one.safe for one in exact), len(exact), TARGETS["exact"], "documents, safe")
    for name, some in (("lost characters, known words", known), ("lost characters, all Korean", lossy)):
        lost, right = sum(one.lost for one in some), sum(one.right for one in some)
        left = sum(one.left for one in some)
        row(name, right, lost, TARGETS["lost"] if some is known else None, f"right; {left} left in doubt")
        row("  of those written", right, lost - left, None, "right")
    wrong_safe, wrong_unsafe = (sum(one.wrong_safe for _, one in measured), sum(o.wrong_unsafe for _, o in measured))
    rows.append(("wrong characters, safe", str(wrong_safe), "0", ""))
    rows.append(("wrong characters, unsafe", str(wrong_unsafe), "", ""))
    rows.append(("sound lines changed", str(sum(one.touched for _, one in measured)), "0", ""))
    rows.append(("wrong lines not reported", str(sum(one.silent for _, one in measured)), "0", ""))
    per = sum(one.findings for _, one in measured) / max(1, found)
    rows.append(("findings per passage", f"{per:.2f}", "", "contiguous and scattered"))
    times = sorted(one.seconds for _, one in measured)
    rows.append(("seconds per check", f"{times[len(times) // 2]:.2f}", "", f"at most {times[-1]:.2f}"))
    if their_repair:
        theirs, hit = sum(one.theirs_found for _, one in measured), sum(changed for _, changed in sounds)
        row("ftfy: recall", theirs, len(measured), None, "passages changed")
        row("ftfy: precision", theirs, theirs + hit, None, f"({hit} sound passages changed)")
        row("ftfy: exact, no byte lost", sum(one.theirs_exact for one in exact), len(exact), None, "documents")
        row("ftfy: exact, bytes lost", sum(one.theirs_exact for one in lossy), len(lossy), None, "documents")
        row("ours: exact, bytes lost", sum(one.exact for one in lossy), len(lossy), None, "documents")
    return columns(rows)


def misses(measured: list[tuple[damage.Case, Outcome]], sounds: list[tuple[list[str], bool]]) -> str:
    """Every passage that is not as it should be, with its first damaged line."""
    lines = []
    for case, one in measured:
        faults = [
            name
            for name, fault in (
                ("not found", not one.found),
                (f"{one.lines - one.lines_found} lines not found", one.found and one.lines_found < one.lines),
                ("covers sound lines", one.beyond),
                ("not repaired", case.kind.tier == damage.EXACT and not one.safe),
                (f"{one.wrong_safe} WRONG AMONG SAFE", one.wrong_safe),
                (f"{one.wrong_unsafe} wrong among unsafe", one.wrong_unsafe),
                ("SOUND LINES CHANGED", one.touched),
                ("not reported", one.silent and one.found),
            )
            if fault
        ]
        if faults:
            line = case.places[0][0]
            lines.append(f"{case.name}: {', '.join(faults)}\n    {case.damaged.split(chr(10))[line][:300]}")
            lines.append(f"    {case.original.split(chr(10))[line][:160]}")
    for number, (messages, _) in enumerate(sounds):
        if messages:
            name, text = PASSAGES[number]
            lines.append(f"sound ({name}), flagged: {'; '.join(messages)}\n    {text}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure detection and repair of damaged text.")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth passage")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes (default: 2)")
    parser.add_argument("--misses", action="store_true", help="show every passage that is not as it should be")
    parser.add_argument("--only", metavar="TEXT", default="", help="only cases whose name contains this")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="llmdoc-bench-") as scratch:
        template, other = os.path.join(scratch, "template"), os.path.join(scratch, "other")
        generate(template, 1)
        generate(other, 2)
        week = os.path.join("docs", "week1")
        shutil.copytree(damage.FIXTURES / "clean" / week, os.path.join(template, week))
        syllables = sum("가" <= char <= "힣" for text in korean_pages(template) for char in text)
        pools = (damage.pool("repository", korean_pages(other)), damage.fixtures(), damage.own())
        cases = [one for one in damage.cases(pools) if args.only in one.name][:: args.every]
        raws = [] if args.only else [one for source in pools for one in damage.raws(source)] + damage.western()
        raws = raws[:: args.every]
        odd = [] if args.only else list(range(0, len(PASSAGES), args.every))
        _todo.update(cases=cases, raws=raws, odd=odd)
        todo = [(name, number) for name, some in _todo.items() for number in range(len(some))]
        print(f"{len(cases)} damaged passages, {len(raws)} in other encodings, {len(odd)} sound; a repository of "
              f"{syllables:,} syllables in translations")  # fmt: skip
        context = multiprocessing.get_context("fork")
        with context.Pool(args.jobs, _start, (template, scratch)) as workers:
            results = workers.map(_named, todo, chunksize=4)
    by: dict[str, list[object]] = {}
    for (name, _), result in zip(todo, results, strict=True):
        by.setdefault(name, []).append(result)
    measured = [(case, one) for case, one in zip(cases, by.get("cases", []), strict=True) if isinstance(one, Outcome)]
    sounds: list[tuple[list[str], bool]] = [([], False)] * len(PASSAGES)
    for number, one in zip(odd, by.get("odd", []), strict=True):
        assert isinstance(one, tuple)
        sounds[number] = (one[0], one[1])
    print("\nexact: documents repaired exactly by --fix, and with --unsafe-fixes. lost: characters that lost bytes; of")
    print("them right and left in doubt after --unsafe-fixes. wrong: characters written wrongly by either.\n")
    print(grouped(lambda case: case.kind.name, measured))
    print()
    print(grouped(lambda case: f"{case.kind.tier}: {case.form}", measured))
    print()
    print(grouped(lambda case: f"{case.kind.tier}: words of {case.pool}", measured))
    if raws:
        kinds: dict[str, list[tuple[bool, bool, bool]]] = {}
        for raw, one in zip(raws, by["raws"], strict=True):
            assert isinstance(one, tuple)
            kinds.setdefault(raw.name, []).append((one[0], one[1], one[2]))
        rows: list[tuple[str, ...]] = [("not UTF-8", "n", "found", "exact", "+unsafe")]
        for name, some in kinds.items():
            counts = [str(sum(column)) for column in zip(*some, strict=True)]
            rows.append((name, str(len(some)), *counts))
        print(f"\n{columns(rows)}")
    if odd:
        hit = Counter(PASSAGES[number][0] for number in odd if sounds[number][0])
        for name, count in hit.items():
            print(f"false positives: {count} in {name}")
    print(f"\n{summary(measured, [sounds[number] for number in odd])}")
    if args.misses:
        print(f"\n{misses(measured, sounds)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
