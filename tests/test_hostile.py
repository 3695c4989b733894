"""What the world does to a linter: it neither hangs nor crashes nor loses a byte, and says what is the matter."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bench.generate import generate
from llmdoc_lint.files import MAX_BYTES
from real import CHAPTER, COMMAND, TIMEOUT, Ended, contents, environment, llmdoc_lint, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = "docs/x/kr/page.md"
BOM = b"\xef\xbb\xbf"
BODY = "# 1. 시작\n\n본문입니다.\n"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's file system and processes")


def front(block: str) -> str:
    return f"---\n{block}\n---\n\n{BODY}"


LAUGHS = "\n".join(
    f"{'abcdefghij'[at]}: &{'abcdefghij'[at]} [{', '.join(['*' + 'abcdefghij'[at - 1]] * 9) if at else 'lol'}]"
    for at in range(10)
)

# name: content, exit status, what the output says of it besides the path ("" where there is nothing to say)
DOCUMENTS: dict[str, tuple[str | bytes, int, str]] = {
    "empty": (b"", 1, "front-matter-missing"),
    "only a mark": (BOM, 1, "byte-order-mark"),
    "blank": (b"\n\n\n", 1, "front-matter-missing"),
    "no line break at the end": (CHAPTER + "본문입니다.", 0, ""),
    "NUL": (CHAPTER + "본\0문입니다.\n", 1, "control-character"),
    "nothing but NUL": (b"\0" * 1000, 1, ""),
    "UTF-16 LE": (CHAPTER.encode("utf-16"), 1, "not-utf8"),
    "UTF-16 BE": (b"\xfe\xff" + CHAPTER.encode("utf-16-be"), 1, "not-utf8"),
    "UTF-16 without a mark": (CHAPTER.encode("utf-16-le"), 1, "not-utf8"),
    "UTF-16 of half a character": (CHAPTER.encode("utf-16")[:-1], 1, "not-utf8"),
    "UTF-32": (CHAPTER.encode("utf-32"), 1, "not-utf8"),
    "CP949": ((CHAPTER + BODY * 3).encode("cp949"), 1, "not-utf8"),
    "every byte": (bytes(range(256)) * 40, 1, "not-utf8"),
    "surrogates": (CHAPTER.encode() + b"\xed\xa0\x80\xed\xb0\x80\n", 1, "not-utf8"),
    "one long line": (CHAPTER + "가나다 라마바 " * 100_000, 1, ""),
    "many headings": (CHAPTER + "".join(f"## {at}. 가나\n\n다라마.\n\n" for at in range(100_000)), 0, ""),  # 2.9 MB
    "CRLF": ((CHAPTER + BODY).replace("\n", "\r\n"), 0, ""),
    "mixed line ends": (CHAPTER + "본문.\r\n둘째.\n셋째.\r\n", 1, "line-ending-mixed"),
    "lone CR": ((CHAPTER + BODY).replace("\n", "\r"), 1, ""),
    "front matter never ends": ('---\ntitle: "a"\nchapter: 1\n', 1, "front-matter-invalid"),
    "front matter never ends, with text": (
        '---\ntitle: "a"\nchapter: 1\n\n' + BODY * 10_000, 1, "front-matter-invalid"
    ),
    "front matter is a fence": ("---\n", 1, ""),
    "front matter is empty": ("---\n---\n", 1, ""),
    "front matter is a list": (front("- a\n- b"), 1, "front-matter-invalid"),
    "front matter is a scalar": (front("just a word"), 1, "front-matter-invalid"),
    "front matter is a number": (front("42"), 1, "front-matter-invalid"),
    "front matter is null": (front("~"), 1, "front-matter-invalid"),
    "front matter of 1 MB, one value": (front(f'title: "{"가" * 350_000}"'), 1, ""),
    "front matter of 1 MB, many keys": (front("\n".join(f"key{at}: {at}" for at in range(60_000))), 1, ""),
    "tabs": (front("title: a\n\tchapter: 1"), 1, "front-matter-invalid"),
    "duplicate keys": (front('title: "1. a"\ntitle: "1. b"\nchapter: 1\ntimestamp: "0:00"'), 1, "key-duplicate"),
    "anchor and alias": (front("title: &a word\ntitleKr: *a\nchapter: 1\ntimestamp: '0:00'"), 1, "key-missing"),
    "alias of nothing": (front("title: *nowhere\nchapter: 1"), 1, "front-matter-invalid"),
    "alias of itself": (front("title: &a [*a]\nchapter: 1"), 1, "front-matter-invalid"),
    "billion laughs": (front(LAUGHS), 1, "front-matter-invalid"),
    "deep": (front("title: " + "[" * 20_000), 1, "front-matter-invalid"),
    "deep blocks": (front("".join(f"{' ' * at}a:\n" for at in range(200))), 1, "front-matter-invalid"),
    "Python object": (
        front("title: !!python/object/apply:os.system ['touch constructed']\nchapter: 1"), 1, "front-matter-invalid"
    ),
    "Python name": (front("title: !!python/name:os.system\nchapter: 1"), 1, "front-matter-invalid"),
    "unknown tag": (front("title: !env HOME\nchapter: 1"), 1, "front-matter-invalid"),
    "dates": (front("translatedAt: 2026-02-30\nsourceUrl: 2026-01-01T00:00:00Z\nchapter: 0001-01-01"), 1, ""),
    "keys that are no strings": (front("1: a\n2.5: b\ntrue: c\n~: d\n2026-01-01: e\nchapter: 1\ntimestamp: 1"), 1, ""),
    "a list as a key": (front("? [a, b]\n: c\nchapter: 1"), 1, "front-matter-invalid"),
    "merge key": (front("a: &a {chapter: 1}\n<<: *a\ntimestamp: 1"), 1, ""),
    "long number": (front(f"chapter: {'9' * 10_000}\ntimestamp: 1"), 1, ""),
    "long number elsewhere": (CHAPTER + f"[{'1' * 9999}:00] 가 https://youtu.be/abcdefghijk?t={'1' * 9999}\n", 0, ""),
    "escapes of no character": (front('title: "\\UFFFFFFFF"\nchapter: 1'), 1, "front-matter-invalid"),
    "directives": (front("%YAML 9.9\n--- \ntitle: a"), 1, ""),
    "two documents": ("---\ntitle: a\n...\n---\ntitle: b\n---\n", 1, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(tmp_path: Path, name: str) -> None:
    content, status, says = DOCUMENTS[name]
    write(tmp_path, PAGE, content)
    before = contents(tmp_path)
    started = time.monotonic()
    ended = llmdoc_lint(tmp_path, "--no-cache")
    assert time.monotonic() - started < 20
    assert ended.status == status, ended
    assert ended.err == ""
    if status:
        assert PAGE in ended.out
    assert says in ended.out
    assert contents(tmp_path) == before  # and nothing was constructed


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "many headings"])  # it has nothing to fix
def test_fixing_a_document(tmp_path: Path, name: str) -> None:
    """--diff shows what --fix does, and fixing once more changes nothing; the rest is for the rules' tests."""
    write(tmp_path, PAGE, DOCUMENTS[name][0])
    before = contents(tmp_path)
    shown = llmdoc_lint(tmp_path, "--no-cache", "--diff", "--unsafe-fixes")
    assert shown.status in (0, 1)
    assert contents(tmp_path) == before
    first = llmdoc_lint(tmp_path, "--no-cache", "--fix", "--unsafe-fixes")
    assert first.status in (0, 1), first
    once = contents(tmp_path)
    assert (once != before) == bool(shown.out), "--diff shows what --fix does"
    assert set(once) == set(before)
    second = llmdoc_lint(tmp_path, "--no-cache", "--fix", "--unsafe-fixes")
    assert second.status == first.status
    assert contents(tmp_path) == once


