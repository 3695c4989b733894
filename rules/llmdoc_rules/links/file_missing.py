from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_lint.patterns import pattern
from llmdoc_rules.links._targets import all_links, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.links import Link

# Targets that name no file of the tree: another scheme, a path from the site's root, a mail
# address, what a template or a reader is to fill in, an example's ellipsis.
_ELSEWHERE = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]|www\.|path/to/|[^/]*@")
_FILLED_IN = ("{{", "{%", "${", "<", ">", "...", "…", "\\", "*", "{", "}", "[", "]", "$", "|")
_FILE = pattern(r"[^/]*[^\W\d_][^/]*\.[A-Za-z][A-Za-z0-9]{0,9}\Z|[^/]*\.[A-Za-z]{2,10}\Z|.*/")


@rule("file-missing", Document, NoOptions, severity=Severity.ERROR)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A relative link or image leads to a file that is not there.

    The page then shows a broken image, or sends its reader to a page that does not exist. Judged
    are relative paths of links, images and reference definitions in the body. A site's own forms
    are understood: `./intro`, `../x/` and `intro.html` are there where `intro.md`, `x/_index.md`
    or `x/index.md` is; a link to `intro.md` leads from the file's own folder. Paths from the site's root, other
    schemes, templates and paths that leave the project cannot be judged and are left alone. Names are compared
    exactly, as servers do.

    Bad:

        ![학습 곡선](images/loss-curve.png)     (there is no images/loss-curve.png)

    Good:

        ![학습 곡선](images/loss_curve.png)

    Several files missing from one folder that does not exist are one finding.
    """
    missing: dict[str, list[Link]] = {}
    for link in all_links(doc):
        target = link.target
        if not target or _ELSEWHERE.match(target) or any(sign in target for sign in _FILLED_IN):
            continue
        path = target.partition("#")[0].partition("?")[0]
        # One bare word between parentheses is more often prose than a path.
        if not path or not (link.image or _FILE.match(path)):
            continue
        if not missing and (kind_ := kind(doc)) is not None and kind_.part == "prompt":
            return  # what a prompt quotes lies relative to the quoted page
        place = _missing(doc, path)
        if place:
            missing.setdefault(place, []).append(link)
    if not missing:
        return
    by_folder: dict[str, list[str]] = {}
    for place in missing:
        folder = place.rpartition("/")[0]
        lost = folder and not doc.files.kind_of(folder)
        by_folder.setdefault(folder if lost else place, []).append(place)
    for name, places in by_folder.items():
        uses = sorted(link for place in places for link in missing[place])
        first = uses[0]
        if len(places) > 1:
            message = (
                f"`{first.target}` leads to no file: there is no folder `{name}` ({len(places)} files of it are wanted)"
            )
        else:
            message = f"`{first.target}` leads to no file: there is no `{places[0]}`"
        yield Finding(
            doc.span(first.target_start, first.target_end),
            message,
            related=tuple(
                Related(doc.span(link.target_start, link.target_end), "wanted here as well") for link in uses[1:]
            ),
            data={"path": places[0]} if len(places) == 1 else {"folder": name, "files": len(places)},
        )


def _missing(doc: Document, path: str) -> str:
    """Where the file was expected, from the project root; "" where it is there or cannot be judged."""
    expected = ""
    stem = doc.name.rpartition(".")[0]
    # A site may serve `kr/intro.md` as `kr/intro/`: then its links lead from there, but for those to source files.
    served = stem not in ("_index", "index", "README") and not path.endswith(".md")
    folders = [doc.directory, _join(doc.directory, stem)] if served else [doc.directory]
    for written in dict.fromkeys((decode(path), path)):
        for folder in folders:
            place = _resolve(folder, written)
            if place is None:
                return ""
            expected = expected or place
            if any(doc.files.kind_of(form) for form in _forms(place)):
                return ""
    return "" if _untranslated(doc, expected) else expected


def _untranslated(doc: Document, place: str) -> bool:
    """Whether the missing page is one that the other side of the course has: an absent chapter.

    `chapter-missing` reports that, once, and every link to the page follows from it.
    """
    settings = doc.settings
    folders = place.split("/")
    for at in range(len(folders) - 2, -1, -1):
        for mine, others in (
            (settings.source_folders, settings.target_folders),
            (settings.target_folders, settings.source_folders),
        ):
            if folders[at] in mine:
                if settings.course_folder(place) != settings.course_folder(doc.path):
                    return False
                return _renamed(doc, folders, at, others) and not _renamed(doc, folders, at, mine)
    return False


def _renamed(doc: Document, folders: list[str], at: int, names: frozenset[str]) -> bool:
    """Whether a page is there if the folder at an index has one of these names instead."""
    return any(doc.files.kind_of("/".join((*folders[:at], name, *folders[at + 1 :]))) for name in sorted(names))


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _resolve(folder: str, path: str) -> str | None:
    """`path` as seen from `folder`, normalised; None where it leaves the project or is its root."""
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def _forms(place: str) -> Iterator[str]:
    """What may stand in the tree for a link to `place`."""
    yield place
    last = place.rpartition("/")[2]
    if last.endswith((".html", ".htm")):
        stem = place.rpartition(".")[0]
        yield f"{stem}.md"
        if last.startswith("index."):
            yield f"{stem.removesuffix('index')}_index.md"
    elif not last.endswith(".md"):
        yield f"{place}.md"
        yield f"{place}.mdx"
