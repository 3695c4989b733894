"""The configuration: what it comes to, what is said of its mistakes, and its schemas."""

from __future__ import annotations

import json
import os
import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint import config
from llmdoc_lint.config import ConfigError, check, load_settings
from llmdoc_lint.config.form import form_digest
from llmdoc_lint.config.model import schema_config, schema_kind
from llmdoc_lint.config.nodes import Node
from llmdoc_lint.core import Finding, NoOptions, Options, Rule, Severity, rule
from llmdoc_lint.document import Document, Files
from llmdoc_lint.keys import KEYS, PATTERNS
from llmdoc_lint.packs import load
from llmdoc_lint.settings import BUILTIN_KINDS, Kind, Language, Settings, Term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class PauseOptions(Options):
    max_gap: int = 180  # seconds
    share: float = (  # Of the whole,
        0.5  # from 0 to 1.
    )
    # Words that
    # are passed over.
    words: tuple[str, ...] = ("um",)
    strict: bool = False
    style: str = "plain"
    offset: int = -5


def pauses(doc: Document, options: PauseOptions) -> Iterator[Finding]:
    """Two stamps are far apart."""
    yield from ()


def echoes(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A line comes twice."""
    yield from ()


pauses.__module__ = "team_rules.stamps.long_pause"
echoes.__module__ = "team_rules.text.echo"
RULES: tuple[Rule[Any, Any], ...] = (
    rule("long-pause", Document, PauseOptions, severity=Severity.WARNING)(pauses),
    rule("echo", Document, NoOptions, severity=Severity.ERROR)(echoes),
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, the current directory; a pack `team_rules` can be imported."""
    pack = ModuleType("team_rules")
    pack.RULES = RULES  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "team_rules", pack)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, text: str | bytes) -> None:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    (project / "llmdoc-lint.yaml").write_bytes(raw)


def values(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in Settings.__slots__}


TEAM = "packs: [team_rules]\n"
FULL = """\
# a comment
language: {source: en, target: ko}
packs: [team_rules]
include: ["./docs/**/*.md"]
exclude:
  - docs/drafts/**
kinds:
  chapter: {match: {path: "**/kr/*.md", keys: [chapter, timestamp]}, optional: [status, timestamp, reviewer]}
  index: {required: [title, qaScore]}
  card:
    match: {path: [cards/*.md, "**/cards/*.md"]}
    side: none
    part: article
    required: [title]
    aliases: {name: title}
folders: {source: [original], target: [번역]}
glossary:
  - {term: parameter, use: 파라미터, not: [매개변수]}
  - {term: token, use: 토큰}
rules:
  stamps: off
  long-pause: {severity: error, max-gap: 120, share: 1, words: [어, 음], strict: true, offset: -1}
  echo: info
baseline: known.json
"""


# ---------------------------------------------------------------------------- what it comes to


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "\n \n",
        "# nothing yet\n",
        "\ufeff# nothing\r\n",
        "---\n",
        "{}\n",
        "exclude:\n  # - docs/**\n",
        "rules: {}\n",
    ],
    ids=[
        "no file",
        "an empty file",
        "blank lines",
        "a comment",
        "a comment behind a byte order mark",
        "a document start",
        "an empty mapping",
        "a section whose entries are commented out",
        "no rules",
    ],
)
def test_nothing_said_is_the_default(project: Path, content: str | None) -> None:
    if content is not None:
        write(project, content)
    expected = values(Settings())
    actual = values(load_settings(str(project), None))
    assert expected | {"path": None, "digest": ""} == actual | {"path": None, "digest": ""}


def test_everything_said_is_in_the_settings(project: Path) -> None:
    write(project, FULL)
    settings = load_settings(str(project), None)
    assert settings.path == str(project / "llmdoc-lint.yaml")
    assert settings.language == Language("en", "ko")
    assert settings.packs == ("team_rules",)
    assert settings.include == ("docs/**/*.md",)
    assert settings.exclude == ("docs/drafts/**",)
    assert settings.source_folders == {"original"}
    assert settings.target_folders == {"번역"}
    assert settings.glossary == (Term("parameter", "파라미터", ("매개변수",)), Term("token", "토큰"))
    assert settings.baseline == "known.json"
    assert settings.rules == {
        "stamps": {"severity": "off"},
        "long-pause": {
            "severity": "error",
            "max_gap": 120,
            "share": 1.0,
            "words": ("어", "음"),
            "strict": True,
            "offset": -1,
        },
        "echo": {"severity": "info"},
    }
    assert type(settings.rules["long-pause"]["share"]) is float


