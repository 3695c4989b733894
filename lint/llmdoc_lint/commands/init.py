"""`llmdoc-lint init`."""

from __future__ import annotations

import os

import click

from llmdoc_lint import Trouble
from llmdoc_lint.cli import write
from llmdoc_lint.commands import HELP

__all__ = ["init"]

NEXT = """\
next:
  llmdoc-lint           lint the documents
  llmdoc-lint --fix     repair what is safe to repair
  llmdoc-lint baseline  or write down what is there, and have only new findings reported"""

HOOK = """\
as a pre-commit hook, in .pre-commit-config.yaml, and then `pre-commit install`:
  repos:
    - repo: <where llmdoc-lint is cloned from>
      rev: <a tag or commit>
      hooks:
        - id: llmdoc-lint
        - id: llmdoc-lint-project"""


@click.command(context_settings=HELP)
@click.option("--stdout", is_flag=True, help="Print the proposal and write nothing.")
def init(stdout: bool) -> int:
    """Look at the repository and write a commented llmdoc-lint.yaml.

    Reads the Markdown files and says which kinds they are of, which folders hold the two languages, and which terms
    are rendered in more than one way. An existing file is never overwritten.
    """
    from llmdoc_lint.discover import CONFIG_NAME, find_root
    from llmdoc_lint.init import proposal, survey
    from llmdoc_lint.language.glossary import candidates
    from llmdoc_lint.packs import load
    from llmdoc_lint.settings import Settings

    root = find_root(())
    target = os.path.join(root, CONFIG_NAME)
    shown = os.path.relpath(target)
    if os.path.lexists(target) and not stdout:
        raise Trouble(f"{shown} is there already and stays as it is; --stdout prints a proposal to compare with")
    settings = Settings()
    try:
        seen, documents = survey(root, settings)
        text = proposal(seen, settings, candidates(documents), load(settings.packs))
        if stdout:
            write(text)
            return 0
        if not seen.documents:
            raise Trouble("no Markdown files here: nothing to look at, nothing written; run it where the documents are")
        with open(target, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise Trouble(f"{error.filename or shown}: {error.strerror or error}") from error
    known = ", ".join(f"{number} {name}" for name, number in seen.kinds) or "no document of a known kind"
    write(f"wrote {shown}: {known}")
    if not seen.kinds:
        write("next: name your kinds or folders in it; llmdoc-lint config show FILE says what a document is taken for")
        return 0
    if seen.unlike:
        write(f"their front matter is not what is expected of {seen.unlike[0].kind}: see `required` in {shown}")
    write(NEXT)
    if os.path.isdir(os.path.join(root, ".git")):
        write(HOOK)
    return 0
