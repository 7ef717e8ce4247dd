"""The places of a figure that can be chosen with the pointer or the keyboard, and what each of them means.

A pick is a word and names: `node:node1`, `resource:httpd@node1` (`resource:httpd` where it runs nowhere),
`host:192.168.0.1`, `link:node1|node2`. Names of the field hold none of these signs, so that a pick can be taken apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from hasim.draw.artists import Figure, Rectangle
from hasim.draw.canvas import Plane

MARK = "pick:"
SIGN = "font:bold 13px 'DejaVu Sans',sans-serif;fill:#c04a00;stroke:#fff;stroke-width:3;paint-order:stroke"
STYLE = (
    "<style>.hasim-figure [data-hasim-pick]{cursor:pointer;pointer-events:all}"
    ".hasim-figure [data-hasim-pick]:hover path{stroke:#0072b2!important;stroke-width:1.5!important}"
    ".hasim-figure [data-hasim-pick]:focus{outline:none}"
    ".hasim-figure [data-hasim-pick]:focus path,.hasim-figure [data-hasim-pick][aria-expanded=true] path"
    "{stroke:#0072b2!important;stroke-width:3!important}</style>"
)


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen: `kind` is "node", "resource", "host" or "link"; `names` are one or two names."""

    kind: str
    names: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Pick":
        """The pick that a text stands for. ValueError for none."""
        kind, _, rest = text.partition(":")
        if kind not in ("node", "resource", "host", "link") or not rest:
            raise ValueError(f"not a place of a figure: {text!r}")
        return cls(kind, tuple(re.split(r"[@|]", rest)))

    def __str__(self) -> str:
        return f"{self.kind}:{('|' if self.kind == 'link' else '@').join(self.names)}"


def area(plane: Plane, x: float, y: float, width: float, height: float, pick: Pick, label: str) -> None:
    """A rectangle that can be chosen, invisible until it is pointed at; `label` is what a screen reader says."""
    patch = Rectangle((x, y), width, height, facecolor="none", edgecolor="none", zorder=9)
    patch.set_gid(f"{MARK}{pick}")
    patch.set_label(label)
    plane.shape(patch)


def clickable(svg: str, figure: Figure) -> str:
    """The figure's SVG with its areas as buttons that the page's script knows by `data-hasim-pick`."""
    labels = {str(each.get_gid()): str(each.get_label()) for each in figure.artists if each.get_gid()}

    def button(found: "re.Match[str]") -> str:
        gid = unescape(found[1])
        pick = escape(gid.removeprefix(MARK))
        return f'<g data-hasim-pick="{pick}" role="button" tabindex="0" aria-label="{escape(labels.get(gid, pick))}">'

    body = re.sub(rf'<g id="({MARK}[^"]*)">', button, svg)
    return body.replace('role="img"', 'role="group"', 1).replace("</svg>", f"{STYLE}</svg>", 1)


def marked(svg: str, picks: Iterable[str]) -> str:
    """The figure's SVG with these areas framed and given the sign ≠."""
    wanted = {MARK + pick for pick in picks}

    def frame(found: "re.Match[str]") -> str:
        if unescape(found[1]) not in wanted:
            return found[0]
        corners = [(float(x), float(y)) for x, y in re.findall(r"[ML] ?([\d.]+) ([\d.]+)", found[2])]
        x, y = min(corners)
        line = 'style="fill:none;stroke:#c04a00;stroke-width:1.6;stroke-dasharray:4 2"'
        sign = f'<text x="{x:.1f}" y="{y + 13:.1f}" text-anchor="middle" style="{SIGN}">≠</text>'
        return f'<g><path d="{found[2]}" {line}/>{sign}</g>'

    return re.sub(rf'<g id="({MARK}[^"]*)"><path d="([^"]*)"[^>]*/></g>', frame, svg)
