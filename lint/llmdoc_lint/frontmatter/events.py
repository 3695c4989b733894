"""The parse events of ruamel.yaml as entries, with the positions that its events lack or get wrong.

Loads ruamel.yaml: imported where a block is read by it, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import ScalarNode

from llmdoc_lint.frontmatter.block import Entry
from llmdoc_lint.frontmatter.lines import line_end
from llmdoc_lint.frontmatter.scalars import convert
from llmdoc_lint.values import NamedTuple
from llmdoc_lint.yaml_reader import BoundedScanner, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ruamel.yaml.events import Event
    from ruamel.yaml.tokens import TagToken

    from llmdoc_lint.frontmatter.block import Value

__all__ = ["MAX_YAML", "Refused", "entries_of"]

MAX_YAML = 2**15
"""Code points given to ruamel.yaml (2 to 9 microseconds each), and what aliases may add to them."""

CORE = "tag:yaml.org,2002:"
CORE_TAGS = frozenset(("str", "int", "float", "bool", "null", "timestamp", "seq", "map"))


class Refused(Exception):
    """A problem at offsets of the content."""

    def __init__(self, kind: str, message: str, start: int, end: int | None = None, seen: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.start = start
        self.end = end  # None: the rest of the line
        self.seen = seen  # where the parser gave up, if it said so


def entries_of(content: str, base: int, restore: Mapping[int, str]) -> tuple[Entry, ...]:
    """The entries of `content`, which lies at `base` in the text.

    `restore` has the characters that private ones in `content` stand for. Raises `Refused` where the content is not a
    mapping that can be read.
    """
    reader = _Reader(content, restore)
    reader.read()
    pairs = reader.pairs
    stretches = _flow_stretches(pairs) if reader.flow else _block_stretches(pairs, content)
    return tuple(
        Entry(
            key.text, node.value, node.tag, node.style,
            base + key.start, base + key.end, base + node.start, base + node.end, base + start, base + end,
        )
        for (key, node), (start, end) in zip(pairs, stretches, strict=True)
    )  # fmt: skip


class _Key(NamedTuple):
    text: str
    start: int
    end: int


class _Node(NamedTuple):
    """A scalar, a finished collection, or what an alias stands for; `tag` and `style` as in `Entry`."""

    value: Value
    tag: str
    style: str
    start: int
    end: int


class _Anchored(NamedTuple):
    """What an anchor names."""

    value: Value
    tag: str
    length: int  # in code points
    aliased: bool  # holds an alias, so aliases to it would multiply


def _flow_stretches(pairs: Sequence[tuple[_Key, _Node]]) -> list[tuple[int, int]]:
    """From key to key, and to the end of the last value."""
    starts = [key.start for key, _ in pairs]
    ends = [*starts[1:], *(max(key.end, node.end) for key, node in pairs[-1:])]
    return list(zip(starts, ends, strict=True))


def _block_stretches(pairs: Sequence[tuple[_Key, _Node]], content: str) -> list[tuple[int, int]]:
    """The lines of each pair; where two share one, the key of the second divides them."""
    limits = [*(key.start for key, _ in pairs[1:]), len(content)]
    stretches: list[tuple[int, int]] = []
    previous = 0
    for (key, node), limit in zip(pairs, limits, strict=False):  # without pairs there is a limit all the same
        start = max(content.rfind("\n", 0, key.start) + 1, previous)
        previous = line_end(content, max(key.end, node.end), limit)
        stretches.append((start, previous))
    return stretches


class _Marks:
    """Where the scanner came upon what events do not tell."""

    def __init__(self) -> None:
        self.tags: list[int] = []
        self.colons: list[int] = []  # behind keys


class _MarkingScanner(BoundedScanner):
    """The bounded scanner, which notes tags and colons besides."""

    def too_deep(self, message: str, index: int) -> Exception:
        return Refused("too-deep", message, index)

    def scan_tag(self) -> TagToken:
        token: TagToken = super().scan_tag()
        self.loader.marks.tags.append(token.start_mark.index)
        return token

    def fetch_value(self) -> None:
        self.loader.marks.colons.append(self.reader.index)
        super().fetch_value()


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("aliased", "anchor", "flow", "items", "key", "mapping", "start")

    def __init__(self, *, mapping: bool, flow: bool, anchor: str | None, start: int) -> None:
        self.mapping = mapping
        self.flow = flow
        self.anchor = anchor
        self.start = start
        self.items: list[Any] = []
        self.key: _Key | None = None  # read, and waiting for its value
        self.aliased = False  # holds an alias, so aliases to it would multiply

    @property
    def wants_key(self) -> bool:
        return self.mapping and self.key is None


class _Reader:
    """One pass over the parse events of `content`."""

    def __init__(self, content: str, restore: Mapping[int, str]) -> None:
        self.content = content
        self.restore = restore
        self.pairs: list[tuple[_Key, _Node]] = []  # of the top level
        self.flow = False  # the top level is a flow mapping
        self.documents = 0
        self.open: list[_Open] = []
        self.anchors: dict[str, _Anchored] = {}
        self.expanded = 0  # code points that aliases stand for so far
        self.tail = 0  # end of the last scalar, alias or flow collection
        self.quoted = (0, 0)  # the last value or key in quotation marks
        self.marks = _Marks()
        self.yaml = YAML(typ="safe", pure=True, plug_ins=[])
        self.yaml.Scanner = _MarkingScanner
        self.yaml.marks = self.marks  # type: ignore[attr-defined]

    def read(self) -> None:
        """Raise `Refused` where the content is not a mapping that can be read."""
        try:
            for event in self.yaml.parse(self.content):
                self.take(event)
        except MarkedYAMLError as error:
            said, start, seen = in_words(error)
            raise self.cause(Refused("syntax", said, start, seen=seen if seen != start else None)) from None
        except (YAMLError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
            # ruamel.yaml lets Python's own errors through: "\UFFFFFFFF", a broken %YAML line
            reason = " ".join(str(error).split())[:100]
            raise Refused("syntax", f"YAML cannot be read from here on: {reason}", self.tail) from None

    def cause(self, refused: Refused) -> Refused:
        """The same, or the cause: a value that closes with the opening quotation mark of a line below its own."""
        start, end = self.quoted
        if "\n" in self.content[start:end] and end <= refused.start <= line_end(self.content, end, len(self.content)):
            meaning = "the quotation mark that opens here is not closed on its line"
            return Refused("syntax", meaning, start, seen=refused.start)
        return refused

    def take(self, event: Event) -> None:
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1 or event.explicit:
                    raise Refused("syntax", "a second YAML document starts here", event.start_mark.index)
            case ScalarEvent():
                self.scalar(event)
            case CollectionStartEvent():
                self.start(event)
            case CollectionEndEvent():
                self.end(event)
            case AliasEvent():
                self.alias(event)

    def start(self, event: CollectionStartEvent) -> None:
        mapping = isinstance(event, MappingStartEvent)
        named = "mapping" if mapping else "list"
        start = self.start_of(event)
        tag = self.tag_of(event)
        if tag and tag != ("map" if mapping else "seq"):
            raise Refused("tag", f"a {named} cannot be tagged `!!{tag}`", start)
        if not self.open:
            if not mapping:
                raise Refused("not-a-mapping", "the front matter is a list, not `key: value` lines", start)
            self.flow = bool(event.flow_style)
        elif self.open[-1].wants_key:
            raise Refused("key", f"a {named} cannot be a key", start)
        self.open.append(_Open(mapping=mapping, flow=bool(event.flow_style), anchor=event.anchor, start=start))

    def end(self, event: CollectionEndEvent) -> None:
        done = self.open.pop()
        # The event of a block collection comes with the next token, behind blank lines and comments.
        if done.flow and event.end_mark.index > event.start_mark.index:
            self.tail = event.end_mark.index
        tag, style = "map" if done.mapping else "list", "flow" if done.flow else "block"
        node = _Node(tuple(done.items), tag, style, done.start, max(self.tail, done.start))
        if done.anchor is not None:
            self.anchors[done.anchor] = _Anchored(node.value, tag, node.end - node.start, done.aliased)
        if self.open:
            self.put(node)

    def scalar(self, event: ScalarEvent) -> None:
        explicit = self.tag_of(event)
        if not self.open:
            where = self.start_of(event)
            raise Refused("not-a-mapping", "the front matter is text, not `key: value` lines", where)
        style = event.style if event.style and event.style in "'\"|>" else ""
        start, end = self.span_of(event, style)
        text = event.value.translate(self.restore) if self.restore else event.value
        value, tag = convert(text, explicit or self.resolved(event))
        if explicit and tag == "str" != explicit:
            raise Refused("tag", f"{text[:40]!r} cannot be tagged `!!{explicit}`", start)
        self.tail = max(self.tail, end)
        if style in ("'", '"'):
            self.quoted = start, end
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(value, tag, end - start, aliased=False)
        if self.open[-1].wants_key:
            self.open[-1].key = _Key(text, start, end)
        else:
            self.put(_Node(value, tag, style, start, end))

    def alias(self, event: AliasEvent) -> None:
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        shown = event.anchor[:40]
        if event.anchor not in self.anchors:
            raise Refused("alias", f"the alias `*{shown}` names no anchor before it", start, end)
        value, tag, length, aliased = self.anchors[event.anchor]
        self.expanded += length
        if aliased or self.expanded > MAX_YAML:
            raise Refused("alias", f"the alias `*{shown}` would multiply what other aliases stand for", start, end)
        if not self.open:
            raise Refused("not-a-mapping", "the front matter is an alias, not `key: value` lines", start, end)
        for collection in self.open:
            collection.aliased = True
        self.tail = end
        if self.open[-1].wants_key:
            raise Refused("key", f"the alias `*{shown}` cannot be a key", start, end)
        self.put(_Node(value, tag, "", start, end))

    def put(self, node: _Node) -> None:
        """Give a node to the innermost open collection."""
        top = self.open[-1]
        if not top.mapping:
            top.items.append(node.value)
            return
        assert top.key is not None
        if len(self.open) > 1:
            top.items.append((top.key.text, node.value))
        else:
            self.pairs.append((top.key, node))
        top.key = None

    def tag_of(self, event: ScalarEvent | CollectionStartEvent) -> str:
        """The name of an explicit tag, "" where there is none; refuse what is not core schema."""
        if event.ctag is None or str(event.ctag) == "!":
            return ""
        tag = str(event.ctag)
        if tag.startswith(CORE) and tag.removeprefix(CORE) in CORE_TAGS:
            return tag.removeprefix(CORE)
        shown = tag.replace(CORE, "!!")[:60]
        raise Refused("tag", f"the tag `{shown}` has no place in front matter", self.start_of(event))

    def resolved(self, event: ScalarEvent) -> str:
        """The tag that ruamel.yaml's resolver gives a scalar, by its short name."""
        return str(self.yaml.resolver.resolve(ScalarNode, event.value, event.implicit)).removeprefix(CORE)

    def start_of(self, event: ScalarEvent | CollectionStartEvent) -> int:
        """Where a node starts; for `!tag &anchor x`, ruamel.yaml gives the start of the anchor."""
        start: int = event.start_mark.index
        if event.anchor is not None and event.ctag is not None and self.content.startswith("&", start):
            before = bisect_left(self.marks.tags, start) - 1
            if before >= 0 and len(self.content[self.marks.tags[before] : start].split()) == 1:
                return self.marks.tags[before]
        return start

    def span_of(self, event: ScalarEvent, style: str) -> tuple[int, int]:
        """Where a scalar stands: ruamel.yaml counts in the blank lines behind a block scalar, and puts an absent one
        behind the next token.
        """
        start = self.start_of(event)
        end: int = event.end_mark.index
        if style in ("|", ">"):
            return start, self.block_scalar_end(start, end)
        top = self.open[-1]
        if start < end or not top.mapping:
            return start, end
        start = max(start, self.tail) if top.key is None else self.behind_colon(top.key.end)
        return start, start

    def behind_colon(self, key_end: int) -> int:
        """Behind the colon of the key that ends there, and its space; the same place without one."""
        number = bisect_left(self.marks.colons, key_end)
        if number == len(self.marks.colons) or self.content[key_end : self.marks.colons[number]].strip():
            return key_end
        behind = self.marks.colons[number] + 1
        return behind + self.content.startswith(" ", behind)

    def block_scalar_end(self, start: int, end: int) -> int:
        """Without the blank lines that follow."""
        kept = start + len(self.content[start:end].rstrip(" \t\r\n"))
        while kept < end and self.content[kept] in " \t":
            kept += 1
        return kept