def test_kinds_are_extended_and_added_and_come_first(project: Path) -> None:
    write(project, FULL)
    kinds = load_settings(str(project), None).kinds
    assert list(kinds)[:3] == ["chapter", "index", "card"]
    assert set(kinds) == {*BUILTIN_KINDS, "card"}
    chapter = BUILTIN_KINDS["chapter"]
    assert kinds["chapter"] == chapter._replace(
        required=("title", "titleKr", "chapter", "sourceUrl", "translatedAt"),  # timestamp is optional now
        optional=("status", "timestamp", "reviewer"),
        paths=("**/kr/*.md",),
        keys=("chapter", "timestamp"),
    )
    # a required key is no longer optional, and an alias of a key that is gone is gone
    assert kinds["index"] == BUILTIN_KINDS["index"]._replace(required=("title", "qaScore"), optional=(), aliases=())
    assert kinds["card"] == Kind(
        "card", "", "article", ("title",), (), (("name", "title"),), ("cards/*.md", "**/cards/*.md"), ()
    )


@pytest.mark.parametrize(
    "spelling", ["off", '"off"', "false"], ids=["a plain word", "quoted", "what YAML 1.1 makes of it"]
)
def test_off_in_any_spelling(project: Path, spelling: str) -> None:
    write(project, f"{TEAM}rules: {{echo: {spelling}, long-pause: {{severity: {spelling}}}}}\n")
    assert load_settings(str(project), None).rules == {"echo": {"severity": "off"}, "long-pause": {"severity": "off"}}


def test_an_alias_stands_for_its_value(project: Path) -> None:
    write(project, "include: &all [docs/**]\nexclude: *all\nbaseline: &b x\nkinds: {chapter: {optional: [*b]}}\n")
    settings = load_settings(str(project), None)
    assert (settings.exclude, settings.kinds["chapter"].optional) == (("docs/**",), ("x",))


def test_a_rule_that_nothing_is_said_of_is_as_built_in(project: Path) -> None:
    write(project, f"{TEAM}rules:\n  echo:\n  long-pause: {{severity: }}\n")
    assert load_settings(str(project), None).rules == {}


def test_isolated_looks_at_no_file(project: Path) -> None:
    write(project, "nonsense: 1\n")
    assert values(load_settings(str(project), None, isolated=True)) == values(Settings())


def test_a_named_file_is_used_instead(project: Path) -> None:
    write(project, "nonsense: 1\n")
    (project / "other.yaml").write_text("baseline: b.json\n", encoding="utf-8")
    settings = load_settings(str(project), "other.yaml")
    assert (settings.path, settings.baseline) == ("other.yaml", "b.json")


def test_the_digest_names_the_content_and_nothing_else(project: Path) -> None:
    digests = []
    for text in ("baseline: a\n", "# said before\nbaseline: 'a'\n", "baseline: b\n", "rules: {}\n"):
        write(project, text)
        digests.append(load_settings(str(project), None).digest)
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


# ------------------------------------------------------------------------------------ mistakes

