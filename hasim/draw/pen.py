"""Writing a figure as SVG for a page: short, and without what the figures of this package never use.

Matplotlib's own writer is made for any figure and for files. A picture of the Board is drawn anew with every click and
sent to the page, so what counts here is time and length: fonts are measured once, what all texts share is said once,
lengths have two decimals, and there is one element for a line, a shape or a text.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any, Final

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

from hasim.draw import style

DOTS: Final = 72
"""Units of the picture an inch: points."""
HATCHING: Final = 72
"""The side of a tile of hatching, in points."""
SUBSTITUTES: Final = ("Noto Sans", "Noto Sans JP", "Noto Sans CJK JP")
"""Fonts of the reader's machine that take the place of those that are here."""
LETTERS: Final = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
POINTS: Final = {Path.CURVE3: 2, Path.CURVE4: 3}
ANCHORS: Final = {"center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
CIRCLE: Final = Path.unit_circle()


def written(figure: Figure, name: str) -> tuple[str, float, float]:
    """What an <svg> element of the figure holds, and its width and height in points.

    `name` keeps the identifiers of figures on the same page apart. Figures with images are none of ours.
    """
    width, height = (float(side) * DOTS for side in figure.get_size_inches())
    before = figure.dpi
    figure.dpi = DOTS
    try:
        pen = Pen(width, height, name)
        figure.draw(pen)
    finally:
        figure.dpi = before
    family = escape(", ".join(_families(style.fonts())))
    return f'<g font-family="{family}" stroke-linejoin="round">{"".join(pen.parts)}</g>', width, height


class Pen(RendererBase):
    """Draws a figure into `parts`."""

    def __init__(self, width: float, height: float, name: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._size = width, height
        self._name = name
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self._groups: list[str] = []
        self._hatchings: dict[tuple[Any, ...], str] = {}

    def flipy(self) -> bool:
        """Heights are counted from the top."""
        return True

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the figure in points."""
        return self._size

    def open_group(self, s: str, gid: str | None = None) -> None:
        """A group, where it has an identifier."""
        self._groups.append("</g>" if gid else "")
        if gid:
            self.parts.append(f'<g id="{escape(str(gid))}">')

    def close_group(self, s: str) -> None:
        """The end of the group that was opened last."""
        self.parts.append(self._groups.pop())

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None) -> None:
        """A line or a shape."""
        vertices = (transform + self._flip).transform(path.vertices)
        self.parts.append(f'<path d="{_outline(vertices.tolist(), path.codes)}"{self._look(gc, rgbFace)}/>')

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,
    ) -> None:
        """The same mark at each point of a path."""
        look = self._look(gc, rgbFace)
        shape = (marker_trans + Affine2D().scale(1, -1)).transform(marker_path.vertices)
        radius = marker_trans.transform((1, 0))[0] if marker_path is CIRCLE else 0
        for place in (trans + self._flip).transform(path.vertices):
            if radius:
                x, y = map(_short, place.tolist())
                self.parts.append(f'<circle cx="{x}" cy="{y}" r="{_short(radius)}"{look}/>')
            else:
                self.parts.append(f'<path d="{_outline((shape + place).tolist(), marker_path.codes)}"{look}/>')

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """A text of one line, held where its alignment says: its width in the reader's font may be another one."""
        anchor = ""
        if mtext is not None and not angle:
            x = mtext.get_transform().transform(mtext.get_unitless_position())[0]
            anchor = ANCHORS.get(mtext.get_horizontalalignment(), "")
        turned = f' transform="rotate({_short(-angle)} {_short(x)} {_short(y)})"' if angle else ""
        fill = f' fill="{_colour(gc.get_rgb())}"{_faint("opacity", _alpha(gc, gc.get_rgb()))}'
        place = f'x="{_short(x)}" y="{_short(y)}"{_font(prop)}{anchor}{fill}{turned}'
        self.parts.append(f"<text {place}>{escape(s, quote=False)}</text>")

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """How large a text is, in points."""
        family = tuple(prop.get_family())
        return _extent(s, family, prop.get_weight(), prop.get_style(), prop.get_size_in_points())

    def _look(self, gc: GraphicsContextBase, face: Any) -> str:
        """How a shape is filled and its outline drawn."""
        if gc.get_hatch() is not None:
            fill = f' fill="url(#{self._hatching(gc, face)})"'
        else:
            fill = ' fill="none"' if face is None else f' fill="{_colour(face)}"'
            fill += _faint("fill-opacity", _alpha(gc, face)) if face is not None else ""
        return fill + (_line(gc) if gc.get_linewidth() else "")

    def _hatching(self, gc: GraphicsContextBase, face: Any) -> str:
        """The identifier of a tile of hatching, which is made when it is first needed."""
        line, ground = _colour(gc.get_hatch_color()), "none" if face is None else _colour(face)
        key = gc.get_hatch(), line, ground, gc.get_hatch_linewidth()
        if key not in self._hatchings:
            made = self._hatchings[key] = f"{self._name}-hatching-{len(self._hatchings)}"
            strokes = gc.get_hatch_path()
            tile = Affine2D().scale(HATCHING, -HATCHING).translate(0, HATCHING).transform(strokes.vertices)
            outline = _outline(tile.tolist(), strokes.codes)
            self.parts.append(
                f'<defs><pattern id="{made}" patternUnits="userSpaceOnUse" width="{HATCHING}" height="{HATCHING}">'
                f'<rect width="{HATCHING}" height="{HATCHING}" fill="{ground}"/>'
                f'<path d="{outline}" fill="{line}" stroke="{line}" stroke-width="{_short(key[3])}"/></pattern></defs>'
            )
        return self._hatchings[key]


def _outline(vertices: Sequence[Sequence[float]], codes: Any) -> str:
    """A path's points as the text of an SVG path."""
    if codes is None:
        return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in vertices)
    parts: list[str] = []
    missing = 0
    for (x, y), code in zip(vertices, codes.tolist(), strict=True):
        if code == Path.CLOSEPOLY:
            parts.append("z")
        elif code in LETTERS:
            parts.append(f"{' ' if missing else LETTERS[code]}{_short(x)} {_short(y)}")
            missing = (missing or POINTS.get(code, 1)) - 1
    return "".join(parts)


def _line(gc: GraphicsContextBase) -> str:
    """How a line is drawn."""
    colour, wide = gc.get_rgb(), gc.get_linewidth()
    told = f' stroke="{_colour(colour)}"{_faint("stroke-opacity", _alpha(gc, colour))}'
    told += f' stroke-width="{_short(wide)}"' if wide != 1 else ""
    pattern: Any = gc.get_dashes()
    offset, dashes = pattern
    if dashes is not None:
        told += f' stroke-dasharray="{",".join(_short(each) for each in dashes)}"'
        told += f' stroke-dashoffset="{_short(offset)}"' if offset else ""
    joint, end = gc.get_joinstyle(), gc.get_capstyle()
    told += f' stroke-linejoin="{joint}"' if joint != "round" else ""
    return told + {"butt": "", "projecting": ' stroke-linecap="square"'}.get(end, f' stroke-linecap="{end}"')


def _alpha(gc: GraphicsContextBase, colour: Any) -> float:
    """How opaque something is."""
    return float(gc.get_alpha() if gc.get_forced_alpha() else colour[3] if len(colour) > 3 else 1)


def _faint(name: str, alpha: float) -> str:
    return f' {name}="{_short(alpha)}"' if alpha != 1 else ""


@lru_cache(maxsize=256)
def _hex(colour: tuple[float, float, float]) -> str:
    found = to_hex(colour)
    short = f"#{found[1::2]}"
    return short if found[1::2] == found[2::2] else found


def _colour(colour: Any) -> str:
    red, green, blue = colour[:3]
    return _hex((red, green, blue))


def _short(number: float) -> str:
    """A length with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _font(prop: FontProperties) -> str:
    """What a text's font has of its own."""
    given: Any = prop.get_weight()
    weight = weight_dict.get(given, given)
    family = tuple(prop.get_family())
    told = f' font-size="{_short(prop.get_size_in_points())}"'
    told += f' font-weight="{weight}"' if weight != 400 else ""
    told += f' font-style="{prop.get_style()}"' if prop.get_style() != "normal" else ""
    return told if family == style.fonts() else f'{told} font-family="{escape(", ".join(_families(family)))}"'


def _families(family: Sequence[str]) -> list[str]:
    """The names of fonts as style sheets have them; where several may be needed, with those of the reader's machine."""
    names = (family[0], *SUBSTITUTES, *family[1:]) if len(family) > 1 else family
    return [f"'{each}'" for each in names]


@lru_cache(maxsize=4096)
def _extent(text: str, family: tuple[str, ...], weight: Any, slant: Any, size: float) -> tuple[float, float, float]:
    prop = FontProperties(family=list(family), weight=weight, style=slant, size=size)
    return tuple(text_to_path.get_text_width_height_descent(text, prop, False))  # type: ignore[return-value]
