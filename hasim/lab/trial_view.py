"""A trial of a configuration as HTML: what would change, what becomes of the resources, and what the tools say."""

from html import escape

from hasim.lab.difference import MONO, difference, html
from hasim.lab.panels.base import ALERT, SHEET
from hasim.lab.trial import Fate, Places, Trial, wrong_lines
from hasim.text import join, say

PRINTED = (
    f"{MONO};background:#f6f7f8;border:1px solid #c9ced3;border-radius:4px;margin:2px 0;padding:4px 8px;"
    "white-space:pre-wrap;overflow-wrap:anywhere"
)
CELL = 'style="text-align:left;vertical-align:top;padding:1px 12px 1px 0"'
PLAIN_ROLES = ("Started",)


def trial_page(trial: Trial, lang: str) -> str:
    """All that a trial showed."""
    parts = [accepted(trial, lang)] if trial.accepted else [refused(trial, lang)]
    return f'<div class="hasim-trial" lang="{lang}" style="{SHEET}">{"".join(parts)}</div>'


def refused(trial: Trial, lang: str) -> str:
    """Why it would be refused, and the lines that are meant."""
    rows = [
        f"<div>{escape(say('panel.configure.line', lang, number=number))}: <code>{escape(text.strip())}</code></div>"
        for number, text in wrong_lines(trial)
    ]
    head = escape(say("panel.configure.refused", lang))
    alert = f'<div role="alert" style="{ALERT}">{head}{"".join(rows)}</div>'
    changes = _part("changes", html(difference(trial.before, trial.text)), lang) if trial.path.endswith(".crm") else ""
    return alert + _printed("said", trial.said, lang) + changes


def accepted(trial: Trial, lang: str) -> str:
    """What would change, and what would come of it."""
    changes = html(difference(trial.before, trial.after)) or escape(say("panel.configure.same", lang))
    return "".join(
        [
            _part("changes", changes, lang),
            _part("fates", fates(trial.fates, lang), lang) if trial.fates else "",
            _printed("transition", trial.transition, lang),
            _printed("verdict", trial.verdict or say("panel.configure.sound", lang), lang),
            _printed("said", trial.said, lang),
        ]
    )


def fates(found: tuple[Fate, ...], lang: str) -> str:
    """A table: where each resource is now and then, what is done with it, and why."""
    names = [say(f"panel.configure.{name}", lang) for name in ("resource", "now", "then", "what")]
    head = "".join(f'<th scope="col" {CELL}>{escape(name)}</th>' for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(_fate(each, lang) for each in found)}</tbody></table>"


def _fate(fate: Fate, lang: str) -> str:
    what = [f"{each.verb} {' → '.join(filter(None, (each.origin, each.destination)))}".strip() for each in fate.deeds]
    reasons = join(fate.reasons(lang), lang)
    text = ", ".join(dict.fromkeys(what)) + (f" ({reasons})" if reasons else "")
    if fate.failed:
        text = "; ".join(filter(None, [text, say("panel.configure.fails", lang, nodes=join(list(fate.failed), lang))]))
    quiet = not text and fate.now == fate.then
    text = say("panel.configure.stays", lang) if quiet else text
    cells = [fate.resource, _places(fate.now, lang), _places(fate.then, lang), text]
    ink = "color:#666" if quiet else "font-weight:bold" if fate.now != fate.then else ""
    return f'<tr style="{ink}">' + "".join(f"<td {CELL}>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _places(places: Places, lang: str) -> str:
    shown = [node if role in PLAIN_ROLES else f"{node} ({role})" for node, role in sorted(places.items())]
    return ", ".join(shown) or say("panel.configure.nowhere", lang)


def _part(title: str, body: str, lang: str) -> str:
    return f'<div style="margin-top:6px"><b>{escape(say(f"panel.configure.{title}", lang))}</b>{body}</div>'


def _printed(title: str, text: str, lang: str) -> str:
    """What a tool printed; nothing where it printed nothing."""
    printed = text.strip("\n")
    return _part(title, f'<pre style="{PRINTED}">{escape(printed)}</pre>', lang) if printed.strip() else ""
