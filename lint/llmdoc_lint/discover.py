"""Find the project, its documents, and which of them are looked at together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llmdoc_lint.settings import glob_match
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from llmdoc_lint.settings import Settings

__all__ = [
    "BASELINE_NAME",
    "CONFIG_NAME",
    "DOCUMENTS",
    "Tree",
    "Unit",
    "course_of",
    "excluded",
    "find_root",
    "listed",
    "sort",
    "units",
    "walk",
]

CONFIG_NAME = "llmdoc-lint.yaml"
BASELINE_NAME = ".llmdoc-lint-baseline.json"  # at the project's root, where the configuration names no other
DOCUMENTS = (".md", ".mdx")  # what `include` may name; by default it names `.md` alone
CAPTIONS = (".vtt", ".srt")
READ = (*DOCUMENTS, *CAPTIONS)
# Never descended into, as little as folders whose name begins with a dot: not content, and large.
SKIPPED = frozenset(("venv", "node_modules", "__pycache__"))


class Tree(NamedTuple):
    """The files of a project; paths are POSIX and relative to its root, sorted."""

    documents: tuple[str, ...]
    captions: tuple[str, ...]


class Unit(NamedTuple):
    """Documents that are read together: one course's folder, or documents that no folder sorts."""

    folder: str
    loose: bool  # no folder says which course they are of: their front matter must
    documents: tuple[str, ...]
    captions: tuple[str, ...]


def find_root(paths: Sequence[str]) -> str:
    """The project's root for these paths: the nearest directory upwards with a configuration file,
    else with `.git`, else the common parent of the paths. Absolute.
    """
    starts = [os.path.abspath(path) for path in paths] or [os.getcwd()]
    starts = [path if os.path.isdir(path) else os.path.dirname(path) for path in starts]
    try:
        common = os.path.commonpath(starts)
    except ValueError:  # different drives
        common = starts[0]
    for name in (CONFIG_NAME, ".git"):
        at = common
        while True:
            if os.path.exists(os.path.join(at, name)):
                return at
            parent = os.path.dirname(at)
            if parent == at:
                break
            at = parent
    return common


def walk(
    root: str,
    under: str,
    settings: Settings,
    unreadable: list[tuple[str, str]] | None = None,
    known: Container[str] | None = None,
) -> Tree:
    """List documents and captions below `under` (relative to `root`), as include and exclude say.

    With `known`, paths of files and folders, nothing else is seen.

    Symbolic links are not followed: what they lead to is either in the tree, and found there, or
    not the project's. Pipes and devices are no documents, whatever their name. Folders that cannot
    be listed are added to `unreadable`, with the reason. Raises OSError where `under` is one.
    """
    documents: list[str] = []
    captions: list[str] = []
    everything = settings.include == ("**/*.md",)
    stack = [under]
    while stack:
        folder = stack.pop()
        try:
            entries = list(os.scandir(os.path.join(root, folder) if folder else root))
        except OSError as error:
            if folder == under:
                raise
            if unreadable is not None and not isinstance(error, FileNotFoundError):
                unreadable.append((folder, error.strerror or str(error)))
            continue
        for entry in entries:
            name = entry.name
            path = f"{folder}/{name}" if folder else name
            if entry.is_symlink() or (known is not None and path not in known):
                continue
            if entry.is_dir(follow_symlinks=False):
                if name[0] != "." and name not in SKIPPED and not (settings.exclude and excluded(path, settings)):
                    stack.append(path)
            elif not name.endswith(READ) or not entry.is_file(follow_symlinks=False):
                continue
            elif name.endswith(DOCUMENTS):
                if (
                    (everything and name.endswith(".md")) or any(glob_match(g, path) for g in settings.include)
                ) and not (settings.exclude and excluded(path, settings)):
                    documents.append(path)
            elif not (settings.exclude and excluded(path, settings)):
                captions.append(path)
    return Tree(tuple(sorted(documents)), tuple(sorted(captions)))


def excluded(path: str, settings: Settings) -> bool:
    return any(glob_match(pattern, path) for pattern in settings.exclude)


def listed(path: str, settings: Settings) -> bool:
    """Whether `walk` would list a file at `path`."""
    *folders, name = path.split("/")
    if any(folder[0] == "." or folder in SKIPPED for folder in folders):
        return False
    if not name.endswith(READ) or (settings.exclude and excluded(path, settings)):
        return False
    return not name.endswith(DOCUMENTS) or any(glob_match(pattern, path) for pattern in settings.include)


def sort(paths: Iterable[str], settings: Settings) -> Tree:
    """The tree of these paths of files, wherever they are kept."""
    found = sorted(path for path in paths if listed(path, settings))
    return Tree(
        tuple(path for path in found if path.endswith(DOCUMENTS)),
        tuple(path for path in found if not path.endswith(DOCUMENTS)),
    )


def units(tree: Tree, settings: Settings, focus: Iterable[str] | None = None) -> Iterator[Unit]:
    """Divide the tree into units, in order; only those that hold a path of `focus` where it is given.

    A path's folders say which course it belongs to (`Settings.course_folder`); failing that, a
    directory with an `_index.md`, or with pages called `a.ko.md`, is a course, and what lies in the folder of a course
    is of it, as `docs/a.md` beside `docs/ko/a.md` is. What remains is one loose unit, whose documents are put together
    by what their front matter says.
    """
    by_directory: dict[str, list[str]] = {}
    for path in tree.documents:
        by_directory.setdefault(path.rpartition("/")[0], []).append(path)
    by_folder: dict[str, tuple[list[str], list[str]]] = {}
    unsorted: dict[str, list[str]] = {}
    for directory, paths in by_directory.items():
        folder = settings.course_folder(paths[0])  # the name of the file says nothing
        if folder is None and any(_tells(path.rpartition("/")[2], settings) for path in paths):
            folder = directory
        if folder is None:
            unsorted[directory] = paths
        else:
            by_folder.setdefault(folder, ([], []))[0].extend(paths)
    loose: list[str] = []
    for directory, paths in unsorted.items():
        (by_folder[directory][0] if directory in by_folder else loose).extend(paths)
    for path in tree.captions:
        folder = settings.course_folder(path)
        if folder is None:
            folder = path.rpartition("/")[0]
        if folder in by_folder:
            by_folder[folder][1].append(path)
    wanted = None if focus is None else set(focus)
    for folder, (documents, captions) in sorted(by_folder.items()):
        if wanted is None or not wanted.isdisjoint(documents):
            yield Unit(folder, False, tuple(sorted(documents)), tuple(captions))
    if loose and (wanted is None or not wanted.isdisjoint(loose)):
        yield Unit("", True, tuple(sorted(loose)), ())


def _tells(name: str, settings: Settings) -> bool:
    """Whether a file of this name says that its directory is a course: an index, or a page with its language."""
    return name in ("_index.md", "_index.mdx") or settings.page_name(name) != name


def course_of(path: str, tree: Tree, settings: Settings) -> tuple[str, ...]:
    """The documents of the course that `path` belongs to, or would if it were still there.

    Where no folder says, they are those of its directory.
    """
    folder = settings.course_folder(path)
    directory = path.rpartition("/")[0]
    for unit in units(tree, settings):
        if not unit.loose and unit.folder == (directory if folder is None else folder):
            return unit.documents
    return tuple(document for document in tree.documents if document.rpartition("/")[0] == directory)
