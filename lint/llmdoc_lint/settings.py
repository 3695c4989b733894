"""What the configuration comes to: kinds of documents, folders, languages, rules.

Plain values: the configuration's pydantic models live in `config.model` and are imported only when a
configuration file changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BUILTIN_KINDS", "Kind", "Language", "Settings", "Term", "glob_match"]


class Kind(NamedTuple):
    """A kind of document: which one it is, and which front matter it has."""

    name: str
    side: str  # "source", "target" or "" (belongs to neither)
    part: str  # "index", "chapter", "article" or "prompt"
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # (what people write, what it should be)
    paths: tuple[str, ...] = ()  # globs; told by the configuration only
    keys: tuple[str, ...] = ()  # front-matter keys; told by the configuration only

    @property
    def schema(self) -> tuple[str, ...]:
        """Every key of the kind, in the order a document should have them."""
        return self.required + self.optional

    @property
    def standard(self) -> str:
        """The built-in kind of its side and part, whose rules it is under; "" where there is none."""
        return _STANDARD.get((self.side, self.part), "")


_SOURCE_ALIASES = (
    ("source", "source_url"),
    ("fetched", "fetch_date"),
    ("fetchDate", "fetch_date"),
    ("fetched_at", "fetch_date"),
    ("date_fetched", "fetch_date"),
)

BUILTIN_KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "source-index",
            "source",
            "index",
            ("title", "source_url", "source_type", "author"),
            (
                "duration",
                "fetch_date",
                "translation_status",
                "audio_file",
                "chapters",
                "channel",
                "is_parent",
                "children",
            ),
            _SOURCE_ALIASES,
        ),
        Kind(
            "source-chapter",
            "source",
            "chapter",
            ("title", "titleKr", "source_url", "source_type", "author", "parent", "chapter", "totalChapters"),
            (),
            _SOURCE_ALIASES[:1],
        ),
        Kind(
            "source-article",
            "source",
            "article",
            ("title", "source_url", "source_type", "author"),
            (
                "fetch_date",
                "translation_status",
                "published_date",
                "parent_title",
                "parent_slug",
                "total_pages",
                "meaningful_pages",
                "channel",
                "duration",
            ),
            (*_SOURCE_ALIASES, ("published", "published_date"), ("date_published", "published_date")),
        ),
        Kind(
            "index",
            "target",
            "index",
            (
                "title",
                "originalTitle",
                "author",
                "sourceUrl",
                "translatedAt",
                "status",
                "contentType",
                "duration",
                "totalChapters",
                "hasSummary",
            ),
            ("qaScore",),
            (("source_url", "sourceUrl"),),
        ),
        Kind(
            "chapter",
            "target",
            "chapter",
            ("title", "titleKr", "chapter", "timestamp", "sourceUrl", "translatedAt"),
            ("status",),
            (("source_url", "sourceUrl"),),
        ),
        Kind(
            "article",
            "target",
            "article",
            ("title", "originalTitle", "sourceUrl", "translatedAt", "status"),
            ("author", "editor", "titleKr", "category", "contentType", "duration", "hasSummary", "qaScore"),
            (("source_url", "sourceUrl"),),
        ),
        Kind("prompt", "", "prompt"),
    )
}

_STANDARD = {(kind.side, kind.part): kind.name for kind in BUILTIN_KINDS.values()}

# Keys that only one side has. `title`, `author`, `duration` and `chapter` tell nothing.
_SOURCE_KEYS = frozenset(
    (
        *("source_url", "source_type", "fetch_date", "translation_status", "audio_file", "chapters", "is_parent"),
        *("children", "parent", "published_date", "parent_title", "parent_slug", "total_pages", "meaningful_pages"),
        *("channel", "source", "fetched", "fetchDate", "fetched_at", "date_fetched", "published", "date_published"),
    )
)
_TARGET_KEYS = frozenset(
    (
        *("sourceUrl", "translatedAt", "originalTitle", "status", "contentType", "hasSummary", "qaScore"),
        *("timestamp", "editor", "category"),
    )
)
# Of these, the ones that other sites' pages have as well (an ADR's `status`, a menu's `parent`):
# alone they make no page one of this content.
_COMMON_KEYS = frozenset(("status", "editor", "category", "parent", "children", "channel", "source", "published"))

SOURCE_FOLDERS = ("eng", "en", "english", "source", "sources", "original", "originals")
TARGET_FOLDERS = ("kr", "ko", "kor", "korean", "translation", "translations", "translated", "chapters")
# Folders of a course that belong to neither side; their files are its data and its prompts.
SHARED_FOLDERS = ("media", "prompts", "captions", "subtitles")
# "chapters" names a folder of translations only where its documents say so.
_WEAK_FOLDERS = frozenset(("chapters",))
# Folders in one of translations, `translations/ja/`, that say that these are into another language: codes of the
# languages that documentation is often translated into.
_OTHER_LANGUAGES = frozenset(
    (
        *("ar", "bg", "bn", "br", "cn", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu"),
        *("id", "it", "ja", "jp", "lt", "mo", "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "pt", "pt-br", "ro"),
        *("ru", "sk", "sl", "sr", "sv", "sw", "ta", "th", "tl", "tr", "tw", "uk", "ur", "vi", "zh", "zh-cn", "zh-tw"),
        *("zh-hans", "zh-hant"),
    )
)


class Language(NamedTuple):
    source: str = "en"
    target: str = "ko"


DEFAULT_LANGUAGE = Language()


class Term(NamedTuple):
    """A glossary entry: `term` is rendered as `use`, and not as any of `avoid`."""

    term: str
    use: str
    avoid: tuple[str, ...] = ()


class Settings:
    """The configuration in force; immutable."""

    __slots__ = (
        "baseline",
        "digest",
        "exclude",
        "glossary",
        "include",
        "kinds",
        "language",
        "packs",
        "path",
        "rules",
        "source_folders",
        "target_folders",
    )

    def __init__(
        self,
        *,
        path: str | None = None,
        language: Language = DEFAULT_LANGUAGE,
        packs: tuple[str, ...] = ("llmdoc_rules",),
        include: tuple[str, ...] = ("**/*.md",),
        exclude: tuple[str, ...] = (),
        kinds: Mapping[str, Kind] = BUILTIN_KINDS,
        source_folders: tuple[str, ...] = SOURCE_FOLDERS,
        target_folders: tuple[str, ...] = TARGET_FOLDERS,
        glossary: tuple[Term, ...] = (),
        rules: Mapping[str, Mapping[str, Any]] | None = None,
        baseline: str | None = None,
        digest: str = "",
    ) -> None:
        self.path = path  # of the configuration file, as given; None where there is none
        self.language = language
        self.packs = packs
        self.include = include
        self.exclude = exclude
        self.kinds = kinds
        self.source_folders = frozenset(source_folders)
        self.target_folders = frozenset(target_folders)
        self.glossary = glossary
        self.rules: Mapping[str, Mapping[str, Any]] = rules or {}  # id or group -> severity and options
        self.baseline = baseline
        self.digest = digest  # names the configuration's content in the cache

    def side_of(self, path: str) -> str:
        """ "source" or "target" where a folder of `path` says so, the innermost first."""
        within = ""  # the folder in the one that is looked at
        for folder in reversed(path.split("/")[:-1]):
            if folder in self.source_folders:
                return "source"
            if folder in self.target_folders and folder not in _WEAK_FOLDERS:
                return "" if within.lower().replace("_", "-") in _OTHER_LANGUAGES else "target"
            within = folder
        return ""

    def course_folder(self, path: str) -> str | None:
        """The folder of the course `path` belongs to, None where its folders do not say.

        It is the path's directory without the innermost folder that names a side or shared data:
        `docs/week1/x/kr/a.md` and `docs/week1/x/media/a.vtt` give `docs/week1/x`, and so does
        `sources/x/a.md` beside `chapters/x/a.md` give `x`. Folders right above one that names a side go with it where
        they name one too: `translations/ko/x/a.md` gives `x`.
        """
        folders = path.split("/")[:-1]
        for at in range(len(folders) - 1, -1, -1):
            if self._names_a_side(folders[at]):
                first = at
                while first and self._names_a_side(folders[first - 1]):
                    first -= 1
                return "/".join(folders[:first] + folders[at + 1 :])
            if folders[at] in SHARED_FOLDERS:
                return "/".join(folders[:at])
        return None

    def page_name(self, name: str) -> str:
        """A file's name without the language in it: `a.md` of `a.ko.md`."""
        stem, _, suffix = name.rpartition(".")
        bare, _, language = stem.rpartition(".")
        return f"{bare}.{suffix}" if bare and self._names_a_side(language) else name

    def _names_a_side(self, folder: str) -> bool:
        return folder in self.source_folders or folder in self.target_folders

    def classify(self, path: str, keys: frozenset[str] | None) -> str:
        """Name the kind of the document at `path`; `keys` is None where it has no front matter."""
        for kind in self.kinds.values():  # what the configuration says comes first
            if (kind.paths or kind.keys) and (
                (not kind.paths or any(glob_match(glob, path) for glob in kind.paths))
                and (not kind.keys or (keys is not None and keys.issuperset(kind.keys)))
            ):
                return kind.name
        stem = path.rpartition("/")[2].rpartition(".")[0]
        side = self.side_of(path)
        if keys:
            source, target = len(keys & _SOURCE_KEYS), len(keys & _TARGET_KEYS)
            if source != target and not (keys & (_SOURCE_KEYS | _TARGET_KEYS) <= _COMMON_KEYS):
                side = "source" if source > target else "target"
            if side == "source":
                if "chapter" in keys or "parent" in keys:
                    return "source-chapter"
                if stem == "_index" or not keys.isdisjoint(("chapters", "is_parent", "children")):
                    return "source-index"
                return "source-article"
            if side == "target":
                if "chapter" in keys or "timestamp" in keys or ("titleKr" in keys and "originalTitle" not in keys):
                    return "chapter"
                if stem == "_index" or "totalChapters" in keys:
                    return "index"
                return "article"
            return ""
        if keys is None and ("/prompts/" in f"/{path}" or stem.endswith(("-prompt", "_prompt"))):
            return "prompt"
        if not side or stem.isupper():  # README.md, CHANGELOG.md: about the content, not of it
            return ""
        prefix = "source-" if side == "source" else ""
        if stem == "_index":
            return f"{prefix}index"
        return f"{prefix}article" if stem == "index" else f"{prefix}chapter"


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """Translate a glob: `**` crosses folders, `*` and `?` do not, `{a,b}` and classes are literal."""
    out = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            out.append("(?:[^/]+/)*")
            at += 3
        elif pattern.startswith("**", at):
            out.append(".*")
            at += 2
        elif pattern[at] == "*":
            out.append("[^/]*")
            at += 1
        elif pattern[at] == "?":
            out.append("[^/]")
            at += 1
        else:
            out.append(re.escape(pattern[at]))
            at += 1
    return re.compile("".join(out) + r"\Z", re.DOTALL)


def glob_match(pattern: str, path: str) -> bool:
    """Whether `path`, relative to the project root, matches; a pattern that names a folder takes all in it.

    As in .gitignore, one without a slash (but at its end) matches at any depth, and one that begins
    with a slash is meant from the root. Two adjacent `**` are one, so that hostile patterns cannot
    make matching exponential.
    """
    while "**/**/" in pattern:
        pattern = pattern.replace("**/**/", "**/")
    pattern = pattern.removeprefix("./").rstrip("/")
    pattern = pattern.removeprefix("/") if "/" in pattern else f"**/{pattern}"
    compiled = _glob(pattern)
    return compiled.match(path) is not None or _glob(f"{pattern}/**").match(path) is not None
