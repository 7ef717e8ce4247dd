"""The inputs around the present moment as a list: what was done, what of interest came of it, what happened last."""

from html import escape

from hasim.inputs import Fault, Run, Settle, Wait, Write
from hasim.lab.deeds import prompt
from hasim.lab.moments import Moments
from hasim.lab.panels.base import SHEET
from hasim.session import Session, Step
from hasim.sim import World
from hasim.sim.telling import told
from hasim.text import say

AROUND = 8
"""How many inputs before and after the present moment are listed."""
MOST_EVENTS = 100

MONO = "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12.5px;overflow-wrap:anywhere"
ROW = "padding:1px 6px;border-left:5px solid {edge};color:{ink};{mono}"


def inputs_html(session: Session, lang: str, moments: Moments) -> str:
    """The inputs around the present moment, and what happened during the last one."""
    steps = (*session.history, *session.future)
    now = len(session.history)
    first, last = max(0, now - AROUND), min(len(steps), now + AROUND)
    begin = [_row(0, say("panel.travel.start", lang), now, lang)] if first == 0 else ["<div>…</div>"]
    worlds = [session.origin, *(step.world for step in steps)]
    moments.keep_only(steps)
    rows = []
    for i in range(first, last):
        found = moments.interest(worlds[i], steps[i])
        text = described(steps[i], worlds[i], lang) + "".join(f"  ● {say(f'moment.{kind}', lang)}" for kind in found)
        rows.append(_row(i + 1, text, now, lang))
    end = ["<div>…</div>"] if last < len(steps) else []
    events = _events(session.history[-1], lang) if now else ""
    note = f'<div style="margin-top:4px;color:#4d4d4d">{escape(say("panel.travel.note", lang))}</div>'
    return (
        f'<div class="hasim-inputs" lang="{lang}" style="{SHEET}">{"".join([*begin, *rows, *end])}{events}{note}</div>'
    )


def _row(moment: int, text: str, now: int, lang: str) -> str:
    """One moment; the present one and those that are not yet are marked in words too."""
    edge, ink, mark = "#fff", "#1a1a1a", ""
    if moment == now:
        edge, mark = "#0072b2", f" ◀ {say('panel.travel.now', lang)}"
    elif moment > now:
        ink, mark = "#5a5a5a", f" ({say('panel.travel.future', lang)})"
    style = ROW.format(edge=edge, ink=ink, mono=MONO)
    current = ' aria-current="step"' if moment == now else ""
    return f'<div{current} style="{style}">{moment}. {escape(text)}<b>{escape(mark)}</b></div>'


def _events(step: Step, lang: str) -> str:
    seen = step.records[:MOST_EVENTS]
    rows = "".join(f"<li>{record.time / 1000:.1f} s: {escape(told(record, lang))}</li>" for record in seen)
    return f'<ul tabindex="0" style="margin:4px 0;max-height:180px;overflow:auto">{rows}</ul>' if rows else ""


def described(step: Step, before: World, lang: str) -> str:
    """An input in words, with the simulated time at which it began."""
    return f"{before.time / 1000:.1f} s  {in_words(step, before, lang)}"


def in_words(step: Step, before: World, lang: str) -> str:
    """An input in words: for a command, as it was typed."""
    match step.input.action:
        case Run(at, line):
            text = prompt(before, at) + line
        case Write(at, path, _):
            text = prompt(before, at) + say("panel.travel.write", lang, path=path)
        case Wait(seconds):
            text = say("panel.travel.wait", lang, seconds=f"{seconds:g}")
        case Settle():
            text = say("panel.travel.settle", lang)
        case Fault(kind, where):
            names = [", ".join(value) if isinstance(value, list) else str(value) for value in where.values()]
            text = f"{kind} {', '.join(names)}"
    return text
