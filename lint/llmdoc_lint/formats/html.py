"""One self-contained page for people: counts, then the findings by document."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from llmdoc_lint import __version__
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.formats.text import FIX_NAMES
from llmdoc_lint.output import by_rule, count
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Report

__all__ = ["render"]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin-top: 2rem; word-break: break-all; }
table { border-collapse: collapse; }
td, th { text-align: left; padding: .15rem 1rem .15rem 0; }
li { margin: .5rem 0; }
mark { background: color-mix(in srgb, Highlight 20%, transparent); color: inherit; }
.error { color: #b00020; } .warning { color: #8a5a00; } .info { color: #00629b; }
.note { font-size: .9rem; opacity: .8; }
@media (prefers-color-scheme: dark) {
  body { background: #111; color: #ddd; }
  .error { color: #ff8a80; } .warning { color: #ffcc66; } .info { color: #80c8ff; }
}
"""


def render(done: Done) -> str:
    result = done.result
    by_document: dict[str, list[Report]] = {}
    for report in result.reports:
        by_document.setdefault(report.place.path, []).append(report)
    found = count(len(result.reports), "finding")
    out = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>llmdoc-lint: {found}</title>",
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>llmdoc-lint</h1>",
        f"<p>{found} in {count(result.documents, 'document')}.</p>",
    ]
    if result.troubled:
        out.append("<ul>")
        out += [f'<li class="error">{escape(visible(text))}</li>' for text in result.troubled]
        out.append("</ul>")
    if result.reports:
        out.append("<table>\n<tr><th>rule<th>severity<th>findings</tr>")
        for rule, level, times in by_rule(result):
            out.append(f'<tr><td>{escape(rule)}<td class="{level}">{level}<td>{times}</tr>')
        out.append("</table>")
    for path, reports in by_document.items():
        out.append(f"<h2>{escape(done.shown[path])}</h2>\n<ol>")
        out += [_item(report, done) for report in reports]
        out.append("</ol>")
    out.append(f'<p class="note">llmdoc-lint {escape(__version__)}</p>\n</body>\n</html>')
    return "\n".join(out) + "\n"


def _item(report: Report, done: Done) -> str:
    level, place = Severity(report.severity), report.place
    quoted = f' <mark lang="ko">{escape(report.excerpt)}</mark>' if report.excerpt else ""
    lines = [
        f'<li><b class="{level}">{level}</b> line {place.line}, column {place.column}: '
        f"{escape(visible(report.message))}{quoted} <code>{escape(report.rule)}</code>"
    ]
    for note in report.related:
        where = f"{done.shown[note.place.path]}:{note.place.line}"
        lines.append(f'<br><span class="note">{escape(where)} {escape(visible(note.message))}</span>')
    if report.fix is not None:
        how = FIX_NAMES[Applicability(report.fix.applicability)]
        lines.append(f'<br><span class="note">{how}: {escape(visible(report.fix.title))}</span>')
    return "".join(lines) + "</li>"