# None: one line, in the YAML library's words.
MISTAKES: dict[str, tuple[str, list[str] | None]] = {
    # the top level
    "a key close to a known one": ("exclud: []\n", ["1:1: unknown key `exclud`; did you mean `exclude`?"]),
    "a key close to none": (
        "color: red\n",
        [
            "1:1: unknown key `color`; known: "
            "baseline, exclude, folders, glossary, include, kinds, language, packs, rules",
        ],
    ),
    "a list at the top": ("- rules\n", ["1:1: the top level must be `key: value` lines; found a list"]),
    "text at the top": ("rules\n", ["1:1: the top level must be `key: value` lines; found `rules`"]),
    "a key twice": ("include: [a]\nbaseline: x\ninclude: [b]\n", ["3:1: `include` is here twice: first on line 1"]),
    "text for a list": ("include: docs/**\n", ["1:10: `include` must be a list; found `docs/**`; write `[docs/**]`"]),
    "a number for text": ("baseline: 7\n", ["1:11: `baseline` must be text; found `7`; put it in quotes"]),
    "a list for text": ("baseline: [a]\n", ["1:11: `baseline` must be text; found a list"]),
    "an empty text": ("baseline: ''\n", ["1:11: `baseline` must not be empty"]),
    "an empty list": ("include: []\n", ["1:10: `include` must have at least one entry"]),
    "a number in a list": (
        "exclude:\n  - a\n  - 3\n",
        ["3:5: an entry of `exclude` must be text; found `3`; put it in quotes"],
    ),
    "several mistakes, in the file's order": (
        "rules: {ech: off}\nexclud: []\nlanguage: {source: English}\n" + TEAM,
        [
            "1:9: unknown rule or group `ech`; did you mean `echo`?",
            "2:1: unknown key `exclud`; did you mean `exclude`?",
            "3:20: `source` must be a language code such as `en` or `ko`; found `English`",
        ],
    ),
    "columns count code points": (
        "language: {번역: ko}\n",
        ["1:12: unknown key `번역` in `language`; known: source, target"],
    ),
    # globs
    "an absolute path": (
        "include: [/docs/**]\n",
        ["1:11: `include` takes paths below the project's root; found `/docs/**`"],
    ),
    "a path out of the project": (
        "exclude: [../docs]\n",
        ["1:11: `exclude` takes paths below the project's root; found `../docs`"],
    ),
    "a backslash": ("exclude: ['docs\\a']\n", ["1:11: `exclude` takes paths with `/`; found `docs\\a`"]),
    "a negation": (
        "include: ['!docs/a']\n",
        ["1:11: `include` takes no `!`: what is left out goes into `exclude`; found `!docs/a`"],
    ),
    "braces": (
        "include: ['{a,b}/*.md']\n",
        ["1:11: `include` takes no `{a,b}`: write one pattern for each; found `{a,b}/*.md`"],
    ),
    # kinds
    "an unknown key of a kind": (
        "kinds:\n  chapter:\n    requird: [title]\n",
        ["3:5: unknown key `requird` in `chapter`; did you mean `required`?"],
    ),
    "a side that is none": (
        "kinds:\n  chapter: {side: targt}\n",
        ["2:19: `side` must be one of source, target, none; found `targt`; did you mean `target`?"],
    ),
    "a new kind that lacks all": (
        "kinds:\n  chaptr: {required: [title]}\n",
        [
            "2:3: the new kind `chaptr` lacks `match`, `side` and `part`; did you mean the built-in kind `chapter`?",
        ],
    ),
    "a match of nothing": ("kinds:\n  chapter: {match: {}}\n", ["2:13: `match` needs `path`, `keys` or both"]),
    "a glob of a kind": (
        "kinds: {chapter: {match: {path: /kr}}}\n",
        ["1:33: `path` takes paths below the project's root; found `/kr`"],
    ),
    "a key in both lists": (
        "kinds:\n  chapter: {required: [a, a], optional: [b, a]}\n",
        ["2:27: `a` is in `required` twice", "2:45: `a` is in both `required` and `optional`"],
    ),
    "an alias of an unknown key": (
        "kinds:\n  chapter: {aliases: {url: sourceURL}}\n",
        [
            "2:28: the alias `url` stands for `sourceURL`, which is neither required nor optional; "
            "did you mean `sourceUrl`?"
        ],
    ),
    "an alias that is a key": (
        "kinds:\n  chapter: {required: [url, link], aliases: {link: url}}\n",
        ["2:46: `link` is a key of the kind, and so no alias"],
    ),
    # folders, glossary
    "an alias that is a key as built in": (
        "kinds:\n  chapter: {aliases: {title: titleKr}}\n",
        ["2:23: `title` is a key of the kind, and so no alias"],
    ),
    "a path for a folder": (
        "folders: {source: [docs/eng]}\n",
        ["1:20: `source` takes names of folders, not paths; found `docs/eng`"],
    ),
    "a folder on both sides": (
        "folders: {source: [a], target: [b, a]}\n",
        ["1:36: the folder `a` cannot be on both sides"],
    ),
    "a folder that the other side has already": (
        "folders: {source: [kr]}\n",
        ["1:19: the folder `kr` cannot be on both sides"],
    ),
    "a glossary entry without its rendering": (
        "glossary:\n  - term: token\n",
        ["2:5: an entry of `glossary` lacks `use`"],
    ),
    "an unknown key of a glossary entry": (
        "glossary:\n  - {term: a, use: b, nots: [c]}\n",
        ["2:23: unknown key `nots` in `glossary`; did you mean `not`?"],
    ),
    "a term twice": (
        "glossary:\n  - {term: a, use: b}\n  - {term: a, use: c}\n",
        ["3:12: the term `a` is here twice"],
    ),
    "a rendering that is forbidden": (
        "glossary:\n  - {term: a, use: 가, not: [나, 가]}\n",
        ["2:32: `가` is in both `use` and `not`"],
    ),
    # packs, rules
    "a pack that is not there": (
        "packs: [team_rules, no_such_pack]\n",
        [
            "1:21: rule pack `no_such_pack` cannot be used: No module named 'no_such_pack';"
            " install it beside llmdoc-lint, or set PYTHONPATH"
        ],
    ),
    "no pack": ("packs: []\n", ["1:8: `packs` must have at least one entry"]),
    "a severity that is none": (
        TEAM + "rules:\n  echo: eror\n",
        [
            "3:9: `echo` must be one of error, warning, info, off, or a mapping; found `eror`; did you mean `error`?",
        ],
    ),
    "a severity that is none, in a mapping": (
        TEAM + "rules:\n  echo: {severity: eror}\n",
        ["3:20: `severity` must be one of error, warning, info, off; found `eror`; did you mean `error`?"],
    ),
    "on is no severity": (
        TEAM + "rules: {echo: true}\n",
        ["2:15: `echo` must be one of error, warning, info, off, or a mapping; found `true`"],
    ),
    "rules as a list": (TEAM + "rules: [echo]\n", ["2:8: `rules` must be a mapping (`key: value`); found a list"]),
    "an unknown option": (
        TEAM + "rules:\n  long-pause: {max_gap: 1}\n",
        ["3:16: unknown option `max_gap` of `long-pause`; did you mean `max-gap`?"],
    ),
    "an option of a rule without options": (
        TEAM + "rules:\n  echo: {words: 1}\n",
        ["3:10: unknown option `words` of `echo`; known: severity"],
    ),
    "an option of a group": (
        TEAM + "rules:\n  stamps: {max-gap: 1}\n",
        ["3:12: `stamps` is a group, which has no options but `severity`; found `max-gap`"],
    ),
    "a word for a whole number": (
        TEAM + "rules:\n  long-pause: {max-gap: often}\n",
        ["3:25: `max-gap` must be a whole number; found `often`"],
    ),
    "a quoted number": (
        TEAM + "rules:\n  long-pause: {max-gap: '7'}\n",
        ["3:25: `max-gap` must be a whole number; found `7`"],
    ),
    "half a number": (
        TEAM + "rules:\n  long-pause: {max-gap: 1.5}\n",
        ["3:25: `max-gap` must be a whole number; found `1.5`"],
    ),
    "a negative number": (
        TEAM + "rules:\n  long-pause: {max-gap: -1}\n",
        ["3:25: `max-gap` must be at least 0; found `-1`"],
    ),
    "no number": (
        TEAM + "rules:\n  long-pause: {share: .nan}\n",
        ["3:23: `share` must be a finite number; found `.nan`"],
    ),
    "yes for true": (
        TEAM + "rules:\n  long-pause: {strict: yes}\n",
        ["3:24: `strict` must be true or false; found `yes`; did you mean `true`?"],
    ),
    "a number among words": (
        TEAM + "rules:\n  long-pause: {words: [a, 1]}\n",
        ["3:27: an entry of `words` must be text; found `1`; put it in quotes"],
    ),
    # YAML
    "a tab": ("rules:\n\techo: off\n", ["2:1: a tab, where YAML allows only spaces"]),
    "a bracket that stays open": (
        "include: [a\nrules: {}\n",
        ["1:10: a list that opens with `[` lacks a `,` or its `]`"],
    ),
    "a tag": (
        "include: !!python/name:os.system [a]\n",
        ["1:10: a tag (`!!python/name:os.system`) has no place in a configuration"],
    ),
    "a list as a key": ("? [a]\n: b\n", ["1:3: a list cannot be a key"]),
    "an alias of nothing": (
        "include: *all\n",
        ["1:10: the alias `*all` names no anchor before it: text that starts with `*` needs quotes"],
    ),
    "a glob without quotes": (
        "include: [**/*.md]\n",
        ["1:11: the alias `**/*.md` names no anchor before it: text that starts with `*` needs quotes"],
    ),
    "a glob without quotes, in lines": (
        "include:\n  - */a.md\n",
        ["2:5: the alias `*/a.md` names no anchor before it: text that starts with `*` needs quotes"],
    ),
    "an asterisk without quotes": ("include: [* ]\n", ["1:11: text that starts with `*` needs quotes"]),
    "an alias as a key": (
        "baseline: &a x\n*a : y\n",
        ["2:1: an alias cannot be a key"],
    ),
    "an escape that is none": ('baseline: "\\UFFFFFFFF"\n', None),
    "a number without digits": (
        TEAM + "rules: {long-pause: {max-gap: 0x_}}\n",
        ["2:31: `max-gap` must be a whole number; found `0x_`"],
    ),
    "what another program says of YAML": ("include: >%\n", None),
    "two documents": ("baseline: a\n---\nbaseline: b\n", ["2:1: a second YAML document starts here"]),
    "a control character": ("baseline: 'a\x07'\n", ["1:13: the character U+0007 is not allowed in YAML"]),
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place(project: Path, text: str, expected: list[str] | None) -> None:
    write(project, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(str(project), None)
    if expected is None:
        assert re.fullmatch(r"llmdoc-lint\.yaml:1:\d+: .{10,}", str(caught.value))
    else:
        assert [f"llmdoc-lint.yaml:{line}" for line in expected] == str(caught.value).split("\n")


def test_what_pydantic_says_otherwise_is_told_with_its_place() -> None:
    node = Node(0, {"a": [1]}, "a mapping")
    node.keys["a"] = 3
    node.children["a"] = Node(6, 1, "`1`")
    error = {"type": "odd", "loc": ("a", "list[int]"), "msg": "Input should be odd"}
    assert check._in_words(error, node, None) == (6, "`a`: input should be odd; found `1`")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"baseline: x\nbaseline2: \xb0\xa1\n", "llmdoc-lint.yaml:2:12: the byte 0xB0 is not UTF-8"),
        ("baseline: x\n".encode("utf-16"), "llmdoc-lint.yaml:1:1: the byte 0xFF is not UTF-8"),
    ],
    ids=["CP949", "UTF-16"],
)
def test_a_file_that_is_not_utf_8(project: Path, raw: bytes, expected: str) -> None:
    write(project, raw)
    with pytest.raises(ConfigError) as caught:
        load_settings(str(project), None)
    assert str(caught.value) == expected


