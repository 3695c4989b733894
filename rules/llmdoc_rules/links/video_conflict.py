from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter, headings
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, fact, record, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.links import find_videos, links
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


@record
class Seen(NamedTuple):
    """A video that a document says it is made from, and where it says so."""

    id: str
    start: int
    end: int
    own: bool  # in the front matter; else a link into the lecture


# A link into the lecture says when ("12:21", "영상 (12:21)") or that it is the lecture's.
_JUMP = pattern(
    r"\W*(?:(?:이 (?:챕터|장|강의)|원본|원문|강의|유튜브|YouTube|[Oo]riginal|[Ss]ource|[Ww]atch(?: the)?) ?)?"
    r"(?:영상|동영상|비디오|[Vv]ideo)?"
    r"(?: ?(?:바로가기|바로 가기|보기|보러 가기|시청하기|링크))?\W*(?:\d{1,3}:\d{2}(?::\d{2})?)?\W*"
)
_KEYS = ("sourceUrl", "source_url", "source", "sourceURL")


@fact
def lecture(doc: Document) -> tuple[Seen, ...]:
    """The videos a document links as its own: front matter, jump links, links with a time."""
    if "youtu" not in doc.text:
        return ()
    found = []
    block = front_matter(doc)
    for key in _KEYS:
        entry = block.get(key) if block else None
        if entry is not None and isinstance(entry.value, str):
            for video in find_videos(doc.text, entry.value_start, entry.value_end)[:1]:
                found.append(Seen(video.id, video.start, video.end, True))
            break
    tops = [head.start for head in headings(doc) if head.level > 1]
    top = tops[0] if tops else len(doc.text)
    for link in links(doc):
        if link.image or "youtu" not in link.target or link.text_start == link.text_end:
            continue
        text = doc.text[link.text_start : link.text_end]
        if len(text) > 60 or not _JUMP.fullmatch(text):
            continue
        for video in find_videos(doc.text, link.target_start, link.target_end)[:1]:
            if video.seconds >= 0 or link.start < top:
                found.append(Seen(video.id, video.start, video.end, False))
    return tuple(found)


@rule("video-conflict", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """Documents of one course link to different videos as the lecture they are made from.

    A reader who follows such a link to hear a passage lands in another lecture, and everything
    that is checked against the video is checked against the wrong one. Compared with the video of the
    front matter are the jump link at the top of a page and links whose text is no more than a time
    or "영상 바로가기". A link in prose to another video is a reference and is not looked at; front
    matter that disagrees with the course's is `course-metadata-conflict`.

    Bad:

        sourceUrl: "https://www.youtube.com/watch?v=AAAAAAAAAAA&t=741s"

        [영상 바로가기 (12:21)](https://www.youtube.com/watch?v=BBBBBBBBBBB&t=741s)

    Good:

        [영상 바로가기 (12:21)](https://www.youtube.com/watch?v=AAAAAAAAAAA&t=741s)

    One finding per document. Which of the two videos is right, only a person can tell: no fix.
    """
    seen = {doc.path: lecture(doc) for doc in course.documents if profile(doc).part != "prompt"}
    own: dict[str, Seen] = {}
    for path, videos in seen.items():
        if videos and videos[0].own:
            own[path] = videos[0]
    counts = Counter(video.id for video in own.values())
    common = ""
    if counts:
        name = max(counts, key=counts.__getitem__)
        if 3 * counts[name] >= 2 * len(own) and counts[name] >= 2:
            common = name
    for doc in course.documents:
        if doc.path not in own:
            continue
        expected = own[doc.path].id
        # A page whose front matter is alone with its video is `course-metadata-conflict`.
        wrong = [video for video in seen[doc.path] if not video.own and video.id not in (expected, common)]
        if wrong:
            yield Finding(
                doc.span(wrong[0].start, wrong[0].end),
                f"the link leads to video {wrong[0].id}, the document's source is video {expected}",
                related=(
                    Related(doc.span(own[doc.path].start, own[doc.path].end), f"video {expected}"),
                    *(Related(doc.span(video.start, video.end), f"video {video.id} as well") for video in wrong[1:]),
                ),
                data={"video": wrong[0].id, "expected": expected, "links": len(wrong)},
            )
