"""Courses: the documents of one lecture or article, on both sides, and what belongs to them."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from llmdoc_lint.blocks import embedded, front_matter, headings, numbers_of
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.links import video_of
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from llmdoc_lint.document import Document, Files
    from llmdoc_lint.settings import Settings

__all__ = ["Captions", "Course", "Cue", "Pair", "Profile", "assemble", "course_fact", "pair_fact", "pairs", "profile"]


@record
class Profile(NamedTuple):
    """What tells which course a document belongs to, and its place in it."""

    kind: str  # "" where the document is of no kind
    side: str
    part: str
    number: int  # of its chapter, -1 where it has none
    title: str  # front matter's, else the first heading's
    parent: str
    source: str  # what it is a translation or a transcript of: "youtube:ID", or a URL without its fragment


@fact
def profile(doc: Document) -> Profile:
    """Read the document's front matter (or, for a prompt, that of the document it embeds)."""
    kind_ = kind(doc)
    block = front_matter(doc)
    if kind_ is not None and kind_.part == "prompt" and block is None:
        inner = embedded(doc)
        block = inner[0].front_matter if inner else None

    def value(*keys: str) -> str:
        for key in keys:
            entry = block.get(key) if block else None
            if entry is not None and isinstance(entry.value, str):
                return entry.value
        return ""

    title = value("title")
    numbers: list[int] = []
    entry = block.get("chapter") if block else None
    if entry is not None and isinstance(entry.value, int) and not isinstance(entry.value, bool):
        numbers.append(entry.value)
    if kind_ is not None and kind_.part == "chapter":
        titles = (title, value("titleKr"), *(head.text for head in headings(doc)[:1]))
        numbers.extend(numbers_of(titles, numbers[0] if numbers else -1))
    # Where they disagree, one slip must not put the page among another chapter's: most count.
    number = max(numbers, key=lambda n: (numbers.count(n), -numbers.index(n))) if numbers else -1
    url = value("sourceUrl", "source_url", "source", "sourceURL")
    video = video_of(url)
    source = f"youtube:{video}" if video else url.partition("#")[0].rstrip("/")
    if not title and headings(doc):
        title = headings(doc)[0].text
    name, side, part = (kind_.name, kind_.side, kind_.part) if kind_ else ("", "", "")
    return Profile(name, side, part, number, title, value("parent", "parent_slug"), source)


@record
class Cue(NamedTuple):
    """One caption: from and to in seconds, its text on one line without tags."""

    start: float
    end: float
    text: str


