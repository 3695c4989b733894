"""What became of a document's findings: the subject of rules about the linting itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_lint.suppressions import Suppression

__all__ = ["Failure", "Outcome", "Use"]


class Use(NamedTuple):
    """A suppression and what it came to."""

    suppression: Suppression
    known: bool  # it names a rule or a group of the packs in force (or all)
    ran: bool  # the rules it names took part in this run, so that `used` means something
    used: int  # findings it suppressed
    late: bool  # it names a rule over outcomes, or their group: what it suppresses of their findings is not known yet


class Failure(NamedTuple):
    """A rule that raised on the document."""

    rule: str
    error: str  # the exception's type and text, one line
    where: str  # module and line of the rule's own frame that raised


class Outcome(NamedTuple):
    """A document after all other rules have run on it."""

    document: Document
    uses: tuple[Use, ...]
    failures: tuple[Failure, ...]
    rule_ids: tuple[str, ...]  # every id and group there is, for "did you mean"
