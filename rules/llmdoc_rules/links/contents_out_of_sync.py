from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, headings, numbered
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.links import links, slugs
from llmdoc_lint.outline import sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.sequences import longest_rise
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.links._targets import decode, foreign, fragment_of, headings_by_anchor, title_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.links import Link
    from llmdoc_lint.outline import Section

KINDS = ("index", "chapter", "article", "source-index", "source-chapter", "source-article")
# A list that leaves out more than a quarter of the headings of its level is a selection, not a table of
# contents (a guess on the silent side: the lists seen so far are complete).
MOST_ABSENT = 0.25
MOST_LISTS = 10  # contents lists that are read; a page has one, an index with parts a few
FEWEST = 3  # entries: fewer tell nothing about what the list means to hold

# What closes an article is often left out of its contents on purpose.
_APPARATUS = pattern(
    r"(?:각주|미주|주석|주|참고(?: ?(?:문헌|자료|링크))?|출처|인용|더 (?:읽을거리|읽어보기|읽기|보기)|관련 "
    r"(?:글|자료|링크)|부록.*"
    r"|감사의? ?(?:말|글)|(?:옮긴이|역자|저자|편집자|글쓴이).*|이 글에 대하여|라이선스|저작권|변경 (?:이력|사항"
    r"|기록)|댓글|문의"
    r"|references?|footnotes?|notes?|bibliography|acknowledge?ments?|further reading|see also|appendi(?:x"
    r"|ces).*|about .*"
    r"|licen[cs]e|copyright|credits?|citation|changelog|comments?"
    r"|다음(?: ?단계| ?순서| ?글| ?장)?|이어서 읽기|결론|마무리|맺음말|맺는말|(?:추가 ?)?(?:자료|리소스)"
    r"|what['’]s next|next(?: steps?)?|conclusions?|(?:additional )?resources|still have questions)",
    2,
)
_DECORATION = pattern(r"\A[\W_]+|[\W_]+\Z")
_ORDERED = pattern(r"[ \t]*(\d{1,4})[.)]")


class Entry(NamedTuple):
    link: Link
    fragment: str
    at: int  # index of the heading it leads to
    number: int  # as the entry writes it, -1 where it has none
    ordered: bool  # the number is the list's own
    forms: frozenset[str]