class Captions:
    """A caption file of a course."""

    __slots__ = ("_cues", "path", "raw")

    def __init__(self, path: str, raw: bytes) -> None:
        self.path = path
        self.raw = raw
        self._cues: tuple[Cue, ...] | None = None

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The captions in order, empty where the file cannot be read as captions.

        Automatic captions roll: each line stands in two or three cues, so a line that the cue
        before already showed is left out.
        """
        if self._cues is None:
            self._cues = _read_captions(self.path, self.raw)
        return self._cues


def _read_captions(path: str, raw: bytes) -> tuple[Cue, ...]:
    import io
    from html import unescape

    import webvtt

    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    try:
        form = "srt" if path.lower().endswith(".srt") else "vtt"
        parsed = webvtt.from_buffer(io.StringIO(text), format=form)
    except Exception:
        return ()
    found: list[Cue] = []
    shown: list[str] = []
    for caption in parsed.captions:
        lines = [" ".join(unescape(re.sub(r"<[^<>]{0,100}>", "", line)).split()) for line in caption.text.split("\n")]
        fresh = [line for line in lines if line and line not in shown]
        shown = [line for line in lines if line]
        if fresh:
            found.append(Cue(_seconds(caption.start), _seconds(caption.end), " ".join(fresh)))
    return tuple(found)


def _seconds(time: str) -> float:
    """Seconds of `hh:mm:ss.mmm`; `start_in_seconds` of webvtt-py drops the milliseconds."""
    hours, minutes, seconds = time.replace(",", ".").split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)


class Course:
    """Everything about one lecture or article.

    `complete` is False where only a part of its documents could be seen (a document on standard
    input with no tree around it): rules about what is absent must then keep silent.
    `unlabelled` are files without front matter that lie among its pages and that no folder's name makes a page:
    forgotten pages, or notes.
    """

    __slots__ = (
        "_by_key",
        "_counterparts",
        "_sorted",
        "captions",
        "complete",
        "documents",
        "facts",
        "files",
        "folder",
        "settings",
        "unlabelled",
    )

    def __init__(
        self,
        folder: str,
        documents: tuple[Document, ...],
        captions: tuple[Captions, ...],
        settings: Settings,
        files: Files,
        *,
        complete: bool = True,
        unlabelled: tuple[Document, ...] = (),
    ) -> None:
        self.folder = folder
        self.documents = documents  # sorted by path
        self.captions = captions
        self.settings = settings
        self.files = files
        self.complete = complete
        self.unlabelled = unlabelled  # sorted by path
        self.facts: dict[str, Any] = {}
        self._sorted: dict[tuple[str, str], tuple[Document, ...]] | None = None  # by side and part
        self._counterparts: dict[str, Document | None] = {}  # by path
        self._by_key: dict[str, dict[str | int, list[Document]]] = {}  # chapters, by side

    def __repr__(self) -> str:
        return f"<course {self.folder or '.'}: {len(self.documents)} documents>"

    def of(self, side: str, part: str) -> tuple[Document, ...]:
        """The documents of one side ("source", "target", "") and part, chapters by number."""
        if self._sorted is None:
            found: dict[tuple[str, str], list[tuple[int, Document]]] = {}
            for doc in self.documents:
                mine = profile(doc)
                found.setdefault((mine.side, mine.part), []).append((mine.number, doc))
            for (_, name), docs in found.items():
                if name == "chapter":
                    docs.sort(key=lambda each: each[0])  # by path they are already
            self._sorted = {key: tuple(doc for _, doc in docs) for key, docs in found.items()}
        return self._sorted.get((side, part), ())

    @property
    def index(self) -> Document | None:
        """The translation's index."""
        return next(iter(self.of("target", "index")), None)

    @property
    def source_index(self) -> Document | None:
        return next(iter(self.of("source", "index")), None)

    @property
    def chapters(self) -> tuple[Document, ...]:
        """The pages of translated chapters, by number."""
        return self.of("target", "chapter")

    @property
    def source_chapters(self) -> tuple[Document, ...]:
        """The pages of source chapters, by number."""
        return self.of("source", "chapter")

    @property
    def article(self) -> Document | None:
        return next(iter(self.of("target", "article")), None)

    @property
    def prompts(self) -> tuple[Document, ...]:
        return self.of("", "prompt")

    def counterpart(self, doc: Document) -> Document | None:
        """The document of the other side that `doc` translates or is translated by.

        Chapters pair by file name where the numbers agree, else by number, else by file name.
        """
        if doc.path not in self._counterparts:
            self._counterparts[doc.path] = self._find_counterpart(doc)
        return self._counterparts[doc.path]

    def _find_counterpart(self, doc: Document) -> Document | None:
        mine = profile(doc)
        other = {"source": "target", "target": "source"}.get(mine.side)
        if other is None:
            return None
        if mine.part != "chapter":
            candidates = self.of(other, mine.part)
            return next((d for d in candidates if _name(d) == _name(doc)), next(iter(candidates), None))
        pages = self._pages(other)
        same_name = pages.get(_name(doc), [])
        same_number = pages.get(mine.number, []) if mine.number >= 0 else []
        for found in ([d for d in same_name if d in same_number], same_number, same_name):
            if found:
                return found[0]
        return None

    def _pages(self, side: str) -> dict[str | int, list[Document]]:
        """The chapters of a side by their file names and by their numbers."""
        if side not in self._by_key:
            found: dict[str | int, list[Document]] = {}
            for doc in self.of(side, "chapter"):
                found.setdefault(_name(doc), []).append(doc)
                found.setdefault(profile(doc).number, []).append(doc)
            self._by_key[side] = found
        return self._by_key[side]


F = TypeVar("F")
S = TypeVar("S", "Course", "Pair")


def _memoised(compute: Callable[[S], F]) -> Callable[[S], F]:
    key = f"{compute.__module__.rpartition('.')[2]}.{compute.__qualname__}"

    @wraps(compute)
    def get(subject: S) -> F:
        try:
            value: F = subject.facts[key]
        except KeyError:
            value = subject.facts[key] = compute(subject)
        return value

    return get


def course_fact(compute: Callable[[Course], F]) -> Callable[[Course], F]:
    """Memoise a pure function of one course."""
    return _memoised(compute)


# --------------------------------------------------------------------------------------- pairs


class Pair:
    """A translated document and what it translates: rules over a pair compare two languages.

    An index that carries the whole lecture translates all source chapters; `sources` then holds
    them by number. A pair is looked at only where one of its documents is in focus.
    """

    __slots__ = ("course", "facts", "sources", "target")

    def __init__(self, course: Course, target: Document, sources: tuple[Document, ...]) -> None:
        self.course = course
        self.target = target
        self.sources = sources  # none where only captions say what was said
        self.facts: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<pair {self.target.path}: {len(self.sources)} sources>"

    @property
    def captions(self) -> tuple[Captions, ...]:
        """What was said in the whole lecture."""
        return self.course.captions

    @property
    def documents(self) -> tuple[Document, ...]:
        return (self.target, *self.sources)