def test_a_named_file_that_is_not_there(project: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(str(project), "missing.yaml")
    assert str(caught.value) == "missing.yaml: there is no such file"


def test_a_directory_is_no_configuration(project: Path) -> None:
    (project / "llmdoc-lint.yaml").mkdir()
    with pytest.raises(ConfigError, match=r"^llmdoc-lint\.yaml: cannot be read: "):
        load_settings(str(project), None)


def test_the_file_is_named_from_where_the_command_runs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, "exclud: []\n")
    (project / "docs").mkdir()
    monkeypatch.chdir(project / "docs")
    with pytest.raises(ConfigError, match=r"^\.\./llmdoc-lint\.yaml:1:1: "):
        load_settings(str(project), None)


HOSTILE = {
    "aliases that multiply": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)),
    "thousands of open brackets": "include: " + "[" * 20_000,
    "thousands of nested lists": "include:\n  " + "- " * 20_000 + "a\n",
    "an endless number": TEAM + "rules: {long-pause: {max-gap: " + "9" * 50_000 + "}}\n",
    "a long file": "#" * 2**20 + "\nbaseline: x\n",
    "an anchor within itself": "include: &a [*a]\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused(project: Path, text: str) -> None:
    write(project, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(str(project), None)
    assert len(str(caught.value)) < 2000


# --------------------------------------------------------------------------------------- cache


def cached(project: Path) -> list[Path]:
    return sorted((project / "cache").glob("config-*.json"))


def test_what_is_kept_gives_equal_settings(project: Path) -> None:
    write(project, FULL)
    home = str(project / "cache")
    fresh, first, second = (load_settings(str(project), None, cache_dir=cache) for cache in (None, home, home))
    assert len(cached(project)) == 1
    assert values(fresh) == values(first) == values(second)
    assert list(first.kinds) == list(second.kinds)
    assert (project / "cache" / ".gitignore").exists()


def test_what_is_kept_needs_neither_pydantic_nor_ruamel(project: Path) -> None:
    import subprocess

    write(project, "rules: {byte-order-mark: off}\nbaseline: b\n")
    code = (
        "import sys; from llmdoc_lint.config import load_settings\n"
        "assert load_settings('.', None, cache_dir='cache').rules == {'byte-order-mark': {'severity': 'off'}}\n"
        "print(sorted({'pydantic', 'ruamel.yaml'} & set(sys.modules)))\n"
    )
    env = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    outputs = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert outputs == ["['pydantic', 'ruamel.yaml']\n", "[]\n"]


DAMAGE: dict[str, Any] = {
    "cut off": "{",
    "a list": "[]",
    "null": "null",
    "too deep": "[" * 100_000,
    "another digest": json.dumps({"digest": "0" * 32, "form": {}}),
    "a number for text": {"baseline": 7},
    "text for a list": {"include": "docs"},
    "a language too many": {"language": ["en", "ko", "ja"]},
    "a key that is none": {"surprise": 1},
    "a side that is none": {"kinds": {"chapter": {"side": "left"}}},
    "a field that is none": {"kinds": {"chapter": {"size": 1}}},
    "a pack that is gone": {"packs": ["gone_pack"], "rules": {"echo": {}}},
    "a rule that is gone": {"packs": ["team_rules"], "rules": {"gone": {"severity": "off"}}},
    "an option that is gone": {"packs": ["team_rules"], "rules": {"long-pause": {"gone": 1}}},
    "an option of another type": {"packs": ["team_rules"], "rules": {"long-pause": {"max_gap": "x"}}},
    "a severity that is none": {"packs": ["team_rules"], "rules": {"echo": {"severity": "loud"}}},
    "a mapping for an option": {"packs": ["team_rules"], "rules": {"echo": {"words": {}}}},
    "a list in a list for an option": {"packs": ["team_rules"], "rules": {"echo": {"words": [[]]}}},
}


@pytest.mark.parametrize("kept", DAMAGE.values(), ids=DAMAGE)
def test_what_is_kept_is_not_trusted(project: Path, kept: Any) -> None:
    write(project, FULL)
    home = str(project / "cache")
    expected = values(load_settings(str(project), None, cache_dir=home))
    (entry,) = cached(project)
    sound = entry.read_bytes()
    if isinstance(kept, dict):
        kept = json.dumps({"digest": form_digest(kept), "form": kept})
    entry.write_text(kept, encoding="utf-8")
    assert expected == values(load_settings(str(project), None, cache_dir=home))
    assert sound == entry.read_bytes()


def test_a_mistake_is_not_kept(project: Path) -> None:
    write(project, "exclud: []\n")
    for _ in range(2):
        with pytest.raises(ConfigError):
            load_settings(str(project), None, cache_dir=str(project / "cache"))
    assert cached(project) == []


def test_only_a_few_configurations_are_kept(project: Path) -> None:
    for number in range(12):
        write(project, f"baseline: b{number}\n")
        load_settings(str(project), None, cache_dir=str(project / "cache"))
    assert len(cached(project)) == 8


def test_what_other_code_made_of_a_file_is_not_kept() -> None:
    """All modules that checking imports name the entry, but for what has no part in its outcome."""
    home = os.path.dirname(os.path.dirname(config.__file__))
    seen: set[str] = set()
    todo = ["config.check"]
    while todo:
        module = todo.pop()
        if module not in seen:
            seen.add(module)
            with open(os.path.join(home, *module.split(".")) + ".py", encoding="utf-8") as stream:
                todo += re.findall(r"^from llmdoc_lint\.([\w.]+) import", stream.read(), re.MULTILINE)
    # What packs offer is asked anew; what keys hold is for the schemas; values are values; mistakes are not kept.
    assert seen - {"packs", "keys", "values", "near"} == set(config.CHECKED_BY)


def test_without_its_code_at_hand_nothing_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "__file__", str(project / "packed" / "config" / "__init__.py"))
    write(project, "baseline: b\n")
    assert load_settings(str(project), None, cache_dir=str(project / "cache")).baseline == "b"
    assert cached(project) == []


