"""Measure llmdoc-lint, whole processes, against the budgets of its design; `make bench` calls it.

What the rules about damaged text find and repair is measured by `encoding.py`, which this runs at the end.

    python tests/bench/run.py [--quick] [--rounds 5] [--corpus DIR] [--command PATH]

Every case runs once to warm up, then in rounds: the reference, ours, the peers, and again. The
reference is the bare interpreter, or rumdl for the whole tree, because machines drift and only
the ratio of neighbours is worth comparing. Times are wall times from start to `wait4`; the table
has medians. The exit status is 0 whatever the figures are, and 1 if a command failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BARE = (sys.executable, "-c", "pass")
SLOW = 5.0  # seconds: a peer that takes longer is measured by its warm-up run alone
MEMORY = 60.0  # MiB a process, from the design


class Run(NamedTuple):
    """One process: seconds, and MiB of it or of the largest process it waited for."""

    wall: float
    cpu: float
    memory: float
    status: int
    output: str  # the end of it, for a failure's report


class Command(NamedTuple):
    """What to start; `before` runs first, unmeasured. Linters exit with 1 for findings."""

    name: str
    argv: tuple[str, ...]
    cwd: str
    before: Callable[[], None] | None = None
    statuses: tuple[int, ...] = (0, 1)


class Case(NamedTuple):
    """A row: ours against a reference, at most `budget` times as slow, and peers beside it."""

    name: str
    ours: Command
    reference: Command | None
    budget: float
    peers: tuple[Command, ...] = ()


class Row(NamedTuple):
    """What became of a case."""

    name: str
    runs: tuple[Run, ...]
    ratio: float | None
    against: str
    budget: float
    peers: tuple[str, ...]
    failure: str = ""


# ---------------------------------------------------------------------------------- measuring


def measure(command: Command) -> Run:
    """Run a command once, its output into a file: a pipe would make it wait for this process."""
    if command.before is not None:
        command.before()
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.argv, cwd=command.cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(max(0, output.seek(0, os.SEEK_END) - 2000))
        tail = output.read().decode("utf-8", "replace")
    # `ru_maxrss` covers the children the process waited for, and never less than this process
    # had when it forked: another reason to import little here. KiB, but bytes on macOS.
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Run(wall, usage.ru_utime + usage.ru_stime, memory, process.returncode, tail)


def failed(command: Command, run: Run) -> str:
    """Why a run is not worth a figure; empty if it is."""
    # an interpreter that cannot find the module, or dies of an exception, exits with 1 as well
    crashed = "Traceback (most recent call last)" in run.output or ": No module named " in run.output
    if run.status in command.statuses and not (run.status and crashed):
        return ""
    lines = [line for line in run.output.strip().split("\n") if line.strip()]
    return f"exit status {run.status}" + (f": {lines[-1].strip()[:160]}" if lines else "")


def median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def bench(case: Case, rounds: int) -> Row:
    """Measure a case in rounds of reference, ours and peers."""
    against = case.reference.name if case.reference else "-"
    warm = measure(case.ours)
    if failure := failed(case.ours, warm):
        return Row(case.name, (), None, against, case.budget, (), failure)
    reference = case.reference
    if reference is not None and failed(reference, measure(reference)):
        reference, against = None, "-"
    peers: list[tuple[Command, list[Run]]] = []
    slow: list[tuple[Command, list[Run]]] = []
    for command in case.peers:
        run = measure(command)
        if not failed(command, run):
            (slow if run.wall > SLOW else peers).append((command, [run]))
    for _, runs in peers:
        runs.clear()  # those were warm-up runs
    ours: list[Run] = []
    ratios: list[float] = []
    for _ in range(rounds):
        base = measure(reference) if reference is not None else None
        ours.append(measure(case.ours))
        if failure := failed(case.ours, ours[-1]):
            return Row(case.name, (), None, against, case.budget, (), failure)
        if base is not None:
            ratios.append(ours[-1].wall / base.wall)
        for command, runs in peers:
            runs.append(measure(command))
    ours_wall = median([run.wall for run in ours])
    shown: list[str] = []
    for command, runs in peers + slow:
        wall = median([run.wall for run in runs])
        memory = max(run.memory for run in runs)
        shown.append(f"{command.name} {milliseconds(wall)} ms (ours x{ours_wall / wall:.2f}), {memory:.0f} MiB")
    return Row(case.name, tuple(ours), median(ratios) if ratios else None, against, case.budget, tuple(shown))


# -------------------------------------------------------------------------------------- peers


def find(name: str) -> str | None:
    """A peer's program: beside the interpreter, else on the path."""
    here = os.path.dirname(sys.executable)
    return shutil.which(name, path=here) or shutil.which(name)


