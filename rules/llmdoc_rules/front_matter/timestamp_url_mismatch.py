from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_lint.transcript import parse_time, show_time
from llmdoc_rules._front_matter import Witness, enumerated, jump, readable, replacement, url_seconds
from llmdoc_rules.front_matter._values import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.frontmatter import Entry


@rule("timestamp-url-mismatch", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.SAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A chapter's `timestamp` and its links into the video disagree.

    The reader who clicks "영상 바로가기" hears another passage than the one the page translates.

    Bad:

        timestamp: "3:09:39"
        sourceUrl: "https://www.youtube.com/watch?v=7xTGNNLPyMI&t=11379s"
        ---

        [영상 바로가기 (3:09:39)](https://www.youtube.com/watch?v=7xTGNNLPyMI&t=11279s)

    Good:

        [영상 바로가기 (3:09:39)](https://www.youtube.com/watch?v=7xTGNNLPyMI&t=11379s)

    Compared are `timestamp`, `t=` in `sourceUrl`, and the first video link before the first
    section: its `t=` and the time in its text. Links further down lead elsewhere by right, and so
    does a link to another video. `t=` may be a second early: it drops fractions. The fix is safe
    where more than half of the places agree; without such a majority there is none.
    """
    places = _places(doc)
    times = [place.value for place in places]
    if not times or max(times) - min(times) <= 1:
        return
    right = _settled(times)
    if right is None:
        # Without a majority, the link that cannot be told apart from the rest is shown first.
        wrong = [place for place in places if place.value != times[0]]
    else:
        wrong = [place for place in places if abs(place.value - right) > 1]
    if not wrong:
        return  # on either side of the majority, and a second off
    main = wrong[0]
    groups: dict[int, list[str]] = {}
    for place in (*wrong, *(place for place in places if place not in wrong)):
        # `t=` that dropped a fraction says the same as the rest.
        says = right if right is not None and place not in wrong else place.value
        groups.setdefault(says, []).append(place.name)
    yield Finding(
        doc.span(main.start, main.end),
        ", but ".join(
            f"{enumerated(names)} {'says' if len(names) == 1 else 'say'} {show_time(seconds)}"
            for seconds, names in groups.items()
        ),
        None if right is None else _fix(doc, wrong, right),
        tuple(
            Related(doc.span(place.start, place.end), f"{place.name} says {show_time(place.value)}")
            for place in places
            if place.start != main.start
        ),
        {"seconds": times},
    )


STAMP, TEXT = "`timestamp`", "the link's text"


def _places(doc: Document) -> list[Witness]:
    """The places of a chapter's page that say when the chapter starts."""
    block, kind_ = readable(doc), kind(doc)
    if block is None or kind_ is None or kind_.part != "chapter":
        return []
    found: list[Witness] = []
    stamp = block.get("timestamp")
    if stamp is not None and (seconds := parse_time(_written(stamp))) >= 0:
        found.append(Witness(STAMP, seconds, stamp.value_start, stamp.value_end))
    video = ""
    source = block.get("sourceUrl") or block.get("source_url")
    if source is not None:
        video, seconds, start, end = url_seconds(doc, source)
        if seconds >= 0:
            found.append(Witness(f"`{source.key}`", seconds, start, end))
    link = jump(doc)
    if link is not None and video in ("", link.video):
        if link.seconds >= 0:
            found.append(Witness("the video link", link.seconds, link.time_start, link.time_end))
        if link.label_seconds >= 0:
            found.append(Witness(TEXT, link.label_seconds, link.label_start, link.label_end))
    return found


def _settled(times: list[int]) -> int | None:
    """The time that more than half of the places agree on, to the second before or behind; None where none does."""
    (right, most), *others = Counter(times).most_common(2)
    agreeing = sum(abs(seconds - right) <= 1 for seconds in times)
    tied = any(count == most for _, count in others)
    return right if not tied and agreeing >= 2 and agreeing * 2 > len(times) else None


def _fix(doc: Document, wrong: list[Witness], right: int) -> Fix | None:
    """Set what is wrong; None where a `timestamp` cannot be written anew."""
    edits = []
    for place in wrong:
        edit: Edit | None
        if place.name == STAMP:
            block = readable(doc)
            stamp = block.get("timestamp") if block is not None else None
            edit = None if stamp is None else replacement(doc, stamp, show_time(right))
        elif place.name == TEXT:
            edit = Edit(doc.span(place.start, place.end), show_time(right))
        else:
            unit = "" if doc.text[place.start : place.end].isdigit() else "s"
            edit = Edit(doc.span(place.start, place.end), f"{right}{unit}")
        if edit is None:
            return None
        edits.append(edit)
    names = enumerated([place.name for place in wrong])
    return Fix(f"Set {names} to {show_time(right)}", tuple(edits), Applicability.SAFE)


def _written(stamp: Entry) -> str:
    """A time as it stands, or as `value-invalid` would write it."""
    verdict = judge(stamp)
    value = stamp.value if verdict is None or verdict.applicability < Applicability.SAFE else verdict.value
    return value.strip() if isinstance(value, str) else ""
