"""`init`, `config show` and `completion`: the first five minutes."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.config import load_settings
from llmdoc_lint.init import proposal, survey
from llmdoc_lint.output import padded, width
from llmdoc_lint.packs import load
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings
from real import CHAPTER, COMMAND, FIXTURES, environment, llmdoc_lint, write

if TYPE_CHECKING:
    from pathlib import Path

RULES = load(("llmdoc_rules",))
KOREAN = "# 시작\n\n이 글은 예시로 쓰는 글입니다. 한국어로 된 문장이 두 개 있습니다.\n"
ENGLISH = "# Start\n\nThis text is an example. It has two sentences in English.\n"
GERMAN = "# Anfang\n\nDieser Text ist ein Beispiel und hat zwei kurze Zeilen. Mehr steht hier nicht.\n"
JAPANESE = "# はじめに\n\nこの文章は例です。日本語の文が二つあります。ほかには何もありません。\n"
NOTE = '---\nwhen: 2026-01-02\nauthor: "A"\n---\n\n' + KOREAN


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES / "demo", tmp_path, dirs_exist_ok=True)
    return tmp_path


def kinds(root: Path) -> int:
    return run(Request(str(root), load_settings(str(root), None), today="2026-03-01")).recognised


# -------------------------------------------------------------------------------------- init


def test_what_init_writes_is_read_and_changes_nothing(demo: Path) -> None:
    before = kinds(demo)
    ended = llmdoc_lint(demo, "init")
    assert ended.status == 0
    assert "wrote llmdoc-lint.yaml: 1 source-chapter, 1 index, 2 chapter, 1 prompt" in ended.out
    text = (demo / "llmdoc-lint.yaml").read_text("utf-8")
    assert "Folders of the two languages: eng/ and kr/" in text
    assert kinds(demo) == before
    assert llmdoc_lint(demo, "--no-cache").status == 1


def test_init_leaves_an_existing_file_alone(demo: Path) -> None:
    write(demo, "llmdoc-lint.yaml", "rules:\n  encoding: off\n")
    ended = llmdoc_lint(demo, "init")
    assert ended.status == 2
    assert "llmdoc-lint.yaml is there already" in ended.err
    assert (demo / "llmdoc-lint.yaml").read_text("utf-8") == "rules:\n  encoding: off\n"
    assert "# Found in " in llmdoc_lint(demo, "init", "--stdout").out


def test_init_in_a_repository_shows_the_hook(demo: Path) -> None:
    subprocess.run(["git", "init", "-q", str(demo)], check=True, env=environment())
    assert "- id: llmdoc-lint" in llmdoc_lint(demo / "docs", "init").out
    assert (demo / "llmdoc-lint.yaml").is_file()


def test_init_in_an_empty_folder(tmp_path: Path) -> None:
    ended = llmdoc_lint(tmp_path, "init")
    assert ended.status == 2
    assert "run it where the documents are" in ended.err
    assert not list(tmp_path.iterdir())
    assert llmdoc_lint(tmp_path, "init", "--stdout").out.startswith("# Configuration of llmdoc-lint.")


def test_init_where_nothing_is_recognised(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "# A\n")
    ended = llmdoc_lint(tmp_path, "init")
    assert ended.status == 0
    assert "no document of a known kind" in ended.out
    assert "name your kinds or folders in it" in ended.out
    load_settings(str(tmp_path), None)


def test_folders_of_other_names_are_found(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        write(tmp_path, f"text/{name}/inglese/page.md", ENGLISH)
        write(tmp_path, f"text/{name}/coreano/page.md", KOREAN)
    seen, _ = survey(str(tmp_path), Settings())
    assert (seen.folders[0].source, seen.folders[0].target, seen.folders[0].number) == ("inglese", "coreano", 3)
    assert seen.kinds == (("source-chapter", 3), ("chapter", 3))
    write(tmp_path, "llmdoc-lint.yaml", proposal(seen, Settings(), {}, RULES))
    settings = load_settings(str(tmp_path), None)
    assert (settings.source_folders, settings.target_folders) == (frozenset({"inglese"}), frozenset({"coreano"}))
    assert kinds(tmp_path) == 6


def test_folders_at_the_top_are_found(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path, f"english-text/{name}/page.md", ENGLISH)
        write(tmp_path, f"translation-ko/{name}/page.md", KOREAN)
    seen, _ = survey(str(tmp_path), Settings())
    assert (seen.folders[0].source, seen.folders[0].target, seen.folders[0].number) == (
        "english-text",
        "translation-ko",
        2,
    )


@pytest.mark.parametrize(
    ("form", "top"),
    [
        pytest.param("docs/{language}/x/{name}.md", "docs/x/{name}.md", id="a folder in that of the sources"),
        pytest.param("translations/{language}/{name}.md", "{name}.md", id="a folder in one of translations"),
        pytest.param("content/{name}.{language}.mdx", "content/{name}.mdx", id="the language in the name"),
        pytest.param("docs/{language}-text/{name}.md", "docs/{name}.md", id="a folder of another name"),
    ],
)
def test_translations_among_their_sources_are_found(tmp_path: Path, form: str, top: str) -> None:
    for name in ("one", "two", "three"):
        write(tmp_path, top.format(name=name), ENGLISH)
        write(tmp_path, form.format(language="ko", name=name), f"{KOREAN}\n이 일은 몇일 걸립니다.\n")
        write(tmp_path, form.format(language="ja", name=name), JAPANESE)
        write(tmp_path, form.format(language="de", name=name), GERMAN)
    ended = llmdoc_lint(tmp_path, "init")
    assert ended.out.startswith("wrote llmdoc-lint.yaml: 3 translation, 3 original\n")
    assert kinds(tmp_path) == 6
    found = llmdoc_lint(tmp_path, "--no-cache")
    assert found.out.count("misspelling") == 3  # the rules for translations hold for them
    assert found.out.count("document-unknown") == 0


def test_other_languages_are_no_sources(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path, f"text/it/{name}.md", GERMAN)
        write(tmp_path, f"text/ja/{name}.md", JAPANESE)
        write(tmp_path, f"text/en/{name}.md", ENGLISH)
        write(tmp_path, f"text/ko/{name}.md", KOREAN)
    seen, _ = survey(str(tmp_path), Settings())
    assert [(pair.source, pair.target, pair.others) for pair in seen.folders] == [("en", "ko", ("it", "ja"))]
    text = proposal(seen, Settings(), {}, RULES)
    assert "# exclude: [it, ja]" in text
    assert "\nfolders:" not in text


def test_front_matter_of_another_form_is_told(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        write(tmp_path, f"en/{name}.md", f"---\ntitle: Start\nsidebar: 1\n---\n\n{ENGLISH}")
        write(tmp_path, f"ko/{name}.md", f"---\ntitle: 시작\nsidebar: 1\n---\n\n{KOREAN}")
    ended = llmdoc_lint(tmp_path, "init")
    assert "their front matter is not what is expected of source-article: see `required`" in ended.out
    assert llmdoc_lint(tmp_path, "--no-cache").out.count("key-missing") > 0
    text = (tmp_path / "llmdoc-lint.yaml").read_text("utf-8")
    block = text[text.index("# kinds:") :].partition("\n\n")[0]
    write(tmp_path, "llmdoc-lint.yaml", "".join(line.removeprefix("# ") + "\n" for line in block.split("\n")))
    assert llmdoc_lint(tmp_path, "--no-cache").status == 0


def test_pages_in_mdx_are_read_where_they_are_named(tmp_path: Path) -> None:
    write(tmp_path, "ko/a.mdx", KOREAN)
    write(tmp_path, "en/a.mdx", ENGLISH)
    assert llmdoc_lint(tmp_path, "--no-cache").status == 2
    assert "1 source-chapter, 1 chapter" in llmdoc_lint(tmp_path, "init").out
    assert kinds(tmp_path) == 2


def test_documents_of_no_kind_are_told_with_their_keys(tmp_path: Path) -> None:
    write(tmp_path, "notes/a.md", NOTE)
    write(tmp_path, "notes/b.md", NOTE)
    write(tmp_path, "kr/1.md", CHAPTER)
    write(tmp_path, "kr/bad.md", b"\xff\xfe\x00\xd8")
    seen, _ = survey(str(tmp_path), Settings())
    assert [(stray.folder, stray.keys, stray.number) for stray in seen.strays] == [("notes", ("when", "author"), 2)]
    assert seen.unread == 1
    text = proposal(seen, Settings(), {}, RULES)
    block = text[text.index("# kinds:") :].partition("\n\n")[0]
    write(tmp_path, "llmdoc-lint.yaml", "".join(line.removeprefix("# ") + "\n" for line in block.split("\n")))
    assert load_settings(str(tmp_path), None).kinds["note"].required == ("when", "author")


def test_terms_are_offered_as_a_glossary(tmp_path: Path) -> None:
    terms = {"base model": {"기본 모델": 2, "베이스 모델": 5}, "yes": {"네: 예": 1, "예": 1}}
    seen, _ = survey(str(tmp_path), Settings())
    text = proposal(seen, Settings(), terms, RULES)
    block = text[text.index("# glossary:") :].partition("\n\n")[0]
    write(tmp_path, "llmdoc-lint.yaml", "".join(line.removeprefix("# ") + "\n" for line in block.split("\n")))
    glossary = load_settings(str(tmp_path), None).glossary
    assert glossary[0] == ("base model", "베이스 모델", ("기본 모델",))
    assert glossary[1] == ("yes", "네: 예", ("예",))


def test_the_example_of_rules_is_sound(tmp_path: Path) -> None:
    seen, _ = survey(str(tmp_path), Settings())
    text = proposal(seen, Settings(), {}, RULES)
    block = text[text.index("# rules:") :].partition("\n\n")[0]
    write(tmp_path, "llmdoc-lint.yaml", "".join(line.removeprefix("# ") + "\n" for line in block.split("\n")))
    assert len(load_settings(str(tmp_path), None).rules) == 2


# ------------------------------------------------------------------------------- config show


def test_config_show_says_where_values_come_from(demo: Path) -> None:
    write(
        demo,
        "llmdoc-lint.yaml",
        "exclude: [drafts/**]\nrules:\n  timestamps: warning\n  timestamp-gap: {max-gap: 120}\n"
        "kinds:\n  chapter: {match: {path: '**/kr/a-*.md'}, optional: [status, reviewer]}\n",
    )
    page = "docs/how-small-models-learn/kr/a-small-model.md"
    value = json.loads(llmdoc_lint(demo, "config", "show", page, "--output-format", "json").out)
    assert value["document"]["kind"] == {"value": "chapter", "origin": "llmdoc-lint.yaml:6"}
    assert value["document"]["optional keys"] == {"value": ["status", "reviewer"], "origin": "llmdoc-lint.yaml:6"}
    assert value["document"]["linted"] == {"value": True, "origin": "default"}
    assert value["settings"]["exclude"] == {"value": ["drafts/**"], "origin": "llmdoc-lint.yaml:1"}
    assert value["settings"]["include"]["origin"] == "default"
    gap = value["rules"]["timestamp-gap"]
    assert (gap["value"]["severity"], gap["value"]["max-gap"], gap["origin"]) == ("warning", 120, "llmdoc-lint.yaml:4")
    assert value["rules"]["timestamp-backwards"]["origin"] == "llmdoc-lint.yaml:3"
    assert value["rules"]["mojibake"] == {"value": {"severity": "error"}, "origin": "default"}


def test_config_show_as_text_puts_what_is_set_first(demo: Path) -> None:
    write(demo, "llmdoc-lint.yaml", "rules:\n  mojibake: warning\n")
    out = llmdoc_lint(demo, "config", "show").out
    rules = out[out.index("\nrules\n") :].split("\n")[2:]
    assert rules[0].split() == ["mojibake", "severity:", "warning", "llmdoc-lint.yaml:2"]


def test_columns_align_under_hangul(demo: Path) -> None:
    write(demo, "llmdoc-lint.yaml", "rules:\n  misspelling: {allow: [몇일, 되요]}\n  mojibake: warning\n")
    out = llmdoc_lint(demo, "config", "show").out
    first, second = (line for line in out.split("\n") if "llmdoc-lint.yaml:" in line)
    assert width(first.partition("llmdoc-lint.yaml:")[0]) == width(second.partition("llmdoc-lint.yaml:")[0])
    assert width("가a\u0301") == 3
    assert padded("가", 4) == "가  "


def test_config_show_tells_what_is_not_linted_or_not_recognised(tmp_path: Path) -> None:
    write(tmp_path, "llmdoc-lint.yaml", "exclude: [drafts]\n")
    write(tmp_path, "drafts/a.md", KOREAN)
    write(tmp_path, "b.md", b"\xff\xfe\x00\xd8")
    out = json.loads(llmdoc_lint(tmp_path, "config", "show", "drafts/a.md", "--output-format", "json").out)
    assert out["document"]["linted"] == {"value": False, "origin": "llmdoc-lint.yaml:1: drafts"}
    assert out["document"]["kind"]["value"] is None
    out = json.loads(llmdoc_lint(tmp_path, "config", "show", "b.md", "--output-format", "json").out)
    assert out["document"]["kind"] == {"value": None, "origin": "the document is not UTF-8"}


@pytest.mark.parametrize(("text", "said"), [("rules: [", "llmdoc-lint.yaml:1"), (None, "nowhere.md")])
def test_config_show_says_what_is_wrong(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        write(tmp_path, "llmdoc-lint.yaml", text)
    ended = llmdoc_lint(tmp_path, "config", "show", "nowhere.md")
    assert ended.status == 2
    assert said in ended.err


# -------------------------------------------------------------------------------- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(tmp_path: Path, shell: str) -> None:
    ended = llmdoc_lint(tmp_path, "completion", shell)
    assert ended.status == 0
    assert "_LLMDOC_LINT_COMPLETE" in ended.out


@pytest.mark.parametrize(
    ("words", "at", "wanted"),
    [
        ("llmdoc-lint ", 1, {"check", "init", "explain"}),
        ("llmdoc-lint che", 1, {"check"}),
        ("llmdoc-lint check --output-form", 2, {"--output-format"}),
        ("llmdoc-lint check --output-format sa", 3, {"sarif"}),
    ],
)
def test_the_shell_is_told_what_may_follow(tmp_path: Path, words: str, at: int, wanted: set[str]) -> None:
    env = environment(COMP_WORDS=words, COMP_CWORD=str(at), _LLMDOC_LINT_COMPLETE="bash_complete")
    out = subprocess.run([COMMAND], env=env, cwd=tmp_path, capture_output=True, check=False).stdout.decode()
    assert wanted <= {line.partition(",")[2] for line in out.split("\n")}
