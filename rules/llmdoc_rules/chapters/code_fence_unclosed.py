from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import Block, blocks
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKDOWN = frozenset(("", "markdown", "md", "mdx", "text", "txt", "plain", "plaintext", "diff", "patch"))
"""Info strings of fences that may hold headings of their own."""

# What only a document has: a heading of level 2 to 6, a stamp, a region's marker, a Korean
# sentence. A level-1 heading may be a comment of Python or of a shell.
_DOCUMENT = pattern(
    r"^(?:#{2,6}[ \t]+(?=[^\n]*[가-힣]|\d{1,3}[.)][ \t])[^\n]{1,200}|\[\d{1,3}:\d\d(?::\d\d)?\][ \t]+\S"
    r"|<!--[ \t]*[A-Z_]{1,60}_(?:START|END)[ \t]*-->"
    r"|(?:`[^`\n]{1,60}`)?[가-힣][^\n]{8,}?(?:니다|니까|시다|한다|이다|었다|았다|[가-힣]요)[.?!][ \t]*\r?$)",
    re.MULTILINE,
)
# In a fence that nothing closes, a line that is a sentence: a Korean item of a list, or English of a paragraph's
# length that starts the line and has none of the signs that code and its comments have.
_SENTENCE = pattern(
    r"^(?:[-*+][ \t]+[가-힣][^\n]{8,}?(?:니다|니까|세요|시다)[.?!]|[A-Z][^\n={}<>\\|#]{90,}[.?!])[ \t]*\r?$",
    re.MULTILINE,
)
# In these, `## 데이터 준비` may be a comment.
_HASHED = frozenset(
    {
        *("python", "py", "sh", "bash", "shell", "zsh", "console", "r", "ruby", "rb", "perl", "yaml", "yml", "toml"),
        *("ini", "make", "makefile", "dockerfile", "julia", "powershell", "ps1", "conf", "nginx", "elixir", "text"),
    }
)
_OPENER = pattern(r"^[ ]{0,3}(?:`{3,}|~{3,})[A-Za-z][^\n`]*$", re.MULTILINE)


@rule(
    "code-fence-unclosed",
    Document,
    NoOptions,
    severity=Severity.ERROR,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A code fence is not closed and swallows the rest of the document.

    From there on headings, links and text are shown as code; the contents list leads nowhere, and
    the linter does not see what stands there either.

    Reported is a fence that runs to the end of the document and holds what only a document has: a
    Korean heading, a stamped segment, a marker, a Korean sentence, in a fence of code a long English
    one; and one without a language that ends the document and holds nothing, which was to close a fence.
    A block of code that simply is the last thing in the document is none: Markdown closes it; nor
    is a box written as a fence, with code in it behind fewer marks. Where a fence before it was closed
    by the opening one of the next, and swallowed text too, it is that one which is reported.

    Bad:

        ```python
        print("안녕")

        ## 다음 절

    Good:

        ```python
        print("안녕")
        ```

        ## 다음 절
    """
    fences = [block for block in blocks(doc) if block.kind == "fence"]
    if not fences:
        return
    swallowing = [fence for fence in fences if _swallowed(doc, fence) >= 0]
    if not swallowing:
        if _closes_nothing(doc, fences[-1]):
            start, end = doc.line_span(fences[-1].start)
            yield Finding(doc.span(start, end), "this line is to close a code fence, but none is open")
        return
    if fences[0].info.split()[:1] in (["markdown"], ["md"]) and not _before(doc, fences[0]):
        return  # a fence around the whole page: `model-residue`
    for fence in swallowing:
        if _unclosed(doc, fence, fences):
            start, end = doc.line_span(fence.start)
            inside = doc.line_span(_swallowed(doc, fence))
            related = (Related(doc.span(*inside), "this is swallowed"),)
            info = f" ({fence.info})" if fence.info else ""
            yield Finding(doc.span(start, end), f"the code fence{info} that opens here is not closed", related=related)
            return


def _unclosed(doc: Document, fence: Block, fences: list[Block]) -> bool:
    """Whether it is this fence that is not closed, of those that hold text.

    All fences pair unless the last one is open. An opening line with a language closes nothing: behind it, the fences
    before have paired, or one of them has swallowed it whole.
    """
    last = fences[-1]
    if last.level == 0 and fence is last:
        return True
    if _language(fence) in MARKDOWN:
        return False
    named = max(each.start for each in fences if each.info)
    return _holds_opener(doc, fence) or (last.level == 0 and fence.start == named)


def _closes_nothing(doc: Document, last: Block) -> bool:
    """Whether the last fence is the closing line of one whose opening line is gone."""
    return last.level == 0 and not last.info and not doc.text[doc.line_span(last.start)[1] : last.end].strip()


def _before(doc: Document, fence: Block) -> bool:
    """Whether anything but the title stands before the fence."""
    return any(block.start < fence.start and block.kind not in ("heading", "comment") for block in blocks(doc))


def _swallowed(doc: Document, fence: Block) -> int:
    """Offset of the first thing in the fence that only a document has, -1 where there is none."""
    _, end = doc.line_span(fence.start)
    comments = _language(fence) in _HASHED
    for match in _DOCUMENT.finditer(doc.text, end, fence.end):
        if not (comments and match[0].startswith("#")):
            return match.start()
    if fence.level == 0 and (_language(fence) not in MARKDOWN or _prompt(doc)):
        sentence = _SENTENCE.search(doc.text, end, fence.end)
        return sentence.start() if sentence else -1
    return -1


def _prompt(doc: Document) -> bool:
    kind_ = kind(doc)
    return kind_ is not None and kind_.part == "prompt"


def _language(fence: Block) -> str:
    return (fence.info.split() or [""])[0].lower()


def _holds_opener(doc: Document, fence: Block) -> bool:
    """Whether the opening line of another fence stands inside, behind what was swallowed.

    A fence may hold others on purpose, whose marks are fewer.
    """
    marks = _marks(doc, fence.start)
    openers = _OPENER.finditer(doc.text, _swallowed(doc, fence), fence.end)
    return any(_marks(doc, opener.start()).startswith(marks) for opener in openers)


def _marks(doc: Document, at: int) -> str:
    """What a fence's opening line begins with."""
    line = doc.text[at : doc.line_span(at)[1]].lstrip(" \t")
    return line[: len(line) - len(line.lstrip(line[0]))]
