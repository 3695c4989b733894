from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import headings
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_lint.links import anchors, slugs
from llmdoc_lint.outline import chapters
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._legible import intact, legible
from llmdoc_rules.links._targets import (
    all_links,
    decode,
    foreign,
    fragment_of,
    headings_by_anchor,
    plain,
    title_forms,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Heading
    from llmdoc_lint.core import Span
    from llmdoc_lint.links import Link

# Share of common letters and digits (difflib's ratio) from which one heading is close to a fragment.
# In the content this was written for, the two most alike titles of different chapters reach 0.65
# ("Neural Network I/O", "Neural Network Internals"); a heading that lost or gained a word stays above 0.8.
CLOSE = 0.8
# With the chapter's number in common, half of the title may have been rewritten.
CLOSE_SAME_NUMBER = 0.6
# The next best must be clearly worse, or the choice is a guess.
MARGIN = 0.1
# Likeness of the words in which two fragments differ, below which they are other words: 자동-업데이트, 수동-업데이트.
# Of 130 pairs of headings of one page (500 pages of documentation) that are CLOSE, the 24 of other words have 0.0 to
# 0.54; the rest are names that hold one another.
ALIKE = 0.6
# Letters and digits from which a likeness says something.
SHORTEST = 4
# Comparisons of a fragment with a heading, per document (some 0.1 ms each); beyond, only exact matches count.
MOST = 5000


class Target(NamedTuple):
    anchor: str
    heading: Heading
    plain: str


@rule("anchor-broken", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.SAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """An in-page link leads to no heading and no id.

    A reader who clicks it stays where they are. Anchors are those GitHub gives to headings: the
    text in lower case, punctuation and emoji dropped, each blank a hyphen, `-1`, `-2` for repeats;
    besides, every `id` and `name` of an HTML element, and the ids that documentation sites write behind a
    heading: `{#id}`, `{/*id*/}`, `[#id]`, `[[id]]`, `:id=id`. Upper and lower case are not
    told apart, percent-encoding is undone. An article's source comes from a site that may make them
    in its own way, `#set_up` or `#set-up` of `Set.Up`: there the same words will do.

    Bad:

        1. [후속학습 데이터 - 대화](#1-후속학습-데이터---대화)

        ## 1. 후속학습 데이터 (대화)

    Good:

        1. [후속학습 데이터 - 대화](#1-후속학습-데이터-대화)

    The fix points the link to the one heading that is close: the same letters and digits, or the
    title the link's text names, or (by edit distance) nearly the same words. It is safe: the text
    stays, and the link led nowhere before. Where none or several are close, the nearest are
    named and nothing is offered.

    A contents entry of a chapter that the page does not have is not reported here: the missing
    chapter is the fault. Nor is a link in text that is damaged, or any of a page with a heading that is damaged or in
    pieces of letters.
    """
    broken, level = _broken(doc)
    if not broken or not all(legible(doc, head.start, head.end, 0) for head in headings(doc)):
        return
    targets = _targets(doc, level)
    exact: dict[str, list[Target]] = {}
    titled: dict[str, list[Target]] = {}
    for target in targets:
        exact.setdefault(target.plain, []).append(target)
        for form in title_forms(target.heading.title):
            titled.setdefault(form, []).append(target)
    compare = len(broken) * len(targets) <= MOST
    absent = _absent_chapters(doc)
    for wanted, uses in broken.items():
        link, _ = uses[0]
        if link.start not in absent and intact(doc, link.start, link.target_end):
            near = _scores(wanted, targets) if compare else []
            text = doc.text[link.text_start : link.text_end]
            yield _finding(doc, wanted, uses, _choose(wanted, text, exact, titled, near, level), near)


Uses = list[tuple["Link", str]]  # links with the same broken fragment, and the fragment as each has it written


def _broken(doc: Document) -> tuple[dict[str, Uses], int]:
    """By fragment, the links that lead nowhere; and the level of the headings that most others lead to, 0 for none."""
    broken: dict[str, Uses] = {}
    known: set[str] | None = None
    reached: list[str] = []
    for link in all_links(doc):
        fragment = fragment_of(doc, link)
        if fragment is None:
            continue
        if known is None:
            if (kind_ := kind(doc)) is not None and kind_.part == "prompt":
                return {}, 0  # what a prompt quotes is the quoted page's affair
            known = set(anchors(doc))
            known.update([name.lower() for name in known])
        wanted = decode(fragment)
        if wanted in known or wanted.lower() in known:
            reached.append(wanted.lower())
        else:
            broken.setdefault(wanted.lower(), []).append((link, fragment))
    if broken and foreign(doc):
        titles = {words(head.text) for head in headings(doc)}
        broken = {wanted: uses for wanted, uses in broken.items() if words(wanted) not in titles}
    if not broken:
        return {}, 0
    by_anchor = headings_by_anchor(doc)
    levels = Counter(headings(doc)[by_anchor[name]].level for name in reached if name in by_anchor)
    return broken, levels.most_common(1)[0][0] if levels else 0


def _targets(doc: Document, level: int) -> list[Target]:
    """The headings that a link may mean; not a chapter's summary, where the other links lead to the texts."""
    summed = {chapter.start for chapter in chapters(doc) if chapter.role == "summary"} if level else set()
    return [
        Target(head.id or name, head, plain(head.id or name))
        for name, head in zip(slugs(doc), headings(doc), strict=True)
        if head.level == level or head.start not in summed
    ]


def _finding(doc: Document, wanted: str, uses: Uses, best: Target | None, near: list[tuple[float, Target]]) -> Finding:
    """One finding on all links with a fragment; `best` is the heading that they mean, `near` those that are like it."""

    def span(link: Link, written: str) -> Span:
        return doc.span(link.target_end - len(written) - 1, link.target_end)

    shown = [best] if best is not None else [target for _, target in near[:3]]
    related = [
        Related(doc.span(target.heading.text_start, target.heading.text_end), f"its anchor is `#{target.anchor}`")
        for target in shown
    ]
    related += [Related(span(link, written), "and so does this link") for link, written in uses[1:]]
    message = f"no heading and no id has the anchor `#{wanted}`"
    if best is None:
        return Finding(span(*uses[0]), message, related=tuple(related))
    edits = tuple(
        Edit(
            doc.span(link.target_end - len(written), link.target_end),
            _quote(best.anchor) if "%" in written else best.anchor,
        )
        for link, written in uses
    )
    return Finding(
        span(*uses[0]),
        f"{message}; the heading it means has `#{best.anchor}`",
        Fix(f"Point the link to `#{best.anchor}`", edits, Applicability.SAFE),
        tuple(related),
        {"anchor": best.anchor},
    )


def _quote(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


def _absent_chapters(doc: Document) -> frozenset[int]:
    """Where the links of contents entries stand whose chapter the page lacks, while it has others."""
    mentions = chapters(doc)
    bodies = {chapter.number for chapter in mentions if chapter.role == "body" and chapter.number >= 0}
    if len(bodies) < 2:  # the list leads to the summaries
        bodies |= {chapter.number for chapter in mentions if chapter.role == "summary" and chapter.number >= 0}
    if not bodies:
        return frozenset()
    absent = [
        mention.title_start
        for mention in mentions
        if mention.role == "contents" and mention.number >= 0 and mention.number not in bodies and mention.anchor
    ]
    return frozenset(
        link.start
        for link in all_links(doc)
        if (at := bisect_left(absent, link.text_start)) < len(absent) and absent[at] < link.text_end
    )


def _scores(wanted: str, targets: list[Target]) -> list[tuple[float, Target]]:
    """How alike the fragment and each heading's anchor are, from 0 to 1, best first."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(plain(wanted)[:200])
    found = []
    for target in targets:
        matcher.set_seq1(target.plain[:200])
        if matcher.real_quick_ratio() >= 0.4 and matcher.quick_ratio() >= 0.4 and (ratio := matcher.ratio()) >= 0.4:
            found.append((ratio, target))
    found.sort(key=lambda item: (-item[0], item[1].heading.start))
    return found


def _choose(
    wanted: str,
    text: str,
    exact: dict[str, list[Target]],
    titled: dict[str, list[Target]],
    near: list[tuple[float, Target]],
    level: int,
) -> Target | None:
    """The one heading a broken fragment can mean, None where that is a guess.

    `level` is that of the headings most other links lead to: in an index, the summary of a chapter
    and its body have the same title.
    """
    named = {target.anchor: target for form in title_forms(text) for target in titled.get(form, ())}
    found = _single(exact.get(plain(wanted), []), level)
    if found is None:
        found = _single(list(named.values()), level)
        if found is not None:
            number = _number(wanted)
            if number >= 0 and found.heading.number >= 0 and number != found.heading.number:
                return None  # the number says one chapter, the title another
    if found is None and near and len(plain(wanted)) >= SHORTEST:
        number = _number(wanted)
        ratio, best = near[0]
        following = next((score for score, target in near[1:] if _alike(target, level)), 0.0)
        if not _alike(best, level) or ratio - following < MARGIN:
            return None
        if _digits(wanted) != _digits(best.anchor):
            return None  # `예제-2` is not `예제-1` misspelt
        same = number >= 0 and best.heading.number == number
        if not same and _reworded(wanted, best.anchor):
            return None  # `engine-setup` is not `garden-setup` misspelt
        if ratio >= (CLOSE_SAME_NUMBER if same else CLOSE) and (same or number < 0 or best.heading.number < 0):
            found = best
    if found is not None and named and found.anchor not in named:
        return None  # the link's text names another heading
    return found


def _reworded(one: str, other: str) -> bool:
    """Whether words of the two differ that are not spelt alike, and those are more than a quarter."""
    from difflib import SequenceMatcher

    mine, theirs = words(one).split(), words(other).split()
    left = [word for word in mine if word not in theirs]
    right = [word for word in theirs if word not in mine]
    if not left or not right or 4 * max(len(left), len(right)) <= len(mine):
        return False
    return SequenceMatcher(None, "".join(left), "".join(right), autojunk=False).ratio() < ALIKE


def _alike(target: Target, level: int) -> bool:
    return level == 0 or target.heading.level == level


def _single(found: list[Target], level: int) -> Target | None:
    if len(found) > 1:
        found = [target for target in found if _alike(target, level)]
    return found[0] if len(found) == 1 else None


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _number(fragment: str) -> int:
    digits, sign, _ = fragment.partition("-")
    return int(digits) if sign and digits.isdecimal() and len(digits) <= 4 else -1