def test_the_billion_laughs_are_cheap(tmp_path: Path) -> None:
    write(tmp_path, "laughs/kr/page.md", front(LAUGHS))
    write(tmp_path, "none/kr/page.md", front("title: [a"))

    def seconds(folder: str) -> float:
        started = time.monotonic()
        assert llmdoc_lint(tmp_path, "--no-cache", folder).status == 1
        return time.monotonic() - started

    assert min(seconds("laughs") for _ in range(3)) < min(seconds("none") for _ in range(3)) + 0.2


def test_a_file_too_large_to_be_a_document(tmp_path: Path) -> None:
    """50 MB in one line: refused at once, with what to do about it."""
    page = write(tmp_path, PAGE, CHAPTER + "가" * 17_500_000)
    assert page.stat().st_size > 50_000_000
    started = time.monotonic()
    ended = llmdoc_lint(tmp_path, "--no-cache")
    assert time.monotonic() - started < 5
    assert ended.status == 2
    assert f"{PAGE}: cannot be read: " in ended.err
    assert "exclude it" in ended.err
    write(tmp_path, "llmdoc-lint.yaml", f'exclude: ["{PAGE}"]\n')
    write(tmp_path, "docs/x/kr/other.md", CHAPTER + "본문입니다.\n")
    assert llmdoc_lint(tmp_path, "--no-cache").status == 0


