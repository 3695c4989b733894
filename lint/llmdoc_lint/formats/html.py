"""One self-contained page for people: counts, then the findings by document."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from llmdoc_lint import __version__
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.output import count
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
    counts: dict[tuple[int, str], int] = {}
    by_document: dict[str, list[Report]] = {}
    for report in result.reports:
        counts[-report.severity, report.rule] = counts.get((-report.severity, report.rule), 0) + 1
        by_document.setdefault(report.place.path, []).append(report)
    found = count(len(result.reports), "finding")
    out = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>llmdoc-lint: {found}</title>",
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>llmdoc-lint</h1>",
        f"<p>{found} in {count(result.documents, 'document')}.</p>",
    ]
    troubles = [*result.problems]
    troubles += [f"{path}: rule {rule} failed: {error} ({where})" for path, rule, error, where in result.failures]
    if troubles:
        out.append("<ul>")
        out += [f'<li class="error">{escape(visible(text))}</li>' for text in troubles]
        out.append("</ul>")
    if counts:
        out.append("<table>\n<tr><th>rule<th>severity<th>findings</tr>")
        for (severity, rule), times in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
            level = Severity(-severity)
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
        how = {"safe": "fix", "unsafe": "unsafe fix", "display": "suggestion"}[
            str(Applicability(report.fix.applicability))
        ]
        lines.append(f'<br><span class="note">{how}: {escape(visible(report.fix.title))}</span>')
    return "".join(lines) + "</li>"