@course_fact
def pairs(course: Course) -> tuple[Pair, ...]:
    """The course's translated documents with their sources, by path; without either source or captions, none."""
    found = []
    for doc in course.documents:
        mine = profile(doc)
        if mine.side != "target":
            continue
        if mine.part == "index":
            sources = course.source_chapters or course.of("source", "index")[:1]
        else:
            other = course.counterpart(doc)
            sources = () if other is None else (other,)
        if sources or course.captions:
            found.append(Pair(course, doc, sources))
    return tuple(found)


def pair_fact(compute: Callable[[Pair], F]) -> Callable[[Pair], F]:
    """Memoise a pure function of one pair."""
    return _memoised(compute)


# ------------------------------------------------------------------------------------ assembly


def assemble(
    folder: str,
    documents: Iterable[Document],
    captions: tuple[Captions, ...],
    settings: Settings,
    files: Files,
    *,
    complete: bool = True,
) -> list[Course]:
    """Sort the documents of one folder (eng/, kr/, prompts/ ...) into courses.

    A folder usually is one course. It is several where it holds articles side by side
    (`posts/en/a.md`, `posts/en/b.md`), or more than one index on a side: then documents go
    together that have the same source (video or URL), else the same file name.
    Documents of no kind belong to no course.
    """
    all_ = sorted(documents, key=lambda doc: doc.path)
    by_part: dict[str, list[Document]] = {}
    bare = []
    for doc in all_:
        if profile(doc).kind:
            by_part.setdefault(profile(doc).part, []).append(doc)
        elif front_matter(doc) is None:
            bare.append(doc)
    lectures = _lectures(by_part.get("index", []), by_part.get("chapter", []))
    groups = [*lectures, *_articles(by_part.get("article", []))]
    main = lectures or groups  # what prompts and captions are of; without either, prompts are of each other
    _add_prompts(by_part.get("prompt", []), main, groups)
    courses = []
    for group in groups:
        group.sort(key=lambda doc: doc.path)
        only = len(groups) == 1 or (len(main) == 1 and group is main[0])
        folders = {doc.directory for doc in group if profile(doc).part in ("index", "chapter")}
        beside = tuple(doc for doc in bare if doc.directory in folders)
        courses.append(
            Course(
                folder,
                tuple(group),
                captions if only else (),
                settings,
                files,
                complete=complete,
                unlabelled=beside,
            )
        )
    return courses


def _lectures(indexes: list[Document], pages: list[Document]) -> list[list[Document]]:
    """Indexes and pages, by lecture: one, unless a side has several indexes, or pages without any name several."""
    if not indexes and not pages:
        return []
    sides = [profile(doc).side for doc in indexes]
    if len(sides) > len(set(sides)):
        return _by_source(indexes + pages)
    if not indexes and len({profile(doc).source for doc in pages}) > 1:
        return _by_source(pages)
    return [indexes + pages]


def _articles(articles: list[Document]) -> list[list[Document]]:
    """One article, unless a side has several."""
    if len({profile(doc).side for doc in articles}) < len(articles):
        return _by_source(articles)
    return [articles] if articles else []


def _add_prompts(prompts: list[Document], main: list[list[Document]], groups: list[list[Document]]) -> None:
    """Put each prompt into the one of the `main` groups that it is of; what is of none becomes a group."""
    for prompt in prompts:
        same = [group for group in main if any(_of_one_course(prompt, doc) for doc in group)]
        if same or len(main) == 1:
            (same or main)[0].append(prompt)
        else:
            groups.append([prompt])


def _of_one_course(first: Document, second: Document) -> bool:
    one, other = profile(first), profile(second)
    return bool(one.source and one.source == other.source) or bool(one.parent and one.parent == other.parent)


def _by_source(docs: list[Document]) -> list[list[Document]]:
    """Group by what the documents are made from, else by file name."""
    by_key: dict[str, list[Document]] = {}
    by_name: dict[str, str] = {}
    for doc in docs:
        mine = profile(doc)
        key = mine.source or (f"parent:{mine.parent}" if mine.parent else "")
        if not key:
            continue
        by_name.setdefault(_name(doc), key)
        by_key.setdefault(key, []).append(doc)
    for doc in docs:
        mine = profile(doc)
        if not mine.source and not mine.parent:
            by_key.setdefault(by_name.get(_name(doc), f"name:{_name(doc)}"), []).append(doc)
    return list(by_key.values())


def _name(doc: Document) -> str:
    """What a page and its translation have in common: the file's name, but for its language."""
    return doc.settings.page_name(doc.name)
