from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, Options, Related, Severity, rule
from llmdoc_lint.course import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NAMED = 6
"""Tokens that a message spells out; the others are in `related`."""
MOST_RELATED = 20


class Tokens(Options):
    """What is looked for."""

    code: bool = True  # whether code in backticks is looked for
    urls: bool = True  # whether URLs are
    names: bool = True  # whether product names are


@rule("token-lost", Pair, Tokens, severity=Severity.WARNING)
def check(pair: Pair, options: Tokens) -> Iterator[Finding]:
    """A translated page lacks URLs, code or product names of its source.

    What is copied and not translated is what a reader needs letter by letter: the address to go to, the option to type,
    the product that is meant.

    Bad:

        Set `keep_original` before you run it.        실행하기 전에 원본 유지 옵션을 켜세요.

    Good:

        Set `keep_original` before you run it.        실행하기 전에 `keep_original`을 켜세요.

    A token counts as lost where the passage that holds it is translated and it stands nowhere in the translation: code
    with or without its marks, an address also in another language's version but not with a slip in it, a name in either
    script, by sound, too. Code may be taken apart there (`left/right`), and what it quotes may be put into Korean.
    Names are those with a capital or a digit inside (OpenRouter, H100; not L1, a variable), and a link's address names
    nothing outside of its passage. Sources that are automatic captions, which misspell names, are not judged, nor
    passages that are missing altogether. There is one finding for a document, at the first passage that lost something.
    There is no fix.
    """
    from llmdoc_rules.translation._tokens import lost

    found = [one for one in lost(pair) if getattr(options, one.kind)]
    if not found:
        return
    shown = ", ".join(f"`{one.text}`" for one in found[:MOST_NAMED])
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    yield Finding(
        pair.target.span(found[0].place_start, found[0].place_end),
        f"the translation lacks {shown}{more} of the source",
        related=tuple(Related(one.span, f"the source has `{one.text}`") for one in found[:MOST_RELATED]),
        data={"tokens": len(found)},
    )
