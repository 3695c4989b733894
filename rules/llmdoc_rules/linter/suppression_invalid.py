from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.suppressions import Suppression

FORMS = "`llmdoc-lint-disable-next-line ID: reason`, `-disable-line`, `-disable` to `-enable`, or `-disable-file`"
MOST = 5  # names that a message lists


@rule("suppression-invalid", Outcome, NoOptions, severity=Severity.WARNING)
def check(outcome: Outcome, options: NoOptions) -> Iterator[Finding]:
    """A suppression names no known rule, has no form that is understood, or ends nothing.

    It has no effect, and whoever wrote it believes it has. A name must be a rule's id or a group's name as
    `llmdoc-lint rules` lists them; a reason stands behind a colon. `enable` ends what a `disable` above it began
    with the same name, or without a name all that is open; it ends neither a `disable-file` nor one rule of a group.

    Bad:

        <!-- llmdoc-lint-disable-next-line timestamps-gap -->
        <!-- llmdoc-lint: disable timestamp-gap -->

    Good:

        <!-- llmdoc-lint-disable-next-line timestamp-gap: the speaker is silent -->
    """
    doc = outcome.document
    by_place: dict[tuple[int, int], list[Suppression]] = {}
    broken = False  # a comment above may be the beginning that an end lacks
    ended = {(use.suppression.end, use.suppression.rule) for use in outcome.uses if use.suppression.form == "block"}
    ends = {end for end, _ in ended}
    for use in outcome.uses:
        one = use.suppression
        if one.form == "malformed":
            broken = True
            if doc.text.startswith("<!--", one.comment_start):
                message = f"looks like a suppression, but has no effect; a comment may say {FORMS}"
                yield Finding(doc.span(one.comment_start, one.comment_end), message)
            else:
                message = "`lint-ignore` takes a rule's id or a list of ids; this has no effect"
                yield Finding(doc.span(one.rule_start, one.rule_end), message)
        elif not use.known:
            by_place.setdefault((one.comment_start, one.comment_end), []).append(one)
        elif one.form == "enable" and not broken:
            if not one.rule and one.comment_start not in ends:
                yield Finding(doc.span(one.comment_start, one.comment_end), "this ends nothing: no block is open here")
            elif one.rule and (one.comment_start, one.rule) not in ended:
                message = f"this ends nothing: no `llmdoc-lint-disable {one.rule}` is open here"
                yield Finding(doc.span(one.rule_start, one.rule_end), message)
    opened = {one.rule for names in by_place.values() for one in names if one.form != "enable"}
    for place in by_place.values():
        # The comment that ends a block repeats its names.
        names = [one for one in place if one.form != "enable" or one.rule not in opened]
        if names:
            span = doc.span(names[0].rule_start, names[-1].rule_end)
            message = _unknown(names, outcome.rule_ids)
            yield Finding(span, message, data={"unknown": [name.rule for name in names]})


def _unknown(names: list[Suppression], known: tuple[str, ...]) -> str:
    """What to say of names in one comment that no rule and no group has."""
    from llmdoc_lint.near import did_you_mean, nearest

    first = names[0]
    if len(names) == 1:
        meant = did_you_mean(f"`{near}`" for near in nearest(first.rule, known))
        return f"there is no rule or group `{first.rule}`{meant}"
    said = "there are no rules or groups " + ", ".join(f"`{name.rule}`" for name in names[:MOST])
    if len(names) > MOST:
        said += ", ..."
    meant = did_you_mean(f"`{near}` for `{name.rule}`" for name in names[:MOST] for near in nearest(name.rule, known))
    if meant or first.form == "front-matter":
        return said + meant
    return f"{said}; a reason stands behind a colon"