@rule("contents-out-of-sync", Document, NoOptions, severity=Severity.WARNING, fixes=Applicability.SAFE, kinds=KINDS)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The contents list does not match the headings.

    A reader who picks an entry lands in another section, or does not learn of one. Reported are
    an entry whose link leads to a heading of another title, or to the top (`#`), while a heading of its own stands
    elsewhere; entries in another order than their headings; and, where a list of unnumbered
    sections is otherwise complete, a heading that it leaves out: not one that closes the page, such
    as "Next steps", and not in an article's source, whose author may choose. Links that lead
    nowhere, chapters that are missing or misnumbered, titles and times that differ have rules of
    their own.

    Bad:

        1. [토큰화](#1-토큰화)
        2. [추론](#1-토큰화)

        ## 1. 토큰화
        ## 2. 추론

    Good:

        2. [추론](#2-추론)

    The fix points the entry to the heading that has its title. It is safe: the entry's text says where it
    means to lead, and only one heading answers to it.
    """
    all_ = [section for section in sections(doc) if section.role == "contents"]
    if not all_ or "](" not in doc.text:
        return
    where = headings_by_anchor(doc)
    for section in all_[:MOST_LISTS]:
        entries, listed = _entries(doc, section, where)
        if len(entries) < 2:
            continue
        yield from _unaddressed(doc, section, entries)
        wrong = set()
        for entry, best in _misled(doc, section, entries):
            wrong.add(entry.link)
            head, target = headings(doc)[entry.at], headings(doc)[best]
            at = entry.link.target_end - len(entry.fragment)
            anchor = target.id or slugs(doc)[best]
            yield Finding(
                doc.span(at - 1, entry.link.target_end),
                f"`{doc.text[entry.link.text_start : entry.link.text_end]}` leads to the heading `{head.text}`; "
                f"its own is `{target.text}`",
                Fix(
                    f"Point the entry to `#{anchor}`",
                    (Edit(doc.span(at, entry.link.target_end), anchor),),
                    Applicability.SAFE,
                ),
                (
                    Related(doc.span(head.text_start, head.text_end), "it leads here"),
                    Related(doc.span(target.text_start, target.text_end), f"its own heading, `#{anchor}`"),
                ),
            )
        if not wrong:
            yield from _disordered(doc, entries)
            yield from _absent(doc, section, entries, listed)


def _entries(doc: Document, section: Section, where: dict[str, int]) -> tuple[list[Entry], set[str]]:
    """The entries that lead to a heading of the page, and the titles of all entries."""
    by_item = [
        block for block in blocks(doc) if block.kind == "list" and section.body_start <= block.start < section.own_end
    ]
    found = []
    listed: set[str] = set()
    mine = [link for link in links(doc) if section.body_start <= link.start < section.own_end]
    at = 0
    for block in by_item:
        while at < len(mine) and mine[at].start < block.start:
            at += 1
        if at >= len(mine) or mine[at].start >= block.end:
            listed |= title_forms(doc.text[block.start : block.end].strip().lstrip("-*+0123456789.) "))
            continue
        link = mine[at]
        text = doc.text[link.text_start : link.text_end]
        listed |= title_forms(text)
        fragment = fragment_of(doc, link)
        if fragment is None:
            continue
        index = where.get(decode(fragment).lower())
        if index is None:
            continue
        number = numbered(text)[0]
        ordered = None if number >= 0 else _ORDERED.match(doc.text, block.start, link.start)
        if ordered is not None:
            number = int(ordered[1])
        found.append(Entry(link, fragment, index, number, ordered is not None, title_forms(text)))
    return found, listed


def _misled(doc: Document, section: Section, entries: list[Entry]) -> Iterator[tuple[Entry, int]]:
    """Entries that lead to a heading of another title, with the heading they mean."""
    heads = headings(doc)
    forms = [title_forms(head.title) for head in heads]
    by_form: dict[str, list[int]] = {}
    for index, names in enumerate(forms):
        if index != section.heading:
            for name in names:
                by_form.setdefault(name, []).append(index)
    levels = Counter(heads[entry.at].level for entry in entries)
    level = max(levels, key=levels.__getitem__)
    for entry in entries:
        head = heads[entry.at]
        if not entry.forms or entry.forms & forms[entry.at] or _overlap(entry.forms, forms[entry.at]):
            continue
        if entry.number >= 0 and head.number == entry.number:
            continue  # the same chapter under another title
        candidates = {index for form in entry.forms for index in by_form.get(form, ())} - {entry.at}
        own = [index for index in candidates if heads[index].level == level] or list(candidates)
        if len(own) != 1:
            continue
        number = heads[own[0]].number
        if entry.number >= 0 and number >= 0 and number != entry.number and not entry.ordered:
            continue
        yield entry, own[0]


def _unaddressed(doc: Document, section: Section, entries: list[Entry]) -> Iterator[Finding]:
    """Entries that lead to the top of the page, `#`, among others that lead to headings; one has their title."""
    if foreign(doc):
        return  # its site may resolve them in its own way
    heads = headings(doc)
    listed = {entry.at for entry in entries}
    levels = {heads[at].level for at in listed}
    for link in links(doc):
        if link.target != "#" or link.image or not section.body_start <= link.start < section.own_end:
            continue
        forms = title_forms(doc.text[link.text_start : link.text_end])
        own = [
            index
            for index, head in enumerate(heads)
            if index not in listed and head.level in levels and forms & title_forms(head.title)
        ]
        if len(own) != 1:
            continue
        target = heads[own[0]]
        anchor = target.id or slugs(doc)[own[0]]
        yield Finding(
            doc.span(link.target_start, link.target_end),
            f"`{doc.text[link.text_start : link.text_end]}` leads to the top of the page; "
            f"its own heading is `{target.text}`",
            Fix(
                f"Point the entry to `#{anchor}`",
                (Edit(doc.span(link.target_end, link.target_end), anchor),),
                Applicability.SAFE,
            ),
            (Related(doc.span(target.text_start, target.text_end), f"its own heading, `#{anchor}`"),),
        )


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a title is a part of the other: an entry may shorten its heading."""
    return any(a in b or b in a for a in one for b in other)


def _disordered(doc: Document, entries: list[Entry]) -> Iterator[Finding]:
    """Entries that stand out of their headings' order; numbered chapters are another rule's."""
    heads = headings(doc)
    if any(heads[entry.at].number >= 0 for entry in entries):
        return
    kept = set(longest_rise([entry.at for entry in entries]))
    out = [index for index in range(len(entries)) if index not in kept]
    out = [index for index in out if entries[index].at not in {entries[k].at for k in kept}]  # the same one twice
    if not out:
        return
    first = out[0]
    entry = entries[first]
    following = next((e for e in entries[first + 1 :] if e.at < entry.at), None)
    before = next((e for e in reversed(entries[:first]) if e.at > entry.at), None)
    text = doc.text
    name = text[entry.link.text_start : entry.link.text_end]
    if following is not None:
        other, order = following, "before"
    elif before is not None:
        other, order = before, "after"
    else:
        return
    yield Finding(
        doc.span(entry.link.text_start, entry.link.text_end),
        f"`{name}` is listed {order} `{text[other.link.text_start : other.link.text_end]}`; "
        "their headings stand the other way round",
        related=(
            Related(doc.span(heads[entry.at].text_start, heads[entry.at].text_end), "its heading"),
            Related(doc.span(heads[other.at].text_start, heads[other.at].text_end), "the other's heading"),
        ),
        data={"entries": len(entries), "misplaced": len(out)},
    )


def _absent(doc: Document, section: Section, entries: list[Entry], listed: set[str]) -> Iterator[Finding]:
    """Unnumbered headings that the list leaves out although it holds nearly all of their level."""
    heads = headings(doc)
    if foreign(doc):
        return  # the author's list may choose
    if len(entries) < FEWEST or any(heads[entry.at].number >= 0 for entry in entries):
        return
    level = min(heads[entry.at].level for entry in entries)
    reached = {entry.at for entry in entries}
    first = min(reached)
    roles = {each.heading: each.role for each in sections(doc)}
    mine = [i for i, head in enumerate(heads) if head.level == level and i > section.heading and i >= first]
    absent = [
        i
        for i in mine
        if i not in reached
        and not roles[i]
        and heads[i].title
        and not (title_forms(heads[i].title) & listed)
        and not _APPARATUS.fullmatch(_DECORATION.sub("", heads[i].title))
    ]
    if not absent or len(absent) > MOST_ABSENT * len(mine):
        return
    names = ", ".join(f"`{heads[i].title}`" for i in absent[:3]) + (", ..." if len(absent) > 3 else "")
    head = heads[section.heading]
    yield Finding(
        doc.span(head.text_start, head.text_end),
        f"the contents list has no entry for {names}, but one for each other heading of that level",
        related=tuple(Related(doc.span(heads[i].text_start, heads[i].text_end), "not listed") for i in absent[:10]),
        data={"absent": len(absent), "headings": len(mine)},
    )
