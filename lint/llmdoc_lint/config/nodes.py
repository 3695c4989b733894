"""A configuration file as nodes that know their places.

The file goes through the parse events of ruamel.yaml, not its constructors: no tag makes an object, aliases cannot
multiply, and depth is bounded.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode

from llmdoc_lint.values import NamedTuple
from llmdoc_lint.yaml_reader import FORBIDDEN, BoundedScanner, forbidden, in_words

__all__ = ["Mistake", "Node", "Refused", "compose", "short"]

MAX_TEXT = 2**20
"""Code points of a file that is read: ruamel.yaml takes 2 to 5 microseconds each."""

MAX_NODES = 200_000
"""Keys, values and collections, counting what aliases stand for: a glossary of some 30,000 terms."""

MAX_NUMBER = 100
"""Characters of a number: JSON readers and Python refuse some 4,300 digits; a longer one stays text."""


class Node:
    """A value of the file and where it starts; `data` is what pydantic is given."""

    __slots__ = ("children", "data", "keys", "shown", "size", "start")

    def __init__(self, start: int, data: Any, shown: str) -> None:
        self.start = start
        self.data = data
        self.shown = shown  # as a message names it
        self.size = 1
        self.keys: dict[str, int] = {}  # of a mapping: where each key starts
        self.children: dict[str | int, Node] = {}


class Mistake(NamedTuple):
    start: int
    text: str


# What people mean by it is a glob.
STARRED = "text that starts with `*` needs quotes"


class Refused(Exception):
    """YAML that is not read any further."""

    def __init__(self, message: str, start: int) -> None:
        super().__init__(message)
        self.mistake = Mistake(start, message)


class _Scanner(BoundedScanner):
    def too_deep(self, message: str, index: int) -> Exception:
        return Refused(message, index)


def _reason(error: MarkedYAMLError) -> Refused:
    if error.context is not None and "an alias" in str(error.context):
        return Refused(STARRED, (error.context_mark or error.problem_mark).index)
    said, start, _ = in_words(error)
    return Refused(said, start)


def _scalar(text: str, tag: str) -> Any:
    """The value of a plain scalar with that core schema tag; what cannot be one, and a date, stays text."""
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    if tag in ("int", "float") and len(text) <= MAX_NUMBER:
        digits = text.replace("_", "").lower()
        try:
            if tag == "float":
                return float(digits.replace(".inf", "inf").replace(".nan", "nan"))
            return int(digits, 10 if digits.lstrip("+-").isdigit() else 0)
        except ValueError:
            pass  # `0x_`
    return text


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("anchor", "key", "node")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: tuple[str, int] | None = None  # read, and waiting for its value


class _Composer:
    """Makes nodes of the parse events, without recursion."""

    def __init__(self, text: str, mistakes: list[Mistake]) -> None:
        self.text = text
        self.mistakes = mistakes
        self.anchors: dict[str, Node] = {}
        self.open: list[_Open] = []
        self.root: Node | None = None

    def build(self) -> Node | None:
        if len(self.text) > MAX_TEXT:
            raise Refused(f"too long to be read: {len(self.text):,} characters", 0)
        found = FORBIDDEN.search(self.text)
        if found is not None:
            raise Refused(forbidden(found[0]), found.start())
        yaml = YAML(typ="safe", pure=True, plug_ins=[])
        yaml.Scanner = _Scanner
        documents = 0
        try:
            for event in yaml.parse(self.text):
                name = type(event).__name__
                if name == "DocumentStartEvent":
                    documents += 1
                    if documents > 1:
                        raise Refused("a second YAML document starts here", event.start_mark.index)
                elif name == "ScalarEvent":
                    self.tag(event)
                    tag = yaml.resolver.resolve(ScalarNode, event.value, event.implicit)
                    self.scalar(event, str(tag).rpartition(":")[2])
                elif name in ("MappingStartEvent", "SequenceStartEvent"):
                    self.tag(event)
                    mapping = name == "MappingStartEvent"
                    node = Node(event.start_mark.index, {} if mapping else [], "a mapping" if mapping else "a list")
                    self.check_key(node)
                    self.open.append(_Open(node, event.anchor))
                elif name in ("MappingEndEvent", "SequenceEndEvent"):
                    done = self.open.pop()
                    if done.anchor is not None:
                        self.anchors[done.anchor] = done.node
                    self.put(done.node)
                elif name == "AliasEvent":
                    self.alias(event)
        except MarkedYAMLError as error:
            raise _reason(error) from None
        except (YAMLError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
            # ruamel.yaml lets Python's own errors through: "\UFFFFFFFF", a broken %YAML line
            said = " ".join(str(error).split())[:100]
            raise Refused(f"YAML cannot be read: {said}", 0) from None
        return self.root

    def tag(self, event: Any) -> None:
        if event.ctag is not None:
            shown = str(event.ctag).replace("tag:yaml.org,2002:", "!!")[:40]
            raise Refused(f"a tag (`{shown}`) has no place in a configuration", event.start_mark.index)

    def check_key(self, node: Node) -> None:
        if self.open and isinstance(self.open[-1].node.data, dict) and self.open[-1].key is None:
            raise Refused(f"{node.shown} cannot be a key", node.start)

    def scalar(self, event: Any, tag: str) -> None:
        start = event.start_mark.index
        text = str(event.value)
        if self.open and isinstance(self.open[-1].node.data, dict) and self.open[-1].key is None:
            self.open[-1].key = (text, start)
            return
        value = _scalar(text, tag)
        node = Node(start, value, "nothing" if value is None else f"`{short(text)}`")
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.put(node)

    def alias(self, event: Any) -> None:
        start = event.start_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            raise Refused(f"the alias `*{short(event.anchor)}` names no anchor before it: {STARRED}", start)
        node = Node(start, target.data, target.shown)
        if self.open and isinstance(self.open[-1].node.data, dict) and self.open[-1].key is None:
            raise Refused("an alias cannot be a key", start)
        node.size, node.keys, node.children = target.size, target.keys, target.children
        self.put(node)

    def put(self, node: Node) -> None:
        """Give a node that is complete to the innermost open collection."""
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        parent = top.node
        parent.size += node.size
        if parent.size > MAX_NODES:
            raise Refused(f"more than {MAX_NODES:,} values", node.start)
        if not isinstance(parent.data, dict):
            parent.children[len(parent.data)] = node
            parent.data.append(node.data)
            return
        assert top.key is not None
        (key, start), top.key = top.key, None
        if key in parent.keys:
            line = self.text.count("\n", 0, parent.keys[key]) + 1
            self.mistakes.append(Mistake(start, f"`{short(key)}` is here twice: first on line {line}"))
            return
        parent.keys[key] = start
        parent.children[key] = node
        parent.data[key] = node.data


def compose(text: str, mistakes: list[Mistake]) -> Node | None:
    """The top level of a configuration, None where there is nothing; keys that stand twice are added to `mistakes`.

    Raises Refused.
    """
    return _Composer(text, mistakes).build()


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