def test_a_cache_that_cannot_be_written_does_not_matter(project: Path) -> None:
    write(project, "baseline: b\n")
    (project / "cache").write_text("a file\n", encoding="utf-8")
    assert load_settings(str(project), None, cache_dir=str(project / "cache")).baseline == "b"


# ------------------------------------------------------------------------------------- schemas


def valid(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:
    """The part of JSON Schema that the schemas here use; an unknown keyword fails the test."""
    if "$ref" in schema:
        assert schema["$ref"].startswith("#/$defs/")
        if not valid(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root):
            return False
    types = {
        "string": isinstance(value, str),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, (int, float)) and not isinstance(value, bool),
        "boolean": isinstance(value, bool),
        "array": isinstance(value, list),
        "object": isinstance(value, dict),
        "null": value is None,
    }
    for keyword, argument in schema.items():
        match keyword:
            case "type":
                ok = any(types[name] for name in ([argument] if isinstance(argument, str) else argument))
            case "enum":
                ok = any(type(one) is type(value) and one == value for one in argument)
            case "anyOf":
                ok = any(valid(one, value, root) for one in argument)
            case "pattern":
                ok = not isinstance(value, str) or re.search(argument, value) is not None
            case "minLength":
                ok = not isinstance(value, str) or len(value) >= argument
            case "minItems":
                ok = not isinstance(value, list) or len(value) >= argument
            case "minimum":
                ok = not types["number"] or value >= argument
            case "maximum":
                ok = not types["number"] or value <= argument
            case "items":
                ok = not isinstance(value, list) or all(valid(argument, item, root) for item in value)
            case "properties":
                ok = not isinstance(value, dict) or all(
                    valid(argument[key], item, root) for key, item in value.items() if key in argument
                )
            case "required":
                ok = not isinstance(value, dict) or set(argument) <= set(value)
            case "additionalProperties":
                rest = (
                    [value[key] for key in value if key not in schema.get("properties", {})] if types["object"] else []
                )
                ok = not rest if argument is False else argument is True or all(valid(argument, x, root) for x in rest)
            case "$ref" | "$schema" | "$defs" | "title" | "description" | "default" | "format":
                ok = True
            case _:
                raise AssertionError(keyword)
        if not ok:
            return False
    return True


