"""Globs, folders, and how documents are told apart."""

from __future__ import annotations

import pytest

from llmdoc_lint.settings import BUILTIN_KINDS, Kind, Settings, glob_match


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("*.md", ["a.md", "x/y/a.md"], ["a.mdx", "a.txt"]),
        ("/*.md", ["a.md"], ["x/a.md"]),
        ("docs/*.md", ["docs/a.md"], ["docs/x/a.md", "x/docs/a.md"]),
        ("./docs/*.md", ["docs/a.md"], ["docs/x/a.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/x/y/a.md"], ["docs.md", "x/docs/a.md"]),
        ("docs/**", ["docs/a.md", "docs/x/a"], ["docs", "docsx/a"]),
        ("**/kr/*.md", ["kr/a.md", "x/kr/a.md"], ["kr/x/a.md", "xkr/a.md"]),
        ("**/**/**/a.md", ["a.md", "x/y/a.md"], ["b.md"]),
        ("drafts", ["drafts", "drafts/a.md", "x/drafts/y/a.md"], ["drafts.md", "xdrafts/a"]),
        ("drafts/", ["drafts/a.md", "x/drafts/a.md"], ["drafts.md"]),
        ("docs/drafts/", ["docs/drafts/a.md"], ["x/docs/drafts/a.md"]),
        ("docs/dra?ts", ["docs/drafts/a.md"], ["docs/dra/ts"]),
        ("a[1].{md}", ["a[1].{md}"], ["a1.md"]),
        ("a**z", ["abz", "a/b/z"], ["a/b"]),
        ("docs/x.md", ["docs/x.md"], ["docs/x.mdx", "docs/x.md\n"]),
        ("강의/*.md", ["강의/가.md"], []),
    ],
)
def test_glob_match(pattern: str, yes: list[str], no: list[str]) -> None:
    assert {path: glob_match(pattern, path) for path in [*yes, *no]} == {path: path in yes for path in [*yes, *no]}


@pytest.mark.parametrize(
    ("path", "side", "folder"),
    [
        ("docs/x/eng/a.md", "source", "docs/x"),
        ("docs/x/kr/a.md", "target", "docs/x"),
        ("en/a.md", "source", ""),
        ("sources/x/a.md", "source", "x"),
        ("chapters/x/a.md", "", "x"),
        ("x/media/a.vtt", "", "x"),
        ("x/prompts/old/a.md", "", "x"),
        ("en/x/ko/a.md", "target", "en/x"),
        ("x/kr/chapters/a.md", "target", "x"),
        ("translations/ko/x/a.md", "target", "x"),
        ("x/translations/ko/a.md", "target", "x"),
        ("translations/ja/x/a.md", "", "ja/x"),
        ("translations/zh_CN/a.md", "", "zh_CN"),
        ("translations/it-guide/a.md", "target", "it-guide"),
        ("x/a.md", "", None),
        ("a.md", "", None),
        ("kr.md", "", None),
    ],
)
def test_folders(path: str, side: str, folder: str | None) -> None:
    settings = Settings()
    assert (settings.side_of(path), settings.course_folder(path)) == (side, folder)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.ko.md", "a.md"),
        ("a.b.en.mdx", "a.b.mdx"),
        ("a.ja.md", "a.ja.md"),
        ("ko.md", "ko.md"),
        (".ko.md", ".ko.md"),
        ("a", "a"),
    ],
)
def test_what_a_page_and_its_translation_are_both_called(name: str, expected: str) -> None:
    assert Settings().page_name(name) == expected


@pytest.mark.parametrize(
    ("path", "keys", "kind"),
    [
        ("x/eng/_index.md", "title source_url chapters", "source-index"),
        ("x/eng/a.md", "title source_url chapters", "source-index"),
        ("x/kr/_index.mdx", "title sourceUrl", "index"),
        ("x/eng/a.md", "title source_url parent", "source-chapter"),
        ("x/eng/index.md", "title source_url", "source-article"),
        ("a.md", "title source_url", "source-article"),
        ("x/kr/_index.md", "title sourceUrl", "index"),
        ("x/kr/a.md", "title sourceUrl totalChapters", "index"),
        ("x/kr/a.md", "title sourceUrl chapter", "chapter"),
        ("x/kr/a.md", "title titleKr", "chapter"),
        ("x/kr/a.md", "title titleKr originalTitle", "article"),
        ("x/kr/index.md", "title sourceUrl", "article"),
        ("x/kr/a.md", "title source_url source_type", "source-article"),  # front matter first, path second
        ("x/kr/a.md", "title", "article"),
        ("x/kr/a.md", "title status", "article"),
        ("notes/a.md", "title status", ""),
        ("notes/a.md", "title", ""),
        ("x/kr/a.md", "source_url sourceUrl", "article"),  # as much of one as of the other: the path tells
        ("x/kr/a.md", None, "chapter"),
        ("x/kr/index.md", None, "article"),
        ("x/kr/_index.md", None, "index"),
        ("x/eng/_index.md", None, "source-index"),
        ("x/eng/a.md", None, "source-chapter"),
        ("x/kr/README.md", None, ""),
        ("x/prompts/a.md", None, "prompt"),
        ("x/a-prompt.md", None, "prompt"),
        ("x/prompts/a.md", "title", ""),
        ("x/a.md", None, ""),
        ("x/kr/a.md", "", "chapter"),  # an empty front matter
    ],
)
def test_classify(path: str, keys: str | None, kind: str) -> None:
    assert Settings().classify(path, None if keys is None else frozenset(keys.split())) == kind


def test_the_configuration_s_kinds_come_first() -> None:
    kinds = {
        **BUILTIN_KINDS,
        "memo": Kind("memo", "", "article", paths=("memos/**",), keys=("to",)),
        "log": Kind("log", "", "article", paths=("**/log/*.md",)),
        "card": Kind("card", "", "article", keys=("front", "back")),
    }
    settings = Settings(kinds=kinds)
    assert settings.classify("memos/a.md", frozenset(("to", "from"))) == "memo"
    assert settings.classify("memos/a.md", None) == ""
    assert settings.classify("x/log/kr/a.md", None) == "chapter"
    assert settings.classify("x/log/a.md", None) == "log"
    assert settings.classify("x/kr/a.md", frozenset(("front", "back", "sourceUrl"))) == "card"


def test_folders_can_be_named() -> None:
    settings = Settings(source_folders=("de",), target_folders=("fr",))
    assert [settings.side_of(path) for path in ("x/de/a.md", "x/fr/a.md", "x/kr/a.md")] == ["source", "target", ""]


def test_a_kind_s_schema_is_what_it_needs_and_what_it_may_have() -> None:
    assert BUILTIN_KINDS["chapter"].schema[-1] == "status"
    assert len(BUILTIN_KINDS["chapter"].schema) == 7