def peer_commands(cwd: str, target: str, *, tree: bool) -> tuple[Command, ...]:
    """The peers that are installed, none of them with a cache; `target` is a file or a folder."""
    forms: dict[str, tuple[tuple[str, ...], str]] = {  # arguments, and what a folder is called
        "rumdl": (("check", "--no-cache", "--disable", "MD013"), target),
        "codespell": ((), target),
        "typos": ((), target),
        "markdownlint-cli2": ((), "**/*.md" if tree else target),
    }
    commands = []
    for name, (arguments, what) in forms.items():
        if program := find(name):
            # typos exits with 2 for findings, codespell with 65
            statuses = (0, 1, 2) if name == "typos" else (0, 1, 65) if name == "codespell" else (0, 1)
            commands.append(Command(name, (program, *arguments, what), cwd, None, statuses))
    return tuple(commands)


# -------------------------------------------------------------------------------------- cases


class Corpus:
    """The generated repository, and single documents of it in projects of their own.

    A document inside its course is never linted alone: its course is its context. So the rows
    about one file take a copy of it, beside nothing but a configuration file.
    """

    def __init__(self, root: str, scratch: str) -> None:
        self.root = root
        pages = []
        for folder, _, names in os.walk(os.path.join(root, "docs")):
            for name in names:
                path = os.path.join(folder, name)
                pages.append((os.path.relpath(path, root), os.path.getsize(path)))
        if not pages:
            raise SystemExit(f"no documents under {root}/docs")
        pages.sort()
        self.documents = len(pages)
        self.size = sum(size for _, size in pages)
        source = os.sep + "eng" + os.sep
        single = min((p for p in pages if source in p[0] and "_index" not in p[0]), key=lambda p: abs(p[1] - 8192))
        index = min((p for p in pages if source not in p[0]), key=lambda p: abs(p[1] - 200_000))
        # a translated chapter near the middle of the tree: the page a translator has just edited
        translated = [p for p in pages if source not in p[0] and "_index" not in p[0]]
        self.changed = translated[len(translated) // 2][0]
        self.course = os.path.dirname(os.path.dirname(self.changed))
        self.small = self.alone(single[0], os.path.join(scratch, "small"))
        self.large = self.alone(index[0], os.path.join(scratch, "large"))
        self.small_size, self.large_size = single[1], index[1]

    def alone(self, path: str, folder: str) -> tuple[str, str]:
        """A copy of a document in a project of its own: the project's folder, the document's path."""
        os.makedirs(os.path.join(folder, os.path.dirname(path)))
        shutil.copyfile(os.path.join(self.root, path), os.path.join(folder, path))
        with open(os.path.join(folder, "llmdoc-lint.yaml"), "w", encoding="utf-8") as file:
            file.write("# one document by itself\n")
        return folder, path


class Edit:
    """Change a document before every run: one more sentence at its end, another each time."""

    def __init__(self, path: str) -> None:
        self.path = path
        with open(path, "rb") as file:
            self.original = file.read()
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        body, rule, end = self.original.rpartition(b"\n---\n")
        sentence = f"\n덧붙인 문장의 번호는 {self.count}입니다.\n".encode()
        with open(self.path, "wb") as file:
            file.write(body + sentence + rule + end if rule else self.original + sentence)

    def restore(self) -> None:
        with open(self.path, "wb") as file:
            file.write(self.original)


def cases(corpus: Corpus, linter: tuple[str, ...], scratch: str, edit: Edit) -> list[Case]:
    """Every row of the design's table, with its budget."""
    bare = Command("python", BARE, scratch)
    cache = os.path.join(scratch, "cache")
    empty = os.path.join(scratch, "empty")
    course_cache = os.path.join(scratch, "course-cache")
    rumdl_cache = os.path.join(scratch, "rumdl-cache")

    def ours(cwd: str, *arguments: str, before: Callable[[], None] | None = None) -> Command:
        statuses = (0, 1) if arguments[0] == "check" else (0,)
        return Command("llmdoc-lint", (*linter, *arguments), cwd, before, statuses)

    def forget() -> None:
        shutil.rmtree(empty, ignore_errors=True)

    tree_peers = peer_commands(corpus.root, ".", tree=True)
    cold = next((peer for peer in tree_peers if peer.name == "rumdl"), None)
    # The design's yardstick took as much processor time as wall time, so it ran on one processor: shown beside.
    alone = None
    if cold is not None and (pin := shutil.which("taskset")):
        alone = cold._replace(name="rumdl, one processor", argv=(pin, "-c", "0", *cold.argv))
    warm = None
    if cold is not None:
        warm_argv = (cold.argv[0], "check", "--disable", "MD013", "--cache-dir", rumdl_cache, ".")
        warm = cold._replace(name="rumdl, warm", argv=warm_argv)
    (small, small_path), (large, large_path) = corpus.small, corpus.large
    return [
        Case("--help", ours(scratch, "--help"), bare, 4),
        Case("--version", ours(scratch, "--version"), bare, 4),
        Case(
            f"one {corpus.small_size / 1000:.0f} KB file, no cache",
            ours(small, "check", "--no-cache", small_path),
            bare,
            8,
            peer_commands(small, small_path, tree=False),
        ),
        Case(
            "one changed file, its course, warm cache",
            ours(corpus.root, "check", "--cache-dir", course_cache, corpus.changed, before=edit),
            bare,
            10,
        ),
        Case(
            f"one {corpus.large_size / 1000:.0f} KB file, no cache",
            ours(large, "check", "--no-cache", large_path),
            bare,
            10,
            peer_commands(large, large_path, tree=False),
        ),
        Case("one course, no cache", ours(corpus.root, "check", "--no-cache", corpus.course), bare, 0),
        Case(
            "whole tree, --no-cache, 2 jobs",
            ours(corpus.root, "check", "--no-cache", "--jobs", "2", "."),
            cold,
            3,
            (*((alone,) if alone else ()), *(peer for peer in tree_peers if peer.name != "rumdl")),
        ),
        Case(
            "whole tree, empty cache, 2 jobs",
            ours(corpus.root, "check", "--cache-dir", empty, "--jobs", "2", ".", before=forget),
            cold,
            3,
        ),
        Case(
            "whole tree, unchanged, warm cache",
            ours(corpus.root, "check", "--cache-dir", cache, "--jobs", "2", "."),
            warm,
            1,
        ),
    ]


# -------------------------------------------------------------------------------------- table


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(rows: list[tuple[str, ...]]) -> str:
    """Align columns: the first and the last to the left, figures to the right."""
    widths = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for i, cell in enumerate(row):
            space = " " * (widths[i] - columns(cell))
            cells.append(cell + space if i in (0, len(row) - 1) else space + cell)
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


HEAD = ("case", "ours ms", "min-max", "cpu ms", "MiB", "ratio", "to", "budget", "verdict", "peer")


def cells(row: Row) -> list[tuple[str, ...]]:
    """A row of the table, and one below it for every peer after the first."""
    budget = f"{row.budget:g} x" if row.budget else "-"
    if row.failure:
        return [(row.name, "-", "-", "-", "-", "-", row.against, budget, "failed", row.failure)]
    walls = [run.wall for run in row.runs]
    verdict = "-" if row.ratio is None or not row.budget else "ok" if row.ratio <= row.budget else "over"
    first = (
        row.name,
        milliseconds(median(walls)),
        f"{milliseconds(min(walls))}-{milliseconds(max(walls))}",
        milliseconds(median([run.cpu for run in row.runs])),
        f"{max(run.memory for run in row.runs):.0f}",
        "-" if row.ratio is None else f"{row.ratio:.2f} x",
        row.against,
        budget,
        verdict,
        row.peers[0] if row.peers else "",
    )
    blank = ("",) * (len(HEAD) - 1)
    return [first, *((*blank, peer) for peer in row.peers[1:])]


def memory_row(rows: list[Row]) -> tuple[str, ...]:
    """The largest process of all, and whether the whole tree takes more than one course."""
    largest = max((run.memory for row in rows for run in row.runs), default=0.0)
    tree = max((run.memory for row in rows if row.name.startswith("whole") for run in row.runs), default=0.0)
    course = max((run.memory for row in rows if row.name.startswith("one course") for run in row.runs), default=0.0)
    flat = f"tree {tree:.0f} MiB, one course {course:.0f} MiB" if tree and course else ""
    if not largest:
        return ("memory, largest process", *("-",) * (len(HEAD) - 2), "")
    verdict = "ok" if largest <= MEMORY else "over"
    return ("memory, largest process", "", "", "", f"{largest:.0f}", "", "", f"{MEMORY:.0f} MiB", verdict, flat)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure llmdoc-lint against its budgets.")
    parser.add_argument("--quick", action="store_true", help="2 rounds and a corpus of 5 courses")
    parser.add_argument("--rounds", type=int, help="measured runs of each command (default: 5)")
    parser.add_argument("--courses", type=int, help="courses to generate (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the corpus (default: 1)")
    parser.add_argument("--corpus", metavar="DIR", help="use this corpus; generated there if it does not exist")
    parser.add_argument("--command", metavar="PATH", help="the command, instead of the one beside this interpreter")
    parser.add_argument("--only", metavar="TEXT", default="", help="only the cases whose name contains this")
    parser.add_argument("--no-peers", action="store_true", help="no peers but the reference")
    args = parser.parse_args()
    rounds = args.rounds or (2 if args.quick else 5)
    courses = args.courses or (5 if args.quick else 50)
    script = os.path.join(os.path.dirname(sys.executable), "llmdoc-lint")
    wanted_command = args.command or (script if os.path.exists(script) else "")
    linter = (
        (shutil.which(wanted_command) or os.path.abspath(wanted_command),)
        if wanted_command
        else (sys.executable, "-m", "llmdoc_lint")
    )
    # As in an installation: the bytecode is there, and what is measured is not the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run((*linter, "rules"), stdout=subprocess.DEVNULL, check=False)
    with tempfile.TemporaryDirectory(prefix="llmdoc-bench-") as scratch:
        root = os.path.abspath(args.corpus) if args.corpus else os.path.join(scratch, "corpus")
        if not os.path.isdir(os.path.join(root, "docs")):
            # a process of its own: this one must stay small, see `measure`
            generator = os.path.join(os.path.dirname(os.path.abspath(__file__)), "generate.py")
            wanted = ("--courses", str(courses), "--seed", str(args.seed))
            subprocess.run((sys.executable, generator, root, *wanted), check=True, stdout=subprocess.DEVNULL)
        corpus = Corpus(root, scratch)
        print(f"{corpus.documents} documents, {corpus.size / 1e6:.1f} MB; {rounds} rounds; {' '.join(linter)}")
        edit = Edit(os.path.join(root, corpus.changed))
        rows = []
        try:
            for case in cases(corpus, linter, scratch, edit):
                if args.only not in case.name:
                    continue
                if sys.stderr.isatty():
                    print(f"\r\033[K{case.name} ...", end="", file=sys.stderr, flush=True)
                rows.append(bench(case._replace(peers=()) if args.no_peers else case, rounds))
                if case.ours.before is edit:
                    edit.restore()
        finally:
            edit.restore()
            if sys.stderr.isatty():
                print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(table([HEAD, *(line for row in rows for line in cells(row)), memory_row(rows)]))
    if not args.only:
        print(flush=True)
        encoding = os.path.join(os.path.dirname(os.path.abspath(__file__)), "encoding.py")
        subprocess.run((sys.executable, encoding, "--every", "5" if args.quick else "1"), check=True)
    return 1 if any(row.failure for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
