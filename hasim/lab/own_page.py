"""What is said about one's own configuration, and what the scheduler would do with it, as HTML."""

from collections.abc import Iterable, Mapping
from html import escape

from hasim.intake import Forecast, Mode, Taken
from hasim.lab.panels.base import SHEET
from hasim.text import join, say

CELL = "border:1px solid #c9ced3;padding:3px 8px;text-align:left;vertical-align:top"


def findings_page(taken: Taken, lang: str) -> str:
    """What it is, whether it runs, and everything that is different here."""
    mode = "own.live" if taken.mode is Mode.LIVE else "own.static"
    nodes, resources = len(taken.nodes), taken.resources
    told = f"{say(f'own.kind.{taken.kind}', lang)} {say(mode, lang, nodes=nodes, resources=resources)}"
    names = [say(f"own.column.{name}", lang) for name in ("element", "done", "means")]
    rows = [(each.where(lang), each.done(lang), each.means(lang)) for each in taken.findings]
    title = say("own.findings", lang)
    body = f"<p><b>{escape(told)}</b></p><details open><summary>{escape(title)}</summary>{table(names, rows)}</details>"
    return f'<div class="hasim-own-findings" role="status" lang="{lang}" style="{SHEET}">{body}</div>'


def forecast_page(found: Forecast, lang: str) -> str:
    """What the scheduler would do, and where everything would run then."""
    actions = "".join(f"<li><code>{escape(line)}</code></li>" for line in found.actions)
    did = f"<ul>{actions}</ul>" if actions else f"<p>{escape(say('own.actions.none', lang))}</p>"
    names = [say(f"own.places.{name}", lang) for name in ("resource", "before", "after", "moved")]
    moved = set(found.moved)
    rows = [
        (name, _place(found.before[name], lang), _place(found.after.get(name, {}), lang), _mark(name in moved, lang))
        for name in sorted(found.before, key=lambda name: (name not in moved, name))
    ]
    parts = [f"<p><b>{escape(say('own.actions', lang))}</b></p>", did]
    parts += [f"<p><b>{escape(say('own.places', lang))}</b></p>", table(names, rows)]
    return f'<div class="hasim-own-forecast" role="status" lang="{lang}" style="{SHEET}">{"".join(parts)}</div>'


def _mark(moved: bool, lang: str) -> str:
    return say("own.places.yes", lang) if moved else ""


def _place(roles: Mapping[str, str], lang: str) -> str:
    shown = [node if role == "Started" else f"{node} ({role})" for node, role in sorted(roles.items())]
    return join(shown, lang) if shown else say("own.nowhere", lang)


def table(names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with a heading for each column, which scrolls if it is long."""
    head = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in names)
    body = "".join(
        "<tr>" + "".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in row) + "</tr>" for row in rows
    )
    whole = f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div tabindex="0" style="max-height:360px;overflow:auto">{whole}</div>'
