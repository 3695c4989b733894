"""The vocabulary: spans, edits, fixes, findings, facts and rules.

Everything here is a value. Rules yield findings and know nothing of severities in force, of
selection, of suppressions or of files: the engine owns those (as in go/analysis).

Coordinates are code points of `Document.text`, 0-based and half-open. `Document.text` is the
file's bytes decoded as UTF-8 with `surrogateescape`, newlines and byte order mark kept: a
bijection, so a damaged file has the same coordinates and takes the same edits as a sound one.
"""

from __future__ import annotations

from enum import IntEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "RECORDS",
    "RECORD_NAMES",
    "Applicability",
    "Edit",
    "Finding",
    "Fix",
    "NoOptions",
    "Options",
    "Related",
    "Rule",
    "Severity",
    "Span",
    "fact",
    "record",
    "rule",
]


class Span(NamedTuple):
    """Code points `start` to `end` (exclusive) of the document at `path`."""

    path: str  # POSIX, relative to the project root
    start: int
    end: int


class Applicability(IntEnum):
    """What a fix promises, weakest first."""

    DISPLAY = 0  # shown, never applied
    UNSAFE = 1  # needs --unsafe-fixes: it may change what the text says
    SAFE = 2  # applied by --fix: it keeps what the text says

    def __str__(self) -> str:
        return self.name.lower()


class Severity(IntEnum):
    """How bad a finding is, mildest first."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Edit(NamedTuple):
    """Replace the text of `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that are applied together or not at all, over one or more documents.

    `title` is an imperative ("Remove the byte order mark"). The edits must not overlap.
    Unsafe is the default: `Applicability.SAFE` needs a reason, given where it is used.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.UNSAFE


class Related(NamedTuple):
    """A further place that explains a finding."""

    span: Span
    message: str


class Finding(NamedTuple):
    """A fault at exactly one place.

    `message` says what is there and what was expected, with the values, without a final period.
    `data` holds the figures behind it, JSON values only (offsets in seconds, shares from 0 to 1).
    The engine adds the rule's id and its severity.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    data: Mapping[str, Any] = {}


# ------------------------------------------------------------------------------------- facts


class _Remembering(Protocol):
    """What facts are about, a document: it keeps them, for itself and for later runs."""

    facts: dict[str, Any]
    stored: dict[str, Any]
    wanted: set[str] | None

    def restore(self, key: str) -> bool: ...


D = TypeVar("D", bound=_Remembering)
F = TypeVar("F")
R = TypeVar("R", bound=type)

RECORDS: dict[str, Any] = {}
RECORD_NAMES: dict[type, str] = {}


def record(cls: R) -> R:
    """Let facts made of this NamedTuple be stored on disk (see `codec`).

    Its name is stored with its module's last part; two records that share both are a mistake.
    """
    name = f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"
    if name in RECORDS:
        raise TypeError(f"a record {name} exists already, in {RECORDS[name].__module__}")
    RECORDS[name] = cls
    RECORD_NAMES[cls] = name
    return cls


def fact(compute: Callable[[D], F]) -> Callable[[D], F]:
    """Memoise a pure function of one document: rules over documents and courses just call it.

    The value must be immutable and built of None, bool, int, float, str, tuples and NamedTuples
    marked with `record`, so that it can be kept on disk under the document's content hash.
    """
    key = f"{compute.__module__.rpartition('.')[2]}.{compute.__qualname__}"

    @wraps(compute)
    def get(doc: D) -> F:
        wanted = doc.wanted
        if wanted is not None:
            wanted.add(key)
        facts = doc.facts
        if key not in facts and not (key in doc.stored and doc.restore(key)):
            # What this fact asks of others is its own affair: only it is worth keeping.
            doc.wanted = None
            try:
                facts[key] = compute(doc)
            finally:
                doc.wanted = wanted
        value: F = facts[key]
        return value

    return get


# ------------------------------------------------------------------------------------- rules


class Options:
    """A rule's options: a subclass annotates them and gives each its default.

    Plain attributes, because a pydantic model costs more to build than most rules to run; the
    configuration builds one from the annotations when it has options to check.
    An option `max_gap` is written `max-gap` in the configuration. The comment beside it, or the lines of comment
    above it, are what `explain` and the rule's page say of it.
    """

    def __init__(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)


class NoOptions(Options):
    """What a rule without options is given."""


S = TypeVar("S")  # what a rule looks at
O = TypeVar("O", bound=Options)  # noqa: E741 - the name of the thing


class Rule(Generic[S, O]):
    """A rule is a value around a generator (as in go/analysis); `rule` makes one.

    `id` is its one name; `group` is the subpackage its module lies in; `doc`, the check's
    docstring, is its page. `fixes` is the best fix it may ever offer. A rule with `kinds` sees
    only documents of those kinds; a rule that is `raw` also sees documents that do not decode.
    """

    __slots__ = ("check", "doc", "fixes", "group", "id", "kinds", "options", "over", "raw", "severity")

    def __init__(
        self,
        check: Callable[[S, O], Iterable[Finding]],
        *,
        id: str,
        over: type[S],
        options: type[O],
        severity: Severity,
        fixes: Applicability | None,
        kinds: frozenset[str] | None,
        raw: bool,
    ) -> None:
        self.check: Callable[[S, O], Iterable[Finding]] = check
        self.doc = check.__doc__ or ""
        self.id = id
        self.group = check.__module__.split(".")[-2:][0].replace("_", "-")
        self.over: type[S] = over
        self.options = options
        self.severity = severity
        self.fixes = fixes
        self.kinds = kinds
        self.raw = raw

    def __repr__(self) -> str:
        return f"<rule {self.id}>"


def rule(
    id: str,
    over: type[S],
    options: type[O],
    *,
    severity: Severity,
    fixes: Applicability | None = None,
    kinds: Iterable[str] | None = None,
    raw: bool = False,
) -> Callable[[Callable[[S, O], Iterable[Finding]]], Rule[S, O]]:
    """Make a rule of a generator `check(subject, options)`; the docstring is its page.

    `over` is what the check looks at: `Document`, `Pair` (a translation beside its source),
    `Course`, or `Outcome` (what became of a document's other findings). `kinds` narrows a rule
    over documents; a built-in kind stands for all of its side and part.
    """

    def make(check: Callable[[S, O], Iterable[Finding]]) -> Rule[S, O]:
        return Rule(
            check,
            id=id,
            over=over,
            options=options,
            severity=severity,
            fixes=fixes,
            kinds=None if kinds is None else frozenset(kinds),
            raw=raw,
        )

    return make