def plain(text: str) -> Any:
    from ruamel.yaml import YAML

    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


SCHEMA = schema_config({one.id: one for one in RULES})


def test_the_schema_takes_what_is_right() -> None:
    assert valid(SCHEMA, plain(FULL), SCHEMA)
    assert valid(SCHEMA, None, SCHEMA)
    assert valid(SCHEMA, plain("exclude:\nrules: {echo: false, long-pause: }\n"), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "exclud: []\n",
        "- rules\n",
        "include: docs/**\n",
        "include: []\n",
        "baseline: 7\n",
        "language: {source: English}\n",
        "kinds: {chapter: {requird: [title]}}\n",
        "kinds: {chapter: {side: targt}}\n",
        "glossary: [{term: token}]\n",
        "rules: {ech: off}\n",
        "rules: {echo: eror}\n",
        "rules: {echo: true}\n",
        "rules: {stamps: {max-gap: 1}}\n",
        "rules: {long-pause: {max-gap: often}}\n",
        "rules: {long-pause: {max-gap: -1}}\n",
        "rules: {long-pause: {words: [1]}}\n",
    ],
)
def test_the_schema_refuses_what_is_wrong(text: str) -> None:
    assert not valid(SCHEMA, plain(text), SCHEMA)


def test_the_schema_describes_every_key() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(one["description"] for one in SCHEMA["properties"].values())
    assert SCHEMA["properties"]["include"]["default"] == ["**/*.md"]
    entries = SCHEMA["properties"]["rules"]["anyOf"][0]["properties"]
    assert list(entries) == ["stamps", "text", "long-pause", "echo"]
    assert entries["long-pause"]["description"] == "Two stamps are far apart"
    options = entries["long-pause"]["anyOf"][1]["properties"]
    assert {key: (one.get("description"), one.get("default")) for key, one in options.items()} == {
        "severity": ("The severity; `off` switches off.", None),
        "max-gap": ("seconds", 180),
        "share": ("Of the whole, from 0 to 1.", 0.5),
        "words": ("Words that are passed over.", ["um"]),
        "strict": (None, False),
        "style": (None, "plain"),
        "offset": (None, -5),
    }
    json.dumps(SCHEMA)


