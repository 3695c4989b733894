from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("rule-failed", Outcome, NoOptions, severity=Severity.ERROR)
def check(outcome: Outcome, options: NoOptions) -> Iterator[Finding]:
    """A rule raised an error on this document.

    That is a bug of the rule, not of the document: what the rule would have found here is
    unknown. The run goes on, and the exit status is 2. A rule over a whole course is reported at the course's first
    document. The message names the rule, the error and where it was raised.
    """
    for failure in outcome.failures:
        where = f" ({failure.where})" if failure.where else ""
        yield Finding(
            outcome.document.span(0, 0),
            f"`{failure.rule}` could not judge this document: {failure.error.rstrip('.: ')}{where}",
            data={"rule": failure.rule, "error": failure.error, "where": failure.where},
        )
