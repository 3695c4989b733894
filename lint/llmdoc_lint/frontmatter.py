"""YAML front matter with positions: a pure function of text that never constructs an object.

There are two roads. A strict grammar reads the common block line by line: `key: "value"`, plain
words, whole numbers, booleans, dates, comments and blank lines. At the first line it is not sure
of, the block goes to the parse events of ruamel.yaml (YAML 1.2, its default). Both give the same
entries; a differential test holds them to it, and to ruamel's safe loader.

What neither road does: a merge key (`<<`) is a key like any other, as in YAML 1.2; a tag beyond
the core schema (`!!python/object`, `!env`) is a problem, as it is to any safe loader.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import record
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent
    from ruamel.yaml.tokens import TagToken

__all__ = ["Entry", "FrontMatter", "Problem", "Value", "parse", "quote"]

Value = str | int | float | bool | None | tuple[Any, ...]
"""A scalar, a list as a tuple of values, or a mapping as a tuple of (key, value) pairs."""

MAX_SEARCH = 2**21
"""Code points searched for a closing fence: ten times the longest lecture page, some 20 ms."""

MAX_BLOCK = 2**18
"""Code points of a block that is read at all: 50 ms of the strict grammar at worst."""

MAX_YAML = 2**15
"""Code points given to ruamel.yaml (2 to 9 microseconds each), and what aliases may add to them."""

MAX_DIGITS = 1000
"""Characters of an integer: Python and JSON writers refuse some 4,300 digits; a longer one stays text."""


@record
class Entry(NamedTuple):
    """A top-level key and its value.

    Entries do not overlap. Where two share a line (a flow mapping as the whole block, a lone
    carriage return), the first ends where the key of the second starts.
    """

    key: str  # as text, also where YAML makes a number, boolean or null of it
    value: Value  # a date stays the text as written
    tag: str  # "str", "int", "float", "bool", "null", "date", "list" or "map"
    style: str  # `"` or `'` quoted, "" plain, "|" or ">" block scalar, "flow" or "block" collection
    key_start: int
    key_end: int  # quotes included
    value_start: int  # an anchor or a tag before the value included
    value_end: int  # comment and trailing blanks excluded; the span of an absent value is empty
    start: int  # of the first line
    end: int  # of the last line, line break included


@record
class Problem(NamedTuple):
    """Why a block, or a part of it, cannot be read; the span never leaves a line.

    Kinds: `unterminated`, `syntax`, `not-a-mapping`, `character` (one that YAML forbids, or a
    byte that is not UTF-8), `alias` (undefined, nested or multiplying), `tag` (beyond the core
    schema), `key` (a list or mapping as a key), `too-deep`, `too-large`.
    """

    start: int
    end: int
    message: str
    kind: str


@record
class FrontMatter(NamedTuple):
    """A front matter block: the fences, what is between them, and the entries in order."""

    start: int  # of the opening `---`
    end: int  # behind the line of the closing fence; of an unterminated block: of what was examined
    content_start: int
    content_end: int
    entries: tuple[Entry, ...]  # duplicate keys are kept
    problem: Problem | None  # when set, there are entries only where they are certain all the same

    def get(self, key: str) -> Entry | None:
        """Return the first entry of that key."""
        for entry in self.entries:
            if entry.key == key:
                return entry
        return None


# ------------------------------------------------------------------------- the strict grammar

# YAML 1.2 or 1.1 makes something else of these.
RESERVED = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"))  # in any case

TAGS = ("", "null", "str", "str", "bool", "int", "date", "str")
STYLES = ("", "", '"', "'", "", "", "", "")
PLAIN_GROUP = 7
FENCE_GROUP = 8


# One line that can mean only one thing; possessive throughout, so linear. The classes stay below
# U+0100, where they compile in a tenth of the time; what the wider ones would refuse, `is_sure` does.
LINE = pattern(
    r"""(?:
        ([A-Za-z_][0-9A-Za-z_-]{0,99}+):
        (?:[ ]++(?:
            ("[^"\\\r\n]*+")
          | ('[^'\r\n]*+')
          | (true|false)(?=[ \r\n])
          | (0|[1-9][0-9]{0,8})(?=[ \r\n])
          | ([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ \r\n])
          | ([^\W\d_]\w*+(?:[ -]\w++)*+)
        ))?+
        (?:[ ]++\#[^\r\n]*+)?+[ ]*+\r?\n
      | [ ]*+(?:\#[^\r\n]*+)?+\r?\n
      | ((?:---|\.\.\.)[ \t]*+\r?(?:\n|\Z))
    )""",
    re.VERBOSE,
)


def is_reserved(plain: str) -> bool:
    """Whether a plain scalar is, or begins with, what is no string to some YAML."""
    return plain.partition(" ")[0].casefold() in RESERVED


def is_sure(line: re.Match[str]) -> bool:
    """Whether a line that matched holds nothing that YAML forbids, strips or takes for a line break
    (controls, surrogates, U+0085, U+2028, U+FEFF ...), and no plain word but of ASCII or Hangul, nor a reserved one.
    """
    raw = line[0]
    if not raw.rstrip(" \t\r\n" if line.lastindex == FENCE_GROUP else "\r\n").isprintable():
        return False
    if line.lastindex != PLAIN_GROUP:
        return True
    word = line[PLAIN_GROUP]
    if is_reserved(word):
        return False
    return word.isascii() or all(char < "\x80" or "가" <= char <= "힣" for char in word)


# Characters that YAML forbids (C0, C1, surrogates, U+FFFE, U+FFFF), takes for line breaks (U+0085,
# U+2028, U+2029) or strips (U+FEFF): they are escaped where a value is written.
UNSURE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
ANY_UNSURE = pattern(rf"[{UNSURE}]")
ESCAPED = pattern(rf'[\\"{UNSURE}]')
OPENING = pattern(r"---[ \t]*+\r?\n")
CLOSING = pattern(r"\n(?:---|\.\.\.)[ \t]*+\r?(?:\n|\Z)")
BLANK_LINE = pattern(r"\n[ \t]*+\r?(?:\n|\Z)")
# A key as people write them: up to three words. Decides only what a broken block was meant to be.
KEY_LINE = pattern(r"""[ \t]*+["']?[\w.-]++(?:[ ][\w.-]++){0,2}["']?[ ]*+:(?:\s|\Z)""")


def parse(text: str, start: int = 0) -> FrontMatter | None:
    """Read the front matter block that opens at `start`; None where none does.

    A block opens with `---` alone on its line, after a byte order mark where `start` is 0, and
    closes with `---` or `...` alone on a line. Following Pandoc, `---` before a blank line is a
    thematic break, unless what follows is a sound block that starts with a key; so is `---`
    that nothing closes, unless a key comes before the first blank line.

    A block that is not closed in front of its prose often ends at a thematic break further
    down. When the lines up to the first blank line are sound and prose follows them, the block
    is reported as unterminated and ends there.
    """
    opening = start + (start == 0 and text.startswith("\ufeff"))
    if not text.startswith("---", opening):
        return None
    fence = OPENING.match(text, opening)
    if fence is None:
        return None
    content = pos = fence.end()
    limit = content + MAX_BLOCK
    match = LINE.match
    entries: list[Entry] = []
    while pos < limit and (line := match(text, pos)) is not None and is_sure(line):
        end = line.end()
        group = line.lastindex
        if group is not None:
            if group == FENCE_GROUP:
                if text[content] in " \r\n" and is_thematic_break(text, content, pos):
                    return None
                return FrontMatter(opening, end, content, pos, tuple(entries), None)
            key_start, key_end = line.span(1)
            value: Value
            if group == 1:
                value = None
                value_start = value_end = key_end + (2 if text[key_end + 1] == " " else 1)
            else:
                value_start, value_end = line.span(group)
                if group <= 3:
                    value = text[value_start + 1 : value_end - 1]
                else:
                    value = text[value_start:value_end]
                    if group == 4:
                        value = value == "true"
                    elif group == 5:
                        value = int(value)
            key, tag, style = line[1], TAGS[group], STYLES[group]
            entries.append(Entry(key, value, tag, style, key_start, key_end, value_start, value_end, pos, end))
        pos = end
    return judge(text, opening, content)


def is_thematic_break(text: str, start: int, end: int) -> bool:
    """Say whether `---` is a thematic break: a blank line follows, and no key after it."""
    return text[start : line_end(text, start, end)].isspace() and not starts_with_key(text, start, end)


def starts_with_key(text: str, start: int, end: int) -> bool:
    """Say whether the first line with anything on it is a `key:` line."""
    while start < end:
        stop = line_end(text, start, end)
        if not text[start:stop].isspace():
            return KEY_LINE.match(text, start, stop) is not None
        start = stop
    return False


def line_end(text: str, pos: int, end: int) -> int:
    """Behind the line break of the line that holds `pos`."""
    return text.find("\n", pos, end) + 1 or end


# --------------------------------------------------------------------------- the road to YAML


def judge(text: str, opening: int, content: int) -> FrontMatter | None:
    """Find the closing fence, and judge what lies before it."""
    limit = content + MAX_SEARCH
    # from the line break of the opening fence: the block may be empty
    fence = CLOSING.search(text, content - 1, limit)
    if fence is not None and fence.end() == limit < len(text) and text[limit - 1] != "\n":
        fence = None  # cut off by the limit: the line goes on
    if fence is None:
        head = _head(text, content, min(limit, len(text)))
        if not any(KEY_LINE.match(line) for line in text[content:head][:MAX_BLOCK].split("\n")):
            return None
        entries, problem = read(text, content, head)
        return _unterminated(opening, content, head, entries if _certain(problem) else ())

    content_end = fence.start() + 1
    entries, problem = read(text, content, content_end)
    unread = problem is not None and not entries
    if is_thematic_break(text, content, content_end) or (
        unread and text[content : line_end(text, content, content_end)].isspace()
    ):
        return None
    if unread:
        head = _head(text, content, content_end)
        if head < content_end and _prose_follows(text, head, content_end):
            head_entries, head_problem = read(text, content, head)
            if head_entries and _certain(head_problem):
                return _unterminated(opening, content, head, head_entries)
    return FrontMatter(opening, fence.end(), content, content_end, entries, problem)


def _certain(problem: Problem | None) -> bool:
    return problem is None or problem.kind == "character"


def _head(text: str, start: int, end: int) -> int:
    """Where the first blank line starts, or `end`."""
    blank = BLANK_LINE.search(text, start - 1, end)
    return end if blank is None else min(blank.start() + 1, end)


def _prose_follows(text: str, start: int, end: int) -> bool:
    """Say whether the first line that YAML would read cannot be one of a mapping."""
    while start < end:
        stop = line_end(text, start, end)
        line = text[start:stop]
        if not line.isspace() and line[0] != "#":
            return line[0] not in " \t-?" and KEY_LINE.match(line) is None
        start = stop
    return False


def _unterminated(opening: int, content: int, end: int, entries: tuple[Entry, ...]) -> FrontMatter:
    problem = Problem(opening, opening + 3, "the front matter is not closed: no `---` line ends it", "unterminated")
    return FrontMatter(opening, end, content, end, entries, problem)


class Refused(Exception):
    """A problem at offsets of the content."""

    def __init__(self, kind: str, message: str, start: int, end: int | None = None, seen: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.start = start
        self.end = end  # None: the rest of the line
        self.seen = seen  # where the parser gave up, if it said so


def read(text: str, start: int, end: int) -> tuple[tuple[Entry, ...], Problem | None]:
    """Read `text[start:end]` with ruamel.yaml."""
    from llmdoc_lint.yaml_reader import FORBIDDEN, forbidden

    content = text[start:end]
    try:
        if end - start > MAX_YAML:
            raise Refused("too-large", f"the front matter is too long to be read: {end - start:,} characters", 0)
        restore: dict[int, str] = {}
        found = FORBIDDEN.search(content)
        if found is None:
            return tuple(Reader(content, start, restore).entries()), None
        refused = Refused("character", forbidden(found[0]), found.start(), found.end())
        # Such characters damage a value, not the block: let private ones stand in for them.
        for offset, character in enumerate(sorted(set(FORBIDDEN.findall(content)))):
            if chr(0x10F000 + offset) in content:
                return (), problem_at(text, start, end, refused)
            restore[0x10F000 + offset] = character
        stand_ins = {ord(character): private for private, character in restore.items()}
        try:
            entries = tuple(Reader(content.translate(stand_ins), start, restore).entries())
        except Refused:
            entries = ()
        return entries, problem_at(text, start, end, refused)
    except Refused as refused:
        if refused.kind == "syntax" and not any(KEY_LINE.match(line) for line in content.split("\n")):
            refused = Refused("not-a-mapping", "the front matter holds no `key: value` line", 0)
        return (), problem_at(text, start, end, refused)


def problem_at(text: str, base: int, limit: int, refused: Refused) -> Problem:
    start = min(base + refused.start, max(limit - 1, base))
    if text[start] in "\r\n":
        # A parser stops behind what lacks something: point at the last line that says anything.
        last = base + len(text[base:start].rstrip())
        line = text.rfind("\n", base, last) + 1 or base
        start = line + len(text[line:last]) - len(text[line:last].lstrip())
    if refused.end is not None:
        end = base + refused.end
    else:
        end = max(start + len(text[start : line_end(text, start, limit)].rstrip()), min(start + 1, limit))
    message = refused.message
    if refused.seen is not None and "\n" in text[start : base + refused.seen]:
        seen = min(base + refused.seen, limit)
        message += f" (noticed on line {text.count(chr(10), 0, seen) + 1})"
    return Problem(start, end, message, refused.kind)


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
NAN = float("nan")  # one object, so that equal blocks compare equal
NAMES = {"timestamp": "date", "merge": "str", "value": "str"}


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


def convert(text: str, name: str) -> tuple[Value, str]:
    """The value of a scalar whose tag has that short name; what cannot be one stays text."""
    name = NAMES.get(name, name)
    if name == "null":
        return None, "null"
    if name == "bool":
        if text.lower() in ("true", "false"):
            return text.lower() == "true", "bool"
    elif name == "int":
        digits = text.replace("_", "").lower()
        sign = -1 if digits.startswith("-") else 1
        digits = digits[1:] if digits[:1] in ("-", "+") else digits
        base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
        if len(digits) <= MAX_DIGITS:
            try:
                return sign * int(digits if base == 10 else digits[2:], base), "int"
            except ValueError:
                pass  # no digit at all: `0x_`
    elif name == "float":
        digits = text.replace("_", "").lower()
        try:
            if digits == ".nan":
                return NAN, "float"
            return float(digits.replace(".inf", "inf")), "float"
        except ValueError:
            pass  # `._`
    elif name == "date":
        return text, "date"
    return text, "str"


def _reason(error: MarkedYAMLError) -> Refused:
    from llmdoc_lint.yaml_reader import in_words

    said, start, seen = in_words(error)
    return Refused("syntax", said, start, seen=seen if seen != start else None)


# ------------------------------------------------------------------------------------ writing

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def quote(value: str, like: str = '"') -> str:
    """Write a string as a YAML scalar on one line that reads back as exactly that string.

    `like` is the style of the value it replaces (`Entry.style`). Where that style cannot hold
    the string, or would make a number, boolean, null or date of it, double quotes are used.
    """
    if like == "'" and not ANY_UNSURE.search(value):
        return "'" + value.replace("'", "''") + "'"
    if like == "":
        # what the strict grammar takes for words
        line = LINE.match(f"k: {value}\n")
        if line is not None and line.lastindex == 7 and line[7] == value and not is_reserved(value):
            return value
    return '"' + ESCAPED.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
