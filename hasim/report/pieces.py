"""Pieces of the page: pictures with their sentences, what was typed and printed, tables."""

import re
from collections.abc import Callable, Iterable
from html import escape

from hasim.draw import svg
from hasim.draw.artists import Figure
from hasim.inputs import Action, Fault, Run, Settle, Wait, Write
from hasim.sim import World
from hasim.sim.telling import told
from hasim.steps import Step
from hasim.text import say

LONGEST = 20_000
"""Characters of one output that are shown."""
_PICK = re.compile(r' id="pick:[^"]*"')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def text(raw: str) -> str:
    """Any text as HTML."""
    return escape(_CONTROL.sub("\ufffd", raw.replace("\r\n", "\n").replace("\x1b", "^[")))


def picture(draw: Callable[[], Figure], sentence: Callable[[], str], name: str, lang: str) -> str:
    """A figure with its sentence, which is its alternative text too; what goes wrong stands in its place."""
    try:
        said = sentence()
        drawn = _PICK.sub("", svg(draw(), said, name))  # what can be chosen on a Board: many times on one page
    except Exception as error:  # the rest of the report is still of use
        return f'<p class="alert">{text(say("report.failed", lang, error=f"{type(error).__name__}: {error}"))}</p>'
    return f"<figure>{drawn}<figcaption>{text(said)}</figcaption></figure>"


def title(action: Action, before: World, lang: str) -> str:
    """What an input is, as a heading."""
    match action:
        case Run(at, line):
            cwd = before.machines[at].shell.cwd
            short = "~" if cwd == "/root" else cwd.rsplit("/", 1)[-1] or "/"
            return f"<code>{text(f'[root@{at} {short}]# {line}')}</code>"
        case Write(at, path, _):
            return text(say("report.write", lang, path=path, node=at))
        case Wait(seconds):
            return text(say("report.wait", lang, seconds=f"{seconds:g}"))
        case Settle():
            return text(say("report.settle", lang))
        case Fault(kind, where):
            named = ", ".join(str(each) for value in where.values() for each in _each(value))
            return text(say("report.fault", lang, kind=_fault(kind, lang), where=named))


def _fault(kind: str, lang: str) -> str:
    """A fault as the Board's buttons call it."""
    return say(f"board.{kind.replace('-', '_')}" if kind.startswith("power") else f"panel.faults.{kind}", lang)


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else (value,)


def printed(step: Step, number: int, lang: str) -> str:
    """What an input printed, and the text of a file that was saved."""
    raw = step.input.action.text if isinstance(step.input.action, Write) else ""
    raw += step.result.stdout + step.result.stderr
    shown = text(raw[:LONGEST].rstrip("\n"))
    if len(raw) > LONGEST:
        shown += "\n" + text(say("report.clipped", lang, count=len(raw) - LONGEST))
    if step.result.exit:
        shown += ("\n" if shown else "") + "# " + text(say("report.exit", lang, status=step.result.exit))
    name = text(say("report.printed", lang, number=number))
    return f'<pre tabindex="0" role="region" aria-label="{name}">{shown}</pre>' if shown else ""


def events(step: Step, lang: str) -> str:
    """What happened during an input."""
    rows = [
        f'<li><span class="time">{record.time / 1000:.1f}</span> {text(told(record, lang))}</li>'
        for record in step.records
    ]
    name = text(say("report.happened", lang))
    return f'<ul class="events" aria-label="{name}">{"".join(rows)}</ul>' if rows else ""


def table(names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with a heading for each column."""
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    body = "".join("<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
