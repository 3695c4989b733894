from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document, kind
from llmdoc_lint.transcript import parse_time, show_time
from llmdoc_rules._front_matter import jump, readable, replacement, url_seconds
from llmdoc_rules._front_matter_values import judge

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
    block = readable(doc)
    if block is None:
        return
    kind_ = kind(doc)
    if kind_ is None or kind_.part != "chapter":
        return
    stamp = block.get("timestamp")
    source = block.get("sourceUrl") or block.get("source_url")
    places: list[tuple[str, int, int, int]] = []
    if stamp is not None and (seconds := parse_time(_written(stamp))) >= 0:
        places.append(("`timestamp`", seconds, stamp.value_start, stamp.value_end))
    video = ""
    if source is not None:
        video, seconds, start, end = url_seconds(doc, source)
        if seconds >= 0:
            places.append((f"`{source.key}`", seconds, start, end))
    link = jump(doc)
    if link is not None and video in ("", link.video):
        if link.seconds >= 0:
            places.append(("the video link", link.seconds, link.time_start, link.time_end))
        if link.label_seconds >= 0:
            places.append(("the link's text", link.label_seconds, link.label_start, link.label_end))
    times = [seconds for _, seconds, _, _ in places]
    if not times or max(times) - min(times) <= 1:
        return
    votes = Counter(times)
    best = max(votes.values())
    leaders = [seconds for seconds in votes if votes[seconds] == best]
    right = leaders[0]
    agreeing = sum(abs(seconds - right) <= 1 for seconds in times)
    wrong = [place for place in places if abs(place[1] - right) > 1]
    sure = len(leaders) == 1 and agreeing >= 2 and agreeing * 2 > len(places)
    if not sure:
        # Without a majority, the link that cannot be told apart from the rest is shown first.
        wrong = [place for place in places if place[1] != times[0]]
    main = wrong[0]
    groups: dict[int, list[str]] = {}
    for name, seconds, _, _ in (*wrong, *(place for place in places if place not in wrong)):
        # `t=` that dropped a fraction says the same as the rest.
        groups.setdefault(right if sure and abs(seconds - right) <= 1 else seconds, []).append(name)
    said = ", but ".join(
        f"{_listed(names)} {'says' if len(names) == 1 else 'say'} {show_time(seconds)}"
        for seconds, names in groups.items()
    )
    fix = None
    if sure:
        edits = []
        for name, _, start, end in wrong:
            if name == "`timestamp`":
                assert stamp is not None
                edit = replacement(doc, stamp, show_time(right))
            elif name == "the link's text":
                edit = Edit(doc.span(start, end), show_time(right))
            else:
                edit = Edit(doc.span(start, end), f"{right}{'' if doc.text[start:end].isdigit() else 's'}")
            if edit is None:
                break
            edits.append(edit)
        else:
            fix = Fix(
                f"Set {_listed([place[0] for place in wrong])} to {show_time(right)}", tuple(edits), Applicability.SAFE
            )
    yield Finding(
        doc.span(main[2], main[3]),
        said,
        fix,
        tuple(
            Related(doc.span(start, end), f"{name} says {show_time(seconds)}")
            for name, seconds, start, end in places
            if start != main[2]
        ),
        {"seconds": times},
    )


def _written(stamp: Entry) -> str:
    """A time as it stands, or as `value-invalid` would write it."""
    verdict = judge(stamp)
    value = stamp.value if verdict is None or verdict.applicability < Applicability.SAFE else verdict.value
    return value.strip() if isinstance(value, str) else ""


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
