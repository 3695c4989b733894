from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, Options, Related, Severity, rule
from llmdoc_lint.course import Pair
from llmdoc_lint.transcript import show_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.language.alignment import Part
    from llmdoc_rules._pairs import Lack
    from llmdoc_rules.translation._omissions import Omission


class Thresholds(Options):
    """When a text is a translation of all of its source."""

    # share of its source from which on a text is a translation of all of it, and what is missing are single stretches;
    # a text that covers less is one finding. Human translations cover 0.8 and more, condensed ones 0.57 and less
    # (32 pages of a course's documentation, by bytes).
    covered: float = 0.6


@rule("translation-incomplete", Pair, Thresholds, severity=Severity.ERROR)
def check(pair: Pair, options: Thresholds) -> Iterator[Finding]:
    """A stretch of the source has no counterpart in its translation.

    A model that reaches the end of its output closes the sentence and stops; a model that is asked for too much
    condenses. Both read well, and the reader never learns that half of the text is not there.

    Bad:

        First, install the package.             먼저 패키지를 설치하세요.

        Then set the path of the cache:
        by default it is in your home folder.

        Now restart the server.                 이제 서버를 다시 시작하세요.

    Good:

        First, install the package.             먼저 패키지를 설치하세요.

        Then set the path of the cache:         그다음 캐시의 경로를 정하세요. 기본값은
        by default it is in your home folder.   홈 폴더입니다.

        Now restart the server.                 이제 서버를 다시 시작하세요.

    Source and translation are aligned by stamps, else by length, structure, figures, names and words. What speakers
    repeat may be left out, paragraphs may be joined and divided, and what a transcript's cut puts into the next
    chapter may stand there; notes about sponsors and rights need no translation. Where the alignment is not sure
    the rule is silent, and so it is about what a placeholder stands for, or what is missing under stamps of its own.
    Where no source document has the text, captions stand in for it: of an article without stamps they show that several
    paragraphs in a row are missing, a single one often not.
    Within a passage, missing sentences are seen by its length, where the rest of the text has a steady one, and by the
    figures that went with them. Talks may be condensed: what can be named, figures, Latin names and words whose
    translation is known, speaks for a passage where it survives and against it where it is gone.
    """
    from llmdoc_lint.language.alignment import aligned, even
    from llmdoc_rules._pairs import lacks, thin
    from llmdoc_rules.translation._omissions import omissions

    found = lacks(pair)
    for short in omissions(pair):
        # Next to a stretch that is missing, a passage is short because it has the border of it.
        if not any(one.first - 1 <= short.source <= one.last for one in found):
            yield _omitted(pair, short)
    if even(pair):
        return
    for part in aligned(pair).parts:
        mine = [one for one in found if one.part is part]
        condensed = thin(pair, part)
        if (condensed and len(mine) != 1) or (len(mine) > 1 and part.covered < options.covered):
            yield _whole(pair, part, mine, condensed)
        else:
            for one in mine:
                yield _stretch(pair, part, one)


def _omitted(pair: Pair, one: Omission) -> Finding:
    """Sentences that a passage leaves out."""
    found = ", and ".join(f"`{figure}`" for figure in one.lost[:3])
    return Finding(
        pair.target.span(one.start, min(one.end, one.start + _SHOWN)),
        f"sentences of the source are missing here: the passage has {one.share:.0%} of the length that the rest of the"
        f" text leads to expect{f', and lacks {found}' if found else ''}",
        related=(Related(one.span, "this passage of the source"),),
        data={"share": round(one.share, 3)},
    )


_SHOWN = 60  # characters of a passage that are pointed to


def _whole(pair: Pair, part: Part, found: list[Lack], condensed: float) -> Finding:
    """All that one text lacks."""
    from llmdoc_rules._pairs import place_behind

    covered = min(part.covered, condensed) if condensed else part.covered
    start, end = (found[0].start, found[0].end) if found else place_behind(pair, part, -1)
    of = f"chapter {part.number} of the source" if part.number >= 0 else "its source"
    if found:
        what = f"{len(found)} stretches of it, {sum(_words(pair, one) for one in found):,} words, are missing"
    else:
        what = "what stands here is a summary of what it says"
    return Finding(
        pair.target.span(start, end),
        f"the translation covers {covered:.0%} of {of}; {what}",
        related=tuple(related for one in found[:_MOST] for related in _source(pair, one)),
        data={"covered": round(covered, 3), "missing": sum(one.size for one in found), "stretches": len(found)},
    )


_MOST = 20  # related places of one finding


def _stretch(pair: Pair, part: Part, one: Lack) -> Finding:
    """One stretch that is missing."""
    from llmdoc_lint.language.alignment import aligned, unit_text

    source = aligned(pair).source
    first, last = source[one.first], source[one.last - 1]
    count = _words(pair, one)
    where, several = f"{count:,} {'words' if count > 1 else 'word'} of the source", count > 1
    if first.seconds >= 0:
        where, several = show_time(first.seconds), False
        if last.seconds > first.seconds:
            where = f"{where} to {show_time(last.seconds)}"
        where = f"{where} of the source"
    else:
        words = " ".join(unit_text(pair, first)[:200].split())
        if len(words) > _QUOTED:
            words = (words[:_QUOTED].rpartition(" ")[0] or words[:_QUOTED]) + "…"
        where += f", from “{words}”,"
    end = one.last == part.source_end
    if end:
        what = f"the translation ends here, but {where} {'follow' if several else 'follows'}"
    else:
        what = f"{where} {'are' if several else 'is'} missing behind this"
    of = f"chapter {part.number}" if part.number >= 0 else "the text"
    return Finding(
        pair.target.span(one.start, one.end),
        f"{what}; {part.covered:.0%} of {of} is covered",
        related=_source(pair, one),
        data={"covered": round(part.covered, 3), "missing": one.size, "stretches": 1},
    )


def _words(pair: Pair, one: Lack) -> int:
    from llmdoc_lint.language.alignment import aligned, unit_text

    return sum(len(unit_text(pair, unit).split()) for unit in aligned(pair).source[one.first : one.last])


_QUOTED = 40  # characters of the source that a message quotes


def _source(pair: Pair, one: Lack) -> tuple[Related, ...]:
    from llmdoc_lint.language.alignment import aligned

    source = aligned(pair).source
    first, last = source[one.first], source[one.last - 1]
    if first.doc <= 0 or last.doc != first.doc:
        return ()
    return (Related(pair.documents[first.doc].span(first.start, last.end), "this part of the source"),)
