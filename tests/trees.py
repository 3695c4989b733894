"""Small trees for tests of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.run import Request, Result, run
from llmdoc_lint.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(packs=("sample_pack",))
CHAPTER = '---\ntitle: "{n}. T"\ntitleKr: "{n}. 가"\nchapter: {n}\ntimestamp: "0:00"\n---\n\n{body}\n'
SOURCE = '---\ntitle: "{n}. T"\nsource_url: "https://example.org"\nparent: "c"\nchapter: {n}\n---\n\n{body}\n'


def write(root: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)


def lint(root: Path, *paths: str, settings: Settings = SETTINGS, **options: object) -> Result:
    """Lint `paths` below `root` (all of it without) with the sample pack."""
    return run(Request(str(root), settings, paths or ("",), **options))  # type: ignore[arg-type]


def found(result: Result) -> list[tuple[str, str, int]]:
    return [(report.rule, report.place.path, report.place.line) for report in result.reports]