def test_as_much_as_a_document_may_have(tmp_path: Path) -> None:
    write(tmp_path, PAGE, CHAPTER + "가" * ((MAX_BYTES - 1000) // 3))
    assert llmdoc_lint(tmp_path, "--no-cache").status in (0, 1)


def test_too_much_on_standard_input(tmp_path: Path) -> None:
    ended = llmdoc_lint(tmp_path, "--stdin-filename", PAGE, stdin=b"a" * (MAX_BYTES + 1))
    assert ended.status == 2
    assert PAGE in ended.err


# ------------------------------------------------------------------------------------ the tree


def good(root: Path) -> Path:
    return write(root, "docs/x/kr/good.md", CHAPTER + "본문입니다.\n")


def test_a_folder_called_like_a_document(tmp_path: Path) -> None:
    good(tmp_path)
    write(
        tmp_path, "docs/x/kr/x.md/page.md", CHAPTER.replace("1.", "2.").replace("chapter: 1", "chapter: 2") + "본문.\n"
    )
    assert "2 documents" in llmdoc_lint(tmp_path).out
    assert "1 document" in llmdoc_lint(tmp_path, "docs/x/kr/x.md").out


@LINUX
def test_links(tmp_path: Path) -> None:
    """Loops, links that lead nowhere and links out of the tree: not followed, and no trouble."""
    outside = write(tmp_path, "outside/kr/page.md", BOM + CHAPTER.encode())
    root = tmp_path / "project"
    good(root)
    (root / "docs/loop").symlink_to(".")
    (root / "docs/x/up").symlink_to("../..")
    (root / "docs/x/kr/self.md").symlink_to("self.md")
    (root / "docs/x/kr/nowhere.md").symlink_to("missing.md")
    (root / "docs/x/kr/out.md").symlink_to(outside)
    (root / "docs/out").symlink_to(tmp_path / "outside")
    before = contents(tmp_path)
    assert llmdoc_lint(root, "--no-cache", "--fix") == Ended(0, "nothing found in 1 document\n", "")
    assert contents(tmp_path) == before
    for name, says in (("self", "Too many levels"), ("nowhere", "No such file")):
        ended = llmdoc_lint(root, "--no-cache", f"docs/x/kr/{name}.md")
        assert ended.status == 2
        assert f"docs/x/kr/{name}.md: cannot be read: {says}" in ended.err
    ended = llmdoc_lint(root, "--no-cache", "--fix", "docs/x/kr/out.md")
    assert ended.status == 2
    assert "docs/x/kr/out.md: not written: it is a symbolic link out of the project" in ended.err
    assert contents(tmp_path) == before


@LINUX
def test_a_cache_that_leads_out_of_the_tree(tmp_path: Path) -> None:
    """A link instead of the cache came with the repository: nothing is written behind it, and nothing removed."""
    root = tmp_path / "project"
    good(root)
    for number in range(5):
        write(tmp_path, f"theirs/{number:032}/file", b"kept\n")
    (root / ".llmdoc-lint-cache").symlink_to(tmp_path / "theirs")
    before = contents(tmp_path)
    assert llmdoc_lint(root) == Ended(0, "nothing found in 1 document\n", "")
    assert contents(tmp_path) == before


@LINUX
def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe that nobody writes to, a socket, a device: passed over, refused by name."""
    good(tmp_path)
    os.mkfifo(tmp_path / "docs/x/kr/pipe.md")
    (tmp_path / "docs/x/media").mkdir()
    os.mkfifo(tmp_path / "docs/x/media/pipe.vtt")
    here = os.getcwd()
    os.chdir(tmp_path / "docs/x/kr")  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.md")
    finally:
        os.chdir(here)
    assert llmdoc_lint(tmp_path, "--no-cache") == Ended(0, "nothing found in 1 document\n", "")
    ended = llmdoc_lint(tmp_path, "--no-cache", "docs/x/kr/pipe.md")
    assert ended.status == 2
    assert "docs/x/kr/pipe.md: cannot be read: not a regular file" in ended.err
    assert llmdoc_lint(tmp_path, "--no-cache", "/dev/zero").status == 2


def as_nobody() -> tuple[str, ...]:
    """A prefix that runs a command without root's powers; empty for those who have none."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root reads everything, and there is no setpriv to run as somebody else")
    return (setpriv, "--reuid=65534", "--regid=65534", "--clear-groups")


def for_nobody(root: Path) -> tuple[str, ...]:
    """Give the tree away, and let its owner reach it; pytest's folders are closed to others."""
    prefix = as_nobody()
    if prefix:
        for folder, _, files in os.walk(root):
            os.chown(folder, 65534, 65534)
            for name in files:
                os.chown(os.path.join(folder, name), 65534, 65534)
        for parent in (root, *root.parents):
            if parent.stat().st_mode & 0o005 != 0o005:
                parent.chmod(parent.stat().st_mode | 0o055)
        if subprocess.run([*prefix, COMMAND, "--version"], capture_output=True, check=False).returncode:
            pytest.skip("only root may run this installation")
    return prefix


@LINUX
def test_an_unreadable_file_and_folder(tmp_path: Path) -> None:
    good(tmp_path)
    write(tmp_path, "llmdoc-lint.yaml", "")
    page = write(tmp_path, PAGE, CHAPTER)
    folder = write(tmp_path, "docs/y/kr/page.md", CHAPTER).parent
    prefix = for_nobody(tmp_path)
    page.chmod(0)
    folder.chmod(0)
    try:
        ended = llmdoc_lint(tmp_path, "--no-cache", prefix=prefix)
        assert ended.status == 2
        assert f"{PAGE}: cannot be read: Permission denied" in ended.err
        assert "docs/y/kr: cannot be read: Permission denied" in ended.err
        assert "in 1 document" in ended.out  # the others are linted all the same
        assert (
            llmdoc_lint(tmp_path, "--no-cache", "docs/x/kr/good.md", prefix=prefix).status == 2
        )  # its course's context
        ended = llmdoc_lint(tmp_path, "--no-cache", "docs/y/kr", prefix=prefix)
        assert ended.status == 2
        assert "docs/y/kr: cannot be read: Permission denied" in ended.err
    finally:
        folder.chmod(0o755)


@LINUX
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_read_only_tree(tmp_path: Path, closed: str) -> None:
    page = write(tmp_path, PAGE, BOM + CHAPTER.encode() + "본문입니다.\n".encode())
    prefix = for_nobody(tmp_path)
    if closed == "file":
        page.chmod(0o444)
    else:
        for folder in (page.parent, *page.parents[1:4]):
            folder.chmod(0o555)
    try:
        before = contents(tmp_path)
        ended = llmdoc_lint(tmp_path, "--fix", prefix=prefix)
        assert ended.status == 2
        assert f"{PAGE}: not written: " in ended.err
        assert "byte-order-mark" in ended.out
        assert contents(tmp_path) == before
        assert llmdoc_lint(tmp_path, prefix=prefix).status == 1  # a cache that cannot be written is no trouble
    finally:
        for folder in page.parents[:4]:
            folder.chmod(0o755)


@LINUX
def test_a_full_disk(tmp_path: Path) -> None:
    """The system refuses to write more than a few bytes to any file; the original survives."""
    write(tmp_path, PAGE, BOM + CHAPTER.encode() + "본문입니다.\n".encode() * 100)
    before = contents(tmp_path)
    ended = subprocess.run(
        [COMMAND, "--fix", "--no-cache"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert ended.returncode == 2
    assert f"{PAGE}: not written: File too large".encode() in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert contents(tmp_path) == before


@LINUX
def test_a_full_disk_under_the_output(tmp_path: Path) -> None:
    write(tmp_path, PAGE, BOM + CHAPTER.encode())
    for args in (("check",), ("check", "--output-format", "json"), ("rules",), ("--help",)):
        with open("/dev/full", "wb") as full:
            ended = subprocess.run(
                [COMMAND, *args], cwd=tmp_path, env=environment(), stdout=full, stderr=subprocess.PIPE, timeout=TIMEOUT,
                check=False,
            )  # fmt: skip
        assert ended.returncode == 2, args
        assert ended.stderr == b"llmdoc-lint: No space left on device\n"
    ended = llmdoc_lint_output(tmp_path, "json=/dev/full")
    assert ended.returncode == 2
    assert b"/dev/full: cannot be written: No space left" in ended.stderr


def llmdoc_lint_output(root: Path, output: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, "--output", output], cwd=root, env=environment(), capture_output=True, timeout=TIMEOUT, check=False
    )


@LINUX
@pytest.mark.parametrize("stream", ["0", "1", "2"])
def test_closed_streams(tmp_path: Path, stream: str) -> None:
    write(tmp_path, PAGE, BOM + CHAPTER.encode())
    stdin = ["--stdin-filename", PAGE] if stream == "0" else []
    ended = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {stream}>&-', "sh", COMMAND, *stdin],
        cwd=tmp_path, env=environment(), capture_output=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert b"Traceback" not in ended.stderr
    assert ended.returncode == (2 if stdin else 1)


@LINUX
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    write(tmp_path, PAGE, CHAPTER + "".join(f"[{at}:00] 가\n" for at in range(999, 1, -1)))
    ended = subprocess.run(
        ["/bin/sh", "-c", '"$1" --output-format json | head -c 1', "sh", COMMAND],
        cwd=tmp_path, env=environment(), capture_output=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert (ended.stdout, ended.stderr) == (b"{", b"")


@LINUX
def test_the_working_directory_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(
        ["/bin/sh", "-c", 'rmdir "$PWD"; exec "$1"', "sh", COMMAND],
        cwd=gone, env=environment(), capture_output=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert b"No such file or directory" in ended.stderr
    assert b"Traceback" not in ended.stderr


@LINUX
@pytest.mark.parametrize("name", [b"\xb0\xa1\xff.md", b"a\nb.md", b"a\x1b[31m.md", b"a: b.md", b"-fix.md", b"'\".md"])
def test_odd_names(tmp_path: Path, name: bytes) -> None:
    """Every name is shown on one line, harmless to a terminal, and the file can be fixed."""
    content = BOM + CHAPTER.encode() + "본문입니다.\n".encode()
    page = write(tmp_path, b"docs/x/kr/" + name, content)
    shown = "docs/x/kr/" + {
        b"\xb0\xa1\xff.md": "\\xb0\\xa1\\xff.md",
        b"a\nb.md": "a\\nb.md",
        b"a\x1b[31m.md": "a\\x1b[31m.md",
    }.get(name, name.decode("utf-8", "replace"))
    for args in ((), (b"--", b"docs/x/kr/" + name)):
        ended = llmdoc_lint(tmp_path, "--no-cache", *args)
        assert ended.status == 1
        assert f"{shown}:1:1 error byte-order-mark" in ended.out or f"{shown}:1:1 warning byte-order-mark" in ended.out
    found = json.loads(llmdoc_lint(tmp_path, "--no-cache", "--output-format", "json").out)
    assert {one["path"] for one in found["findings"]} == {shown}
    diff = llmdoc_lint(tmp_path, "--no-cache", "--diff")
    assert f"--- a/{shown}\n+++ b/{shown}\n@@ " in diff.out
    assert llmdoc_lint(tmp_path, "--fix").status == 0
    assert page.read_bytes() == content[3:]
    assert llmdoc_lint(tmp_path).status == 0  # from the cache
    os.unlink(page)
    good(tmp_path)
    missing = llmdoc_lint(tmp_path, b"--", b"docs/x/kr/" + name)
    assert missing.status == 2
    assert "no such file or directory" in missing.err


def test_a_path_longer_than_the_system_allows(tmp_path: Path) -> None:
    good(tmp_path)
    assert llmdoc_lint(tmp_path, "a" * 5000 + ".md").status == 2
    assert llmdoc_lint(
        tmp_path, "--stdin-filename", "docs/x/kr/" + "a" * 5000 + ".md", stdin=CHAPTER.encode()
    ).status in (
        0,
        1,
    )


def test_deep_folders(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 900)
    here = tmp_path
    for _ in range(900):
        here = here / "d"
        os.mkdir(here)
    write(tmp_path, f"{deep}/kr/page.md", CHAPTER + "본문입니다.\n")
    assert llmdoc_lint(tmp_path, "--no-cache").status == 0


def test_nothing_to_recognise(tmp_path: Path) -> None:
    assert llmdoc_lint(tmp_path).status == 2  # not one file
    write(tmp_path, "README.md", "# Read me\n")
    ended = llmdoc_lint(tmp_path)
    assert ended.status == 2
    assert "is a document of a known kind" in ended.err
    good(tmp_path)
    assert llmdoc_lint(tmp_path, "README.md").status == 0  # the project has documents


# ------------------------------------------------------------------------------- during the run

# A rule that gives a test its hour: it acts when the second document is looked at.
MEANWHILE = """
import os, signal
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document

@rule("meanwhile", Document, NoOptions, severity=Severity.INFO)
def check(doc, options):
    {act}
    return
    yield

RULES = (check,)
"""


def pack(root: Path, act: str) -> dict[str, str]:
    """A rule pack that does `act`, and the environment that finds it."""
    write(root, "packs/meanwhile/__init__.py", "from meanwhile.act import RULES")
    write(root, "packs/meanwhile/act.py", MEANWHILE.format(act=act.replace("\n", "\n    ")))
    write(root, "llmdoc-lint.yaml", 'packs: [llmdoc_rules, meanwhile]\nexclude: ["packs/**"]\n')
    return environment(PYTHONPATH=str(root / "packs"))


def courses(root: Path, *names: str) -> None:
    for name in names:
        write(root, f"docs/{name}/kr/page.md", BOM + CHAPTER.encode() + "본문입니다.\n".encode())


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    courses(tmp_path, "a", "b")
    env = pack(tmp_path, "if '/a/' in doc.path: os.unlink('docs/b/kr/page.md')")
    ended = llmdoc_lint(tmp_path, "--no-cache", "--jobs", "1", env=env)
    assert ended.status == 1
    assert "docs/b/kr/page.md: disappeared while the project was linted" in ended.err


def test_a_file_that_changes_before_it_is_fixed(tmp_path: Path) -> None:
    courses(tmp_path, "a", "b")
    env = pack(tmp_path, "if '/a/' in doc.path: open('docs/a/kr/page.md', 'w').write('mine')")
    ended = llmdoc_lint(tmp_path, "--no-cache", "--jobs", "1", "--fix", env=env)
    assert ended.status == 2
    assert "docs/a/kr/page.md: not written: it changed while it was linted; run again" in ended.err
    assert (tmp_path / "docs/a/kr/page.md").read_bytes() == b"mine"
    assert not (tmp_path / "docs/b/kr/page.md").read_bytes().startswith(BOM)


def test_a_rule_that_raises(tmp_path: Path) -> None:
    courses(tmp_path, "a", "b")
    env = pack(tmp_path, "if '/a/' in doc.path: raise ValueError('oh')")
    ended = llmdoc_lint(tmp_path, "--no-cache", env=env)
    assert ended.status == 2
    assert "docs/a/kr/page.md: rule meanwhile failed: ValueError: oh" in ended.err
    assert ended.out.count("byte-order-mark") == 2


@LINUX
def test_a_process_that_is_killed(tmp_path: Path) -> None:
    """As the kernel does for want of memory; the pool alone would wait for its result for ever."""
    courses(tmp_path, *(f"c{at:03}" for at in range(250)))
    env = pack(tmp_path, "if '/c100/' in doc.path: os.kill(os.getpid(), signal.SIGKILL)")
    ended = llmdoc_lint(tmp_path, "--no-cache", "--jobs", "2", env=env)
    assert ended.status == 2
    assert "a process was killed" in ended.err


def test_two_that_fix_at_once(tmp_path: Path) -> None:
    for name in ("alone", "together"):
        courses(tmp_path / name, *(f"c{at}" for at in range(40)))
    assert llmdoc_lint(tmp_path / "alone", "--fix").status == 0
    runs = [
        subprocess.Popen(
            [COMMAND, "--fix"], cwd=tmp_path / "together", env=environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]  # fmt: skip
    for run in runs:
        _, err = run.communicate(timeout=TIMEOUT)
        assert b"Traceback" not in err
        # Who came second says so, of each file that the other had fixed in between.
        lines = [line for line in err.splitlines() if line]
        assert all(b"it changed while it was linted" in line for line in lines), err
        assert run.returncode == (2 if lines else 0)
    assert contents(tmp_path / "together") == contents(tmp_path / "alone")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 250 sound documents, all with one fault that can be fixed."""
    root = tmp_path_factory.mktemp("generated")
    generate(str(root), courses=5)
    for folder, _, files in os.walk(root):
        for name in files:
            if name.endswith(".md"):
                path = os.path.join(folder, name)
                with open(path, "rb") as stream:
                    raw = stream.read()
                with open(path, "wb") as stream:
                    stream.write(BOM + raw)
    return root


def interrupt(root: Path, jobs: int, args: tuple[str, ...], when: Callable[[], bool]) -> Ended:
    """Start a run as the leader of its own group, as a terminal does, and press Ctrl-C when it is time."""
    process = subprocess.Popen(
        [COMMAND, "--no-cache", "--jobs", str(jobs), *args],
        cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + TIMEOUT
    while process.poll() is None and not when() and time.monotonic() < deadline:
        time.sleep(0.002)
    try:
        os.killpg(process.pid, signal.SIGINT)
    except ProcessLookupError:
        pass
    out, err = process.communicate(timeout=TIMEOUT)
    for _ in range(200):  # nobody stays behind
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    else:
        pytest.fail("processes are left")
    return Ended(process.returncode, out.decode(), err.decode())


@LINUX
@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupted_while_it_fixes(generated: Path, tmp_path: Path, jobs: int) -> None:
    root = tmp_path / "tree"
    shutil.copytree(generated, root)
    before = contents(root)
    pages = [os.path.join(root, path) for path in before if path.endswith(".md")]
    times = {path: os.stat(path).st_ino for path in pages}

    def one_is_fixed() -> bool:
        return any(os.stat(path).st_ino != times[path] for path in pages)

    ended = interrupt(root, jobs, ("--fix", "--select", "byte-order-mark"), one_is_fixed)
    assert ended.status == 130, ended
    assert ended.err.strip() == "llmdoc-lint: interrupted"
    after = contents(root)
    assert set(after) == set(before), "temporary files are left"
    changed = [path for path in before if after[path] != before[path]]
    assert changed
    assert all(after[path] == before[path].removeprefix(BOM) for path in changed)


@pytest.fixture(scope="module")
def start_up(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that the shortest run takes here and now, the worst of three."""

    def seconds() -> float:
        started = time.monotonic()
        llmdoc_lint(tmp_path_factory.getbasetemp(), "--version")
        return time.monotonic() - started

    return max(seconds() for _ in range(3))


@LINUX
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("delay", [0.0, 0.2, 0.5, 1.0, 2.0, 4.0])
def test_interrupted_at_any_time(generated: Path, start_up: float, jobs: int, delay: float) -> None:
    """`delay` is in shortest runs. Before the first line of ours has run, nothing but silence can be promised."""
    started = time.monotonic()
    ended = interrupt(generated, jobs, (), lambda: time.monotonic() - started > delay * start_up)
    if delay >= 2.0 and "findings" not in ended.out:  # else it had said all it had to say
        assert ended.status == 130, ended
        assert ended.err.strip() == "llmdoc-lint: interrupted"
    else:
        assert ended.status in (130, -signal.SIGINT, 1)
