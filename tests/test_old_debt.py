"""Random edits of a repository with old findings: none comes back, and no new one is hidden.

A model knows every page, whatever its file is called, and which faults it has. After each edit it says what must be
reported: by a run with a baseline, and by one that compares with the commit the branch started from.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from llmdoc_lint.baseline import load, render
from llmdoc_lint.debt import pruned, updated
from llmdoc_lint.run import Request, Result, run
from llmdoc_lint.settings import Settings
from real import environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

COURSES = int(os.environ.get("LLMDOC_LINT_TEST_COURSES", "6"))  # 50 for the whole exercise: some minutes
OLD = 20  # findings in every course when the linter comes: 1,000 in 50 courses
EDITS = int(os.environ.get("LLMDOC_LINT_TEST_EDITS", "200"))
SEED = int(os.environ.get("LLMDOC_LINT_TEST_SEED", "1"))
SETTINGS = Settings(packs=("sample_pack",))
RULES = ("word-found", "word-shouted", "pair-differs")
TWIN = "(fault: 다음 청크에서 이어집니다)"  # what is wrong in the same words everywhere


class Page(NamedTuple):
    id: int
    course: str
    side: str
    number: int
    slug: str
    title: str
    lines: tuple[str, ...]
    last: str  # line; a translation's must be its source's

    @property
    def path(self) -> str:
        return f"docs/{self.course}/{self.side}/{self.number:02} {self.slug}.md"

    @property
    def text(self) -> str:
        keys = 'titleKr: "가"\ntimestamp: "0:00"' if self.side == "kr" else 'source_url: "https://example.org/x"'
        head = f'---\ntitle: "{self.number}. {self.title}"\n{keys}\nchapter: {self.number}\n---\n\n'
        return head + "\n\n".join((*self.lines, self.last)) + "\n"


State = dict[int, Page]
Fault = tuple[int, str, str]  # page, rule, what is wrong


def faults(state: State) -> Counter[Fault]:
    """What a run over the whole tree finds."""
    found: Counter[Fault] = Counter()
    sources = {(page.course, page.number): page for page in state.values() if page.side == "eng"}
    for page in state.values():
        for line in page.lines:
            if "fault" in line:
                found[page.id, "word-found", line] += 1
            if "LOUD" in line:
                found[page.id, "word-shouted", line] += 1
        source = sources.get((page.course, page.number))
        if page.side == "kr" and source is not None and source.last != page.last:
            found[page.id, "pair-differs", f"`{page.last}` is `{source.last}` in the source"] += 1
    return found


class Repository:
    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.count = 0
        self.copied: set[int] = set()
        drop = {name: value for name, value in environment().items() if not name.startswith("GIT_")}
        self.env = drop | {"HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
        self.env |= {
            f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        self.git("init", "--quiet", "--initial-branch", "main")
        self.state: State = {}
        for number in range(COURSES):
            self.state |= self.course(f"{self.word()}-{number}")
        self.save(self.state)
        self.base = self.state  # where the branch left main
        self.git("checkout", "--quiet", "-b", "work")

    def git(self, *args: str) -> str:
        ended = subprocess.run(
            ["git", *args], cwd=self.root, env=self.env, capture_output=True, check=False, encoding="utf-8"
        )
        assert ended.returncode == 0, (args, ended.stdout, ended.stderr)
        return ended.stdout

    def save(self, state: State) -> None:
        """Write the tree and commit it."""
        wanted = {str(self.root / page.path): page.text.encode() for page in state.values()}
        for folder, _, names in os.walk(self.root / "docs"):
            for path in (os.path.join(folder, name) for name in names):
                with open(path, "rb") as stream:
                    content = stream.read()
                if wanted.get(path) == content:
                    del wanted[path]
                elif path not in wanted:
                    os.unlink(path)
        for path, content in wanted.items():
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as stream:
                stream.write(content)
        self.git("add", "--all", "docs")
        self.git("commit", "--quiet", "--allow-empty", "--message", "edit")

    # ------------------------------------------------------------------------------ material

    def word(self) -> str:
        return "".join(self.random.choice("abcdeghijkmnoprsuvwyz가나다라마바사아자차") for _ in range(8))

    def line(self) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(3, 30)))

    def fault(self) -> str:
        kind = self.random.randrange(4)
        if kind == 0:
            return TWIN
        return f"{self.line()} {'LOUD' if kind == 1 else 'fault'} {self.line()}"

    def page(self, course: str, side: str, number: int, slug: str, last: str) -> Page:
        self.count += 1
        lines = [self.line() for _ in range(self.random.randint(2, 6))]
        return Page(self.count, course, side, number, slug, self.word(), tuple(lines), last)

    def with_faults(self, state: State, number: int) -> State:
        """The pages with so many more faults, each anywhere."""
        for _ in range(number):
            page = state[self.random.choice(sorted(state))]
            at = self.random.randint(0, len(page.lines))
            state = state | {page.id: page._replace(lines=(*page.lines[:at], self.fault(), *page.lines[at:]))}
        return state

    def chapter(self, course: str, number: int) -> State:
        slug, last = self.word(), self.word()
        other = self.word() if self.random.random() < 0.3 else last
        made = (self.page(course, "eng", number, slug, last), self.page(course, "kr", number, slug, other))
        return {page.id: page for page in made}

    def course(self, name: str) -> State:
        state = {id: page for number in (1, 2, 3) for id, page in self.chapter(name, number).items()}
        return self.with_faults(state, OLD - faults(state).total())

    # --------------------------------------------------------------------------------- edits

    def edit(self, state: State, course: str) -> State:
        """One edit of one course."""
        mine = [page for page in state.values() if page.course == course]
        page = self.random.choice(mine)
        at = self.random.randint(0, len(page.lines))
        numbers = sorted({one.number for one in mine})
        what = self.random.randrange(14)
        if what <= 1:
            return state | {page.id: page._replace(lines=(*page.lines[:at], self.line(), *page.lines[at:]))}
        if what == 2 and len(page.lines) > 1:
            moved = list(page.lines)
            moved.insert(self.random.randrange(len(moved)), moved.pop(self.random.randrange(len(moved))))
            return state | {page.id: page._replace(lines=tuple(moved))}
        if what <= 5:
            return state | {page.id: page._replace(lines=(*page.lines[:at], self.fault(), *page.lines[at:]))}
        if what == 6 and page.lines:
            at = self.random.randrange(len(page.lines))
            return state | {page.id: page._replace(lines=page.lines[:at] + page.lines[at + 1 :])}
        if what == 7:  # seen in another document where it is the source's
            return state | {page.id: page._replace(last=self.word())}
        if what == 8:
            slug = self.word()
            return state | {one.id: one._replace(slug=slug) for one in mine if one.number == page.number}
        if what == 9:
            name = f"{self.word()}/{self.word()}"
            return state | {one.id: one._replace(course=name) for one in mine}
        if what == 10:  # another chapter becomes the first
            after = dict(zip(numbers, [*numbers[1:], numbers[0]], strict=True))
            return state | {one.id: one._replace(number=after[one.number]) for one in mine}
        if what == 11:
            return state | {page.id: page._replace(title=self.word())}
        if what == 12:
            if self.random.random() < 0.5 or len(numbers) < 3:
                added = self.chapter(course, numbers[-1] + 1)
                return state | self.with_faults(added, self.random.randint(0, 12))
            self.count += 1
            self.copied.add(page.id)
            copy = page._replace(id=self.count, number=numbers[-1] + 1, slug=self.word(), title=self.word())
            return state | {copy.id: copy}
        gone = [one.id for one in mine if one.number == page.number]
        if len(numbers) > 2 and self.copied.isdisjoint(gone):  # else the copy is the page
            return {id: one for id, one in state.items() if id not in gone}
        return state


def told_apart(state: State, known: State) -> bool:
    """Whether no page has both another name and another title than it is known by: nobody could tell which it was."""
    return all(
        page.title == known[id].title or page.path == known[id].path for id, page in state.items() if id in known
    )


def reported(result: Result, state: State) -> Counter[Fault]:
    ids = {page.path: page for page in state.values()}
    found: Counter[Fault] = Counter()
    assert not result.problems
    for report in result.reports:
        page = ids[report.place.path]
        line = page.text.split("\n")[report.place.line - 1]
        found[page.id, report.rule, report.message if report.rule == "pair-differs" else line] += 1
    return found


def courses(state: State) -> set[str]:
    return {page.course for page in state.values()}


def of(state: State, course: str) -> State:
    return {id: page for id, page in state.items() if page.course == course}


def joined(base: State, one: State, two: State, course: str) -> State:
    """A merge: the course as `one` has it, everything else as `two` has it."""
    mine = {id: page for id, page in one.items() if id not in base or base[id].course == course}
    return {id: page for id, page in two.items() if id not in base or base[id].course != course} | mine


def step(repository: Repository, kind: str, history: list[State], titles: State) -> State | None:
    """Do one thing to the repository; None where it cannot be done now."""
    state, base = repository.state, repository.base
    alone = sorted(course for course in courses(state) if of(state, course) == of(base, course))
    course, other = repository.random.sample(sorted(courses(state).difference(alone[:2])), 2)
    parent, ahead, one = "", base, base
    if kind == "edit":
        after = repository.edit(state, course)
    elif kind == "merge":  # each side edits a course of its own
        one = repository.edit(state, course)
        after = joined(state, one, repository.edit(state, other), course)
        parent = "side"
    elif kind == "main":  # main goes on with a course that the branch left alone, and is merged
        if not alone:
            return None
        course = repository.random.choice(alone)
        ahead = repository.edit(base, course)
        after = joined(base, ahead, state, course)
        parent = "main"
    elif kind == "revert":  # what the last edit brought or took goes or comes again
        if not history or not repository.copied.isdisjoint(state.keys() ^ history[-1].keys()):
            return None
        after = history[-1]
    else:
        after = state
    if not (told_apart(after, ahead) and told_apart(after, titles)):
        return None
    if parent:
        repository.git("checkout", "--quiet", *(["-b"] if parent == "side" else []), parent)
        repository.save(ahead if parent == "main" else one)
        repository.git("checkout", "--quiet", "work")
        repository.git("merge", "--quiet", "--no-commit", "--no-ff", "--strategy", "ours", parent)
    repository.save(after)
    if parent == "side":
        repository.git("branch", "--quiet", "--delete", "--force", parent)
    repository.base = ahead
    return after


def test_old_findings_stay_old_and_new_ones_are_seen(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    repository = Repository(tmp_path, SEED)
    file = tmp_path / "known.json"
    cache = str(tmp_path_factory.mktemp("cache"))
    request = Request(str(tmp_path), SETTINGS, select=RULES, jobs=1, cache=cache)
    file.write_bytes(render(updated((), run(request), "old", "")))
    known, titles = faults(repository.state), repository.state  # what the baseline has, and of which pages
    assert len(load(str(file))) == known.total() == OLD * COURSES
    history: list[State] = []
    kinds: Counter[str] = Counter()
    new = 0
    while kinds.total() < EDITS:
        kind = repository.random.choice(("edit", "edit", "edit", "edit", "merge", "main", "revert", "update", "prune"))
        before = repository.state
        after = step(repository, kind, history, titles)
        if after is None:
            continue
        repository.state = after
        history.append(before)
        kinds[kind] += 1
        now = faults(after)

        expected = now - faults(repository.base)
        new += expected.total()
        assert reported(run(request._replace(since="main")), after) == expected, (kinds, "compared with main")

        entries = load(str(file))
        result = run(request._replace(baseline=entries))
        assert reported(result, after) == now - known, (kinds, "with the baseline")
        if kind == "update":
            file.write_bytes(render(updated(entries, result, "", "")))
            known, titles = now, after
        elif kind == "prune":
            left = pruned(entries, result)
            assert set(left) <= set(entries)
            file.write_bytes(render(left))
            known &= now
        if kind in ("update", "prune"):
            assert len(load(str(file))) == known.total()
            assert reported(run(request._replace(baseline=load(str(file)))), after) == now - known
    assert len(kinds) == 6
    assert new > EDITS