def test_the_schema_of_the_built_in_rules_is_json() -> None:
    json.dumps(schema_config(load(("llmdoc_rules",))))


SOUND: dict[str, Any] = {
    "title": "3. 토큰화",
    "titleKr": "3. 토큰화",
    "originalTitle": "Tokenization",
    "author": "A. Speaker",
    "sourceUrl": "https://www.youtube.com/watch?v=abcdefghijk",
    "translatedAt": "2026-01-10",
    "status": "final",
    "contentType": "youtube",
    "duration": "3:31:05",
    "totalChapters": 24,
    "hasSummary": True,
    "chapter": 3,
    "timestamp": "64:34",
    "source_url": "https://example.org/a",
    "source_type": "youtube_transcript",
    "parent": "a-course",
}


@pytest.mark.parametrize("kind", BUILTIN_KINDS.values(), ids=BUILTIN_KINDS)
def test_the_schema_of_a_kind(kind: Kind) -> None:
    schema = schema_kind(kind)
    sound = {key: SOUND[key] for key in kind.required} | {"reviewer": "B", "lint-ignore": ["echo"]}
    assert valid(schema, sound, schema)
    for key in kind.required:
        assert not valid(schema, {name: value for name, value in sound.items() if name != key}, schema)
    assert all(one.get("description") for one in schema["properties"].values())


