"""The documented rule pack, taken from the page and used."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from real import CHAPTER, environment, llmdoc_lint, write

PAGE = Path(__file__).parent.parent / "docs" / "rule-packs.md"


def test_the_documented_pack_works(tmp_path: Path) -> None:
    blocks = dict(re.findall(r"```(?:yaml|python)\n# (\S+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
    for name, text in blocks.items():
        write(tmp_path, name, text)
    write(tmp_path, "docs/x/kr/start.md", CHAPTER + "카파시의 말입니다. 카파시님도 압니다. `카파시`\n")
    env = environment(PYTHONPATH=str(tmp_path))
    ended = llmdoc_lint(tmp_path, "check", "--select", "honorific-missing", env=env)
    assert ended.status == 1
    assert "docs/x/kr/start.md:12:1 warning honorific-missing `카파시` has no 님 «카파시»" in ended.out
    assert ended.out.count("honorific-missing") == 1
    assert (
        llmdoc_lint(tmp_path, "check", "--select", "honorific-missing", "--fix", "--unsafe-fixes", env=env).status == 0
    )
    assert "카파시님의 말입니다." in (tmp_path / "docs/x/kr/start.md").read_text("utf-8")
    explained = llmdoc_lint(tmp_path, "explain", "honorific-missing", env=env)
    assert "surnames and full names, as the text has them" in explained.out


def test_the_facts_that_the_page_names_are_where_it_says() -> None:
    text = PAGE.read_text("utf-8")
    start = text.index("- Facts do the reading")
    bullet = " ".join(text[start : text.index("\n- ", start)].split())
    named = re.findall(r"((?:`\w+`s?(?:, | and )?)+) ?(?:[^`()]*)\((?:in )?`(llmdoc_lint[\w.]+)`\)", bullet)
    found = [(name, module) for names, module in named for name in re.findall(r"`(\w+)`", names)]
    assert len(found) >= 9
    for name, module in found:
        assert callable(getattr(import_module(module), name)), f"{name} in {module}"
