"""The cache: warm runs say what cold ones say; what changed is seen; what is broken is as if absent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from harness import FIXTURES
from llmdoc_lint.codec import decode, encode
from llmdoc_lint.core import record
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings
from trees import CHAPTER, SOURCE, lint, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from llmdoc_lint.discover import Unit
    from llmdoc_lint.worker import UnitResult, Worker


def page(body: str, number: int = 1) -> str:
    return CHAPTER.format(n=number, body=body)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    write(
        root,
        {
            "x/eng/a.md": SOURCE.format(n=1, body="one"),
            "x/kr/a.md": page("fault two"),
            "x/kr/b.md": page("<!-- llmdoc-lint-disable-file word-found -->\nfault", 2),
            "notes/README.md": "fault\n",
        },
    )
    return root


def test_a_warm_run_says_what_the_cold_one_said(tree: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    cold = lint(tree, cache=cache)
    assert cold == lint(tree)
    assert lint(tree, cache=cache) == cold


def test_a_warm_run_runs_no_rule(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = str(tmp_path / "cache")
    cold = lint(tree, cache=cache)
    monkeypatch.setattr("llmdoc_lint.worker.check", None)
    assert lint(tree, cache=cache) == cold


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param("x/kr/a.md", page("no more"), id="a document"),
        pytest.param("x/eng/a.md", SOURCE.format(n=1, body="fault two"), id="its counterpart"),
        pytest.param("x/kr/c.md", page("new fault", 3), id="a new document"),
    ],
)
def test_what_changed_is_seen(tree: Path, tmp_path: Path, path: str, content: str) -> None:
    cache = str(tmp_path / "cache")
    lint(tree, cache=cache)
    write(tree, {path: content})
    changed = lint(tree, cache=cache)
    assert changed == lint(tree)
    assert lint(tree, path, cache=cache) == lint(tree, path)


def test_a_deleted_document_is_seen(tree: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    lint(tree, cache=cache)
    (tree / "x/eng/a.md").unlink()
    assert lint(tree, cache=cache) == lint(tree)


def test_other_rules_and_other_options_are_other_results(tree: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    everything = lint(tree, cache=cache)
    assert lint(tree, cache=cache, select=("pair-differs",)).reports != everything.reports
    settings = Settings(packs=("sample_pack",), rules={"word-found": {"word": "two"}}, digest="other")
    assert lint(tree, cache=cache, settings=settings) == lint(tree, settings=settings)
    assert lint(tree, cache=cache) == everything


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"key": 1}', b"null", b"\xff", b"[" * 100_000])
def test_a_broken_cache_is_as_if_absent(tree: Path, tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "cache"
    cold = lint(tree, cache=str(cache))
    for file in cache.rglob("*.json"):
        file.write_bytes(content)
    assert lint(tree, cache=str(cache)) == cold


def test_facts_with_other_content_are_computed_anew(tree: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    lint(tree, cache=str(cache))
    for file in cache.rglob("*.facts.json"):
        kept = json.loads(file.read_bytes())
        for entry in kept["documents"].values():
            entry["facts"] = {key: ["no.Such", 1] for key in entry["facts"]}
        file.write_text(json.dumps(kept))
    write(tree, {"x/kr/a.md": page("changed fault")})
    assert lint(tree, cache=str(cache)) == lint(tree)


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert lint(tree, cache=str(tmp_path / "cache")) == lint(tree)


def test_the_cache_tells_git_and_backups_to_leave_it_alone(tree: Path, tmp_path: Path) -> None:
    lint(tree, cache=str(tmp_path / "cache"))
    assert (tmp_path / "cache/.gitignore").read_text() == "*\n"
    assert (tmp_path / "cache/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_what_a_rule_asked_of_the_tree_is_part_of_the_key(tmp_path: Path) -> None:
    """A link's target appears: no document changed, and yet the finding is gone."""
    root, cache = tmp_path / "tree", str(tmp_path / "cache")
    write(root, {"x/kr/a.md": page("[그림](./figure.png)")})
    request = Request(str(root), Settings(), select=("file-missing",), cache=cache)
    assert [report.rule for report in run(request).reports] == ["file-missing"]
    write(root, {"x/kr/figure.png": b"png"})
    assert run(request).reports == ()


def test_what_a_rule_asked_is_remembered_while_other_documents_change(tmp_path: Path) -> None:
    root, cache = tmp_path / "tree", str(tmp_path / "cache")
    write(root, {"x/kr/a.md": page("[그림](./figure.png)"), "x/kr/b.md": page("b", 2), "x/kr/figure.png": b"png"})
    request = Request(str(root), Settings(), select=("file-missing",), cache=cache)
    for body in ("b", "c", "d"):
        write(root, {"x/kr/b.md": page(body, 2)})
        assert run(request).reports == ()
    (root / "x/kr/figure.png").unlink()
    write(root, {"x/kr/b.md": page("e", 2)})
    assert [report.place.path for report in run(request).reports] == ["x/kr/a.md"]


def test_processes_start_for_what_the_cache_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree, cache = tmp_path / "tree", str(tmp_path / "cache")
    write(tree, {f"c{n // 40}/kr/{n % 40:02}.md": page("fault", n % 40) for n in range(240)})
    cold = lint(tree, cache=cache, jobs=2)
    started: list[int] = []

    def in_processes(worker: Worker, left: Sequence[Unit], _: int) -> Iterator[UnitResult]:
        started.append(len(left))
        return map(worker, left)

    monkeypatch.setattr("llmdoc_lint.processes.in_processes", in_processes)
    assert lint(tree, cache=cache, jobs=2) == cold
    write(tree, {"c3/kr/07.md": page("fault fault", 7)})
    changed = lint(tree, cache=cache, jobs=2)
    assert changed == lint(tree)
    assert changed != cold
    assert started == []
    write(tree, {f"c{n}/kr/07.md": page("no more", 7) for n in range(5)})
    assert lint(tree, cache=cache, jobs=2) == lint(tree)
    assert started == [5]


def test_the_sound_course_is_the_same_from_the_cache(tmp_path: Path) -> None:
    request = Request(str(FIXTURES / "demo"), Settings(), cache=str(tmp_path), today="2026-03-01")
    cold = run(request)
    assert cold.reports
    assert run(request) == cold
    assert run(request._replace(cache=None)) == cold


# -------------------------------------------------------------------------------------- codec


@record
class Sample(NamedTuple):
    name: str
    items: tuple[Any, ...]


@pytest.mark.parametrize(
    "value",
    [None, True, 1, -1.5, "가\udc80\u2028", (), (1, (2, ())), Sample("x", (Sample("y", ()), None, ("a",)))],
    ids=repr,
)
def test_facts_survive_json(value: object) -> None:
    back = decode(json.loads(json.dumps(encode(value))))
    assert (type(back), back) == (type(value), value)


@pytest.mark.parametrize("value", [[1], {"a": 1}, {1}, b"x", object()], ids=repr)
def test_what_is_no_fact_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="not a fact"):
        encode(value)
