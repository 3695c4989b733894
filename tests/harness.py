"""Run a fixture case: a small tree in `in/`, the findings in `want.txt`, what fixing makes of it in `out/`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.config import load_settings
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.run import Request, Result, run

if TYPE_CHECKING:
    from llmdoc_lint.report import Place, Report

FIXTURES = Path(__file__).parent.parent / "fixtures"
TODAY = "2026-03-01"


class Ran(NamedTuple):
    want: str  # what want.txt should say
    out: dict[str, bytes]  # documents that fixing changed
    result: Result  # before fixing
    after: Result  # after fixing


def request(root: Path, rule: str | None, fix: int | None = None, beside: tuple[str, ...] = ()) -> Request:
    """A run over a whole tree, of one rule (and those it needs beside it) or of all."""
    return Request(
        str(root),
        load_settings(str(root), None),
        select=(rule, *beside) if rule else (),
        fix=fix,
        today=TODAY,
    )


def files_of(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def describe(raw: bytes) -> str:
    """The bytes' fingerprint: an editor that "heals" line endings or stray bytes changes it."""
    parts = [f"{len(raw)} bytes"]
    crlf = raw.count(b"\r\n")
    lone_cr = raw.count(b"\r") - crlf
    for count, name in ((crlf, "crlf"), (raw.count(b"\n") - crlf, "lf"), (lone_cr, "cr"), (raw.count(b"\0"), "nul")):
        if count:
            parts.append(f"{count} {name}")
    if raw.startswith(b"\xef\xbb\xbf"):
        parts.append("bom")
    stray = sum("\udc80" <= char <= "\udcff" for char in raw.decode("utf-8", "surrogateescape"))
    if stray:
        parts.append(f"{stray} stray bytes")
    return ", ".join(parts)


def where(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}-{place.end_line}:{place.end_column}"


def show(report: Report) -> list[str]:
    lines = [f"{where(report.place)} {Severity(report.severity)!s} {report.rule} «{report.excerpt}» {report.message}"]
    lines += [f"  {where(note.place)} «{note.excerpt}» {note.message}" for note in report.related]
    if report.fix:
        lines.append(f"  {Applicability(report.fix.applicability)} fix: {report.fix.title}")
    if report.data != "{}":
        lines.append(f"  data: {report.data}")
    return lines


def run_case(case: Path, rule: str | None, scratch: Path) -> Ran:
    """Lint a copy of the case's `in/`, fix it with unsafe fixes, lint it again.

    A case of a rule about other rules' findings names these in `with.txt`.
    """
    root = scratch / "tree"
    shutil.copytree(case / "in", root, symlinks=True)
    extra = case / "with.txt"
    beside = tuple(extra.read_text(encoding="utf-8").split()) if extra.exists() else ()
    result = run(request(root, rule, beside=beside))
    lines = [f"# {path.relative_to(root).as_posix()}: {describe(path.read_bytes())}" for path in files_of(root)]
    for report in result.reports:
        lines += show(report)
    lines += [f"failure: {failure[1]} {failure[2]} ({failure[3]})" for failure in result.failures]
    before = {path: path.read_bytes() for path in files_of(root)}
    after = run(request(root, rule, int(Applicability.UNSAFE), beside))
    lines += [f"refused: {why}" for _, why in sorted(after.refused.items())]
    out = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files_of(root)
        if path not in before or path.read_bytes() != before[path]
    }
    return Ran("\n".join(lines) + "\n", out, result, after)


def read_out(case: Path) -> dict[str, bytes]:
    home = case / "out"
    if not home.exists():
        return {}
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files_of(home)}


def write_case(case: Path, ran: Ran) -> None:
    (case / "want.txt").write_bytes(ran.want.encode("utf-8"))
    shutil.rmtree(case / "out", ignore_errors=True)
    for path, raw in ran.out.items():
        target = case / "out" / path
        os.makedirs(target.parent, exist_ok=True)
        target.write_bytes(raw)
