"""Front matter by the parse events of ruamel.yaml.

Imported where YAML is read by ruamel.yaml, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any

from llmdoc_lint.frontmatter.block import Entry, Value
from llmdoc_lint.frontmatter.lines import line_end
from llmdoc_lint.frontmatter.scalars import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent
    from ruamel.yaml.tokens import TagToken

__all__ = ["MAX_YAML", "Reader", "Refused"]

MAX_YAML = 2**15
"""Code points given to ruamel.yaml (2 to 9 microseconds each), and what aliases may add to them."""


class Refused(Exception):
    """A problem at offsets of the content."""

    def __init__(self, kind: str, message: str, start: int, end: int | None = None, seen: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.start = start
        self.end = end  # None: the rest of the line
        self.seen = seen  # where the parser gave up, if it said so


@cache
def scanner() -> type[Any]:
    """The bounded scanner, which notes colons and tags besides."""
    from llmdoc_lint.yaml_reader import BoundedScanner

    class NotingScanner(BoundedScanner):
        def too_deep(self, message: str, index: int) -> Exception:
            return Refused("too-deep", message, index)

        def scan_tag(self) -> TagToken:
            token: TagToken = super().scan_tag()
            self.loader.noted.tag_starts.append(token.start_mark.index)
            return token

        def fetch_value(self) -> None:
            self.loader.noted.colons.append(self.reader.index)
            super().fetch_value()

    return NotingScanner


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("aliased", "anchor", "flow", "items", "key", "mapping", "start")

    def __init__(self, *, mapping: bool, flow: bool, anchor: str | None, start: int) -> None:
        self.mapping = mapping
        self.flow = flow
        self.anchor = anchor
        self.start = start
        self.items: list[Any] = []
        self.key: tuple[str, int, int] | None = None  # read, and waiting for its value
        self.aliased = False  # holds an alias, so aliases to it would multiply


CORE = "tag:yaml.org,2002:"


class Reader:
    """One pass over the parse events of `content`, which lies at `base` in the text."""

    def __init__(self, content: str, base: int, restore: dict[int, str]) -> None:
        self.content = content
        self.base = base
        self.restore = restore
        self.found: list[Entry] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Value, str, int, bool]] = {}  # value, tag, length, holds an alias
        self.expanded = 0  # code points that aliases stand for so far
        self.tail = 0  # end of the last scalar, alias or flow collection
        self.quoted = (0, 0)  # the last value or key in quotation marks
        self.flow = False  # the top level is a flow mapping
        self.resolve: Any = None
        self.tag_starts: list[int] = []  # filled by the scanner
        self.colons: list[int] = []  # likewise, those behind keys

    def entries(self) -> Iterator[Entry]:
        """Raise `Refused` where the content is not a mapping that can be read."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        yaml = YAML(typ="safe", pure=True, plug_ins=[])
        yaml.Scanner = scanner()
        yaml.noted = self  # type: ignore[attr-defined]
        self.resolve = yaml.resolver.resolve
        documents = 0
        try:
            for event in yaml.parse(self.content):
                name = type(event).__name__
                if name == "DocumentStartEvent":
                    documents += 1
                    if documents > 1 or event.explicit:
                        raise Refused("syntax", "a second YAML document starts here", event.start_mark.index)
                elif name == "ScalarEvent":
                    self.scalar(event)
                elif name in ("MappingStartEvent", "SequenceStartEvent"):
                    self.start(event, mapping=name == "MappingStartEvent")
                elif name in ("MappingEndEvent", "SequenceEndEvent"):
                    self.end(event)
                elif name == "AliasEvent":
                    self.alias(event)
        except Refused:
            raise
        except MarkedYAMLError as error:
            raise self.unclosed(_reason(error)) from None
        except (YAMLError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
            # ruamel.yaml lets Python's own errors through: "\UFFFFFFFF", a broken %YAML line
            reason = " ".join(str(error).split())[:100]
            raise Refused("syntax", f"YAML cannot be read from here on: {reason}", self.tail) from None
        return self.spread()

    def unclosed(self, refused: Refused) -> Refused:
        """The same, or the cause: a value that closes with the opening quotation mark of a line below its own."""
        start, end = self.quoted
        if "\n" in self.content[start:end] and end <= refused.start <= line_end(self.content, end, len(self.content)):
            meaning = "the quotation mark that opens here is not closed on its line"
            return Refused("syntax", meaning, start, seen=refused.start)
        return refused

    def spread(self) -> Iterator[Entry]:
        """Give each entry its lines; where two share one, the key of the second divides them."""
        found = self.found
        limit = self.base + len(self.content)
        previous = self.base
        for number, entry in enumerate(found):
            start = entry.key_start
            if not self.flow:
                start = max(self.content.rfind("\n", 0, start - self.base) + 1 + self.base, previous)
            if self.flow and number + 1 == len(found):
                end = max(entry.value_end, entry.key_end)
            else:
                at = max(entry.value_end, entry.key_end) - self.base
                end = limit if self.flow else self.base + line_end(self.content, at, len(self.content))
                if number + 1 < len(found):
                    end = min(end, found[number + 1].key_start)
            previous = end
            yield entry._replace(start=start, end=end)

    def text(self, value: str) -> str:
        return value.translate(self.restore) if self.restore else value

    def tag_of(self, event: ScalarEvent | CollectionStartEvent) -> str:
        """The name of an explicit tag, "" where there is none; refuse what is not core schema."""
        if event.ctag is None or str(event.ctag) == "!":
            return ""
        tag = str(event.ctag)
        if tag.startswith(CORE) and tag[len(CORE) :] in (
            "str", "int", "float", "bool", "null", "timestamp", "seq", "map",
        ):  # fmt: skip
            return tag[len(CORE) :]
        shown = tag.replace(CORE, "!!")[:60]
        raise Refused("tag", f"the tag `{shown}` has no place in front matter", self.start_of(event))

    def start_of(self, event: ScalarEvent | CollectionStartEvent) -> int:
        """Where a node starts; for `!tag &anchor x`, ruamel.yaml gives the start of the anchor."""
        start: int = event.start_mark.index
        if event.anchor is not None and event.ctag is not None and self.content.startswith("&", start):
            before = bisect_left(self.tag_starts, start) - 1
            if before >= 0 and len(self.content[self.tag_starts[before] : start].split()) == 1:
                return self.tag_starts[before]
        return start

    def start(self, event: CollectionStartEvent, *, mapping: bool) -> None:
        start = self.start_of(event)
        tag = self.tag_of(event)
        if tag and tag != ("map" if mapping else "seq"):
            raise Refused("tag", f"a {'mapping' if mapping else 'list'} cannot be tagged `!!{tag}`", start)
        if not self.open:
            if not mapping:
                raise Refused("not-a-mapping", "the front matter is a list, not `key: value` lines", start)
            self.flow = bool(event.flow_style)
        elif self.open[-1].mapping and self.open[-1].key is None:
            raise Refused("key", f"a {'mapping' if mapping else 'list'} cannot be a key", start)
        self.open.append(_Open(mapping=mapping, flow=bool(event.flow_style), anchor=event.anchor, start=start))

    def end(self, event: CollectionEndEvent) -> None:
        done = self.open.pop()
        # The event of a block collection comes with the next token, behind blank lines and comments.
        if done.flow and event.end_mark.index > event.start_mark.index:
            self.tail = event.end_mark.index
        end = max(self.tail, done.start)
        value = tuple(done.items)
        tag = "map" if done.mapping else "list"
        if done.anchor is not None:
            self.anchors[done.anchor] = (value, tag, end - done.start, done.aliased)
        if self.open:
            self.put(value, tag, "flow" if done.flow else "block", done.start, end)

    def scalar(self, event: ScalarEvent) -> None:
        start = self.start_of(event)
        end: int = event.end_mark.index
        explicit = self.tag_of(event)
        style = event.style if event.style and event.style in "'\"|>" else ""
        text = self.text(event.value)
        if not self.open:
            raise Refused("not-a-mapping", "the front matter is text, not `key: value` lines", start)
        if style in ("|", ">"):
            end = self.block_scalar_end(start, end)
        elif start == end:
            top = self.open[-1]
            if top.mapping and top.key is not None:
                # Absent. ruamel.yaml puts it behind the next token.
                start = end = self.behind_colon(top.key[2])
            else:
                start = end = max(start, self.tail) if top.mapping else start
        value: Value
        if explicit:
            value, tag = convert(text, explicit)
            if tag == "str" != explicit:
                raise Refused("tag", f"{text[:40]!r} cannot be tagged `!!{explicit}`", start)
        else:
            value, tag = convert(text, self.resolved(event.value, event.implicit))
        self.tail = max(self.tail, end)
        if style in ("'", '"'):
            self.quoted = start, end
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, tag, end - start, False)
        if self.open[-1].mapping and self.open[-1].key is None:
            self.open[-1].key = (text, start, end)
        else:
            self.put(value, tag, style, start, end)

    def resolved(self, text: str, implicit: tuple[bool, bool]) -> str:
        """The tag that ruamel.yaml's resolver gives a scalar, by its short name."""
        from ruamel.yaml.nodes import ScalarNode

        return str(self.resolve(ScalarNode, text, implicit)).removeprefix(CORE)

    def behind_colon(self, key_end: int) -> int:
        """Behind the colon of the key that ends there, and its space; the same place without one."""
        number = bisect_left(self.colons, key_end)
        if number == len(self.colons) or self.content[key_end : self.colons[number]].strip():
            return key_end
        behind = self.colons[number] + 1
        return behind + self.content.startswith(" ", behind)

    def block_scalar_end(self, start: int, end: int) -> int:
        """Without the blank lines that follow, which ruamel.yaml counts in."""
        kept = start + len(self.content[start:end].rstrip(" \t\r\n"))
        while kept < end and self.content[kept] in " \t":
            kept += 1
        return kept

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
        top = self.open[-1]
        if top.mapping and top.key is None:
            raise Refused("key", f"the alias `*{shown}` cannot be a key", start, end)
        self.put(value, tag, "", start, end)

    def put(self, value: Value, tag: str, style: str, start: int, end: int) -> None:
        """Give a value to the innermost open collection."""
        top = self.open[-1]
        if not top.mapping:
            top.items.append(value)
            return
        assert top.key is not None
        key, key_start, key_end = top.key
        top.key = None
        if len(self.open) > 1:
            top.items.append((key, value))
            return
        base = self.base
        self.found.append(
            Entry(key, value, tag, style, base + key_start, base + key_end, base + start, base + end, 0, 0)
        )


def _reason(error: MarkedYAMLError) -> Refused:
    from llmdoc_lint.yaml_reader import in_words

    said, start, seen = in_words(error)
    return Refused("syntax", said, start, seen=seen if seen != start else None)