WRONG: list[tuple[str, Any]] = [
    ("title", ""),
    ("title", 3),
    ("chapter", "3"),
    ("chapter", -1),
    ("chapter", True),
    ("timestamp", "1:60:00"),
    ("timestamp", "3:9:39"),
    ("timestamp", "64:3"),
    ("duration", 3661),
    ("translatedAt", "2026/1/10"),
    ("translatedAt", "2026-13-01"),
    ("sourceUrl", "youtube.com/watch"),
    ("sourceUrl", "MIT OpenCourseWare"),
    ("status", "done"),
    ("contentType", "YouTube"),
    ("source_type", "youtube"),
    ("hasSummary", "true"),
    ("qaScore", 11),
    ("qaScore", {"accuracy": 10.5}),
    ("chapters", "8"),
    ("totalChapters", 0),
    ("is_parent", "maybe"),
    ("fetch_date", 20260110),
]
RIGHT: list[tuple[str, Any]] = [
    ("chapter", 0),
    ("timestamp", "0:00"),
    ("timestamp", "00:05:00"),
    ("timestamp", "125:07"),
    ("qaScore", 8.5),
    ("qaScore", {"accuracy": 10, "overall": 0, "remarks": "good"}),
    ("chapters", 8),
    ("chapters", ["a", "b"]),
    ("sourceUrl", "http://example.org"),
    ("a-key-of-the-repository", {"x": [1]}),
]


def kind_of(key: str) -> Kind:
    return Kind("any", "target", "article", (key,))


@pytest.mark.parametrize(("key", "value"), WRONG, ids=[f"{key} {value!r}" for key, value in WRONG])
def test_a_value_that_is_wrong(key: str, value: Any) -> None:
    schema = schema_kind(kind_of(key))
    assert not valid(schema, {key: value}, schema)


@pytest.mark.parametrize(("key", "value"), RIGHT, ids=[f"{key} {value!r}" for key, value in RIGHT])
def test_a_value_that_is_right(key: str, value: Any) -> None:
    schema = schema_kind(kind_of(key))
    assert valid(schema, {key: value}, schema)


EVERY_KEY = Kind("any", "target", "article", tuple(KEYS), paths=("**",))


def by_rule(key: str, value: Any, tmp_path: Path) -> bool:
    """Whether the rule about values finds nothing wrong with it."""
    raw = f"---\n{key}: {json.dumps(value, ensure_ascii=False)}\n---\n".encode()
    doc = Document("kr/a.md", raw, Settings(kinds={"any": EVERY_KEY}), Files(str(tmp_path), "2026-03-01"))
    return not list(load(("llmdoc_rules",))["value-invalid"].check(doc, NoOptions()))


@pytest.mark.parametrize(("key", "value"), WRONG, ids=[f"{key} {value!r}" for key, value in WRONG])
def test_rule_and_schema_agree_on_what_is_wrong(tmp_path: Path, key: str, value: Any) -> None:
    assert not by_rule(key, value, tmp_path)


@pytest.mark.parametrize(("key", "value"), RIGHT, ids=[f"{key} {value!r}" for key, value in RIGHT])
def test_rule_and_schema_agree_on_what_is_right(tmp_path: Path, key: str, value: Any) -> None:
    assert by_rule(key, value, tmp_path)


def test_every_key_of_the_built_in_kinds_has_a_type() -> None:
    keys = {key for kind in BUILTIN_KINDS.values() for key in kind.schema}
    assert keys == set(KEYS)
    types = {"text", "integer", "number", "boolean", "enum", "list", "count-or-list", "score", *PATTERNS}
    assert {value.type for value in KEYS.values()} <= types
